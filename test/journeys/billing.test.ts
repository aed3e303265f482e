// Approved time becomes an invoice, through the gateway with real tokens, judged by the stand-ins' own records and the test's own
// arithmetic: nothing without an opening position, looked at first, released, reviewed by somebody else, posted once, and told to the PSA.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mintId } from '../../schema/canon/identity.ts';
import type { Role } from '../../schema/canon/roles.ts';
import { openHouse, type TestHouse } from '../house/house.ts';
import { Biller, projectInWork, type SeenRun } from './biller.ts';
import { rows } from './deals.ts';
import { columnOf, erpScreen } from './erp-screen.ts';
import { approvedTimeOf, centsOf, invoicesOf, minorOf, projectOf } from './billed.ts';
import { enterTime, pricedPeople } from './psa-screen.ts';

let house: TestHouse;
let biller: Biller;

beforeAll(async () => {
  // Whoever manages a project looks at its lines first; the rest is as without a policy of the firm's.
  const rules = [
    { action: 'invoice.review', roles: ['project-manager' as const] },
    ...[...'invoice.* billing.*'.split(' ')].map((action) => ({ action, roles: ['billing-approver' as const] })),
  ];
  house = await openHouse({ worker: true, env: { CONVERSION_FOLLOWS: 'false' }, approvals: { rules } });
  biller = new Biller(house);
}, 60_000);
afterAll(() => house.close());

const ask = <T>(...asked: Parameters<Biller['ask']>): Promise<T> => biller.ask<T>(...asked);
const rest = (runId: string | undefined): Promise<SeenRun> => biller.rest(runId);
const agree = (role: Role, action: string): Promise<number> => biller.agree(role, action);

interface Released {
  readonly run: SeenRun | null;
  readonly isRepeated: boolean;
  readonly userErrors: readonly { readonly code: string; readonly message: string }[];
  readonly preview: {
    readonly blocker: { readonly code: string; readonly remedy: string } | null;
    readonly documents: readonly {
      readonly net: { readonly amount: string };
      readonly gross: { readonly amount: string };
      readonly items: number;
      readonly taxWhy: string;
    }[];
    readonly held: readonly { readonly code: string; readonly explanation: string }[];
  } | null;
}

async function release(key: string, project: string, more: object = {}): Promise<Released> {
  const query = `mutation ($input: ReleaseWorkInput!) { releaseWorkToInvoice(input: $input) { run { id state } isRepeated userErrors { code message }
    preview { blocker { code remedy } documents { net { amount } gross { amount } items taxWhy } held { code explanation } } } }`;
  const input = { idempotencyKey: key, projectIds: [project], through: '2026-11-20', ...more };
  return (await ask<{ releaseWorkToInvoice: Released }>('billing-preparer', query, { input })).releaseWorkToInvoice;
}

interface Lineage {
  readonly billingDraft: {
    readonly lines: readonly {
      readonly net: { readonly amount: string };
      readonly sources: readonly {
        readonly workId: string;
        readonly version: number;
        readonly rateWhy: string;
        readonly amount: { readonly amount: string };
        readonly approver: { readonly id: string } | null;
      }[];
    }[];
  } | null;
}

interface Draft {
  readonly id: string;
  readonly state: string;
  readonly net: { readonly amount: string };
  readonly billedBy: { readonly id: string } | null;
  readonly invoice: {
    readonly number: string | null;
    readonly net: { readonly amount: string };
    readonly tax: { readonly amount: string };
    readonly invoice: { readonly id: string } | null;
  } | null;
}

async function draftsOf(project: string): Promise<readonly Draft[]> {
  const query = `query ($id: ID!) { billingDrafts(filter: { projectId: $id }) { edges { node { id state net { amount } billedBy { id }
    invoice { number net { amount } tax { amount } invoice { id } } } } } }`;
  const { billingDrafts } = await ask<{ billingDrafts: { edges: readonly { node: Draft }[] } }>('auditor', query, {
    id: project,
  });
  return billingDrafts.edges.map(({ node }) => node);
}

async function openPosition(key: string, project: string, more: object = {}) {
  const query = `mutation ($input: OpenPositionInput!) { openPosition(input: $input) { run { id state } userErrors { code message }
    position { billed { amount } workInProgress { amount } differences { measure amount { amount } } } } }`;
  const input = { idempotencyKey: key, projectId: project, on: '2026-10-31', ...more };
  const answer = await ask<{
    openPosition: {
      run: SeenRun | null;
      position: { differences: readonly { measure: string; amount: { amount: string } }[] } | null;
    };
  }>('billing-preparer', query, { input });
  return answer.openPosition;
}

