// Contract lines that are billed by plan, with what the contract says they are worth. That no more is billed of one is a trigger of the
// database (migration 0018), not a check in code (DOMAIN rule 68).
import { sql } from 'kysely';
import type { Database } from '../store/store.ts';
import type { KeptItem, KeptMoney } from './claims.ts';
import { itemColumns } from './claims.ts';
import type { Json } from './run-journal.ts';

/** A line as it is kept. */
export interface KeptLine {
  /** Canonical id; its bills have it as their scope. */
  readonly id: string;
  readonly projectId: string;
  readonly contractId: string;
  readonly model: string;
  readonly value: KeptMoney;
  /** Billed before go-live. */
  readonly billedBefore: KeptMoney;
  readonly runId: string;
}

/** Writes what a line is worth now. */
export async function saveLine(db: Database, line: KeptLine): Promise<void> {
  const { id, projectId, contractId, model, value, billedBefore, runId } = line;
  await sql`insert into billing_line (id, project_id, contract_id, model, currency, value, billed_before, run_id)
    values (${id}, ${projectId}, ${contractId}, ${model}, ${value.currency}, ${value.amount}::numeric, ${billedBefore.amount}::numeric,
      ${runId})
    on conflict (id) do update set value = excluded.value, billed_before = excluded.billed_before, run_id = excluded.run_id,
      changed_at = now()`.execute(db);
}

/** Everything in the books of a line, each bill in every version it ever had. */
export async function itemsOfLine<State extends Json, Facts extends Json>(
  db: Database,
  lineId: string,
): Promise<readonly KeptItem<State, Facts>[]> {
  const { rows } = await sql<KeptItem<State, Facts>>`select ${itemColumns} from work_item
    where cap_scope = ${lineId} order by source, version`.execute(db);
  return rows;
}
