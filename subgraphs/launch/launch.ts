// The demo firm: sandbox, then subgraphs and gateway, each a process of its own, stopped in the opposite order.
import { once } from 'node:events';
import { createServer } from 'node:net';
import { type Child, startChild } from './child.ts';
import { greeting } from './greeting.ts';
import { watchFiles } from './watch.ts';

const usage = `npm start [-- --help]      the demo firm: stand-in vendors, subgraphs, gateway, Postgres
npm run dev                the same, started anew when a file changes

Environment: PORT (4000) the graph, ADMIN_PORT (4001) health, FIRM=demo|medium|dirty, DATABASE_URL for a Postgres of your own,
REDIS_URL for a shared cache, DATA_DIR (.data, one per firm), CRM_PORT PSA_PORT ERP_PORT PROCESS_PORT INSIGHT_PORT (4010 4020 4030 4040 4050),
SANDBOX_CONTROL_PORT SANDBOX_SALESFORCE_PORT SANDBOX_KANTATA_PORT SANDBOX_NETSUITE_PORT SANDBOX_IDENTITY_PORT
(4100 4101 4102 4103 4110), LOG_LEVEL (info).`;

/** The demo firm lives on this day: its history ends here, so that every figure of the README is what you see. */
const firmDay = '2026-11-20';

/** What the sandbox says when it is ready. */
interface SandboxReady {
  readonly urls: Readonly<Record<'control' | 'identity' | 'salesforce' | 'kantata' | 'netsuite', string>>;
  readonly credentials: {
    readonly salesforce: Readonly<Record<'clientId' | 'username' | 'privateKeyPem', string>>;
    readonly kantata: Readonly<Record<'accessToken', string>>;
    readonly netsuite: Readonly<Record<'account' | 'clientId' | 'certificateId' | 'privateKeyPem', string>>;
  };
}

if (process.argv.includes('--help')) console.log(usage);
else await main(process.argv.includes('--watch'));

async function main(watch: boolean): Promise<void> {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopping.abort());
  while (!stopping.signal.aborted) {
    const changed = await runOnce(stopping, watch);
    if (changed === null) return;
    console.log(`\n${changed} changed; starting anew`);
  }
}

/** Runs the house until it is stopped (null) or, when watching, until a file changes (its name). */
async function runOnce(stopping: AbortController, watch: boolean): Promise<string | null> {
  const children: Child[] = [];
  const lost = new AbortController();
  const onLoss = (name: string, how: string): void => {
    console.error(`${name} ended (${how}); stopping the others`);
    process.exitCode = 1;
    lost.abort();
  };
  const ends = Promise.race([happens(stopping.signal), happens(lost.signal)]).then(() => null);
  const changed = watch ? watchFiles(stopping.signal) : ends;
  try {
    // Ctrl-C during the start ends it at once, and a file that changes meanwhile starts it anew.
    const interrupted = await Promise.race([startHouse(children, onLoss), ends.then(() => 'ended' as const)]);
    if (interrupted === 'ended' && !(watch && !stopping.signal.aborted)) return null;
    return await Promise.race([changed, happens(stopping.signal).then(() => null), ...(watch ? [] : [ends])]);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    if (!watch) {
      process.exitCode = 1;
      return null;
    }
    console.error('Waiting for a file to change');
    return await Promise.race([changed, happens(stopping.signal).then(() => null)]);
  } finally {
    for (const child of children.reverse()) await child.stop();
  }
}

