// Deciding on approvals: one or many, in one's own name or another's, each decision once; and ending what nobody decided in time. What
// is decided goes on in the same transaction: the run is sent on, or the act carried out.
import { sql } from 'kysely';
import type { Database } from '../../store/store.ts';
import { chainOf } from '../audit-chain.ts';
import { appendAudit } from '../audit.ts';
import { pseudonymOf } from '../people.ts';
import { onceFor } from '../requests.ts';
import type { Repeated } from '../requests.ts';
import type { Json, RunView } from '../run-journal.ts';
import { noteWords, trailOf } from './ask.ts';
import type { Act } from './ask.ts';
import { authorityOf } from './authority.ts';
import type { Authority, NoAuthority, Person } from './authority.ts';
import type { Asker } from './delegations.ts';
import { decisionsOf, delegationsTo, locked, lockedColumns, wake } from './held.ts';
import type { Locked } from './held.ts';

/** What is said. */
export type Verdict = 'APPROVED' | 'REJECTED';

/** How a decision ended. `runs` are to be enqueued by the caller: what it forgets the workers' round finds. */
export type Decided =
  | { readonly kind: 'DONE'; readonly runs: readonly RunView[] }
  | { readonly kind: 'NOT_FOUND' }
  | { readonly kind: 'NOT_PENDING'; readonly state: string }
  | { readonly kind: NoAuthority }
  | Repeated;

/** How taking a request back ended. NOT_REQUESTER: somebody else asked for it; only they may. */
export type Withdrawn = Exclude<Decided, { kind: NoAuthority }> | { readonly kind: 'NOT_REQUESTER' };

/** How a decision on many ended; nothing was decided unless it is DONE. */
export type ManyDecided =
  | { readonly kind: 'DONE'; readonly count: number; readonly runs: readonly RunView[] }
  | { readonly kind: 'COUNT_DIFFERS'; readonly count: number }
  | { readonly kind: 'OWN_REQUEST'; readonly ids: readonly string[] }
  | { readonly kind: 'TOO_MANY' }
  | Repeated;

/** One transaction decides at most so many: each holds its run and its link of the audit until the end. */
export const decidedMax = 200;
/** Expired in one round of a worker. */
const expiredMax = 100;

/** Which pending approvals; null means any. */
export interface ManyFilter {
  readonly ids: readonly string[] | null;
  readonly actions: readonly string[] | null;
  readonly legalEntity: string | null;
}

/** Carries an approved act out, in the transaction of its decision. */
export type CarryOut = (
  transaction: Database,
  act: Act,
  by: { readonly operator: string; readonly reason: string },
) => Promise<{ readonly kind: string; readonly runs: readonly RunView[] }>;

/** Approvals of a database, decided; `key` seals the audit. */
export class Approvals {
  readonly #db: Database;
  readonly #key: Buffer;
  readonly #carryOut: CarryOut;

  constructor(db: Database, key: Buffer, carryOut: CarryOut) {
    this.#db = db;
    this.#key = key;
    this.#carryOut = carryOut;
  }

