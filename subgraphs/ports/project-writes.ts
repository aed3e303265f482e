// What a PSA must do when a deal becomes a project: the facts it is decided by, the writes, and for each write the look-up that
// settles a doubt. A step that makes several records finds each of them by a key of its own and makes only those that are missing.
import type { BillingModel } from '../../schema/canon/contract.ts';
import type { CurrencyCode } from '../../schema/canon/currency.ts';
import type { Minutes } from '../../schema/canon/hours.ts';
import type { VendorRef } from '../../schema/canon/identity.ts';
import type { Money } from '../../schema/canon/money.ts';
import type { ProjectStatus } from '../../schema/canon/project.ts';
import type { Envelope } from '../runtime/envelope.ts';
import type { WriteTraits } from './customer-writes.ts';
import type { BusinessKey, Found, WriteOutcome } from './write.ts';

/** A way the firm begins projects. */
export interface ProjectTemplateFacts {
  /** What deals and contracts call it by. */
  readonly key: string;
  readonly title: string;
  readonly serviceLine: string | null;
  readonly billingModel: BillingModel;
  readonly currency: CurrencyCode;
  /** Days from the first to the last; null when the template does not say. */
  readonly durationDays: number | null;
  /** Whom its projects need. */
  readonly roles: readonly { readonly role: string; readonly estimated: Minutes | null }[];
}

/** A rate card as far as a project must fit it. */
export interface RateCardFacts {
  readonly ref: VendorRef;
  readonly name: string | null;
  readonly currency: CurrencyCode;
}

/** What the PSA would accept of a new project, asked of itself and never of a cache. */
export interface PsaConversionFacts {
  readonly templates: readonly ProjectTemplateFacts[];
  readonly rateCards: readonly RateCardFacts[];
  /** Currencies it has prices in. */
  readonly currencies: readonly CurrencyCode[];
  /** Service lines it has templates for. */
  readonly serviceLines: readonly string[];
  /** Roles that demand may name. */
  readonly roles: readonly string[];
  /** The customer that was asked about, as the PSA calls it; null when it is not there, or nobody asked. */
  readonly customer: { readonly ref: VendorRef; readonly name: string } | null;
}

/** A project as delivery is to run it. It begins as REQUESTED: nobody works on it before it is made ACTIVE. */
export interface PsaProjectWrite {
  readonly key: BusinessKey;
  readonly title: string;
  readonly customer: VendorRef;
  /** Key of the template that gives it its first tasks; null begins empty. */
  readonly template: string | null;
  readonly startOn: string | null;
  readonly endOn: string | null;
  readonly currency: CurrencyCode;
  /** Agreed price of the work without tax: decimal text, no finer than the currency, or it is REFUSED. */
  readonly budget: string | null;
  readonly billingModel: BillingModel;
  /** Code of the legal entity that delivers (DOMAIN rule 18). */
  readonly legalEntityCode: string;
  /** The code people and finance call it by; null leaves the field empty. */
  readonly code: string | null;
  readonly serviceLine: string | null;
  readonly practice: string | null;
  readonly region: string | null;
}

/** What a project can be set to. ARCHIVED hides it from those who work; whatever is set next brings it back. */
export const projectStandings = ['REQUESTED', 'ACTIVE', 'ON_HOLD', 'COMPLETED', 'CANCELLED', 'ARCHIVED'] as const;
export type ProjectStanding = (typeof projectStandings)[number];

/**
 * One piece of the work breakdown. `name` is its own within the breakdown: with the write's key it is the piece's own business key.
 * A MILESTONE with an amount is also something to bill (DOMAIN rules 24 and 25).
 */
export interface WorkItem {
  readonly name: string;
  readonly kind: 'TASK' | 'MILESTONE';
  readonly title: string;
  /** Name of the item it is under; it stands before it in the list. */
  readonly parent: string | null;
  readonly startOn: string | null;
  readonly dueOn: string | null;
  readonly estimated: Minutes | null;
  readonly billable: boolean;
  /** Only of a MILESTONE: decimal text without tax, in the breakdown's currency. */
  readonly amount: string | null;
}

/** The breakdown of a project: of its template, its contract or both. Made under one key, at most `workItemsMax`. */
export interface WorkBreakdownWrite {
  readonly key: BusinessKey;
  readonly project: VendorRef;
  /** Of the amounts; REFUSED when the project has another. */
  readonly currency: CurrencyCode;
  readonly items: readonly WorkItem[];
}

/** Somebody the project needs, by role. `name` as of a WorkItem. */
export interface DemandItem {
  readonly name: string;
  /** By the PSA's own name of the role. */
  readonly role: string;
  readonly minutes: Minutes;
  readonly startOn: string;
  readonly endOn: string;
}

/** The team a project needs, made under one key, at most `demandItemsMax`. */
export interface TeamDemandWrite {
  readonly key: BusinessKey;
  readonly project: VendorRef;
  readonly items: readonly DemandItem[];
}

