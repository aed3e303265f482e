// A posted invoice is credited and billed again, through the gateway with real tokens, judged by the stand-ins' own rows and the test's own
// arithmetic: in full, by line, in part; dated where it may be; once, whatever answers are lost.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHouse, type TestHouse } from '../house/house.ts';
import { approvedTimeOf, centsOf, invoicesOf, minorOf, projectOf } from './billed.ts';
import { Biller, creditsAgreed, memosOf, openOf, type SeenDraft } from './biller.ts';

let house: TestHouse;
let biller: Biller;

beforeAll(async () => {
  house = await openHouse({
    worker: true,
    env: { CONVERSION_FOLLOWS: 'false' },
    approvals: { rules: creditsAgreed },
  });
  biller = new Biller(house);
}, 60_000);
afterAll(() => house.close());

function invoiceOf(draft: SeenDraft | undefined): NonNullable<SeenDraft['invoice']> {
  if (draft?.invoice == null) throw new Error(`Draft ${draft?.id} has no invoice`);
  return draft.invoice;
}

describe('crediting a posted invoice', { timeout: 180_000 }, () => {
  const title = 'Order-to-Cash Transformation';
  let project = '';
  let psa = '';

  test('shows first what is credited, its tax, and what billing it again comes to; and posts nothing', async () => {
    ({ id: project, psa } = projectOf(house.sandbox, title));
    await biller.openPosition(project);
    const [draft] = await biller.bill(project, 'journey-first');
    const invoice = invoiceOf(draft);
    const { run, preview } = await biller.credit('journey-look', invoice.invoice.id, { dryRun: true });
    expect((await biller.rest(run?.id)).failure).toBeNull();
    const items = draft?.lines.flatMap(({ sources }) => sources).length ?? 0;
    expect(items).toBeGreaterThan(5);
    expect(preview).toMatchObject({
      ...{ net: { amount: invoice.net.amount }, tax: { amount: invoice.tax.amount }, closes: true, items },
      ...{ gross: { amount: invoice.total.amount }, applies: { amount: invoice.total.amount } },
      rebill: { documents: [{ net: { amount: invoice.net.amount }, items }], held: [] },
    });
    const held = invoicesOf(house.sandbox).map(({ id }) => id);
    expect(memosOf(house.sandbox, held)).toEqual([]);
  });

  test('in full is agreed to by somebody else, refers to its original, and the work is billed again to the cent', async () => {
    const [first] = await biller.drafts(project);
    const invoice = invoiceOf(first);
    const rested = await biller.credited('journey-full', invoice.invoice.id);
    expect(rested).toMatchObject({ state: 'DONE', failure: null });
    const invoices = invoicesOf(house.sandbox);
    const [original] = invoices;
    const memos = memosOf(house.sandbox, [original?.id ?? '']);
    expect(memos.length).toBe(1);
    expect([memos[0]?.net, memos[0]?.tax]).toEqual([minorOf(invoice.net.amount), minorOf(invoice.tax.amount)]);
    expect(openOf(house.sandbox, original?.id ?? '')).toBe(0n);
    const drafts = await biller.drafts(project);
    expect(drafts.map(({ state }) => state)).toEqual(['POSTED', 'POSTED']);
    const [again, credited] = drafts;
    expect(again?.net.amount).toBe(credited?.net.amount);
    expect(invoices.length).toBe(2);
    expect(new Set(invoices.map(({ key }) => key)).size).toBe(2);
    const time = approvedTimeOf(house.sandbox, psa, '2026-11-01', '2026-11-20');
    const [, second] = invoices;
    expect(second?.lines.reduce((total, { amount }) => total + minorOf(amount), 0n)).toBe(centsOf(time));
    await expect
      .poll(() => approvedTimeOf(house.sandbox, psa, '2026-11-01', '2026-11-20').every(({ isBilled }) => isBilled))
      .toBe(true);
  });
});
