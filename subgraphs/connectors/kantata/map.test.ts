import { describe, expect, test } from 'vitest';
import { currencyCode } from '../../../schema/canon/currency.ts';
import type { Project } from '../../../schema/canon/project.ts';
import { domainKeys } from './changes.ts';
import { kantataConfigSchema } from './config.ts';
import { readListing } from './listing.ts';
import { toPeople, toPlaces } from './map-people.ts';
import { inPlanOrder, toMilestones, toResourceRequests } from './map-plan.ts';
import { statusOf, toProjects } from './map-project.ts';
import { toExpenses, toTimeEntries, unbilledOf } from './map-work.ts';
import { createRefs } from './refs.ts';
import { checked, storyRecord, UnexpectedAnswer } from './wire.ts';

const { mapping } = kantataConfigSchema.parse({ accessToken: 'x' });
const refs = createRefs('kantata');
const context = { refs, mapping };

type Body = Readonly<Record<string, unknown>>;

/** One record of a collection as an answer, with what came along. */
function answer(collection: string, record: Body, along: Readonly<Record<string, Body>> = {}) {
  const { id } = record as { id: string };
  return readListing({ count: '1', results: [{ key: collection, id }], ...along, [collection]: { [id]: record } });
}

const workspace = {
  id: '41',
  title: 'Data platform',
  start_date: '2026-01-05',
  due_date: null,
  updated_at: '2026-11-01T10:00:00-07:00',
  currency: 'USD',
  currency_base_unit: '100',
  price_in_cents: '1000001',
  budget_used_in_cents: '500',
  percentage_complete: '42',
  status: { key: '310', color: 'green', message: 'In Progress' },
  rate_card_id: '9',
  primary_maven_id: '5',
  primary_workspace_group_id: null,
  workspace_group_ids: [],
  custom_field_value_ids: [],
  external_reference_ids: [],
};
const groups = {
  workspace_groups: {
    '71': { id: '71', name: 'Acme', company: true },
    '72': { id: '72', name: 'Key accounts', company: false },
    '73': { id: '73', name: 'Bolt', company: true },
  },
};
const project = (record: Body, along: Readonly<Record<string, Body>> = {}): Project | undefined =>
  toProjects(answer('workspaces', { ...workspace, ...record }, along), context)[0];

describe('projects', () => {
  test('fields of the account become columns, references become links', () => {
    const along = {
      custom_field_values: {
        '1': { custom_field_name: 'Billing Model', display_value: 'Time and Materials' },
        '2': { custom_field_name: 'Legal Entity', display_value: 'US01' },
        '3': { custom_field_name: 'Region', display_value: '  ' },
        '4': { custom_field_name: 'Somebody elses', display_value: 'x' },
      },
      external_references: {
        '1': { service_name: 'salesforce', service_model: 'Opportunity', service_model_ref: '006A' },
        '2': { service_name: 'jira', service_model: 'Contract', service_model_ref: 'not this one' },
      },
    };
    const mapped = project({ custom_field_value_ids: ['1', '2', '3', '4'], external_reference_ids: ['1', '2'] }, along);
    expect(mapped).toEqual({
      ref: refs.of('PROJECT', '41'),
      links: [],
      code: null,
      name: 'Data platform',
      status: 'ACTIVE',
      customer: null,
      contract: null,
      opportunity: { system: 'CRM', instance: 'salesforce', kind: 'OPPORTUNITY', id: '006A' },
      legalEntityCode: 'US01',
      billingModel: 'TIME_AND_MATERIALS',
      currency: 'USD',
      practice: null,
      region: null,
      serviceLine: null,
      startOn: '2026-01-05',
      endOn: null,
      manager: refs.of('RESOURCE', '5'),
      rateCard: refs.of('RATE_CARD', '9'),
      percentComplete: '42',
      plan: {
        budget: { amount: '10000.01', currency: 'USD' },
        budgetUsed: { amount: '5.00', currency: 'USD' },
        updatedAt: '2026-11-01T17:00:00.000Z',
      },
    });
  });

  test('the client is the primary group, else the only company, and with two companies nobody', () => {
    const client = (ids: readonly string[], primary: string | null = null) =>
      project({ workspace_group_ids: ids, primary_workspace_group_id: primary }, groups)?.customer?.id ?? null;
    expect(client(['72', '71'])).toBe('71');
    expect(client(['71', '73'])).toBeNull();
    expect(client(['71', '73'], '73')).toBe('73');
    expect(client(['72'])).toBeNull();
  });

  test('a word of the account that every object knows means nothing', () => {
    const along = {
      custom_field_values: { '1': { custom_field_name: 'Billing Model', display_value: 'constructor' } },
    };
    const mapped = project({ custom_field_value_ids: ['1'], status: { key: 'toString' } }, along);
    expect(mapped).toMatchObject({ billingModel: 'UNKNOWN', status: 'UNKNOWN' });
  });

  test('a status of the account counts as its hundred unless it is named', () => {
    const keys = ['110', '210', '310', '410', '501', '510', '610', '710', ''];
    expect(keys.map((key) => statusOf(key, mapping.statuses))).toEqual([
      'REQUESTED',
      'REQUESTED',
      'ACTIVE',
      'ON_HOLD',
      'CANCELLED',
      'ON_HOLD',
      'COMPLETED',
      'UNKNOWN',
      'UNKNOWN',
    ]);
  });

  test.each([
    ['"currency"', { currency: 'Dollars' }],
    ['"currency"', { currency: undefined }],
    ['"status.key"', { status: { color: 'green' } }],
    ['"custom_field_value_ids"', { custom_field_value_ids: undefined }],
    ['"custom_field_values"', { custom_field_value_ids: ['1'] }],
    ['"price_in_cents"', { price_in_cents: '10.5' }],
  ])('a record whose %s does not fit is refused by name', (key, record) => {
    expect(() => project(record)).toThrow(UnexpectedAnswer);
    expect(() => project(record)).toThrow(key);
  });
});

