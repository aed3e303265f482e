// A caller as stubborn as an integration should be: the same request under the same key until somebody answers.
import { setTimeout as pause } from 'node:timers/promises';
import type { Prospect } from './firm.ts';

/** A run as the graph tells it. */
export interface RunTold {
  readonly id: string;
  readonly state: string;
  /** When it last changed its state or its worker; ISO 8601. */
  readonly changedAt: string;
  readonly failure: { readonly code: string; readonly step: string; readonly message: string } | null;
}

/** Asks the process API as one person. */
export interface ChaosClient {
  /** Sends until a run is named. Raises an Error when the request is refused, or nobody answers in time. */
  onboard(prospect: Prospect, idempotencyKey?: string): Promise<RunTold>;
  /**
   * Sends a run that rests on its way again: an operator asks for it, and where somebody has to agree a controller does. Raises an
   * Error when that is refused, or nobody answers in time.
   */
  replay(runId: string, reason: string): Promise<void>;
  /** The run as it stands; null when nobody could be asked. */
  look(runId: string): Promise<RunTold | null>;
  /** The run once it rests, or as it stands when the time is over; null when nobody could be asked. */
  rest(runId: string, waitMsMax: number): Promise<RunTold | null>;
}

const runFields = 'id state changedAt failure { code step message }';
const onboardDocument = `mutation ($input: OnboardCustomerInput!) {
  onboardCustomer(input: $input) { run { ${runFields} } userErrors { code message } }
}`;
const replayDocument = `mutation ($input: ReplayRunInput!) {
  replayRun(input: $input) { run { ${runFields} } approval { id } userErrors { code message } }
}`;
const approveDocument = `mutation ($input: DecideApprovalInput!) {
  approve(input: $input) { run { ${runFields} } userErrors { code message } }
}`;
const runDocument = `query ($id: ID!) { run(id: $id) { ${runFields} } }`;
/** A restart takes a few seconds; nobody who answers in this time is a finding. */
const answerMsMax = 60_000;
const againMs = 100;
const pollMs = 50;
const moving = ['RUNNING', 'COMPENSATING'];

/** A client of `url` with a token that the identity server gives to anybody in the demo. */
export async function chaosClient(
  url: string,
  { identityUrl, legalEntityIds }: { readonly identityUrl: string; readonly legalEntityIds: readonly string[] },
): Promise<ChaosClient> {
  const tokens = {
    begins: await tokenOf(identityUrl, 'account-manager'),
    mends: await tokenOf(identityUrl, 'operator'),
    agrees: await tokenOf(identityUrl, 'finance-controller'),
  };
  /** The data, or null when there is no answer with data. */
  const ask = async <T>(query: string, variables: object, token = tokens.begins): Promise<T | null> => {
    try {
      const reply = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query, variables }),
        signal: AbortSignal.timeout(8_000),
      });
      return ((await reply.json()) as { data?: T | null }).data ?? null;
    } catch {
      return null;
    }
  };
  /** Asks until a payload with a run comes back. */
  const insist = async (query: string, input: object, token = tokens.begins): Promise<Begun> => {
    for (const untilMs = Date.now() + answerMsMax; Date.now() < untilMs;) {
      const data = await ask<Readonly<Record<string, Payload | null>>>(query, { input }, token);
      const [payload] = Object.values(data ?? {});
      if (payload?.run != null) return { run: payload.run, approval: payload.approval ?? null };
      if (payload != null && !payload.userErrors.every(isTooEarly))
        throw new Error(`${JSON.stringify(input)} was refused: ${JSON.stringify(payload.userErrors)}`);
      await pause(againMs);
    }
    throw new Error(`${JSON.stringify(input)}: nobody answered within ${answerMsMax} ms`);
  };
  const look = async (id: string): Promise<RunTold | null> =>
    (await ask<{ run: RunTold | null }>(runDocument, { id }))?.run ?? null;
  return {
    look,
    onboard: async ({ account, id }, idempotencyKey = `chaos-${account}`) => {
      const input = { idempotencyKey, customerId: id, legalEntityIds, currency: 'USD' };
      return (await insist(onboardDocument, input)).run;
    },
    replay: async (runId, reason) => {
      const idempotencyKey = `chaos-replay-${runId}`;
      const { approval } = await insist(replayDocument, { runId, reason, idempotencyKey }, tokens.mends);
      if (approval === null) return;
      await insist(approveDocument, { approvalId: approval.id, reason, idempotencyKey }, tokens.agrees);
    },
    rest: async (runId, waitMsMax) => {
      let last: RunTold | null = null;
      for (const untilMs = Date.now() + waitMsMax; Date.now() < untilMs;) {
        last = (await look(runId)) ?? last;
        if (last !== null && !moving.includes(last.state)) return last;
        await pause(pollMs);
      }
      return last;
    },
  };
}

interface Begun {
  readonly run: RunTold;
  /** What somebody else has to agree to first. */
  readonly approval: { readonly id: string } | null;
}

interface Payload {
  readonly run: RunTold | null;
  readonly approval?: { readonly id: string } | null;
  readonly userErrors: readonly { readonly code: string }[];
}

/** A house that has just been opened may not have read of its vendors' records yet, and knows nobody. */
function isTooEarly({ code }: { readonly code: string }): boolean {
  return code === 'CUSTOMER_NOT_FOUND' || code === 'LEGAL_ENTITY_NOT_FOUND';
}

async function tokenOf(identityUrl: string, role: string): Promise<string> {
  const issued = await fetch(`${identityUrl}/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ role }),
  });
  return ((await issued.json()) as { token: string }).token;
}
