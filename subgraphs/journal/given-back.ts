// Work that a person's credit or void in the ERP gave back: whose it was, and what of it still waits for somebody to say what was meant.
import { sql } from 'kysely';
import type { Database } from '../store/store.ts';

/** Those of some work that a person in the ERP gave back, ever, with the day of the first invoice it was taken off. */
export async function givenBackOf(db: Database, sources: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{
    source: string;
    since: string;
  }>`select part.source, min(draft.invoice->>'issuedOn') as since
    from billing_credit credit join billing_credit_part part on part.credit_id = credit.id
      join billing_draft draft on draft.id = credit.draft_id
    where credit.origin = 'ERP' and credit.state = 'POSTED' and part.source = any(${[...sources]}::text[])
    group by part.source`.execute(db);
  return new Map(rows.map(({ source, since }) => [source, since]));
}

const held = sql`from billing_credit credit join billing_credit_part part on part.credit_id = credit.id
    join work_item item on item.source = part.source and item.version = part.next_version
  where credit.origin = 'ERP' and credit.state = 'POSTED' and (item.state->'places'->'held'->>'amount')::numeric <> 0`;

/** Drafts of which work that was given back so is held. */
export async function draftsHeldAfter(db: Database): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`select distinct credit.draft_id as id ${held}`.execute(db);
  return rows.map(({ id }) => id);
}

/** How much of a draft's work is held so, as decimal text in its currency. */
export async function heldAfter(db: Database, draftId: string): Promise<string> {
  const { rows } = await sql<{ amount: string }>`select coalesce(sum(amount), 0)::text as amount from
    (select distinct item.source, (item.state->'places'->'held'->>'amount')::numeric as amount ${held} and credit.draft_id = ${draftId}) each`.execute(
    db,
  );
  return rows[0]?.amount ?? '0';
}

/** Canonical ids of the invoices that some work was on before it was given back so, of which nothing is held any more. */
export async function invoicesLetGo(db: Database, source: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`select distinct draft.invoice->>'id' as id from billing_credit credit
      join billing_credit_part part on part.credit_id = credit.id join billing_draft draft on draft.id = credit.draft_id
    where credit.origin = 'ERP' and credit.state = 'POSTED' and part.source = ${source}
      and credit.draft_id not in (select credit.draft_id ${held})`.execute(db);
  return rows.map(({ id }) => id);
}
