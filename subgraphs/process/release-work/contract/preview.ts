// A plan of bills as people see it: the line with what is left of it, documents with their lines and tax, what waits and for whom.
import { holdRemedies } from '../../../../schema/canon/hold.ts';
import { type Money, subtract } from '../../../../schema/canon/money.ts';
import type { Amount } from '../document.ts';
import { holdWords } from '../hold-words.ts';
import { documentsShown, type PreviewDocument, type PreviewHold, type ReleasePreview } from '../preview.ts';
import type { ContractProject } from './facts.ts';
import type { ContractPlan } from './plan.ts';
import type { SettledCode } from './weigh.ts';

/** What a bill by plan says of itself. */
export type ContractReport = { readonly contractPreview: ContractPreview };

/** The preview of one project. */
export type ContractPreview = {
  readonly projectId: string;
  readonly blocker: ReleasePreview['blocker'];
  readonly line: LinePreview | null;
  readonly documents: readonly PreviewDocument[];
  readonly held: readonly PreviewHold[];
  readonly settled: readonly { readonly source: string; readonly title: string; readonly code: SettledCode }[];
};

/** Where the value of a contract line is. */
export type LinePreview = {
  readonly id: string;
  readonly description: string;
  readonly value: Amount;
  /** Before go-live and since, less what was credited. */
  readonly billed: Amount;
  readonly underWay: Amount;
  /** What may still be billed, these documents not yet taken off. */
  readonly remaining: Amount;
};

/** The preview of a plan. */
export function contractPreviewOf(plan: ContractPlan, { project }: ContractProject): ContractPreview {
  const { projectId, blocker, line, documents, held, settled } = plan;
  return {
    projectId,
    blocker:
      blocker === null
        ? null
        : { code: blocker.code, message: blocker.message, remedy: blocker.remedy, owner: blocker.owner },
    line: line === null ? null : linePreview(line),
    documents: documentsShown(documents, project),
    held: held.map(({ bill, amount, hold }) => ({
      ...{ source: bill.source, workedOn: bill.dueOn ?? bill.from, amount: kept(amount), code: hold.code },
      explanation: `${bill.title}: ${holdWords(hold)}`,
      ...holdRemedies[hold.code],
    })),
    settled: settled.map(({ bill, code }) => ({ source: bill.source, title: bill.title, code })),
  };
}

function linePreview({ id, description, value, standing }: NonNullable<ContractPlan['line']>): LinePreview {
  const { places, credited, claim } = standing;
  return {
    ...{ id, description, value: kept(value), billed: kept(subtract(places.billed, credited)) },
    underWay: kept(claim?.amount ?? subtract(value, value)),
    remaining: kept(places.scheduled),
  };
}

function kept({ amount, currency }: Money): Amount {
  return { amount, currency };
}
