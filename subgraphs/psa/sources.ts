// What the PSA's resolvers pass to each other: the `mappers` of codegen.
import type {
  Assignment,
  Milestone,
  Project,
  RateCard,
  Resource,
  ResourceRequest,
  Task,
} from '../../schema/canon/project.ts';
import type { Expense, TimeEntry, UnbilledWork } from '../../schema/canon/work.ts';
import type { EntitySource } from '../crossref/translate.ts';

/** A project with what the PSA says of it. */
export type ProjectSource = EntitySource<Project>;
/** A person with what the PSA says of them. */
export type ResourceSource = EntitySource<Resource>;
/** A rate card with what the PSA says of it. */
export type RateCardSource = EntitySource<RateCard>;

export type UnbilledWorkSource = UnbilledWork;
export type TaskSource = Task;
export type MilestoneSource = Milestone;
export type AssignmentSource = Assignment;
export type ResourceRequestSource = ResourceRequest;
export type TimeEntrySource = TimeEntry;
export type ExpenseSource = Expense;

/** A customer, of whom the PSA only knows the projects. */
export interface CustomerReference {
  readonly id: string;
}
