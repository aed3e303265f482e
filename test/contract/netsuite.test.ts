// The NetSuite connector against the stand-in over HTTP: every figure checked against sums of the stand-in's own rows.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CreditMemo, Invoice, Payment } from '../../schema/canon/invoice.ts';
import type { Page } from '../../schema/canon/paging.ts';
import type { DocumentQuery } from '../../subgraphs/ports/erp.ts';
import { UnsupportedFilterError } from '../../subgraphs/ports/failures.ts';
import { person, ref, refs, type Rig, startNetSuite, type StateRow, today, total, units } from './netsuite-rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startNetSuite();
});
afterAll(() => rig.close());

const everything: DocumentQuery = {
  first: 100,
  after: null,
  legalEntities: null,
  customers: null,
  projects: null,
  statuses: null,
  issuedFrom: null,
  issuedTo: null,
  overdueOn: null,
};
const allCash = { first: 100, after: null, legalEntities: null, customers: null, unappliedOnly: false };

const rowsWhere = (table: string, test: (row: StateRow) => boolean) => rig.table(table).filter(test);
const documents = (type: string) => rowsWhere('transaction', (row) => row.type === type);
const isItem = (row: StateRow) => row.mainline === 'F' && row.taxline === 'F';
const isoOf = (currency: string | undefined) => rowsWhere('currency', (row) => row.id === currency)[0]?.symbol ?? '';
const sumOf = (amounts: readonly { readonly amount: string }[]) =>
  amounts.reduce((sum, { amount }) => sum + units(amount), 0n);
/** Rows by the value of one column. */
const by = (rows: readonly StateRow[], column: string) => Map.groupBy(rows, (row) => row[column] ?? '');

async function everyInvoice(query: Partial<DocumentQuery> = {}): Promise<readonly Invoice[]> {
  const found: Invoice[] = [];
  let after: string | null = null;
  do {
    const { value } = await rig.port.invoices(person(), { ...everything, ...query, after });
    found.push(...value.items);
    expect(value.totalCount).not.toBeNull();
    after = value.hasNextPage ? (value.cursors.at(-1) ?? null) : null;
  } while (after !== null);
  return found;
}

describe('reference data', () => {
  test('legal entities carry their code and the ISO currency of their books, whatever the currency is called', async () => {
    const { value, freshness } = await rig.port.legalEntities(person());
    expect(freshness).toMatchObject({ system: 'ERP', instance: 'netsuite' });
    expect(value.map(({ code, functionalCurrency }) => [code, functionalCurrency])).toEqual([
      [null, 'USD'],
      ['US01', 'USD'],
      ['UK01', 'GBP'],
      ['DE01', 'EUR'],
      ['JP01', 'JPY'],
    ]);
    expect(value.map(({ taxRegistration }) => taxRegistration !== null)).toEqual([false, true, true, true, true]);
    expect(rowsWhere('currency', (row) => row.symbol === 'EUR')[0]?.name).not.toBe('EUR');
  });

  test('periods are the posting ones, oldest first, each ledger with its own state', async () => {
    const { value } = await rig.port.periods(person());
    const posting = rowsWhere('accountingperiod', (row) => row.isquarter === 'F' && row.isyear === 'F');
    expect(value.length).toBe(posting.length);
    expect(value.map((period) => period.startOn)).toEqual(value.map((period) => period.startOn).sort());
    const expected = new Map(posting.map((row) => [row.id, row]));
    const state = (row: StateRow | undefined, locked: string | undefined) =>
      row?.closed === 'T' ? 'CLOSED' : locked === 'T' || row?.alllocked === 'T' ? 'LOCKED' : 'OPEN';
    for (const period of value) {
      const row = expected.get(period.ref.id);
      expect([period.receivables, period.payables, period.ledger]).toEqual([
        state(row, row?.arlocked),
        state(row, row?.aplocked),
        state(row, row?.alllocked),
      ]);
    }
    expect(new Set(value.map((period) => period.receivables))).toEqual(new Set(['CLOSED', 'LOCKED', 'OPEN']));
    expect(value.some((period) => period.receivables !== period.payables)).toBe(true);
  });

  test('dimensions of all three kinds', async () => {
    const { value } = await rig.port.dimensions(person());
    const rows = ['department', 'classification', 'location'].flatMap((table) => rig.table(table));
    expect(value.map(({ name }) => name)).toEqual(rows.map((row) => row.name));
    expect(new Set(value.map(({ ref: { id } }) => id)).size).toBe(rows.length);
  });

  test.each([today, '2026-03-15'])('the latest rate of every pair on or before %s', async (on) => {
    const { value } = await rig.port.exchangeRates(person(), on);
    const known = rowsWhere('currencyrate', (row) => (row.effectivedate ?? '') <= on);
    const pairs = Map.groupBy(known, (row) => `${isoOf(row.transactioncurrency)}>${isoOf(row.basecurrency)}`);
    expect(value.length).toBe(pairs.size);
    for (const { from, to, rate, on: day } of value) {
      const latest = pairs
        .get(`${from}>${to}`)
        ?.sort((a, b) => ((a.effectivedate ?? '') < (b.effectivedate ?? '') ? 1 : -1))[0];
      expect([day, units(rate)]).toEqual([latest?.effectivedate, units(latest?.exchangerate)]);
    }
  });
});

