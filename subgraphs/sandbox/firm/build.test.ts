import { describe, expect, it } from 'vitest';
import { buildFirm } from './build.ts';
import { workdaysBetween, dayOf } from './days.ts';
import type { Firm } from './firm.ts';
import { at } from './firm.ts';
import { divideRounded } from './money.ts';

const TODAY = '2026-11-20';
const demo = buildFirm({ size: 'demo', today: TODAY });
const FIRMS: readonly (readonly [string, Firm])[] = [
  ['demo', demo],
  ['demo with another seed', buildFirm({ size: 'demo', today: TODAY, seed: 7 })],
  ['demo of another day', buildFirm({ size: 'demo', today: '2027-03-02' })],
  ['medium', buildFirm({ size: 'medium', today: TODAY })],
];

function sum<T>(list: Iterable<T>, amount: (item: T) => bigint): bigint {
  let total = 0n;
  for (const item of list) total += amount(item);
  return total;
}

function groupBy<T, K>(list: readonly T[], key: (item: T) => K): Map<K, T[]> {
  return Map.groupBy(list, key);
}

describe.each(FIRMS)('the %s firm', (_name, firm) => {
  const lines = firm.invoices.flatMap((invoice) => invoice.lines.map((line) => ({ invoice, line })));

  it('numbers every list from 1 without gaps', () => {
    const lists = Object.entries(firm).filter((entry): entry is [string, { ordinal: number }[]] =>
      Array.isArray(entry[1]),
    );
    expect(lists.length).toBeGreaterThan(35);
    for (const [name, list] of lists)
      expect([name, list.findIndex((record, index) => record.ordinal !== index + 1)]).toEqual([name, -1]);
  });

  it('bills on every time line exactly the approved, billable hours that carry its mark', () => {
    const billed = groupBy(
      firm.timeEntries.filter((entry) => entry.invoice !== undefined),
      (entry) => entry.invoiceLine,
    );
    const timeLines = lines.filter(({ line }) => line.kind === 'time');
    expect(timeLines.length).toBeGreaterThan(300);
    expect(billed.size).toBe(timeLines.length);
    for (const { invoice, line } of timeLines) {
      const entries = billed.get(line.ordinal) ?? [];
      const minutes = entries.reduce((total, entry) => total + entry.minutes, 0);
      expect(
        entries.every((entry) => entry.state === 'approved' && entry.billable && entry.invoice === invoice.ordinal),
      ).toBe(true);
      expect(entries.every((entry) => entry.project === line.project && entry.rate === line.unitPrice)).toBe(true);
      expect(entries.every((entry) => entry.modifiedAt.slice(0, 10) < invoice.issuedOn)).toBe(true);
      expect(line.net).toBe(divideRounded(BigInt(minutes) * line.unitPrice, 60n));
      expect(Number(line.quantity)).toBe(minutes / 60);
    }
  });

  it('bills on every expense line exactly the expenses that carry its mark', () => {
    const billed = groupBy(
      firm.expenses.filter((expense) => expense.invoice !== undefined),
      (expense) => expense.invoiceLine,
    );
    for (const { line } of lines.filter(({ line: { kind } }) => kind === 'expense')) {
      const expenses = billed.get(line.ordinal) ?? [];
      expect(expenses.every((expense) => expense.billable && expense.state === 'approved')).toBe(true);
      expect(sum(expenses, (expense) => expense.amount)).toBe(line.net);
    }
  });

  it('bills on the lines of an instalment exactly its amount, and marks instalment and milestone', () => {
    const scheduleLines = firm.billingSchedules.flatMap((schedule) => schedule.lines);
    const billed = groupBy(
      lines.filter(({ line }) => line.scheduleLine !== undefined),
      ({ line }) => line.scheduleLine,
    );
    const invoiced = scheduleLines.filter((line) => line.state === 'invoiced');
    expect(billed.size).toBe(invoiced.length);
    for (const instalment of invoiced) {
      const own = billed.get(instalment.ordinal) ?? [];
      expect(sum(own, ({ line }) => line.net)).toBe(instalment.amount);
      expect(own.every(({ invoice }) => invoice.ordinal === instalment.invoice)).toBe(true);
      if (instalment.milestone !== undefined)
        expect(at(firm.milestones, instalment.milestone).invoice).toBe(instalment.invoice);
    }
  });

  it('makes schedules, milestones and obligations sum to the price they divide', () => {
    for (const schedule of firm.billingSchedules) {
      expect(sum(schedule.lines, (line) => line.amount)).toBe(at(firm.projects, schedule.project).price);
    }
    for (const [project, milestones] of groupBy(firm.milestones, (milestone) => milestone.project)) {
      expect(sum(milestones, (milestone) => milestone.amount)).toBe(at(firm.projects, project).price);
    }
    const contractLines = groupBy(firm.contractLines, (line) => line.contract);
    const obligations = groupBy(firm.obligations, (obligation) => obligation.contract);
    for (const contract of firm.contracts) {
      expect(sum(contractLines.get(contract.ordinal) ?? [], (line) => line.amount)).toBe(contract.totalValue);
      expect(sum(obligations.get(contract.ordinal) ?? [], (obligation) => obligation.allocated)).toBe(
        contract.totalValue,
      );
    }
  });

  it('adds invoices and credit memos up: lines plus tax is the total', () => {
    for (const document of [...firm.invoices, ...firm.creditMemos]) {
      expect(sum(document.lines, (line) => line.net)).toBe(document.net);
      expect(sum(document.lines, (line) => line.tax)).toBe(document.tax);
      expect(document.net + document.tax).toBe(document.total);
      expect(document.lines.every((line) => line.net > 0n && line.tax >= 0n)).toBe(true);
    }
  });

  it('leaves open exactly what payments and credits have not covered', () => {
    const applied = groupBy(firm.applications, (application) => application.invoice);
    for (const invoice of firm.invoices) {
      const own = applied.get(invoice.ordinal) ?? [];
      const by = (kind: string): bigint =>
        sum(
          own.filter(({ source }) => source.kind === kind),
          ({ amount }) => amount,
        );
      expect(invoice.paid).toBe(by('payment'));
      expect(invoice.credited).toBe(by('creditMemo'));
      expect(invoice.open).toBe(invoice.total - invoice.paid - invoice.credited);
      expect(invoice.open >= 0n).toBe(true);
      expect(own.every(({ appliedOn }) => appliedOn > invoice.issuedOn && appliedOn < firm.today)).toBe(true);
    }
  });

  it('applies of every payment and credit memo what is not unapplied, to the same customer and currency', () => {
    const used = groupBy(firm.applications, ({ source }) => `${source.kind} ${source.ordinal}`);
    const sources = [
      ...firm.payments.map((payment) => ({ key: `payment ${payment.ordinal}`, total: payment.amount, ...payment })),
      ...firm.creditMemos.map((memo) => ({ key: `creditMemo ${memo.ordinal}`, ...memo })),
    ];
    for (const source of sources) {
      const own = used.get(source.key) ?? [];
      expect(sum(own, ({ amount }) => amount) + source.unapplied).toBe(source.total);
      for (const { invoice } of own) {
        const { erpCustomer, legalEntity, currency } = at(firm.invoices, invoice);
        expect([erpCustomer, legalEntity, currency]).toEqual([source.erpCustomer, source.legalEntity, source.currency]);
      }
    }
  });

  it('balances every journal and ties it to its events', () => {
    for (const journal of firm.journals) expect(sum(journal.lines, (line) => line.amount)).toBe(0n);
    for (const event of firm.revenueEvents) {
      const line = at(at(firm.journals, event.journal).lines, event.position);
      expect([line.amount, line.job]).toEqual([-event.amount, event.job]);
    }
    for (const cost of firm.labourCosts) {
      const line = at(at(firm.journals, cost.journal).lines, cost.position);
      expect([line.amount, line.job]).toEqual([cost.amount, cost.job]);
    }
  });

  it('records work in positive quarter hours, within its project, before today', () => {
    for (const entry of firm.timeEntries) {
      const project = at(firm.projects, entry.project);
      const good =
        entry.minutes > 0 &&
        entry.minutes % 15 === 0 &&
        entry.workedOn >= project.start &&
        entry.workedOn <= project.due;
      if (!good || entry.workedOn >= firm.today)
        expect.fail(`time entry ${entry.ordinal}: ${entry.minutes} on ${entry.workedOn}`);
    }
    const sheets = groupBy(firm.timeEntries, (entry) => entry.timesheet);
    for (const sheet of firm.timesheets) {
      const own = sheets.get(sheet.ordinal) ?? [];
      expect(own.reduce((total, entry) => total + entry.minutes, 0)).toBe(sheet.minutes);
      expect(
        own.every(
          (entry) => entry.state === sheet.state && entry.person === sheet.person && entry.project === sheet.project,
        ),
      ).toBe(true);
    }
  });

  it('never works a person more than one long day a day', () => {
    const days = groupBy(firm.timeEntries, (entry) => `${entry.person} ${entry.workedOn}`);
    const minutes = [...days.values()].map((entries) => entries.reduce((total, entry) => total + entry.minutes, 0));
    // Someone who also helps a project that was cancelled has two such days in a row, hence the generous limit.
    expect(Math.max(...minutes)).toBeLessThanOrEqual(18 * 60);
    expect(minutes.filter((value) => value > 10 * 60).length).toBeLessThan(minutes.length / 200);
  });

  it('writes every instant before the end of today, and nothing changes before it is made', () => {
    for (const list of [
      firm.invoices,
      firm.payments,
      firm.creditMemos,
      firm.projects,
      firm.timeEntries,
      firm.journals,
      firm.opportunities,
      firm.contracts,
    ]) {
      for (const record of list) {
        if (record.createdAt > record.modifiedAt || record.modifiedAt.slice(0, 10) >= firm.today)
          expect.fail(
            JSON.stringify(record, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
          );
      }
    }
  });

  it('has every dirty case at least once', () => {
    for (const [kind, cases] of Object.entries(firm.dirty)) expect([kind, cases.length > 0]).toEqual([kind, true]);
  });

  it('keeps invoices open in every age, in every legal entity', () => {
    for (const entity of firm.legalEntities) {
      const open = firm.invoices.filter((invoice) => invoice.legalEntity === entity.ordinal && invoice.open > 0n);
      const bucket = (dueOn: string): number =>
        Math.min(5, Math.max(0, Math.ceil((dayOf(firm.today) - dayOf(dueOn)) / 30)));
      expect(new Set(open.map((invoice) => bucket(invoice.dueOn))).size).toBe(6);
      expect(open.length).toBeGreaterThanOrEqual(30);
      expect(open.length).toBeLessThanOrEqual(60);
      expect(open.filter((invoice) => invoice.dispute !== undefined).length).toBeGreaterThanOrEqual(2);
      expect(open.filter((invoice) => invoice.paid > 0n).length).toBeGreaterThanOrEqual(2);
      expect(
        firm.payments.filter((payment) => payment.legalEntity === entity.ordinal && payment.unapplied > 0n).length,
      ).toBeGreaterThanOrEqual(2);
    }
  });
});

describe('the demo firm', () => {
  it('is the same every time, and another with another seed', () => {
    const text = (firm: Firm): string =>
      JSON.stringify(firm, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
    const again = buildFirm({ size: 'demo', today: TODAY });
    expect(text(again) === text(demo)).toBe(true);
    expect(text(buildFirm({ size: 'demo', today: TODAY, seed: 2 })) === text(demo)).toBe(false);
  });

  it('has the promised size', () => {
    const { legalEntities, customers, opportunities, projects, people, timeEntries } = demo;
    expect([legalEntities.length, customers.length, opportunities.length, projects.length, people.length]).toEqual([
      4, 60, 159, 120, 150,
    ]);
    const workdays = 150 * workdaysBetween(dayOf(TODAY) - 365, dayOf(TODAY) - 1);
    expect(timeEntries.length / workdays).toBeGreaterThan(0.8);
    expect(timeEntries.length / workdays).toBeLessThan(1.1);
    expect(new Set(opportunities.map(({ stage }) => stage)).size).toBe(7);
    expect(new Set(projects.map(({ billingModel }) => billingModel)).size).toBe(5);
    expect(new Set(projects.map(({ currency }) => currency))).toEqual(
      new Set(['USD', 'GBP', 'EUR', 'JPY', 'CHF', 'KWD']),
    );
    expect(new Set(timeEntries.map(({ state }) => state))).toEqual(
      new Set(['draft', 'submitted', 'approved', 'rejected']),
    );
  });

  it('bills some customers from two legal entities in two currencies', () => {
    const sellers = groupBy(demo.invoices, (invoice) => at(demo.erpCustomers, invoice.erpCustomer).customer);
    const both = [...sellers.values()].filter(
      (invoices) => new Set(invoices.map((invoice) => `${invoice.legalEntity} ${invoice.currency}`)).size > 1,
    );
    expect(both.length).toBeGreaterThanOrEqual(3);
  });

  it('has approved unbilled work on most active hourly projects, some of it over 40 days old', () => {
    const active = demo.projects.filter(
      (project) => project.billingModel === 'timeAndMaterials' && project.status === 'inProgress',
    );
    const waiting = demo.timeEntries.filter(
      (entry) => entry.state === 'approved' && entry.billable && entry.invoice === undefined,
    );
    const projects = new Set(waiting.map((entry) => entry.project));
    expect(active.filter((project) => projects.has(project.ordinal)).length).toBeGreaterThan(active.length * 0.7);
    expect(demo.dirty.oldUnbilledTime.length).toBeGreaterThanOrEqual(5);
  });

  it('keeps its word about the dirty links', () => {
    const { dirty } = demo;
    for (const { ordinal } of dirty.projectWithoutJob)
      expect(demo.jobs.some((job) => job.project === ordinal)).toBe(false);
    for (const { ordinal } of dirty.customerWithoutErp)
      expect(demo.erpCustomers.some((record) => record.customer === ordinal)).toBe(false);
    for (const { ordinal } of dirty.clientGroupNamesOtherAccount) {
      const group = at(demo.clientGroups, ordinal);
      expect(at(demo.crmAccounts, group.crmAccount ?? 0).customer).not.toBe(group.customer);
    }
    for (const { ordinal } of dirty.erpCustomersShareCrmAccount) {
      const { crmAccount } = at(demo.erpCustomers, ordinal);
      expect(demo.erpCustomers.filter((record) => record.crmAccount === crmAccount)).toHaveLength(2);
    }
    for (const { ordinal } of dirty.jobNamesOtherProject)
      expect(at(demo.jobs, ordinal).psaProject).not.toBe(at(demo.jobs, ordinal).project);
    for (const { ordinal } of dirty.invoiceLineWithoutTaxCode) {
      const untaxed = at(demo.invoices, ordinal).lines.filter((line) => line.taxCode === undefined);
      expect(untaxed.map((line) => line.tax)).toEqual([0n]);
    }
    for (const { ordinal } of dirty.projectWithoutRateCard) {
      const entries = demo.timeEntries.filter((entry) => entry.project === ordinal);
      expect(entries.length).toBeGreaterThan(0);
      expect(entries.every((entry) => entry.rate === undefined)).toBe(true);
    }
  });

  it('closes one legal entity by weeks, with every period open, locked or closed by its age', () => {
    const weeks = demo.periods.filter((period) => period.calendar === 2 && period.kind === 'base');
    const lengths = weeks.map((period) => (dayOf(period.end) - dayOf(period.start) + 1) / 7);
    expect(lengths.slice(0, 3)).toEqual([4, 4, 5]);
    expect(new Set(demo.periods.map(({ state }) => state))).toEqual(
      new Set(['open', 'receivablesLocked', 'locked', 'closed']),
    );
    expect(
      demo.periods.filter(({ start, end }) => start <= TODAY && TODAY <= end).every(({ state }) => state === 'open'),
    ).toBe(true);
  });
});
