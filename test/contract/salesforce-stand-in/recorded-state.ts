// The state of the recorded organisation before each test, as far as the recording tells.
import type { Catalogue } from '../../../subgraphs/sandbox/salesforce/catalogue/catalogue.ts';
import { withChecksum } from '../../../subgraphs/sandbox/firm/ids.ts';
import { equalitiesOf } from './asked.ts';
import { guessReference, parentName } from './guess-fields.ts';
import { dataPath, kindOf, madeIds, writtenRecords, type Cassette, type Interaction } from './recording.ts';
import { recordsIn, type SeenRecord, type SeenRow } from './seen-records.ts';

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
    const named = recordNamed(interaction);
    if (named !== null && !made.has(String(named.Id)) && catalogue.objectOfId(String(named.Id)) !== undefined) {
      rows.set(String(named.Id), { ...named, ...rows.get(String(named.Id)) });
    }
    for (const record of recordsIn(body)) {
      const key = to18(record.id);
      if (key.length !== 18 || made.has(key) || catalogue.objectOfId(key) === undefined) continue;
      const before: SeenRow = rows.get(key) ?? { IsDeleted: false };
      rows.set(key, { ...known, ...record.fields, ...referencesOf(record), ...before, Id: key });
    }
    for (const [child, parent] of childLinks(body)) {
      const row = rows.get(child);
      if (row !== undefined) rows.set(child, { ...parent, ...row });
    }
  }
  return [...rows.values()];
}

/** A record that a call's path names: there when the call went well, deleted when the answer says so. */
function recordNamed(interaction: Interaction): SeenRow | null {
  const { response } = interaction;
  const id = dataPath(interaction)?.[2];
  if (!kindOf(interaction).endsWith('/{type}/{id}') || id === undefined || !/^[0-9A-Za-z]{15,18}$/u.test(id))
    return null;
  const isDeleted = JSON.stringify(response.body).includes('ENTITY_IS_DELETED');
  return response.status < 300 || isDeleted ? { Id: to18(id), IsDeleted: isDeleted } : null;
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
      const fields = writtenRecords(interaction).flatMap((record) => Object.keys(record.fields));
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
