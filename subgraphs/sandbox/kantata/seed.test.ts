import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { at } from '../firm/firm.ts';
import { kantataIds, salesforceIds } from '../firm/ids.ts';
import { CATALOGUE } from './catalogue/catalogue.ts';
import type { OpenAccount } from './open-account.ts';
import { openAccount } from './open-account.ts';

type Rows = readonly Record<string, unknown>[];

let account: OpenAccount;
let tables: Record<string, Rows>;

beforeAll(async () => {
  account = await openAccount();
  tables = account.standIn.dump();
});

afterAll(() => account.close());

function rows(name: string): Rows {
  return tables[name] ?? [];
}

function sum(list: Rows, column: string): number {
  return list.reduce((total, row) => total + Number(row[column] ?? 0), 0);
}

describe('every record of the firm is there once', () => {
  test.each([
    ['workspaces', 'projects'],
    ['stories', 'tasks'],
    ['billing_milestones', 'milestones'],
    ['users', 'people'],
    ['workspace_groups', 'clientGroups'],
    ['workspace_resources', 'projectResources'],
    ['assignments', 'assignments'],
    ['resource_requests', 'resourceRequests'],
    ['time_entries', 'timeEntries'],
    ['timesheet_submissions', 'timesheets'],
    ['expenses', 'expenses'],
    ['invoices', 'invoices'],
    ['rate_cards', 'rateCards'],
  ] as const)('%s are its %s', (collection, list) => {
    expect(rows(collection)).toHaveLength(account.firm[list].length);
    expect(new Set(rows(collection).map((row) => row.id)).size).toBe(account.firm[list].length);
  });
});

test('no id leads nowhere', () => {
  const broken: string[] = [];
  for (const resource of CATALOGUE.values()) {
    for (const association of Object.values(resource.associations)) {
      if (association.kind === 'reference' || association.column === undefined) continue;
      const { column, collection } = association;
      const known = new Set(rows(collection).map((row) => row.id));
      for (const row of rows(resource.collection)) {
        const ids = [row[column]].flat().filter((id) => typeof id === 'string');
        broken.push(...ids.filter((id) => !known.has(id)).map((id) => `${resource.collection}.${column} ${id}`));
      }
    }
  }
  expect(broken).toEqual([]);
});

test('minutes, amounts and what is invoiced add up to the firm', () => {
  const { firm } = account;
  expect(sum(rows('time_entries'), 'time_in_minutes')).toBe(
    firm.timeEntries.reduce((total, entry) => total + entry.minutes, 0),
  );
  expect(sum(rows('expenses'), 'amount_in_cents')).toBe(
    Number(firm.expenses.reduce((total, expense) => total + expense.amount, 0n)),
  );
  expect(sum(rows('invoices'), 'balance_in_cents')).toBe(
    Number(firm.invoices.reduce((total, invoice) => total + invoice.net, 0n)),
  );
  const invoiced = rows('time_entries').filter((row) => row.invoice_id !== null).length;
  expect(invoiced).toBe(firm.timeEntries.filter((entry) => entry.invoice !== undefined).length);
  expect(sum(rows('billing_milestones'), 'amount_in_cents')).toBe(
    Number(firm.milestones.reduce((total, milestone) => total + milestone.amount, 0n)),
  );
});

test('the budget a project shows as used is its billable time and expenses', async () => {
  const { firm, get } = account;
  const project = at(firm.projects, 1);
  const shown = (await get(`workspaces/${kantataIds.workspace(1)}?include_archived=true`)).record('workspaces');
  const time = firm.timeEntries
    .filter((entry) => entry.project === 1 && entry.billable)
    .reduce((total, entry) => total + BigInt(entry.minutes) * (entry.rate ?? 0n), 0n);
  const expenses = firm.expenses
    .filter((expense) => expense.project === 1 && expense.billable)
    .reduce((total, expense) => total + expense.amount, 0n);
  expect(shown.budget_used_in_cents).toBe(Math.round(Number(time) / 60) + Number(expenses));
  expect(shown.price_in_cents).toBe(Number(project.price));
});

test('amounts are in the base units of each currency, cost rates in the currency of the project', () => {
  const { firm } = account;
  for (const currency of ['JPY', 'KWD', 'USD']) {
    const project = firm.projects.find((candidate) => candidate.currency === currency);
    const row = rows('workspaces').find((candidate) => candidate.id === kantataIds.workspace(project?.ordinal ?? 0));
    expect(row).toMatchObject({ currency, price_in_cents: Number(project?.price) });
  }
  const abroad = firm.timeEntries.find((entry) => {
    const person = at(firm.people, entry.person);
    return (
      at(firm.legalEntities, person.legalEntity).currency === 'GBP' &&
      at(firm.projects, entry.project).currency === 'JPY'
    );
  });
  if (abroad !== undefined) {
    const row = rows('time_entries').find((candidate) => candidate.id === kantataIds.timeEntry(abroad.ordinal));
    // A pound is between 150 and 250 yen, a hundred pence are a pound.
    const yen = Number(row?.cost_rate_in_cents) / (Number(abroad.costRate) / 100);
    expect(yen).toBeGreaterThan(150);
    expect(yen).toBeLessThan(250);
  }
});

test('work without a rate has none, which is not a rate of nothing', () => {
  const unpriced = account.firm.timeEntries.filter((entry) => entry.rate === undefined);
  expect(unpriced.length).toBeGreaterThan(0);
  expect(rows('time_entries').filter((row) => row.rate_in_cents === null)).toHaveLength(unpriced.length);
});

test('approvals: rejected time is on no active submission, drafts on none at all', async () => {
  const { firm, get } = account;
  const count = async (filter: string): Promise<unknown> =>
    (await get(`timesheet_submissions?per_page=1&${filter}`)).body.count;
  for (const [status, state] of [
    ['new', 'submitted'],
    ['approved', 'approved'],
    ['rejected', 'rejected'],
  ] as const) {
    expect(await count(`statuses=${status}`)).toBe(firm.timesheets.filter((sheet) => sheet.state === state).length);
  }
  const rejected = rows('time_entries').filter(
    (row) => row.active_submission_id === null && row.recent_submission_id !== null,
  );
  expect(rejected).toHaveLength(firm.timeEntries.filter((entry) => entry.state === 'rejected').length);
});

test('the dirt is there: links missing or wrong as the firm says, awkward names whole', () => {
  const { firm } = account;
  const { dirty } = firm;
  const references = rows('external_references');
  for (const { ordinal } of dirty.clientGroupWithoutCrmReference) {
    expect(
      references.filter(
        (row) => row.subject_type === 'WorkspaceGroup' && row.subject_id === kantataIds.workspaceGroup(ordinal),
      ),
    ).toEqual([]);
  }
  for (const { ordinal } of dirty.clientGroupNamesOtherAccount) {
    const group = at(firm.clientGroups, ordinal);
    const row = references.find((candidate) => candidate.subject_id === kantataIds.workspaceGroup(ordinal));
    expect(row?.service_model_ref).toBe(salesforceIds.account(group.crmAccount ?? 0));
  }
  const codes = rows('custom_field_values')
    .filter((row) => row.custom_field_id === '61401')
    .map((row) => row.subject_id);
  for (const { ordinal } of dirty.projectWithoutCode) expect(codes).not.toContain(kantataIds.workspace(ordinal));
  for (const project of firm.projects) {
    expect(rows('workspaces').find((row) => row.id === kantataIds.workspace(project.ordinal))?.title).toBe(
      project.title,
    );
  }
});
