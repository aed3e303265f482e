// The whole house in this process, on free ports, over real HTTP: stand-ins, subgraphs, gateway. For tests that cross folders.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { z } from 'zod';
import { fileURLToPath } from 'node:url';
import { gatewayConfigSchema } from '../../gateway/config.ts';
import { readSupergraph } from '../../gateway/federation/supergraph.ts';
import { createGateway } from '../../gateway/serve.ts';
import { subgraphsConfigSchema } from '../../subgraphs/config.ts';
import { approvalsSchema } from '../../subgraphs/process/approvals/policy.ts';
import { detectorsSchema } from '../../subgraphs/process/detectors/settings.ts';
import { parkedSchema } from '../../subgraphs/process/saga/parked-config.ts';
import { type House as Subgraphs, roles, startSubgraphs, subgraphRoles } from '../../subgraphs/house.ts';
import { clockFrom } from '../../subgraphs/runtime/clock.ts';
import { parseConfig } from '../../subgraphs/runtime/config-file.ts';
import { cacheFrom } from '../../subgraphs/runtime/redis.ts';
import { createLogger } from '../../subgraphs/runtime/telemetry.ts';
import type { Role } from '../../schema/canon/roles.ts';
import { type Sandbox, startSandbox } from '../../subgraphs/sandbox/sandbox.ts';
import type { VendorName } from '../../subgraphs/sandbox/stand-in.ts';
import { vendorEnvironment } from './vendor-environment.ts';

/** The demo firm's day. */
export const firmDay = '2026-11-20';

/** A GraphQL answer as a client sees it. */
export interface Reply {
  readonly status: number;
  readonly data: unknown;
  readonly errors: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions?: Readonly<Record<string, unknown>>;
  }[];
  readonly extensions: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** What a test may vary. */
export interface HouseOptions {
  readonly firm?: 'demo' | 'medium';
  /** Merged over the environment the configuration files are read with. */
  readonly env?: Readonly<Record<string, string>>;
  /** false switches the subgraphs' mask off, to prove that a test would notice. */
  readonly mask?: boolean;
  /** Whether runs are carried out here; a second longer to open. */
  readonly worker?: boolean;
  /** Who has to agree to what, instead of the defaults. */
  readonly approvals?: z.input<typeof approvalsSchema>;
  /** How the firm bills, instead of what the configuration says. */
  readonly billing?: z.input<typeof subgraphsConfigSchema.shape.billing>;
  /** How the cost of work is posted, instead of what the configuration says. */
  readonly cost?: z.input<typeof subgraphsConfigSchema.shape.cost>;
  /** How detectors look, instead of the defaults. */
  readonly detectors?: z.input<typeof detectorsSchema>;
  /** How parked runs are tried again; by default they wait for a person. */
  readonly parked?: z.input<typeof parkedSchema>;
  /** Stand-ins that were there before the house and outlive it; by default its own. */
  readonly sandbox?: Sandbox;
  /** Called before the subgraphs start, with the house's own directory: a store to be put back. */
  readonly prepare?: (dataDirectory: string) => Promise<void>;
  /** Called before the subgraphs start, for what a test plants in the stand-ins. */
  readonly plant?: (sandbox: Sandbox) => Promise<void>;
}

/** Calls and rows of one resource, by the vendor's own log. */
export interface Served {
  readonly calls: number;
  readonly rows: number;
}

/** A running house. */
export interface TestHouse {
  readonly sandbox: Sandbox;
  readonly subgraphs: Subgraphs;
  readonly graphUrl: string;
  readonly adminUrl: string;
  /** What another process of the same house is started with. */
  readonly env: Readonly<Record<string, string>>;
  token(role: Role): Promise<string>;
  /** Asks the gateway, or the subgraph whose URL is given. */
  ask(role: Role, query: string, variables?: Readonly<Record<string, unknown>>, url?: string): Promise<Reply>;
  /** Calls each vendor served per resource while something ran. */
  calls<T>(
    run: () => Promise<T>,
  ): Promise<{ readonly result: T; readonly calls: Readonly<Record<VendorName, Readonly<Record<string, Served>>>> }>;
  close(): Promise<void>;
}

const vendors = ['salesforce', 'kantata', 'netsuite'] as const;

