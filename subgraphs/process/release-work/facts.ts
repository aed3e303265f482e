// What a release is decided on: a project with its contract and books, its approved work, and what the books of billing say already.
import type { BillingModel } from '../../../schema/canon/contract.ts';
import type { Hold } from '../../../schema/canon/hold.ts';
import type { AccountingPeriod } from '../../../schema/canon/legal-entity.ts';
import type { Money } from '../../../schema/canon/money.ts';
import type { RecordRef } from '../systems/write-call.ts';
import type { Cap } from '../billing/cap.ts';
import type { Account } from '../billing/entity.ts';
import type { OpeningPosition } from '../billing/opening-position.ts';
import type { WorkItem } from '../billing/work-law.ts';

/** What everything that can stand on a line of a bill has. */
interface Source {
  /** Canonical id. */
  readonly source: string;
  /** Changes with what it is, how much, and by whom approved. */
  readonly content: string;
  /** Of time the day it was worked, of an expense the day it was paid; of a planned bill the day it was earned. */
  readonly workedOn: string;
  readonly approver: RecordRef | null;
  readonly approvedAt: string | null;
}

/** Time as the PSA has it now. */
export interface WorkEntry extends Source {
  readonly kind: 'TIME';
  readonly ref: RecordRef;
  readonly minutes: number;
  readonly person: RecordRef | null;
  readonly role: string | null;
  readonly task: RecordRef | null;
  /** Decimal text per hour as the PSA prices it; null: nothing does. */
  readonly hourlyRate: string | null;
  /** ISO 4217 of that price where it is not the project's, absent where it is: it waits then (DOMAIN rule 4). */
  readonly otherCurrency?: string;
}

/** A bill that was planned with the contract: a milestone, an instalment, a period. */
export interface PlannedEntry extends Source {
  readonly kind: 'MILESTONE' | 'FIXED_FEE' | 'RETAINER' | 'RECURRING';
  /** The PSA's milestone; null for what is billed by date alone. */
  readonly ref: RecordRef | null;
  /** The ERP's own id of the planned bill; null where the contract alone plans it. */
  readonly scheduleLine: string | null;
  /** What the client reads. */
  readonly title: string;
  /** First and last day of what is served; both the day it was earned for a milestone. */
  readonly from: string;
  readonly to: string;
}

/** An expense as the PSA has it now. */
export interface ExpenseEntry extends Source {
  readonly kind: 'EXPENSE';
  readonly ref: RecordRef;
  readonly person: RecordRef | null;
  /** Its kind, by the PSA's own name. */
  readonly category: string;
  /** What was paid, with tax, as the PSA has it. */
  readonly paid: { readonly amount: string; readonly currency: string };
  readonly hasReceipt: boolean;
}

/** What people did and spent: the PSA's own records. */
export type PsaEntry = WorkEntry | ExpenseEntry;

/** What a line of a bill is of. */
export type BillEntry = PsaEntry | PlannedEntry;

/** What an entry is billed at, or what it waits for. */
export type PricedEntry =
  | {
      readonly kind: 'PRICED';
      readonly standard: Money;
      /** Null for what is not billed by the hour. */
      readonly hourlyRate: string | null;
      readonly why: string;
      /** A tax code of its own; null: the document's. */
      readonly taxCode: string | null;
    }
  | { readonly kind: 'HELD'; readonly hold: Hold; readonly amount: Money | null };

/** The contract a project delivers, as far as it limits its bills. */
export interface WorkContract {
  /** Canonical id. */
  readonly id: string;
  readonly number: string;
  readonly isActive: boolean;
  readonly status: string;
  readonly purchaseOrder: string | null;
  /** What the client's order is over, and its last day, where the CRM keeps them. */
  readonly orderValue?: Money | null;
  readonly orderExpiresOn?: string | null;
  readonly caps: readonly Omit<Cap, 'consumed'>[];
}