async function startHouse(children: Child[], onLoss: (name: string, how: string) => void): Promise<void> {
  const startedMs = performance.now();
  const start = async (
    name: string,
    args: readonly string[],
    env: Readonly<Record<string, string>>,
  ): Promise<unknown> => {
    const child = startChild({ name, args, env: { DATA_DIR: dataDirectory(), ...env }, onLoss });
    children.push(child);
    return child.ready;
  };
  const today = process.env.FIRM_TODAY ?? firmDay;
  const adminPort = await adminPortOf(process.env.ADMIN_PORT);
  const sandbox = (await start('sandbox', ['subgraphs/sandbox/main.mjs'], { FIRM_TODAY: today })) as SandboxReady;
  const env = {
    // All of them have one ERP account; with DATABASE_URL they could meet in one store.
    FIRM_NAME: process.env.FIRM_NAME ?? `${process.env.FIRM ?? 'demo'} ${today}`,
    BUSINESS_CLOCK: process.env.BUSINESS_CLOCK ?? `${today}T09:00:00Z`,
    INTROSPECTION: process.env.INTROSPECTION ?? 'on',
    GRAPHIQL: process.env.GRAPHIQL ?? 'on',
    ADMIN_PORT: adminPort,
    // Answers the gateway keeps are dropped when a process has changed what they show.
    GATEWAY_ADMIN_URL: process.env.GATEWAY_ADMIN_URL ?? `http://127.0.0.1:${adminPort}`,
    ...vendorEnvironment(sandbox),
  };
  // The gateway needs only the committed supergraph to start; it is ready when the subgraphs are.
  const [, gateway] = await Promise.all([
    start('subgraphs', ['subgraphs/serve.mjs', 'crm', 'psa', 'erp', 'process', 'insight', 'worker'], env),
    start(
      'gateway',
      ['--max-semi-space-size=64', '--no-parallel-scavenge', '--no-allocation-site-pretenuring', 'gateway/gateway.mjs'],
      env,
    ),
  ]);
  const { url, adminUrl } = gateway as { url: string; adminUrl: string };
  console.log(
    greeting({
      graphUrl: url,
      adminUrl,
      controlUrl: sandbox.urls.control,
      crmUrl: sandbox.urls.salesforce,
      identityUrl: sandbox.urls.identity,
      seconds: (performance.now() - startedMs) / 1000,
    }),
  );
}

/** Where the gateway's admin port will be; of any free one we choose, for the worker has to know it as well. */
async function adminPortOf(given: string | undefined): Promise<string> {
  if (given !== '0') return given === undefined || given === '' ? '4001' : given;
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address !== null ? String(address.port) : '4001';
}

/**
 * Each firm has its own store: records of two firms have the same vendor ids, and a cursor of one means nothing to the
 * other's vendors.
 */
function dataDirectory(): string {
  const { DATA_DIR, FIRM = 'demo', FIRM_TODAY = firmDay } = process.env;
  if (DATA_DIR !== undefined && DATA_DIR !== '') return DATA_DIR;
  return FIRM === 'demo' && FIRM_TODAY === firmDay ? '.data' : `.data/${FIRM}-${FIRM_TODAY}`;
}

/** Where the vendors are and how to sign in, as the subgraphs' configuration file names them. */
function vendorEnvironment({ urls, credentials }: SandboxReady): Record<string, string> {
  return {
    IDENTITY_ISSUER: urls.identity,
    IDENTITY_JWKS_URL: `${urls.identity}/.well-known/jwks.json`,
    SALESFORCE_URL: urls.salesforce,
    SALESFORCE_CLIENT_ID: credentials.salesforce.clientId,
    SALESFORCE_USERNAME: credentials.salesforce.username,
    SALESFORCE_PRIVATE_KEY: credentials.salesforce.privateKeyPem,
    KANTATA_URL: urls.kantata,
    KANTATA_ACCESS_TOKEN: credentials.kantata.accessToken,
    NETSUITE_URL: urls.netsuite,
    NETSUITE_ACCOUNT: credentials.netsuite.account,
    NETSUITE_CLIENT_ID: credentials.netsuite.clientId,
    NETSUITE_CERTIFICATE_ID: credentials.netsuite.certificateId,
    NETSUITE_PRIVATE_KEY: credentials.netsuite.privateKeyPem,
  };
}

async function happens(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}
