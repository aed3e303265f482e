// Why work or a document is not billed: a closed list, each with the facts a person needs and who mends it.
import type { Money } from './money.ts';

/** A reason to wait. Codes are never renamed, a retired one is never used again; every one is visible as money with an owner. */
export type Hold =
  /** No price on the day worked (rule 50). */
  | { readonly code: 'NO_RATE'; readonly subject: string; readonly on: string }
  /** No exchange rate of the type and day (rule 8). */
  | {
      readonly code: 'NO_EXCHANGE_RATE';
      readonly from: string;
      readonly to: string;
      readonly type: string;
      readonly on: string;
    }
  /** Nobody knows how it is taxed (rule 16). */
  | { readonly code: 'TAX_UNDETERMINED'; readonly reason: string }
  /** Somebody named a code under which no tax is due, and did not say why none is (rules 13 and 17). */
  | { readonly code: 'TAX_REASON_MISSING'; readonly taxCode: string }
  /** An exemption was claimed by a certificate that is no longer, or not yet, good (rule 15). */
  | { readonly code: 'CERTIFICATE_EXPIRED'; readonly jurisdiction: string; readonly expiredOn: string }
  /** The document lacks what its law asks for (rule 17). */
  | { readonly code: 'TAX_DOCUMENT_INCOMPLETE'; readonly missing: readonly string[] }
  /** Beyond what the contract lets be billed (rule 23). */
  | { readonly code: 'OVER_CAP'; readonly caps: readonly string[] }
  /** Delivered by one company and sold by another, without a mapping between them (rule 18). */
  | { readonly code: 'NO_INTERCOMPANY_MAPPING'; readonly seller: string; readonly deliverer: string }
  /** The customer has no account with the selling entity in that currency (rule 19). */
  | { readonly code: 'NO_BILLING_ACCOUNT'; readonly entity: string; readonly currency: string }
  /** Two accounts of one company and currency: which is meant is not for a rule to guess (rule 19). */
  | {
      readonly code: 'SEVERAL_BILLING_ACCOUNTS';
      readonly entity: string;
      readonly currency: string;
      readonly accounts: readonly string[];
    }
  /** The PSA prices it in another currency than its project bills in, and two are never added (rule 4). */
  | {
      readonly code: 'OTHER_CURRENCY';
      readonly currency: string;
      readonly project: string;
      readonly value: string | null;
    }
  /** Its facts contradict each other, or are none a rule can count with; nobody else's work waits for it. */
  | { readonly code: 'NOT_PLANNABLE'; readonly reason: string }
  /** What was billed before go-live is not signed off (rule 31). */
  | { readonly code: 'NO_OPENING_POSITION'; readonly project: string }
  /** It was worked before go-live and approved after the position was taken: nobody has said whether it was billed (rule 31). */
  | { readonly code: 'LATE_FOR_OPENING'; readonly on: string }
  /** The client wants its order's number on the bill. */
  | { readonly code: 'PURCHASE_ORDER_MISSING' }
  | { readonly code: 'PURCHASE_ORDER_EXPIRED'; readonly purchaseOrder: string; readonly expiredOn: string }
  | { readonly code: 'PURCHASE_ORDER_EXHAUSTED'; readonly purchaseOrder: string; readonly short: Money }
  /** What limits it is in another currency than its project, and two currencies are never compared (rule 4). */
  | { readonly code: 'CURRENCY_DIFFERS'; readonly of: string; readonly its: string; readonly project: string }
  /** No period takes the document (rules 44 and 45). */
  | { readonly code: 'NO_OPEN_PERIOD'; readonly book: string; readonly on: string }
  /** A milestone the client has not accepted (rule 25). */
  | { readonly code: 'NOT_ACCEPTED'; readonly milestone: string }
  /** Nobody has seen what was paid for (rule 52). */
  | { readonly code: 'NO_RECEIPT'; readonly category: string; readonly on: string }
  /** The PSA says that the client pays it, and the contract that they do not (rule 53). */
  | { readonly code: 'NOT_BILLABLE'; readonly category: string; readonly contract: string | null }
  /** How much of the tax in it we get back is not known, and that part is never billed on (rule 53). */
  | { readonly code: 'RECOVERABLE_TAX_UNKNOWN'; readonly category: string; readonly entity: string }
  /** The bills that are planned of a fee do not come to it (rule 24). */
  | { readonly code: 'SCHEDULE_DIFFERS'; readonly reason: string }
  /** The retainer is used up and its contract bills no overage (rule 26). */
  | { readonly code: 'RETAINER_EXHAUSTED'; readonly retainer: string }
  /** The bill that prepays its day is not posted: billed by the hour meanwhile, the client would pay it twice (rule 26). */
  | { readonly code: 'RETAINER_UNBILLED'; readonly retainer: string; readonly bill: string }
  /** Nothing says what an hour of them costs that day (rule 50). */
  | { readonly code: 'NO_COST_RATE'; readonly subject: string; readonly on: string }
  /** The ERP does not say which company employs them, so nobody knows whose cost it is (rule 18). */
  | { readonly code: 'EMPLOYER_UNKNOWN'; readonly subject: string }
  /** That company names no accounts for the cost of work. */
  | { readonly code: 'NO_COST_ACCOUNTS'; readonly entity: string }
  /** The ERP would not know where it counts (rule 55). */
  | { readonly code: 'DIMENSIONS_MISSING'; readonly dimensions: readonly string[] }
  /** Its cost is posted on the project it was moved from, and is not taken back there yet (rule 36). */
  | { readonly code: 'COST_ELSEWHERE'; readonly project: string }
  /** Work edited, rejected or priced anew after it was billed, or after somebody adjusted it (rules 29, 30, 35). */
  | { readonly code: 'WORK_CHANGED'; readonly run: string }
  /** A person said so. The reason is in the audit chain, in their words. */
  | { readonly code: 'HELD_BY_PERSON'; readonly reason: string };

