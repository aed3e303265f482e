// What a system API adds to its port: one effect per key whoever asks and how often, no way in for people or for the services of
// another system, and a client that knows what a lost connection means.
import { once } from 'node:events';
import { createServer, connect, type AddressInfo, type Server } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { currencyCode } from '../../../schema/canon/currency.ts';
import type { ErpCustomer } from '../../../subgraphs/process/systems/systems.ts';
import type { RecordRef, SystemOutcome } from '../../../subgraphs/process/systems/write-call.ts';
import { LowerFence } from '../../../subgraphs/runtime/lower-fence.ts';
import type { RunningSubgraph } from '../../../subgraphs/runtime/serve.ts';
import { makeHome, removeHomes } from '../../../subgraphs/store/store-rig.ts';
import { openStore, type Store } from '../../../subgraphs/store/store.ts';
import { person, type Rig, startNetSuite } from '../netsuite-rig.ts';
import { startSalesforce } from '../salesforce-rig.ts';
import { caller, emptyLedger, serveSystemApi, tokens, workerAt } from './system-api.ts';

const key = 'customer-0001-system-api';
const settings = { timeoutMs: 1_000, settleMs: 50 };
const retry = { attemptsMax: 1, baseDelayMs: 1, delayMaxMs: 1 };
/** A person, whatever the token: who is a person is tested elsewhere. */
const people = { verify: () => Promise.resolve({ subject: 'ann', role: 'operator' as const, token: 'x' }) };

let store: Store;
let rig: Rig;
let api: RunningSubgraph;
let worker: ReturnType<typeof workerAt>;
let customer: ErpCustomer;
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  store = await openStore({ dataDir: makeHome() });
});
afterAll(async () => {
  await store.close();
  removeHomes();
});
beforeEach(async () => {
  await emptyLedger(store);
  rig = await startNetSuite({ settings, retry });
  api = await serveSystemApi(rig.port, store, people);
  worker = workerAt(api.url);
  const entity = rig.table('subsidiary').find((row) => row.currency !== undefined)?.id ?? '';
  customer = {
    legalName: 'Conformance Ltd',
    legalEntity: { system: 'ERP', instance: 'netsuite', kind: 'LEGAL_ENTITY', id: entity },
    ...{ currency: 'USD', paymentTerms: null, taxId: null, website: 'https://conformance.example' },
    ...{ parent: null, links: [] },
  };
});
afterEach(async () => {
  await worker.client.close();
  await api.close();
  await rig.close();
  await Promise.all(closing.splice(0).map((close) => close()));
});

const call = (fence: number, inputHash = 'input') => ({ key, fence, inputHash });
const held = (): number => rig.now('customer').filter((row) => row.externalid === key).length;
const words = (outcome: SystemOutcome): string =>
  outcome.kind === 'NOT_APPLIED' ? `${outcome.reason} ${outcome.failure.code}` : outcome.kind;
const sent = (): number =>
  rig.served.requests.list().filter(({ method, path }) => method !== 'GET' && /\/customer(\/|$)/.test(path)).length;

