// Delegations of approvals: one's own right, to one person, from a day to a day; audited, revocable, and never passed on, for only the
// delegator's own role is written down.
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Database } from '../../store/store.ts';
import { appendAudit } from '../audit.ts';
import { keyedDigest } from '../canonical.ts';
import { pseudonymOf } from '../people.ts';
import { onceFor } from '../requests.ts';
import type { ActRequest, Repeated } from '../requests.ts';
import { noteWords } from './ask.ts';
import type { Delegation } from './authority.ts';

/** Longer than any absence; whoever is away for longer has a successor, who has a role. */
export const delegatedDaysMax = 90;

/** Who asks, as their token says, and why. */
export interface Asker {
  readonly subject: string;
  readonly role: string;
  readonly legalEntities: readonly string[] | null;
  readonly reason: string;
  readonly request: ActRequest;
  readonly nowMs: number;
}

/** What is delegated: to whom (the subject of their token), for which actions (null: all), from when until when. */
export interface Delegating {
  readonly delegate: string;
  readonly actions: readonly string[] | null;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
}

/** How it ended; DONE also when the same request had done it before. */
export type Delegated =
  | { readonly kind: 'DONE'; readonly id: string; readonly isRepeated: boolean }
  | { readonly kind: 'SELF' | 'NOT_FOUND' | 'ENDED' | 'OTHER_INPUT' };

type Ended = { readonly kind: 'DONE' | 'SELF' | 'NOT_FOUND' | 'ENDED' };

/** Delegations of a database; `key` seals the audit. */
export class Delegations {
  readonly #db: Database;
  readonly #key: Buffer;

  constructor(db: Database, key: Buffer) {
    this.#db = db;
    this.#key = key;
  }

  /** Lets somebody decide in one's name. Nobody can delegate to themselves. */
  async give(what: Delegating, by: Asker): Promise<Delegated> {
    const id = idOf(this.#key, by.request);
    const ended = await this.#once(id, by, async (transaction): Promise<Ended> => {
      const delegator = await pseudonymOf(transaction, this.#key, by.subject);
      const delegate = await pseudonymOf(transaction, this.#key, what.delegate);
      if (delegator === delegate) return { kind: 'SELF' };
      const action = 'approvals.delegated';
      const words = await noteWords(transaction, this.#key, { actor: delegator, action, id, reason: by.reason });
      const [starts, ends, now] = [what.startsAtMs, what.endsAtMs, by.nowMs].map((ms) => new Date(ms).toISOString());
      const list = (texts: readonly string[] | null): string[] | null => (texts === null ? null : [...texts]);
      await sql`insert into approval_delegation (id, delegator, delegate, role, legal_entities, actions, starts_at, ends_at, reason_act, made_at)
        values (${id}::uuid, ${delegator}::uuid, ${delegate}::uuid, ${by.role}, ${list(by.legalEntities)}::text[], ${list(what.actions)}::text[],
          ${starts}::timestamptz, ${ends}::timestamptz, ${words.act}::uuid, ${now}::timestamptz)`.execute(transaction);
      await this.#record(transaction, id, { actor: delegator, action, detail: { delegate, role: by.role, ...words } });
      return { kind: 'DONE' };
    });
    return answered(ended, id);
  }

  /** Ends a delegation at once: whoever gave it, or got it. */
  async revoke(id: string, by: Asker): Promise<Delegated> {
    const ended = await this.#once(id, by, async (transaction): Promise<Ended> => {
      const person = await pseudonymOf(transaction, this.#key, by.subject);
      const now = new Date(by.nowMs).toISOString();
      const { rows } = await sql<{ isOpen: boolean }>`
        select revoked_at is null and ends_at > ${now}::timestamptz as "isOpen" from approval_delegation
        where id::text = ${id} and ${person}::uuid in (delegator, delegate) for update`.execute(transaction);
      const found = rows[0];
      if (found === undefined) return { kind: 'NOT_FOUND' };
      if (!found.isOpen) return { kind: 'ENDED' };
      const action = 'approvals.delegation-revoked';
      const words = await noteWords(transaction, this.#key, { actor: person, action, id, reason: by.reason });
      await sql`update approval_delegation set revoked_at = ${now}::timestamptz where id = ${id}::uuid`.execute(
        transaction,
      );
      await this.#record(transaction, id, { actor: person, action, detail: words });
      return { kind: 'DONE' };
    });
    return answered(ended, id);
  }

  #once(id: string, { request }: Asker, act: (transaction: Database) => Promise<Ended>): Promise<Ended | Repeated> {
    return this.#db
      .transaction()
      .execute((transaction) => onceFor<Ended>(transaction, { request, subject: id }, () => act(transaction)));
  }

  async #record(
    transaction: Database,
    id: string,
    {
      actor,
      action,
      detail,
    }: { readonly actor: string; readonly action: string; readonly detail: Readonly<Record<string, string>> },
  ): Promise<void> {
    const trail = `delegation-${id}`;
    const facts = {
      actor,
      action,
      runId: trail,
      correlationId: trail,
      systems: [],
      detail: { delegation: id, ...detail },
    };
    await appendAudit(transaction, this.#key, facts);
  }
}

/** A uuid that the same request always gets, so that its repetition can name what it made. */
function idOf(key: Buffer, { scope, key: own }: ActRequest): string {
  const hex = keyedDigest(key, { delegation: own, scope });
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

function answered(ended: Ended | Repeated, id: string): Delegated {
  switch (ended.kind) {
    case 'DONE':
      return { kind: 'DONE', id, isRepeated: false };
    case 'REPEATED':
      return { kind: 'DONE', id, isRepeated: true };
    case 'SELF':
    case 'NOT_FOUND':
    case 'ENDED':
    case 'OTHER_INPUT':
      return { kind: ended.kind };
  }
}

/** Delegations that meet a condition, the latest first. */
export async function readDelegations(db: Database, when: RawBuilder<unknown>): Promise<readonly Delegation[]> {
  const { rows } = await sql<
    Omit<Delegation, 'startsAtMs' | 'endsAtMs' | 'revokedAtMs'> & { starts: Date; ends: Date; revoked: Date | null }
  >`select id, delegator, delegate, role, legal_entities as "legalEntities", actions, starts_at as starts, ends_at as ends,
      revoked_at as revoked
    from approval_delegation where ${when} order by made_at desc, id limit 200`.execute(db);
  return rows.map(({ starts, ends, revoked, ...rest }) => ({
    ...rest,
    startsAtMs: starts.getTime(),
    endsAtMs: ends.getTime(),
    revokedAtMs: revoked?.getTime() ?? null,
  }));
}
