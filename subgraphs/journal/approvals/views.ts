// Approvals as people read them: what waits for me, what I asked for, all there are; and who has said what.
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { currencyCode } from '../../../schema/canon/currency.ts';
import { round } from '../../../schema/canon/money.ts';
import type { Money } from '../../../schema/canon/money.ts';
import type { Page, PageRequest } from '../../../schema/canon/paging.ts';
import type { Database } from '../../store/store.ts';
import type { Json } from '../run-journal.ts';
import { authorityOf } from './authority.ts';
import type { Authority, Delegation } from './authority.ts';
import { readDelegations } from './delegations.ts';

export type ApprovalState = 'PENDING' | 'APPROVED' | 'REJECTED' | 'EXPIRED' | 'SUPERSEDED' | 'WITHDRAWN';

/** An approval as it stands. */
export interface ApprovalRecord {
  readonly id: string;
  readonly action: string;
  readonly state: ApprovalState;
  readonly legalEntity: string | null;
  readonly amount: Money | null;
  readonly subject: { readonly kind: string; readonly id: string; readonly label: string | null } | null;
  readonly explanation: string;
  readonly evidence: Json;
  readonly evidenceDigest: string;
  /** Null where nobody gave one, or it was erased. */
  readonly reason: string | null;
  /** By the subject of their token; null once erased. */
  readonly requester: string | null;
  readonly makers: readonly string[];
  readonly roles: readonly string[];
  readonly managers: readonly string[];
  readonly approversNeeded: number;
  readonly runId: string | null;
  /** The place in the process; null for an operator's act. */
  readonly name: string | null;
  readonly outcome: string | null;
  readonly requestedAt: Date;
  readonly expiresAt: Date;
  readonly decidedAt: Date | null;
  readonly appliedAt: Date | null;
}

/** One decision. */
export interface DecisionRecord {
  readonly verdict: 'APPROVED' | 'REJECTED';
  readonly role: string;
  readonly isDelegated: boolean;
  /** By the subject of their token; null once erased. */
  readonly approver: string | null;
  readonly reason: string | null;
  readonly decidedAt: Date;
}

/** A delegation and its people, by the subjects of their tokens. */
export interface DelegationRecord extends Delegation {
  readonly delegatorSubject: string | null;
  readonly delegateSubject: string | null;
}

/** Who looks: their pseudonym (null before they ever did anything), role and legal entities (null: all of them). */
export interface Viewer {
  readonly pseudonym: string | null;
  readonly role: string;
  readonly legalEntities: readonly string[] | null;
  readonly nowMs: number;
}

/** Which approvals; null means any. TO_DECIDE: those the viewer may decide on now. MINE: those the viewer had a hand in. */
export interface ApprovalFilter {
  readonly view: 'TO_DECIDE' | 'MINE' | 'ALL';
  readonly ids: readonly string[] | null;
  readonly states: readonly ApprovalState[] | null;
  readonly actions: readonly string[] | null;
  readonly legalEntity: string | null;
  readonly runId: string | null;
}

type Row = Omit<ApprovalRecord, 'amount'> & { readonly amount: string | null; readonly currency: string | null };

const columns = sql`approval.id, action, state, legal_entity as "legalEntity", amount::text as amount, currency, subject, explanation,
  evidence, evidence_digest as "evidenceDigest", (select reason from operator_act said where said.id = reason_act) as reason,
  (select data->>'subject' from person where pseudonym = requester) as requester, makers::text[] as makers, roles, managers::text[] as managers,
  approvers_needed as "approversNeeded", run_id as "runId", name, outcome, requested_at as "requestedAt",
  expires_at as "expiresAt", decided_at as "decidedAt", applied_at as "appliedAt"`;

