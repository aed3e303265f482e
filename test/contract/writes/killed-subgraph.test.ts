// A system API in a process of its own, killed with SIGKILL or frozen with SIGSTOP wherever it hurts: the worker's client and the
// ledger leave one record, whatever died.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { connectSystems, type SystemsClient } from '../../../subgraphs/process/systems/connect.ts';
import type { ErpCustomer, ErpSystem } from '../../../subgraphs/process/systems/systems.ts';
import type { SystemOutcome } from '../../../subgraphs/process/systems/write-call.ts';
import { serviceKeyFrom } from '../../../subgraphs/runtime/service-key.ts';
import { createServiceTokens, type ServiceTokens } from '../../../subgraphs/runtime/service-token.ts';
import { type Sandbox, startSandbox } from '../../../subgraphs/sandbox/sandbox.ts';
import { makeHome, removeHomes } from '../../../subgraphs/store/store-rig.ts';
import { openStore, type Store } from '../../../subgraphs/store/store.ts';
import { caller } from './system-api.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
/** One write of the child may take this long, so a dead one's write is in doubt soon after. */
const writeMsMax = 1_500;

let home: string;
let sandbox: Sandbox;
let store: Store;
let tokens: ServiceTokens;
let customer: ErpCustomer;
let count = 0;
let key = '';
const children: ChildProcess[] = [];
const clients: SystemsClient[] = [];

beforeAll(async () => {
  home = makeHome();
  store = await openStore({ dataDir: join(home, 'postgres') });
  const ports = { control: 0, identity: 0, salesforce: 0, kantata: 0, netsuite: 0 };
  sandbox = await startSandbox({ size: 'demo', today: '2026-11-20', ports, dataDirectory: join(home, 'sandbox') });
  const none = { privateKeyPem: null, publicKeyPem: null, keyFile: null, dataDir: home };
  const { privateKey } = serviceKeyFrom(none, {});
  if (privateKey === null) throw new Error('No key was made');
  tokens = createServiceTokens('worker', privateKey);
  const entity = (await table('subsidiary')).find((row) => row.currency !== undefined)?.id ?? '';
  customer = {
    legalName: 'Conformance Ltd',
    legalEntity: { system: 'ERP', instance: 'netsuite', kind: 'LEGAL_ENTITY', id: entity },
    ...{ currency: 'USD', paymentTerms: null, taxId: null, website: null, parent: null, links: [] },
  };
}, 60_000);
afterAll(async () => {
  await sandbox.close();
  await store.close();
  removeHomes();
});
beforeEach(() => {
  count += 1;
  key = `customer-000${count}-killed`;
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
  await Promise.all(children.splice(0).map(kill));
  sandbox.standIns.netsuite.faults.clear();
});

/** The vendor's own rows. */
async function table(name: string): Promise<readonly Readonly<Record<string, string>>[]> {
  const reply = await fetch(`${sandbox.urls.control}/netsuite/state/${name}`);
  return (await reply.json()) as readonly Readonly<Record<string, string>>[];
}
const held = async (): Promise<number> => (await table('customer')).filter((row) => row.externalid === key).length;
const call = (fence: number) => ({ key, fence, inputHash: 'input' });
const words = (outcome: SystemOutcome): string =>
  outcome.kind === 'NOT_APPLIED' ? `NOT_APPLIED ${outcome.reason}` : outcome.kind;

/** The erp role in a process of its own, as the product starts it. */
async function startErp(port: number): Promise<ChildProcess> {
  const { netsuite } = sandbox.credentials;
  const child = spawn(process.execPath, ['subgraphs/serve.mjs', 'erp'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: {
      ...process.env,
      ...{ LOG_LEVEL: 'silent', DATA_DIR: home, WRITE_MS_MAX: String(writeMsMax), VENDOR_TIMEOUT_MS: '1200' },
      ...{ ERP_PORT: String(port), CRM_PORT: '0', PSA_PORT: '0', PROCESS_PORT: '0', INSIGHT_PORT: '0' },
      ...{ SALESFORCE_URL: sandbox.urls.salesforce, SALESFORCE_CLIENT_ID: 'x', SALESFORCE_USERNAME: 'x' },
      ...{ SALESFORCE_PRIVATE_KEY: netsuite.privateKeyPem, KANTATA_URL: sandbox.urls.kantata },
      ...{ KANTATA_ACCESS_TOKEN: 'x', NETSUITE_URL: sandbox.urls.netsuite, NETSUITE_ACCOUNT: netsuite.account },
      ...{ NETSUITE_CLIENT_ID: netsuite.clientId, NETSUITE_CERTIFICATE_ID: netsuite.certificateId },
      NETSUITE_PRIVATE_KEY: netsuite.privateKeyPem,
    },
  });
  children.push(child);
  await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error('The erp role did not start'))),
  ]);
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function erpAt(port: number): ErpSystem {
  const url = `http://127.0.0.1:${port}`;
  const client = connectSystems({ urls: { crm: url, psa: url, erp: url }, tokens });
  clients.push(client);
  return client.for(caller).erp;
}

test('killed between the look-up and the act: nothing was sent, and the act comes through after the restart', async () => {
  const port = await freePort();
  const child = await startErp(port);
  const erp = erpAt(port);
  expect(await erp.findCustomer(call(1))).toEqual([]);
  await kill(child);
  await pause(50);
  expect(words(await erp.upsertCustomer(call(2), customer))).toBe('NOT_APPLIED OUTAGE');
  await startErp(port);
  expect(words(await erp.upsertCustomer(call(3), customer))).toBe('APPLIED');
  expect(await held()).toBe(1);
}, 60_000);

test('killed while the vendor answers: the write is in doubt, the look-up finds it, and sending again makes no second', async () => {
  const port = await freePort();
  const child = await startErp(port);
  const erp = erpAt(port);
  sandbox.standIns.netsuite.faults.plant({ kind: 'lateReply', ms: 1_000, match: '^POST .*/customer$', count: 1 });
  const lost = erp.upsertCustomer(call(1), customer);
  await expect.poll(held, { timeout: 5_000 }).toBe(1);
  await kill(child);
  expect(words(await lost)).toBe('IN_DOUBT');
  await startErp(port);
  const beganAt = performance.now();
  expect(await erp.findCustomer(call(2))).toHaveLength(1);
  console.log(`killed mid-write: found ${((performance.now() - beganAt) / 1_000).toFixed(1)} s after the restart`);
  expect(await erp.upsertCustomer(call(3), customer)).toMatchObject({ kind: 'APPLIED', isNew: false });
  expect(await held()).toBe(1);
}, 60_000);

test('frozen before it acts and woken after another has looked and acted: it is fenced, and there is one record', async () => {
  const [one, other] = [await freePort(), await freePort()];
  const frozen = await startErp(one);
  await startErp(other);
  const [late, erp] = [erpAt(one), erpAt(other)];
  expect(await late.findCustomer(call(1))).toEqual([]);
  frozen.kill('SIGSTOP');
  const zombie = late.upsertCustomer(call(2), customer);
  await pause(50);
  expect(await erp.findCustomer(call(1_001))).toEqual([]);
  expect(words(await erp.upsertCustomer(call(1_002), customer))).toBe('APPLIED');
  frozen.kill('SIGCONT');
  expect(words(await zombie)).toBe('NOT_APPLIED FENCED');
  expect(await held()).toBe(1);
}, 60_000);
