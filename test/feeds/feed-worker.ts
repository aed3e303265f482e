// A worker that does nothing but follow the planted org's accounts, in a process of its own, so that it can be killed.
import { createPrivateKey } from 'node:crypto';
import { Runs } from '../../subgraphs/journal/runs.ts';
import { startFeeds } from '../../subgraphs/process/feeds/poller.ts';
import type { FeedSubscriber } from '../../subgraphs/process/feeds/subscriber.ts';
import { connectSystems } from '../../subgraphs/process/systems/connect.ts';
import { createServiceTokens } from '../../subgraphs/runtime/service-token.ts';
import { createLogger } from '../../subgraphs/runtime/telemetry.ts';
import { openStore } from '../../subgraphs/store/store.ts';

const { STORE_URL = '', CRM_URL = '', SERVICE_KEY = '', PACE = '{}', NONCE = '', POISON = '' } = process.env;

/** One run per account and version, and one for its end. With NONCE the keys are of the telling: whatever is told twice is done twice. */
const follower: FeedSubscriber = {
  ...{ name: 'planted', system: 'crm', kind: 'CUSTOMER', existing: 'TOLD' },
  runFor: async ({ ref }, { crm }) => {
    if (ref.id === POISON) throw new Error('nobody knows what this one means');
    const customer = await crm.customer(ref);
    const version = customer === null ? 'end' : customer.name;
    const key = `${ref.id}:${version}${NONCE === '' ? '' : `:${crypto.randomUUID()}`}`;
    return { process: 'planted', input: { id: ref.id, version }, idempotencyKey: key };
  },
};

const store = await openStore({ databaseUrl: STORE_URL });
const tokens = createServiceTokens('worker', createPrivateKey(SERVICE_KEY));
const client = connectSystems({ urls: { crm: CRM_URL, psa: CRM_URL, erp: CRM_URL }, tokens });
startFeeds(
  {
    ...{
      db: store.db,
      runs: new Runs(store.db, Buffer.from('a key for tests that is long enough')),
      subscribers: [follower],
    },
    readerOf: (system, caller) => client.changes(system, caller),
    systemsOf: (caller) => client.for(caller),
    enqueue: () => Promise.resolve(),
    pace: JSON.parse(PACE) as { pollMs: number; countMs: number; leaseMs: number },
    logger: createLogger('feed-worker', { level: process.env.LOG_LEVEL ?? 'silent' }),
  },
  { crm: 'salesforce', psa: 'kantata', erp: 'netsuite' },
);
process.send?.('ready');
