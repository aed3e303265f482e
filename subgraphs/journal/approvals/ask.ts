// Asking for an approval: a run at a place of its process, or an operator's act that waits for it. What is asked, by whom, and who may
// decide is written once; the run rests in the same transaction, so a decision never comes before the rest it ends.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from '../../store/store.ts';
import { appendAudit } from '../audit.ts';
import { keyedDigest } from '../canonical.ts';
import { approvalNote, FenceLost } from '../run-journal.ts';
import type { ApprovalAnswer, ApprovalRequest, Claim, RunState } from '../run-journal.ts';
import type { Way } from '../send-on.ts';

/** What is asked for, wherever it is asked. */
export type ApprovalFacts = Omit<ApprovalRequest, 'name'>;

/** Who asks; pseudonyms. `makers` may not decide. */
export interface Requester {
  readonly requester: string;
  readonly makers: readonly string[];
  readonly correlationId: string;
}

/** Where it is asked: at a place of a run, or for an act of which one waits at a time (`actKey`). */
type AskedAt =
  | { readonly runId: string; readonly generation: number; readonly name: string; readonly act: null }
  | { readonly runId: string | null; readonly name: null; readonly act: Act; readonly actKey: string };

/** An operator's act, as it is carried out once it is approved. */
export type Act =
  | { readonly kind: 'WAIVE'; readonly exceptionId: string }
  | { readonly kind: 'SEND'; readonly exceptionId: string; readonly way: Way }
  | { readonly kind: 'REPLAY'; readonly runId: string };

/** The entries of an approval are in its run's chain, or in one of its own. */
export function trailOf({ id, runId }: { readonly id: string; readonly runId: string | null }): string {
  return runId ?? `approval-${id}`;
}

/** What is agreed to, as the audit knows it: salted by the id, so that equal facts do not look equal. */
function evidenceDigest(key: Buffer, id: string, facts: ApprovalFacts): string {
  const { action, legalEntity, amount, subject, evidence } = facts;
  const money = amount === null ? null : { amount: amount.amount, currency: amount.currency as string };
  return keyedDigest(key, { approval: id, action, legalEntity, amount: money, subject, evidence });
}

/** Writes a request and its audit; its id. */
export async function insertApproval(
  transaction: Database,
  key: Buffer,
  { facts, by, at }: { readonly facts: ApprovalFacts; readonly by: Requester; readonly at: AskedAt },
): Promise<string> {
  const id = randomUUID();
  const {
    action,
    legalEntity,
    amount,
    subject,
    explanation,
    reason,
    evidence,
    roles,
    approvers,
    managers = [],
  } = facts;
  const { requester, makers, correlationId } = by;
  const words = reason === null ? null : await noteWords(transaction, key, { actor: requester, action, id, reason });
  const digest = evidenceDigest(key, id, facts);
  const [requestedAt, expiresAt] = [facts.nowMs, facts.expiresAtMs].map((ms) => new Date(ms).toISOString());
  const act = at.act === null ? null : JSON.stringify(at.act);
  await sql`insert into approval (id, action, legal_entity, amount, currency, subject, explanation, evidence, evidence_digest,
      reason_act, requester, makers, roles, managers, approvers_needed, correlation_id, run_id, generation, name, act, act_key,
      requested_at, expires_at)
    values (${id}::uuid, ${action}, ${legalEntity}, ${amount?.amount ?? null}::numeric, ${amount?.currency ?? null},
      ${subject === null ? null : JSON.stringify(subject)}::jsonb, ${explanation}, ${JSON.stringify(evidence)}::jsonb, ${digest},
      ${words?.act ?? null}::uuid, ${requester}::uuid, ${[...new Set([requester, ...makers])]}::uuid[], ${[...roles]}::text[], ${[...managers]}::uuid[],
      ${approvers}, ${correlationId}, ${at.runId}, ${at.act === null ? at.generation : null}, ${at.name}, ${act}::jsonb,
      ${at.act === null ? null : at.actKey}, ${requestedAt}::timestamptz, ${expiresAt}::timestamptz)`.execute(
    transaction,
  );
  await appendAudit(transaction, key, {
    actor: requester,
    action: 'approval.requested',
    runId: trailOf({ id, runId: at.runId }),
    correlationId,
    systems: [],
    detail: {
      ...{ approval: id, at: at.name, action, legalEntity, evidence: digest, roles, approvers },
      ...{ expires: expiresAt ?? null, ...words },
    },
  });
  return id;
}

