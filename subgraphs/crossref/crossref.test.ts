import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { mintId, type RecordKind, type VendorRef } from '../../schema/canon/identity.ts';
import { openStore, type Store } from '../store/store.ts';
import { createCrossref } from './crossref.ts';
import type { Sighting } from './decide.ts';
import { createDirectory, type DirectoryRecord } from './directory.ts';

const directory = mkdtempSync(join(tmpdir(), 'crossref-'));
let store: Store;

beforeAll(async () => {
  store = await openStore({ dataDir: directory });
});
beforeEach(async () => {
  await sql`truncate crossref_record, crossref_alias, crossref_claim, crossref_match_key, feed_cursor`.execute(
    store.db,
  );
});
afterAll(async () => {
  await store.close();
  rmSync(directory, { recursive: true, force: true });
});

const account = (id: string): VendorRef => ({ system: 'CRM', instance: 'crm', kind: 'CUSTOMER', id });
const erp = (id: string): VendorRef => ({ system: 'ERP', instance: 'erp', kind: 'CUSTOMER', id });
const erpPlace = { system: 'ERP', instance: 'erp', kind: 'CUSTOMER' } as const;
const crmPlace = { system: 'CRM', instance: 'crm', kind: 'CUSTOMER' } as const;

test('a record that names its system of record takes that identity, and both are found from the one id', async () => {
  const crossref = createCrossref(store);
  const [id] = await crossref.identify([{ ref: erp('7'), links: [account('A')] }]);
  expect(id).toBe(mintId(account('A')));
  expect(await crossref.refsOf([id!], erpPlace)).toEqual([[erp('7')]]);
  expect(await crossref.refsOf([id!], crmPlace)).toEqual([[account('A')]]);
});

test('what one process put on file another one finds', async () => {
  const [id] = await createCrossref(store).identify([{ ref: erp('7'), links: [account('A')] }]);
  expect(await createCrossref(store).idsOf([erp('7'), account('A')])).toEqual([id, id]);
});

test('when a link is found later the former id becomes an alias and both keep working', async () => {
  const crossref = createCrossref(store);
  const [former] = await crossref.identify([{ ref: erp('7'), links: [] }]);
  const [linked] = await crossref.identify([{ ref: erp('7'), links: [account('A')] }]);
  expect(former).toBe(mintId(erp('7')));
  expect(linked).toBe(mintId(account('A')));
  const other = createCrossref(store);
  expect(await other.refsOf([former!, linked!], erpPlace)).toEqual([[erp('7')], [erp('7')]]);
  expect(await other.refsOf([former!], crmPlace)).toEqual([[account('A')]]);
});

test('a reference field that was emptied takes no identity away; one that names another record moves it', async () => {
  const crossref = createCrossref(store);
  const [first] = await crossref.identify([{ ref: erp('7'), links: [account('A')] }]);
  expect(await crossref.identify([{ ref: erp('7'), links: [] }])).toEqual([first]);
  expect(await createCrossref(store).identify([{ ref: erp('7'), links: [] }])).toEqual([first]);
  expect(await crossref.identify([{ ref: erp('7'), links: [account('B')] }])).toEqual([mintId(account('B'))]);
  expect(await createCrossref(store).refsOf([first!], erpPlace), 'the former id leads on').toEqual([[erp('7')]]);
});

test('a second claim on one identity keeps its own id and becomes a candidate; nothing is merged', async () => {
  const crossref = createCrossref(store);
  const [first] = await crossref.identify([{ ref: erp('7'), links: [account('A')] }]);
  const [second] = await crossref.identify([{ ref: erp('8'), links: [account('A')] }]);
  expect(second).toBe(mintId(erp('8')));
  expect(await crossref.candidatesOf([first!, second!])).toEqual([
    [{ otherId: second, score: '0.99', matchedOn: ['CLAIMED_TWICE'] }],
    [{ otherId: first, score: '0.99', matchedOn: ['CLAIMED_TWICE'] }],
  ]);
  // Seen again, the claim changes nothing.
  expect(await createCrossref(store).identify([{ ref: erp('8'), links: [account('A')] }])).toEqual([second]);
});

test('likely matches are listed with what agreed', async () => {
  const crossref = createCrossref(store);
  const [one, other] = await crossref.identify([
    { ref: account('A'), links: [] },
    { ref: account('B'), links: [] },
  ]);
  await crossref.saveMatchFacts([
    { ref: account('A'), keys: ['name:acme', 'domain:acme.com'] },
    { ref: account('B'), keys: ['name:acme', 'domain:acme.com'] },
  ]);
  expect(await crossref.candidatesOf([one!])).toEqual([
    [{ otherId: other, score: '0.88', matchedOn: ['DOMAIN', 'NAME'] }],
  ]);
});

