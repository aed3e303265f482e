// Claims on a real Postgres: however many releases run over the same work at once, each item is claimed once, and its key for ever.
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { saveLine } from '../../journal/billing-lines.ts';
import { Books } from '../../journal/books.ts';
import { claimsOfSources } from '../../journal/claims.ts';
import { draftsBy, draftsById } from '../../journal/drafts.ts';
import { savePosition } from '../../journal/opening-positions.ts';
import { PgRunJournal } from '../../journal/pg-run-journal.ts';
import { FenceLost } from '../../journal/run-journal.ts';
import type { Held } from '../../journal/run-journal.ts';
import { Runs } from '../../journal/runs.ts';
import { verifyAudit } from '../../journal/audit.ts';
import { holdsBy, lookedAtLately, saveHolds } from '../../journal/work-holds.ts';
import { binariesHere, makeHome, removeHomes } from '../../store/store-rig.ts';
import { openStore } from '../../store/store.ts';
import type { Store } from '../../store/store.ts';
import { add, isZero } from '../../../schema/canon/money.ts';
import type { PositionRecord } from '../billing/kept-position.ts';
import { changeWork, type WorkChange } from '../billing/work-item.ts';
import { newWork, workFaults, type WorkItem } from '../billing/work-law.ts';
import type { WorkContract } from './facts.ts';
import { documentOf } from './document.ts';
import { book, bookedItems, capScopeOf, orderUsedOf, readBooks } from './keeping.ts';
import { claimedBy, dropDraft, moveDraft, openDraft, recordPosted, reviseDraft, submitDraft } from './moving.ts';
import { planRelease, type ReleaseQuestion } from './plan.ts';
import { NotReclaimed, planAnew } from './reclaim.ts';
import { entry, eur, project, question } from './sample-work.ts';
import { takeWork, WorkTaken } from './take.ts';

const key = Buffer.from('a key for tests that is long enough');
let store: Store;
let books: Books;
let runId = '';

beforeAll(async () => {
  if (!binariesHere) return;
  store = await openStore({ dataDir: makeHome() });
  books = new Books(store.db, key);
  const runs = new Runs(store.db, key);
  const facts = { process: 'releaseWorkToInvoice', input: {}, idempotencyKey: 'take-test', scope: 's', initiator: 'i' };
  ({ runId } = await runs.begin({ ...facts, correlationId: 'take-test', priority: 'billing' }));
}, 60_000);

afterAll(async () => {
  if (binariesHere) await store.close();
  removeHomes();
});

const nothing = { amount: '0.00', currency: 'EUR' };

interface Opening extends Partial<Pick<PositionRecord, 'billed' | 'workBilled' | 'capsConsumed'>> {
  readonly contractId?: string;
}

/** A project of its own with a position that is signed off, and so many hours of 100 EUR. */
async function workOf(id: string, count: number, opening: Opening = {}) {
  const { contractId, ...stood } = opening;
  const position = {
    ...{ project: id, on: '2026-10-31', billed: nothing, workInProgress: nothing, openReceivable: nothing },
    ...{ unappliedCredits: nothing, capsConsumed: {}, billedSources: [], unbilledSources: [], ...stood },
  };
  const totals = { erpReceivable: nothing, erpBilled: nothing, psaWorkInProgress: nothing };
  const signed = {
    projectId: id,
    on: '2026-10-31',
    currency: 'EUR',
    explanations: { BILLED: 'of before' },
    approvalId: 'somebody else',
    runId,
    ...(contractId === undefined ? {} : { contractId }),
  };
  await savePosition(store.db, { ...signed, position, totals });
  const entries = Array.from({ length: count }, (_, index) => entry(`${id}-T${index}`));
  return project(entries, { id });
}

/** One release; `scope` is what it waits behind. */
function release(work: ReturnType<typeof project>, scope: string, by: Held | string = runId) {
  return books.change(by, [scope], async (page) => {
    const plan = planRelease(work, await readBooks(page.db, work), question());
    return takeWork({ page, project: work, runId, capScope: capScopeOf(work) }, plan);
  });
}

