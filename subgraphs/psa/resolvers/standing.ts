// Internal queries of the PSA for detectors: what stands there and ought to have started something. Of now or a Fault.
import type { Answer } from '../../../schema/canon/freshness.ts';
import { identityText, type VendorRef } from '../../../schema/canon/identity.ts';
import { add, type Money, money, multiply, zero } from '../../../schema/canon/money.ts';
import { type Page, pageSizeMax } from '../../../schema/canon/paging.ts';
import type { Project, RateCard, ResourceRequest } from '../../../schema/canon/project.ts';
import type { TimeEntry } from '../../../schema/canon/work.ts';
import { recordOf } from '../../ledger/desk.ts';
import type { PsaPort } from '../../ports/psa.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import { Fault } from '../../runtime/fault.ts';
import type { QueryResolvers } from '../generated/resolvers.ts';

/** Pages of 200 entries that one question reads: what is older than any patience is a backlog of some thousands at most. */
const timePagesMax = 40;

export const standingQueries = {
  psaProjectsStanding: async (_root, { after, neededBy }, { envelope, port }) => {
    const live = { ...envelope, wantsLive: true };
    const query = { first: pageSizeMax, after: after ?? null, customers: null, search: null } as const;
    const page = told(port, await port.projects(live, { ...query, statuses: ['REQUESTED', 'ACTIVE', 'ON_HOLD'] }));
    const refs = page.items.map(({ ref }) => ref);
    const unmet = await port.standing.unmetRequests(live, { projects: refs, neededBy });
    const requests = Map.groupBy(unmet, ({ project }) => identityText(project));
    const asking = page.items.filter(({ ref }) => requests.has(identityText(ref)));
    const cards = await cardsOf(port, envelope, asking);
    return {
      projects: page.items.map((project) => {
        const { ref, name, status, plan, rateCard } = project;
        const card = rateCard === null ? null : (cards.get(identityText(rateCard)) ?? null);
        const asked = (requests.get(identityText(ref)) ?? []).map((request) => requestOf(request, card));
        return { ref, name, status, budget: plan.budget, requests: asked };
      }),
      next: page.hasNextPage ? (page.cursors.at(-1) ?? null) : null,
    };
  },
  psaApprovedTimeStanding: async (_root, { after, workedBefore }, { envelope, port }) => {
    const live = { ...envelope, wantsLive: true };
    const query = { first: pageSizeMax, after: after ?? null, statuses: null, customers: null, search: null };
    const page = told(port, await port.projects(live, query));
    // Elsewhere a fee absorbs the time (DOMAIN rule 24): nobody will ever release it, and there is much of it.
    const timed = page.items.filter(({ billingModel }) => billingModel === 'TIME_AND_MATERIALS');
    const refs = timed.map(({ ref }) => ref);
    const { entries, complete } = await approvedTime(port, live, { projects: refs, to: dayBefore(workedBefore) });
    const byProject = Map.groupBy(entries, ({ project }) => project.id);
    return {
      projects: timed.flatMap((project) => {
        const own = byProject.get(project.ref.id) ?? [];
        return own.length === 0 ? [] : [waiting(project, own)];
      }),
      next: page.hasNextPage ? (page.cursors.at(-1) ?? null) : null,
      complete,
    };
  },
  psaDoubledRecords: async (_root, { keys }, { envelope, port }) =>
    port.standing.doubled({ ...envelope, wantsLive: true }, keys.slice(0, pageSizeMax)),
  psaProjectsUsed: async (_root, { projects }, { envelope, port }) => {
    const refs = projects.slice(0, pageSizeMax).map(recordOf);
    const found = told(port, await port.projectsByRef({ ...envelope, wantsLive: true }, refs));
    return found.flatMap((project) => (project === null ? [] : [{ ref: project.ref, used: project.plan.budgetUsed }]));
  },
} satisfies Pick<
  QueryResolvers,
  'psaProjectsStanding' | 'psaApprovedTimeStanding' | 'psaDoubledRecords' | 'psaProjectsUsed'
