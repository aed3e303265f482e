// Deals made for turning into projects: open ones that somebody only has to close, and won ones that lack something on purpose.
import type { ContractWriter, NewLine } from './contracts.ts';
import { dateOf, dayOf, instantOn } from './days.ts';
import type { Dirt, Draft } from './dirt.ts';
import type { DirtyKind, Parties, ReadyDeal } from './firm.ts';
import type { BillingModel, Contract, ErpCustomer, Opportunity } from './model.ts';
import { minorPerUnit } from './money.ts';
import { niceAmount } from './pricing.ts';
import type { Random } from './random.ts';
import type { RateBook } from './rate-cards.ts';
import { LEGAL_ENTITIES, SERVICE_LINES, roughlyInCurrency } from './setup.ts';
import { templateFor } from './statements-of-work.ts';

/** What the deals are added to, and made from. */
interface ConversionInput {
  readonly opportunities: Opportunity[];
  readonly contracts: ContractWriter;
  readonly parties: Parties;
  readonly rateBook: RateBook;
  readonly today: string;
  readonly random: Random;
  readonly dirt: Dirt;
}

/** A code the CRM offers for a company that is not founded yet; the ERP has never heard of it. */
const FOREIGN_CODE = 'SG01';

/** One deal to be made. */
interface Wanted {
  readonly title: string;
  readonly stage: 'contracted' | 'won';
  readonly model: BillingModel;
  readonly serviceLine: number;
  readonly dollars: number;
  /** Only customers that are not on hold; or only those that are. */
  readonly hold?: true;
  /** Sold by so many legal entities; one when it is not said. */
  readonly sellers?: number;
}

const READY: readonly Wanted[] = [
  { title: 'Target operating model', stage: 'contracted', model: 'timeAndMaterials', serviceLine: 1, dollars: 180_000 },
  { title: 'Ledger migration', stage: 'contracted', model: 'fixedFee', serviceLine: 2, dollars: 260_000 },
  { title: 'Platform care', stage: 'contracted', model: 'retainer', serviceLine: 3, dollars: 96_000 },
  {
    title: 'Rollout in three countries',
    stage: 'contracted',
    model: 'milestone',
    serviceLine: 2,
    dollars: 540_000,
    sellers: 3,
  },
];

/** Adds them after all others and tells of the open ones. */
export function addConversionDeals(input: ConversionInput): readonly ReadyDeal[] {
  const writer = new ConversionWriter(input);
  const ready = READY.map((wanted, index) => ({
    ordinal: index + 1,
    opportunity: writer.add(wanted).deal.ordinal,
    sellers: wanted.sellers ?? 1,
  }));
  addIncomplete(writer, input.dirt);
  return ready;
}

function addIncomplete(writer: ConversionWriter, dirt: Dirt): void {
  const won = { stage: 'won', model: 'timeAndMaterials', serviceLine: 1, dollars: 120_000 } as const;
  const note = (kind: DirtyKind, ordinal: number, what: string): void => {
    dirt.add(kind, 'opportunities', ordinal, what);
  };
  const noStatement = writer.add({ ...won, title: 'Pricing study' });
  noStatement.deal.sowApprovedAt = undefined;
  note('dealWithoutStatementOfWork', noStatement.deal.ordinal, 'won, and nobody wrote a statement of work');
  const unapproved = writer.add({ ...won, title: 'Service desk review', model: 'fixedFee' });
  Object.assign(unapproved.contract, { status: 'inApproval', signedOn: undefined, activatedAt: undefined });
  note('dealWithUnapprovedContract', unapproved.deal.ordinal, 'won while its contract waits for approval');
  const foreign = writer.add(
    { ...won, title: 'Market entry', model: 'milestone' },
    { foreignEntityCode: FOREIGN_CODE },
  );
  note(
    'dealOfUnknownLegalEntity',
    foreign.deal.ordinal,
    `its line is sold by ${FOREIGN_CODE}, which the ERP does not have`,
  );
  const unpriced = writer.add({ ...won, title: 'Data governance' });
  unpriced.contract.rateCard = undefined;
  note('dealWithoutRateCard', unpriced.deal.ordinal, 'charged by the hour, and its contract names no rate card');
  const held = writer.add({ ...won, title: 'Extension of scope', hold: true });
  note('dealOfCustomerOnHold', held.deal.ordinal, 'its customer is on credit hold in the ERP');
}

/** A deal and its contract, as long as they may be changed. */
interface Made {
  readonly deal: Draft<Opportunity>;
  readonly contract: Draft<Contract>;
}

class ConversionWriter {
  readonly #input: ConversionInput;
  readonly #sound: ErpCustomer[];
  readonly #held: ErpCustomer[];

