// What a release of one project would bill: caps split, work grouped, each document checked against contract, order, tax and periods; and
// everything that waits, with its reason. Pure: the same facts make the same plan, which is what a dry run shows and what is claimed.
import { currencyCode } from '../../../schema/canon/currency.ts';
import type { Hold } from '../../../schema/canon/hold.ts';
import { compare, isZero, subtract, sum, zero } from '../../../schema/canon/money.ts';
import type { Money } from '../../../schema/canon/money.ts';
import type { Cap } from '../billing/cap.ts';
import { billingAccount, intercompany } from '../billing/entity.ts';
import { groupBillables, type PurchaseOrder, purchaseOrderHold, type Billable } from '../billing/grouping.ts';
import { capsFrom } from '../billing/opening-position.ts';
import { absorbsTime, blockerOf, type Blocker, expensesBlocker, notByTime, positionBlocker } from './blocker.ts';
import { fittingOf } from './builders/fitting.ts';
import { cappedDocuments, capsShown, heldWork, underCaps } from './capped.ts';
import { notPlannable } from './not-plannable.ts';
import { type BilledPart, type BillDocument, dimensionsOf, linesOf, spanOf, taxedLines } from './document.ts';
import type { Candidate, HeldWork, PsaEntry, WorkBooks, WorkBuyer, WorkProject, WorkSeller } from './facts.ts';
import { costCentreOf, dayOfDocument, fiscalPeriodOf, groupingUnder, mappingsTo, noCostCentre } from './placing.ts';
import { type BillingPolicy, builderOfPolicy } from './policy.ts';
import { chooseTax, estimateLines, missingOf, wordsOf } from './tax.ts';
import { kindsOf, type Weighed, weighAsked } from './weigh.ts';

/** What is asked of a release. */
export interface ReleaseQuestion {
  readonly through: string;
  /** Business day. */
  readonly today: string;
  /** A tax code of the ERP's for want of facts; null: by the rules. */
  readonly taxCode: string | null;
  /** Why no tax is due under the code that is named; absent where nobody said. */
  readonly taxReason?: string | undefined;
  readonly policy: BillingPolicy;
  /** Only this work, by its sources; null is all there is. */
  readonly only?: ReadonlySet<string> | null;
  /** EXPENSES: of expenses alone, whatever the billing model; absent: time, with its expenses as the policy has it. */
  readonly of?: 'EXPENSES' | undefined;
}

/** A document to be. */
export interface PlannedDocument {
  readonly batch: string;
  /** Name of the period it is dated in. */
  readonly period: string;
  readonly net: Money;
  readonly document: BillDocument;
  readonly lines: ReturnType<typeof linesOf>;
  /** What a cap lets be billed of each item, and what it keeps. */
  readonly capped: readonly { readonly candidate: Candidate; readonly held: Money }[];
}

/** The plan of one project. */
export interface ReleasePlan {
  readonly projectId: string;
  /** Why nothing of the project can be billed; null when it can. */
  readonly blocker: Blocker | null;
  readonly documents: readonly PlannedDocument[];
  readonly held: readonly HeldWork[];
  /** Work a cap keeps whole: it is held, not forgotten. */
  readonly overCap: readonly { readonly candidate: Candidate; readonly held: Money }[];
  /** Work that a fixed fee covers: it is billed by nobody (DOMAIN rule 24). */
  readonly absorbed: readonly Candidate[];
  readonly caps: readonly { readonly id: string; readonly limit: Money; readonly remaining: Money }[];
  readonly settled: number;
  /** Whether only named work was looked at; what waits besides is not told. */
  readonly isOfNamedWork?: boolean;
  /** What was looked at; of what was not, nothing is said. */
  readonly kinds: readonly PsaEntry['kind'][];
}

