// From time handed in to an invoice: what can be approved, what can be billed, and what is free again.
import { afterEach, describe, expect, test } from 'vitest';
import type { OpenAccount, Reply } from './open-account.ts';
import { openAccount } from './open-account.ts';

let account: OpenAccount | undefined;

afterEach(async () => {
  await account?.close();
  account = undefined;
});

const work = (id: string, change: object = {}): Readonly<Record<string, unknown>> => ({
  id,
  workspace_id: '1',
  user_id: '7',
  date_performed: '2026-11-16',
  time_in_minutes: 90,
  billable: true,
  approved: false,
  rate_in_cents: 12_000,
  currency: 'EUR',
  ...change,
});

async function open(): Promise<OpenAccount> {
  account = await openAccount({
    users: [{ id: '7', full_name: 'Ada' }],
    workspaces: [
      { id: '1', title: 'Engine', currency: 'EUR', require_time_approvals: true },
      { id: '2', title: 'Other', currency: 'USD', require_time_approvals: false },
    ],
    time_entries: [work('11'), work('12', { time_in_minutes: 35 }), work('13', { billable: false })],
    expenses: [
      { id: '31', workspace_id: '1', user_id: '7', date: '2026-11-17', amount_in_cents: 5000, currency: 'EUR' },
    ],
    billing_milestones: [{ id: '41', workspace_id: '1', title: 'Go live', amount_in_cents: 250_000, currency: 'EUR' }],
  });
  return account;
}

/** Hands time in and answers the submission's id. */
async function submit({ call }: OpenAccount, ids: readonly number[]): Promise<string> {
  const json = { timesheet_submission: { title: 'Week', workspace_id: 1, line_item_ids: ids } };
  const reply = await call('POST', 'timesheet_submissions', { json });
  expect(reply.status).toBe(200);
  return reply.ids[0] ?? '';
}

function bill({ call }: OpenAccount, change: object = {}): Promise<Reply> {
  const invoice = { workspace_id: 1, payment_schedule: 30, time_entry_ids: [11, 12], expense_ids: [], ...change };
  return call('POST', 'invoices', { json: { invoice } });
}

const shown = async ({ get }: OpenAccount, id: string): Promise<Readonly<Record<string, unknown>>> =>
  (await get(`time_entries/${id}?include=active_submission,invoice`)).record('time_entries');

describe('resolutions', () => {
  test('approving marks the time, once; the second try is refused and says what it has become', async () => {
    const opened = await open();
    const id = await submit(opened, [11, 12]);
    const json = { resolution: { description: 'fine' } };
    const approved = await opened.call('PUT', `timesheet_submissions/${id}/approve`, { json });
    expect(approved.record('timesheet_submissions')).toMatchObject({
      status: 'approved',
      resolution_description: 'fine',
      current_resolution_creator_id: 7,
    });
    expect(await shown(opened, '11')).toMatchObject({ approved: true, active_submission_id: id });
    const again = await opened.call('PUT', `timesheet_submissions/${id}/reject`, { json });
    expect([again.status, again.errors[0]?.message]).toEqual([422, 'Submission has already been approved']);
  });

  test('rejecting frees the time to be handed in again; what is not there cannot be resolved', async () => {
    const opened = await open();
    const id = await submit(opened, [11]);
    await opened.call('PUT', `timesheet_submissions/${id}/reject`, { json: { resolution: { description: 'why?' } } });
    expect(await shown(opened, '11')).toMatchObject({ approved: false, active_submission_id: null });
    expect(await submit(opened, [11])).not.toBe(id);
    expect((await opened.call('PUT', 'timesheet_submissions/999/approve', { json: {} })).status).toBe(404);
  });

  test('approved time can be cancelled until it is invoiced', async () => {
    const opened = await open();
    const id = await submit(opened, [11, 12]);
    await opened.call('PUT', `timesheet_submissions/${id}/approve`, { json: {} });
    await bill(opened);
    const refused = await opened.call('PUT', `timesheet_submissions/${id}/cancel`, { json: {} });
    expect([refused.status, refused.errors[0]?.field]).toEqual([422, 'base']);
  });
});