/** Asks as a project manager with an e-mail. */
async function asManager<T>(person: string, query: string, variables: object): Promise<T> {
  const asked = { method: 'POST', body: JSON.stringify({ role: 'project-manager', person }) };
  const { token } = (await (await fetch(`${house.sandbox.urls.identity}/token`, asked)).json()) as { token: string };
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const reply = await fetch(house.graphUrl, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
  const { data, errors } = (await reply.json()) as { data: T; errors?: unknown };
  expect(errors).toBeUndefined();
  return data;
}

/** The lines of a draft are looked at by whoever manages its project, and by no other manager. */
async function reviewed(draftId: string): Promise<void> {
  const workspace = rows(house.sandbox, 'kantata', 'workspaces').find(({ title }) =>
    String(title).endsWith('Order-to-Cash Transformation'),
  );
  const users = rows(house.sandbox, 'kantata', 'users');
  const emailOf = (manages: boolean): string =>
    String(users.find(({ id }) => (id === workspace?.primary_maven_id) === manages)?.email_address);
  const look = `query ($id: ID!) { billingDraft(id: $id) { id state net { amount } lines { net { amount } sources { hours } } }
    billingDrafts { edges { node { id } } } approvals(filter: { actions: ["invoice.review"] }) { edges { node { id amount { amount } } } } }`;
  interface Look {
    readonly billingDraft: { readonly state: string; readonly lines: readonly object[] } | null;
    readonly billingDrafts: { readonly edges: readonly object[] };
    readonly approvals: {
      readonly edges: readonly { readonly node: { readonly id: string; readonly amount: null } }[];
    };
  }
  expect(await asManager<Look>(emailOf(false), look, { id: draftId })).toEqual({
    ...{ billingDraft: null, billingDrafts: { edges: [] }, approvals: { edges: [] } },
  });
  const seen = await asManager<Look>(emailOf(true), look, { id: draftId });
  expect(seen.billingDraft?.state).toBe('PM_REVIEW');
  expect(seen.billingDraft?.lines.length).toBeGreaterThan(0);
  expect(seen.billingDrafts.edges).toEqual([{ node: { id: draftId } }]);
  const [waiting] = seen.approvals.edges;
  // Whose customer it is and what they owe is none of a manager's business.
  expect(waiting?.node.amount).toBeNull();
  const decide = 'mutation ($input: DecideApprovalInput!) { approve(input: $input) { userErrors { code } } }';
  const input = { approvalId: waiting?.node.id, reason: 'the hours are as worked' };
  const said = async (manages: boolean) =>
    asManager(emailOf(manages), decide, { input: { ...input, idempotencyKey: `reviewed-${manages}` } });
  expect(await said(false)).toEqual({ approve: { userErrors: [{ code: 'NOT_APPROVER' }] } });
  expect(await said(true)).toEqual({ approve: { userErrors: [] } });
}

describe('billing approved time', { timeout: 120_000 }, () => {
  const title = 'Order-to-Cash Transformation';
  let project = '';
  let looked = '';
  let anew: string | undefined;

  test('a project without an opening position is refused, with what to do', async () => {
    project = projectOf(house.sandbox, title).id;
    const { run, preview } = await release('journey-no-position', project);
    const rested = await rest(run?.id);
    expect(rested.state).toBe('COMPENSATED');
    expect(rested.failure?.code).toBe('NO_OPENING_POSITION');
    expect(rested.failure?.message).toContain('openPosition');
    expect(preview?.documents ?? []).toEqual([]);
    expect(invoicesOf(house.sandbox)).toEqual([]);
  });

  test('its opening position is signed off by somebody else, with every difference explained', async () => {
    const looked = await openPosition('journey-position-look', project, { dryRun: true });
    expect((await rest(looked.run?.id)).state).toBe('DONE');
    const measures = looked.position?.differences.map(({ measure }) => measure) ?? [];
    const explanations = measures.map((measure) => ({ measure, text: 'Expenses and rounding of before go-live' }));
    const begun = await openPosition('journey-position', project, { explanations });
    expect((await rest(begun.run?.id)).state).toBe('WAITING_APPROVAL');
    expect(await agree('billing-approver', 'billing.opening-position')).toBe(1);
    expect((await rest(begun.run?.id)).state).toBe('DONE');
    const later = await openPosition('journey-position-later', project, { explanations, on: '2099-12-31' });
    expect((await rest(later.run?.id)).failure?.code).toBe('OPENS_LATER');
    anew = (await openPosition('journey-position-anew', project, { explanations, on: '2026-11-19' })).run?.id;
    expect((await rest(anew)).state).toBe('WAITING_APPROVAL');
  });

  test('looked at first, it shows every line, tax and why, and claims nothing', async () => {
    const { run, preview, userErrors } = await release('journey-look', project, { dryRun: true });
    expect(userErrors).toEqual([]);
    expect((await rest(run?.id)).failure).toBeNull();
    looked = run?.id ?? '';
    const free = approvedTimeOf(house.sandbox, projectOf(house.sandbox, title).psa, '2026-11-01', '2026-11-20').filter(
      ({ isBilled }) => !isBilled,
    );
    expect(free.length).toBeGreaterThan(5);
    expect(preview?.blocker).toBeNull();
    expect(preview?.documents.length, JSON.stringify(preview)).toBe(1);
    expect(preview?.documents[0]?.items).toBe(free.length);
    expect(minorOf(preview?.documents[0]?.net.amount ?? '0')).toBe(centsOf(free));
    expect(preview?.documents[0]?.taxWhy).not.toBe('');
    expect(await draftsOf(project)).toEqual([]);
  });

  test('released, reviewed by a second person and posted: one invoice, right to the cent, told to the PSA', async () => {
    const free = approvedTimeOf(house.sandbox, projectOf(house.sandbox, title).psa, '2026-11-01', '2026-11-20').filter(
      ({ isBilled }) => !isBilled,
    );
    const { run } = await release('journey-release', project);
    expect((await rest(run?.id)).failure).toBeNull();
    const [draft] = await draftsOf(project);
    expect((await rest(draft?.billedBy?.id)).state).toBe('WAITING_APPROVAL');
    expect(invoicesOf(house.sandbox)).toEqual([]);
    await reviewed(draft?.id ?? '');
    expect((await rest(draft?.billedBy?.id)).state).toBe('WAITING_APPROVAL');
    // Whoever asked for it is not among those who may agree.
    expect(await agree('billing-preparer', 'invoice.release').catch(() => 0)).toBe(0);
    expect(await agree('billing-approver', 'invoice.release')).toBe(1);
    const billed = await rest(draft?.billedBy?.id);
    expect(billed.failure).toBeNull();
    expect(billed.state).toBe('DONE');
    const [posted] = await draftsOf(project);
    expect(posted?.state).toBe('POSTED');
    const held = invoicesOf(house.sandbox);
    expect(held.length).toBe(1);
    expect(posted?.invoice?.number).toBe(held[0]?.number);
    const net = held[0]?.lines.reduce((total, { amount }) => total + minorOf(amount), 0n);
    expect(net).toBe(centsOf(free));
    const now = () => approvedTimeOf(house.sandbox, projectOf(house.sandbox, title).psa, '2026-11-01', '2026-11-20');
    await expect.poll(() => now().filter(({ isBilled }) => !isBilled).length, { timeout: 60_000 }).toBe(0);
    // What was refused for want of a position is billed: nobody has anything to mend there any more.
    const settled = await ask<{ processExceptions: { edges: readonly { node: object }[] } }>(
      'operator',
      `query ($id: String!) { processExceptions(filter: { subjectId: $id, statuses: [OPEN, ASSIGNED, SNOOZED, CLOSED] }) {
        edges { node { code resolution settledBy { id } } } } }`,
      { id: project },
    );
    expect(settled.processExceptions.edges.map(({ node }) => node)).toEqual([
      { code: 'NO_OPENING_POSITION', resolution: 'SETTLED', settledBy: { id: billed.id } },
    ]);
  });

  test('a position signed off after work was billed by the one before does not replace it (DOMAIN rule 31)', async () => {
    expect(await agree('billing-approver', 'billing.opening-position')).toBe(1);
    expect((await rest(anew)).failure?.code).toBe('POSITION_IN_USE');
    const query = 'query ($id: ID!) { openingPosition(projectId: $id) { on } }';
    expect(await ask('auditor', query, { id: project })).toEqual({ openingPosition: { on: '2026-10-31' } });
  });

  test('asked again there is nothing left, under its own key and under another, and nothing is billed twice', async () => {
    const before = invoicesOf(house.sandbox);
    expect((await release('journey-release', project)).isRepeated).toBe(true);
    const again = await release('journey-release-again', project);
    expect((await rest(again.run?.id)).failure).toBeNull();
    expect(again.preview?.documents).toEqual([]);
    expect(invoicesOf(house.sandbox)).toEqual(before);
    expect((await draftsOf(project)).length).toBe(1);
  });

  test('from a line of the invoice one comes to the hours behind it, who approved them and why they cost what they cost', async () => {
    const [draft] = await draftsOf(project);
    const query = `query ($id: ID!) { invoice(id: $id) { number billingDraft { lines { net { amount } sources { workId version hours hourlyRate
      rateWhy amount { amount } approver { id } claimKey } } } } }`;
    const read = await ask<{ invoice: Lineage | null }>('auditor', query, { id: draft?.invoice?.invoice?.id });
    const lines = read.invoice?.billingDraft?.lines ?? [];
    expect(lines.length).toBeGreaterThan(0);
    for (const { net, sources } of lines) {
      expect(sources.reduce((total, { amount }) => total + minorOf(amount.amount), 0n)).toBe(minorOf(net.amount));
      expect(
        sources.every(({ approver, rateWhy, version }) => approver !== null && rateWhy !== '' && version === 1),
      ).toBe(true);
    }
    const ids = lines.flatMap(({ sources }) => sources.map(({ workId }) => workId));
    expect(new Set(ids).size).toBe(ids.length);
    const back =
      'query ($ids: [ID!]!) { workBilling(workIds: $ids) { places { place } claims { state draft { id } } } }';
    const { workBilling } = await ask<{ workBilling: readonly object[] }>('auditor', back, { ids: ids.slice(0, 2) });
    for (const work of workBilling) {
      expect(work).toEqual({ places: [{ place: 'BILLED' }], claims: [{ state: 'BILLED', draft: { id: draft?.id } }] });
    }
  });

  test('time of before go-live that is approved only now waits, and is billed once somebody else agrees that it never was (DOMAIN rule 31)', async () => {
    const { psa, id } = projectInWork(house.sandbox, title);
    const [user = ''] = pricedPeople(house.sandbox, psa, 1);
    const [entry = ''] = await enterTime(house.sandbox, psa, [
      { user, on: '2026-10-29', minutes: 60, notes: 'Handed in late' },
    ]);
    const workId = mintId({ system: 'PSA', instance: 'kantata', kind: 'TIME_ENTRY', id: entry });
    const late = await release('journey-late', id);
    expect((await rest(late.run?.id)).failure).toBeNull();
    const heldOf = ({ preview }: Released) => preview?.held.filter(({ code }) => code === 'LATE_FOR_OPENING').length;
    expect([heldOf(late), late.preview?.documents]).toEqual([1, []]);
    const unknown = await openPosition('journey-late-unknown', id, { openWorkIds: [workId, project] });
    expect((await rest(unknown.run?.id)).failure?.code).toBe('WORK_UNKNOWN');
    const { run } = await openPosition('journey-late-listed', id, { openWorkIds: [workId] });
    expect((await rest(run?.id)).state).toBe('WAITING_APPROVAL');
    expect(await agree('billing-approver', 'billing.opening-position')).toBe(1);
    expect((await rest(run?.id)).failure).toBeNull();
    const looked = await release('journey-late-look', id, { dryRun: true });
    expect((await rest(looked.run?.id)).failure).toBeNull();
    expect([heldOf(looked), looked.preview?.documents.map(({ items }) => items)]).toEqual([0, [1]]);
  });

  test('is nothing that somebody else than a preparer or finance may release', async () => {
    const query = 'mutation ($input: ReleaseWorkInput!) { releaseWorkToInvoice(input: $input) { run { id } } }';
    for (const role of ['portal-user', 'billing-approver', 'project-manager', 'auditor'] as const) {
      const input = { idempotencyKey: `journey-${role}`, projectIds: [project], through: '2026-11-20' };
      const reply = await house.ask(role, query, { input });
      expect(reply.errors[0]?.extensions?.code, role).toBe('FORBIDDEN');
    }
  });

  test('is shown to nobody who may not see billing, by whatever field of its run (rule 65)', async () => {
    for (const field of [
      'releasePreview { documents { net { amount } lines { unitPrice } } }',
      'billingDrafts { id }',
      'contractBillingPreview { documents { net { amount } } }',
      'retainerPreview { covered { amount } }',
    ]) {
      const query = `query ($id: ID!) { run(id: $id) { id ${field} } }`;
      const reply = await house.ask('project-manager', query, { id: looked });
      expect(reply.errors[0]?.extensions?.code, field).toBe('FORBIDDEN');
      expect((await house.ask('billing-approver', query, { id: looked })).errors, field).toEqual([]);
    }
  });
});

describe('what an invoice was planned under, once it is agreed to days later', { timeout: 120_000 }, () => {
  /** Whoever manages the project has nothing against its lines. */
  const managed = async (psa: string, times: number): Promise<void> => {
    const workspace = rows(house.sandbox, 'kantata', 'workspaces').find(({ id }) => String(id) === psa);
    const users = rows(house.sandbox, 'kantata', 'users');
    const email = String(users.find(({ id }) => id === workspace?.primary_maven_id)?.email_address);
    const waits = '{ approvals(filter: { actions: ["invoice.review"], states: [PENDING] }) { edges { node { id } } } }';
    const { approvals } = await asManager<{ approvals: { edges: { node: { id: string } }[] } }>(email, waits, {});
    expect(approvals.edges.length).toBe(1);
    const decide = 'mutation ($input: DecideApprovalInput!) { approve(input: $input) { userErrors { code } } }';
    const input = { approvalId: approvals.edges[0]?.node.id, reason: 'as worked', idempotencyKey: `${psa}-${times}` };
    expect(await asManager(email, decide, { input })).toEqual({ approve: { userErrors: [] } });
  };
  const drafted = async (title: string, key: string) => {
    const { id, psa } = projectInWork(house.sandbox, title);
    const measures = ['OPEN_RECEIVABLE', 'WORK_IN_PROGRESS', 'BILLED'];
    const explanations = measures.map((measure) => ({ measure, text: 'before go-live' }));
    const { run } = await openPosition(`${key}-position`, id, { explanations });
    await rest(run?.id);
    expect(await agree('billing-approver', 'billing.opening-position')).toBe(1);
    expect((await rest(run?.id)).state).toBe('DONE');
    const known = new Set(invoicesOf(house.sandbox).map((invoice) => invoice.id));
    const [draft] = await biller.bill(id, key);
    await managed(psa, 1);
    expect((await rest(draft?.billedBy?.id)).state).toBe('WAITING_APPROVAL');
    const made = () => invoicesOf(house.sandbox).filter((invoice) => !known.has(invoice.id));
    return { project: id, psa, bill: draft?.billedBy?.id, made };
  };

  test('a hold of its project’s billing in the ERP stops it, with what to do, and its work is free (rule 30)', async () => {
    const { project, psa, bill, made } = await drafted('Juniper – Integration Hub', 'journey-terms-hold');
    const job = rows(house.sandbox, 'netsuite', 'job').find((each) => String(each.custentity_psa_project) === psa);
    await erpScreen(house.sandbox).change('job', String(job?.id), { custentity_billing_hold: true });
    expect(await agree('billing-approver', 'invoice.release')).toBe(1);
    const { state, failure } = await rest(bill);
    expect([state, failure?.code]).toEqual(['COMPENSATED', 'BILLING_HELD']);
    expect(failure?.message).toContain('let it go on there');
    expect(made()).toEqual([]);
    expect((await draftsOf(project))[0]?.state).toBe('DROPPED');
  });

  test('its period closed: it is dated in the first open one, agreed to anew, and posted there (rules 44, 45)', async () => {
    const { psa, bill, made } = await drafted('Hannigan – Operating Model Review', 'journey-terms-period');
    const screen = erpScreen(house.sandbox);
    const periods = rows(house.sandbox, 'netsuite', 'accountingperiod');
    const now = periods.filter(
      ({ startdate, enddate }) => String(startdate) <= '2026-11-20' && String(enddate) >= '2026-11-20',
    );
    const names = [...new Set(now.map(({ periodname }) => String(periodname)))];
    for (const name of names) await screen.period(name, 'closed');
    expect(await agree('billing-approver', 'invoice.release')).toBe(1);
    expect((await rest(bill)).state).toBe('WAITING_APPROVAL');
    expect(made()).toEqual([]);
    await managed(psa, 2);
    expect((await rest(bill)).state).toBe('WAITING_APPROVAL');
    expect(await agree('billing-approver', 'invoice.release')).toBe(1);
    expect((await rest(bill)).failure).toBeNull();
    expect(made().map(({ id }) => String(columnOf(house.sandbox, id, 'trandate')))).toEqual(['2026-12-01']);
    for (const name of names) await screen.period(name, 'open');
  });
});