/** The plan of a project. */
export function planRelease(project: WorkProject, books: WorkBooks, question: ReleaseQuestion): ReleasePlan {
  const weighed = weighAsked(project, books, question);
  const { settled } = weighed;
  const isAsked = (source: string): boolean => question.only?.has(source) ?? true;
  const candidates = weighed.candidates.filter(({ entry }) => isAsked(entry.source));
  const held = weighed.held.filter(({ source }) => isAsked(source));
  const none = {
    projectId: project.id,
    documents: [],
    overCap: [],
    caps: [],
    absorbed: [],
    settled: settled.length,
    ...{ isOfNamedWork: question.only != null, kinds: kindsOf(question) },
  };
  // Credited expenses are billed again by themselves, also where time is not billed at all.
  const areNamed = question.only != null && candidates.length > 0;
  const isOfExpenses =
    question.of === 'EXPENSES' || (areNamed && candidates.every(({ entry }) => entry.kind === 'EXPENSE'));
  if (absorbsTime(project) && !isOfExpenses) return absorption(project, books, { candidates, held, settled }, question);
  const blocker =
    (isOfExpenses ? expensesBlocker(project, question.policy) : notByTime(project)) ?? blockerOf(project, books);
  const { seller, buyer } = project;
  if (blocker !== null || seller === null || buyer === null)
    return { ...none, blocker, held: [...held, ...waiting(candidates, blocker?.hold ?? null)] };
  const billed = billedOf(candidates, books, { project, seller, buyer, question });
  return { ...none, ...billed, blocker: null, held: [...held, ...billed.held] };
}

type Documents = Pick<ReleasePlan, 'documents' | 'held' | 'overCap' | 'caps'>;

/** The same, and where a rule raises at the project's facts all of it waits with them: who is released together with it goes on. */
function billedOf(candidates: readonly Candidate[], books: WorkBooks, grouping: Grouping): Documents {
  try {
    return billedUnder(candidates, books, grouping);
  } catch (error) {
    return { documents: [], held: waiting(candidates, notPlannable(error)), overCap: [], caps: [] };
  }
}

/** Documents of candidates, after caps. */
function billedUnder(candidates: readonly Candidate[], books: WorkBooks, grouping: Grouping): Documents {
  const { project, question } = grouping;
  const caps = capsOf(project, books);
  const { ends, held, over, remaining } = cappedDocuments(
    candidates.map((candidate) => ({ candidate, value: candidate.item.places.unbilled })),
    (work) => underCaps(work, project, caps, question.policy),
    (parts) => groupsOf(parts, { ...grouping, orderUsed: books.orderUsed ?? null }),
  );
  return {
    documents: ends.flatMap((end) => (end.kind === 'DOCUMENT' ? [end.document] : [])),
    held: [...held, ...ends.flatMap((end) => (end.kind === 'HELD' ? end.held : []))],
    overCap: over,
    caps: capsShown(caps, remaining),
  };
}

/** Time under a fee that covers it ends absorbed: approved and unbilled it is never (DOMAIN rule 24). Its expenses are billed. */
function absorption(
  project: WorkProject,
  books: WorkBooks,
  { candidates, held, settled }: Weighed,
  question: ReleaseQuestion,
): ReleasePlan {
  const none = {
    ...{ projectId: project.id, documents: [], overCap: [], caps: [], settled: settled.length },
    ...{ isOfNamedWork: question.only != null, kinds: kindsOf(question) },
  };
  const blocker = positionBlocker(project, books);
  if (blocker !== null)
    return { ...none, blocker, absorbed: [], held: [...held, ...waiting(candidates, blocker.hold)] };
  const absorbed = candidates.filter(({ entry }) => entry.kind === 'TIME');
  const spent = candidates.filter(({ entry }) => entry.kind !== 'TIME');
  if (spent.length === 0) return { ...none, blocker, absorbed, held };
  // What is in the way of a bill is in the way of no absorption.
  const inTheWay = blockerOf(project, books);
  const { seller, buyer } = project;
  if (inTheWay !== null || seller === null || buyer === null)
    return { ...none, blocker, absorbed, held: [...held, ...waiting(spent, inTheWay?.hold ?? null)] };
  const billed = billedOf(spent, books, { project, seller, buyer, question });
  return { ...none, ...billed, blocker, absorbed, held: [...held, ...billed.held] };
}

