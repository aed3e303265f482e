// Bills by plan and retainers on a real Postgres: the database itself refuses what the laws forbid, two at once bill a milestone once, and work
// that is not what it was gives back what it drew.
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { currencyCode } from '../../../../schema/canon/currency.ts';
import { mintId } from '../../../../schema/canon/identity.ts';
import { money } from '../../../../schema/canon/money.ts';
import { saveLine } from '../../../journal/billing-lines.ts';
import { Books } from '../../../journal/books.ts';
import { claimsOfSources } from '../../../journal/claims.ts';
import { draftsById } from '../../../journal/drafts.ts';
import { savePosition } from '../../../journal/opening-positions.ts';
import { drawsOfLine, lotsOfLine, saveLot } from '../../../journal/retainers.ts';
import { Runs } from '../../../journal/runs.ts';
import { binariesHere, makeHome, removeHomes } from '../../../store/store-rig.ts';
import { openStore, type Store } from '../../../store/store.ts';
import { toldBills, type ToldPlan } from '../../billing/told-bills.ts';
import { reissueBilled } from '../../billing/work-item.ts';
import { newWork, workFaults } from '../../billing/work-law.ts';
import { documentOf } from '../document.ts';
import type { WorkEntry } from '../facts.ts';
import { book, bookedItems, bookedVersions } from '../keeping.ts';
import { dropDraft, moveDraft, openDraft, recordPosted, submitDraft } from '../moving.ts';
import { reclaimAsItWas } from '../reclaim.ts';
import { books as sampleBooks, entry, project, question } from '../sample-work.ts';
import { WorkTaken } from '../take.ts';
import { readRetainerBooks, takeDraw } from './draw-keeping.ts';
import { planDraw } from './draw-plan.ts';
import type { ContractProject } from './facts.ts';
import { afterGiveBack, readGiveBack, writeGiveBack } from './give-back.ts';
import { readContractBooks, takeBills } from './keeping.ts';
import { planContract } from './plan.ts';

const key = Buffer.from('a key for tests that is long enough');
let store: Store;
let books: Books;
let runId = '';

beforeAll(async () => {
  if (!binariesHere) return;
  store = await openStore({ dataDir: makeHome() });
  books = new Books(store.db, key);
  const facts = { process: 'completeMilestone', input: {}, idempotencyKey: 'keeping-test', scope: 's', initiator: 'i' };
  const runs = new Runs(store.db, key);
  ({ runId } = await runs.begin({ ...facts, correlationId: 'keeping-test', priority: 'billing' }));
}, 60_000);

afterAll(async () => {
  if (binariesHere) await store.close();
  removeHomes();
});

const eur = currencyCode('EUR');
const at = (amount: string) => ({ amount, currency: 'EUR' });
const nothing = at('0.00');
const idOf = (own: string) => mintId({ system: 'PSA', instance: 'psa', kind: 'MILESTONE', id: own });

/** A project of its own on a contract line of 1,000.00, taken over at the end of October. */
async function contractOf(
  id: string,
  plan: Partial<ToldPlan>,
  entries: readonly WorkEntry[] = [],
): Promise<ContractProject> {
  const position = {
    ...{ project: id, on: '2026-10-31', billed: nothing, workInProgress: nothing, openReceivable: nothing },
    ...{ unappliedCredits: nothing, capsConsumed: {}, billedSources: [], unbilledSources: [] },
    planBilled: { [`period:${id}-line:2026-11`]: at('250.00') },
  };
  const totals = { erpReceivable: nothing, erpBilled: nothing, psaWorkInProgress: nothing };
  await savePosition(store.db, {
    ...{ projectId: id, on: '2026-10-31', currency: 'EUR', explanations: {}, approvalId: 'somebody else', runId },
    ...{ position, totals },
  });
  return contractBy(id, plan, entries);
}

function lineOf(id: string, billingModel: string): NonNullable<ToldPlan['lines']>[number] {
  const line = { id: `${id}-line`, description: 'Fee', startOn: '2026-11-01', endOn: '2026-12-31', rollover: false };
  return { ...line, billingModel, amount: at('1000.00'), unitPrice: null };
}