describe('customers', () => {
  test('every subsidiary that may bill and every currency make a billing account', async () => {
    const customers = rig.table('customer');
    const { value } = await rig.port.billingAccountsOf(person(), refs('CUSTOMER', customers));
    const relationships = by(rig.table('customersubsidiaryrelationship'), 'entity');
    const currencies = by(rig.table('customercurrencies'), 'customer');
    for (const [index, { id = '', companyname, isinactive }] of customers.entries()) {
      const expected = (relationships.get(id) ?? []).flatMap(({ subsidiary }) =>
        (currencies.get(id) ?? []).map(({ currency }) => `${id}:${subsidiary}:${currency}`),
      );
      expect(value[index]?.map((account) => account.ref.id).sort()).toEqual(expected.sort());
      expect(value[index]?.every((account) => account.legalName === companyname)).toBe(true);
      expect(value[index]?.every((account) => account.active === (isinactive === 'F'))).toBe(true);
    }
  });

  test('receivables tie to the open amounts of every customer and, in sum, to the receivables account', async () => {
    const customers = rig.table('customer');
    const { value } = await rig.port.receivablesOf(person(), refs('CUSTOMER', customers));
    const byCustomer = by(rig.table('transaction'), 'entity');
    for (const [index, { id = '' }] of customers.entries()) {
      const own = byCustomer.get(id) ?? [];
      const open = own.filter((row) => row.type === 'CustInvc' && units(row.foreignamountunpaid) !== 0n);
      const position = value[index]!;
      expect(position.openInvoices.map((invoice) => invoice.ref.id).sort()).toEqual(open.map((row) => row.id).sort());
      expect(sumOf(position.openInvoices.map((invoice) => invoice.openBalance))).toBe(
        total(open, 'foreignamountunpaid'),
      );
      const unused = (type: string) =>
        total(
          own.filter((row) => row.type === type),
          'foreignpaymentamountunused',
        );
      expect(sumOf(position.unappliedPayments.map((payment) => payment.unapplied))).toBe(unused('CustPymt'));
      expect(sumOf(position.openCredits.map((credit) => credit.unapplied))).toBe(unused('CustCred'));
    }
    const account = rowsWhere('account', (row) => row.accttype === 'AcctRec')[0]?.id;
    const booked = total(
      rowsWhere('transactionline', (row) => row.expenseaccount === account),
      'foreignamount',
    );
    const told = value.map(
      ({ openInvoices, unappliedPayments, openCredits }) =>
        sumOf(openInvoices.map((invoice) => invoice.openBalance)) -
        sumOf(unappliedPayments.map((payment) => payment.unapplied)) -
        sumOf(openCredits.map((credit) => credit.unapplied)),
    );
    expect(told.reduce((a, b) => a + b, 0n)).toBe(booked);
  });

  test('credit standing and the latest payment per legal entity and currency', async () => {
    const customers = rig.table('customer');
    const { value } = await rig.port.receivablesOf(person(), refs('CUSTOMER', customers));
    const standings = { AUTO: 'AUTOMATIC', ON: 'ON_HOLD', OFF: 'RELEASED' } as const;
    const mainOf = new Map(
      rowsWhere('transactionline', (row) => row.mainline === 'T').map((row) => [row.transaction, row]),
    );
    const payments = by(documents('CustPymt'), 'entity');
    for (const [index, row] of customers.entries()) {
      expect(value[index]?.creditStanding).toBe(standings[row.creditholdoverride as keyof typeof standings]);
      const groups = Map.groupBy(
        payments.get(row.id ?? '') ?? [],
        (payment) => `${mainOf.get(payment.id)?.subsidiary ?? ''}|${isoOf(payment.currency)}`,
      );
      const latest = [...groups].map(
        ([group, own]) =>
          `${group}|${own
            .map((one) => one.trandate ?? '')
            .sort()
            .at(-1)}`,
      );
      const told = value[index]?.lastPayments.map(
        (payment) => `${payment.legalEntity.id}|${payment.amount.currency}|${payment.receivedOn}`,
      );
      expect(told?.sort()).toEqual(latest.sort());
      for (const payment of value[index]?.lastPayments ?? []) {
        const found = documents('CustPymt').find((candidate) => candidate.id === payment.ref.id);
        expect([payment.number, units(payment.amount.amount)]).toEqual([found?.tranid, units(found?.foreigntotal)]);
      }
    }
    expect(value.flatMap((position) => position.lastPayments).length).toBeGreaterThan(20);
  });
});

