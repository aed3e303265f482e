// What stands in the systems and ought to have started something, as detectors ask for it. Of now: raises Fault when a system cannot be
// asked, or answers what its schema does not allow.
import type { BillingModel, OpportunityStage, StatementOfWorkState } from '../../../schema/canon/contract.ts';
import { mintId } from '../../../schema/canon/identity.ts';
import type { Money } from '../../../schema/canon/money.ts';
import type { ProjectStatus } from '../../../schema/canon/project.ts';
import { currencyCode } from '../../../schema/canon/currency.ts';
import {
  CrmContractsStandingDocument,
  CrmDealsNowDocument,
  CrmDealsStandingDocument,
} from '../../../schema/generated/standing-crm.ts';
import { ErpProjectsStandingDocument } from '../../../schema/generated/standing-erp.ts';
import {
  PsaApprovedTimeStandingDocument,
  PsaDoubledRecordsDocument,
  PsaProjectsStandingDocument,
  PsaProjectsUsedDocument,
} from '../../../schema/generated/standing-psa.ts';
import type { ServiceSystem } from '../../runtime/service-token.ts';
import { type Endpoint, lookUpMsMax, readMsMax } from './endpoint.ts';
import { readBy, recordRef } from './exchange.ts';
import type { RecordRef } from './write-call.ts';

/** A page of what stands; `next` is null after the last. */
export interface StandingPage<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** A record with its canonical id. */
interface Known {
  readonly id: string;
  readonly ref: RecordRef;
}

/** A deal as detectors look at it. */
export interface DealStanding extends Known {
  readonly name: string;
  readonly stage: OpportunityStage;
  readonly amount: Money | null;
  readonly closeOn: string | null;
  readonly statementOfWork: StatementOfWorkState | null;
}

/** A contract in force. */
export interface ContractStanding extends Known {
  readonly number: string;
  readonly totalValue: Money | null;
  readonly startOn: string | null;
  readonly billingModels: readonly BillingModel[];
  /** The PSA's own ids of the projects that its deals name. */
  readonly psaProjects: readonly string[];
}

/** Somebody asked for who is not there. */
export interface RequestStanding extends Known {
  readonly role: string | null;
  readonly startOn: string | null;
  readonly minutes: number | null;
  /** At the price of the project's rate card, without tax. */
  readonly worth: Money | null;
}

/** A project that is asked for, delivered or paused. */
export interface ProjectStanding extends Known {
  readonly name: string;
  readonly status: ProjectStatus;
  readonly budget: Money | null;
  readonly requests: readonly RequestStanding[];
}

/** Approved billable time of a project that is on no invoice. */
export interface ApprovedTime extends Known {
  readonly name: string;
  readonly amount: Money;
  readonly minutes: number;
  readonly entries: number;
  readonly unpricedEntries: number;
  readonly oldestOn: string;
}

/** What finance has of a project. */
export interface FinanceStanding {
  readonly financeCode: string | null;
  readonly schedules: number;
}

/** Records that carry one business key, of which one was meant; for an item of a step the key has `.` and its name behind. */
export interface DoubledRecord {
  readonly key: string;
  readonly records: readonly RecordRef[];
}

/** What detectors ask of the systems, each time of the vendor itself. */
export interface Standing {
  /** Those that name no project of the PSA, in order of id. */
  deals(
    stages: readonly OpportunityStage[],
    closedFrom: string | null,
    after: string | null,
  ): Promise<StandingPage<DealStanding>>;
  /** As they are now, by the CRM's own id; absent where the CRM has no such deal. Two hundred at most. */
  dealsNow(deals: readonly RecordRef[]): Promise<ReadonlyMap<string, DealStanding>>;
  /** In order of id. */
  contracts(after: string | null): Promise<StandingPage<ContractStanding>>;
  /** With the requests for whoever is needed by a day. */
  projects(neededBy: string, after: string | null): Promise<StandingPage<ProjectStanding>>;
  /** By project, all projects in the end; `complete`: all of the page's was read. */
  approvedTime(
    workedBefore: string,
    after: string | null,
  ): Promise<StandingPage<ApprovedTime> & { readonly complete: boolean }>;
  /** Bill value of the work logged on projects, by the PSA's own id; null where it does not say, absent where it has no such project. */
  used(projects: readonly RecordRef[]): Promise<ReadonlyMap<string, Money | null>>;
  /** Of these business keys, 200 at most, those that several records of the PSA carry. */
  doubled(keys: readonly string[]): Promise<readonly DoubledRecord[]>;
  /** By canonical id; all of them. */
  finance(projects: readonly string[]): Promise<ReadonlyMap<string, FinanceStanding>>;
}

/** Projects of one question to a system API. */
const projectsMax = 200;

