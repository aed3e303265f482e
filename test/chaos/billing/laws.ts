// The laws that billing keeps, as an auditor with nothing but the vendors' books would check them: some at every moment, some once all is
// at rest. Pure; amounts are whole numbers of the smallest unit.
import { broken, type Violation } from './law.ts';
import type { HeldDocument, HeldWork, VendorBooks } from './vendor-books.ts';

/** What the auditor remembers between two looks. */
export interface Memory {
  /** The most that a piece of work was ever worth while it was approved. */
  readonly worth: Map<string, { readonly project: string; readonly worth: bigint }>;
  /** What each document said when it was first seen. */
  readonly content: Map<string, string>;
}

/** Nothing seen yet. */
export function noMemory(): Memory {
  return { worth: new Map(), content: new Map() };
}

/** What people did that the vendors' books do not show. */
export interface Known {
  /** By the PSA's id: what may still be billed of a project by its contract when the play begins; no entry where there is no cap. */
  readonly caps: ReadonlyMap<string, bigint>;
  /** Projects that are played with. */
  readonly projects: ReadonlySet<string>;
  /** Work that counts as billed before: it was there and on no list when the position was signed off. */
  readonly before: ReadonlySet<string>;
}

/** The laws of every moment, whatever is under way. Writes down what it has seen. */
export function brokenNow(books: VendorBooks, known: Known, memory: Memory): readonly Violation[] {
  for (const { id, project, worth, isApproved } of books.work) {
    const before = memory.worth.get(id)?.worth ?? 0n;
    if (isApproved && !known.before.has(id) && worth > before) memory.worth.set(id, { project, worth });
  }
  return [
    ...books.documents.flatMap((document) => unsound(document, memory)),
    ...keysTwice(books.documents),
    ...[...known.projects].flatMap((project) => overbilled(project, books, known, memory)),
    ...books.bills.flatMap(({ id, document }) => misbilled({ id, document, isAtRest: false }, books, known)),
  ];
}

/** The laws once nothing moves any more and nobody holds anything back: all work is billed, once, to the cent. */
export function brokenAtRest(books: VendorBooks, known: Known): readonly Violation[] {
  const told = new Set(books.bills.map(({ document }) => document));
  const live = books.documents.filter(isLive);
  const untold = live.filter(
    (each) => each.kind === 'INVOICE' && !told.has(each.id) && sum(each.lines) !== creditedOf(each.id, books),
  );
  return [
    ...[...known.projects].flatMap((project) => unbilled(project, books, known)),
    ...books.bills.flatMap(({ id, document }) => misbilled({ id, document, isAtRest: true }, books, known)),
    ...books.orders.map((key) => broken('no order is left over', `nothing was built of ${key}`)),
    ...untold
      // Of a document that takes a part of its work, the PSA is told with the last part.
      .filter(({ project }) => project === null || !known.caps.has(project))
      .map(({ key }) => broken('every document is told', `the PSA has no bill of ${key}`)),
  ];
}

function isLive({ isVoided }: HeldDocument): boolean {
  return !isVoided;
}

function unsound(document: HeldDocument, { content }: Memory): readonly Violation[] {
  const { key, lines, tax, total, imbalance } = document;
  const net = sum(lines);
  const first = content.get(document.id);
  if (first === undefined) content.set(document.id, document.content);
  return [
    ...(net + tax === total ? [] : [broken('a document adds up', `${key}: ${net} and ${tax} of tax are not ${total}`)]),
    ...(imbalance === 0n ? [] : [broken('the ledger balances', `${key}: by ${imbalance}`)]),
    ...(document.kind === 'CREDIT' && document.original === null
      ? [broken('a credit refers to its invoice', key)]
      : []),
    ...(document.project === null ? [broken('a document is of a project', key)] : []),
    ...(first === undefined || first === document.content
      ? []
      : [broken('a posted document never changes', `${key}: was ${first}, is ${document.content}`)]),
  ];
}

function keysTwice(documents: readonly HeldDocument[]): readonly Violation[] {
  return [...Map.groupBy(documents, ({ key }) => key)]
    .filter(([, own]) => own.length > 1)
    .map(([key, own]) => broken('one document a key', `${key}: ${own.map(({ id }) => id).join(', ')}`));
}

/** What a project was charged in all: invoices less credits. */
function chargedOf(project: string, documents: readonly HeldDocument[]): bigint {
  const own = documents.filter((document) => document.project === project && isLive(document));
  return own.reduce((total, { kind, lines }) => total + (kind === 'INVOICE' ? sum(lines) : -sum(lines)), 0n);
}

function overbilled(
  project: string,
  { documents }: VendorBooks,
  { caps }: Known,
  { worth }: Memory,
): readonly Violation[] {
  const charged = chargedOf(project, documents);
  const own = sum([...worth.values()].filter((work) => work.project === project).map((work) => work.worth));
  const cap = caps.get(project) ?? null;
  return [
    ...(charged <= own ? [] : [broken('no work is billed twice', `${project}: ${charged} for work of ${own}`)]),
    ...(cap === null || charged <= cap ? [] : [broken('a cap holds', `${project}: ${charged} of ${cap}`)]),
  ];
}

/** What credits give back of an invoice. */
function creditedOf(invoice: string, { documents }: VendorBooks): bigint {
  const credits = documents.filter(({ original, kind }) => kind === 'CREDIT' && original === invoice);
  return sum(credits.filter(isLive).flatMap(({ lines }) => lines));
}

/** A bill of the PSA locks exactly the work that its document charges; while a credit is on its way, that or what the credit leaves. */
function misbilled(
  { id: bill, document, isAtRest }: { readonly id: string; readonly document: string; readonly isAtRest: boolean },
  books: VendorBooks,
  known: Known,
): readonly Violation[] {
  const posted = books.documents.find(({ id }) => id === document);
  const law = 'a document charges the work it is of';
  if (posted === undefined) return [broken(law, `bill ${bill} of the PSA is of ${document}, which is not in the ERP`)];
  // Where a cap splits work a bill locks what it was the last part of.
  if (posted.project !== null && known.caps.has(posted.project)) return [];
  const locked = sum(books.work.filter((work) => work.bill === bill).map(({ worth }) => worth));
  const net = sum(posted.lines);
  const left = net - creditedOf(document, books);
  const isSo = locked === left || (!isAtRest && locked === net);
  return isSo ? [] : [broken(law, `${posted.key}: ${net}, of which ${left} stands, for work of ${locked}`)];
}

function unbilled(project: string, { work, documents, bills }: VendorBooks, known: Known): readonly Violation[] {
  const law = 'all work is billed';
  const due = work.filter((each) => each.project === project && each.isApproved && !known.before.has(each.id));
  const charged = chargedOf(project, documents);
  const worth = sum(due.map((each) => each.worth));
  const cap = known.caps.get(project) ?? null;
  const wanted = cap === null || worth < cap ? worth : cap;
  const live = new Set(bills.map(({ id }) => id));
  const free = due.filter(({ bill }: HeldWork) => bill === null || !live.has(bill));
  return [
    ...(charged === wanted ? [] : [broken(law, `${project}: ${charged} of ${wanted}`)]),
    ...(cap !== null || free.length === 0
      ? []
      : [broken(law, `${project}: ${free.length} approved entries are on no bill of the PSA`)]),
  ];
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}
