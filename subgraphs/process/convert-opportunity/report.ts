// What a conversion says of itself: the gates as it found them, and the whole of what it makes, down to every write.
import type { EngagementPart, EngagementRecord } from '../../journal/engagements.ts';
import type { PsaDemandItem, PsaWorkItem } from '../systems/psa-project.ts';
import type { RecordRef } from '../systems/write-call.ts';
import type { GateCheck } from './gates.ts';
import { beforeOf } from './make-engagement.ts';
import { teamOf, workItems } from './make-part.ts';
import type { ConversionPlan, PlannedPart } from './plan.ts';
import type { PlannedWrite } from './planned-writes.ts';

/** A gate as it is told. */
export type ReportedGate = Omit<GateCheck, 'passed'> & { readonly outcome: 'PASSED' | 'FAILED' | 'WAIVED' };

/** What stands in the way of a conversion besides its gates; `runId` is whose doing it is. */
export type Blocker = { readonly code: string; readonly message: string; readonly runId: string | null };

/** A part with all that its steps are given. What may be absent is so in reports that an earlier release has kept. */
export type ReportedPart = PlannedPart & {
  /** The customer in the ERP; null while it is not there, or when nothing is made in the ERP. */
  readonly erpCustomer?: RecordRef | null;
  /** By what finance calls it; null until the ERP has numbered it. */
  readonly financeCode?: string | null;
  readonly work?: readonly PsaWorkItem[];
  readonly team?: readonly PsaDemandItem[];
};

/** What is made, in the order in which it is; absent as in its parts. */
export type ReportedPlan = {
  readonly currency: string;
  readonly parts: readonly ReportedPart[];
  readonly writes?: readonly PlannedWrite[];
  readonly blockers?: readonly Blocker[];
};

/** What a conversion says of itself while it goes on. */
export type ConversionReport = { readonly gates: readonly ReportedGate[]; readonly plan: ReportedPlan };

/** The parts of a plan as they are told: by the same rules that the steps go by. */
export function reportedParts(
  plan: ConversionPlan,
  { erpCustomer, before }: { readonly erpCustomer: RecordRef | null; readonly before: readonly EngagementPart[] },
): readonly ReportedPart[] {
  return plan.parts.map((part) => ({
    ...part,
    erpCustomer: part.legalEntity === null ? null : erpCustomer,
    financeCode: beforeOf({ before, plan }, part.code)?.financeCode ?? null,
    work: workItems(part),
    team: teamOf(part),
  }));
}

/** What keeps a deal from being converted, whatever its gates say. */
export function blockersOf(standing: EngagementRecord | null, otherRun: string | null): readonly Blocker[] {
  return [
    ...(standing?.state === 'ACTIVE'
      ? [
          {
            code: 'ALREADY_CONVERTED',
            message: `The deal is converted already, as engagement ${standing.id}; unwind that first`,
            runId: standing.runId,
          },
        ]
      : []),
    ...(otherRun === null
      ? []
      : [
          {
            code: 'CONVERSION_UNDER_WAY',
            message: `Run ${otherRun} is converting this deal; watch that one`,
            runId: otherRun,
          },
        ]),
  ];
}
