// Engagements: what ties one deal to its projects, schedules and invoices over several legal entities (DOMAIN rule 20). No vendor knows
// them; this is their system of record. Written by processes, each write safe to repeat.
import { sql } from 'kysely';
import { currencyCode } from '../../schema/canon/currency.ts';
import { mintId } from '../../schema/canon/identity.ts';
import type { CanonicalId, VendorRef } from '../../schema/canon/identity.ts';
import { add, zero } from '../../schema/canon/money.ts';
import type { Money } from '../../schema/canon/money.ts';
import type { Database } from '../store/store.ts';
import type { Json } from './run-journal.ts';

/** A record by its system's own id, as a run keeps it. */
export type EngagedRecord = {
  readonly system: VendorRef['system'];
  readonly instance: string;
  readonly kind: VendorRef['kind'];
  readonly id: string;
};

/** AT_RISK: under way with gates waived, so nothing is billed. UNWOUND: all of it was taken back. */
export type EngagementState = 'ACTIVE' | 'AT_RISK' | 'UNWOUND';

/** What one legal entity delivers and bills of the deal; null is what is not made, or not any more. */
export type EngagementPart = {
  /** The legal entity's code; UNASSIGNED for what began without one. */
  readonly code: string;
  readonly legalEntity: EngagedRecord | null;
  readonly value: { readonly amount: string; readonly currency: string };
  readonly psaProject: EngagedRecord | null;
  readonly erpProject: EngagedRecord | null;
  /** The code that finance calls its project by. */
  readonly financeCode: string | null;
  readonly billingSchedule: EngagedRecord | null;
};

/** A limit as decimal text without tax, and a business day. */
export type EngagementRisk = { readonly limit: string; readonly until: string };

/** An engagement as it stands. */
export interface Engagement {
  readonly id: CanonicalId;
  /** Canonical id of the deal. */
  readonly opportunityId: string;
  readonly opportunity: EngagedRecord;
  readonly customerId: string;
  readonly state: EngagementState;
  /** 1, and one more each time it was finished after a start at risk, or made anew after an unwinding: part of every business key. */
  readonly round: number;
  /** ISO 4217 of the deal. */
  readonly currency: string;
  readonly parts: readonly EngagementPart[];
  /** Gates that were waived when it began. */
  readonly waived: readonly string[];
  /** What was agreed to be spent while gates are shut, in its currency, and the last day of that; null unless it is at risk. */
  readonly risk: EngagementRisk | null;
  /** The run that wrote it last. */
  readonly runId: string;
}

/** An engagement with its times. `openSince`: when its deal was first seen not to be sold any more; null while it is sold. */
export type EngagementRecord = Engagement & {
  readonly begunAt: Date;
  readonly changedAt: Date;
  readonly openSince: Date | null;
};

/** A deal has one engagement for ever, whatever becomes of it: converted anew after an unwinding it is the same one. */
export function engagementIdOf(opportunity: Pick<VendorRef, 'instance' | 'id'>): CanonicalId {
  return mintId({ system: 'PROCESS', instance: opportunity.instance, kind: 'ENGAGEMENT', id: opportunity.id });
}

/** What the parts of an engagement are worth in its currency, without tax. */
export function engagementWorth({ currency, parts }: Pick<Engagement, 'currency' | 'parts'>): Money {
  const code = currencyCode(currency);
  const own = parts.filter(({ value }) => value.currency === currency);
  return own.reduce((total, { value }) => add(total, { amount: value.amount, currency: code }), zero(code));
}

const columns = sql`id, opportunity_id as "opportunityId", opportunity, customer_id as "customerId", state, round, currency, parts, waived, risk,
  run_id as "runId", begun_at as "begunAt", changed_at as "changedAt", open_since as "openSince"`;

/** Who does something about an engagement: the run, the role that asked for it, and since when. */
export interface Undertaking {
  readonly runId: string;
  readonly role: string | null;
  readonly state: string;
  readonly begunAt: Date;
}

const undertaking = sql`other.id as "runId", other.input->>'role' as role, other.state_kind as state, other.begun_at as "begunAt"`;

