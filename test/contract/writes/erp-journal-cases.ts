// Journal entries in the ERP: what is posted balances and is read back line by line, what is not fit is refused by its name, and what is
// taken back is taken back by a mirror. Judged by the stand-in's own ledger lines.
import { describe, expect, onTestFinished, test } from 'vitest';
import { money } from '../../../schema/canon/money.ts';
import type { ErpPort } from '../../../subgraphs/ports/erp.ts';
import type { JournalEntryWrite, JournalLineWrite } from '../../../subgraphs/ports/journal-writes.ts';
import type { WriteOutcome } from '../../../subgraphs/ports/write.ts';
import type { ErpJournalEntry } from '../../../subgraphs/process/systems/erp-journals.ts';
import { callRecord, connectAgain, person, ref, type Rig } from '../netsuite-rig.ts';
import { type Billed, billedBy } from './billing-facts.ts';
import type { SharedApi } from './shared-api.ts';
import { newKey } from './system-project-rigs.ts';
import type { WriteRig } from './write-under-test.ts';

const retry = { attemptsMax: 1, baseDelayMs: 1, delayMaxMs: 1 };
const settings = { timeoutMs: 1_500, settleMs: 50 };
const words = (outcome: WriteOutcome): string =>
  outcome.kind === 'NOT_APPLIED' ? `${outcome.reason} ${outcome.failure.fields.join()}` : outcome.kind;

function lineOf(billed: Billed, name: string, side: JournalLineWrite['side'], amount: string): JournalLineWrite {
  return {
    ...{ name, side, account: side === 'DEBIT' ? '5000' : '2300', amount: money(amount, billed.currency) },
    ...{ project: billed.project, memo: 'Conformance, 7.50 h' },
    dimensions: { practice: 'Data & Analytics', serviceLine: 'Advisory', geography: 'DACH', costCentre: null },
  };
}

function entryOf(billed: Billed, key: string, change: Partial<JournalEntryWrite> = {}): JournalEntryWrite {
  const { legalEntity, currency } = billed;
  return {
    ...{ key, legalEntity, currency, postedOn: '2026-11-20', memo: 'Conformance', reverses: null },
    lines: [lineOf(billed, 'L1-D', 'DEBIT', '412.35'), lineOf(billed, 'L1-C', 'CREDIT', '412.35')],
    ...change,
  };
}

/** The same in plain JSON; its key is the ticket's. */
function systemEntry({ legalEntity, currency, postedOn, memo, lines }: JournalEntryWrite): ErpJournalEntry {
  return {
    ...{ legalEntity: { ...legalEntity }, currency, postedOn, memo, reverses: null },
    lines: lines.map(({ amount, project, ...line }) => ({
      ...{ ...line, amount: amount.amount },
      project: project === null ? null : { ...project },
    })),
  };
}

type Shared = Parameters<SharedApi<ErpPort>['start']>;

function journalEntry(standIn: Rig): Shared {
  const key = newKey('journal');
  const asked = systemEntry(entryOf(billedBy(standIn, 'DE01', 'EUR'), key));
  return [
    connectAgain(standIn, { settings, retry }),
    {
      ...{ key, match: '^POST .*/record/v1/journalEntry$', isRepeatable: true, undo: null },
      held: () => standIn.now('transaction').filter((row) => row.externalid === key).length,
      send: ({ erp }, call) => erp.postJournalEntry(call, asked),
      refused: ({ erp }, call) =>
        erp.postJournalEntry(call, { ...asked, lines: asked.lines.map((line) => ({ ...line, account: '9999' })) }),
      find: ({ erp }, call) => erp.findJournalEntry(call),
    },
  ];
}

/** The internal mutation as a worker calls it over HTTP. */
export function journalRigs(standIn: () => Rig, api: () => SharedApi<ErpPort>): readonly WriteRig[] {
  return [{ name: 'erpPostJournalEntry', start: () => Promise.resolve(api().start(...journalEntry(standIn()))) }];
}

/** Twenty at once make one. */
export function journalAtOnce(standIn: () => Rig) {
  return { erpPostJournalEntry: () => journalEntry(standIn()) };
}

