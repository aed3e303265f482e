// Projects of the NetSuite connector: finance codes, ledgers, schedules and revenue against the stand-in's own rows.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ProjectLedger } from '../../schema/canon/invoice.ts';
import { person, ref, refs, type Rig, startNetSuite, type StateRow, today, total, units } from './netsuite-rig.ts';

let rig: Rig;
let ledgers: readonly (ProjectLedger | null)[];
beforeAll(async () => {
  rig = await startNetSuite();
  ledgers = (await rig.port.ledgersOf(person(), refs('PROJECT', rig.table('job')), today)).value;
});
afterAll(() => rig.close());

const isItem = (row: StateRow) => row.mainline === 'F' && row.taxline === 'F';
const by = (rows: readonly StateRow[], column: string) => Map.groupBy(rows, (row) => row[column] ?? '');
const isoOf = (currency: string | undefined) => rig.table('currency').find((row) => row.id === currency)?.symbol;

/** Ledger lines with the columns of their transaction, their line and their account. */
function bookLines(): readonly StateRow[] {
  const types = new Map(rig.table('transaction').map((row) => [row.id, row.type]));
  const entities = new Map(rig.table('transactionline').map((row) => [`${row.transaction}:${row.id}`, row.entity]));
  const accounts = new Map(rig.table('account').map((row) => [row.id, row.accttype]));
  return rig.table('transactionaccountingline').map((row) => ({
    type: types.get(row.transaction) ?? '',
    transaction: row.transaction ?? '',
    entity: entities.get(`${row.transaction}:${row.transactionline}`) ?? '',
    accttype: accounts.get(row.account) ?? '',
    amount: row.amount ?? '0',
  }));
}

describe('finance projects', () => {
  test('carry their code and the PSA project their reference field names, right or wrong', async () => {
    const jobs = rig.table('job');
    const { value } = await rig.port.financeProjectsByRef(person(), [
      ...refs('PROJECT', jobs),
      ref('PROJECT', '424242'),
    ]);
    expect(value.at(-1)).toBeNull();
    for (const [index, job] of jobs.entries()) {
      expect(value[index]?.financeCode).toBe(job.entityid);
      expect(value[index]?.links.map(({ id }) => id)).toEqual(
        [job.custentity_psa_project].filter((id) => id !== undefined),
      );
    }
    expect(value.some((project) => project?.links.length === 0)).toBe(true);
  });
});

