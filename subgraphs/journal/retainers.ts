// What clients have prepaid, lot by lot, and the work that drew from it. That drawn, left and lapsed come to what was paid in is a trigger of
// the database (migration 0018), looked at when the transaction ends (DOMAIN rule 26).
import { sql } from 'kysely';
import type { Database } from '../store/store.ts';

/** A lot as it is kept; amounts are decimal text of its currency. */
export interface KeptLot {
  /** The period that was prepaid. */
  readonly id: string;
  readonly lineId: string;
  readonly projectId: string;
  readonly from: string;
  readonly expiresOn: string | null;
  readonly currency: string;
  readonly quantity: string;
  readonly drawnBefore: string;
  readonly remaining: string;
  readonly lapsed: string;
}

/** What one version of work took from a lot. */
export interface KeptDraw {
  readonly lot: string;
  readonly source: string;
  readonly version: number;
  readonly amount: string;
}

/** A draw with its lot's currency. */
export type DrawOfLot = KeptDraw & { readonly currency: string };

/** The lots of a contract's line, oldest first. */
export async function lotsOfLine(db: Database, lineId: string): Promise<readonly KeptLot[]> {
  const { rows } = await sql<KeptLot>`select id, line_id as "lineId", project_id as "projectId",
      to_char(from_on, 'YYYY-MM-DD') as "from", to_char(expires_on, 'YYYY-MM-DD') as "expiresOn", currency,
      trim_scale(quantity)::text as quantity, trim_scale(drawn_before)::text as "drawnBefore", trim_scale(remaining)::text as remaining,
      trim_scale(lapsed)::text as lapsed
    from retainer_lot where line_id = ${lineId} order by from_on, id`.execute(db);
  return rows;
}

/** Draws that stand, of a line. */
export async function drawsOfLine(db: Database, lineId: string): Promise<readonly KeptDraw[]> {
  const { rows } =
    await sql<KeptDraw>`select draw.lot, draw.source, draw.version, trim_scale(draw.amount)::text as amount
    from retainer_draw draw join retainer_lot lot on lot.id = draw.lot
    where lot.line_id = ${lineId} and draw.given_back_by is null order by draw.source, draw.version, draw.lot`.execute(
      db,
    );
  return rows;
}

/** Draws that stand, of several lots. */
export async function drawsOfLots(db: Database, lots: readonly string[]): Promise<readonly DrawOfLot[]> {
  const { rows } =
    await sql<DrawOfLot>`select draw.lot, draw.source, draw.version, draw.amount::text as amount, lot.currency
    from retainer_draw draw join retainer_lot lot on lot.id = draw.lot
    where draw.lot = any(${[...lots]}::text[]) and draw.given_back_by is null order by draw.source, draw.version`.execute(
      db,
    );
  return rows;
}

/** A draw with what it drew from. */
export type DrawOfWork = DrawOfLot & { readonly from: string };

/** Draws that stand, of some work, the oldest period first. */
export async function drawsOfSources(db: Database, sources: readonly string[]): Promise<readonly DrawOfWork[]> {
  const { rows } =
    await sql<DrawOfWork>`select draw.lot, draw.source, draw.version, draw.amount::text as amount, lot.currency,
      to_char(lot.from_on, 'YYYY-MM-DD') as "from"
    from retainer_draw draw join retainer_lot lot on lot.id = draw.lot
    where draw.source = any(${[...sources]}::text[]) and draw.given_back_by is null
    order by lot.from_on, draw.lot, draw.source, draw.version`.execute(db);
  return rows;
}

/** Writes how a lot stands now. */
export async function saveLot(db: Database, lot: KeptLot, runId: string): Promise<void> {
  const { id, lineId, projectId, from, expiresOn, currency, quantity, drawnBefore, remaining, lapsed } = lot;
  await sql`insert into retainer_lot (id, line_id, project_id, from_on, expires_on, currency, quantity, drawn_before, remaining, lapsed,
      lapsed_by, run_id)
    values (${id}, ${lineId}, ${projectId}, ${from}::date, ${expiresOn}::date, ${currency}, ${quantity}::numeric, ${drawnBefore}::numeric,
      ${remaining}::numeric, ${lapsed}::numeric, case when ${lapsed}::numeric > 0 then ${runId} end, ${runId})
    on conflict (id) do update set quantity = excluded.quantity, remaining = excluded.remaining, expires_on = excluded.expires_on,
      lapsed = excluded.lapsed,
      lapsed_by = case when excluded.lapsed > retainer_lot.lapsed then excluded.run_id else retainer_lot.lapsed_by end,
      run_id = excluded.run_id, changed_at = now()`.execute(db);
}

/** Writes draws; what a version of work draws from a lot later is added to it. */
export async function insertDraws(db: Database, draws: readonly KeptDraw[], runId: string): Promise<void> {
  if (draws.length === 0) return;
  await sql`insert into retainer_draw (lot, source, version, amount, run_id)
    select lot, source, version, amount, ${runId}
      from jsonb_to_recordset(${JSON.stringify(draws)}::jsonb) as draw (lot text, source text, version int, amount numeric)
    on conflict (source, version, lot) do update set amount = retainer_draw.amount + excluded.amount`.execute(db);
}

/** Takes the draws of one version of work back. */
export async function giveDrawsBack(
  db: Database,
  { source, version }: Pick<KeptDraw, 'source' | 'version'>,
  runId: string,
): Promise<void> {
  await sql`update retainer_draw set given_back_by = ${runId}
    where source = ${source} and version = ${version} and given_back_by is null`.execute(db);
}
