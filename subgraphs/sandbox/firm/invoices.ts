// Invoices: numbers, dates, tax and totals on what was billed, and the marks on the work that they bill.
import type { Billable, BillableLine } from './billable.ts';
import { postingOf, taxCodeFor } from './chart.ts';
import { dateOf, instantOn } from './days.ts';
import type { Dirt, Draft } from './dirt.ts';
import type { Parties, Setup } from './firm.ts';
import { at } from './firm.ts';
import type { Contract, ErpCustomer } from './model.ts';
import type { DocumentLine, Invoice, TaxCode } from './model-finance.ts';
import { divideRounded } from './money.ts';
import { periodOn } from './periods.ts';
import type { Random } from './random.ts';
import { fxRateOn } from './setup.ts';

/** One invoice in so many lacks the contract's number, carries it mistyped, or lacks a tax code on a line. */
const WITHOUT_REFERENCE_EVERY = 17;
const MISTYPED_REFERENCE_EVERY = 41;
const WITHOUT_TAX_CODE_EVERY = 67;

/** What invoices are made from. */
interface InvoiceInput {
  readonly billables: readonly Billable[];
  readonly setup: Setup;
  readonly parties: Parties;
  readonly contracts: readonly Contract[];
  readonly random: Random;
  readonly dirt: Dirt;
}

/** Builds the invoices in order of day; paid, credited and open are still those of an untouched invoice. */
export function buildInvoices(input: InvoiceInput): Draft<Invoice>[] {
  const numbers = new Map<number, number>();
  const counter = { line: 0 };
  return [...input.billables]
    .sort((one, other) => one.issued - other.issued)
    .map((billable, index) => {
      const engagement = billable.lines[0]?.plan.engagement;
      const erpCustomer = engagement?.erpCustomer;
      if (engagement === undefined || erpCustomer === undefined)
        throw new Error(`Nobody to bill for "${billable.memo}"`);
      const sequence = (numbers.get(engagement.legalEntity) ?? 0) + 1;
      numbers.set(engagement.legalEntity, sequence);
      const ordinal = index + 1;
      const invoice = header(ordinal, sequence, { billable, erpCustomer, input });
      fill(invoice, billable, counter, input);
      return invoice;
    });
}

interface Heading {
  readonly billable: Billable;
  readonly erpCustomer: ErpCustomer;
  readonly input: InvoiceInput;
}

function header(ordinal: number, sequence: number, { billable, erpCustomer, input }: Heading): Draft<Invoice> {
  const { setup, contracts, random, dirt } = input;
  const plan = billable.lines[0]?.plan;
  if (plan === undefined) throw new Error(`Invoice ${ordinal} has no lines`);
  const { currency, legalEntity } = plan.engagement;
  const entity = at(setup.legalEntities, legalEntity);
  const issuedOn = dateOf(billable.issued);
  const terms = at(setup.terms, erpCustomer.terms);
  const contract = at(contracts, plan.engagement.ordinal).number;
  const posted = instantOn(billable.issued, '19:12:00');
  const contractReference = ((): string | undefined => {
    if (random.int(1, WITHOUT_REFERENCE_EVERY) === 1) {
      dirt.add('invoiceWithoutContractReference', 'invoices', ordinal, `names no contract, bills ${contract}`);
      return undefined;
    }
    if (random.int(1, MISTYPED_REFERENCE_EVERY) > 1) return contract;
    const typed = `C-${contract.replace(/^0+/u, '')} `;
    dirt.add('invoiceWithMistypedContractReference', 'invoices', ordinal, `says "${typed}" for contract ${contract}`);
    return typed;
  })();
  return {
    ordinal,
    number: documentNumber('invoice', entity.code, sequence, issuedOn),
    legalEntity,
    erpCustomer: erpCustomer.ordinal,
    currency,
    fxRate: fxRateOn(setup.fxRates, currency, entity.currency, issuedOn),
    issuedOn,
    dueOn: dateOf(billable.issued + terms.days),
    terms: terms.ordinal,
    period: periodOn(setup.periods, entity.calendar, issuedOn).ordinal,
    contractReference,
    memo: billable.memo,
    lines: [],
    net: 0n,
    tax: 0n,
    total: 0n,
    paid: 0n,
    credited: 0n,
    open: 0n,
    dispute: undefined,
    createdAt: posted,
    modifiedAt: posted,
  };
}

/**
 * The numbers people see. In the United States invoices and credit memos both count from 10001, so that a number without its
 * type is ambiguous, as it is in real books.
 */
