// Exceptions as people read them: ranked by the money at risk, grouped by what one fix would end.
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { currencyCode, minorUnits } from '../../schema/canon/currency.ts';
import { round } from '../../schema/canon/money.ts';
import type { Money } from '../../schema/canon/money.ts';
import type { Page, PageRequest } from '../../schema/canon/paging.ts';
import type { Database } from '../store/store.ts';
import type { DetectedCode } from './detectors/detected-codes.ts';
import type { ExceptionKind } from './exception-codes.ts';
import type { Subject } from './exceptions.ts';
import type { Direction } from './run-journal.ts';

/** OPEN: nobody has it. ASSIGNED: somebody does. SNOOZED: hidden until a time. CLOSED: ended, see its resolution. */
export type ExceptionStatus = 'OPEN' | 'ASSIGNED' | 'SNOOZED' | 'CLOSED';

/** An exception as it stands. */
export interface ExceptionRecord {
  readonly id: string;
  readonly status: ExceptionStatus;
  readonly kind: ExceptionKind;
  readonly direction: Direction | null;
  readonly code: string;
  readonly message: string;
  readonly fields: readonly string[];
  readonly runId: string | null;
  readonly process: string | null;
  readonly step: string | null;
  readonly system: string | null;
  readonly correlationId: string | null;
  readonly subject: Subject | null;
  readonly atRisk: Money | null;
  readonly ownerRole: string;
  readonly dueAt: Date | null;
  /** A pseudonym. */
  readonly assignee: string | null;
  readonly snoozedUntil: Date | null;
  readonly occurrences: number;
  readonly firstSeenAt: Date;
  readonly openedAt: Date;
  readonly changedAt: Date;
  readonly closedAt: Date | null;
  /** When its parked run is tried again by itself; null when it is not, or is being tried. */
  readonly nextTryAt: Date | null;
  readonly resolution: string | null;
  /** The run that did what this one's was refused, when that is how it ended. */
  readonly settledBy: string | null;
  /** The reader that could not be told, of a dead letter. */
  readonly reader: string | null;
}

/** Which exceptions; null means any. Without statuses only those that are not closed. */
export interface ExceptionFilter {
  readonly statuses?: readonly ExceptionStatus[] | null;
  readonly codes?: readonly string[] | null;
  readonly kinds?: readonly ExceptionKind[] | null;
  readonly ownerRole?: string | null;
  readonly process?: string | null;
  readonly system?: string | null;
  readonly correlationId?: string | null;
  readonly runId?: string | null;
  readonly subjectId?: string | null;
  /** How it was ended, such as WAIVED; then those that are closed are meant. */
  readonly resolutions?: readonly string[] | null;
  /** At least this much, in this currency. */
  readonly atRiskMin?: Money | null;
  readonly isOverdue?: boolean | null;
}

/** What one fix would probably end: the same code, of one system and owner. */
export interface GroupRecord {
  readonly code: string;
  readonly kind: ExceptionKind;
  readonly system: string | null;
  readonly ownerRole: string;
  readonly count: number;
  /** One sum per currency, the largest first; exceptions that state no money are counted only. */
  readonly atRisk: readonly Money[];
  readonly oldest: Date;
  /** The costliest few. */
  readonly sampleIds: readonly string[];
}

const groupsMax = 200;
const sampleMax = 3;

const status = sql`case when closed_at is not null then 'CLOSED' when snoozed_until > now() then 'SNOOZED'
  when assignee is not null then 'ASSIGNED' else 'OPEN' end`;

const columns = sql`id, ${status} as status, kind, direction, code, message, fields, run_id as "runId", process, step, system,
  correlation_id as "correlationId", subject, at_risk::text as amount, at_risk_currency as currency, owner_role as "ownerRole",
  due_at as "dueAt", assignee, snoozed_until as "snoozedUntil", occurrences, first_seen_at as "firstSeenAt",
  opened_at as "openedAt", changed_at as "changedAt", closed_at as "closedAt", resolution, settled_by as "settledBy", reader,
  case when kind in ('PARKED', 'STUCK') and closed_at is null then (select next_at from run_parked where run_parked.run_id = run_exception.run_id)
    end as "nextTryAt"`;

type Row = Omit<ExceptionRecord, 'atRisk'> & { readonly amount: string | null; readonly currency: string | null };

/** Exceptions by id, in the order of the ids; null where there is none. */
export async function exceptionsById(
  db: Database,
  ids: readonly string[],
): Promise<readonly (ExceptionRecord | null)[]> {
  const { rows } =
    await sql<Row>`select ${columns} from run_exception where id::text = any(${[...ids]}::text[])`.execute(db);
  const byId = new Map(rows.map((row) => [row.id, recordOf(row)]));
  return ids.map((id) => byId.get(id) ?? null);
}

/**
 * A page of exceptions, most money at risk first, then the soonest due. Amounts of different currencies are ranked by their
 * number: an order to begin with, never a sum. Raises RangeError for a cursor that is none.
 */
export async function pageOfExceptions(
  db: Database,
  { first, after }: PageRequest,
  filter: ExceptionFilter,
): Promise<Page<ExceptionRecord>> {
  const from = after === null ? null : readCursor(after);
  const rank = sql`coalesce(at_risk, -1)`;
  const beyond = from === null ? sql`true` : sql`(-${rank}, id) > (-(${from.rank}::numeric), ${from.id}::uuid)`;
  const { rows } = await sql<Row & { rank: string }>`select ${columns}, ${rank}::text as rank from run_exception
    where ${matching(filter)} and ${beyond} order by -${rank}, id limit ${first + 1}`.execute(db);
  const shown = rows.slice(0, first);
  return {
    items: shown.map(recordOf),
    cursors: shown.map((row) => Buffer.from(`${row.rank} ${row.id}`).toString('base64url')),
    hasNextPage: rows.length > first,
    totalCount: null,
  };
}

