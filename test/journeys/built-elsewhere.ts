// Invoices that the PSA or the ERP builds, through the gateway with real tokens, judged by the stand-ins' own rows and the test's own arithmetic:
// each bill once, to the cent, with the ERP's tax; a builder that says another amount, or none, gives the work back.
import { describe, expect, test } from 'vitest';
import type { TestHouse } from '../house/house.ts';
import { approvedTimeOf, centsOf, minorOf } from './billed.ts';
import { type Biller, memosOf, projectInWork, type SeenDraft, type SeenRun, until } from './biller.ts';
import { rows } from './deals.ts';
import { erpScreen } from './erp-screen.ts';

/** UK01's PSA builds its invoices, JP01's ERP when it is asked, US01's when somebody there does. */
export const builtElsewhere = [
  { legalEntity: 'UK01', builder: 'PSA' as const },
  { legalEntity: 'JP01', builder: 'ERP' as const },
  { legalEntity: 'US01', builder: 'ERP' as const, erpBuilds: 'BY_ITSELF' as const },
];

interface Opened {
  readonly house: TestHouse;
  readonly biller: Biller;
}

/** A project with its free time of November. */
interface Worked {
  readonly id: string;
  readonly psa: string;
  /** In the currency's smallest unit. */
  readonly worth: bigint;
  readonly hours: number;
}

async function opened({ house, biller }: Opened, title: string): Promise<Worked> {
  const { id, psa } = projectInWork(house.sandbox, title);
  await biller.openPosition(id);
  const free = timeOf(house, psa).filter(({ isBilled }) => !isBilled);
  expect(free.length).toBeGreaterThan(3);
  return { id, psa, worth: centsOf(free), hours: free.length };
}

const timeOf = ({ sandbox }: TestHouse, psa: string) => approvedTimeOf(sandbox, psa, '2026-11-01', '2026-11-20');

