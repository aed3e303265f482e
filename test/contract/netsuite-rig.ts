// The NetSuite stand-in on a port of its own and the connector pointed at it, for the contract tests.
import { createNetSuite } from '../../subgraphs/connectors/netsuite/netsuite.ts';
import { netSuiteConfigSchema } from '../../subgraphs/connectors/netsuite/config.ts';
import { signInForm, tokenPath } from '../../subgraphs/connectors/netsuite/token.ts';
import type { ErpPort } from '../../subgraphs/ports/erp.ts';
import type { RecordKind, VendorRef } from '../../schema/canon/identity.ts';
import { createBudget } from '../../subgraphs/runtime/budget.ts';
import { systemEnvelope, type Envelope } from '../../subgraphs/runtime/envelope.ts';
import { createLruCache } from '../../subgraphs/runtime/lru.ts';
import type { UpstreamEvent } from '../../subgraphs/runtime/observer.ts';
import { createUpstream, type Upstream } from '../../subgraphs/runtime/upstream.ts';
import { createSandboxClock, type SandboxClock } from '../../subgraphs/sandbox/clock.ts';
import { createCredentials } from '../../subgraphs/sandbox/credentials.ts';
import { buildFirm } from '../../subgraphs/sandbox/firm/build.ts';
import type { Firm } from '../../subgraphs/sandbox/firm/firm.ts';
import { createNetSuiteStandIn, type NetSuiteOptions } from '../../subgraphs/sandbox/netsuite/stand-in.ts';
import { serveStandIn, type ServedStandIn } from '../../subgraphs/sandbox/serve.ts';

/** The day on which the firm's history ends. */
export const today = '2026-11-20';

/** A row of the stand-in's own state. */
export type StateRow = Readonly<Record<string, string>>;

/** A connector, the account it talks to, and what passed between them. */
export interface Rig {
  readonly port: ErpPort;
  readonly upstream: Upstream;
  readonly served: ServedStandIn;
  readonly clock: SandboxClock;
  readonly events: readonly UpstreamEvent[];
  /** The stand-in's own rows of a table. */
  table(name: string): readonly StateRow[];
  /** The same, as they are now: for tests that write. */
  now(name: string): readonly StateRow[];
  /** SuiteQL and record calls the stand-in served while something ran, sign-in apart. */
  calls(run: () => Promise<unknown>): Promise<number>;
  close(): Promise<void>;
}

const firms = new Map<string, Firm>();
/** Keys take a tenth of a second to make; all tests sign in with the same ones. */
const credentials = createCredentials();

/** One firm per size and process: building it is the slowest part of a test file. */
function firmOf(size: 'demo' | 'medium'): Firm {
  const firm = firms.get(size) ?? buildFirm({ size, today });
  firms.set(size, firm);
  return firm;
}

/** How a connector is made for a stand-in. */
interface Connecting {
  readonly clock: SandboxClock;
  readonly events: UpstreamEvent[];
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly retry?: { readonly attemptsMax: number; readonly baseDelayMs: number; readonly delayMaxMs: number };
}

function connectTo(url: string, { clock, events, settings, retry }: Connecting): Pick<Rig, 'port' | 'upstream'> {
  const config = netSuiteConfigSchema.parse({ ...credentials.netsuite, origin: url, ...settings });
  const place = { system: 'ERP', instance: config.instance } as const;
  const upstream = createUpstream({
    ...place,
    budget: createBudget({ ...place, concurrentMax: config.concurrency }),
    cache: createLruCache(),
    clock,
    observer: { observe: (event) => events.push(event) },
    ...(retry === undefined ? {} : { retry }),
  });
  return { port: createNetSuite(config, { upstream, clock }), upstream };
}

/** A further connector to the stand-in of a rig, which knows nothing of what the first one has seen; closing it leaves the stand-in. */
export function connectAgain(rig: Rig, options: Pick<Connecting, 'settings' | 'retry'>): Rig {
  const { port, upstream } = connectTo(rig.served.url, { ...options, clock: rig.clock, events: [] });
  const close = async (): Promise<void> => {
    await port.close();
    await upstream.close();
  };
  return { ...rig, port, upstream, close };
}

/** Starts a stand-in and a connector; `settings` go into the connector's configuration, `standIn` into the stand-in. */
export async function startNetSuite(
  options: {
    readonly size?: 'demo' | 'medium';
    readonly settings?: Readonly<Record<string, unknown>>;
    readonly standIn?: Partial<NetSuiteOptions>;
    readonly retry?: { readonly attemptsMax: number; readonly baseDelayMs: number; readonly delayMaxMs: number };
  } = {},
): Promise<Rig> {
  const clock = createSandboxClock(`${today}T09:00:00Z`);
  const firm = firmOf(options.size ?? 'demo');
  const standIn = createNetSuiteStandIn({ firm, clock, credentials: credentials.netsuite, ...options.standIn });
  const served = await serveStandIn(standIn, { port: 0, clock });
  const events: UpstreamEvent[] = [];
  const { port, upstream } = connectTo(served.url, { ...options, clock, events });
  let state: ReturnType<typeof standIn.dump> | null = null;
  return {
    port,
    upstream,
    served,
    clock,
    events,
    now: (name) => (standIn.dump([name])[name] ?? []) as readonly StateRow[],
    table: (name) => ((state ??= standIn.dump())[name] ?? []) as readonly StateRow[],
    calls: async (run) => {
      const before = served.requests.totals().requests;
      await run();
      const made = served.requests.list({ after: before });
      return made.filter(({ resource }) => resource !== 'token').length;
    },
    close: async () => {
      await port.close();
      await upstream.close();
      await served.close();
    },
  };
}

/** An envelope of a person who waits. */
export function person(deadlineMs = 15_000, signal?: AbortSignal): Envelope {
  return systemEnvelope('contract-test', {
    deadlineMs,
    priority: 'interactive',
    ...(signal === undefined ? {} : { signal }),
  });
}

/** A reference of the account. */
export function ref(kind: RecordKind, id: string): VendorRef {
  return { system: 'ERP', instance: 'netsuite', kind, id };
}

/** References of rows. */
export function refs(kind: RecordKind, rows: readonly StateRow[]): readonly VendorRef[] {
  return rows.map((row) => ref(kind, row.id ?? ''));
}

/** Exact sums of decimal texts, apart from the product's own: whole units of 10^-6. */
export function units(amount: string | undefined): bigint {
  const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount ?? '0') ?? [];
  return BigInt(`${sign}${whole}${fraction.padEnd(6, '0').slice(0, 6)}`);
}

/** The sum of a column. */
export function total(rows: readonly StateRow[], column: string): bigint {
  return rows.reduce((sum, row) => sum + units(row[column]), 0n);
}

/** One record/v1 call as another client of the account makes it: changes behind the connector's back. */
export async function callRecord(
  rig: Rig,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ readonly status: number; readonly text: string }> {
  const config = netSuiteConfigSchema.parse({ ...credentials.netsuite, origin: rig.served.url });
  const signedIn = await fetch(`${rig.served.url}${tokenPath}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: await signInForm(config, rig.served.url),
  });
  const { access_token: token } = (await signedIn.json()) as { access_token: string };
  const reply = await fetch(`${rig.served.url}/services/rest/record/v1/${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: reply.status, text: await reply.text() };
}
