// A gateway on HTTP: the pipeline behind @apollo/server on one port, health on another, and an orderly end.
import { Registry } from 'prom-client';
import type { CachePort } from '../subgraphs/runtime/cache-port.ts';
import { systemClock } from '../subgraphs/runtime/clock.ts';
import type { Clock } from '../subgraphs/runtime/clock.ts';
import { createHttpServer } from '../subgraphs/runtime/http-server.ts';
import { createTokenVerifier } from '../subgraphs/runtime/identity.ts';
import type { TokenVerifier } from '../subgraphs/runtime/identity.ts';
import { createLruCache } from '../subgraphs/runtime/lru.ts';
import { createLogger } from '../subgraphs/runtime/telemetry.ts';
import type { Logger } from '../subgraphs/runtime/telemetry.ts';
import { addCacheMetrics } from './cache/cache-metrics.ts';
import { createGatewayCache } from './cache/gateway-cache.ts';
import type { GatewayCache } from './cache/gateway-cache.ts';
import type { InvalidationBus } from './cache/invalidation-bus.ts';
import { addInvalidation } from './cache/invalidation-route.ts';
import type { GatewayConfig } from './config.ts';
import type { Supergraph } from './federation/supergraph.ts';
import { addGraphiql } from './operability/graphiql.ts';
import { createGatewayMetrics } from './operability/metrics.ts';
import { createReadiness } from './readiness.ts';
import { createAskChain } from './resilience/ask-chain.ts';
import { createDoorkeeper } from './resilience/doorkeeper.ts';
import { startGenerations } from './resilience/generations.ts';
import type { Generations } from './resilience/generations.ts';
import { createResilienceMetrics } from './resilience/metrics.ts';
import { addRoute } from './route.ts';
import { addCors } from './security/cors.ts';
import { createSecurity } from './security/security.ts';
import { Reporter } from './stages/report.ts';
import { createStreams } from './stream/stream-route.ts';

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
export interface Gateway extends Pick<Generations, 'swap' | 'refuse'> {
  /** Where to POST queries. */
  readonly url: string;
  /** Where /health/live and /health/ready are, without a path. */
  readonly adminUrl: string;
  /** Not ready from now on; requests under way are answered, then everything is closed. */
  close(): Promise<void>;
}

/** Starts a gateway. Rejects when the supergraph cannot be planned or a port is taken. */
export async function createGateway(parts: GatewayParts): Promise<Gateway> {
  const { config, clock = systemClock } = parts;
  const logger = parts.logger ?? createLogger('gateway');
  const cache = parts.cache ?? createLruCache();
  const { drainNoticeMs } = config.timeouts;
  const registry = new Registry();
  const metrics = createGatewayMetrics(registry, { processMetrics: parts.processMetrics ?? false });
  const observer = createResilienceMetrics(registry);
  const security = await createSecurity({ config, registry, redisUrl: parts.redisUrl });
  const bus = parts.bus ?? null;
  const memory = parts.memory ?? createGatewayCache({ settings: config.cache, clock, shared: cache, bus });
  const generations = await startGenerations(parts.supergraph, {
    config,
    security,
    memory,
    metrics,
    reporter: new Reporter(clock),
    verifier: config.auth ? (parts.verifier ?? createTokenVerifier(config.identity)) : null,
    logger,
    onReload: observer.reloaded,
    makeChain: (addresses) =>
      createAskChain({
        config,
        addresses,
        headerRules: security.headerRules,
        observer,
        onBreaker: (subgraph, state) => {
          logger.warn({ subgraph, state: state.state }, 'breaker');
          metrics.breakerChanged(subgraph, state);
        },
      }),
  });

  const door = createDoorkeeper(config.shedding, { metrics, observer });
  const http = createHttpServer({ name: 'gateway', logger, limits: config.http, door });
  await addCors(http.app, config.http.corsOrigins);
  const streams = createStreams({ generation: () => generations.current(), door, security, logger });
  await http.app.register((scope, _, done) => {
    const contextOf = addRoute(scope, { generation: () => generations.current(), metrics });
    streams.add(scope, contextOf);
    done();
  });
  if (config.graphiql) addGraphiql(http.app, config.identity.issuer);
  const admin = createHttpServer({
    name: 'gateway',
    logger,
    metrics: registry,
    ready: createReadiness(generations, door),
  });
  addInvalidation(admin.app, memory);
  addCacheMetrics(registry, memory);
  const url = `${await http.listen(config.host, config.port)}/graphql`;
  const adminUrl = await admin.listen(config.adminHost, config.adminPort);
  return {
    url,
    adminUrl,
    swap: (supergraph) => generations.swap(supergraph),
    refuse: (error) => generations.refuse(error),
    async close() {
      const adminClosed = admin.drain(drainNoticeMs);
      streams.end();
      await http.drain(drainNoticeMs);
      await streams.close();
      door.close();
      await generations.close();
      security.close();
      await Promise.all([adminClosed, parts.cache ? undefined : cache.close()]);
    },
  };
}
