// Rows of projects -> finance projects, ledgers, revenue events, billing schedules.
import { allocate } from '../../../schema/canon/allocation.ts';
import type { CurrencyCode } from '../../../schema/canon/currency.ts';
import type {
  BillingSchedule,
  BillingScheduleStatus,
  ProjectLedger,
  RevenueEvent,
} from '../../../schema/canon/invoice.ts';
import { add, isZero, type Money, negate, subtract, toMinor, zero } from '../../../schema/canon/money.ts';
import type { FinanceProject } from '../../ports/erp.ts';
import type { Link } from './config.ts';
import { clientSide, signed, size } from './map-document.ts';
import type { BookRow, JobRow, RevenueRow, ScheduleRow, ShareRow } from './project-query.ts';
import { linkRefs, type Refs } from './refs.ts';

/** What mapping a project needs besides its rows. */
export interface ProjectDecoding {
  readonly refs: Refs;
  readonly currency: (id: string) => CurrencyCode;
  readonly functionalCurrency: (subsidiary: string) => CurrencyCode;
}

export function toFinanceProject(row: JobRow, refs: Refs, links: readonly Link[]): FinanceProject {
  const valueOf = (field: string): string | null => {
    const value = row[field];
    return typeof value === 'string' ? value : null;
  };
  return { ref: refs.of('PROJECT', row.id), links: linkRefs(links, valueOf), financeCode: row.code };
}

/** Everything one project's ledger is made of; `shares` holds all rows of every document it has a line in. */
export interface LedgerFacts {
  readonly job: JobRow;
  readonly shares: readonly ShareRow[];
  readonly books: readonly BookRow[];
  readonly today: string;
}

/** The part of a document that belongs to one entity. */
interface Part {
  readonly type: ShareRow['type'];
  readonly currency: CurrencyCode;
  readonly net: Money;
  readonly total: Money;
  readonly open: Money;
  readonly overdue: Money;
}

/**
 * A project's posted figures. Documents stay in the project's currency, the books in the functional currency of the legal
 * entity that bills it; nothing is converted here. Null when documents are in several currencies: no one figure can hold them.
 */
export function toLedger(facts: LedgerFacts, decode: ProjectDecoding): ProjectLedger | null {
  const { job, shares, books, today } = facts;
  const parts = [...Map.groupBy(shares, (row) => row.document).values()].map((rows) =>
    partOf(job.id, rows, today, decode.currency),
  );
  const [book] = booksOfSeller(job.id, shares, books);
  const bookCurrency = book === undefined ? null : decode.functionalCurrency(book.subsidiary);
  const currencies = new Set(parts.map((part) => part.currency));
  if (currencies.size > 1) return null;
  const own = job.currency === null ? bookCurrency : decode.currency(job.currency);
  const currency = [...currencies][0] ?? own;
  if (currency === null) return null;
  const invoices = parts.filter((part) => part.type === 'CustInvc');
  const total = (pick: (part: Part) => Money, from: readonly Part[]): Money =>
    from.reduce((sum, part) => add(sum, pick(part)), zero(currency));
  const openReceivable = total((part) => part.open, invoices);
  const functional = bookCurrency ?? currency;
  return {
    project: decode.refs.of('PROJECT', job.id),
    currency,
    billed: total((part) => part.net, parts),
    collected: subtract(
      total((part) => part.total, invoices),
      openReceivable,
    ),
    openReceivable,
    overdue: total((part) => part.overdue, invoices),
    recognized: negate(signed(book?.revenue ?? null, functional)),
    deferred: negate(signed(book?.deferred ?? null, functional)),
    postedCost: signed(book?.cost ?? null, functional),
  };
}

/**
 * One job's part of a document: its lines' net, and shares of total and open balance by largest remainder over all lines'
 * net. A line that takes something off (a discount) has no share: it made the others' smaller.
 */
