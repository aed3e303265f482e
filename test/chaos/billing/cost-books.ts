// What the vendors hold of the cost of work: approved time in the PSA with what it costs, and our journal entries in the ERP, read from the
// stand-ins' own tables and added up here in whole hundredths.
import type { Sandbox } from '../../../subgraphs/sandbox/sandbox.ts';
import type { Row } from '../vendor-screens.ts';
import { type CostSetting, employersOf } from './cost-setting.ts';
import { goLive, workDays } from './timesheets.ts';
import { cents } from './vendor-books.ts';

/** A time entry in the PSA that costs something. */
export interface CostedWork {
  readonly id: string;
  /** What it is costed with: project, company that employs whoever worked, currency, and whether a client pays. */
  readonly group: CostGroup;
  /** Hours by rate, rounded once, halves away from nothing. */
  readonly cost: bigint;
  readonly isApproved: boolean;
}

/** What costs are added up by. */
export interface CostGroup {
  readonly project: string;
  readonly employer: string;
  readonly currency: string;
  readonly isBillable: boolean;
}

/** A journal entry of ours in the ERP. */
export interface HeldEntry {
  readonly id: string;
  readonly key: string;
  /** Code of the company in whose books it is. */
  readonly books: string;
  readonly currency: string;
  /** The PSA's ids of the projects its lines are of; null for a line without one. */
  readonly projects: readonly (string | null)[];
  /** The entry it says it takes back. */
  readonly reverses: string | null;
  /** What each account got, debits plus; accounts that got nothing are left out. */
  readonly accounts: ReadonlyMap<string, bigint>;
  /** Debits less credits, in its currency and in that of the books. */
  readonly imbalance: bigint;
  readonly booksImbalance: bigint;
  /** All of it that must not change once it is posted, in words. */
  readonly content: string;
}

/** One look at both vendors. */
export interface CostBooks {
  readonly work: readonly CostedWork[];
  readonly entries: readonly HeldEntry[];
}

/** Reads what is there of these projects now. */
export function costBooks(sandbox: Sandbox, projects: ReadonlySet<string>, setting: CostSetting): CostBooks {
  const { time_entries: time = [], users = [] } = sandbox.standIns.kantata.standIn.dump(['time_entries', 'users']);
  const employers = employersOf(sandbox);
  const emails = new Map(users.map(({ id, email_address: email }) => [id, String(email).toLowerCase()]));
  const work = time.flatMap((row) => {
    const day = String(row.date_performed);
    if (!projects.has(String(row.workspace_id)) || day <= goLive || day > workDays.through) return [];
    const employer = employers.get(emails.get(row.user_id) ?? '');
    return employer === undefined ? [] : (costOf(row, employer, setting) ?? []);
  });
  return { work, entries: entriesOf(sandbox) };
}

/** At the PSA's own rate, else at the person's card; null where neither says one. */
function costOf(row: Row, employer: string, { cards }: CostSetting): CostedWork | null {
  const card = cards.get(String(row.user_id));
  const own = row.cost_rate_in_cents == null ? 0n : BigInt(Number(row.cost_rate_in_cents));
  const [rate, currency] = own > 0n ? [own, String(row.currency)] : [card?.rate ?? 0n, card?.currency ?? ''];
  if (rate === 0n) return null;
  const isBillable = row.billable === true;
  return {
    ...{ id: String(row.id), isApproved: row.approved === true },
    group: { project: String(row.workspace_id), employer, currency, isBillable },
    cost: (BigInt(Number(row.time_in_minutes)) * rate * 2n + 60n) / 120n,
  };
}

const tables = [
  'transaction',
  'transactionline',
  'transactionaccountingline',
  'job',
  'account',
  'subsidiary',
  'currency',
];

function entriesOf(sandbox: Sandbox): readonly HeldEntry[] {
  const erp = sandbox.standIns.netsuite.standIn.dump(tables);
  const table = (name: string): readonly Row[] => erp[name] ?? [];
  const own = table('transaction').filter(
    ({ type, externalid: key }) => type === 'Journal' && String(key).startsWith('cost-'),
  );
  const ids = new Set(own.map(({ id }) => String(id)));
  const linesOf = (name: string): ReadonlyMap<string, readonly Row[]> =>
    Map.groupBy(
      table(name).filter(({ transaction }) => ids.has(String(transaction))),
      ({ transaction }) => String(transaction),
    );
  const [lines, postings] = [linesOf('transactionline'), linesOf('transactionaccountingline')];
  const named = (name: string, column: string): ReadonlyMap<unknown, string> =>
    new Map(table(name).map((row) => [row.id, String(row[column])]));
  const numbers = named('account', 'acctnumber');
  const codes = named('subsidiary', 'custrecord_entity_code');
  const currencies = named('currency', 'symbol');
  const jobs = new Map(table('job').map(({ id, custentity_psa_project: project }) => [id, project]));
  return own.map((row): HeldEntry => {
    const all = lines.get(String(row.id)) ?? [];
    const booked = (postings.get(String(row.id)) ?? []).map(({ debit, credit }) => cents(debit) - cents(credit));
    const projects = all.map(({ entity }) => (typeof jobs.get(entity) === 'string' ? String(jobs.get(entity)) : null));
    const said = all.map(({ expenseaccount: account, foreignamount: amount, entity, memo }) =>
      [account, amount, entity, memo].join('/'),
    );
    return {
      ...{ id: String(row.id), key: String(row.externalid), books: codes.get(all[0]?.subsidiary) ?? '' },
      ...{ currency: currencies.get(row.currency) ?? '', projects: [...new Set(projects)] },
      reverses: typeof row.custbody_reverses === 'string' ? row.custbody_reverses : null,
      accounts: sumsOf(all, numbers),
      imbalance: total(all.map(({ foreignamount: amount }) => cents(amount))),
      booksImbalance: total(booked),
      content: [row.tranid, row.trandate, row.postingperiod, row.memo, ...said].join(' '),
    };
  });
}

function sumsOf(lines: readonly Row[], numbers: ReadonlyMap<unknown, string>): ReadonlyMap<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const { expenseaccount: account, foreignamount: amount } of lines) {
    const number = numbers.get(account) ?? '';
    sums.set(number, (sums.get(number) ?? 0n) + cents(amount));
  }
  return new Map([...sums].filter(([, amount]) => amount !== 0n));
}

function total(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}