describe('one business key', () => {
  test('is written once by fifty who come at once, and all are told the same record', async () => {
    const { erp } = worker.systems;
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, index) => erp.upsertCustomer(call(index + 1), customer)),
    );
    // Those whom a higher fence overtook are told so; none of them wrote.
    const refs = new Set(outcomes.flatMap((outcome) => (outcome.kind === 'APPLIED' ? [outcome.ref.id] : [])));
    expect(refs.size).toBe(1);
    expect(outcomes.map(words).filter((each) => each !== 'APPLIED' && each !== 'FENCED FENCED')).toEqual([]);
    expect([held(), sent()]).toEqual([1, 1]);
  });

  test('asked again twenty times gives the first answer without asking the vendor', async () => {
    const { erp } = worker.systems;
    const first = await erp.upsertCustomer(call(1), customer);
    for (let fence = 1; fence <= 20; fence += 1) {
      const again = await erp.upsertCustomer(call(fence), customer);
      expect(again).toEqual({ ...first, isNew: false });
    }
    expect(sent()).toBe(1);
    // Planted: the same write past the ledger does ask the vendor again, and the count shows it.
    const { links, parent, ...plain } = customer;
    const write = { ...plain, key, links: [...links], parent, currency: currencyCode(customer.currency) };
    await rig.port.customerWrites.upsertCustomer(person(), write);
    expect(sent()).toBe(2);
  });

  test('is refused with another input, and the record stays as it was', async () => {
    const { erp } = worker.systems;
    await erp.upsertCustomer(call(1), customer);
    const other = await erp.upsertCustomer(call(2, 'other'), { ...customer, legalName: 'Somebody else' });
    expect(words(other)).toBe('REFUSED KEY_REUSED');
    expect(rig.now('customer').find((row) => row.externalid === key)?.companyname).toBe('Conformance Ltd');
  });

  test('looked up under a fence shuts out every lower one, writes and look-ups', async () => {
    const { erp } = worker.systems;
    expect(await erp.findCustomer(call(10))).toEqual([]);
    expect(words(await erp.upsertCustomer(call(9), customer))).toBe('FENCED FENCED');
    await expect(erp.findCustomer(call(9))).rejects.toThrow(LowerFence);
    expect([held(), sent()]).toEqual([0, 0]);
    expect(words(await erp.upsertCustomer(call(11), customer))).toBe('APPLIED');
  });

  test('that is malformed is refused before anything is asked', async () => {
    const { erp } = worker.systems;
    const bad = [
      { ...call(1), key: 'x' },
      { ...call(1), fence: 0 },
      { ...call(1), inputHash: '' },
    ];
    const outcomes = await Promise.all(bad.map((each) => erp.upsertCustomer(each, customer)));
    expect(outcomes.map(words)).toEqual(Array(3).fill('REFUSED TICKET_INVALID'));
    expect(rig.served.requests.list()).toHaveLength(0);
  });
});

describe('who may write', () => {
  const source = `mutation ($t: WriteTicket!, $c: SystemRecordInput!) { erpRemoveCustomer(ticket: $t, customer: $c) { __typename } }`;
  const ask = async (
    token: string,
  ): Promise<{ data?: unknown; errors?: { message: string; extensions: unknown }[] }> => {
    const c = { system: 'ERP', instance: 'netsuite', kind: 'CUSTOMER', id: '1' };
    const body = JSON.stringify({ query: source, variables: { t: { key, fence: '1', inputHash: 'h' }, c } });
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const reply = await fetch(`${api.url}/graphql`, { method: 'POST', headers, body });
    return (await reply.json()) as Awaited<ReturnType<typeof ask>>;
  };

  test("a person's token is refused and told what is wanted; nothing reaches the vendor", async () => {
    const { data, errors } = await ask('a.persons.token');
    expect(data).toBeNull();
    expect(errors?.[0]?.message).toBe(
      'Mutation.erpRemoveCustomer takes a service token with the scope "system:erp"; a person\'s token was given',
    );
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', subgraph: 'erp', retryable: false });
    expect(rig.served.requests.list()).toHaveLength(0);
  });

  test('a service token of another system is refused and told which it has', async () => {
    const { errors } = await ask(await tokens.issue('psa', caller.initiator));
    expect(errors?.[0]?.message).toContain('this one has the scope "system:psa"');
    expect(rig.served.requests.list()).toHaveLength(0);
  });

  test('the right service token passes: the planted proof that the two above can fail', async () => {
    const { data } = await ask(await tokens.issue('erp', caller.initiator));
    expect(data).toMatchObject({ erpRemoveCustomer: { __typename: expect.stringMatching(/^Write/) as string } });
  });

  test('a client whose scope is refused has an outage, nothing to undo and nothing in doubt', async () => {
    // The PSA's client pointed at the ERP: its documents are unknown there, and its token is no good either.
    const outcome = await worker.systems.psa.createCustomer(call(1), { name: 'x', website: null });
    expect(outcome).toMatchObject({ kind: 'NOT_APPLIED', reason: 'OUTAGE' });
  });
});