function contractBy(id: string, plan: Partial<ToldPlan>, entries: readonly WorkEntry[] = []): ContractProject {
  const billingModel = (['RETAINER', 'RECURRING'] as const).find((model) => model === plan.billingModel) ?? 'FIXED_FEE';
  const told: ToldPlan = {
    ...{ billingModel, currency: 'EUR', psaInstance: 'psa', schedule: [], milestones: [] },
    lines: [lineOf(id, billingModel)],
    ...plan,
  };
  return { project: project(entries, { id, billingModel }), ...toldBills(told, '2026-12-31') };
}

function milestoneOf(own: string, amount: string): Partial<ToldPlan> {
  const status = 'READY' as const;
  return {
    schedule: [{ id: '1', description: 'Go live', dueOn: null, amount: at(amount), status, milestone: own }],
    milestones: [{ id: idOf(own), name: 'Go live', dueOn: null, amount: at(amount), billed: false }],
  };
}

/** Completes the milestone; `scope` is what it waits behind. */
function complete(contract: ContractProject, scope: string) {
  return books.change(runId, [scope], async (page) => {
    const plan = planContract(
      contract,
      await readContractBooks(page.db, contract),
      (bills) => bills.map((bill) => ({ bill, earnedOn: '2026-11-19', percent: '100' })),
      question(),
    );
    return { plan, drafts: await takeBills(page, contract, plan, runId) };
  });
}

describe.runIf(binariesHere)('a milestone', { timeout: 60_000 }, () => {
  test('that ten complete at once is on one draft, and its claim is for ever', async () => {
    const contract = await contractOf('P-milestone', milestoneOf('71', '600.00'));
    const ends = await Promise.allSettled(
      Array.from({ length: 10 }, (_, index) => complete(contract, `scope-${index}`)),
    );
    for (const end of ends)
      if (end.status === 'rejected')
        expect(end.reason instanceof WorkTaken || String(end.reason).includes('duplicate key')).toBe(true);
    const drafts = ends.flatMap((end) => (end.status === 'fulfilled' ? end.value.drafts : []));
    expect(drafts.map(({ net }) => net.amount)).toEqual(['600.00']);
    expect((await claimsOfSources(store.db, [idOf('71')])).length).toBe(1);
    const { plan } = await complete(contract, 'later');
    expect([plan.documents, plan.settled.map(({ code }) => code)]).toEqual([[], ['ON_A_DRAFT']]);
  });

  test('is asked for by the business day of whoever sells', async () => {
    const contract = await contractOf('P-day', milestoneOf('74', '600.00'));
    const days: string[] = [];
    const noted = (_bills: unknown, today: string) => {
      days.push(today);
      return [];
    };
    // Where the firm's day is still the one before.
    planContract(contract, await readContractBooks(store.db, contract), noted, question({ today: '2026-11-21' }));
    expect(days).toEqual(['2026-11-21']);
  });

  test('that somebody let go beside an invoice made by hand keeps what was said of that', async () => {
    const contract = await contractOf('P-besides', milestoneOf('75', '600.00'));
    const { drafts } = await complete(contract, 'besides');
    const [{ id } = { id: '' }] = drafts;
    await openDraft(books, runId, id, (open) => dropDraft(open, 'ABANDONED'));
    await books.change(runId, ['besides'], async (page) => {
      const booked = (await bookedItems(page.db, [idOf('75')])).get(idOf('75'));
      if (booked === undefined) throw new Error('The books have no such bill');
      const { projectId, capScope, item, facts } = booked;
      await book(page.db, [{ projectId, capScope, item, facts: { ...facts, besides: ['by hand'] } }]);
    });
    expect((await complete(contract, 'besides')).drafts.length).toBe(1);
    expect((await bookedItems(store.db, [idOf('75')])).get(idOf('75'))?.facts.besides).toEqual(['by hand']);
  });

  test('claimed again after it was dropped is under the client’s order of now', async () => {
    const contract = await contractOf('P-order', milestoneOf('73', '600.00'));
    const [draft] = (await complete(contract, 'P-order')).drafts;
    const draftId = draft?.id ?? '';
    await openDraft(books, runId, draftId, (open) => dropDraft(open, 'TAKEN_BACK'));
    const asItWas = { project: null, policy: question().policy, purchaseOrder: 'PO-2' };
    await openDraft(books, runId, draftId, (open) => reclaimAsItWas(open, asItWas));
    const [anew] = await draftsById(store.db, [draftId]);
    expect([anew?.state, documentOf(anew?.document ?? null).purchaseOrder, anew?.net.amount]).toEqual([
      ...['DRAFT', 'PO-2', '600.00'],
    ]);
  });

  test('beyond what its line is worth waits, and the database refuses it even where nobody looked', async () => {
    const contract = await contractOf('P-beyond', milestoneOf('72', '1000.01'));
    const { plan, drafts } = await complete(contract, 'P-beyond');
    expect([drafts, plan.held.map(({ hold }) => hold.code)]).toEqual([[], ['OVER_CAP', 'SCHEDULE_DIFFERS']]);
    await saveLine(store.db, {
      ...{ id: 'L-law', projectId: 'P-beyond', contractId: 'K', model: 'FIXED_FEE', runId },
      ...{ value: at('1000.00'), billedBefore: at('120.00') },
    });
    const put = (source: string, amount: string) => {
      const item = newWork(source, 1, money(amount, eur));
      const { unbilled, claimed } = item.places;
      const claim = { key: source, run: 'R', amount: unbilled, why: 'as agreed' };
      const places = { ...item.places, unbilled: claimed, billed: claimed, claimed: unbilled };
      const facts = { entry: entry(source), hourlyRate: null, why: '', heldByPerson: null };
      return book(store.db, [{ projectId: 'P-beyond', capScope: 'L-law', item: { ...item, places, claim }, facts }]);
    };
    await put('law-1', '880.00');
    await expect(put('law-2', '0.01')).rejects.toThrow(/contract line L-law is worth 1000/);
    expect((await bookedItems(store.db, ['law-2'])).size).toBe(0);
  });
});

