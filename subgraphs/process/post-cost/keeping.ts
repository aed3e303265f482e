// Between the plan and the books: what is read of a project's cost, how a plan is taken, and how a posting moves on.
import type { Held } from '../../journal/run-journal.ts';
import { randomUUID } from 'node:crypto';
import { type Hold, holdRemedies } from '../../../schema/canon/hold.ts';
import { landingOf } from '../../../schema/canon/posting-period.ts';
import type { Books, BooksPage } from '../../journal/books.ts';
import { keepCostEntries } from '../../journal/cost-entries.ts';
import {
  claimsOfPostings,
  type CostFacts,
  costClaimsOf,
  insertPosting,
  type KeptCostClaim,
  type KeptPosting,
  moveCostClaims,
  nextCostGeneration,
  postingsById,
  saveCostHolds,
  savePosting,
  standingClaims,
  takeCostClaims,
} from '../../journal/costs.ts';
import { knowOwnRecords } from '../../journal/feeds/telling.ts';
import { positionsOf } from '../../journal/opening-positions.ts';
import type { Json } from '../../journal/run-journal.ts';
import { businessKey } from '../billing/business-key.ts';
import { keptPosition } from '../billing/kept-position.ts';
import {
  type CostDocument,
  documentOf,
  documentOfPosting,
  documentOfReversal,
  entriesOf,
  factsOf,
} from './document.ts';
import type { CostBooks, CostProject } from './facts.ts';
import { type CostPlan, type HeldCost, type PlannedPosting, type PlannedReversal, partOf, planCost } from './plan.ts';
import { costLines } from '../billing/work-cost.ts';
import type { CostConfig } from './policy.ts';

type Database = Books['db'];

/** Somebody else's claim stands on some of the work; nothing was written. Plan anew. */
export class CostTaken extends Error {
  override readonly name = 'CostTaken';
}

/** Day up to which finance has posted a project's cost itself: that of its opening position; null where nobody has signed one off. */
export async function positionDay(db: Database, projectId: string): Promise<string | null> {
  const [row = null] = await positionsOf(db, [projectId]);
  return row === null ? null : (keptPosition(row)?.on ?? null);
}

/** Claims that stand on a project's work, and the companies in whose books they are. */
export async function standingOf(
  db: Database,
  projectId: string,
): Promise<{ readonly standing: readonly KeptCostClaim[]; readonly touched: readonly string[] }> {
  const standing = await standingClaims(db, projectId);
  const postings = await postingsById(db, [...new Set(standing.map(({ postingId }) => postingId))]);
  const touched = postings.flatMap((posting) => (posting === null ? [] : [posting.legalEntity, posting.employer]));
  return { standing, touched: [...new Set(touched)] };
}

/** What the books say of a project's work, and of work it now has that others posted. */
export async function readCostBooks(db: Database, project: CostProject): Promise<CostBooks> {
  const [own, ever] = await Promise.all([
    standingClaims(db, project.id),
    costClaimsOf(
      db,
      project.entries.map(({ source }) => source),
    ),
  ]);
  const stands = ever.filter(({ state }) => state === 'CLAIMED' || state === 'POSTED' || state === 'REVERSING');
  return { standing: new Map([...own, ...stands].map((claim) => [claim.source, claim])) };
}

/** For whom a plan is taken. */
export interface Taking {
  readonly books: Books;
  readonly held: Held;
  readonly project: CostProject;
  readonly config: CostConfig;
  /** Business day of a legal entity, YYYY-MM-DD. */
  readonly todayOf: (legalEntity: string) => string;
}

/** What was taken of a plan. */
export interface TakenCost {
  readonly plan: CostPlan;
  readonly postings: readonly string[];
  /** Besides what the plan holds: what cannot be taken back, for no period is open. */
  readonly held: readonly HeldCost[];
}

