// Work items and the claims on them. An item's newest version says where its value is; a claim's key is written once and kept for ever,
// so of runs that would take the same work at the same moment one gets it and the others leave it alone (DOMAIN rule 29).
import { sql } from 'kysely';
import type { Database } from '../store/store.ts';
import type { Json } from './run-journal.ts';

/** Decimal text and ISO 4217, as a journal keeps money. */
export type KeptMoney = { readonly amount: string; readonly currency: string };

/** One version of a work item as it is kept; `state` is what the work law says of it. */
export interface KeptItem<State extends Json, Facts extends Json> {
  readonly source: string;
  readonly version: number;
  readonly projectId: string;
  /** What caps count by. */
  readonly capScope: string;
  readonly workedOn: string;
  /** Digest of the work as it was read. */
  readonly content: string;
  readonly facts: Facts;
  readonly state: State;
  /** What of it uses caps: claimed, in doubt and billed. */
  readonly used: KeptMoney;
}

/** Where a claim stands. UNCLAIMED and BILLED are ends. */
export type ClaimState = 'CLAIMED' | 'IN_DOUBT' | 'BILLED' | 'UNCLAIMED';

/** A claim as it is kept. Its price does not change any more. */
export interface KeptClaim {
  readonly key: string;
  readonly source: string;
  readonly version: number;
  /** 1 for the first claim ever on this version. */
  readonly number: number;
  readonly draftId: string;
  /** Position of its line in the draft, from 0. */
  readonly line: number;
  readonly amount: KeptMoney;
  /** Why it costs what it costs. */
  readonly why: string;
  readonly state: ClaimState;
  /** As the ERP's line has it; null until it is posted. */
  readonly posted: string | null;
}

/** Columns of `work_item` as a `KeptItem` has them. */
export const itemColumns = sql`source, version, project_id as "projectId", cap_scope as "capScope", to_char(worked_on, 'YYYY-MM-DD') as "workedOn",
  content, facts, state, jsonb_build_object('amount', used::text, 'currency', currency) as used`;
const claimColumns = sql`key, source, version, number, draft_id as "draftId", line,
  jsonb_build_object('amount', amount::text, 'currency', currency) as amount, why, state, posted::text as posted`;

/**
 * The newest version of each item by its source; what nobody has touched is not there. Looked up one by one in the index: in the middle of
 * a month end the table has no statistics yet, and a plan for all of them at once reads it whole.
 */
export async function itemsBySource<State extends Json, Facts extends Json>(
  db: Database,
  sources: readonly string[],
): Promise<ReadonlyMap<string, KeptItem<State, Facts>>> {
  const { rows } = await sql<KeptItem<State, Facts>>`select ${itemColumns} from unnest(${[...sources]}::text[]) asked
    cross join lateral (select * from work_item where source = asked order by version desc limit 1) newest`.execute(db);
  return new Map(rows.map((row) => [row.source, row]));
}

/** Every version of these items, by source, oldest first. */
export async function versionsBySource<State extends Json, Facts extends Json>(
  db: Database,
  sources: readonly string[],
): Promise<ReadonlyMap<string, readonly KeptItem<State, Facts>[]>> {
  const { rows } = await sql<KeptItem<State, Facts>>`select ${itemColumns} from work_item
    where source = any(${[...sources]}::text[]) order by source, version`.execute(db);
  return Map.groupBy(rows, ({ source }) => source);
}

/** One statement takes so many; a project's month is one or two of them. */
const rowsMax = 500;

/** Does something with a list, a statement's worth at a time. */
async function inParts(rows: readonly unknown[], work: (part: string) => Promise<void>): Promise<void> {
  for (let from = 0; from < rows.length; from += rowsMax) await work(JSON.stringify(rows.slice(from, from + rowsMax)));
}

/** Writes where the value of versions is now; each is named once. */
export function saveItems(db: Database, items: readonly KeptItem<Json, Json>[]): Promise<void> {
  return inParts(items, (part) => savePart(db, part));
}

async function savePart(db: Database, part: string): Promise<void> {
  await sql`insert into work_item (source, version, project_id, cap_scope, worked_on, content, facts, state, used, currency)
    select source, version, "projectId", "capScope", "workedOn", content, facts, state, (used->>'amount')::numeric, used->>'currency'
    from jsonb_to_recordset(${part}::jsonb) as item (source text, version int, "projectId" text, "capScope" text, "workedOn" date,
      content text, facts jsonb, state jsonb, used jsonb)
    on conflict (source, version) do update set cap_scope = excluded.cap_scope, content = excluded.content, facts = excluded.facts, state = excluded.state,
      worked_on = excluded.worked_on, used = excluded.used, changed_at = now()`.execute(db);
}

