// A posted invoice is credited and billed again, through the gateway with real tokens, judged by the stand-ins' own rows and the test's own
// arithmetic: in full, by line, in part; dated where it may be; once, whatever answers are lost.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mintId } from '../../schema/canon/identity.ts';
import { openHouse, type TestHouse } from '../house/house.ts';
import { approvedTimeOf, centsOf, invoicesOf, minorOf } from './billed.ts';
import { Biller, creditsAgreed, memosOf, openOf, projectInWork, type SeenDraft, until } from './biller.ts';
import { rows } from './deals.ts';
import { columnOf, erpScreen } from './erp-screen.ts';
import { enterTime, pricedPeople } from './psa-screen.ts';
import { paymentsTold } from './told.ts';
import { describeRemoved } from './removed.ts';
import { describeVoided } from './voided.ts';

let house: TestHouse;
let biller: Biller;

beforeAll(async () => {
  house = await openHouse({
    worker: true,
    env: { CONVERSION_FOLLOWS: 'false', DOCUMENTS_FOLLOW: 'true' },
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
    ({ id: project, psa } = projectInWork(house.sandbox, title));
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

/** A project of its own with its work on one posted invoice. */
async function billed(
  title: string,
): Promise<{ readonly project: string; readonly draft: SeenDraft; readonly erp: string }> {
  const { id: project } = projectInWork(house.sandbox, title);
  const before = new Set(invoicesOf(house.sandbox).map(({ id }) => id));
  await biller.openPosition(project);
  const [draft] = await biller.bill(project, `bill-${project}`);
  if (draft === undefined) throw new Error(`Nothing of ${title} was billed`);
  const erp = invoicesOf(house.sandbox).find(({ id }) => !before.has(id))?.id;
  if (erp === undefined) throw new Error(`${title} has no invoice`);
  return { project, draft, erp };
}

describe('crediting a part of an invoice', { timeout: 180_000 }, () => {
  let project = '';
  let draft: SeenDraft;
  let erp = '';

  test('by line releases the hours of that line alone, and they are billed again on an invoice of their own', async () => {
    ({ project, draft, erp } = await billed('Hannigan – Operating Model Review'));
    const [line] = draft.lines;
    expect(draft.lines.length).toBe(2);
    const rested = await biller.credited('part-line', invoiceOf(draft).invoice.id, { lines: [{ name: line?.name }] });
    expect(rested.failure).toBeNull();
    const [again, first] = await biller.drafts(project);
    expect(again?.net.amount).toBe(line?.net.amount);
    expect(
      again?.lines.flatMap(({ sources }) => sources.map(({ workId, version }) => [workId, version])).sort(),
    ).toEqual(line?.sources.map(({ workId }) => [workId, 2]).sort());
    const credited = first?.lines.map(({ name, sources }) => [
      name,
      sources.reduce((total, { credited: part }) => total + minorOf(part.amount), 0n),
    ]);
    expect(credited).toEqual(
      draft.lines.map(({ name, net }) => [name, name === line?.name ? minorOf(net.amount) : 0n]),
    );
    expect(openOf(house.sandbox, erp)).toBe(minorOf(invoiceOf(draft).total.amount) - memoTotal(erp));
  });

  test('by more than is left of it is refused with both amounts, and posts nothing', async () => {
    const [, second] = draft.lines;
    const net = minorOf(second?.net.amount ?? '0');
    const before = memosOf(house.sandbox, [erp]).length;
    const beyond = `${(net + 1n) / 100n}.${String((net + 1n) % 100n).padStart(2, '0')}`;
    const { run } = await biller.credit('part-beyond', invoiceOf(draft).invoice.id, {
      lines: [{ name: second?.name, amount: beyond }],
    });
    const rested = await biller.rest(run?.id);
    expect(rested).toMatchObject({ state: 'COMPENSATED', failure: { code: 'NOT_CREDITABLE' } });
    expect(rested.failure?.message).toContain(beyond);
    expect(rested.failure?.message).toContain(second?.net.amount);
    const again = await biller.credit('part-again', invoiceOf(draft).invoice.id, {
      lines: [{ name: draft.lines[0]?.name }],
    });
    expect((await biller.rest(again.run?.id)).failure?.message).toContain('0.00');
    expect(memosOf(house.sandbox, [erp]).length).toBe(before);
  });

  test('by an empty list is refused: everything filtered out is not the wish to credit everything', async () => {
    for (const named of ['lines', 'workIds']) {
      const { run, userErrors } = await biller.credit(`empty-${named}`, invoiceOf(draft).invoice.id, { [named]: [] });
      expect([run, userErrors.map(({ code }) => code)]).toEqual([null, ['CHOICE_INVALID']]);
    }
  });

  test('in part gives the amount up, hour by hour, and the credit that closes the invoice takes what is left of its tax', async () => {
    const [, second] = draft.lines;
    const id = invoiceOf(draft).invoice.id;
    const rested = await biller.credited('part-amount', id, {
      ...{ lines: [{ name: second?.name, amount: '333.33' }], rebill: false, reason: 'GOODWILL' },
    });
    expect(rested.failure).toBeNull();
    const works = await biller.works(second?.sources.map(({ workId }) => workId) ?? []);
    const conceded = works.flatMap(({ versions }) => versions.flatMap(({ places }) => places));
    const sumOf = (place: string): bigint =>
      conceded.filter((each) => each.place === place).reduce((total, { amount }) => total + minorOf(amount.amount), 0n);
    expect(sumOf('CONCEDED')).toBe(33_333n);
    expect(sumOf('BILLED')).toBe(minorOf(second?.net.amount ?? '0') - 33_333n);
    const closing = await biller.credited('part-closing', id, { rebill: false });
    expect(closing.failure).toBeNull();
    const memos = memosOf(house.sandbox, [erp]);
    expect(memos.reduce((total, { net }) => total + net, 0n)).toBe(minorOf(draft.net.amount));
    expect(memos.reduce((total, { tax }) => total + tax, 0n)).toBe(minorOf(invoiceOf(draft).tax.amount));
    expect(openOf(house.sandbox, erp)).toBe(0n);
    const left = await biller.credit('part-nothing', id);
    expect((await biller.rest(left.run?.id)).failure?.message).toContain('Nothing of');
  });

  test('leads from the memo back to its invoice, and from the work to both', async () => {
    const [, first] = await biller.drafts(project);
    const [credit] = first?.credits ?? [];
    const query =
      'query ($id: ID!) { invoiceCredit(creditMemoId: $id) { number invoice { id number } works { workId } } }';
    const { invoiceCredit } = await biller.ask<{
      invoiceCredit: { number: string; invoice: { id: string; number: string }; works: readonly { workId: string }[] };
    }>('auditor', query, { id: credit?.creditMemoId });
    expect(invoiceCredit.invoice).toEqual({ id: invoiceOf(draft).invoice.id, number: invoiceOf(draft).number });
    const [work] = await biller.works([invoiceCredit.works[0]?.workId ?? '']);
    expect(work?.credits[0]).toEqual({ number: credit?.number, invoice: { id: invoiceOf(draft).invoice.id } });
    expect(work?.versions.map(({ places }) => places.map(({ place }) => place))).toEqual([['RELEASED'], ['BILLED']]);
  });

  function memoTotal(invoice: string): bigint {
    return memosOf(house.sandbox, [invoice]).reduce((total, { net, tax }) => total + net + tax, 0n);
  }
});

describe('a credit that meets trouble', { timeout: 180_000 }, () => {
  test('is one memo, whatever answers are lost; and is dated in the next open period when its own is closed', async () => {
    const { draft, erp } = await billed('Hansewerk Service – Analytics Enablement');
    const { faults } = house.sandbox.standIns.netsuite;
    const screen = erpScreen(house.sandbox);
    await screen.period('Nov 2026', 'closed');
    const match = '^POST .*/!transform/creditMemo';
    faults.plant({ kind: 'dropReplyAfterCommit', match, count: 2 });
    const rested = await biller.credited('lost-reply', invoiceOf(draft).invoice.id, { rebill: false });
    await screen.period('Nov 2026', 'open');
    expect(rested).toMatchObject({ state: 'DONE', failure: null });
    const memos = memosOf(house.sandbox, [erp]);
    expect(memos.map(({ on, net }) => [on, net])).toEqual([['2026-12-01', minorOf(draft.net.amount)]]);
  });

  test('is refused by the ERP and taken back, and once that is mended the same run posts it under a key of its own', async () => {
    const { draft, erp } = await billed('Ferronnerie Châteauneuf – Integration Hub');
    const { faults } = house.sandbox.standIns.netsuite;
    faults.plant({ kind: 'closedPeriod', match: '^POST .*/!transform/creditMemo', count: 1 });
    const refused = await biller.credited('refused-by-erp', invoiceOf(draft).invoice.id, { rebill: false });
    expect(refused.state).toBe('COMPENSATED');
    expect(memosOf(house.sandbox, [erp])).toEqual([]);
    const [trouble] = await biller.troubles(invoiceOf(draft).invoice.id);
    expect(trouble?.atRisk?.amount).toBe(draft.net.amount);
    const replay = { runId: refused.id, reason: 'the period is open again', idempotencyKey: 'replay-refused' };
    await biller.byHand('replayRun', 'ReplayRunInput', replay);
    await biller.settle();
    await biller.agree('billing-approver', 'invoice.credit');
    await biller.settle();
    expect((await biller.rest(refused.id)).state).toBe('DONE');
    expect(memosOf(house.sandbox, [erp]).map(({ net }) => net)).toEqual([minorOf(draft.net.amount)]);
  });
});

describe('billing by hand, where it meets people', { timeout: 180_000 }, () => {
  test('work is held, let go and written down by agreement; the ERP’s other tax is agreed to; the invoice is issued, not abandoned', async () => {
    const { id: project, psa } = projectInWork(house.sandbox, 'Sakuragi Department – Analytics Enablement');
    await biller.openPosition(project);
    const [entry] = approvedTimeOf(house.sandbox, psa, '2026-11-01', '2026-11-20');
    const workId = mintId({ system: 'PSA', instance: 'kantata', kind: 'TIME_ENTRY', id: entry?.id ?? '' });
    const adjust = (adjustment: string, more: object = {}) => {
      const input = {
        idempotencyKey: `adjust-${adjustment}`,
        workId,
        projectId: project,
        adjustment,
        reason: 'agreed',
        ...more,
      };
      return biller.byHand('adjustWork', 'AdjustWorkInput', input);
    };
    await expect(adjust('HOLD', { amount: '100' })).rejects.toThrow('HOLD is of all that is open of the work');
    expect((await adjust('HOLD')).state).toBe('DONE');
    expect((await biller.works([workId]))[0]?.versions[0]?.places.map(({ place }) => place)).toEqual(['HELD']);
    expect((await adjust('LET_GO')).state).toBe('DONE');
    // Ours is rounded down once per category, as Japan's law lets it be; the ERP rounds lines half up.
    const written = await adjust('WRITE_DOWN', { amount: '1' });
    expect(written.state).toBe('WAITING_APPROVAL');
    expect(await biller.agree('billing-approver', 'work.write-down')).toBe(1);
    expect((await biller.rest(written.id)).state).toBe('DONE');
    const [draft] = await biller.bill(project, 'by-hand-tax');
    expect([draft?.net.amount, draft?.taxEstimate.amount, draft?.invoice?.tax.amount]).toEqual([
      '1809749',
      '180974',
      '180975',
    ]);
    expect((await biller.rest(draft?.billedBy?.id)).state).toBe('WAITING_APPROVAL');
    expect(await biller.agree('billing-approver', 'invoice.tax-difference')).toBe(1);
    expect((await biller.rest(draft?.billedBy?.id)).state).toBe('DONE');
    const issued = { idempotencyKey: 'issue-by-hand', draftId: draft?.id, evidence: 'sent by mail' };
    expect((await biller.byHand('issueInvoice', 'IssueInvoiceInput', issued)).state).toBe('DONE');
    expect((await biller.drafts(project))[0]?.state).toBe('ISSUED');
    // 15 yen at a tenth: a yen by our law, two by the ERP's rounding. The memo stays, and somebody says so.
    const credit = await biller.credited('by-hand-credit', invoiceOf(draft).invoice.id, {
      ...{ lines: [{ name: draft?.lines[0]?.name, amount: '15' }], rebill: false, reason: 'GOODWILL' },
    });
    expect(credit.state).toBe('WAITING_APPROVAL');
    expect((await biller.drafts(project))[0]?.credits.map(({ state, tax }) => [state, tax.amount])).toEqual([
      ['POSTED', '2'],
    ]);
    expect(await biller.agree('billing-approver', 'invoice.tax-difference')).toBe(1);
    expect((await biller.rest(credit.id)).state).toBe('DONE');
    const abandon = { idempotencyKey: 'abandon-issued', draftId: draft?.id, reason: 'too late' };
    const refused = await biller.byHand('abandonBillingDraft', 'AbandonDraftInput', abandon);
    expect(refused.failure?.code).toBe('NOT_POSSIBLE');
  });

  test('work that changes under review stops the draft, which is agreed to anew; abandoned, it gives everything back', async () => {
    const { id: project, psa } = projectInWork(house.sandbox, 'Ashdown – Analytics Enablement');
    await biller.openPosition(project);
    const [draft] = await biller.bill(project, 'by-hand-review');
    expect([draft?.state, draft?.revision]).toEqual(['FINANCE_APPROVED', 1]);
    const [entry] = approvedTimeOf(house.sandbox, psa, '2026-11-01', '2026-11-20');
    await changeInPsa(entry?.id ?? '', { time_in_minutes: (entry?.minutes ?? 0) + 30 });
    expect(await biller.agree('billing-approver', 'invoice.release')).toBe(1);
    const revised = await until('the draft to be put together anew', async () => {
      const [now] = await biller.drafts(project);
      return now?.revision === 2 && now.state === 'FINANCE_APPROVED' ? now : null;
    });
    const left = minorOf(draft?.net.amount ?? '0') - centsOf(entry === undefined ? [] : [entry]);
    expect(minorOf(revised.net.amount)).toBe(left);
    const abandon = { idempotencyKey: 'abandon-by-hand', draftId: draft?.id, reason: 'to be billed later' };
    expect((await biller.byHand('abandonBillingDraft', 'AbandonDraftInput', abandon)).state).toBe('DONE');
    expect((await biller.drafts(project))[0]?.state).toBe('DROPPED');
    await biller.agree('billing-approver', 'invoice.release');
    expect((await biller.rest(draft?.billedBy?.id)).failure?.code).toBe('DRAFT_ABANDONED');
    const ids = draft?.lines.flatMap(({ sources }) => sources.map(({ workId }) => workId)) ?? [];
    const places = (await biller.works(ids)).flatMap(({ versions }) => versions.flatMap((version) => version.places));
    expect(new Set(places.map(({ place }) => place))).toEqual(new Set(['UNBILLED']));
  });

  test('an invoice that the ERP refuses gives its work back; sent on, with its answers lost, it is posted once, at the price of now', async () => {
    const { id: project, psa } = projectInWork(house.sandbox, 'Readiness & <Go-Live>');
    const { faults } = house.sandbox.standIns.netsuite;
    await biller.openPosition(project);
    faults.plant({ kind: 'closedPeriod', match: '^POST .*/record/v1/invoice$', count: 1 });
    const before = invoicesOf(house.sandbox).length;
    const [draft] = await biller.bill(project, 'by-hand-refused');
    expect(draft?.state).toBe('DROPPED');
    const refused = await biller.rest(draft?.billedBy?.id);
    expect(refused.state).toBe('COMPENSATED');
    // The claim that froze the price is gone: what is claimed anew costs what the PSA says now.
    const [entry] = freeTime(psa);
    await changeInPsa(entry?.id ?? '', { rate_in_cents: (entry?.rate ?? 0) + 6_000 });
    const worth = centsOf(freeTime(psa));
    expect(worth).toBe(minorOf(draft?.net.amount ?? '') + BigInt(entry?.minutes ?? 0) * 100n);
    faults.plant({ kind: 'dropReplyAfterCommit', match: '^POST .*/record/v1/invoice$', count: 2 });
    const replay = { runId: refused.id, reason: 'the period is open again', idempotencyKey: 'replay-invoice' };
    expect((await biller.byHand('replayRun', 'ReplayRunInput', replay)).failure).toBeNull();
    await biller.settle();
    const drafts = await biller.drafts(project);
    expect(drafts.map(({ state, net }) => [state, minorOf(net.amount)])).toEqual([['POSTED', worth]]);
    const invoices = invoicesOf(house.sandbox);
    expect(invoices.length).toBe(before + 1);
    expect(invoices.at(-1)?.lines.reduce((total, { amount }) => total + minorOf(amount), 0n)).toBe(worth);
  });

  test('work edited while the ERP has the invoice stops it: the invoice is taken back, and the work is billed once, as it is now', async () => {
    const { id: project, psa } = projectInWork(house.sandbox, 'Month-End Close Acceleration');
    const { faults } = house.sandbox.standIns.netsuite;
    await biller.openPosition(project);
    const known = new Set(invoicesOf(house.sandbox).map(({ id }) => id));
    const fresh = () => invoicesOf(house.sandbox).filter(({ id }) => !known.has(id));
    const [draft] = await biller.bill(project, 'late-edit');
    expect(draft?.state).toBe('FINANCE_APPROVED');
    faults.plant({ kind: 'lateReply', ms: 4_000, match: '^POST .*/record/v1/invoice$', count: 1 });
    expect(await biller.agree('billing-approver', 'invoice.release')).toBe(1);
    await until('the ERP to have it', async () => Promise.resolve(fresh().length === 1 ? true : null));
    const [entry] = freeTime(psa);
    await changeInPsa(entry?.id ?? '', { time_in_minutes: (entry?.minutes ?? 0) + 30 });
    const worth = centsOf(freeTime(psa));
    const stopped = await biller.rest(draft?.billedBy?.id);
    expect([stopped.state, stopped.failure?.code]).toEqual(['COMPENSATED', 'WORK_CHANGED']);
    expect(fresh()).toEqual([]);
    const [trouble] = await biller.troubles(draft?.id ?? null);
    expect([trouble?.code, trouble?.atRisk?.amount]).toEqual(['WORK_CHANGED', draft?.net.amount]);
    const replay = { runId: stopped.id, reason: 'as it is now', idempotencyKey: 'replay-late-edit' };
    expect((await biller.byHand('replayRun', 'ReplayRunInput', replay)).state).toBe('WAITING_APPROVAL');
    expect(await biller.agree('billing-approver', 'invoice.release')).toBe(1);
    await biller.settle();
    expect(freeTime(psa)).toEqual([]);
    const [posted, ...others] = fresh();
    expect(others).toEqual([]);
    expect(posted?.lines.reduce((total, { amount }) => total + minorOf(amount), 0n)).toBe(worth);
  });

  test('work edited when only a credit takes its invoice back is told at once with its money and the credit to ask for, and stays open in the PSA', async () => {
    const { faults } = house.sandbox.standIns.netsuite;
    const { id: project, psa } = projectInWork(house.sandbox, 'Readiness & <Go-Live>');
    expect(freeTime(psa)).toEqual([]);
    const [user = ''] = pricedPeople(house.sandbox, psa, 1);
    const days = [60, 90].map((minutes) => ({ user, on: '2026-11-19', minutes, notes: 'Late' }));
    await enterTime(house.sandbox, psa, days);
    const [entry] = freeTime(psa);
    // The client pays before anybody here has the ERP's answer, so that nothing but a credit takes it back.
    const known = new Set(invoicesOf(house.sandbox).map(({ id }) => id));
    faults.plant({ kind: 'lateReply', ms: 5_000, match: '^POST .*/record/v1/invoice$', count: 1 });
    const billing = biller.bill(project, 'late-rejection');
    const erp = await until('the ERP to have it', async () =>
      Promise.resolve(invoicesOf(house.sandbox).find(({ id }) => !known.has(id))?.id ?? null),
    );
    await erpScreen(house.sandbox).pay(erp, 10);
    await changeInPsa(entry?.id ?? '', { time_in_minutes: (entry?.minutes ?? 0) + 30 });
    const [draft] = await billing;
    expect(draft?.state).toBe('POSTED');
    const workId = mintId({ system: 'PSA', instance: 'kantata', kind: 'TIME_ENTRY', id: entry?.id ?? '' });
    const [trouble, ...more] = await biller.troubles(workId);
    expect(more).toEqual([]);
    expect([trouble?.code, minorOf(trouble?.atRisk?.amount ?? '0')]).toEqual([
      'BILLED_WORK_CHANGED',
      centsOf(entry === undefined ? [] : [entry]),
    ]);
    // Not locked in the PSA, where it is to be mended; the rest is.
    expect(freeTime(psa).map(({ id }) => id)).toEqual([entry?.id]);
    const { invoice } = invoiceOf(draft);
    expect((await biller.credited('late-credit', invoice.id, { workIds: [workId] })).failure).toBeNull();
    const [again] = await biller.drafts(project);
    expect(again?.state).toBe('POSTED');
    expect(again?.lines.flatMap(({ sources }) => sources.map(({ workId: id }) => id))).toEqual([workId]);
    expect(minorOf(again?.net.amount ?? '0')).toBe(
      centsOf([{ minutes: (entry?.minutes ?? 0) + 30, rate: entry?.rate ?? 0 }]),
    );
    expect(freeTime(psa)).toEqual([]);
  });

  function freeTime(psa: string) {
    return approvedTimeOf(house.sandbox, psa, '2026-11-01', '2026-11-20').filter(({ isBilled }) => !isBilled);
  }

  async function changeInPsa(id: string, fields: object): Promise<void> {
    const { accessToken } = house.sandbox.credentials.kantata;
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${accessToken}` };
    const url = `${house.sandbox.urls.kantata}/api/v1/time_entries/${id}.json`;
    const answer = await fetch(url, { method: 'PUT', headers, body: JSON.stringify({ time_entry: fields }) });
    if (!answer.ok) throw new Error(`The PSA refused: ${answer.status} ${await answer.text()}`);
  }
});

describe('a person at the ERP’s own screen', { timeout: 180_000 }, () => {
  /** What the graph says of an invoice, once the watch has seen what there is to see. */
  const standing = async (project: string) => (await biller.drafts(project)).at(-1)?.standing;

  test('who pays an invoice in part and then whole is seen: the graph says what is open, and that it is paid', async () => {
    const { project, draft, erp } = await billed('Juniper – Integration Hub');
    expect(await standing(project)).toMatchObject({ state: 'POSTED', payment: 'OPEN' });
    const screen = erpScreen(house.sandbox);
    await screen.pay(erp, 1_000);
    const rest = minorOf(invoiceOf(draft).total.amount) - 100_000n;
    await expect
      .poll(async () => (await standing(project))?.payment, { timeout: 40_000, interval: 300 })
      .toBe('PARTIALLY_PAID');
    expect(minorOf((await standing(project))?.remaining.amount ?? '0')).toBe(rest);
    await screen.pay(erp);
    await expect.poll(async () => (await standing(project))?.payment, { timeout: 40_000, interval: 300 }).toBe('PAID');
    expect((await standing(project))?.remaining.amount).toMatch(/^0(\.00)?$/);
    expect(await biller.troubles(invoiceOf(draft).invoice.id)).toEqual([]);
    expect((await biller.drafts(project)).at(-1)?.credits).toEqual([]);
    // Each payment is told to the world once, with what of it was put against the invoice.
    await biller.settle();
    const told = await paymentsTold(house, invoiceOf(draft).invoice.id);
    expect(told.map(({ amount }) => minorOf(amount))).toEqual([100_000n, rest]);
    expect(new Set(told.map(({ payment }) => payment)).size).toBe(2);
  });

  test('who credits a line gives its hours back, held for somebody to say, and the books hold', async () => {
    const { project, draft, erp } = await billed('Solstice Retail – Data Platform Build');
    const screen = erpScreen(house.sandbox);
    const [line] = draft.lines;
    const [own] = rows(house.sandbox, 'netsuite', 'transactionline').filter(
      ({ transaction, custcol_billing_line: name }) => String(transaction) === erp && name === line?.name,
    );
    const item = {
      item: { id: String(own?.item) },
      amount: Number(line?.net.amount),
      custcol_billing_line: line?.name,
    };
    await screen.credit(erp, { item: { items: [item] } });
    const credits = async () => (await biller.drafts(project)).at(-1)?.credits ?? [];
    await expect.poll(async () => (await credits()).length, { timeout: 40_000, interval: 300 }).toBe(1);
    await biller.settle();
    const [credit] = await credits();
    expect(credit).toMatchObject({ origin: 'ERP', state: 'POSTED', outcome: 'HOLD', net: line?.net });
    const works = await biller.works(line?.sources.map(({ workId }) => workId) ?? []);
    expect(works.map(({ versions }) => versions.map(({ places }) => places.map(({ place }) => place)))).toEqual(
      works.map(() => [['RELEASED'], ['HELD']]),
    );
    const { data } = await house.ask(
      'auditor',
      'query ($id: ID!) { heldWork(filter: { projectId: $id }) { edges { node { code amount { amount } } } } }',
      { id: project },
    );
    interface Held {
      readonly heldWork: { readonly edges: readonly { node: { code: string; amount: { amount: string } } }[] };
    }
    // Expenses wait for their receipts besides.
    const held = (data as Held).heldWork.edges.filter(({ node }) => node.code !== 'NO_RECEIPT');
    expect(held.reduce((total, { node }) => total + minorOf(node.amount.amount), 0n)).toBe(
      minorOf(line?.net.amount ?? '0'),
    );
    // Held: a release bills none of it.
    await biller.bill(project, 'held-stays');
    expect((await biller.drafts(project)).length).toBe(1);
  });

  test('who edits or re-dates an invoice makes an exception with its money, which ends when it is put back', async () => {
    const { draft, erp } = await billed('Vantage_Point Media – Cloud Migration');
    const { id } = invoiceOf(draft).invoice;
    const screen = erpScreen(house.sandbox);
    const was = String(columnOf(house.sandbox, erp, 'trandate'));
    await screen.edit(erp, { tranDate: '2026-11-17' });
    const code = async () => (await biller.troubles(id)).map((trouble) => trouble.code);
    await expect.poll(code, { timeout: 40_000, interval: 300 }).toEqual(['DOCUMENT_CHANGED_IN_ERP']);
    const [trouble] = await biller.troubles(id);
    expect(trouble).toMatchObject({ ownerRole: 'finance-controller', atRisk: { amount: draft.net.amount } });
    expect(trouble?.message).toContain('is dated 2026-11-17');
    await screen.edit(erp, { tranDate: was });
    await expect.poll(code, { timeout: 40_000, interval: 300 }).toEqual([]);
    await screen.edit(erp, { item: { items: [{ line: 1, amount: 1 }] } });
    await expect.poll(code, { timeout: 40_000, interval: 300 }).toEqual(['DOCUMENT_CHANGED_IN_ERP']);
    expect((await biller.troubles(id))[0]?.message).toContain(`posted were ${draft.net.amount}`);
    const { run } = await biller.credit('edited-in-erp', id);
    expect((await biller.rest(run?.id)).failure?.code).toBe('CHANGED_IN_ERP');
  });
});

describeVoided(() => ({ house, biller, billed }));
describeRemoved(() => ({ house, biller, billed }));