describe('ledgers', () => {
  test('bill what the lines of invoices less credit memos say, in the project’s currency', () => {
    const billing = new Set(
      rig
        .table('transaction')
        .filter((row) => row.type === 'CustInvc' || row.type === 'CustCred')
        .map((row) => row.id),
    );
    const lines = by(
      rig.table('transactionline').filter((row) => isItem(row) && billing.has(row.transaction)),
      'entity',
    );
    for (const [index, job] of rig.table('job').entries()) {
      expect(ledgers[index]?.currency).toBe(isoOf(job.currency));
      expect(units(ledgers[index]?.billed.amount)).toBe(-total(lines.get(job.id ?? '') ?? [], 'foreignamount'));
    }
  });

  test('split every invoice whole: all projects together hold what is open, overdue and collected in each currency', () => {
    const invoices = by(
      rig.table('transaction').filter((row) => row.type === 'CustInvc'),
      'currency',
    );
    for (const [currency, rows] of invoices) {
      const own = ledgers.filter((ledger) => ledger !== null && ledger.currency === isoOf(currency));
      const told = (pick: (ledger: ProjectLedger) => string) =>
        own.reduce((sum, ledger) => sum + (ledger === null ? 0n : units(pick(ledger))), 0n);
      expect(told((ledger) => ledger.openReceivable.amount)).toBe(total(rows, 'foreignamountunpaid'));
      expect(told((ledger) => ledger.collected.amount)).toBe(total(rows, 'foreignamountpaid'));
      const overdue = rows.filter((row) => (row.duedate ?? '9999') < today);
      expect(told((ledger) => ledger.overdue.amount)).toBe(total(overdue, 'foreignamountunpaid'));
    }
    expect(invoices.size).toBeGreaterThan(3);
  });

  test('a project whose invoices are its own holds their open balances to the cent', () => {
    const lines = by(rig.table('transactionline').filter(isItem), 'transaction');
    const invoices = rig.table('transaction').filter((row) => row.type === 'CustInvc');
    const shared = new Set<string>();
    const own = new Map<string, bigint>();
    for (const invoice of invoices) {
      const jobs = [...new Set((lines.get(invoice.id ?? '') ?? []).map((line) => line.entity ?? ''))];
      if (jobs.length > 1) jobs.forEach((job) => shared.add(job));
      else own.set(jobs[0]!, (own.get(jobs[0]!) ?? 0n) + units(invoice.foreignamountunpaid));
    }
    const jobs = rig.table('job');
    const checked = jobs.filter(({ id = '' }, index) => {
      if (shared.has(id)) return false;
      expect(units(ledgers[index]?.openReceivable.amount)).toBe(own.get(id) ?? 0n);
      return true;
    });
    expect(checked.length).toBeGreaterThan(50);
    expect(shared.size).toBeGreaterThan(1);
  });

  test('tell revenue by journal, deferred revenue and cost from the books, in the legal entity’s currency', () => {
    const lines = by(bookLines(), 'entity');
    const subsidiaries = new Map(rig.table('subsidiary').map((row) => [row.id, isoOf(row.currency)]));
    for (const [index, job] of rig.table('job').entries()) {
      const own = lines.get(job.id ?? '') ?? [];
      const sum = (type: string, from = own) =>
        total(
          from.filter((row) => row.accttype === type),
          'amount',
        );
      const ledger = ledgers[index]!;
      expect(units(ledger.recognized.amount)).toBe(
        -sum(
          'Income',
          own.filter((row) => row.type === 'Journal'),
        ),
      );
      expect(units(ledger.deferred.amount)).toBe(-sum('DeferRevenue'));
      expect(units(ledger.postedCost.amount)).toBe(sum('COGS') + sum('Expense'));
      if (own.length > 0) expect(ledger.postedCost.currency).toBe(subsidiaries.get(job.subsidiary));
    }
    expect(ledgers.some((ledger) => ledger !== null && ledger.currency !== ledger.postedCost.currency)).toBe(true);
  });
});

describe('revenue and schedules', () => {
  test('revenue events add up to the ledger, oldest first', async () => {
    const { value } = await rig.port.revenueEventsOf(person(), refs('PROJECT', rig.table('job')));
    for (const [index, events] of value.entries()) {
      const sum = (pick: (event: (typeof events)[number]) => string) =>
        events.reduce((all, event) => all + units(pick(event)), 0n);
      expect(sum((event) => event.recognized.amount)).toBe(units(ledgers[index]?.recognized.amount));
      expect(sum((event) => event.deferredDelta.amount)).toBe(units(ledgers[index]?.deferred.amount));
      const days = events.map((event) => event.postedOn);
      expect(days).toEqual(days.toSorted());
    }
    const events = value.flat();
    expect(new Set(events.map((event) => event.ref.id)).size).toBe(events.length);
    expect(events.some((event) => event.method === 'Cost to Cost')).toBe(true);
  });

  test('schedule lines tell amount, state and the invoice that billed them, in order of date', async () => {
    const jobs = rig.table('job');
    const { value } = await rig.port.billingSchedulesOf(person(), refs('PROJECT', jobs));
    const rows = by(rig.table('customrecord_billing_schedule_line'), 'custrecord_job');
    const states = { PENDING: 'PLANNED', READY: 'READY', INVOICED: 'BILLED', CANCELLED: 'CANCELLED' } as const;
    for (const [index, { id = '' }] of jobs.entries()) {
      const own = rows.get(id) ?? [];
      const told = value[index]!.flatMap((schedule) => schedule.lines);
      expect(told.map(({ amount, status, invoice }) => [units(amount.amount), status, invoice?.id]).sort()).toEqual(
        own
          .map((row) => [
            units(row.custrecord_amount),
            states[row.custrecord_status as keyof typeof states],
            row.custrecord_invoice,
          ])
          .sort(),
      );
      for (const schedule of value[index]!) {
        const days = schedule.lines.map((line) => line.dueOn ?? '');
        expect(days).toEqual(days.toSorted());
        expect(schedule.lines.map((line) => line.number)).toEqual(schedule.lines.map((_, position) => position + 1));
      }
    }
    expect(value.flat().length).toBeGreaterThan(10);
  });
});