describe.runIf(binariesHere)('twenty releases over the same work', { timeout: 60_000 }, () => {
  test.each([
    ['that wait for each other', () => 'P-wait', 'P-wait'],
    ['that do not, so that the constraint alone decides', (index: number) => `scope-${index}`, 'P-race'],
  ])('%s claim each item once', async (_how, scopeOf, id) => {
    const work = await workOf(id, 40);
    const ends = await Promise.allSettled(Array.from({ length: 20 }, (_, index) => release(work, scopeOf(index))));
    const lost = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : []));
    // Whoever was late is told so, and for no other reason: serial or item.
    for (const reason of lost)
      expect(reason instanceof WorkTaken || String(reason).includes('duplicate key')).toBe(true);
    const sources = work.entries.map(({ source }) => source);
    const claims = await claimsOfSources(store.db, sources);
    expect(claims.length).toBe(40);
    expect(new Set(claims.map(({ source }) => source)).size).toBe(40);
    const filter = { states: null, projectId: id, legalEntity: null, releasedBy: null };
    const drafts = await draftsBy(store.db, filter, { first: 100, after: null });
    expect(drafts.map(({ net }) => net.amount)).toEqual(['4000.00']);
    for (const { item } of (await bookedItems(store.db, sources)).values()) expect(workFaults(item)).toEqual([]);
  });

  test('an execution that was taken for dead and goes on claims nothing any more', async () => {
    const work = await workOf('P-fenced', 1);
    const journal = new PgRunJournal(store.db, key);
    const dead = await journal.claim(runId, 'worker-1');
    const held = await journal.claim(runId, 'worker-2');
    await expect(release(work, 'P-fenced', dead)).rejects.toThrow(FenceLost);
    expect(await release(work, 'P-fenced', held)).toHaveLength(1);
  });

  test('a claim can be neither deleted, nor taken away, nor changed in what it froze', async () => {
    for (const statement of [
      `delete from work_claim`,
      `truncate work_claim`,
      `update work_claim set amount = amount + 1`,
      `update work_claim set draft_id = draft_id, key = key || 'x'`,
    ])
      await expect(sql.raw(statement).execute(store.db), statement).rejects.toThrow(/kept for ever|permission denied/);
    const { rows } = await sql<{ count: string }>`select count(*) as count from work_claim`.execute(store.db);
    expect(Number(rows[0]?.count)).toBe(81);
  });
});

