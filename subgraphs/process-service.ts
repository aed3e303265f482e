// The process API as a role of the house: what it reads from, what it begins and decides, and who queues it.
import type { SubgraphsConfig } from './config.ts';
import type { Crossref } from './crossref/crossref.ts';
import { Alerts } from './journal/alerts/alert-desk.ts';
import { Books } from './journal/books.ts';
import { ChangeFeed } from './journal/change-feed.ts';
import { approvalDesk } from './journal/approvals/desk.ts';
import { Engagements, RunReports } from './journal/engagements.ts';
import { connectEngine } from './journal/engine/dbos-client.ts';
import { Operators } from './journal/operate.ts';
import { OperatorViews } from './journal/operator-views.ts';
import { RunViews } from './journal/run-views.ts';
import { Runs } from './journal/runs.ts';
import { policyOf } from './process/approvals/policy.ts';
import { processContext } from './process/context.ts';
import { hookSecrets } from './process/feeds/hooks-config.ts';
import { receiveHooks } from './process/feeds/inbound.ts';
import { addEventStream } from './process/stream/event-stream.ts';
import { processResolvers } from './process/subgraph.ts';
import type { Clock } from './runtime/clock.ts';
import type { Envelope } from './runtime/envelope.ts';
import type { SecretWorld } from './runtime/secret.ts';
import type { Logger } from './runtime/telemetry.ts';
import type { Store } from './store/store.ts';

type StreamScope = Parameters<typeof addEventStream>[0];
type StreamHouse = Omit<Parameters<typeof addEventStream>[1], 'contextOf'>;

/** What it stands on. */
interface ProcessFoundation {
  readonly config: SubgraphsConfig;
  readonly store: Store;
  readonly logger: Logger;
  readonly crossref: Crossref;
  readonly clock: Clock;
  readonly auditKey: () => Buffer;
  readonly secrets: SecretWorld;
}

/** The process API over the house's store. */
export async function processService({ config, store, logger, crossref, clock, auditKey, secrets }: ProcessFoundation) {
  // Before anything is opened: a webhook without its secret ends the start.
  const hooks = { db: store.db, secrets: hookSecrets(config.feeds, secrets), logger, nowMs: Date.now };
  const engine = await connectEngine(store.url, logger);
  const key = auditKey();
  const runs = new Runs(store.db, key);
  const policy = policyOf(config.approvals, clock);
  const operating = { desk: new OperatorViews(store.db), operators: new Operators(store.db, key, policy) };
  const kept = {
    engagements: new Engagements(store.db),
    reports: new RunReports(store.db),
    books: new Books(store.db, key),
  };
  const changes = new ChangeFeed(store.db, logger);
  const alerts = new Alerts(store.db, key);
  const parts = {
    changes,
    alerts,
    views: new RunViews(store.db),
    ...kept,
    ...operating,
    ...approvalDesk(store.db, key, policy),
    runs,
    engine,
    crossref,
    instances: { CRM: config.crm.instance, PSA: config.psa.instance, ERP: config.erp.instance },
    logger,
  };
  return {
    resolvers: processResolvers,
    context: (envelope: Envelope) => processContext(envelope, parts),
    routes: (app: Parameters<typeof receiveHooks>[0]) => receiveHooks(app, hooks),
    streams: (scope: StreamScope, house: StreamHouse) =>
      addEventStream(scope, {
        ...house,
        contextOf: (envelope, last) => processContext(envelope, parts, last),
      }),
    limitsLegalEntities: true, // approvals limit themselves, everything else refuses such a token (resolvers/limited.ts)
    ready: () => true,
    close: () => Promise.all([changes.close(), engine.close()]).then(() => undefined),
  };
}