/** The engagements of a database. */
export class Engagements {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Writes how an engagement stands now; the same twice changes nothing. */
  async save(engagement: Engagement): Promise<void> {
    const { id, opportunityId, opportunity, customerId, state, round, currency, parts, waived, risk, runId } =
      engagement;
    await sql`insert into engagement (id, opportunity_id, opportunity, customer_id, state, round, currency, parts, waived, risk, run_id)
      values (${id}, ${opportunityId}, ${JSON.stringify(opportunity)}::jsonb, ${customerId}, ${state}, ${round}, ${currency},
        ${JSON.stringify(parts)}::jsonb, ${[...waived]}::text[], ${JSON.stringify(risk)}::jsonb, ${runId})
      on conflict (id) do update set state = excluded.state, round = excluded.round, currency = excluded.currency, parts = excluded.parts,
        waived = excluded.waived, risk = excluded.risk, run_id = excluded.run_id, customer_id = excluded.customer_id, changed_at = now(),
        open_since = case when excluded.round = engagement.round then engagement.open_since end`.execute(this.#db);
  }

  /** Keeps whether its deal is sold, as somebody has just read it; since when it is not, once it is unwound, nothing but a new round ends. */
  async seen(id: string, deal: 'SOLD' | 'OPEN'): Promise<void> {
    await sql`update engagement set open_since = ${deal === 'OPEN' ? sql`now()` : sql`null`}
      where id = ${id} and ${deal === 'OPEN' ? sql`open_since is null` : sql`open_since is not null and state <> 'UNWOUND'`}`.execute(
      this.#db,
    );
  }

  /** In the order of the ids; null where there is none. */
  async byId(ids: readonly string[]): Promise<readonly (EngagementRecord | null)[]> {
    const { rows } =
      await sql<EngagementRecord>`select ${columns} from engagement where id = any(${ids}::text[])`.execute(this.#db);
    const found = new Map<string, EngagementRecord>(rows.map((row) => [row.id, row]));
    return ids.map((id) => found.get(id) ?? null);
  }

  /** The run that is making a deal's engagement now, and was begun before that run where one is named; null when none is. */
  async underWay(opportunityId: string, runId: string | null): Promise<string | null> {
    const { rows } = await sql<{ id: string }>`
      select other.id from run_mark mark join run other on other.id = mark.run_id left join run own on own.id = ${runId}
      where mark.value = ${opportunityId} and other.process = 'convertOpportunityToProject'
        and other.state_kind in ('RUNNING', 'COMPENSATING', 'WAITING_APPROVAL') and other.input->>'dryRun' = 'false'
        and (own.id is null or (other.begun_at, other.id) < (own.begun_at, own.id))
      order by other.begun_at limit 1`.execute(this.#db);
    return rows[0]?.id ?? null;
  }

  /** The run that takes an engagement back and is not through, or rests half-way: that was begun before `runId`, or any; null when none is. */
  async unwindingUnderWay(engagementId: string, runId: string | null): Promise<Undertaking | null> {
    const { rows } = await sql<Undertaking>`
      select ${undertaking} from run_mark mark join run other on other.id = mark.run_id
      where mark.value = ${engagementId} and other.process = 'unwindConversion'
        and other.state_kind in ('RUNNING', 'COMPENSATING', 'WAITING_APPROVAL', 'PARKED', 'STUCK')
        and (${runId}::text is null or other.place < (select place from run own where own.id = ${runId}))
      order by other.place limit 1`.execute(this.#db);
    return rows[0] ?? null;
  }

  /** A run by its id; null when its time is over. */
  async undertaking(runId: string): Promise<Undertaking | null> {
    const { rows } = await sql<Undertaking>`select ${undertaking} from run other where other.id = ${runId}`.execute(
      this.#db,
    );
    return rows[0] ?? null;
  }

  /** The first run that rests because gates of a deal are shut, and that nobody has left as it is; null when none does. */
  async waitingAtGates(opportunityId: string): Promise<string | null> {
    const { rows } = await sql<{ id: string }>`
      select run.id from run_mark mark join run on run.id = mark.run_id
      where mark.value = ${opportunityId} and run.process = 'convertOpportunityToProject' and run.state_kind = 'STUCK'
        and run.state->'failure'->>'code' = 'GATES_SHUT'
        and exists (select from run_exception open where open.run_id = run.id and open.closed_at is null and open.event_id is null)
      order by run.begun_at limit 1`.execute(this.#db);
    return rows[0]?.id ?? null;
  }

  /** Gives what a customer has to the one it was merged into. */
  async passOn(customerId: string, toId: string): Promise<void> {
    await sql`update engagement set customer_id = ${toId}, changed_at = now() where customer_id = ${customerId}`.execute(
      this.#db,
    );
  }

  /** By the deals' canonical ids, in their order; null where a deal has none. */
  async ofOpportunities(ids: readonly string[]): Promise<readonly (EngagementRecord | null)[]> {
    const { rows } =
      await sql<EngagementRecord>`select ${columns} from engagement where opportunity_id = any(${ids}::text[])`.execute(
        this.#db,
      );
    const found = new Map(rows.map((row) => [row.opportunityId, row]));
    return ids.map((id) => found.get(id) ?? null);
  }
}

/** What runs found out that people want to read, by run: facts of business, no names of persons. */
export class RunReports {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Keeps the newest report of a run. */
  async save(runId: string, report: Json): Promise<void> {
    await sql`insert into run_report (run_id, report) values (${runId}, ${JSON.stringify(report)}::jsonb)
      on conflict (run_id) do update set report = excluded.report, made_at = now()`.execute(this.#db);
  }

  /** In the order of the runs; null where a run has said nothing. */
  async of(runIds: readonly string[]): Promise<readonly (Json | null)[]> {
    const { rows } = await sql<{ runId: string; report: Json }>`
      select run_id as "runId", report from run_report where run_id = any(${runIds}::text[])`.execute(this.#db);
    const found = new Map(rows.map((row) => [row.runId, row.report]));
    return runIds.map((id) => found.get(id) ?? null);
  }
}
