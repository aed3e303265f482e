// One engagement from the won deal to the rebilled line, played by its people over HTTP: in the CRM's, PSA's and ERP's own APIs what people do
// there, through the gateway what it is asked for, and every step queried back. Told as text; judged by whoever plays it.
import type { Role } from '../../schema/canon/roles.ts';
import type { TestHouse } from '../house/house.ts';
import { Biller, until } from './biller.ts';
import { changeInCrm, dealOf, rows, win } from './deals.ts';
import { erpScreen } from './erp-screen.ts';
import { enterTime, pricedPeople, type WorkedDay } from './psa-screen.ts';
import * as asks from './story-questions.ts';
import type { FoundCredit, FoundHold, FoundInvoice, FoundLine, FoundPreview, FoundTime } from './story-questions.ts';
import {
  agree,
  begin,
  erpIdOf,
  explain,
  invoiceNow,
  newestInvoice,
  sayCap,
  sayInvoice,
  type Stage,
} from './story-stage.ts';

/**
 * What the contract lets be billed without tax, what the client pays at first, the order that the rejected line belongs to, and the tax code
 * that finance names: the state of an American buyer is in no system.
 */
export const storyTerms = { cap: 12_000, paid: 5_000, otherOrder: 'PO-500151-B', taxCode: 'US-WA' } as const;
/** How a house is opened for it: the feeds follow deals and documents, and answers are not kept for long. */
export const storyHouse = {
  worker: true,
  env: { DOCUMENTS_FOLLOW: 'true', CACHE_FRESH_MS: '300', FIGURES_FRESH_MS: '300' },
} as const;
const through = '2026-11-20';
const workedDays = ['05', '06', '09', '10', '11', '12', '13', '16', '17', '18'];
/** Minutes that no hour and no cent divides evenly. */
const workedMinutes = [437, 480, 489, 395, 511, 502, 463, 466, 475, 500];

/** A step as it is told. */
export interface StoryStep {
  readonly title: string;
  readonly seen: readonly string[];
}

/** What the graph has said of it, for a judge. */
export interface StoryEnd {
  /** The PSA's ids of the entries. */
  readonly entries: readonly string[];
  /** The same as the graph shows them, once approved. */
  readonly time: readonly FoundTime[];
  readonly preview: FoundPreview;
  readonly held: readonly FoundHold[];
  /** What the cap leaves once all is done. */
  readonly caps: FoundPreview['caps'];
  /** The first invoice as issued, after the payment, after the credit. */
  readonly issued: FoundInvoice;
  readonly paid: FoundInvoice;
  readonly credited: FoundInvoice;
  readonly credit: FoundCredit;
  readonly rejected: FoundLine;
  readonly rebilled: FoundInvoice;
  /** The ERP's ids of both. */
  readonly erp: { readonly first: string; readonly second: string };
}

/** Plays it; about twenty seconds. Raises Error at the first step that does not end as it should. */
export async function playStory(house: TestHouse, tell: (step: StoryStep) => void): Promise<StoryEnd> {
  const stage: Stage = { house, biller: new Biller(house), tell: (title, seen) => tell({ title, seen }) };
  const project = await sell(stage);
  const { entries, time } = await work(stage, project);
  await takeOver(stage, project.id);
  const preview = await look(stage, project.id);
  const { issued, erp: first } = await bill(stage, project.id);
  const held = await waiting(stage, project.id);
  const paid = await payPart(stage, { issued, erp: first });
  const [rejected] = issued.billingDraft.lines;
  if (rejected === undefined) throw new Error(`Invoice ${issued.number} has no line`);
  const { credited, credit } = await reject(stage, { project: project.id, issued, rejected });
  const { rebilled, erp: second } = await rebill(stage, project.id);
  for (const invoice of [issued, rebilled]) explain(stage, invoice);
  const { caps } = await wouldBill(stage, project.id, 'story-after');
  const invoices = { issued, paid, credited, rebilled };
  return { entries, time, preview, held, caps, credit, rejected, ...invoices, erp: { first, second } };
}

interface StoryProject {
  readonly id: string;
  readonly psa: string;
}

