// Everything the stand-in serves. A new resource is a definition in this folder and a line here.
import type { Catalogue, Resource } from '../resource.ts';
import { additionalItems, billingMilestones, externalPayments, fixedFeeItems, invoices } from './billing.ts';
import { customFieldValues, customFields, externalReferencesOfAll } from './custom-fields.ts';
import { expenseCategories, expenseReportSubmissions, expenses } from './expenses.ts';
import { workspaceGroups } from './groups.ts';
import { accountMemberships, roles, users } from './people.ts';
import { attachments, googleDocuments, posts } from './posts.ts';
import { exchangeRates, exchangeTables } from './rates.ts';
import { rateCardRoles, rateCardSetVersions, rateCardSets, rateCardVersions, rateCards } from './rates.ts';
import { workspaceAllocations } from './allocations.ts';
import { assignments, resourceRequests, workspaceResources } from './staffing.ts';
import { stories, tags } from './stories.ts';
import { subscribedEvents } from './subscribed-events.ts';
import { projectTemplateAssignments, projectTemplates } from './templates.ts';
import { timeEntries, timesheetSubmissions } from './time.ts';
import { workspaces } from './workspaces.ts';

const RESOURCES: readonly Resource[] = [
  accountMemberships,
  additionalItems,
  assignments,
  attachments,
  billingMilestones,
  customFieldValues,
  customFields,
  exchangeRates,
  exchangeTables,
  expenseCategories,
  expenseReportSubmissions,
  expenses,
  externalPayments,
  externalReferencesOfAll,
  fixedFeeItems,
  googleDocuments,
  invoices,
  posts,
  projectTemplateAssignments,
  projectTemplates,
  rateCardRoles,
  rateCardSetVersions,
  rateCardSets,
  rateCardVersions,
  rateCards,
  resourceRequests,
  roles,
  stories,
  subscribedEvents,
  tags,
  timeEntries,
  timesheetSubmissions,
  users,
  workspaceAllocations,
  workspaceGroups,
  workspaceResources,
  workspaces,
];

/** All resources by collection. */
export const CATALOGUE: Catalogue = new Map(RESOURCES.map((resource) => [resource.collection, resource]));
