// Kantata as the firm's PSA: the port, over its REST API.
import type { PsaPort } from '../../ports/psa.ts';
import type { Clock } from '../../runtime/clock.ts';
import { Fault } from '../../runtime/fault.ts';
import type { Upstream } from '../../runtime/upstream.ts';
import type { KantataConfig } from './config.ts';

/** What the connector needs from outside; the clock labels answers that needed no asking. */
export interface KantataDependencies {
  readonly upstream: Upstream;
  readonly clock: Clock;
}

/** The PSA port of one Kantata account. */
export function createKantata(config: KantataConfig, _dependencies: KantataDependencies): PsaPort {
  const { instance } = config;
  const unavailable = async (): Promise<never> =>
    Promise.reject(new Fault({ code: 'SYSTEM_UNAVAILABLE', system: 'PSA', instance }));
  return {
    system: 'PSA',
    instance,
    projects: unavailable,
    projectsByRef: unavailable,
    projectsOf: unavailable,
    unbilledWorkOf: unavailable,
    tasksOf: unavailable,
    milestonesOf: unavailable,
    assignmentsOf: unavailable,
    resourceRequestsOf: unavailable,
    resources: unavailable,
    resourcesByRef: unavailable,
    rateCardsByRef: unavailable,
    timeEntries: unavailable,
    expenses: unavailable,
    changes: unavailable,
    verifyMapping: async () => Promise.resolve(),
    close: async () => Promise.resolve(),
  };
}
