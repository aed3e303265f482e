// Starts the gateway from its configuration file and stops it when asked to.
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { clockFrom } from '../subgraphs/runtime/clock.ts';
import { ConfigError, readConfig } from '../subgraphs/runtime/config-file.ts';
import { createLruCache } from '../subgraphs/runtime/lru.ts';
import { createLogger } from '../subgraphs/runtime/telemetry.ts';
import { startTracing } from '../subgraphs/runtime/tracing.ts';
import { gatewayConfigSchema } from './config.ts';
import type { GatewayConfig } from './config.ts';
import { loadSupergraph, readSupergraph } from './federation/supergraph.ts';
import { watchSupergraphFile } from './resilience/supergraph-file.ts';
import type { WatchedFile } from './resilience/supergraph-file.ts';
import type { Supergraph } from './federation/supergraph.ts';
import { createGateway } from './serve.ts';
import type { Gateway } from './serve.ts';

const usage = `npm run gateway [-- --config <file>]            serves
npm run gateway -- validate [--config <file>]   checks configuration and supergraph, starts nothing
npm run explain -- '<query>' [--token <token>] [--variables '<json>'] [--operation <name>] [--config <file>]
                                                what happens to one query: weight, plan, requests, cache

Serves schema/supergraph.graphql as gateway/gateway.yaml says. Environment: PORT (4000), ADMIN_PORT (4001), HOST,
SUPERGRAPH (another supergraph file; it is served anew whenever it changes), GATEWAY_AUTH=off (loopback only), INTROSPECTION=on, GRAPHIQL=on (the page at /graphiql),
REDIS_URL (a shared cache), OTEL_EXPORTER_OTLP_ENDPOINT (traces),
<SUBGRAPH>_URL or <SUBGRAPH>_PORT of crm, psa, erp, process, insight, IDENTITY_ISSUER, IDENTITY_AUDIENCE, IDENTITY_JWKS_URL,
LOG_LEVEL (info).`;

/** Requests that are not done by then are cut. */
const stopMsMax = 9_000;

try {
  await main();
} catch (error) {
  // What an administrator can mend is told in one sentence; anything else is a bug and keeps its stack.
  const isMendable =
    error instanceof ConfigError ||
    (error instanceof Error && /^(Port \d+ for .* is taken|Supergraph .* cannot be served)/.test(error.message));
  console.error(isMendable ? (error as Error).message : error);
  process.exit(1);
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      config: { type: 'string' },
      token: { type: 'string' },
      variables: { type: 'string' },
      operation: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  // npm runs scripts in the project's root; paths on the command line are meant from where it was typed.
  const here = process.env.INIT_CWD ?? process.cwd();
  const file = values.config ? resolve(here, values.config) : fileURLToPath(new URL('./gateway.yaml', import.meta.url));
  const config = readConfig(file, gatewayConfigSchema, process.env);
  const { manifest } = config.operations;
  if (manifest !== null) config.operations.manifest = resolve(here, manifest);
  const committed = fileURLToPath(new URL('../schema/supergraph.graphql', import.meta.url));
  const supergraphPath = config.supergraph ? resolve(here, config.supergraph) : committed;
  const [command = 'serve', query] = positionals;
  if (command === 'validate') return checkOnly(config, supergraphPath);
  if (command === 'explain') return explainOne(config, supergraphPath, { query, ...values });
  if (command !== 'serve') throw new ConfigError(`"${command}" is no command.\n\n${usage}`);
  const supergraph = await readSupergraph(supergraphPath);
  const stopTracing = await startTracing('gateway', process.env);
  const logger = createLogger('gateway');
  const redisUrl = process.env.REDIS_URL;
  const { cache, bus } = redisUrl ? await sharedBy(redisUrl) : { cache: createLruCache(), bus: null };
  const gateway = await createGateway({
    config,
    supergraph,
    cache,
    bus,
    clock: clockFrom(process.env),
    logger,
    redisUrl,
    processMetrics: true,
  });

  const watched = follow(supergraphPath, supergraph, gateway);
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), stopMsMax).unref();
    watched.close();
    void gateway
      .close()
      .then(() => bus?.close())
      .then(() => cache.close())
      .then(stopTracing)
      .then(() => process.exit(0))
      .catch((error: unknown) => {
        logger.error({ err: error }, 'the end was not orderly');
        process.exit(1);
      });
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'disconnect'] as const) process.once(signal, stop);
  const { url, adminUrl } = gateway;
  // Whoever started us as a child waits for the message; whoever typed the command reads the line.
  if (process.send) process.send({ kind: 'ready', url, adminUrl });
  else console.log(`${url}   health: ${adminUrl}/health/ready   ready after ${process.uptime().toFixed(2)} s`);
}

/** Loaded only where a Redis is: whoever starts without one waits for nothing of it. */
async function sharedBy(url: string) {
  const [{ createRedisCache }, { createRedisBus }] = await Promise.all([
    import('../subgraphs/runtime/redis.ts'),
    import('./cache/invalidation-bus.ts'),
  ]);
  return { cache: createRedisCache({ url }), bus: createRedisBus(url) };
}

async function checkOnly(config: GatewayConfig, supergraphPath: string): Promise<void> {
  const { printValidation, validate } = await import('./commands/validate.ts');
  const validation = await validate(config, supergraphPath);
  console.log(printValidation(validation));
  process.exitCode = validation.mistakes.length === 0 ? 0 : 1;
}

interface ExplainArguments {
  readonly query: string | undefined;
  readonly token?: string | undefined;
  readonly variables?: string | undefined;
  readonly operation?: string | undefined;
}

async function explainOne(config: GatewayConfig, supergraphPath: string, given: ExplainArguments): Promise<void> {
  const { query, token, variables = '{}', operation = null } = given;
  if (query === undefined) throw new ConfigError(`Say which query to explain.\n\n${usage}`);
  const asked = {
    query,
    variables: readVariables(variables),
    operationName: operation,
    authorization: token === undefined ? undefined : `Bearer ${token}`,
  };
  const { explain } = await import('./commands/explain.ts');
  console.log(await explain(config, await readSupergraph(supergraphPath), asked));
}

function readVariables(text: string): Readonly<Record<string, unknown>> {
  try {
    const variables: unknown = JSON.parse(text);
    if (typeof variables === 'object' && variables !== null) return variables as Record<string, unknown>;
  } catch {
    // Told below, in the words of the command.
  }
  throw new ConfigError(`--variables is not a JSON object: ${text}`);
}

/** Serves whatever the file holds from now on; what cannot be served is refused, and the one before goes on. */
function follow(path: string, first: Supergraph, gateway: Gateway): WatchedFile {
  return watchSupergraphFile(path, first.sdl, {
    async changed(sdl) {
      let next: Supergraph;
      try {
        next = loadSupergraph(sdl);
      } catch (error) {
        gateway.refuse(error);
        return;
      }
      // What it refuses it tells by itself.
      await gateway.swap(next).catch(() => undefined);
    },
    lost: (error) => gateway.refuse(error),
  });
}
