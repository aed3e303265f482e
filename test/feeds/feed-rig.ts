// The planted org behind the CRM's real connector and system API, followed by workers that are killed.
import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { salesforceConfigSchema } from '../../subgraphs/connectors/salesforce/config.ts';
import { createSalesforce } from '../../subgraphs/connectors/salesforce/salesforce.ts';
import { readFeeds } from '../../subgraphs/journal/feeds/keeping-feeds.ts';
import type { FeedFigures } from '../../subgraphs/journal/feeds/keeping-feeds.ts';
import type { CrmPort } from '../../subgraphs/ports/crm.ts';
import { createBudget } from '../../subgraphs/runtime/budget.ts';
import { createLruCache } from '../../subgraphs/runtime/lru.ts';
import { silentObserver } from '../../subgraphs/runtime/observer.ts';
import { createUpstream } from '../../subgraphs/runtime/upstream.ts';
import { makeHome } from '../../subgraphs/store/store-rig.ts';
import { openStore, type Store } from '../../subgraphs/store/store.ts';
import { keys, serveSystemApi } from '../contract/writes/system-api.ts';
import { type PlantedOrg, startPlantedOrg } from './planted-org.ts';

/** Quick, so that a test does not wait; a silent worker is replaced within a second. */
const pace = { pollMs: 40, countMs: 1_000, leaseMs: 1_000 };
const waitMsMax = 60_000;

/** How a rig differs from the usual one. */
export interface FeedRigOptions {
  /** Asks for what is newer than the newest stamp, and for nothing else: no overlap, no tie-break, no count. */
  readonly naive?: boolean;
  /** Keys are of the telling, not of the fact. */
  readonly nonce?: boolean;
  /** The worker's subscriber fails on this account. */
  readonly poison?: string;
}

/** An org, its feed, and the worker of the moment. */
export interface FeedRig {
  readonly org: PlantedOrg;
  readonly store: Store;
  /** Whether records are counted. */
  readonly isCounted: boolean;
  startWorker(differing?: FeedRigOptions): Promise<void>;
  /** kill -9; nothing when none runs. */
  kill(): Promise<void>;
  feed(): Promise<FeedFigures | null>;
  /** Waits until a reading that began after now was complete. */
  caughtUp(): Promise<FeedFigures>;
  /** The runs that were begun: account, version or 'end', how often. */
  runs(): Promise<readonly Begun[]>;
  close(): Promise<void>;
}

/** A fact for which runs were begun. */
export interface Begun {
  readonly id: string;
  readonly version: number | 'end';
  readonly times: number;
}

/** Starts everything but the worker. */
export async function openFeedRig(options: FeedRigOptions = {}): Promise<FeedRig> {
  const org = await startPlantedOrg();
  const store = await openStore({ dataDir: makeHome() });
  const { port, end } = portOf(org, store, options);
  const api = await serveSystemApi(port, store);
  let worker: ChildProcess | null = null;
  const kill = async (): Promise<void> => {
    if (worker === null || worker.exitCode !== null || worker.signalCode !== null) return;
    const ended = once(worker, 'exit');
    worker.kill('SIGKILL');
    await ended;
    worker = null;
  };
  const feed = async (): Promise<FeedFigures | null> => (await readFeeds(store.db))[0] ?? null;
  return {
    org,
    store,
    isCounted: options.naive !== true,
    feed,
    kill,
    startWorker: async (differing = {}) => {
      const { nonce, poison = '' } = { ...options, ...differing };
      const env = {
        ...{
          STORE_URL: store.url,
          CRM_URL: api.url,
          LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
          PACE: paceOf(options),
        },
        SERVICE_KEY: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
        ...{ NONCE: nonce === true ? '1' : '', POISON: poison, PATH: process.env.PATH },
      };
      worker = spawn(process.execPath, [fileURLToPath(new URL('./feed-worker.ts', import.meta.url))], {
        ...{ env, cwd: fileURLToPath(new URL('../..', import.meta.url)) },
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      });
      await once(worker, 'message');
    },
    caughtUp: async () => {
      const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(store.db);
      const since = rows[0]?.now ?? new Date();
      const pages = org.pages();
      return until(async () => {
        const found = await feed();
        // Two readings: the first may have asked before this moment.
        const isNew = org.pages() >= pages + 2 && found?.completeAt != null && found.completeAt > since;
        return isNew && found.complete && found.phase === 'FOLLOWING' ? found : null;
      });
    },
    runs: async () => {
      const { rows } = await sql<{ id: string; version: string; times: number }>`select input->>'id' as id,
          input->>'version' as version, count(*)::int as times
        from run where process = 'planted' group by 1, 2`.execute(store.db);
      return rows.map(({ version, ...row }) => ({
        ...row,
        version: version === 'end' ? 'end' : Number(version.slice(1)),
      }));
    },
    close: async () => {
      await kill();
      await api.close();
      await end();
      await org.close();
      await store.close();
    },
  };
}

