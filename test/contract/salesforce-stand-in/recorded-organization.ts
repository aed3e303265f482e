// The organisation a recording was made in, as far as the recording tells: objects from its describes, other fields and
// objects from what was seen of them, and for each test the records that were there before it began.
import { firmCatalogue } from '../../../subgraphs/sandbox/salesforce/stand-in.ts';
import type { Catalogue } from '../../../subgraphs/sandbox/salesforce/catalogue/catalogue.ts';
import type { FieldDocument } from '../../../subgraphs/sandbox/salesforce/catalogue/field.ts';
import type { ObjectDocument } from '../../../subgraphs/sandbox/salesforce/catalogue/object.ts';
import { parseQuery } from '../../../subgraphs/sandbox/salesforce/soql/parse.ts';
import type { ConditionNode } from '../../../subgraphs/sandbox/salesforce/soql/syntax.ts';
import { withChecksum } from '../../../subgraphs/sandbox/firm/ids.ts';
import { dataPath, kindOf, madeIds, type Cassette, type Interaction } from './recording.ts';
import { recordsIn, type SeenRecord, type SeenRow } from './seen-records.ts';

/** The catalogue that all recordings together show. */
export function recordedCatalogue(interactions: readonly Interaction[]): Catalogue {
  const described = new Map<string, ObjectDocument>();
  for (const interaction of interactions) {
    if (!kindOf(interaction).endsWith('/describe') || interaction.response.status !== 200) continue;
    const document = interaction.response.body as ObjectDocument;
    described.set(document.name, document);
  }
  const catalogue = firmCatalogue().load([...described.values()]);
  return catalogue.load(seenDocuments(catalogue, interactions));
}

/** Documents of objects with fields that no describe shows but an answer or a write does. */
function seenDocuments(catalogue: Catalogue, interactions: readonly Interaction[]): ObjectDocument[] {
  const seen = new Map<string, Map<string, FieldDocument>>();
  const note = (type: string, field: FieldDocument): void => {
    if (catalogue.object(type)?.field(field.name) !== undefined) return;
    const fields = seen.get(type) ?? new Map<string, FieldDocument>();
    seen.set(type, fields.set(field.name, fields.get(field.name) ?? field));
  };
  for (const { type, fields } of interactions.flatMap(writtenRecord)) {
    for (const [name, value] of Object.entries(fields)) note(type, guessField(name, value));
  }
  for (const record of interactions.flatMap(({ response }) => recordsIn(response.body))) {
    for (const [name, value] of Object.entries(record.fields)) note(record.type, guessField(name, value));
    for (const { name, record: parent } of record.parents) {
      note(record.type, guessReference(name, parent?.type ?? 'User'));
    }
    for (const child of record.children.flatMap(({ name, records }) => records.map(({ type }) => ({ name, type })))) {
      note(child.type, { ...guessReference(parentName(record.type), record.type), childRelationshipName: child.name });
    }
  }
  return [...seen].map(([name, fields]) => {
    const known = catalogue.object(name);
    return { ...known?.document, name, fields: [...(known?.fields.map(shortField) ?? []), ...fields.values()] };
  });
}

function shortField({ document, name }: { document: Readonly<Record<string, unknown>>; name: string }): FieldDocument {
  return { ...document, name };
}

function parentName(type: string): string {
  return type.endsWith('__c') ? type.replace(/__c$/u, '__r') : type;
}

function guessReference(relationshipName: string, target: string): FieldDocument {
  const name = relationshipName.endsWith('__r') ? relationshipName.replace(/__r$/u, '__c') : `${relationshipName}Id`;
  return { name, type: 'reference', relationshipName, referenceTo: [target] };
}

function guessField(name: string, value: unknown): FieldDocument {
  if (name === 'Id') return { name, type: 'id', createable: false, nillable: false };
  if (typeof value === 'boolean') return { name, type: 'boolean' };
  if (typeof value === 'number') return { name, type: Number.isInteger(value) ? 'int' : 'double' };
  const text = typeof value === 'string' ? value : '';
  if (/^\d{4}-\d\d-\d\dT/u.test(text)) return { name, type: 'datetime' };
  if (/^\d{4}-\d\d-\d\d$/u.test(text)) return { name, type: 'date' };
  return { name, type: 'string', length: 4_000, externalId: /external|_id__c|key__c/iu.test(name) };
}

/** The fields of a recorded write. */
function writtenRecord(interaction: Interaction): { type: string; fields: Record<string, unknown> }[] {
  const { method, body } = interaction.request;
  const [resource, type] = dataPath(interaction) ?? [];
  if (resource !== 'sobjects' || type === undefined || (method !== 'POST' && method !== 'PATCH')) return [];
  const fields: unknown = body === '' ? {} : JSON.parse(body);
  return interaction.response.status < 300 ? [{ type, fields: fields as Record<string, unknown> }] : [];
}

/** Organisation and user of a test, from the address its sign-in answered. */
export function identityOf({ interactions }: Cassette): { organizationId: string; userId: string } {
  for (const { response } of interactions) {
    const match = /\/id\/([0-9A-Za-z]{15,18})\/([0-9A-Za-z]{15,18})/u.exec(JSON.stringify(response.body));
    if (match?.[1] !== undefined && match[2] !== undefined) {
      return { organizationId: to18(match[1]), userId: to18(match[2]) };
    }
  }
  return { organizationId: withChecksum('00D000000000001'), userId: withChecksum('005000000000001') };
}

