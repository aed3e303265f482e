// The cost of work in our own books: postings from their plan to the ERP's number, the claims on work, and what waits. A claim's number on
// its work is never used again, and of claims on one piece of work one stands at a time, by an index (DOMAIN rule 29).
import { sql } from 'kysely';
import type { Database } from '../store/store.ts';
import type { KeptMoney } from './claims.ts';
import type { Json } from './run-journal.ts';
import type { HoldPlace } from './work-holds.ts';

/** What makes one posting; the same facts again are its next generation. */
export interface CostFacts {
  readonly projectId: string;
  /** Code of the legal entity in whose books it is. */
  readonly legalEntity: string;
  readonly employer: string;
  readonly currency: string;
  /** First day of the period it is posted in. */
  readonly period: string;
  readonly kind: 'COST' | 'REVERSAL';
}

/** A posting as it is kept; DROPPED is the end of one that was refused, or whose work changed before it was sent. */
export interface KeptPosting extends CostFacts {
  readonly id: string;
  readonly key: string;
  readonly generation: number;
  /** The posting whose work it takes back. */
  readonly reverses: string | null;
  readonly state: 'OPEN' | 'POSTED' | 'DROPPED';
  readonly document: Json;
  /** Sum of its work; what is taken back counts plus, too. */
  readonly amount: KeptMoney;
  /** The ERP's entries; null until they are posted. */
  readonly entries: Json;
  readonly takenBy: string;
  readonly postRun: string | null;
  readonly whyDropped: string | null;
  readonly openedAt: Date;
}

/** Where a claim stands. REVERSED and UNCLAIMED are ends. */
export type CostClaimState = 'CLAIMED' | 'POSTED' | 'REVERSING' | 'REVERSED' | 'UNCLAIMED';

/** A claim as it is kept. */
export interface KeptCostClaim {
  readonly source: string;
  /** 1 for the first claim ever on this work. */
  readonly version: number;
  readonly postingId: string;
  readonly line: string;
  readonly projectId: string;
  readonly workedOn: string;
  readonly content: string;
  readonly facts: Json;
  readonly amount: KeptMoney;
  readonly state: CostClaimState;
  readonly reversalId: string | null;
}

const postingColumns = sql`id, key, kind, reverses, project_id as "projectId", legal_entity as "legalEntity", employer, currency, period,
  generation, state, document, jsonb_build_object('amount', amount::text, 'currency', currency) as amount, entries,
  taken_by as "takenBy", post_run as "postRun", why_dropped as "whyDropped", opened_at as "openedAt"`;
const claimColumns = sql`source, version, posting_id as "postingId", line, project_id as "projectId",
  to_char(worked_on, 'YYYY-MM-DD') as "workedOn", content, facts,
  jsonb_build_object('amount', amount::text, 'currency', currency) as amount, state, reversal_id as "reversalId"`;

/** The next generation of the same facts; hold the project's lock, or two get the same. */
export async function nextCostGeneration(db: Database, facts: CostFacts): Promise<number> {
  const { projectId, legalEntity, employer, currency, period, kind } = facts;
  const { rows } = await sql<{ next: number }>`select coalesce(max(generation), 0)::int + 1 as next from cost_posting
    where legal_entity = ${legalEntity} and project_id = ${projectId} and period = ${period} and employer = ${employer}
      and currency = ${currency} and kind = ${kind}`.execute(db);
  return rows[0]?.next ?? 1;
}

/** Writes a new posting. */
export async function insertPosting(
  db: Database,
  posting: Omit<KeptPosting, 'state' | 'entries' | 'postRun' | 'whyDropped' | 'openedAt'>,
): Promise<void> {
  const { id, key, kind, reverses, projectId, legalEntity, employer, currency, period, generation } = posting;
  await sql`insert into cost_posting (id, key, kind, reverses, project_id, legal_entity, employer, currency, period, generation, state,
      document, amount, taken_by)
    values (${id}, ${key}, ${kind}, ${reverses}, ${projectId}, ${legalEntity}, ${employer}, ${currency}, ${period}, ${generation}, 'OPEN',
      ${JSON.stringify(posting.document)}::jsonb, ${posting.amount.amount}::numeric, ${posting.takenBy})`.execute(db);
}

