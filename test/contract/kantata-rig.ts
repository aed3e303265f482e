// The Kantata stand-in on a port of its own and the connector pointed at it, for the contract tests.
import type { RecordKind, VendorRef } from '../../schema/canon/identity.ts';
import { kantataConfigSchema } from '../../subgraphs/connectors/kantata/config.ts';
import { createKantata } from '../../subgraphs/connectors/kantata/kantata.ts';
import type { PsaPort } from '../../subgraphs/ports/psa.ts';
import { createBudget } from '../../subgraphs/runtime/budget.ts';
import { type Envelope, systemEnvelope } from '../../subgraphs/runtime/envelope.ts';
import { Fault } from '../../subgraphs/runtime/fault.ts';
import { createLruCache } from '../../subgraphs/runtime/lru.ts';
import type { UpstreamEvent } from '../../subgraphs/runtime/observer.ts';
import { createUpstream, type Upstream } from '../../subgraphs/runtime/upstream.ts';
import { createSandboxClock, type SandboxClock } from '../../subgraphs/sandbox/clock.ts';
import { buildFirm } from '../../subgraphs/sandbox/firm/build.ts';
import type { Firm } from '../../subgraphs/sandbox/firm/firm.ts';
import { createKantataStandIn } from '../../subgraphs/sandbox/kantata/stand-in.ts';
import { type ServedStandIn, serveStandIn } from '../../subgraphs/sandbox/serve.ts';
import type { StandIn } from '../../subgraphs/sandbox/stand-in.ts';

/** The day on which the firm's history ends. */
export const today = '2026-11-20';
/** The vendor's page. */
export const perPage = 200;

const accessToken = 'a-token-of-the-contract-tests';

/** A row of the stand-in's own state. */
export type StateRow = Readonly<Record<string, unknown>> & { readonly id: string };

/** A request the stand-in served. */
export interface ServedCall {
  readonly resource: string | undefined;
  readonly query: URLSearchParams;
}

/** A connector, the account it talks to, and what passed between them. */
export interface Rig {
  readonly port: PsaPort;
  readonly upstream: Upstream;
  readonly served: ServedStandIn;
  readonly clock: SandboxClock;
  readonly events: readonly UpstreamEvent[];
  /** The stand-in's own rows of a table, as they were when a table was first asked for. */
  table(name: string): readonly StateRow[];
  /** The same, as they are now: for tests that write. */
  now(name: string): readonly StateRow[];
  /** A row of a table. */
  row(table: string, id: unknown): StateRow | undefined;
  /** What the stand-in served while something ran. */
  calls(run: () => Promise<unknown>): Promise<readonly ServedCall[]>;
  close(): Promise<void>;
}

const firms = new Map<string, Firm>();

/** One firm per size and process: building it is the slowest part of a test file. */
export function firmOf(size: 'demo' | 'medium'): Firm {
  const firm = firms.get(size) ?? buildFirm({ size, today });
  firms.set(size, firm);
  return firm;
}

/** How a rig may differ from the usual one. */
export interface RigOptions {
  readonly size?: 'demo' | 'medium';
  /** Go into the connector's configuration. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly retry?: { readonly attemptsMax: number; readonly baseDelayMs: number; readonly delayMaxMs: number };
  /** Bends the vendor, for what no fault can plant. */
  readonly bend?: (standIn: StandIn) => StandIn;
  /** For tests that write: an account of their own, on the connector's clock. */
  readonly isWritten?: boolean;
}

/** Filling an account takes half a second, so tests that only read share one per size and process. */
const accounts = new Map<string, StandIn>();

function accountOf(size: 'demo' | 'medium', clock: SandboxClock, isWritten: boolean): StandIn {
  const known = isWritten ? undefined : accounts.get(size);
  if (known !== undefined) return known;
  const account = createKantataStandIn({ firm: firmOf(size), clock, credentials: { accessToken } });
  if (!isWritten) accounts.set(size, account);
  return account;
}

interface Table {
  readonly rows: readonly StateRow[];
  readonly byId: ReadonlyMap<unknown, StateRow>;
}

function look(standIn: StandIn): ReadonlyMap<string, Table> {
  return new Map(
    Object.entries(standIn.dump()).map(([name, dumped]) => {
      const rows = dumped as readonly StateRow[];
      return [name, { rows, byId: new Map(rows.map((row) => [row.id, row])) }];
    }),
  );
}

/** Starts a stand-in and a connector. */
export async function startKantata(options: RigOptions = {}): Promise<Rig> {
  const clock = createSandboxClock(`${today}T09:00:00Z`);
  const whole = accountOf(options.size ?? 'demo', clock, options.isWritten ?? false);
  const served = await serveStandIn(options.bend?.(whole) ?? whole, { port: 0, clock });
  const config = kantataConfigSchema.parse({ baseUrl: served.url, accessToken, ...options.settings });
  const place = { system: 'PSA', instance: config.instance } as const;
  const events: UpstreamEvent[] = [];
  const upstream = createUpstream({
    ...place,
    budget: createBudget({ ...place, concurrentMax: config.concurrency }),
    cache: createLruCache(),
    clock,
    observer: { observe: (event) => events.push(event) },
    ...(options.retry === undefined ? {} : { retry: options.retry }),
  });
  const port = createKantata(config, { upstream, clock });
  let tables: ReadonlyMap<string, Table> | null = null;
  const tableOf = (name: string): Table | undefined => (tables ??= look(whole)).get(name);
  return {
    port,
    upstream,
    served,
    clock,
    events,
    table: (name) => tableOf(name)?.rows ?? [],
    now: (name) => (whole.dump([name])[name] ?? []) as readonly StateRow[],
    row: (table, id) => tableOf(table)?.byId.get(id),
    calls: async (run) => {
      const before = served.requests.totals().requests;
      await run();
      return served.requests
        .list({ after: before })
        .map(({ resource, query }) => ({ resource, query: new URLSearchParams(query) }));
    },
    close: async () => {
      await port.close();
      await upstream.close();
      await served.close();
    },
  };
}

/** One request as another client of the account makes it: changes behind the connector's back. */
export async function write(rig: Rig, method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<void> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${accessToken}` };
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const reply = await fetch(`${rig.served.url}/api/v1/${path}`, { method, headers, ...sent });
  if (!reply.ok) throw new Error(`${method} ${path} answered ${reply.status} ${await reply.text()}`);
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
  return { system: 'PSA', instance: 'kantata', kind, id };
}

/** References of rows. */
export function refs(kind: RecordKind, rows: readonly StateRow[]): readonly VendorRef[] {
  return rows.map((row) => ref(kind, row.id));
}

/** The fault a question ends in. */
export async function faultOf(asked: Promise<unknown>): Promise<Fault> {
  const error: unknown = await asked.then(
    () => null,
    (caught: unknown) => caught,
  );
  if (error instanceof Fault) return error;
  throw new Error(`expected a fault, got ${String(error)}`);
}

/** Calls for so many rows: a page each, and one to learn that there is nothing. */
export function pagesOf(rows: number): number {
  return Math.max(1, Math.ceil(rows / perPage));
}
