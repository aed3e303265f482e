// Holds the alert rules against what stands, and writes what is due: an alert and whom it is to be told, in one transaction.
import { sql } from 'kysely';
import type { Database } from '../../store/store.ts';
import { groupsOfExceptions } from '../exception-views.ts';
import type { AlertRule } from './alert-config.ts';
import { add, type Money } from '../../../schema/canon/money.ts';
import { type Measured, nextStep, type StandingAlert, thresholdText } from './breach.ts';

/** What one look did. */
export interface AlertRound {
  readonly raised: number;
  readonly escalated: number;
  readonly resolved: number;
}

interface OpenAlert extends StandingAlert {
  readonly id: string;
  readonly rule: string;
}

/** What a channel is told of; a row of its own each, so that each is told at least once and known again. */
type AlertEvent = 'RAISED' | 'ESCALATED' | 'RESOLVED';

/** Holds every rule against what stands; of several workers one does it at a time. An alert whose rule is no more ends untold. */
export function evaluateAlerts(db: Database, rules: readonly AlertRule[], nowMs: number): Promise<AlertRound> {
  return db.transaction().execute(async (transaction) => {
    const done = { raised: 0, escalated: 0, resolved: 0 };
    const { rows } = await sql<{
      mine: boolean;
    }>`select pg_try_advisory_xact_lock(hashtextextended('alerts', 0)) as mine`.execute(transaction);
    if (rows[0]?.mine !== true) return done;
    const open = await sql<OpenAlert>`select id, rule, raised_at as "raisedAt", escalated_at as "escalatedAt",
        acknowledged_at as "acknowledgedAt" from alert where resolved_at is null`.execute(transaction);
    const standing = new Map(open.rows.map((alert) => [alert.rule, alert]));
    for (const rule of rules) {
      const alert = standing.get(rule.name) ?? null;
      standing.delete(rule.name);
      const measured = await measure(transaction, rule);
      const step = nextStep(rule, alert, measured, nowMs);
      await take(transaction, step, { rule, alert, measured, nowMs });
      if (step === 'RAISE') done.raised += 1;
      if (step === 'ESCALATE') done.escalated += 1;
      if (step === 'RESOLVE') done.resolved += 1;
    }
    const gone = [...standing.values()].map(({ id }) => id);
    if (gone.length > 0)
      await sql`update alert set resolved_at = ${instant(nowMs)} where id = any(${gone}::uuid[])`.execute(transaction);
    return done;
  });
}

/** What is snoozed somebody has looked at. */
async function measure(transaction: Database, { about }: AlertRule): Promise<Measured> {
  const groups = await groupsOfExceptions(transaction, {
    ...{
      codes: about.codes ?? null,
      kinds: about.kinds ?? null,
      ownerRole: about.ownerRole ?? null,
      system: about.system ?? null,
    },
    statuses: ['OPEN', 'ASSIGNED'],
  });
  const sums = new Map<string, Money>();
  for (const { atRisk } of groups)
    for (const amount of atRisk) {
      const sum = sums.get(amount.currency);
      sums.set(amount.currency, sum === undefined ? amount : add(sum, amount));
    }
  const oldest = groups.reduce<number>(
    (least, group) => Math.min(least, group.oldest.getTime()),
    Number.POSITIVE_INFINITY,
  );
  return {
    count: groups.reduce((total, { count }) => total + count, 0),
    atRisk: [...sums.values()],
    oldestAt: Number.isFinite(oldest) ? new Date(oldest) : null,
  };
}

interface Taking {
  readonly rule: AlertRule;
  readonly alert: OpenAlert | null;
  readonly measured: Measured;
  readonly nowMs: number;
}

async function take(
  transaction: Database,
  step: ReturnType<typeof nextStep>,
  { rule, alert, measured, nowMs }: Taking,
): Promise<void> {
  const at = instant(nowMs);
  const facts = JSON.stringify(factsOf(measured));
  if (step === 'RAISE') {
    const { rows } = await sql<{ id: string }>`insert into alert (rule, terms, measured, raised_at)
      values (${rule.name}, ${JSON.stringify(termsOf(rule))}::jsonb, ${facts}::jsonb, ${at}) returning id`.execute(
      transaction,
    );
    const id = rows[0]?.id ?? '';
    await addTelling(
      transaction,
      { id, event: 'RAISED', channel: rule.channel, owner: rule.owner },
      { rule, measured, nowMs },
    );
    return;
  }
  if (alert === null) return;
  const { id } = alert;
  await sql`update alert set measured = ${facts}::jsonb, escalated_at = case when ${step === 'ESCALATE'} then ${at}::timestamptz else escalated_at end,
      resolved_at = case when ${step === 'RESOLVE'} then ${at}::timestamptz end where id = ${id}::uuid`.execute(
    transaction,
  );
  const { escalation } = rule;
  if (step === 'ESCALATE' && escalation !== null)
    await addTelling(transaction, { id, event: 'ESCALATED', ...escalation }, { rule, measured, nowMs });
  if (step === 'RESOLVE') {
    const told = alert.escalatedAt !== null && escalation !== null ? [rule, escalation] : [rule];
    for (const { channel, owner } of told)
      await addTelling(transaction, { id, event: 'RESOLVED', channel, owner }, { rule, measured, nowMs });
  }
}

interface Telling {
  readonly id: string;
  readonly event: AlertEvent;
  readonly channel: string;
  readonly owner: string;
}

/** Names no customer and no person: a channel is somebody's chat room or pager. */
async function addTelling(
  transaction: Database,
  { id, event, channel, owner }: Telling,
  { rule, measured, nowMs }: Omit<Taking, 'alert'>,
): Promise<void> {
  const at = instant(nowMs);
  const body = {
    ...{ type: `alert.${event.toLowerCase()}`, alert: id, rule: rule.name, owner, threshold: thresholdText(rule), at },
    ...factsOf(measured),
  };
  await sql`insert into alert_telling (alert_id, event, channel, body, made_at, next_at)
    values (${id}::uuid, ${event}, ${channel}, ${JSON.stringify(body)}::jsonb, ${at}, ${at}) on conflict do nothing`.execute(
    transaction,
  );
}

function factsOf({ count, atRisk, oldestAt }: Measured) {
  return {
    count,
    atRisk: atRisk.map(({ amount, currency }) => ({ amount, currency })),
    oldestAt: oldestAt?.toISOString() ?? null,
  };
}

function termsOf(rule: AlertRule) {
  return { threshold: thresholdText(rule), owner: rule.owner, escalatesTo: rule.escalation?.owner ?? null };
}

function instant(ms: number): string {
  return new Date(ms).toISOString();
}