describe.runIf(binariesHere)('a draft', { timeout: 60_000 }, () => {
  test('given up gives its work back under new keys; claimed again it is the same draft, at the price of now', async () => {
    const work = await workOf('P-again', 3);
    const [draft] = await release(work, 'P-again');
    if (draft === undefined) throw new Error('nothing was drafted');
    const sources = work.entries.map(({ source }) => source);
    const again = (now: ReturnType<typeof project>) =>
      openDraft(books, runId, draft.id, (open) => planAnew(open, now, question({ only: new Set(sources) })));
    await openDraft(books, runId, draft.id, (open) => dropDraft(open, 'ABANDONED'));
    expect(await claimedBy(books, draft.id)).toEqual([]);
    // One hour is dearer by now, one was edited, and one is not approved any more: a new claim is a new price.
    const dearer = work.entries.flatMap((each, index) =>
      index === 2 ? [] : index === 1 ? { ...each, content: 'v2', minutes: 120 } : { ...each, hourlyRate: '150' },
    );
    await again({ ...work, entries: dearer });
    const claims = await claimsOfSources(store.db, sources);
    expect(claims.map(({ source, number, state, amount }) => [source, number, state, amount.amount])).toEqual([
      ['P-again-T0', 1, 'UNCLAIMED', '100.00'],
      ['P-again-T0', 2, 'CLAIMED', '150.00'],
      ['P-again-T1', 1, 'UNCLAIMED', '100.00'],
      ['P-again-T1', 2, 'CLAIMED', '200.00'],
      ['P-again-T2', 1, 'UNCLAIMED', '100.00'],
    ]);
    const [anew] = await draftsById(store.db, [draft.id]);
    expect(anew).toMatchObject({ state: 'DRAFT', revision: 2, net: { amount: '350.00' } });
    expect(documentOf(anew?.document ?? null).lines.map(({ net }) => net.amount)).toEqual(['150.00', '200.00']);
    for (const { item } of (await bookedItems(store.db, sources)).values()) expect(workFaults(item)).toEqual([]);
    await openDraft(books, runId, draft.id, (open) => dropDraft(open, 'ABANDONED'));
    const [other] = await release(work, 'P-again');
    expect(other?.id).not.toBe(draft.id);
    await expect(again(work)).rejects.toThrow(NotReclaimed);
  });

  test('claimed again goes by caps and holds of now, and claims nothing where they leave nothing', async () => {
    const work = await workOf('P-capped', 2);
    const [draft] = await release(work, 'P-capped');
    if (draft === undefined) throw new Error('nothing was drafted');
    await openDraft(books, runId, draft.id, (open) => dropDraft(open, 'ABANDONED'));
    const again = (now: ReturnType<typeof project>) =>
      openDraft(books, runId, draft.id, (open) =>
        planAnew(open, now, question({ only: new Set(work.entries.map(({ source }) => source)) })),
      );
    await expect(again({ ...work, isBillingHeld: true })).rejects.toThrow(NotReclaimed);
    expect(await claimedBy(books, draft.id)).toEqual([]);
    const scope = { kind: 'CONTRACT', contract: 'K-capped' } as const;
    const caps = [{ id: 'contract K-capped', scope, limit: eur('150') }];
    const contract = { id: 'K-capped', number: 'K2', isActive: true, status: 'ACTIVE', purchaseOrder: null, caps };
    await again({ ...work, contract });
    expect((await claimedBy(books, draft.id)).map(({ claim }) => claim.amount.amount)).toEqual(['100.00', '50.00']);
  });

  test('of named work ends what was said to wait of it, and of nothing else', async () => {
    const work = await workOf('P-named', 3);
    const hold = { code: 'HELD_BY_PERSON', owner: 'billing-preparer', hold: {}, amount: null, currency: 'EUR' };
    const sources = work.entries.map(({ source }) => source);
    const waits = { ...hold, projectId: work.id, workedOn: '2026-11-03', runId };
    await saveHolds(
      store.db,
      { projectIds: [work.id], kinds: ['TIME'] },
      sources.map((source) => ({ ...waits, source, kind: 'TIME' })),
    );
    await books.change(runId, [work.id], async (page) => {
      const named = question({ only: new Set(['P-named-T1']) });
      const plan = planRelease(work, await readBooks(page.db, work), named);
      return takeWork({ page, project: work, runId, capScope: capScopeOf(work) }, plan);
    });
    const left = await holdsBy(store.db, { projectId: work.id, code: null }, { first: 9, after: null });
    expect(left.map(({ source }) => source)).toEqual(['P-named-T0', 'P-named-T2']);
  });

  describe('of one kind of work leaves what is said of the other', () => {
    const saysOf = async (id: string) => {
      const holds = await holdsBy(store.db, { projectId: id, code: null }, { first: 10, after: null });
      return holds.map(({ source }) => source).sort();
    };
    const taken = (work: ReturnType<typeof project>, change: Partial<ReleaseQuestion>) =>
      books.change(runId, [work.id], async (page) => {
        const plan = planRelease(work, await readBooks(page.db, work), question(change));
        return takeWork({ page, project: work, runId, capScope: capScopeOf(work) }, plan);
      });

    test.each([
      ['P-kinds-1', 'WITH_TIME', [{}, { of: 'EXPENSES' as const }]],
      ['P-kinds-2', 'APART', [{ of: 'EXPENSES' as const }, {}]],
    ] as const)('%s, expenses %s (rules 50, 52)', async (id, expenses, asked) => {
      const time = entry(`${id}-T0`, { hourlyRate: null });
      const { role, minutes, task, hourlyRate, ...common } = entry(`${id}-X0`);
      expect([role, minutes, task, hourlyRate]).toHaveLength(4);
      const paid = { amount: '50.00', currency: 'EUR' };
      const spent = { ...common, kind: 'EXPENSE' as const, category: 'Hotel', paid, hasReceipt: false };
      const work = { ...(await workOf(id, 0)), entries: [time], expenses: [spent] };
      const policy = { ...question().policy, expenses };
      for (const change of asked) await taken(work, { ...change, policy });
      expect(await saysOf(id)).toEqual([`${id}-T0`, `${id}-X0`]);
      // What has its price now waits no more, and the receipt is still asked for.
      await taken({ ...work, entries: [entry(`${id}-T0`)] }, { policy });
      expect(await saysOf(id)).toEqual([`${id}-X0`]);
    });
  });

  test('a tax code that a person names for a draft is noted with their reason, which the draft keeps too', async () => {
    const work = await workOf('P-named-tax', 1);
    const asked = question({ taxCode: 'DE-EX', taxReason: 'art. 132(1)(i)' });
    const [draft] = await books.change(runId, [work.id], async (page) => {
      const plan = planRelease(work, await readBooks(page.db, work), asked);
      return takeWork({ page, project: work, runId, capScope: capScopeOf(work) }, plan);
    });
    expect(draft?.document).toMatchObject({ taxCode: 'DE-EX', isTaxNamed: true, taxReason: 'art. 132(1)(i)' });
    const { rows } = await sql<{ detail: object }>`select entry->'detail' as detail from audit_entry
      where entry->>'action' = 'draft.tax-named' and entry->'detail'->>'draft' = ${draft?.id}`.execute(store.db);
    expect(rows).toMatchObject([
      { detail: { draft: draft?.id, taxCode: 'DE-EX', digest: expect.any(String) as string } },
    ]);
    const { rows: said } = await sql`select reason from operator_act where action = 'draft.tax-named'`.execute(
      store.db,
    );
    expect(said).toEqual([{ reason: 'art. 132(1)(i)' }]);
  });

  test('uses up the client’s order with all that is not given up, and no other order', async () => {
    const contract = { id: 'K-order', number: 'K1', isActive: true, status: 'ACTIVE', caps: [] };
    const work = {
      ...(await workOf('P-order', 3)),
      contract: { ...contract, purchaseOrder: 'PO-7', orderValue: eur('250') },
    };
    const used = () => orderUsedOf(store.db, work);
    expect(await used()).toEqual(eur('0'));
    // 300 of three hours does not fit the order; 200 of two does.
    expect(await release(work, 'P-order')).toEqual([]);
    const [draft] = await release({ ...work, entries: work.entries.slice(0, 2) }, 'P-order');
    expect(await used()).toEqual(eur('200.00'));
    expect(await orderUsedOf(store.db, { ...work, contract: { ...work.contract, purchaseOrder: 'PO-8' } })).toEqual(
      eur('0'),
    );
    await openDraft(books, runId, draft?.id ?? '', (open) => dropDraft(open, 'ABANDONED'));
    expect(await used()).toEqual(eur('0'));
  });

  test('under which work changed goes back to its beginning with the rest, and its sum', async () => {
    const work = await workOf('P-changed', 3);
    const [draft] = await release(work, 'P-changed');
    if (draft === undefined) throw new Error('nothing was drafted');
    const { policy } = question();
    await openDraft(books, runId, draft.id, (open) => moveDraft(open, 'SEND_TO_REVIEW', runId));
    await openDraft(books, runId, draft.id, (open) => reviseDraft(open, new Set(['P-changed-T1']), policy));
    const filter = { states: null, projectId: 'P-changed', legalEntity: null, releasedBy: null };
    const [revised] = await draftsBy(store.db, filter, { first: 1, after: null });
    expect(revised).toMatchObject({ state: 'DRAFT', revision: 2, net: { amount: '200.00' } });
    expect((await claimedBy(books, draft.id)).map(({ claim }) => claim.source)).toEqual([
      'P-changed-T0',
      'P-changed-T2',
    ]);
    await openDraft(books, runId, draft.id, (open) =>
      reviseDraft(open, new Set(['P-changed-T0', 'P-changed-T2']), policy),
    );
    expect((await draftsBy(store.db, filter, { first: 1, after: null }))[0]?.state).toBe('DROPPED');
  });

  test('of which only a minus is left when its work changed under it is dropped, and never an invoice of less than nothing (rules 30, 33)', async () => {
    const work = await workOf('P-minus', 1);
    const minus = entry('P-minus-M', { minutes: -30 });
    const [draft] = await release({ ...work, entries: [...work.entries, minus] }, 'P-minus');
    expect(draft?.net.amount).toBe('50.00');
    const { policy } = question();
    await openDraft(books, runId, draft?.id ?? '', (open) => reviseDraft(open, new Set(['P-minus-T0']), policy));
    expect((await draftsById(store.db, [draft?.id ?? '']))[0]?.state).toBe('DROPPED');
    const items = await bookedItems(store.db, ['P-minus-T0', 'P-minus-M']);
    expect([...items.values()].map(({ item }) => [item.claim, item.places.unbilled.amount])).toEqual([
      [null, '100.00'],
      [null, '-50.00'],
    ]);
  });

  test('posted ends its claims as billed, with the ERP’s rounding on record, and is never dropped', async () => {
    const work = await workOf('P-posted', 3);
    const [draft] = await release(work, 'P-posted');
    if (draft === undefined) throw new Error('nothing was drafted');
    for (const event of ['SEND_TO_REVIEW', 'ACCEPT'] as const)
      await openDraft(books, runId, draft.id, (open) => moveDraft(open, event, runId));
    await openDraft(books, runId, draft.id, (open) => submitDraft(open, runId));
    await openDraft(books, runId, draft.id, (open) =>
      recordPosted(open, { invoice: { id: 'I1' }, lines: [eur('300.01')] }),
    );
    const items = [
      ...(
        await bookedItems(
          store.db,
          work.entries.map(({ source }) => source),
        )
      ).values(),
    ];
    const billed = items.map(({ item }) => item.places.billed).reduce(add);
    expect(billed).toEqual(eur('300.01'));
    expect(items.filter(({ item }) => !isZero(item.rounding)).length).toBe(1);
    for (const { item } of items) expect(workFaults(item)).toEqual([]);
    await expect(openDraft(books, runId, draft.id, (open) => dropDraft(open, 'x'))).rejects.toThrow(
      /credit it instead/,
    );
    expect((await verifyAudit(store.db, key)).kind).toBe('SOUND');
  });
});

