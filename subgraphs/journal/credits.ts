// Credits of posted invoices: what each takes from which line and which version of which work, from its intent to the ERP's number; and
// what the ERP said last of the documents they take from.
import { sql } from 'kysely';
import type { Database } from '../store/store.ts';
import type { KeptMoney } from './claims.ts';
import type { Json } from './run-journal.ts';

/** What becomes of the work a credit takes back. */
export type CreditOutcome = 'REBILL' | 'HOLD' | 'CONCEDE';

/** A part of a line that is credited. */
export interface KeptPart {
  /** Name of the line on the invoice. */
  readonly line: string;
  readonly source: string;
  /** The version that was billed. */
  readonly version: number;
  /** Decimal text, without a sign. */
  readonly amount: string;
  /** The version that carries it on; null before it is posted, and for what was given up. */
  readonly nextVersion: number | null;
}

/** A credit as it is kept; amounts are without a sign. */
export interface KeptCredit {
  readonly id: string;
  readonly draftId: string;
  readonly projectId: string;
  /** 1 for the first of its invoice. */
  readonly generation: number;
  readonly key: string;
  /** Whether it is ours, or a person posted it in the ERP. */
  readonly origin: 'OURS' | 'ERP';
  readonly state: 'OPEN' | 'POSTED' | 'DROPPED';
  readonly outcome: CreditOutcome;
  /** A code. */
  readonly reason: string;
  readonly document: Json;
  readonly net: KeptMoney;
  readonly tax: KeptMoney;
  /** The ERP's memo; null until there is one. */
  readonly memo: Json;
  readonly runId: string;
  readonly openedAt: Date;
  readonly parts: readonly KeptPart[];
}

const columns = sql`id, draft_id as "draftId", project_id as "projectId", generation, key, origin, state, outcome, reason, document, memo,
  jsonb_build_object('amount', net::text, 'currency', currency) as net,
  jsonb_build_object('amount', tax::text, 'currency', currency) as tax, run_id as "runId", opened_at as "openedAt",
  coalesce((select jsonb_agg(jsonb_build_object('line', line, 'source', source, 'version', version, 'amount', amount::text,
    'nextVersion', next_version) order by line, source, version) from billing_credit_part where credit_id = billing_credit.id), '[]') as parts`;

/** The generation of the next credit of an invoice; hold its project's lock, or two get the same. */
export async function nextGenerationOf(db: Database, draftId: string): Promise<number> {
  const { rows } = await sql<{ next: number }>`select coalesce(max(generation), 0)::int + 1 as next from billing_credit
    where draft_id = ${draftId}`.execute(db);
  return rows[0]?.next ?? 1;
}

/** Writes a new credit with its parts. False when another one of the same invoice is open: nothing was written. */
export async function insertCredit(db: Database, credit: Omit<KeptCredit, 'openedAt'>): Promise<boolean> {
  const { id, draftId, projectId, generation, key, origin, state, outcome, reason, net, tax, runId } = credit;
  const { rows } =
    await sql`insert into billing_credit (id, draft_id, project_id, generation, key, origin, state, outcome, reason, document,
      net, tax, currency, memo, run_id)
    values (${id}, ${draftId}, ${projectId}, ${generation}, ${key}, ${origin}, ${state}, ${outcome}, ${reason},
      ${JSON.stringify(credit.document)}::jsonb, ${net.amount}::numeric, ${tax.amount}::numeric, ${net.currency},
      ${credit.memo === null ? null : JSON.stringify(credit.memo)}::jsonb, ${runId})
    on conflict do nothing returning 1`.execute(db);
  if (rows.length === 0) return false;
  for (const { line, source, version, amount, nextVersion } of credit.parts)
    await sql`insert into billing_credit_part (credit_id, line, source, version, amount, next_version)
      values (${id}, ${line}, ${source}, ${version}, ${amount}::numeric, ${nextVersion})`.execute(db);
  return true;
}

/** What of a credit can change. */
export interface CreditChange {
  readonly state?: KeptCredit['state'];
  readonly memo?: Json;
  readonly document?: Json;
  /** As the ERP posted it. */
  readonly tax?: string;
}

/** Writes how a credit stands now; what is not named stays. */
export async function saveCredit(db: Database, id: string, change: CreditChange): Promise<void> {
  const { state, memo, document, tax } = change;
  await sql`update billing_credit set state = coalesce(${state ?? null}, state), tax = coalesce(${tax ?? null}::numeric, tax),
      memo = coalesce(${memo === undefined ? null : JSON.stringify(memo)}::jsonb, memo),
      document = coalesce(${document === undefined ? null : JSON.stringify(document)}::jsonb, document), changed_at = now()
    where id = ${id}`.execute(db);
}

/** Says which version carries a part on. */
export async function carryPart(db: Database, creditId: string, part: KeptPart, nextVersion: number): Promise<void> {
  await sql`update billing_credit_part set next_version = ${nextVersion} where credit_id = ${creditId} and line = ${part.line}
    and source = ${part.source} and version = ${part.version}`.execute(db);
}

/** In the order of the ids; null where there is none. */
export async function creditsById(db: Database, ids: readonly string[]): Promise<readonly (KeptCredit | null)[]> {
  const { rows } =
    await sql<KeptCredit>`select ${columns} from billing_credit where id = any(${[...ids]}::text[])`.execute(db);
  const found = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => found.get(id) ?? null);
}

/** The credits of invoices, each invoice's oldest first; those that were dropped are not among them. */
export async function creditsOfDrafts(db: Database, draftIds: readonly string[]): Promise<readonly KeptCredit[]> {
  const { rows } = await sql<KeptCredit>`select ${columns} from billing_credit
    where draft_id = any(${[...draftIds]}::text[]) and state <> 'DROPPED' order by draft_id, generation`.execute(db);
  return rows;
}

/** The credits that took anything of some work. */
export async function creditsOfSources(db: Database, sources: readonly string[]): Promise<readonly KeptCredit[]> {
  const { rows } = await sql<KeptCredit>`select ${columns} from billing_credit where state <> 'DROPPED' and id in
      (select credit_id from billing_credit_part where source = any(${[...sources]}::text[]))
    order by opened_at, id`.execute(db);
  return rows;
}

/** The posted credit that a memo of the ERP is, by the memo's canonical id; null for one that nobody here knows. */
export async function creditOfMemo(db: Database, memoId: string): Promise<KeptCredit | null> {
  const { rows } = await sql<KeptCredit>`select ${columns} from billing_credit where memo->>'id' = ${memoId}`.execute(
    db,
  );
  return rows[0] ?? null;
}
