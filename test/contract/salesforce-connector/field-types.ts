// The types of fields as recorded describes tell them, and values read by them a second time.
import type { kinds } from '../../../subgraphs/connectors/salesforce/wire.ts';
import { dataPath, type Interaction } from '../salesforce-stand-in/recording.ts';

/** By object, by field: Salesforce's name of the type. */
export type FieldTypes = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** The connector's kinds of value. */
export type ValueKind = keyof typeof kinds;

/** Fields that every object has, for objects nobody described. */
const everywhere: Readonly<Record<string, string>> = {
  Id: 'id',
  OwnerId: 'reference',
  CreatedById: 'reference',
  LastModifiedById: 'reference',
  CreatedDate: 'datetime',
  LastModifiedDate: 'datetime',
  SystemModstamp: 'datetime',
  IsDeleted: 'boolean',
};

const kindOfType: Readonly<Record<string, ValueKind>> = {
  id: 'id',
  reference: 'id',
  datetime: 'instant',
  date: 'date',
  boolean: 'flag',
  currency: 'decimal',
  double: 'decimal',
  percent: 'decimal',
  int: 'decimal',
  long: 'decimal',
  string: 'text',
  textarea: 'text',
  picklist: 'text',
  multipicklist: 'text',
  combobox: 'text',
  email: 'text',
  phone: 'text',
  url: 'text',
  encryptedstring: 'text',
};

/** What recorded describes tell. */
export function fieldTypes(interactions: readonly Interaction[]): FieldTypes {
  const types = new Map<string, ReadonlyMap<string, string>>();
  for (const interaction of interactions) {
    const { status, body } = interaction.response;
    if (dataPath(interaction)?.[2] !== 'describe' || status !== 200 || typeof body !== 'object') continue;
    const { name, fields } = body as { name: string; fields: readonly { name: string; type: string }[] };
    types.set(name, new Map(fields.map((field) => [field.name, field.type])));
  }
  return types;
}

/** How the connector would read a field; null for compound values and for what nobody described. */
export function valueKind(types: FieldTypes, object: string, field: string): ValueKind | null {
  return kindOfType[types.get(object)?.get(field) ?? everywhere[field] ?? ''] ?? null;
}

/** Whether what was read says the same as what was sent, judged without the connector's code. */
export function saysTheSame(kind: ValueKind, sent: unknown, read: unknown): boolean {
  if (sent === null || kind === 'text' || kind === 'date' || kind === 'flag') return read === sent;
  const [from, to] = [sent, read].map((value) => (typeof value === 'string' ? value : ''));
  if (from === undefined || to === undefined) return false;
  switch (kind) {
    case 'id':
      return to.length === 18 && to.slice(0, 15) === from.slice(0, 15) && (from.length === 15 || to === from);
    case 'instant':
      return to.endsWith('Z') && Date.parse(to) === Date.parse(from.replace(/\+0000$/, 'Z'));
    case 'decimal':
      return Number(to) === Number(from) && !/e/i.test(to);
  }
}
