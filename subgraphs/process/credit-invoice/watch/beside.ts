// An invoice made by hand in the ERP beside one of ours that somebody voided or credited there: the work is held, and whoever voided may have billed
// it anew. Nothing on that document says which work it bills, so a person is asked, with the money (DOMAIN rule 37).
import { mintId } from '../../../../schema/canon/identity.ts';
import { currencyCode } from '../../../../schema/canon/currency.ts';
import { isZero } from '../../../../schema/canon/money.ts';
import type { Books, BooksPage } from '../../../journal/books.ts';
import { draftsById, draftsOfInvoices, type KeptDraft } from '../../../journal/drafts.ts';
import { draftsHeldAfter, heldAfter } from '../../../journal/given-back.ts';
import { digest } from '../../../journal/canonical.ts';
import { endTrouble, tellTrouble, toldBefore } from '../../../journal/watched-documents.ts';
import { billedByHand, type CustomerInvoice, invoiceWords } from '../../billing/by-hand.ts';
import type { FeedChange } from '../../feeds/subscriber.ts';
import type { ErpPostedDocument } from '../../systems/erp-invoices.ts';
import type { Systems } from '../../systems/systems.ts';
import { amountOf, documentOf, invoiceOf, moneyIn } from '../facts.ts';

/** By which invoices are followed (subscribers): scope of its keys. */
export const followsInvoices = 'watched-invoices';

/** Invoices that nobody here posted and that may bill the work of a draft. Raises Fault. */
export async function invoicesBeside(
  { db }: Pick<Books, 'db'>,
  systems: Systems,
  draft: KeptDraft,
): Promise<readonly CustomerInvoice[]> {
  const { projectId, customerId, legalEntity } = draft;
  const invoices = await systems.billing.customerInvoices(customerId);
  const drafts = await draftsOfInvoices(
    db,
    invoices.map(({ id }) => id),
  );
  const ours = new Set(invoices.flatMap(({ id }, index) => (drafts[index] == null ? [] : [id])));
  return billedByHand(invoices, { projectId, legalEntity, ours, since: invoiceOf(draft).issuedOn });
}

/** A draft with the invoices that nobody here posted beside it. */
export interface DraftBeside {
  readonly draft: KeptDraft;
  readonly besides: readonly CustomerInvoice[];
}

/** Other drafts of the same customer and seller whose work is held so: an invoice by hand may be about any of them, or was. Raises Fault. */
export async function otherDraftsBeside(
  books: Pick<Books, 'db'>,
  systems: Systems,
  draft: KeptDraft,
): Promise<readonly DraftBeside[]> {
  const { customer, seller } = documentOf(draft);
  const others = (await draftsBeside(books, { customer, legalEntity: seller })).filter(({ id }) => id !== draft.id);
  return Promise.all(
    others.map(async (other) => ({ draft: other, besides: await invoicesBeside(books, systems, other) })),
  );
}

/** Opens the exception of an invoice of ours whose work is held beside such invoices, or ends it. */
export async function tellBeside(
  { db }: BooksPage,
  draft: KeptDraft,
  besides: readonly CustomerInvoice[],
): Promise<void> {
  const { id, number } = invoiceOf(draft);
  const trouble = { code: 'BILLED_ANEW_BY_HAND' as const, subject: { kind: 'INVOICE', id, label: number } };
  const held = moneyIn(await heldAfter(db, draft.id), currencyCode(draft.currency));
  if (besides.length === 0 || isZero(held)) return endTrouble(db, trouble);
  await tellTrouble(db, {
    ...{ ...trouble, system: 'erp', atRisk: amountOf(held) },
    message: `${held.amount} ${held.currency} of invoice ${number ?? id}, which somebody voided or credited in the ERP, are held; it has ${invoiceWords(besides)}, which nobody here posted: write the work off if that bills it, else let it go`,
    fields: besides.map((each) => each.number ?? each.id),
  });
}

/** Drafts with work that is held so and that is of a customer and a seller; each new invoice to them may be about it. */
export async function draftsBeside(
  { db }: Pick<Books, 'db'>,
  party: { readonly customer: { readonly id: string }; readonly legalEntity: { readonly id: string } },
): Promise<readonly KeptDraft[]> {
  const drafts = await heldDrafts({ db });
  return drafts.filter(({ document }) => {
    const { customer, seller } = documentOf({ document });
    return customer.id === party.customer.id && seller.id === party.legalEntity.id;
  });
}

async function heldDrafts({ db }: Pick<Books, 'db'>): Promise<readonly KeptDraft[]> {
  return (await draftsById(db, await draftsHeldAfter(db))).filter((draft) => draft !== null);
}

/** Of invoices that are nobody's here, by the ERP's ids, those that may be about held work. Asks the ERP only where some is held. Raises Fault. */
export async function suspects(
  books: Pick<Books, 'db'>,
  { erp }: Systems,
  changes: readonly FeedChange[],
): Promise<ReadonlySet<string>> {
  const held = await heldDrafts(books);
  if (held.length === 0 || changes.length === 0) return new Set();
  const parties = new Set(held.map(({ document }) => documentOf({ document }).customer.id));
  const seen = await erp.watchedInvoices(changes.map(({ ref }) => ref));
  return new Set(
    changes.flatMap(({ ref }, index) => {
      const now = seen[index] ?? null;
      // What is gone, or not shown yet, is looked at by itself.
      return now === null || parties.has(now.customer.id) ? [ref.id] : [];
    }),
  );
}

/** What of such an invoice decides whether it may bill held work. */
type BesideFacts = Pick<ErpPostedDocument, 'status' | 'issuedOn' | 'net' | 'customer'> & {
  readonly lines: readonly Pick<ErpPostedDocument['lines'][number], 'project'>[];
};

/**
 * The key by which an invoice beside a draft is told: once as it is, and once more when it is another one, or as it was before. Null: it was told
 * as it is.
 */
export async function besideKey(
  { db }: Pick<Books, 'db'>,
  draft: Pick<KeptDraft, 'id'>,
  { ref }: Pick<FeedChange, 'ref'>,
  { status, issuedOn, net, customer, lines }: BesideFacts,
): Promise<string | null> {
  const projects = [...new Set(lines.map(({ project }) => project?.id ?? ''))].sort();
  const seen = digest({ status, issuedOn, net: net.amount, customer: customer.id, projects });
  const prefix = `${draft.id}:beside:${mintId(ref)}:`;
  const { times, last } = await toldBefore(db, { follower: followsInvoices, prefix });
  return last?.startsWith(`${prefix}${seen}`) === true ? null : `${prefix}${seen}:${times}`;
}
