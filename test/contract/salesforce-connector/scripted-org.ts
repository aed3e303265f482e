// An org whose answers a test writes: a real HTTP server that says what it is told to, and remembers what it was asked.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSalesforce } from '../../../subgraphs/connectors/salesforce/salesforce.ts';
import { type Client, createClient } from '../../../subgraphs/connectors/salesforce/client.ts';
import { salesforceConfigSchema } from '../../../subgraphs/connectors/salesforce/config.ts';
import type { CrmPort } from '../../../subgraphs/ports/crm.ts';
import { createBudget } from '../../../subgraphs/runtime/budget.ts';
import { type Envelope, systemEnvelope } from '../../../subgraphs/runtime/envelope.ts';
import { createLruCache } from '../../../subgraphs/runtime/lru.ts';
import { silentObserver } from '../../../subgraphs/runtime/observer.ts';
import { createUpstream } from '../../../subgraphs/runtime/upstream.ts';

/** One request as it arrived; `q` is its query string, decoded. */
export interface Arrived {
  readonly method: string;
  readonly path: string;
  readonly q: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** What to answer; a text body goes out as it is, anything else as JSON. */
export interface ScriptedAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** Decides on each request; null leaves it to the org: sessions are sold, anything else is not found. */
export type Script = (request: Arrived) => ScriptedAnswer | null;

/** A running org. */
export interface ScriptedOrg {
  readonly url: string;
  /** Requests since the last `play`, sign-ins included. */
  arrived: readonly Arrived[];
  /** From now on this script answers. */
  play(script: Script): void;
  close(): Promise<void>;
}

/** The version the scripts and the connector speak. */
export const apiVersion = 'v62.0';
/** Where the data of that version is. */
export const dataPath = `/services/data/${apiVersion}`;
/** Where sessions are sold. */
export const tokenPath = '/services/oauth2/token';

/** Starts an org on a free port. */
export async function startScriptedOrg(): Promise<ScriptedOrg> {
  let script: Script = () => null;
  let arrived: Arrived[] = [];
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const url = new URL(incoming.url ?? '/', 'http://org');
      const request: Arrived = {
        method: incoming.method ?? '',
        path: url.pathname,
        q: url.searchParams,
        headers: incoming.headers,
        body: Buffer.concat(chunks).toString(),
      };
      arrived.push(request);
      const { status = 200, headers, body } = script(request) ?? byDefault(request, incoming.headers.host ?? '');
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      outgoing.writeHead(status, { 'content-type': 'application/json;charset=UTF-8', ...headers }).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    get arrived() {
      return arrived;
    },
    play: (next) => {
      script = next;
      arrived = [];
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function byDefault({ path }: Arrived, host: string): ScriptedAnswer {
  if (path === tokenPath) return { body: { access_token: 'session-1', instance_url: `http://${host}` } };
  return { status: 404, body: [{ message: 'The requested resource does not exist', errorCode: 'NOT_FOUND' }] };
}

/** The connector's own client and port, pointed at an org, with nothing cached. */
export interface Connected {
  readonly client: Client;
  readonly port: CrmPort;
  close(): Promise<void>;
}

/** Connects; `settings` go into the connector's configuration. */
export function connect(org: { readonly url: string }, settings: Readonly<Record<string, unknown>> = {}): Connected {
  const config = salesforceConfigSchema.parse({
    loginUrl: org.url,
    clientId: 'app',
    clientSecret: 'secret',
    apiVersion,
    figuresFreshMs: 0,
    staleForMs: 0,
    timeoutMs: 5_000,
    ...settings,
  });
  const place = { system: 'CRM', instance: config.instance } as const;
  const budget = createBudget({ ...place, concurrentMax: config.concurrency });
  const clock = { now: () => new Date() };
  const upstream = createUpstream({ ...place, budget, cache: createLruCache(), clock, observer: silentObserver });
  const client = createClient(config, upstream, { env: {} });
  const port = createSalesforce(config, { upstream, clock });
  return {
    client,
    port,
    close: async () => {
      await client.close();
      await port.close();
      await upstream.close();
    },
  };
}

/** An envelope of a person who waits. */
export function person(deadlineMs = 15_000): Envelope {
  return systemEnvelope('scripted-org', { deadlineMs, priority: 'interactive' });
}
