// What a release of one project and one of many share: what it is begun with and leaves, and how its drafts are sent on.
import { mintId } from '../../../schema/canon/identity.ts';
import type { Books } from '../../journal/books.ts';
import { draftsBy, saveDraft } from '../../journal/drafts.ts';
import type { KeptDraft } from '../../journal/drafts.ts';
import type { RunReports } from '../../journal/engagements.ts';
import type { Saga } from '../saga/saga.ts';
import { documentOf } from './document.ts';
import type { WorkProject } from './facts.ts';
import type { BeginFurther } from './further-run.ts';
import { billingPolicyOf, type BillingConfig } from './policy.ts';
import type { WorkSources } from './reading.ts';
import type { ReleaseChoice } from './selection.ts';

/** What a release is begun with. A type, so that a run keeps it as JSON. */
export type ReleaseWorkInput = {
  readonly role: string;
  readonly choice: ReleaseChoice;
  readonly through: string;
  /** Only look: the preview, and nothing is claimed. */
  readonly dryRun: boolean;
  /** A tax code by the ERP's name, where the facts do not determine one. */
  readonly taxCode: string | null;
  /** Why no tax is due under it; absent where nobody said. */
  readonly taxReason?: string;
  /** Only this work, by canonical ids: what was credited is billed again by itself. */
  readonly workIds?: readonly string[];
  /** EXPENSES: of expenses alone; absent: time, with its expenses as the policy of the legal entity has it. */
  readonly of?: 'EXPENSES';
  /** These projects are a part of a larger release and are read together (together.ts); absent: a run each. */
  readonly isPart?: boolean;
};

/** What a release leaves. */
export type Released = {
  /** Canonical ids of the drafts. */
  readonly drafts: readonly {
    readonly id: string;
    readonly seller: string;
    readonly amount: string;
    readonly currency: string;
    /** Absent where all are of `projectId`. */
    readonly projectId?: string;
  }[];
  readonly projectId: string | null;
  /** Runs that go on by themselves: a bill each, or a project each. */
  readonly runs: readonly string[];
};

/** What the process works with. */
export interface ReleaseParts extends WorkSources {
  readonly config: BillingConfig;
  readonly books: Books;
  readonly reports: RunReports;
  readonly begin: BeginFurther;
}

/** Sends a draft on its own way; the same run however often. */
export async function billDraft({ runId }: Saga, { begin, books }: ReleaseParts, input: ReleaseWorkInput, id: string) {
  const run = await begin(runId, {
    process: 'billReleasedWork',
    input: { role: input.role, draftId: id },
    idempotencyKey: `draft-${id}`,
  });
  await saveDraft(books.db, id, { billRun: run });
  return run;
}

/** Whose books a release of a project changes. */
export function scopesOf({ id, contract }: WorkProject): readonly string[] {
  return [id, ...(contract === null ? [] : [contract.id])];
}

/** A draft as a release tells of it. */
export function draftOf({ id, document, net }: Pick<KeptDraft, 'id' | 'document' | 'net'>): Released['drafts'][number] {
  return { id, seller: mintId(documentOf(document).seller), amount: net.amount, currency: net.currency };
}

/**
 * What a run has claimed by now, whichever of its executions did: one that was taken for dead may have gone on beside the next, and what it
 * took the next finds neither free nor in its way. So whoever has gone through all its projects asks once more.
 */
export async function takenBy(
  { books }: Pick<ReleaseParts, 'books'>,
  runId: string,
  projectId: string | null,
): Promise<readonly KeptDraft[]> {
  const asked = { releasedBy: runId, states: null, projectId, legalEntity: null };
  return draftsBy(books.db, asked, { first: 1_000, after: null });
}

/** What a plan is asked for. */
export function question(
  { config, today }: ReleaseParts,
  { seller, delivererCode }: WorkProject,
  input: ReleaseWorkInput,
) {
  const policy = billingPolicyOf(config, seller?.code ?? delivererCode ?? '');
  const { through, taxCode, taxReason, of } = input;
  return { through, today: today(policy.timeZone), taxCode, taxReason, policy, only: onlyOf(input), of };
}

function onlyOf({ workIds }: ReleaseWorkInput): ReadonlySet<string> | null {
  return workIds === undefined ? null : new Set(workIds);
}