/** What of a posting can change. */
export type PostingChange = Partial<Pick<KeptPosting, 'state' | 'entries' | 'postRun' | 'whyDropped'>>;

/** Writes how a posting stands now; what is not named stays. */
export async function savePosting(db: Database, id: string, change: PostingChange): Promise<void> {
  const { state = null, entries, postRun = null, whyDropped = null } = change;
  await sql`update cost_posting set state = coalesce(${state}, state), post_run = coalesce(${postRun}, post_run),
      why_dropped = coalesce(${whyDropped}, why_dropped), changed_at = now(),
      entries = coalesce(${entries === undefined ? null : JSON.stringify(entries)}::jsonb, entries)
    where id = ${id}`.execute(db);
}

/** In the order of the ids; null where there is none. */
export async function postingsById(db: Database, ids: readonly string[]): Promise<readonly (KeptPosting | null)[]> {
  const { rows } =
    await sql<KeptPosting>`select ${postingColumns} from cost_posting where id = any(${[...ids]}::text[])`.execute(db);
  const found = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => found.get(id) ?? null);
}

/** A page of postings, newest first; null is any project, or any run that took them. */
export async function postingsBy(
  db: Database,
  { projectId, takenBy }: { readonly projectId: string | null; readonly takenBy: string | null },
  page: { readonly first: number; readonly after: string | null },
): Promise<readonly KeptPosting[]> {
  const { rows } = await sql<KeptPosting>`select ${postingColumns} from cost_posting
    where (${projectId}::text is null or project_id = ${projectId}) and (${takenBy}::text is null or taken_by = ${takenBy})
      and (${page.after}::text is null or (opened_at, id) < (select opened_at, id from cost_posting where id = ${page.after}))
    order by opened_at desc, id desc limit ${page.first}`.execute(db);
  return rows;
}

/** Claims that stand on a project's work, whoever has the work now, by day. */
export async function standingClaims(db: Database, projectId: string): Promise<readonly KeptCostClaim[]> {
  const { rows } = await sql<KeptCostClaim>`select ${claimColumns} from cost_claim
    where project_id = ${projectId} and state in ('CLAIMED', 'POSTED', 'REVERSING') order by worked_on, source`.execute(
    db,
  );
  return rows;
}

/** Every claim ever taken on work, the oldest first. */
export async function costClaimsOf(db: Database, sources: readonly string[]): Promise<readonly KeptCostClaim[]> {
  const { rows } = await sql<KeptCostClaim>`select ${claimColumns} from cost_claim
    where source = any(${[...sources]}::text[]) order by source, version`.execute(db);
  return rows;
}

/** The claims that postings have taken, or take back. */
export async function claimsOfPostings(db: Database, ids: readonly string[]): Promise<readonly KeptCostClaim[]> {
  const { rows } = await sql<KeptCostClaim>`select ${claimColumns} from cost_claim
    where posting_id = any(${[...ids]}::text[]) or reversal_id = any(${[...ids]}::text[]) order by worked_on, source`.execute(
    db,
  );
  return rows;
}

/** One statement takes so many. */
const rowsMax = 500;

