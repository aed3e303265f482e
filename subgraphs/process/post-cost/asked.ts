// What a posting of cost is asked for, and what its processes work with.
import type { Books } from '../../journal/books.ts';
import type { RunReports } from '../../journal/engagements.ts';
import type { Json } from '../../journal/run-journal.ts';
import type { CostConfig } from './policy.ts';
import type { CostSources } from './reading.ts';

/** What is chosen by; exactly one of them is given. Canonical ids; the legal entity by its code. */
export type CostChoice = {
  readonly projectIds: readonly string[];
  readonly contractIds: readonly string[];
  readonly legalEntity: string | null;
};

/** What a posting of cost is begun with. A type, so that a run keeps it as JSON. */
export type PostCostInput = {
  readonly role: string;
  readonly choice: CostChoice;
  readonly through: string;
  /** Only look: the preview, and nothing is claimed. */
  readonly dryRun: boolean;
};

/** What it leaves: runs that go on by themselves, a posting or a project each. */
export type PostedCost = { readonly projectId: string | null; readonly runs: readonly string[] };

/** Begins a run for a run, in the name of whoever began that; the same key is the same run. Answers with its id. */
export type BeginFurther = (
  runId: string,
  run: { readonly process: string; readonly input: Json; readonly idempotencyKey: string },
) => Promise<string>;

/** What the process works with. */
export interface PostCostParts extends CostSources {
  readonly cost: CostConfig;
  /** Business day of a legal entity, YYYY-MM-DD. */
  readonly todayOf: (legalEntity: string) => string;
  readonly books: Books;
  readonly reports: RunReports;
  readonly begin: BeginFurther;
}
