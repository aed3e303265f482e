// One vendor down, each in turn and in every way: the page still tells what the other two know, and says what is missing.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readFailures } from '../../subgraphs/ports/failures.ts';
import { openHouse, type Reply, type TestHouse } from '../house/house.ts';

const portfolio = readFileSync(new URL('../../schema/operations/portal-portfolio.graphql', import.meta.url), 'utf8');
const first = 5;
/** A fifth of production's limits, in production's proportions (5:6), so that thirty outages fit into a test. */
const env = {
  CACHE_FRESH_MS: '0',
  CACHE_STALE_MS: '60000',
  FIGURES_FRESH_MS: '0',
  VENDOR_TIMEOUT_MS: '1000',
  SUBGRAPH_MS: '1200',
};

const vendors = [
  ['salesforce', 'CRM'],
  ['kantata', 'PSA'],
  ['netsuite', 'ERP'],
] as const;
// The slow ones first, while the breaker is closed: behind an open one nothing would be waited for.
const faults = ['hang', 'slowBody', 'unavailable', 'reset', 'refuse'] as const;

interface Node {
  readonly id: string;
  readonly name: string | null;
  readonly financeCode: string | null;
  readonly customer: { readonly name: string | null } | null;
  readonly financials: { readonly contractValue: unknown; readonly billed: unknown } | null;
  readonly psaSource: { readonly servedFrom: string; readonly staleReason: string | null } | null;
  readonly erpSource: { readonly servedFrom: string; readonly staleReason: string | null } | null;
}

const nodesOf = (reply: Reply): readonly Node[] =>
  (reply.data as { projects: { edges: { node: Node }[] } | null }).projects?.edges.map((edge) => edge.node) ?? [];

async function plant(house: TestHouse, vendor: (typeof vendors)[number][0], kind: string): Promise<void> {
  const register = house.sandbox.standIns[vendor].faults;
  register.plant({ kind, match: '.*', ...(kind === 'slowBody' ? { ms: 60_000 } : {}) });
  await register.settled();
}

async function heal(house: TestHouse, vendor: (typeof vendors)[number][0]): Promise<void> {
  const register = house.sandbox.standIns[vendor].faults;
  register.clear();
  await register.settled();
}

/** What the silent system alone knows is missing or labelled old; what the others know is there. */
function checkPartial(reply: Reply, system: 'CRM' | 'PSA' | 'ERP', warm: boolean): void {
  expect(reply.status).toBe(200);
  const nodes = nodesOf(reply);
  expect(nodes.length, reply.text.slice(0, 400)).toBe(first);
  const known = {
    CRM: nodes.some((node) => node.customer?.name != null),
    PSA: nodes.every((node) => node.name !== null),
    ERP: nodes.some((node) => node.financeCode !== null) && nodes.some((node) => node.financials?.billed != null),
  };
  for (const other of ['CRM', 'PSA', 'ERP'] as const) {
    // Without the PSA nothing says which customer a project has; the CRM's fields hang on that.
    if (other !== system && !(system === 'PSA' && other === 'CRM' && !warm))
      expect(known[other], `${other} while ${system} is down`).toBe(true);
  }
  if (warm) {
    expect(known[system], `${system} from memory`).toBe(true);
    const labels = nodes.flatMap((node) =>
      system === 'PSA' ? [node.psaSource] : system === 'ERP' ? [node.erpSource] : [],
    );
    for (const label of labels) if (label !== null) expect(label.servedFrom).toBe('STALE_CACHE');
    return;
  }
  expect(known[system], `${system} without memory`).toBe(false);
  const told = reply.errors.filter((error) => error.extensions?.system === system);
  expect(told.length, reply.text.slice(0, 300)).toBeGreaterThan(0);
  for (const error of told) {
    expect(error.path?.[0]).toBe('projects');
    expect(readFailures).toContain(error.extensions?.code);
    expect(error.message).not.toMatch(/127\.0\.0\.1|Bearer|select/i);
  }
}

describe.each(vendors)('%s down', (vendor, system) => {
  let house: TestHouse;
  beforeAll(async () => {
    house = await openHouse({ env });
  }, 60_000);
  afterAll(async () => {
    await heal(house, vendor);
    await house.close();
  });

  const ask = () => house.ask('finance-controller', portfolio, { first, currency: 'USD' });

  // Cold first: nothing of the silent system was ever read by this house, beyond who its records are.
  test.each(faults)(
    '%s, cold: the others’ fields are there, the missing ones null with path, code and system',
    async (kind) => {
      await plant(house, vendor, kind);
      checkPartial(await ask(), system, false);
      if (kind === 'hang') expect(house.sandbox.standIns[vendor].faults.list()[0]?.struck).toBeGreaterThan(0);
      await heal(house, vendor);
    },
    30_000,
  );

  test('it comes back by itself', async () => {
    await expect.poll(async () => (await ask()).errors.length, { timeout: 20_000, interval: 500 }).toBe(0);
  }, 30_000);

  test.each(faults)(
    '%s, warm: its last words are repeated and labelled',
    async (kind) => {
      await plant(house, vendor, kind);
      checkPartial(await ask(), system, true);
      await heal(house, vendor);
    },
    30_000,
  );
});

test('a vendor that hangs while the house starts keeps nobody else from serving, and is read when it is back', async () => {
  const house = await openHouse({
    env,
    plant: async (sandbox) => {
      sandbox.standIns.kantata.faults.plant({ kind: 'hang', match: '.*' });
      await sandbox.standIns.kantata.faults.settled();
    },
  });
  try {
    const others = await house.ask(
      'finance-controller',
      '{ customers(first: 2) { edges { node { name receivables { currency } } } } }',
    );
    expect(others.errors).toEqual([]);
    const projects = await house.ask('finance-controller', portfolio, { first });
    expect(projects.errors[0]?.extensions?.system).toBe('PSA');
    await heal(house, 'kantata');
    await expect
      .poll(async () => nodesOf(await house.ask('finance-controller', portfolio, { first })).length, {
        timeout: 25_000,
        interval: 1_000,
      })
      .toBe(first);
  } finally {
    await house.close();
  }
}, 60_000);

test('a mapping that contradicts the vendor’s own description stops the start and names every difference', async () => {
  const drift = async (): Promise<void> => {
    const house = await openHouse({
      plant: (sandbox) => {
        sandbox.standIns.salesforce.faults.plant({ kind: 'schemaDrift', match: 'describe', remove: 'Segment__c' });
        return Promise.resolve();
      },
    });
    await house.close();
  };
  await expect(drift()).rejects.toThrow('Account has no field Segment__c');
}, 30_000);
