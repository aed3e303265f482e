// How many calls the NetSuite connector makes: counted in the stand-in's own request log, sign-in apart.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { person, refs, type Rig, startNetSuite, today } from './netsuite-rig.ts';

// Nothing is served from the cache but reference data: every question here is asked.
const settings = { figuresFreshMs: 0 };
const pages = (rows: number) => Math.max(1, Math.ceil(rows / 1_000));
let rig: Rig;
beforeAll(async () => {
  rig = await startNetSuite({ size: 'medium', settings });
  await rig.port.legalEntities(person());
});
afterAll(() => rig.close());

/** Calls and the rows they brought, by resource of the stand-in. */
async function traffic(run: () => Promise<unknown>): Promise<{ readonly calls: number; readonly rows: number }> {
  const before = rig.served.requests.totals().requests;
  await run();
  const made = rig.served.requests.list({ after: before });
  return { calls: made.length, rows: made.reduce((sum, { rows = 0 }) => sum + rows, 0) };
}

describe('with reference data at hand', () => {
  test('the whole receivables card of one customer costs two calls, its invoices and last payments included', async () => {
    const [busiest] = [...Map.groupBy(rig.table('transaction'), (row) => row.entity)]
      .filter(([entity]) => entity !== undefined)
      .sort(([, a], [, b]) => b.length - a.length);
    const asked = refs('CUSTOMER', [{ id: busiest?.[0] ?? '' }]);
    let position: Awaited<ReturnType<typeof rig.port.receivablesOf>> | null = null;
    const calls = await rig.calls(async () => {
      position = await rig.port.receivablesOf(person(), asked);
    });
    expect(calls).toBe(2);
    expect(position!.value[0]?.lastPayments.length).toBeGreaterThan(0);
  });

  test('receivables of a page of customers cost two calls too', async () => {
    const customers = refs('CUSTOMER', rig.table('customer').slice(0, 200));
    expect(customers.length).toBeGreaterThan(150);
    expect(await rig.calls(() => rig.port.receivablesOf(person(), customers))).toBe(2);
  });

  test('ledgers of 50 projects cost three calls, and of all projects one per thousand rows of each query', async () => {
    const jobs = refs('PROJECT', rig.table('job'));
    expect(await rig.calls(() => rig.port.ledgersOf(person(), jobs.slice(0, 50), today))).toBe(3);
    const isItem = rig.table('transactionline').filter((row) => row.mainline === 'F' && row.taxline === 'F');
    const billing = new Set(
      rig
        .table('transaction')
        .filter((row) => row.type === 'CustInvc' || row.type === 'CustCred')
        .map((row) => row.id),
    );
    const shares = new Set(
      isItem.filter((row) => billing.has(row.transaction)).map((row) => `${row.transaction}:${row.entity}`),
    );
    const expected = pages(jobs.length) + pages(shares.size) + pages(jobs.length);
    expect(shares.size).toBeGreaterThan(1_000);
    expect(await rig.calls(() => rig.port.ledgersOf(person(), jobs, today))).toBe(expected);
  });

  test('a page of invoices costs one call, its count included, and the next one as well', async () => {
    const query = { first: 200, after: null, legalEntities: null, customers: null, projects: null, statuses: null };
    const dates = { issuedFrom: null, issuedTo: null, overdueOn: null };
    let after: string | null = null;
    expect(
      await rig.calls(async () => {
        const { value } = await rig.port.invoices(person(), { ...query, ...dates });
        after = value.cursors.at(-1) ?? null;
      }),
    ).toBe(1);
    let totalCount: number | null = null;
    expect(
      await rig.calls(async () => {
        totalCount = (await rig.port.invoices(person(), { ...query, ...dates, after })).value.totalCount;
      }),
    ).toBe(1);
    expect(totalCount).toBe(rig.table('transaction').filter((row) => row.type === 'CustInvc').length);
  });

  test('lines and applications of every invoice cost one call per thousand rows and thousand invoices', async () => {
    const invoices = refs(
      'INVOICE',
      rig.table('transaction').filter((row) => row.type === 'CustInvc'),
    );
    expect(invoices.length).toBeGreaterThan(1_000);
    const lines = await traffic(() => rig.port.invoiceLinesOf(person(30_000), invoices));
    expect(lines.calls).toBeLessThanOrEqual(Math.ceil(invoices.length / 1_000) + Math.floor(lines.rows / 1_000));
    const applications = await traffic(() => rig.port.applicationsTo(person(30_000), invoices));
    expect(applications.calls).toBeLessThanOrEqual(
      Math.ceil(invoices.length / 1_000) + Math.floor(applications.rows / 1_000),
    );
    expect(lines.rows).toBeGreaterThan(2_000);
  });

  test('billing accounts, finance codes, schedules and revenue of a page cost one call each', async () => {
    const customers = refs('CUSTOMER', rig.table('customer').slice(0, 200));
    const jobs = refs('PROJECT', rig.table('job').slice(0, 50));
    expect(await rig.calls(() => rig.port.billingAccountsOf(person(), customers))).toBe(1);
    expect(await rig.calls(() => rig.port.financeProjectsByRef(person(), jobs))).toBe(1);
    expect(await rig.calls(() => rig.port.billingSchedulesOf(person(), jobs))).toBe(1);
    expect(await rig.calls(() => rig.port.revenueEventsOf(person(), jobs))).toBe(1);
    expect(await rig.calls(() => rig.port.invoicesOf(person(), jobs))).toBe(1);
  });
});

