// What a process changed shows in the next answers of the gateway (rule 64), although both the gateway and the system APIs keep answers
// for ten minutes here: a change that no process made does not show, so what shows was told.
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mintId } from '../../schema/canon/identity.ts';
import type { Role } from '../../schema/canon/roles.ts';
import { makeProspects, type Prospect, updateAccount } from '../chaos/prospects.ts';
import { openHouse, type TestHouse } from '../house/house.ts';

let house: TestHouse;
let planted: readonly Prospect[] = [];

beforeAll(async () => {
  const port = await freePort();
  const kept = { CACHE_FRESH_MS: '600000', FIGURES_FRESH_MS: '600000' };
  house = await openHouse({
    ...{ worker: true, env: { ...kept, ADMIN_PORT: port, GATEWAY_ADMIN_URL: `http://127.0.0.1:${port}` } },
    plant: async (sandbox) => {
      planted = await makeProspects(sandbox, 2);
    },
  });
}, 60_000);
afterAll(() => house.close());

async function freePort(): Promise<string> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return String(port);
}

const query = 'query ($id: ID!) { customer(id: $id) { name billingAccounts { id } } }';

/** A customer as the gateway shows it: name, and how many billing accounts. */
async function shown({ id }: Prospect, role: Role): Promise<string> {
  const reply = await house.ask(role, query, { id });
  expect(reply.errors, reply.text).toEqual([]);
  const { customer } = reply.data as { customer: { name: string; billingAccounts: unknown[] | null } };
  return `${customer.name}: ${customer.billingAccounts?.length ?? 0}`;
}

async function onboard({ id, account }: Prospect): Promise<string> {
  const entityOf = (own: string) => mintId({ system: 'ERP', instance: 'netsuite', kind: 'LEGAL_ENTITY', id: own });
  const input = {
    ...{ idempotencyKey: `writes-${account}`, customerId: id, currency: 'USD' },
    legalEntityIds: [entityOf('2'), entityOf('3')],
  };
  const reply = await house.ask(
    'account-manager',
    'mutation ($input: OnboardCustomerInput!) { onboardCustomer(input: $input) { run { id state } userErrors { code } } }',
    { input },
  );
  return (reply.data as { onboardCustomer: { run: { id: string } } }).onboardCustomer.run.id;
}

test('after a customer was onboarded everybody is shown it, though older answers were kept', async () => {
  const [prospect, other] = planted;
  if (prospect === undefined || other === undefined) throw new Error('nobody was planted');
  const roles = ['account-manager', 'finance-controller', 'operator'] as const;
  for (const role of roles) {
    expect(await shown(prospect, role)).toBe(`${prospect.name}: 0`);
    expect(await shown(other, role)).toBe(`${other.name}: 0`);
  }
  await updateAccount(house.sandbox, other.account, { Name: 'Renamed by hand' });
  const runId = await onboard(prospect);
  await expect
    .poll(
      async () => {
        const reply = await house.ask('operator', 'query ($id: ID!) { run(id: $id) { state } }', { id: runId });
        return (reply.data as { run: { state: string } }).run.state;
      },
      { timeout: 60_000, interval: 50 },
    )
    .toBe('DONE');
  // The first answers after the event; nobody waits for the age of what was kept, which is ten minutes.
  for (const role of roles) {
    await expect.poll(() => shown(prospect, role), { timeout: 20_000, interval: 50 }).toBe(`${prospect.name}: 2`);
    expect(await shown(other, role)).toBe(`${other.name}: 0`);
  }
}, 120_000);
