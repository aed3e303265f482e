// Salesforce records -> canonical records. Pure: knows no crossref, reads no clock.
import type {
  Contract,
  ContractAmendment,
  ContractLine,
  Opportunity,
  PerformanceObligation,
} from '../../../schema/canon/contract.ts';
import { type CurrencyCode, currencyCode } from '../../../schema/canon/currency.ts';
import type { Customer } from '../../../schema/canon/customer.ts';
import type { RecordKind, VendorRef } from '../../../schema/canon/identity.ts';
import { type Money, round } from '../../../schema/canon/money.ts';
import type { Mapping } from './config.ts';
import type {
  AccountRecord,
  AmendmentRecord,
  ContractRecord,
  LineRecord,
  ObligationRecord,
  OpportunityRecord,
} from './wire.ts';
import { mapped } from './wire.ts';

/** What mapping needs to know of the org. */
export interface MapContext {
  readonly instance: string;
  readonly mapping: Mapping;
}

/** What hangs on contracts, as read. */
export interface ContractParts {
  readonly lines: readonly LineRecord[];
  readonly obligations: readonly ObligationRecord[];
  readonly amendments: readonly AmendmentRecord[];
}

/** A reference to a record of this org. */
export function refTo(instance: string, kind: RecordKind, id: string): VendorRef {
  return { system: 'CRM', instance, kind, id };
}

/** The records of other systems that an account's reference fields name. */
export function linksOf(record: Readonly<Record<string, unknown>>, { mapping }: MapContext): readonly VendorRef[] {
  return mapping.customerLinks.flatMap(({ field, system, instance, kind }) => {
    const id = mapped(record, field, 'text')?.trim() ?? '';
    return id === '' ? [] : [{ system, instance, kind, id }];
  });
}

/** Account -> customer. */
export function toCustomer(record: AccountRecord, context: MapContext): Customer {
  const { account } = context.mapping;
  return {
    ref: refTo(context.instance, 'CUSTOMER', record.Id),
    links: linksOf(record, context),
    name: record.Name,
    parent: maybeRef(context, 'CUSTOMER', record.ParentId),
    accountOwner:
      record.Owner === null || record.Owner === undefined
        ? null
        : { name: record.Owner.Name, email: record.Owner.Email ?? null },
    segment: mapped(record, account.segment, 'text'),
    country: record.BillingCountry,
    website: record.Website,
    renewalOn: mapped(record, account.renewalOn, 'date'),
  };
}

/** Opportunity -> deal. A stage or model the mapping does not name is UNKNOWN, not an error. */
export function toOpportunity(record: OpportunityRecord, context: MapContext): Opportunity {
  const { opportunity: fields, stages, billingModels } = context.mapping;
  return {
    ref: refTo(context.instance, 'OPPORTUNITY', record.Id),
    name: record.Name,
    customer: maybeRef(context, 'CUSTOMER', record.AccountId),
    contract: maybeRef(context, 'CONTRACT', record.ContractId),
    stage: meaningOf(stages, record.StageName),
    probability: record.Probability,
    amount: amountOf(record.Amount, currencyCode(record.CurrencyIsoCode)),
    closeOn: record.CloseDate,
    legalEntityCode: mapped(record, fields.legalEntity, 'text'),
    billingModel: meaningOf(billingModels, mapped(record, fields.billingModel, 'text')),
    serviceLine: mapped(record, fields.serviceLine, 'text'),
    sowApprovedAt: mapped(record, fields.sowApprovedAt, 'instant'),
  };
}