  /** Decides one. */
  decide(id: string, verdict: Verdict, by: Asker): Promise<Decided> {
    return this.#db.transaction().execute((transaction) =>
      onceFor(transaction, { request: by.request, subject: id }, async (): Promise<Decided> => {
        return this.#decide(transaction, id, { verdict, by });
      }),
    );
  }

  /** Takes a request back, by whoever asked for it: its run hears it and ends with nothing made, its act is not done. */
  withdraw(id: string, by: Asker): Promise<Withdrawn> {
    return this.#db.transaction().execute((transaction) =>
      onceFor(transaction, { request: by.request, subject: id }, async (): Promise<Exclude<Withdrawn, Repeated>> => {
        const approval = await locked(transaction, id);
        if (approval === null) return { kind: 'NOT_FOUND' };
        const { pseudonym: actor } = await this.#person(transaction, by);
        if (approval.requester !== actor) return { kind: 'NOT_REQUESTER' };
        if (approval.state !== 'PENDING') return { kind: 'NOT_PENDING', state: approval.state };
        const action = 'approval.withdrawn';
        const words = await noteWords(transaction, this.#key, { actor, action, id, reason: by.reason });
        await this.#settle(transaction, approval, { state: 'WITHDRAWN', now: new Date(by.nowMs).toISOString() });
        await this.#record(transaction, approval, { actor, action, detail: { evidence: approval.digest, ...words } });
        return { kind: 'DONE', runs: approval.act === null ? await wake(transaction, approval) : [] };
      }),
    );
  }

  /** Approves all of a filter that whoever asks may decide, provided that they are as many as they were shown. */
  async approveMany(filter: ManyFilter, expectedCount: number, by: Asker): Promise<ManyDecided> {
    try {
      return await this.#db
        .transaction()
        .execute((transaction) =>
          onceFor(transaction, { request: by.request, subject: 'approvals' }, () =>
            this.#approveMany(transaction, { filter, expectedCount, by }),
          ),
        );
    } catch (error) {
      if (error instanceof Overtaken) return { kind: 'COUNT_DIFFERS', count: expectedCount - 1 };
      throw error;
    }
  }

  /** Ends what nobody decided in time; the runs that waited go on, and hear it. To be enqueued by the caller. */
  async expire(nowMs: number): Promise<readonly RunView[]> {
    const now = new Date(nowMs).toISOString();
    const { rows } = await sql<{ id: string }>`select id from approval
      where state = 'PENDING' and expires_at <= ${now}::timestamptz order by expires_at limit ${expiredMax}`.execute(
      this.#db,
    );
    const woken: RunView[] = [];
    for (const { id } of rows) {
      const runs = await this.#db.transaction().execute(async (transaction) => {
        const approval = await locked(transaction, id);
        // Decided, or ended by another worker, meanwhile.
        if (approval?.state !== 'PENDING' || approval.expiresAt.getTime() > nowMs) return [];
        await this.#settle(transaction, approval, { state: 'EXPIRED', now });
        await this.#record(transaction, approval, {
          actor: 'system:approvals',
          action: 'approval.expired',
          detail: {},
        });
        return wake(transaction, approval);
      });
      woken.push(...runs);
    }
    return woken;
  }

  async #approveMany(
    transaction: Database,
    { filter, expectedCount, by }: { readonly filter: ManyFilter; readonly expectedCount: number; readonly by: Asker },
  ): Promise<Exclude<ManyDecided, Repeated>> {
    const { ids, actions, legalEntity } = filter;
    const now = new Date(by.nowMs).toISOString();
    const { rows } = await sql<Locked>`select ${lockedColumns} from approval
      where state = 'PENDING' and expires_at > ${now}::timestamptz
        and (${ids === null ? null : [...ids]}::text[] is null or id::text = any(${ids === null ? null : [...ids]}::text[]))
        and (${actions === null ? null : [...actions]}::text[] is null or action = any(${actions === null ? null : [...actions]}::text[]))
        and (${legalEntity}::text is null or legal_entity = ${legalEntity})
      order by id limit ${5 * decidedMax}`.execute(transaction);
    const person = await this.#person(transaction, by);
    const delegations = await delegationsTo(transaction, person);
    const decisions = await decisionsOf(
      transaction,
      rows.map(({ id }) => id),
    );
    const judged = rows.map((approval) => ({
      approval,
      authority: authorityOf(
        { ...approval, decisions: decisions.get(approval.id) ?? [] },
        person,
        delegations,
        by.nowMs,
      ),
    }));
    const own = judged.filter(({ authority }) => authority.kind === 'MAY_NOT' && authority.why === 'OWN_REQUEST');
    if (ids !== null && own.length > 0) return { kind: 'OWN_REQUEST', ids: own.map(({ approval }) => approval.id) };
    const mine = judged.flatMap(({ approval, authority }) => (authority.kind === 'MAY' ? [approval] : []));
    if (mine.length > decidedMax) return { kind: 'TOO_MANY' };
    if (mine.length !== expectedCount) return { kind: 'COUNT_DIFFERS', count: mine.length };
    const runs: RunView[] = [];
    // In the order of their chains, so that two who decide on many do not block each other for ever.
    for (const { id } of mine.toSorted((one, other) => chainOf(trailOf(one)) - chainOf(trailOf(other)))) {
      const decided = await this.#decide(transaction, id, { verdict: 'APPROVED', by });
      if (decided.kind !== 'DONE') throw new Overtaken();
      runs.push(...decided.runs);
    }
    return { kind: 'DONE', count: mine.length, runs };
  }

  async #decide(
    transaction: Database,
    id: string,
    { verdict, by }: { readonly verdict: Verdict; readonly by: Asker },
  ): Promise<Exclude<Decided, Repeated>> {
    const approval = await locked(transaction, id);
    if (approval === null) return { kind: 'NOT_FOUND' };
    if (approval.state !== 'PENDING') return { kind: 'NOT_PENDING', state: approval.state };
    if (approval.expiresAt.getTime() <= by.nowMs) return { kind: 'NOT_PENDING', state: 'EXPIRED' };
    const person = await this.#person(transaction, by);
    const decisions = (await decisionsOf(transaction, [id])).get(id) ?? [];
    const delegations = await delegationsTo(transaction, person);
    const authority = authorityOf({ ...approval, decisions }, person, delegations, by.nowMs);
    if (authority.kind === 'MAY_NOT') return { kind: authority.why };
    await this.#write(transaction, approval, { verdict, by, person, authority });
    if (verdict === 'APPROVED' && decisions.length + 1 < approval.needed) return { kind: 'DONE', runs: [] };
    await this.#settle(transaction, approval, { state: verdict, now: new Date(by.nowMs).toISOString() });
    if (approval.act === null) return { kind: 'DONE', runs: await wake(transaction, approval) };
    return { kind: 'DONE', runs: verdict === 'APPROVED' ? await this.#apply(transaction, approval, by.nowMs) : [] };
  }

  async #person(transaction: Database, { subject, role, legalEntities }: Asker): Promise<Person> {
    return { pseudonym: await pseudonymOf(transaction, this.#key, subject), role, legalEntities };
  }

  async #write(
    transaction: Database,
    approval: Locked,
    {
      verdict,
      by,
      person,
      authority,
    }: {
      readonly verdict: Verdict;
      readonly by: Asker;
      readonly person: Person;
      readonly authority: Extract<Authority, { kind: 'MAY' }>;
    },
  ): Promise<void> {
    const { id, digest } = approval;
    const actor = person.pseudonym;
    const action = verdict === 'APPROVED' ? 'approval.given' : 'approval.refused';
    const words = await noteWords(transaction, this.#key, { actor, action, id, reason: by.reason });
    await sql`insert into approval_decision (approval_id, approver, authority, role, delegation_id, verdict, reason_act, decided_at)
      values (${id}::uuid, ${actor}::uuid, ${authority.authority}::uuid, ${authority.role}, ${authority.delegation}::uuid, ${verdict},
        ${words.act}::uuid, ${new Date(by.nowMs).toISOString()}::timestamptz)`.execute(transaction);
    const detail = { role: authority.role, delegation: authority.delegation, evidence: digest, ...words };
    await this.#record(transaction, approval, { actor, action, detail });
  }

  async #settle(
    transaction: Database,
    { id }: Locked,
    { state, now }: { readonly state: Verdict | 'EXPIRED' | 'WITHDRAWN'; readonly now: string },
  ): Promise<void> {
    // What an act was to write may name people; what kind it was stays.
    await sql`update approval set state = ${state}, decided_at = ${now}::timestamptz,
        act = case when act is not null then jsonb_build_object('kind', act->'kind') end
      where id = ${id}::uuid`.execute(transaction);
  }

  /** Carries an operator's act out, in the name of whoever asked for it; once, for the approval is locked and decided once. */
  async #apply(transaction: Database, approval: Locked, nowMs: number): Promise<readonly RunView[]> {
    const { id, act, requester, reason } = approval;
    if (act === null) return [];
    const { rows } = await sql<{ subject: string | null }>`
      select data->>'subject' as subject from person where pseudonym = ${requester}::uuid`.execute(transaction);
    const operator = rows[0]?.subject ?? null;
    // Somebody who was forgotten asks for nothing any more.
    const { kind, runs } =
      operator === null
        ? { kind: 'REQUESTER_ERASED', runs: [] }
        : await this.#carryOut(transaction, act, { operator, reason: reason ?? `approval ${id}` });
    await sql`update approval set applied_at = ${new Date(nowMs).toISOString()}::timestamptz, outcome = ${kind}
      where id = ${id}::uuid`.execute(transaction);
    await this.#record(transaction, approval, {
      actor: requester,
      action: 'approval.applied',
      detail: { outcome: kind },
    });
    return runs;
  }

  async #record(
    transaction: Database,
    approval: Locked,
    {
      actor,
      action,
      detail,
    }: { readonly actor: string; readonly action: string; readonly detail: Readonly<Record<string, Json>> },
  ): Promise<void> {
    const { id, correlationId, action: about } = approval;
    await appendAudit(transaction, this.#key, {
      ...{ actor, action, correlationId, systems: [] },
      runId: trailOf(approval),
      detail: { approval: id, asked: about, ...detail },
    });
  }
}

/** Something of a bulk changed while it was decided: all of it is rolled back. */
class Overtaken extends Error {
  override readonly name = 'Overtaken';
}
