// One project's documents and books, added up from the firm's own postings.
import { at, type Firm } from '../../subgraphs/sandbox/firm/firm.ts';
import { netsuiteIds } from '../../subgraphs/sandbox/firm/ids.ts';
import type { RevenueMethod } from '../../subgraphs/sandbox/firm/model.ts';
import type {
  BillingSchedule,
  BillingScheduleLine,
  ErpJob,
  Invoice,
  JournalLine,
  LedgerAccount,
} from '../../subgraphs/sandbox/firm/model-finance.ts';
import { invoicesByDate } from './erp-documents.ts';
import { accountingPeriod } from './erp-plain.ts';
import { erpId } from './identities.ts';
import { firmMoney, largestRemainder, type Minor, printed, total } from './plain-money.ts';
import { by, type Plain, type World } from './world.ts';

/** Posted figures: documents in the project's currency, books in the legal entity's. */
export interface LedgerFigures {
  readonly currency: string;
  readonly billed: Minor;
  readonly collected: Minor;
  readonly openReceivable: Minor;
  readonly overdue: Minor;
  readonly recognized: Minor;
  readonly deferred: Minor;
  readonly postedCost: Minor;
}

/** The figures of a job. */
export function ledgerFigures(firm: Firm, job: ErpJob): LedgerFigures {
  const { currency } = job;
  const invoices = firm.invoices.filter(({ lines }) => lines.some((line) => line.job === job.ordinal));
  // As long as nothing is posted there is no book, and nothing is nothing in the project's own currency.
  const isPosted =
    invoices.length > 0 || firm.journals.some(({ lines }) => lines.some((line) => line.job === job.ordinal));
  const books = isPosted ? at(firm.legalEntities, job.legalEntity).currency : currency;
  const own = (documents: readonly Pick<Invoice, 'lines'>[]): bigint =>
    total(documents, ({ lines }) => netOf(lines, job.ordinal));
  const open = total(invoices, (invoice) => shareOf(invoice, invoice.open, job.ordinal));
  const overdue = invoices.filter(({ dueOn }) => dueOn < firm.today);
  const posted = (...kinds: readonly LedgerAccount['kind'][]): bigint =>
    total(journalLines(firm, job, kinds), ({ amount }) => amount);
  const inDocuments = (minor: bigint): Minor => ({ minor, currency });
  const inBooks = (minor: bigint): Minor => ({ minor, currency: books });
  return {
    currency,
    billed: inDocuments(own(firm.invoices) - own(firm.creditMemos)),
    collected: inDocuments(total(invoices, (invoice) => shareOf(invoice, invoice.total, job.ordinal)) - open),
    openReceivable: inDocuments(open),
    overdue: inDocuments(total(overdue, (invoice) => shareOf(invoice, invoice.open, job.ordinal))),
    recognized: inBooks(-posted('income')),
    deferred: inBooks(-posted('deferredRevenue')),
    postedCost: inBooks(posted('costOfSales', 'expense')),
  };
}

function netOf(lines: Invoice['lines'], job: number): bigint {
  return total(lines, (line) => (line.job === job ? line.net : 0n));
}

/** A job's share of an amount of an invoice, by largest remainder over its jobs' net (DOMAIN rule 11). */
function shareOf({ lines }: Invoice, amount: bigint, job: number): bigint {
  const jobs = [...new Set(lines.map((line) => line.job))].sort((one, other) => one - other);
  const shares = largestRemainder(
    amount,
    jobs.map((each) => netOf(lines, each)),
  );
  return shares[jobs.indexOf(job)] ?? 0n;
}

function journalLines(firm: Firm, job: ErpJob, kinds: readonly LedgerAccount['kind'][]): readonly JournalLine[] {
  return firm.journals
    .flatMap(({ lines }) => lines)
    .filter((line) => line.job === job.ordinal && kinds.includes(at(firm.accounts, line.account).kind));
}

/** The figures as the graph shows them. */
export function shownLedger(figures: LedgerFigures): Plain {
  const { currency, ...amounts } = figures;
  return { currency, ...Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, printed(amount)])) };
}

/** Invoices with a line of a job, latest first. */
export function invoicesOf(world: World, job: number, first: number | null | undefined): readonly Plain[] {
  return invoicesByDate(world.firm)
    .filter(({ lines }) => lines.some((line) => line.job === job))
    .slice(0, first ?? 50)
    .map(({ ordinal }) => world.invoice(ordinal));
}

/** The ERP's own words for a method. */
const methods: Readonly<Record<RevenueMethod, string>> = {
  rightToInvoice: 'Right to Invoice',
  costToCost: 'Cost to Cost',
  milestone: 'Milestone',
  straightLine: 'Straight Line',
};

/** What each journal did to a job's revenue and deferred revenue, oldest first; nothing where the two are nothing. */
export function revenueEvents({ firm }: World, job: ErpJob): readonly Plain[] {
  const { currency } = at(firm.legalEntities, job.legalEntity);
  return [...firm.journals]
    .sort(
      by(
        ({ postedOn }) => postedOn,
        ({ ordinal }) => ordinal,
      ),
    )
    .flatMap((journal) => {
      const own = journal.lines.filter((line) => line.job === job.ordinal);
      const sum = (kind: LedgerAccount['kind']): bigint =>
        -total(own, ({ account, amount }) => (at(firm.accounts, account).kind === kind ? amount : 0n));
      const [recognized, deferred] = [sum('income'), sum('deferredRevenue')];
      if (recognized === 0n && deferred === 0n) return [];
      const method = own.find((line) => line.revenueMethod !== undefined)?.revenueMethod;
      const vendorId = `${netsuiteIds.journal(journal.ordinal)}:${netsuiteIds.job(job.ordinal)}`;
      return [
        {
          id: erpId('REVENUE_EVENT', vendorId),
          postedOn: journal.postedOn,
          period: accountingPeriod(firm, journal.period),
          method: method === undefined ? null : methods[method],
          recognized: firmMoney(recognized, currency),
          deferredDelta: firmMoney(deferred, currency),
        },
      ];
    });
}

const lineStatuses: Readonly<Record<BillingScheduleLine['state'], string>> = {
  pending: 'PLANNED',
  ready: 'READY',
  invoiced: 'BILLED',
  cancelled: 'CANCELLED',
};

/** A job's schedules with their planned bills in order of date. */
export function billingSchedules(world: World, job: ErpJob): readonly Plain[] {
  const own = world.firm.billingSchedules.filter((schedule) => schedule.job === job.ordinal);
  return own.map((schedule: BillingSchedule) => ({
    id: erpId('BILLING_SCHEDULE', netsuiteIds.billingSchedule(schedule.ordinal)),
    name: schedule.name,
    lines: [...schedule.lines]
      .sort(
        by(
          ({ dueOn }) => dueOn,
          ({ ordinal }) => ordinal,
        ),
      )
      .map((line, index) => ({
        number: index + 1,
        dueOn: line.dueOn,
        amount: firmMoney(line.amount, job.currency),
        status: lineStatuses[line.state],
        invoice: () => (line.invoice === undefined ? null : world.invoice(line.invoice)),
      })),
  }));
}
