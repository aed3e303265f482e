// Setting payments and credit memos against invoices, and what that does to both.
import { dayAt } from '../account-time.ts';
import {
  addDecimals,
  compareDecimals,
  formatDecimal,
  multiplyDecimals,
  negateDecimal,
  roundDecimal,
  subtractDecimals,
  ZERO,
  type Decimal,
} from '../decimal.ts';
import { invalidReference, userError } from '../problem.ts';
import { settlementOf, type TransactionType } from '../posting.ts';
import type { Row } from '../table.ts';
import { property, readDecimal, resolveReference, type Body } from './body.ts';
import { digitsOf, sum } from './document-header.ts';
import { appliedByInvoice } from './document-lines.ts';
import type { RecordEnvironment } from './environment.ts';

/** A payment or credit memo as its applications see it. */
export interface ApplicationSource {
  readonly id: number;
  readonly type: 'CustPymt' | 'CustCred';
  readonly entity: number;
  readonly currency: number;
  /** Without a sign. */
  readonly total: Decimal;
}

/** What a payment or credit memo shall have applied: the present applications with the sent ones put over them. */
export function plannedApplications(
  sent: readonly Body[],
  source: ApplicationSource,
  environment: RecordEnvironment,
): ReadonlyMap<number, Decimal> {
  const planned = new Map(appliedByInvoice(source.id, environment));
  const before = new Map(planned);
  sent.forEach((line, index) => {
    const path = `apply.items[${index}].`;
    const invoice = resolveReference(
      property(line, 'doc'),
      { target: 'invoice', name: 'doc', path: `${path}doc` },
      environment,
    );
    if (property(line, 'apply') === false) {
      planned.delete(invoice);
      return;
    }
    const due = dueOf(invoice, before.get(invoice) ?? ZERO, source, { path, environment });
    const left = subtractDecimals(
      source.total,
      sum([...planned].filter(([id]) => id !== invoice).map(([, amount]) => amount)),
    );
    const wanted = readDecimal(property(line, 'amount')) ?? (compareDecimals(left, due) < 0 ? left : due);
    if (wanted.units <= 0n) throw userError('The amount applied must be greater than zero.', `${path}amount`);
    if (compareDecimals(wanted, due) > 0)
      throw userError(
        `The amount applied ${formatDecimal(wanted)} exceeds the amount due ${formatDecimal(due)}.`,
        `${path}amount`,
      );
    planned.set(invoice, wanted);
  });
  const applied = sum([...planned.values()]);
  if (compareDecimals(applied, source.total) > 0)
    throw userError(
      `The amount applied ${formatDecimal(applied)} exceeds the amount ${formatDecimal(source.total)} of this transaction.`,
      'apply',
    );
  return planned;
}

interface Spot {
  readonly path: string;
  readonly environment: RecordEnvironment;
}

/** What is still due on an invoice, not counting what this document has applied to it already. */
function dueOf(invoice: number, own: Decimal, source: ApplicationSource, { path, environment }: Spot): Decimal {
  const table = environment.database.known('transaction');
  const row = table.first('id', invoice);
  if (row === undefined || table.text(row, 'type') !== 'CustInvc' || table.number(row, 'entity') !== source.entity)
    throw invalidReference(`Invalid doc reference key ${invoice} for entity ${source.entity}.`, `${path}doc`);
  if (table.number(row, 'currency') !== source.currency)
    throw invalidReference(`Invalid doc reference key ${invoice} for currency ${source.currency}.`, `${path}doc`);
  return addDecimals(table.decimal(row, 'foreignamountunpaid') ?? ZERO, own);
}

