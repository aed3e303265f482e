// Why work is not billed, item by item, as the last release saw it: visible as money with an owner until it is released.
import { sql } from 'kysely';
import type { Database } from '../store/store.ts';
import type { KeptMoney } from './claims.ts';
import type { Json } from './run-journal.ts';

/** Work that waits. */
export interface KeptHold {
  readonly source: string;
  readonly projectId: string;
  readonly code: string;
  /** The business role that mends it. */
  readonly owner: string;
  readonly hold: Json;
  /** Null where it has no price. */
  readonly amount: KeptMoney | null;
  readonly currency: string;
  readonly workedOn: string;
  readonly runId: string;
  readonly heldAt: Date;
}

/** What waits: time, expenses, or bills by plan. */
export type HoldKind = 'TIME' | 'EXPENSE' | 'PLAN';

/** A hold as it is said. */
export type SaidHold = Omit<KeptHold, 'heldAt'> & {
  readonly kind: HoldKind;
  /** Digest of the work as it was looked at; absent where nobody looks again by it. */
  readonly content?: string | null;
};

/** Whose holds are said. Each process says those of the kinds it looked at, and leaves the others. */
export interface HoldScope {
  readonly projectIds: readonly string[];
  readonly kinds: readonly HoldKind[];
}

const columns = sql`source, project_id as "projectId", code, owner, hold, currency, to_char(worked_on, 'YYYY-MM-DD') as "workedOn",
  case when amount is null then null else jsonb_build_object('amount', amount::text, 'currency', currency) end as amount,
  run_id as "runId", held_at as "heldAt"`;

/** Says of some work that it waits no more; of the rest of its project nothing is said. */
export async function endHolds(db: Database, sources: readonly string[]): Promise<void> {
  if (sources.length === 0) return;
  await sql`delete from work_hold where source = any(${[...sources]}::text[])`.execute(db);
}

/** Says of each project's work what waits now: what is not named any more is no longer held. A hold that stays keeps its beginning. */
export async function saveHolds(
  db: Database,
  { projectIds, kinds }: HoldScope,
  holds: readonly SaidHold[],
): Promise<void> {
  await sql`delete from work_hold where project_id = any(${[...projectIds]}::text[]) and kind = any(${[...kinds]}::text[])
    and source <> all(${holds.map(({ source }) => source)}::text[])`.execute(db);
  if (holds.length === 0) return;
  // What is named twice is told as it was named last.
  const each = [...new Map(holds.map((hold) => [hold.source, hold])).values()];
  await sql`insert into work_hold (source, project_id, code, owner, hold, amount, currency, worked_on, run_id, kind, content)
    select source, "projectId", code, owner, hold, (amount->>'amount')::numeric, currency, "workedOn", "runId", kind, content
    from jsonb_to_recordset(${JSON.stringify(each)}::jsonb) as held (source text, "projectId" text, code text, owner text,
      hold jsonb, amount jsonb, currency text, "workedOn" date, "runId" text, kind text, content text)
    on conflict (source) do update set held_at = case when work_hold.code = excluded.code then work_hold.held_at else now() end,
      code = excluded.code, owner = excluded.owner, hold = excluded.hold, amount = excluded.amount, run_id = excluded.run_id,
      content = excluded.content, looked_at = now()`.execute(db);
}

/** Work that waits and was looked at no longer ago than so many milliseconds, with its digest of then, by source. */
export async function lookedAtLately(
  db: Database,
  sources: readonly string[],
  withinMs: number,
): Promise<ReadonlyMap<string, string | null>> {
  const { rows } = await sql<{ source: string; content: string | null }>`select source, content from work_hold
    where source = any(${[...sources]}::text[]) and looked_at > now() - make_interval(secs => ${withinMs} / 1000.0)`.execute(
    db,
  );
  return new Map(rows.map(({ source, content }) => [source, content]));
}

/** Where a page of what waits ended: the work may wait no more when the next one is asked for. */
export type HoldPlace = Pick<KeptHold, 'workedOn' | 'source'>;

/** A page of what waits, oldest work first; null is any project or reason. */
export async function holdsBy(
  db: Database,
  { projectId, code }: { readonly projectId: string | null; readonly code: string | null },
  page: { readonly first: number; readonly after: HoldPlace | null },
): Promise<readonly KeptHold[]> {
  const { rows } = await sql<KeptHold>`select ${columns} from work_hold
    where (${projectId}::text is null or project_id = ${projectId}) and (${code}::text is null or code = ${code})
      and (${page.after?.source ?? null}::text is null or (worked_on, source) > (${page.after?.workedOn ?? null}::date, ${page.after?.source ?? null}))
    order by worked_on, source limit ${page.first}`.execute(db);
  return rows;
}
