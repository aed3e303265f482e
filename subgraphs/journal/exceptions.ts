// Exceptions: what needs a person. They open and close in the transaction of what they are about, so none is ever silent.
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Money } from '../../schema/canon/money.ts';
import { isAnswer, ruleOf } from './exception-codes.ts';
import type { Claim, Json, RunState } from './run-journal.ts';

/** Note (`saga.once`) under which a process says what is at stake; see `riskOf`. */
export const riskNote = 'atRisk';
/** Note under which a process says what it is about; see `Subject`. */
export const subjectNote = 'subject';

/** What a run is about, as people know it. */
export type Subject = { readonly kind: string; readonly id: string; readonly label: string | null };

/** The value of `riskNote`: an exact amount of one currency. */
export function riskOf({ amount, currency }: Money): Json {
  return { amount, currency };
}

const hourMs = 3_600_000;

/**
 * What settling a run into a state does to its exceptions, each part to be run where `when` holds: rests without being done open
 * one (or renew the one that is open), the end closes what is open.
 */
export function settlingExceptions(
  claim: Claim,
  state: RunState,
  { correlationId, when }: { readonly correlationId: string; readonly when: RawBuilder<unknown> },
): readonly RawBuilder<unknown>[] {
  switch (state.kind) {
    case 'RUNNING':
    case 'COMPENSATING':
    case 'WAITING_APPROVAL':
      return [];
    case 'DONE':
      return [ending(claim, when)];
    case 'PARKED':
    case 'STUCK':
    case 'COMPENSATED':
      if (state.kind === 'COMPENSATED' && isAnswer(state.failure.code)) return [ending(claim, when)];
      // Whoever only looked is told why it may not be; nothing was made, and nobody has anything to mend.
      return isLook(claim) ? [] : [opening(claim, state, { correlationId, when })];
  }
}

function ending({ runId }: Claim, when: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`update run_exception set closed_at = now(), changed_at = now(), resolution = 'ENDED'
    where run_id = ${runId} and closed_at is null and event_id is null and exists (${when}) returning 1`;
}

/** Whether a run writes nothing: every process says so by `dryRun` in its input. */
function isLook({ input }: Claim): boolean {
  return typeof input === 'object' && input !== null && 'dryRun' in input && input.dryRun === true;
}

function opening(
  { runId, generation, process }: Claim,
  state: Extract<RunState, { failure: unknown; kind: 'PARKED' | 'STUCK' | 'COMPENSATED' }>,
  { correlationId, when }: { readonly correlationId: string; readonly when: RawBuilder<unknown> },
): RawBuilder<unknown> {
  const { kind, step, failure } = state;
  const direction = state.kind === 'COMPENSATED' ? null : state.direction;
  const { ownerRole, dueHours } = ruleOf(kind, failure.code, direction);
  const due = new Date(Date.now() + dueHours * hourMs).toISOString();
  const noted = (name: string) =>
    sql`(select value from run_note where run_id = ${runId} and generation = ${generation}::int and name = ${name})`;
  const { about = null } = failure;
  const subject = about === null ? null : JSON.stringify(about.subject);
  const risk = about === null ? null : JSON.stringify(about.atRisk);
  // What was noted in this generation; a number that is none must not undo the whole transaction.
  return sql`insert into run_exception (run_id, generation, kind, direction, step, code, message, fields, process, system,
      correlation_id, subject, at_risk, at_risk_currency, owner_role, due_at, occurrences, first_seen_at)
    select ${runId}, ${generation}::int, ${kind}, ${direction}, ${step}, ${failure.code}, ${failure.message},
      ${[...failure.fields]}::text[], ${process},
      (select system from run_step where run_id = ${runId} and generation = ${generation}::int and name = ${step}),
      ${correlationId}, coalesce(${subject}::jsonb, ${noted(subjectNote)}),
      case when risk->>'amount' ~ '^-?[0-9]{1,34}([.][0-9]{1,10})?$' then (risk->>'amount')::numeric end, risk->>'currency',
      ${about?.ownerRole ?? ownerRole}, ${due}::timestamptz, 1 + before.times, coalesce(before.first_seen_at, now())
    from (${when}) holds, (select coalesce(${risk}::jsonb, ${noted(riskNote)}) as risk) noted,
      (select count(*)::int as times, min(first_seen_at) as first_seen_at from run_exception
        where run_id = ${runId} and code = ${failure.code} and step = ${step} and closed_at is not null) before
    on conflict (run_id) where closed_at is null and event_id is null do update set generation = excluded.generation,
      kind = excluded.kind, direction = excluded.direction, step = excluded.step, code = excluded.code,
      message = excluded.message, fields = excluded.fields, system = excluded.system, subject = excluded.subject,
      at_risk = excluded.at_risk, at_risk_currency = excluded.at_risk_currency, owner_role = excluded.owner_role,
      occurrences = run_exception.occurrences + 1, changed_at = now()
    returning 1`;
}

/** An event that a reader could not be told of; in the transaction that gives it up. */
export function openingDeadLetter({
  eventId,
  reader,
  reason,
}: {
  readonly eventId: string;
  readonly reader: string;
  readonly reason: string;
}): RawBuilder<unknown> {
  const { ownerRole, dueHours } = ruleOf('DEAD_LETTER', reason, null);
  const message = `${reader} could not be told: ${reason}`;
  return sql`insert into run_exception (run_id, kind, code, message, process, correlation_id, owner_role, due_at, event_id, reader,
      subject)
    select run.id, 'DEAD_LETTER', 'DEAD_LETTER', ${message}, run.process, event.correlation_id, ${ownerRole},
      now() + make_interval(hours => ${dueHours}), event.id, ${reader},
      jsonb_build_object('kind', event.type, 'id', event.subject, 'label', null)
    from outbox_event event left join run on run.id = event.run_id where event.id = ${eventId}::bigint
    on conflict (event_id, reader) where closed_at is null do nothing`;
}