/** Writes the applications of a document and settles it and every invoice it touches or touched. */
export function writeApplications(
  source: ApplicationSource,
  planned: ReadonlyMap<number, Decimal>,
  environment: RecordEnvironment,
): void {
  const { database, clock } = environment;
  const links = database.known('previoustransactionlinelink');
  const transactions = database.known('transaction');
  const old = links.find('nextdoc', source.id);
  const touched = new Set([...old.map((link) => links.number(link, 'previousdoc') ?? 0), ...planned.keys()]);
  const appliedOn = new Map(old.map((link) => [links.number(link, 'previousdoc'), links.text(link, 'nextdate')]));
  const own = transactions.first('id', source.id);
  const today = own === undefined ? null : transactions.text(own, 'trandate');
  database.remove('previoustransactionlinelink', old);
  for (const [invoice, amount] of planned) {
    const row = transactions.first('id', invoice);
    const rate = (row === undefined ? null : transactions.decimal(row, 'exchangerate')) ?? ZERO;
    database.insert('previoustransactionlinelink', {
      previousdoc: invoice,
      previousline: 0,
      previoustype: 'CustInvc',
      previousdate: row === undefined ? null : transactions.text(row, 'trandate'),
      nextdoc: source.id,
      nextline: source.type === 'CustPymt' ? 1 : 0,
      nexttype: source.type,
      nextdate: appliedOn.get(invoice) ?? today,
      linktype: 'Payment',
      foreignamount: amount,
      amount: roundDecimal(multiplyDecimals(amount, rate), bookDigits(invoice, environment)),
      lastmodifieddate: clock.now().getTime(),
    });
  }
  for (const id of [...touched, source.id]) settle(id, environment);
}

function bookDigits(transaction: number, environment: RecordEnvironment): number {
  const { database } = environment;
  const lines = database.known('transactionline');
  const line = lines.first('transaction', transaction);
  const subsidiaries = database.known('subsidiary');
  const row = line === undefined ? undefined : subsidiaries.first('id', lines.value(line, 'subsidiary'));
  const currency = row === undefined ? null : subsidiaries.number(row, 'currency');
  return currency === null ? 2 : digitsOf(currency, environment);
}

/** Sum of what is applied to an invoice, or from a payment or credit memo. */
export function appliedOf(transaction: number, { database }: Pick<RecordEnvironment, 'database'>): Decimal {
  const links = database.known('previoustransactionlinelink');
  const own = [...links.find('previousdoc', transaction), ...links.find('nextdoc', transaction)];
  return sum(own.map((link) => links.decimal(link, 'foreignamount') ?? ZERO));
}

/** Brings open amounts and status of a document up to date with its applications. */
function settle(id: number, environment: RecordEnvironment): void {
  const { database, clock } = environment;
  const table = database.known('transaction');
  const row = table.first('id', id);
  if (row === undefined) return;
  const type = (table.text(row, 'type') ?? 'Journal') as TransactionType;
  const settlement = settlementOf({
    type,
    total: table.decimal(row, 'foreigntotal') ?? ZERO,
    applied: appliedOf(id, environment),
    exchangeRate: table.decimal(row, 'exchangerate') ?? ZERO,
    bookDigits: bookDigits(id, environment),
  });
  const now = clock.now().getTime();
  const paid = type === 'CustInvc' && settlement.header.status === 'B';
  const closedate = paid ? dayAt(now) : null;
  const changed =
    JSON.stringify(plain(settlement.header)) !== JSON.stringify(plain(pick(table.read(row), settlement.header)));
  if (!changed) return;
  database.update('transaction', row, {
    ...settlement.header,
    ...(type === 'CustInvc' ? { closedate } : {}),
    lastmodifieddate: now,
  });
  updateMainLine(
    'transactionline',
    'id',
    { id, values: { ...settlement.line, linelastmodifieddate: now } },
    environment,
  );
  updateMainLine(
    'transactionaccountingline',
    'transactionline',
    { id, values: { ...settlement.accounting, lastmodifieddate: now } },
    environment,
  );
}

function pick(
  values: Readonly<Record<string, unknown>>,
  names: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(Object.keys(names).map((name) => [name, values[name]]));
}

/** Decimals as text, so that equal amounts of different scale are equal. */
function plain(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, isDecimal(value) ? formatDecimal(value) : value]),
  );
}

function isDecimal(value: unknown): value is Decimal {
  return typeof value === 'object' && value !== null && 'units' in value;
}

interface MainLineChange {
  readonly id: number;
  readonly values: Readonly<Record<string, Row[number]>>;
}

function updateMainLine(
  name: string,
  lineColumn: string,
  { id, values }: MainLineChange,
  { database }: RecordEnvironment,
): void {
  const table = database.known(name);
  const main = table.find('transaction', id).find((row) => table.number(row, lineColumn) === 0);
  if (main !== undefined) database.update(name, main, values);
}

/** A document's size: its total without the sign that credit memos have. */
export function sizeOf(total: Decimal): Decimal {
  return total.units < 0n ? negateDecimal(total) : total;
}