/** Whose amounts are what people cost, perhaps one of them: a run's that posts it, and of an entry that was changed in the ERP. */
const costProcess = 'postCostEntry';
const costCode: DetectedCode = 'COST_CHANGED_IN_ERP';

/** Whether its amount is what people cost. */
export function isOfCost({ process, code }: Pick<ExceptionRecord, 'process' | 'code'>): boolean {
  return process === costProcess || code === costCode;
}

/** What people cost is no part of a sum, nor found by its amount: whoever sees either may not see that. */
const isToldInSums = sql`(process is distinct from ${costProcess} and code <> ${costCode})`;

/** Groups, the one with the largest amount at risk first, then the largest count. */
export async function groupsOfExceptions(db: Database, filter: ExceptionFilter): Promise<readonly GroupRecord[]> {
  const { rows } = await sql<GroupRow>`
    select code, kind, system, owner_role as "ownerRole", at_risk_currency as currency, count(*)::int as count,
      (sum(at_risk) filter (where ${isToldInSums}))::text as amount, min(first_seen_at) as oldest,
      (array_agg(id::text order by at_risk desc nulls last, id))[1:${sql.raw(String(sampleMax))}] as "sampleIds"
    from run_exception where ${matching(filter)}
    group by 1, 2, 3, 4, 5 order by sum(at_risk) desc nulls last, count(*) desc limit ${groupsMax}`.execute(db);
  const groups = Map.groupBy(rows, ({ code, kind, system, ownerRole }) => [code, kind, system, ownerRole].join(' '));
  // Rows come ranked, and a group stands where its largest amount does.
  return [...groups.values()].flatMap(groupOf);
}

interface GroupRow extends Pick<
  GroupRecord,
  'code' | 'kind' | 'system' | 'ownerRole' | 'count' | 'oldest' | 'sampleIds'
> {
  readonly currency: string | null;
  readonly amount: string | null;
}

function groupOf(rows: readonly GroupRow[]): readonly GroupRecord[] {
  const [first] = rows;
  if (first === undefined) return [];
  const { code, kind, system, ownerRole } = first;
  return [
    {
      ...{ code, kind, system, ownerRole },
      count: rows.reduce((total, row) => total + row.count, 0),
      atRisk: rows.flatMap((row) => moneyOf(row) ?? []),
      oldest: new Date(Math.min(...rows.map((row) => row.oldest.getTime()))),
      sampleIds: rows.flatMap(({ sampleIds }) => sampleIds).slice(0, sampleMax),
    },
  ];
}

/** The condition of a filter. */
export function matching(filter: ExceptionFilter): RawBuilder<unknown> {
  const { codes, kinds, ownerRole, process, system, correlationId, runId, subjectId, atRiskMin, isOverdue } = filter;
  const { resolutions } = filter;
  const statuses = filter.statuses ?? (resolutions == null ? ['OPEN', 'ASSIGNED', 'SNOOZED'] : ['CLOSED']);
  const conditions: RawBuilder<unknown>[] = [sql`${status} = any(${[...statuses]}::text[])`];
  if (!statuses.includes('CLOSED')) conditions.push(sql`closed_at is null`);
  if (codes != null) conditions.push(sql`code = any(${[...codes]}::text[])`);
  if (kinds != null) conditions.push(sql`kind = any(${[...kinds]}::text[])`);
  if (ownerRole != null) conditions.push(sql`owner_role = ${ownerRole}`);
  if (process != null) conditions.push(sql`process = ${process}`);
  if (system != null) conditions.push(sql`system = ${system}`);
  if (correlationId != null) conditions.push(sql`correlation_id = ${correlationId}`);
  if (runId != null) conditions.push(sql`run_id = ${runId}`);
  if (subjectId != null) conditions.push(sql`subject->>'id' = ${subjectId}`);
  if (resolutions != null) conditions.push(sql`resolution = any(${[...resolutions]}::text[])`);
  if (atRiskMin != null) {
    conditions.push(
      sql`at_risk_currency = ${atRiskMin.currency} and at_risk >= ${atRiskMin.amount}::numeric and ${isToldInSums}`,
    );
  }
  if (isOverdue != null) conditions.push(sql`(closed_at is null and due_at < now()) = ${isOverdue}`);
  return sql`(${sql.join(conditions, sql` and `)})`;
}

function recordOf({ amount, currency, ...row }: Row): ExceptionRecord {
  return { ...row, atRisk: moneyOf({ amount, currency }) };
}

function moneyOf({
  amount,
  currency,
}: {
  readonly amount: string | null;
  readonly currency: string | null;
}): Money | null {
  if (amount === null || currency === null || (minorUnits.get(currency) ?? null) === null) return null;
  return round(amount, currencyCode(currency), 'HALF_UP');
}

function readCursor(cursor: string): { readonly rank: string; readonly id: string } {
  const text = Buffer.from(cursor, 'base64url').toString();
  const [, rank, id] = /^(-?[\d.]{1,60}) ([0-9a-f-]{36})$/.exec(text) ?? [];
  if (rank !== undefined && id !== undefined) return { rank, id };
  throw new RangeError(`"${cursor.slice(0, 40)}" is no cursor of a page of exceptions; pass an endCursor as it was`);
}
