// Builds the subgraphs from their configuration: store, directory of identities, ports, servers; and takes them down again.
import type { DocumentNode } from 'graphql';
import { subgraphSdl } from '../schema/compose.ts';
import { firmOf, type SubgraphsConfig } from './config.ts';
import { crmContext } from './crm/context.ts';
import { crmResolvers } from './crm/subgraph.ts';
import { createCrossref, type Crossref } from './crossref/crossref.ts';
import { createDesks } from './desks.ts';
import { createDirectories } from './directories.ts';
import { erpContext } from './erp/context.ts';
import type { CustomerDirectory } from './erp/customers-like.ts';
import { erpResolvers } from './erp/subgraph.ts';
import { insightResolvers } from './insight/subgraph.ts';
import { auditKeyFrom } from './journal/audit-key.ts';
import { processService } from './process-service.ts';
import { psaContext } from './psa/context.ts';
import { psaResolvers } from './psa/subgraph.ts';
import type { SharedPlaces } from './runtime/budget-port.ts';
import { createRedisPlaces } from './runtime/budget-redis.ts';
import { clockFrom, today } from './runtime/clock.ts';
import type { Environment } from './runtime/config-file.ts';
import type { Envelope } from './runtime/envelope.ts';
import { createTokenVerifier, type TokenVerifier } from './runtime/identity.ts';
import { cacheFrom } from './runtime/redis.ts';
import type { Reports } from './runtime/reports.ts';
import { knowPasswordIn } from './runtime/known-secrets.ts';
import { secretWorldOf } from './runtime/secret-reports.ts';
import { serveSubgraph } from './runtime/serve.ts';
import { type ServiceKey, serviceKeyFrom, signingKeyOf } from './runtime/service-key.ts';
import { acceptingServices, createServiceTokens, type ServiceSystem } from './runtime/service-token.ts';
import { createLogger, createTelemetry, type Logger, type Telemetry } from './runtime/telemetry.ts';
import { createPgPlaces } from './journal/pg-places.ts';
import { openStore, type Store, type StoreOptions } from './store/store.ts';
import { startSystem } from './system.ts';
import { type Plumbing, wireCrm, wireErp, wirePsa } from './wiring.ts';
import { startWork, type WorkParts } from './work.ts';

/** What a process can be asked to serve. */
export const subgraphRoles = ['crm', 'psa', 'erp', 'process', 'insight'] as const;
export type SubgraphRole = (typeof subgraphRoles)[number];
/** A worker serves nobody: it carries out what `process` queues. */
export const roles = [...subgraphRoles, 'worker'] as const;
export type Role = (typeof roles)[number];

/** A running house: where each role answers, and how to close it. */
export interface House {
  readonly urls: Readonly<Partial<Record<SubgraphRole, string>>>;
  close(): Promise<void>;
}

/** What the system APIs share. */
interface Foundation extends Plumbing {
  readonly config: SubgraphsConfig;
  readonly logger: Logger;
  readonly telemetry: Telemetry;
  readonly mask: boolean;
  readonly verifier: TokenVerifier;
  readonly crossref: Crossref;
  readonly store: Store;
  readonly serviceKey: () => ServiceKey;
  /** Asked by those who need it: a system API has no business with the key of the audit. */
  readonly auditKey: () => Buffer;
}

/** A role ready to be served. */
interface Service {
  readonly resolvers: Parameters<typeof serveSubgraph>[0]['resolvers'];
  readonly context: (envelope: Envelope, reports: Reports) => object;
  /** Whether it hides records of legal entities that the caller may not see; if not, such callers are refused. */
  readonly limitsLegalEntities?: boolean;
  /** Whether processes write through it. */
  readonly takesServices?: boolean;
  /** What it serves besides GraphQL. */
  readonly routes?: NonNullable<Parameters<typeof serveSubgraph>[0]['routes']>;
  readonly ready: () => boolean;
  /** Routes that do not end by themselves. */
  readonly streams?: Parameters<typeof serveSubgraph>[0]['streams'];
  readonly close: () => Promise<void>;
}

/** What only a test switches: without the mask its canaries must show, or the test proves nothing. */
export interface HouseSwitches {
  readonly mask?: boolean;
}

/**
 * Starts the roles in this process. Raises MappingError when a vendor's own description contradicts the configured
 * mapping; a vendor that is down does not stop the house from starting.
 */
export async function startSubgraphs(
  config: SubgraphsConfig,
  wanted: readonly Role[],
  env: Environment,
  { mask = true }: HouseSwitches = {},
): Promise<House> {
  const logger = createLogger('subgraphs', env.LOG_LEVEL === undefined ? {} : { level: env.LOG_LEVEL });
  const telemetry = createTelemetry({ logger, processMetrics: true });
  const secrets = secretWorldOf(env, logger);
  knowPasswordIn(config.store.databaseUrl);
  // Asked for by the roles that need one: figures over several systems are served without.
  let key: ServiceKey | null = null;
  const serviceKey = (): ServiceKey => (key ??= serviceKeyFrom(config.serviceTokens, env, secrets.report));
  const store = await openStore({ ...storeOptions(config), logger });
  const foundation: Foundation = {
    config,
    logger,
    clock: clockFrom(env),
    cache: cacheFrom(env),
    places: placesFrom(config, env, store),
    secrets,
    telemetry,
    mask,
    observer: telemetry.observer,
    verifier: createTokenVerifier(config.identity),
    crossref: createCrossref(store),
    store,
    serviceKey,
    auditKey: () => auditKeyFrom(env, config.serviceTokens.dataDir),
  };
  const served = subgraphRoles.filter((role) => wanted.includes(role));
  const started = await Promise.allSettled(served.map((role) => startRole(role, foundation)));
  const running = started.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  let work: { close(): Promise<void> } | null = null;
  const close = async (): Promise<void> => {
    // First: what it writes goes through the others.
    await work?.close();
    await Promise.all(running.map((each) => each.close()));
    await foundation.cache.close();
    await foundation.places?.close();
    await store.close();
  };
  const failed = started.find((each) => each.status === 'rejected');
  if (failed !== undefined) {
    // One role that cannot start takes the others down with it, and leaves nothing running behind.
    await close();
    throw failed.reason;
  }
  const urls: House['urls'] = Object.fromEntries(running.map(({ role, url }) => [role, url]));
  if (wanted.includes('worker')) work = await startWork(workParts(foundation, urls)).catch(closing(close));
  return { urls, close };
}