/** The approvals of a database, to be read. */
export class ApprovalViews {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** By id, in the order of the ids; null where there is none, or it is outside the viewer's legal entities. */
  async byId(ids: readonly string[], viewer: Viewer): Promise<readonly (ApprovalRecord | null)[]> {
    const { rows } = await sql<Row>`select ${columns} from approval
      where approval.id::text = any(${[...ids]}::text[]) and ${scopeOf(viewer)}`.execute(this.#db);
    const found = new Map(rows.map((row) => [row.id, recordOf(row)]));
    return ids.map((id) => found.get(id) ?? null);
  }

  /** Of each run, the latest asked for first. */
  async ofRuns(runIds: readonly string[], viewer: Viewer): Promise<readonly (readonly ApprovalRecord[])[]> {
    const { rows } = await sql<Row>`select ${columns} from approval
      where run_id = any(${[...runIds]}::text[]) and ${scopeOf(viewer)} order by requested_at desc, id`.execute(
      this.#db,
    );
    const byRun = Map.groupBy(rows.map(recordOf), ({ runId }) => runId);
    return runIds.map((runId) => byRun.get(runId) ?? []);
  }

  /** A page, the one that expires first at the top. Raises RangeError for a cursor that is none. */
  async page({ first, after }: PageRequest, filter: ApprovalFilter, viewer: Viewer): Promise<Page<ApprovalRecord>> {
    const from = after === null ? null : readCursor(after);
    const beyond =
      from === null ? sql`true` : sql`(${micros}, approval.id) > (${from.micros}::bigint, ${from.id}::uuid)`;
    const { rows } = await sql<Row & { micros: string }>`select ${columns}, ${micros} as micros from approval
      where ${matching(filter, viewer)} and ${scopeOf(viewer)} and ${beyond}
      order by ${micros}, approval.id limit ${first + 1}`.execute(this.#db);
    const shown = rows.slice(0, first);
    return {
      items: shown.map(recordOf),
      cursors: shown.map(({ micros: at, id }) => Buffer.from(`${at} ${id}`).toString('base64url')),
      hasNextPage: rows.length > first,
      totalCount: null,
    };
  }

  /** What was said on each; same order. */
  async decisionsOf(ids: readonly string[]): Promise<readonly (readonly DecisionRecord[])[]> {
    const { rows } = await sql<DecisionRecord & { id: string }>`select approval_id as id, verdict, role,
        delegation_id is not null as "isDelegated", decided_at as "decidedAt",
        (select data->>'subject' from person where pseudonym = approver) as approver,
        (select reason from operator_act said where said.id = reason_act) as reason
      from approval_decision where approval_id = any(${[...ids]}::uuid[]) order by decided_at, approver`.execute(
      this.#db,
    );
    const found = Map.groupBy(rows, ({ id }) => id);
    return ids.map((id) => found.get(id) ?? []);
  }

  /** Whether the viewer may decide on each now, or why not; by the same rule as a decision. */
  async authorities(approvals: readonly ApprovalRecord[], viewer: Viewer): Promise<readonly Authority[]> {
    const { pseudonym, role, legalEntities, nowMs } = viewer;
    const ids = approvals.map(({ id }) => id);
    const { rows } = await sql<{
      id: string;
      approver: string;
      authority: string;
    }>`select approval_id as id, approver, authority
      from approval_decision where approval_id = any(${ids}::uuid[])`.execute(this.#db);
    const given = pseudonym === null ? [] : await readDelegations(this.#db, sql`delegate = ${pseudonym}::uuid`);
    const person = { pseudonym: pseudonym ?? 'nobody yet', role, legalEntities };
    return approvals.map((approval) => {
      const decisions = rows.filter(({ id }) => id === approval.id);
      return authorityOf({ ...approval, decisions }, person, given, nowMs);
    });
  }

  /** Those a person gave or got that have not ended. */
  async delegations({ pseudonym, nowMs }: Viewer): Promise<readonly DelegationRecord[]> {
    const now = new Date(nowMs).toISOString();
    const open = sql`${pseudonym}::uuid in (delegator, delegate) and revoked_at is null and ends_at > ${now}::timestamptz`;
    return pseudonym === null ? [] : this.#named(await readDelegations(this.#db, open));
  }

  async delegation(id: string): Promise<DelegationRecord | null> {
    const [found] = await this.#named(await readDelegations(this.#db, sql`id::text = ${id}`));
    return found ?? null;
  }

  async #named(delegations: readonly Delegation[]): Promise<readonly DelegationRecord[]> {
    const people = delegations.flatMap(({ delegator, delegate }) => [delegator, delegate]);
    const { rows } = await sql<{ pseudonym: string; subject: string | null }>`
      select pseudonym, data->>'subject' as subject from person where pseudonym = any(${people}::uuid[])`.execute(
      this.#db,
    );
    const subjects = new Map(rows.map(({ pseudonym, subject }) => [pseudonym, subject]));
    return delegations.map((each) => ({
      ...each,
      delegatorSubject: subjects.get(each.delegator) ?? null,
      delegateSubject: subjects.get(each.delegate) ?? null,
    }));
  }
}

const micros = sql`(extract(epoch from expires_at) * 1000000)::bigint`;

function matching(filter: ApprovalFilter, viewer: Viewer): RawBuilder<unknown> {
  const { view, ids, states, actions, legalEntity, runId } = filter;
  const conditions: RawBuilder<unknown>[] = [sql`true`];
  if (view === 'TO_DECIDE') conditions.push(decidable(viewer));
  if (view === 'MINE') conditions.push(sql`${viewer.pseudonym}::uuid = any(makers)`);
  if (ids !== null) conditions.push(sql`approval.id::text = any(${[...ids]}::text[])`);
  if (states !== null) conditions.push(sql`state = any(${[...states]}::text[])`);
  if (actions !== null) conditions.push(sql`action = any(${[...actions]}::text[])`);
  if (legalEntity !== null) conditions.push(sql`legal_entity = ${legalEntity}`);
  if (runId !== null) conditions.push(sql`run_id = ${runId}`);
  return sql`(${sql.join(conditions, sql` and `)})`;
}

/** What is the firm's is not shown to those who are limited to some of its entities. */
function scopeOf({ legalEntities }: Viewer): RawBuilder<unknown> {
  return legalEntities === null ? sql`true` : sql`coalesce(legal_entity = any(${[...legalEntities]}::text[]), false)`;
}

/** authorityOf as a condition, for a page cannot be cut after it was read; a test holds the two together. */
function decidable({ pseudonym, role, nowMs }: Viewer): RawBuilder<unknown> {
  const now = new Date(nowMs).toISOString();
  const used = (authority: RawBuilder<unknown>): RawBuilder<unknown> =>
    sql`exists (select from approval_decision made where made.approval_id = approval.id and made.authority = ${authority})`;
  const me = sql`${pseudonym}::uuid`;
  const manages = (of: RawBuilder<unknown>, who: RawBuilder<unknown>): RawBuilder<unknown> =>
    sql`(${of} <> 'project-manager' or coalesce(${who} = any(approval.managers), false))`;
  return sql`(state = 'PENDING' and expires_at > ${now}::timestamptz and not coalesce(${me} = any(makers), false)
    and not exists (select from approval_decision made where made.approval_id = approval.id and made.approver = ${me})
    and ((${role} = any(roles) and ${manages(sql`${role}`, me)} and not ${used(me)})
      or exists (select from approval_delegation given where given.delegate = ${me} and given.revoked_at is null
        and given.starts_at <= ${now}::timestamptz and given.ends_at > ${now}::timestamptz and given.role = any(approval.roles)
        and ${manages(sql`given.role`, sql`given.delegator`)}
        and (given.actions is null or approval.action = any(given.actions))
        and (given.legal_entities is null or approval.legal_entity = any(given.legal_entities))
        and not given.delegator = any(approval.makers) and not ${used(sql`given.delegator`)})))`;
}

function recordOf({ amount, currency, ...row }: Row): ApprovalRecord {
  const money = amount === null || currency === null ? null : round(amount, currencyCode(currency), 'HALF_UP');
  return { ...row, amount: money };
}

function readCursor(cursor: string): { readonly micros: string; readonly id: string } {
  const text = Buffer.from(cursor, 'base64url').toString();
  const [, at, id] = /^(\d{1,17}) ([0-9a-f-]{36})$/.exec(text) ?? [];
  if (at !== undefined && id !== undefined) return { micros: at, id };
  throw new RangeError(`"${cursor.slice(0, 40)}" is no cursor of a page of approvals; pass an endCursor as it was`);
}
