// Unwinding: a conversion that succeeded is taken back, because the deal was reopened or sold by the wrong legal entity. Only while nobody
// has worked on it and nothing is billed: afterwards it is corrected by credits and closed, never removed.
import { mintId } from '../../../schema/canon/identity.ts';
import type { Books } from '../../journal/books.ts';
import { businessEvent } from '../../journal/events/event-types.ts';
import { engagementWorth } from '../../journal/engagements.ts';
import type { Engagement, EngagementPart, Engagements } from '../../journal/engagements.ts';
import { riskNote, riskOf, subjectNote } from '../../journal/exceptions.ts';
import { openRefusals, settleRefusals } from '../../journal/refusals.ts';
import type { BusinessEvent, Held, Json } from '../../journal/run-journal.ts';
import type { Process, Saga } from '../saga/saga.ts';
import type { Systems } from '../systems/systems.ts';
import { removeFinanceProject, removeProject, removeSchedule, removedUnused, unlinkDeal } from './steps.ts';
import type { Unwinding, UnwindingStep } from './steps.ts';
import { obstacleOf, useOf } from './obstacles.ts';

export { obstacleOf } from './obstacles.ts';

/** What an unwinding is begun with. */
export type UnwindConversionInput = {
  readonly role: string;
  readonly engagementId: string;
  /** Free text: kept with the run, which is erased in time. */
  readonly reason: string;
};

/** What an unwinding leaves. */
export type Unwound = {
  readonly engagementId: string;
  readonly opportunityId: string;
  readonly unwoundOn: string;
  readonly projectIds: readonly string[];
};

/** What the process works with. */
export interface UnwindingParts {
  readonly systems: Systems;
  readonly engagements: Engagements;
  /** In which it is written that other unwindings are settled. */
  readonly books: Books;
  /** Business day, YYYY-MM-DD. */
  readonly today: () => string;
}

/** The process for one caller. */
export function unwindConversion(parts: UnwindingParts): Process<UnwindConversionInput, Unwound> {
  return {
    name: 'unwindConversion',
    run: (saga, input) => unwind(saga, parts, input),
    events: (_input, result) => happened(result),
  };
}

/** An engagement as a journal keeps it. */
type Standing = Pick<Engagement, 'opportunityId' | 'opportunity' | 'customerId' | 'currency' | 'round' | 'parts'> & {
  readonly [name: string]: Json;
};

async function unwind(
  saga: Saga,
  { systems, engagements, books, today }: UnwindingParts,
  input: UnwindConversionInput,
): Promise<Unwound> {
  const { engagementId } = input;
  const standing = await saga.once('engagement', async (): Promise<Standing> => {
    const [found] = await engagements.byId([engagementId]);
    await saga.once(subjectNote, () => ({ kind: 'ENGAGEMENT', id: engagementId, label: null }));
    if (found != null) await saga.once(riskNote, () => riskOf(engagementWorth(found)));
    if (found == null) {
      const message = `There is no engagement ${engagementId}; look its id up in the graph`;
      return saga.refuse('ENGAGEMENT_UNKNOWN', message, ['engagementId']);
    }
    const obstacle = await obstacleOf(engagements, found, saga.runId);
    if (obstacle !== null) saga.refuse(obstacle.code, obstacle.message, ['engagementId']);
    await refuseLaterRound(saga, engagements, found);
    const { opportunityId, opportunity, customerId, currency, round, parts } = found;
    await refuseIfUsed(saga, systems, parts);
    const bills = await billsOf(systems, parts);
    return { opportunityId, opportunity, customerId, currency, round, parts, bills };
  });
  const unwoundOn = await saga.once('today', today);
  const { opportunity, parts, round, opportunityId } = standing;
  const runId = (await saga.patched('run-in-keys')) ? saga.runId : null;
  const of = (code: string | null): Unwinding => ({ systems, deal: opportunity, round, code, runId });
  let removed = 0;
  for (const part of [...parts].reverse()) {
    for (const removal of removalsOf(of(part.code), part)) {
      const isFirst = removed === 0;
      const isWhole = async () => isFirst && (await billsOf(systems, parts)) === standing.bills;
      // While nothing is gone all parts have to be unused; then the rest of them follows.
      await saga.step(removedUnused(removal, { isWhole, inUse: () => useOfAny(systems, isFirst ? parts : [part]) }));
      removed += 1;
    }
  }
  await saga.step(
    unlinkDeal(of(null), {
      erpCustomer: null,
      psaProjects: parts.flatMap(({ psaProject }) => psaProject?.id ?? []),
      erpProjects: parts.flatMap(({ financeCode }) => financeCode ?? []),
    }),
  );
  await saga.once('unwound', async () => {
    const [found] = await engagements.byId([engagementId]);
    if (found == null) return false;
    const emptied = parts.map((part) => ({
      ...part,
      psaProject: null,
      erpProject: null,
      billingSchedule: null,
      financeCode: null,
    }));
    await engagements.save({ ...found, state: 'UNWOUND', parts: emptied, risk: null, runId: saga.runId });
    await settleUnwindings(books, saga.held, engagementId);
    return true;
  });
  const projectIds = parts.flatMap(({ psaProject }) => (psaProject === null ? [] : mintId(psaProject)));
  return { engagementId, opportunityId, unwoundOn, projectIds };
}