/** Takes down what runs already before a failure goes on. */
function closing(close: () => Promise<void>): (failure: unknown) => Promise<never> {
  return async (failure) => {
    await close();
    throw failure;
  };
}

function workParts(
  { config, store, serviceKey, logger, auditKey, crossref, clock, secrets }: Foundation,
  urls: House['urls'],
): WorkParts {
  const urlOf = (system: ServiceSystem): string =>
    config.systems[system] ?? urls[system] ?? `http://${config.host}:${config.ports[system]}/graphql`;
  const systems = { crm: urlOf('crm'), psa: urlOf('psa'), erp: urlOf('erp') };
  const tokens = createServiceTokens('worker', signingKeyOf(serviceKey()));
  return { config, store, crossref, clock, auditKey: auditKey(), logger, secrets, tokens, urls: systems };
}

/** Redis where there is one, else the firm's own Postgres; the embedded one serves one machine, where a role is one process. */
function placesFrom(config: SubgraphsConfig, env: Environment, store: Store): SharedPlaces | null {
  const url = env.REDIS_URL;
  if (url !== undefined && url !== '') return createRedisPlaces({ url });
  return config.store.databaseUrl === null ? null : createPgPlaces(store.db);
}

function storeOptions(config: SubgraphsConfig): StoreOptions {
  const { databaseUrl, dataDir } = config.store;
  const firm = firmOf(config);
  return databaseUrl === null ? { dataDir, firm } : { databaseUrl, firm };
}

async function startRole(
  role: SubgraphRole,
  foundation: Foundation,
): Promise<{ role: SubgraphRole; url: string; close: () => Promise<void> }> {
  const { config, verifier, serviceKey, logger, telemetry, mask } = foundation;
  const service = await serviceOf(role, foundation);
  const served = await serveSubgraph({
    name: role,
    typeDefs: subgraphSdl(role) satisfies DocumentNode,
    resolvers: service.resolvers,
    context: service.context,
    ...(service.routes === undefined ? {} : { routes: service.routes }),
    ready: service.ready,
    limitsLegalEntities: service.limitsLegalEntities ?? false,
    host: config.host,
    port: config.ports[role],
    introspection: config.introspection,
    verifier: service.takesServices === true ? acceptingServices(verifier, serviceKey()) : verifier,
    mask,
    logger,
    metrics: telemetry.registry,
    ...(service.streams && { streams: service.streams }),
  });
  return {
    role,
    url: served.url,
    close: async () => {
      await served.close();
      await service.close();
    },
  };
}

async function serviceOf(role: SubgraphRole, foundation: Foundation): Promise<Service> {
  const { config, crossref, clock, logger, store } = foundation;
  switch (role) {
    case 'crm': {
      const wired = wireCrm(config.crm, foundation);
      const { port } = wired;
      const system = await startSystem(
        wired,
        createDirectories(port, ['CUSTOMER', 'OPPORTUNITY', 'CONTRACT'], { crossref, logger }),
        foundation,
      );
      const deskOf = createDesks(store, port, foundation);
      return {
        ...system,
        resolvers: crmResolvers,
        context: (envelope, reports) =>
          crmContext({ envelope, reports, desk: deskOf(envelope) }, port, system.translator(), crossref),
        takesServices: true,
      };
    }
    case 'psa': {
      const wired = wirePsa(config.psa, foundation);
      const { port } = wired;
      const system = await startSystem(
        wired,
        createDirectories(port, ['CUSTOMER', 'PROJECT', 'RESOURCE'], { crossref, logger }),
        foundation,
      );
      const deskOf = createDesks(store, port, foundation);
      return {
        ...system,
        resolvers: psaResolvers,
        context: (envelope, reports) =>
          psaContext({ envelope, reports, desk: deskOf(envelope) }, port, system.translator()),
        takesServices: true,
      };
    }
    case 'erp': {
      const wired = wireErp(config.erp, foundation);
      const { port } = wired;
      const directories = createDirectories(port, ['CUSTOMER', 'PROJECT', 'LEGAL_ENTITY'], { crossref, logger });
      const system = await startSystem(wired, directories, foundation);
      const deskOf = createDesks(store, port, foundation);
      const at = { system: port.system, instance: port.instance, kind: 'CUSTOMER' } as const;
      const directory: CustomerDirectory = {
        sync: () => directories.syncOne('CUSTOMER'),
        matching: (keys) => crossref.matching(at, keys),
      };
      const day = (): string => today(clock, config.timeZone);
      return {
        ...system,
        resolvers: erpResolvers,
        context: (envelope) =>
          erpContext({ envelope, desk: deskOf(envelope), directory }, port, system.translator(), day()),
        limitsLegalEntities: true,
        takesServices: true,
      };
    }
    case 'process':
      return processService(foundation);
    case 'insight':
      return {
        resolvers: insightResolvers,
        context: (envelope) => ({ envelope, today: today(clock, config.timeZone) }),
        limitsLegalEntities: true, // it has no data of its own: what it computes from was limited where it was read
        ready: () => true,
        close: () => Promise.resolve(),
      };
  }
}
