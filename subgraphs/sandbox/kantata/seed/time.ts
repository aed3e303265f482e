// Time entries and the weekly submissions they were handed in with: by far the most rows, so each holds only columns.
import type { Firm } from '../../firm/firm.ts';
import { kantataIds } from '../../firm/ids.ts';
import type { Timesheet } from '../../firm/model-delivery.ts';
import type { Row } from '../database.ts';
import type { SeedRows } from './rows.ts';
import { costRates, currencyOf, optionalId, optionalUnits } from './convert.ts';

const STATUSES: Readonly<Record<Timesheet['state'], string>> = {
  submitted: 'new',
  approved: 'approved',
  rejected: 'rejected',
};

/** One text object per id however many rows point at it: saves a few megabytes. */
function sharing(idOf: (ordinal: number) => string): (ordinal: number) => string {
  const known = new Map<number, string>();
  return (ordinal) => {
    let id = known.get(ordinal);
    if (id === undefined) known.set(ordinal, (id = idOf(ordinal)));
    return id;
  };
}

/** Time entries and timesheet submissions. */
export function timeRows(firm: Firm): SeedRows {
  return {
    timesheet_submissions: firm.timesheets.map((sheet) => timesheetRow(firm, sheet)),
    time_entries: entryRows(firm),
  };
}

function entryRows(firm: Firm): readonly Row[] {
  const costRate = costRates(firm);
  const workspace = sharing(kantataIds.workspace);
  const story = sharing(kantataIds.story);
  const user = sharing(kantataIds.user);
  const role = sharing(kantataIds.role);
  const timesheet = sharing(kantataIds.timesheet);
  const invoice = sharing(kantataIds.invoice);
  return firm.timeEntries.map((entry) => ({
    id: kantataIds.timeEntry(entry.ordinal),
    workspace_id: workspace(entry.project),
    story_id: story(entry.task),
    user_id: user(entry.person),
    role_id: role(entry.role),
    date_performed: entry.workedOn,
    time_in_minutes: entry.minutes,
    billable: entry.billable,
    notes: entry.notes,
    // Null where no rate card gives a rate: that is not the same as work at a rate of nothing.
    rate_in_cents: optionalUnits(entry.rate),
    cost_rate_in_cents: costRate(entry.person, entry.project, entry.costRate, entry.workedOn),
    currency: currencyOf(firm, entry.project),
    approved: entry.state === 'approved',
    // A rejected sheet is no longer active, but still the most recent one.
    active_submission_id: entry.state === 'rejected' ? null : optionalId(entry.timesheet, timesheet),
    recent_submission_id: optionalId(entry.timesheet, timesheet),
    invoice_id: optionalId(entry.invoice, invoice),
    created_at: entry.createdAt,
    updated_at: entry.modifiedAt,
  }));
}

function timesheetRow(firm: Firm, sheet: Timesheet): Row {
  return {
    id: kantataIds.timesheet(sheet.ordinal),
    user_id: kantataIds.user(sheet.person),
    workspace_id: kantataIds.workspace(sheet.project),
    start_date: sheet.from,
    end_date: sheet.to,
    status: STATUSES[sheet.state],
    title: `Timesheet for ${sheet.from} - ${sheet.to}`,
    comment: null,
    resolution_description: sheet.rejectionReason ?? null,
    resolver_id: optionalId(sheet.decidedBy, kantataIds.user),
    resolved_at: sheet.decidedAt ?? null,
    currency: currencyOf(firm, sheet.project),
    created_at: sheet.submittedAt,
    updated_at: sheet.decidedAt ?? sheet.submittedAt,
  };
}
