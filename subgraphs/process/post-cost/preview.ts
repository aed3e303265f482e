// What a posting of cost would come to, or came to, as its run tells it: ids and amounts only.
import { holdRemedies } from '../../../schema/canon/hold.ts';
import type { Json } from '../../journal/run-journal.ts';
import { type CostDocument, documentOfPosting } from './document.ts';
import type { CostProject } from './facts.ts';
import type { CostPlan, HeldCost } from './plan.ts';
import type { CostConfig } from './policy.ts';

type Amount = { readonly amount: string; readonly currency: string };

/** One posting to be. */
export type PostingPreview = {
  readonly legalEntity: string;
  readonly employer: string;
  readonly agreement: string | null;
  readonly period: string;
  readonly items: number;
  readonly amount: Amount;
  readonly lines: CostDocument['lines'];
  readonly entries: readonly {
    readonly legalEntity: string;
    readonly postedOn: string;
    readonly debit: readonly string[];
    readonly credit: readonly string[];
  }[];
};

/** The preview of a project. */
export type CostPreview = {
  readonly projectId: string;
  readonly blocker: { readonly code: string; readonly message: string; readonly remedy: string } | null;
  readonly postings: readonly PostingPreview[];
  readonly reversals: readonly {
    readonly postingId: string;
    readonly amount: Amount;
    readonly works: readonly { readonly source: string; readonly why: string }[];
  }[];
  readonly held: readonly {
    readonly source: string;
    readonly workedOn: string;
    readonly minutes: number;
    readonly code: string;
    readonly owner: string;
    readonly hold: Json;
    readonly remedy: string;
  }[];
  /** Pieces of work whose cost is posted, or on its way. */
  readonly settled: number;
};

/** What a run says of itself. */
export type CostReport = { readonly costPreview: CostPreview };

/** The preview of a plan. */
export function previewOf(project: CostProject, plan: CostPlan, config: CostConfig): CostPreview {
  return {
    projectId: project.id,
    blocker: plan.blocker === null ? null : { ...plan.blocker },
    postings: plan.postings.map((planned) => {
      const { lines, entries } = documentOfPosting(project, planned, config);
      const { legalEntity, employer, agreement, period, works, amount } = planned;
      return {
        ...{ legalEntity, employer, agreement, period: period.name, items: works.length, amount: { ...amount }, lines },
        entries: entries.map(({ legalEntity: books, entry }) => ({
          ...{ legalEntity: books, postedOn: entry.postedOn },
          ...{ debit: accounts(entry.lines, 'DEBIT'), credit: accounts(entry.lines, 'CREDIT') },
        })),
      };
    }),
    reversals: plan.reversals.map(({ postingId, amount, claims }) => ({
      ...{ postingId, amount: { ...amount } },
      works: claims.map(({ claim, why }) => ({ source: claim.source, why })),
    })),
    held: plan.held.map(heldShown),
    settled: plan.settled,
  };
}

function accounts(
  lines: CostDocument['entries'][number]['entry']['lines'],
  side: 'DEBIT' | 'CREDIT',
): readonly string[] {
  return [...new Set(lines.filter((line) => line.side === side).map(({ account }) => account))].sort();
}

function heldShown({ source, workedOn, minutes, hold }: HeldCost): CostPreview['held'][number] {
  const { owner, remedy } = holdRemedies[hold.code];
  return { source, workedOn, minutes, code: hold.code, owner, remedy, hold: hold as unknown as Json };
}
