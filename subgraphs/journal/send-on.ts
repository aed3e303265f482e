// Sending a resting run on its way: again, back, or anew with a corrected input. What may be done follows from where it rests.
import { sql } from 'kysely';
import type { Database } from '../store/store.ts';
import { appendAudit } from './audit.ts';
import { digest } from './canonical.ts';
import type { Json, RunState, RunView } from './run-journal.ts';

/** REPLAY: in place, or anew when all was taken back. COMPENSATE: take everything back. CORRECT: anew with another input. */
export type Way =
  { readonly kind: 'REPLAY' } | { readonly kind: 'COMPENSATE' } | { readonly kind: 'CORRECT'; readonly input: Json };

/**
 * WRITTEN: something of the run stands in a system, so its input can no longer change; take it back first. FINAL: what the run did has no
 * way back, as removals have none; it can only go on.
 */
export type SentOn =
  | { readonly kind: 'SENT'; readonly run: RunView }
  | { readonly kind: 'NOT_RESTING'; readonly state: RunState['kind'] }
  | { readonly kind: 'WRITTEN' }
  | { readonly kind: 'FINAL' };

/** Why, for the audit: the act that has the words, their digest, and the digest of the request's idempotency key. */
export type Why =
  | { readonly act: string; readonly digest: string }
  | { readonly act: string; readonly digest: string; readonly request: string };

/** Who sends it, and which way; `actor` is a pseudonym. */
export interface Sending {
  readonly key: Buffer;
  readonly runId: string;
  readonly actor: string;
  readonly way: Way;
  readonly why?: Why;
}

const actionOf = { REPLAY: 'run.replayed', COMPENSATE: 'run.taken-back', CORRECT: 'run.corrected' } as const;
const resolutionOf = { REPLAY: 'REPLAYED', COMPENSATE: 'TAKEN_BACK', CORRECT: 'CORRECTED' } as const;

/** Sends a run on and closes its exception, audited. Raises an Error when there is no such run. Enqueue `run` after the commit. */
export async function sendOn(transaction: Database, sending: Sending): Promise<SentOn> {
  const { key, runId, actor, way, why } = sending;
  const run = await lockedRun(transaction, runId);
  const next = await nextOf(transaction, run, way);
  if ('kind' in next) return next;
  const { state, generation } = next;
  const sent = { ...run, state, generation, execution: run.execution + 1 };
  await write(transaction, sent, { input: way.kind === 'CORRECT' ? way.input : null, isMended: true });
  // Whoever sends it on has looked: an outage is counted anew.
  await sql`delete from run_parked where run_id = ${runId}`.execute(transaction);
  await sql`update run_exception set closed_at = now(), changed_at = now(), closed_by = ${actor}::uuid,
      resolution = ${resolutionOf[way.kind]}
    where run_id = ${runId} and closed_at is null and event_id is null`.execute(transaction);
  await sql`insert into run_maker (run_id, person) values (${runId}, ${actor}::uuid) on conflict do nothing`.execute(
    transaction,
  );
  const detail = {
    was: run.state.kind,
    generation,
    ...why,
    ...(way.kind === 'CORRECT' ? { input: digest(way.input) } : {}),
  };
  const { correlationId } = run;
  const facts = { actor, action: actionOf[way.kind], runId, correlationId, systems: [], detail };
  await appendAudit(transaction, key, facts);
  return { kind: 'SENT', run: sent };
}

/** What goes on without a person: which run, resting how, and what the audit is told. */
export interface Moving extends Pick<Sending, 'key' | 'runId' | 'actor'> {
  readonly action: string;
  readonly from: 'PARKED' | 'STUCK';
  readonly detail: Readonly<Record<string, Json>>;
}

/**
 * Lets a resting run go on in place although no person has said so, audited. Its exception stays open: it ends with the run, or tells how
 * it rests by then. Null when it does not rest so any more. Enqueue the run after the commit.
 */
