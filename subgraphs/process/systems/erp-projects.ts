// Projects of the ERP as a process asks for them: made, scheduled, held and taken back, and the facts before.
import type { BillingModel } from '../../../schema/canon/contract.ts';
import type { ErpConversionFactsQuery, ErpProjectNowQuery } from '../../../schema/generated/erp-writes.ts';
import type { RecordRef, SystemOutcome, WriteCall } from './write-call.ts';

type ToldFacts = NonNullable<ErpConversionFactsQuery['facts']>;
type ToldEntity = ToldFacts['legalEntities'][number];
type ToldCustomer = NonNullable<ToldFacts['customer']>;
type ToldProject = NonNullable<ErpProjectNowQuery['project']>;
type ToldLine = ToldProject['schedule'][number];
/** A record of the answer with its references checked. */
type Checked<Part, Names extends keyof Part> = Omit<Part, '__typename' | Names>;

/** A project as finance bills and costs it. */
export type ErpProject = {
  /** The code people and documents name it by; null lets the ERP number it. */
  readonly code: string | null;
  readonly name: string;
  readonly customer: RecordRef;
  readonly legalEntity: RecordRef;
  /** ISO 4217. */
  readonly currency: string;
  readonly billingModel: BillingModel;
  readonly startOn: string | null;
  readonly endOn: string | null;
  /** Whether it begins with its billing held: a start at risk. */
  readonly billingHeld: boolean;
  /** The same project elsewhere, for the ERP's reference fields. */
  readonly links: readonly RecordRef[];
};

/** One planned bill. */
export type ErpScheduleLine = {
  readonly description: string;
  /** Null when its acceptance decides. */
  readonly dueOn: string | null;
  /** Decimal text in the schedule's currency. */
  readonly amount: string;
  /** The milestone of the PSA that earns it. */
  readonly milestone: RecordRef | null;
};

/** When and how much a project's contract line is to be billed. */
export type ErpBillingSchedule = {
  readonly name: string;
  readonly project: RecordRef;
  readonly currency: string;
  /** Decimal text: the contract line's value, to which the lines add up exactly. */
  readonly total: string;
  readonly lines: readonly ErpScheduleLine[];
};

/** Whether nothing of a project may be billed. */
export type ErpBillingHold = {
  readonly project: RecordRef;
  readonly held: boolean;
};

/** Which invoice billed a planned bill; null: none did after all. */
export type ErpBilledLine = {
  readonly project: RecordRef;
  /** The ERP's own id of the planned bill. */
  readonly line: string;
  readonly invoice: RecordRef | null;
};

/** What a conversion has to know of the ERP. */
export interface ConversionQuestion {
  /** Null while it is to be made. */
  readonly customer: RecordRef | null;
  /** ISO 3166-1 alpha-2; null when nobody knows. */
  readonly buyerCountry: string | null;
  /** Day of the first posting. */
  readonly on: string;
}

/** A legal entity as far as a project and its bills must fit it. */
export interface ConversionLegalEntity extends Checked<ToldEntity, 'ref'> {
  readonly ref: RecordRef;
}

/** A customer as far as a project must fit it. */
export interface ConversionCustomer extends Checked<ToldCustomer, 'ref' | 'legalEntities'> {
  readonly ref: RecordRef;
  /** Legal entities that may bill it. */
  readonly legalEntities: readonly RecordRef[];
}

/** What the ERP accepts of projects and their bills. */
export interface ConversionFacts {
  readonly legalEntities: readonly ConversionLegalEntity[];
  /** ISO 4217 codes it keeps. */
  readonly currencies: readonly string[];
  /** Names of its payment terms. */
  readonly paymentTerms: readonly string[];
  /** Null when there is none. */
  readonly customer: ConversionCustomer | null;
}

/** One planned bill as it is now. */
export interface ErpScheduleLineState extends Checked<ToldLine, 'invoice'> {
  readonly invoice: RecordRef | null;
}

/** A project as it is now. */
export interface ErpProjectState extends Checked<
  ToldProject,
  'ref' | 'customer' | 'legalEntity' | 'links' | 'schedule'
> {
  readonly ref: RecordRef;
  readonly customer: RecordRef | null;
  readonly legalEntity: RecordRef | null;
  readonly links: readonly RecordRef[];
  readonly schedule: readonly ErpScheduleLineState[];
}

/** Who is billed for a project, and whether its billing is held. */
export type ErpProjectHeader = Pick<ErpProjectState, 'customer' | 'legalEntity' | 'billingHeld'>;

/** What a process may ask of projects. Look-ups and reads raise Fault when the ERP cannot be asked, look-ups LowerFence. */
export interface ErpProjects {
  createProject(call: WriteCall, project: ErpProject): Promise<SystemOutcome>;
  findProject(call: WriteCall): Promise<readonly RecordRef[]>;
  /** Takes back a project nothing was billed or booked on; one that is gone already is APPLIED. */
  removeProject(call: WriteCall, project: RecordRef): Promise<SystemOutcome>;
  /** Makes what of the schedule is not there yet. REFUSED when its lines do not add up to its total. */
  createBillingSchedule(call: WriteCall, schedule: ErpBillingSchedule): Promise<SystemOutcome>;
  /** The schedule when all of it is there; one that is only half made is taken back and not found. */
  findBillingSchedule(call: WriteCall, schedule: ErpBillingSchedule): Promise<readonly RecordRef[]>;
  /** Takes back a schedule with its lines; one that is gone already is APPLIED. REFUSED once a line is billed. */
  removeBillingSchedule(call: WriteCall, schedule: RecordRef): Promise<SystemOutcome>;
  /** Its undo is the same without an invoice: it is kept apart from this one by the operation's name. */
  billScheduleLine(call: WriteCall, billed: ErpBilledLine): Promise<SystemOutcome>;
  /** The project itself when the planned bill is as `billed` says, else nothing. */
  findBilledLine(call: WriteCall, billed: ErpBilledLine): Promise<readonly RecordRef[]>;
  /** Its undo is the same with the other `held`: it is kept apart from this one by the operation's name. */
  setBillingHold(call: WriteCall, hold: ErpBillingHold): Promise<SystemOutcome>;
  /** The project itself when it is as `held` says, else nothing. */
  findBillingHold(call: WriteCall, hold: ErpBillingHold): Promise<readonly RecordRef[]>;
  conversionFacts(question: ConversionQuestion): Promise<ConversionFacts>;
  /** Null when there is none. */
  project(project: RecordRef): Promise<ErpProjectState | null>;
  /** Who is billed for a project, and whether its billing is held: a third of the calls. */
  projectHeader(project: RecordRef): Promise<ErpProjectHeader | null>;
  /** Of several in one question, in the order asked for; may trail a write by seconds. */
  projectHeaders(projects: readonly RecordRef[]): Promise<readonly (ErpProjectHeader | null)[]>;
}
