// Approved expenses become lines of invoices, through the gateway with real tokens, judged by the stand-ins' own records and the test's own
// arithmetic: none without its receipt, without the tax that is recovered, once, told to the PSA, and credited and billed again like time.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mintId } from '../../schema/canon/identity.ts';
import { openHouse, type TestHouse } from '../house/house.ts';
import { approvedTimeOf, centsOf, invoicesOf, minorOf, projectOf } from './billed.ts';
import { Biller, creditsAgreed, memosOf, type SeenRun } from './biller.ts';
import { builtElsewhere, describeBuiltElsewhere } from './built-elsewhere.ts';
import { rows } from './deals.ts';
import { describeWorkCost, journeyCost } from './work-cost.ts';

const title = 'Hansewerk Service – Analytics Enablement';
let house: TestHouse;
let biller: Biller;
let project: { readonly psa: string; readonly id: string };

beforeAll(async () => {
  const recovered = { taxPercent: '19', markupPercent: '5' };
  house = await openHouse({
    ...{
      worker: true,
      env: { CONVERSION_FOLLOWS: 'false', DOCUMENTS_FOLLOW: 'true' },
      approvals: { rules: [...creditsAgreed, { action: 'cost.*', approvers: 0 }] },
    },
    cost: journeyCost,
    billing: {
      rules: [{ expenseRules: [recovered, { category: 'Visa', bill: 'DISBURSEMENT' }] }, ...builtElsewhere],
    },
  });
  biller = new Biller(house);
  project = projectOf(house.sandbox, title);
}, 60_000);
afterAll(() => house.close());

/** Approved billable expenses of November as the PSA holds them, the oldest first; amounts in the smallest unit. */
function spent() {
  const approved = new Set(
    rows(house.sandbox, 'kantata', 'expense_report_submissions')
      .filter(({ status }) => status === 'approved')
      .map(({ id }) => id),
  );
  return rows(house.sandbox, 'kantata', 'expenses')
    .filter((row) => row.workspace_id === project.psa && row.is_billable === true)
    .filter((row) => approved.has(row.active_submission_id) && String(row.date) > '2026-10-31')
    .sort((a, b) => String(a.date).localeCompare(String(b.date)))
    .map((row) => ({
      ...{ own: String(row.id), cents: BigInt(String(row.amount_in_cents)), isBilled: row.invoice_id != null },
      id: mintId({ system: 'PSA', instance: 'kantata', kind: 'EXPENSE', id: String(row.id) }),
    }));
}

/** Somebody scans a receipt, in the PSA's own screen, and puts right what it was for. */
async function scan(own: string, more: object = {}): Promise<void> {
  const authorization = `Bearer ${house.sandbox.credentials.kantata.accessToken}`;
  const url = `${house.sandbox.urls.kantata}/api/v1`;
  const form = new FormData();
  form.set('attachment[data]', new Blob(['a receipt'], { type: 'application/pdf' }), 'receipt.pdf');
  form.set('attachment[type]', 'receipt');
  const kept = await fetch(`${url}/attachments.json`, { method: 'POST', headers: { authorization }, body: form });
  const { results } = (await kept.json()) as { readonly results: readonly { readonly id: string }[] };
  const answer = await fetch(`${url}/expenses/${own}.json`, {
    method: 'PUT',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ expense: { receipt_id: results[0]?.id, ...more } }),
  });
  expect(answer.status, await answer.text()).toBe(200);
}

interface Preview {
  readonly documents: readonly {
    readonly lines: readonly { readonly kind: string; readonly net: { readonly amount: string } }[];
  }[];
  readonly held: readonly {
    readonly workId: string;
    readonly code: string;
    readonly amount: { readonly amount: string } | null;
  }[];
}

async function release(mutation: string, key: string, more: object = {}): Promise<Preview | null> {
  const input = mutation === 'postExpenses' ? 'PostExpensesInput' : 'ReleaseWorkInput';
  const query = `mutation ($input: ${input}!) { it: ${mutation}(input: $input) { run { id } userErrors { message }
    preview { documents { lines { kind net { amount } } } held { workId code amount { amount } } } } }`;
  const facts = { idempotencyKey: key, projectIds: [project.id], through: '2026-11-20', ...more };
  const { it } = await biller.ask<{ it: { run: SeenRun; preview: Preview | null } }>('billing-preparer', query, {
    input: facts,
  });
  expect((await biller.rest(it.run.id)).failure).toBeNull();
  await biller.settle();
  return it.preview;
}

/** What a client pays for a receipt: without the 19 % within it, plus 5 % of the rest; halves away from nothing. */
function billedFor(cents: bigint): bigint {
  const net = cents - (cents * 19n * 2n + 119n) / 238n;
  return net + (net * 5n * 2n + 100n) / 200n;
}

/** Net of our invoices of the project in the ERP, line by line. */
const invoiced = () =>
  invoicesOf(house.sandbox)
    .filter((invoice) => invoice.project === project.psa)
    .map(({ lines }) => lines.map(({ amount, memo }) => [memo, minorOf(amount)] as const));

