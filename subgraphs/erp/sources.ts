// What the ERP's resolvers pass to each other: the `mappers` of codegen.
import type { BillingAccount } from '../../schema/canon/customer.ts';
import type { Freshness } from '../../schema/canon/freshness.ts';
import type {
  Application,
  BillingSchedule,
  BillingScheduleLine,
  CreditMemo,
  Invoice,
  InvoiceLine,
  Payment,
  RevenueEvent,
} from '../../schema/canon/invoice.ts';
import type { AccountingPeriod, Dimension, LegalEntity } from '../../schema/canon/legal-entity.ts';
import type { EntitySource } from '../crossref/translate.ts';
import type { Receivables } from './receivables.ts';

/** A legal entity with the ERP's freshness. */
export interface LegalEntitySource {
  readonly record: LegalEntity;
  readonly freshness: Freshness;
}
/** An invoice with what the ERP says of it. */
export type InvoiceSource = EntitySource<Invoice>;

export type AccountingPeriodSource = AccountingPeriod;
export type DimensionSource = Dimension;
export type BillingAccountSource = BillingAccount;
export type ReceivablesSource = Receivables;
export type InvoiceLineSource = InvoiceLine;
export type ApplicationSource = Application;
export type PaymentSource = Payment;
export type CreditMemoSource = CreditMemo;
export type BillingScheduleSource = BillingSchedule;
export type BillingScheduleLineSource = BillingScheduleLine;
export type RevenueEventSource = RevenueEvent;

/** A customer, of whom the ERP only knows the money. */
export interface CustomerReference {
  readonly id: string;
}
/** A project, of which the ERP only knows the money. */
export interface ProjectReference {
  readonly id: string;
}
