// Numbered migrations, each applied once and whole, by one process at a time.
import type pg from 'pg';
import type { Migration } from './migration.ts';
import { crossrefTables } from './migrations/0001-crossref.ts';
import { candidateTables } from './migrations/0002-candidates.ts';
import { journalTables } from './migrations/0003-journal.ts';
import { auditChains } from './migrations/0004-audit-chains.ts';
import { exceptionTables } from './migrations/0005-exceptions.ts';
import { budgetTables } from './migrations/0006-budgets.ts';
import { setAsideTables } from './migrations/0007-set-aside.ts';
import { housekeepingTable } from './migrations/0008-housekeeping.ts';
import { appRoleAndGrants } from './migrations/0009-app-role.ts';
import { approvalTables } from './migrations/0010-approvals.ts';
import { requestOutcomes } from './migrations/0012-requests.ts';
import { feedTables } from './migrations/0011-feeds.ts';
import { engagementTables } from './migrations/0013-engagements.ts';
import { claimTables } from './migrations/0014-claims.ts';
import { restorationTable } from './migrations/0015-restorations.ts';
import { detectorTables } from './migrations/0016-detectors.ts';
import { customerChangeTable } from './migrations/0017-customer-changes.ts';
import { contractBilling } from './migrations/0018-contract-billing.ts';
import { runOrder } from './migrations/0019-order.ts';
import { releaseSchedule } from './migrations/0021-release-schedule.ts';
import { goingOn } from './migrations/0022-going-on.ts';
import { creditTables } from './migrations/0020-credits.ts';
import { submittedDrafts } from './migrations/0024-submitted-drafts.ts';
import { takesAndPayments } from './migrations/0025-takes-and-payments.ts';
import { workCost } from './migrations/0023-work-cost.ts';
import { monthEnd } from './migrations/0026-month-end.ts';
import { watchedCost } from './migrations/0028-watched-cost.ts';
import { nothingWaits } from './migrations/0029-nothing-waits.ts';
import { contractPositions } from './migrations/0030-contract-positions.ts';
import { correctionsDraw } from './migrations/0031-corrections-draw.ts';
import { holdKinds } from './migrations/0032-hold-kinds.ts';
import { managers } from './migrations/0033-managers.ts';
import { backgroundFloors } from './migrations/0037-background-floors.ts';
import { sentOn } from './migrations/0039-sent-on.ts';
import { reasonOf, StoreError } from './store-error.ts';

/** All of them, in order. */
export const migrations: readonly Migration[] = [
  crossrefTables,
  candidateTables,
  journalTables,
  auditChains,
  exceptionTables,
  budgetTables,
  setAsideTables,
  housekeepingTable,
  appRoleAndGrants,
  approvalTables,
  requestOutcomes,
  feedTables,
  engagementTables,
  claimTables,
  restorationTable,
  detectorTables,
  customerChangeTable,
  contractBilling,
  runOrder,
  creditTables,
  releaseSchedule,
  goingOn,
  workCost,
  submittedDrafts,
  takesAndPayments,
  monthEnd,
  watchedCost,
  nothingWaits,
  contractPositions,
  correctionsDraw,
  holdKinds,
  managers,
  backgroundFloors,
  sentOn,
];

/** Any number, the same in every process: who holds this advisory lock migrates. */
const lockKey = 4_071_823;

/**
 * Brings the schema up to date; processes that start together wait for the one that does it. Raises StoreError when a
 * migration fails (it is rolled back whole) and when the schema is newer than this program.
 */
export async function migrate(pool: pg.Pool, wanted: readonly Migration[] = migrations): Promise<void> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    // A change to a large table may take longer than any query of a request may.
    await client.query('set statement_timeout = 0');
    await client.query('select pg_advisory_lock($1)', [lockKey]);
    await client.query(
      'create table if not exists migration (number int primary key, name text not null, applied_at timestamptz not null default now())',
    );
    await applyAll(client, wanted);
    await client.query('select pg_advisory_unlock($1)', [lockKey]);
    await client.query('reset statement_timeout');
  } catch (error) {
    // The connection goes with the error, and with it its lock.
    broken = error instanceof Error ? error : new Error(reasonOf(error));
    throw broken;
  } finally {
    client.release(broken);
  }
}

async function applyAll(client: pg.PoolClient, wanted: readonly Migration[]): Promise<void> {
  const { rows } = await client.query<{ number: number }>('select number from migration');
  const applied = new Set(rows.map((row) => row.number));
  const newest = Math.max(0, ...wanted.map(({ number }) => number));
  const newer = [...applied].find((number) => number > newest);
  if (newer !== undefined) {
    throw new StoreError(
      'NEWER_SCHEMA',
      `The store has migration ${newer}, this program knows them up to ${newest}: a newer release was here; start that one`,
    );
  }
  for (const migration of wanted) if (!applied.has(migration.number)) await apply(client, migration);
}

async function apply(client: pg.PoolClient, { number, name, sql }: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(sql);
    await client.query('insert into migration (number, name) values ($1, $2)', [number, name]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new StoreError(
      'MIGRATION_FAILED',
      `Migration ${number} (${name}) failed and was rolled back: ${reasonOf(error)}`,
      error,
    );
  }
}
