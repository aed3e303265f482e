// Runs about one customer are carried out in the order in which they were begun (DOMAIN rule 63): one has the turn, the others wait
// behind each other without a worker's place. Whose turn it is stands in a row; how long it is theirs follows from how their run stands.
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Database } from '../store/store.ts';

/** FREE: nothing orders it. TAKEN: it is its turn. BEHIND: that run goes first; leave the place and try again when it has let go. */
export type Turn = { readonly kind: 'FREE' | 'TAKEN' } | { readonly kind: 'BEHIND'; readonly run: string };

/**
 * Takes the turn for a run that is about to be carried out. It keeps it however often it is carried out, until it has let go
 * (`holdsOrder`). Two workers that take at once are told the same by the row they wait for.
 */
export async function takeTurn(db: Database, runId: string): Promise<Turn> {
  const { rows } = await sql<{ orderOf: string | null; holder: string | null }>`
    select order_of as "orderOf", (select run_id from run_turn where run_turn.order_of = run.order_of) as holder
    from run where id = ${runId} and state_kind not in ('DONE', 'COMPENSATED')`.execute(db);
  const { orderOf = null, holder = null } = rows[0] ?? {};
  if (orderOf === null) return { kind: 'FREE' };
  if (holder === runId) return { kind: 'TAKEN' };
  return db.transaction().execute(async (transaction): Promise<Turn> => {
    // Locks the row, so that what is read next is read after whoever had it.
    await sql`insert into run_turn (order_of, run_id) values (${orderOf}, ${runId})
      on conflict (order_of) do update set run_id = run_turn.run_id`.execute(transaction);
    const ahead = await runAhead(transaction, runId, orderOf);
    if (ahead !== null) {
      await sql`delete from run_turn where order_of = ${orderOf} and run_id = ${runId}`.execute(transaction);
      return { kind: 'BEHIND', run: ahead };
    }
    await sql`update run_turn set run_id = ${runId} where order_of = ${orderOf}`.execute(transaction);
    return { kind: 'TAKEN' };
  });
}

/**
 * Says whose runs a run goes in order with, where that was not known when it was begun, and takes the turn. Said once: a second time only
 * asks for the turn.
 */
export async function joinOrder(db: Database, runId: string, orderOf: string): Promise<Turn> {
  await sql`update run set order_of = ${orderOf} where id = ${runId} and order_of is null`.execute(db);
  return takeTurn(db, runId);
}

/** Whether runs wait behind this one. */
export async function isWaitedFor(db: Database, runId: string): Promise<boolean> {
  const { rows } = await sql`select 1 from run_set_aside where behind = ${runId} limit 1`.execute(db);
  return rows.length > 0;
}

/** How rows are told from the customers, deals and projects that runs are about: those are ids. */
const rowMark = 'row ';

/**
 * What runs are in order by that only are not to be at it all at once: a row of those that a run begins. Nothing of them hangs on who went
 * before, so one that rests lets the others pass, however it rests.
 */
export function rowOf(runId: string, row: number): string {
  return `${rowMark}${runId} ${row}`;
}

/**
 * Whether a run, of that name in the statement, lets no later one pass: it moves, or rests with something of it standing in a system, or
 * is parked, for then it will go on by itself or by a replay. A run that rests for a person with nothing standing (a question, an
 * approval asked for before the first write) lets others pass, and so does one whose exception was waived, or that is in a row.
 */
export function holdsOrder(run: string): RawBuilder<boolean> {
  const one = sql.raw(run);
  const stands = sql`exists (select from run_step step where step.run_id = ${one}.id and step.generation = ${one}.generation
    and step.state_kind in ('INTENT', 'DONE'))`;
  const isOpen = sql`exists (select from run_exception open where open.run_id = ${one}.id and open.closed_at is null
    and open.event_id is null)`;
  const isInRow = sql`starts_with(${one}.order_of, ${rowMark})`;
  return sql<boolean>`(${one}.state_kind in ('RUNNING', 'COMPENSATING') or (not ${isInRow} and case ${one}.state_kind
    when 'PARKED' then ${isOpen}
    when 'STUCK' then ${isOpen} and ${stands}
    when 'WAITING_APPROVAL' then ${stands}
    else false end))`;
}

/** Whoever has the turn, else the nearest that was begun before; behind that one, so that few are woken when one has let go. */
async function runAhead(transaction: Database, runId: string, orderOf: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select other.id from run other, run own
    where own.id = ${runId} and other.order_of = ${orderOf} and other.state_kind not in ('DONE', 'COMPENSATED')
      and other.id <> own.id and ${holdsOrder('other')}
      and (other.place < own.place or other.id = (select run_id from run_turn where order_of = ${orderOf}))
    order by other.place desc limit 1`.execute(transaction);
  return rows[0]?.id ?? null;
}