function waiting(candidates: readonly Candidate[], hold: Hold | null): readonly HeldWork[] {
  return hold === null ? [] : candidates.map((each) => heldWork(each, hold, each.item.places.unbilled));
}

/** The caps in a project's own currency with what is used of them; work under one in another currency waits (rule 4). */
export function capsOf({ contract, currency }: WorkProject, { used, position }: WorkBooks): readonly Cap[] {
  const nothing = zero(currencyCode(currency));
  const caps = (contract?.caps ?? [])
    .filter(({ limit }) => limit.currency === currency)
    .map((cap) => ({ ...cap, consumed: used.get(cap.id) ?? nothing }));
  return position === null ? caps : capsFrom(position, caps);
}

/** What documents are made for. */
export interface Grouping {
  readonly project: WorkProject;
  readonly seller: WorkSeller;
  readonly buyer: WorkBuyer;
  readonly question: ReleaseQuestion;
  /** What of the client's order is used up; absent where it has no value. */
  readonly orderUsed?: Money | null;
}

/** A document, or why there is none. */
export type GroupEnd =
  | { readonly kind: 'DOCUMENT'; readonly document: PlannedDocument }
  | { readonly kind: 'HELD'; readonly held: readonly HeldWork[] };

/** An item with what of it is billed and what a cap keeps. */
export type Part = BilledPart & { readonly held: Money };

/** Documents of what may be billed, by the policy's grouping; what cannot stand on one waits with its reason. */
export function groupsOf(all: readonly Part[], grouping: Grouping): readonly GroupEnd[] {
  const { fits: parts, held } = fittingOf(all, grouping.question.policy);
  return [...(held.length === 0 ? [] : [{ kind: 'HELD', held } as const]), ...documentsOf(parts, grouping)];
}

function documentsOf(parts: readonly Part[], grouping: Grouping): readonly GroupEnd[] {
  const { project, seller, buyer, question } = grouping;
  const account = billingAccount(buyer.accounts, seller.code, project.currency);
  const deliverer = project.delivererCode ?? seller.code;
  const billables = parts.map(({ candidate: { entry }, billed }): Billable => ({
    ...{ id: entry.source, seller: seller.code, deliverer, project: project.id },
    account: account.kind === 'ACCOUNT' ? account.account.id : '',
    workType: entry.kind === 'TIME' ? (entry.role ?? '') : entry.kind === 'EXPENSE' ? entry.kind : '',
    period: fiscalPeriodOf(entry.workedOn, seller.periods),
    purchaseOrder: project.contract?.purchaseOrder ?? null,
    amount: billed,
  }));
  const byId = new Map(parts.map((part) => [part.candidate.entry.source, part]));
  // Documents of one release use up the same order, one after the other.
  let order = orderOf(grouping);
  return groupBillables(billables, groupingUnder(question.policy, project)).map(({ batch, items }) => {
    const members = items.flatMap(({ id }) => byId.get(id) ?? []);
    const all = (hold: Hold): GroupEnd => ({
      kind: 'HELD',
      held: members.map(({ candidate, billed }) => heldWork(candidate, hold, billed)),
    });
    if (account.kind === 'HELD') return all(account.hold);
    const mapping = intercompany(seller.code, deliverer, mappingsTo(seller.code, question.policy));
    if (mapping.kind === 'HELD') return all(mapping.hold);
    const foreign = foreignOrder(project);
    if (foreign !== null) return all(foreign);
    const end = documentOf(batch, members, { ...grouping, order }, all);
    if (end.kind === 'DOCUMENT' && order !== null && order.balance !== null)
      order = { ...order, balance: subtract(order.balance, end.document.net) };
    return end;
  });
}

/** The client's order as far as it is known. */
export function orderOf({
  project: { contract, currency },
  orderUsed,
}: Pick<Grouping, 'project' | 'orderUsed'>): PurchaseOrder | null {
  if (contract?.purchaseOrder == null) return null;
  const { purchaseOrder: number, orderValue = null, orderExpiresOn = null } = contract;
  const isCounted = orderValue !== null && orderUsed != null && orderValue.currency === currency;
  return { number, balance: isCounted ? subtract(orderValue, orderUsed) : null, expiresOn: orderExpiresOn };
}

