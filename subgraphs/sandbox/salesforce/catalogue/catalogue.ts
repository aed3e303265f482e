// All objects of the organisation. Built from describe documents, so another organisation (or a managed package) is data.
import type { FieldDefinition } from './field.ts';
import { readObject, type ObjectDefinition, type ObjectDocument } from './object.ts';

/** A list of children of one parent object, with the object and field they hang on. */
export interface ChildRelationship {
  readonly object: ObjectDefinition;
  readonly field: FieldDefinition;
  /** Null when the list has no name and so cannot be queried. */
  readonly relationshipName: string | null;
  readonly cascadeDelete: boolean;
  readonly restrictedDelete: boolean;
}

const BASE36 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Objects by name and by key prefix. Immutable: loading more documents makes a new catalogue. */
export class Catalogue {
  readonly objects: readonly ObjectDefinition[];
  readonly #byName: ReadonlyMap<string, ObjectDefinition>;
  readonly #byPrefix: ReadonlyMap<string, ObjectDefinition>;
  readonly #children = new Map<string, readonly ChildRelationship[]>();

  constructor(objects: readonly ObjectDefinition[]) {
    this.objects = objects;
    this.#byName = new Map(objects.map((object) => [object.name.toLowerCase(), object]));
    this.#byPrefix = new Map(objects.map((object) => [object.keyPrefix, object]));
    if (this.#byName.size !== objects.length || this.#byPrefix.size !== objects.length) {
      const names = objects.map((object) => `${object.name} (${object.keyPrefix})`).join(', ');
      throw new Error(`Two objects share a name or a key prefix: give each its own. Objects: ${names}`);
    }
  }

  /** Reads describe documents, whole or short. */
  static from(documents: readonly ObjectDocument[]): Catalogue {
    return new Catalogue([]).load(documents);
  }

  /** This catalogue with more objects; a document of an object that is here already replaces it. */
  load(documents: readonly ObjectDocument[]): Catalogue {
    const replaced = new Set(documents.map((document) => document.name.toLowerCase()));
    const kept = this.objects.filter((object) => !replaced.has(object.name.toLowerCase()));
    const taken = new Set(kept.map((object) => object.keyPrefix));
    for (const { keyPrefix } of documents) if (typeof keyPrefix === 'string') taken.add(keyPrefix);
    const loaded = documents.map((document) => {
      const before = this.object(document.name)?.keyPrefix;
      const keyPrefix = document.keyPrefix ?? before ?? freePrefix(taken);
      taken.add(keyPrefix);
      return readObject(document, keyPrefix);
    });
    return new Catalogue([...kept, ...loaded]);
  }

  /** The object of this name, case ignored. */
  object(name: string): ObjectDefinition | undefined {
    return this.#byName.get(name.toLowerCase());
  }

  /** The object whose records' ids start like this one. */
  objectOfId(id: string): ObjectDefinition | undefined {
    return this.#byPrefix.get(id.slice(0, 3));
  }

  /** Every list of children of an object, named or not. */
  childrenOf(parent: ObjectDefinition): readonly ChildRelationship[] {
    const known = this.#children.get(parent.name);
    if (known !== undefined) return known;
    const found = this.objects.flatMap((object) =>
      object.fields.flatMap((field) => childRelationship(parent, object, field)),
    );
    this.#children.set(parent.name, found);
    return found;
  }

  /** The list of children with this relationship name. */
  child(parent: ObjectDefinition, relationshipName: string): ChildRelationship | undefined {
    const wanted = relationshipName.toLowerCase();
    return this.childrenOf(parent).find((child) => child.relationshipName?.toLowerCase() === wanted);
  }
}

/** The parent's document knows best; where it is silent the child's reference field speaks. */
function childRelationship(
  parent: ObjectDefinition,
  object: ObjectDefinition,
  field: FieldDefinition,
): ChildRelationship[] {
  const listed = parent.childRelationships.find(
    (child) => child.childSObject === object.name && child.field.toLowerCase() === field.storedAs.toLowerCase(),
  );
  if (listed === undefined && !field.referenceTo.includes(parent.name)) return [];
  return [
    {
      object,
      field,
      relationshipName: listed?.relationshipName ?? field.childRelationshipName,
      cascadeDelete: listed?.cascadeDelete ?? field.cascadeDelete,
      restrictedDelete: listed?.restrictedDelete ?? field.restrictedDelete,
    },
  ];
}

/** A prefix of the custom range (`a..`) that nobody has. */
function freePrefix(taken: ReadonlySet<string>): string {
  for (let serial = 0; serial < BASE36.length ** 2; serial += 1) {
    const prefix = `a${BASE36.charAt(Math.floor(serial / BASE36.length))}${BASE36.charAt(serial % BASE36.length)}`;
    if (!taken.has(prefix)) return prefix;
  }
  throw new Error(`More than ${BASE36.length ** 2} objects without a key prefix: give them prefixes`);
}
