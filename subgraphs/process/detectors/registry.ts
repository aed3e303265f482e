// Every detector there is, by the facts it judges: a further one is a line here.
import type { OpportunityStage } from '../../../schema/canon/contract.ts';
import { billedWorkChanged, billedWorkFacts, type WorkNow } from './billed-work-changed.ts';
import { approvedTimeNotReleased } from './approved-time-not-released.ts';
import { atRiskFacts, atRiskOverLimit, atRiskPastExpiry } from './at-risk.ts';
import { convertedProjects, convertedWithoutContract, type ProjectsNow } from './converted-without-contract.ts';
import { convertedDealReopened, convertedFacts } from './converted-deal-reopened.ts';
import { contractWithoutSchedule } from './contract-without-schedule.ts';
import { type Watch, watch } from './detector.ts';
import { approvedTimeFacts, contractFacts, dealFacts, projectFacts } from './facts-of-systems.ts';
import { doubledFacts, doubledRecord } from './doubled-record.ts';
import { projectWithoutFinanceCode } from './project-without-finance-code.ts';
import { requestWithoutAssignment } from './request-without-assignment.ts';
import type { DetectorSettings } from './settings.ts';
import { type IsTriggered, wonDealWithoutRun } from './won-deal-without-run.ts';

/** What detectors have to know of the house. */
export interface RegistryParts {
  readonly settings: DetectorSettings;
  /** By the firm's policy (`conversion.trigger`). */
  readonly isTriggered: IsTriggered;
  /** The stages a deal can be triggered at. */
  readonly stages: readonly OpportunityStage[];
  /** The PSA's account. */
  readonly psaInstance: string;
  readonly workNow: WorkNow;
  readonly projectsNow: ProjectsNow;
}

/** All detectors with the facts they judge. */
export function watches(parts: RegistryParts): readonly Watch[] {
  const { settings, isTriggered, stages, psaInstance, workNow, projectsNow } = parts;
  const { wonDealWithoutRun: won, approvedTimeNotReleased: time } = settings;
  return [
    watch(dealFacts(stages, won.closedFrom), [wonDealWithoutRun(won, isTriggered)]),
    watch(convertedFacts, [convertedDealReopened(settings.convertedDealReopened, isTriggered)]),
    watch(convertedProjects(projectsNow), [convertedWithoutContract(settings.convertedWithoutContract)]),
    watch(contractFacts(psaInstance), [contractWithoutSchedule(settings.contractWithoutSchedule)]),
    watch(projectFacts(settings.requestWithoutAssignment.leadDays), [
      requestWithoutAssignment(settings.requestWithoutAssignment),
      projectWithoutFinanceCode(settings.projectWithoutFinanceCode),
    ]),
    watch(approvedTimeFacts(time.afterDays), [approvedTimeNotReleased(time)]),
    watch(billedWorkFacts(workNow, settings.billedWorkChanged.withinDays), [
      billedWorkChanged(settings.billedWorkChanged),
    ]),
    watch(doubledFacts, [doubledRecord(settings.doubledRecord)]),
    watch(atRiskFacts, [atRiskPastExpiry(settings.atRiskPastExpiry), atRiskOverLimit(settings.atRiskOverLimit)]),
  ];
}
