// Drafts, what waits, where the value of work is, and the way from an invoice's line to the hours behind it, as the graph shows them.
import { currencyCode } from '../../../schema/canon/currency.ts';
import { holdRemedies } from '../../../schema/canon/hold.ts';
import type { Hold, HoldCode } from '../../../schema/canon/hold.ts';
import { hoursText } from '../../../schema/canon/hours.ts';
import { mintId } from '../../../schema/canon/identity.ts';
import { round } from '../../../schema/canon/money.ts';
import { connection, pageRequest } from '../../../schema/canon/paging.ts';
import type { Page } from '../../../schema/canon/paging.ts';
import { claimsOfSources } from '../../journal/claims.ts';
import { draftsBy } from '../../journal/drafts.ts';
import type { KeptDraft } from '../../journal/drafts.ts';
import type { RunRecord } from '../../journal/run-views.ts';
import { holdsBy } from '../../journal/work-holds.ts';
import type { ProcessContext } from '../context.ts';
import type {
  BillingDraftResolvers,
  DraftLineResolvers,
  DrawnWorkResolvers,
  HeldWorkResolvers,
  InvoiceResolvers,
  LineSourceResolvers,
  PeriodDrawResolvers,
  QueryResolvers,
  ReleaseWorkPayloadResolvers,
  ResolversTypes,
  RunResolvers,
  WorkBillingResolvers,
  WorkClaimResolvers,
} from '../generated/resolvers.ts';
import { bookedItems, builderOfDocument, documentOf, holdWords } from '../release-work/process.ts';
import type { BookedItem, RecordedInvoice, ReleasePreview } from '../release-work/process.ts';
import { askedAtOnce } from './asked-at-once.ts';
import { holdCursor, holdPlace } from './hold-cursor.ts';
import { demand } from './permissions.ts';

/** More is asked in several questions. */
const workMax = 200;

/** A page out of one row more than was asked for. */
function pageOf<T>(rows: readonly T[], first: number, cursorOf: (row: T) => string): Page<T> {
  const items = rows.slice(0, first);
  return { items, cursors: items.map(cursorOf), hasNextPage: rows.length > first, totalCount: null };
}

function isManager({ envelope }: ProcessContext): boolean {
  return envelope.principal.role === 'project-manager';
}

async function pseudonymOf({ pseudonyms }: ProcessContext): Promise<string | null> {
  return (await pseudonyms())[0] ?? null;
}

/** A draft, to a project manager only one of their own that they were asked to look at. */
async function shownDraft(context: ProcessContext, id: string): Promise<KeptDraft | null> {
  const draft = await context.draftOf.load(id);
  if (draft === null || !isManager(context)) return draft;
  return draft.manager !== null && draft.manager === (await pseudonymOf(context)) ? draft : null;
}

/** Of drafts those that whoever asks may see: project managers only what they were asked to look at of their own projects. */
export async function shownDrafts(
  context: ProcessContext,
  drafts: readonly KeptDraft[],
): Promise<readonly KeptDraft[]> {
  if (!isManager(context)) return drafts;
  const pseudonym = await pseudonymOf(context);
  return drafts.filter(({ manager }) => manager !== null && manager === pseudonym);
}

export const billingQueries: Pick<QueryResolvers, 'billingDraft' | 'billingDrafts' | 'heldWork' | 'workBilling'> = {
  billingDraft: (_root, { id }, context) => {
    demand('seeDrafts', context.envelope);
    return shownDraft(context, id);
  },
  billingDrafts: async (_root, { first: asked, after, filter }, context) => {
    const { envelope, books } = context;
    demand('seeDrafts', envelope);
    const { first, after: from } = pageRequest(asked ?? 50, after);
    const states = filter?.states?.filter((state): state is KeptDraft['state'] => state !== 'UNKNOWN') ?? null;
    const { projectId = null, legalEntityCode = null, runId = null } = filter ?? {};
    const manager = isManager(context) ? await pseudonymOf(context) : null;
    if (isManager(context) && manager === null) return connection(pageOf([], first, String), [], from);
    const by = { states, projectId, legalEntity: legalEntityCode, releasedBy: runId, manager };
    const page = pageOf(await draftsBy(books.db, by, { first: first + 1, after: from }), first, ({ id }) => id);
    return connection(page, page.items, from);
  },
  heldWork: async (_root, { first: asked, after, filter }, { envelope, books }) => {
    demand('seeBilling', envelope);
    const { first, after: from } = pageRequest(asked ?? 50, after);
    const { projectId = null, code = null } = filter ?? {};
    const rows = await holdsBy(books.db, { projectId, code }, { first: first + 1, after: holdPlace(from) });
    const page = pageOf(rows, first, holdCursor);
    return connection(page, page.items, from);
  },
  workBilling: async (_root, { workIds }, { envelope, books }) => {
    demand('seeBilling', envelope);
    const asked = askedAtOnce(workIds, workMax);
    const [items, claims] = await Promise.all([bookedItems(books.db, asked), claimsOfSources(books.db, asked)]);
    return asked.map((id) => {
      const booked = items.get(id);
      return booked === undefined ? null : { booked, claims: claims.filter(({ source }) => source === id) };
    });
  },
};

