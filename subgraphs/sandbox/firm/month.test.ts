// A firm with a month end to bill: as much as was asked for, evenly over projects and legal entities, approved and on no bill, and nothing
// of the firm it was added to changed.
import { expect, test } from 'vitest';
import { buildFirm } from './build.ts';
import { at } from './firm.ts';
import { addMonth } from './month.ts';

const demo = buildFirm({ size: 'demo', today: '2026-11-20' });
const firm = addMonth(demo, { projects: 42, entries: 1_000 });

test('has as many projects and entries as were asked for, evenly over the legal entities', () => {
  const projects = firm.projects.slice(demo.projects.length);
  expect(projects).toHaveLength(42);
  const entries = firm.timeEntries.slice(demo.timeEntries.length);
  expect(entries).toHaveLength(1_000);
  const perEntity = Map.groupBy(projects, ({ legalEntity }) => legalEntity);
  expect([...perEntity.values()].map((list) => list.length).sort()).toEqual([10, 10, 11, 11]);
  const perProject = Map.groupBy(entries, ({ project }) => project);
  expect([...new Set([...perProject.values()].map((list) => list.length))].sort()).toEqual([23, 24]);
  expect(addMonth(demo, { projects: 42, entries: 1_000 })).toEqual(firm);
});

test('its time is approved, priced, of this month and on no bill; its projects are known to all systems', () => {
  for (const entry of firm.timeEntries.slice(demo.timeEntries.length)) {
    expect(entry).toMatchObject({ state: 'approved', billable: true, invoice: undefined, invoiceLine: undefined });
    expect(entry.workedOn >= '2026-11-01' && entry.workedOn < '2026-11-20').toBe(true);
    expect(entry.rate).toBeTypeOf('bigint');
    expect(at(firm.timesheets, entry.timesheet ?? 0)).toMatchObject({ state: 'approved', project: entry.project });
  }
  for (const project of firm.projects.slice(demo.projects.length)) {
    const job = firm.jobs.find(({ psaProject }) => psaProject === project.ordinal);
    const contract = at(firm.contracts, project.contractLink ?? 0);
    expect(contract).toMatchObject({ status: 'activated', currency: project.currency });
    expect(at(firm.erpCustomers, job?.erpCustomer ?? 0).crmAccount).toBe(contract.crmAccount);
  }
});

test('leaves the firm it is added to as it was', () => {
  expect(firm.timeEntries.slice(0, demo.timeEntries.length)).toEqual(demo.timeEntries);
  expect(firm.invoices).toBe(demo.invoices);
  const codes = firm.projects.map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
});