describe.runIf(binariesHere)('a bill by plan under a cap of its whole contract', { timeout: 60_000 }, () => {
  test('waits where it does not fit beside what is billed of the contract already, and is billed where it does (DOMAIN rule 23)', async () => {
    const capped = async (id: string, amount: string) => {
      const own = await contractOf(id, milestoneOf(id, amount));
      const scope = { kind: 'CONTRACT', contract: 'K-whole' } as const;
      const contract = {
        ...{ id: 'K-whole', number: 'K-whole', isActive: true, status: 'ACTIVE', purchaseOrder: null },
        caps: [{ id: 'contract K-whole', scope, limit: money('1000.00', eur) }],
      };
      return { ...own, project: { ...own.project, contract } };
    };
    const first = await complete(await capped('P-whole-1', '600.00'), 'K-whole');
    expect(first.drafts.map(({ net }) => net.amount)).toEqual(['600.00']);
    const second = await complete(await capped('P-whole-2', '400.01'), 'K-whole');
    expect([second.drafts, second.plan.held.map(({ hold }) => hold)]).toMatchObject([
      [],
      [{ code: 'OVER_CAP', caps: ['contract K-whole'] }, { code: 'SCHEDULE_DIFFERS' }],
    ]);
    const third = await complete(await capped('P-whole-3', '400.00'), 'K-whole');
    expect(third.drafts.map(({ net }) => net.amount)).toEqual(['400.00']);
  });
});