describe('invoices', () => {
  async function withApprovedTime(): Promise<OpenAccount> {
    const opened = await open();
    const id = await submit(opened, [11, 12]);
    await opened.call('PUT', `timesheet_submissions/${id}/approve`, { json: {} });
    return opened;
  }

  test('the vendor adds up time at its rates, expenses, milestones, typed lines and tax, and marks what it bills', async () => {
    const opened = await withApprovedTime();
    const reply = await bill(opened, {
      expense_ids: [31],
      billing_milestone_ids: [41],
      additional_items: [{ notes: 'Workshop', amount_in_cents: 10_000, taxable: true }],
      tax_rate: 19,
      invoice_date: '2026-11-20',
      external_reference: { service_name: 'spine', service_model: 'Invoice', service_model_ref: 'inv-1' },
    });
    // 90 min and 35 min at 120.00, 50.00 expenses, 2,500.00 milestone, 100.00 workshop with 19 % tax.
    expect(reply.record('invoices')).toMatchObject({
      balance_in_cents: 18_000 + 7_000 + 5_000 + 250_000 + 10_000 + 1_900,
      currency: 'EUR',
      status: 'new',
      due_date: '2026-12-20',
    });
    expect(await shown(opened, '11')).toMatchObject({ is_invoiced: true, invoice_id: reply.ids[0] });
    expect((await opened.call('PUT', 'time_entries/11', { json: { time_entry: { notes: 'x' } } })).status).toBe(404);
    const references = opened.standIn.dump().external_references ?? [];
    expect(references.find((row) => row.service_model_ref === 'inv-1')).toMatchObject({
      subject_type: 'Invoice',
      subject_id: reply.ids[0],
    });
  });

  test.each([
    ['time that is not approved', { time_entry_ids: [11] }, 'time_entry_ids', open],
    ['time that is not billable', { time_entry_ids: [13] }, 'time_entry_ids', open],
    ['time of another project', { workspace_id: 2 }, 'time_entry_ids', open],
    ['no payment schedule', { payment_schedule: null, time_entry_ids: [] }, 'payment_schedule', open],
    ['an unknown project', { workspace_id: 99, time_entry_ids: [] }, 'workspace_id', open],
    ['projects of two currencies', { workspace_ids: [1, 2], time_entry_ids: [] }, 'workspace_ids', open],
  ] as const)('%s is refused with the field, and nothing is billed', async (_what, change, field, start) => {
    const opened = await start();
    const reply = await bill(opened, change);
    expect([reply.status, reply.errors[0]?.field]).toEqual([422, field]);
    expect(opened.standIn.dump().invoices ?? []).toEqual([]);
  });

  test('the same time cannot be billed twice, also by the same request sent twice', async () => {
    const opened = await withApprovedTime();
    expect([(await bill(opened)).status, (await bill(opened)).status]).toEqual([200, 422]);
    expect(opened.standIn.dump().invoices).toHaveLength(1);
  });

  test('a milestone without time can be billed twice by the same request unless the first one marked it', async () => {
    const opened = await open();
    const typed = { time_entry_ids: [], additional_items: [{ notes: 'Fee', amount_in_cents: 100 }] };
    expect([(await bill(opened, typed)).status, (await bill(opened, typed)).status]).toEqual([200, 200]);
    expect(opened.standIn.dump().invoices).toHaveLength(2);
  });

  test('cancelling frees what was billed, once; a paid invoice stays', async () => {
    const opened = await withApprovedTime();
    const id = (await bill(opened)).ids[0] ?? '';
    const cancelled = await opened.call('PUT', `invoices/${id}/cancel`);
    expect(cancelled.record('invoices')).toMatchObject({ status: 'cancelled' });
    expect(await shown(opened, '11')).toMatchObject({ is_invoiced: false, invoice_id: null });
    expect((await opened.call('PUT', `invoices/${id}/cancel`)).status).toBe(422);
    expect((await bill(opened)).status).toBe(200);
  });

  test('drafts can be changed, issued and deleted; an issued invoice is 404 to changes and deletes', async () => {
    const opened = await withApprovedTime();
    const draft = (await bill(opened, { draft: true })).ids[0] ?? '';
    const fewer = { invoice: { time_entry_ids: [11] } };
    const changed = await opened.call('PUT', `invoices/${draft}`, { json: fewer });
    expect(changed.record('invoices')).toMatchObject({ balance_in_cents: 18_000, draft: true });
    expect(await shown(opened, '12')).toMatchObject({ invoice_id: null });
    expect((await opened.call('DELETE', `invoices/${draft}`)).status).toBe(204);
    expect(await shown(opened, '11')).toMatchObject({ invoice_id: null });
    const issued = (await bill(opened, { draft: true })).ids[0] ?? '';
    await opened.call('PUT', `invoices/${issued}`, { json: { invoice: { draft: false } } });
    expect((await opened.call('PUT', `invoices/${issued}`, { json: fewer })).status).toBe(404);
    expect((await opened.call('DELETE', `invoices/${issued}`)).status).toBe(404);
  });
});
