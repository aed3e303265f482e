// What a process may ask of the PSA about projects: facts, writes with the look-up of each, and what takes it back.
import type { BillingModel } from '../../../schema/canon/contract.ts';
import type { ProjectStatus } from '../../../schema/canon/project.ts';
import type { RecordRef, SystemOutcome, WriteCall } from './write-call.ts';

/** A project as delivery is to run it; it begins as REQUESTED. Types, not interfaces, so that a journal may keep them as JSON. */
export type PsaNewProject = {
  readonly title: string;
  readonly customer: RecordRef;
  /** Key of a template of `conversionFacts`; null begins empty. */
  readonly template: string | null;
  /** Business days. */
  readonly startOn: string | null;
  readonly endOn: string | null;
  /** ISO 4217. */
  readonly currency: string;
  /** Agreed price of the work without tax, decimal text no finer than the currency. */
  readonly budget: string | null;
  readonly billingModel: BillingModel;
  readonly legalEntityCode: string;
  /** By which people and finance call it. */
  readonly code: string | null;
  readonly serviceLine: string | null;
  readonly practice: string | null;
  readonly region: string | null;
};

/** A project and a deal, a contract or the same project elsewhere. One key per link. */
export type PsaProjectLink = { readonly project: RecordRef; readonly link: RecordRef };

/** A project and what prices it; null: nothing does. */
export type PsaRateCardChoice = { readonly project: RecordRef; readonly rateCard: RecordRef | null };

/** What a project can be set to. */
export type PsaStanding = 'REQUESTED' | 'ACTIVE' | 'ON_HOLD' | 'COMPLETED' | 'CANCELLED' | 'ARCHIVED';

/** A project and where it is to stand. */
export type PsaProjectStanding = { readonly project: RecordRef; readonly standing: PsaStanding };

/** A piece of a work breakdown; `name` is its own within it, 1 to 32 letters, digits or `-`. */
export type PsaWorkItem = {
  readonly name: string;
  readonly kind: 'TASK' | 'MILESTONE';
  readonly title: string;
  /** Name of the piece it is under, which stands before it. */
  readonly parent: string | null;
  readonly startOn: string | null;
  readonly dueOn: string | null;
  readonly estimatedMinutes: number | null;
  readonly billable: boolean;
  /** Of a milestone that is billed: decimal text without tax, in the breakdown's currency. */
  readonly amount: string | null;
};

/** All of a project's breakdown; at most 100 pieces. */
export type PsaWorkBreakdown = {
  readonly project: RecordRef;
  readonly currency: string;
  readonly items: readonly PsaWorkItem[];
};

/** Somebody a project needs; `role` is one of `conversionFacts`. */
export type PsaDemandItem = {
  readonly name: string;
  readonly role: string;
  readonly minutes: number;
  readonly startOn: string;
  readonly endOn: string;
};

/** All the places of a project's team; at most 50. */
export type PsaTeamDemand = { readonly project: RecordRef; readonly items: readonly PsaDemandItem[] };

/** A piece with its records: none when it is missing, several when it is doubled. */
export type PsaItemFound = { readonly name: string; readonly records: readonly RecordRef[] };

/** What the PSA would accept of a new project. */
export type PsaConversionFacts = {
  readonly templates: readonly {
    readonly key: string;
    readonly title: string;
    readonly serviceLine: string | null;
    readonly billingModel: BillingModel;
    readonly currency: string;
    readonly durationDays: number | null;
    readonly roles: readonly { readonly role: string; readonly estimatedMinutes: number | null }[];
  }[];
  readonly rateCards: readonly { readonly ref: RecordRef; readonly name: string | null; readonly currency: string }[];
  readonly currencies: readonly string[];
  readonly serviceLines: readonly string[];
  readonly roles: readonly string[];
  /** Null when the customer is not there, or nobody asked. */
  readonly customer: { readonly ref: RecordRef; readonly name: string } | null;
};

/** A project as the PSA has it now. */
export type PsaProjectState = {
  readonly ref: RecordRef;
  readonly title: string;
  readonly status: ProjectStatus;
  readonly isArchived: boolean;
  readonly customer: RecordRef | null;
  readonly currency: string;
  /** May differ from what was sent where the vendor keeps less: compare it before work begins. */
  readonly budget: string | null;
  readonly legalEntityCode: string | null;
  readonly billingModel: BillingModel;
  readonly rateCard: RecordRef | null;
  /** Business key with its generation; null when no process made it. */
  readonly key: string | null;
  readonly links: readonly RecordRef[];
  /** Any of these: it can be stopped, not removed. */
  readonly timeEntries: number;
  readonly expenses: number;
  readonly invoices: number;
};

/** The PSA's part in making projects. Look-ups and reads raise Fault, look-ups LowerFence, as everywhere. */
export interface PsaProjects {
  createProject(call: WriteCall, project: PsaNewProject): Promise<SystemOutcome>;
  findProject(call: WriteCall): Promise<readonly RecordRef[]>;
  /** One that is gone already is APPLIED; REFUSED once time, expenses or invoices hang on it: set CANCELLED, then ARCHIVED instead. */
  removeProject(call: WriteCall, project: RecordRef): Promise<SystemOutcome>;
  linkProject(call: WriteCall, link: PsaProjectLink): Promise<SystemOutcome>;
  findProjectLink(call: WriteCall, link: PsaProjectLink): Promise<readonly RecordRef[]>;
  unlinkProject(call: WriteCall, link: PsaProjectLink): Promise<SystemOutcome>;
  /** Its undo is the same with null, or with the card before. */
  setRateCard(call: WriteCall, choice: PsaRateCardChoice): Promise<SystemOutcome>;
  findRateCard(call: WriteCall, choice: PsaRateCardChoice): Promise<readonly RecordRef[]>;
  /** Its undo is the same with the standing before; both may carry one key. */
  setProjectStatus(call: WriteCall, standing: PsaProjectStanding): Promise<SystemOutcome>;
  findProjectStatus(call: WriteCall, standing: PsaProjectStanding): Promise<readonly RecordRef[]>;
  /** Makes the pieces that are missing; APPLIED names the project. */
  addWorkBreakdown(call: WriteCall, breakdown: PsaWorkBreakdown): Promise<SystemOutcome>;
  /** The project when each piece is there once, nothing while one is missing, the doubled pieces when some are. */
  findWorkBreakdown(call: WriteCall, breakdown: PsaWorkBreakdown): Promise<readonly RecordRef[]>;
  /** What was made under the call's key: give it the key of the step it takes back. */
  removeWorkBreakdown(call: WriteCall, project: RecordRef): Promise<SystemOutcome>;
  addTeamDemand(call: WriteCall, demand: PsaTeamDemand): Promise<SystemOutcome>;
  /** As findWorkBreakdown. */
  findTeamDemand(call: WriteCall, demand: PsaTeamDemand): Promise<readonly RecordRef[]>;
  /** As removeWorkBreakdown; REFUSED once somebody fills a place. */
  removeTeamDemand(call: WriteCall, project: RecordRef): Promise<SystemOutcome>;
  /** Piece by piece, of a step's key. */
  workBreakdownNow(key: string, breakdown: PsaWorkBreakdown): Promise<readonly PsaItemFound[]>;
  teamDemandNow(key: string, demand: PsaTeamDemand): Promise<readonly PsaItemFound[]>;
  /** Null when there is no such project. */
  projectNow(project: RecordRef): Promise<PsaProjectState | null>;
  /** What would be accepted for this customer; null asks about nobody. */
  conversionFacts(customer: RecordRef | null): Promise<PsaConversionFacts>;
}
