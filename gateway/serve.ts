// A gateway on HTTP: the pipeline behind @apollo/server on one port, health on another, and an orderly end.
import { Registry } from 'prom-client';
import type { BreakerState } from '../subgraphs/runtime/breaker.ts';
import type { CachePort } from '../subgraphs/runtime/cache-port.ts';
import { systemClock } from '../subgraphs/runtime/clock.ts';
import type { Clock } from '../subgraphs/runtime/clock.ts';
import { createHttpServer } from '../subgraphs/runtime/http-server.ts';
import { createTokenVerifier } from '../subgraphs/runtime/identity.ts';
import type { TokenVerifier } from '../subgraphs/runtime/identity.ts';
import { createLruCache } from '../subgraphs/runtime/lru.ts';
import { createLogger } from '../subgraphs/runtime/telemetry.ts';
import type { Logger } from '../subgraphs/runtime/telemetry.ts';
import { answerTexts } from './cache/answer-text.ts';
import { createGatewayCache } from './cache/gateway-cache.ts';
import type { GatewayCache } from './cache/gateway-cache.ts';
import type { InvalidationBus } from './cache/invalidation-bus.ts';
import { addInvalidation } from './cache/invalidation-route.ts';
import type { GatewayConfig } from './config.ts';
import { FederationEngine } from './federation/engine.ts';
import { createSubgraphSender } from './federation/fetch-subgraph.ts';
import type { SubgraphAddress, SubgraphSender } from './federation/fetch-subgraph.ts';
import type { Supergraph } from './federation/supergraph.ts';
import { withBreakers } from './federation/with-breaker.ts';
import type { BrokenAsk } from './federation/with-breaker.ts';
import { createPipeline } from './pipeline.ts';
import { startGraphql } from './graphql-server.ts';
import { addGraphiql } from './operability/graphiql.ts';
import { createGatewayMetrics } from './operability/metrics.ts';
import type { GatewayMetrics } from './operability/metrics.ts';
import { createReadiness } from './readiness.ts';
import { addRoute } from './route.ts';
import { addCors } from './security/cors.ts';
import { createSecurity } from './security/security.ts';
import type { Security } from './security/security.ts';
import { createMasks } from './stages/mask.ts';
import { Reporter } from './stages/report.ts';

/** A pool larger than this only moves the queue into the subgraph. */
const connectionsPerSubgraphMax = 32;
/** A page of 200 projects with everything on it is about 2 MB. */
const answerBytesMax = 16 * 1024 * 1024;

/** What a gateway is made of. What is left out is made from the configuration. */
export interface GatewayParts {
  readonly config: GatewayConfig;
  readonly supergraph: Supergraph;
  /** A store shared with other gateways; used together with a bus. */
  readonly cache?: CachePort;
  /** Tells other gateways what was invalidated. */
  readonly bus?: InvalidationBus | null;
  /** A cache made elsewhere, instead of one over the two above. */
  readonly memory?: GatewayCache;
  readonly verifier?: TokenVerifier;
  readonly clock?: Clock;
  readonly logger?: Logger;
  /** Where rates of several gateways meet. */
  readonly redisUrl?: string | undefined;
  /** Metrics of Node itself: for a process that is nothing but a gateway. */
  readonly processMetrics?: boolean;
}

/** A gateway that listens. */
export interface Gateway {
  /** Where to POST queries. */
  readonly url: string;
  /** Where /health/live and /health/ready are, without a path. */
  readonly adminUrl: string;
  /** Not ready from now on; requests under way are answered, then everything is closed. */
  close(): Promise<void>;
}