/** Plans and takes under the project's lock: what is planned is what is there. Raises CostTaken. */
export function takeCost({ books, held: by, project, config, todayOf }: Taking): Promise<TakenCost> {
  const { runId } = by;
  return books.change(by, [project.id], async (page) => {
    const plan = planCost(project, await readCostBooks(page.db, project), { config, todayOf });
    const postings: string[] = [];
    const held = [...plan.held];
    for (const reversal of plan.reversals) {
      const taken = await takeReversal(page, { project, runId, reversal });
      if (typeof taken === 'string') postings.push(taken);
      else held.push(...taken);
    }
    for (const planned of plan.postings) postings.push(await takePosting(page, { project, runId, planned, config }));
    if (plan.blocker === null)
      await saveCostHolds(
        page.db,
        project.id,
        held.map((each) => holdOf(each, runId)),
      );
    return { plan, postings, held };
  });
}

function holdOf({ source, workedOn, minutes, hold }: HeldCost, runId: string) {
  const { owner } = holdRemedies[hold.code];
  return { source, workedOn, minutes, runId, code: hold.code, owner, hold: hold as unknown as Json };
}

interface PostingTaking {
  readonly project: CostProject;
  readonly runId: string;
  readonly planned: PlannedPosting;
  readonly config: CostConfig;
}

async function takePosting(page: BooksPage, { project, runId, planned, config }: PostingTaking): Promise<string> {
  const { legalEntity, employer, currency, period, works, amount } = planned;
  const facts: CostFacts = {
    ...{ projectId: project.id, legalEntity, employer, currency, period: period.startOn, kind: 'COST' },
  };
  const document = documentOfPosting(project, planned, config);
  const id = await write(page, { facts, document, amount: { ...amount }, reverses: null, runId });
  const lineOf = new Map(
    costLines(works.map(partOf)).flatMap(({ name, sources }) => sources.map((source) => [source, name] as const)),
  );
  const missed = await takeCostClaims(
    page.db,
    works.map(({ entry, cost, rate }) => ({
      ...{ source: entry.source, postingId: id, line: lineOf.get(entry.source) ?? '', projectId: project.id },
      ...{ workedOn: entry.workedOn, content: entry.content, facts: factsOf(entry, rate), amount: { ...cost } },
    })),
  );
  if (missed.length > 0) throw new CostTaken(`${missed.length} pieces of work were claimed meanwhile; plan anew`);
  page.audit('cost.taken', { posting: id, project: project.id, items: works.length });
  return id;
}

interface ReversalTaking {
  readonly project: CostProject;
  readonly runId: string;
  readonly reversal: PlannedReversal;
}

/** Dated in each company's books where its original is, or in the first period open after it (DOMAIN rule 46). */
async function takeReversal(
  page: BooksPage,
  { project, runId, reversal }: ReversalTaking,
): Promise<string | readonly HeldCost[]> {
  const { postingId, claims: wrong, amount } = reversal;
  const [original = null] = await postingsById(page.db, [postingId]);
  if (original === null) throw new Error(`There is no posting ${postingId}`);
  const claims = wrong.map(({ claim }) => claim);
  const days = new Map<string, string>();
  for (const { legalEntity, entry } of documentOf(original.document).entries) {
    const landing = landingOf(entry.postedOn, project.companies.get(legalEntity)?.periods ?? [], 'ledger');
    if (landing.kind === 'HELD') return claims.map((claim) => heldClaim(claim, landing.hold));
    days.set(legalEntity, landing.accountingOn);
  }
  const { projectId, legalEntity, employer, currency, period } = original;
  const facts: CostFacts = { projectId, legalEntity, employer, currency, period, kind: 'REVERSAL' };
  const document = documentOfReversal(project, original, claims, days);
  const id = await write(page, { facts, document, amount: { ...amount }, reverses: postingId, runId });
  const sources = claims.map(({ source }) => source);
  const moved = await moveCostClaims(page.db, sources, { from: 'POSTED', to: 'REVERSING', reversalId: id });
  if (moved !== sources.length) throw new CostTaken('Some of the work is taken back by another run; plan anew');
  page.audit('cost.reversal-taken', { posting: id, reverses: postingId, items: sources.length });
  return id;
}

function heldClaim({ source, workedOn, facts }: KeptCostClaim, hold: Hold): HeldCost {
  return { source, workedOn, minutes: (facts as unknown as { minutes: number }).minutes, hold };
}

interface Writing {
  readonly facts: CostFacts;
  readonly document: CostDocument;
  readonly amount: { readonly amount: string; readonly currency: string };
  readonly reverses: string | null;
  readonly runId: string;
}