/** A tax code of the seller, as the ERP applies it. */
export interface SellerTaxCode {
  readonly name: string;
  readonly ratePercent: string;
  /** ISO 3166-1 alpha-2: where the tax is due. */
  readonly country: string | null;
  readonly exempt: boolean;
  readonly reverseCharge: boolean;
}

/** Who sells, and how the ERP taxes and dates what they sell. */
export interface WorkSeller {
  readonly code: string;
  readonly ref: RecordRef;
  readonly name: string;
  readonly country: string | null;
  readonly registrations: readonly {
    readonly country: string;
    readonly state: string | null;
    readonly number: string | null;
  }[];
  readonly taxCodes: readonly SellerTaxCode[];
  readonly periods: readonly AccountingPeriod[];
  /** Names a line's dimensions may have. */
  readonly practices: readonly string[];
  readonly serviceLines: readonly string[];
  readonly geographies: readonly string[];
  readonly costCentres: readonly string[];
}

/** Who is billed. */
export interface WorkBuyer {
  /** Canonical id. */
  readonly id: string;
  /** The ERP's record; null: finance does not know them. */
  readonly erp: RecordRef | null;
  readonly legalName: string | null;
  readonly country: string | null;
  /** State of the billing address, by its code; absent or null where finance has not written it down. */
  readonly region?: string | null;
  readonly taxId: string | null;
  readonly isOnHold: boolean;
  readonly accounts: readonly Account[];
  /** The tax code of the newest invoice of this seller to them; null where there is none. */
  readonly lastTaxCode: { readonly name: string; readonly invoice: string } | null;
}

/** A project as billing needs it. */
export interface WorkProject {
  /** Canonical id. */
  readonly id: string;
  readonly psa: RecordRef;
  /** Null: finance does not know it, so nothing of it can be billed. */
  readonly erp: RecordRef | null;
  readonly code: string | null;
  readonly title: string;
  readonly currency: string;
  readonly billingModel: BillingModel;
  readonly practice: string | null;
  readonly serviceLine: string | null;
  readonly region: string | null;
  /** The entity whose people do the work. */
  readonly delivererCode: string | null;
  readonly isBillingHeld: boolean;
  readonly contract: WorkContract | null;
  readonly seller: WorkSeller | null;
  readonly buyer: WorkBuyer | null;
  readonly entries: readonly WorkEntry[];
  /** Billed whatever the billing model is. */
  readonly expenses: readonly ExpenseEntry[];
}

/** What the books say of a project before a release. */
export interface WorkBooks {
  readonly position: OpeningPosition | null;
  /** Newest version of each entry that was ever touched, by source. */
  readonly kept: ReadonlyMap<string, KeptWork>;
  /** Used up of each cap, the opening position's part not included, by cap. */
  readonly used: ReadonlyMap<string, Money>;
  /** On documents of ours under the client's order, less what was credited of them; absent where the order has no value. */
  readonly orderUsed?: Money | null;
}

/** A version of work in the books. */
export interface KeptWork {
  readonly item: WorkItem;
  readonly content: string;
  readonly heldByPerson: string | null;
  /** As of `WorkFacts`. */
  readonly besides?: readonly string[];
  /** Whether it is only a part of the entry: the rest was billed, and stays so, in an earlier version. */
  readonly isPart?: boolean;
}

/** Work that is not billed now, and why. */
export interface HeldWork {
  readonly source: string;
  readonly workedOn: string;
  /** Null where it has no price. */
  readonly amount: Money | null;
  readonly hold: Hold;
}

/** Work that may be billed now. */
export interface Candidate {
  readonly entry: BillEntry;
  readonly item: WorkItem;
  /** Null for what is not billed by the hour. */
  readonly hourlyRate: string | null;
  /** Why it costs what it costs. */
  readonly why: string;
  /** A tax code of its own, by the ERP's name; absent: the document's. */
  readonly taxCode?: string | null;
  /** As of `KeptWork`. */
  readonly isPart?: boolean;
  readonly besides?: readonly string[];
}
