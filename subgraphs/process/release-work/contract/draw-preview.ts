// A draw from a retainer as people see it: the prepaid periods before and after, work that is covered, what is over and for whom.
import { holdRemedies } from '../../../../schema/canon/hold.ts';
import { type Money, sum } from '../../../../schema/canon/money.ts';
import type { Amount } from '../document.ts';
import type { WorkProject } from '../facts.ts';
import { holdWords } from '../hold-words.ts';
import { documentsShown, type PreviewDocument, type PreviewHold, type ReleasePreview } from '../preview.ts';
import type { DrawPlan } from './draw-plan.ts';

/** What a draw says of itself. */
export type DrawReport = { readonly retainerPreview: DrawPreview };

/** The preview of one project. */
export type DrawPreview = {
  readonly projectId: string;
  readonly blocker: ReleasePreview['blocker'];
  readonly lots: readonly LotPreview[];
  readonly coveredItems: number;
  readonly covered: Amount;
  readonly documents: readonly PreviewDocument[];
  readonly held: readonly PreviewHold[];
  readonly lapsed: Amount;
};

/** A prepaid period. */
export type LotPreview = {
  readonly source: string;
  readonly title: string;
  readonly from: string;
  readonly expiresOn: string | null;
  readonly paid: Amount;
  readonly remainingBefore: Amount;
  readonly remaining: Amount;
  readonly lapsed: Amount;
};

/** More is looked up in what is held; a preview stays readable. */
const heldShownMax = 1_000;

/** The preview of a plan. */
export function drawPreviewOf(plan: DrawPlan, project: Pick<WorkProject, 'seller'>): DrawPreview {
  const { projectId, blocker, lots, covered, documents, held, lapsed } = plan;
  const drawn = covered.filter((work) => work.drawn.length > 0);
  const amounts = drawn.flatMap((work) => work.drawn.map(({ amount }) => amount));
  return {
    projectId,
    blocker:
      blocker === null
        ? null
        : { code: blocker.code, message: blocker.message, remedy: blocker.remedy, owner: blocker.owner },
    lots: lots.map(({ bill, expiresOn, before, after }) => ({
      ...{ source: bill.source, title: bill.title, from: bill.from, expiresOn, paid: kept(after.quantity) },
      ...{ remainingBefore: kept(before.remaining), remaining: kept(after.remaining), lapsed: kept(after.lapsed) },
    })),
    coveredItems: drawn.length,
    covered: kept(sum(lapsed.currency, amounts)),
    documents: documentsShown(documents, project),
    held: held.slice(0, heldShownMax).map(({ source, workedOn, amount, hold }) => ({
      ...{ source, workedOn, amount: amount === null ? null : kept(amount), code: hold.code },
      explanation: holdWords(hold),
      ...holdRemedies[hold.code],
    })),
    lapsed: kept(lapsed),
  };
}

function kept({ amount, currency }: Money): Amount {
  return { amount, currency };
}