/** Others that were refused to take the engagement back: it is done now, and nobody has anything to mend for them. */
async function settleUnwindings(books: Books, by: Held, engagementId: string): Promise<void> {
  const asked = { processes: ['unwindConversion'], subjectIds: [engagementId] };
  const refused = await openRefusals(books.db, asked);
  if (refused.length > 0) await books.change(by, [engagementId], (page) => settleRefusals(page, by.runId, refused));
}

/** A request is about what stood when it was made: sent on long afterwards it must not take back what was made anew since. */
async function refuseLaterRound(saga: Saga, engagements: Engagements, { id, runId }: Engagement): Promise<void> {
  const [asked, made] = await Promise.all([engagements.undertaking(saga.runId), engagements.undertaking(runId)]);
  if (asked === null || made === null || made.begunAt <= asked.begunAt) return;
  const message = `Engagement ${id} was converted anew by run ${runId} after this was asked for; ask for that one under another key`;
  saga.refuse('CONVERTED_SINCE', message, ['engagementId']);
}

/** What may be refused comes first: from then on nothing of it can be billed. */
function removalsOf(
  of: Unwinding,
  { billingSchedule, erpProject, psaProject }: EngagementPart,
): readonly UnwindingStep[] {
  return [
    ...(billingSchedule !== null && erpProject !== null
      ? [removeSchedule(of, { schedule: billingSchedule, project: erpProject })]
      : []),
    ...(erpProject === null ? [] : [removeFinanceProject(of, erpProject)]),
    ...(psaProject === null ? [] : [removeProject(of, psaProject)]),
  ];
}

/** Asked of the vendors now: what was worked or billed stays, and is corrected by credits (DOMAIN rules 33, 63). */
async function refuseIfUsed(saga: Saga, systems: Systems, parts: readonly EngagementPart[]): Promise<void> {
  for (const part of parts) {
    const use = await inUse(systems, part);
    if (use !== null) saga.refuse('PROJECT_IN_USE', use, [part.code]);
  }
}

/** Planned bills of all parts in the ERP. */
async function billsOf({ erp }: Systems, parts: readonly EngagementPart[]): Promise<number> {
  const books = await Promise.all(
    parts.flatMap(({ erpProject }) => (erpProject === null ? [] : [erp.project(erpProject)])),
  );
  return books.reduce((total, project) => total + (project?.schedule.length ?? 0), 0);
}

/** The first use of any of these parts. */
async function useOfAny(systems: Systems, parts: readonly EngagementPart[]): Promise<string | null> {
  for (const part of parts) {
    const use = await inUse(systems, part);
    if (use !== null) return use;
  }
  return null;
}

/** Why a part cannot be taken back, by what the vendors hold now; null when nobody has worked on it and nothing is billed. */
async function inUse({ erp, psa }: Systems, { code, erpProject, psaProject }: EngagementPart): Promise<string | null> {
  const [books, delivery] = await Promise.all([
    erpProject === null ? null : erp.project(erpProject),
    psaProject === null ? null : psa.projectNow(psaProject),
  ]);
  const use = useOf({
    documents: books?.schedule.filter(({ invoice }) => invoice !== null).length ?? 0,
    isInBooks: books?.isUsed === true,
    bookings: (delivery?.timeEntries ?? 0) + (delivery?.expenses ?? 0),
    invoices: delivery?.invoices ?? 0,
  });
  return use === null ? null : `The project of ${code} cannot be taken back: ${use}`;
}

function happened({ opportunityId, engagementId, unwoundOn, projectIds }: Unwound): readonly BusinessEvent[] {
  return projectIds.map((subject) => {
    const tags = [`opportunity-${opportunityId}`, `engagement-${engagementId}`, `project-${subject}`];
    return businessEvent({ type: 'project.closed', subject, data: { closedOn: unwoundOn }, tags });
  });
}
