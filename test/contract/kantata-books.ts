// What the contract tests know of a Kantata account apart from the connector: its tables, added up in whole base units.
import type { Money } from '../../schema/canon/money.ts';
import type { Project } from '../../schema/canon/project.ts';
import type { Rig, StateRow } from './kantata-rig.ts';

/** Places of the firm's currencies; the others have two. */
const places: Readonly<Record<string, number>> = { JPY: 0, KWD: 3 };

/** An amount as whole base units. */
export function baseUnits(amount: Pick<Money, 'amount' | 'currency'> | null | undefined): bigint {
  if (amount === null || amount === undefined) throw new Error('there is no amount');
  const [, fraction = ''] = amount.amount.split('.');
  if (fraction.length !== (places[amount.currency] ?? 2)) {
    throw new Error(`${amount.amount} ${amount.currency} has other places than its currency`);
  }
  return BigInt(amount.amount.replace('.', ''));
}

/** The value of a custom field of a project; null when it has none. */
export function customField(rig: Rig, project: string, name: string): unknown {
  const field = rig.table('custom_fields').find((row) => row.name === name)?.id;
  const value = rig
    .table('custom_field_values')
    .find((row) => row.subject_type === 'Workspace' && row.subject_id === project && row.custom_field_id === field);
  return value?.display_value ?? null;
}

/** The Salesforce id a project names; null when it names none. */
export function reference(rig: Rig, project: string, model: string): unknown {
  const found = rig
    .table('external_references')
    .find((row) => row.subject_type === 'Workspace' && row.subject_id === project && row.service_model === model);
  return found?.service_model_ref ?? null;
}

const words: Readonly<Record<string, string>> = {
  new: 'SUBMITTED',
  pending: 'SUBMITTED',
  approved: 'APPROVED',
  rejected: 'REJECTED',
};

function submitted(rig: Rig, table: string, row: StateRow | undefined): string {
  const id = row?.active_submission_id ?? row?.recent_submission_id ?? null;
  const status = rig.row(table, id)?.status;
  return id === null ? 'DRAFT' : (words[String(status)] ?? 'UNKNOWN');
}

/** Where a time entry stands. */
export function approvalOf(rig: Rig, row: StateRow | undefined): string {
  return row?.approved === true ? 'APPROVED' : submitted(rig, 'timesheet_submissions', row);
}

/** Where an expense stands; every project of the firm wants approval. */
export function approvalOfExpense(rig: Rig, row: StateRow | undefined): string {
  return submitted(rig, 'expense_report_submissions', row);
}

/** What a project's unbilled work must come to. */
export function unbilled(rig: Rig, project: Project) {
  const own = (row: StateRow): boolean => row.workspace_id === project.ref.id && row.invoice_id === null;
  const isTimed = project.billingModel === 'TIME_AND_MATERIALS';
  const time = rig
    .table('time_entries')
    .filter((row) => isTimed && own(row) && row.billable === true)
    .map((row) => {
      const dividend = BigInt(Number(row.time_in_minutes)) * BigInt(Number(row.rate_in_cents ?? 0));
      return {
        state: approvalOf(rig, row),
        worth: (dividend * 2n + 60n) / 120n,
        minutes: Number(row.time_in_minutes),
        on: String(row.date_performed),
        isUnpriced: row.rate_in_cents === null,
      };
    });
  const expenses = rig
    .table('expenses')
    .filter((row) => own(row) && row.is_billable === true)
    .map((row) => ({
      state: approvalOfExpense(rig, row),
      worth: BigInt(Number(row.amount_in_cents)),
      minutes: 0,
      on: String(row.date),
      isUnpriced: false,
    }));
  const items = [...time, ...expenses].filter((item) => item.state === 'SUBMITTED' || item.state === 'APPROVED');
  const approved = items.filter((item) => item.state === 'APPROVED');
  return {
    workInProgress: items.reduce((sum, item) => sum + item.worth, 0n),
    approved: approved.reduce((sum, item) => sum + item.worth, 0n),
    approvedTime: approved.reduce((sum, item) => sum + item.minutes, 0),
    oldestApprovedOn: approved.map((item) => item.on).sort()[0] ?? null,
    unpricedEntries: approved.filter((item) => item.isUnpriced).length,
  };
}
