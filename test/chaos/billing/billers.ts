// People who bill, through the process API: they release, agree or refuse, end drafts, hold work back and let it go, and at last clear up.
import { mintId } from '../../../schema/canon/identity.ts';
import type { Ask } from './asking.ts';
import { pick, workDays } from './timesheets.ts';

/** A project that is billed in the play. */
export interface PlayedProject {
  readonly psa: string;
  /** Canonical id. */
  readonly id: string;
  readonly title: string;
}

/** What they do; each resolves to whether it was done as far as they heard. */
export interface Billers {
  /** Some projects at once, now and then twice. */
  release(): Promise<boolean>;
  /** Says yes to everything that waits for somebody else. */
  agree(): Promise<boolean>;
  /** Says no to one draft that waits. */
  refuse(): Promise<boolean>;
  abandon(): Promise<boolean>;
  /** All of a posted invoice, by the ERP's id, to be billed again. */
  credit(invoice: string): Promise<boolean>;
  hold(work: string, project: PlayedProject): Promise<boolean>;
  letGo(work: string, project: PlayedProject): Promise<boolean>;
  /** Sends whatever rests in front of a person on its way again; how many there were. */
  sendOn(): Promise<number>;
  /** Runs that are neither done nor taken back, by their state and, where they stopped, why. */
  unrest(): Promise<readonly string[] | null>;
  releaseAll(): Promise<boolean>;
  /** Posts what some projects' work costs, now and then twice at once. */
  postCost(): Promise<boolean>;
  postAllCost(): Promise<boolean>;
  /** Open exceptions that say that somebody changed in the ERP what we posted there: nobody does in the play. Null: nobody answered. */
  alarms(): Promise<readonly string[] | null>;
}

interface Page<Node> {
  readonly edges: readonly { readonly node: Node }[];
}
interface Payload {
  readonly run: { readonly id: string } | null;
  readonly userErrors: readonly { readonly code: string; readonly message: string }[];
}
interface Waiting {
  readonly id: string;
  readonly action: string;
}

const releaseMutation =
  'mutation ($input: ReleaseWorkInput!) { it: releaseWorkToInvoice(input: $input) { run { id } userErrors { code message } } }';
const costMutation =
  'mutation ($input: PostWorkCostInput!) { it: postWorkCost(input: $input) { run { id } userErrors { code message } } }';
const adjustMutation =
  'mutation ($input: AdjustWorkInput!) { it: adjustWork(input: $input) { run { id } userErrors { code message } } }';
const pending = 'query { approvals(first: 200, filter: { states: [PENDING] }) { edges { node { id action } } } }';
const drafts = 'query { billingDrafts(first: 100, filter: { states: [DRAFT, PM_REVIEW] }) { edges { node { id } } } }';
const resting = `query { runs(first: 200, filter: { states: [PARKED, STUCK, RUNNING, COMPENSATING, WAITING_APPROVAL] }) {
  edges { node { id process state failure { code message } } } } }`;

const alarms = `query { processExceptions(first: 50, filter: {
  codes: ["DOCUMENT_CHANGED_IN_ERP", "CREDIT_CHANGED_IN_ERP", "COST_CHANGED_IN_ERP"] }) { edges { node { code message } } } }`;

/** The PSA refuses to lock work whose approval was taken back meanwhile: its exception is mended by approving it again. */
const untold = `query { runs(first: 200, filter: { process: "tellPsaOfBill", states: [COMPENSATED] }) {
  edges { node { id process state failure { code message } } } } }`;

/** What is begun for projects, and by whom: what people cost is finance's. */
const begun = {
  release: { role: 'billing-preparer', mutation: releaseMutation },
  cost: { role: 'finance-controller', mutation: costMutation },
} as const;

