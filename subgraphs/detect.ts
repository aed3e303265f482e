// Looks for what was never begun: wires the detectors of process/detectors into a worker.
import { randomUUID } from 'node:crypto';
import { opportunityStages } from '../schema/canon/contract.ts';
import type { SubgraphsConfig } from './config.ts';
import { isTriggered } from './process/convert-opportunity/gate-rules.ts';
import { watches } from './process/detectors/registry.ts';
import { startSweeper } from './process/detectors/sweeper.ts';
import type { SystemsClient } from './process/systems/connect.ts';
import type { Caller } from './process/systems/systems.ts';
import { type Clock, today } from './runtime/clock.ts';
import type { Logger } from './runtime/telemetry.ts';
import type { Store } from './store/store.ts';

/** What detecting needs of its worker. */
export interface DetectParts {
  readonly config: SubgraphsConfig;
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** In nobody's name: what only looks begins nothing. */
function caller(): Caller {
  const initiator = { subject: 'system:detectors', role: 'operator' } as const;
  return { correlationId: randomUUID(), initiator, priority: 'reference' };
}

/** Starts the detectors that are configured. */
export function detect(
  { config, store, clock, logger }: DetectParts,
  client: SystemsClient,
): { close(): Promise<void> } {
  const { detectors: settings, conversion } = config;
  if (!settings.on) return { close: () => Promise.resolve() };
  const { trigger } = conversion;
  // A deal that no statement of work could bring there need not be read at all.
  const stages = opportunityStages.filter((stage) => isTriggered(stage, 'SIGNED', trigger) && stage !== 'UNKNOWN');
  return startSweeper({
    db: store.db,
    watches: watches({
      settings,
      stages,
      isTriggered: (stage, statementOfWork) => isTriggered(stage, statementOfWork, trigger),
      psaInstance: config.psa.instance,
      workNow: (items) => client.for(caller()).psa.workNow(items),
      projectsNow: () => client.for(caller()).billing.projects(),
    }),
    standingOf: (caller) => client.standing(caller),
    everyMs: settings.everySeconds * 1_000,
    nowMs: () => Date.now(),
    today: () => today(clock, config.timeZone),
    logger,
  });
}
