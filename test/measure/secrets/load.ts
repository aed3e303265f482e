// People who ask without a pause and customers that are onboarded one after another, with what came of it.
import { setTimeout as pause } from 'node:timers/promises';
import type { ChaosFirm } from '../../chaos/firm.ts';
import type { Prospect } from '../../chaos/prospects.ts';

/** Who ask at a time: enough that a call is under way whenever a credential ends. */
const askersAtOnce = 4;
/** Lists of so many lengths are asked for in turn. */
const countsMax = 40;
/** An onboarding takes a second or two; one that needs longer than this has met something. */
const runMsMax = 60_000;

// Never the same twice in a row: what is asked again at once is answered by the caches, and no vendor hears of it.
const questions: readonly ((count: number) => string)[] = [
  (count) =>
    `{ customers(first: ${count}) { edges { node { name receivables { currency open { amount } } projects(first: 2) { name } } } } }`,
  (count) =>
    `{ projects(first: ${count}) { edges { node { code name customer { name } financials(currency: "USD") { billed { amount } } } } } }`,
  (count) => `{ invoices(first: ${count}) { edges { node { number customer { name } project { code } } } } }`,
];
const runFields = 'id state failure { code message }';

/** What came of it. */
export interface Counts {
  readonly questions: number;
  readonly failed: readonly string[];
  /** Answers that hold an old figure in place of one that could not be had. */
  readonly stale: number;
  readonly runs: number;
  readonly unfinished: readonly string[];
}

/** Load that goes on until it is stopped. */
export interface Load {
  /** `waits`: whether runs that have begun are waited for. */
  stop(waits?: boolean): Promise<Counts>;
  /** Every answer as it came. */
  bodies(): readonly string[];
}

interface Run {
  readonly id: string;
  readonly state: string;
  readonly failure: { readonly code: string; readonly message: string } | null;
}

/** The vendors, with customers to onboard. */
type LoadedFirm = ChaosFirm & { readonly prospects: readonly Prospect[] };

const takenOf = new WeakMap<LoadedFirm, number>();

/** Begins to ask and to onboard. */
export async function startLoad(firm: LoadedFirm, url: string): Promise<Load> {
  const bodies: string[] = [];
  const failed: string[] = [];
  const unfinished: string[] = [];
  let [isOver, waits, stale, asked, runs] = [false, true, 0, 0, 0];
  const tokens = new Map<string, string>();
  for (const role of ['finance-controller', 'account-manager', 'operator']) {
    tokens.set(role, await tokenOf(firm.sandbox.urls.identity, role));
  }
  const ask = async (role: string, query: string, variables: object = {}): Promise<string> => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${tokens.get(role) ?? ''}` };
    const text = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) })
      .then((reply) => reply.text())
      .catch((error: unknown) => JSON.stringify({ errors: [String(error)] }));
    bodies.push(text);
    return text;
  };
  const asker = async (offset: number): Promise<void> => {
    for (let turn = offset; !isOver; turn += 1) {
      const text = await ask('finance-controller', questions[turn % questions.length]?.(1 + (turn % countsMax)) ?? '');
      asked += 1;
      if (text.includes('"errors"') || text.includes('"data":null')) failed.push(text.slice(0, 400));
      if (text.includes('STALE')) stale += 1;
    }
  };
  const stateOf = async (id: string): Promise<Run | null> => {
    const text = await ask('operator', `query ($id: ID!) { run(id: $id) { ${runFields} } }`, { id });
    return (JSON.parse(text) as { data?: { run?: Run } }).data?.run ?? null;
  };
  const resting = async (id: string): Promise<Run | null> => {
    const untilMs = performance.now() + runMsMax;
    for (;;) {
      const run = await stateOf(id);
      const isMoving = run === null || run.state === 'RUNNING' || run.state === 'COMPENSATING';
      if (!isMoving || performance.now() > untilMs || (isOver && !waits)) return run;
      await pause(200);
    }
  };
  const onboarder = async (): Promise<void> => {
    while (!isOver) {
      const index = takenOf.get(firm) ?? 0;
      const prospect = firm.prospects[index];
      if (prospect === undefined) return;
      takenOf.set(firm, index + 1);
      const input = { idempotencyKey: `onboard-secret-${index}`, customerId: prospect.id, currency: 'USD' };
      const query = `mutation ($input: OnboardCustomerInput!) { onboardCustomer(input: $input) { run { ${runFields} } userErrors { message } } }`;
      const text = await ask('account-manager', query, {
        input: { ...input, legalEntityIds: firm.legalEntityIds.slice(0, 1) },
      });
      const begun = (JSON.parse(text) as { data?: { onboardCustomer?: { run?: Run } } }).data?.onboardCustomer?.run;
      const run = begun === undefined ? null : await resting(begun.id);
      runs += 1;
      if (run?.state !== 'DONE') unfinished.push(run === null ? text.slice(0, 400) : JSON.stringify(run));
    }
  };
  const running = Promise.all([onboarder(), ...Array.from({ length: askersAtOnce }, (_, index) => asker(index))]);
  return {
    bodies: () => bodies,
    stop: async (wait = true) => {
      [isOver, waits] = [true, wait];
      await running;
      return { questions: asked, failed, stale, runs, unfinished };
    },
  };
}

async function tokenOf(identityUrl: string, role: string): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const reply = await fetch(`${identityUrl}/token`, { method: 'POST', headers, body: JSON.stringify({ role }) });
  return ((await reply.json()) as { token: string }).token;
}