/** Declares the tests of journal entries on a shared stand-in. */
export function describeJournals(standIn: () => Rig): void {
  const connected = (): Rig => {
    const rig = connectAgain(standIn(), { settings, retry });
    onTestFinished(async () => {
      rig.served.faults.clear();
      await rig.close();
    });
    return rig;
  };

  describe('a journal entry', () => {
    test('is read back line by line, and comes to nothing in the ledger in both currencies', async () => {
      const rig = connected();
      // In euros in the books of a company that keeps pounds.
      const billed = billedBy(rig, 'UK01', 'GBP');
      const write = { ...entryOf({ ...billed, currency: billedBy(rig, 'DE01', 'EUR').currency }, newKey('journal')) };
      const outcome = await rig.port.journalWrites.postJournalEntry(person(), write);
      if (outcome.kind !== 'APPLIED') throw new Error(JSON.stringify(outcome));
      const entry = await rig.port.journalWrites.journalEntryNow(person(), outcome.ref);
      expect(entry).toMatchObject({
        ...{ key: write.key, currency: 'EUR', postedOn: '2026-11-20', legalEntity: billed.legalEntity, reverses: null },
        ...{ period: { name: 'P11 2026', ledger: 'OPEN' }, number: expect.stringMatching(/./) as string },
      });
      expect(
        entry?.lines.map(({ name, account, side, amount, project }) => [name, account, side, amount.amount, project]),
      ).toEqual([
        ['L1-D', '5000', 'DEBIT', '412.35', billed.project],
        ['L1-C', '2300', 'CREDIT', '412.35', billed.project],
      ]);
      expect(entry?.lines[0]?.dimensions.map(({ id }) => id.split(':')[0])).toEqual([
        'department',
        'classification',
        'location',
      ]);
      const posted = rig.now('transactionaccountingline').filter((row) => row.transaction === outcome.ref.id);
      expect(posted.length).toBe(2);
      expect(posted.reduce((sum, { amount }) => sum + Math.round(Number(amount) * 100), 0)).toBe(0);
      expect(posted.every(({ amount }) => Math.abs(Number(amount)) !== 412.35)).toBe(true);
    });

    test('that does not balance, or names what is not there, is refused by the field and posted nowhere', async () => {
      const rig = connected();
      const billed = billedBy(rig, 'DE01', 'EUR');
      const before = rig.now('transaction').length;
      const said = async (change: Partial<JournalEntryWrite>): Promise<WriteOutcome> =>
        rig.port.journalWrites.postJournalEntry(person(), entryOf(billed, newKey('journal'), change));
      const [debit, credit] = entryOf(billed, 'x').lines;
      if (debit === undefined || credit === undefined) throw new Error('An entry has two sides');
      const lopsided = await said({ lines: [debit, { ...credit, amount: money('412.34', billed.currency) }] });
      expect(words(lopsided)).toBe('REFUSED lines');
      expect(lopsided.kind === 'NOT_APPLIED' && lopsided.failure.message).toContain('412.35 in debit and 412.34');
      const none = { ...debit, amount: money('0', billed.currency) };
      expect(words(await said({ lines: [none, { ...none, name: 'L1-C', side: 'CREDIT' }] }))).toBe('REFUSED amount');
      expect(words(await said({ lines: [{ ...debit, account: '4711' }, credit] }))).toBe('REFUSED account');
      expect(words(await said({ legalEntity: ref('LEGAL_ENTITY', '987654321') }))).toBe('REFUSED legalEntity');
      expect(words(await said({ lines: [debit, { ...credit, name: 'L1-D' }] }))).toBe('REFUSED name');
      const closed = await said({ postedOn: '2026-01-15' });
      expect(words(closed)).toBe('REFUSED period');
      expect(closed.kind === 'NOT_APPLIED' && closed.failure.message).toContain('ledger of its period Jan 2026 closed');
      expect(rig.now('transaction').length).toBe(before);
    });

    test('is taken back by its mirror, once, which refers to it; both stay', async () => {
      const rig = connected();
      const billed = billedBy(rig, 'DE01', 'EUR');
      const key = newKey('journal');
      const writes = rig.port.journalWrites;
      const outcome = await writes.postJournalEntry(person(), entryOf(billed, key));
      if (outcome.kind !== 'APPLIED') throw new Error(JSON.stringify(outcome));
      const reversal = { key, entry: outcome.ref, postedOn: '2026-11-20' };
      rig.served.faults.plant({ kind: 'dropReplyAfterCommit', match: '^POST .*/record/v1/journalEntry$', count: 1 });
      expect(words(await writes.reverseJournalEntry(person(), reversal))).toBe('IN_DOUBT');
      const again = await writes.reverseJournalEntry(person(), reversal);
      if (again.kind !== 'APPLIED') throw new Error(JSON.stringify(again));
      const mirror = await writes.journalEntryNow(person(), again.ref);
      expect(mirror).toMatchObject({ reverses: outcome.ref, key: `${key}-reversed` });
      expect(mirror?.lines.map(({ name, account, side, amount }) => [name, account, side, amount.amount])).toEqual([
        ['L1-D', '5000', 'CREDIT', '412.35'],
        ['L1-C', '2300', 'DEBIT', '412.35'],
      ]);
      const both = rig.now('transaction').filter(({ externalid }) => externalid?.startsWith(key));
      expect(both.length).toBe(2);
      const theirs = rig.table('transaction').find((row) => row.type === 'Journal')?.id ?? '';
      const foreign = { key: newKey('journal'), entry: ref('JOURNAL_ENTRY', theirs), postedOn: '2026-11-20' };
      expect(words(await writes.reverseJournalEntry(person(), foreign))).toBe('REFUSED key');
    });

    test('is told as changed, edited and removed, and some are looked at together in one call', async () => {
      const rig = connected();
      const billed = billedBy(rig, 'DE01', 'EUR');
      const writes = rig.port.journalWrites;
      const page = (cursor: string | null) => rig.port.feed.page(person(), 'JOURNAL_ENTRY', cursor);
      const round = async (from: string | null): Promise<{ readonly cursor: string; readonly told: string[] }> => {
        const told: string[] = [];
        for (let cursor = from; ;) {
          const { changes, complete, cursor: next } = await page(cursor);
          told.push(...changes.map(({ ref: { id }, deleted }) => `${id}${deleted ? ' gone' : ''}`));
          cursor = next;
          if (complete) return { cursor: next, told };
        }
      };
      const before = await round(null);
      const posted = await Promise.all(
        [1, 2, 3].map(async () => {
          const outcome = await writes.postJournalEntry(person(), entryOf(billed, newKey('journal')));
          if (outcome.kind !== 'APPLIED') throw new Error(JSON.stringify(outcome));
          return outcome.ref;
        }),
      );
      const theirs = rig.table('transaction').find((row) => row.type === 'Journal' && row.externalid === undefined);
      const after = await round(before.cursor);
      expect(after.told).toEqual(expect.arrayContaining(posted.map(({ id }) => id)));
      expect([...before.told, ...after.told]).not.toContain(theirs?.id);
      expect(await rig.port.feed.count(person(), 'JOURNAL_ENTRY')).toBe(
        rig.now('transaction').filter((row) => row.type === 'Journal' && row.externalid !== undefined).length,
      );
      const [edited, removed, kept] = posted;
      if (edited === undefined || removed === undefined || kept === undefined) throw new Error('Three were posted');
      await callRecord(rig, 'PATCH', `journalEntry/${edited.id}`, { tranDate: '2026-11-17' });
      await callRecord(rig, 'DELETE', `journalEntry/${removed.id}`);
      const last = await round(after.cursor);
      expect(last.told).toEqual(expect.arrayContaining([edited.id, `${removed.id} gone`]));
      let watched: Awaited<ReturnType<typeof writes.watchedJournalEntries>> = [];
      const calls = await rig.calls(async () => {
        watched = await writes.watchedJournalEntries(person(), [...posted, ref('JOURNAL_ENTRY', '987654321')]);
      });
      expect(calls).toBe(1);
      expect(watched.map((entry) => entry?.postedOn ?? null)).toEqual(['2026-11-17', null, '2026-11-20', null]);
      const now = await writes.journalEntryNow(person(), kept);
      expect(watched[2]?.lines).toEqual(
        now?.lines.map(({ name, account, side, amount, project }) => ({ name, account, side, amount, project })),
      );
    });

    test('fits what the legal entity says, and the ERP knows whose employee somebody is', async () => {
      const rig = connected();
      const { legalEntity } = billedBy(rig, 'UK01', 'GBP');
      const facts = await rig.port.journalWrites.journalFacts(person(), legalEntity, '2026-11-20');
      expect(facts?.functionalCurrency).toBe('GBP');
      expect(facts?.accounts).toEqual(expect.arrayContaining(['5000', '2300']));
      expect(facts?.periods[0]).toMatchObject({ name: 'P11 2026', ledger: 'OPEN' });
      const entities = new Map(rig.table('subsidiary').map((row) => [row.id, row.custrecord_entity_code]));
      const [somebody] = rig.table('employee').filter((row) => entities.get(row.subsidiary) === 'UK01');
      const asked = ['nobody@example.com', somebody?.email ?? ''];
      expect(await rig.port.journalWrites.employersOf(person(), asked)).toEqual([null, 'UK01']);
    });
  });
}