describe.runIf(binariesHere)('an instalment', { timeout: 60_000 }, () => {
  const due = (id: string, dueOn: string) => ({
    ...{ id, description: `Bill ${id}`, dueOn, amount: at('300.00'), status: 'PLANNED' as const, milestone: null },
  });
  const settledAs = ({ plan, drafts }: Awaited<ReturnType<typeof complete>>) => [
    plan.settled.map(({ bill, code }) => [bill.scheduleLine, code]),
    drafts.map(({ net }) => net.amount),
  ];

  test('that is billed stays so when it is re-dated, and others are billed beside it (DOMAIN rules 24, 60)', async () => {
    await complete(await contractOf('P-dated', { schedule: [due('1', '2026-12-10')] }), 'P-dated');
    const later = await contractOf('P-dated', { schedule: [due('1', '2027-01-05'), due('2', '2026-12-05')] });
    expect(settledAs(await complete(later, 'P-dated'))).toEqual([[['1', 'ON_A_DRAFT']], ['300.00']]);
  });

  test('that was billed by the name of its month is known by its line of the schedule (DOMAIN rules 24, 60)', async () => {
    const before = await contractOf('P-named', { schedule: [due('1', '2026-12-10')] });
    const bills = before.bills.map((bill) => ({ ...bill, source: bill.formerly ?? '' }));
    await complete({ ...before, bills }, 'P-named');
    expect((await claimsOfSources(store.db, ['period:P-named-line:2026-12'])).length).toBe(1);
    const later = await contractOf('P-named', { schedule: [due('1', '2027-01-05'), due('2', '2026-12-05')] });
    expect(settledAs(await complete(later, 'P-named'))).toEqual([[['1', 'ON_A_DRAFT']], ['300.00']]);
  });
});

const planned = (contract: ContractProject) =>
  planContract(
    contract,
    { position: sampleBooks().position, kept: new Map(), items: [] },
    (bills) => bills.map((bill) => ({ bill, earnedOn: '2026-11-10', percent: null })),
    question(),
  );

test('a schedule that does not come to its fee is told with the difference, and what it plans is billed (DOMAIN rule 24)', () => {
  const instalment = (amount: string) => ({
    ...{
      id: '1',
      description: 'All',
      dueOn: '2026-11-10',
      amount: at(amount),
      status: 'PLANNED' as const,
      milestone: null,
    },
  });
  const short = planned(contractBy('P-short', { schedule: [instalment('900.00')] }));
  expect(short.documents.map(({ net }) => net.amount)).toEqual(['900.00']);
  expect(short.held).toMatchObject([
    { bill: { source: 'schedule:P-short-line' }, amount: { amount: '100.00' }, hold: { code: 'SCHEDULE_DIFFERS' } },
  ]);
  expect(planned(contractBy('P-whole', { schedule: [instalment('1000.00')] })).held).toEqual([]);
});

test('periods whose price is the whole line’s are not billed at all, and it says why (DOMAIN rule 27)', () => {
  const lines = [{ ...lineOf('P-year', 'RECURRING'), unitPrice: '1000.00' }];
  const plan = planned(contractBy('P-year', { billingModel: 'RECURRING', lines }));
  expect([plan.blocker?.code, plan.documents]).toEqual(['PERIODS_DIFFER', []]);
});

/** 250.00 prepaid for November, and work of 100.00 an hour. */
async function retainerOf(id: string, entries: readonly WorkEntry[]): Promise<ContractProject> {
  const [billingModel, status] = ['RETAINER', 'BILLED'] as const;
  const bill = { description: 'November', dueOn: '2026-11-01', amount: at('250.00'), status, milestone: null };
  const next = { ...bill, id: '2', description: 'December', dueOn: '2026-12-01', status: 'PLANNED' as const };
  return contractOf(id, { billingModel, schedule: [{ ...bill, id: '1' }, next] }, entries);
}

/** 5 December: November is over. */
const asked = (lapseBefore: string | null) => ({ ...question({ today: '2026-12-05' }), lapseBefore });

/** As a draw is shown before it is taken. */
async function look(contract: ContractProject, changed: readonly string[], lapseBefore: string | null) {
  const books = await readRetainerBooks(store.db, contract);
  const back = await readGiveBack(store.db, contract, changed);
  return planDraw(contract, [], afterGiveBack(books, back), asked(lapseBefore));
}