/** Somebody's words, where they can be erased; the digest is for the audit, salted by the row's own id. */
export async function noteWords(
  transaction: Database,
  key: Buffer,
  said: { readonly actor: string; readonly action: string; readonly id: string; readonly reason: string },
): Promise<{ readonly act: string; readonly digest: string }> {
  const { rows } = await sql<{ id: string }>`insert into operator_act (actor, action, subject, reason)
    values (${said.actor}::uuid, ${said.action}, ${said.id}, ${said.reason}) returning id`.execute(transaction);
  const act = rows[0]?.id ?? '';
  return { act, digest: keyedDigest(key, { act, reason: said.reason }) };
}

interface Standing {
  readonly id: string;
  readonly state: 'PENDING' | 'APPROVED' | 'REJECTED' | 'EXPIRED' | 'WITHDRAWN';
  readonly digest: string;
}

/** The run's side of RunJournal.approve. Locks the run before its approval, as whoever decides does. */
export function askForRun(
  db: Database,
  key: Buffer,
  { claim, request }: { readonly claim: Claim; readonly request: ApprovalRequest },
): Promise<ApprovalAnswer> {
  return db.transaction().execute(async (transaction): Promise<ApprovalAnswer> => {
    const by = await heldRun(transaction, claim);
    const { runId, generation } = claim;
    const { name } = request;
    const { rows } = await sql<Standing>`select id, state, evidence_digest as digest from approval
      where run_id = ${runId} and generation = ${generation} and name = ${name} and not heard and state <> 'SUPERSEDED'
      for update`.execute(transaction);
    const standing = rows[0];
    if (standing !== undefined) {
      const isSame = standing.digest === evidenceDigest(key, standing.id, request);
      if (standing.state !== 'PENDING' && standing.state !== 'APPROVED') {
        return { kind: standing.state, approval: standing.id };
      }
      if (isSame && standing.state === 'APPROVED') return apply(transaction, key, { claim, request, by, standing });
      if (isSame) return wait(transaction, claim, { name, approval: standing.id });
      // Agreed to, or about to be, are other facts: that approval is not one of these.
      await sql`update approval set state = 'SUPERSEDED' where id = ${standing.id}::uuid`.execute(transaction);
    }
    const at: AskedAt = { runId, generation, name, act: null };
    const approval = await insertApproval(transaction, key, { facts: request, by, at });
    return wait(transaction, claim, { name, approval });
  });
}

async function heldRun(transaction: Database, { runId, fence }: Claim): Promise<Requester> {
  const { rows } = await sql<{ requester: string; correlationId: string }>`
    select initiator as requester, correlation_id as "correlationId" from run where id = ${runId} and fence = ${fence}
    for update`.execute(transaction);
  const run = rows[0];
  if (run === undefined) throw new FenceLost(runId, fence);
  const makers = await sql<{ person: string }>`select person from run_maker where run_id = ${runId}`.execute(
    transaction,
  );
  return { ...run, makers: makers.rows.map(({ person }) => person) };
}

async function wait(
  transaction: Database,
  { runId }: Claim,
  { name, approval }: { readonly name: string; readonly approval: string },
): Promise<ApprovalAnswer> {
  const state: RunState = { kind: 'WAITING_APPROVAL', step: name, approval };
  await sql`update run set state_kind = ${state.kind}, state = ${JSON.stringify(state)}::jsonb, changed_at = now()
    where id = ${runId}`.execute(transaction);
  // What had stopped it before, and let it go on by itself, is over.
  await sql`update run_exception set closed_at = now(), changed_at = now(), resolution = 'ENDED'
    where run_id = ${runId} and closed_at is null and event_id is null`.execute(transaction);
  await sql`delete from run_parked where run_id = ${runId}`.execute(transaction);
  return { kind: 'WAITING', approval };
}

/** An approval is applied once, however often the run comes by: from here on its note answers. */
async function apply(
  transaction: Database,
  key: Buffer,
  {
    claim,
    request,
    by,
    standing,
  }: {
    readonly claim: Claim;
    readonly request: ApprovalRequest;
    readonly by: Requester;
    readonly standing: Standing;
  },
): Promise<ApprovalAnswer> {
  const { runId, generation } = claim;
  const answer: ApprovalAnswer = { kind: 'APPROVED', approval: standing.id };
  const at = new Date(request.nowMs).toISOString();
  const applied = await sql`update approval set applied_at = ${at}::timestamptz, outcome = 'DONE'
    where id = ${standing.id}::uuid and applied_at is null returning 1`.execute(transaction);
  if (applied.rows.length === 0) return answer;
  await sql`insert into run_note (run_id, generation, name, value)
    values (${runId}, ${generation}, ${approvalNote(request.name)}, ${JSON.stringify(answer)}::jsonb)
    on conflict do nothing`.execute(transaction);
  await appendAudit(transaction, key, {
    actor: by.requester,
    action: 'approval.applied',
    runId,
    correlationId: by.correlationId,
    systems: [],
    detail: { approval: standing.id, at: request.name, evidence: standing.digest },
  });
  return answer;
}
