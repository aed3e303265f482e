// Approving, rejecting and cancelling what was handed in. Only approved time can be invoiced, where a project asks for approval.
import { alter } from './alter.ts';
import type { BodyObject } from './body.ts';
import type { Row } from './database.ts';
import { asText, textIn } from './database.ts';
import { invalid, notFound } from './failure.ts';
import type { Scope } from './resource.ts';

/** What can be done to a submission. */
export type Verdict = 'approve' | 'reject' | 'cancel';

/** Submissions of a kind: what is handed in with them, and what an undecided one is called. */
interface Kind {
  readonly items: string;
  readonly undecided: string;
}

/** Collections that can be resolved. */
const KINDS: Readonly<Record<string, Kind>> = {
  timesheet_submissions: { items: 'time_entries', undecided: 'new' },
  expense_report_submissions: { items: 'expenses', undecided: 'pending' },
};

const STATUSES: Readonly<Record<Verdict, string>> = { approve: 'approved', reject: 'rejected', cancel: 'cancelled' };

/** Whether an act of a collection is a verdict. */
export function isVerdict(collection: string, act: string): act is Verdict {
  return collection in KINDS && act in STATUSES;
}

/** Which submission, and what is done to it. */
interface Resolving {
  readonly collection: string;
  readonly id: string;
  readonly verdict: Verdict;
}

/** Resolves a submission: the undecided ones can be approved or rejected, approved ones still be cancelled, until they are invoiced. */
export function resolve({ collection, id, verdict }: Resolving, body: BodyObject, scope: Scope): Row {
  const kind = KINDS[collection];
  const row = scope.database.table(collection).find(id);
  if (kind === undefined || row === undefined) throw notFound();
  const items = scope.database.table(kind.items).by('active_submission_id', id);
  refuse(row, { kind, verdict, items });
  const resolution = (body.resolution ?? {}) as Readonly<Record<string, unknown>>;
  const description = asText(resolution.description);
  alter(
    collection,
    row,
    {
      status: STATUSES[verdict],
      resolution_description: description === '' ? null : description,
      resolver_id: scope.currentUser,
      resolved_at: scope.now,
    },
    scope,
  );
  const released = verdict === 'approve' ? {} : { active_submission_id: null };
  const approved = kind.items === 'time_entries' ? { approved: verdict === 'approve' } : {};
  for (const item of [...items]) alter(kind.items, item, { ...approved, ...released }, scope);
  return row;
}

interface Question {
  readonly kind: Kind;
  readonly verdict: Verdict;
  readonly items: readonly Row[];
}

function refuse(row: Row, { kind, verdict, items }: Question): void {
  const status = asText(row.status);
  const isOpen = status === kind.undecided || (verdict === 'cancel' && status === 'approved');
  if (!isOpen) throw invalid([{ field: 'status', message: `Submission has already been ${status}` }]);
  if (items.some((item) => textIn(item, 'invoice_id') !== null)) {
    throw invalid([{ field: 'base', message: 'Submission contains line items that have been invoiced' }]);
  }
}