/** Takes claims, each as the next of its work, and answers with the sources it did not get: somebody else's claim stands on them. */
export async function takeCostClaims(
  db: Database,
  claims: readonly Omit<KeptCostClaim, 'version' | 'state' | 'reversalId'>[],
): Promise<readonly string[]> {
  const taken = new Set<string>();
  for (let from = 0; from < claims.length; from += rowsMax) {
    const part = JSON.stringify(claims.slice(from, from + rowsMax));
    const { rows } = await sql<{ source: string }>`
      insert into cost_claim (source, version, posting_id, line, project_id, worked_on, content, facts, amount, currency, state)
      select claim.source, coalesce((select max(version) from cost_claim before where before.source = claim.source), 0) + 1,
        claim."postingId", claim.line, claim."projectId", claim."workedOn", claim.content, claim.facts,
        (claim.amount->>'amount')::numeric, claim.amount->>'currency', 'CLAIMED'
      from jsonb_to_recordset(${part}::jsonb) as claim (source text, "postingId" text, line text, "projectId" text, "workedOn" date,
        content text, facts jsonb, amount jsonb)
      on conflict do nothing returning source`.execute(db);
    for (const { source } of rows) taken.add(source);
  }
  return claims.map(({ source }) => source).filter((source) => !taken.has(source));
}

/** Moves claims of some work on from one state to another; answers with how many there were. */
export async function moveCostClaims(
  db: Database,
  sources: readonly string[],
  move: { readonly from: CostClaimState; readonly to: CostClaimState; readonly reversalId?: string },
): Promise<number> {
  const { rows } = await sql`update cost_claim set state = ${move.to}, changed_at = now(),
      reversal_id = coalesce(${move.reversalId ?? null}, reversal_id)
    where source = any(${[...sources]}::text[]) and state = ${move.from} returning 1`.execute(db);
  return rows.length;
}

/** Work whose cost waits, and since when. */
export interface KeptCostHold {
  readonly source: string;
  readonly projectId: string;
  readonly code: string;
  /** The business role that mends it. */
  readonly owner: string;
  readonly hold: Json;
  readonly workedOn: string;
  readonly minutes: number;
  readonly runId: string;
  readonly heldAt: Date;
}

/** Says of a project's work what waits now: what is not named any more is no longer held. A hold that stays keeps its beginning. */
export async function saveCostHolds(
  db: Database,
  projectId: string,
  holds: readonly Omit<KeptCostHold, 'heldAt' | 'projectId'>[],
): Promise<void> {
  await sql`delete from cost_hold where project_id = ${projectId}
    and source <> all(${holds.map(({ source }) => source)}::text[])`.execute(db);
  for (let from = 0; from < holds.length; from += rowsMax) {
    const part = JSON.stringify(holds.slice(from, from + rowsMax));
    await sql`insert into cost_hold (source, project_id, code, owner, hold, worked_on, minutes, run_id)
      select source, ${projectId}, code, owner, hold, "workedOn", minutes, "runId"
      from jsonb_to_recordset(${part}::jsonb) as held (source text, code text, owner text, hold jsonb, "workedOn" date, minutes int,
        "runId" text)
      on conflict (source) do update set held_at = case when cost_hold.code = excluded.code then cost_hold.held_at else now() end,
        project_id = excluded.project_id, code = excluded.code, owner = excluded.owner, hold = excluded.hold,
        worked_on = excluded.worked_on, minutes = excluded.minutes, run_id = excluded.run_id`.execute(db);
  }
}

/** A page of what waits, oldest work first; null is any project, `after` the work an earlier page ended with. */
export async function costHoldsBy(
  db: Database,
  projectId: string | null,
  page: { readonly first: number; readonly after: HoldPlace | null },
): Promise<readonly KeptCostHold[]> {
  const { rows } = await sql<KeptCostHold>`select source, project_id as "projectId", code, owner, hold,
      to_char(worked_on, 'YYYY-MM-DD') as "workedOn", minutes, run_id as "runId", held_at as "heldAt" from cost_hold
    where (${projectId}::text is null or project_id = ${projectId})
      and (${page.after?.source ?? null}::text is null or (worked_on, source) > (${page.after?.workedOn ?? null}::date, ${page.after?.source ?? null}))
    order by worked_on, source limit ${page.first}`.execute(db);
  return rows;
}
