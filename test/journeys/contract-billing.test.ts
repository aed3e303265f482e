// Bills by plan, through the gateway with real tokens, judged by the stand-ins' own records: a milestone that the client accepts becomes one
// invoice for ever, and time under a fixed fee ends absorbed.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '../../schema/canon/roles.ts';
import { mintId } from '../../schema/canon/identity.ts';
import type { Store } from '../../subgraphs/store/store.ts';
import { openHouse, type TestHouse } from '../house/house.ts';
import { Biller, type SeenRun } from './biller.ts';
import { approvedTimeOf, centsOf, dueOf, invoicesOf, minorOf, projectOf, unappliedOf } from './billed.ts';
import { rows } from './deals.ts';
import { drewOf } from './drawn.ts';
import { changeMilestone, shortenTime } from './psa-screen.ts';
import { leaseSchedules, letBegin, placesOf } from './scheduled.ts';

let house: TestHouse;
let biller: Biller;
let store: Store;
const daily = ['COVERED', 'DUE', 'PREPAID'] as const;

beforeAll(async () => {
  house = await openHouse({
    worker: true,
    env: { CONVERSION_FOLLOWS: 'false' },
    billing: { schedules: [{ legalEntity: 'UK01', takes: [...daily] }] },
    prepare: async (directory) => {
      store = await leaseSchedules(directory, 'UK01', daily);
    },
  });
  biller = new Biller(house);
}, 60_000);
afterAll(async () => {
  await store.close();
  await house.close();
});

const ask = <T>(...asked: Parameters<Biller['ask']>): Promise<T> => biller.ask<T>(...asked);
const rest = (runId: string | undefined): Promise<SeenRun> => biller.rest(runId);
const agree = (role: Role, action: string): Promise<number> => biller.agree(role, action);

interface Payload {
  readonly run: SeenRun | null;
  readonly isRepeated: boolean;
  readonly userErrors: readonly { readonly code: string }[];
  readonly preview: {
    readonly blocker: { readonly code: string } | null;
    readonly line: {
      readonly value: { readonly amount: string };
      readonly billed: { readonly amount: string };
      readonly remaining: { readonly amount: string };
    } | null;
    readonly documents: readonly {
      readonly net: { readonly amount: string };
      readonly taxEstimate: { readonly amount: string };
      readonly lines: readonly { readonly kind: string; readonly description: string }[];
    }[];
    readonly settled: readonly { readonly because: string }[];
  } | null;
  readonly drafts: readonly Draft[] | null;
}

interface Draft {
  readonly id: string;
  readonly state: string;
  readonly net: { readonly amount: string };
  readonly billedBy: { readonly id: string } | null;
}

const payload = `run { id state } isRepeated userErrors { code } drafts { id state net { amount } billedBy { id } }
  preview { blocker { code } line { value { amount } billed { amount } remaining { amount } } settled { because }
    documents { net { amount } taxEstimate { amount } lines { kind description } } }`;

async function complete(key: string, more: object): Promise<Payload> {
  const query = `mutation ($input: CompleteMilestoneInput!) { completeMilestone(input: $input) { ${payload} } }`;
  const input = { idempotencyKey: key, completedOn: '2026-11-19', evidence: 'Acceptance protocol 7', ...more };
  return (await ask<{ completeMilestone: Payload }>('billing-preparer', query, { input })).completeMilestone;
}

/** Takes a project over at the end of October, with every difference explained, and somebody else's yes. */
async function takeOver(key: string, project: string, on = '2026-10-31'): Promise<void> {
  const query = `mutation ($input: OpenPositionInput!) { openPosition(input: $input) { run { id state } userErrors { code }
    position { differences { measure } } } }`;
  const begin = async (more: object) => {
    const input = {
      idempotencyKey: `${key}-${Object.keys(more).join('')}`,
      projectId: project,
      on,
      ...more,
    };
    const { openPosition } = await ask<{
      openPosition: { run: SeenRun | null; position: { differences: readonly { measure: string }[] } | null };
    }>('billing-preparer', query, { input });
    return openPosition;
  };
  const looked = await begin({ dryRun: true });
  expect((await rest(looked.run?.id)).failure).toBeNull();
  const explanations = (looked.position?.differences ?? []).map(({ measure }) => ({
    measure,
    text: 'Expenses and time of before go-live',
  }));
  const begun = await begin({ explanations });
  expect((await rest(begun.run?.id)).failure).toBeNull();
  expect(await agree('billing-approver', 'billing.opening-position')).toBe(1);
  expect((await rest(begun.run?.id)).state).toBe('DONE');
}