function partOf(job: string, rows: readonly ShareRow[], today: string, decode: (id: string) => CurrencyCode): Part {
  const [head] = rows;
  if (head === undefined) throw new RangeError('A document has no rows');
  const currency = decode(head.currency);
  const nets = rows.map((row) => clientSide(row.items, currency, row.copies));
  const whose = rows.map((row) => row.entity === job);
  const weights = weightsOf(nets, whose);
  const share = (amount: Money): Money => {
    const { shares } = allocate(amount, weights);
    return shares.reduce((sum, part, index) => (whose[index] === true ? add(sum, part) : sum), zero(currency));
  };
  const open = share(signed(head.unpaid, currency));
  return {
    type: head.type,
    currency,
    net: nets.reduce((sum, net, index) => (whose[index] === true ? add(sum, net) : sum), zero(currency)),
    total: share(size(head.total, currency)),
    open,
    overdue: head.due !== null && head.due < today ? open : zero(currency),
  };
}

/** Net in minor units, nothing below zero; when nothing is above zero either, the whole goes to the job asked about. */
function weightsOf(nets: readonly Money[], whose: readonly boolean[]): readonly bigint[] {
  const weights = nets.map((net) => {
    const minor = toMinor(net);
    return minor > 0n ? minor : 0n;
  });
  return weights.some((weight) => weight > 0n) ? weights : whose.map((own) => (own ? 1n : 0n));
}

/**
 * The book that counts is the seller's: the subsidiary that bills the project, else the one that recognises its revenue.
 * What a delivering subsidiary books reaches the seller by intercompany charge (DOMAIN rule 18), so it is not added.
 */
function booksOfSeller(job: string, shares: readonly ShareRow[], books: readonly BookRow[]): readonly BookRow[] {
  const seller =
    shares.find((row) => row.entity === job)?.subsidiary ??
    books.find((row) => row.revenue !== null && !/^-?[0.]*$/.test(row.revenue))?.subsidiary;
  const own = books.filter((row) => row.subsidiary === seller);
  return own.length === 0 ? books.slice(0, 1) : own;
}

/** What a transaction did to revenue; null when it did nothing (a release that was reversed in the same journal). */
export function toRevenueEvent(row: RevenueRow, decode: ProjectDecoding): RevenueEvent | null {
  const currency = decode.functionalCurrency(row.subsidiary);
  const recognized = negate(signed(row.revenue, currency));
  const deferredDelta = negate(signed(row.deferred, currency));
  if (isZero(recognized) && isZero(deferredDelta)) return null;
  return {
    ref: decode.refs.of('REVENUE_EVENT', `${row.transaction}:${row.job}`),
    project: decode.refs.of('PROJECT', row.job),
    period: decode.refs.maybe('ACCOUNTING_PERIOD', row.period),
    postedOn: row.posted,
    method: row.method,
    recognized,
    deferredDelta,
  };
}

/** The schedules of one job, lines numbered in order of date; rows come in that order. */
export function toBillingSchedules(
  rows: readonly ScheduleRow[],
  statuses: Readonly<Record<string, BillingScheduleStatus>>,
  decode: ProjectDecoding,
): readonly BillingSchedule[] {
  return [...Map.groupBy(rows, (row) => row.schedule)].map(([schedule, lines]) => ({
    ref: decode.refs.of('BILLING_SCHEDULE', schedule),
    project: decode.refs.of('PROJECT', lines[0]?.job ?? ''),
    name: lines[0]?.name ?? null,
    lines: lines.flatMap((line, index) => {
      // Without a currency an amount is not money; the job has none either then, and the line cannot be billed.
      if (line.currency === null) return [];
      return {
        number: index + 1,
        dueOn: line.due,
        amount: signed(line.amount, decode.currency(line.currency)),
        status: statuses[line.status ?? ''] ?? 'UNKNOWN',
        invoice: decode.refs.maybe('INVOICE', line.invoice),
      };
    }),
  }));
}
