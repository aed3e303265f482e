// What a person did to our document in the ERP's own screen (DOMAIN rule 37): noticed, and never silently overwritten.
import { compare, isZero, type Money, subtract } from '../../../schema/canon/money.ts';

/** A document as we know it, and as the ERP has it now. `creditedElsewhere` is what credit memos that are not ours took from it. */
export interface DocumentFacts {
  readonly status: 'POSTED' | 'VOIDED';
  readonly net: Money;
  readonly tax: Money;
  readonly accountingOn: string;
  readonly customer: string;
}

/** The ERP's present view. */
export interface FoundDocument extends DocumentFacts {
  readonly creditedElsewhere: Money;
  /** Tax of their memos that take no net: they give no work back. */
  readonly taxCreditedElsewhere: Money;
}

/** What follows. RELEASE: the sources can be billed again, but held first, for somebody meant something by it. */
export type WatchReaction =
  | { readonly kind: 'NOTHING' }
  | { readonly kind: 'RELEASE_AND_HOLD'; readonly because: 'VOIDED' | 'CREDITED'; readonly net: Money }
  /** `credited`: what was credited besides, whose sources are given back and held all the same; null where nothing can be. */
  | { readonly kind: 'EXCEPTION'; readonly changes: readonly DocumentChange[]; readonly credited: Money | null };

/** What was changed. GONE: the ERP has no such document any more. */
export type DocumentChange =
  'GONE' | 'AMOUNT' | 'TAX' | 'DATE' | 'CUSTOMER' | 'CREDITED_TOO_MUCH' | 'TAX_CREDITED' | 'REVIVED';

/**
 * The reaction to what the ERP says of a document we made (rule 37). `credited` is what of those foreign credits was already
 * taken notice of, so that a second look finds nothing new.
 */
export function watchReaction(ours: DocumentFacts, found: FoundDocument | null, credited: Money): WatchReaction {
  if (found === null) return { kind: 'EXCEPTION', changes: ['GONE'], credited: null };
  if (found.status === 'VOIDED')
    return ours.status === 'VOIDED'
      ? { kind: 'NOTHING' }
      : { kind: 'RELEASE_AND_HOLD', because: 'VOIDED', net: subtract(ours.net, credited) };
  const changes = changesOf(ours, found);
  const news = subtract(found.creditedElsewhere, credited);
  // What a void gave back is not given back twice.
  const isNews = !isZero(news) && ours.status !== 'VOIDED';
  if (changes.length > 0) return { kind: 'EXCEPTION', changes, credited: isNews ? news : null };
  return isZero(news) ? { kind: 'NOTHING' } : { kind: 'RELEASE_AND_HOLD', because: 'CREDITED', net: news };
}

function changesOf(ours: DocumentFacts, found: FoundDocument): readonly DocumentChange[] {
  const changes: DocumentChange[] = [];
  if (ours.status === 'VOIDED') changes.push('REVIVED');
  if (compare(ours.net, found.net) !== 0) changes.push('AMOUNT');
  if (compare(ours.tax, found.tax) !== 0) changes.push('TAX');
  if (ours.accountingOn !== found.accountingOn) changes.push('DATE');
  if (ours.customer !== found.customer) changes.push('CUSTOMER');
  if (compare(found.creditedElsewhere, ours.net) > 0) changes.push('CREDITED_TOO_MUCH');
  if (!isZero(found.taxCreditedElsewhere)) changes.push('TAX_CREDITED');
  return changes;
}
