// The life of a document from draft to issued (DOMAIN rules 17 and 30): POSTED is not ISSUED, and a refused draft gives back.
import type { Hold } from '../../../schema/canon/hold.ts';
import type { MissingItem } from '../../../schema/canon/tax-document.ts';

/** Where a document stands. DROPPED is the end of a draft that was refused or abandoned. */
export const draftStates = [
  'DRAFT',
  'PM_REVIEW',
  'FINANCE_APPROVED',
  'SUBMITTED',
  'IN_DOUBT',
  'POSTED',
  'ISSUED',
  'DROPPED',
] as const;
export type DraftState = (typeof draftStates)[number];

/** What happens to it. SUBMIT is to whoever builds it elsewhere. POST carries what its law still misses; ISSUE is the structured invoice on its way, where compulsory. */
export type DraftEvent =
  | {
      readonly kind:
        'SEND_TO_REVIEW' | 'ACCEPT' | 'REFUSE' | 'ABANDON' | 'SUBMIT' | 'FOUND_POSTED' | 'FOUND_NOT_POSTED' | 'ISSUE';
    }
  | { readonly kind: 'POST'; readonly missing: readonly MissingItem[] }
  | { readonly kind: 'WORK_CHANGED'; readonly run: string };

/** The next state and what follows for the claims; or why not. */
export type DraftStep =
  | { readonly kind: 'NEXT'; readonly state: DraftState; readonly claims: 'KEEP' | 'UNCLAIM' }
  | { readonly kind: 'HELD'; readonly state: DraftState; readonly hold: Hold }
  | { readonly kind: 'REFUSED'; readonly message: string };

const ways: Readonly<Partial<Record<DraftState, Readonly<Partial<Record<DraftEvent['kind'], DraftState>>>>>> = {
  DRAFT: { SEND_TO_REVIEW: 'PM_REVIEW', ABANDON: 'DROPPED' },
  PM_REVIEW: { ACCEPT: 'FINANCE_APPROVED', REFUSE: 'DROPPED', ABANDON: 'DROPPED' },
  FINANCE_APPROVED: { POST: 'IN_DOUBT', SUBMIT: 'SUBMITTED', REFUSE: 'DROPPED', ABANDON: 'DROPPED' },
  // With whoever builds it, for days perhaps: what became of it is asked there.
  SUBMITTED: { FOUND_POSTED: 'POSTED', FOUND_NOT_POSTED: 'FINANCE_APPROVED' },
  // Until the look-up has answered nothing is dropped: the document may be there.
  IN_DOUBT: { FOUND_POSTED: 'POSTED', FOUND_NOT_POSTED: 'FINANCE_APPROVED' },
  POSTED: { ISSUE: 'ISSUED' },
};

/**
 * The next step of a document. Claims outlive days of review and are given back when it is dropped (rule 30); changed work stops
 * it in every state before the ERP; it is not posted while its law misses anything (rule 17).
 */
export function nextDraftStep(state: DraftState, event: DraftEvent): DraftStep {
  if (event.kind === 'WORK_CHANGED') return workChanged(state, event.run);
  const to = ways[state]?.[event.kind];
  if (to === undefined) return { kind: 'REFUSED', message: `A document that is ${state} takes no ${event.kind}` };
  if (event.kind === 'POST' && event.missing.length > 0)
    return { kind: 'HELD', state, hold: { code: 'TAX_DOCUMENT_INCOMPLETE', missing: event.missing } };
  return { kind: 'NEXT', state: to, claims: to === 'DROPPED' ? 'UNCLAIM' : 'KEEP' };
}

function workChanged(state: DraftState, run: string): DraftStep {
  switch (state) {
    case 'DRAFT':
    case 'PM_REVIEW':
    case 'FINANCE_APPROVED':
      // Back to the beginning with its claims: what changed is un-claimed by itself, the rest is reviewed again.
      return { kind: 'HELD', state: 'DRAFT', hold: { code: 'WORK_CHANGED', run } };
    case 'SUBMITTED':
    case 'IN_DOUBT':
    case 'POSTED':
    case 'ISSUED':
    case 'DROPPED':
      return { kind: 'REFUSED', message: `A document that is ${state} is not stopped; credit it when it is posted` };
  }
}
