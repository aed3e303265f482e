// Approvals as whoever decides on them holds them, and the runs that wait for them.
import { sql } from 'kysely';
import type { Database } from '../../store/store.ts';
import type { RunView } from '../run-journal.ts';
import type { Act } from './ask.ts';
import type { Delegation, Person } from './authority.ts';
import { readDelegations } from './delegations.ts';

/** An approval with its row held, as far as a decision needs it. */
export interface Locked {
  readonly id: string;
  readonly action: string;
  readonly legalEntity: string | null;
  readonly roles: readonly string[];
  readonly managers: readonly string[];
  readonly makers: readonly string[];
  readonly needed: number;
  readonly state: string;
  readonly expiresAt: Date;
  readonly runId: string | null;
  readonly act: Act | null;
  readonly correlationId: string;
  readonly requester: string;
  readonly reason: string | null;
  readonly digest: string;
}

/** Whoever has decided, and in whose name. */
export type Decision = { readonly approver: string; readonly authority: string };

export const lockedColumns = sql`id, action, legal_entity as "legalEntity", roles, managers::text[] as managers, makers::text[] as makers, approvers_needed as needed, state,
  expires_at as "expiresAt", run_id as "runId", act, correlation_id as "correlationId", requester, evidence_digest as digest,
  (select reason from operator_act said where said.id = approval.reason_act) as reason`;

/** The approval, its run locked before it: in the order in which a run that asks locks them. */
export async function locked(transaction: Database, id: string): Promise<Locked | null> {
  await sql`select 1 from run where id = (select run_id from approval where id::text = ${id}) for update`.execute(
    transaction,
  );
  const { rows } = await sql<Locked>`select ${lockedColumns} from approval where id::text = ${id} for update`.execute(
    transaction,
  );
  return rows[0] ?? null;
}

/** Decisions by approval. */
export async function decisionsOf(
  db: Database,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly Decision[]>> {
  const { rows } = await sql<Decision & { approval: string }>`select approval_id as approval, approver, authority
    from approval_decision where approval_id = any(${[...ids]}::uuid[])`.execute(db);
  return Map.groupBy(rows, ({ approval }) => approval);
}

/** What a person was given, in force or not. */
export function delegationsTo(db: Database, { pseudonym }: Pick<Person, 'pseudonym'>): Promise<readonly Delegation[]> {
  return readDelegations(db, sql`delegate = ${pseudonym}::uuid and revoked_at is null`);
}

/** Sends the run on that waits for just this approval. */
export async function wake(transaction: Database, { id, runId }: Locked): Promise<readonly RunView[]> {
  const running = JSON.stringify({ kind: 'RUNNING' });
  const { rows } =
    await sql<RunView>`update run set state_kind = 'RUNNING', state = ${running}::jsonb, execution = execution + 1,
      owner = null, sent_on_at = now(), changed_at = now()
    where id = ${runId} and state_kind = 'WAITING_APPROVAL' and state->>'approval' = ${id}
    returning id, process, generation, execution, state, correlation_id as "correlationId", priority, lane`.execute(
      transaction,
    );
  return rows;
}
