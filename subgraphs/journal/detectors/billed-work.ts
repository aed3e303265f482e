// What our books have billed of work lately, for whoever compares it with the PSA, and what is said of work that changed since.
import { sql } from 'kysely';
import type { Money } from '../../../schema/canon/money.ts';
import type { Database } from '../../store/store.ts';
import type { RecordKind } from '../../../schema/canon/identity.ts';
import type { System } from '../../../schema/canon/freshness.ts';
import type { Finding } from './findings.ts';

/** More is another page; the PSA answers as many at once. */
const pageMax = 200;

/** The reading that looks at it; what is told of it elsewhere ends by this reading, too. */
export const billedWorkSweep = 'billed-work';

/** Work with what of its newest version is billed. */
export interface BilledWork {
  /** Canonical id, or the name of a planned bill. */
  readonly source: string;
  /** The PSA's record. */
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

const columns = sql`item.source, item.facts->'entry'->'ref' as ref, item.content,
      to_char(item.worked_on, 'YYYY-MM-DD') as "workedOn", item.state->'places'->'billed'->>'amount' as amount, item.currency,
      draft.invoice->>'id' as "invoiceId", draft.invoice->>'number' as number`;
const billed = sql`from work_item item
      join work_claim claim on claim.source = item.source and claim.version = item.version and claim.state = 'BILLED'
      join billing_draft draft on draft.id = claim.draft_id
    where (item.state->'places'->'billed'->>'amount')::numeric <> 0 and draft.invoice is not null`;

/** A page of the time and expenses billed within some days and not credited since, by their ids. */
export async function billedWork(
  db: Database,
  { withinDays, after }: { readonly withinDays: number; readonly after: string | null },
): Promise<{ readonly items: readonly BilledWork[]; readonly next: string | null }> {
  const { rows } = await sql<BilledWork>`select distinct on (item.source) ${columns} ${billed}
      and claim.changed_at > now() - make_interval(days => ${withinDays}::int)
      and coalesce(item.facts->'entry'->>'kind', 'TIME') in ('TIME', 'EXPENSE')
      and (${after}::text is null or item.source > ${after})
    order by item.source, claim.number desc limit ${pageMax}`.execute(db);
  return { items: rows, next: rows.length < pageMax ? null : (rows.at(-1)?.source ?? null) };
}

/** The same of some work, whenever it was billed and whatever kind it is; a planned bill may have no record in the PSA. */
export async function billedWorkOf(
  db: Database,
  sources: readonly string[],
): Promise<readonly (Omit<BilledWork, 'ref'> & { readonly ref: BilledWork['ref'] | null })[]> {
  const { rows } = await sql<BilledWork>`select distinct on (item.source) ${columns} ${billed}
      and item.source = any(${[...sources]}::text[])
    order by item.source, claim.number desc`.execute(db);
  return rows;
}

/** As much of work as says whether it is what was billed. */
export interface WorkAsOfNow {
  readonly version: string;
  readonly approval: string;
  readonly billable: boolean;
}

/** What became of billed work, in words; null when it is as it was billed. */
export function changeOfBilled({ content }: Pick<BilledWork, 'content'>, now: WorkAsOfNow | null): string | null {
  if (now === null) return 'is gone from the PSA';
  if (now.approval !== 'APPROVED') return `is ${now.approval.toLowerCase()} now`;
  if (!now.billable) return 'is not billable any more';
  return now.version === content ? null : 'was edited afterwards';
}

/** The case of it: the money that is billed, and the credit to ask for (DOMAIN rule 35). */
export function billedWorkFinding(
  {
    source,
    ref,
    workedOn,
    amount,
    currency,
    invoiceId,
    number,
  }: Omit<BilledWork, 'ref'> & {
    readonly ref: BilledWork['ref'] | null;
  },
  because: string,
  atRisk: Money,
): Finding {
  const invoice = number ?? invoiceId;
  return {
    ...{
      code: 'BILLED_WORK_CHANGED',
      subject: { kind: ref?.kind ?? 'MILESTONE', id: source, label: null },
      since: null,
    },
    message: `Work of ${workedOn} on invoice ${invoice} ${because}, and ${amount} ${currency} of it are billed; credit it with creditAndRebill (invoice ${invoiceId}, work ${source})`,
    ...{ system: 'psa', fields: [ref?.id ?? source, invoice], atRisk },
  };
}