describe('labels and sharing', () => {
  test('reference data is asked once and then kept', async () => {
    await rig.port.dimensions(person());
    await rig.port.periods(person());
    expect(
      await rig.calls(async () => {
        const answers = [
          await rig.port.legalEntities(person()),
          await rig.port.dimensions(person()),
          await rig.port.periods(person()),
        ];
        expect(answers.map(({ freshness }) => freshness.servedFrom)).toEqual(['CACHE', 'CACHE', 'CACHE']);
      }),
    ).toBe(0);
  });

  test('nothing is asked about references of another account, and every position is answered', async () => {
    const foreign = { system: 'ERP', instance: 'other', kind: 'CUSTOMER', id: '1001' } as const;
    const job = { ...foreign, kind: 'PROJECT' } as const;
    expect(
      await rig.calls(async () => {
        expect((await rig.port.ledgersOf(person(), [job], today)).value).toEqual([null]);
        expect((await rig.port.billingAccountsOf(person(), [foreign])).value).toEqual([[]]);
        const [position] = (await rig.port.receivablesOf(person(), [foreign])).value;
        expect(position).toMatchObject({ customer: foreign, creditStanding: 'UNKNOWN', openInvoices: [] });
      }),
    ).toBe(0);
  });

  test('a document is read back without waiting for periods that are only asked about anew, which go on for whoever is next', async () => {
    const invoice = rig.table('transaction').find((row) => row.type === 'CustInvc');
    const [ref] = refs('INVOICE', [{ id: invoice?.id ?? '' }]);
    const readBack = async (): Promise<void> => {
      expect((await rig.port.invoiceWrites.documentNow(person(), ref!))?.period?.name).toBeDefined();
    };
    await readBack();
    const slow = rig.served.faults.plant({ kind: 'lateReply', ms: 2_000, match: 'suiteql' });
    await new Promise((resolve) => setTimeout(resolve, 3_200));
    const since = performance.now();
    await readBack();
    expect(performance.now() - since).toBeLessThan(1_500);
    await new Promise((resolve) => setTimeout(resolve, 2_300));
    expect(await rig.calls(readBack)).toBe(1);
    rig.served.faults.remove(slow.id);
  });

  test('code and ledger of the same projects asked at once share the look-up of the projects', async () => {
    const shared = await startNetSuite({ settings: {} });
    const jobs = refs('PROJECT', shared.table('job').slice(0, 50));
    await shared.port.legalEntities(person());
    const calls = await shared.calls(() =>
      Promise.all([
        shared.port.financeProjectsByRef(person(), jobs),
        shared.port.ledgersOf(person(), jobs, today),
        shared.port.ledgersOf(person(), jobs.toReversed(), today),
      ]),
    );
    expect(calls).toBe(3);
    await shared.close();
  });

  test('the account’s limit is never passed, however much is asked at once', async () => {
    const tight = await startNetSuite({ standIn: { concurrencyLimit: 5, serviceMs: 5 }, settings });
    const customers = refs('CUSTOMER', tight.table('customer'));
    await Promise.all([
      ...customers.map((customer) => tight.port.receivablesOf(person(), [customer])),
      tight.port.dimensions(person()),
      tight.port.periods(person()),
    ]);
    const statuses = new Set(tight.served.requests.list().map(({ status }) => status));
    expect(statuses).toEqual(new Set([200]));
    expect(tight.served.requests.list({ resource: 'token' }).length).toBe(1);
    await tight.close();
  });
});