test('an id nobody gave out is nobody’s record, and nonsense is not even looked up', async () => {
  const crossref = createCrossref(store);
  expect(await crossref.refsOf([mintId(erp('99')), "'; drop table x", ''], erpPlace)).toEqual([[], [], []]);
});

test('kinds that are never asked for by id cost no row', async () => {
  const ref: VendorRef = { system: 'PSA', instance: 'psa', kind: 'TIME_ENTRY', id: '1' };
  expect(await createCrossref(store).idsOf([ref])).toEqual([mintId(ref)]);
  expect((await sql`select 1 from crossref_record`.execute(store.db)).rows).toEqual([]);
});

test('however sightings are ordered, split and repeated over two processes, ids agree and stay unique both ways', async () => {
  // A record's link is found at some time or never; two records may name the same one.
  const linkOf: Readonly<Record<string, string>> = { 1: 'A', 2: 'A', 3: 'B', 4: 'C' };
  const sighting = fc
    .record({ id: fc.constantFrom('1', '2', '3', '4', '5'), found: fc.boolean() })
    .map(({ id, found }) => ({ id, link: found ? linkOf[id] : undefined }));
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(sighting, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 5 }),
      async (batches) => {
        await sql`truncate crossref_record, crossref_alias, crossref_claim`.execute(store.db);
        const processes = [createCrossref(store), createCrossref(store)];
        const seen: readonly Sighting[][] = batches.map((batch) =>
          batch.map(({ id, link }) => ({ ref: erp(id), links: link === undefined ? [] : [account(link)] })),
        );
        const answers = await Promise.all(seen.map((batch, index) => processes[index % 2]!.identify(batch)));
        // Every id ever given out still leads to the record it was given for, or to the one that holds the identity.
        const fresh = createCrossref(store);
        for (const [batch, ids] of seen.map((each, index) => [each, answers[index]!] as const)) {
          const refs = await fresh.refsOf(ids, erpPlace);
          batch.forEach(({ ref }, index) => expect(refs[index]!.map((found) => found.id)).toContain(ref.id));
        }
        const { rows } = await sql<{
          n: string;
          records: string;
        }>`select count(distinct canonical_id) as n, count(*) as records from crossref_record where system = 'ERP'`.execute(
          store.db,
        );
        expect(rows[0]!.n).toBe(rows[0]!.records);
      },
    ),
    { numRuns: 60 },
  );
});

test('known records cost no query, a thousand unknown ones a handful', async () => {
  const queries: string[] = [];
  const counted: Store = {
    ...store,
    db: store.db.withPlugin({
      transformQuery: ({ node }) => (queries.push(node.kind), node),
      transformResult: ({ result }) => Promise.resolve(result),
    }),
  };
  const crossref = createCrossref(counted);
  const kind: RecordKind = 'PROJECT';
  const sightings = Array.from({ length: 1_000 }, (_, index) => ({
    ref: { system: 'PSA', instance: 'psa', kind, id: String(index) } as const,
    links: [],
  }));
  await crossref.identify(sightings);
  expect(queries.length).toBeLessThan(8);
  queries.length = 0;
  await crossref.identify(sightings);
  await crossref.idsOf(sightings.map(({ ref }) => ref));
  expect(queries).toEqual([]);
});

test('a directory reads page after page, keeps its place, and reads a page again that was not kept', async () => {
  const crossref = createCrossref(store);
  const record = (id: string): DirectoryRecord => ({
    ref: account(id),
    links: [],
    name: `Company ${id}`,
    matchKeys: [],
  });
  const asked: (string | null)[] = [];
  let fails = true;
  const feed = (cursor: string | null) => {
    asked.push(cursor);
    if (cursor === null) return Promise.resolve({ records: [record('1')], cursor: 'one', complete: false });
    if (fails) return Promise.reject(new Error('vendor down'));
    return Promise.resolve({ records: [record('2')], cursor: 'two', complete: true });
  };
  const kept = createDirectory({ crossref, at: crmPlace, feed });
  await expect(kept.sync()).rejects.toThrow('vendor down');
  fails = false;
  await kept.sync();
  expect(asked).toEqual([null, 'one', 'one']);
  expect(await crossref.cursor(crmPlace)).toBe('two');
  await kept.refresh();
  expect(asked, 'a refresh right after a reading asks nobody').toHaveLength(3);
  expect(await crossref.refsOf([mintId(account('1')), mintId(account('2'))], crmPlace)).toEqual([
    [account('1')],
    [account('2')],
  ]);
});
