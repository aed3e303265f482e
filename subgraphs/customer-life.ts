// Wires the process of a customer's life (process/change-customer) into a worker: what carries it out, and who follows the CRM for it.
import type { SubgraphsConfig } from './config.ts';
import type { Crossref } from './crossref/crossref.ts';
import { CustomerChanges } from './journal/customer-changes.ts';
import { Engagements, RunReports } from './journal/engagements.ts';
import { changedCustomers } from './process/change-customer/changed-customers.ts';
import { changeCustomer } from './process/change-customer/process.ts';
import type { ChangeCustomerInput } from './process/change-customer/process.ts';
import type { FeedSubscriber } from './process/feeds/subscriber.ts';
import type { Process } from './process/saga/saga.ts';
import type { Systems } from './process/systems/systems.ts';
import type { RecordRef } from './process/systems/write-call.ts';
import { today } from './runtime/clock.ts';
import type { Clock } from './runtime/clock.ts';
import type { Store } from './store/store.ts';

/** What a worker has of it. */
export interface LifeParts {
  readonly config: SubgraphsConfig;
  readonly store: Store;
  readonly crossref: Crossref;
  readonly clock: Clock;
}

/** The process in the name of whoever began it; `C` is what its result is as the journal keeps it. */
export function customerLife(
  parts: LifeParts,
  systems: Systems,
): Process<ChangeCustomerInput, Awaited<ReturnType<ReturnType<typeof changeCustomer>['run']>>> {
  const { store, crossref } = parts;
  return changeCustomer({
    ...{ systems, ...sources(parts), legalNames: parts.config.customers.legalNames },
    ...{
      changes: new CustomerChanges(store.db),
      engagements: new Engagements(store.db),
      reports: new RunReports(store.db),
    },
    learn: crossref.learn.bind(crossref),
    supersede: crossref.supersede.bind(crossref),
  });
}

/** Who follows the CRM's customers; nobody unless the firm says so. */
export function customerFollowers(parts: LifeParts): readonly FeedSubscriber[] {
  const { follows, legalNames } = parts.config.customers;
  return follows
    ? [changedCustomers({ ...sources(parts), legalNames, changes: new CustomerChanges(parts.store.db) })]
    : [];
}

function sources({ config, crossref, clock }: LifeParts) {
  return {
    instances: { psa: config.psa.instance, erp: config.erp.instance },
    recordsOf: async (id: string): Promise<readonly RecordRef[]> =>
      ((await crossref.allRefsOf([id]))[0] ?? []).map(({ system, instance, kind, id: own }) => ({
        ...{ system, instance, kind, id: own },
      })),
    today: () => today(clock, config.timeZone),
  };
}