describe('invoices', () => {
  test('all pages together are every invoice once, latest first, then by id', async () => {
    const found = await everyInvoice();
    const expected = documents('CustInvc').sort((a, b) =>
      a.trandate === b.trandate ? Number(a.id) - Number(b.id) : (a.trandate ?? '') < (b.trandate ?? '') ? 1 : -1,
    );
    expect(found.map((invoice) => invoice.ref.id)).toEqual(expected.map((row) => row.id));
    const lines = by(rowsWhere('transactionline', isItem), 'transaction');
    for (const [index, row] of expected.entries()) {
      const invoice = found[index]!;
      const jobs = new Set(lines.get(row.id ?? '')?.map((line) => line.entity));
      expect(invoice).toMatchObject({
        number: row.tranid,
        customer: { id: row.entity },
        currency: isoOf(row.currency),
      });
      expect(invoice.project?.id).toBe(jobs.size === 1 ? [...jobs][0] : undefined);
      expect(units(invoice.net.amount)).toBe(-total(lines.get(row.id ?? '') ?? [], 'foreignamount'));
      expect(units(invoice.net.amount) + units(invoice.tax.amount)).toBe(units(invoice.total.amount));
      expect(units(invoice.openBalance.amount)).toBe(units(row.foreignamountunpaid));
      expect(invoice.dispute === null).toBe(
        row.custbody_dispute_reason === undefined || row.custbody_dispute_status === 'RESOLVED',
      );
    }
    expect(found.filter((invoice) => invoice.project === null).length).toBeGreaterThan(0);
    expect(found.filter((invoice) => invoice.dispute !== null).length).toBeGreaterThan(0);
  });

  test('every status, customer, legal entity, day and project filters what it says', async () => {
    const all = await everyInvoice();
    const [one] = all;
    const due = all.filter(
      (invoice) => invoice.dueOn !== null && invoice.dueOn < today && units(invoice.openBalance.amount) > 0n,
    );
    const job = one!.project!;
    const ofJob = new Set(
      rowsWhere('transactionline', (row) => row.entity === job.id && isItem(row)).map((row) => row.transaction),
    );
    const cases: readonly (readonly [Partial<DocumentQuery>, readonly Invoice[]])[] = [
      [{ statuses: ['PAID'] }, all.filter((invoice) => invoice.status === 'PAID')],
      [{ statuses: ['OPEN', 'PARTIALLY_PAID'] }, all.filter((invoice) => invoice.status !== 'PAID')],
      [{ statuses: ['VOIDED', 'UNKNOWN', 'PENDING_APPROVAL', 'DRAFT'] }, []],
      [{ customers: [one!.customer] }, all.filter((invoice) => invoice.customer.id === one!.customer.id)],
      [{ legalEntities: [one!.legalEntity] }, all.filter((invoice) => invoice.legalEntity.id === one!.legalEntity.id)],
      [
        { issuedFrom: '2026-03-01', issuedTo: '2026-03-31' },
        all.filter((invoice) => invoice.issuedOn.startsWith('2026-03')),
      ],
      [{ overdueOn: today }, due],
      [{ projects: [job] }, all.filter((invoice) => ofJob.has(invoice.ref.id))],
    ];
    for (const [query, expected] of cases) expect(await everyInvoice({ first: 30, ...query })).toEqual(expected);
    expect(all.some((invoice) => invoice.status === 'PARTIALLY_PAID')).toBe(true);
  });

  test('a filter by somebody else’s record, or by no record, finds nothing and costs no call', async () => {
    const foreign = { system: 'CRM', instance: 'salesforce', kind: 'CUSTOMER', id: '1' } as const;
    const questions = [
      { customers: [foreign] },
      { projects: [] },
      { legalEntities: [] },
      { statuses: ['DRAFT' as const] },
    ];
    const calls = await rig.calls(async () => {
      for (const question of questions) {
        const { value } = await rig.port.invoices(person(), { ...everything, ...question });
        expect(value).toEqual({ items: [], cursors: [], hasNextPage: false, totalCount: 0 });
      }
    });
    expect(calls).toBe(0);
  });

  test('a cursor of another list is refused', async () => {
    const { value } = await rig.port.payments(person(), allCash);
    const after = value.cursors[0]!;
    await expect(rig.port.invoices(person(), { ...everything, after })).rejects.toThrow(UnsupportedFilterError);
  });

  test('by reference in the order asked, null for what is not there or not ours', async () => {
    const [first, second] = documents('CustInvc');
    const payment = documents('CustPymt')[0];
    const asked = [
      ref('INVOICE', second?.id ?? ''),
      ref('INVOICE', '999999999'),
      ref('INVOICE', "1' OR '1'='1"),
      { ...ref('INVOICE', first?.id ?? ''), instance: 'netsuite-2' },
      ref('INVOICE', payment?.id ?? ''),
      ref('INVOICE', first?.id ?? ''),
    ];
    const { value } = await rig.port.invoicesByRef(person(), asked);
    expect(value.map((invoice) => invoice?.ref.id ?? null)).toEqual([second?.id, null, null, null, null, first?.id]);
  });

  test('of projects: the same invoices as by line, whole even when they are of several', async () => {
    const jobs = rig.table('job');
    const { value } = await rig.port.invoicesOf(person(), refs('PROJECT', jobs));
    const all = new Map((await everyInvoice()).map((invoice) => [invoice.ref.id, invoice]));
    const lines = by(rowsWhere('transactionline', isItem), 'entity');
    for (const [index, { id = '' }] of jobs.entries()) {
      const expected = new Set(
        (lines.get(id) ?? []).map((line) => line.transaction ?? '').filter((one) => all.has(one)),
      );
      expect(new Set(value[index]?.map((invoice) => invoice.ref.id))).toEqual(expected);
      expect(value[index]).toEqual(value[index]?.map((invoice) => all.get(invoice.ref.id)));
      const days = value[index]?.map((invoice) => invoice.issuedOn);
      expect(days).toEqual(days?.toSorted().reverse());
    }
  });

  test('lines add up to the net, applications to what was paid', async () => {
    const invoices = await everyInvoice();
    const asked = invoices.map((invoice) => invoice.ref);
    const lines = await rig.port.invoiceLinesOf(person(), asked);
    const applications = await rig.port.applicationsTo(person(), asked);
    for (const [index, invoice] of invoices.entries()) {
      expect(sumOf(lines.value[index]!.map((line) => line.net))).toBe(units(invoice.net.amount));
      const applied = applications.value[index]!.map((application) => application.applied);
      expect(sumOf(applied)).toBe(units(invoice.total.amount) - units(invoice.openBalance.amount));
    }
    const every = lines.value.flat();
    expect(every.every((line) => line.project !== null && line.dimensions.length === 3)).toBe(true);
    expect(every.every((line) => line.quantity !== null && !line.quantity.startsWith('-'))).toBe(true);
    expect(every.some((line) => line.taxCode === null)).toBe(true);
    expect(new Set(applications.value.flat().map(({ source }) => source.kind))).toEqual(
      new Set(['PAYMENT', 'CREDIT_MEMO']),
    );
  });

  test('payments and credit memos page by page, and only those with something left', async () => {
    for (const [list, type] of [
      ['payments', 'CustPymt'],
      ['creditMemos', 'CustCred'],
    ] as const) {
      const found: string[] = [];
      let after: string | null = null;
      do {
        const page: Page<Payment | CreditMemo> = (await rig.port[list](person(), { ...allCash, first: 50, after }))
          .value;
        found.push(...page.items.map((item) => item.ref.id));
        after = page.hasNextPage ? (page.cursors.at(-1) ?? null) : null;
      } while (after !== null);
      expect(found.toSorted()).toEqual(
        documents(type)
          .map((row) => row.id)
          .sort(),
      );
      const open = (await rig.port[list](person(), { ...allCash, unappliedOnly: true })).value;
      const unused = documents(type).filter((row) => units(row.foreignpaymentamountunused) !== 0n);
      expect(open.totalCount).toBe(unused.length);
      expect(sumOf(open.items.map((item) => item.unapplied))).toBe(total(unused, 'foreignpaymentamountunused'));
    }
  });
});
