// What follows from what became of a proposal: an invoice, a no, a longer rest, or a question for a person. Pure.
import type { ErpProposal } from '../../systems/erp-invoices.ts';
import type { RecordRef } from '../../systems/write-call.ts';

/** The first look comes after so long. */
const pauseMsMin = 2_000;
/** Somebody who builds the invoice at last is noticed within a quarter of an hour. */
const pauseMsMax = 900_000;
const hourMs = 3_600_000;

/** What to do now. */
export type Awaited =
  | { readonly kind: 'BUILT'; readonly invoice: RecordRef }
  /** Nothing will be built; the work is given back. */
  | { readonly kind: 'REFUSED'; readonly why: string }
  | { readonly kind: 'REST'; readonly ms: number }
  /** A person has to see to it there. */
  | { readonly kind: 'ASK'; readonly code: 'BUILT_IN_PARTS' | 'BUILT_VOIDED' | 'NOT_BUILT_YET'; readonly says: string };

/** What follows; each rest is half as long as was waited so far, so that a document of minutes is learned in minutes. */
export function awaitedOf(
  now: ErpProposal | null,
  { waitedMs, buildsWithinHours }: { readonly waitedMs: number; readonly buildsWithinHours: number },
): Awaited {
  if (now === null) return { kind: 'REFUSED', why: 'somebody removed it there' };
  switch (now.state) {
    case 'REFUSED':
      return { kind: 'REFUSED', why: 'somebody closed it there' };
    case 'BUILT': {
      const [invoice, ...others] = now.invoices;
      if (invoice !== undefined && others.length === 0) return { kind: 'BUILT', invoice };
      if (invoice === undefined) {
        const says = 'has voided what it built; take the run back, which frees the work, then release it anew';
        return { kind: 'ASK', code: 'BUILT_VOIDED', says };
      }
      const ids = now.invoices.map(({ id }) => id).join(', ');
      return {
        kind: 'ASK',
        code: 'BUILT_IN_PARTS',
        says: `built ${now.invoices.length} invoices (${ids}); leave one there`,
      };
    }
    case 'SUBMITTED': {
      if (waitedMs < buildsWithinHours * hourMs)
        return { kind: 'REST', ms: Math.min(pauseMsMax, Math.max(pauseMsMin, Math.round(waitedMs / 2))) };
      const waited = `for ${Math.floor(waitedMs / hourMs)} hours`;
      return {
        kind: 'ASK',
        code: 'NOT_BUILT_YET',
        says: `has built nothing ${waited}; have it billed or closed there`,
      };
    }
  }
}
