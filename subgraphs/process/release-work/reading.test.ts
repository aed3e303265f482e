// What is read of the systems before a release: nothing of it is dropped, and one odd project is no other's business.
import { describe, expect, test } from 'vitest';
import { planRelease } from './plan.ts';
import { readProject, readProjects } from './reading.ts';
import { books, buyer, question, seller } from './sample-work.ts';

const psa = (id: string) => ({ system: 'PSA', instance: 'psa', kind: 'PROJECT', id }) as const;
const erp = (id: string) => ({ system: 'ERP', instance: 'erp', kind: 'PROJECT', id }) as const;

/** Answers of the typed clients, as the systems give them; `limitIn` is the currency of a contract's cap. */
function sourcesOf(limitIn: Readonly<Record<string, string>>, workIn: string): Parameters<typeof readProject>[0] {
  const told = (id: string) => ({
    ...{ id, code: id, name: id, currency: 'EUR', billingModel: 'TIME_AND_MATERIALS', practice: null, region: null },
    ...{ serviceLine: null, legalEntity: { code: 'DE01' }, customer: { id: 'C1' }, contract: { id: `K-${id}` } },
  });
  const contract = (id: string) => ({
    ...{ id, number: id, status: 'ACTIVE', purchaseOrder: null, purchaseOrderValue: null, lines: [] },
    ...{ purchaseOrderExpiresOn: null, notToExceed: { amount: '1000.00', currency: limitIn[id.slice(2)] ?? 'EUR' } },
  });
  const work = (id: string) => ({
    ...{
      kind: 'TIME',
      ref: { ...psa(`T-${id}`), kind: 'TIME_ENTRY' },
      project: psa(id),
      version: 'v1',
      on: '2026-11-03',
    },
    ...{ minutes: 60, currency: workIn, hourlyRate: '100', role: 'Consultant', resource: null, task: null },
    ...{ approver: null, approvedAt: null, amount: null, approval: 'APPROVED', billable: true, billed: false },
    ...{ bill: null, category: null, hasReceipt: null },
  });
  const header = { customer: buyer().erp, billingHeld: false };
  const { ref, name, registrations, taxCodes, periods } = seller();
  const [account] = buyer().accounts;
  const terms = { taxCodes, periods, practices: [], serviceLines: [], geographies: [], costCentres: [] };
  const parties = {
    country: () => Promise.resolve('DE'),
    legalEntities: () => Promise.resolve([{ ref, code: 'DE01', name, country: 'DE', registrations }]),
    accounts: () =>
      Promise.resolve([
        { ...account, legalEntity: { code: 'DE01' }, legalName: 'Client AG', taxId: null, active: true },
      ]),
    lastTaxCode: () => Promise.resolve(null),
    invoiceFacts: () => Promise.resolve(terms),
    askAccounts: () => Promise.resolve(),
  };
  const systems = {
    billing: {
      project: (id: string) => Promise.resolve(told(id)),
      projectsOf: (ids: readonly string[]) => Promise.resolve(ids.map(told)),
      contract: (id: string) => Promise.resolve(contract(id)),
      contractsOf: (ids: readonly string[]) => Promise.resolve(ids.map(contract)),
    },
    psa: {
      billingWork: ({ projects }: { projects: readonly { id: string }[] }) =>
        Promise.resolve(projects.map(({ id }) => work(id))),
    },
    erp: {
      projectHeader: () => Promise.resolve(header),
      projectHeaders: (all: readonly object[]) => Promise.resolve(all.map(() => header)),
    },
  };
  const recordsOf = (id: string) => Promise.resolve([psa(id), erp(id)]);
  return {
    ...{ systems, parties, recordsOf, today: () => '2026-11-20' },
    recordsOfEach: (ids: readonly string[]) => Promise.all(ids.map(recordsOf)),
  } as unknown as Parameters<typeof readProject>[0];
}

describe('what is read before a release', () => {
  test('names time in another currency than its project’s, which then waits (rule 4)', async () => {
    const project = await readProject(sourcesOf({}, 'USD'), 'P1', '2026-11-20');
    if (project === null) throw new Error('nothing was read');
    const plan = planRelease(project, books(), question());
    expect(plan.documents).toEqual([]);
    expect(plan.held.map(({ hold }) => hold.code)).toEqual(['OTHER_CURRENCY']);
  });

  test('of one project that cannot be counted with keeps none of those read with it, and by itself says why (rules 2, 23)', async () => {
    const sources = sourcesOf({ P1: 'X0X' }, 'EUR');
    const read = await readProjects(sources, ['P1', 'P2'], '2026-11-20');
    expect(read.map((project) => project?.id ?? null)).toEqual([null, 'P2']);
    await expect(readProject(sources, 'P1', '2026-11-20')).rejects.toThrow(RangeError);
  });
});
