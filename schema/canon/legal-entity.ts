// Legal entities, their fiscal periods, dimensions and exchange rates (system of record: ERP).
import type { CurrencyCode } from './currency.ts';
import type { VendorRef } from './identity.ts';

/** A company of the firm that keeps its own books. */
export interface LegalEntity {
  readonly ref: VendorRef;
  /** The code other systems use for it, e.g. "UK01". */
  readonly code: string | null;
  readonly name: string;
  readonly legalName: string | null;
  readonly country: string | null;
  readonly functionalCurrency: CurrencyCode;
  readonly parent: VendorRef | null;
  readonly taxRegistration: string | null;
  readonly fiscalCalendar: string | null;
}

export const periodStatuses = ['FUTURE', 'OPEN', 'LOCKED', 'CLOSED', 'UNKNOWN'] as const;
export type PeriodStatus = (typeof periodStatuses)[number];

/** A fiscal period. AR, AP and GL close apart (DOMAIN rule 44). */
export interface AccountingPeriod {
  readonly ref: VendorRef;
  readonly name: string;
  readonly fiscalCalendar: string | null;
  readonly startOn: string;
  readonly endOn: string;
  readonly receivables: PeriodStatus;
  readonly payables: PeriodStatus;
  readonly ledger: PeriodStatus;
}

export const dimensionKinds = ['DEPARTMENT', 'CLASS', 'LOCATION'] as const;
export type DimensionKind = (typeof dimensionKinds)[number];

/** A financial dimension that a posted line carries. */
export interface Dimension {
  readonly ref: VendorRef;
  readonly kind: DimensionKind;
  readonly code: string;
  readonly name: string;
}

/** 1 unit of `from` = `rate` units of `to` on a day; decimal text as the ERP keeps it (DOMAIN rule 5). */
export interface ExchangeRate {
  readonly from: CurrencyCode;
  readonly to: CurrencyCode;
  readonly rate: string;
  readonly on: string;
  readonly source: string;
}
