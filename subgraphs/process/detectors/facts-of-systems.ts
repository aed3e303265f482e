// Facts that are read of the systems, page by page, and joined with what the others have of the same records.
import type { OpportunityStage } from '../../../schema/canon/contract.ts';
import { mintId } from '../../../schema/canon/identity.ts';
import { conversionsOf, type ConversionStanding } from '../../journal/detectors/standing.ts';
import type {
  ApprovedTime,
  ContractStanding,
  DealStanding,
  FinanceStanding,
  ProjectStanding,
} from '../systems/standing.ts';
import type { Facts } from './detector.ts';

/** A deal that names no project, and what became of its conversion; null: it was never begun. */
export interface DealFact {
  readonly deal: DealStanding;
  readonly conversion: ConversionStanding | null;
}

/** Deals that may be where projects start; every stage but a lost deal's when a statement of work decides. */
export function dealFacts(stages: readonly OpportunityStage[], closedFrom: string | null): Facts<DealFact> {
  return {
    name: 'deals',
    systems: ['crm'],
    page: async ({ standing, db }, after) => {
      const { items, next } = await standing.deals(stages, closedFrom, after);
      const conversions = await conversionsOf(
        db,
        items.map(({ id }) => id),
      );
      const facts = items.map((deal) => ({ deal, conversion: conversions.get(deal.id) ?? null }));
      return { facts, next, whole: true };
    },
  };
}

/** A contract in force, and how many billing schedules its projects have. */
export interface ContractFact {
  readonly contract: ContractStanding;
  readonly schedules: number;
}

/** Contracts in force; `psaInstance` is the account that their deals' projects are in. */
export function contractFacts(psaInstance: string): Facts<ContractFact> {
  const projectsOf = ({ psaProjects }: ContractStanding): readonly string[] =>
    psaProjects.map((id) => mintId({ system: 'PSA', instance: psaInstance, kind: 'PROJECT', id }));
  return {
    name: 'contracts',
    systems: ['crm', 'erp'],
    page: async ({ standing }, after) => {
      const { items, next } = await standing.contracts(after);
      const finance = await standing.finance([...new Set(items.flatMap(projectsOf))]);
      const facts = items.map((contract) => ({
        contract,
        schedules: projectsOf(contract).reduce((total, id) => total + (finance.get(id)?.schedules ?? 0), 0),
      }));
      return { facts, next, whole: true };
    },
  };
}

/** A project, and what finance has of it; null when it is not asked, for nobody delivers yet. */
export interface ProjectFact {
  readonly project: ProjectStanding;
  readonly finance: FinanceStanding | null;
}

/** Projects that are asked for, delivered or paused, with requests for whoever is needed within so many days. */
export function projectFacts(leadDays: number): Facts<ProjectFact> {
  return {
    name: 'projects',
    systems: ['psa', 'erp'],
    page: async ({ standing, today }, after) => {
      const { items, next } = await standing.projects(daysBefore(today, -leadDays), after);
      const begun = items.filter(({ status }) => status !== 'REQUESTED');
      const finance = await standing.finance(begun.map(({ id }) => id));
      const facts = items.map((project) => ({ project, finance: finance.get(project.id) ?? null }));
      return { facts, next, whole: true };
    },
  };
}

/** Approved time by project, worked more than so many days ago and on no invoice. */
export function approvedTimeFacts(afterDays: number): Facts<ApprovedTime> {
  return {
    name: 'approved-time',
    systems: ['psa'],
    page: async ({ standing, today }, after) => {
      const { items, next, complete } = await standing.approvedTime(daysBefore(today, afterDays), after);
      return { facts: items, next, whole: complete };
    },
  };
}

const dayMs = 86_400_000;

/** A business day so many days before another; negative: after it. */
export function daysBefore(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - count * dayMs).toISOString().slice(0, 10);
}
