// The Salesforce stand-in on a port of its own and the connector pointed at it, for the contract tests.
import { salesforceConfigSchema } from '../../subgraphs/connectors/salesforce/config.ts';
import { createSalesforce } from '../../subgraphs/connectors/salesforce/salesforce.ts';
import type { RecordKind, VendorRef } from '../../schema/canon/identity.ts';
import type { CrmPort } from '../../subgraphs/ports/crm.ts';
import { createBudget } from '../../subgraphs/runtime/budget.ts';
import { type Envelope, systemEnvelope } from '../../subgraphs/runtime/envelope.ts';
import { createLruCache } from '../../subgraphs/runtime/lru.ts';
import { silentObserver } from '../../subgraphs/runtime/observer.ts';
import type { RetryPolicy } from '../../subgraphs/runtime/retry.ts';
import { createUpstream, type Upstream } from '../../subgraphs/runtime/upstream.ts';
import { createSandboxClock, type SandboxClock } from '../../subgraphs/sandbox/clock.ts';
import { createCredentials } from '../../subgraphs/sandbox/credentials.ts';
import { buildFirm } from '../../subgraphs/sandbox/firm/build.ts';
import { createSalesforceStandIn } from '../../subgraphs/sandbox/salesforce/stand-in.ts';
import { type ServedStandIn, serveStandIn } from '../../subgraphs/sandbox/serve.ts';
import { mergeAccounts } from './merge-accounts.ts';

/** A row of the stand-in's own state. */
export type StateRow = Readonly<Record<string, unknown>>;

/** A connector and the org it talks to. */
export interface Rig {
  readonly port: CrmPort;
  readonly upstream: Upstream;
  readonly served: ServedStandIn;
  readonly clock: SandboxClock;
  /** The stand-in's own rows of an object, deleted ones apart. */
  table(name: string): readonly StateRow[];
  /** Merges two accounts in the org's own screen. */
  merge(winner: string, loser: string): Promise<void>;
  /** Calls the stand-in served while something ran, by resource, sign-in apart. */
  calls(run: () => Promise<unknown>): Promise<Readonly<Record<string, number>>>;
  close(): Promise<void>;
}

const today = '2026-11-20';
const firm = buildFirm({ size: 'demo', today });
const credentials = createCredentials();

/** Starts a stand-in and a connector; `settings` go into the connector's configuration. */
export async function startSalesforce(
  settings: Readonly<Record<string, unknown>> = {},
  retry?: RetryPolicy,
): Promise<Rig> {
  const clock = createSandboxClock(`${today}T09:00:00Z`);
  const standIn = createSalesforceStandIn({ firm, clock, credentials: credentials.salesforce });
  const served = await serveStandIn(standIn, { port: 0, clock });
  const { clientId, username, privateKeyPem } = credentials.salesforce;
  const config = salesforceConfigSchema.parse({ loginUrl: served.url, clientId, username, privateKeyPem, ...settings });
  const place = { system: 'CRM', instance: config.instance } as const;
  const budget = createBudget({ ...place, concurrentMax: config.concurrency });
  const parts = { ...place, budget, cache: createLruCache(), clock, observer: silentObserver };
  const upstream = createUpstream(retry === undefined ? parts : { ...parts, retry });
  const port = createSalesforce(config, { upstream, clock });
  return {
    port,
    upstream,
    served,
    clock,
    table: (name) => (standIn.dump()[name] ?? []).filter((row) => row.IsDeleted !== true),
    merge: (winner, loser) => mergeAccounts({ url: served.url, ...credentials.salesforce }, winner, loser),
    calls: async (run) => {
      served.requests.clear();
      await run();
      const { resources } = served.requests.totals();
      return Object.fromEntries(
        Object.entries(resources)
          .filter(([name]) => name !== 'token')
          .map(([name, { calls }]) => [name, calls]),
      );
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

/** References of rows. */
export function refs(kind: RecordKind, rows: readonly StateRow[]): readonly VendorRef[] {
  return rows.map((row) => ({ system: 'CRM', instance: 'salesforce', kind, id: String(row.Id) }));
}

/** One change of a record as a person makes it in the org's own screen: behind the connector's back. */
export async function changeRecord(
  rig: Rig,
  object: string,
  id: string,
  body: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { clientId, clientSecret } = credentials.salesforce;
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
  const signedIn = await fetch(`${rig.served.url}/services/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams(form),
  });
  const { access_token: token } = (await signedIn.json()) as { access_token: string };
  const reply = await fetch(`${rig.served.url}/services/data/v62.0/sobjects/${object}/${id}`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (reply.status !== 204) throw new Error(`The org answered ${reply.status}: ${await reply.text()}`);
}
