// A plan as people see it before anything is claimed: documents with their lines and tax, what waits and for whom, what caps leave.
import { holdRemedies } from '../../../schema/canon/hold.ts';
import type { HoldCode } from '../../../schema/canon/hold.ts';
import { currencyCode } from '../../../schema/canon/currency.ts';
import { type Money, sum } from '../../../schema/canon/money.ts';
import { type Amount, type BillLine, builderOfDocument } from './document.ts';
import type { WorkProject } from './facts.ts';
import { holdWords } from './hold-words.ts';
import type { PlannedDocument, ReleasePlan } from './plan.ts';
import type { DocumentBuilder } from './policy.ts';

/** What a release says of itself. */
export type ReleaseReport = { readonly preview: ReleasePreview };

/** The preview of one project. */
export type ReleasePreview = {
  readonly projectId: string;
  readonly blocker: {
    readonly code: string;
    readonly message: string;
    readonly remedy: string;
    readonly owner: string;
  } | null;
  readonly documents: readonly PreviewDocument[];
  readonly held: readonly PreviewHold[];
  readonly caps: readonly { readonly id: string; readonly limit: Amount; readonly remaining: Amount }[];
  /** Work that a fixed fee covers, and what it is worth. */
  readonly absorbed: { readonly items: number; readonly value: Amount };
  /** Work that is left alone: billed before go-live or by us, or on a draft. */
  readonly settled: number;
};

/** One document to be. */
export type PreviewDocument = {
  readonly legalEntityCode: string;
  /** Who would build it. */
  readonly builder: DocumentBuilder['kind'];
  readonly issuedOn: string;
  readonly purchaseOrder: string | null;
  readonly net: Amount;
  readonly taxEstimate: Amount;
  readonly gross: Amount;
  readonly taxCode: string;
  readonly taxWhy: string;
  readonly items: number;
  readonly lines: readonly BillLine[];
};

/** Work that waits. */
export type PreviewHold = {
  readonly source: string;
  readonly workedOn: string;
  readonly amount: Amount | null;
  readonly code: HoldCode;
  readonly explanation: string;
  readonly owner: string;
  readonly remedy: string;
};

/** More is looked up in what is held; a preview stays readable. */
export const heldShownMax = 1_000;

/** The preview of a plan. */
export function previewOf(plan: ReleasePlan, project: WorkProject): ReleasePreview {
  const { projectId, blocker, documents, held, caps, settled, absorbed } = plan;
  const worth = absorbed.map(({ item }) => item.places.unbilled);
  return {
    absorbed: { items: absorbed.length, value: kept(sum(currencyCode(project.currency), worth)) },
    ...{ projectId, settled },
    blocker:
      blocker === null
        ? null
        : { code: blocker.code, message: blocker.message, remedy: blocker.remedy, owner: blocker.owner },
    documents: documentsShown(documents, project),
    held: held.slice(0, heldShownMax).map(({ source, workedOn, amount, hold }) => ({
      ...{ source, workedOn, amount: amount === null ? null : kept(amount), code: hold.code },
      explanation: holdWords(hold),
      ...holdRemedies[hold.code],
    })),
    caps: caps.map(({ id, limit, remaining }) => ({ id, limit: kept(limit), remaining: kept(remaining) })),
  };
}

/** Documents to be, with their lines and the tax we expect. */
export function documentsShown(
  documents: readonly PlannedDocument[],
  { seller }: Pick<WorkProject, 'seller'>,
): readonly PreviewDocument[] {
  return documents.map(({ document, net, lines }) => ({
    ...{ legalEntityCode: seller?.code ?? '', issuedOn: document.issuedOn, purchaseOrder: document.purchaseOrder },
    ...{
      builder: builderOfDocument(document).kind,
      net: kept(net),
      taxEstimate: document.taxEstimate,
      gross: document.gross,
    },
    ...{ taxCode: document.taxCode, taxWhy: document.taxWhy, lines: document.lines },
    items: lines.reduce((total, { parts }) => total + parts.length, 0),
  }));
}

function kept({ amount, currency }: Money): Amount {
  return { amount, currency };
}
