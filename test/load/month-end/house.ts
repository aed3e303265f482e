// The house of a month end: stand-ins here, every role of the product in a process of its own, whose CPU and memory are measured.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { end, freePorts } from '../../house/own-processes.ts';
import { vendorEnvironment } from '../../house/vendor-environment.ts';
import { type Sandbox, startSandbox } from '../../../subgraphs/sandbox/sandbox.ts';
import type { MonthSize } from '../../../subgraphs/sandbox/firm/month.ts';
import { startMeasured, type Measured } from '../processes.ts';

/** The firm's day: the month's work lies before it. */
export const firmDay = '2026-11-20';

/** How to open one. */
export interface MonthHouseOptions {
  readonly directory: string;
  readonly month: MonthSize;
  /** Of the ERP's account, at the vendor and in our configuration. */
  readonly concurrency: number;
  readonly workers: number;
}

/** A house at work. */
export interface MonthHouse {
  readonly sandbox: Sandbox;
  /** GraphQL of the process API, and of the gateway. */
  readonly processUrl: string;
  readonly graphUrl: string;
  readonly parts: Readonly<Record<string, Measured<unknown>>>;
  close(): Promise<void>;
}

const root = fileURLToPath(new URL('../../../', import.meta.url));
const apiRoles = ['crm', 'psa', 'erp', 'process', 'insight'] as const;
/** Positions are signed off by somebody else; that an invoice is posted without a look at each is this firm's policy. */
const approvals = `
approvals:
  rules:
    - { action: 'invoice.*', approvers: 0 }
    - { action: 'billing.*', roles: [finance-controller, billing-approver] }
`;

/** Opens it with a store of its own; some twenty seconds for a large firm. */
export async function openMonthHouse(options: MonthHouseOptions): Promise<MonthHouse> {
  const { directory, month, concurrency, workers } = options;
  mkdirSync(directory, { recursive: true });
  const config = join(directory, 'subgraphs.yaml');
  writeFileSync(config, readFileSync(join(root, 'subgraphs/subgraphs.yaml'), 'utf8') + approvals);
  const sandbox = await startSandbox({
    ...{ size: 'large', today: firmDay, month, dataDirectory: join(directory, 'sandbox') },
    ports: { control: 0, identity: 0, salesforce: 0, kantata: 0, netsuite: 0 },
    // Set up quickly; it takes its time from the first figure on.
    netsuite: { concurrencyLimit: concurrency, serviceMs: 5 },
  });
  const ports = await freePorts(apiRoles.length + 2);
  const [gatewayPort, adminPort] = ports.slice(apiRoles.length);
  const env = {
    ...vendorEnvironment(sandbox),
    ...Object.fromEntries(apiRoles.map((role, index) => [`${role.toUpperCase()}_PORT`, String(ports[index])])),
    ...{ NODE_ENV: 'development', LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent', DATA_DIR: directory },
    ...{ BUSINESS_CLOCK: `${firmDay}T09:00:00Z`, DETECTORS: 'false', CONVERSION_FOLLOWS: 'false' },
    ...{ NETSUITE_CONCURRENCY: String(concurrency), FIGURES_FRESH_MS: '500', RATE_LIMIT: 'off', CACHE_FRESH_MS: '0' },
  };
  const parts: Record<string, Measured<unknown>> = {};
  const start = async (name: string, file: string, args: readonly string[], more = {}): Promise<void> => {
    parts[name] = await startMeasured({ file: join(root, file), args, env: { ...env, ...more } });
  };
  const close = async (): Promise<void> => {
    const { store, ...others } = parts;
    await Promise.all(Object.values(others).map(({ child }) => end(child, 'SIGTERM')));
    // Postgres outlives a killed store: it is asked to end.
    if (store !== undefined) await end(store.child, 'SIGTERM');
    await sandbox.close();
  };
  try {
    await start('store', 'subgraphs/store/store.mjs', []);
    const serve = ['--config', config];
    // The first worker makes the engine's tables.
    await start('worker1', 'subgraphs/serve.mjs', ['worker', ...serve]);
    for (const role of apiRoles) await start(role, 'subgraphs/serve.mjs', [role, ...serve]);
    for (let index = 2; index <= workers; index += 1)
      await start(`worker${index}`, 'subgraphs/serve.mjs', ['worker', ...serve]);
    const own = { PORT: String(gatewayPort), ADMIN_PORT: String(adminPort) };
    await start('gateway', 'gateway/gateway.mjs', [], own);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    ...{ sandbox, parts, close, graphUrl: `http://127.0.0.1:${gatewayPort}/graphql` },
    processUrl: `http://127.0.0.1:${ports[apiRoles.indexOf('process')]}/graphql`,
  };
}
