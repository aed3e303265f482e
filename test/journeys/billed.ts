// What the stand-ins hold of work and its bills, read from their own tables and added up here, with nothing of the product's sums.
import { mintId } from '../../schema/canon/identity.ts';
import type { Sandbox } from '../../subgraphs/sandbox/sandbox.ts';
import { rows } from './deals.ts';

/** A project of the firm by the end of its title. */
export function projectOf(sandbox: Sandbox, title: string): { readonly psa: string; readonly id: string } {
  const row = rows(sandbox, 'kantata', 'workspaces').find((workspace) => String(workspace.title).endsWith(title));
  if (row === undefined) throw new Error(`The firm has no project "${title}"`);
  const psa = String(row.id);
  return { psa, id: mintId({ system: 'PSA', instance: 'kantata', kind: 'PROJECT', id: psa }) };
}

/** A time entry as the PSA holds it. */
export interface HeldTime {
  readonly id: string;
  readonly on: string;
  readonly minutes: number;
  /** Per hour, in the currency's smallest unit. */
  readonly rate: number;
  readonly isBilled: boolean;
}

/** Approved billable time of a project worked within some days. */
export function approvedTimeOf(sandbox: Sandbox, project: string, from: string, to: string): readonly HeldTime[] {
  const approved = new Set(
    rows(sandbox, 'kantata', 'timesheet_submissions')
      .filter(({ status }) => status === 'approved')
      .map(({ id }) => id),
  );
  return rows(sandbox, 'kantata', 'time_entries')
    .filter((entry) => entry.workspace_id === project && entry.billable === true)
    .filter((entry) => entry.approved === true || approved.has(entry.active_submission_id))
    .filter((entry) => String(entry.date_performed) >= from && String(entry.date_performed) <= to)
    .map((entry) => ({
      id: String(entry.id),
      on: String(entry.date_performed),
      minutes: Number(entry.time_in_minutes),
      rate: Number(entry.rate_in_cents),
      isBilled: entry.invoice_id !== null && entry.invoice_id !== undefined,
    }));
}

/** What time is worth: each entry to the smallest unit, halves away from nothing. Whole numbers all the way. */
export function centsOf(time: readonly Pick<HeldTime, 'minutes' | 'rate'>[]): bigint {
  return time.reduce((total, { minutes, rate }) => total + (BigInt(minutes) * BigInt(rate) * 2n + 60n) / 120n, 0n);
}

/** An invoice that was posted under a key of ours, as the ERP holds it; amounts are its decimal texts. */
export interface HeldInvoice {
  readonly id: string;
  readonly key: string;
  readonly number: string;
  /** The PSA's id of its first line's project, as the ERP's reference field has it. */
  readonly project: string | null;
  readonly lines: readonly { readonly amount: string; readonly memo: string }[];
}

/** Invoices whose external id is a key of billing. */
export function invoicesOf(sandbox: Sandbox): readonly HeldInvoice[] {
  const lines = Map.groupBy(rows(sandbox, 'netsuite', 'transactionline'), ({ transaction }) => String(transaction));
  const projects = new Map<unknown, unknown>(
    rows(sandbox, 'netsuite', 'job').map((job) => [job.id, job.custentity_psa_project]),
  );
  const projectOn = (transaction: string): string | null => {
    const named = (lines.get(transaction) ?? []).map(({ entity }) => projects.get(entity));
    return named.find((id) => typeof id === 'string') ?? null;
  };
  return rows(sandbox, 'netsuite', 'transaction')
    .filter(({ type, externalid }) => type === 'CustInvc' && String(externalid).startsWith('bill-'))
    .map((row) => ({
      ...{ id: String(row.id), key: String(row.externalid), number: String(row.tranid) },
      project: projectOn(String(row.id)),
      lines: (lines.get(String(row.id)) ?? [])
        .filter(({ mainline, taxline }) => mainline === 'F' && taxline === 'F')
        // A sale is a credit: the ERP keeps it with a minus.
        .map(({ foreignamount, memo }) => ({ amount: String(foreignamount).replace(/^-/, ''), memo: String(memo) })),
    }));
}

/** Decimal text of two places in the smallest unit. */
export function minorOf(amount: string): bigint {
  const [whole = '0', part = ''] = amount.split('.');
  return BigInt(whole) * 100n + BigInt(part.padEnd(2, '0').slice(0, 2));
}

/** Cash and credits that the customer of a project has on no invoice, of one seller in one currency, in the smallest unit. Never nothing. */
export function unappliedOf(sandbox: Sandbox, project: string): bigint {
  const job = rows(sandbox, 'netsuite', 'job').find((each) => String(each.custentity_psa_project) === project);
  const own = rows(sandbox, 'netsuite', 'transaction').filter(
    ({ type, entity, currency }) =>
      (type === 'CustPymt' || type === 'CustCred') && entity === job?.customer && currency === job?.currency,
  );
  const total = own.reduce((sum, { foreignpaymentamountunused: unused }) => sum + minorOf(String(unused)), 0n);
  if (total === 0n) throw new Error(`The customer of project ${project} has nothing unapplied`);
  return total;
}

/** Planned bills of a project as the ERP holds them, that nobody has billed and that fall due by a day. */
export function dueOf(
  sandbox: Sandbox,
  psa: string,
  through: string,
): readonly { readonly id: string; readonly cents: bigint }[] {
  const job = rows(sandbox, 'netsuite', 'job').find((each) => String(each.custentity_psa_project) === psa);
  return rows(sandbox, 'netsuite', 'customrecord_billing_schedule_line')
    .filter((each) => each.custrecord_job === job?.id && String(each.custrecord_due_date) <= through)
    .filter(({ custrecord_status: status }) => status === 'READY' || status === 'PENDING')
    .map((each) => ({ id: String(each.id), cents: minorOf(String(each.custrecord_amount)) }));
}