/** Somebody else releases every draft there is; answers with the bills once they rest. */
async function releaseAll(drafts: readonly Draft[] | null | undefined): Promise<readonly SeenRun[]> {
  const runs = (drafts ?? []).map(({ billedBy }) => billedBy?.id);
  for (const run of runs) expect((await rest(run)).state).toBe('WAITING_APPROVAL');
  expect(await agree('billing-approver', 'invoice.release')).toBe(runs.length);
  return Promise.all(runs.map(rest));
}

/** A milestone of a project as the PSA holds it. */
function milestoneOf(psa: string, title: string) {
  const row = rows(house.sandbox, 'kantata', 'billing_milestones').find(
    (each) => each.workspace_id === psa && each.title === title,
  );
  if (row === undefined) throw new Error(`Project ${psa} has no milestone "${title}"`);
  return {
    id: mintId({ system: 'PSA', instance: 'kantata', kind: 'MILESTONE', id: String(row.id) }),
    cents: BigInt(String(row.amount_in_cents)),
    isBilled: row.invoice_id !== null && row.invoice_id !== undefined,
    own: String(row.id),
  };
}

/** The planned bill of a milestone as the ERP holds it. */
function plannedOf(milestone: string) {
  return rows(house.sandbox, 'netsuite', 'customrecord_billing_schedule_line').find(
    (each) => String(each.custrecord_milestone_ref) === milestone,
  );
}

async function runRecurring(key: string, more: object): Promise<Payload> {
  const query = `mutation ($input: RunRecurringBillingInput!) { runRecurringBilling(input: $input) { ${payload} } }`;
  const input = { idempotencyKey: key, through: '2026-11-20', ...more };
  return (await ask<{ runRecurringBilling: Payload }>('billing-preparer', query, { input })).runRecurringBilling;
}

interface Drawing {
  readonly run: SeenRun | null;
  readonly preview: {
    readonly blocker: { readonly code: string } | null;
    readonly coveredItems: number;
    readonly covered: { readonly amount: string };
    readonly lapsed: { readonly amount: string };
    readonly periods: readonly {
      readonly from: string;
      readonly remaining: { readonly amount: string };
      readonly lapsed: { readonly amount: string };
    }[];
    readonly documents: readonly { readonly net: { readonly amount: string } }[];
    readonly held: readonly { readonly code: string; readonly amount: { readonly amount: string } | null }[];
  } | null;
  readonly drafts: readonly Draft[] | null;
}

/** A draw that rests, or waits for somebody, with what it said of itself. */
async function draw(key: string, more: object): Promise<Drawing> {
  const query = `mutation ($input: DrawDownRetainerInput!) { drawDownRetainer(input: $input) { run { id state }
    drafts { id state net { amount } billedBy { id } } preview { blocker { code } coveredItems covered { amount } lapsed { amount }
      periods { from remaining { amount } lapsed { amount } } documents { net { amount } } held { code amount { amount } } } } }`;
  const input = { idempotencyKey: key, through: '2026-11-20', ...more };
  const send = async () =>
    (await ask<{ drawDownRetainer: Drawing }>('billing-preparer', query, { input })).drawDownRetainer;
  const rested = await rest((await send()).run?.id);
  expect(rested.failure, JSON.stringify(rested.failure)).toBeNull();
  return send();
}

/** Approved time of a month as the PSA holds it, in the smallest unit at bill value. */
function worthOfMonth(psa: string, month: string): bigint {
  return centsOf(approvedTimeOf(house.sandbox, psa, `${month}-01`, month === '2026-11' ? '2026-11-20' : `${month}-31`));
}

function total(amounts: readonly ({ readonly amount: string } | null | undefined)[]): bigint {
  return amounts.reduce((sum, each) => sum + minorOf(each?.amount ?? '0'), 0n);
}