function draw(contract: ContractProject, changed: readonly string[] = [], lapseBefore: string | null = null) {
  const { id } = contract.project;
  return books.change(runId, [id], async (page) => {
    await writeGiveBack(page, contract, await readGiveBack(page.db, contract, changed), runId);
    const plan = planDraw(contract, [], await readRetainerBooks(page.db, contract), asked(lapseBefore));
    await takeDraw(page, contract, plan, runId);
    return plan;
  });
}

const drawsShown = async (line: string) =>
  (await drawsOfLine(store.db, line)).map(({ source, version, amount }) => `${source} v${version} ${amount}`);

describe.runIf(binariesHere)('a retainer', { timeout: 60_000 }, () => {
  test('covers work once; what is over waits, and work that changed gives back what it drew', async () => {
    const work = ['A', 'B', 'C'].map((name) => entry(`R-${name}`));
    const contract = await retainerOf('P-retainer', work);
    const first = await draw(contract);
    expect(first.blocker).toBeNull();
    expect(first.held.map(({ source, amount, hold }) => [source, amount?.amount, hold.code])).toEqual([
      ['R-C', '50.00', 'RETAINER_EXHAUSTED'],
    ]);
    expect((await draw(contract)).covered.flatMap(({ drawn }) => drawn)).toEqual([]);
    const line = 'P-retainer-line';
    expect((await lotsOfLine(store.db, line)).map(({ drawnBefore, remaining }) => [drawnBefore, remaining])).toEqual([
      ['0', '0'],
    ]);
    // A is rejected, B is half an hour longer than it was.
    const later = await retainerOf('P-retainer', [entry('R-B', { minutes: 90, content: 'v2' }), ...work.slice(2)]);
    const again = await draw(later, ['R-A', 'R-B']);
    expect(again.held).toEqual([]);
    const draws = await drawsOfLine(store.db, line);
    expect(draws.map(({ source, version, amount }) => [source, version, amount])).toEqual([
      ['R-B', 2, '150'],
      ['R-C', 1, '100'],
    ]);
    expect((await lotsOfLine(store.db, line)).map(({ remaining }) => remaining)).toEqual(['0']);
    const items = await bookedItems(store.db, ['R-A', 'R-B', 'R-C']);
    for (const { item } of items.values()) expect(workFaults(item)).toEqual([]);
    expect(items.get('R-A')?.item.places.unbilled.amount).toBe('100.00');
  });

  test('of which more is left than was paid in less drawn is refused when the transaction ends', async () => {
    const [lot] = await lotsOfLine(store.db, 'P-retainer-line');
    if (lot === undefined) throw new Error('no lot');
    await expect(saveLot(store.db, { ...lot, remaining: '0.01' }, runId)).rejects.toThrow(/was paid 250/);
    await expect(
      sql`update retainer_draw set amount = amount - 1 where source = 'R-C' and given_back_by is null`.execute(
        store.db,
      ),
    ).rejects.toThrow(/was paid 250/);
  });

  test('what is shown, and agreed to, of a lapse is what lapses, also where work changed since it drew (DOMAIN rules 26, 65)', async () => {
    const work = [entry('L-A'), entry('L-B', { minutes: 90 })];
    await draw(await retainerOf('P-lapse', work));
    // A is rejected, B is an hour now.
    const later = await retainerOf('P-lapse', [entry('L-B', { content: 'v2' })]);
    const shown = await look(later, ['L-A', 'L-B'], '2026-12-01');
    expect(shown.lapsed.amount).toBe('150.00');
    expect((await draw(later, ['L-A', 'L-B'], '2026-12-01')).lapsed).toEqual(shown.lapsed);
  });

  test('gets back what a correction with a minus undoes, and loses it again when that is rejected (DOMAIN rule 26)', async () => {
    const long = entry('C-A', { minutes: 150 });
    const [minus, last] = [
      entry('C-B', { minutes: -60, workedOn: '2026-11-04' }),
      entry('C-C', { workedOn: '2026-11-05' }),
    ];
    const line = 'P-corrected-line';
    await draw(await retainerOf('P-corrected', [long]));
    const corrected = await draw(await retainerOf('P-corrected', [long, minus, last]));
    expect(corrected.held).toEqual([]);
    expect(await drawsShown(line)).toEqual(['C-A v1 250', 'C-B v1 -100', 'C-C v1 100']);
    const without = await retainerOf('P-corrected', [long, last]);
    expect((await look(without, ['C-B'], null)).held).toMatchObject([{ source: 'C-C', amount: { amount: '100.00' } }]);
    const again = await draw(without, ['C-B']);
    expect(again.held.map(({ source, hold }) => [source, hold.code])).toEqual([['C-C', 'RETAINER_EXHAUSTED']]);
    expect(await drawsShown(line)).toEqual(['C-A v1 250']);
    for (const { item } of (await bookedItems(store.db, ['C-A', 'C-B', 'C-C'])).values())
      expect(workFaults(item)).toEqual([]);
  });

  test('gets back what rejected work drew, also when what was over of it was billed and credited since (DOMAIN rules 26, 35)', async () => {
    const [first, long] = [entry('O-A', { minutes: 90 }), entry('O-B', { minutes: 120, workedOn: '2026-11-04' })];
    const contract = await retainerOf('P-over', [first, long]);
    const { id } = contract.project;
    const hourly = [{ startOn: null, endOn: null }];
    const [draft] = await books.change(runId, [id], async (page) => {
      const plan = planDraw(contract, hourly, await readRetainerBooks(page.db, contract), asked(null));
      return takeDraw(page, contract, plan, runId);
    });
    expect(draft?.net.amount).toBe('100.00');
    const draftId = draft?.id ?? '';
    for (const event of ['SEND_TO_REVIEW', 'ACCEPT'] as const)
      await openDraft(books, runId, draftId, (open) => moveDraft(open, event, runId));
    await openDraft(books, runId, draftId, (open) => submitDraft(open, runId));
    const lines = [money('100.00', eur)];
    await openDraft(books, runId, draftId, (open) => recordPosted(open, { invoice: { id: 'I-over' }, lines }));
    // The client rejects it: what was billed is credited, and the hour rejected in the PSA.
    const [billed] = (await bookedVersions(store.db, ['O-B'])).get('O-B') ?? [];
    const credit = billed === undefined ? null : reissueBilled([billed.item], 1, money('100.00', eur));
    if (billed === undefined || credit?.kind !== 'REISSUED') throw new Error('nothing was credited');
    await book(
      store.db,
      [...credit.changed, credit.next].map((item) => ({ ...billed, item })),
    );
    const without = await retainerOf('P-over', [first]);
    expect(await drawsShown('P-over-line')).toEqual(['O-A v1 150', 'O-B v1 100']);
    expect((await look(without, ['O-B'], null)).lots[0]?.after.remaining.amount).toBe('100.00');
    await draw(without, ['O-B']);
    expect(await drawsShown('P-over-line')).toEqual(['O-A v1 150']);
    expect((await lotsOfLine(store.db, 'P-over-line')).map(({ remaining }) => remaining)).toEqual(['100']);
    const versions = (await bookedVersions(store.db, ['O-B'])).get('O-B') ?? [];
    for (const { item } of versions) expect(workFaults(item)).toEqual([]);
    expect(versions.map(({ item: { places } }) => [places.absorbed.amount, places.unbilled.amount])).toEqual([
      ['0.00', '0.00'],
      ['0.00', '0.00'],
      ['0.00', '200.00'],
    ]);
  });

  test('lapses only what all work of its days has left, whatever day was asked about (DOMAIN rule 26)', async () => {
    const work = [entry('W-A'), entry('W-B', { workedOn: '2026-11-20' })];
    const contract = await retainerOf('P-unseen', work);
    const early = { ...asked('2026-12-01'), through: '2026-11-03' };
    const plan = planDraw(contract, [], await readRetainerBooks(store.db, contract), early);
    expect([plan.blocker, plan.lapsed.amount]).toEqual([null, '50.00']);
  });
});
