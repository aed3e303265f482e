// What the vendors hold of billed work, read from the stand-ins' own tables and added up here: whole numbers of the smallest unit (all
// currencies played with have hundredths), and nothing of the product's rules, names of lines or sums.
import type { Sandbox } from '../../../subgraphs/sandbox/sandbox.ts';
import type { Row } from '../vendor-screens.ts';

/** A time entry in the PSA. */
export interface HeldWork {
  readonly id: string;
  readonly project: string;
  /** Hours by rate, rounded once, halves away from nothing. */
  readonly worth: bigint;
  readonly isApproved: boolean;
  /** The PSA's own bill that locks it; null while it is free. */
  readonly bill: string | null;
}

/** A bill in the PSA that is not cancelled, as far as it is of a document of the ERP: it names it, or was built for it under its key. */
export interface HeldBill {
  readonly id: string;
  readonly document: string;
}

/** An invoice or a credit memo in the ERP that carries a key of ours. */
export interface HeldDocument {
  readonly id: string;
  readonly key: string;
  readonly kind: 'INVOICE' | 'CREDIT';
  /** The PSA's id of the project it is of. */
  readonly project: string | null;
  /** Of a credit: the invoice that it refers to. */
  readonly original: string | null;
  /** What each line charges the client; a credit's is what it gives back. */
  readonly lines: readonly bigint[];
  readonly tax: bigint;
  readonly total: bigint;
  /** Debits less credits of its postings; nothing when the ledger balances. */
  readonly imbalance: bigint;
  readonly isVoided: boolean;
  /** All of it that must not change once it is posted, in words. */
  readonly content: string;
}

/** One look at both vendors. */
export interface VendorBooks {
  readonly work: readonly HeldWork[];
  readonly bills: readonly HeldBill[];
  readonly documents: readonly HeldDocument[];
  /** Keys of orders in the ERP of which nothing is built. */
  readonly orders: readonly string[];
}

/** Reads what is there of these projects now. Takes tens of milliseconds. */
export function vendorBooks(sandbox: Sandbox, projects: ReadonlySet<string>): VendorBooks {
  const psa = sandbox.standIns.kantata.standIn.dump(['time_entries', 'external_references', 'invoices']);
  const isOfOurs = (row: Row): boolean => projects.has(String(row.workspace_id));
  const work = (psa.time_entries ?? []).filter((row) => isOfOurs(row) && row.billable === true).map(workOf);
  const references = (psa.external_references ?? []).filter(({ subject_type: type }) => type === 'Invoice');
  const { documents, orders } = documentsOf(sandbox);
  const byKey = new Map(documents.map(({ key, id }) => [key, id]));
  const documentOf = new Map(
    references.map((row) => {
      const built = byKey.get(String(row.service_model_ref).replace(/^built-/, 'bill-'));
      return [String(row.subject_id), erpId(row.external_message) ?? built ?? null];
    }),
  );
  const bills = (psa.invoices ?? []).flatMap(({ id, status }) => {
    const document = documentOf.get(String(id)) ?? null;
    return document === null || status === 'cancelled' ? [] : [{ id: String(id), document }];
  });
  return { work, bills, documents, orders };
}

function workOf(row: Row): HeldWork {
  const product = BigInt(Number(row.time_in_minutes)) * BigInt(Number(row.rate_in_cents));
  return {
    ...{ id: String(row.id), project: String(row.workspace_id) },
    worth: (product * 2n + 60n) / 120n,
    isApproved: row.approved === true,
    bill: typeof row.invoice_id === 'string' ? row.invoice_id : null,
  };
}

/** A bill says which document of the ERP it mirrors as `<instance> <id>`. */
function erpId(message: unknown): string | null {
  return typeof message === 'string' ? (/^\S+ (\d+)$/.exec(message)?.[1] ?? null) : null;
}

const erpTables = ['transaction', 'transactionline', 'transactionaccountingline', 'job'];

function documentsOf(sandbox: Sandbox): Pick<VendorBooks, 'documents' | 'orders'> {
  const erp = sandbox.standIns.netsuite.standIn.dump(erpTables);
  const table = (name: string): readonly Row[] => erp[name] ?? [];
  const own = table('transaction').filter(({ externalid: key }) => /^(bill|credit)-/.test(String(key)));
  const ids = new Set(own.map(({ id }) => String(id)));
  const isOwn = ({ transaction }: Row): boolean => ids.has(String(transaction));
  const lines = Map.groupBy(table('transactionline').filter(isOwn), byTransaction);
  const postings = Map.groupBy(table('transactionaccountingline').filter(isOwn), byTransaction);
  const jobs = new Map(table('job').map((row) => [String(row.id), row.custentity_psa_project]));
  const orders = table('transaction')
    .filter(({ externalid: key, status }) => String(key).startsWith('order-') && status !== 'G')
    .map(({ externalid: key }) => String(key));
  const documents = own.map((row) => {
    const id = String(row.id);
    const isInvoice = row.type === 'CustInvc';
    const charged = (line: Row): bigint => (isInvoice ? -cents(line.foreignamount) : cents(line.foreignamount));
    const all = lines.get(id) ?? [];
    const sold = all.filter(({ mainline, taxline }) => mainline === 'F' && taxline === 'F');
    const project = sold.map(({ entity }) => jobs.get(String(entity))).find((found) => typeof found === 'string');
    const original = all.map(({ createdfrom: from }) => from).find((from) => from != null && from !== '');
    const nets = sold.map(charged);
    const tax = all.filter(({ taxline }) => taxline === 'T').reduce((sum, line) => sum + charged(line), 0n);
    const total = cents(row.foreigntotal);
    return {
      ...{ id, key: String(row.externalid), kind: isInvoice ? ('INVOICE' as const) : ('CREDIT' as const) },
      project: project ?? null,
      original: typeof original === 'string' || typeof original === 'number' ? String(original) : null,
      ...{ lines: nets, tax, total: total < 0n ? -total : total },
      imbalance: (postings.get(id) ?? []).reduce((sum, { debit, credit }) => sum + cents(debit) - cents(credit), 0n),
      isVoided: row.voided === 'T',
      content: [row.tranid, row.trandate, row.postingperiod, ...nets, tax, total].join(' '),
    };
  });
  return { documents, orders };
}

function byTransaction({ transaction }: Row): string {
  return String(transaction);
}

/** Decimal text in hundredths; what is not there is nothing. Throws for finer amounts: then this arithmetic would be wrong. */
export function cents(amount: unknown): bigint {
  if (amount === undefined || amount === null || amount === '') return 0n;
  const text = typeof amount === 'number' ? String(amount) : amount;
  const found = /^(-?)(\d+)(?:\.(\d{1,2})0*)?$/.exec(typeof text === 'string' ? text : '');
  if (found === null) throw new Error(`${JSON.stringify(amount)} is no amount of hundredths`);
  const [, sign, whole = '0', part = ''] = found;
  const size = BigInt(whole) * 100n + BigInt(part.padEnd(2, '0'));
  return sign === '-' ? -size : size;
}