const story = (id: string, parent: string | null, position: string | null) =>
  checked(
    storyRecord,
    { id, workspace_id: '41', parent_id: parent, title: `task ${id}`, position, billable: true },
    'a task',
  );

describe('plans', () => {
  test('tasks come depth first by position; an orphan counts as a top one', () => {
    const stories = [story('9', '2', '1'), story('3', null, null), story('2', null, '1'), story('8', '2', '0')];
    expect(inPlanOrder([...stories, story('4', '777', '2')]).map(({ id }) => id)).toEqual(['2', '8', '9', '4', '3']);
  });

  test('a milestone is billed once an invoice holds it', () => {
    const milestone = { id: '1', workspace_id: '41', title: 'Go-live', date_to_invoice: null, amount_in_cents: '-100' };
    const billed = (record: Body) => {
      const listing = answer('billing_milestones', { ...milestone, currency: 'USD', invoice_ids: [], ...record });
      return toMilestones(listing, context).get('41')?.[0];
    };
    expect(billed({})).toMatchObject({ billed: false, amount: { amount: '-1.00' } });
    expect(billed({ invoice_ids: ['3'] })?.billed).toBe(true);
    expect(billed({ invoice_id: '3' })?.billed).toBe(true);
  });

  test('closed requests ask for nobody, and neither does one whose place is gone', () => {
    const along = {
      workspace_resources: { '5': { id: '5', workspace_id: '41', user_id: null, role_name: 'Architect' } },
    };
    const open = (record: Body) =>
      toResourceRequests(
        answer('resource_requests', { id: '1', status: 'new', resource_id: '5', ...record }, along),
        context,
      );
    expect(open({})).toMatchObject([{ role: 'Architect', status: 'new', project: refs.of('PROJECT', '41') }]);
    expect(open({ status: 'approved' })).toEqual([]);
    expect(open({ resource_id: null })).toEqual([]);
  });
});

describe('people', () => {
  const user = { id: '5', full_name: 'Jo Ha', email_address: 'jo@x.example', headline: null, role_id: '2' };
  const along = {
    roles: { '2': { id: '2', name: 'Partner' } },
    account_memberships: { '8': { disabled_at: '2026-01-01' } },
  };

  test('somebody is gone when the user says so or the membership does', () => {
    const person = (record: Body) => toPeople(answer('users', { ...user, ...record }, along), refs)[0];
    expect(person({})).toMatchObject({ kind: 'PERSON', role: 'Partner', active: true });
    expect(person({ disabled: true })?.active).toBe(false);
    expect(person({ account_membership_id: '8' })?.active).toBe(false);
  });

  test('an unfilled place is named by its label or its role', () => {
    const place = { id: '5', workspace_id: '41', user_id: null, role_name: 'Architect', label: null };
    const [found] = toPlaces(answer('workspace_resources', place), refs);
    expect(found).toMatchObject({
      kind: 'GENERIC_ROLE',
      displayName: 'Architect',
      ref: { id: 'workspace_resource:5' },
    });
  });
});

const entry = {
  id: '1',
  workspace_id: '41',
  story_id: null,
  user_id: '5',
  date_performed: '2026-11-02',
  time_in_minutes: '90',
  notes: '',
  billable: true,
  approved: false,
  is_invoiced: false,
  rate_in_cents: '15000',
  cost_rate_in_cents: null,
  currency: 'USD',
  currency_base_unit: '100',
  active_submission_id: null,
  recent_submission_id: null,
};
const statuses = ['new', 'pending', 'approved', 'rejected', 'cancelled', 'odd'];
const sheets = Object.fromEntries(statuses.map((status, index) => [String(10 + index), { status }]));
const sheetOf = (status: string): string => String(10 + statuses.indexOf(status));
const timeOf = (record: Body) =>
  toTimeEntries(answer('time_entries', { ...entry, ...record }, { timesheet_submissions: sheets }), context);

