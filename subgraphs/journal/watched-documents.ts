// What the ERP said last of the documents we posted, and the exceptions of those that a person changed there: one per document and matter,
// which ends by itself when the document is right again.
import { sql } from 'kysely';
import type { Database } from '../store/store.ts';
import type { KeptMoney } from './claims.ts';
import { type DetectedCode, detectedRules } from './detectors/detected-codes.ts';
import type { Subject } from './exceptions.ts';

/** How much of a payment, as decimal text. */
export type KeptPayment = { readonly id: string; readonly applied: string };

/** A posted document as it was seen last. */
export interface WatchedDocument {
  readonly draftId: string;
  readonly state: 'POSTED' | 'VOIDED' | 'GONE';
  /** As the graph names it. */
  readonly status: string;
  /** What is still to be paid, with tax. */
  readonly remaining: KeptMoney;
  /** Payments put against it, by their canonical ids, in its currency. */
  readonly payments: readonly KeptPayment[];
  /** Digest of all that was seen. */
  readonly seen: string;
  /** How often it was another one than before. */
  readonly looks: number;
  readonly lookedAt: Date;
}

/** By draft; what nobody has looked at yet is not there. */
export async function watchedDocuments(
  db: Database,
  draftIds: readonly string[],
): Promise<ReadonlyMap<string, WatchedDocument>> {
  const { rows } =
    await sql<WatchedDocument>`select draft_id as "draftId", state, status, seen, looks, looked_at as "lookedAt", payments,
      jsonb_build_object('amount', remaining::text, 'currency', currency) as remaining
    from watched_document where draft_id = any(${[...draftIds]}::text[])`.execute(db);
  return new Map(rows.map((row) => [row.draftId, row]));
}

/** Writes what was seen. */
export async function saveWatched(db: Database, watched: Omit<WatchedDocument, 'looks' | 'lookedAt'>): Promise<void> {
  const { draftId, state, status, remaining, seen, payments } = watched;
  await sql`insert into watched_document (draft_id, state, status, remaining, currency, seen, payments)
    values (${draftId}, ${state}, ${status}, ${remaining.amount}::numeric, ${remaining.currency}, ${seen}, ${JSON.stringify(payments)}::jsonb)
    on conflict (draft_id) do update set state = excluded.state, status = excluded.status, remaining = excluded.remaining,
      payments = excluded.payments, seen = excluded.seen, looked_at = now(),
      looks = watched_document.looks + case when watched_document.seen = excluded.seen then 0 else 1 end`.execute(db);
}

/** What is wrong with a document. */
export interface DocumentTrouble {
  readonly code: Extract<
    DetectedCode,
    'DOCUMENT_CHANGED_IN_ERP' | 'CREDIT_CHANGED_IN_ERP' | 'BILLED_ANEW_BY_HAND' | 'COST_CHANGED_IN_ERP'
  >;
  /** By code and subject it is known again. */
  readonly subject: Subject;
  /** In a sentence without names of people. */
  readonly message: string;
  /** Where it is to be mended. */
  readonly system: string;
  readonly fields: readonly string[];
  readonly atRisk: KeptMoney;
}

/** Opens its exception, or says of the open one how it is now. What somebody has waived is not told again as long as it is the same. */
export async function tellTrouble(db: Database, trouble: DocumentTrouble): Promise<void> {
  const { code, subject, message, system, fields, atRisk } = trouble;
  const { ownerRole, dueHours } = detectedRules[code];
  const about = JSON.stringify(subject);
  const { rows } = await sql`update run_exception set message = ${message}, fields = ${[...fields]}::text[],
      at_risk = ${atRisk.amount}::numeric, at_risk_currency = ${atRisk.currency}, changed_at = now()
    where ${isOpen(code, subject)} returning 1`.execute(db);
  if (rows.length > 0 || (await isWaived(db, trouble))) return;
  await sql`insert into run_exception (kind, code, message, fields, system, subject, at_risk, at_risk_currency, owner_role, due_at)
    values ('DETECTED', ${code}, ${message}, ${[...fields]}::text[], ${system}, ${about}::jsonb, ${atRisk.amount}::numeric,
      ${atRisk.currency}, ${ownerRole}, now() + make_interval(hours => ${dueHours}))
    on conflict do nothing`.execute(db);
}

/** Ends its exception, if there is one: what it was about is right again. */
export async function endTrouble(
  db: Database,
  { code, subject }: Pick<DocumentTrouble, 'code' | 'subject'>,
): Promise<void> {
  await sql`update run_exception set closed_at = now(), changed_at = now(), resolution = 'ENDED'
    where ${isOpen(code, subject)}`.execute(db);
  // A waiver is of what was seen then: should the same happen once more, it is told.
  await sql`update run_exception set subject = subject || '{"over": true}'::jsonb
    where ${isAbout(code, subject)} and resolution = 'WAIVED' and not subject ? 'over'`.execute(db);
}

async function isWaived(db: Database, { code, subject, message }: DocumentTrouble): Promise<boolean> {
  const { rows } = await sql`select 1 from run_exception where ${isAbout(code, subject)} and resolution = 'WAIVED'
    and message = ${message} and not subject ? 'over' limit 1`.execute(db);
  return rows.length > 0;
}

/** How often something was told to a follower of a feed under keys that begin alike, and under which of them last. */
export async function toldBefore(
  db: Database,
  { follower, prefix }: { readonly follower: string; readonly prefix: string },
): Promise<{ readonly times: number; readonly last: string | null }> {
  const { rows } = await sql<{ key: string }>`select key from idempotency_key
    where scope = ${follower} and starts_with(key, ${prefix}) order by made_at desc, length(key) desc, key desc`.execute(
    db,
  );
  return { times: rows.length, last: rows[0]?.key ?? null };
}

function isOpen(code: string, subject: Subject) {
  return sql`closed_at is null and ${isAbout(code, subject)}`;
}

function isAbout(code: string, { kind, id }: Subject) {
  return sql`kind = 'DETECTED' and code = ${code} and subject->>'kind' = ${kind} and subject->>'id' = ${id}`;
}
