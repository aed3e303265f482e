// A caller as stubborn as an integration should be: the same request under the same key until somebody answers.
import { setTimeout as pause } from 'node:timers/promises';
import type { Role } from '../../schema/canon/roles.ts';

/** How a run is asked for. `mutation` is of the process API; `input` carries its own idempotency key. */
export interface Request {
  readonly mutation: string;
  readonly inputType: string;
  readonly role: Role;
  readonly input: Readonly<Record<string, unknown>>;
}

/** A run as the graph tells it. */
export interface RunTold {
  readonly id: string;
  readonly state: string;
  /** When it last changed its state or its worker; ISO 8601. */
  readonly changedAt: string;
  readonly failure: { readonly code: string; readonly step: string; readonly message: string } | null;
}

/** Asks the process API, each time in the role that may. */
export interface ChaosClient {
  /** Sends until a run is named. Raises an Error when the request is refused, or nobody answers in time. */
  begin(request: Request): Promise<RunTold>;
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
export async function chaosClient(url: string, identityUrl: string): Promise<ChaosClient> {
  const asking = ['account-manager', 'operator', 'finance-controller'] as const;
  const tokens = new Map<Role, string>();
  for (const role of asking) tokens.set(role, await tokenOf(identityUrl, role));
  /** The data, or null when there is no answer with data. */
  const ask = async <T>(query: string, variables: object, role: Role = 'account-manager'): Promise<T | null> => {
    try {
      const reply = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${tokens.get(role)}` },
        body: JSON.stringify({ query, variables }),
        signal: AbortSignal.timeout(8_000),
      });
      return ((await reply.json()) as { data?: T | null }).data ?? null;
    } catch {
      return null;
    }
  };
  /** Asks until a payload with a run comes back. */
  const insist = async (query: string, input: object, role: Role): Promise<Begun> => {
    for (const untilMs = Date.now() + answerMsMax; Date.now() < untilMs;) {
      const data = await ask<Readonly<Record<string, Payload | null>>>(query, { input }, role);
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
    begin: async ({ mutation, inputType, role, input }) => {
      const document = `mutation ($input: ${inputType}!) {
        ${mutation}(input: $input) { run { ${runFields} } userErrors { code message } }
      }`;
      return (await insist(document, input, role)).run;
    },
    replay: async (runId, reason) => {
      const idempotencyKey = `chaos-replay-${runId}`;
      const { approval } = await insist(replayDocument, { runId, reason, idempotencyKey }, 'operator');
      if (approval === null) return;
      await insist(approveDocument, { approvalId: approval.id, reason, idempotencyKey }, 'finance-controller');
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

/** A house that has just been opened may not have read of its vendors' records yet, and says so. */
function isTooEarly({ code }: { readonly code: string }): boolean {
  return code.endsWith('_NOT_KNOWN_YET');
}

async function tokenOf(identityUrl: string, role: Role): Promise<string> {
  const issued = await fetch(`${identityUrl}/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ role }),
  });
  return ((await issued.json()) as { token: string }).token;
}
