// What the process API's resolvers may reach, made anew for every request.
import DataLoader from 'dataloader';
import type { Crossref } from '../crossref/crossref.ts';
import type { Authority } from '../journal/approvals/authority.ts';
import type { Alerts } from '../journal/alerts/alert-desk.ts';
import type { ApprovalDesk } from '../journal/approvals/desk.ts';
import type { ApprovalRecord, DecisionRecord, Viewer } from '../journal/approvals/views.ts';
import type { Books } from '../journal/books.ts';
import type { ChangeFeed } from '../journal/change-feed.ts';
import type { ProcessEngine } from '../journal/engine/engine.ts';
import type { EngagementRecord, Engagements, RunReports } from '../journal/engagements.ts';
import type { ExceptionRecord } from '../journal/exception-views.ts';
import type { Operators } from '../journal/operate.ts';
import type { OperatorViews } from '../journal/operator-views.ts';
import type { RunRecord, RunViews, StepRecord } from '../journal/run-views.ts';
import type { Runs } from '../journal/runs.ts';
import type { Envelope } from '../runtime/envelope.ts';
import type { Logger } from '../runtime/telemetry.ts';
import type { CustomerChangeReport } from './change-customer/process.ts';
import type { KeptClaim } from '../journal/claims.ts';
import { claimsOfDrafts, claimsOfSources } from '../journal/claims.ts';
import { claimsOfPostings, postingsById } from '../journal/costs.ts';
import type { KeptCostClaim, KeptPosting } from '../journal/costs.ts';
import { creditsOfDrafts } from '../journal/credits.ts';
import type { KeptCredit } from '../journal/credits.ts';
import { watchedDocuments } from '../journal/watched-documents.ts';
import type { WatchedDocument } from '../journal/watched-documents.ts';
import { drawsOfLots, drawsOfSources } from '../journal/retainers.ts';
import type { DrawOfLot, DrawOfWork } from '../journal/retainers.ts';
import { draftsById, draftsOfInvoices } from '../journal/drafts.ts';
import type { KeptDraft } from '../journal/drafts.ts';
import type { ConversionReport } from './convert-opportunity/process.ts';
import type { CostPreview, CostReport } from './post-cost/process.ts';
import type { CreditReport } from './credit-invoice/process.ts';
import type { PositionReport } from './open-position/process.ts';
import { bookedItems } from './release-work/process.ts';
import type { BillLine, BookedItem, ContractReport, DrawReport, ReleaseReport } from './release-work/process.ts';

/** What outlives a request. */
export interface ProcessParts extends ApprovalDesk {
  readonly views: RunViews;
  readonly runs: Runs;
  readonly desk: OperatorViews;
  readonly operators: Operators;
  readonly alerts: Alerts;
  readonly engagements: Engagements;
  readonly reports: RunReports;
  readonly books: Books;
  readonly changes: ChangeFeed;
  readonly engine: ProcessEngine;
  readonly crossref: Crossref;
  /** The configured accounts that records are of. */
  readonly instances: Readonly<Record<'CRM' | 'PSA' | 'ERP', string>>;
  readonly logger: Logger;
}

