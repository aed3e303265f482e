// What billing credited work again would come to, before anything is credited: the release of it as if it were free already.
import { currencyCode } from '../../../schema/canon/currency.ts';
import { type Money, money, subtract } from '../../../schema/canon/money.ts';
import { versionsBySource } from '../../journal/claims.ts';
import type { KeptItem } from '../../journal/claims.ts';
import type { Books } from '../../journal/books.ts';
import type { Json } from '../../journal/run-journal.ts';
import { counts } from '../billing/cap.ts';
import { reissueBilled } from '../billing/work-item.ts';
import type { WorkItem } from '../billing/work-law.ts';
import type { PsaWorkItem } from '../systems/psa-billing.ts';
import type { ExpenseEntry, KeptWork, WorkBooks, WorkEntry, WorkProject } from './facts.ts';
import { capScopeOf, readBooks, type WorkFacts } from './keeping.ts';
import { planRelease } from './plan.ts';
import { billingPolicyOf, type BillingConfig } from './policy.ts';
import { previewOf, type ReleasePreview } from './preview.ts';
import { entryOf, expenseOf, readProject, type WorkSources } from './reading.ts';

/** Work that a credit would take back. */
export interface CreditedWork {
  readonly projectId: string;
  readonly sources: readonly { readonly source: string; readonly version: number; readonly amount: string }[];
}

/** The PSA answers so many at once. */
const askedMax = 200;

/** The preview of the rebill; null when the PSA has no such project. Work that is not approved any more is not in it. Raises Fault. */
export async function previewRebill(
  parts: WorkSources & { readonly books: Books; readonly config: BillingConfig },
  { projectId, sources }: CreditedWork,
): Promise<ReleasePreview | null> {
  const versions = await versionsBySource<Json, Json>(
    parts.books.db,
    sources.map(({ source }) => source),
  );
  const project = await readProject(parts, projectId, '0001-01-01');
  if (project === null) return null;
  const { entries, expenses } = await entriesNow(parts, project, versions);
  const kept = new Map<string, KeptWork>();
  const freed: FreedWork[] = [];
  for (const { source, version, amount } of sources) {
    const rows = versions.get(source) ?? [];
    const items = rows.map(({ state }) => state as unknown as WorkItem);
    const reissued = reissueBilled(items, version, money(amount, currencyCode(project.currency)));
    const newest = rows.at(-1);
    if (reissued.kind === 'REFUSED' || newest === undefined) continue;
    const { heldByPerson } = newest.facts as unknown as WorkFacts;
    const { workedOn, capScope } = rows.find((row) => row.version === version) ?? newest;
    freed.push({ workedOn, capScope, amount: money(amount, currencyCode(project.currency)) });
    kept.set(source, { item: reissued.next, content: newest.content, heldByPerson, isPart: reissued.isPart });
  }
  const free = { ...project, entries, expenses };
  const through =
    [...entries, ...expenses]
      .map(({ workedOn }) => workedOn)
      .sort()
      .at(-1) ?? '0001-01-01';
  const policy = billingPolicyOf(parts.config, project.seller?.code ?? project.delivererCode ?? '');
  const own = await readBooks(parts.books.db, free);
  const orderUsed = withoutCredited(own.orderUsed ?? null, sources);
  const books = { ...own, kept, orderUsed, used: withoutFreed(own.used, project, freed) };
  const plan = planRelease(free, books, {
    through,
    today: parts.today(policy.timeZone),
    taxCode: null,
    policy,
    only: new Set(kept.keys()),
  });
  return previewOf(plan, free);
}

/** Work that the credit will have taken off caps. */
export interface FreedWork {
  readonly workedOn: string;
  /** What it was counted by. */
  readonly capScope: string;
  readonly amount: Money;
}

/** What of caps is used once the credit is posted: work of theirs uses none of them any more (DOMAIN rule 23). */
export function withoutFreed(
  used: WorkBooks['used'],
  project: Pick<WorkProject, 'id' | 'contract'>,
  freed: readonly FreedWork[],
): WorkBooks['used'] {
  const scopes = [capScopeOf(project), project.id];
  const place = { contract: project.contract?.id ?? project.id, line: '' };
  const left = (project.contract?.caps ?? []).flatMap(({ id, scope }) => {
    const before = used.get(id);
    const own = freed.filter(
      ({ workedOn, capScope }) => scopes.includes(capScope) && counts(scope, { ...place, workedOn }),
    );
    return before === undefined
      ? []
      : [[id, own.reduce((rest, { amount }) => subtract(rest, amount), before)] as const];
  });
  return new Map(left);
}

/** What the credit will have taken off the client's order. */
function withoutCredited(used: Money | null, sources: CreditedWork['sources']): Money | null {
  if (used === null) return null;
  return sources.reduce((left, { amount }) => subtract(left, money(amount, used.currency)), used);
}

/** Time and expenses as the PSA has them now, whatever bill it is on. */
async function entriesNow(
  { systems }: WorkSources,
  project: WorkProject,
  versions: ReadonlyMap<string, readonly KeptItem<Json, Json>[]>,
): Promise<{ readonly entries: readonly WorkEntry[]; readonly expenses: readonly ExpenseEntry[] }> {
  const refs = [...versions.values()].flatMap((rows) => {
    const { entry } = (rows.at(-1)?.facts ?? {}) as unknown as Partial<WorkFacts>;
    return entry?.ref == null ? [] : [entry.ref];
  });
  const now: (PsaWorkItem | null)[] = [];
  for (let from = 0; from < refs.length; from += askedMax)
    now.push(...(await systems.psa.workNow(refs.slice(from, from + askedMax))));
  const good = now.flatMap((item) => (item?.approval === 'APPROVED' && item.billable ? [item] : []));
  return {
    entries: good.flatMap((item) => entryOf(item, project.currency) ?? []),
    expenses: good.flatMap((item) => expenseOf(item) ?? []),
  };
}
