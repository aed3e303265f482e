// What a conversion is begun with, and what it leaves.
import type { EngagementPart } from '../../journal/engagements.ts';
import type { RecordRef } from '../systems/write-call.ts';
import type { Gate } from './gates.ts';

/** A start although gates are shut, which somebody else has to approve. */
export type AtRisk = {
  readonly gates: readonly Gate[];
  /** Most that may be spent meanwhile: decimal text in the deal's currency, without tax. */
  readonly limit: string;
  /** Last day on which it holds. */
  readonly until: string;
  /** Free text: kept with the run, which is erased in time. */
  readonly reason: string;
};

/** What the run is begun with. */
export type ConvertOpportunityInput = {
  /** The role of whoever asked: what they may not see the process must not show. */
  readonly role: string;
  /** Canonical id, for the engagement and for events. */
  readonly opportunityId: string;
  readonly opportunity: RecordRef;
  /** Only look: the gates and the plan, and nothing is written. */
  readonly dryRun: boolean;
  readonly atRisk: AtRisk | null;
};

/** What a conversion leaves; parts are null when it only looked. */
export type Converted = {
  readonly engagementId: string;
  readonly customerId: string | null;
  readonly activatedOn: string;
  readonly parts: readonly EngagementPart[] | null;
};
