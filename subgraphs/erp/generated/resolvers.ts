import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { WriteEnd, LookedUp } from '../../ledger/desk.ts';
import type { LegalEntitySource, AccountingPeriodSource, DimensionSource, CustomerReference, ProjectReference, BillingAccountSource, ReceivablesSource, InvoiceSource, InvoiceLineSource, ApplicationSource, PaymentSource, CreditMemoSource, BillingScheduleSource, BillingScheduleLineSource, RevenueEventSource } from '../sources.ts';
import type { ErpContext } from '../context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** An ISO 4217 alpha-3 currency code that has minor units. */
  CurrencyCode: { input: string; output: string; }
  /** A business day in the legal entity's own calendar, ISO 8601 (2026-11-20), without time zone. */
  Date: { input: string; output: string; }
  /** An instant, RFC 3339 in UTC. */
  DateTime: { input: string; output: string; }
  /** An exact decimal number as text, up to 34 digits; never a JSON number. */
  Decimal: { input: string; output: string; }
  _FieldSet: { input: unknown; output: unknown; }
};

/** A fiscal period. AR, AP and the general ledger close apart. System of record: ERP. */
export type AccountingPeriod = {
  /** Last day. */
  readonly endOn: Scalars['Date']['output'];
  /** Canonical id. */
  readonly id: Scalars['ID']['output'];
  /** State of the general ledger. */
  readonly ledger: PeriodStatus;
  /** Name, such as Sep 2026. */
  readonly name: Scalars['String']['output'];
  /** State of payables. */
  readonly payables: PeriodStatus;
  /** State of receivables. */
  readonly receivables: PeriodStatus;
  /** First day. */
  readonly startOn: Scalars['Date']['output'];
};

/** Open balance of an age. */
export type AgingBucket = {
  /** Open balance, with tax. */
  readonly amount: Money;
  /** Fewest days past due. */
  readonly fromDays: Maybe<Scalars['Int']['output']>;
  /** How many invoices. */
  readonly invoiceCount: Scalars['Int']['output'];
  /** Its name: not due, 1-30, 31-60, 61-90, 91-120, 121+. */
  readonly label: Scalars['String']['output'];
  /** Most days past due. */
  readonly toDays: Maybe<Scalars['Int']['output']>;
};

/** What was applied to an invoice. */
export type ApplicationKind =
  /** A credit memo. */
  | 'CREDIT_MEMO'
  /** Money received. */
  | 'PAYMENT';

/** A customer as one legal entity bills it: one per legal entity and currency. System of record: ERP. */
export type BillingAccount = {
  /** Whether it may be billed. */
  readonly active: Scalars['Boolean']['output'];
  /** Most the customer may owe. */
  readonly creditLimit: Maybe<Money>;
  /** Whether more may be sold on credit. */
  readonly creditStanding: CreditStanding;
  /** Currency of its invoices. */
  readonly currency: Scalars['CurrencyCode']['output'];
  /** Canonical id. */
  readonly id: Scalars['ID']['output'];
  /** The legal entity that bills. */
  readonly legalEntity: LegalEntity;
  /** Name on the invoice. */
  readonly legalName: Scalars['String']['output'];
  /** Payment terms. */
  readonly paymentTerms: Maybe<Scalars['String']['output']>;
  /** State of the billing address by its code, such as NY, where the country has such; American tax goes by it. Null where the ERP has none. */
  readonly region: Maybe<Scalars['String']['output']>;
  /** The customer's tax id. */
  readonly taxId: Maybe<Scalars['String']['output']>;
};

/** How work becomes an invoice. */
export type BillingModel =
  /** An agreed price, billed by schedule. */
  | 'FIXED_FEE'
  /** An agreed price per accepted milestone. */
  | 'MILESTONE'
  /** Not billed. */
  | 'NON_BILLABLE'
  /** A fee per period. */
  | 'RECURRING'
  /** Prepaid work, drawn down. */
  | 'RETAINER'
  /** Hours at a rate. */
  | 'TIME_AND_MATERIALS'
  /** The system of record says something we do not know. */
  | 'UNKNOWN';

/** When a project's contract is to be billed. System of record: ERP. */
export type BillingSchedule = {
  /** Canonical id. */
  readonly id: Scalars['ID']['output'];
  /** Planned bills in order of date. */
  readonly lines: ReadonlyArray<BillingScheduleLine>;
  /** Name. */
  readonly name: Maybe<Scalars['String']['output']>;
};

/** One planned bill. */
export type BillingScheduleLine = {
  /** Amount, without tax. */
  readonly amount: Money;
  /** Day it is due to be billed. */
  readonly dueOn: Maybe<Scalars['Date']['output']>;
  /** The invoice that billed it. */
  readonly invoice: Maybe<Invoice>;
  /** Running number. */
  readonly number: Scalars['Int']['output'];
  /** Where it stands. */
  readonly status: BillingScheduleStatus;
};

/** Where a planned bill stands. */
export type BillingScheduleStatus =
  /** Billed. */
  | 'BILLED'
  /** Will not be billed. */
  | 'CANCELLED'
  /** Held back. */
  | 'HELD'
  /** Not yet. */
  | 'PLANNED'
  /** May be billed. */
  | 'READY'
  /** A status the mapping does not know. */
  | 'UNKNOWN';

