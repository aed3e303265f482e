// Acts of operators, done once per idempotency key. The key is claimed in the transaction of the act, so that of two requests at once
// the second waits and then finds what the first has done; a request that did nothing leaves its key free.
import { sql } from 'kysely';
import type { Database } from '../store/store.ts';
import { digest } from './canonical.ts';
import type { Json } from './run-journal.ts';

/** A request as its caller names it. */
export interface ActRequest {
  /** Whose key it is; two callers' keys are told apart. */
  readonly scope: string;
  readonly key: string;
  /** What is asked, the name of the act included. */
  readonly input: Json;
}

/** REPEATED: this key and input did it earlier. OTHER_INPUT: the key did something else; refuse. */
export type Repeated =
  { readonly kind: 'REPEATED'; readonly runIds: readonly string[] } | { readonly kind: 'OTHER_INPUT' };

/** How an act ended; only DONE is remembered. */
interface Ended {
  readonly kind: string;
  readonly runs?: readonly { readonly id: string }[];
}

/** Does an act unless the request did it before. `subject` is what it is about. Call it in the act's transaction. */
export async function onceFor<T extends Ended>(
  transaction: Database,
  { request, subject }: { readonly request: ActRequest | null; readonly subject: string },
  act: () => Promise<T>,
): Promise<T | Repeated> {
  if (request === null) return act();
  const { scope, key } = request;
  const inputHash = digest(request.input);
  // Waits for a concurrent request of the same key; then it is there, or was rolled back.
  const { rows } = await sql`insert into idempotency_key (scope, key, input_hash, run_id)
    values (${scope}, ${key}, ${inputHash}, ${subject}) on conflict do nothing returning 1`.execute(transaction);
  if (rows.length === 0) return earlier(transaction, request, inputHash);
  const ended = await act();
  const where = sql`scope = ${scope} and key = ${key}`;
  if (ended.kind === 'DONE') {
    const outcome = JSON.stringify({ runs: (ended.runs ?? []).map(({ id }) => id) });
    await sql`update idempotency_key set outcome = ${outcome}::jsonb where ${where}`.execute(transaction);
  } else {
    await sql`delete from idempotency_key where ${where}`.execute(transaction);
  }
  return ended;
}

async function earlier(transaction: Database, { scope, key }: ActRequest, inputHash: string): Promise<Repeated> {
  const { rows } = await sql<{ inputHash: string; outcome: { readonly runs: readonly string[] } | null }>`
    select input_hash as "inputHash", outcome from idempotency_key where scope = ${scope} and key = ${key}`.execute(
    transaction,
  );
  const [known] = rows;
  return known?.inputHash === inputHash
    ? { kind: 'REPEATED', runIds: known.outcome?.runs ?? [] }
    : { kind: 'OTHER_INPUT' };
}
