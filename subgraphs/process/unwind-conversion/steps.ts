// The removals of an unwinding. Each may be repeated, and is known to be done by the record not being there any more; none has an undo.
import { failure } from '../saga/outcome.ts';
import type { Outcome } from '../saga/outcome.ts';
import type { Step } from '../saga/step.ts';
import type { OpportunityLinks } from '../systems/crm-deals.ts';
import type { Systems } from '../systems/systems.ts';
import type { RecordRef } from '../systems/write-call.ts';

/** A removal of this process. */
export type UnwindingStep = Step<RecordRef>;

/** Keys name the deal, which of its conversions is taken back, and by which run: one that was refused is asked for anew by another. */
export interface Unwinding {
  readonly systems: Systems;
  readonly deal: RecordRef;
  readonly round: number;
  readonly code: string | null;
  /** Null for runs that were begun when keys did not name them. */
  readonly runId: string | null;
}

function named({ deal, round, code, runId }: Unwinding, what: string): { readonly name: string; readonly key: string } {
  const name = code === null ? what : `${what}-${code}`;
  const by = runId === null ? '' : `-${runId.slice(0, 8)}`;
  const key = `undeal${by}-${deal.id}${round === 1 ? '' : `-r${round}`}-${name}`.replaceAll(/[^A-Za-z0-9_-]/g, '-');
  return { name, key: key.slice(0, 58) };
}

/**
 * The removal, after one more look whether anybody has begun to work on it: an outage may have held it up for hours. With nothing removed
 * yet a use refuses the unwinding; later it stops for a person, for what is gone is gone and the rest is not. `isWhole` says whether all
 * is there that was: a removal is several calls, and one that was cut off may have done a part.
 */
export function removedUnused(
  removal: UnwindingStep,
  { isWhole, inUse }: { readonly isWhole: () => Promise<boolean>; readonly inUse: () => Promise<string | null> },
): UnwindingStep {
  const stopped = async (outcome: Outcome<RecordRef>): Promise<Outcome<RecordRef>> =>
    outcome.kind === 'NOT_APPLIED' && outcome.reason === 'REFUSED' && !(await isWhole())
      ? { ...outcome, reason: 'AMBIGUOUS' }
      : outcome;
  return {
    ...removal,
    act: async (call) => {
      const use = await inUse();
      if (use === null) return stopped(await removal.act(call));
      return stopped({ kind: 'NOT_APPLIED', reason: 'REFUSED', failure: failure('PROJECT_IN_USE', use) });
    },
  };
}

type Scheduled = { readonly schedule: RecordRef; readonly project: RecordRef };

/** Takes the billing schedule out of the ERP. */
export function removeSchedule(unwinding: Unwinding, { schedule, project }: Scheduled): UnwindingStep {
  const { erp } = unwinding.systems;
  return {
    ...named(unwinding, 'erp-schedule'),
    ...{ system: 'erp', operation: 'remove', input: { schedule, project } },
    find: async () => (((await erp.project(project))?.schedule.length ?? 0) === 0 ? [schedule] : []),
    act: (call) => erp.removeBillingSchedule(call, schedule),
    undo: null,
  };
}

/** Takes the project out of the ERP. */
export function removeFinanceProject(unwinding: Unwinding, project: RecordRef): UnwindingStep {
  const { erp } = unwinding.systems;
  return {
    ...named(unwinding, 'erp-project'),
    ...{ system: 'erp', operation: 'remove', input: { project } },
    find: async () => ((await erp.project(project)) === null ? [project] : []),
    act: (call) => erp.removeProject(call, project),
    undo: null,
  };
}

/** Takes the project out of the PSA, with its work and its team. */
export function removeProject(unwinding: Unwinding, project: RecordRef): UnwindingStep {
  const { psa } = unwinding.systems;
  return {
    ...named(unwinding, 'psa-project'),
    ...{ system: 'psa', operation: 'remove', input: { project } },
    find: async () => ((await psa.projectNow(project)) === null ? [project] : []),
    act: (call) => psa.removeProject(call, project),
    undo: null,
  };
}

/** Takes what was made off the deal; what somebody else put there stays. */
export function unlinkDeal(unwinding: Unwinding, links: OpportunityLinks): UnwindingStep {
  const { crm } = unwinding.systems;
  const opportunity = unwinding.deal;
  return {
    ...named(unwinding, 'crm-link'),
    ...{ system: 'crm', operation: 'update', input: { opportunity, links: { ...links } } },
    find: async () => {
      const named = (await crm.deal(opportunity))?.links;
      const left = [...(named?.psaProjects ?? []), ...(named?.erpProjects ?? [])];
      return left.some((id) => links.psaProjects.includes(id) || links.erpProjects.includes(id)) ? [] : [opportunity];
    },
    act: (call) => crm.unlinkOpportunity(call, { opportunity, links }),
    undo: null,
  };
}