/** Which payments or credit memos; every given condition must hold. */
export type CashFilter = {
  /** Of this customer. */
  readonly customerId?: InputMaybe<Scalars['ID']['input']>;
  /** Of this legal entity. */
  readonly legalEntityId?: InputMaybe<Scalars['ID']['input']>;
  /** Only those with something left to apply. */
  readonly unappliedOnly?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A page of what changed. A change may be told twice, out of order and early, and never not at all: read the record itself. */
export type ChangeFeedPage = {
  /** What changed. */
  readonly changes: ReadonlyArray<RecordChange>;
  /** Whether nothing more is waiting. */
  readonly complete: Scalars['Boolean']['output'];
  /** Where the next page begins; opaque. */
  readonly cursor: Scalars['String']['output'];
  /** Whether the system has forgotten what happened since the cursor that was given: this page begins a reading of everything. */
  readonly horizonMissed: Scalars['Boolean']['output'];
};

/** A credit note. System of record: ERP. */
export type CreditMemo = {
  /** To whom. */
  readonly customer: Maybe<Customer>;
  /** Canonical id. */
  readonly id: Scalars['ID']['output'];
  /** When. */
  readonly issuedOn: Scalars['Date']['output'];
  /** Who issued it. */
  readonly legalEntity: LegalEntity;
  /** Number the ERP gave it. */
  readonly number: Maybe<Scalars['String']['output']>;
  /** How much, with tax. */
  readonly total: Money;
  /** The part not applied to invoices yet, with tax. */
  readonly unapplied: Money;
};

/** A page of credit memos. */
export type CreditMemoConnection = {
  /** The rows. */
  readonly edges: ReadonlyArray<CreditMemoEdge>;
  /** Where the page ends. */
  readonly pageInfo: PageInfo;
  /** How many there are in all, null where counting is costly. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** A row of a page of credit memos. */
export type CreditMemoEdge = {
  /** Cursor of this row. */
  readonly cursor: Scalars['String']['output'];
  /** The credit memo. */
  readonly node: CreditMemo;
};

/** Whether more may be sold on credit. */
export type CreditStanding =
  /** The ERP decides by limit and overdue balance. */
  | 'AUTOMATIC'
  /** Nothing more on credit. */
  | 'ON_HOLD'
  /** Released by hand. */
  | 'RELEASED'
  /** A state the mapping does not know. */
  | 'UNKNOWN';

export type Customer = {
  /** The customer as each legal entity bills it. */
  readonly billingAccounts: Maybe<ReadonlyArray<BillingAccount>>;
  /** Freshness of the ERP's fields. */
  readonly erpSource: Maybe<SourceInfo>;
  /** The ERP's latest rates out of and into the currencies the customer owes in. */
  readonly exchangeRates: Maybe<ReadonlyArray<ExchangeRate>>;
  readonly id: Scalars['ID']['output'];
  /** Open invoices, oldest due date first, at most 200. */
  readonly openInvoices: Maybe<ReadonlyArray<Invoice>>;
  /** What the customer owes, one row per legal entity and currency: balances are never summed over currencies. */
  readonly receivables: Maybe<ReadonlyArray<ReceivablesSummary>>;
};


export type CustomerOpenInvoicesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  overdueOnly?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A range of business days, both ends included. */
export type DateRange = {
  /** First day; open when absent. */
  readonly from?: InputMaybe<Scalars['Date']['input']>;
  /** Last day; open when absent. */
  readonly to?: InputMaybe<Scalars['Date']['input']>;
};

/** A financial dimension that posted lines carry. System of record: ERP. */
export type Dimension = {
  /** Code. */
  readonly code: Scalars['String']['output'];
  /** Canonical id. */
  readonly id: Scalars['ID']['output'];
  /** Which dimension. */
  readonly kind: DimensionKind;
  /** Name. */
  readonly name: Scalars['String']['output'];
};

/** The dimensions of the ERP. */
export type DimensionKind =
  /** Service line or class. */
  | 'CLASS'
  /** Practice or department. */
  | 'DEPARTMENT'
  /** Geography. */
  | 'LOCATION';

/** A client's objection to an invoice. */
export type Dispute = {
  /** How much of the open balance, with tax. */
  readonly amount: Money;
  /** Since when. */
  readonly openedOn: Maybe<Scalars['Date']['output']>;
  /** Who in the firm deals with it. */
  readonly owner: Maybe<Scalars['String']['output']>;
  /** Why. */
  readonly reason: Scalars['String']['output'];
};

/** Part of a credit memo put against an invoice. */
export type ErpAppliedCredit = {
  /** How much, with tax. */
  readonly applied: Money;
  /** The invoice. */
  readonly invoice: SystemRecord;
};

/** What the ERP accepts of a new customer. */
export type ErpBillingFacts = {
  /** Currencies it keeps. */
  readonly currencies: ReadonlyArray<Scalars['CurrencyCode']['output']>;
  /** The legal entities that bill. */
  readonly legalEntities: ReadonlyArray<ErpLegalEntityFacts>;
  /** Names of its payment terms. */
  readonly paymentTerms: ReadonlyArray<Scalars['String']['output']>;
};

/** When and how much a project's contract line is to be billed. */
export type ErpBillingScheduleInput = {
  /** Its currency. */
  readonly currency: Scalars['CurrencyCode']['input'];
  /** Planned bills. */
  readonly lines: ReadonlyArray<ErpScheduleLineInput>;
  /** Its name. */
  readonly name: Scalars['String']['input'];
  /** The project. */
  readonly project: SystemRecordInput;
  /** Value of the contract line, without tax; the lines add up to it exactly. */
  readonly total: Scalars['Decimal']['input'];
};

/** A customer as far as a project must fit it. */
export type ErpConversionCustomer = {
  /** Whether it may be billed. */
  readonly active: Scalars['Boolean']['output'];
  /** Whether more may be sold on credit. */
  readonly credit: CreditStanding;
  /** Currencies it may be billed in. */
  readonly currencies: ReadonlyArray<Scalars['CurrencyCode']['output']>;
  /** Legal entities that may bill it. */
  readonly legalEntities: ReadonlyArray<SystemRecord>;
  /** Name on its invoices. */
  readonly legalName: Scalars['String']['output'];
  /** The customer. */
  readonly ref: SystemRecord;
};

/** What the ERP accepts of projects and their bills. */
export type ErpConversionFacts = {
  /** Currencies it keeps. */
  readonly currencies: ReadonlyArray<Scalars['CurrencyCode']['output']>;
  /** The customer; null when there is none. */
  readonly customer: Maybe<ErpConversionCustomer>;
  /** The legal entities that bill. */
  readonly legalEntities: ReadonlyArray<ErpConversionLegalEntity>;
  /** Names of its payment terms. */
  readonly paymentTerms: ReadonlyArray<Scalars['String']['output']>;
};

/** A legal entity as far as a project and its bills must fit it. */
export type ErpConversionLegalEntity = {
  /** Whether it is in use. */
  readonly active: Scalars['Boolean']['output'];
  /** The code other systems use for it. */
  readonly code: Maybe<Scalars['String']['output']>;
  /** Its country, ISO 3166-1 alpha-2. */
  readonly country: Maybe<Scalars['String']['output']>;
  /** Currency of its books. */
  readonly functionalCurrency: Scalars['CurrencyCode']['output'];
  /** Its name. */
  readonly name: Scalars['String']['output'];
  /** The posting period that holds the day asked for; null when there is none. */
  readonly period: Maybe<ErpPostingPeriod>;
  /** The legal entity. */
  readonly ref: SystemRecord;
  /** Whether it is registered in the buyer's country; if not, the supply is cross-border. */
  readonly registeredWhereBuyerIs: Scalars['Boolean']['output'];
  /** Where it can charge tax. */
  readonly registrations: ReadonlyArray<ErpTaxRegistration>;
};

/** Part or all of a posted line, credited. */
export type ErpCreditLineInput = {
  /** The original's line, by the ERP's own id of it. */
  readonly line: Scalars['ID']['input'];
  /** Its own name within the credit memo: 1 to 32 letters, digits or `-`. */
  readonly name: Scalars['String']['input'];
  /** Amount in the original's currency, without tax. */
  readonly net: Scalars['Decimal']['input'];
  /** Its tax, where it closes what is left of the original's; null lets the ERP work it out at the line's own rate. */
  readonly tax?: InputMaybe<Scalars['Decimal']['input']>;
};

/** A credit memo to be posted. */
export type ErpCreditMemoInput = {
  /** Its currency, which is the credit's. */
  readonly currency: Scalars['CurrencyCode']['input'];
  /** Day of the document and of its posting. */
  readonly issuedOn: Scalars['Date']['input'];
  /** What is credited, 1 to 500 lines. */
  readonly lines: ReadonlyArray<ErpCreditLineInput>;
  /** What the document says besides its lines. */
  readonly memo?: InputMaybe<Scalars['String']['input']>;
  /** The invoice it credits. */
  readonly original: SystemRecordInput;
};

/** What credit can be set to. */
export type ErpCreditSetting =
  /** The ERP decides by limit and overdue balance. */
  | 'AUTOMATIC'
  /** Nothing more on credit. */
  | 'ON_HOLD'
  /** Released by hand. */
  | 'RELEASED'
  /** Something this version does not know; refused. */
  | 'UNKNOWN';

/** What a customer owes one legal entity in one currency, with tax. */
export type ErpCustomerBalance = {
  /** In what currency. */
  readonly currency: Scalars['CurrencyCode']['output'];
  /** Code of the legal entity, or the ERP's own id of one without. */
  readonly legalEntity: Scalars['String']['output'];
  /** Open balance of its invoices. */
  readonly open: Scalars['Decimal']['output'];
  /** Credit memos not applied. */
  readonly openCredits: Scalars['Decimal']['output'];
  /** Cash received and not applied. */
  readonly unappliedCash: Scalars['Decimal']['output'];
};

/** One thing of a customer of the ERP, set. */
export type ErpCustomerChangeInput = {
  /** Of its credit. */
  readonly credit?: InputMaybe<ErpCreditSetting>;
  /** Which. */
  readonly field: ErpCustomerField;
  /** Of a reference. */
  readonly record?: InputMaybe<SystemRecordInput>;
  /** Of a text. */
  readonly value?: InputMaybe<Scalars['String']['input']>;
};

/** What can be set of a customer of the ERP. */
export type ErpCustomerField =
  /** Whether more may be sold on credit: `credit`. */
  | 'CREDIT'
  /** Name on its invoices from now on: `value`. */
  | 'LEGAL_NAME'
  /** The customer of another system that it is: `record`. */
  | 'LINK'
  /** The customer it belongs to: `record`, null for none. */
  | 'PARENT'
  /** Its tax id: `value`, null for none. */
  | 'TAX_ID'
  /** Something this version does not know; refused. */
  | 'UNKNOWN';

/** A customer as the ERP is to bill it. */
export type ErpCustomerInput = {
  /** Currency of its invoices. */
  readonly currency: Scalars['CurrencyCode']['input'];
  /** The legal entity that bills it first. */
  readonly legalEntity: SystemRecordInput;
  /** Name on the invoice. */
  readonly legalName: Scalars['String']['input'];
  /** The same customer elsewhere, for the ERP's reference fields. */
  readonly links: ReadonlyArray<SystemRecordInput>;
  /** The customer it belongs to. */
  readonly parent?: InputMaybe<SystemRecordInput>;
  /** Payment terms by the ERP's own name; null leaves the ERP's default. */
  readonly paymentTerms?: InputMaybe<Scalars['String']['input']>;
  /** Its tax id. */
  readonly taxId?: InputMaybe<Scalars['String']['input']>;
  /** Its website. */
  readonly website?: InputMaybe<Scalars['String']['input']>;
};

/** A customer of the ERP that may be the one meant. */
export type ErpCustomerMatch = {
  /** Whether it may be billed. */
  readonly active: Scalars['Boolean']['output'];
  /** The business key it was made under; null when no process made it. */
  readonly key: Maybe<Scalars['String']['output']>;
  /** Name on its invoices. */
  readonly legalName: Scalars['String']['output'];
  /** Its records elsewhere, by its reference fields. */
  readonly links: ReadonlyArray<SystemRecord>;
  /** What agrees, strongest first: TAX_ID, DOMAIN, NAME. */
  readonly matchedOn: ReadonlyArray<Scalars['String']['output']>;
  /** The customer. */
  readonly ref: SystemRecord;
};

/** How a customer stands. */
export type ErpCustomerStanding = {
  /** Whether it may be billed. */
  readonly active: Scalars['Boolean']['output'];
  /** Whether more may be sold on credit. */
  readonly credit: CreditStanding;
  /** The business key it was made under; null when no process made it. */
  readonly key: Maybe<Scalars['String']['output']>;
  /** Name on its invoices. */
  readonly legalName: Scalars['String']['output'];
  /** Its records elsewhere, by its reference fields. */
  readonly links: ReadonlyArray<SystemRecord>;
  /** The customer it belongs to. */
  readonly parent: Maybe<SystemRecord>;
  /** Its payment terms, by the ERP's own name. */
  readonly paymentTerms: Maybe<Scalars['String']['output']>;
  /** The customer. */
  readonly ref: SystemRecord;
  /** Its tax id. */
  readonly taxId: Maybe<Scalars['String']['output']>;
};

/** A posting period of a legal entity's calendar. */
export type ErpDocumentPeriod = {
  /** Last day. */
  readonly endOn: Scalars['Date']['output'];
  /** Its name. */
  readonly name: Scalars['String']['output'];
  /** State of its receivables. */
  readonly receivables: PeriodStatus;
  /** The period. */
  readonly ref: SystemRecord;
  /** First day. */
  readonly startOn: Scalars['Date']['output'];
};

/** A credit memo as the invoice it credits sees it. */
export type ErpInvoiceCredit = {
  /** How much of it was put against the invoice, with tax. */
  readonly applied: Money;
  /** Its day. */
  readonly issuedOn: Maybe<Scalars['Date']['output']>;
  /** The business key it was posted under; null when no process posted it. */
  readonly key: Maybe<Scalars['String']['output']>;
  /** Without tax; null for one that does not refer to the invoice. */
  readonly net: Maybe<Money>;
  /** Its number. */
  readonly number: Maybe<Scalars['String']['output']>;
  /** The credit memo. */
  readonly ref: SystemRecord;
  /** Its tax; null for one that does not refer to the invoice. */
  readonly tax: Maybe<Money>;
  /** Whether it was voided. */
  readonly voided: Scalars['Boolean']['output'];
};

/** What a bill of a legal entity has to fit. */
export type ErpInvoiceFacts = {
  /** Cost centres a line can name. */
  readonly costCentres: ReadonlyArray<Scalars['String']['output']>;
  /** Regions a line can name. */
  readonly geographies: ReadonlyArray<Scalars['String']['output']>;
  /** What lines can bill. */
  readonly lineKinds: ReadonlyArray<ErpLineKind>;
  /** Posting periods of its calendar, oldest first. */
  readonly periods: ReadonlyArray<ErpDocumentPeriod>;
  /** Practices a line can name. */
  readonly practices: ReadonlyArray<Scalars['String']['output']>;
  /** Service lines a line can name. */
  readonly serviceLines: ReadonlyArray<Scalars['String']['output']>;
  /** Its tax codes. */
  readonly taxCodes: ReadonlyArray<ErpTaxCode>;
};

/** An invoice to be posted, from one legal entity to one customer in one currency. */
export type ErpInvoiceInput = {
  /** Currency of the document. */
  readonly currency: Scalars['CurrencyCode']['input'];
  /** The customer. */
  readonly customer: SystemRecordInput;
  /** Day it is due; null lets the customer's terms decide. */
  readonly dueOn?: InputMaybe<Scalars['Date']['input']>;
  /** Day of the document and of its posting. */
  readonly issuedOn: Scalars['Date']['input'];
  /** The legal entity that bills. */
  readonly legalEntity: SystemRecordInput;
  /** Its lines, 1 to 500. */
  readonly lines: ReadonlyArray<ErpInvoiceLineInput>;
  /** What the document says besides its lines. */
  readonly memo?: InputMaybe<Scalars['String']['input']>;
  /** Number of the client's order. */
  readonly purchaseOrder?: InputMaybe<Scalars['String']['input']>;
};

/** One line to be posted. */
export type ErpInvoiceLineInput = {
  /** What the client reads. */
  readonly description: Scalars['String']['input'];
  /** Where it counts besides client and project. */
  readonly dimensions: ErpLineDimensionsInput;
  /** What it bills. */
  readonly kind: ErpLineKind;
  /** Its own name within the document, which the ERP's line keeps: 1 to 32 letters, digits or `-`. */
  readonly name: Scalars['String']['input'];
  /** Amount in the document's currency, without tax; what counts. */
  readonly net: Scalars['Decimal']['input'];
  /** The project. */
  readonly project?: InputMaybe<SystemRecordInput>;
  /** Units, with their price; null for an amount without them. */
  readonly quantity?: InputMaybe<Scalars['Decimal']['input']>;
  /** Tax code by the ERP's own name. */
  readonly taxCode: Scalars['String']['input'];
  /** Price per unit, without tax. */
  readonly unitPrice?: InputMaybe<Scalars['Decimal']['input']>;
};

/** A payment as the invoice it pays sees it. */
export type ErpInvoicePayment = {
  /** How much of it. */
  readonly applied: Money;
  /** When; of several days the last. */
  readonly appliedOn: Maybe<Scalars['Date']['output']>;
  /** The payment. */
  readonly ref: SystemRecord;
};

/** An entry in the books of one legal entity, in one currency; debits and credits come to the same. */
export type ErpJournalEntryInput = {
  /** Currency of the entry. */
  readonly currency: Scalars['CurrencyCode']['input'];
  /** The legal entity. */
  readonly legalEntity: SystemRecordInput;
  /** Its lines, 2 to 500. */
  readonly lines: ReadonlyArray<ErpJournalLineInput>;
  /** What the entry is. */
  readonly memo?: InputMaybe<Scalars['String']['input']>;
  /** Day of its posting. */
  readonly postedOn: Scalars['Date']['input'];
  /** The entry whose lines, or some of them, it takes back. */
  readonly reverses?: InputMaybe<SystemRecordInput>;
};

/** What a journal entry of a legal entity has to fit. */
export type ErpJournalFacts = {
  /** Numbers of the accounts in use. */
  readonly accounts: ReadonlyArray<Scalars['String']['output']>;
  /** Cost centres a line can name. */
  readonly costCentres: ReadonlyArray<Scalars['String']['output']>;
  /** Currency of its books. */
  readonly functionalCurrency: Scalars['CurrencyCode']['output'];
  /** Regions a line can name. */
  readonly geographies: ReadonlyArray<Scalars['String']['output']>;
  /** Posting periods of its calendar, oldest first. */
  readonly periods: ReadonlyArray<ErpLedgerPeriod>;
  /** Practices a line can name. */
  readonly practices: ReadonlyArray<Scalars['String']['output']>;
  /** Service lines a line can name. */
  readonly serviceLines: ReadonlyArray<Scalars['String']['output']>;
};

/** One line to be posted. */
export type ErpJournalLineInput = {
  /** Number of the account. */
  readonly account: Scalars['String']['input'];
  /** More than nothing, in the entry's currency. */
  readonly amount: Scalars['Decimal']['input'];
  /** Where it counts besides client and project. */
  readonly dimensions: ErpLineDimensionsInput;
  /** What it is. */
  readonly memo?: InputMaybe<Scalars['String']['input']>;
  /** Its own name within the entry, which the ERP's line keeps: 1 to 32 letters, digits or `-`. */
  readonly name: Scalars['String']['input'];
  /** The project; its client follows from it. */
  readonly project?: InputMaybe<SystemRecordInput>;
  /** Which side. */
  readonly side: ErpLedgerSide;
};

/** A posting period of a legal entity's calendar, as far as the ledger goes. */
export type ErpLedgerPeriod = {
  /** Last day. */
  readonly endOn: Scalars['Date']['output'];
  /** State of its ledger. */
  readonly ledger: PeriodStatus;
  /** Its name. */
  readonly name: Scalars['String']['output'];
  /** The period. */
  readonly ref: SystemRecord;
  /** First day. */
  readonly startOn: Scalars['Date']['output'];
};

/** Which side of its account a line stands on. */
export type ErpLedgerSide =
  /** Credit. */
  | 'CREDIT'
  /** Debit. */
  | 'DEBIT';

/** A legal entity as far as a customer must fit it. */
export type ErpLegalEntityFacts = {
  /** The code other systems use for it. */
  readonly code: Maybe<Scalars['String']['output']>;
  /** Its country, ISO 3166-1 alpha-2. */
  readonly country: Maybe<Scalars['String']['output']>;
  /** Currency of its books. */
  readonly functionalCurrency: Scalars['CurrencyCode']['output'];
  /** Its name. */
  readonly name: Scalars['String']['output'];
  /** The legal entity. */
  readonly ref: SystemRecord;
  /** Its own tax registration; null when it has none and so can charge no tax. */
  readonly taxRegistration: Maybe<Scalars['String']['output']>;
};

/** Where a line counts, by the names or codes the ERP has for it. */
export type ErpLineDimensionsInput = {
  /** Cost centre. */
  readonly costCentre?: InputMaybe<Scalars['String']['input']>;
  /** Region. */
  readonly geography?: InputMaybe<Scalars['String']['input']>;
  /** Practice. */
  readonly practice?: InputMaybe<Scalars['String']['input']>;
  /** Service line. */
  readonly serviceLine?: InputMaybe<Scalars['String']['input']>;
};

/** What a line bills; the ERP's item and account follow from it. */
export type ErpLineKind =
  /** Expenses passed on. */
  | 'EXPENSE'
  /** A part of a fixed fee. */
  | 'FIXED_FEE'
  /** A milestone. */
  | 'MILESTONE'
  /** A subscription. */
  | 'RECURRING'
  /** A retainer. */
  | 'RETAINER'
  /** Time worked. */
  | 'TIME';

/** A document as the ERP posted it and as it stands now. */
export type ErpPostedDocument = {
  /** Which invoices a credit memo was put against. */
  readonly appliedTo: ReadonlyArray<ErpAppliedCredit>;
  /** The ERP's own stamp of its last change. */
  readonly changedAt: Scalars['DateTime']['output'];
  /** Currency of the document. */
  readonly currency: Scalars['CurrencyCode']['output'];
  /** The customer. */
  readonly customer: SystemRecord;
  /** Day it is due. */
  readonly dueOn: Maybe<Scalars['Date']['output']>;
  /** Units of the legal entity's currency per unit of the document's. */
  readonly exchangeRate: Maybe<Scalars['Decimal']['output']>;
  /** Day of the document. */
  readonly issuedOn: Scalars['Date']['output'];
  /** The business key it was posted under; null when no process posted it. */
  readonly key: Maybe<Scalars['String']['output']>;
  /** The legal entity that bills. */
  readonly legalEntity: SystemRecord;
  /** Its lines. */
  readonly lines: ReadonlyArray<ErpPostedLine>;
  /** What the document says besides its lines. */
  readonly memo: Maybe<Scalars['String']['output']>;
  /** Without tax. */
  readonly net: Money;
  /** Number the ERP gave it. */
  readonly number: Maybe<Scalars['String']['output']>;
  /** What a credit memo credits. */
  readonly original: Maybe<SystemRecord>;
  /** The period it is posted in. */
  readonly period: Maybe<ErpDocumentPeriod>;
  /** Number of the client's order. */
  readonly purchaseOrder: Maybe<Scalars['String']['output']>;
  /** The invoice or credit memo. */
  readonly ref: SystemRecord;
  /** What is still to be paid of an invoice, or not applied yet of a credit memo. */
  readonly remaining: Money;
  /** Where it stands; of a credit memo, how much of it is applied. */
  readonly status: InvoiceStatus;
  /** Posted tax. */
  readonly tax: Money;
  /** With tax. */
  readonly total: Money;
};

/** A journal entry as the ERP posted it and as it stands now. */
export type ErpPostedJournalEntry = {
  /** Currency of the entry. */
  readonly currency: Scalars['CurrencyCode']['output'];
  /** Units of the legal entity's currency per unit of the entry's. */
  readonly exchangeRate: Maybe<Scalars['Decimal']['output']>;
  /** The business key it was posted under; null when no process posted it. */
  readonly key: Maybe<Scalars['String']['output']>;
  /** The legal entity in whose books it is. */
  readonly legalEntity: SystemRecord;
  /** Its lines. */
  readonly lines: ReadonlyArray<ErpPostedJournalLine>;
  /** What the entry is. */
  readonly memo: Maybe<Scalars['String']['output']>;
  /** Number the ERP gave it. */
  readonly number: Maybe<Scalars['String']['output']>;
  /** The period it is posted in. */
  readonly period: Maybe<ErpLedgerPeriod>;
  /** Day of its posting. */
  readonly postedOn: Scalars['Date']['output'];
  /** The journal entry. */
  readonly ref: SystemRecord;
  /** The entry whose lines it takes back. */
  readonly reverses: Maybe<SystemRecord>;
};

/** A line as it is posted. */
export type ErpPostedJournalLine = {
  /** Number of the account; null for one that is not in use any more. */
  readonly account: Maybe<Scalars['String']['output']>;
  /** Amount in the entry's currency. */
  readonly amount: Money;
  /** Financial dimensions. */
  readonly dimensions: ReadonlyArray<SystemRecord>;
  /** Position within its entry. */
  readonly id: Scalars['ID']['output'];
  /** Whether it is a debit; else it is a credit. */
  readonly isDebit: Scalars['Boolean']['output'];
  /** What it is. */
  readonly memo: Maybe<Scalars['String']['output']>;
  /** The name it was posted under; null when no process posted it. */
  readonly name: Maybe<Scalars['String']['output']>;
  /** The project. */
  readonly project: Maybe<SystemRecord>;
};

/** A line as it is posted; amounts are positive in both kinds of document. */
export type ErpPostedLine = {
  /** What the client reads. */
  readonly description: Maybe<Scalars['String']['output']>;
  /** Financial dimensions. */
  readonly dimensions: ReadonlyArray<SystemRecord>;
  /** The ERP's own id of the line. */
  readonly id: Scalars['ID']['output'];
  /** The name it was posted under; null when no process posted it. */
  readonly name: Maybe<Scalars['String']['output']>;
  /** Without tax. */
  readonly net: Money;
  /** The project. */
  readonly project: Maybe<SystemRecord>;
  /** Units. */
  readonly quantity: Maybe<Scalars['Decimal']['output']>;
  /** Posted tax. */
  readonly tax: Money;
  /** Tax code by the ERP's own name. */
  readonly taxCode: Maybe<Scalars['String']['output']>;
  /** Tax rate in percent. */
  readonly taxRatePercent: Maybe<Scalars['Decimal']['output']>;
  /** Price per unit, without tax. */
  readonly unitPrice: Maybe<Scalars['Decimal']['output']>;
};

/** A posting period. */
export type ErpPostingPeriod = {
  /** Its name. */
  readonly name: Scalars['String']['output'];
  /** State of its receivables. */
  readonly receivables: PeriodStatus;
};

/** A project as finance bills and costs it. */
export type ErpProjectInput = {
  /** Whether it begins with its billing held. */
  readonly billingHeld: Scalars['Boolean']['input'];
  /** How it is billed. */
  readonly billingModel: BillingModel;
  /** The code people and documents name it by; null lets the ERP number it. */
  readonly code?: InputMaybe<Scalars['String']['input']>;
  /** Currency of its bills. */
  readonly currency: Scalars['CurrencyCode']['input'];
  /** The customer. */
  readonly customer: SystemRecordInput;
  /** Last day. */
  readonly endOn?: InputMaybe<Scalars['Date']['input']>;
  /** The legal entity that bills it. */
  readonly legalEntity: SystemRecordInput;
  /** The same project elsewhere, for the ERP's reference fields. */
  readonly links: ReadonlyArray<SystemRecordInput>;
  /** Its name. */
  readonly name: Scalars['String']['input'];
  /** First day. */
  readonly startOn?: InputMaybe<Scalars['Date']['input']>;
};

/** What finance has of a project. */
export type ErpProjectStanding = {
  /** Its code in the ERP; null when finance does not know the project. */
  readonly financeCode: Maybe<Scalars['String']['output']>;
  /** Canonical id of the project. */
  readonly id: Scalars['ID']['output'];
  /** How many billing schedules it has. */
  readonly schedules: Scalars['Int']['output'];
};

/** A project as it is now. */
export type ErpProjectState = {
  /** Whether it is in use. */
  readonly active: Scalars['Boolean']['output'];
  /** Whether its billing is held. */
  readonly billingHeld: Scalars['Boolean']['output'];
  /** Its code. */
  readonly code: Scalars['String']['output'];
  /** Currency of its bills. */
  readonly currency: Maybe<Scalars['CurrencyCode']['output']>;
  /** The customer. */
  readonly customer: Maybe<SystemRecord>;
  /** Whether a document or booked time names it: then it cannot be removed. */
  readonly isUsed: Scalars['Boolean']['output'];
  /** The business key it was made under; null when no process made it. */
  readonly key: Maybe<Scalars['String']['output']>;
  /** The legal entity that bills it. */
  readonly legalEntity: Maybe<SystemRecord>;
  /** The same project elsewhere, by its reference fields. */
  readonly links: ReadonlyArray<SystemRecord>;
  /** Its name. */
  readonly name: Scalars['String']['output'];
  /** The project. */
  readonly ref: SystemRecord;
  /** Its planned bills. */
  readonly schedule: ReadonlyArray<ErpScheduleLineState>;
};

/** Where billables stand that the ERP builds its own invoice from. */
export type ErpProposal = {
  /** What was built; one invoice, as a rule. */
  readonly invoices: ReadonlyArray<SystemRecord>;
  /** Whether anything is built of it. */
  readonly state: ErpProposalState;
};

/** Where a proposal stands. */
export type ErpProposalState =
  /** An invoice was built of it. */
  | 'BUILT'
  /** Closed there; nothing will be built of it. */
  | 'REFUSED'
  /** With the ERP, which has built nothing yet. */
  | 'SUBMITTED'
  /** A state this version of the graph does not know. */
  | 'UNKNOWN';

/** One planned bill. */
export type ErpScheduleLineInput = {
  /** Amount in the schedule's currency, without tax. */
  readonly amount: Scalars['Decimal']['input'];
  /** What it is for. */
  readonly description: Scalars['String']['input'];
  /** Day it is due; null when its acceptance decides. */
  readonly dueOn?: InputMaybe<Scalars['Date']['input']>;
  /** The milestone of the PSA that earns it. */
  readonly milestone?: InputMaybe<SystemRecordInput>;
};

/** One planned bill as it is now. */
export type ErpScheduleLineState = {
  /** Amount, without tax. */
  readonly amount: Money;
  /** What it is for. */
  readonly description: Maybe<Scalars['String']['output']>;
  /** Day it is due. */
  readonly dueOn: Maybe<Scalars['Date']['output']>;
  /** The ERP's own id of the line. */
  readonly id: Scalars['ID']['output'];
  /** The invoice that billed it. */
  readonly invoice: Maybe<SystemRecord>;
  /** The PSA's own id of the milestone that earns it. */
  readonly milestone: Maybe<Scalars['ID']['output']>;
  /** Where it stands. */
  readonly status: BillingScheduleStatus;
};

/** A tax code as the ERP applies it. */
export type ErpTaxCode = {
  /** Where the tax is due, ISO 3166-1 alpha-2. */
  readonly country: Maybe<Scalars['String']['output']>;
  /** What it is for. */
  readonly description: Maybe<Scalars['String']['output']>;
  /** Whether no tax is due. */
  readonly exempt: Scalars['Boolean']['output'];
  /** Its name. */
  readonly name: Scalars['String']['output'];
  /** Rate in percent. */
  readonly ratePercent: Scalars['Decimal']['output'];
  /** Whether the buyer owes the tax. */
  readonly reverseCharge: Scalars['Boolean']['output'];
};

/** Where a legal entity can charge tax. */
export type ErpTaxRegistration = {
  /** Country, ISO 3166-1 alpha-2. */
  readonly country: Scalars['String']['output'];
  /** Number of the registration. */
  readonly number: Maybe<Scalars['String']['output']>;
  /** State or province where taxes are the state's. */
  readonly state: Maybe<Scalars['String']['output']>;
};

/** An invoice as whoever posted it watches it. */
export type ErpWatchedInvoice = {
  /** What was credited of it: first what refers to it, then what was only put against it. */
  readonly credits: ReadonlyArray<ErpInvoiceCredit>;
  /** Currency of the document. */
  readonly currency: Scalars['CurrencyCode']['output'];
  /** The customer. */
  readonly customer: SystemRecord;
  /** Day of the document. */
  readonly issuedOn: Scalars['Date']['output'];
  /** The legal entity that bills. */
  readonly legalEntity: SystemRecord;
  /** Without tax. */
  readonly net: Money;
  /** Number the ERP gave it. */
  readonly number: Maybe<Scalars['String']['output']>;
  /** What of payments was put against it, a payment each. */
  readonly payments: ReadonlyArray<ErpInvoicePayment>;
  /** The invoice. */
  readonly ref: SystemRecord;
  /** What is still to be paid. */
  readonly remaining: Money;
  /** Where it stands. */
  readonly status: InvoiceStatus;
  /** Posted tax. */
  readonly tax: Money;
  /** With tax. */
  readonly total: Money;
};

/** A journal entry as whoever posted it watches it. */
export type ErpWatchedJournalEntry = {
  /** Currency of the entry. */
  readonly currency: Scalars['CurrencyCode']['output'];
  /** The legal entity in whose books it is. */
  readonly legalEntity: SystemRecord;
  /** Its lines. */
  readonly lines: ReadonlyArray<ErpWatchedJournalLine>;
  /** Number the ERP gave it. */
  readonly number: Maybe<Scalars['String']['output']>;
  /** Day of its posting. */
  readonly postedOn: Scalars['Date']['output'];
  /** The journal entry. */
  readonly ref: SystemRecord;
};

/** A line of such an entry. */
export type ErpWatchedJournalLine = {
  /** Number of the account; null for one that is not in use any more. */
  readonly account: Maybe<Scalars['String']['output']>;
  /** Amount in the entry's currency. */
  readonly amount: Money;
  /** Whether it is a debit; else it is a credit. */
  readonly isDebit: Scalars['Boolean']['output'];
  /** The name it was posted under; null when no process posted it. */
  readonly name: Maybe<Scalars['String']['output']>;
  /** The project. */
  readonly project: Maybe<SystemRecord>;
};

/** What `extensions.code` of an error may be: what happened, and what to do. Codes are never renamed nor used again. */
export type ErrorCode =
  /** The HTTP request is not a GraphQL request. POST JSON with a `query`; see the message. */
  | 'BAD_REQUEST'
  /** A variable has a value its type does not allow. Correct the variable that the message names. */
  | 'BAD_USER_INPUT'
  /** All calls we may make to the business system at once are taken. Ask again shortly. */
  | 'BUDGET_EXHAUSTED'
  /** The client left before the answer was there. None is needed. */
  | 'CANCELLED'
  /** A system failed too often and is left alone for a while. Ask again after `retryAfterMs`. */
  | 'CIRCUIT_OPEN'
  /** The time for the whole request was over. Ask for less at once. */
  | 'DEADLINE_EXCEEDED'
  /** More errors of the same kinds happened than are listed; `omitted` says how many. Treat every null without an error as not known. */
  | 'ERRORS_OMITTED'
  /** The role may not use this argument or input field. Leave it out, or ask for a role that may see the class of data it filters by. */
  | 'FORBIDDEN'
  /** The gateway has more requests than it can serve; this one was turned away unread, nothing was done. Wait `retryAfterMs` (header Retry-After), then ask again. */
  | 'GATEWAY_OVERLOADED'
  /** The query is not GraphQL. Correct the syntax at the given location. */
  | 'GRAPHQL_PARSE_FAILED'
  /** The query does not fit the schema. Compare it with the schema (schema/api.graphql). */
  | 'GRAPHQL_VALIDATION_FAILED'
  /** The keys of the identity provider cannot be fetched, so no token can be checked. Ask again shortly. */
  | 'IDENTITY_UNAVAILABLE'
  /** A defect of the gateway or of a system API. Report it with the correlation id. */
  | 'INTERNAL'
  /** Nothing is served at this address. POST to /graphql. */
  | 'NOT_FOUND'
  /** Only registered operations may be asked here, and this is none; or no document has the given id. Register the operation (the manifest of the gateway), or send one that is. */
  | 'OPERATION_NOT_REGISTERED'
  /** The registered operation asks for something the schema no longer has. Publish the client anew, or bring the schema’s field back. */
  | 'OPERATION_NO_LONGER_VALID'
  /** The document holds no operation of the given name, or several and no name was given. Send the `operationName` of one of its operations. */
  | 'OPERATION_RESOLUTION_FAILURE'
  /** The operation would cost more than an operation may; `cost` has the estimate and the limit. Ask for smaller pages (`first`), or for less of each row. */
  | 'OPERATION_TOO_COSTLY'
  /** The operation is larger than an operation may be; the message names the limit. Ask for less, or in several operations. */
  | 'OPERATION_TOO_LARGE'
  /** Automatic persisted queries are off. Send the query text. */
  | 'PERSISTED_QUERY_NOT_SUPPORTED'
  /** The query is valid, but no plan over the system APIs was found for it. Ask for the parts in separate queries, and report it with the correlation id. */
  | 'QUERY_NOT_PLANNABLE'
  /** You have asked more often than your role may in a time; `retryAfterMs` says when to go on. Wait `retryAfterMs`, then ask again; ask for more at once instead of more often. */
  | 'RATE_LIMITED'
  /** A stream ended although there may be more to tell; the message says why. Read what you watch anew, and connect anew with the id of the last event. */
  | 'STREAM_ENDED'
  /** A system API answered with something that is not a GraphQL answer. Report it with the correlation id. */
  | 'SUBGRAPH_ANSWER_INVALID'
  /** A system API reported an error without a code. Read its message; report it with the correlation id. */
  | 'SUBGRAPH_ERROR'
  /** A system API has more requests than it can serve. Wait `retryAfterMs`, then ask again. */
  | 'SUBGRAPH_OVERLOADED'
  /** A system API refused the request of the gateway. Report it with the correlation id. */
  | 'SUBGRAPH_REFUSED'
  /** A system API did not answer in the time it is given. Use what the other systems answered; ask again later, or for less at once. */
  | 'SUBGRAPH_TIMEOUT'
  /** A system API could not be reached, or broke off. Use what the other systems answered; ask again later. */
  | 'SUBGRAPH_UNAVAILABLE'
  /** A system API sent a value that the schema does not allow, or null where it promises a value. Report it with the correlation id. */
  | 'SUBGRAPH_VALUE_INVALID'
  /** The business system answered in an unknown shape. Report it with the correlation id. */
  | 'SYSTEM_ANSWER_INVALID'
  /** Our account may not do this in the business system. The operator grants it the permission. */
  | 'SYSTEM_FORBIDDEN'
  /** The business system asked us to slow down. Wait `retryAfterMs`. */
  | 'SYSTEM_OVERLOADED'
  /** Our account with the business system has used up its calls. Wait for the quota to be renewed, or have it raised. */
  | 'SYSTEM_QUOTA_EXHAUSTED'
  /** The business system refused the request. Correct what the message names. */
  | 'SYSTEM_REFUSED'
  /** The business system did not answer in time. Ask again later. */
  | 'SYSTEM_TIMEOUT'
  /** The business system does not accept our credentials. The operator renews them. */
  | 'SYSTEM_UNAUTHORIZED'
  /** The business system cannot be reached. Ask again later. */
  | 'SYSTEM_UNAVAILABLE'
  /** As many streams are open as there may be. Close one first, or ask from time to time instead. */
  | 'TOO_MANY_STREAMS'
  /** There is no token, or it is not valid here. Get a token from the identity provider and send it as `Authorization: Bearer …`. */
  | 'UNAUTHENTICATED'
  /** A code that a system API of somebody else's made up. Read the message of the error it came with. */
  | 'UNKNOWN';

/** One unit of `from` is `rate` units of `to`. System of record: ERP. */
export type ExchangeRate = {
  /** Currency converted from. */
  readonly from: Scalars['CurrencyCode']['output'];
  /** Day of the rate. */
  readonly on: Scalars['Date']['output'];
  /** Units of `to` for one unit of `from`. */
  readonly rate: Scalars['Decimal']['output'];
  /** Who published it. */
  readonly source: Scalars['String']['output'];
  /** Currency converted to. */
  readonly to: Scalars['CurrencyCode']['output'];
};

/** A bill. System of record: ERP; once posted it never changes. */
export type Invoice = {
  /** Payments and credits applied to it. */
  readonly applications: Maybe<ReadonlyArray<PaymentApplication>>;
  /** Currency of the invoice. */
  readonly currency: Maybe<Scalars['CurrencyCode']['output']>;
  /** Who is billed. */
  readonly customer: Maybe<Customer>;
  /** Days past due, 0 when not overdue or paid. */
  readonly daysOverdue: Maybe<Scalars['Int']['output']>;
  /** The client's objection. */
  readonly dispute: Maybe<Dispute>;
  /** Due day. */
  readonly dueOn: Maybe<Scalars['Date']['output']>;
  /** Freshness of the ERP's fields. */
  readonly erpSource: Maybe<SourceInfo>;
  /** Units of the legal entity's currency per unit of the invoice's, as posted. */
  readonly exchangeRate: Maybe<Scalars['Decimal']['output']>;
  /** Canonical id. */
  readonly id: Scalars['ID']['output'];
  /** Day of issue. */
  readonly issuedOn: Maybe<Scalars['Date']['output']>;
  /** Who bills. */
  readonly legalEntity: Maybe<LegalEntity>;
  /** Lines. */
  readonly lines: Maybe<ReadonlyArray<InvoiceLine>>;
  /** Sum of its lines, without tax. */
  readonly net: Maybe<Money>;
  /** Number the ERP gave it; unique per legal entity and kind of document. */
  readonly number: Maybe<Scalars['String']['output']>;
  /** What is still to pay, with tax. */
  readonly openBalance: Maybe<Money>;
  /** The project, when all its lines are of one. */
  readonly project: Maybe<Project>;
  /** Where the invoice stands. */
  readonly status: Maybe<InvoiceStatus>;
  /** Tax as posted. */
  readonly tax: Maybe<Money>;
  /** Amount to pay, with tax. */
  readonly total: Maybe<Money>;
};

/** A page of invoices. */
export type InvoiceConnection = {
  /** The rows. */
  readonly edges: ReadonlyArray<InvoiceEdge>;
  /** Where the page ends. */
  readonly pageInfo: PageInfo;
  /** How many there are in all, null where counting is costly. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** A row of a page of invoices. */
export type InvoiceEdge = {
  /** Cursor of this row. */
  readonly cursor: Scalars['String']['output'];
  /** The invoice. */
  readonly node: Invoice;
};

/** Which invoices; every given condition must hold. */
export type InvoiceFilter = {
  /** To this customer. */
  readonly customerId?: InputMaybe<Scalars['ID']['input']>;
  /** Issued within these days. */
  readonly issuedOn?: InputMaybe<DateRange>;
  /** Of this legal entity. */
  readonly legalEntityId?: InputMaybe<Scalars['ID']['input']>;
  /** Only open ones past their due date. */
  readonly overdueOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** With a line of this project. */
  readonly projectId?: InputMaybe<Scalars['ID']['input']>;
  /** In any of these statuses. */
  readonly statuses?: InputMaybe<ReadonlyArray<InvoiceStatus>>;
};

/** A line of an invoice. */
export type InvoiceLine = {
  /** What is billed. */
  readonly description: Maybe<Scalars['String']['output']>;
  /** Financial dimensions. */
  readonly dimensions: ReadonlyArray<Dimension>;
  /** Canonical id. */
  readonly id: Scalars['ID']['output'];
  /** Amount of the line, without tax. */
  readonly net: Money;
  /** The project it bills. */
  readonly project: Maybe<Project>;
  /** Number of units. */
  readonly quantity: Maybe<Scalars['Decimal']['output']>;
  /** Tax code. */
  readonly taxCode: Maybe<Scalars['String']['output']>;
  /** Tax rate in percent. */
  readonly taxRatePercent: Maybe<Scalars['Decimal']['output']>;
  /** Price per unit in the invoice's currency, without tax. */
  readonly unitPrice: Maybe<Scalars['Decimal']['output']>;
};

/** Where an invoice stands. */
export type InvoiceStatus =
  /** Being written. */
  | 'DRAFT'
  /** Posted and unpaid. */
  | 'OPEN'
  /** Paid or credited in full. */
  | 'PAID'
  /** Posted and paid in part. */
  | 'PARTIALLY_PAID'
  /** Waiting for approval. */
  | 'PENDING_APPROVAL'
  /** A status the mapping does not know. */
  | 'UNKNOWN'
  /** Voided. */
  | 'VOIDED';

/** A company of the firm that keeps its own books. System of record: ERP. */
export type LegalEntity = {
  /** Code that every system uses for it. */
  readonly code: Maybe<Scalars['String']['output']>;
  /** Country, ISO 3166-1 alpha-2. */
  readonly country: Maybe<Scalars['String']['output']>;
  /** Freshness of the ERP's fields. */
  readonly erpSource: Maybe<SourceInfo>;
  /** Fiscal calendar it closes by. */
  readonly fiscalCalendar: Maybe<Scalars['String']['output']>;
  /** Currency of its books. */
  readonly functionalCurrency: Maybe<Scalars['CurrencyCode']['output']>;
  /** Canonical id. */
  readonly id: Scalars['ID']['output'];
  /** Name in the register of companies. */
  readonly legalName: Maybe<Scalars['String']['output']>;
  /** Name. */
  readonly name: Maybe<Scalars['String']['output']>;
  /** The company above it. */
  readonly parent: Maybe<LegalEntity>;
  /** Posting periods of its calendar, oldest first. */
  readonly periods: Maybe<ReadonlyArray<AccountingPeriod>>;
  /** Tax registration number. */
  readonly taxRegistration: Maybe<Scalars['String']['output']>;
};


/** A company of the firm that keeps its own books. System of record: ERP. */
export type LegalEntityPeriodsArgs = {
  range?: InputMaybe<DateRange>;
};

/** A newer execution has written or looked under this key. Stop. */
export type LookUpFenced = {
  /** The fence that was refused. */
  readonly fence: Scalars['String']['output'];
};

/** By what a system API looks a write up; from then on no lower fence can write. */
export type LookUpTicket = {
  /** As in WriteTicket: above every fence that was used under this key. */
  readonly fence: Scalars['String']['input'];
  /** Business key of the write. */
  readonly key: Scalars['String']['input'];
};

/** An amount of one currency. Whether tax is included is said by the field that carries it. */
export type Money = {
  /** Exact decimal text with the currency's minor units, such as 1200.50 or 1200 for JPY. */
  readonly amount: Scalars['Decimal']['output'];
  /** The currency of the amount. */
  readonly currency: Scalars['CurrencyCode']['output'];
};

export type Mutation = {
  /** Lets a further legal entity bill a customer; one that bills it already is applied and not new. */
  readonly erpAddBillingAccount: WriteOutcome;
  /** Says which invoice billed a planned bill, or that none did after all. */
  readonly erpBillScheduleLine: WriteOutcome;
  /** Has the ERP build the invoice of a proposal now. A closed period is refused with the field `period` and its name. */
  readonly erpBuildProposal: WriteOutcome;
  /** Sets one thing of a customer. Documents that name it stay as they are; the same write twice changes nothing more. */
  readonly erpChangeCustomer: WriteOutcome;
  /** Makes a project's billing schedule with its lines, whose amounts have to add up to the total; what of it is there already is left. */
  readonly erpCreateBillingSchedule: WriteOutcome;
  /** Makes a project under a key; a second one under it is refused as a duplicate. */
  readonly erpCreateProject: WriteOutcome;
  /** Whether `erpBillScheduleLine` was done: the project when the planned bill is as said, else nothing. */
  readonly erpLookUpBilledScheduleLine: WriteLookUp;
  /** Billing accounts of this customer with this legal entity. */
  readonly erpLookUpBillingAccount: WriteLookUp;
  /** Whether `erpSetBillingHold` was done: the project itself when it is as said, else nothing. */
  readonly erpLookUpBillingHold: WriteLookUp;
  /** The schedule that carries the key of `erpCreateBillingSchedule`, when all of it is there; what is only half made is taken back. */
  readonly erpLookUpBillingSchedule: WriteLookUp;
  /** Invoices that carry the key of `erpBuildProposal`. */
  readonly erpLookUpBuilt: WriteLookUp;
  /** Credit memos that carry the key of `erpPostCreditMemo`. */
  readonly erpLookUpCreditMemo: WriteLookUp;
  /** Customers that carry the key of `erpUpsertCustomer`. */
  readonly erpLookUpCustomer: WriteLookUp;
  /** Whether `erpSetCustomerActive` was done: the customer itself when it is as said, else nothing. */
  readonly erpLookUpCustomerActive: WriteLookUp;
  /** Whether `erpChangeCustomer` was done: the customer itself when it is as said, else nothing. */
  readonly erpLookUpCustomerChange: WriteLookUp;
  /** Invoices that carry the key of `erpPostInvoice`. */
  readonly erpLookUpInvoice: WriteLookUp;
  /** Journal entries that carry the key of `erpPostJournalEntry`. */
  readonly erpLookUpJournalEntry: WriteLookUp;
  /** Projects that carry the key of `erpCreateProject`. */
  readonly erpLookUpProject: WriteLookUp;
  /** Proposals that carry the key of `erpSubmitBillables`. */
  readonly erpLookUpProposal: WriteLookUp;
  /** Posts a credit memo that refers to its original and is applied to what is open of it. */
  readonly erpPostCreditMemo: WriteOutcome;
  /** Posts an invoice under a key; a second one under it is refused as a duplicate. A closed period is refused with the field `period` and its name. */
  readonly erpPostInvoice: WriteOutcome;
  /** Posts a journal entry under a key; a second one under it is refused as a duplicate. One that does not balance is refused, a closed period with the field `period` and its name. */
  readonly erpPostJournalEntry: WriteOutcome;
  /** Takes a schedule back with its lines; one that is gone already is applied, one with a billed line is refused. */
  readonly erpRemoveBillingSchedule: WriteOutcome;
  /** Takes a credit memo back with its applications; one that is gone already is applied, one in a closed period is refused. */
  readonly erpRemoveCreditMemo: WriteOutcome;
  /** Takes a customer back that nothing hangs on; one that is gone already is applied, one that documents name is refused. */
  readonly erpRemoveCustomer: WriteOutcome;
  /** Takes an invoice back that nobody has paid or credited, in a period still open; one that is gone already is applied. Else credit it. */
  readonly erpRemoveInvoice: WriteOutcome;
  /** Takes a project back on which nothing was billed or booked; one that is gone already is applied, one in use is refused. */
  readonly erpRemoveProject: WriteOutcome;
  /** Takes a whole journal entry back by posting its mirror, which refers to it; nothing is deleted. */
  readonly erpReverseJournalEntry: WriteOutcome;
  /** Holds a project's billing, or lets it go on. */
  readonly erpSetBillingHold: WriteOutcome;
  /** Lets a customer be billed, or no longer. */
  readonly erpSetCustomerActive: WriteOutcome;
  /** Submits billables under a key, from which the ERP builds the invoice itself; nothing of them is posted yet. */
  readonly erpSubmitBillables: WriteOutcome;
  /** Makes or changes the customer of a key. It begins inactive, for it is not to be billed before all of it stands. */
  readonly erpUpsertCustomer: WriteOutcome;
  /** Takes a proposal back of which nothing is built; one that is gone already is applied, one with an invoice is refused. */
  readonly erpWithdrawBillables: WriteOutcome;
};


export type MutationErpAddBillingAccountArgs = {
  customer: SystemRecordInput;
  legalEntity: SystemRecordInput;
  ticket: WriteTicket;
};


export type MutationErpBillScheduleLineArgs = {
  invoice?: InputMaybe<SystemRecordInput>;
  line: Scalars['ID']['input'];
  project: SystemRecordInput;
  ticket: WriteTicket;
};


export type MutationErpBuildProposalArgs = {
  issuedOn: Scalars['Date']['input'];
  proposal: SystemRecordInput;
  ticket: WriteTicket;
};


export type MutationErpChangeCustomerArgs = {
  change: ErpCustomerChangeInput;
  customer: SystemRecordInput;
  takesBack: Scalars['Boolean']['input'];
  ticket: WriteTicket;
};


export type MutationErpCreateBillingScheduleArgs = {
  schedule: ErpBillingScheduleInput;
  ticket: WriteTicket;
};


export type MutationErpCreateProjectArgs = {
  project: ErpProjectInput;
  ticket: WriteTicket;
};


export type MutationErpLookUpBilledScheduleLineArgs = {
  invoice?: InputMaybe<SystemRecordInput>;
  line: Scalars['ID']['input'];
  project: SystemRecordInput;
  ticket: LookUpTicket;
};


export type MutationErpLookUpBillingAccountArgs = {
  customer: SystemRecordInput;
  legalEntity: SystemRecordInput;
  ticket: LookUpTicket;
};


export type MutationErpLookUpBillingHoldArgs = {
  held: Scalars['Boolean']['input'];
  project: SystemRecordInput;
  ticket: LookUpTicket;
};


export type MutationErpLookUpBillingScheduleArgs = {
  schedule: ErpBillingScheduleInput;
  ticket: LookUpTicket;
};


export type MutationErpLookUpBuiltArgs = {
  ticket: LookUpTicket;
};


export type MutationErpLookUpCreditMemoArgs = {
  ticket: LookUpTicket;
};


export type MutationErpLookUpCustomerArgs = {
  ticket: LookUpTicket;
};


export type MutationErpLookUpCustomerActiveArgs = {
  active: Scalars['Boolean']['input'];
  customer: SystemRecordInput;
  ticket: LookUpTicket;
};


export type MutationErpLookUpCustomerChangeArgs = {
  change: ErpCustomerChangeInput;
  customer: SystemRecordInput;
  ticket: LookUpTicket;
};


export type MutationErpLookUpInvoiceArgs = {
  ticket: LookUpTicket;
};


export type MutationErpLookUpJournalEntryArgs = {
  ticket: LookUpTicket;
};


export type MutationErpLookUpProjectArgs = {
  ticket: LookUpTicket;
};


export type MutationErpLookUpProposalArgs = {
  ticket: LookUpTicket;
};


export type MutationErpPostCreditMemoArgs = {
  creditMemo: ErpCreditMemoInput;
  ticket: WriteTicket;
};


export type MutationErpPostInvoiceArgs = {
  invoice: ErpInvoiceInput;
  ticket: WriteTicket;
};


export type MutationErpPostJournalEntryArgs = {
  entry: ErpJournalEntryInput;
  ticket: WriteTicket;
};


export type MutationErpRemoveBillingScheduleArgs = {
  schedule: SystemRecordInput;
  ticket: WriteTicket;
};


export type MutationErpRemoveCreditMemoArgs = {
  creditMemo: SystemRecordInput;
  ticket: WriteTicket;
};


export type MutationErpRemoveCustomerArgs = {
  customer: SystemRecordInput;
  ticket: WriteTicket;
};


export type MutationErpRemoveInvoiceArgs = {
  invoice: SystemRecordInput;
  ticket: WriteTicket;
};


export type MutationErpRemoveProjectArgs = {
  project: SystemRecordInput;
  ticket: WriteTicket;
};


export type MutationErpReverseJournalEntryArgs = {
  entry: SystemRecordInput;
  postedOn: Scalars['Date']['input'];
  ticket: WriteTicket;
};


export type MutationErpSetBillingHoldArgs = {
  held: Scalars['Boolean']['input'];
  project: SystemRecordInput;
  ticket: WriteTicket;
};


export type MutationErpSetCustomerActiveArgs = {
  active: Scalars['Boolean']['input'];
  customer: SystemRecordInput;
  ticket: WriteTicket;
};


export type MutationErpSubmitBillablesArgs = {
  billables: ErpInvoiceInput;
  ticket: WriteTicket;
};


export type MutationErpUpsertCustomerArgs = {
  customer: ErpCustomerInput;
  ticket: WriteTicket;
};


export type MutationErpWithdrawBillablesArgs = {
  proposal: SystemRecordInput;
  ticket: WriteTicket;
};

/** Why a write was not applied. */
export type NotAppliedReason =
  /** Several records carry the key; a person says which is meant. */
  | 'AMBIGUOUS'
  /** A newer execution has written or looked under this key. Stop. */
  | 'FENCED'
  /** The system could not be asked. The same write may be sent later. */
  | 'OUTAGE'
  /** The system understood and said no, and would say it again. */
  | 'REFUSED';

/** Where a page of a list begins and ends. */
export type PageInfo = {
  /** Cursor of the last row, null on an empty page; pass it as `after` for the next page. */
  readonly endCursor: Maybe<Scalars['String']['output']>;
  /** Whether more rows follow. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Whether rows precede this page. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** Cursor of the first row, null on an empty page. */
  readonly startCursor: Maybe<Scalars['String']['output']>;
};

/** Money received. System of record: ERP. */
export type Payment = {
  /** How much. */
  readonly amount: Money;
  /** Who paid. */
  readonly customer: Maybe<Customer>;
  /** Canonical id. */
  readonly id: Scalars['ID']['output'];
  /** Who received it. */
  readonly legalEntity: LegalEntity;
  /** Number the ERP gave it. */
  readonly number: Maybe<Scalars['String']['output']>;
  /** When. */
  readonly receivedOn: Scalars['Date']['output'];
  /** The part not applied to invoices yet. */
  readonly unapplied: Money;
};

/** Part of a payment or credit memo put against an invoice. */
export type PaymentApplication = {
  /** How much. */
  readonly applied: Money;
  /** When. */
  readonly appliedOn: Maybe<Scalars['Date']['output']>;
  /** Whether money or a credit memo was applied. */
  readonly kind: ApplicationKind;
  /** Id of the payment or credit memo. */
  readonly sourceId: Scalars['ID']['output'];
};

/** A page of payments. */
export type PaymentConnection = {
  /** The rows. */
  readonly edges: ReadonlyArray<PaymentEdge>;
  /** Where the page ends. */
  readonly pageInfo: PageInfo;
  /** How many there are in all, null where counting is costly. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** A row of a page of payments. */
export type PaymentEdge = {
  /** Cursor of this row. */
  readonly cursor: Scalars['String']['output'];
  /** The payment. */
  readonly node: Payment;
};

/** Whether a period takes postings. */
export type PeriodStatus =
  /** Takes none. */
  | 'CLOSED'
  /** Not begun. */
  | 'FUTURE'
  /** Takes none unless overridden. */
  | 'LOCKED'
  /** Takes postings. */
  | 'OPEN'
  /** A state the mapping does not know. */
  | 'UNKNOWN';

export type Project = {
  /** When its contract is to be billed. */
  readonly billingSchedules: Maybe<ReadonlyArray<BillingSchedule>>;
  /** Freshness of the ERP's fields. */
  readonly erpSource: Maybe<SourceInfo>;
  /** The ERP's latest rates out of and into the currencies of the project's figures. */
  readonly exchangeRates: Maybe<ReadonlyArray<ExchangeRate>>;
  /** Code of the project in the ERP; null when finance does not know it, and then it can be neither billed nor costed. */
  readonly financeCode: Maybe<Scalars['String']['output']>;
  readonly id: Scalars['ID']['output'];
  /** Invoices with a line of this project, latest first, at most 200. */
  readonly invoices: Maybe<ReadonlyArray<Invoice>>;
  /** Posted figures of the project. */
  readonly ledger: Maybe<ProjectLedger>;
  /** Revenue posted for it, oldest first. */
  readonly revenueEvents: Maybe<ReadonlyArray<RevenueEvent>>;
};


export type ProjectInvoicesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** Posted figures of a project: documents in the project's currency, revenue and cost in the billing entity's, as the books keep them. */
export type ProjectLedger = {
  /** Invoiced less credited, without tax. */
  readonly billed: Money;
  /** Cash and credits applied to its invoices, with tax. */
  readonly collected: Money;
  /** Currency of billed, collected, open and overdue. */
  readonly currency: Scalars['CurrencyCode']['output'];
  /** Revenue deferred (a contract liability), without tax. */
  readonly deferred: Money;
  /** Open balance of its invoices, with tax. */
  readonly openReceivable: Money;
  /** The part of it past due, with tax. */
  readonly overdue: Money;
  /** Cost posted. */
  readonly postedCost: Maybe<Money>;
  /** Revenue recognised, without tax. */
  readonly recognized: Money;
};

export type Query = {
  /** Credit memos, latest first. */
  readonly creditMemos: Maybe<CreditMemoConnection>;
  /** Financial dimensions that posted lines carry. */
  readonly dimensions: Maybe<ReadonlyArray<Dimension>>;
  /** What the ERP accepts of a new customer. */
  readonly erpBillingFacts: Maybe<ErpBillingFacts>;
  /** What changed since a cursor; everything there is without one. */
  readonly erpChanges: Maybe<ChangeFeedPage>;
  /** What the ERP accepts of projects and their bills, asked of the ERP itself. */
  readonly erpConversionFacts: Maybe<ErpConversionFacts>;
  /** What a customer owes and is owed, by legal entity and currency, asked of the ERP itself. */
  readonly erpCustomerBalances: Maybe<ReadonlyArray<ErpCustomerBalance>>;
  /** How a customer stands, asked of the ERP itself; null when there is no such customer. */
  readonly erpCustomerStanding: Maybe<ErpCustomerStanding>;
  /** A customer to be billed, as everybody reads it. */
  readonly erpCustomerToBill: Maybe<Customer>;
  /** Customers that agree with what is known of one in tax id, domain or normalised name, likeliest first, at most 50. A person decides. */
  readonly erpCustomersThatMayMatch: Maybe<ReadonlyArray<ErpCustomerMatch>>;
  /** Codes of the legal entities that employ people, by their e-mails, in the order asked for; null where the ERP knows nobody by it, or several. */
  readonly erpEmployers: Maybe<ReadonlyArray<Maybe<Scalars['String']['output']>>>;
  /** What a bill of a legal entity has to fit; null when there is no such legal entity. */
  readonly erpInvoiceFacts: Maybe<ErpInvoiceFacts>;
  /** The newest invoices to a customer. */
  readonly erpInvoicesToCustomer: Maybe<ReadonlyArray<Invoice>>;
  /** What a journal entry of a legal entity has to fit; null when there is no such legal entity. */
  readonly erpJournalFacts: Maybe<ErpJournalFacts>;
  /** An invoice or a credit memo as it is posted, asked of the ERP itself; null when there is none. */
  readonly erpPostedDocument: Maybe<ErpPostedDocument>;
  /** A journal entry as it is posted, asked of the ERP itself; null when there is none. */
  readonly erpPostedJournalEntry: Maybe<ErpPostedJournalEntry>;
  /** A project with its planned bills, asked of the ERP itself; null when there is none. */
  readonly erpProjectNow: Maybe<ErpProjectState>;
  /** A project to be billed, as everybody reads it. */
  readonly erpProjectToBill: Maybe<Project>;
  /** What finance has of these projects, in their order; nothing of one is said by nulls. */
  readonly erpProjectsStanding: Maybe<ReadonlyArray<ErpProjectStanding>>;
  /** What became of a proposal, asked of the ERP itself; null when it is gone. May trail an invoice by seconds. */
  readonly erpProposal: Maybe<ErpProposal>;
  /** How many records of a kind there are, the deleted ones left out, to be held against what was told. */
  readonly erpRecordCount: Maybe<Scalars['Int']['output']>;
  /** Invoices for a watch, in the order asked for; null for one that is gone. May trail a write by seconds. */
  readonly erpWatchedInvoices: Maybe<ReadonlyArray<Maybe<ErpWatchedInvoice>>>;
  /** Journal entries for a watch, in the order asked for; null for one that is gone. May trail a write by seconds. */
  readonly erpWatchedJournalEntries: Maybe<ReadonlyArray<Maybe<ErpWatchedJournalEntry>>>;
  /** The ERP's latest exchange rate of every pair of currencies, on or before a day. */
  readonly exchangeRates: Maybe<ReadonlyArray<ExchangeRate>>;
  /** One invoice, null when there is none with this id. */
  readonly invoice: Maybe<Invoice>;
  /** Invoices, latest issue date first. */
  readonly invoices: Maybe<InvoiceConnection>;
  /** The firm's companies. */
  readonly legalEntities: Maybe<ReadonlyArray<LegalEntity>>;
  /** Payments, latest first. */
  readonly payments: Maybe<PaymentConnection>;
};


export type QueryCreditMemosArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<CashFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryErpChangesArgs = {
  cursor?: InputMaybe<Scalars['String']['input']>;
  kind: Scalars['String']['input'];
};


export type QueryErpConversionFactsArgs = {
  buyerCountry?: InputMaybe<Scalars['String']['input']>;
  customer?: InputMaybe<SystemRecordInput>;
  on: Scalars['Date']['input'];
};


export type QueryErpCustomerBalancesArgs = {
  customer: SystemRecordInput;
};


export type QueryErpCustomerStandingArgs = {
  customer: SystemRecordInput;
};


export type QueryErpCustomerToBillArgs = {
  id: Scalars['ID']['input'];
};


export type QueryErpCustomersThatMayMatchArgs = {
  name: Scalars['String']['input'];
  taxId?: InputMaybe<Scalars['String']['input']>;
  website?: InputMaybe<Scalars['String']['input']>;
};


export type QueryErpEmployersArgs = {
  emails: ReadonlyArray<Scalars['String']['input']>;
};


export type QueryErpInvoiceFactsArgs = {
  legalEntity: SystemRecordInput;
  on: Scalars['Date']['input'];
};


export type QueryErpInvoicesToCustomerArgs = {
  id: Scalars['ID']['input'];
};


export type QueryErpJournalFactsArgs = {
  legalEntity: SystemRecordInput;
  on: Scalars['Date']['input'];
};


export type QueryErpPostedDocumentArgs = {
  document: SystemRecordInput;
};


export type QueryErpPostedJournalEntryArgs = {
  entry: SystemRecordInput;
};


export type QueryErpProjectNowArgs = {
  project: SystemRecordInput;
};


export type QueryErpProjectToBillArgs = {
  id: Scalars['ID']['input'];
};


export type QueryErpProjectsStandingArgs = {
  projects: ReadonlyArray<Scalars['ID']['input']>;
};


export type QueryErpProposalArgs = {
  proposal: SystemRecordInput;
};


export type QueryErpRecordCountArgs = {
  kind: Scalars['String']['input'];
};


export type QueryErpWatchedInvoicesArgs = {
  invoices: ReadonlyArray<SystemRecordInput>;
};


export type QueryErpWatchedJournalEntriesArgs = {
  entries: ReadonlyArray<SystemRecordInput>;
};


export type QueryExchangeRatesArgs = {
  on?: InputMaybe<Scalars['Date']['input']>;
};


export type QueryInvoiceArgs = {
  id: Scalars['ID']['input'];
};


export type QueryInvoicesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<InvoiceFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryPaymentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<CashFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** What a customer owes one legal entity in one currency, with tax. */
export type ReceivablesSummary = {
  /** Business day on which ages are counted. */
  readonly asOf: Scalars['Date']['output'];
  /** The open balance by days past due. */
  readonly buckets: ReadonlyArray<AgingBucket>;
  /** Whether more may be sold on credit. */
  readonly creditStanding: CreditStanding;
  /** In what currency. */
  readonly currency: Scalars['CurrencyCode']['output'];
  /** The part of the open balance that is disputed; it stays in its bucket. */
  readonly disputed: Money;
  /** The latest payment. */
  readonly lastPayment: Maybe<Payment>;
  /** Who is owed. */
  readonly legalEntity: LegalEntity;
  /** The part not due yet. */
  readonly notDue: Money;
  /** Days past due of the oldest open invoice; null when nothing is overdue. */
  readonly oldestOverdueDays: Maybe<Scalars['Int']['output']>;
  /** Open balance of its invoices. */
  readonly open: Money;
  /** Credit memos not applied. */
  readonly openCredits: Money;
  /** The part past its due date. */
  readonly overdue: Money;
  /** Cash received and not applied. */
  readonly unappliedCash: Money;
};

/** That a record changed. */
export type RecordChange = {
  /** The system's own stamp of the change. */
  readonly changedAt: Scalars['DateTime']['output'];
  /** Whether the record is gone. */
  readonly deleted: Scalars['Boolean']['output'];
  /** The record. */
  readonly ref: SystemRecord;
};

/** Records that carry the key, asked of the system itself. None: it was not written, nor will be under a lower fence. Several: a duplicate. */
export type RecordsFound = {
  /** The records. */
  readonly records: ReadonlyArray<SystemRecord>;
};

/** Revenue, or its deferral, posted for a project. System of record: ERP. */
export type RevenueEvent = {
  /** Change of deferred revenue, without tax. */
  readonly deferredDelta: Money;
  /** Canonical id. */
  readonly id: Scalars['ID']['output'];
  /** How it was recognised, as the ERP calls it. */
  readonly method: Maybe<Scalars['String']['output']>;
  /** Period it was posted in. */
  readonly period: Maybe<AccountingPeriod>;
  /** Day of posting. */
  readonly postedOn: Scalars['Date']['output'];
  /** Revenue recognised, without tax. */
  readonly recognized: Money;
};

/** How fresh an answer is. */
export type ServedFrom =
  /** A recent answer, still within its freshness time. */
  | 'CACHE'
  /** Asked just now. */
  | 'LIVE'
  /** A stored snapshot of a closed moment. */
  | 'SNAPSHOT'
  /** The system is silent; this is the last thing it said. */
  | 'STALE_CACHE';

/** The truth about the freshness of what a system said. */
export type SourceInfo = {
  /** When the system said it. */
  readonly asOf: Scalars['DateTime']['output'];
  /** The configured name of the account (org, site) that answered. */
  readonly instance: Scalars['String']['output'];
  /** Whether it was asked just now or an earlier answer is repeated. */
  readonly servedFrom: ServedFrom;
  /** Why an old answer is repeated, such as CIRCUIT_OPEN; null unless servedFrom is STALE_CACHE. */
  readonly staleReason: Maybe<ErrorCode>;
  /** The kind of system that answered. */
  readonly system: System;
};

/** The kinds of system behind the graph. */
export type System =
  /** Sales: customers, opportunities, contracts. */
  | 'CRM'
  /** Money: legal entities, invoices, payments, ledger. */
  | 'ERP'
  /** People: employment and skills. */
  | 'HCM'
  /** Our own processes. */
  | 'PROCESS'
  /** Delivery: projects, people, time, expenses. */
  | 'PSA'
  /** A kind this version of the graph does not know. */
  | 'UNKNOWN';

/** A record by its system's own id. */
export type SystemRecord = {
  /** The system's own id. */
  readonly id: Scalars['String']['output'];
  /** The configured name of the account (org, site). */
  readonly instance: Scalars['String']['output'];
  /** What it is: CUSTOMER, BILLING_ACCOUNT, LEGAL_ENTITY, PROJECT and so on; the kinds of schema/canon/identity.ts. */
  readonly kind: Scalars['String']['output'];
  /** The kind of system that has it. */
  readonly system: System;
};

/** A record by its system's own id. */
export type SystemRecordInput = {
  /** The system's own id. */
  readonly id: Scalars['String']['input'];
  /** The configured name of the account (org, site). */
  readonly instance: Scalars['String']['input'];
  /** What it is: CUSTOMER, BILLING_ACCOUNT, LEGAL_ENTITY, PROJECT and so on; the kinds of schema/canon/identity.ts. */
  readonly kind: Scalars['String']['input'];
  /** The kind of system that has it. */
  readonly system: System;
};

/** The record is there with the values that were sent. */
export type WriteApplied = {
  /** False when it was there before: an upsert, a link set again, or the same key once more. */
  readonly isNew: Scalars['Boolean']['output'];
  /** The record that was written. */
  readonly ref: SystemRecord;
};

/** What may be known of a failed write: codes and our own sentences, no text of a vendor and no value of the record. */
export type WriteFailure = {
  /** What happened, such as SYSTEM_REFUSED, KEY_REUSED or FENCED. */
  readonly code: Scalars['String']['output'];
  /** The vendor's names of the fields it objects to. */
  readonly fields: ReadonlyArray<Scalars['String']['output']>;
  /** The same for people, with the remedy. */
  readonly message: Scalars['String']['output'];
  /** How long the vendor wishes to be left alone, in milliseconds. */
  readonly retryAfterMs: Maybe<Scalars['Int']['output']>;
  /** The vendor's own short code. */
  readonly vendorCode: Maybe<Scalars['String']['output']>;
};

/** It may have been written. Wait, look it up, then decide; never send it again before. */
export type WriteInDoubt = {
  /** Why nobody knows. */
  readonly failure: WriteFailure;
  /** How long after it was sent its effect may still appear, in milliseconds. */
  readonly settleMs: Scalars['Int']['output'];
};

/** What a look-up found. A system that cannot be asked is an error, never an empty list. */
export type WriteLookUp = LookUpFenced | RecordsFound;

/** Nothing was written, and nothing will appear later. */
export type WriteNotApplied = {
  /** Why. */
  readonly failure: WriteFailure;
  /** What that means for whoever asked. */
  readonly reason: NotAppliedReason;
};

/** How a write ended. A service token's owner decides by it; no other answer says that nothing happened. */
export type WriteOutcome = WriteApplied | WriteInDoubt | WriteNotApplied;

/** By what a system API knows a write again. One key is written once, whoever asks how often. */
export type WriteTicket = {
  /** A whole number below 2^53 as text, higher with every call and every take-over. A lower one than was seen is refused (FENCED). */
  readonly fence: Scalars['String']['input'];
  /** Digest of what is written: the same key with another digest is refused (KEY_REUSED). */
  readonly inputHash: Scalars['String']['input'];
  /** Business key, made from the facts of the write and unique for ever: 8 to 63 letters, digits, `_` or `-`. */
  readonly key: Scalars['String']['input'];
};



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    

export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  Customer: Customer;
  Invoice: Invoice;
  LegalEntity: LegalEntity;
  Project: Project;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Customer:
    ( { __typename: 'Customer' }
    & GraphQLRecursivePick<FederationTypes['Customer'], {"id":true}> );
  Invoice:
    ( { __typename: 'Invoice' }
    & GraphQLRecursivePick<FederationTypes['Invoice'], {"id":true}> );
  LegalEntity:
    ( { __typename: 'LegalEntity' }
    & ( GraphQLRecursivePick<FederationTypes['LegalEntity'], {"id":true}>
        | GraphQLRecursivePick<FederationTypes['LegalEntity'], {"code":true}> ) );
  Project:
    ( { __typename: 'Project' }
    & GraphQLRecursivePick<FederationTypes['Project'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AccountingPeriod: ResolverTypeWrapper<AccountingPeriodSource>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  AgingBucket: ResolverTypeWrapper<AgingBucket>;
  ApplicationKind: ApplicationKind;
  BillingAccount: ResolverTypeWrapper<BillingAccountSource>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  BillingModel: BillingModel;
  BillingSchedule: ResolverTypeWrapper<BillingScheduleSource>;
  BillingScheduleLine: ResolverTypeWrapper<BillingScheduleLineSource>;
  BillingScheduleStatus: BillingScheduleStatus;
  CashFilter: CashFilter;
  ChangeFeedPage: ResolverTypeWrapper<ChangeFeedPage>;
  CreditMemo: ResolverTypeWrapper<CreditMemoSource>;
  CreditMemoConnection: ResolverTypeWrapper<Omit<CreditMemoConnection, 'edges'> & { edges: ReadonlyArray<ResolversTypes['CreditMemoEdge']> }>;
  CreditMemoEdge: ResolverTypeWrapper<Omit<CreditMemoEdge, 'node'> & { node: ResolversTypes['CreditMemo'] }>;
  CreditStanding: CreditStanding;
  CurrencyCode: ResolverTypeWrapper<Scalars['CurrencyCode']['output']>;
  Customer: ResolverTypeWrapper<CustomerReference>;
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  DateRange: DateRange;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Decimal: ResolverTypeWrapper<Scalars['Decimal']['output']>;
  Dimension: ResolverTypeWrapper<DimensionSource>;
  DimensionKind: DimensionKind;
  Dispute: ResolverTypeWrapper<Dispute>;
  ErpAppliedCredit: ResolverTypeWrapper<ErpAppliedCredit>;
  ErpBillingFacts: ResolverTypeWrapper<ErpBillingFacts>;
  ErpBillingScheduleInput: ErpBillingScheduleInput;
  ErpConversionCustomer: ResolverTypeWrapper<ErpConversionCustomer>;
  ErpConversionFacts: ResolverTypeWrapper<ErpConversionFacts>;
  ErpConversionLegalEntity: ResolverTypeWrapper<ErpConversionLegalEntity>;
  ErpCreditLineInput: ErpCreditLineInput;
  ErpCreditMemoInput: ErpCreditMemoInput;
  ErpCreditSetting: ErpCreditSetting;
  ErpCustomerBalance: ResolverTypeWrapper<ErpCustomerBalance>;
  ErpCustomerChangeInput: ErpCustomerChangeInput;
  ErpCustomerField: ErpCustomerField;
  ErpCustomerInput: ErpCustomerInput;
  ErpCustomerMatch: ResolverTypeWrapper<ErpCustomerMatch>;
  ErpCustomerStanding: ResolverTypeWrapper<ErpCustomerStanding>;
  ErpDocumentPeriod: ResolverTypeWrapper<ErpDocumentPeriod>;
  ErpInvoiceCredit: ResolverTypeWrapper<ErpInvoiceCredit>;
  ErpInvoiceFacts: ResolverTypeWrapper<ErpInvoiceFacts>;
  ErpInvoiceInput: ErpInvoiceInput;
  ErpInvoiceLineInput: ErpInvoiceLineInput;
  ErpInvoicePayment: ResolverTypeWrapper<ErpInvoicePayment>;
  ErpJournalEntryInput: ErpJournalEntryInput;
  ErpJournalFacts: ResolverTypeWrapper<ErpJournalFacts>;
  ErpJournalLineInput: ErpJournalLineInput;
  ErpLedgerPeriod: ResolverTypeWrapper<ErpLedgerPeriod>;
  ErpLedgerSide: ErpLedgerSide;
  ErpLegalEntityFacts: ResolverTypeWrapper<ErpLegalEntityFacts>;
  ErpLineDimensionsInput: ErpLineDimensionsInput;
  ErpLineKind: ErpLineKind;
  ErpPostedDocument: ResolverTypeWrapper<ErpPostedDocument>;
  ErpPostedJournalEntry: ResolverTypeWrapper<ErpPostedJournalEntry>;
  ErpPostedJournalLine: ResolverTypeWrapper<ErpPostedJournalLine>;
  ErpPostedLine: ResolverTypeWrapper<ErpPostedLine>;
  ErpPostingPeriod: ResolverTypeWrapper<ErpPostingPeriod>;
  ErpProjectInput: ErpProjectInput;
  ErpProjectStanding: ResolverTypeWrapper<ErpProjectStanding>;
  ErpProjectState: ResolverTypeWrapper<ErpProjectState>;
  ErpProposal: ResolverTypeWrapper<ErpProposal>;
  ErpProposalState: ErpProposalState;
  ErpScheduleLineInput: ErpScheduleLineInput;
  ErpScheduleLineState: ResolverTypeWrapper<ErpScheduleLineState>;
  ErpTaxCode: ResolverTypeWrapper<ErpTaxCode>;
  ErpTaxRegistration: ResolverTypeWrapper<ErpTaxRegistration>;
  ErpWatchedInvoice: ResolverTypeWrapper<ErpWatchedInvoice>;
  ErpWatchedJournalEntry: ResolverTypeWrapper<ErpWatchedJournalEntry>;
  ErpWatchedJournalLine: ResolverTypeWrapper<ErpWatchedJournalLine>;
  ErrorCode: ErrorCode;
  ExchangeRate: ResolverTypeWrapper<ExchangeRate>;
  Invoice: ResolverTypeWrapper<InvoiceSource>;
  InvoiceConnection: ResolverTypeWrapper<Omit<InvoiceConnection, 'edges'> & { edges: ReadonlyArray<ResolversTypes['InvoiceEdge']> }>;
  InvoiceEdge: ResolverTypeWrapper<Omit<InvoiceEdge, 'node'> & { node: ResolversTypes['Invoice'] }>;
  InvoiceFilter: InvoiceFilter;
  InvoiceLine: ResolverTypeWrapper<InvoiceLineSource>;
  InvoiceStatus: InvoiceStatus;
  LegalEntity: ResolverTypeWrapper<LegalEntitySource>;
  LookUpFenced: ResolverTypeWrapper<LookUpFenced>;
  LookUpTicket: LookUpTicket;
  Money: ResolverTypeWrapper<Money>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  NotAppliedReason: NotAppliedReason;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Payment: ResolverTypeWrapper<PaymentSource>;
  PaymentApplication: ResolverTypeWrapper<ApplicationSource>;
  PaymentConnection: ResolverTypeWrapper<Omit<PaymentConnection, 'edges'> & { edges: ReadonlyArray<ResolversTypes['PaymentEdge']> }>;
  PaymentEdge: ResolverTypeWrapper<Omit<PaymentEdge, 'node'> & { node: ResolversTypes['Payment'] }>;
  PeriodStatus: PeriodStatus;
  Project: ResolverTypeWrapper<ProjectReference>;
  ProjectLedger: ResolverTypeWrapper<ProjectLedger>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  ReceivablesSummary: ResolverTypeWrapper<ReceivablesSource>;
  RecordChange: ResolverTypeWrapper<RecordChange>;
  RecordsFound: ResolverTypeWrapper<RecordsFound>;
  RevenueEvent: ResolverTypeWrapper<RevenueEventSource>;
  ServedFrom: ServedFrom;
  SourceInfo: ResolverTypeWrapper<SourceInfo>;
  System: System;
  SystemRecord: ResolverTypeWrapper<SystemRecord>;
  SystemRecordInput: SystemRecordInput;
  WriteApplied: ResolverTypeWrapper<WriteApplied>;
  WriteFailure: ResolverTypeWrapper<WriteFailure>;
  WriteInDoubt: ResolverTypeWrapper<WriteInDoubt>;
  WriteLookUp: ResolverTypeWrapper<LookedUp>;
  WriteNotApplied: ResolverTypeWrapper<WriteNotApplied>;
  WriteOutcome: ResolverTypeWrapper<WriteEnd>;
  WriteTicket: WriteTicket;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AccountingPeriod: AccountingPeriodSource;
  ID: Scalars['ID']['output'];
  AgingBucket: AgingBucket;
  BillingAccount: BillingAccountSource;
  Boolean: Scalars['Boolean']['output'];
  BillingSchedule: BillingScheduleSource;
  BillingScheduleLine: BillingScheduleLineSource;
  CashFilter: CashFilter;
  ChangeFeedPage: ChangeFeedPage;
  CreditMemo: CreditMemoSource;
  CreditMemoConnection: Omit<CreditMemoConnection, 'edges'> & { edges: ReadonlyArray<ResolversParentTypes['CreditMemoEdge']> };
  CreditMemoEdge: Omit<CreditMemoEdge, 'node'> & { node: ResolversParentTypes['CreditMemo'] };
  CurrencyCode: Scalars['CurrencyCode']['output'];
  Customer: CustomerReference;
  Date: Scalars['Date']['output'];
  DateRange: DateRange;
  DateTime: Scalars['DateTime']['output'];
  Decimal: Scalars['Decimal']['output'];
  Dimension: DimensionSource;
  Dispute: Dispute;
  ErpAppliedCredit: ErpAppliedCredit;
  ErpBillingFacts: ErpBillingFacts;
  ErpBillingScheduleInput: ErpBillingScheduleInput;
  ErpConversionCustomer: ErpConversionCustomer;
  ErpConversionFacts: ErpConversionFacts;
  ErpConversionLegalEntity: ErpConversionLegalEntity;
  ErpCreditLineInput: ErpCreditLineInput;
  ErpCreditMemoInput: ErpCreditMemoInput;
  ErpCustomerBalance: ErpCustomerBalance;
  ErpCustomerChangeInput: ErpCustomerChangeInput;
  ErpCustomerInput: ErpCustomerInput;
  ErpCustomerMatch: ErpCustomerMatch;
  ErpCustomerStanding: ErpCustomerStanding;
  ErpDocumentPeriod: ErpDocumentPeriod;
  ErpInvoiceCredit: ErpInvoiceCredit;
  ErpInvoiceFacts: ErpInvoiceFacts;
  ErpInvoiceInput: ErpInvoiceInput;
  ErpInvoiceLineInput: ErpInvoiceLineInput;
  ErpInvoicePayment: ErpInvoicePayment;
  ErpJournalEntryInput: ErpJournalEntryInput;
  ErpJournalFacts: ErpJournalFacts;
  ErpJournalLineInput: ErpJournalLineInput;
  ErpLedgerPeriod: ErpLedgerPeriod;
  ErpLegalEntityFacts: ErpLegalEntityFacts;
  ErpLineDimensionsInput: ErpLineDimensionsInput;
  ErpPostedDocument: ErpPostedDocument;
  ErpPostedJournalEntry: ErpPostedJournalEntry;
  ErpPostedJournalLine: ErpPostedJournalLine;
  ErpPostedLine: ErpPostedLine;
  ErpPostingPeriod: ErpPostingPeriod;
  ErpProjectInput: ErpProjectInput;
  ErpProjectStanding: ErpProjectStanding;
  ErpProjectState: ErpProjectState;
  ErpProposal: ErpProposal;
  ErpScheduleLineInput: ErpScheduleLineInput;
  ErpScheduleLineState: ErpScheduleLineState;
  ErpTaxCode: ErpTaxCode;
  ErpTaxRegistration: ErpTaxRegistration;
  ErpWatchedInvoice: ErpWatchedInvoice;
  ErpWatchedJournalEntry: ErpWatchedJournalEntry;
  ErpWatchedJournalLine: ErpWatchedJournalLine;
  ExchangeRate: ExchangeRate;
  Invoice: InvoiceSource;
  InvoiceConnection: Omit<InvoiceConnection, 'edges'> & { edges: ReadonlyArray<ResolversParentTypes['InvoiceEdge']> };
  InvoiceEdge: Omit<InvoiceEdge, 'node'> & { node: ResolversParentTypes['Invoice'] };
  InvoiceFilter: InvoiceFilter;
  InvoiceLine: InvoiceLineSource;
  LegalEntity: LegalEntitySource;
  LookUpFenced: LookUpFenced;
  LookUpTicket: LookUpTicket;
  Money: Money;
  Mutation: Record<PropertyKey, never>;
  PageInfo: PageInfo;
  Payment: PaymentSource;
  PaymentApplication: ApplicationSource;
  PaymentConnection: Omit<PaymentConnection, 'edges'> & { edges: ReadonlyArray<ResolversParentTypes['PaymentEdge']> };
  PaymentEdge: Omit<PaymentEdge, 'node'> & { node: ResolversParentTypes['Payment'] };
  Project: ProjectReference;
  ProjectLedger: ProjectLedger;
  Query: Record<PropertyKey, never>;
  ReceivablesSummary: ReceivablesSource;
  RecordChange: RecordChange;
  RecordsFound: RecordsFound;
  RevenueEvent: RevenueEventSource;
  SourceInfo: SourceInfo;
  SystemRecord: SystemRecord;
  SystemRecordInput: SystemRecordInput;
  WriteApplied: WriteApplied;
  WriteFailure: WriteFailure;
  WriteInDoubt: WriteInDoubt;
  WriteLookUp: LookedUp;
  WriteNotApplied: WriteNotApplied;
  WriteOutcome: WriteEnd;
  WriteTicket: WriteTicket;
  Int: Scalars['Int']['output'];
  String: Scalars['String']['output'];
};

export type CacheControlDirectiveArgs = {
  maxAge?: Maybe<Scalars['Int']['input']>;
  scope?: Maybe<Scalars['String']['input']>;
};

export type CacheControlDirectiveResolver<Result, Parent, ContextType = ErpContext, Args = CacheControlDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type CacheInvalidateDirectiveArgs = {
  format: Scalars['String']['input'];
};

export type CacheInvalidateDirectiveResolver<Result, Parent, ContextType = ErpContext, Args = CacheInvalidateDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type CacheTagDirectiveArgs = {
  format: Scalars['String']['input'];
};

export type CacheTagDirectiveResolver<Result, Parent, ContextType = ErpContext, Args = CacheTagDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type OwnerDirectiveArgs = {
  system: Scalars['String']['input'];
};

export type OwnerDirectiveResolver<Result, Parent, ContextType = ErpContext, Args = OwnerDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type SensitiveDirectiveArgs = {
  class: Scalars['String']['input'];
};

export type SensitiveDirectiveResolver<Result, Parent, ContextType = ErpContext, Args = SensitiveDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type AccountingPeriodResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['AccountingPeriod'] = ResolversParentTypes['AccountingPeriod']> = {
  endOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  ledger?: Resolver<ResolversTypes['PeriodStatus'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  payables?: Resolver<ResolversTypes['PeriodStatus'], ParentType, ContextType>;
  receivables?: Resolver<ResolversTypes['PeriodStatus'], ParentType, ContextType>;
  startOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
};

export type AgingBucketResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['AgingBucket'] = ResolversParentTypes['AgingBucket']> = {
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  fromDays?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  invoiceCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  toDays?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type BillingAccountResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['BillingAccount'] = ResolversParentTypes['BillingAccount']> = {
  active?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  creditLimit?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  creditStanding?: Resolver<ResolversTypes['CreditStanding'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  legalEntity?: Resolver<ResolversTypes['LegalEntity'], ParentType, ContextType>;
  legalName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  paymentTerms?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  region?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  taxId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type BillingScheduleResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['BillingSchedule'] = ResolversParentTypes['BillingSchedule']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lines?: Resolver<ReadonlyArray<ResolversTypes['BillingScheduleLine']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type BillingScheduleLineResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['BillingScheduleLine'] = ResolversParentTypes['BillingScheduleLine']> = {
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  dueOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  invoice?: Resolver<Maybe<ResolversTypes['Invoice']>, ParentType, ContextType>;
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['BillingScheduleStatus'], ParentType, ContextType>;
};

export type ChangeFeedPageResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['ChangeFeedPage'] = ResolversParentTypes['ChangeFeedPage']> = {
  changes?: Resolver<ReadonlyArray<ResolversTypes['RecordChange']>, ParentType, ContextType>;
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  horizonMissed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type CreditMemoResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['CreditMemo'] = ResolversParentTypes['CreditMemo']> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  issuedOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  legalEntity?: Resolver<ResolversTypes['LegalEntity'], ParentType, ContextType>;
  number?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  unapplied?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type CreditMemoConnectionResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['CreditMemoConnection'] = ResolversParentTypes['CreditMemoConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['CreditMemoEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type CreditMemoEdgeResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['CreditMemoEdge'] = ResolversParentTypes['CreditMemoEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['CreditMemo'], ParentType, ContextType>;
};

export interface CurrencyCodeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['CurrencyCode'], any> {
  name: 'CurrencyCode';
}

export type CustomerResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['Customer'] = ResolversParentTypes['Customer'], FederationReferenceType extends FederationReferenceTypes['Customer'] = FederationReferenceTypes['Customer']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Customer']> | FederationReferenceType, FederationReferenceType, ContextType>;
  billingAccounts?: Resolver<Maybe<ReadonlyArray<ResolversTypes['BillingAccount']>>, ParentType, ContextType>;
  erpSource?: Resolver<Maybe<ResolversTypes['SourceInfo']>, ParentType, ContextType>;
  exchangeRates?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ExchangeRate']>>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  openInvoices?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Invoice']>>, ParentType, ContextType, RequireFields<CustomerOpenInvoicesArgs, 'first' | 'overdueOnly'>>;
  receivables?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ReceivablesSummary']>>, ParentType, ContextType>;
};

export interface DateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Date'], any> {
  name: 'Date';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export interface DecimalScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Decimal'], any> {
  name: 'Decimal';
}

export type DimensionResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['Dimension'] = ResolversParentTypes['Dimension']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['DimensionKind'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type DisputeResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['Dispute'] = ResolversParentTypes['Dispute']> = {
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  openedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  owner?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ErpAppliedCreditResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['ErpAppliedCredit'] = ResolversParentTypes['ErpAppliedCredit']> = {
  applied?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  invoice?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
};

export type ErpBillingFactsResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['ErpBillingFacts'] = ResolversParentTypes['ErpBillingFacts']> = {
  currencies?: Resolver<ReadonlyArray<ResolversTypes['CurrencyCode']>, ParentType, ContextType>;
  legalEntities?: Resolver<ReadonlyArray<ResolversTypes['ErpLegalEntityFacts']>, ParentType, ContextType>;
  paymentTerms?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ErpConversionCustomerResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['ErpConversionCustomer'] = ResolversParentTypes['ErpConversionCustomer']> = {
  active?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  credit?: Resolver<ResolversTypes['CreditStanding'], ParentType, ContextType>;
  currencies?: Resolver<ReadonlyArray<ResolversTypes['CurrencyCode']>, ParentType, ContextType>;
  legalEntities?: Resolver<ReadonlyArray<ResolversTypes['SystemRecord']>, ParentType, ContextType>;
  legalName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
};

export type ErpConversionFactsResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['ErpConversionFacts'] = ResolversParentTypes['ErpConversionFacts']> = {
  currencies?: Resolver<ReadonlyArray<ResolversTypes['CurrencyCode']>, ParentType, ContextType>;
  customer?: Resolver<Maybe<ResolversTypes['ErpConversionCustomer']>, ParentType, ContextType>;
  legalEntities?: Resolver<ReadonlyArray<ResolversTypes['ErpConversionLegalEntity']>, ParentType, ContextType>;
  paymentTerms?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ErpConversionLegalEntityResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['ErpConversionLegalEntity'] = ResolversParentTypes['ErpConversionLegalEntity']> = {
  active?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  code?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  country?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  functionalCurrency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  period?: Resolver<Maybe<ResolversTypes['ErpPostingPeriod']>, ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
  registeredWhereBuyerIs?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  registrations?: Resolver<ReadonlyArray<ResolversTypes['ErpTaxRegistration']>, ParentType, ContextType>;
};

export type ErpCustomerBalanceResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['ErpCustomerBalance'] = ResolversParentTypes['ErpCustomerBalance']> = {
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
  legalEntity?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  open?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  openCredits?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  unappliedCash?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
};

export type ErpCustomerMatchResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['ErpCustomerMatch'] = ResolversParentTypes['ErpCustomerMatch']> = {
  active?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  key?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  legalName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  links?: Resolver<ReadonlyArray<ResolversTypes['SystemRecord']>, ParentType, ContextType>;
  matchedOn?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
};

export type ErpCustomerStandingResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['ErpCustomerStanding'] = ResolversParentTypes['ErpCustomerStanding']> = {
  active?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  credit?: Resolver<ResolversTypes['CreditStanding'], ParentType, ContextType>;
  key?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  legalName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  links?: Resolver<ReadonlyArray<ResolversTypes['SystemRecord']>, ParentType, ContextType>;
  parent?: Resolver<Maybe<ResolversTypes['SystemRecord']>, ParentType, ContextType>;
  paymentTerms?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
  taxId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ErpDocumentPeriodResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['ErpDocumentPeriod'] = ResolversParentTypes['ErpDocumentPeriod']> = {
  endOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  receivables?: Resolver<ResolversTypes['PeriodStatus'], ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
  startOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
};

export type ErpInvoiceCreditResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['ErpInvoiceCredit'] = ResolversParentTypes['ErpInvoiceCredit']> = {
  applied?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  issuedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  key?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  net?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  number?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
  tax?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  voided?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type ErpInvoiceFactsResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['ErpInvoiceFacts'] = ResolversParentTypes['ErpInvoiceFacts']> = {
  costCentres?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  geographies?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  lineKinds?: Resolver<ReadonlyArray<ResolversTypes['ErpLineKind']>, ParentType, ContextType>;
  periods?: Resolver<ReadonlyArray<ResolversTypes['ErpDocumentPeriod']>, ParentType, ContextType>;
  practices?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  serviceLines?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  taxCodes?: Resolver<ReadonlyArray<ResolversTypes['ErpTaxCode']>, ParentType, ContextType>;
};

export type ErpInvoicePaymentResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['ErpInvoicePayment'] = ResolversParentTypes['ErpInvoicePayment']> = {
  applied?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  appliedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
};

export type ErpJournalFactsResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['ErpJournalFacts'] = ResolversParentTypes['ErpJournalFacts']> = {
  accounts?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  costCentres?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  functionalCurrency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
  geographies?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  periods?: Resolver<ReadonlyArray<ResolversTypes['ErpLedgerPeriod']>, ParentType, ContextType>;
  practices?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  serviceLines?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ErpLedgerPeriodResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['ErpLedgerPeriod'] = ResolversParentTypes['ErpLedgerPeriod']> = {
  endOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  ledger?: Resolver<ResolversTypes['PeriodStatus'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
  startOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
};

export type ErpLegalEntityFactsResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['ErpLegalEntityFacts'] = ResolversParentTypes['ErpLegalEntityFacts']> = {
  code?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  country?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  functionalCurrency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
  taxRegistration?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ErpPostedDocumentResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['ErpPostedDocument'] = ResolversParentTypes['ErpPostedDocument']> = {
  appliedTo?: Resolver<ReadonlyArray<ResolversTypes['ErpAppliedCredit']>, ParentType, ContextType>;
  changedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
  customer?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
  dueOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  exchangeRate?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  issuedOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  key?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  legalEntity?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
  lines?: Resolver<ReadonlyArray<ResolversTypes['ErpPostedLine']>, ParentType, ContextType>;
  memo?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  net?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  number?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  original?: Resolver<Maybe<ResolversTypes['SystemRecord']>, ParentType, ContextType>;
  period?: Resolver<Maybe<ResolversTypes['ErpDocumentPeriod']>, ParentType, ContextType>;
  purchaseOrder?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
  remaining?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['InvoiceStatus'], ParentType, ContextType>;
  tax?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type ErpPostedJournalEntryResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['ErpPostedJournalEntry'] = ResolversParentTypes['ErpPostedJournalEntry']> = {
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
  exchangeRate?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  key?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  legalEntity?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
  lines?: Resolver<ReadonlyArray<ResolversTypes['ErpPostedJournalLine']>, ParentType, ContextType>;
  memo?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  number?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  period?: Resolver<Maybe<ResolversTypes['ErpLedgerPeriod']>, ParentType, ContextType>;
  postedOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
  reverses?: Resolver<Maybe<ResolversTypes['SystemRecord']>, ParentType, ContextType>;
};

export type ErpPostedJournalLineResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['ErpPostedJournalLine'] = ResolversParentTypes['ErpPostedJournalLine']> = {
  account?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  dimensions?: Resolver<ReadonlyArray<ResolversTypes['SystemRecord']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isDebit?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  memo?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['SystemRecord']>, ParentType, ContextType>;
};

export type ErpPostedLineResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['ErpPostedLine'] = ResolversParentTypes['ErpPostedLine']> = {
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  dimensions?: Resolver<ReadonlyArray<ResolversTypes['SystemRecord']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  net?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['SystemRecord']>, ParentType, ContextType>;
  quantity?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  tax?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  taxCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  taxRatePercent?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  unitPrice?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
};

export type ErpPostingPeriodResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['ErpPostingPeriod'] = ResolversParentTypes['ErpPostingPeriod']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  receivables?: Resolver<ResolversTypes['PeriodStatus'], ParentType, ContextType>;
};

export type ErpProjectStandingResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['ErpProjectStanding'] = ResolversParentTypes['ErpProjectStanding']> = {
  financeCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  schedules?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ErpProjectStateResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['ErpProjectState'] = ResolversParentTypes['ErpProjectState']> = {
  active?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  billingHeld?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  currency?: Resolver<Maybe<ResolversTypes['CurrencyCode']>, ParentType, ContextType>;
  customer?: Resolver<Maybe<ResolversTypes['SystemRecord']>, ParentType, ContextType>;
  isUsed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  key?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  legalEntity?: Resolver<Maybe<ResolversTypes['SystemRecord']>, ParentType, ContextType>;
  links?: Resolver<ReadonlyArray<ResolversTypes['SystemRecord']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
  schedule?: Resolver<ReadonlyArray<ResolversTypes['ErpScheduleLineState']>, ParentType, ContextType>;
};

export type ErpProposalResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['ErpProposal'] = ResolversParentTypes['ErpProposal']> = {
  invoices?: Resolver<ReadonlyArray<ResolversTypes['SystemRecord']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['ErpProposalState'], ParentType, ContextType>;
};

export type ErpScheduleLineStateResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['ErpScheduleLineState'] = ResolversParentTypes['ErpScheduleLineState']> = {
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  dueOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  invoice?: Resolver<Maybe<ResolversTypes['SystemRecord']>, ParentType, ContextType>;
  milestone?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['BillingScheduleStatus'], ParentType, ContextType>;
};

export type ErpTaxCodeResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['ErpTaxCode'] = ResolversParentTypes['ErpTaxCode']> = {
  country?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  exempt?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  ratePercent?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  reverseCharge?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type ErpTaxRegistrationResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['ErpTaxRegistration'] = ResolversParentTypes['ErpTaxRegistration']> = {
  country?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  number?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  state?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ErpWatchedInvoiceResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['ErpWatchedInvoice'] = ResolversParentTypes['ErpWatchedInvoice']> = {
  credits?: Resolver<ReadonlyArray<ResolversTypes['ErpInvoiceCredit']>, ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
  customer?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
  issuedOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  legalEntity?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
  net?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  number?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  payments?: Resolver<ReadonlyArray<ResolversTypes['ErpInvoicePayment']>, ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
  remaining?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['InvoiceStatus'], ParentType, ContextType>;
  tax?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type ErpWatchedJournalEntryResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['ErpWatchedJournalEntry'] = ResolversParentTypes['ErpWatchedJournalEntry']> = {
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
  legalEntity?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
  lines?: Resolver<ReadonlyArray<ResolversTypes['ErpWatchedJournalLine']>, ParentType, ContextType>;
  number?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  postedOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
};

export type ErpWatchedJournalLineResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['ErpWatchedJournalLine'] = ResolversParentTypes['ErpWatchedJournalLine']> = {
  account?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  isDebit?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['SystemRecord']>, ParentType, ContextType>;
};

export type ExchangeRateResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['ExchangeRate'] = ResolversParentTypes['ExchangeRate']> = {
  from?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
  on?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  rate?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
};

export type InvoiceResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['Invoice'] = ResolversParentTypes['Invoice'], FederationReferenceType extends FederationReferenceTypes['Invoice'] = FederationReferenceTypes['Invoice']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Invoice']> | FederationReferenceType, FederationReferenceType, ContextType>;
  applications?: Resolver<Maybe<ReadonlyArray<ResolversTypes['PaymentApplication']>>, ParentType, ContextType>;
  currency?: Resolver<Maybe<ResolversTypes['CurrencyCode']>, ParentType, ContextType>;
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  daysOverdue?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  dispute?: Resolver<Maybe<ResolversTypes['Dispute']>, ParentType, ContextType>;
  dueOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  erpSource?: Resolver<Maybe<ResolversTypes['SourceInfo']>, ParentType, ContextType>;
  exchangeRate?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  issuedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  legalEntity?: Resolver<Maybe<ResolversTypes['LegalEntity']>, ParentType, ContextType>;
  lines?: Resolver<Maybe<ReadonlyArray<ResolversTypes['InvoiceLine']>>, ParentType, ContextType>;
  net?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  number?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  openBalance?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['InvoiceStatus']>, ParentType, ContextType>;
  tax?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  total?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
};

export type InvoiceConnectionResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['InvoiceConnection'] = ResolversParentTypes['InvoiceConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['InvoiceEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type InvoiceEdgeResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['InvoiceEdge'] = ResolversParentTypes['InvoiceEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Invoice'], ParentType, ContextType>;
};

export type InvoiceLineResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['InvoiceLine'] = ResolversParentTypes['InvoiceLine']> = {
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  dimensions?: Resolver<ReadonlyArray<ResolversTypes['Dimension']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  net?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  quantity?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  taxCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  taxRatePercent?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  unitPrice?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
};

export type LegalEntityResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['LegalEntity'] = ResolversParentTypes['LegalEntity'], FederationReferenceType extends FederationReferenceTypes['LegalEntity'] = FederationReferenceTypes['LegalEntity']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['LegalEntity']> | FederationReferenceType, FederationReferenceType, ContextType>;
  code?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  country?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  erpSource?: Resolver<Maybe<ResolversTypes['SourceInfo']>, ParentType, ContextType>;
  fiscalCalendar?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  functionalCurrency?: Resolver<Maybe<ResolversTypes['CurrencyCode']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  legalName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  parent?: Resolver<Maybe<ResolversTypes['LegalEntity']>, ParentType, ContextType>;
  periods?: Resolver<Maybe<ReadonlyArray<ResolversTypes['AccountingPeriod']>>, ParentType, ContextType, Partial<LegalEntityPeriodsArgs>>;
  taxRegistration?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type LookUpFencedResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['LookUpFenced'] = ResolversParentTypes['LookUpFenced']> = {
  fence?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MoneyResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  amount?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  erpAddBillingAccount?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType, RequireFields<MutationErpAddBillingAccountArgs, 'customer' | 'legalEntity' | 'ticket'>>;
  erpBillScheduleLine?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType, RequireFields<MutationErpBillScheduleLineArgs, 'line' | 'project' | 'ticket'>>;
  erpBuildProposal?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType, RequireFields<MutationErpBuildProposalArgs, 'issuedOn' | 'proposal' | 'ticket'>>;
  erpChangeCustomer?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType, RequireFields<MutationErpChangeCustomerArgs, 'change' | 'customer' | 'takesBack' | 'ticket'>>;
  erpCreateBillingSchedule?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType, RequireFields<MutationErpCreateBillingScheduleArgs, 'schedule' | 'ticket'>>;
  erpCreateProject?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType, RequireFields<MutationErpCreateProjectArgs, 'project' | 'ticket'>>;
  erpLookUpBilledScheduleLine?: Resolver<ResolversTypes['WriteLookUp'], ParentType, ContextType, RequireFields<MutationErpLookUpBilledScheduleLineArgs, 'line' | 'project' | 'ticket'>>;
  erpLookUpBillingAccount?: Resolver<ResolversTypes['WriteLookUp'], ParentType, ContextType, RequireFields<MutationErpLookUpBillingAccountArgs, 'customer' | 'legalEntity' | 'ticket'>>;
  erpLookUpBillingHold?: Resolver<ResolversTypes['WriteLookUp'], ParentType, ContextType, RequireFields<MutationErpLookUpBillingHoldArgs, 'held' | 'project' | 'ticket'>>;
  erpLookUpBillingSchedule?: Resolver<ResolversTypes['WriteLookUp'], ParentType, ContextType, RequireFields<MutationErpLookUpBillingScheduleArgs, 'schedule' | 'ticket'>>;
  erpLookUpBuilt?: Resolver<ResolversTypes['WriteLookUp'], ParentType, ContextType, RequireFields<MutationErpLookUpBuiltArgs, 'ticket'>>;
  erpLookUpCreditMemo?: Resolver<ResolversTypes['WriteLookUp'], ParentType, ContextType, RequireFields<MutationErpLookUpCreditMemoArgs, 'ticket'>>;
  erpLookUpCustomer?: Resolver<ResolversTypes['WriteLookUp'], ParentType, ContextType, RequireFields<MutationErpLookUpCustomerArgs, 'ticket'>>;
  erpLookUpCustomerActive?: Resolver<ResolversTypes['WriteLookUp'], ParentType, ContextType, RequireFields<MutationErpLookUpCustomerActiveArgs, 'active' | 'customer' | 'ticket'>>;
  erpLookUpCustomerChange?: Resolver<ResolversTypes['WriteLookUp'], ParentType, ContextType, RequireFields<MutationErpLookUpCustomerChangeArgs, 'change' | 'customer' | 'ticket'>>;
  erpLookUpInvoice?: Resolver<ResolversTypes['WriteLookUp'], ParentType, ContextType, RequireFields<MutationErpLookUpInvoiceArgs, 'ticket'>>;
  erpLookUpJournalEntry?: Resolver<ResolversTypes['WriteLookUp'], ParentType, ContextType, RequireFields<MutationErpLookUpJournalEntryArgs, 'ticket'>>;
  erpLookUpProject?: Resolver<ResolversTypes['WriteLookUp'], ParentType, ContextType, RequireFields<MutationErpLookUpProjectArgs, 'ticket'>>;
  erpLookUpProposal?: Resolver<ResolversTypes['WriteLookUp'], ParentType, ContextType, RequireFields<MutationErpLookUpProposalArgs, 'ticket'>>;
  erpPostCreditMemo?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType, RequireFields<MutationErpPostCreditMemoArgs, 'creditMemo' | 'ticket'>>;
  erpPostInvoice?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType, RequireFields<MutationErpPostInvoiceArgs, 'invoice' | 'ticket'>>;
  erpPostJournalEntry?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType, RequireFields<MutationErpPostJournalEntryArgs, 'entry' | 'ticket'>>;
  erpRemoveBillingSchedule?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType, RequireFields<MutationErpRemoveBillingScheduleArgs, 'schedule' | 'ticket'>>;
  erpRemoveCreditMemo?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType, RequireFields<MutationErpRemoveCreditMemoArgs, 'creditMemo' | 'ticket'>>;
  erpRemoveCustomer?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType, RequireFields<MutationErpRemoveCustomerArgs, 'customer' | 'ticket'>>;
  erpRemoveInvoice?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType, RequireFields<MutationErpRemoveInvoiceArgs, 'invoice' | 'ticket'>>;
  erpRemoveProject?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType, RequireFields<MutationErpRemoveProjectArgs, 'project' | 'ticket'>>;
  erpReverseJournalEntry?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType, RequireFields<MutationErpReverseJournalEntryArgs, 'entry' | 'postedOn' | 'ticket'>>;
  erpSetBillingHold?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType, RequireFields<MutationErpSetBillingHoldArgs, 'held' | 'project' | 'ticket'>>;
  erpSetCustomerActive?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType, RequireFields<MutationErpSetCustomerActiveArgs, 'active' | 'customer' | 'ticket'>>;
  erpSubmitBillables?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType, RequireFields<MutationErpSubmitBillablesArgs, 'billables' | 'ticket'>>;
  erpUpsertCustomer?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType, RequireFields<MutationErpUpsertCustomerArgs, 'customer' | 'ticket'>>;
  erpWithdrawBillables?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType, RequireFields<MutationErpWithdrawBillablesArgs, 'proposal' | 'ticket'>>;
};

export type PageInfoResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PaymentResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['Payment'] = ResolversParentTypes['Payment']> = {
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  legalEntity?: Resolver<ResolversTypes['LegalEntity'], ParentType, ContextType>;
  number?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  receivedOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  unapplied?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type PaymentApplicationResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['PaymentApplication'] = ResolversParentTypes['PaymentApplication']> = {
  applied?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  appliedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['ApplicationKind'], ParentType, ContextType>;
  sourceId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type PaymentConnectionResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['PaymentConnection'] = ResolversParentTypes['PaymentConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['PaymentEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type PaymentEdgeResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['PaymentEdge'] = ResolversParentTypes['PaymentEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Payment'], ParentType, ContextType>;
};

export type ProjectResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['Project'] = ResolversParentTypes['Project'], FederationReferenceType extends FederationReferenceTypes['Project'] = FederationReferenceTypes['Project']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Project']> | FederationReferenceType, FederationReferenceType, ContextType>;
  billingSchedules?: Resolver<Maybe<ReadonlyArray<ResolversTypes['BillingSchedule']>>, ParentType, ContextType>;
  erpSource?: Resolver<Maybe<ResolversTypes['SourceInfo']>, ParentType, ContextType>;
  exchangeRates?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ExchangeRate']>>, ParentType, ContextType>;
  financeCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  invoices?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Invoice']>>, ParentType, ContextType, RequireFields<ProjectInvoicesArgs, 'first'>>;
  ledger?: Resolver<Maybe<ResolversTypes['ProjectLedger']>, ParentType, ContextType>;
  revenueEvents?: Resolver<Maybe<ReadonlyArray<ResolversTypes['RevenueEvent']>>, ParentType, ContextType>;
};

export type ProjectLedgerResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['ProjectLedger'] = ResolversParentTypes['ProjectLedger']> = {
  billed?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  collected?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
  deferred?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  openReceivable?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  overdue?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  postedCost?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  recognized?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  creditMemos?: Resolver<Maybe<ResolversTypes['CreditMemoConnection']>, ParentType, ContextType, RequireFields<QueryCreditMemosArgs, 'first'>>;
  dimensions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Dimension']>>, ParentType, ContextType>;
  erpBillingFacts?: Resolver<Maybe<ResolversTypes['ErpBillingFacts']>, ParentType, ContextType>;
  erpChanges?: Resolver<Maybe<ResolversTypes['ChangeFeedPage']>, ParentType, ContextType, RequireFields<QueryErpChangesArgs, 'kind'>>;
  erpConversionFacts?: Resolver<Maybe<ResolversTypes['ErpConversionFacts']>, ParentType, ContextType, RequireFields<QueryErpConversionFactsArgs, 'on'>>;
  erpCustomerBalances?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ErpCustomerBalance']>>, ParentType, ContextType, RequireFields<QueryErpCustomerBalancesArgs, 'customer'>>;
  erpCustomerStanding?: Resolver<Maybe<ResolversTypes['ErpCustomerStanding']>, ParentType, ContextType, RequireFields<QueryErpCustomerStandingArgs, 'customer'>>;
  erpCustomerToBill?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType, RequireFields<QueryErpCustomerToBillArgs, 'id'>>;
  erpCustomersThatMayMatch?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ErpCustomerMatch']>>, ParentType, ContextType, RequireFields<QueryErpCustomersThatMayMatchArgs, 'name'>>;
  erpEmployers?: Resolver<Maybe<ReadonlyArray<Maybe<ResolversTypes['String']>>>, ParentType, ContextType, RequireFields<QueryErpEmployersArgs, 'emails'>>;
  erpInvoiceFacts?: Resolver<Maybe<ResolversTypes['ErpInvoiceFacts']>, ParentType, ContextType, RequireFields<QueryErpInvoiceFactsArgs, 'legalEntity' | 'on'>>;
  erpInvoicesToCustomer?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Invoice']>>, ParentType, ContextType, RequireFields<QueryErpInvoicesToCustomerArgs, 'id'>>;
  erpJournalFacts?: Resolver<Maybe<ResolversTypes['ErpJournalFacts']>, ParentType, ContextType, RequireFields<QueryErpJournalFactsArgs, 'legalEntity' | 'on'>>;
  erpPostedDocument?: Resolver<Maybe<ResolversTypes['ErpPostedDocument']>, ParentType, ContextType, RequireFields<QueryErpPostedDocumentArgs, 'document'>>;
  erpPostedJournalEntry?: Resolver<Maybe<ResolversTypes['ErpPostedJournalEntry']>, ParentType, ContextType, RequireFields<QueryErpPostedJournalEntryArgs, 'entry'>>;
  erpProjectNow?: Resolver<Maybe<ResolversTypes['ErpProjectState']>, ParentType, ContextType, RequireFields<QueryErpProjectNowArgs, 'project'>>;
  erpProjectToBill?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType, RequireFields<QueryErpProjectToBillArgs, 'id'>>;
  erpProjectsStanding?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ErpProjectStanding']>>, ParentType, ContextType, RequireFields<QueryErpProjectsStandingArgs, 'projects'>>;
  erpProposal?: Resolver<Maybe<ResolversTypes['ErpProposal']>, ParentType, ContextType, RequireFields<QueryErpProposalArgs, 'proposal'>>;
  erpRecordCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType, RequireFields<QueryErpRecordCountArgs, 'kind'>>;
  erpWatchedInvoices?: Resolver<Maybe<ReadonlyArray<Maybe<ResolversTypes['ErpWatchedInvoice']>>>, ParentType, ContextType, RequireFields<QueryErpWatchedInvoicesArgs, 'invoices'>>;
  erpWatchedJournalEntries?: Resolver<Maybe<ReadonlyArray<Maybe<ResolversTypes['ErpWatchedJournalEntry']>>>, ParentType, ContextType, RequireFields<QueryErpWatchedJournalEntriesArgs, 'entries'>>;
  exchangeRates?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ExchangeRate']>>, ParentType, ContextType, Partial<QueryExchangeRatesArgs>>;
  invoice?: Resolver<Maybe<ResolversTypes['Invoice']>, ParentType, ContextType, RequireFields<QueryInvoiceArgs, 'id'>>;
  invoices?: Resolver<Maybe<ResolversTypes['InvoiceConnection']>, ParentType, ContextType, RequireFields<QueryInvoicesArgs, 'first'>>;
  legalEntities?: Resolver<Maybe<ReadonlyArray<ResolversTypes['LegalEntity']>>, ParentType, ContextType>;
  payments?: Resolver<Maybe<ResolversTypes['PaymentConnection']>, ParentType, ContextType, RequireFields<QueryPaymentsArgs, 'first'>>;
};

export type ReceivablesSummaryResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['ReceivablesSummary'] = ResolversParentTypes['ReceivablesSummary']> = {
  asOf?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  buckets?: Resolver<ReadonlyArray<ResolversTypes['AgingBucket']>, ParentType, ContextType>;
  creditStanding?: Resolver<ResolversTypes['CreditStanding'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
  disputed?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  lastPayment?: Resolver<Maybe<ResolversTypes['Payment']>, ParentType, ContextType>;
  legalEntity?: Resolver<ResolversTypes['LegalEntity'], ParentType, ContextType>;
  notDue?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  oldestOverdueDays?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  open?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  openCredits?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  overdue?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  unappliedCash?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type RecordChangeResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['RecordChange'] = ResolversParentTypes['RecordChange']> = {
  changedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  deleted?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
};

export type RecordsFoundResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['RecordsFound'] = ResolversParentTypes['RecordsFound']> = {
  records?: Resolver<ReadonlyArray<ResolversTypes['SystemRecord']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RevenueEventResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['RevenueEvent'] = ResolversParentTypes['RevenueEvent']> = {
  deferredDelta?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  method?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  period?: Resolver<Maybe<ResolversTypes['AccountingPeriod']>, ParentType, ContextType>;
  postedOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  recognized?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type SourceInfoResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['SourceInfo'] = ResolversParentTypes['SourceInfo']> = {
  asOf?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  instance?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  servedFrom?: Resolver<ResolversTypes['ServedFrom'], ParentType, ContextType>;
  staleReason?: Resolver<Maybe<ResolversTypes['ErrorCode']>, ParentType, ContextType>;
  system?: Resolver<ResolversTypes['System'], ParentType, ContextType>;
};

export type SystemRecordResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['SystemRecord'] = ResolversParentTypes['SystemRecord']> = {
  id?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  instance?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  system?: Resolver<ResolversTypes['System'], ParentType, ContextType>;
};

export type WriteAppliedResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['WriteApplied'] = ResolversParentTypes['WriteApplied']> = {
  isNew?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WriteFailureResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['WriteFailure'] = ResolversParentTypes['WriteFailure']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  fields?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  retryAfterMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  vendorCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type WriteInDoubtResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['WriteInDoubt'] = ResolversParentTypes['WriteInDoubt']> = {
  failure?: Resolver<ResolversTypes['WriteFailure'], ParentType, ContextType>;
  settleMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WriteLookUpResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['WriteLookUp'] = ResolversParentTypes['WriteLookUp']> = {
  __resolveType: TypeResolveFn<'LookUpFenced' | 'RecordsFound', ParentType, ContextType>;
};

export type WriteNotAppliedResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['WriteNotApplied'] = ResolversParentTypes['WriteNotApplied']> = {
  failure?: Resolver<ResolversTypes['WriteFailure'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['NotAppliedReason'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WriteOutcomeResolvers<ContextType = ErpContext, ParentType extends ResolversParentTypes['WriteOutcome'] = ResolversParentTypes['WriteOutcome']> = {
  __resolveType: TypeResolveFn<'WriteApplied' | 'WriteInDoubt' | 'WriteNotApplied', ParentType, ContextType>;
};

export type Resolvers<ContextType = ErpContext> = {
  AccountingPeriod?: AccountingPeriodResolvers<ContextType>;
  AgingBucket?: AgingBucketResolvers<ContextType>;
  BillingAccount?: BillingAccountResolvers<ContextType>;
  BillingSchedule?: BillingScheduleResolvers<ContextType>;
  BillingScheduleLine?: BillingScheduleLineResolvers<ContextType>;
  ChangeFeedPage?: ChangeFeedPageResolvers<ContextType>;
  CreditMemo?: CreditMemoResolvers<ContextType>;
  CreditMemoConnection?: CreditMemoConnectionResolvers<ContextType>;
  CreditMemoEdge?: CreditMemoEdgeResolvers<ContextType>;
  CurrencyCode?: GraphQLScalarType;
  Customer?: CustomerResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  Dimension?: DimensionResolvers<ContextType>;
  Dispute?: DisputeResolvers<ContextType>;
  ErpAppliedCredit?: ErpAppliedCreditResolvers<ContextType>;
  ErpBillingFacts?: ErpBillingFactsResolvers<ContextType>;
  ErpConversionCustomer?: ErpConversionCustomerResolvers<ContextType>;
  ErpConversionFacts?: ErpConversionFactsResolvers<ContextType>;
  ErpConversionLegalEntity?: ErpConversionLegalEntityResolvers<ContextType>;
  ErpCustomerBalance?: ErpCustomerBalanceResolvers<ContextType>;
  ErpCustomerMatch?: ErpCustomerMatchResolvers<ContextType>;
  ErpCustomerStanding?: ErpCustomerStandingResolvers<ContextType>;
  ErpDocumentPeriod?: ErpDocumentPeriodResolvers<ContextType>;
  ErpInvoiceCredit?: ErpInvoiceCreditResolvers<ContextType>;
  ErpInvoiceFacts?: ErpInvoiceFactsResolvers<ContextType>;
  ErpInvoicePayment?: ErpInvoicePaymentResolvers<ContextType>;
  ErpJournalFacts?: ErpJournalFactsResolvers<ContextType>;
  ErpLedgerPeriod?: ErpLedgerPeriodResolvers<ContextType>;
  ErpLegalEntityFacts?: ErpLegalEntityFactsResolvers<ContextType>;
  ErpPostedDocument?: ErpPostedDocumentResolvers<ContextType>;
  ErpPostedJournalEntry?: ErpPostedJournalEntryResolvers<ContextType>;
  ErpPostedJournalLine?: ErpPostedJournalLineResolvers<ContextType>;
  ErpPostedLine?: ErpPostedLineResolvers<ContextType>;
  ErpPostingPeriod?: ErpPostingPeriodResolvers<ContextType>;
  ErpProjectStanding?: ErpProjectStandingResolvers<ContextType>;
  ErpProjectState?: ErpProjectStateResolvers<ContextType>;
  ErpProposal?: ErpProposalResolvers<ContextType>;
  ErpScheduleLineState?: ErpScheduleLineStateResolvers<ContextType>;
  ErpTaxCode?: ErpTaxCodeResolvers<ContextType>;
  ErpTaxRegistration?: ErpTaxRegistrationResolvers<ContextType>;
  ErpWatchedInvoice?: ErpWatchedInvoiceResolvers<ContextType>;
  ErpWatchedJournalEntry?: ErpWatchedJournalEntryResolvers<ContextType>;
  ErpWatchedJournalLine?: ErpWatchedJournalLineResolvers<ContextType>;
  ExchangeRate?: ExchangeRateResolvers<ContextType>;
  Invoice?: InvoiceResolvers<ContextType>;
  InvoiceConnection?: InvoiceConnectionResolvers<ContextType>;
  InvoiceEdge?: InvoiceEdgeResolvers<ContextType>;
  InvoiceLine?: InvoiceLineResolvers<ContextType>;
  LegalEntity?: LegalEntityResolvers<ContextType>;
  LookUpFenced?: LookUpFencedResolvers<ContextType>;
  Money?: MoneyResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Payment?: PaymentResolvers<ContextType>;
  PaymentApplication?: PaymentApplicationResolvers<ContextType>;
  PaymentConnection?: PaymentConnectionResolvers<ContextType>;
  PaymentEdge?: PaymentEdgeResolvers<ContextType>;
  Project?: ProjectResolvers<ContextType>;
  ProjectLedger?: ProjectLedgerResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  ReceivablesSummary?: ReceivablesSummaryResolvers<ContextType>;
  RecordChange?: RecordChangeResolvers<ContextType>;
  RecordsFound?: RecordsFoundResolvers<ContextType>;
  RevenueEvent?: RevenueEventResolvers<ContextType>;
  SourceInfo?: SourceInfoResolvers<ContextType>;
  SystemRecord?: SystemRecordResolvers<ContextType>;
  WriteApplied?: WriteAppliedResolvers<ContextType>;
  WriteFailure?: WriteFailureResolvers<ContextType>;
  WriteInDoubt?: WriteInDoubtResolvers<ContextType>;
  WriteLookUp?: WriteLookUpResolvers<ContextType>;
  WriteNotApplied?: WriteNotAppliedResolvers<ContextType>;
  WriteOutcome?: WriteOutcomeResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = ErpContext> = {
  cacheControl?: CacheControlDirectiveResolver<any, any, ContextType>;
  cacheInvalidate?: CacheInvalidateDirectiveResolver<any, any, ContextType>;
  cacheTag?: CacheTagDirectiveResolver<any, any, ContextType>;
  owner?: OwnerDirectiveResolver<any, any, ContextType>;
  sensitive?: SensitiveDirectiveResolver<any, any, ContextType>;
};
