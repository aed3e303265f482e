// A caller as stubborn as an integration should be: the same request under the same key until somebody answers.
import { setTimeout as pause } from 'node:timers/promises';
import type { Prospect } from './firm.ts';

/** A run as the graph tells it. */
export interface RunTold {
  readonly id: string;
  readonly state: string;
  readonly failure: { readonly code: string; readonly step: string; readonly message: string } | null;
}

/** Asks the process API as one person. */
export interface ChaosClient {
  /** Sends until a run is named. Raises an Error when the request is refused, or nobody answers in time. */
  onboard(prospect: Prospect, idempotencyKey?: string): Promise<RunTold>;
  /** The run once it rests, or as it stands when the time is over; null when nobody could be asked. */
  rest(runId: string, waitMsMax: number): Promise<RunTold | null>;
}

const runFields = 'id state failure { code step message }';
const onboardDocument = `mutation ($input: OnboardCustomerInput!) {
  onboardCustomer(input: $input) { run { ${runFields} } userErrors { code message } }
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
  const issued = await fetch(`${identityUrl}/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ role: 'account-manager' }),
  });
  const { token } = (await issued.json()) as { token: string };
  /** The data, or null when there is no answer with data. */
  const ask = async <T>(query: string, variables: object): Promise<T | null> => {
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
  return {
    onboard: async (prospect, idempotencyKey = `chaos-${prospect.account}`) => {
      const input = { idempotencyKey, customerId: prospect.id, legalEntityIds, currency: 'USD' };
      for (const untilMs = Date.now() + answerMsMax; Date.now() < untilMs;) {
        const data = await ask<{ onboardCustomer: { run: RunTold | null; userErrors: unknown[] } | null }>(
          onboardDocument,
          { input },
        );
        const payload = data?.onboardCustomer ?? null;
        if (payload?.run != null) return payload.run;
        if (payload !== null) throw new Error(`${prospect.name} was refused: ${JSON.stringify(payload.userErrors)}`);
        await pause(againMs);
      }
      throw new Error(`${prospect.name}: nobody answered within ${answerMsMax} ms`);
    },
    rest: async (runId, waitMsMax) => {
      let last: RunTold | null = null;
      for (const untilMs = Date.now() + waitMsMax; Date.now() < untilMs;) {
        last = (await ask<{ run: RunTold | null }>(runDocument, { id: runId }))?.run ?? last;
        if (last !== null && !moving.includes(last.state)) return last;
        await pause(pollMs);
      }
      return last;
    },
  };
}
