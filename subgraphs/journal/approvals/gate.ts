// Acts of operators that somebody else has to agree to first: which of them the policy knows, and how they are asked for.
import { sql } from 'kysely';
import { currencyCode, minorUnits } from '../../../schema/canon/currency.ts';
import { round } from '../../../schema/canon/money.ts';
import type { Money } from '../../../schema/canon/money.ts';
import type { Database } from '../../store/store.ts';
import { digest } from '../canonical.ts';
import { pseudonymOf } from '../people.ts';
import type { Json } from '../run-journal.ts';
import { insertApproval } from './ask.ts';
import type { Act } from './ask.ts';
import type { ApprovalPolicy } from './rule.ts';

/** Who asks, and why. */
export interface ActBy {
  readonly operator: string;
  readonly reason: string;
}

/** Asked for, or asked for before by whoever it was; the act is carried out when it is approved. */
export interface Awaiting {
  readonly kind: 'WAITING_APPROVAL';
  readonly approval: string;
}

interface About {
  readonly runId: string | null;
  readonly state: string | null;
  readonly initiator: string | null;
  readonly correlationId: string | null;
  readonly process: string | null;
  readonly code: string | null;
  readonly subject: { readonly kind: string; readonly id: string; readonly label: string | null } | null;
  readonly amount: string | null;
  readonly currency: string | null;
}

/** What the policy calls an act; null when it never asks anybody about it. */
function nameOf(act: Act, state: string | null): string | null {
  switch (act.kind) {
    case 'WAIVE':
      return 'exception.waive';
    case 'REPLAY':
      return state === 'COMPENSATED' ? 'run.replay-compensated' : null;
    case 'SEND':
      switch (act.way.kind) {
        case 'COMPENSATE':
          return null;
        case 'REPLAY':
          return state === 'COMPENSATED' ? 'run.replay-compensated' : null;
        case 'CORRECT':
          return state === 'STUCK' ? 'doubt.resolve' : 'run.correct';
      }
  }
}

const explanations: Readonly<Record<string, string>> = {
  'exception.waive': 'The exception is ended with everything left as it is',
  'run.replay-compensated': 'A run that was refused and taken back begins anew, and writes again',
  'doubt.resolve': 'What the facts left open is answered by hand, and the run goes on with that answer',
  'run.correct': 'A run begins anew with another input than it was begun with',
};

/** Asks for an approval of an act unless the policy lets it pass: then null, and the act may be carried out at once. */
export async function holdBack(
  transaction: Database,
  key: Buffer,
  { policy, act, by }: { readonly policy: ApprovalPolicy; readonly act: Act; readonly by: ActBy },
): Promise<Awaiting | null> {
  const about = await aboutOf(transaction, act);
  const action = nameOf(act, about.state);
  if (action === null) return null;
  const amount = moneyOf(about);
  const asked = { action, legalEntity: null, amount };
  const rule = policy.ruleOf(asked);
  if (rule === null) return null;
  const actKey = keyOf(act);
  const standing = await sql<{ id: string }>`select id from approval
    where act_key = ${actKey} and act is not null and state = 'PENDING' for update`.execute(transaction);
  const known = standing.rows[0];
  if (known !== undefined) return { kind: 'WAITING_APPROVAL', approval: known.id };
  const requester = await pseudonymOf(transaction, key, by.operator);
  const nowMs = policy.nowMs();
  const { runId } = about;
  const approval = await insertApproval(transaction, key, {
    facts: {
      ...asked,
      subject: about.subject,
      explanation: `${explanations[action] ?? action}: ${about.process ?? 'a reader that was not told'}, ${about.code ?? 'no exception'}`,
      reason: by.reason,
      evidence: { ...evidenceOf(act), run: runId, state: about.state, code: about.code },
      ...{ roles: rule.roles, approvers: rule.approvers, nowMs, expiresAtMs: nowMs + rule.expiresInMs },
    },
    by: { requester, makers: await makersOf(transaction, about), correlationId: about.correlationId ?? actKey },
    at: { runId, name: null, act, actKey },
  });
  return { kind: 'WAITING_APPROVAL', approval };
}

/** An input may name people: the approval tells that it changes, and its digest says to what. */
function evidenceOf(act: Act): { readonly [name: string]: Json } {
  switch (act.kind) {
    case 'WAIVE':
      return { act: 'WAIVE', exception: act.exceptionId };
    case 'REPLAY':
      return { act: 'REPLAY' };
    case 'SEND': {
      const { kind } = act.way;
      return {
        act: kind,
        exception: act.exceptionId,
        ...(act.way.kind === 'CORRECT' ? { input: digest(act.way.input) } : {}),
      };
    }
  }
}

function keyOf(act: Act): string {
  return act.kind === 'REPLAY' ? `REPLAY/${act.runId}` : `${act.kind}/${act.exceptionId}`;
}

const none: About = {
  ...{ runId: null, state: null, initiator: null, correlationId: null, process: null, code: null },
  ...{ subject: null, amount: null, currency: null },
};

async function aboutOf(transaction: Database, act: Act): Promise<About> {
  const ofRun = sql`run.id as "runId", run.state_kind as state, run.initiator, run.correlation_id as "correlationId", run.process`;
  if (act.kind === 'REPLAY') {
    const { rows } =
      await sql<About>`select ${ofRun}, state->'failure'->>'code' as code, null as subject, null as amount,
      null as currency from run where id = ${act.runId} for update`.execute(transaction);
    return rows[0] ?? none;
  }
  const { rows } =
    await sql<About>`select ${ofRun}, code, subject, at_risk::text as amount, at_risk_currency as currency
    from run_exception left join run on run.id = run_exception.run_id where run_exception.id::text = ${act.exceptionId}`.execute(
      transaction,
    );
  return rows[0] ?? none;
}

/** Whoever had a hand in the run decides on nothing about it. */
async function makersOf(transaction: Database, { runId, initiator }: About): Promise<readonly string[]> {
  const { rows } = await sql<{ person: string }>`select person from run_maker where run_id = ${runId}`.execute(
    transaction,
  );
  return [...(initiator === null ? [] : [initiator]), ...rows.map(({ person }) => person)];
}

function moneyOf({ amount, currency }: About): Money | null {
  if (amount === null || currency === null || (minorUnits.get(currency) ?? null) === null) return null;
  return round(amount, currencyCode(currency), 'HALF_UP');
}
