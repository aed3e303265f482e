// What a month end left behind, by the stand-ins' own rows and this file's arithmetic alone: every approved hour on one invoice, to the
// smallest unit, up to what its contract lets be billed; nothing twice.
import { mintId } from '../../../schema/canon/identity.ts';
import type { Sandbox } from '../../../subgraphs/sandbox/sandbox.ts';
import type { VendorName } from '../../../subgraphs/sandbox/stand-in.ts';

type Row = Readonly<Record<string, unknown>>;

/** Digits of the firm's currencies after the point. */
const digits: Readonly<Record<string, number>> = { USD: 2, EUR: 2, GBP: 2, CAD: 2, AUD: 2, CHF: 2, JPY: 0, KWD: 3 };

/** A project of the month with what its approved time comes to. */
export interface MonthWork {
  readonly psa: string;
  /** Canonical. */
  readonly id: string;
  readonly currency: string;
  readonly entries: readonly string[];
  /** In the currency's smallest unit, each entry rounded by itself. */
  readonly worth: bigint;
  /** What its contract lets be billed of it. */
  readonly billable: bigint;
}

/** The rows of a table of a stand-in. */
export function rowsOf(sandbox: Sandbox, vendor: VendorName, table: string): readonly Row[] {
  return sandbox.standIns[vendor].standIn.dump([table])[table] ?? [];
}

/** The projects of the month by the PSA's rows, before anything is billed. */
export function monthWork(sandbox: Sandbox): readonly MonthWork[] {
  const approved = new Set(
    rowsOf(sandbox, 'kantata', 'timesheet_submissions').flatMap(({ id, status }) =>
      status === 'approved' ? [id] : [],
    ),
  );
  const time = Map.groupBy(
    rowsOf(sandbox, 'kantata', 'time_entries').filter(
      (entry) =>
        entry.billable === true &&
        (entry.approved === true || approved.has(entry.active_submission_id)) &&
        entry.invoice_id == null &&
        entry.notes === 'Services',
    ),
    ({ workspace_id: project }) => String(project),
  );
  const limits = new Map(
    rowsOf(sandbox, 'salesforce', 'Contract').map(
      (row) => [String(row.Id), row.Not_To_Exceed__c as number | string | null] as const,
    ),
  );
  const contracts = contractsByProject(sandbox);
  return rowsOf(sandbox, 'kantata', 'workspaces').flatMap((row) => {
    const psa = String(row.id);
    const own = time.get(psa);
    if (own === undefined) return [];
    const currency = String(row.currency);
    const worth = own.reduce(
      (sum, entry) => sum + valueOf(Number(entry.time_in_minutes), Number(entry.rate_in_cents)),
      0n,
    );
    const limit = limits.get(contracts.get(psa) ?? '') ?? null;
    const cap = limit === null ? worth : minor(String(limit), currency);
    const id = mintId({ system: 'PSA', instance: 'kantata', kind: 'PROJECT', id: psa });
    const entries = own.map((entry) => String(entry.id));
    return [{ psa, id, currency, entries, worth, billable: cap < worth ? cap : worth }];
  });
}

function contractsByProject(sandbox: Sandbox): ReadonlyMap<string, string> {
  const links = rowsOf(sandbox, 'kantata', 'external_references');
  return new Map(
    links.flatMap((row) => {
      const ref = String(row.service_model_ref);
      return row.subject_type === 'Workspace' && ref.startsWith('800') ? [[String(row.subject_id), ref] as const] : [];
    }),
  );
}

/** Minutes at so much an hour, halves up: whole numbers all the way. */
function valueOf(minutes: number, rate: number): bigint {
  return (BigInt(minutes) * BigInt(rate) * 2n + 60n) / 120n;
}

function minor(amount: string, currency: string): bigint {
  const places = digits[currency];
  if (places === undefined) throw new Error(`How many digits has ${currency}? Say it in month-end/judge.ts`);
  const [whole = '0', part = ''] = amount.replace(/^-/, '').split('.');
  return BigInt(whole + part.padEnd(places, '0').slice(0, places));
}

/** How much of the work is billed, and what is wrong. */
export interface Verdict {
  readonly invoices: number;
  /** Entries of projects whose bills come to less than their work. */
  readonly lost: number;
  /** Invoices beyond the first of a project, and projects whose bills come to more. */
  readonly duplicated: number;
  /** Entries that are billed whole and that the PSA does not know as billed. */
  readonly untold: number;
  readonly faults: readonly string[];
}

/** An invoice by the ERP's rows. */
export interface Billed {
  readonly project: string | null;
  readonly amount: bigint;
}

/** What was posted under keys of ours. */
export function billedNow(sandbox: Sandbox, works: readonly MonthWork[]): readonly Billed[] {
  const currencies = new Map(works.map(({ psa, currency }) => [psa, currency]));
  const projects = new Map(
    rowsOf(sandbox, 'netsuite', 'job').map((job) => [String(job.id), String(job.custentity_psa_project)]),
  );
  const lines = Map.groupBy(
    rowsOf(sandbox, 'netsuite', 'transactionline').filter(
      ({ mainline, taxline }) => mainline === 'F' && taxline === 'F',
    ),
    ({ transaction }) => String(transaction),
  );
  return rowsOf(sandbox, 'netsuite', 'transaction')
    .filter(({ type, externalid }) => type === 'CustInvc' && String(externalid).startsWith('bill-'))
    .map((row) => {
      const own = lines.get(String(row.id)) ?? [];
      const project = own.map(({ entity }) => projects.get(String(entity)) ?? null).find((one) => one !== null) ?? null;
      const currency = currencies.get(project ?? '') ?? 'USD';
      return { project, amount: own.reduce((sum, line) => sum + minor(String(line.foreignamount), currency), 0n) };
    });
}

/** Judges. `billed` is given so that a fault can be planted in it. */
export function judge(sandbox: Sandbox, works: readonly MonthWork[], billed: readonly Billed[]): Verdict {
  const byProject = Map.groupBy(billed, ({ project }) => project ?? 'none');
  const marked = new Set(
    rowsOf(sandbox, 'kantata', 'time_entries').flatMap(({ id, invoice_id: bill }) =>
      bill == null ? [] : [String(id)],
    ),
  );
  const faults: string[] = [];
  let [lost, duplicated, untold] = [0, 0, 0];
  for (const { psa, entries, worth, billable, currency } of works) {
    const own = byProject.get(psa) ?? [];
    const sum = own.reduce((total, { amount }) => total + amount, 0n);
    if (sum < billable) lost += entries.length;
    if (sum > billable) duplicated += 1;
    duplicated += Math.max(0, own.length - 1);
    if (sum !== billable || own.length > 1)
      faults.push(`${psa}: ${own.length} invoices of ${sum}, ${billable} ${currency} was to be billed`);
    // Of work that a cap splits or holds, the PSA is told when the rest is billed.
    const quiet = worth === billable ? entries.filter((entry) => !marked.has(entry)).length : 0;
    if (quiet > 0)
      faults.push(`${psa}: the PSA does not know ${quiet} of ${entries.length} entries as billed (${currency})`);
    untold += quiet;
  }
  const known = new Set(works.map(({ psa }) => psa));
  const strangers = billed.filter(({ project }) => !known.has(project ?? 'none')).length;
  if (strangers > 0) faults.push(`${strangers} invoices are of projects that were not to be billed`);
  return { invoices: billed.length, lost, duplicated: duplicated + strangers, untold, faults };
}
