// A customer's life: renamed, moved in the hierarchy, given another tax id, held, ended, or made one with another. What the CRM owns is
// changed there and followed elsewhere; everything is checked when it is asked for and again right before it is written.
import { mintId } from '../../../schema/canon/identity.ts';
import { currencyCode } from '../../../schema/canon/currency.ts';
import { money } from '../../../schema/canon/money.ts';
import { digest } from '../../journal/canonical.ts';
import type { CustomerChanges } from '../../journal/customer-changes.ts';
import type { Engagements, RunReports } from '../../journal/engagements.ts';
import { businessEvent } from '../../journal/events/event-types.ts';
import { riskNote, riskOf, subjectNote } from '../../journal/exceptions.ts';
import type { BusinessEvent, Json } from '../../journal/run-journal.ts';
import type { Process, Saga } from '../saga/saga.ts';
import type { RecordRef } from '../systems/write-call.ts';
import { actionOf, explanationOf } from './agreement.ts';
import type { ChangeCustomerInput, ChangedCustomer, CustomerChangeReport, ReportedChange } from './input.ts';
import { adopted, adoptions, conflictOf } from './merge.ts';
import type { MergeFacts } from './merge.ts';
import { joined, planned, planOf } from './plan.ts';
import type { ChangePlan, LegalNames } from './plan.ts';
import { elsewhere, readFacts } from './reading.ts';
import type { LiveCustomer, Sources } from './reading.ts';
import { refusalOf } from './rules.ts';
import { stepOf } from './steps.ts';

export type { ChangeCustomerInput, CustomerChange, CustomerChangeReport, TracedChange } from './input.ts';
export { nameCharactersMax } from './rules.ts';

/** What the process works with: the system APIs in one caller's name, and what it keeps. */
export interface LifeParts extends Sources {
  readonly legalNames: LegalNames;
  readonly changes: CustomerChanges;
  readonly engagements: Engagements;
  readonly reports: RunReports;
  /** Says which records are one from now on. */
  readonly learn: (
    told: readonly { readonly ref: RecordRef; readonly links: readonly RecordRef[]; readonly name: string }[],
  ) => Promise<unknown>;
  /** Lets the id of a customer that was merged away lead to the one it was merged into. */
  readonly supersede: (loser: RecordRef, winner: RecordRef) => Promise<void>;
}

/** The process for one caller. */
export function changeCustomer(parts: LifeParts): Process<ChangeCustomerInput, ChangedCustomer> {
  return {
    name: 'changeCustomer',
    run: (saga, input) => change(saga, parts, input),
    events: (input, result) => happened(input, result),
  };
}

/** What was decided, with whom it is about: the one that lives on. */
type Decision = {
  readonly customer: RecordRef;
  readonly name: string;
  readonly plan: ChangePlan;
  /** What the winner of a merge has from now on. */
  readonly records: readonly RecordRef[];
};

async function change(saga: Saga, parts: LifeParts, input: ChangeCustomerInput): Promise<ChangedCustomer> {
  const { systems, changes, engagements, learn, supersede, today } = parts;
  const { customer, customerId, dryRun } = input;
  await saga.once(subjectNote, () => ({ kind: 'CUSTOMER', id: customerId, label: null }));
  const revision = await saga.once('revision', () =>
    dryRun ? 0 : changes.begin(saga.runId, customerId, input.change.kind),
  );
  const first = await saga.once('decision', () => decide(saga, parts, input));
  const changedOn = await saga.once('today', today);
  const isMerge = input.change.kind === 'MERGE';
  const winnerId = mintId(first.customer);
  const result = { customerId: winnerId, mergedId: isMerge ? customerId : null, changedOn };
  if (dryRun || (first.plan.writes.length === 0 && !isMerge))
    return { ...result, changes: first.plan.changes.map(outcomeOf) };
  await agree(saga, input, first);
  // Somebody may have taken days to agree: what is written is what holds now.
  const { plan, records, name } = await saga.once('revalidated', async () => {
    const now = await decide(saga, parts, input);
    if (digest(now.plan) === digest(first.plan)) return now;
    const message =
      'The customer was changed in a system since this was decided; take this back, look at it and ask anew';
    return saga.ask('CHANGED_MEANWHILE', message, [customer.id]);
  });
  for (const write of plan.writes) await saga.step(stepOf({ systems, customer, revision }, write));
  if (isMerge) {
    await saga.once('identity', async () => {
      await learn(records.map((ref) => ({ ref, links: [first.customer], name })));
      await supersede(customer, first.customer);
      await engagements.passOn(customerId, winnerId);
      return true;
    });
  }
  return { ...result, changes: plan.changes.map(outcomeOf) };
}