/** The context of one request to the process API. */
export interface ProcessContext extends ProcessParts {
  readonly envelope: Envelope;
  /** Of a stream: the last event that the listener had; null for everything else. */
  readonly lastEventId: string | null;
  readonly runOf: DataLoader<string, RunRecord | null>;
  readonly stepsOf: DataLoader<string, readonly StepRecord[]>;
  readonly exceptionOf: DataLoader<string, ExceptionRecord | null>;
  /** What is open of a run. */
  readonly exceptionsOf: DataLoader<string, readonly ExceptionRecord[]>;
  readonly engagementOf: DataLoader<string, EngagementRecord | null>;
  /** By the deal's canonical id. */
  readonly engagementOfDeal: DataLoader<string, EngagementRecord | null>;
  /** What a conversion says of itself; only its runs report anything. */
  readonly reportOf: DataLoader<string, ConversionReport | null>;
  /** What a release, or an opening position, says of itself. */
  readonly billingReportOf: DataLoader<
    string,
    Partial<ReleaseReport & PositionReport & ContractReport & DrawReport> | null
  >;
  readonly draftOf: DataLoader<string, KeptDraft | null>;
  /** By the ERP document's canonical id. */
  readonly draftOfInvoice: DataLoader<string, KeptDraft | null>;
  /** How a draft's invoice was seen in the ERP last; null: nothing changed since it was posted. */
  readonly watchedOf: DataLoader<string, WatchedDocument | null>;
  /** What a credit says of itself. */
  readonly creditReportOf: DataLoader<string, CreditReport | null>;
  /** Of a draft's invoice, the oldest first. */
  readonly creditsOfDraft: DataLoader<string, readonly KeptCredit[]>;
  /** Of a draft, with the work they are on, in the order of its lines. */
  readonly sourcesOf: DataLoader<string, readonly SourceInBooks[]>;
  /** What drew from a prepaid period, the oldest work first; by the period's name. */
  readonly drawsOf: DataLoader<string, readonly DrawInBooks[]>;
  /** What work drew from prepaid periods, the oldest period first; by its canonical id. */
  readonly drawsOfWork: DataLoader<string, readonly DrawOfWork[]>;
  /** Drafts on which some work is, or was billed, the oldest first; by its name. */
  readonly draftsOfWork: DataLoader<string, readonly KeptDraft[]>;
  /** What a posting of cost says of itself. */
  readonly costReportOf: DataLoader<string, CostReport | null>;
  readonly costPostingOf: DataLoader<string, KeptPosting | null>;
  /** Of a posting: the work it claimed, or takes back. */
  readonly costClaimsOf: DataLoader<string, readonly KeptCostClaim[]>;
  /** What a change of a customer says of itself. */
  readonly lifeReportOf: DataLoader<string, CustomerChangeReport | null>;
  readonly approvalOf: DataLoader<string, ApprovalRecord | null>;
  /** Of a run. */
  readonly approvalsOf: DataLoader<string, readonly ApprovalRecord[]>;
  readonly decisionsOf: DataLoader<string, readonly DecisionRecord[]>;
  /** Whether whoever asks may decide on it. */
  readonly authorityOf: DataLoader<ApprovalRecord, Authority, string>;
  /** Whoever asks, as approvals are shown to them. */
  readonly viewer: () => Promise<Viewer>;
  /** What the journal calls whoever asks. */
  readonly pseudonyms: () => Promise<readonly string[]>;
}

/** A claim with the work it is on. */
export interface SourceInBooks {
  readonly claim: KeptClaim;
  readonly booked: BookedItem;
}

/** A draw with the work that drew. */
export interface DrawInBooks {
  readonly draw: DrawOfLot;
  readonly booked: BookedItem;
}

/** A line of a draft, or of one to be; that has no draft yet. */
export type LineInBooks = BillLine & { readonly draftId?: string; readonly position?: number };

/** A line of a posting, or of one to be; that has no posting yet. */
export type CostLineInBooks = CostPreview['postings'][number]['lines'][number] & { readonly postingId?: string };

/** Work with every claim ever taken on it. */
export interface WorkInBooks {
  readonly booked: BookedItem;
  readonly claims: readonly KeptClaim[];
}

/** The answer to a conversion, of which the graph shows more than was asked for at once. */
export interface ConversionAnswer {
  readonly run: RunRecord | null;
  readonly isRepeated: boolean;
  readonly userErrors: readonly { readonly code: string; readonly message: string; readonly path: readonly string[] }[];
  /** The deal that a conversion was asked for; canonical id. */
  readonly opportunityId?: string;
}

/** A context for one request. */
export function processContext(
  envelope: Envelope,
  parts: ProcessParts,
  lastEventId: string | null = null,
): ProcessContext {
  const { views, desk, engagements, reports, approvalViews } = parts;
  let mine: Promise<readonly string[]> | null = null;
  const pseudonyms = (): Promise<readonly string[]> => (mine ??= desk.pseudonymsOf(envelope.principal.subject));
  const { role, legalEntities = null } = envelope.principal;
  const viewer = async (): Promise<Viewer> => {
    const [pseudonym = null] = await pseudonyms();
    return { pseudonym, role, legalEntities, nowMs: parts.nowMs() };
  };
  return {
    ...parts,
    envelope,
    lastEventId,
    runOf: new DataLoader((ids) => views.byId(ids)),
    stepsOf: new DataLoader((ids) => views.stepsOf(ids)),
    exceptionOf: new DataLoader((ids) => desk.byId(ids)),
    engagementOf: new DataLoader((ids) => engagements.byId(ids)),
    engagementOfDeal: new DataLoader((ids) => engagements.ofOpportunities(ids)),
    // Written by the process whose report each is, and told apart by what is in them.
    reportOf: new DataLoader((ids) => reportsWith<ConversionReport>(reports, 'plan', ids)),
    lifeReportOf: new DataLoader((ids) => reportsWith<CustomerChangeReport>(reports, 'customerChanges', ids)),
    exceptionsOf: new DataLoader((ids) => desk.ofRuns(ids)),
    approvalOf: new DataLoader(async (ids) => approvalViews.byId(ids, await viewer())),
    approvalsOf: new DataLoader(async (ids) => approvalViews.ofRuns(ids, await viewer())),
    decisionsOf: new DataLoader((ids) => approvalViews.decisionsOf(ids)),
    authorityOf: new DataLoader(async (approvals) => approvalViews.authorities(approvals, await viewer()), {
      cacheKeyFn: ({ id }: ApprovalRecord) => id,
    }),
    ...billingLoaders(parts),
    viewer,
    pseudonyms,
  };
}

