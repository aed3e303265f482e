// The chart of accounts, the items invoices sell, and the tax codes with the rule that picks one.
import type { LedgerAccount, LineKind, ServiceItem, TaxCode } from './model-finance.ts';

/** Accounts all legal entities share. */
export const ACCOUNTS: readonly LedgerAccount[] = (
  [
    ['1100', 'Accounts Receivable', 'receivable'],
    ['1000', 'Operating Bank', 'bank'],
    ['1150', 'Unbilled Receivable', 'unbilledReceivable'],
    ['2400', 'Deferred Revenue', 'deferredRevenue'],
    ['2200', 'Sales Tax Payable', 'taxPayable'],
    ['2300', 'Payroll Clearing', 'payrollClearing'],
    ['4000', 'Consulting Revenue', 'income'],
    ['4100', 'Fixed Price Revenue', 'income'],
    ['4200', 'Managed Services Revenue', 'income'],
    ['4900', 'Rebilled Expenses', 'income'],
    ['5000', 'Direct Labour', 'costOfSales'],
    ['5100', 'Project Expenses', 'costOfSales'],
    ['6000', 'Bank Charges', 'expense'],
  ] as const
).map(([number, name, kind], index) => ({ ordinal: index + 1, number, name, kind }));

/** The account with this number. */
export function accountNumbered(number: string): number {
  const account = ACCOUNTS.find((candidate) => candidate.number === number);
  if (account === undefined) throw new Error(`No account ${number} in the chart`);
  return account.ordinal;
}

/** One item per kind of line. */
export const ITEMS: readonly ServiceItem[] = (
  [
    ['Professional Services', 'time'],
    ['Reimbursable Expenses', 'expense'],
    ['Milestone Fee', 'milestone'],
    ['Fixed Fee', 'fixedFee'],
    ['Retainer', 'retainer'],
    ['Managed Service Subscription', 'recurring'],
  ] as const
).map(([name, kind], index) => ({ ordinal: index + 1, name, kind }));

const INCOME_ACCOUNT: Readonly<Record<LineKind, string>> = {
  time: '4000',
  expense: '4900',
  milestone: '4100',
  fixedFee: '4100',
  retainer: '4200',
  recurring: '4200',
};

/** Item and income account of a kind of line. */
export function postingOf(kind: LineKind): { readonly item: number; readonly account: number } {
  const item = ITEMS.find((candidate) => candidate.kind === kind);
  if (item === undefined) throw new Error(`No item sells ${kind}`);
  return { item: item.ordinal, account: accountNumbered(INCOME_ACCOUNT[kind]) };
}

/** Tax codes of all legal entities. */
export const TAX_CODES: readonly TaxCode[] = (
  [
    [1, 'US-EXEMPT', 'Services not taxable', '0'],
    [1, 'US-WA', 'Washington sales tax', '10.35'],
    [2, 'UK-S20', 'Standard rate', '20'],
    [2, 'UK-OS', 'Outside the scope', '0'],
    [3, 'DE-S19', 'Regelsteuersatz', '19'],
    [3, 'DE-RC', 'Reverse charge', '0'],
    [3, 'DE-EX', 'Drittland, nicht steuerbar', '0'],
    [4, 'JP-10', '消費税 10%', '10'],
    [4, 'JP-EX', '輸出免税', '0'],
  ] as const
).map(([legalEntity, code, name, rate], index) => ({ ordinal: index + 1, legalEntity, code, name, rate }));

const EUROPEAN_UNION = new Set(['DE', 'FR', 'NL', 'IE', 'PL']);

/** The tax code for services to a customer of a country; one American customer in eight sits in a state that taxes services. */
export function taxCodeFor(legalEntity: number, country: string, customer: number): TaxCode {
  const code = taxCodeName(legalEntity, country, customer);
  const found = TAX_CODES.find((candidate) => candidate.code === code);
  if (found === undefined) throw new Error(`No tax code ${code}`);
  return found;
}

function taxCodeName(legalEntity: number, country: string, customer: number): string {
  switch (legalEntity) {
    case 1:
      return country === 'US' && customer % 8 === 3 ? 'US-WA' : 'US-EXEMPT';
    case 2:
      return country === 'GB' ? 'UK-S20' : 'UK-OS';
    case 3:
      if (country === 'DE') return 'DE-S19';
      return EUROPEAN_UNION.has(country) ? 'DE-RC' : 'DE-EX';
    default:
      return country === 'JP' ? 'JP-10' : 'JP-EX';
  }
}