  constructor(input: ConversionInput) {
    this.#input = input;
    const { parties } = input;
    const inOrder = parties.erpCustomers.filter((record) => isInOrder(record, parties));
    // One deal each, so that every one can be seen alone.
    this.#sound = inOrder.filter((record) => record.hold !== 'on');
    this.#held = inOrder.filter((record) => record.hold === 'on');
  }

  add(wanted: Wanted, of: Pick<NewLine, 'foreignEntityCode'> = {}): Made {
    const { opportunities, contracts, rateBook } = this.#input;
    const customer = (wanted.hold === true ? this.#held : this.#sound).shift();
    if (customer === undefined) throw new Error(`No customer in order is left for the deal "${wanted.title}"`);
    const draft = this.#deal(wanted, customer);
    const contract = contracts.fromLines(draft, 'activated', linesOf(wanted, draft, of));
    Object.assign(contract, { terms: customer.terms, purchaseOrder: `PO-${String(500_000 + draft.ordinal)}` });
    Object.assign(contract, { signedOn: dateOf(dayOf(this.#input.today) - 2) });
    Object.assign(contract, { activatedAt: instantOn(dayOf(this.#input.today) - 2, '17:00:00') });
    contract.rateCard = rateBook.cardFor(customer.customer, draft.currency).ordinal;
    const deal: Draft<Opportunity> = { ...draft, contract: contract.ordinal };
    opportunities.push(deal);
    return { deal, contract };
  }

  #deal({ title, stage, model, serviceLine, dollars }: Wanted, customer: ErpCustomer): Opportunity {
    const { opportunities, parties, today, random } = this.#input;
    const account = parties.crmAccounts.find(({ ordinal }) => ordinal === customer.crmAccount);
    const currency = customer.currencies[0] ?? 'USD';
    const now = dayOf(today);
    const close = stage === 'won' ? now - 1 : now + random.int(1, 9);
    return {
      ordinal: opportunities.length + 1,
      name: `${account?.name ?? ''} – ${title}`,
      crmAccount: account?.ordinal ?? 0,
      owner: account?.owner ?? 0,
      stage,
      probability: stage === 'won' ? 100 : 90,
      amount: niceAmount(roughlyInCurrency(dollars, currency) * minorPerUnit(currency), currency),
      currency,
      closeOn: dateOf(close),
      legalEntity: customer.legalEntity,
      billingModel: model,
      serviceLine: Math.min(serviceLine, SERVICE_LINES.length),
      sowApprovedAt: instantOn(now - 3, '11:05:00'),
      templateKey: templateFor(serviceLine, model),
      createdAt: instantOn(now - random.int(30, 90), '09:30:00'),
      modifiedAt: instantOn(now - 1, '13:45:00'),
    };
  }
}

/** Whether every system knows the customer as the same one, under its own name. */
function isInOrder(record: ErpCustomer, { erpCustomers, crmAccounts, clientGroups }: Parties): boolean {
  const { customer, crmAccount, inactive, currencies, legalEntity } = record;
  const home = LEGAL_ENTITIES[legalEntity - 1];
  return (
    !inactive &&
    crmAccount === customer &&
    // What it pays in is what its seller keeps its books in: no rate is needed to follow the demonstration.
    currencies[0] === home?.currency &&
    erpCustomers.filter((other) => other.customer === customer).length === 1 &&
    crmAccounts.filter((account) => account.customer === customer && account.deleted === undefined).length === 1 &&
    clientGroups.some((group) => group.customer === customer && group.crmAccount === customer)
  );
}

/** The first line is sold by the contract's own legal entity, each further one by the next. */
function linesOf({ title, sellers = 1 }: Wanted, deal: Opportunity, of: Pick<NewLine, 'foreignEntityCode'>): NewLine[] {
  const models: readonly BillingModel[] = [deal.billingModel, 'timeAndMaterials', 'fixedFee'];
  const share = (deal.amount / BigInt(sellers) / 100n) * 100n;
  return Array.from({ length: sellers }, (_, index): NewLine => {
    const legalEntity = ((deal.legalEntity - 1 + index) % LEGAL_ENTITIES.length) + 1;
    const billingModel = models[index] ?? deal.billingModel;
    return {
      name: sellers === 1 ? deal.name : `${title}: ${LEGAL_ENTITIES[legalEntity - 1]?.name ?? ''}`,
      description:
        sellers === 1 ? 'Services by statement of work' : `Part of ${LEGAL_ENTITIES[legalEntity - 1]?.code ?? ''}`,
      billingModel,
      amount: index === 0 ? deal.amount - share * BigInt(sellers - 1) : share,
      notToExceed:
        billingModel === 'timeAndMaterials'
          ? index === 0
            ? deal.amount - share * BigInt(sellers - 1)
            : share
          : undefined,
      ...(index === 0 ? {} : { legalEntity }),
      ...of,
    };
  });
}