/** A run's result outlives its report, and tells no values. */
function outcomeOf({ system, thing, outcome }: ReportedChange): ReportedChange {
  return { system, thing, outcome };
}

/** Reads and decides in one: a question stays unanswered in the journal, and is put anew at every replay. */
async function decide(saga: Saga, parts: LifeParts, input: ChangeCustomerInput): Promise<Decision> {
  const { reports, legalNames } = parts;
  const { change: wanted } = input;
  if (wanted.kind !== 'MERGE' && !input.dryRun) await refuseSecond(saga, parts, input);
  const { customer, records, adoption } =
    wanted.kind === 'MERGE' ? await merge(saga, parts, input) : await alone(saga, parts, input);
  const facts = await readFacts(parts, wanted, customer, records);
  const refusal = refusalOf(wanted, facts);
  if (refusal !== null) saga.refuse(refusal.code, refusal.message, refusal.fields);
  const plan = joined(adoption, planOf(wanted, facts, legalNames));
  const report: CustomerChangeReport = { customerChanges: plan.changes };
  await reports.save(saga.runId, report);
  const kept = [records.erp, records.psa].filter((ref) => ref !== null);
  return { customer: customer.ref, name: customer.name, plan, records: kept };
}

/** Two changes of one thing at once would undo each other. */
async function refuseSecond(
  saga: Saga,
  { changes }: LifeParts,
  { customerId, change: { kind } }: ChangeCustomerInput,
): Promise<void> {
  const other = await changes.underWay(saga.runId, customerId, kind);
  if (other === null) return;
  saga.refuse('CHANGE_UNDER_WAY', `Run ${other} is making such a change of this customer; watch that one`, [
    'customerId',
  ]);
}

type Subject = {
  readonly customer: LiveCustomer;
  readonly records: Awaited<ReturnType<typeof elsewhere>>;
  readonly adoption: ChangePlan;
};

async function alone(saga: Saga, parts: LifeParts, { customer }: ChangeCustomerInput): Promise<Subject> {
  const now = await parts.systems.crm.customerNow(customer);
  if (now?.kind !== 'LIVE') {
    const gone =
      now?.kind === 'MERGED' ? `was merged into ${now.into.id}; change that one` : 'is not in the CRM any more';
    return saga.refuse('CUSTOMER_UNKNOWN', `${customer.id} ${gone}`, ['customerId']);
  }
  return { customer: now, records: await elsewhere(parts, now), adoption: planned([]) };
}

/** A winner may have been merged again meanwhile; longer chains are a mistake. */
const mergesMax = 5;

async function merge(saga: Saga, parts: LifeParts, { customer }: ChangeCustomerInput): Promise<Subject> {
  const { crm } = parts.systems;
  const loser = await crm.customerNow(customer);
  if (loser?.kind !== 'MERGED') {
    const message = `The CRM has not merged ${customer.id} into another customer; merge them there, then ask again`;
    return saga.refuse('NOT_MERGED', message, ['customerId']);
  }
  let winner = await crm.customerNow(loser.into);
  for (let count = 1; winner?.kind === 'MERGED' && count < mergesMax; count += 1)
    winner = await crm.customerNow(winner.into);
  if (winner?.kind !== 'LIVE') {
    const message = `${loser.into.id}, into which ${customer.id} was merged, is gone from the CRM; restore one of them there, then replay`;
    return saga.ask('MERGE_LOST', message, [loser.into.id]);
  }
  const facts = await mergeFacts(parts, loser, winner);
  const conflict = conflictOf(facts);
  if (conflict !== null) {
    await saga.once(riskNote, () => atRisk(facts));
    saga.ask('DUPLICATE_CUSTOMER', conflict.message, conflict.fields);
  }
  return { customer: winner, records: adopted(facts), adoption: planned(adoptions(facts, winner.ref)) };
}

