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
  /** Sends a run that rests on its way again, as an operator. Raises an Error when that is refused, or nobody answers in time. */
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
  replayRun(input: $input) { run { ${runFields} } userErrors { code message } }
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
  /** Asks until a run comes back. */
  const insist = async (query: string, input: object, token = tokens.begins): Promise<RunTold> => {
    for (const untilMs = Date.now() + answerMsMax; Date.now() < untilMs;) {
      const [payload] = Object.values(
        (await ask<Readonly<Record<string, Payload | null>>>(query, { input }, token)) ?? {},
      );
      if (payload?.run != null) return payload.run;
      if (payload != null)
        throw new Error(`${JSON.stringify(input)} was refused: ${JSON.stringify(payload.userErrors)}`);
      await pause(againMs);
    }
    throw new Error(`${JSON.stringify(input)}: nobody answered within ${answerMsMax} ms`);
  };
  const look = async (id: string): Promise<RunTold | null> =>
    (await ask<{ run: RunTold | null }>(runDocument, { id }))?.run ?? null;
  return {
    look,
    onboard: ({ account, id }, idempotencyKey = `chaos-${account}`) =>
      insist(onboardDocument, { idempotencyKey, customerId: id, legalEntityIds, currency: 'USD' }),
    replay: async (runId, reason) => {
      await insist(replayDocument, { runId, reason, idempotencyKey: `chaos-replay-${runId}` }, tokens.mends);
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

interface Payload {
  readonly run: RunTold | null;
  readonly userErrors: readonly unknown[];
}

async function tokenOf(identityUrl: string, role: string): Promise<string> {
  const issued = await fetch(`${identityUrl}/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ role }),
  });
  return ((await issued.json()) as { token: string }).token;
}