describe('retainers', { timeout: 120_000 }, () => {
  test('work draws from what is prepaid: what is not billed yet covers nothing, nothing is drawn twice, and what lapses is what was agreed to (DOMAIN rules 26, 65)', async () => {
    const { psa, id } = projectOf(house.sandbox, 'Hansewerk Maschinenbau – Treasury Dashboard');
    await takeOver('take-over-retainer', id, '2026-09-30');
    const opening = 'query ($id: ID!) { openingPosition(projectId: $id) { unappliedCredits { amount } } }';
    type Opening = { openingPosition: { unappliedCredits: { amount: string } } };
    const { unappliedCredits } = (await ask<Opening>('auditor', opening, { id })).openingPosition;
    expect([minorOf(unappliedCredits.amount)]).toEqual([unappliedOf(house.sandbox, psa)]);
    const [october, november] = [worthOfMonth(psa, '2026-10'), worthOfMonth(psa, '2026-11')];
    expect([october > 0n, november > 0n]).toEqual([true, true]);
    // November is prepaid by an invoice of before; October's is ready and unbilled: its work waits for that.
    const first = await draw('draw-first', { projectId: id });
    expect(first.preview).toMatchObject({ blocker: null, documents: [], lapsed: { amount: '0.00' } });
    expect(total([first.preview?.covered])).toBe(november);
    expect(new Set(first.preview?.held.map(({ code }) => code))).toEqual(new Set(['RETAINER_UNBILLED']));
    expect(total((first.preview?.held ?? []).map(({ amount }) => amount))).toBe(october);
    const { run, drafts } = await runRecurring('retainer-advance', { projectIds: [id] });
    expect((await rest(run?.id)).failure).toBeNull();
    expect((await releaseAll(drafts)).map(({ state }) => state)).toEqual(['DONE']);
    const prepaid = invoicesOf(house.sandbox).filter(({ project }) => project === psa);
    expect(prepaid.flatMap(({ lines }) => lines.map(({ amount }) => minorOf(amount)))).toEqual([2_650_000n]);
    const second = await draw('draw-second', { projectId: id });
    expect(total([second.preview?.covered])).toBe(october);
    expect([second.preview?.held, await biller.drawn(id)]).toEqual([[], october]);
    expect(await drewOf(house.sandbox, biller, psa, '2026-10')).toEqual([october, prepaid.map(({ number }) => number)]);
    // The invoice of November's period is of before go-live.
    expect(await drewOf(house.sandbox, biller, psa, '2026-11')).toEqual([november, []]);
    expect(second.preview?.periods.map(({ from, remaining }) => [from, minorOf(remaining.amount)])).toEqual([
      ['2026-10-01', 2_650_000n - october],
      ['2026-11-01', 2_650_000n - november],
    ]);
    expect(total([(await draw('draw-third', { projectId: id })).preview?.covered])).toBe(0n);
    const lapsing = { projectId: id, lapseBefore: '2026-11-01' };
    expect((await draw('draw-lapse', lapsing)).run?.state).toBe('WAITING_APPROVAL');
    // While it is decided about, less was worked in October than had been: another amount lapses, and is asked for anew.
    const [entry] = approvedTimeOf(house.sandbox, psa, '2026-10-01', '2026-10-31');
    await shortenTime(house.sandbox, entry?.id ?? '', 6);
    const left = 2_650_000n - worthOfMonth(psa, '2026-10');
    expect(await agree('billing-approver', 'retainer.lapse')).toBe(1);
    expect((await draw('draw-lapse', lapsing)).run?.state).toBe('WAITING_APPROVAL');
    expect(total([(await draw('lapse-look', { ...lapsing, dryRun: true })).preview?.lapsed])).toBe(left);
    expect(await agree('billing-approver', 'retainer.lapse')).toBe(1);
    const done = await draw('draw-lapse', lapsing);
    expect([done.run?.state, done.preview?.periods[0]?.remaining.amount]).toEqual(['DONE', '0.00']);
    expect(minorOf(done.preview?.periods[0]?.lapsed.amount ?? '0')).toBe(left);
  });

  test('the excess is billed by the hour where the contract has a line for it, to the cent', async () => {
    const { psa, id } = projectOf(house.sandbox, 'Hansewerk Service – Customer Portal Redesign');
    await takeOver('take-over-overage', id);
    // An hour is worth so much more, agreed to by somebody else, that November's 52,700.00 do not suffice.
    const [entry] = approvedTimeOf(house.sandbox, psa, '2026-11-01', '2026-11-20');
    const workId = mintId({ system: 'PSA', instance: 'kantata', kind: 'TIME_ENTRY', id: entry?.id ?? '' });
    const query =
      'mutation ($input: AdjustWorkInput!) { adjustWork(input: $input) { run { id } userErrors { code } } }';
    const writeUp = { adjustment: 'WRITE_UP', amount: '40000', reason: 'Agreed with the client' };
    const input = { idempotencyKey: 'write-up-retainer', workId, projectId: id, ...writeUp };
    const { adjustWork } = await ask<{ adjustWork: { run: SeenRun | null } }>('billing-preparer', query, { input });
    expect((await rest(adjustWork.run?.id)).state).toBe('WAITING_APPROVAL');
    expect(await agree('billing-approver', 'work.write-up')).toBe(1);
    expect((await rest(adjustWork.run?.id)).failure).toBeNull();
    const over = worthOfMonth(psa, '2026-11') + 4_000_000n - 5_270_000n;
    expect(over).toBeGreaterThan(0n);
    const looked = await draw('overage-look', { projectId: id, dryRun: true });
    expect(total((looked.preview?.documents ?? []).map(({ net }) => net))).toBe(over);
    const { drafts, preview } = await draw('overage-draw', { projectId: id });
    expect(total([preview?.covered])).toBe(5_270_000n);
    expect((await releaseAll(drafts)).map(({ state }) => state)).toEqual(['DONE']);
    const own = invoicesOf(house.sandbox).filter(({ project }) => project === psa);
    expect(own.flatMap(({ lines }) => lines).reduce((sum, { amount }) => sum + minorOf(amount), 0n)).toBe(over);
    const again = await draw('overage-again', { projectId: id });
    expect([again.preview?.coveredItems, again.drafts]).toEqual([0, []]);
  });
});