/** Opens a house of its own directory; about three seconds. */
export async function openHouse(options: HouseOptions = {}): Promise<TestHouse> {
  const directory = mkdtempSync(join(tmpdir(), 'house-'));
  const ports = { control: 0, identity: 0, salesforce: 0, kantata: 0, netsuite: 0 };
  const own = { size: options.firm ?? 'demo', today: firmDay, ports, dataDirectory: join(directory, 'sandbox') };
  const sandbox = options.sandbox ?? (await startSandbox(own));
  await options.plant?.(sandbox);
  await options.prepare?.(directory);
  const env: Record<string, string> = { ...environmentOf(sandbox), DATA_DIR: directory, ...options.env };
  const config = parseConfig(readText('subgraphs/subgraphs.yaml'), 'subgraphs.yaml', subgraphsConfigSchema, env);
  const subgraphs = await startSubgraphs(
    {
      ...config,
      ...(options.approvals === undefined ? {} : { approvals: approvalsSchema.parse(options.approvals) }),
      ...(options.parked === undefined ? {} : { parked: parkedSchema.parse(options.parked) }),
      ...(options.billing === undefined ? {} : { billing: subgraphsConfigSchema.shape.billing.parse(options.billing) }),
      ...(options.cost === undefined ? {} : { cost: subgraphsConfigSchema.shape.cost.parse(options.cost) }),
      ...(options.detectors === undefined ? {} : { detectors: detectorsSchema.parse(options.detectors) }),
    },
    options.worker === true ? roles : subgraphRoles,
    env,
    { mask: options.mask ?? true },
  );
  // A test that tells subgraphs where the gateway will be chooses the port itself.
  const gatewayEnv = { ADMIN_PORT: '0', ...env, PORT: '0', ...gatewayUrls(subgraphs) };
  const cache = cacheFrom(env);
  const gateway = await createGateway({
    config: parseConfig(readText('gateway/gateway.yaml'), 'gateway.yaml', gatewayConfigSchema, gatewayEnv),
    supergraph: await readSupergraph(fileURLToPath(new URL('../../schema/supergraph.graphql', import.meta.url))),
    cache,
    clock: clockFrom(env),
    logger: createLogger('gateway', { level: env.LOG_LEVEL ?? 'silent' }),
  });
  const tokens = new Map<Role, Promise<string>>();
  const token = (role: Role): Promise<string> => {
    const known = tokens.get(role) ?? issue(sandbox.urls.identity, role);
    tokens.set(role, known);
    return known;
  };
  const graphUrl = gateway.url;
  return {
    sandbox,
    subgraphs,
    graphUrl,
    adminUrl: gateway.adminUrl,
    env,
    token,
    ask: async (role, query, variables = {}, url = graphUrl) => post(url, await token(role), { query, variables }),
    calls: async (run) => {
      for (const vendor of vendors) sandbox.standIns[vendor].requests.clear();
      const result = await run();
      const served = (vendor: VendorName): Readonly<Record<string, Served>> =>
        sandbox.standIns[vendor].requests.totals().resources;
      const calls = { salesforce: served('salesforce'), kantata: served('kantata'), netsuite: served('netsuite') };
      return { result, calls };
    },
    close: async () => {
      await gateway.close();
      await cache.close();
      await subgraphs.close();
      if (options.sandbox === undefined) await sandbox.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function readText(file: string): string {
  return readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
}

/** The environment the configuration files are read with, for a sandbox on free ports. */
function environmentOf(sandbox: Sandbox): Record<string, string> {
  return {
    BUSINESS_CLOCK: `${firmDay}T09:00:00Z`,
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
    // Those who count vendors' calls or exceptions do not want others'.
    DETECTORS: 'false',
    DOCUMENTS_FOLLOW: 'false',
    PARKED_RETRY: 'false',
    CRM_PORT: '0',
    PSA_PORT: '0',
    ERP_PORT: '0',
    PROCESS_PORT: '0',
    INSIGHT_PORT: '0',
    ...vendorEnvironment(sandbox),
  };
}

function gatewayUrls({ urls }: Subgraphs): Record<string, string> {
  return Object.fromEntries(Object.entries(urls).map(([role, url]) => [`${role.toUpperCase()}_URL`, `${url}/graphql`]));
}

async function issue(identityUrl: string, role: Role): Promise<string> {
  const reply = await fetch(`${identityUrl}/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ role }),
  });
  const { token } = (await reply.json()) as { token: string };
  return token;
}

async function post(url: string, token: string, body: unknown): Promise<Reply> {
  const reply = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
  const text = await reply.text();
  const parsed = JSON.parse(text) as Partial<Reply>;
  return {
    status: reply.status,
    data: parsed.data ?? null,
    errors: parsed.errors ?? [],
    extensions: parsed.extensions ?? {},
    text,
  };
}
