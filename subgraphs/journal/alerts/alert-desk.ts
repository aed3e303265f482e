// Alerts as people read them, and their acknowledging: one transaction with its audit entry; the reason stands where it can be erased.
import { sql } from 'kysely';
import { currencyCode } from '../../../schema/canon/currency.ts';
import { type Money, round } from '../../../schema/canon/money.ts';
import type { Page, PageRequest } from '../../../schema/canon/paging.ts';
import { isRole, type Role } from '../../../schema/canon/roles.ts';
import type { Database } from '../../store/store.ts';
import { appendAudit } from '../audit.ts';
import { keyedDigest } from '../canonical.ts';
import type { By } from '../operate.ts';
import { pseudonymOf } from '../people.ts';
import { onceFor, type Repeated } from '../requests.ts';

/** RAISED: nobody has answered. ACKNOWLEDGED: somebody has it. RESOLVED: the rule holds again. */
export type AlertState = 'RAISED' | 'ACKNOWLEDGED' | 'RESOLVED';

/** Whom it was told to, and how that went. */
export interface AlertTelling {
  readonly event: 'RAISED' | 'ESCALATED' | 'RESOLVED';
  readonly channel: string;
  readonly toldAt: string | null;
  readonly attempts: number;
  readonly failure: string | null;
}

/** An alert as it stands. */
export interface AlertRecord {
  readonly id: string;
  readonly rule: string;
  readonly state: AlertState;
  /** In words, as it was when it was raised. */
  readonly threshold: string;
  readonly owner: string;
  readonly escalatesTo: string | null;
  readonly count: number;
  readonly atRisk: readonly Money[];
  readonly oldestAt: string | null;
  readonly raisedAt: Date;
  readonly escalatedAt: Date | null;
  readonly acknowledgedAt: Date | null;
  readonly resolvedAt: Date | null;
  readonly tellings: readonly AlertTelling[];
}

/** How acknowledging ended. NOT_OWNER names the roles that may. */
export type Acknowledged =
  | { readonly kind: 'DONE' }
  | { readonly kind: 'NOT_FOUND' }
  | { readonly kind: 'NOT_STANDING'; readonly state: AlertState }
  | { readonly kind: 'NOT_OWNER'; readonly roles: readonly string[] }
  | Repeated;

/** Roles that may answer for any owner. */
const anyOwner: readonly Role[] = ['operator', 'finance-controller'];

const state = sql`case when resolved_at is not null then 'RESOLVED' when acknowledged_at is not null then 'ACKNOWLEDGED' else 'RAISED' end`;

interface Row extends Omit<
  AlertRecord,
  'count' | 'atRisk' | 'oldestAt' | 'tellings' | 'threshold' | 'owner' | 'escalatesTo'
> {
  readonly terms: { readonly threshold: string; readonly owner: string; readonly escalatesTo: string | null };
  readonly measured: {
    readonly count: number;
    readonly atRisk: readonly { readonly amount: string; readonly currency: string }[];
    readonly oldestAt: string | null;
  };
  readonly tellings: readonly AlertTelling[] | null;
}

const columns = sql`id, rule, ${state} as state, terms, measured, raised_at as "raisedAt", escalated_at as "escalatedAt",
  acknowledged_at as "acknowledgedAt", resolved_at as "resolvedAt",
  (select jsonb_agg(jsonb_build_object('event', event, 'channel', channel, 'toldAt', told_at, 'attempts', attempts,
    'failure', dead_reason) order by made_at, channel) from alert_telling where alert_id = alert.id) as tellings`;

/** The alerts of a database; `key` seals the audit. */
export class Alerts {
  readonly #db: Database;
  readonly #key: Buffer;

  constructor(db: Database, key: Buffer) {
    this.#db = db;
    this.#key = key;
  }

  /** One alert; null when there is none with this id. */
  async byId(id: string): Promise<AlertRecord | null> {
    const { rows } = await sql<Row>`select ${columns} from alert where id::text = ${id}`.execute(this.#db);
    return rows[0] === undefined ? null : recordOf(rows[0]);
  }

  /** The newest first; without states those that are not resolved. Raises RangeError for a cursor that is none. */
  async page({ first, after }: PageRequest, states: readonly AlertState[] | null): Promise<Page<AlertRecord>> {
    const from = after === null ? null : await this.byId(idOf(after));
    if (after !== null && from === null)
      throw new RangeError(`"${after.slice(0, 40)}" is no cursor of a page of alerts`);
    const wanted = states ?? ['RAISED', 'ACKNOWLEDGED'];
    const beyond =
      from === null
        ? sql`true`
        : sql`(raised_at, id) < (${from.raisedAt.toISOString()}::timestamptz, ${from.id}::uuid)`;
    const { rows } =
      await sql<Row>`select ${columns} from alert where ${state} = any(${[...wanted]}::text[]) and ${beyond}
      order by raised_at desc, id desc limit ${first + 1}`.execute(this.#db);
    const shown = rows.slice(0, first);
    return {
      items: shown.map(recordOf),
      cursors: shown.map(({ id }) => Buffer.from(id).toString('base64url')),
      hasNextPage: rows.length > first,
      totalCount: null,
    };
  }

  /** Somebody has it: it is not escalated any more. Of its owner's role, of whom it escalates to, or of an operator's. */
  acknowledge(id: string, role: Role, by: By): Promise<Acknowledged> {
    return this.#db.transaction().execute((transaction) =>
      onceFor(transaction, { request: by.request ?? null, subject: id }, async (): Promise<Acknowledged> => {
        const { rows } = await sql<Row>`select ${columns} from alert where id::text = ${id} for update`.execute(
          transaction,
        );
        const [row] = rows;
        if (row === undefined) return { kind: 'NOT_FOUND' };
        const allowed = [
          ...new Set([
            ...anyOwner,
            row.terms.owner,
            ...(row.terms.escalatesTo === null ? [] : [row.terms.escalatesTo]),
          ]),
        ];
        if (!allowed.includes(role)) return { kind: 'NOT_OWNER', roles: allowed.filter(isRole) };
        if (row.state !== 'RAISED') return { kind: 'NOT_STANDING', state: row.state };
        await this.#record(transaction, id, by);
        return { kind: 'DONE' };
      }),
    );
  }

  async #record(transaction: Database, id: string, { operator, reason }: By): Promise<void> {
    const actor = await pseudonymOf(transaction, this.#key, operator);
    const { rows } = await sql<{ id: string }>`insert into operator_act (actor, action, subject, reason)
      values (${actor}::uuid, 'alert.acknowledged', ${id}, ${reason}) returning id`.execute(transaction);
    const act = rows[0]?.id ?? '';
    await sql`update alert set acknowledged_at = now(), acknowledged_by = ${actor}::uuid, reason_act = ${act}::uuid
      where id = ${id}::uuid`.execute(transaction);
    const detail = { act, digest: keyedDigest(this.#key, { act, reason }), subject: id };
    const about = { runId: id, correlationId: id, systems: [] };
    await appendAudit(transaction, this.#key, { actor, action: 'alert.acknowledged', ...about, detail });
  }
}

function recordOf({ terms, measured, tellings, ...row }: Row): AlertRecord {
  return {
    ...row,
    ...terms,
    ...{ count: measured.count, oldestAt: measured.oldestAt, tellings: tellings ?? [] },
    atRisk: measured.atRisk.map(({ amount, currency }) => round(amount, currencyCode(currency), 'HALF_UP')),
  };
}

function idOf(cursor: string): string {
  return Buffer.from(cursor, 'base64url').toString();
}
