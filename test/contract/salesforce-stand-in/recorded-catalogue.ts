// The objects of the organisation a recording was made in: described ones as described, others as far as they were seen.
import { Catalogue } from '../../../subgraphs/sandbox/salesforce/catalogue/catalogue.ts';
import type { FieldDocument } from '../../../subgraphs/sandbox/salesforce/catalogue/field.ts';
import type { ObjectDefinition, ObjectDocument } from '../../../subgraphs/sandbox/salesforce/catalogue/object.ts';
import { firmCatalogue } from '../../../subgraphs/sandbox/salesforce/stand-in.ts';
import { fieldsAsked } from './asked.ts';
import { guessField, guessReference, parentName } from './guess-fields.ts';
import { kindOf, writtenRecords, type Interaction } from './recording.ts';
import { recordsIn } from './seen-records.ts';

/** System fields that an object has unless a whole record of it was seen without. */
const SYSTEM = [
  'IsDeleted',
  'CreatedDate',
  'CreatedById',
  'LastModifiedDate',
  'LastModifiedById',
  'SystemModstamp',
  'OwnerId',
];

/** The catalogue that these calls together show, on top of the vendor's standard objects. */
export function recordedCatalogue(interactions: readonly Interaction[]): Catalogue {
  const standard = new Catalogue(firmCatalogue().objects.filter((object) => !object.custom));
  const catalogue = standard.load(describedObjects(interactions));
  return catalogue.load(new SeenObjects(catalogue, interactions).documents());
}

/** The catalogue with what one test was told by describes of its own: versions differ in their keys. */
export function catalogueOf(shared: Catalogue, interactions: readonly Interaction[]): Catalogue {
  const own = describedObjects(interactions).filter((document) => {
    const known = shared.object(document.name)?.document;
    return JSON.stringify(known?.urls) !== JSON.stringify(document.urls);
  });
  return own.length === 0 ? shared : shared.load(own);
}

function describedObjects(interactions: readonly Interaction[]): ObjectDocument[] {
  const described = new Map<string, ObjectDocument>();
  for (const interaction of interactions) {
    if (!kindOf(interaction).endsWith('/describe') || interaction.response.status !== 200) continue;
    const document = interaction.response.body as ObjectDocument;
    described.set(document.name, document);
  }
  return [...described.values()];
}

class SeenObjects {
  readonly #catalogue: Catalogue;
  readonly #fields = new Map<string, Map<string, FieldDocument>>();
  readonly #prefixes = new Map<string, string>();
  /** Names of all fields of an object, of which a whole record was read. */
  readonly #whole = new Map<string, readonly string[]>();

  constructor(catalogue: Catalogue, interactions: readonly Interaction[]) {
    this.#catalogue = catalogue;
    for (const interaction of interactions) {
      this.#noteWrite(interaction);
      this.#noteRecords(interaction);
      this.#noteAsked(interaction);
    }
  }

  /** Documents of objects that are seen to be other than the catalogue has them. */
  documents(): ObjectDocument[] {
    const names = new Set([...this.#fields.keys(), ...this.#whole.keys(), ...this.#prefixes.keys()]);
    return [...names].flatMap((name) => {
      const known = this.#catalogue.object(name);
      if (known?.isWhole === true) return [];
      const fields = this.#fieldsOf(name, known);
      const whole = this.#whole.get(name);
      const omit = whole === undefined ? known?.document.omit : SYSTEM.filter((field) => !whole.includes(field));
      return [
        {
          ...known?.document,
          name,
          fields,
          omit,
          keyPrefix: known?.keyPrefix ?? this.#prefixes.get(name),
        } as ObjectDocument,
      ];
    });
  }

  #fieldsOf(name: string, known: ObjectDefinition | undefined): FieldDocument[] {
    const seen = this.#fields.get(name) ?? new Map<string, FieldDocument>();
    const before = known?.fields.map((field): FieldDocument => ({ ...field.document, name: field.name })) ?? [];
    const all = [...before, ...[...seen.values()].filter((field) => known?.field(field.name) === undefined)];
    const whole = this.#whole.get(name);
    // What was not in a whole record and in no query either does not exist in that organisation.
    return whole === undefined ? all : all.filter((field) => whole.includes(field.name) || seen.has(field.name));
  }

  #note(type: string, field: FieldDocument): void {
    const fields = this.#fields.get(type) ?? new Map<string, FieldDocument>();
    const before = fields.get(field.name);
    const isBetter = before?.isGuess === true && field.isGuess !== true;
    if (before === undefined || isBetter) fields.set(field.name, field);
    this.#fields.set(type, fields);
  }

  #noteWrite(interaction: Interaction): void {
    for (const { type, fields, id } of writtenRecords(interaction)) {
      for (const [name, value] of Object.entries(fields)) this.#note(type, guessField(name, value));
      if (id !== null) this.#prefixes.set(type, id.slice(0, 3));
    }
  }

  /** Fields that were asked for exist, whatever their type; so do the relationships before them. */
  #noteAsked(interaction: Interaction): void {
    for (const { object, names } of fieldsAsked(interaction)) {
      const [first = '', ...rest] = names;
      const known = this.#catalogue.object(object);
      const type = known?.name ?? object;
      if (rest.length === 0) {
        if (known?.field(first) === undefined) this.#note(type, { ...guessField(first, null), isGuess: true });
        continue;
      }
      if (known?.parent(first) !== undefined) continue;
      this.#note(type, guessReference(first, this.#catalogue.object(first)?.name ?? 'User'));
    }
  }

  #noteRecords(interaction: Interaction): void {
    const { request, response } = interaction;
    const isWhole = kindOf(interaction) === 'GET /sobjects/{type}/{id}' && request.query.length === 0;
    for (const record of recordsIn(response.body)) {
      this.#prefixes.set(record.type, record.id.slice(0, 3));
      if (isWhole) this.#whole.set(record.type, [...Object.keys(record.fields), ...record.compounds]);
      for (const [name, value] of Object.entries(record.fields)) this.#note(record.type, guessField(name, value));
      for (const name of record.compounds) this.#note(record.type, { name, type: 'address', createable: false });
      for (const { name, record: parent } of record.parents) {
        const namePointing = parent?.isName ?? false;
        this.#note(record.type, { ...guessReference(name, parent?.type ?? 'User'), namePointing });
      }
      for (const { name, records } of record.children) {
        const reference = { ...guessReference(parentName(record.type), record.type), childRelationshipName: name };
        for (const child of records) this.#note(child.type, reference);
      }
    }
  }
}
