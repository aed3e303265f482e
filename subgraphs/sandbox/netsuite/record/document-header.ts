// The head of a document that is being made: who, which books, which currency at which rate, which period.
import { addDecimals, decimal, ZERO, type Decimal } from '../decimal.ts';
import { invalidReference, userError } from '../problem.ts';
import type { Row, Values } from '../table.ts';
import { subsidiariesOf } from './balances.ts';
import { invalidContent, isDay, property, readDecimal, resolveReference, type Body } from './body.ts';
import { viewOf, type RecordEnvironment } from './environment.ts';

/** What all lines of a document share. */
export interface DocumentHeader {
  /** Null for journals. */
  readonly entity: number | null;
  readonly subsidiary: number;
  readonly currency: number;
  /** Digits after the point in the document's currency. */
  readonly digits: number;
  readonly bookDigits: number;
  readonly exchangeRate: Decimal;
  readonly tranDate: string;
  readonly period: number;
}

/** Reads the head of an invoice, credit memo or payment; `entityField` is what the record calls its customer. */
export function customerHeader(
  body: Body,
  entityField: 'entity' | 'customer',
  environment: RecordEnvironment,
): DocumentHeader {
  const sent = property(body, entityField);
  if (sent === undefined) throw userError('Please enter value(s) for: Customer', entityField);
  const entity = resolveReference(sent, { target: 'customer', name: entityField, path: entityField }, environment);
  const customers = environment.database.known('customer');
  const customer = requireRow(environment, 'customer', entity);
  if (customers.text(customer, 'isinactive') === 'T')
    throw invalidReference(`Invalid ${entityField} reference key ${entity}. The record is inactive.`, entityField);
  const allowed = subsidiariesOf(entity, environment);
  const subsidiary = optionalReference(body, 'subsidiary', environment) ?? allowed[0] ?? 0;
  if (!allowed.includes(subsidiary))
    throw invalidReference(`Invalid subsidiary reference key ${subsidiary} for entity ${entity}.`, 'subsidiary');
  const currency = optionalReference(body, 'currency', environment) ?? customers.number(customer, 'currency') ?? 0;
  const currencies = environment.database.known('customercurrencies');
  if (!currencies.find('customer', entity).some((row) => currencies.number(row, 'currency') === currency))
    throw invalidReference(`Invalid currency reference key ${currency} for entity ${entity}.`, 'currency');
  return finish({ entity, subsidiary, currency }, body, environment);
}

/** Reads the head of a journal, which has no customer. */
export function journalHeader(body: Body, environment: RecordEnvironment): DocumentHeader {
  const subsidiary = optionalReference(body, 'subsidiary', environment);
  if (subsidiary === null) throw userError('Please enter value(s) for: Subsidiary', 'subsidiary');
  const books = bookCurrency(subsidiary, environment);
  const currency = optionalReference(body, 'currency', environment) ?? books;
  return finish({ entity: null, subsidiary, currency }, body, environment);
}

function finish(
  start: Pick<DocumentHeader, 'entity' | 'subsidiary' | 'currency'>,
  body: Body,
  environment: RecordEnvironment,
): DocumentHeader {
  const sentDate = property(body, 'tranDate');
  if (sentDate !== undefined && !isDay(sentDate))
    throw invalidContent(
      `You have entered an Invalid Field Value ${JSON.stringify(sentDate)} for the following field: tranDate`,
      'tranDate',
    );
  const tranDate = sentDate ?? viewOf(environment).today;
  const period = periodFor(start.subsidiary, tranDate, environment);
  refuseClosed(period, environment, start.entity === null ? 'ledger' : 'receivables');
  return {
    ...start,
    digits: digitsOf(start.currency, environment),
    bookDigits: digitsOf(bookCurrency(start.subsidiary, environment), environment),
    exchangeRate: readDecimal(property(body, 'exchangeRate')) ?? rateOn(start, tranDate, environment),
    tranDate,
    period,
  };
}

function requireRow({ database }: RecordEnvironment, name: string, id: number): Row {
  const row = database.known(name).first('id', id);
  if (row === undefined) throw new Error(`The account has no ${name} ${id}`);
  return row;
}

function optionalReference(body: Body, name: 'subsidiary' | 'currency', environment: RecordEnvironment): number | null {
  const sent = property(body, name);
  if (sent === undefined || sent === null) return null;
  return resolveReference(sent, { target: name, name, path: name }, environment);
}