/** Contract with the parts that are its own. */
export function toContract(record: ContractRecord, parts: ContractParts, context: MapContext): Contract {
  const { contract: fields, rateCard, contractStatuses } = context.mapping;
  const currency = currencyCode(record.CurrencyIsoCode);
  const rateCardId = mapped(record, fields.rateCard, 'text');
  const own = <T extends { readonly Contract__c: string }>(all: readonly T[]): readonly T[] =>
    all.filter((part) => part.Contract__c === record.Id);
  return {
    ref: refTo(context.instance, 'CONTRACT', record.Id),
    number: record.ContractNumber,
    version: Number(mapped(record, fields.version, 'decimal') ?? '1'),
    status: meaningOf(contractStatuses, record.Status),
    customer: maybeRef(context, 'CUSTOMER', record.AccountId),
    opportunity: maybeRef(context, 'OPPORTUNITY', mapped(record, fields.opportunity, 'id')),
    legalEntityCode: mapped(record, fields.legalEntity, 'text'),
    signedOn: record.CustomerSignedDate,
    startOn: record.StartDate,
    endOn: record.EndDate,
    currency,
    totalValue: amountOf(mapped(record, fields.totalValue, 'decimal'), currency),
    notToExceed: amountOf(mapped(record, fields.notToExceed, 'decimal'), currency),
    paymentTerms: mapped(record, fields.paymentTerms, 'text'),
    purchaseOrder: mapped(record, fields.purchaseOrder, 'text'),
    purchaseOrderValue:
      fields.purchaseOrderValue === null
        ? null
        : amountOf(mapped(record, fields.purchaseOrderValue, 'decimal'), currency),
    purchaseOrderExpiresOn:
      fields.purchaseOrderExpiresOn === null ? null : mapped(record, fields.purchaseOrderExpiresOn, 'date'),
    rateCard: rateCardId === null ? null : { ...rateCard, kind: 'RATE_CARD', id: rateCardId },
    lines: own(parts.lines).map((line) => toLine(line, currency, context)),
    obligations: own(parts.obligations).map((obligation) => toObligation(obligation, currency, context)),
    amendments: own(parts.amendments)
      .map((amendment) => toAmendment(amendment, currency, context))
      .sort((a, b) => a.number - b.number),
  };
}

function toLine(record: LineRecord, currency: CurrencyCode, context: MapContext): ContractLine {
  const { billingModels, revenueMethods } = context.mapping;
  return {
    ref: refTo(context.instance, 'CONTRACT_LINE', record.Id),
    description: record.Description__c ?? record.Name,
    billingModel: meaningOf(billingModels, record.Billing_Model__c),
    amount: amountOf(record.Amount__c, currency),
    unitPrice: record.Unit_Price__c,
    quantity: record.Quantity__c,
    notToExceed: amountOf(record.Not_To_Exceed__c, currency),
    startOn: record.Start_Date__c,
    endOn: record.End_Date__c,
    rollover: record.Rollover__c,
    revenueMethod: meaningOf(revenueMethods, record.Revenue_Method__c),
    obligation: maybeRef(context, 'PERFORMANCE_OBLIGATION', record.Performance_Obligation__c),
  };
}

function toObligation(record: ObligationRecord, currency: CurrencyCode, context: MapContext): PerformanceObligation {
  return {
    ref: refTo(context.instance, 'PERFORMANCE_OBLIGATION', record.Id),
    description: record.Description__c ?? record.Name,
    revenueMethod: meaningOf(context.mapping.revenueMethods, record.Revenue_Method__c),
    allocatedAmount: amountOf(record.Allocated_Amount__c, currency),
  };
}

function toAmendment(record: AmendmentRecord, currency: CurrencyCode, context: MapContext): ContractAmendment {
  return {
    ref: refTo(context.instance, 'CONTRACT_AMENDMENT', record.Id),
    number: Number(record.Number__c),
    effectiveOn: record.Effective_Date__c,
    approvedAt: record.Approved_At__c,
    kind: meaningOf(context.mapping.amendmentKinds, record.Kind__c),
    valueDelta: amountOf(record.Value_Delta__c, currency),
    reason: record.Reason__c,
  };
}

/** What an org's word means; people invent words, and one of them may be `constructor`. */
export function meaningOf<T extends string>(words: Readonly<Record<string, T>>, word: string | null): T | 'UNKNOWN' {
  return word !== null && Object.hasOwn(words, word) ? (words[word] ?? 'UNKNOWN') : 'UNKNOWN';
}

function maybeRef({ instance }: MapContext, kind: RecordKind, id: string | null): VendorRef | null {
  return id === null ? null : refTo(instance, kind, id);
}

/** Salesforce keeps as many decimals as an administrator allowed; a document's amount has the currency's own. */
export function amountOf(value: string | null, currency: CurrencyCode): Money | null {
  return value === null ? null : round(value, currency, 'HALF_UP');
}