export async function moveOn(transaction: Database, moving: Moving): Promise<RunView | null> {
  const { key, runId, actor, action, from, detail } = moving;
  const run = await lockedRun(transaction, runId);
  if (run.state.kind !== from) return null;
  const next = await nextOf(transaction, run, { kind: 'REPLAY' });
  if ('kind' in next) return null;
  const { state, generation } = next;
  const sent = { ...run, state, generation, execution: run.execution + 1 };
  // What is tried again by the clock has met nothing new.
  await write(transaction, sent, { input: null, isMended: from === 'STUCK' });
  const { correlationId } = run;
  const facts = { actor, action, runId, correlationId, systems: [], detail: { was: from, generation, ...detail } };
  await appendAudit(transaction, key, facts);
  return sent;
}

async function write(
  transaction: Database,
  { id, state, generation, execution }: RunView,
  { input, isMended }: { readonly input: Json | null; readonly isMended: boolean },
): Promise<void> {
  const corrected = input === null ? null : JSON.stringify(input);
  await sql`update run set state_kind = ${state.kind}, state = ${JSON.stringify(state)}::jsonb, generation = ${generation},
    execution = ${execution}, owner = null, rested = 0, input = coalesce(${corrected}::jsonb, input),
    sent_on_at = case when ${isMended}::boolean then now() else sent_on_at end, changed_at = now()
    where id = ${id}`.execute(transaction);
}

/** Why a run cannot be sent on this way as it stands; null when it can. Locks the run. */
export async function refusalOf(
  transaction: Database,
  runId: string,
  way: Way,
): Promise<Exclude<SentOn, { kind: 'SENT' }> | null> {
  const next = await nextOf(transaction, await lockedRun(transaction, runId), way);
  return 'kind' in next ? next : null;
}

type Next = { readonly state: RunState; readonly generation: number } | Exclude<SentOn, { kind: 'SENT' }>;

async function nextOf(transaction: Database, run: RunView, way: Way): Promise<Next> {
  const { state, generation } = run;
  const notResting: Next = { kind: 'NOT_RESTING', state: state.kind };
  if (state.kind !== 'PARKED' && state.kind !== 'STUCK' && state.kind !== 'COMPENSATED') return notResting;
  const running: RunState = { kind: 'RUNNING' };
  switch (way.kind) {
    case 'REPLAY': {
      if (state.kind === 'COMPENSATED') return { state: running, generation: generation + 1 };
      const { step, failure } = state;
      const isBack = state.direction === 'UNDOING';
      return { state: isBack ? { kind: 'COMPENSATING', step, failure } : running, generation };
    }
    case 'COMPENSATE': {
      if (state.kind === 'COMPENSATED') return notResting;
      if (await isFinal(transaction, run)) return { kind: 'FINAL' };
      const { step, failure } = state;
      return { state: { kind: 'COMPENSATING', step, failure }, generation };
    }
    case 'CORRECT': {
      // The new input is the business of a new generation: what was read and decided for the old one holds no more.
      const stands = state.kind !== 'COMPENSATED' && (await somethingStands(transaction, run));
      return stands ? { kind: 'WRITTEN' } : { state: running, generation: generation + 1 };
    }
  }
}

async function lockedRun(transaction: Database, runId: string): Promise<RunView> {
  const { rows } =
    await sql<RunView>`select id, process, generation, execution, state, correlation_id as "correlationId",
    priority, lane from run where id = ${runId} for update`.execute(transaction);
  const run = rows[0];
  if (run === undefined) throw new Error(`There is no run ${runId}`);
  return run;
}

/** Whether something was done, or may have been, and nothing of it has a way back. */
async function isFinal(transaction: Database, { id, generation }: RunView): Promise<boolean> {
  const { rows } = await sql<{
    isFinal: boolean;
  }>`select coalesce(not bool_or(undo_registered), false) as "isFinal" from run_step
    where run_id = ${id} and generation = ${generation} and state_kind in ('INTENT', 'DONE')`.execute(transaction);
  return rows[0]?.isFinal ?? false;
}

async function somethingStands(transaction: Database, { id, generation }: RunView): Promise<boolean> {
  const { rows } = await sql`select 1 from run_step where run_id = ${id} and generation = ${generation}
    and state_kind in ('INTENT', 'DONE') limit 1`.execute(transaction);
  return rows.length > 0;
}