export type HoldCode = Hold['code'];

/** Who mends it, by business role. */
export type HoldOwner = 'PROJECT_MANAGER' | 'ACCOUNT_MANAGER' | 'FINANCE' | 'TAX' | 'OPERATOR';

/** The owner of each reason and what they do about it: a hold nobody owns is never released. */
export const holdRemedies: Readonly<Record<HoldCode, { readonly owner: HoldOwner; readonly remedy: string }>> = {
  NO_RATE: { owner: 'PROJECT_MANAGER', remedy: 'add a rate that covers the day, or mark the work not billable' },
  NO_EXCHANGE_RATE: { owner: 'FINANCE', remedy: 'load the exchange rate of that type and day' },
  TAX_UNDETERMINED: { owner: 'TAX', remedy: 'add the missing registration, rate or buyer fact' },
  TAX_REASON_MISSING: {
    owner: 'TAX',
    remedy:
      'release it again with a taxReason beside the taxCode: the article or the certificate by which no tax is due; or name a code with tax',
  },
  CERTIFICATE_EXPIRED: { owner: 'TAX', remedy: 'ask the client for a new certificate, or bill with tax' },
  TAX_DOCUMENT_INCOMPLETE: { owner: 'FINANCE', remedy: 'add what is missing' },
  OVER_CAP: { owner: 'ACCOUNT_MANAGER', remedy: 'have the cap raised by an amendment, or write the excess off' },
  NO_INTERCOMPANY_MAPPING: { owner: 'FINANCE', remedy: 'map the two companies to each other' },
  NO_BILLING_ACCOUNT: { owner: 'FINANCE', remedy: 'onboard the customer with that entity and currency' },
  SEVERAL_BILLING_ACCOUNTS: { owner: 'FINANCE', remedy: 'merge them in the ERP, or end all but one' },
  OTHER_CURRENCY: {
    owner: 'PROJECT_MANAGER',
    remedy: 'have it priced in the currency of its project, or moved to a project that bills in its own',
  },
  NOT_PLANNABLE: { owner: 'OPERATOR', remedy: 'put right what the reason names; the next release takes it again' },
  NO_OPENING_POSITION: {
    owner: 'FINANCE',
    remedy: 'take its opening position over (openPosition) and have it signed off',
  },
  LATE_FOR_OPENING: {
    owner: 'FINANCE',
    remedy:
      'if nobody has billed it, have it added to the opening position (openPosition with its id); else write it off',
  },
  PURCHASE_ORDER_MISSING: { owner: 'ACCOUNT_MANAGER', remedy: 'ask the client for the order number' },
  PURCHASE_ORDER_EXPIRED: { owner: 'ACCOUNT_MANAGER', remedy: 'ask the client for an extension or a new order' },
  PURCHASE_ORDER_EXHAUSTED: { owner: 'ACCOUNT_MANAGER', remedy: 'ask the client to raise the order' },
  CURRENCY_DIFFERS: {
    owner: 'ACCOUNT_MANAGER',
    remedy: "have it stated in the project's currency, or the project moved to a contract in its own",
  },
  NO_OPEN_PERIOD: { owner: 'FINANCE', remedy: 'open the period, or approve an override' },
  NOT_ACCEPTED: { owner: 'PROJECT_MANAGER', remedy: 'have the client accept the milestone' },
  NO_RECEIPT: { owner: 'PROJECT_MANAGER', remedy: 'have the receipt attached in the PSA' },
  NOT_BILLABLE: {
    owner: 'PROJECT_MANAGER',
    remedy: 'mark it as not billable in the PSA, or have the contract allow it',
  },
  RECOVERABLE_TAX_UNKNOWN: {
    owner: 'TAX',
    remedy: 'say for its category what tax it contains and how much is recovered',
  },
  SCHEDULE_DIFFERS: {
    owner: 'FINANCE',
    remedy: 'have the schedule come to what its contract line is worth: plan what is missing, or correct one of them',
  },
  RETAINER_EXHAUSTED: { owner: 'ACCOUNT_MANAGER', remedy: 'sell a further retainer, or agree an overage rate' },
  RETAINER_UNBILLED: {
    owner: 'FINANCE',
    remedy: 'have that bill posted, or call it off in the schedule; then draw again',
  },
  NO_COST_RATE: { owner: 'FINANCE', remedy: 'give the person a cost rate in the PSA, or their role one in the policy' },
  EMPLOYER_UNKNOWN: {
    owner: 'FINANCE',
    remedy: 'keep the person as an employee of one company in the ERP, by the same e-mail',
  },
  NO_COST_ACCOUNTS: { owner: 'FINANCE', remedy: 'name accounts for it in the section "cost" of the configuration' },
  DIMENSIONS_MISSING: { owner: 'PROJECT_MANAGER', remedy: 'name them on the project in the PSA as the ERP calls them' },
  COST_ELSEWHERE: { owner: 'FINANCE', remedy: 'post the cost of that project too: it takes it back there' },
  WORK_CHANGED: {
    owner: 'PROJECT_MANAGER',
    remedy: 'look at it as it is now: credit what was billed of it, or adjust it anew',
  },
  HELD_BY_PERSON: {
    owner: 'PROJECT_MANAGER',
    remedy: 'mend what the reason names; what a person held is let go or written off (adjustWork), with a reason',
  },
};
