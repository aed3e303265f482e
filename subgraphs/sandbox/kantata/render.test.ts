import { afterEach, expect, test } from 'vitest';
import type { OpenAccount } from './open-account.ts';
import { openAccount } from './open-account.ts';

let account: OpenAccount | undefined;

afterEach(async () => {
  await account?.close();
  account = undefined;
});

const RECORDS = {
  users: [
    { id: '7', full_name: 'Ada', email_address: 'ada@firm.example' },
    { id: '8', full_name: 'Grace', email_address: 'grace@firm.example', disabled: true },
  ],
  workspaces: [
    { id: '1', title: 'Engine', currency: 'JPY', price_in_cents: 5000, creator_id: '7', participant_ids: ['7', '8'] },
  ],
  stories: [
    { id: '21', workspace_id: '1', title: 'Top', parent_id: null, updated_at: '2026-11-02T00:00:00Z' },
    { id: '22', workspace_id: '1', title: 'Under', parent_id: '21', updated_at: '2026-11-01T00:00:00Z' },
  ],
  time_entries: [
    {
      id: '31',
      workspace_id: '1',
      story_id: '22',
      user_id: '8',
      currency: 'JPY',
      date_performed: '2026-11-02',
      time_in_minutes: 90,
      billable: true,
      rate_in_cents: 1000,
    },
    {
      id: '32',
      workspace_id: '1',
      story_id: null,
      user_id: '7',
      currency: 'JPY',
      date_performed: '2026-11-01',
      time_in_minutes: 30,
      billable: false,
      rate_in_cents: 0,
    },
  ],
};

async function open(): Promise<OpenAccount> {
  account = await openAccount(RECORDS);
  return account;
}

test('without include a record shows the ids it stores itself, and no others', async () => {
  const { get } = await open();
  const entry = (await get('time_entries/31')).record('time_entries');
  expect(entry).toMatchObject({ id: '31', workspace_id: '1', story_id: '22', user_id: '8', role_id: null });
  expect(Object.keys(entry)).not.toContain('invoice_id');
  expect(Object.keys(entry)).not.toContain('active_submission_id');
  const workspace = (await get('workspaces/1')).record('workspaces');
  expect(workspace.creator_id).toBe('7');
  expect(Object.keys(workspace)).not.toContain('participant_ids');
});

test('include adds ids and records; an empty collection is there all the same, an unknown name is ignored', async () => {
  const { get } = await open();
  const { body, record } = await get('time_entries?include=user,story,invoice,nonsense&order=date_performed:asc');
  expect(record('time_entries', '31').invoice_id).toBeNull();
  expect(body.invoices).toEqual({});
  expect(Object.keys(body.users as object).sort()).toEqual(['7', '8']);
  // People who left are hidden from lists, not from the records that name them.
  expect(record('users', '8').full_name).toBe('Grace');
  expect(Object.keys(body)).not.toContain('nonsenses');
});

test('results tell the primary records from side-loaded ones of the same kind', async () => {
  const { get } = await open();
  const { ids, body, record } = await get('stories?parents_only=true&include=sub_stories');
  expect(ids).toEqual(['21']);
  expect(Object.keys(body.stories as object).sort()).toEqual(['21', '22']);
  expect(record('stories', '21').sub_story_ids).toEqual(['22']);
  // The side-loaded one shows no includes of its own.
  expect(Object.keys(record('stories', '22'))).not.toContain('sub_story_ids');
});

test('figures are added up from time: budgets in base units of the currency, hours of tasks', async () => {
  const { get } = await open();
  const workspace = (await get('workspaces/1')).record('workspaces');
  expect(workspace).toMatchObject({
    currency_base_unit: 1,
    price: '¥5,000',
    budget_used: '¥1,500',
    budget_used_in_cents: 1500,
    percent_of_budget_used: 30,
    over_budget: false,
  });
  const stories = await get('stories?include=descendants');
  expect(stories.record('stories', '22')).toMatchObject({
    logged_billable_time_in_minutes: 90,
    budget_used_in_cents: 1500,
  });
  expect(stories.record('stories', '21')).toMatchObject({
    sub_story_count: 1,
    sub_stories_billable_time_in_minutes: 90,
  });
});

test('optional fields come when they are named', async () => {
  const { get } = await open();
  expect(Object.keys((await get('workspaces/1')).record('workspaces'))).not.toContain('stage');
  expect(Object.keys((await get('workspaces/1?optional_fields=stage,secret')).record('workspaces'))).toContain('stage');
});

test('JSON types are the recorded ones: ids text, amounts and minutes whole numbers, flags booleans', async () => {
  const { get } = await open();
  const entry = (await get('time_entries/31')).record('time_entries');
  expect(typeof entry.id).toBe('string');
  expect([entry.time_in_minutes, entry.rate_in_cents, entry.billable, entry.is_invoiced]).toEqual([
    90,
    1000,
    true,
    false,
  ]);
});