async function write(page: BooksPage, { facts, document, amount, reverses, runId }: Writing): Promise<string> {
  const generation = await nextCostGeneration(page.db, facts);
  const { legalEntity, projectId, period, employer, currency, kind } = facts;
  const id = randomUUID();
  const key = businessKey({
    ...{ entity: legalEntity, project: projectId, period, batch: `${employer} ${currency}`, generation },
    documentType: kind === 'COST' ? 'WORK_COST' : 'WORK_COST_REVERSAL',
  });
  await insertPosting(page.db, { ...facts, id, key, generation, reverses, document, amount, takenBy: runId });
  return id;
}

/** A posting as it stands. Raises Error when there is none: runs are begun for postings that are there. */
export async function postingOf(db: Database, id: string): Promise<KeptPosting> {
  const [posting = null] = await postingsById(db, [id]);
  if (posting === null) throw new Error(`There is no posting ${id}`);
  return posting;
}

/** The claims a posting holds: taken by it, or being taken back. */
export async function heldBy(
  db: Database,
  posting: Pick<KeptPosting, 'id' | 'kind'>,
): Promise<readonly KeptCostClaim[]> {
  const claims = await claimsOfPostings(db, [posting.id]);
  return claims.filter((claim) =>
    posting.kind === 'COST'
      ? claim.postingId === posting.id && claim.state === 'CLAIMED'
      : claim.reversalId === posting.id && claim.state === 'REVERSING',
  );
}

/** Ends a posting before it is on record: its work is free, or counts as posted as before. One that has ended stays so. */
export function dropPosting(books: Books, runId: string, id: string, why: string): Promise<boolean> {
  return settle(books, runId, id, async (page, posting) => {
    if (posting.state !== 'OPEN') return;
    const move =
      posting.kind === 'COST'
        ? ({ from: 'CLAIMED', to: 'UNCLAIMED' } as const)
        : ({ from: 'REVERSING', to: 'POSTED' } as const);
    await moveAll(page, posting, move);
    await savePosting(page.db, id, { state: 'DROPPED', whyDropped: why });
    page.audit('cost.dropped', { posting: id, why });
  });
}

/** Writes what the ERP has posted: the work's cost stands, or is taken back. */
export function recordPosting(books: Books, runId: string, id: string, entries: Json): Promise<boolean> {
  return settle(books, runId, id, async (page, posting) => {
    if (posting.state === 'POSTED') return;
    if (posting.state === 'DROPPED') throw new Error(`Posting ${id} was dropped while it was posted`);
    const move =
      posting.kind === 'COST'
        ? ({ from: 'CLAIMED', to: 'POSTED' } as const)
        : ({ from: 'REVERSING', to: 'REVERSED' } as const);
    await moveAll(page, posting, move);
    await savePosting(page.db, id, { state: 'POSTED', entries });
    const posted = entriesOf(entries).map(({ ref, part }) => ({ instance: ref.instance, id: ref.id, part }));
    await keepCostEntries(page.db, id, posted);
    // Watched from now on, even when somebody removes one before the feed has come by.
    await knowOwnRecords(
      page.db,
      posted.map((entry) => ({ ...entry, system: 'erp', kind: 'JOURNAL_ENTRY' })),
    );
    page.audit(posting.kind === 'COST' ? 'cost.posted' : 'cost.reversed', { posting: id });
  });
}

async function settle(
  books: Books,
  runId: string,
  id: string,
  work: (page: BooksPage, posting: KeptPosting) => Promise<void>,
): Promise<boolean> {
  const { projectId } = await postingOf(books.db, id);
  await books.change(runId, [projectId], async (page) => work(page, await postingOf(page.db, id)));
  return true;
}

async function moveAll(
  page: BooksPage,
  posting: KeptPosting,
  move: Parameters<typeof moveCostClaims>[2],
): Promise<void> {
  const sources = (await heldBy(page.db, posting)).map(({ source }) => source);
  const moved = await moveCostClaims(page.db, sources, move);
  if (moved !== sources.length) throw new Error(`Posting ${posting.id} holds ${sources.length} claims, ${moved} moved`);
}
