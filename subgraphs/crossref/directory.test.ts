// The directory of one place: every page once, nothing lost, the vendor asked no more often than need be.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { mintId } from '../../schema/canon/identity.ts';
import { binariesHere } from '../store/store-rig.ts';
import { account, crmPlace, type Rig, startRig } from './crossref-rig.ts';
import { createCrossref, type Crossref } from './crossref.ts';
import { createDirectory, type DirectoryRecord, type Feed, syncDirectory, type Urgency } from './directory.ts';
import { answerLoader, createTranslator } from './translate.ts';

let rig: Rig;
let crossref: Crossref;

beforeAll(async () => {
  if (binariesHere) rig = await startRig();
});
beforeEach(async () => {
  if (!binariesHere) return;
  await rig.empty();
  crossref = createCrossref(rig.store);
});
afterAll(async () => {
  if (binariesHere) await rig.close();
});

/** A vendor whose change query tells two records a page; `records` may grow, `down` makes it silent. */
function vendor(count: number): {
  records: DirectoryRecord[];
  asked: (string | null)[];
  down: boolean;
  feed: (cursor: string | null) => ReturnType<Feed>;
} {
  const record = (index: number): DirectoryRecord => ({
    ref: account(String(index)),
    links: [],
    name: `Firm ${index}`,
  });
  const self = {
    records: Array.from({ length: count }, (_, index) => record(index)),
    asked: [] as (string | null)[],
    down: false,
    feed: (cursor: string | null) => {
      self.asked.push(cursor);
      if (self.down) return Promise.reject(new Error('the CRM is down'));
      const start = Number(cursor ?? '0');
      const end = Math.min(start + 2, self.records.length);
      const page = self.records.slice(start, end);
      return Promise.resolve({ records: page, cursor: String(end), complete: end === self.records.length });
    },
  };
  return self;
}

describe.skipIf(!binariesHere)('a directory', () => {
  test('reads page after page, then only what is new', async () => {
    const crm = vendor(5);
    const directory = createDirectory({ crossref, at: crmPlace, feed: crm.feed });
    await directory.sync();
    expect(crm.asked).toEqual([null, '2', '4']);
    expect(await crossref.known(crmPlace, { first: 10, after: null })).toHaveLength(5);
    crm.records.push({ ref: account('new'), links: [] });
    await directory.sync();
    expect(crm.asked.slice(3)).toEqual(['5']);
    expect(await crossref.refsOf([mintId(account('new'))], crmPlace)).toEqual([[account('new')]]);
  });

  test('a page that was not kept is read again, by another process too', async () => {
    const crm = vendor(4);
    const broken: Feed = async (cursor) => {
      if (cursor !== null) throw new Error('killed here');
      return crm.feed(cursor);
    };
    await expect(syncDirectory({ crossref, at: crmPlace, feed: broken })).rejects.toThrow('killed here');
    await syncDirectory({ crossref: createCrossref(rig.store), at: crmPlace, feed: crm.feed });
    expect(crm.asked).toEqual([null, '2']);
    expect(await crossref.cursor(crmPlace)).toBe('4');
  });

  test('a change query that stands still is told of instead of asked for ever', async () => {
    const still: Feed = () => Promise.resolve({ records: [], cursor: 'x', complete: false });
    await expect(syncDirectory({ crossref, at: crmPlace, feed: still })).rejects.toThrow('stands still at cursor x');
  });

  test('unknown ids that come together ask the vendor once, and not again for a while', async () => {
    const crm = vendor(1);
    const directory = createDirectory({ crossref, at: crmPlace, feed: crm.feed, refreshMsMin: 50 });
    await Promise.all([directory.refresh(), directory.refresh(), directory.sync()]);
    await directory.refresh();
    expect(crm.asked).toHaveLength(1);
    await new Promise((resolve) => setTimeout(resolve, 60));
    await directory.refresh();
    expect(crm.asked).toHaveLength(2);
  });

  test('a reading is urgent from the moment somebody waits for it, and the next one is not', async () => {
    const crm = vendor(3);
    let watched: Urgency | undefined;
    let goOn = (): void => undefined;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    const feed: Feed = async (cursor, urgency) => {
      watched = urgency;
      if (cursor === null) await held;
      return crm.feed(cursor);
    };
    const directory = createDirectory({ crossref, at: crmPlace, feed, refreshMsMin: 0 });
    const priority = (): string | undefined => watched?.priority;
    const reading = directory.sync();
    await expect.poll(priority).toBe('reference');
    const waiting = directory.refresh();
    expect(priority()).toBe('interactive');
    goOn();
    await Promise.all([reading, waiting]);
    expect(priority()).toBe('reference');
  });

  test('a place that was never read whole says so for every id it cannot know; one that was leaves them unknown', async () => {
    const crm = vendor(3);
    crm.down = true;
    const directory = createDirectory({ crossref, at: crmPlace, feed: crm.feed, refreshMsMin: 0 });
    await expect(directory.refresh()).rejects.toThrow('the CRM is down');
    crm.down = false;
    await directory.refresh();
    crm.down = true;
    await directory.refresh();

    const impatient = createDirectory({ crossref, at: { ...crmPlace, instance: 'other' }, feed: crm.feed });
    await expect(impatient.refresh()).rejects.toThrow('the CRM is down');
    await expect(impatient.refresh(), 'without asking again').rejects.toThrow('the CRM is down');
    expect(crm.asked).toHaveLength(5);
  });

  test('a request finds a record made a moment ago, and a silent vendor fails only the ids it was asked about', async () => {
    const crm = vendor(1);
    const directory = createDirectory({ crossref, at: crmPlace, feed: crm.feed, refreshMsMin: 0 });
    const translator = () =>
      createTranslator({ crossref, system: 'CRM', instance: 'crm', refresh: () => directory.refresh() });
    const freshness = { system: 'CRM', instance: 'crm', asOf: '', servedFrom: 'LIVE', staleReason: null } as const;
    const load = (ids: readonly string[]) =>
      answerLoader(translator(), 'CUSTOMER', (refs) => Promise.resolve({ value: refs, freshness })).loadMany([...ids]);
    const [known, unknown] = [mintId(account('0')), mintId(account('9'))];
    expect(await load([known, unknown])).toMatchObject([{ record: account('0') }, null]);
    crm.records.push({ ref: account('9'), links: [] });
    expect(await load([known, unknown])).toMatchObject([{ record: account('0') }, { record: account('9') }]);

    const refOf = (id: string) =>
      createTranslator({
        crossref,
        system: 'CRM',
        instance: 'crm',
        refresh: () => Promise.reject(new Error('the CRM is down')),
      }).refOf(id, 'CUSTOMER');
    expect(await refOf(known)).toEqual(account('0'));
    await expect(refOf(mintId(account('10')))).rejects.toThrow('the CRM is down');
  });
});