export const billingDraft: BillingDraftResolvers = {
  __resolveReference: ({ id }, context) => {
    demand('seeDrafts', context.envelope);
    return shownDraft(context, id);
  },
  project: ({ projectId }) => ({ id: projectId }),
  customer: ({ customerId }) => ({ id: customerId }),
  legalEntity: ({ legalEntity }) => ({ code: legalEntity }),
  builder: ({ document }) => builderOfDocument(documentOf(document)).kind,
  issuedOn: ({ document }) => documentOf(document).issuedOn,
  from: ({ document }) => documentOf(document).from,
  to: ({ document }) => documentOf(document).to,
  purchaseOrder: ({ document }) => documentOf(document).purchaseOrder,
  taxEstimate: ({ document }) => documentOf(document).taxEstimate,
  taxCode: ({ document }) => documentOf(document).taxCode,
  taxWhy: ({ document }) => documentOf(document).taxWhy,
  lines: ({ id, document }) => documentOf(document).lines.map((line, position) => ({ ...line, draftId: id, position })),
  invoice: ({ invoice }) => {
    if (invoice === null) return null;
    // Written by the bill from what the ERP says.
    const { ref, number, net, tax, total, psaInvoice } = invoice as unknown as RecordedInvoice;
    return { invoice: { id: mintId(ref) }, number, psaNumber: psaInvoice?.number ?? null, net, tax, total };
  },
  droppedBecause: ({ whyDropped }) => whyDropped,
  releasedBy: ({ releasedBy }, _arguments, { runOf }) => runOf.load(releasedBy),
  billedBy: ({ billRun }, _arguments, { runOf }) => (billRun === null ? null : runOf.load(billRun)),
  openedAt: ({ openedAt }) => openedAt.toISOString(),
  changedAt: ({ changedAt }) => changedAt.toISOString(),
};

export const draftLine: DraftLineResolvers = {
  sources: async ({ draftId, position }, _arguments, { sourcesOf }) =>
    draftId === undefined ? [] : (await sourcesOf.load(draftId)).filter(({ claim }) => claim.line === position),
};

export const lineSource: LineSourceResolvers = {
  kind: ({ booked }) => booked.facts.entry.kind,
  workId: ({ claim }) => claim.source,
  version: ({ claim }) => claim.version,
  workedOn: ({ booked }) => booked.workedOn,
  hours: ({ booked: { facts } }) => (facts.entry.kind === 'TIME' ? hoursText(facts.entry.minutes) : null),
  resource: ({ booked: { facts } }) => {
    const { entry } = facts;
    return entry.kind === 'TIME' || entry.kind === 'EXPENSE' ? personOf(entry.person) : null;
  },
  approver: ({ booked }) => personOf(booked.facts.entry.approver),
  approvedAt: ({ booked }) => booked.facts.entry.approvedAt,
  hourlyRate: ({ booked }) => booked.facts.hourlyRate,
  rateWhy: ({ claim }) => claim.why,
  amount: ({ claim }) => claim.amount,
  claimKey: ({ claim }) => claim.key,
  drawn: ({ claim, booked }, _arguments, { drawsOf }) =>
    booked.facts.entry.kind === 'RETAINER' ? drawsOf.load(claim.source) : [],
};

/** From an hour under a retainer to the invoice that billed its period. */
export const workDrew: Pick<WorkBillingResolvers, 'drew'> = {
  drew: ({ booked }, _arguments, { drawsOfWork }) => drawsOfWork.load(booked.source),
};

export const periodDraw: PeriodDrawResolvers = {
  periodId: ({ lot }) => lot,
  amount: ({ amount, currency }) => round(amount, currencyCode(currency), 'HALF_UP'),
  billedBy: ({ lot }, _arguments, { draftsOfWork }) => draftsOfWork.load(lot),
};