function to18(id: string): string {
  return id.length === 15 ? withChecksum(id) : id;
}

/** Records that were there before the test: seen in an answer, but not made by an earlier call of the test. */
export function recordsBefore(cassette: Cassette, catalogue: Catalogue): readonly SeenRow[] {
  const made = new Set<string>();
  const rows = new Map<string, SeenRow>();
  const { userId } = identityOf(cassette);
  rows.set(userId, userRow(cassette, userId));
  for (const interaction of cassette.interactions) {
    const { body, status } = interaction.response;
    for (const id of madeIds(interaction.request.method, status, body)) if (id !== null) made.add(to18(id));
    const known = equalitiesOf(interaction);
    for (const record of recordsIn(body)) {
      const key = to18(record.id);
      if (key.length !== 18 || made.has(key) || catalogue.objectOfId(key) === undefined) continue;
      const before: SeenRow = rows.get(key) ?? { IsDeleted: false };
      rows.set(key, { ...known, ...record.fields, ...referencesOf(record), ...before, Id: key });
    }
    for (const [child, parent] of childLinks(body)) rows.set(child, { ...rows.get(child), ...parent });
  }
  return [...rows.values()];
}

/**
 * Values the organisation filled in by itself, by id of the record: a query found a record the test had made by a field
 * the test had not written. Old describes do not tell defaults.
 */
export function defaultsTold({ interactions }: Cassette): ReadonlyMap<string, SeenRow> {
  const written = new Map<string, ReadonlySet<string>>();
  const told = new Map<string, SeenRow>();
  for (const interaction of interactions) {
    const { body, status } = interaction.response;
    const id = (body as { id?: unknown } | null)?.id;
    if (status === 201 && typeof id === 'string') {
      const fields = writtenRecord(interaction).flatMap((record) => Object.keys(record.fields));
      written.set(id, new Set(fields));
    }
    const equal = Object.entries(equalitiesOf(interaction));
    for (const record of recordsIn(body)) {
      const names = written.get(record.id);
      if (names === undefined) continue;
      const filledIn = equal.filter(([name, value]) => typeof value === 'boolean' && !names.has(name));
      told.set(record.id, { ...told.get(record.id), ...Object.fromEntries(filledIn) });
    }
  }
  return told;
}

/** A mail address that queries name, when there is one only: in bodies every address was replaced, in queries none. */
export function addressInQueries({ interactions }: Cassette): string | null {
  const queries = interactions.map(({ request }) => request.query.map(([, value]) => value).join(' '));
  const found = new Set(queries.flatMap((text) => text.match(/[\w.+-]+@[\w-]+\.[\w.]+/gu) ?? []));
  const [address] = found;
  return found.size === 1 && address !== undefined ? address : null;
}

/** What the identity answer tells about the user. */
function userRow({ interactions }: Cassette, userId: string): SeenRow {
  const identity = interactions.find((interaction) => kindOf(interaction).includes('/id/'))?.response.body;
  const told = (identity ?? {}) as Record<string, string | null | undefined>;
  const text = (name: string): string | null => told[name] ?? null;
  return {
    Id: userId,
    Username: text('username'),
    Name: text('display_name'),
    FirstName: text('first_name'),
    LastName: text('last_name'),
    Email: text('email'),
    CommunityNickname: text('nick_name'),
    TimeZoneSidKey: text('timezone'),
    Street: text('addr_street'),
    City: text('addr_city'),
    State: text('addr_state'),
    Country: text('addr_country'),
    PostalCode: text('addr_zip'),
    MobilePhone: text('mobile_phone'),
    LastModifiedDate: text('last_modified_date'),
    IsActive: true,
  };
}

function referencesOf(record: SeenRecord): SeenRow {
  const references = record.parents.map(({ name, record: parent }) => [
    guessReference(name, '').name,
    parent === null ? null : to18(parent.id),
  ]);
  return Object.fromEntries(references) as SeenRow;
}

function childLinks(body: unknown): [string, SeenRow][] {
  return recordsIn(body).flatMap((record) =>
    record.children.flatMap(({ records }) =>
      records.map((child): [string, SeenRow] => [
        to18(child.id),
        { [guessReference(parentName(record.type), '').name]: to18(record.id) },
      ]),
    ),
  );
}

/** What a query's own condition tells about every record it answered: `Status = 'Open'`. */
function equalitiesOf(interaction: Interaction): SeenRow {
  const soql = interaction.request.query.find(([name]) => name === 'q')?.[1];
  if (soql === undefined) return {};
  try {
    const { where } = parseQuery(soql);
    return where === null ? {} : equalities(where);
  } catch {
    return {};
  }
}

function equalities(node: ConditionNode): SeenRow {
  if (node.kind === 'and') return Object.fromEntries(node.parts.flatMap((part) => Object.entries(equalities(part))));
  if (node.kind !== 'compare' || node.operator !== '=' || node.operand.kind !== 'field') return {};
  const { literal, operand } = node;
  if (operand.path.names.length > 1) return {};
  if (literal.kind === 'boolean' || literal.kind === 'number') return { [operand.path.text]: literal.value };
  if (literal.kind !== 'string') return {};
  return { [operand.path.text]: literal.pieces.map((piece) => piece.text).join('') };
}