/** More is a wrong template; every vendor takes this many at once. */
export const workItemsMax = 100;
/** As workItemsMax. */
export const demandItemsMax = 50;
/** An item's name: with a dot and the key before it, every vendor keeps it. */
export const itemNameForm = /^[A-Za-z0-9][A-Za-z0-9-]{0,31}$/;

/** What is there of a breakdown or a demand: for each item asked for its records, none when it is missing, several when doubled. */
export interface ItemFound {
  readonly name: string;
  readonly records: readonly VendorRef[];
}

/** What hangs on a project. One that carries any of it can be stopped, not removed. */
export interface ProjectBookings {
  readonly timeEntries: number;
  readonly expenses: number;
  readonly invoices: number;
}

/** A project as it is now. */
export interface PsaProjectState {
  readonly ref: VendorRef;
  readonly title: string;
  readonly status: ProjectStatus;
  readonly isArchived: boolean;
  readonly customer: VendorRef | null;
  readonly currency: CurrencyCode;
  /** May be less exact than what was sent: compare it before work begins. */
  readonly budget: Money | null;
  readonly legalEntityCode: string | null;
  readonly billingModel: BillingModel;
  readonly rateCard: VendorRef | null;
  /** The business key it was made under; null when no process made it. */
  readonly key: string | null;
  /** The deal, the contract and the same project elsewhere. */
  readonly links: readonly VendorRef[];
  readonly bookings: ProjectBookings;
}

/** Setting a project's standing back carries the same key, so each standing is an entry of its own in the ledger. */
export function standingOperation(standing: ProjectStanding): `setProjectStatus/${ProjectStanding}` {
  return `setProjectStatus/${standing}`;
}

/** Writes of the PSA for projects. Values and records it does not know are NOT_APPLIED with the field's name. */
export interface PsaProjectWrites extends WriteTraits<
  | 'createProject'
  | 'removeProject'
  | 'linkProject'
  | 'unlinkProject'
  | 'setRateCard'
  | 'clearRateCard'
  | `setProjectStatus/${ProjectStanding}`
  | 'addWorkBreakdown'
  | 'removeWorkBreakdown'
  | 'addTeamDemand'
  | 'removeTeamDemand'
> {
  /** Not safe to repeat: look the key up first, and again after a doubt. */
  createProject(envelope: Envelope, write: PsaProjectWrite): Promise<WriteOutcome>;
  projectsByKey(envelope: Envelope, key: BusinessKey): Promise<Found>;
  /** Takes back a project nobody has booked on; one that is gone already is APPLIED. REFUSED once time, expenses or invoices hang on it. */
  removeProject(envelope: Envelope, project: VendorRef): Promise<WriteOutcome>;
  /** Says which deal, contract or project elsewhere it belongs to; the same link twice is one link. */
  linkProject(envelope: Envelope, project: VendorRef, link: VendorRef): Promise<WriteOutcome>;
  /** Takes that link away where it still stands; what somebody else put there stays. */
  unlinkProject(envelope: Envelope, project: VendorRef, link: VendorRef): Promise<WriteOutcome>;
  /** The records of other systems that a project's reference fields name. */
  linksOfProject(envelope: Envelope, project: VendorRef): Promise<Found>;
  /** Null takes it away. REFUSED when the card is of another currency. */
  setRateCard(envelope: Envelope, project: VendorRef, rateCard: VendorRef | null): Promise<WriteOutcome>;
  setProjectStatus(envelope: Envelope, project: VendorRef, standing: ProjectStanding): Promise<WriteOutcome>;
  /** Makes what is missing of the breakdown. What the template brought under the same title is taken for the item, not made again. */
  addWorkBreakdown(envelope: Envelope, write: WorkBreakdownWrite): Promise<WriteOutcome>;
  /** What is there of a breakdown. Raises Fault. */
  workBreakdownNow(envelope: Envelope, write: WorkBreakdownWrite): Promise<readonly ItemFound[]>;
  /** Takes back what was made under this key, as long as nobody has booked on the project; what the template brought stays. */
  removeWorkBreakdown(envelope: Envelope, project: VendorRef, key: BusinessKey): Promise<WriteOutcome>;
  /** Makes what is missing of the demand; nobody is assigned by it. */
  addTeamDemand(envelope: Envelope, write: TeamDemandWrite): Promise<WriteOutcome>;
  /** What is there of a demand. Raises Fault. */
  teamDemandNow(envelope: Envelope, write: TeamDemandWrite): Promise<readonly ItemFound[]>;
  /** Takes back places of this key that nobody fills yet; REFUSED once somebody does. */
  removeTeamDemand(envelope: Envelope, project: VendorRef, key: BusinessKey): Promise<WriteOutcome>;
  /** A project at this moment; null when there is none. Raises Fault. */
  projectNow(envelope: Envelope, project: VendorRef): Promise<PsaProjectState | null>;
  /** Raises Fault. */
  conversionFacts(envelope: Envelope, customer: VendorRef | null): Promise<PsaConversionFacts>;
}