export const drawnWork: DrawnWorkResolvers = {
  workId: ({ draw }) => draw.source,
  version: ({ draw }) => draw.version,
  workedOn: ({ booked }) => booked.workedOn,
  hours: ({ booked: { facts } }) => (facts.entry.kind === 'TIME' ? hoursText(facts.entry.minutes) : null),
  resource: ({ booked: { facts } }) => (facts.entry.kind === 'TIME' ? personOf(facts.entry.person) : null),
  approver: ({ booked }) => personOf(booked.facts.entry.approver),
  approvedAt: ({ booked }) => booked.facts.entry.approvedAt,
  hourlyRate: ({ booked }) => booked.facts.hourlyRate,
  amount: ({ draw: { amount, currency } }) => round(amount, currencyCode(currency), 'HALF_UP'),
};

function personOf(ref: Parameters<typeof mintId>[0] | null): { readonly id: string } | null {
  return ref === null ? null : { id: mintId(ref) };
}

export const heldWork: HeldWorkResolvers = {
  workId: ({ source }) => source,
  project: ({ projectId }) => ({ id: projectId }),
  // Written by a release from the hold's own facts.
  explanation: ({ hold }) => holdWords(hold as unknown as Hold),
  remedy: ({ code }) => holdRemedies[code as HoldCode].remedy,
  ownerRole: ({ owner }) => owner,
  heldAt: ({ heldAt }) => heldAt.toISOString(),
};

const placeNames = {
  unbilled: 'UNBILLED',
  held: 'HELD',
  claimed: 'CLAIMED',
  inDoubt: 'IN_DOUBT',
  billed: 'BILLED',
  absorbed: 'ABSORBED',
  writtenOff: 'WRITTEN_OFF',
  writtenDown: 'WRITTEN_DOWN',
  conceded: 'CONCEDED',
  released: 'RELEASED',
} as const;

export const workBilling: WorkBillingResolvers = {
  workId: ({ booked }) => booked.source,
  project: ({ booked }) => ({ id: booked.projectId }),
  standardValue: ({ booked }) => booked.item.standard,
  places: ({ booked }) => placesOf(booked.item),
};

/** Where the value of a version is; places without anything are left out. */
export function placesOf({ places }: Pick<BookedItem['item'], 'places'>) {
  return (Object.keys(placeNames) as (keyof typeof placeNames)[]).flatMap((place) => {
    const amount = places[place];
    return /^-?0+(\.0+)?$/.test(amount.amount) ? [] : [{ place: placeNames[place], amount }];
  });
}

export const workClaim: WorkClaimResolvers = {
  draft: ({ draftId }, _arguments, { draftOf }) => draftOf.load(draftId),
};

export const invoice: InvoiceResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  billingDraft: ({ id }, _arguments, { envelope, draftOfInvoice }) => {
    demand('seeBilling', envelope);
    return draftOfInvoice.load(id);
  },
};

async function previewOfRun({ id }: RunRecord, { billingReportOf }: ProcessContext) {
  return previewShown((await billingReportOf.load(id))?.preview ?? null);
}

async function draftsOfRun({ id, process }: RunRecord, { books }: ProcessContext) {
  if (process !== 'releaseWorkToInvoice' && process !== 'postExpenses') return null;
  const filter = { states: null, projectId: null, legalEntity: null, releasedBy: id };
  return [...(await draftsBy(books.db, filter, { first: workMax, after: null }))].reverse();
}

export const billingRun: Pick<RunResolvers, 'releasePreview' | 'billingDrafts'> = {
  releasePreview: (run, _arguments, context) => {
    demand('seeBilling', context.envelope);
    return previewOfRun(run, context);
  },
  billingDrafts: (run, _arguments, context) => {
    demand('seeBilling', context.envelope);
    return draftsOfRun(run, context);
  },
};

export const releaseWorkPayload: ReleaseWorkPayloadResolvers = {
  preview: ({ run }, _arguments, context) => (run === null ? null : previewOfRun(run, context)),
  drafts: ({ run }, _arguments, context) => (run === null ? null : draftsOfRun(run, context)),
};

/** A release's preview as the graph has it. */
export function previewShown(preview: ReleasePreview | null): Awaited<ResolversTypes['ReleasePreview']> | null {
  if (preview === null) return null;
  const { projectId, blocker, documents, held, caps, settled, absorbed } = preview;
  return {
    project: { id: projectId },
    blocker: blocker === null ? null : { ...blocker, ownerRole: blocker.owner },
    documents: documents.map((document) => ({ ...document, lines: [...document.lines] })),
    held: held.map(({ source, owner, ...hold }) => ({ ...hold, workId: source, ownerRole: owner })),
    caps: caps.map(({ id, limit, remaining }) => ({ name: id, limit, remaining })),
    settledItems: settled,
    ...{ absorbedItems: absorbed.items, absorbed: absorbed.value },
  };
}