export function documentNumber(
  type: 'invoice' | 'creditMemo',
  entity: string,
  sequence: number,
  issuedOn: string,
): string {
  const serial = String(sequence).padStart(4, '0');
  switch (entity) {
    case 'US01':
      return String(10_000 + sequence);
    case 'UK01':
      return type === 'invoice' ? `INV-UK-${serial}` : `CRN-UK-${serial}`;
    case 'DE01':
      return `${type === 'invoice' ? 'RE' : 'GS'}-${issuedOn.slice(0, 4)}-${serial}`;
    default:
      return `${type === 'invoice' ? 'JP' : 'JPC'}-${serial}`;
  }
}

function fill(invoice: Draft<Invoice>, billable: Billable, counter: { line: number }, input: InvoiceInput): void {
  const { parties, random, dirt } = input;
  const customer = at(parties.customers, at(parties.erpCustomers, invoice.erpCustomer).customer);
  const taxCode = taxCodeFor(invoice.legalEntity, customer.country, customer.ordinal);
  const forgotten = random.int(1, WITHOUT_TAX_CODE_EVERY) === 1;
  const lines = billable.lines.map((line, index) =>
    documentLine(line, { ordinal: (counter.line += 1), position: index + 1, taxCode }),
  );
  const last = lines.at(-1);
  if (forgotten && last !== undefined) {
    last.taxCode = undefined;
    dirt.add(
      'invoiceLineWithoutTaxCode',
      'invoices',
      invoice.ordinal,
      `line ${last.position} of ${invoice.number} has no tax code`,
    );
  }
  taxLines(lines, taxCode, invoice.legalEntity === 4 ? 'document' : 'line');
  billable.lines.forEach((line, index) => {
    const ordinal = lines[index]?.ordinal;
    for (const entry of line.entries ?? []) mark(entry, invoice.ordinal, ordinal);
    for (const expense of line.expenses ?? []) mark(expense, invoice.ordinal, ordinal);
    if (line.milestone !== undefined) line.milestone.invoice = invoice.ordinal;
    if (line.scheduleLine !== undefined) line.scheduleLine.invoice = invoice.ordinal;
  });
  invoice.lines = lines;
  invoice.net = lines.reduce((sum, line) => sum + line.net, 0n);
  invoice.tax = lines.reduce((sum, line) => sum + line.tax, 0n);
  invoice.total = invoice.net + invoice.tax;
  invoice.open = invoice.total;
}

function mark(record: { invoice?: number; invoiceLine?: number }, invoice: number, line: number | undefined): void {
  record.invoice = invoice;
  record.invoiceLine = line;
}

interface Place {
  readonly ordinal: number;
  readonly position: number;
  readonly taxCode: TaxCode;
}

function documentLine(line: BillableLine, { ordinal, position, taxCode }: Place): Draft<DocumentLine> {
  const { plan } = line;
  return {
    ordinal,
    position,
    job: line.job.ordinal,
    project: plan.ordinal,
    kind: line.kind,
    description: line.description,
    quantity: line.quantity,
    unitPrice: line.unitPrice,
    net: line.net,
    tax: 0n,
    taxCode: taxCode.ordinal,
    department: plan.department,
    serviceLine: plan.serviceLine,
    location: plan.engagement.legalEntity,
    ...postingOf(line.kind),
    milestone: line.milestone?.ordinal,
    scheduleLine: line.scheduleLine?.ordinal,
    role: line.role,
  };
}

/** Per cent with up to two decimals as hundredths: `10.35` is 1035n. */
function hundredths(rate: string): bigint {
  const [whole = '0', fraction = ''] = rate.split('.');
  return BigInt(whole + fraction.padEnd(2, '0'));
}

/**
 * Sets each line's tax. A Japanese qualified invoice rounds once for the document, down, and the last line takes the
 * remainder; elsewhere every line is rounded half up.
 */
export function taxLines(lines: readonly Draft<DocumentLine>[], code: TaxCode, rounding: 'line' | 'document'): void {
  const rate = hundredths(code.rate);
  const taxed = lines.filter((line) => line.taxCode !== undefined);
  for (const line of taxed)
    line.tax = rounding === 'line' ? divideRounded(line.net * rate, 10_000n) : (line.net * rate) / 10_000n;
  const last = taxed.at(-1);
  if (rounding === 'line' || last === undefined) return;
  const whole = (taxed.reduce((sum, line) => sum + line.net, 0n) * rate) / 10_000n;
  last.tax += whole - taxed.reduce((sum, line) => sum + line.tax, 0n);
}