/** Billers of these projects; `random` is in [0, 1). */
export function billers(ask: Ask, projects: readonly PlayedProject[], random: () => number): Billers {
  let count = 0;
  const key = (what: string): string => `chaos-${what}-${(count += 1)}`;
  const isDone = (payload: { readonly it: Payload } | null): boolean => payload?.it.run != null;
  const begin = async (what: keyof typeof begun, ids: readonly string[]): Promise<boolean> => {
    const { role, mutation } = begun[what];
    const input = { idempotencyKey: key(what), projectIds: ids, through: workDays.through };
    const send = () => ask<{ it: Payload }>(role, mutation, { input });
    // A double click, and two who do the same at the same time.
    const again = { ...input, idempotencyKey: key(`${what}-too`) };
    const others = random() < 0.3 ? [send(), ask<{ it: Payload }>(role, mutation, { input: again })] : [];
    const [first] = await Promise.all([send(), ...others]);
    return isDone(first ?? null);
  };
  const some = (): readonly string[] => {
    const chosen = projects.filter(() => random() < 2 / projects.length);
    return (chosen.length > 0 ? chosen : projects.slice(0, 1)).map(({ id }) => id);
  };
  const all = (): readonly string[] => projects.map(({ id }) => id);
  const decide = async ({ id }: Waiting, verdict: 'approve' | 'reject'): Promise<boolean> => {
    const query = `mutation ($input: DecideApprovalInput!) { it: ${verdict}(input: $input) { run { id } userErrors { code message } } }`;
    const input = { approvalId: id, reason: 'looked through', idempotencyKey: `${verdict}-${id}` };
    return isDone(await ask<{ it: Payload }>('finance-controller', query, { input }));
  };
  const waiting = async (): Promise<readonly Waiting[]> =>
    (await ask<{ approvals: Page<Waiting> }>('finance-controller', pending))?.approvals.edges.map(({ node }) => node) ??
    [];
  const adjust = async (work: string, project: PlayedProject, adjustment: 'HOLD' | 'LET_GO'): Promise<boolean> => {
    const workId = mintId({ system: 'PSA', instance: 'kantata', kind: 'TIME_ENTRY', id: work });
    const input = {
      idempotencyKey: key(adjustment),
      workId,
      projectId: project.id,
      adjustment,
      reason: 'the client asks',
    };
    return isDone(await ask<{ it: Payload }>('billing-preparer', adjustMutation, { input }));
  };
  return {
    release: () => begin('release', some()),
    agree: async () => {
      const open = await waiting();
      for (const one of open) await decide(one, 'approve');
      return open.length > 0;
    },
    refuse: async () => {
      const one = pick(
        (await waiting()).filter(({ action }) => action === 'invoice.release'),
        random,
      );
      return one !== undefined && decide(one, 'reject');
    },
    abandon: async () => {
      const open = await ask<{ billingDrafts: Page<{ id: string }> }>('billing-preparer', drafts);
      const one = pick(open?.billingDrafts.edges ?? [], random);
      if (one === undefined) return false;
      const query =
        'mutation ($input: AbandonDraftInput!) { it: abandonBillingDraft(input: $input) { run { id } userErrors { code message } } }';
      const input = { idempotencyKey: key('abandon'), draftId: one.node.id, reason: 'made too early' };
      return isDone(await ask<{ it: Payload }>('billing-preparer', query, { input }));
    },
    credit: async (invoice) => {
      const query =
        'mutation ($input: CreditInvoiceInput!) { it: creditAndRebill(input: $input) { run { id } userErrors { code message } } }';
      const invoiceId = mintId({ system: 'ERP', instance: 'netsuite', kind: 'INVOICE', id: invoice });
      const input = { invoiceId, rebill: true, reason: 'DISPUTE', words: 'the client wants it otherwise' };
      return isDone(
        await ask<{ it: Payload }>('billing-preparer', query, { input: { ...input, idempotencyKey: key('credit') } }),
      );
    },
    hold: (work, project) => adjust(work, project, 'HOLD'),
    letGo: (work, project) => adjust(work, project, 'LET_GO'),
    sendOn: async () => {
      const runs = (await restingRuns(ask)) ?? [];
      const stopped = [
        ...runs.filter(({ state }) => state === 'PARKED' || state === 'STUCK'),
        ...((await restingRuns(ask, untold)) ?? []),
      ];
      for (const { id } of stopped) {
        const query =
          'mutation ($input: ReplayRunInput!) { it: replayRun(input: $input) { run { id } userErrors { code message } } }';
        await ask('operator', query, { input: { runId: id, reason: 'the storm is over', idempotencyKey: key(id) } });
      }
      return stopped.length;
    },
    unrest: async () =>
      (await restingRuns(ask))?.map(
        ({ process, state, failure }) =>
          `${process} ${state}${failure === null ? '' : ` ${failure.code} ${failure.message}`}`,
      ) ?? null,
    releaseAll: () => begin('release', all()),
    postCost: () => begin('cost', some()),
    postAllCost: () => begin('cost', all()),
    alarms: async () => {
      type Told = { readonly processExceptions: Page<{ readonly code: string; readonly message: string }> };
      const told = await ask<Told>('finance-controller', alarms);
      return told?.processExceptions.edges.map(({ node }) => `${node.code} ${node.message}`) ?? null;
    },
  };
}

interface Resting {
  readonly id: string;
  readonly process: string;
  readonly state: string;
  readonly failure: { readonly code: string; readonly message: string } | null;
}

async function restingRuns(ask: Ask, query = resting): Promise<readonly Resting[] | null> {
  const answer = await ask<{ runs: Page<Resting> }>('operator', query);
  return answer?.runs.edges.map(({ node }) => node) ?? null;
}