function after(item: WorkItem, change: WorkChange): WorkItem {
  const result = changeWork(item, change);
  if (result.kind === 'REFUSED') throw new Error(result.message);
  return result.item;
}

describe.runIf(binariesHere)('rule 23: what is used of a cap', { timeout: 60_000 }, () => {
  const capped = (id: string, limit: string, more: Partial<WorkContract['caps'][number]> = {}): WorkContract => ({
    ...{ id, number: id, isActive: true, status: 'ACTIVE', purchaseOrder: null },
    caps: [{ id: `contract ${id}`, scope: { kind: 'CONTRACT', contract: id }, limit: eur(limit), ...more }],
  });
  const at = (amount: string) => ({ amount, currency: 'EUR' });
  const netsOf = async (work: ReturnType<typeof project>) =>
    planRelease(work, await readBooks(store.db, work), question()).documents.map(({ net }) => net.amount);

  test('is what every project of the contract had billed at go-live, where it was agreed on later', async () => {
    const first = await workOf('P-cap-1', 8, { billed: at('600.00'), contractId: 'K-cap' });
    const other = await workOf('P-cap-2', 8, { contractId: 'K-cap' });
    for (const work of [first, other])
      expect(await netsOf({ ...work, contract: capped('K-cap', '1000.00') })).toEqual(['400.00']);
    // A cap of hours counts the hours of its days, where the position says of which they were.
    const hours = await workOf('P-cap-3', 8, { billed: at('600.00'), workBilled: { '2026-09-01': at('150.00') } });
    const later = { kind: 'PERIOD', contract: 'K-hours', from: '2026-10-01', to: '9999-12-31' } as const;
    const until = { ...later, from: '0001-01-01', to: '2026-11-30' } as const;
    const under = (more: object) => ({ ...hours, contract: capped('K-hours', '700.00', { isOfHours: true, ...more }) });
    expect(await netsOf(under({ scope: later }))).toEqual(['700.00']);
    expect(await netsOf(under({ scope: until }))).toEqual(['550.00']);
  });

  test('is what a project had billed at go-live, once it is billed under the contract', async () => {
    const own = await workOf('P-cap-4', 8, { contractId: 'K-late' });
    await workOf('P-cap-5', 1, { billed: at('900.00') });
    const contract = capped('K-late', '1000.00');
    expect(await netsOf({ ...own, contract })).toEqual(['800.00']);
    // Billed under the contract since: then all it had billed is of it.
    const beside = { ...(await workOf('P-cap-5', 1, { billed: at('900.00') })), contract: capped('K-late', '9000.00') };
    await release(beside, 'K-late');
    expect(await netsOf({ ...own, contract })).toEqual([]);
  });

  test('is work that was first touched before its project had a contract, once it is billed under it', async () => {
    const bare = await workOf('P-cap-6', 2);
    const [first] = bare.entries;
    const item = after(newWork(first!.source, 1, eur('100.00')), { kind: 'HOLD', amount: eur('100.00') });
    const facts = { entry: first!, hourlyRate: '100', why: '', heldByPerson: null };
    await book(store.db, [{ projectId: bare.id, capScope: capScopeOf(bare), item, facts }]);
    const under = { ...bare, contract: capped('K-new', '250.00') };
    expect((await release(under, 'K-new')).map(({ net }) => net.amount)).toEqual(['200.00']);
    const sister = await workOf('P-cap-7', 2);
    expect(await netsOf({ ...sister, contract: capped('K-new', '250.00') })).toEqual(['50.00']);
  });

  test('is of a whole contract what is billed of it by plan, too, and of its hours alone nothing of that', async () => {
    const hours = await workOf('P-mixed', 8);
    await saveLine(store.db, {
      ...{ id: 'L-mixed', projectId: 'P-mixed-fee', contractId: 'K-mixed', model: 'MILESTONE', runId },
      ...{ value: at('900.00'), billedBefore: nothing },
    });
    const fee = after(newWork('M-mixed', 1, eur('600.00')), {
      ...{ kind: 'CLAIM', run: 'D-mixed', amount: eur('600.00'), why: 'as agreed' },
    });
    const facts = { entry: entry('M-mixed'), hourlyRate: null, why: '', heldByPerson: null };
    await book(store.db, [{ projectId: 'P-mixed-fee', capScope: 'L-mixed', item: fee, facts }]);
    expect(await netsOf({ ...hours, contract: capped('K-mixed', '1000.00') })).toEqual(['400.00']);
    expect(await netsOf({ ...hours, contract: capped('K-mixed', '1000.00', { isOfHours: true }) })).toEqual(['800.00']);
    expect(await netsOf({ ...hours, contract: capped('K-other', '1000.00') })).toEqual(['800.00']);
  });

  test('is of the days a cap names alone', async () => {
    const limit = eur('250.00');
    const november = {
      id: 'line L1',
      scope: { kind: 'PERIOD', contract: 'K-days', from: '2026-11-01', to: '2026-11-30' },
    } as const;
    const december = { id: 'line L2', scope: { ...november.scope, from: '2026-12-01', to: '2026-12-31' } } as const;
    // But one day, on which a line without a cap is in force.
    const except = [{ from: '2026-11-03', to: '2026-11-03' }];
    const later = { id: 'line L3', scope: { ...november.scope, except } } as const;
    const contract = {
      ...capped('K-days', '1'),
      caps: [
        { ...november, limit },
        { ...december, limit },
        { ...later, limit },
      ],
    };
    const work = { ...(await workOf('P-cap-8', 4)), contract };
    expect((await release(work, 'K-days')).map(({ net }) => net.amount)).toEqual(['250.00']);
    const { used } = await readBooks(store.db, work);
    expect([...used].map(([id, { amount }]) => [id, amount])).toEqual([
      ['line L1', '250.00'],
      ['line L2', '0.00'],
      ['line L3', '0.00'],
    ]);
    // What it keeps is known as it was looked at, so that the schedule need not look again until it changed, or hours are over.
    const [, , third, fourth] = work.entries.map(({ source }) => source);
    const lately = await lookedAtLately(store.db, [third!, fourth!], 60_000);
    expect([...lately].sort()).toEqual([third, fourth].map((source) => [source, `v1 of ${source}`]));
  });
});
