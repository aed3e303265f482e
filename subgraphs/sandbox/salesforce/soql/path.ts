// From `Owner.Name` to a field and a way to read it from a record.
import type { FieldDefinition } from '../catalogue/field.ts';
import type { ObjectDefinition } from '../catalogue/object.ts';
import type { Row, Value } from '../store/record.ts';
import { invalidField, malformedQuery, noSuchColumn, unknownRelationship } from './query-error.ts';
import type { PathNode } from './syntax.ts';
import type { QueryWorld } from './world.ts';

/** The vendor follows at most five relationships from a child up to a parent. */
const RELATIONSHIPS_MAX = 5;

/** The object a query is about, and the names its fields may be prefixed with. */
export interface Root {
  readonly object: ObjectDefinition;
  readonly alias: string | null;
}

/** A field that was found, with the references that lead to it. */
export interface ResolvedPath {
  readonly references: readonly FieldDefinition[];
  readonly field: FieldDefinition;
  /** The same for two spellings of one path, for looking paths up. */
  readonly key: string;
  readonly start: number;
  /** The record that has the field, or null when a reference on the way is empty. */
  readonly owner: (row: Row) => Row | null;
  readonly read: (row: Row) => Value;
}

/** Finds a path's field, or refuses the query in the vendor's words. */
export function resolvePath(world: QueryWorld, root: Root, path: PathNode): ResolvedPath {
  const names = withoutPrefix(root, path.names);
  const references: FieldDefinition[] = [];
  let candidates = [root.object];
  for (const name of names.slice(0, -1)) {
    const reference = findReference(candidates, name);
    if (reference === undefined) throw invalidField(world.text, path.start, unknownRelationship(name, 'in field path'));
    references.push(reference);
    candidates = targetsOf(world, reference);
  }
  if (references.length > RELATIONSHIPS_MAX) {
    throw malformedQuery(
      `SOQL statements cannot follow more than ${RELATIONSHIPS_MAX} parent relationships: ${path.text}`,
    );
  }
  const field = findField(candidates, names.at(-1) ?? '');
  if (field === undefined) {
    const entity = references.at(-1)?.namePointing === true ? 'Name' : (candidates[0]?.name ?? root.object.name);
    throw invalidField(world.text, path.start, noSuchColumn(names.at(-1) ?? path.text, entity));
  }
  const owner = (row: Row): Row | null => followReferences(world, references, row);
  return {
    references,
    field,
    key: [...references, field].map((step) => step.storedAs).join('.'),
    start: path.start,
    owner,
    read: (row) => owner(row)?.[field.storedAs] ?? null,
  };
}

/** The objects a reference may lead to, people before groups, since only people have fields worth selecting. */
export function targetsOf(world: QueryWorld, reference: FieldDefinition): ObjectDefinition[] {
  const targets = reference.referenceTo.flatMap((name) => world.catalogue.object(name) ?? []);
  return targets.toSorted((a, b) => Number(b.name === 'User') - Number(a.name === 'User'));
}

/** `a.Name` and `Account.Name` are `Name` when the query is about `Account a`. */
function withoutPrefix({ object, alias }: Root, names: readonly string[]): readonly string[] {
  const [first = ''] = names;
  const isPrefix = [object.name, alias ?? object.name].some((name) => name.toLowerCase() === first.toLowerCase());
  return names.length > 1 && isPrefix ? names.slice(1) : names;
}

function findReference(candidates: readonly ObjectDefinition[], name: string): FieldDefinition | undefined {
  for (const candidate of candidates) {
    const reference = candidate.parent(name);
    if (reference !== undefined) return reference;
  }
  return undefined;
}

function findField(candidates: readonly ObjectDefinition[], name: string): FieldDefinition | undefined {
  for (const candidate of candidates) {
    const field = candidate.field(name);
    if (field !== undefined) return field;
  }
  return undefined;
}

function followReferences(world: QueryWorld, references: readonly FieldDefinition[], row: Row): Row | null {
  let owner: Row | null = row;
  for (const reference of references) {
    const id: Value = owner[reference.storedAs] ?? null;
    owner = typeof id === 'string' ? (world.records.find(id) ?? null) : null;
    if (owner === null) return null;
  }
  return owner;
}
