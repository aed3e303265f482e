// Billing through the gateway as its people do it: positions, releases, credits and approvals, each waited for until its runs rest; and what
// the ERP holds of the invoices and memos that come of it.
import { setTimeout as pause } from 'node:timers/promises';
import type { Role } from '../../schema/canon/roles.ts';
import type { Sandbox } from '../../subgraphs/sandbox/sandbox.ts';
import type { TestHouse } from '../house/house.ts';
import { mintId } from '../../schema/canon/identity.ts';
import { approvedTimeOf, minorOf } from './billed.ts';
import { rows } from './deals.ts';

/** A run as a caller sees it. */
export interface SeenRun {
  readonly id: string;
  readonly state: string;
  readonly failure: { readonly code: string; readonly message: string } | null;
}

/** An amount of an answer. */
interface Amount {
  readonly amount: string;
}

/** A draft with its invoice and the credits of that. */
export interface SeenDraft {
  readonly id: string;
  readonly state: string;
  readonly revision: number;
  readonly net: Amount;
  readonly taxEstimate: Amount;
  readonly billedBy: { readonly id: string } | null;
  readonly invoice: {
    readonly number: string;
    readonly net: Amount;
    readonly tax: Amount;
    readonly total: Amount;
    readonly invoice: { readonly id: string };
  } | null;
  readonly lines: readonly {
    readonly name: string;
    readonly net: Amount;
    readonly sources: readonly {
      readonly workId: string;
      readonly version: number;
      readonly amount: Amount;
      readonly credited: Amount;
    }[];
  }[];
  readonly standing: { readonly state: string; readonly payment: string; readonly remaining: Amount } | null;
  readonly credits: readonly {
    readonly origin: string;
    readonly state: string;
    readonly outcome: string;
    readonly number: string | null;
    readonly creditMemoId: string | null;
    readonly net: Amount;
    readonly tax: Amount;
    readonly works: readonly {
      readonly workId: string;
      readonly version: number;
      readonly nextVersion: number | null;
    }[];
  }[];
}

/** A credit's answer. */
export interface SeenCredit {
  readonly run: SeenRun | null;
  readonly isRepeated: boolean;
  readonly userErrors: readonly { readonly code: string; readonly message: string }[];
  readonly preview: {
    readonly accountingOn: string;
    readonly net: Amount;
    readonly tax: Amount;
    readonly gross: Amount;
    readonly applies: Amount;
    readonly closes: boolean;
    readonly items: number;
    readonly lines: readonly { readonly line: string; readonly net: Amount; readonly tax: Amount }[];
    readonly rebill: {
      readonly documents: readonly { readonly net: Amount; readonly items: number }[];
      readonly held: readonly { readonly code: string }[];
    } | null;
  } | null;
}

/** Work in the books, version by version. */
export interface SeenWork {
  readonly versions: readonly {
    readonly version: number;
    readonly standardValue: Amount;
    readonly places: readonly { readonly place: string; readonly amount: Amount }[];
  }[];
  readonly credits: readonly { readonly number: string | null; readonly invoice: { readonly id: string } | null }[];
}

const draftFields = `id state revision net { amount } taxEstimate { amount } billedBy { id } invoice { number net { amount } tax { amount } total { amount } invoice { id } }
  lines { name net { amount } sources { workId version amount { amount } credited { amount } } }
  standing { state payment remaining { amount } }
  credits { origin state outcome number creditMemoId net { amount } tax { amount } works { workId version nextVersion } }`;
const runFields = 'run { id state failure { code message } } isRepeated userErrors { code message }';

/** More than the slowest of what is waited for takes on a loaded machine. */
const patienceMs = 60_000;

/** Often enough to wait for little, seldom enough to cost little. */
const pauseMs = 120;

/** What is asked for, once it is there. Raises Error when it never is. */
export async function until<T>(what: string, look: () => Promise<T | null>): Promise<T> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const seen = await look();
    if (seen !== null) return seen;
    if (Date.now() > deadline) throw new Error(`Waited ${patienceMs / 1_000} s for ${what}`);
    await pause(pauseMs);
  }
}

function isBusy({ state }: Pick<SeenRun, 'state'>): boolean {
  return state === 'RUNNING' || state === 'COMPENSATING';
}