describe('billing approved expenses', { timeout: 180_000 }, () => {
  test('they wait for their receipts with their money; nothing is claimed by looking', async () => {
    await biller.openPosition(project.id);
    const [first, second, ...none] = spent();
    expect([first?.isBilled, second?.isBilled, none.length]).toEqual([false, false, 0]);
    const preview = await release('releaseWorkToInvoice', 'look-expenses', { dryRun: true });
    expect(preview?.held.map(({ workId, code, amount }) => [workId, code, minorOf(amount?.amount ?? '0')])).toEqual(
      [first, second].map((each) => [each?.id, 'NO_RECEIPT', each?.cents]),
    );
    expect(preview?.documents.flatMap(({ lines }) => lines.map(({ kind }) => kind))).not.toContain('EXPENSE');
    expect(await biller.drafts(project.id)).toEqual([]);
  });

  test('with its receipt one stands on the invoice of the time, without the tax we recover, and is locked in the PSA', async () => {
    const [first] = spent();
    await scan(first?.own ?? '');
    const time = approvedTimeOf(house.sandbox, project.psa, '2026-11-01', '2026-11-20').filter(
      ({ isBilled }) => !isBilled,
    );
    await release('releaseWorkToInvoice', 'release-with-time');
    const [lines = [], ...more] = invoiced();
    expect(more).toEqual([]);
    const amounts = lines.map(([, amount]) => amount);
    expect(amounts.reduce((sum, amount) => sum + amount, 0n)).toBe(centsOf(time) + billedFor(first?.cents ?? 0n));
    expect(amounts).toContain(billedFor(first?.cents ?? 0n));
    expect(spent().map(({ isBilled }) => isBilled)).toEqual([true, false]);
  });

  test('from its line one comes to the receipt’s record, who spent it and why it costs that', async () => {
    const [first] = spent();
    const query = `query ($id: ID!) { billingDrafts(filter: { projectId: $id }) { edges { node { lines { kind hours
      sources { kind workId hours rateWhy resource { id } approvedAt amount { amount } } } } } } }`;
    const { billingDrafts } = await biller.ask<{
      billingDrafts: { edges: readonly { node: { lines: readonly { kind: string }[] } }[] };
    }>('auditor', query, { id: project.id });
    const [line] = billingDrafts.edges.flatMap(({ node }) => node.lines).filter(({ kind }) => kind === 'EXPENSE');
    expect(line).toMatchObject({
      hours: null,
      sources: [{ kind: 'EXPENSE', workId: first?.id, hours: null, resource: { id: expect.any(String) as string } }],
    });
    const [work] = await biller.works([first?.id ?? '']);
    expect(work?.versions[0]?.places.map(({ place, amount }) => [place, minorOf(amount.amount)])).toEqual([
      ['BILLED', billedFor(first?.cents ?? 0n)],
    ]);
  });

  test('alone they are posted by themselves: what was paid in the client’s name whole and untaxed, and nothing twice', async () => {
    const [, second] = spent();
    await scan(second?.own ?? '', { category: 'Visa' });
    const preview = await release('postExpenses', 'post-visa', { dryRun: true });
    expect(preview?.documents.length).toBe(1);
    await release('postExpenses', 'post-visa-now');
    const [draft] = await biller.drafts(project.id);
    expect([draft?.state, minorOf(draft?.net.amount ?? '0')]).toEqual(['POSTED', second?.cents]);
    expect(minorOf(draft?.invoice?.tax.amount ?? '1')).toBe(0n);
    expect(
      invoiced()
        .at(-1)
        ?.map(([, amount]) => amount),
    ).toEqual([second?.cents]);
    expect(spent().map(({ isBilled }) => isBilled)).toEqual([true, true]);
    const before = invoiced().length;
    for (const mutation of ['postExpenses', 'releaseWorkToInvoice']) await release(mutation, `again-${mutation}`);
    expect(invoiced().length).toBe(before);
  });

  test('credited, one is freed in the PSA and billed again, once, at what it was', async () => {
    const [, second] = spent();
    const [draft] = await biller.drafts(project.id);
    const before = invoicesOf(house.sandbox).map(({ id }) => id);
    const run = await biller.credited('credit-visa', draft?.invoice?.invoice.id ?? '');
    expect(run.failure).toBeNull();
    expect(memosOf(house.sandbox, before).map(({ net, tax }) => [net, tax])).toEqual([[second?.cents, 0n]]);
    const again = invoicesOf(house.sandbox).filter(({ id }) => !before.includes(id));
    expect(again.map(({ lines }) => lines.map(({ amount }) => minorOf(amount)))).toEqual([[second?.cents]]);
    expect(spent().map(({ isBilled }) => isBilled)).toEqual([true, true]);
    const [work] = await biller.works([second?.id ?? '']);
    expect(work?.versions.map(({ places }) => places.map(({ place }) => place))).toEqual([['RELEASED'], ['BILLED']]);
  });
});

// In the same house: legal entities whose invoices are built by the PSA and by the ERP.
describeBuiltElsewhere(() => ({ house, biller }));

describeWorkCost(() => ({ house, biller }));