function bookCurrency(subsidiary: number, environment: RecordEnvironment): number {
  const row = requireRow(environment, 'subsidiary', subsidiary);
  return environment.database.known('subsidiary').number(row, 'currency') ?? 0;
}

/** Digits after the point in a currency. */
export function digitsOf(currency: number, environment: RecordEnvironment): number {
  const precision = environment.database
    .known('currency')
    .decimal(requireRow(environment, 'currency', currency), 'currencyprecision');
  return Number(precision?.units ?? 2n);
}

/** The newest rate of the day or before; none is a refusal, never 1. */
function rateOn(
  { subsidiary, currency }: Pick<DocumentHeader, 'subsidiary' | 'currency'>,
  tranDate: string,
  environment: RecordEnvironment,
): Decimal {
  const books = bookCurrency(subsidiary, environment);
  if (books === currency) return decimal('1');
  const rates = environment.database.known('currencyrate');
  const [latest] = rates
    .find('transactioncurrency', currency)
    .filter(
      (row) => rates.number(row, 'basecurrency') === books && (rates.text(row, 'effectivedate') ?? '') <= tranDate,
    )
    .sort((one, other) =>
      (rates.text(one, 'effectivedate') ?? '') < (rates.text(other, 'effectivedate') ?? '') ? 1 : -1,
    );
  const rate = latest === undefined ? null : rates.decimal(latest, 'exchangerate');
  if (rate === null)
    throw userError(`There is no exchange rate for currency ${currency} on ${tranDate}.`, 'exchangeRate');
  return rate;
}

/** The base period of the subsidiary's calendar that a day lies in. */
function periodFor(subsidiary: number, day: string, environment: RecordEnvironment): number {
  const { database } = environment;
  const calendar = database
    .known('subsidiary')
    .number(requireRow(environment, 'subsidiary', subsidiary), 'fiscalcalendar');
  const periods = database.known('accountingperiod');
  const found = periods
    .find('fiscalcalendar', calendar)
    .find(
      (row) =>
        periods.text(row, 'isposting') === 'T' &&
        (periods.text(row, 'startdate') ?? '') <= day &&
        day <= (periods.text(row, 'enddate') ?? ''),
    );
  const id = found === undefined ? null : periods.number(found, 'id');
  if (id === null) throw userError(`There is no accounting period for the date ${day}.`, 'tranDate');
  return id;
}

/** What shuts a period for documents of customers; a lock of receivables alone lets journals pass. */
const shutBy = { receivables: ['closed', 'arlocked', 'alllocked'], ledger: ['closed', 'alllocked'] } as const;

/** Journals are of the ledger, all others are customers' documents. */
export function bookOf(type: string | null): keyof typeof shutBy {
  return type === 'Journal' ? 'ledger' : 'receivables';
}

/** Refuses to post into a period that is closed or locked for a kind of document, or that the fault says is. 0 is no period: an order. */
export function refuseClosed(period: number, environment: RecordEnvironment, book: keyof typeof shutBy): void {
  if (period === 0) return;
  const periods = environment.database.known('accountingperiod');
  const row = requireRow(environment, 'accountingperiod', period);
  const isShut = shutBy[book].some((column) => periods.text(row, column) === 'T');
  if (!isShut && !environment.closedPeriod) return;
  const name = periods.text(row, 'periodname') ?? String(period);
  throw userError(
    `You cannot post to this accounting period because it is closed or locked: ${name}.`,
    'postingPeriod',
  );
}

/** Sum of decimals. */
export function sum(amounts: readonly Decimal[]): Decimal {
  return amounts.reduce<Decimal>(addDecimals, ZERO);
}

/** Due date by the customer's or the document's terms. */
export function dueOn(terms: number | null, tranDate: string, { database }: RecordEnvironment): string {
  const table = database.known('term');
  const row = terms === null ? undefined : table.first('id', terms);
  const days = Number((row === undefined ? null : table.decimal(row, 'daysuntilnetdue'))?.units ?? 0n);
  return new Date(Date.parse(tranDate) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Columns of `transaction` that NetSuite fills in itself when nobody sends them. */
export function customerTerms(entity: number | null, { database }: RecordEnvironment): Values {
  const customers = database.known('customer');
  const row = entity === null ? undefined : customers.first('id', entity);
  return { terms: row === undefined ? null : customers.number(row, 'terms') };
}