/** Somebody else has to agree to what is credited, written down or taxed otherwise, and to what UK01 bills; to nothing else. */
export const creditsAgreed = [
  { action: 'invoice.release', legalEntities: ['UK01'], roles: ['billing-approver' as const] },
  { action: 'invoice.tax-difference', roles: ['billing-approver' as const] },
  { action: 'work.write-down', roles: ['billing-approver' as const] },
  { action: 'work.let-go', roles: ['billing-approver' as const] },
  { action: 'invoice.credit', roles: ['billing-approver' as const] },
  { action: 'invoice.*', approvers: 0 },
  { action: 'billing.*', approvers: 0 },
  { action: 'work.*', approvers: 0 },
  { action: 'run.*', approvers: 0 },
];

/** People at a house. */
export class Biller {
  readonly #house: TestHouse;

  constructor(house: TestHouse) {
    this.#house = house;
  }

  async ask<T>(role: Role, query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<T> {
    const reply = await this.#house.ask(role, query, variables);
    if (reply.errors.length > 0) throw new Error(reply.text);
    return reply.data as T;
  }

  /** A run once it rests, or waits for somebody. */
  async rest(runId: string | undefined): Promise<SeenRun> {
    const query = 'query ($id: ID!) { run(id: $id) { id state failure { code message } } }';
    return until(`run ${runId} to rest`, async () => {
      const { run } = await this.ask<{ run: SeenRun | null }>('operator', query, { id: runId });
      if (run === null) throw new Error(`There is no run ${runId}`);
      return isBusy(run) ? null : run;
    });
  }

  /** Every run of the house at rest or waiting for somebody; begun ones may begin further ones. */
  async settle(): Promise<void> {
    const query = '{ runs(first: 200) { edges { node { state } } } }';
    let quiet = 0;
    await until('all runs to rest', async () => {
      const { runs } = await this.ask<{ runs: { edges: readonly { node: { state: string } }[] } }>('operator', query);
      quiet = runs.edges.some(({ node }) => isBusy(node)) ? 0 : quiet + 1;
      return quiet > 2 ? true : null;
    });
  }

  async openPosition(project: string, on = '2026-10-31'): Promise<void> {
    const explanations = ['OPEN_RECEIVABLE', 'WORK_IN_PROGRESS', 'BILLED'].map((measure) => ({
      ...{ measure, text: 'before go-live' },
    }));
    const input = { idempotencyKey: `position-${project}`, projectId: project, on, explanations };
    const query = 'mutation ($input: OpenPositionInput!) { openPosition(input: $input) { run { id } } }';
    const { openPosition } = await this.ask<{ openPosition: { run: SeenRun } }>('billing-preparer', query, { input });
    const { state, failure } = await this.rest(openPosition.run.id);
    if (state !== 'DONE') throw new Error(`The opening position is ${state}: ${failure?.message}`);
  }

  /** Releases what is free; answers with the posted drafts of the project, the newest first. */
  async bill(project: string, key: string, through = '2026-11-20'): Promise<readonly SeenDraft[]> {
    const query =
      'mutation ($input: ReleaseWorkInput!) { releaseWorkToInvoice(input: $input) { run { id } userErrors { message } } }';
    const input = { idempotencyKey: key, projectIds: [project], through };
    const { releaseWorkToInvoice } = await this.ask<{ releaseWorkToInvoice: { run: SeenRun } }>(
      'billing-preparer',
      query,
      { input },
    );
    const run = await this.rest(releaseWorkToInvoice.run.id);
    if (run.failure !== null) throw new Error(run.failure.message);
    await this.settle();
    return this.drafts(project);
  }

  /** Does one thing by hand (`adjustWork`, `abandonBillingDraft`, `issueInvoice`, `replayRun`) and answers with its run. */
  async byHand(mutation: string, type: string, input: object): Promise<SeenRun> {
    const query = `mutation ($input: ${type}!) { done: ${mutation}(input: $input) { run { id state } userErrors { message } } }`;
    const role = mutation === 'replayRun' ? 'operator' : 'billing-preparer';
    const { done } = await this.ask<{ done: Pick<SeenCredit, 'run' | 'userErrors'> }>(role, query, { input });
    if (done.userErrors.length > 0) throw new Error(JSON.stringify(done.userErrors));
    return this.rest(done.run?.id);
  }

  async drafts(project: string): Promise<readonly SeenDraft[]> {
    const query = `query ($id: ID!) { billingDrafts(filter: { projectId: $id }) { edges { node { ${draftFields} } } } }`;
    const { billingDrafts } = await this.ask<{ billingDrafts: { edges: readonly { node: SeenDraft }[] } }>(
      'auditor',
      query,
      { id: project },
    );
    return billingDrafts.edges.map(({ node }) => node);
  }

  async credit(key: string, invoiceId: string, more: object = {}): Promise<SeenCredit> {
    const query = `mutation ($input: CreditInvoiceInput!) { creditAndRebill(input: $input) { ${runFields} preview { accountingOn net { amount }
      tax { amount } gross { amount } applies { amount } closes items lines { line net { amount } tax { amount } }
      rebill { documents { net { amount } items } held { code } } } } }`;
    const input = {
      idempotencyKey: key,
      invoiceId,
      rebill: true,
      reason: 'DISPUTE',
      words: 'The customer says so',
      ...more,
    };
    return (await this.ask<{ creditAndRebill: SeenCredit }>('billing-preparer', query, { input })).creditAndRebill;
  }

  /** Credits, has it agreed to, and waits for everything that follows. */
  async credited(key: string, invoiceId: string, more: object = {}): Promise<SeenRun> {
    const { run, userErrors } = await this.credit(key, invoiceId, more);
    if (userErrors.length > 0) throw new Error(JSON.stringify(userErrors));
    const asked = await this.rest(run?.id);
    if (asked.state !== 'WAITING_APPROVAL') throw new Error(`The credit is ${asked.state}: ${asked.failure?.message}`);
    const agreed = await this.agree('billing-approver', 'invoice.credit');
    if (agreed !== 1) throw new Error(`${agreed} credits waited for somebody`);
    const rested = await this.rest(run?.id);
    await this.settle();
    return rested;
  }

  /** What work took of the periods that a project was billed ahead, read from their invoices. Raises Error where a fact of it is missing. */
  async drawn(projectId: string): Promise<bigint> {
    const query = `query ($id: ID!) { billingDrafts(filter: { projectId: $id }) { edges { node { lines { sources {
      drawn { workId hours hourlyRate resource { id } approver { id } amount { amount } } } } } } } }`;
    type Lines = { lines: readonly { sources: readonly { drawn: readonly { amount: Amount }[] }[] }[] };
    type Answer = { billingDrafts: { edges: readonly { node: Lines }[] } };
    const { billingDrafts } = await this.ask<Answer>('auditor', query, { id: projectId });
    const sources = billingDrafts.edges.flatMap(({ node }) => node.lines.flatMap((line) => line.sources));
    const works = sources.flatMap(({ drawn }) => drawn);
    for (const work of works)
      if (Object.values(work).some((fact) => fact === null)) throw new Error(`Not known: ${JSON.stringify(work)}`);
    return works.reduce((sum, { amount }) => sum + minorOf(amount.amount), 0n);
  }

  /** Somebody says yes to what waits of a kind. */
  async agree(role: Role, action: string): Promise<number> {
    const list = '{ approvals(filter: { states: [PENDING] }) { edges { node { id action } } } }';
    const { approvals } = await this.ask<{ approvals: { edges: readonly { node: { id: string; action: string } }[] } }>(
      role,
      list,
    );
    const wanted = approvals.edges.map(({ node }) => node).filter((node) => node.action === action);
    for (const { id } of wanted) {
      const query =
        'mutation ($input: DecideApprovalInput!) { approve(input: $input) { userErrors { code message } } }';
      const input = { approvalId: id, reason: 'looked through', idempotencyKey: `agree-${id}` };
      const { approve } = await this.ask<{ approve: { userErrors: readonly unknown[] } }>(role, query, { input });
      if (approve.userErrors.length > 0) throw new Error(JSON.stringify(approve.userErrors));
    }
    return wanted.length;
  }

  /** Open exceptions about an invoice, or a credit. */
  async troubles(subjectId: string | null): Promise<readonly SeenException[]> {
    const query =
      '{ processExceptions(first: 200) { edges { node { code message ownerRole atRisk { amount } subject { id } } } } }';
    const { processExceptions } = await this.ask<{ processExceptions: { edges: readonly { node: SeenException }[] } }>(
      'finance-controller',
      query,
    );
    return processExceptions.edges
      .map(({ node }) => node)
      .filter(({ subject }) => subject !== null && subject.id === subjectId);
  }

  /** Canonical ids of the credits of a project's invoices. */
  async creditIds(project: string): Promise<readonly string[]> {
    const query =
      'query ($id: ID!) { billingDrafts(filter: { projectId: $id }) { edges { node { credits { id } } } } }';
    const { billingDrafts } = await this.ask<{
      billingDrafts: { edges: readonly { node: { credits: readonly { id: string }[] } }[] };
    }>('auditor', query, { id: project });
    return billingDrafts.edges.flatMap(({ node }) => node.credits.map(({ id }) => id));
  }

  async works(ids: readonly string[]): Promise<readonly SeenWork[]> {
    const query = `query ($ids: [ID!]!) { workBilling(workIds: $ids) { versions { version standardValue { amount }
      places { place amount { amount } } } credits { number invoice { id } } } }`;
    return (await this.ask<{ workBilling: readonly SeenWork[] }>('auditor', query, { ids })).workBilling;
  }
}

/** A credit memo as the ERP holds it; amounts in the smallest unit. */
export interface HeldMemo {
  readonly id: string;
  readonly key: string | null;
  readonly number: string;
  readonly on: string;
  readonly original: string;
  readonly net: bigint;
  readonly tax: bigint;
}

/** Credit memos made of invoices of ours. */
export function memosOf(sandbox: Sandbox, invoices: readonly string[]): readonly HeldMemo[] {
  const lines = Map.groupBy(rows(sandbox, 'netsuite', 'transactionline'), ({ transaction }) => String(transaction));
  const total = (id: string, flag: 'taxline' | 'item'): bigint =>
    (lines.get(id) ?? [])
      .filter(({ mainline, taxline }) => mainline === 'F' && (flag === 'taxline' ? taxline === 'T' : taxline === 'F'))
      .reduce((sum, { foreignamount }) => sum + minorOf(String(foreignamount)), 0n);
  return rows(sandbox, 'netsuite', 'transaction')
    .filter(({ type }) => type === 'CustCred')
    .map((row) => ({
      ...{
        id: String(row.id),
        key: typeof row.externalid === 'string' ? row.externalid : null,
        number: String(row.tranid),
      },
      ...{ on: String(row.trandate), original: originalOf(lines.get(String(row.id)) ?? []) },
      ...{ net: total(String(row.id), 'item'), tax: total(String(row.id), 'taxline') },
    }))
    .filter(({ original }) => invoices.includes(original));
}

function originalOf(lines: readonly Readonly<Record<string, unknown>>[]): string {
  const named = lines
    .map(({ createdfrom }) => createdfrom)
    .find((id): id is string | number => typeof id === 'string' || typeof id === 'number');
  return named === undefined ? '' : `${named}`;
}

/** What of an invoice is open in the ERP, in the smallest unit. */
export function openOf(sandbox: Sandbox, invoice: string): bigint {
  const row = rows(sandbox, 'netsuite', 'transaction').find(({ id }) => String(id) === invoice);
  if (row === undefined) throw new Error(`The ERP has no invoice ${invoice}`);
  return minorOf(String(row.foreignamountunpaid));
}

/** An exception as finance sees it. */
export interface SeenException {
  readonly code: string;
  readonly message: string;
  readonly ownerRole: string;
  readonly atRisk: Amount | null;
  readonly subject: { readonly id: string } | null;
}

/** A project by the end of its title, of several the one that finance knows and that is worked on in November. */
export function projectInWork(sandbox: Sandbox, title: string): { readonly psa: string; readonly id: string } {
  const inErp = new Set(rows(sandbox, 'netsuite', 'job').map((job) => job.custentity_psa_project));
  const row = rows(sandbox, 'kantata', 'workspaces').find(
    (workspace) =>
      inErp.has(String(workspace.id)) &&
      String(workspace.title).endsWith(title) &&
      approvedTimeOf(sandbox, String(workspace.id), '2026-11-01', '2026-11-20').length > 0,
  );
  if (row === undefined) throw new Error(`Nobody works on a project "${title}"`);
  const psa = String(row.id);
  return { psa, id: mintId({ system: 'PSA', instance: 'kantata', kind: 'PROJECT', id: psa }) };
}
