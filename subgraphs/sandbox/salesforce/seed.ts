// The firm as the CRM has it on record. What is dirty in the firm stays dirty here; nothing is repaired on the way.
import { at, type Firm } from '../firm/firm.ts';
import { kantataIds, salesforceId, salesforceIds } from '../firm/ids.ts';
import type {
  Amendment,
  Contact,
  Contract,
  ContractLine,
  CrmAccount,
  Obligation,
  Opportunity,
  Person,
} from '../firm/model.ts';
import { minorDigits, type CurrencyCode } from '../firm/money.ts';
import { CURRENCIES } from '../firm/setup.ts';
import { deliveredIds, handoverRecords } from './seed-handover.ts';
import { amount, instant, optional } from './seed-values.ts';
import { AMENDMENT, BILLING, REVENUE, STAGE, STATUS } from './seed-words.ts';
import type { Row, Value } from './store/record.ts';

/** Names of custom records have at most so many characters. */
const NAME_CHARACTERS_MAX = 80;
const CORPORATE_CURRENCY: CurrencyCode = 'USD';

/** The user whom the connected app acts for: the one after all people of the firm. */
export function integrationUserId(firm: Firm): string {
  return salesforceIds.user(firm.people.length + 1);
}

/** Every record of the organisation, in the order of their ids. */
export function* seedRecords(firm: Firm, username: string): Generator<Row> {
  const write = new SeedWriter(firm);
  yield write.organization();
  yield* CURRENCIES.map((code, index) => write.currency(code, index + 1));
  yield* firm.people.filter((person) => person.sells).map((person) => write.user(person));
  yield write.integrationUser(username);
  yield* firm.crmAccounts.map((account) => write.account(account));
  yield* firm.contacts.map((contact) => write.contact(contact));
  yield* firm.opportunities.map((opportunity) => write.opportunity(opportunity));
  yield* firm.contracts.map((contract) => write.contract(contract));
  yield* firm.contractLines.map((line) => write.contractLine(line));
  yield* firm.obligations.map((obligation) => write.obligation(obligation));
  yield* firm.amendments.map((amendment) => write.amendment(amendment));
  yield* handoverRecords(firm, (id, createdAt, modifiedAt) => write.record(id, createdAt, modifiedAt));
}

class SeedWriter {
  readonly #firm: Firm;
  readonly #integrationUser: string;
  /** When the organisation was set up; records the firm does not date are as old as this. */
  readonly #beginning: string;
  readonly #delivered: (opportunity: Opportunity) => Record<string, Value>;

  constructor(firm: Firm) {
    this.#firm = firm;
    this.#integrationUser = integrationUserId(firm);
    this.#delivered = deliveredIds(firm);
    this.#beginning = `${Number(firm.today.slice(0, 4)) - 8}-01-15T09:00:00Z`;
  }

  organization(): Row {
    return {
      ...this.#stamps(salesforceIds.organization(), this.#beginning),
      Name: 'Northlight Consulting',
      Country: 'US',
      TimeZoneSidKey: 'GMT',
      DefaultLocaleSidKey: 'en_US',
      LanguageLocaleKey: 'en_US',
      OrganizationType: 'Enterprise Edition',
      InstanceName: 'NA224',
      IsSandbox: false,
      FiscalYearStartMonth: 1,
    };
  }

  currency(code: CurrencyCode, ordinal: number): Row {
    const rate = this.#firm.fxRates.findLast(({ from, to }) => from === code && to === CORPORATE_CURRENCY)?.rate ?? '1';
    return {
      ...this.#stamps(salesforceId('01L', ordinal), this.#beginning),
      IsoCode: code,
      // The firm has dollars for a unit, the vendor wants units for a dollar.
      ConversionRate: Number((1 / Number(rate)).toFixed(6)),
      DecimalPlaces: minorDigits(code),
      IsActive: true,
      IsCorporate: code === CORPORATE_CURRENCY,
    };
  }

  user({ ordinal, name, email, active, hiredOn, headline }: Person): Row {
    return {
      ...this.#stamps(salesforceIds.user(ordinal), `${hiredOn}T08:00:00Z`),
      ...personNames(name),
      Username: email,
      Email: email,
      Title: headline,
      IsActive: active,
      ...USER_SETTINGS,
    };
  }