describe('work', () => {
  test('approval is the flag, else the timesheet it is on now, else the last one', () => {
    const state = (record: Body) => timeOf(record)[0]?.approval;
    expect(state({ approved: true })).toBe('APPROVED');
    expect(state({})).toBe('DRAFT');
    const active = statuses.map((status) => state({ active_submission_id: sheetOf(status) }));
    expect(active).toEqual(['SUBMITTED', 'SUBMITTED', 'APPROVED', 'REJECTED', 'DRAFT', 'UNKNOWN']);
    expect(state({ recent_submission_id: sheetOf('rejected') })).toBe('REJECTED');
    const resubmitted = { active_submission_id: sheetOf('new'), recent_submission_id: sheetOf('rejected') };
    expect(state(resubmitted)).toBe('SUBMITTED');
    expect(() => state({ active_submission_id: '99' })).toThrow('"timesheet_submissions"');
  });

  test('only billable time with a rate has an amount', () => {
    expect(timeOf({})[0]).toMatchObject({ hourlyBillRate: '150.00', billableAmount: { amount: '225.00' } });
    expect(timeOf({ billable: false })[0]).toMatchObject({ hourlyBillRate: '150.00', billableAmount: null });
    expect(timeOf({ rate_in_cents: null })[0]).toMatchObject({ hourlyBillRate: null, billableAmount: null });
    expect(timeOf({ rate_in_cents: '0' })[0]).toMatchObject({ hourlyBillRate: null, billableAmount: null });
  });

  const expense = {
    id: '1',
    workspace_id: '41',
    user_id: null,
    date: '2026-10-30',
    category: 'Travel',
    amount_in_cents: '1999',
    currency: 'USD',
    currency_base_unit: '100',
    is_billable: true,
    reimbursable: true,
    is_invoiced: false,
    active_submission_id: null,
    recent_submission_id: null,
  };
  const expensesOf = (record: Body, needsApproval = true) => {
    const along = {
      workspaces: { '41': { require_expense_approvals: needsApproval } },
      expense_report_submissions: { '3': { status: 'rejected' }, '4': { status: 'approved' } },
    };
    return toExpenses(answer('expenses', { ...expense, ...record }, along), context);
  };

  test('an expense is approved by its report, or because its project asks for no approval', () => {
    expect(expensesOf({})[0]?.approval).toBe('DRAFT');
    expect(expensesOf({}, false)[0]?.approval).toBe('APPROVED');
    expect(expensesOf({ active_submission_id: '4' })[0]?.approval).toBe('APPROVED');
    expect(expensesOf({ recent_submission_id: '3' })[0]?.approval).toBe('REJECTED');
  });

  const timeAndMaterials = {
    ref: refs.of('PROJECT', '41'),
    currency: currencyCode('USD'),
    billingModel: 'TIME_AND_MATERIALS',
  };

  test('unbilled work counts what waits, holds what has no rate, and absorbs the time of fees', () => {
    const work = {
      time: [
        ...timeOf({ approved: true }),
        ...timeOf({ active_submission_id: sheetOf('new'), time_in_minutes: '60' }),
        ...timeOf({ approved: true, rate_in_cents: null, date_performed: '2026-09-01' }),
        ...timeOf({ approved: true, is_invoiced: true }),
        ...timeOf({ approved: true, billable: false }),
        ...timeOf({}),
      ],
      expenses: [...expensesOf({ active_submission_id: '4' }), ...expensesOf({ recent_submission_id: '3' })],
    };
    expect(unbilledOf(timeAndMaterials as Project, work)).toEqual({
      project: timeAndMaterials.ref,
      workInProgress: { amount: '394.99', currency: 'USD' },
      approved: { amount: '244.99', currency: 'USD' },
      approvedTime: 180,
      oldestApprovedOn: '2026-09-01',
      unpricedEntries: 1,
    });
    expect(unbilledOf({ ...timeAndMaterials, billingModel: 'FIXED_FEE' } as Project, work)).toMatchObject({
      workInProgress: { amount: '19.99' },
      approved: { amount: '19.99' },
      approvedTime: 0,
      oldestApprovedOn: '2026-10-30',
      unpricedEntries: 0,
    });
  });

  test('work in another currency than its project is refused, never added', () => {
    const work = { time: [], expenses: expensesOf({ currency: 'EUR', active_submission_id: '4' }) };
    expect(() => unbilledOf(timeAndMaterials as Project, work)).toThrow('"currency"');
  });

  test('a website is matched by its domain', () => {
    expect(domainKeys('https://www.Acme.example/about')).toEqual(['domain:acme.example']);
    expect(domainKeys('acme.example')).toEqual(['domain:acme.example']);
    expect([domainKeys(null), domainKeys('  '), domainKeys('localhost')]).toEqual([[], [], []]);
  });
});