/** Work that a cap counts: of any of the scopes, of the days it names. */
export interface CapCount {
  readonly scopes: readonly string[];
  readonly currency: string;
  /** The contract of which it counts what is billed by plan, too; null: none of that. */
  readonly byPlanOf: string | null;
  /** Null: any day. */
  readonly days: (CountedDays & { readonly except?: readonly CountedDays[] }) | null;
}

/** Both included. */
interface CountedDays {
  readonly from: string;
  readonly to: string;
}

/** What of a cap is used by our bills, in one currency, as decimal text. One list of scopes, so that it is looked up in the index and not read whole. */
export async function usedOfCap(db: Database, { scopes, currency, byPlanOf, days }: CapCount): Promise<string> {
  const { from, to } = days ?? { from: null, to: null };
  const except = days?.except ?? [];
  const [begin, end] = [except.map((each) => each.from), except.map((each) => each.to)];
  const { rows } = await sql<{ used: string }>`select coalesce(sum(used), 0)::text as used from work_item
    where cap_scope = any(${[...scopes]}::text[] || array(select id from billing_line where contract_id = ${byPlanOf}::text))
      and currency = ${currency}
      and (${from}::date is null or worked_on between ${from}::date and ${to}::date)
      and not exists (select from unnest(${begin}::date[], ${end}::date[]) excepted (from_day, to_day)
        where worked_on between from_day and to_day)`.execute(db);
  return rows[0]?.used ?? '0';
}

/**
 * Takes claims, and answers with those it did not get: their key was ever taken, or the item is claimed, by whomever. Leave that work
 * alone then.
 */
export async function takeClaims<Claim extends Omit<KeptClaim, 'state' | 'posted'>>(
  db: Database,
  claims: readonly Claim[],
): Promise<readonly Claim[]> {
  const taken = new Set<string>();
  await inParts(claims, async (part) => {
    const { rows } = await sql<{ key: string }>`
      insert into work_claim (key, source, version, number, draft_id, line, amount, currency, why, state)
      select key, source, version, number, "draftId", line, (amount->>'amount')::numeric, amount->>'currency', why, 'CLAIMED'
      from jsonb_to_recordset(${part}::jsonb) as claim (key text, source text, version int, number int, "draftId" text, line int,
        amount jsonb, why text)
      on conflict do nothing returning key`.execute(db);
    for (const { key } of rows) taken.add(key);
  });
  return claims.filter(({ key }) => !taken.has(key));
}

/** The claims of drafts, by draft in the order of the lines. */
export async function claimsOfDrafts(db: Database, draftIds: readonly string[]): Promise<readonly KeptClaim[]> {
  const { rows } =
    await sql<KeptClaim>`select ${claimColumns} from work_claim where draft_id = any(${[...draftIds]}::text[])
    order by draft_id, line, source, number`.execute(db);
  return rows;
}

/** Every claim ever taken on work, oldest first. */
export async function claimsOfSources(db: Database, sources: readonly string[]): Promise<readonly KeptClaim[]> {
  const { rows } =
    await sql<KeptClaim>`select ${claimColumns} from work_claim where source = any(${[...sources]}::text[])
    order by source, version, number`.execute(db);
  return rows;
}

/** What becomes of a claim; `posted` is what the ERP's line says of it. */
export interface ClaimMove {
  readonly key: string;
  readonly state: ClaimState;
  readonly posted: string | null;
}

/** Moves claims on; each is named once. */
export function moveClaims(db: Database, moves: readonly ClaimMove[]): Promise<void> {
  return inParts(moves, async (part) => {
    await sql`update work_claim set state = moved.state, posted = moved.posted, changed_at = now()
      from jsonb_to_recordset(${part}::jsonb) as moved (key text, state text, posted numeric)
      where work_claim.key = moved.key`.execute(db);
  });
}

/** Puts an open claim on another line of its draft. */
export async function placeClaim(db: Database, key: string, line: number): Promise<void> {
  await sql`update work_claim set line = ${line}, changed_at = now() where key = ${key}`.execute(db);
}

/** A change of what work is billed at, or whether. */
export interface KeptAdjustment {
  readonly source: string;
  readonly version: number;
  readonly kind: 'HOLD' | 'LET_GO' | 'WRITE_UP' | 'WRITE_DOWN' | 'WRITE_OFF';
  readonly amount: KeptMoney;
  /** Its words are in the run's input. */
  readonly runId: string;
}

/** Writes an adjustment; a run writes one. */
export async function insertAdjustment(db: Database, adjustment: KeptAdjustment): Promise<void> {
  const { source, version, kind, amount, runId } = adjustment;
  await sql`insert into work_adjustment (source, version, kind, amount, currency, run_id)
    values (${source}, ${version}, ${kind}, ${amount.amount}::numeric, ${amount.currency}, ${runId})`.execute(db);
}

/** Whether a run has adjusted work. */
export async function hasAdjusted(db: Database, runId: string): Promise<boolean> {
  const { rows } = await sql`select 1 from work_adjustment where run_id = ${runId}`.execute(db);
  return rows.length > 0;
}
