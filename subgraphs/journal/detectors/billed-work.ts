// What our books have billed of time lately, for whoever compares it with the PSA.
import { sql } from 'kysely';
import type { Database } from '../../store/store.ts';
import type { RecordKind } from '../../../schema/canon/identity.ts';
import type { System } from '../../../schema/canon/freshness.ts';

/** More is another page; the PSA answers as many at once. */
const pageMax = 200;

/** Time with what of its newest version is billed. */
export interface BilledWork {
  /** Canonical id. */
  readonly source: string;
  readonly ref: { readonly system: System; readonly instance: string; readonly kind: RecordKind; readonly id: string };
  /** As it was read when it was billed. */
  readonly content: string;
  readonly workedOn: string;
  /** Decimal text, without tax. */
  readonly amount: string;
  readonly currency: string;
  /** The invoice's canonical id and number. */
  readonly invoiceId: string;
  readonly number: string | null;
}

/** A page of the time billed within some days and not credited since, by its id. */
export async function billedWork(
  db: Database,
  { withinDays, after }: { readonly withinDays: number; readonly after: string | null },
): Promise<{ readonly items: readonly BilledWork[]; readonly next: string | null }> {
  const { rows } =
    await sql<BilledWork>`select distinct on (item.source) item.source, item.facts->'entry'->'ref' as ref, item.content,
      to_char(item.worked_on, 'YYYY-MM-DD') as "workedOn", item.state->'places'->'billed'->>'amount' as amount, item.currency,
      draft.invoice->>'id' as "invoiceId", draft.invoice->>'number' as number
    from work_item item
      join work_claim claim on claim.source = item.source and claim.version = item.version and claim.state = 'BILLED'
      join billing_draft draft on draft.id = claim.draft_id
    where claim.changed_at > now() - make_interval(days => ${withinDays}::int)
      and (item.state->'places'->'billed'->>'amount')::numeric <> 0 and draft.invoice is not null
      and coalesce(item.facts->'entry'->>'kind', 'TIME') = 'TIME' and (${after}::text is null or item.source > ${after})
    order by item.source, claim.number desc limit ${pageMax}`.execute(db);
  return { items: rows, next: rows.length < pageMax ? null : (rows.at(-1)?.source ?? null) };
}