/** Starts a gateway. Rejects when the supergraph cannot be planned or a port is taken. */
export async function createGateway(parts: GatewayParts): Promise<Gateway> {
  const { config, supergraph, clock = systemClock } = parts;
  const logger = parts.logger ?? createLogger('gateway');
  const cache = parts.cache ?? createLruCache();
  const addresses = subgraphAddresses(config, supergraph);
  const { subgraphMs: timeoutMs, requestMs, drainNoticeMs } = config.timeouts;
  const registry = new Registry();
  const metrics = createGatewayMetrics(registry, { processMetrics: parts.processMetrics ?? false });
  const security = await createSecurity({ config, registry, redisUrl: parts.redisUrl });
  const { demand, unfit } = security.serve(supergraph);
  if (unfit.length > 0) logger.warn({ operations: unfit }, 'registered operations that do not fit the schema');
  const { sender, guarded } = createAsk({ addresses, timeoutMs, headerRules: security.headerRules, metrics, logger });
  const bus = parts.bus ?? null;
  const memory = parts.memory ?? createGatewayCache({ settings: config.cache, clock, shared: cache, bus });
  const engine = new FederationEngine(
    supergraph,
    metrics.watch(memory.wrap(supergraph, guarded.ask)),
    config.overrides.labels,
  );
  const pipeline = createPipeline({
    verifier: config.auth ? (parts.verifier ?? createTokenVerifier(config.identity)) : null,
    security,
    demand,
    masks: createMasks(supergraph),
    engine,
    reporter: new Reporter(clock),
    answers: memory.answers(supergraph, answerTexts),
    isStranger: (fingerprint) => memory.isStranger(fingerprint),
    requestMs,
  });

  const graphql = await startGraphql({
    config,
    supergraph,
    pipeline,
    maxTokens: security.parserTokensMax,
    logger,
    metrics,
  });
  const http = createHttpServer({ name: 'gateway', logger, limits: config.http });
  await addCors(http.app, config.http.corsOrigins);
  await http.app.register((scope, _, done) => {
    addRoute(scope, { pipeline, server: graphql, metrics });
    done();
  });
  if (config.graphiql) addGraphiql(http.app, config.identity.issuer);
  const admin = createHttpServer({
    name: 'gateway',
    logger,
    metrics: registry,
    ready: createReadiness([...addresses.keys()], sender, guarded),
  });
  addInvalidation(admin.app, memory);
  const url = `${await http.listen(config.host, config.port)}/graphql`;
  const adminUrl = await admin.listen(config.adminHost, config.adminPort);
  return {
    url,
    adminUrl,
    async close() {
      const adminClosed = admin.drain(drainNoticeMs);
      await http.drain(drainNoticeMs);
      await graphql.stop();
      engine.close();
      guarded.close();
      security.close();
      await Promise.all([adminClosed, sender.close(), parts.cache ? undefined : cache.close()]);
    },
  };
}

interface AskParts {
  readonly addresses: ReadonlyMap<string, SubgraphAddress>;
  readonly timeoutMs: number;
  readonly headerRules: Security['headerRules'];
  readonly metrics: GatewayMetrics;
  readonly logger: Logger;
}

/** The way to the subgraphs: a breaker before each, and the one place that sends. */
function createAsk({ addresses, timeoutMs, headerRules, metrics, logger }: AskParts): {
  readonly sender: SubgraphSender;
  readonly guarded: BrokenAsk;
} {
  const sender = createSubgraphSender({
    subgraphs: addresses,
    timeoutMs,
    connectionsMax: connectionsPerSubgraphMax,
    answerBytesMax,
    headerRules,
  });
  const names = [...addresses].map(([name, { system }]) => ({ name, system }));
  const onChange = (subgraph: string, state: BreakerState): void => {
    logger.warn({ subgraph, state: state.state }, 'breaker');
    metrics.breakerChanged(subgraph, state);
  };
  return { sender, guarded: withBreakers(sender.ask, names, { onChange }) };
}

/** The supergraph's addresses, changed where the configuration says so. */
function subgraphAddresses(config: GatewayConfig, supergraph: Supergraph): Map<string, SubgraphAddress> {
  const addresses = new Map<string, SubgraphAddress>();
  for (const [name, composedUrl] of supergraph.subgraphUrls) {
    const { url, port, system = null } = config.subgraphs[name] ?? {};
    const address = new URL(url ?? composedUrl);
    if (!url && port) address.port = String(port);
    addresses.set(name, { url: address.href, system });
  }
  return addresses;
}