describe('a connection', () => {
  /** A proxy before the API that is told what to do with each connection's answer. */
  async function proxy(drop: { answers: boolean }): Promise<string> {
    const { port } = new URL(api.url);
    const server: Server = createServer((client) => {
      const upstream = connect(Number(port), '127.0.0.1');
      client.pipe(upstream);
      upstream.on('data', (bytes) => (drop.answers ? client.destroy() : client.write(bytes)));
      for (const socket of [client, upstream]) {
        socket.on('error', () => undefined);
        socket.on('close', () => [client, upstream].forEach((each) => each.destroy()));
      }
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    closing.push(() => new Promise((resolve) => server.close(resolve)));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  test('that breaks before the answer leaves a doubt, which the look-up settles, and one record', async () => {
    const drop = { answers: true };
    const { client, systems } = workerAt(await proxy(drop));
    closing.push(() => client.close());
    const outcome = await systems.erp.upsertCustomer(call(1), customer);
    expect(words(outcome)).toBe('IN_DOUBT');
    drop.answers = false;
    const found = await systems.erp.findCustomer(call(2));
    expect(found).toHaveLength(1);
    expect(words(await systems.erp.upsertCustomer(call(3), customer))).toBe('APPLIED');
    expect([held(), sent()]).toEqual([1, 1]);
  });

  test('of a caller who has left does not stop a write that is on its way', async () => {
    rig.served.faults.plant({ kind: 'lateReply', ms: 200, match: '^POST .*/customer$', count: 1 });
    const { client, systems } = workerAt(api.url);
    const lost = systems.erp.upsertCustomer(call(1), customer);
    await expect.poll(sent).toBe(1);
    await client.close();
    expect(words(await lost)).toBe('IN_DOUBT');
    // The next one waits for it, and is told what came of it.
    const next = await worker.systems.erp.upsertCustomer(call(2), customer);
    expect(next).toMatchObject({ kind: 'APPLIED', isNew: false });
    expect([held(), sent()]).toEqual([1, 1]);
  });

  test('that is refused is an outage', async () => {
    const { url } = api;
    await api.close();
    const { client, systems } = workerAt(url);
    closing.push(() => client.close());
    expect(words(await systems.erp.upsertCustomer(call(1), customer))).toBe('OUTAGE SYSTEM_API_UNREACHABLE');
    await expect(systems.erp.findCustomer(call(2))).rejects.toMatchObject({
      name: 'Fault',
      code: 'SYSTEM_UNAVAILABLE',
    });
  });
});

describe('what a process reads first', () => {
  test('customers that may match: by any spelling of name, by tax id, by website, and never a deleted one', async () => {
    const { erp } = worker.systems;
    const written = await erp.upsertCustomer(call(1), {
      ...customer,
      legalName: 'Ärzte & Söhne GmbH',
      taxId: 'DE 811-234-567',
      website: 'https://www.aerzte-soehne.example/start',
    });
    const ref = written.kind === 'APPLIED' ? written.ref : null;
    const nothing = { taxId: null, website: null };
    const by = async (query: Partial<{ name: string; taxId: string; website: string }>): Promise<unknown> => {
      const found = await erp.customersThatMayMatch({ name: 'Nobody At All', ...nothing, ...query });
      return found.filter((each) => each.ref.id === ref?.id).map(({ matchedOn, key: made }) => [matchedOn, made]);
    };
    expect(await by({ name: 'arzte & sohne' })).toEqual([[['NAME'], key]]);
    expect(await by({ taxId: 'de811234567' })).toEqual([[['TAX_ID'], key]]);
    expect(await by({ website: 'aerzte-soehne.example' })).toEqual([[['DOMAIN'], key]]);
    expect(await by({ name: 'ÄRZTE UND SÖHNE' })).toEqual([]);
    const all = { name: 'Ärzte & Söhne', taxId: 'DE811234567', website: 'aerzte-soehne.example' };
    expect(await by(all)).toEqual([[['TAX_ID', 'DOMAIN', 'NAME'], key]]);
    if (ref !== null) await erp.removeCustomer(call(2), ref);
    expect(await by(all)).toEqual([]);
  });

  test('an ERP that is silent is a fault, never "nobody"', async () => {
    rig.served.faults.plant({ kind: 'refuse' });
    await rig.served.faults.settled();
    const query = { name: 'Conformance', taxId: null, website: null };
    await expect(worker.systems.erp.customersThatMayMatch(query)).rejects.toMatchObject({ name: 'Fault' });
  });

  test('what the ERP once said of its legal entities is a fault when it cannot be asked again', async () => {
    const told = await rig.port.legalEntities(person());
    // No fault strikes this one query alone, and where all are struck the others would fail for it.
    const stale = { ...told.freshness, servedFrom: 'STALE_CACHE', staleReason: 'SYSTEM_TIMEOUT' } as const;
    const bent = { ...rig.port, legalEntities: () => Promise.resolve({ ...told, freshness: stale }) };
    const bentApi = await serveSystemApi(bent, store);
    const { client, systems } = workerAt(bentApi.url);
    closing.push(async () => {
      await client.close();
      await bentApi.close();
    });
    await expect(systems.erp.billingFacts()).rejects.toMatchObject({ name: 'Fault', code: 'SYSTEM_TIMEOUT' });
  });

  test('what the ERP accepts, and how a customer stands', async () => {
    const { erp } = worker.systems;
    const facts = await erp.billingFacts();
    expect(facts.legalEntities.length).toBe(rig.table('subsidiary').filter((row) => row.iselimination !== 'T').length);
    expect(facts.currencies).toContain('USD');
    expect(facts.paymentTerms.length).toBeGreaterThan(0);
    const held = rig.table('customer').find((row) => row.creditholdoverride === 'ON');
    const ref = (id: string): RecordRef => ({ system: 'ERP', instance: 'netsuite', kind: 'CUSTOMER', id });
    expect(await erp.customerStanding(ref(held?.id ?? ''))).toMatchObject({ credit: 'ON_HOLD' });
    expect(await erp.customerStanding(ref('987654321'))).toBeNull();
    const written = await erp.upsertCustomer(call(1), customer);
    const made = written.kind === 'APPLIED' ? await erp.customerStanding(written.ref) : null;
    expect(made).toMatchObject({ legalName: 'Conformance Ltd', active: false, credit: 'AUTOMATIC' });
  });

  test("a customer of the CRM, and which ids of others it holds; taking ours back leaves somebody else's", async () => {
    const crm = await startSalesforce(settings, retry);
    const crmApi = await serveSystemApi(crm.port, store);
    const { client, systems } = workerAt(crmApi.url);
    closing.push(async () => {
      await client.close();
      await crmApi.close();
      await crm.close();
    });
    const account = crm.table('Account').find((row) => row.ParentId !== null && row.ParentId !== undefined);
    const ref = (id: unknown): RecordRef => ({
      ...{ system: 'CRM', instance: 'salesforce', kind: 'CUSTOMER' },
      id: String(id),
    });
    const customerRef = ref(account?.Id);
    const told = await systems.crm.customer(customerRef);
    expect(told).toMatchObject({ ref: customerRef, name: account?.Name, parent: ref(account?.ParentId) });
    expect(await systems.crm.customer(ref('001000000000099AAA'))).toBeNull();
    const link = { customer: customerRef, links: { erp: '1', psa: '2' } };
    await systems.crm.linkCustomer(call(1), link);
    await crm.port.customerWrites.linkCustomer(person(), customerRef, { erp: '1', psa: 'theirs' });
    expect(words(await systems.crm.unlinkCustomer(call(2), link))).toBe('APPLIED');
    expect(await systems.crm.customerLinks(customerRef)).toEqual({ erp: null, psa: 'theirs' });
  });
});

test('a customer with further billing accounts is taken back whole', async () => {
  const { erp } = worker.systems;
  const written = await erp.upsertCustomer(call(1), customer);
  if (written.kind !== 'APPLIED') throw new Error(`The write ended as ${written.kind}`);
  const entities = rig.table('subsidiary').filter((row) => row.currency !== undefined);
  const other: RecordRef = { ...customer.legalEntity, id: entities[1]?.id ?? '' };
  const account = { customer: written.ref, legalEntity: other };
  expect(words(await erp.addBillingAccount(call(2), account))).toBe('APPLIED');
  expect(words(await erp.removeCustomer(call(3), written.ref))).toBe('APPLIED');
  expect(held()).toBe(0);
  const left = rig.now('customersubsidiaryrelationship').filter((row) => row.entity === written.ref.id);
  expect(left).toEqual([]);
});