>;

/** A detector acts on this, and may wait; what the PSA once said is for people to read. */
function told<T>({ system, instance }: PsaPort, { value, freshness }: Answer<T>): T {
  if (freshness.servedFrom !== 'STALE_CACHE') return value;
  throw new Fault({ code: freshness.staleReason ?? 'SYSTEM_UNAVAILABLE', system, instance });
}

/** Prices change seldom: these may be as old as reference data is. */
async function cardsOf(
  port: PsaPort,
  envelope: Envelope,
  projects: readonly Project[],
): Promise<ReadonlyMap<string, RateCard>> {
  const byId = new Map<string, VendorRef>();
  for (const { rateCard } of projects) if (rateCard !== null) byId.set(identityText(rateCard), rateCard);
  if (byId.size === 0) return new Map();
  const { value } = await port.rateCardsByRef(envelope, [...byId.values()]);
  return new Map(value.flatMap((card) => (card === null ? [] : [[identityText(card.ref), card] as const])));
}

function requestOf({ ref, role, startOn, requested }: ResourceRequest, card: RateCard | null) {
  return { ref, role, startOn, minutes: requested, worth: worthOf({ role, startOn, requested }, card) };
}

/** The latest price of the role that holds on the first day; null when there is none. */
function worthOf(
  { role, startOn, requested }: Pick<ResourceRequest, 'role' | 'startOn' | 'requested'>,
  card: RateCard | null,
): Money | null {
  if (card === null || requested === null) return null;
  const on = startOn ?? '9999-12-31';
  const prices = card.lines
    .filter((line) => line.role === role && (line.effectiveFrom ?? '') <= on)
    .sort((one, other) => ((one.effectiveFrom ?? '') < (other.effectiveFrom ?? '') ? 1 : -1));
  const [price] = prices;
  if (price === undefined) return null;
  // Minutes first and the hour last: nothing is rounded on the way.
  const perHour = { amount: price.hourlyRate, currency: card.currency };
  return multiply(perHour, sixtieths(requested), 'HALF_UP');
}

/** Minutes as hours in decimal text, exact to more digits than any currency has. */
function sixtieths(minutes: number): string {
  const digits = (BigInt(minutes) * 10n ** 20n) / 60n;
  const text = digits.toString().padStart(21, '0');
  return `${text.slice(0, -20)}.${text.slice(-20)}`;
}

async function approvedTime(
  port: PsaPort,
  envelope: Envelope,
  { projects, to }: { readonly projects: readonly VendorRef[]; readonly to: string },
): Promise<{ readonly entries: readonly TimeEntry[]; readonly complete: boolean }> {
  const entries: TimeEntry[] = [];
  let after: string | null = null;
  for (let pages = 0; pages < timePagesMax; pages += 1) {
    const asked = { first: pageSizeMax, after, projects, from: null, to, billable: true, invoiced: false };
    const page: Page<TimeEntry> = told(port, await port.timeEntries(envelope, { ...asked, approval: 'APPROVED' }));
    entries.push(...page.items);
    after = page.hasNextPage ? (page.cursors.at(-1) ?? null) : null;
    if (after === null) return { entries, complete: true };
  }
  return { entries, complete: false };
}

function waiting(project: Project, entries: readonly TimeEntry[]) {
  const nothing: Money = zero(project.currency);
  const priced = entries.flatMap(({ billableAmount }) => billableAmount ?? []);
  return {
    ref: project.ref,
    name: project.name,
    amount: priced.reduce<Money>((total, amount) => add(total, money(amount.amount, amount.currency)), nothing),
    minutes: entries.reduce((total, { duration }) => total + duration, 0),
    entries: entries.length,
    unpricedEntries: entries.length - priced.length,
    oldestOn: entries.reduce((oldest, { workedOn }) => (workedOn < oldest ? workedOn : oldest), '9999-12-31'),
  };
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}