/** The contract is capped and dated, and the deal closed, in the CRM's own API; the feed makes a project of it. */
async function sell({ house, biller, tell }: Stage): Promise<StoryProject> {
  const { sandbox } = house;
  await until('the deals to be followed', async () => {
    const { processHealth } = await biller.ask<asks.FoundFeeds>('operator', asks.feedsQuery);
    const deals = processHealth.feeds.find(({ kind }) => kind === 'OPPORTUNITY');
    return deals?.phase === 'FOLLOWING' && deals.complete ? true : null;
  });
  const deal = dealOf(sandbox, 'Target operating model');
  const row = rows(sandbox, 'salesforce', 'Opportunity').find(({ Id }) => Id === deal.crm);
  await changeInCrm(sandbox, 'Contract', String(row?.ContractId), {
    ...{ StartDate: '2026-11-02', Not_To_Exceed__c: storyTerms.cap },
  });
  await win(sandbox, deal);
  const found = await until('the deal to become a project', async () => {
    const { opportunity } = await biller.ask<{ opportunity: asks.FoundDeal }>('finance-controller', asks.dealQuery, {
      id: deal.id,
    });
    return opportunity.engagement?.state === 'ACTIVE' ? opportunity : null;
  });
  const [part] = found.engagement?.parts ?? [];
  if (part?.project == null) throw new Error(`"${found.name}" has no project`);
  tell('A deal is closed in the CRM and becomes a project by itself', [
    `${found.name}: ${found.stage}, engagement ${found.engagement?.state}`,
    `sold by ${part.legalEntityCode}; PSA project "${part.project.name}", ERP project ${part.financeCode}`,
    `its contract may be billed up to ${storyTerms.cap}.00, without tax`,
  ]);
  const reference = rows(sandbox, 'kantata', 'external_references').find(
    (each) => each.service_model_ref === deal.crm && each.subject_type === 'Workspace',
  );
  return { id: part.project.id, psa: String(reference?.subject_id) };
}

/** Three people write their time down, hand it in and have it approved, in the PSA's own API. */
async function work(
  { house, biller, tell }: Stage,
  { id, psa }: StoryProject,
): Promise<Pick<StoryEnd, 'entries' | 'time'>> {
  const people = pricedPeople(house.sandbox, psa, 3);
  const days = workedDays.map((day, index): WorkedDay => ({
    ...{ user: people[index % people.length] ?? '', on: `2026-11-${day}`, minutes: workedMinutes[index] ?? 0 },
    notes: 'Target operating model',
  }));
  const entries = await enterTime(house.sandbox, psa, days);
  const time = await until('the time to be approved', async () => {
    type Found = { timeEntries: { edges: readonly { node: asks.FoundTime }[] } };
    const { timeEntries } = await biller.ask<Found>('finance-controller', asks.timeQuery, { id });
    const found = timeEntries.edges.map(({ node }) => node);
    return found.length === entries.length && found.every(({ approval }) => approval === 'APPROVED') ? found : null;
  });
  tell(
    'Time is written down, handed in and approved in the PSA',
    time.map(
      ({ workedOn, resource, hours, hourlyBillRate, billableAmount }) =>
        `${workedOn}  ${resource?.displayName}: ${hours} h at ${hourlyBillRate} = ${billableAmount?.amount}`,
    ),
  );
  return { entries, time };
}

/** Nothing was billed of a new project before go-live; a second person signs that. */
async function takeOver(stage: Stage, project: string): Promise<void> {
  await begin(stage, asks.positionMutation, {
    ...{ idempotencyKey: 'story-position', projectId: project, on: '2026-10-31' },
  });
  await agree(stage, 'billing.opening-position');
  type Found = { openingPosition: asks.FoundPosition | null };
  const { openingPosition } = await stage.biller.ask<Found>('auditor', asks.positionQuery, { id: project });
  if (openingPosition?.signedOffAt == null) throw new Error('The opening position is not signed off');
  stage.tell('Its opening position is signed off by a second person', [
    `billed before: ${openingPosition.billed.amount}; still to be billed of before: ${openingPosition.openItems} entries`,
  ]);
}

function released(idempotencyKey: string, project: string): object {
  return { idempotencyKey, projectIds: [project], through, taxCode: storyTerms.taxCode };
}

/** What a release would bill now. */
async function wouldBill(stage: Stage, project: string, key: string): Promise<FoundPreview> {
  const input = { ...released(key, project), dryRun: true };
  const id = await begin(stage, asks.releaseMutation, input);
  type Found = { run: { releasePreview: FoundPreview | null } };
  const { run } = await stage.biller.ask<Found>('billing-preparer', asks.previewQuery, { id });
  if (run.releasePreview === null) throw new Error(`Release ${key} has not looked`);
  return run.releasePreview;
}

async function look(stage: Stage, project: string): Promise<FoundPreview> {
  const preview = await wouldBill(stage, project, 'story-look');
  if (preview.blocker !== null) throw new Error(`${preview.blocker.code}: ${preview.blocker.message}`);
  stage.tell('Looked at first: what would be billed, and what the cap keeps', [
    ...preview.documents.flatMap(({ net, taxEstimate, gross, taxWhy, lines }) => [
      ...lines.map((line) => `${line.name}  ${line.description}: ${line.net.amount}`),
      `net ${net.amount}, tax ${taxEstimate.amount} (${taxWhy}), in all ${gross.amount}`,
    ]),
    ...preview.held.map(({ amount, explanation }) => `held ${amount?.amount}: ${explanation}`),
    ...preview.caps.map(sayCap),
  ]);
  return preview;
}

