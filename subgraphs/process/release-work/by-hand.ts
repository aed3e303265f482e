// Work that a person's void or credit in the ERP gave back, and an invoice made there by hand since: whoever voids may have billed it anew, so it is
// not billed beside such an invoice unless somebody has said of that very one that it bills something else (DOMAIN rules 37, 65).
import type { Books, BooksPage } from '../../journal/books.ts';
import { draftsOfInvoices } from '../../journal/drafts.ts';
import { givenBackOf, invoicesLetGo } from '../../journal/given-back.ts';
import { endTrouble } from '../../journal/watched-documents.ts';
import { billedByHand, invoiceWords } from '../billing/by-hand.ts';
import type { Systems } from '../systems/systems.ts';
import type { WorkProject } from './facts.ts';
import { bookedItems } from './keeping.ts';
import { claimedBy, draftOf } from './moving.ts';

/** Where it is asked. */
export interface ByHandParts {
  readonly systems: Systems;
  readonly books: Books;
}

/** An invoice that nobody here posted. A type, so that a run keeps it as JSON. */
export type ByHand = {
  /** Canonical id. */
  readonly id: string;
  readonly number: string | null;
  readonly net: { readonly amount: string; readonly currency: string } | null;
};

/** Whose invoices. */
interface Billed {
  readonly projectId: string;
  readonly customerId: string;
  readonly legalEntity: string;
  /** Day of the invoice that somebody took it off. */
  readonly since: string;
}

/** Invoices to a customer that nobody here posted and that may bill a project. Raises Fault. */
async function byHandBeside({ systems, books }: ByHandParts, billed: Billed): Promise<readonly ByHand[]> {
  const invoices = await systems.billing.customerInvoices(billed.customerId);
  const drafts = await draftsOfInvoices(
    books.db,
    invoices.map(({ id }) => id),
  );
  const ours = new Set(invoices.flatMap(({ id }, index) => (drafts[index] == null ? [] : [id])));
  const found = billedByHand(invoices, { ...billed, ours });
  return found.map(({ id, number, net }) => ({ id, number, net }));
}

/** The same for one piece of work of a project; none where no person in the ERP gave it back. Raises Fault. */
export async function byHandFor(
  parts: ByHandParts,
  { id: projectId, buyer, seller, delivererCode }: Pick<WorkProject, 'id' | 'buyer' | 'seller' | 'delivererCode'>,
  source: string,
): Promise<readonly ByHand[]> {
  const since = (await givenBackOf(parts.books.db, [source])).get(source);
  // Work that was billed had somebody who pays.
  if (buyer === null || since === undefined) return [];
  const legalEntity = seller?.code ?? delivererCode ?? '';
  return byHandBeside(parts, { projectId, customerId: buyer.id, legalEntity, since });
}

/** What was asked about an invoice that was voided is answered once none of its work is held any more. */
export async function endDoubt({ db }: Pick<BooksPage, 'db'>, source: string): Promise<void> {
  for (const id of await invoicesLetGo(db, source))
    await endTrouble(db, { code: 'BILLED_ANEW_BY_HAND', subject: { kind: 'INVOICE', id, label: null } });
}

/**
 * Why a draft is not to be sent, in words: of its work some was given back so, and there is an invoice of which nobody has said that it bills
 * something else. Null when there is none, or the draft is sent already. Raises Fault.
 */
export async function billedBeside(parts: ByHandParts, draftId: string): Promise<string | null> {
  const { books } = parts;
  const { state, projectId, customerId, legalEntity } = await draftOf(books, draftId);
  if (state !== 'DRAFT' && state !== 'PM_REVIEW' && state !== 'FINANCE_APPROVED') return null;
  const claimed = await claimedBy(books, draftId);
  // What was never billed before was never given back.
  const again = claimed.flatMap(({ claim, booked }) => (booked.item.version > 1 ? [claim.source] : []));
  if (again.length === 0) return null;
  const given = await givenBackOf(books.db, again);
  const [since = null] = [...given.values()].sort();
  if (since === null) return null;
  const items = [...(await bookedItems(books.db, [...given.keys()])).values()];
  const besides = await byHandBeside(parts, { projectId, customerId, legalEntity, since });
  const left = besides.filter(({ id }) => !items.every(({ facts }) => facts.besides?.includes(id) === true));
  if (left.length === 0) return null;
  const what = `Somebody voided or credited what billed ${given.size} of its ${claimed.length} pieces of work, and the ERP has ${invoiceWords(left)}, which nobody here posted`;
  return `${what}; the work is free: hold it, and let it go once somebody says that it is not billed there`;
}