function billingLoaders({ books, reports }: ProcessParts) {
  return {
    // Written by the process of the run, whose report this is.
    billingReportOf: new DataLoader<
      string,
      Partial<ReleaseReport & PositionReport & ContractReport & DrawReport> | null
    >(async (ids) => (await reports.of(ids)) as readonly (ReleaseReport | null)[]),
    draftOf: new DataLoader<string, KeptDraft | null>((ids) => draftsById(books.db, ids)),
    draftOfInvoice: new DataLoader<string, KeptDraft | null>((ids) => draftsOfInvoices(books.db, ids)),
    watchedOf: new DataLoader<string, WatchedDocument | null>(async (ids) => {
      const watched = await watchedDocuments(books.db, ids);
      return ids.map((id) => watched.get(id) ?? null);
    }),
    creditReportOf: new DataLoader<string, CreditReport | null>((ids) =>
      reportsWith<CreditReport>(reports, 'credit', ids),
    ),
    creditsOfDraft: new DataLoader<string, readonly KeptCredit[]>(async (ids) => {
      const credits = await creditsOfDrafts(books.db, ids);
      return ids.map((id) => credits.filter(({ draftId }) => draftId === id));
    }),
    costReportOf: new DataLoader<string, CostReport | null>((ids) =>
      reportsWith<CostReport>(reports, 'costPreview', ids),
    ),
    costPostingOf: new DataLoader<string, KeptPosting | null>((ids) => postingsById(books.db, ids)),
    costClaimsOf: new DataLoader<string, readonly KeptCostClaim[]>(async (ids) => {
      const claims = await claimsOfPostings(books.db, ids);
      return ids.map((id) => claims.filter(({ postingId, reversalId }) => postingId === id || reversalId === id));
    }),
    sourcesOf: new DataLoader<string, readonly SourceInBooks[]>((ids) => sourcesOfDrafts(books, ids)),
    drawsOf: new DataLoader<string, readonly DrawInBooks[]>((lots) => drawsOfPeriods(books, lots)),
    drawsOfWork: new DataLoader<string, readonly DrawOfWork[]>(async (sources) => {
      const draws = await drawsOfSources(books.db, sources);
      return sources.map((source) => draws.filter((draw) => draw.source === source));
    }),
    draftsOfWork: new DataLoader<string, readonly KeptDraft[]>((sources) => draftsOnWhich(books, sources)),
  };
}

async function sourcesOfDrafts({ db }: Books, ids: readonly string[]): Promise<readonly (readonly SourceInBooks[])[]> {
  const claims = await claimsOfDrafts(db, ids);
  const items = await bookedItems(
    db,
    claims.map(({ source }) => source),
  );
  return ids.map((id) =>
    claims
      // What was given back is on no line any more.
      .filter(({ draftId, state }) => draftId === id && state !== 'UNCLAIMED')
      .flatMap((claim) => {
        const booked = items.get(claim.source);
        return booked === undefined ? [] : [{ claim, booked }];
      }),
  );
}

async function draftsOnWhich({ db }: Books, sources: readonly string[]): Promise<readonly (readonly KeptDraft[])[]> {
  const claims = (await claimsOfSources(db, sources)).filter(({ state }) => state !== 'UNCLAIMED');
  const drafts = await draftsById(db, [...new Set(claims.map(({ draftId }) => draftId))]);
  const known = new Map(drafts.flatMap((draft) => (draft === null ? [] : [[draft.id, draft] as const])));
  return sources.map((source) => {
    const ids = new Set(claims.flatMap((claim) => (claim.source === source ? [claim.draftId] : [])));
    return [...ids].flatMap((id) => known.get(id) ?? []);
  });
}

async function drawsOfPeriods({ db }: Books, lots: readonly string[]): Promise<readonly (readonly DrawInBooks[])[]> {
  const draws = await drawsOfLots(db, lots);
  const items = await bookedItems(db, [...new Set(draws.map(({ source }) => source))]);
  return lots.map((lot) =>
    draws
      .filter((draw) => draw.lot === lot)
      .flatMap((draw) => {
        const booked = items.get(draw.source);
        return booked === undefined ? [] : [{ draw, booked }];
      })
      .sort((one, other) => one.booked.workedOn.localeCompare(other.booked.workedOn)),
  );
}

/** The reports of one process among those of some runs. */
async function reportsWith<Report>(
  reports: RunReports,
  property: keyof Report & string,
  runIds: readonly string[],
): Promise<readonly (Report | null)[]> {
  const told = await reports.of(runIds);
  return told.map((report) =>
    typeof report === 'object' && report !== null && property in report ? (report as Report) : null,
  );
}
