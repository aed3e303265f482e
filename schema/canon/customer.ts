// Customer: the firm's client as sales knows it (system of record: CRM), and its billing accounts (ERP).
import type { CurrencyCode } from './currency.ts';
import type { VendorRef } from './identity.ts';
import type { Money } from './money.ts';

/** A client. `parent` makes the hierarchy; `links` are the same client's records in other systems, by reference field. */
export interface Customer {
  readonly ref: VendorRef;
  readonly links: readonly VendorRef[];
  readonly name: string;
  readonly parent: VendorRef | null;
  readonly accountOwner: AccountOwner | null;
  readonly segment: string | null;
  readonly country: string | null;
  readonly website: string | null;
  /** Business date of the next renewal. */
  readonly renewalOn: string | null;
}

/** The person in sales who answers for a client. */
export interface AccountOwner {
  readonly name: string;
  readonly email: string | null;
}

/** How a legal entity taxes a client; UNKNOWN is a hold, never 0 % (DOMAIN rule 16). */
export type CreditStanding = 'AUTOMATIC' | 'ON_HOLD' | 'RELEASED' | 'UNKNOWN';

/** A client as one legal entity bills it: one per legal entity and currency (DOMAIN rule 19). */
export interface BillingAccount {
  readonly ref: VendorRef;
  readonly customer: VendorRef;
  readonly legalEntity: VendorRef;
  readonly legalName: string;
  readonly currency: CurrencyCode;
  readonly taxId: string | null;
  /** State of the billing address by its code, such as NY; null where the country has none, or nobody wrote it down. */
  readonly region: string | null;
  readonly paymentTerms: string | null;
  readonly creditLimit: Money | null;
  readonly creditStanding: CreditStanding;
  readonly active: boolean;
}