/** What stands behind three endpoints. */
export function standingBehind(endpoints: Readonly<Record<ServiceSystem, Endpoint>>): Standing {
  return { ...ofCrm(endpoints.crm), ...ofPsa(endpoints.psa), ...ofErp(endpoints.erp) };
}

function ofCrm(crm: Endpoint): Pick<Standing, 'deals' | 'dealsNow' | 'contracts'> {
  return {
    deals: async (stages, closedFrom, after) =>
      readBy('crm', await crm.ask(CrmDealsStandingDocument, { stages, closedFrom, after }, readMsMax), ({ page }) =>
        page === null
          ? undefined
          : {
              items: page.deals.map((deal) => ({ ...deal, ...known('crm', deal.ref), amount: moneyOf(deal.amount) })),
              next: page.next,
            },
      ),
    dealsNow: async (deals) => {
      const asked = { deals: deals.map((ref) => ({ ...ref })) };
      return readBy('crm', await crm.ask(CrmDealsNowDocument, asked, readMsMax), (told) =>
        told.deals === null
          ? undefined
          : new Map(
              told.deals.map((deal) => {
                const own = known('crm', deal.ref);
                return [own.ref.id, { ...deal, ...own, amount: moneyOf(deal.amount) }];
              }),
            ),
      );
    },
    contracts: async (after) =>
      readBy('crm', await crm.ask(CrmContractsStandingDocument, { after }, readMsMax), ({ page }) =>
        page === null
          ? undefined
          : {
              items: page.contracts.map((contract) => ({
                ...contract,
                ...known('crm', contract.ref),
                totalValue: moneyOf(contract.totalValue),
              })),
              next: page.next,
            },
      ),
  };
}

function ofPsa(psa: Endpoint): Pick<Standing, 'projects' | 'approvedTime' | 'doubled' | 'used'> {
  return {
    projects: async (neededBy, after) =>
      readBy('psa', await psa.ask(PsaProjectsStandingDocument, { neededBy, after }, readMsMax), ({ page }) =>
        page === null
          ? undefined
          : {
              items: page.projects.map((project) => ({
                ...project,
                ...known('psa', project.ref),
                budget: moneyOf(project.budget),
                requests: project.requests.map((request) => ({
                  ...request,
                  ...known('psa', request.ref),
                  worth: moneyOf(request.worth),
                })),
              })),
              next: page.next,
            },
      ),
    approvedTime: async (workedBefore, after) =>
      // Up to forty pages of the vendor's, one after the other.
      readBy('psa', await psa.ask(PsaApprovedTimeStandingDocument, { workedBefore, after }, lookUpMsMax), ({ time }) =>
        time === null
          ? undefined
          : {
              items: time.projects.map((each) => ({
                ...each,
                ...known('psa', each.ref),
                amount: { amount: each.amount.amount, currency: currencyCode(each.amount.currency) },
              })),
              next: time.next,
              complete: time.complete,
            },
      ),
    doubled: async (keys) =>
      readBy('psa', await psa.ask(PsaDoubledRecordsDocument, { keys }, lookUpMsMax), ({ doubled }) =>
        doubled === null
          ? undefined
          : doubled.map(({ key, records }) => ({ key, records: records.map((each) => recordRef('psa', each)) })),
      ),
    used: async (projects) => {
      const used = new Map<string, Money | null>();
      for (const part of parts(projects)) {
        const asked = { projects: part.map((ref) => ({ ...ref })) };
        const told = readBy('psa', await psa.ask(PsaProjectsUsedDocument, asked, readMsMax), (data) =>
          data.projects === null ? undefined : data.projects,
        );
        for (const each of told) used.set(recordRef('psa', each.ref).id, moneyOf(each.used));
      }
      return used;
    },
  };
}

function ofErp(erp: Endpoint): Pick<Standing, 'finance'> {
  return {
    finance: async (projects) => {
      const found = new Map<string, FinanceStanding>();
      for (const part of parts(projects)) {
        const told = readBy('erp', await erp.ask(ErpProjectsStandingDocument, { projects: part }, readMsMax), (data) =>
          // One project less than asked for would look like a project that finance does not know.
          data.projects === null || data.projects.length !== part.length ? undefined : data.projects,
        );
        for (const { id, financeCode, schedules } of told) found.set(id, { financeCode, schedules });
      }
      return found;
    },
  };
}

function known(system: ServiceSystem, value: unknown): Known {
  const ref = recordRef(system, value);
  return { ref, id: mintId(ref) };
}

function moneyOf(told: { readonly amount: string; readonly currency: string } | null): Money | null {
  return told === null ? null : { amount: told.amount, currency: currencyCode(told.currency) };
}

function parts<T>(items: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / projectsMax) }, (_, index) =>
    items.slice(index * projectsMax, (index + 1) * projectsMax),
  );
}
