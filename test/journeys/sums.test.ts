// The sums of a whole portfolio equal sums over the stand-ins' own state, by an arithmetic of this file's own.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHouse, type TestHouse } from '../house/house.ts';

type Row = Readonly<Record<string, unknown>>;
interface Amount {
  readonly amount: string;
  readonly currency: string;
}
interface Node {
  readonly name: string;
  readonly financeCode: string | null;
  readonly unbilledWork: { readonly approved: Amount; readonly workInProgress: Amount };
  readonly ledger: {
    readonly billed: Amount;
    readonly openReceivable: Amount;
    readonly recognized: Amount;
    readonly postedCost: Amount;
  } | null;
}

let house: TestHouse;
let nodes: readonly Node[];
beforeAll(async () => {
  house = await openHouse();
  const money = '{ amount currency }';
  const text = `query ($after: String) { projects(first: 100, after: $after) { pageInfo { hasNextPage endCursor } edges { node { name financeCode unbilledWork { approved ${money} workInProgress ${money} } ledger { billed ${money} openReceivable ${money} recognized ${money} postedCost ${money} } } } } }`;
  const found: Node[] = [];
  for (let after: string | null = null, more = true; more;) {
    const reply = await house.ask('finance-controller', text, { after });
    expect(reply.errors).toEqual([]);
    const { projects } = reply.data as {
      projects: { pageInfo: { hasNextPage: boolean; endCursor: string | null }; edges: { node: Node }[] };
    };
    found.push(...projects.edges.map((edge) => edge.node));
    after = projects.pageInfo.endCursor;
    more = projects.pageInfo.hasNextPage;
  }
  nodes = found;
}, 90_000);
afterAll(() => house.close());

const rows = (vendor: 'kantata' | 'netsuite', table: string): readonly Row[] =>
  house.sandbox.standIns[vendor].standIn.dump()[table] ?? [];

/** Hundredths of anything decimal: no currency of the firm but the dinar has more places, and it is scaled by ten. */
const parts = (value: unknown): bigint => {
  const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(value)) ?? [];
  return BigInt(`${sign}${whole}${fraction.padEnd(3, '0').slice(0, 3)}`);
};

function add(sums: Map<string, bigint>, currency: string, amount: bigint): void {
  sums.set(currency, (sums.get(currency) ?? 0n) + amount);
}

const told = (pick: (node: Node) => Amount | undefined): Map<string, bigint> => {
  const sums = new Map<string, bigint>();
  for (const node of nodes) {
    const amount = pick(node);
    if (amount !== undefined) add(sums, amount.currency, parts(amount.amount));
  }
  return new Map([...sums].filter(([, sum]) => sum !== 0n).sort());
};

test('every project of the PSA is on the pages once', () => {
  const titles = rows('kantata', 'workspaces').map((row) => String(row.title));
  expect(nodes.map((node) => node.name).sort()).toEqual([...titles].sort());
});

test('what is billed equals the invoice and credit lines of the ERP, currency by currency', () => {
  const codes = new Set(nodes.flatMap((node) => (node.financeCode === null ? [] : [node.financeCode])));
  const jobs = new Map(
    rows('netsuite', 'job')
      .filter((row) => codes.has(String(row.entityid)))
      .map((row) => [String(row.id), row]),
  );
  const symbols = new Map(rows('netsuite', 'currency').map((row) => [String(row.id), String(row.symbol)]));
  const documents = new Map(
    rows('netsuite', 'transaction')
      .filter((row) => ['CustInvc', 'CustCred'].includes(String(row.type)) && row.posting === 'T')
      .map((row) => [String(row.id), row]),
  );
  const sums = new Map<string, bigint>();
  for (const line of rows('netsuite', 'transactionline')) {
    const document = documents.get(String(line.transaction));
    if (document === undefined || !jobs.has(String(line.entity)) || line.mainline === 'T' || line.taxline === 'T')
      continue;
    add(sums, symbols.get(String(document.currency)) ?? '?', -parts(line.foreignamount));
  }
  const billed = told((node) => node.ledger?.billed);
  expect(billed.size).toBeGreaterThan(3);
  expect(billed).toEqual(new Map([...sums].filter(([, sum]) => sum !== 0n).sort()));
});

test('approved unbilled work equals the PSA’s own entries, each rounded to its minor unit', () => {
  const field = rows('kantata', 'custom_fields').find((row) => row.name === 'Billing Model');
  const modelOf = new Map(
    rows('kantata', 'custom_field_values')
      .filter((row) => row.custom_field_id === field?.id)
      .map((row) => [String(row.subject_id), JSON.stringify([row.display_value, row.value])]),
  );
  const workspaces = new Map(rows('kantata', 'workspaces').map((row) => [String(row.id), row]));
  const approvedReports = new Set(
    rows('kantata', 'expense_report_submissions')
      .filter((row) => row.status === 'approved')
      .map((row) => String(row.id)),
  );
  const sums = new Map<string, bigint>();
  const thousandths = (minor: bigint, currency: string): bigint =>
    minor * (currency === 'JPY' ? 1_000n : currency === 'KWD' ? 1n : 10n);
  for (const entry of rows('kantata', 'time_entries')) {
    const workspace = workspaces.get(String(entry.workspace_id));
    if (workspace === undefined || modelOf.get(String(workspace.id))?.includes('Time and Materials') !== true) continue;
    if (
      entry.approved !== true ||
      entry.billable !== true ||
      entry.invoice_id !== null ||
      entry.rate_in_cents === null ||
      entry.rate_in_cents === undefined
    )
      continue;
    const exact = BigInt(Number(entry.time_in_minutes)) * BigInt(Number(entry.rate_in_cents));
    add(sums, String(entry.currency), thousandths((exact * 2n + 60n) / 120n, String(entry.currency)));
  }
  for (const expense of rows('kantata', 'expenses')) {
    if (!workspaces.has(String(expense.workspace_id)) || expense.is_billable !== true || expense.invoice_id !== null)
      continue;
    if (!approvedReports.has(String(expense.active_submission_id))) continue;
    add(sums, String(expense.currency), thousandths(BigInt(Number(expense.amount_in_cents)), String(expense.currency)));
  }
  const approved = told((node) => node.unbilledWork.approved);
  expect(approved.size).toBeGreaterThan(3);
  expect(approved).toEqual(new Map([...sums].sort()));
});