describe('bills by plan', { timeout: 120_000 }, () => {
  test('periods that fall due are billed once, however often and under whatever key recurring billing is run', async () => {
    const { psa, id } = projectOf(house.sandbox, 'Châteauneuf – Field Service App');
    await takeOver('take-over-recurring', id);
    const due = dueOf(house.sandbox, psa, '2026-11-20');
    expect(due.length).toBeGreaterThan(0);
    const looked = await runRecurring('recurring-look', { projectIds: [id], dryRun: true });
    expect((await rest(looked.run?.id)).failure).toBeNull();
    expect(looked.preview?.documents[0]?.lines.map(({ kind }) => kind)).toEqual(due.map(() => 'RECURRING'));
    const { run, drafts } = await runRecurring('recurring-run', { projectIds: [id] });
    expect((await rest(run?.id)).failure).toBeNull();
    const again = await runRecurring('recurring-while-drafted', { projectIds: [id] });
    expect((await rest(again.run?.id)).failure).toBeNull();
    expect(again.drafts).toEqual([]);
    expect(again.preview?.settled.some(({ because }) => because === 'ON_A_DRAFT')).toBe(true);
    const [billed] = await releaseAll(drafts);
    expect(billed?.state).toBe('DONE');
    const own = () => invoicesOf(house.sandbox).filter(({ project }) => project === psa);
    expect(own().map(({ lines }) => lines.map(({ amount }) => minorOf(amount)))).toEqual([
      due.map(({ cents }) => cents),
    ]);
    await expect.poll(() => dueOf(house.sandbox, psa, '2026-11-20'), { timeout: 60_000 }).toEqual([]);
    const after = await runRecurring('recurring-after', { projectIds: [id] });
    expect((await rest(after.run?.id)).failure).toBeNull();
    expect(after.drafts).toEqual([]);
    expect(after.preview?.settled.filter(({ because }) => because === 'ALREADY_BILLED').length).toBe(due.length);
    expect(own().length).toBe(1);
  });

  const title = 'Stadtwerke Grünau – Analytics Enablement';
  const milestone = 'Discovery accepted';
  let psa = '';
  let project = '';
  let milestoneId = '';

  test('a milestone of a project without an opening position is refused, with what to do', async () => {
    ({ psa, id: project } = projectOf(house.sandbox, title));
    milestoneId = milestoneOf(psa, milestone).id;
    const { run } = await complete('milestone-unsigned', { projectId: project, milestoneId });
    const rested = await rest(run?.id);
    expect(rested.failure?.code).toBe('NO_OPENING_POSITION');
    const query =
      'query ($id: ID!) { processExceptions(filter: { runId: $id }) { edges { node { ownerRole atRisk { amount } } } } }';
    const { processExceptions } = await ask<{ processExceptions: { edges: readonly { node: object }[] } }>(
      'finance-controller',
      query,
      { id: rested.id },
    );
    expect(processExceptions.edges.map(({ node }) => node)).toEqual([
      { ownerRole: 'finance-controller', atRisk: { amount: '155340.00' } },
    ]);
    expect(invoicesOf(house.sandbox).filter(({ project: of }) => of === psa)).toEqual([]);
  });

  test('looked at first, it shows line, tax and what is left of the contract line, and claims nothing', async () => {
    await takeOver('take-over-milestones', project);
    const { run, preview, drafts } = await complete('milestone-look', {
      projectId: project,
      milestoneId,
      dryRun: true,
    });
    expect((await rest(run?.id)).failure).toBeNull();
    expect(preview?.blocker).toBeNull();
    expect(preview?.documents.length).toBe(1);
    const [document] = preview?.documents ?? [];
    expect(minorOf(document?.net.amount ?? '0')).toBe(milestoneOf(psa, milestone).cents);
    expect(minorOf(document?.taxEstimate.amount ?? '0')).toBeGreaterThan(0n);
    expect(document?.lines).toEqual([{ kind: 'FIXED_FEE', description: milestone }]);
    // The contract's line as the CRM has it: 517,800.00, of which nothing is billed.
    expect(preview?.line).toEqual({
      value: { amount: '517800.00' },
      billed: { amount: '0.00' },
      remaining: { amount: '517800.00' },
    });
    expect(drafts).toEqual([]);
  });

  test('a project manager may say that it is accepted, and sees no price by that', async () => {
    const query = `mutation ($input: CompleteMilestoneInput!) { completeMilestone(input: $input) { ${payload} } }`;
    const asked = { projectId: project, milestoneId, completedOn: '2026-11-19', evidence: 'Acceptance protocol 7' };
    const input = { ...asked, idempotencyKey: 'milestone-managed', dryRun: true };
    const send = async () =>
      (await ask<{ completeMilestone: Payload }>('project-manager', query, { input })).completeMilestone;
    expect((await rest((await send()).run?.id)).failure).toBeNull();
    expect(await send()).toMatchObject({ isRepeated: true, userErrors: [], preview: null, drafts: [] });
  });

  test('accepted, reviewed by somebody else and posted: one invoice, right to the cent, told to PSA and schedule', async () => {
    const { run, drafts } = await complete('milestone-complete', { projectId: project, milestoneId });
    expect((await rest(run?.id)).failure).toBeNull();
    expect(drafts?.length).toBe(1);
    const [billed] = await releaseAll(drafts);
    expect(billed?.failure).toBeNull();
    expect(billed?.state).toBe('DONE');
    const [invoice, second] = invoicesOf(house.sandbox).filter(({ project: of }) => of === psa);
    expect(second).toBeUndefined();
    const { cents, own } = milestoneOf(psa, milestone);
    expect(invoice?.lines.map(({ amount }) => minorOf(amount))).toEqual([cents]);
    await expect.poll(() => milestoneOf(psa, milestone).isBilled, { timeout: 60_000 }).toBe(true);
    const planned = plannedOf(own);
    expect(planned).toMatchObject({ custrecord_status: 'INVOICED' });
    expect(String(planned?.custrecord_invoice)).toBe(invoice?.id);
  });

  test('from the invoice one comes back to the milestone, and from there to its claim', async () => {
    const query = `query ($id: ID!) { billingDrafts(filter: { projectId: $id }) { edges { node { lines { kind
      sources { kind workId hours version amount { amount } } } } } } }`;
    interface Lines {
      readonly lines: readonly { readonly sources: readonly { readonly workId: string }[] }[];
    }
    const read = await ask<{ billingDrafts: { edges: readonly { node: Lines }[] } }>('auditor', query, { id: project });
    const sources = read.billingDrafts.edges.flatMap(({ node }) => node.lines.flatMap(({ sources: own }) => own));
    expect(sources).toMatchObject([{ kind: 'FIXED_FEE', workId: milestoneId, hours: null, version: 1 }]);
    const back = 'query ($ids: [ID!]!) { workBilling(workIds: $ids) { places { place } claims { state } } }';
    const { workBilling } = await ask<{ workBilling: readonly object[] }>('auditor', back, { ids: [milestoneId] });
    expect(workBilling).toEqual([{ places: [{ place: 'BILLED' }], claims: [{ state: 'BILLED' }] }]);
  });

  test('completed again it is refused, under its own key and under another; one that both systems do not know too', async () => {
    const before = invoicesOf(house.sandbox);
    expect((await complete('milestone-complete', { projectId: project, milestoneId })).isRepeated).toBe(true);
    const again = await complete('milestone-again', { projectId: project, milestoneId });
    const rested = await rest(again.run?.id);
    expect(rested.failure?.code).toBe('ALREADY_BILLED');
    expect(again.preview?.line?.billed.amount).toBe('155340.00');
    const unknown = await complete('milestone-unknown', { projectId: project, milestoneId: project });
    expect((await rest(unknown.run?.id)).failure?.code).toBe('MILESTONE_UNKNOWN');
    expect(invoicesOf(house.sandbox)).toEqual(before);
  });

  test('credited, it is billed once more, and of its line no more is billed than it is worth', async () => {
    const drafts =
      'query ($id: ID!) { billingDrafts(filter: { projectId: $id }) { edges { node { invoice { invoice { id } } } } } }';
    interface Posted {
      readonly invoice: { readonly invoice: { readonly id: string } };
    }
    const read = await ask<{ billingDrafts: { edges: readonly { node: Posted }[] } }>('auditor', drafts, {
      id: project,
    });
    const invoiceId = read.billingDrafts.edges[0]?.node.invoice.invoice.id;
    expect((await biller.credited('credit-milestone', invoiceId ?? '')).failure).toBeNull();
    const { own: planned } = milestoneOf(psa, milestone);
    // Neither system counts as billed what is not.
    expect([milestoneOf(psa, milestone).isBilled, plannedOf(planned)?.custrecord_status]).toEqual([false, 'READY']);
    const again = await complete('milestone-rebilled', { projectId: project, milestoneId });
    expect((await rest(again.run?.id)).failure).toBeNull();
    expect(again.preview?.line?.billed.amount).toBe('0.00');
    expect((await releaseAll(again.drafts)).map(({ state }) => state)).toEqual(['DONE']);
    const own = invoicesOf(house.sandbox).filter(({ project: of }) => of === psa);
    expect(own.map(({ lines }) => lines.map(({ amount }) => minorOf(amount)))).toEqual([[15_534_000n], [15_534_000n]]);
    await biller.settle();
    expect(String(plannedOf(planned)?.custrecord_invoice)).toBe(own[1]?.id);
    expect(milestoneOf(psa, milestone).isBilled).toBe(true);
    const third = await complete('milestone-third', { projectId: project, milestoneId });
    expect((await rest(third.run?.id)).failure?.code).toBe('ALREADY_BILLED');
  });

  test('accepted in part it bills that part, stops where it was changed under review, and bills the rest to the cent', async () => {
    const other = projectOf(house.sandbox, 'Präzisionstechnik – Operating Model Review');
    await takeOver('take-over-partial', other.id);
    const { id, cents, own } = milestoneOf(other.psa, milestone);
    const accepted = { projectId: other.id, milestoneId: id, acceptedPercent: '40' };
    const first = await complete('milestone-part', accepted);
    expect((await rest(first.run?.id)).failure).toBeNull();
    await changeMilestone(house.sandbox, own, cents + 100n);
    expect((await releaseAll(first.drafts)).map(({ failure }) => failure?.code)).toEqual(['WORK_CHANGED']);
    const differs = await complete('milestone-differs', accepted);
    expect((await rest(differs.run?.id)).failure?.code).toBe('AMOUNTS_DIFFER');
    await changeMilestone(house.sandbox, own, cents);
    for (const [percent, key] of [
      ['40', 'milestone-part-again'],
      ['100', 'milestone-rest'],
    ]) {
      const { run, drafts } = await complete(key ?? '', { ...accepted, acceptedPercent: percent });
      expect((await rest(run?.id)).failure).toBeNull();
      expect((await releaseAll(drafts)).map(({ state }) => state)).toEqual(['DONE']);
    }
    const part = (cents * 40n) / 100n;
    const amounts = invoicesOf(house.sandbox)
      .filter(({ project: of }) => of === other.psa)
      .flatMap(({ lines }) => lines.map(({ amount }) => minorOf(amount)));
    expect(amounts).toEqual([part, cents - part]);
    const less = await complete('milestone-less', { ...accepted, acceptedPercent: '50' });
    expect((await rest(less.run?.id)).failure?.code).toBe('CREDIT_INSTEAD');
  });

  test('its time is absorbed by the fee: approved, unbilled and held it is never', async () => {
    const time = approvedTimeOf(house.sandbox, psa, '2026-11-01', '2026-11-20').filter(({ isBilled }) => !isBilled);
    expect(time.length).toBeGreaterThan(3);
    const query = `mutation ($input: ReleaseWorkInput!) { releaseWorkToInvoice(input: $input) { run { id state }
      preview { blocker { code } absorbedItems absorbed { amount } documents { net { amount } } held { code } } } }`;
    const input = { idempotencyKey: 'absorb-fixed-fee', projectIds: [project], through: '2026-11-20' };
    interface Released {
      readonly run: SeenRun | null;
      readonly preview: {
        readonly absorbedItems: number;
        readonly absorbed: { readonly amount: string };
        readonly held: readonly { readonly code: string }[];
      } | null;
    }
    const { releaseWorkToInvoice: released } = await ask<{ releaseWorkToInvoice: Released }>(
      'billing-preparer',
      query,
      { input },
    );
    expect((await rest(released.run?.id)).failure).toBeNull();
    expect(released.preview).toMatchObject({ blocker: null, documents: [], absorbedItems: time.length });
    expect(released.preview?.held.filter(({ code }) => code !== 'NO_RECEIPT')).toEqual([]);
    expect(minorOf(released.preview?.absorbed.amount ?? '0')).toBe(centsOf(time));
    const ids = time.map(({ id }) => mintId({ system: 'PSA', instance: 'kantata', kind: 'TIME_ENTRY', id }));
    const back = 'query ($ids: [ID!]!) { workBilling(workIds: $ids) { places { place } claims { key } } }';
    const { workBilling } = await ask<{ workBilling: readonly object[] }>('auditor', back, { ids });
    for (const work of workBilling) expect(work).toEqual({ places: [{ place: 'ABSORBED' }], claims: [] });
  });

  test('by the clock of a legal entity what a fee covers is absorbed, what falls due becomes a draft, retainers are drawn; what has no position is an exception with its money', async () => {
    const covered = projectOf(house.sandbox, 'Pemberton Rail – Integration Hub');
    const due = projectOf(house.sandbox, 'Ashdown Pryce – Data Platform Build');
    const prepaid = projectOf(house.sandbox, 'Whitlock, Fenn – Data Platform Build');
    for (const { psa, id } of [covered, due, prepaid]) await takeOver(`take-over-${psa}`, id);
    const schedules = await letBegin(store, biller);
    expect(schedules.map(({ takes, through, lastRun }) => [takes, through, lastRun?.process])).toEqual([
      ['COVERED', '2026-11-19', 'releaseWorkToInvoice'],
      ['DUE', '2026-11-20', 'runRecurringBilling'],
      ['PREPAID', '2026-11-19', 'drawDownRetainer'],
    ]);
    expect(schedules.map(({ projects, made }) => [projects, made?.drafts])).toEqual([
      [2, 0],
      [2, 1],
      [1, 0],
    ]);
    const worked = approvedTimeOf(house.sandbox, covered.psa, '2026-11-01', '2026-11-19');
    expect(new Set(await placesOf(biller, worked))).toEqual(new Set(['ABSORBED']));
    const drafts = (await biller.drafts(due.id)).map(({ net }) => minorOf(net.amount));
    expect(drafts).toEqual(dueOf(house.sandbox, due.psa, '2026-11-20').map(({ cents }) => cents));
    const [trouble] = await biller.troubles(projectOf(house.sandbox, 'Ashdown – Field Service App').id);
    expect([trouble?.code, minorOf(trouble?.atRisk?.amount ?? '0')]).toEqual(['NO_OPENING_POSITION', 2_200_000n]);
  });
});