/** Why nothing goes under an order whose value is in another currency: two are not compared (DOMAIN rule 4), and none is not enough. */
function foreignOrder({ contract, currency }: WorkProject): Hold | null {
  const { purchaseOrder = null, orderValue = null } = contract ?? {};
  if (purchaseOrder === null || orderValue === null || orderValue.currency === currency) return null;
  return { code: 'CURRENCY_DIFFERS', of: `order ${purchaseOrder}`, its: orderValue.currency, project: currency };
}

function documentOf(
  batch: string,
  members: readonly Part[],
  { project, seller, buyer, question, order }: Grouping & { readonly order: PurchaseOrder | null },
  all: (hold: Hold) => GroupEnd,
): GroupEnd {
  const { today, policy, taxCode, taxReason } = question;
  const lines = linesOf(members);
  const nets = members.map(({ billed }) => billed);
  const net = sum(currencyCode(project.currency), nets);
  const purchaseOrder = order?.number ?? null;
  const orderHold = purchaseOrderHold(net, order, { required: policy.purchaseOrderRequired }, today);
  if (orderHold !== null) return all(orderHold);
  const landing = dayOfDocument(
    members.map(({ candidate }) => candidate.entry.workedOn),
    today,
    seller.periods,
  );
  if (landing.kind === 'HELD') return all(landing.hold);
  const costCentre = costCentreOf(policy, project);
  if (costCentre !== null && !seller.costCentres.includes(costCentre)) return all(noCostCentre(seller, costCentre));
  const named = taxCode === null ? null : { code: taxCode, reason: taxReason ?? null };
  const tax = chooseTax({ seller, buyer, on: landing.accountingOn, named });
  if (tax.kind === 'HELD') return all(tax.hold);
  const span = spanOf(members.map(({ candidate }) => candidate.entry));
  const missing = missingOf({ seller, buyer }, tax, { currency: project.currency, ...span, purchaseOrder }, policy);
  if (missing.length > 0) return all({ code: 'TAX_DOCUMENT_INCOMPLETE', missing });
  // A minus on the whole is a credit, which refers to an invoice; it waits for work that outweighs it.
  if (compare(net, zero(net.currency)) <= 0 || project.erp === null || buyer.erp === null)
    return all({ code: 'HELD_BY_PERSON', reason: 'the work comes to less than nothing; credit it instead' });
  const estimate = estimateLines(taxedLines(lines), tax.treatment, policy);
  const words = wordsOf(tax.treatment);
  const document: BillDocument = {
    builder: builderOfPolicy(policy),
    ...{
      title: project.title,
      psaProject: project.psa,
      erpProject: project.erp,
      customer: buyer.erp,
      seller: seller.ref,
    },
    ...{ issuedOn: landing.accountingOn, ...span, purchaseOrder },
    memo: words.length === 0 ? null : words.join('. '),
    ...{ taxCode: tax.code.name, taxWhy: tax.why, ...namedTax(question) },
    ...{ taxCategory: tax.treatment.category, taxRatePercent: tax.treatment.ratePercent },
    taxEstimate: { amount: estimate.tax.amount, currency: net.currency },
    gross: { amount: estimate.gross.amount, currency: net.currency },
    dimensions: dimensionsOf(project, costCentre),
    lines: lines.map(({ line }) => line),
  };
  const capped = members.filter(({ held }) => !isZero(held)).map(({ candidate, held }) => ({ candidate, held }));
  return { kind: 'DOCUMENT', document: { batch, period: landing.period.name, net, document, lines, capped } };
}

/** What a person has said of the tax, kept so that the document can be planned anew by it. */
function namedTax({ taxCode, taxReason }: ReleaseQuestion): Pick<BillDocument, 'isTaxNamed' | 'taxReason'> {
  if (taxCode === null) return {};
  return taxReason === undefined ? { isTaxNamed: true } : { isTaxNamed: true, taxReason };
}