/** Released, looked through by a second person, posted and sent. */
async function bill(stage: Stage, project: string): Promise<{ issued: FoundInvoice; erp: string }> {
  await begin(stage, asks.releaseMutation, released('story-release', project));
  await agree(stage, 'invoice.release');
  const { draft } = await newestInvoice(stage, project);
  await begin(stage, asks.issueMutation, {
    ...{ idempotencyKey: 'story-issue', draftId: draft.id, evidence: 'sent by mail to accounts payable' },
  });
  const { invoice: issued } = await newestInvoice(stage, project);
  if (issued.billingDraft.state !== 'ISSUED') throw new Error(`The invoice is ${issued.billingDraft.state}`);
  const { number, net, tax, total, openBalance, billingDraft } = issued;
  stage.tell('Released, reviewed by a second person, posted in the ERP and sent', [
    `${number} (${billingDraft.state}): net ${net.amount} + tax ${tax.amount} = ${total.amount}, open ${openBalance.amount}`,
  ]);
  return { issued, erp: erpIdOf(stage, number) };
}

async function waiting({ biller, tell }: Stage, project: string): Promise<readonly FoundHold[]> {
  type Found = { heldWork: { edges: readonly { node: FoundHold }[] } };
  const { heldWork } = await biller.ask<Found>('auditor', asks.heldQuery, { id: project });
  const held = heldWork.edges.map(({ node }) => node);
  tell(
    'What the cap keeps waits, and says why',
    held.map(
      ({ workedOn, amount, explanation, remedy, ownerRole }) =>
        `${workedOn}  ${amount?.amount}: ${explanation} (${ownerRole}: ${remedy})`,
    ),
  );
  return held;
}

/** The invoice once a payment or a credit shows on it. What a role is shown may be 15 s old, so another one asks. */
function seenOn({ biller }: Stage, { id }: FoundInvoice, role: Role, kind: string): Promise<FoundInvoice> {
  return until(`${kind} to be seen on the invoice`, async () => {
    const now = await invoiceNow(biller, id, role);
    return now.applications.some((each) => each.kind === kind) ? now : null;
  });
}

/** The client pays a part, entered in the ERP's own API. */
async function payPart(
  stage: Stage,
  { issued, erp }: { readonly issued: FoundInvoice; readonly erp: string },
): Promise<FoundInvoice> {
  const { house, tell } = stage;
  await erpScreen(house.sandbox).pay(erp, storyTerms.paid);
  const paid = await seenOn(stage, issued, 'finance-controller', 'PAYMENT');
  tell('The client pays a part, entered in the ERP', [sayInvoice(paid)]);
  return paid;
}

interface Rejection {
  readonly project: string;
  readonly issued: FoundInvoice;
  readonly rejected: FoundLine;
}

/** The client rejects a line, which belongs to another order: a memo that refers to the invoice takes it back. */
async function reject(
  stage: Stage,
  { project, issued, rejected }: Rejection,
): Promise<{ credited: FoundInvoice; credit: FoundCredit }> {
  const { house, biller } = stage;
  const deal = dealOf(house.sandbox, 'Target operating model');
  const row = rows(house.sandbox, 'salesforce', 'Opportunity').find(({ Id }) => Id === deal.crm);
  await changeInCrm(house.sandbox, 'Contract', String(row?.ContractId), { Purchase_Order__c: storyTerms.otherOrder });
  await begin(stage, asks.creditMutation, {
    ...{ idempotencyKey: 'story-credit', invoiceId: issued.id, lines: [{ name: rejected.name }], rebill: true },
    ...{ reason: 'DISPUTE', words: `The client books this work to order ${storyTerms.otherOrder}` },
  });
  await agree(stage, 'invoice.credit');
  const first = (await biller.drafts(project)).find(({ invoice }) => invoice?.invoice.id === issued.id);
  const [memo] = first?.credits ?? [];
  const { invoiceCredit: credit } = await biller.ask<{ invoiceCredit: FoundCredit }>('auditor', asks.creditQuery, {
    id: memo?.creditMemoId,
  });
  const credited = await seenOn(stage, issued, 'billing-approver', 'CREDIT_MEMO');
  stage.tell(`The client rejects line ${rejected.name}; a second person agrees to credit it`, [
    `${credit.number} refers to ${credit.invoice.number}: net ${credit.net.amount}, tax ${credit.tax.amount}, ${credit.works.length} entries free again as new versions`,
    sayInvoice(credited),
  ]);
  return { credited, credit };
}

/** What was credited is billed again, on the other order. */
async function rebill(stage: Stage, project: string): Promise<{ rebilled: FoundInvoice; erp: string }> {
  await agree(stage, 'invoice.release');
  const { invoice: rebilled } = await newestInvoice(stage, project);
  stage.tell('It is billed again under new keys, reviewed by a second person, and posted', [
    `${rebilled.number} on order ${rebilled.billingDraft.purchaseOrder}: net ${rebilled.net.amount} + tax ${rebilled.tax.amount} = ${rebilled.total.amount}`,
  ]);
  return { rebilled, erp: erpIdOf(stage, rebilled.number) };
}