async function mergeFacts(
  sources: Sources,
  loser: { readonly ref: RecordRef; readonly links: LiveCustomer['links'] },
  winner: LiveCustomer,
): Promise<MergeFacts> {
  const { erp, psa } = sources.systems;
  const [of, to] = await Promise.all([elsewhere(sources, loser), elsewhere(sources, winner)]);
  // A link may outlive its record: what is not there is nobody's.
  const [standing, client] = await Promise.all([
    of.erp === null ? null : erp.customerStanding(of.erp),
    of.psa === null ? null : psa.customerNow(of.psa),
  ]);
  const both = standing !== null && to.erp !== null && to.erp.id !== standing.ref.id;
  const [balances, winnerBalances, projects] = await Promise.all([
    both ? erp.balances(standing.ref) : [],
    both && to.erp !== null ? erp.balances(to.erp) : [],
    client !== null && to.psa !== null && to.psa.id !== client.ref.id ? psa.busyProjects(client.ref) : [],
  ]);
  return {
    loser: { erp: standing?.ref ?? null, psa: client?.ref ?? null },
    winner: to,
    named: winner.links,
    loserErp: standing === null ? null : { active: standing.active, balances },
    winnerBalances,
    loserProjects: projects.length,
  };
}

/** The largest balance of either: amounts of several currencies are never added (DOMAIN rule 4). */
function atRisk({ loserErp, winnerBalances }: MergeFacts): Json {
  const all = [...(loserErp?.balances ?? []), ...winnerBalances];
  const [largest] = all.toSorted((one, other) => Number(other.open) - Number(one.open));
  return largest === undefined ? null : riskOf(money(largest.open, currencyCode(largest.currency)));
}

/** What of a customer is finance's is somebody else's to agree to (DOMAIN rule 65); the policy says what. */
async function agree(
  saga: Saga,
  { customerId, change: wanted, reason }: ChangeCustomerInput,
  { plan }: Decision,
): Promise<void> {
  await saga.approve('change', {
    ...{ action: actionOf(wanted), legalEntity: null, amount: null, reason },
    subject: { kind: 'CUSTOMER', id: customerId, label: null },
    explanation: explanationOf(wanted),
    evidence: {
      kind: wanted.kind,
      writes: plan.writes.map(({ system, thing, customer, to }) => ({ system, thing, customer, to })),
    },
  });
}

function happened({ change: { kind } }: ChangeCustomerInput, result: ChangedCustomer): readonly BusinessEvent[] {
  const { customerId, mergedId, changedOn, changes } = result;
  const written = changes.filter(({ outcome }) => outcome === 'WRITTEN');
  const tags = [`customer-${customerId}`, ...(mergedId === null ? [] : [`customer-${mergedId}`])];
  if (mergedId !== null) {
    const merged = {
      type: 'customer.merged',
      subject: mergedId,
      data: { into: customerId, mergedOn: changedOn },
      tags,
    } as const;
    return [businessEvent(merged)];
  }
  if (written.length === 0) return [];
  if (kind === 'DEACTIVATE') {
    return [
      businessEvent({ type: 'customer.deactivated', subject: customerId, data: { deactivatedOn: changedOn }, tags }),
    ];
  }
  const things = [...new Set(written.map(({ thing }) => thing))];
  const systems = [...new Set(written.map(({ system }) => system))];
  return [businessEvent({ type: 'customer.changed', subject: customerId, data: { things, systems, changedOn }, tags })];
}