function paceOf({ naive }: FeedRigOptions): string {
  return JSON.stringify(naive === true ? { ...pace, countMs: 3_600_000 } : pace);
}

/** Polls until there is something. Raises Error after a minute. */
export async function until<T>(look: () => Promise<T | null>): Promise<T> {
  for (const giveUpMs = performance.now() + waitMsMax; performance.now() < giveUpMs;) {
    const found = await look();
    if (found !== null) return found;
    await pause(15);
  }
  throw new Error(`nothing came of waiting ${waitMsMax} ms`);
}

function portOf(
  org: PlantedOrg,
  store: Store,
  { naive }: FeedRigOptions,
): { readonly port: CrmPort; readonly end: () => Promise<void> } {
  const clock = { now: () => new Date(org.now()) };
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const config = salesforceConfigSchema.parse({
    ...{ loginUrl: org.url, clientId: 'planted', username: 'planted@example.com', figuresFreshMs: 0, staleForMs: 0 },
    privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  });
  const place = { system: 'CRM', instance: config.instance } as const;
  const budget = createBudget({ ...place, concurrentMax: config.concurrency });
  const upstream = createUpstream({ ...place, budget, cache: createLruCache(), clock, observer: silentObserver });
  const port = createSalesforce(config, { upstream, clock });
  return {
    port: naive === true ? { ...port, feed: naiveFeed(org, store, port) } : port,
    end: async () => {
      await port.close();
      await upstream.close();
    },
  };
}

/** What everybody writes first. */
function naiveFeed(org: PlantedOrg, { db }: Store, { feed }: CrmPort): CrmPort['feed'] {
  const most = 1_000;
  return {
    ...feed,
    // It believes itself.
    count: async () => {
      const { rows } = await sql<{
        count: number;
      }>`select count(*)::int as count from feed_record where gone is null`.execute(db);
      return rows[0]?.count ?? 0;
    },
    page: async (_envelope, kind, cursor) => {
      const where = cursor === null ? '' : ` WHERE SystemModstamp > ${cursor}`;
      const soql = `SELECT Id, SystemModstamp, IsDeleted FROM Account${where} ORDER BY SystemModstamp LIMIT ${most}`;
      const reply = await fetch(`${org.url}/services/data/v62.0/queryAll?q=${encodeURIComponent(soql)}`);
      const { records } = (await reply.json()) as {
        records: { Id: string; SystemModstamp: string; IsDeleted: boolean }[];
      };
      const changes = records.map(({ Id: id, SystemModstamp, IsDeleted: deleted }) => ({
        ref: { system: 'CRM' as const, instance: 'salesforce', kind, id },
        ...{ changedAt: SystemModstamp.replace('+0000', 'Z'), deleted },
      }));
      const last = changes.at(-1)?.changedAt ?? cursor ?? new Date(0).toISOString();
      return { changes, cursor: last, complete: changes.length < most, horizonMissed: false };
    },
  };
}
