// What a credit releases that is billed by plan: the PSA's bill of a milestone is taken back by its own means, and the ERP's schedule says
// again that the planned bill is ready, so that neither system counts as billed what is not.
import type { Books } from '../../journal/books.ts';
import { versionsBySource } from '../../journal/claims.ts';
import type { KeptCredit } from '../../journal/credits.ts';
import type { KeptDraft } from '../../journal/drafts.ts';
import type { Json } from '../../journal/run-journal.ts';
import { keyDigest } from '../billing/business-key.ts';
import type { Saga } from '../saga/saga.ts';
import type { Systems } from '../systems/systems.ts';
import type { RecordRef } from '../systems/write-call.ts';
import { documentOf } from './facts.ts';

/** A bill of the PSA with what of it is free again and what stays billed. */
export type TouchedBill = {
  readonly bill: RecordRef;
  /** Canonical id of a milestone on it; null where it is of time and expenses. */
  readonly milestone: string | null;
  readonly freed: readonly RecordRef[];
  readonly kept: readonly RecordRef[];
};

/** What is to be freed. */
export type FreedPlan = {
  readonly bills: readonly TouchedBill[];
  /** Planned bills by the ERP's own ids, which it says are billed. */
  readonly lines: readonly string[];
  readonly erpProject: RecordRef;
};

/** What is kept of an item that is billed by plan. */
type PlanFacts = {
  readonly entry: { readonly kind?: string; readonly ref: RecordRef | null; readonly scheduleLine?: string | null };
};

const byPlan = ['MILESTONE', 'FIXED_FEE', 'RETAINER', 'RECURRING'];

/** Reads which bill of the PSA each credited milestone is on, with what else is on it, and what the ERP's schedule says. Raises Fault. */
export async function plannedOf(
  { systems, books }: { readonly systems: Systems; readonly books: Books },
  { credit, draft }: { readonly credit: KeptCredit; readonly draft: KeptDraft },
): Promise<FreedPlan> {
  const { erpProject } = documentOf(draft);
  const sources = [...new Set(credit.parts.map(({ source }) => source))];
  const versions = await versionsBySource<Json, PlanFacts>(books.db, sources);
  const planned = sources.flatMap((source) => {
    const entry = versions.get(source)?.at(-1)?.facts.entry;
    return entry?.kind !== undefined && byPlan.includes(entry.kind) ? [{ source, ...entry }] : [];
  });
  if (planned.length === 0) return { bills: [], lines: [], erpProject };
  const milestones = new Set(planned.flatMap(({ source, ref }) => (ref === null ? [] : [source])));
  const bills = milestones.size === 0 ? [] : await billsOf(systems, credit.projectId, milestones);
  const freed = new Set(planned.flatMap(({ ref }) => ref?.id ?? []));
  const named = planned.flatMap(({ scheduleLine }) => scheduleLine ?? []);
  const finance = named.length === 0 ? null : await systems.erp.project(erpProject);
  const isBilled = new Set((finance?.schedule ?? []).flatMap(({ id, status }) => (status === 'BILLED' ? [id] : [])));
  const touched: TouchedBill[] = [];
  for (const { bill, milestone } of bills) {
    const items = ((await systems.psa.builtInvoice(bill))?.items ?? []).map(({ ref }) => ref);
    const isFreed = ({ kind, id }: RecordRef): boolean => kind === 'MILESTONE' && freed.has(id);
    touched.push({ bill, milestone, freed: items.filter(isFreed), kept: items.filter((ref) => !isFreed(ref)) });
  }
  return { bills: touched, lines: named.filter((line) => isBilled.has(line)), erpProject };
}

async function billsOf(
  { billing }: Systems,
  projectId: string,
  milestones: ReadonlySet<string>,
): Promise<readonly { readonly bill: RecordRef; readonly milestone: string }[]> {
  const bills = new Map<string, { readonly bill: RecordRef; readonly milestone: string }>();
  for (const { id, bill } of await billing.milestones(projectId))
    if (bill !== null && milestones.has(id)) bills.set(bill.id, { bill, milestone: id });
  return [...bills.values()];
}

/** Marks planned bills of the ERP as ready again. */
export async function freeSchedule(
  saga: Saga,
  { erp }: Systems,
  { lines, erpProject: project }: FreedPlan,
  creditId: string,
): Promise<void> {
  for (const line of lines) {
    const free = { project, line, invoice: null };
    await saga.step<RecordRef>({
      ...{ name: `free-scheduled-${line}`, system: 'erp', operation: 'update', input: free },
      key: `ready-${line}-${keyDigest(creditId)}`,
      find: (call) => erp.findBilledLine(call, free),
      act: (call) => erp.billScheduleLine(call, free),
      undo: null,
    });
  }
}
