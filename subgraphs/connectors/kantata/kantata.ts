// Kantata as the firm's PSA: the port, over its REST API.
import { changeFeed } from '../../ports/feed.ts';
import type { PsaPort } from '../../ports/psa.ts';
import { billingWrites } from './billing-writes.ts';
import { readChanges } from './changes.ts';
import type { KantataConfig } from './config.ts';
import { costReads } from './cost-work.ts';
import { createContext, type KantataDependencies } from './context.ts';
import { customerWrites } from './customer-writes.ts';
import { countRecords, eventDaysMax, readEvents } from './events.ts';
import { readRateCardsByRef, readResources, readResourcesByRef } from './people.ts';
import { readAssignmentsOf, readMilestonesOf, readResourceRequestsOf, readTasksOf } from './plan.ts';
import { projectWrites } from './project-writes.ts';
import { readProjects, readProjectsByRef, readProjectsOf } from './projects.ts';
import { standing } from './standing.ts';
import { verifyMapping } from './verify-mapping.ts';
import { readExpenses, readTimeEntries, readUnbilledWorkOf } from './work.ts';

/**
 * Serves the PSA port from one Kantata account. The upstream must be the account's only one: its budget is the account's
 * concurrency (`config.concurrency`). `close` ends our connections; the upstream is its maker's to close.
 */
export function createKantata(config: KantataConfig, dependencies: KantataDependencies): PsaPort {
  const context = createContext(config, dependencies);
  const hasEvents = config.changeSource === 'EVENTS';
  return {
    system: 'PSA',
    instance: config.instance,
    customerWrites: customerWrites(context),
    projectWrites: projectWrites(context),
    standing: standing(context),
    billingWrites: billingWrites(context),
    costReads: costReads(context),
    feed: changeFeed({
      kinds: ['CUSTOMER', 'PROJECT', 'RESOURCE'],
      horizonDays: hasEvents ? eventDaysMax : null,
      nowMs: () => context.clock.now().getTime(),
      page: (envelope, kind, cursor) => (hasEvents ? readEvents : readChanges)(context, envelope, kind, cursor),
      count: (envelope, kind) => countRecords(context, envelope, kind),
    }),
    projects: (envelope, query) => readProjects(context, envelope, query),
    projectsByRef: (envelope, refs) => readProjectsByRef(context, envelope, refs),
    projectsOf: (envelope, customers, statuses) => readProjectsOf(context, envelope, customers, statuses),
    unbilledWorkOf: (envelope, projects) => readUnbilledWorkOf(context, envelope, projects),
    tasksOf: (envelope, projects) => readTasksOf(context, envelope, projects),
    milestonesOf: (envelope, projects) => readMilestonesOf(context, envelope, projects),
    assignmentsOf: (envelope, projects) => readAssignmentsOf(context, envelope, projects),
    resourceRequestsOf: (envelope, projects) => readResourceRequestsOf(context, envelope, projects),
    resources: (envelope, query) => readResources(context, envelope, query),
    resourcesByRef: (envelope, refs) => readResourcesByRef(context, envelope, refs),
    rateCardsByRef: (envelope, refs) => readRateCardsByRef(context, envelope, refs),
    timeEntries: (envelope, query) => readTimeEntries(context, envelope, query),
    expenses: (envelope, query) => readExpenses(context, envelope, query),
    changes: (envelope, kind, cursor) => readChanges(context, envelope, kind, cursor),
    verifyMapping: (envelope) => verifyMapping(context, envelope),
    close: () => context.client.close(),
  };
}