/** Somebody edits an entry at the PSA's own screen. */
async function changeTime({ sandbox }: TestHouse, entry: string | undefined, fields: object): Promise<void> {
  const answer = await fetch(`${sandbox.urls.kantata}/api/v1/time_entries/${entry}.json`, {
    method: 'PUT',
    headers: {
      authorization: `Bearer ${sandbox.credentials.kantata.accessToken}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ time_entry: fields }),
  });
  expect(answer.status).toBe(200);
}

/** The next answer to such a write is lost after it was committed. */
function loseAnswers({ sandbox }: TestHouse, vendor: 'kantata' | 'netsuite', match: string): void {
  sandbox.standIns[vendor].faults.plant({ kind: 'dropReplyAfterCommit', match, count: 1 });
}

/** Begins a release and answers with its draft; its bill goes on by itself, or waits. */
async function release({ biller }: Opened, project: string, key: string): Promise<SeenDraft> {
  const query = 'mutation ($input: ReleaseWorkInput!) { done: releaseWorkToInvoice(input: $input) { run { id } } }';
  const input = { idempotencyKey: key, projectIds: [project], through: '2026-11-20' };
  const { done } = await biller.ask<{ done: { run: SeenRun } }>('billing-preparer', query, { input });
  expect((await biller.rest(done.run.id)).failure).toBeNull();
  const [draft] = await biller.drafts(project);
  if (draft === undefined) throw new Error(`Nothing of ${project} was released`);
  return draft;
}

/** Who would build the documents of a release, by looking at it only. */
async function wouldBuild({ biller }: Opened, project: string): Promise<readonly string[]> {
  const query = `mutation ($input: ReleaseWorkInput!) { done: releaseWorkToInvoice(input: $input) { run { id } preview { documents { builder } } } }`;
  const input = { idempotencyKey: `look-${project}`, projectIds: [project], through: '2026-11-20', dryRun: true };
  const { done } = await biller.ask<{
    done: { run: SeenRun; preview: { documents: readonly { builder: string }[] } | null };
  }>('billing-preparer', query, { input });
  expect((await biller.rest(done.run.id)).failure).toBeNull();
  expect(await biller.drafts(project)).toEqual([]);
  return done.preview?.documents.map(({ builder }) => builder) ?? [];
}

/** What the graph says of who built it. */
async function builtBy({ biller }: Opened, draft: string) {
  const query = 'query ($id: ID!) { billingDraft(id: $id) { state builder invoice { number psaNumber } } }';
  const { billingDraft } = await biller.ask<{ billingDraft: Readonly<Record<string, unknown>> }>('auditor', query, {
    id: draft,
  });
  return billingDraft;
}

/** Documents of the ERP made of a project's work under a key of ours, or of an order of it; amounts in the smallest unit of two places. */
function erpDocuments({ sandbox }: TestHouse, type: 'CustInvc' | 'SalesOrd', psa: string) {
  const job = rows(sandbox, 'netsuite', 'job').find((row) => row.custentity_psa_project === psa)?.id;
  const lines = Map.groupBy(rows(sandbox, 'netsuite', 'transactionline'), ({ transaction }) => transaction);
  const sumOf = (id: unknown, taxline: 'T' | 'F'): bigint =>
    (lines.get(id) ?? [])
      .filter((line) => line.mainline === 'F' && line.taxline === taxline)
      .reduce((sum, { foreignamount }) => sum + minorOf(String(foreignamount).replace(/^-/, '')), 0n);
  return rows(sandbox, 'netsuite', 'transaction')
    .filter((row) => row.type === type && String(row.trandate) >= '2026-11-20')
    .filter(({ id }) => (lines.get(id) ?? []).some(({ entity }) => entity === job))
    .map((row) => ({
      ...{ id: String(row.id), key: row.externalid ?? null, number: String(row.tranid), status: row.status },
      from: origins(lines.get(row.id) ?? [])[0] ?? null,
      ...{ net: sumOf(row.id, 'F'), tax: sumOf(row.id, 'T') },
    }));
}

/** Ids of what lines were made from. */
function origins(lines: readonly Readonly<Record<string, unknown>>[]): readonly string[] {
  return lines.flatMap(({ createdfrom: from }) =>
    typeof from === 'number' || typeof from === 'string' ? `${from}` : [],
  );
}

/** The PSA's own invoices of a project, those that carry a key of ours. */
function psaInvoices({ sandbox }: TestHouse, psa: string) {
  const keys = new Map(
    rows(sandbox, 'kantata', 'external_references')
      .filter((row) => row.subject_type === 'Invoice')
      .map((row) => [row.subject_id, String(row.service_model_ref)]),
  );
  return rows(sandbox, 'kantata', 'invoices')
    .filter((row) => (row.workspace_ids as readonly string[]).includes(psa) && keys.has(row.id))
    .map((row) => ({
      ...{ key: keys.get(row.id) ?? '', number: String(row.user_invoice_number), status: row.status },
      cents: BigInt(String(row.balance_in_cents)),
    }));
}

/** Declares the tests on a house whose billing has the rules above. */
export function describeBuiltElsewhere(open: () => Opened): void {
  describePsa(open);
  describeErp(open);
}

function describePsa(open: () => Opened): void {
  describe('where the PSA builds the invoice', { timeout: 180_000 }, () => {
    let work: Worked;
    let draft: SeenDraft;
    const agree = (): Promise<number> => open().biller.agree('billing-approver', 'invoice.release');

    test('it builds its own once though its answer is lost, and that is posted to the ERP as it is, with the ERP’s tax', async () => {
      const { house, biller } = open();
      work = await opened(open(), 'Ashdown – Analytics Enablement');
      expect(await wouldBuild(open(), work.id)).toEqual(['PSA']);
      draft = await release(open(), work.id, 'psa-builds');
      expect((await biller.rest(draft.billedBy?.id)).state).toBe('WAITING_APPROVAL');
      expect(psaInvoices(house, work.psa)).toEqual([]);
      loseAnswers(house, 'kantata', '^POST .*/invoices');
      expect(await agree()).toBe(1);
      expect((await biller.rest(draft.billedBy?.id)).failure).toBeNull();
      await biller.settle();
      const [built, ...others] = psaInvoices(house, work.psa);
      expect(others).toEqual([]);
      expect(built).toMatchObject({
        status: 'new',
        cents: work.worth,
        key: expect.stringMatching(/^built-/) as string,
      });
      expect(rows(house.sandbox, 'kantata', 'creation_emails')).toEqual([]);
      expect(timeOf(house, work.psa).every(({ isBilled }) => isBilled)).toBe(true);
      const [posted, ...more] = erpDocuments(house, 'CustInvc', work.psa);
      expect(more).toEqual([]);
      expect(posted).toMatchObject({ net: work.worth, key: expect.stringMatching(/^bill-/) as string });
      expect(posted?.tax).toBeGreaterThan(0n);
      [draft] = (await biller.drafts(work.id)) as [SeenDraft];
      expect([minorOf(draft.invoice?.net.amount ?? ''), minorOf(draft.invoice?.tax.amount ?? '')]).toEqual([
        work.worth,
        posted?.tax,
      ]);
      const shown = { number: posted?.number, psaNumber: built?.number };
      expect(await builtBy(open(), draft.id)).toEqual({ state: 'POSTED', builder: 'PSA', invoice: shown });
    });

    test('credited in full, it is taken back there and built again, once', async () => {
      const { house, biller } = open();
      const [first] = erpDocuments(house, 'CustInvc', work.psa);
      const invoice = draft.invoice?.invoice.id ?? '';
      // In part it cannot be built again there, for the rest of the same hours stays billed.
      const part = await biller.credit('psa-credit-part', invoice, { lines: [{ name: 'L1', amount: '1.00' }] });
      expect((await biller.rest(part.run?.id)).failure?.code).toBe('REBILL_IN_PART');
      const { run } = await biller.credit('psa-credit', invoice);
      await biller.rest(run?.id);
      expect(await biller.agree('billing-approver', 'invoice.credit')).toBe(1);
      expect((await biller.rest(run?.id)).failure).toBeNull();
      await until('the work to be built again', async () => ((await agree()) === 1 ? true : null));
      await biller.settle();
      expect(psaInvoices(house, work.psa).map(({ status, cents }) => [status, cents])).toEqual([
        ['cancelled', work.worth],
        ['new', work.worth],
      ]);
      expect(memosOf(house.sandbox, [first?.id ?? '']).map(({ net }) => net)).toEqual([work.worth]);
      expect(erpDocuments(house, 'CustInvc', work.psa).map(({ net }) => net)).toEqual([work.worth, work.worth]);
      const drafts = await biller.drafts(work.id);
      expect(drafts.map(({ state, net }) => [state, minorOf(net.amount)])).toEqual([
        ['POSTED', work.worth],
        ['POSTED', work.worth],
      ]);
    });

    test('another amount than was claimed is never posted: both figures are named, and the work is free', async () => {
      const { house, biller } = open();
      const other = await opened(open(), 'Month-End Close Acceleration');
      const claimed = await release(open(), other.id, 'psa-differs');
      const [entry] = timeOf(house, other.psa).filter(({ isBilled }) => !isBilled);
      await changeTime(house, entry?.id, { rate_in_cents: (entry?.rate ?? 0) + 6_000 });
      await biller.rest(claimed.billedBy?.id);
      expect(await agree()).toBe(1);
      const rested = await biller.rest(claimed.billedBy?.id);
      expect([rested.state, rested.failure?.code]).toEqual(['COMPENSATED', 'BUILT_DIFFERS']);
      const dearer = other.worth + BigInt(entry?.minutes ?? 0) * 100n;
      for (const figure of [dearer, other.worth])
        expect(rested.failure?.message).toContain(`${figure / 100n}.${String(figure % 100n).padStart(2, '0')} GBP`);
      expect(psaInvoices(house, other.psa).map(({ status }) => status)).toEqual(['cancelled']);
      expect(erpDocuments(house, 'CustInvc', other.psa)).toEqual([]);
      expect(timeOf(house, other.psa).filter(({ isBilled }) => !isBilled).length).toBe(other.hours);
      expect((await biller.drafts(other.id)).map(({ state }) => state)).toEqual(['DROPPED']);
      expect((await biller.troubles(claimed.id)).map(({ code }) => code)).toEqual(['BUILT_DIFFERS']);
      // Released anew, it costs what the PSA says now, and both agree.
      const anew = await release(open(), other.id, 'psa-agrees');
      expect(minorOf(anew.net.amount)).toBe(dearer);
      await biller.rest(anew.billedBy?.id);
      expect(await agree()).toBe(1);
      expect((await biller.rest(anew.billedBy?.id)).failure).toBeNull();
      expect(psaInvoices(house, other.psa).map(({ status, cents }) => [status, cents])).toContainEqual(['new', dearer]);
    });
  });
}

function describeErp(open: () => Opened): void {
  describe('where the ERP builds the invoice', { timeout: 180_000 }, () => {
    test('asked to, it builds one of what is submitted though answers are lost, and the PSA locks the work', async () => {
      const { house, biller } = open();
      const work = await opened(open(), 'Sakuragi Department – Analytics Enablement');
      for (const match of ['^POST .*/salesOrder$', '^POST .*/!transform/invoice'])
        loseAnswers(house, 'netsuite', match);
      const draft = await release(open(), work.id, 'erp-builds');
      expect((await biller.rest(draft.billedBy?.id)).failure).toBeNull();
      await biller.settle();
      const [order, ...others] = erpDocuments(house, 'SalesOrd', work.psa);
      expect(others).toEqual([]);
      // Yen have no cents; amounts here have two places.
      const whole = work.worth * 100n;
      expect(order).toMatchObject({ status: 'G', net: whole, key: expect.stringMatching(/^order-/) as string });
      const [invoice, ...more] = erpDocuments(house, 'CustInvc', work.psa);
      expect(more).toEqual([]);
      expect(invoice).toMatchObject({ net: whole, key: expect.stringMatching(/^bill-/) as string });
      expect(invoice?.from).toBe(order?.id);
      const [billed] = await biller.drafts(work.id);
      expect(minorOf(billed?.invoice?.tax.amount ?? '')).toBe(invoice?.tax);
      const built = { number: invoice?.number, psaNumber: null };
      expect(await builtBy(open(), draft.id)).toEqual({ state: 'POSTED', builder: 'ERP', invoice: built });
      expect(timeOf(house, work.psa).every(({ isBilled }) => isBilled)).toBe(true);
    });

    test('credited in full, it is submitted and built again, once', async () => {
      const { house, biller } = open();
      const { id, psa } = projectInWork(house.sandbox, 'Sakuragi Department – Analytics Enablement');
      const [draft] = await biller.drafts(id);
      expect((await biller.credited('erp-credit', draft?.invoice?.invoice.id ?? '')).failure).toBeNull();
      const invoices = erpDocuments(house, 'CustInvc', psa);
      const net = minorOf(draft?.net.amount ?? '');
      expect(invoices.map((invoice) => invoice.net)).toEqual([net, net]);
      expect(erpDocuments(house, 'SalesOrd', psa).map(({ status }) => status)).toEqual(['G', 'G']);
      expect(memosOf(house.sandbox, [invoices[0]?.id ?? '']).map((memo) => memo.net)).toEqual([net]);
      expect(timeOf(house, psa).every(({ isBilled }) => isBilled)).toBe(true);
    });

    test('by itself, it is waited for with nothing posted, until a person there bills the order as it was sent', async () => {
      const { house, biller } = open();
      const work = await opened(open(), 'Wexford Aerospace – Customer Portal Redesign');
      const draft = await release(open(), work.id, 'erp-waits');
      const order = await until('the billables to be submitted', () =>
        Promise.resolve(erpDocuments(house, 'SalesOrd', work.psa)[0] ?? null),
      );
      await until('the draft to be submitted', async () =>
        (await builtBy(open(), draft.id)).state === 'SUBMITTED' ? true : null,
      );
      expect(order).toMatchObject({ status: 'F', net: work.worth });
      expect(erpDocuments(house, 'CustInvc', work.psa)).toEqual([]);
      const refused = { idempotencyKey: 'abandon-submitted', draftId: draft.id, reason: 'x' };
      const query = 'mutation ($input: AbandonDraftInput!) { abandonBillingDraft(input: $input) { run { id } } }';
      const asked = await biller.ask<{ abandonBillingDraft: { run: SeenRun } }>('billing-preparer', query, {
        input: refused,
      });
      expect((await biller.rest(asked.abandonBillingDraft.run.id)).failure?.code).toBe('NOT_POSSIBLE');
      const screen = erpScreen(house.sandbox);
      // Billed otherwise by mistake it is not recorded; removed and billed anew there, it is.
      const line = { item: { id: '301' }, quantity: 1, rate: 500, amount: 500, description: 'Typed in' };
      const mistaken = { ...line, custcol_billing_line: 'L1', taxCode: { id: '11' } };
      const wrong = await screen.bill(order.id, { item: { items: [mistaken] } });
      const stuck = await biller.rest(draft.billedBy?.id);
      expect([stuck.state, stuck.failure?.code]).toEqual(['STUCK', 'POSTED_DIFFERS']);
      expect(stuck.failure?.message).toContain('500.00 USD');
      await screen.remove('invoice', wrong);
      const invoice = await screen.bill(order.id);
      const replay = { runId: draft.billedBy?.id, reason: 'Billed anew', idempotencyKey: 'erp-waits-replay' };
      const rested = await biller.byHand('replayRun', 'ReplayRunInput', replay);
      expect([rested.state, rested.failure]).toEqual(['DONE', null]);
      await biller.settle();
      const posted = erpDocuments(house, 'CustInvc', work.psa);
      expect(posted.map(({ id, net }) => [id, net])).toEqual([[invoice, work.worth]]);
      const [billed] = await biller.drafts(work.id);
      expect([billed?.state, minorOf(billed?.invoice?.tax.amount ?? '')]).toEqual(['POSTED', posted[0]?.tax]);
      expect(timeOf(house, work.psa).every(({ isBilled }) => isBilled)).toBe(true);
    });

    test('an order that somebody there removes gives the work back', async () => {
      const { house, biller } = open();
      const work = await opened(open(), 'Juniper – Integration Hub');
      const draft = await release(open(), work.id, 'erp-refuses');
      const order = await until('the billables to be submitted', () =>
        Promise.resolve(erpDocuments(house, 'SalesOrd', work.psa)[0] ?? null),
      );
      await erpScreen(house.sandbox).remove('salesOrder', order.id);
      const rested = await biller.rest(draft.billedBy?.id);
      expect([rested.state, rested.failure?.code]).toEqual(['COMPENSATED', 'BUILDER_REFUSED']);
      expect((await biller.drafts(work.id)).map(({ state }) => state)).toEqual(['DROPPED']);
      expect(erpDocuments(house, 'CustInvc', work.psa)).toEqual([]);
    });

    test('work edited while its order waits there takes the order back, and is free as it is now', async () => {
      const { house, biller } = open();
      const { id, psa } = projectInWork(house.sandbox, 'Juniper – Integration Hub');
      const draft = await release(open(), id, 'erp-edited');
      await until('the draft to be submitted', async () =>
        (await builtBy(open(), draft.id)).state === 'SUBMITTED' && erpDocuments(house, 'SalesOrd', psa).length === 1
          ? true
          : null,
      );
      const [entry] = timeOf(house, psa).filter(({ isBilled }) => !isBilled);
      await changeTime(house, entry?.id, { time_in_minutes: (entry?.minutes ?? 0) + 30 });
      const rested = await biller.rest(draft.billedBy?.id);
      expect([rested.state, rested.failure?.code]).toEqual(['COMPENSATED', 'WORK_CHANGED']);
      expect(erpDocuments(house, 'SalesOrd', psa)).toEqual([]);
      const worth = centsOf(timeOf(house, psa).filter(({ isBilled }) => !isBilled));
      const query = 'mutation ($input: ReplayRunInput!) { replayRun(input: $input) { userErrors { code } } }';
      // It does not rest, but waits for the order again.
      const input = { runId: rested.id, reason: 'As it is now', idempotencyKey: 'erp-edited-replay' };
      expect(await biller.ask('operator', query, { input })).toEqual({ replayRun: { userErrors: [] } });
      const [order] = await until('the billables to be submitted anew', () => {
        const orders = erpDocuments(house, 'SalesOrd', psa);
        return Promise.resolve(orders.length > 0 ? orders : null);
      });
      expect(order?.net).toBe(worth);
      await erpScreen(house.sandbox).remove('salesOrder', order?.id ?? '');
      expect((await biller.rest(draft.billedBy?.id)).failure?.code).toBe('BUILDER_REFUSED');
    });
  });
}