  integrationUser(username: string): Row {
    return {
      ...this.#stamps(this.#integrationUser, this.#beginning),
      ...personNames('Integration User'),
      Username: username,
      Email: username,
      IsActive: true,
      ...USER_SETTINGS,
    };
  }

  account(account: CrmAccount): Row {
    const customer = at(this.#firm.customers, account.customer);
    return {
      ...this.record(salesforceIds.account(account.ordinal), account.createdAt, account.modifiedAt),
      Name: account.name,
      ParentId: optional(account.parent, salesforceIds.account),
      OwnerId: salesforceIds.user(account.owner),
      Type: 'Customer - Direct',
      Industry: customer.industry,
      AccountNumber: account.accountNumber,
      Website: customer.website,
      BillingCountry: customer.country,
      CurrencyIsoCode: account.currencyCode ?? customer.currency,
      ...(account.deleted === undefined ? {} : { IsDeleted: true }),
      ...(account.mergedInto === undefined ? {} : { MasterRecordId: salesforceIds.account(account.mergedInto) }),
      Segment__c: customer.segment,
      Renewal_Date__c: account.renewalOn ?? null,
    };
  }

  contact(contact: Contact): Row {
    const account = at(this.#firm.crmAccounts, contact.crmAccount);
    return {
      ...this.record(salesforceIds.contact(contact.ordinal), account.createdAt, account.createdAt),
      ...personNames(contact.name),
      AccountId: salesforceIds.account(contact.crmAccount),
      OwnerId: salesforceIds.user(account.owner),
      Email: contact.email,
      CurrencyIsoCode: at(this.#firm.customers, account.customer).currency,
    };
  }

  opportunity(opportunity: Opportunity): Row {
    const { stage, currency } = opportunity;
    return {
      ...this.record(salesforceIds.opportunity(opportunity.ordinal), opportunity.createdAt, opportunity.modifiedAt),
      Name: opportunity.name.slice(0, 120),
      AccountId: salesforceIds.account(opportunity.crmAccount),
      OwnerId: salesforceIds.user(opportunity.owner),
      StageName: STAGE[stage],
      Probability: opportunity.probability,
      Amount: amount(opportunity.amount, currency),
      ExpectedRevenue: amount((opportunity.amount * BigInt(opportunity.probability)) / 100n, currency),
      CurrencyIsoCode: currency,
      CloseDate: opportunity.closeOn,
      IsWon: stage === 'won',
      IsClosed: stage === 'won' || stage === 'lost',
      ContractId: optional(opportunity.contract, salesforceIds.contract),
      Legal_Entity__c: at(this.#firm.legalEntities, opportunity.legalEntity).code,
      Billing_Model__c: BILLING[opportunity.billingModel],
      Service_Line__c: at(this.#firm.serviceLines, opportunity.serviceLine).name,
      SOW_Approved_At__c: instant(opportunity.sowApprovedAt),
      Template_Key__c: opportunity.templateKey ?? null,
      ...this.#delivered(opportunity),
    };
  }

  contract(contract: Contract): Row {
    const { currency } = contract;
    const opportunity = at(this.#firm.opportunities, contract.opportunity);
    return {
      ...this.record(salesforceIds.contract(contract.ordinal), contract.createdAt, contract.modifiedAt),
      ContractNumber: contract.number,
      AccountId: salesforceIds.account(contract.crmAccount),
      OwnerId: salesforceIds.user(opportunity.owner),
      Status: STATUS[contract.status],
      StartDate: contract.start,
      EndDate: contract.end,
      ActivatedDate: instant(contract.activatedAt),
      CustomerSignedDate: contract.signedOn ?? null,
      CurrencyIsoCode: currency,
      Version__c: contract.version,
      Legal_Entity__c: at(this.#firm.legalEntities, contract.legalEntity).code,
      Total_Value__c: amount(contract.totalValue, currency),
      Not_To_Exceed__c: optional(contract.notToExceed, (cap) => amount(cap, currency)),
      Payment_Terms__c: contract.termsName ?? at(this.#firm.terms, contract.terms).name,
      Purchase_Order__c: contract.purchaseOrder ?? null,
      Rate_Card_Id__c: optional(contract.rateCard, kantataIds.rateCard),
      Opportunity__c: salesforceIds.opportunity(contract.opportunity),
    };
  }

  contractLine(line: ContractLine): Row {
    const { currency, createdAt, modifiedAt } = at(this.#firm.contracts, line.contract);
    const money = (value: bigint | undefined): Value => optional(value, (minor) => amount(minor, currency));
    return {
      ...this.record(salesforceIds.contractLine(line.ordinal), createdAt, modifiedAt),
      Name: line.name.slice(0, NAME_CHARACTERS_MAX),
      Contract__c: salesforceIds.contract(line.contract),
      Description__c: line.description,
      Billing_Model__c: BILLING[line.billingModel],
      Amount__c: amount(line.amount, currency),
      Unit_Price__c: money(line.unitPrice),
      Quantity__c: optional(line.quantity, Number),
      Not_To_Exceed__c: money(line.notToExceed),
      Start_Date__c: line.start,
      End_Date__c: line.end,
      Rollover__c: line.rollover,
      Revenue_Method__c: REVENUE[line.revenueMethod],
      Performance_Obligation__c: salesforceIds.performanceObligation(line.obligation),
      Legal_Entity__c:
        line.foreignEntityCode ?? optional(line.legalEntity, (entity) => at(this.#firm.legalEntities, entity).code),
      CurrencyIsoCode: currency,
    };
  }

  obligation(obligation: Obligation): Row {
    const { currency, createdAt, modifiedAt } = at(this.#firm.contracts, obligation.contract);
    return {
      ...this.record(salesforceIds.performanceObligation(obligation.ordinal), createdAt, modifiedAt),
      Name: obligation.name.slice(0, NAME_CHARACTERS_MAX),
      Contract__c: salesforceIds.contract(obligation.contract),
      Description__c: obligation.description,
      Revenue_Method__c: REVENUE[obligation.revenueMethod],
      Allocated_Amount__c: amount(obligation.allocated, currency),
      CurrencyIsoCode: currency,
    };
  }

  amendment(amendment: Amendment): Row {
    const { currency, createdAt, modifiedAt } = at(this.#firm.contracts, amendment.contract);
    return {
      ...this.record(salesforceIds.contractAmendment(amendment.ordinal), createdAt, modifiedAt),
      Name: amendment.name.slice(0, NAME_CHARACTERS_MAX),
      Contract__c: salesforceIds.contract(amendment.contract),
      Number__c: amendment.number,
      Effective_Date__c: amendment.effectiveOn,
      Approved_At__c: instant(amendment.approvedAt),
      Kind__c: AMENDMENT[amendment.kind],
      Value_Delta__c: amount(amendment.valueDelta, currency),
      Reason__c: amendment.reason,
      CurrencyIsoCode: currency,
    };
  }

  /** What every custom record and every record people own begins with. */
  record(id: string, createdAt: string, modifiedAt: string): Record<string, Value> {
    return { ...this.#stamps(id, createdAt, modifiedAt), IsDeleted: false };
  }

  #stamps(id: string, createdAt: string, modifiedAt = createdAt): Record<string, Value> {
    const modified = instant(modifiedAt);
    return {
      Id: id,
      CreatedDate: instant(createdAt),
      CreatedById: this.#integrationUser,
      LastModifiedDate: modified,
      LastModifiedById: this.#integrationUser,
      SystemModstamp: modified,
    };
  }
}

const USER_SETTINGS: Readonly<Record<string, Value>> = {
  TimeZoneSidKey: 'GMT',
  LocaleSidKey: 'en_US',
  LanguageLocaleKey: 'en_US',
  EmailEncodingKey: 'UTF-8',
  UserType: 'Standard',
  CurrencyIsoCode: CORPORATE_CURRENCY,
};

/** Everything before the last space is the first name; a name without one is a last name. */
function personNames(name: string): Record<string, Value> {
  const space = name.lastIndexOf(' ');
  return { Name: name, FirstName: space < 0 ? null : name.slice(0, space), LastName: name.slice(space + 1) };
}
