import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { RunRecord, RunWaitRecord, StepRecord } from '../../journal/run-views.ts';
import type { ExceptionRecord, GroupRecord } from '../../journal/exception-views.ts';
import type { AlertRecord } from '../../journal/alerts/alert-desk.ts';
import type { AuditRecord, TraceRecord } from '../../journal/trace.ts';
import type { ApprovalRecord, DecisionRecord, DelegationRecord } from '../../journal/approvals/views.ts';
import type { EngagementRecord } from '../../journal/engagements.ts';
import type { ConversionAnswer, WorkInBooks, LineInBooks, SourceInBooks, DrawInBooks, CostLineInBooks, ProcessContext } from '../context.ts';
import type { ReportedPlan, ReportedPart, Blocker } from '../convert-opportunity/process.ts';
import type { KeptDraft } from '../../journal/drafts.ts';
import type { KeptHold } from '../../journal/work-holds.ts';
import type { KeptPosition } from '../../journal/opening-positions.ts';
import type { KeptSchedule } from '../../journal/release-schedules.ts';
import type { KeptClaim } from '../../journal/claims.ts';
import type { DrawOfWork } from '../../journal/retainers.ts';
import type { KeptCredit } from '../../journal/credits.ts';
import type { KeptPosting, KeptCostClaim } from '../../journal/costs.ts';
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

/** Which draft ends. */
export type AbandonDraftInput = {
  /** Canonical id of the draft. */
  readonly draftId: Scalars['ID']['input'];
  /** Only look: answer whether it could be done. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Chosen by the caller, 8 to 200 characters: the same key and input is the same run, however often it is sent. */
  readonly idempotencyKey: Scalars['ID']['input'];
  /** Why, in a sentence without names of persons. */
  readonly reason: Scalars['String']['input'];
};

/** Which alert, and what is done about it. */
export type AcknowledgeAlertInput = {
  /** Canonical id. */
  readonly alertId: Scalars['ID']['input'];
  /** Chosen by the caller, 8 to 200 characters: the same key and input is done once, however often it is sent. Without one each request counts anew. */
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  /** For the audit, in a sentence, without names of persons. */
  readonly reason: Scalars['String']['input'];
};

/** What happens to one time entry or expense; or to a bill by plan that a person's credit or void gave back, which is let go or written off. */
export type AdjustWorkInput = {
  /** What. */
  readonly adjustment: WorkAdjustment;
  /** By how much, in the project's currency, without tax; all that is open when absent, and then only as much as was open when it was asked for. A write-up needs it; HOLD and LET_GO take none, for they are of all of it. */
  readonly amount?: InputMaybe<Scalars['Decimal']['input']>;
  /** Only look: answer whether it could be done. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Chosen by the caller, 8 to 200 characters: the same key and input is the same run, however often it is sent. */
  readonly idempotencyKey: Scalars['ID']['input'];
  /** Canonical id of its project. */
  readonly projectId: Scalars['ID']['input'];
  /** Why, in a sentence without names of persons. */
  readonly reason: Scalars['String']['input'];
  /** Canonical id of the time entry, expense or milestone, or the name of a contract line's period: the `workId` of `heldWork`. */
  readonly workId: Scalars['ID']['input'];
};

/** A rule about exceptions that is broken, or was. Raised once, and resolved by itself when the rule holds again. */
export type Alert = {
  /** When somebody said that they have it. */
  readonly acknowledgedAt: Maybe<Scalars['DateTime']['output']>;
  /** What is at stake of them, one sum per currency. */
  readonly atRisk: Maybe<ReadonlyArray<Money>>;
  /** Open exceptions that the rule is about, when it was last looked at with something to say. */
  readonly count: Scalars['Int']['output'];
  /** When the next role was told. */
  readonly escalatedAt: Maybe<Scalars['DateTime']['output']>;
  /** The role that is told when nobody has acknowledged it; null: nobody. */
  readonly escalatesTo: Maybe<Scalars['String']['output']>;
  /** Canonical id. */
  readonly id: Scalars['ID']['output'];
  /** When the oldest of them happened. */
  readonly oldestAt: Maybe<Scalars['DateTime']['output']>;
  /** The role that is told first. */
  readonly ownerRole: Scalars['String']['output'];
  /** When the rule was broken. */
  readonly raisedAt: Scalars['DateTime']['output'];
  /** When the rule held again. */
  readonly resolvedAt: Maybe<Scalars['DateTime']['output']>;
  /** Name of the rule. */
  readonly rule: Scalars['String']['output'];
  /** Whether anybody has it, and whether it is over. */
  readonly state: AlertState;
  /** Whom it was told to. */
  readonly tellings: ReadonlyArray<AlertTelling>;
  /** When the rule is broken, in words. */
  readonly threshold: Scalars['String']['output'];
};

/** A page of alerts. */
export type AlertConnection = {
  /** The rows. */
  readonly edges: ReadonlyArray<AlertEdge>;
  /** Where the page begins and ends. */
  readonly pageInfo: PageInfo;
};

/** A row of a page of alerts. */
export type AlertEdge = {
  /** Where the row is, for `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The alert. */
  readonly node: Alert;
};

/** An alert after it was acknowledged. */
export type AlertPayload = {
  /** The alert as it stands; null when there is none. */
  readonly alert: Maybe<Alert>;
  /** Whether the same request had done it before. */
  readonly isRepeated: Scalars['Boolean']['output'];
  /** What is wrong with the request. Nothing was done when there is one. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** Whether an alert has been answered. */
export type AlertState =
  /** Somebody has it. */
  | 'ACKNOWLEDGED'
  /** Nobody has answered. */
  | 'RAISED'
  /** The rule holds again. */
  | 'RESOLVED'
  /** A state this version of the graph does not know. */
  | 'UNKNOWN';

/** One message about an alert. */
export type AlertTelling = {
  /** How often it was sent. */
  readonly attempts: Scalars['Int']['output'];
  /** Name of the channel. */
  readonly channel: Scalars['String']['output'];
  /** RAISED, ESCALATED or RESOLVED. */
  readonly event: Scalars['String']['output'];
  /** Why it was given up; null while it was not. */
  readonly failure: Maybe<Scalars['String']['output']>;
  /** When it was taken. */
  readonly toldAt: Maybe<Scalars['DateTime']['output']>;
};

/** What somebody else has to agree to before it is done: a place where a run rests, or an act of an operator. Whoever had a hand in it may not decide. */
export type Approval = {
  /** What is asked, as the policy names it, such as exception.waive. */
  readonly action: Scalars['String']['output'];
  /** What is at stake, tax as the process states it; null when no money is. */
  readonly amount: Maybe<Money>;
  /** When what was approved was done: once. */
  readonly appliedAt: Maybe<Scalars['DateTime']['output']>;
  /** How many different people have to agree. */
  readonly approversNeeded: Scalars['Int']['output'];
  /** When it was decided, or expired. */
  readonly decidedAt: Maybe<Scalars['DateTime']['output']>;
  /** What was said so far. */
  readonly decisions: ReadonlyArray<ApprovalDecision>;
  /** The facts that are agreed to, as JSON; with others it is asked for anew. */
  readonly evidence: Maybe<Scalars['String']['output']>;
  /** Digest of the facts, as the audit has it. */
  readonly evidenceDigest: Scalars['String']['output'];
  /** When it ends without a decision. */
  readonly expiresAt: Scalars['DateTime']['output'];
  /** What happens when it is approved. */
  readonly explanation: Maybe<Scalars['String']['output']>;
  /** Canonical id. */
  readonly id: Scalars['ID']['output'];
  /** Whether whoever asks had a hand in it. */
  readonly isMine: Scalars['Boolean']['output'];
  /** Code of the legal entity it is for; null when it is the firm's. */
  readonly legalEntity: Maybe<Scalars['String']['output']>;
  /** Whether whoever asks may decide on it now. */
  readonly mayDecide: Scalars['Boolean']['output'];
  /** Why they may not, such as OWN_REQUEST; null when they may. */
  readonly mayNotBecause: Maybe<Scalars['String']['output']>;
  /** What came of it: DONE, or why there was nothing left to do. */
  readonly outcome: Maybe<Scalars['String']['output']>;
  /** Why it was asked for; null where nobody said, or it was erased. */
  readonly reason: Maybe<Scalars['String']['output']>;
  /** When it was asked for. */
  readonly requestedAt: Scalars['DateTime']['output'];
  /** Who asked for it, by the subject of their token; null once erased. */
  readonly requester: Maybe<Scalars['String']['output']>;
  /** Any of these roles may decide. */
  readonly roles: ReadonlyArray<Scalars['String']['output']>;
  /** The run that waits, or that the act is about. */
  readonly run: Maybe<Run>;
  /** Whether it is decided. */
  readonly state: ApprovalRequestState;
  /** What it is about. */
  readonly subject: Maybe<ExceptionSubject>;
};

/** A page of approvals. */
export type ApprovalConnection = {
  /** The rows. */
  readonly edges: ReadonlyArray<ApprovalEdge>;
  /** Where the page begins and ends. */
  readonly pageInfo: PageInfo;
};

/** What one person said on an approval. */
export type ApprovalDecision = {
  /** Who, by the subject of their token; null once erased. */
  readonly approver: Maybe<Scalars['String']['output']>;
  /** When. */
  readonly decidedAt: Scalars['DateTime']['output'];
  /** Whether they stood in for somebody. */
  readonly isDelegated: Scalars['Boolean']['output'];
  /** Why; null once erased. */
  readonly reason: Maybe<Scalars['String']['output']>;
  /** By which role: the person's own, or that of whoever they stood in for. */
  readonly role: Scalars['String']['output'];
  /** Yes or no. */
  readonly verdict: ApprovalVerdict;
};

/** That somebody decides in somebody else's name for a time. It is never passed on. */
export type ApprovalDelegation = {
  /** Only these actions; null: all of them. */
  readonly actions: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Who got it, by the subject of their token; null once erased. */
  readonly delegate: Maybe<Scalars['String']['output']>;
  /** Who gave it, by the subject of their token; null once erased. */
  readonly delegator: Maybe<Scalars['String']['output']>;
  /** Until when. */
  readonly endsAt: Scalars['DateTime']['output'];
  /** Canonical id. */
  readonly id: Scalars['ID']['output'];
  /** Codes of the delegator's legal entities; null: all of them. */
  readonly legalEntities: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** When it was ended early. */
  readonly revokedAt: Maybe<Scalars['DateTime']['output']>;
  /** The delegator's own role, by which approvals are decided. */
  readonly role: Scalars['String']['output'];
  /** From when on. */
  readonly startsAt: Scalars['DateTime']['output'];
};

/** A row of a page of approvals. */
export type ApprovalEdge = {
  /** Where the row is, for `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The approval. */
  readonly node: Approval;
};

/** Which approvals; every given condition must hold. */
export type ApprovalFilter = {
  /** Of one of these actions. */
  readonly actions?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** These. */
  readonly ids?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Of this legal entity, by its code. */
  readonly legalEntity?: InputMaybe<Scalars['String']['input']>;
  /** Of this run. */
  readonly runId?: InputMaybe<Scalars['ID']['input']>;
  /** In one of these states. */
  readonly states?: InputMaybe<ReadonlyArray<ApprovalRequestState>>;
  /** By what they are to whoever asks. */
  readonly view?: InputMaybe<ApprovalView>;
};

/** An approval after a decision, and what has to be said about the request. */
export type ApprovalPayload = {
  /** The approval as it stands; null when there is none. */
  readonly approval: Maybe<Approval>;
  /** Whether the same request had decided it before. */
  readonly isRepeated: Scalars['Boolean']['output'];
  /** The run that was sent on. */
  readonly run: Maybe<Run>;
  /** What is wrong with the request. Nothing was done when there is one. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** Whether an approval is decided. */
export type ApprovalRequestState =
  /** Enough people agreed. */
  | 'APPROVED'
  /** Nobody decided in time. */
  | 'EXPIRED'
  /** Somebody is to decide. */
  | 'PENDING'
  /** Somebody said no. */
  | 'REJECTED'
  /** The facts changed, and it was asked for anew. */
  | 'SUPERSEDED'
  /** A state this version of the graph does not know. */
  | 'UNKNOWN'
  /** Whoever asked for it took it back; nothing was made. */
  | 'WITHDRAWN';

/** What can be said on an approval. */
export type ApprovalVerdict =
  /** Yes. */
  | 'APPROVED'
  /** No. */
  | 'REJECTED'
  /** A verdict this version of the graph does not know. */
  | 'UNKNOWN';

/** Which approvals, by what they are to whoever asks. */
export type ApprovalView =
  /** All within their legal entities. */
  | 'ALL'
  /** Those they had a hand in. */
  | 'MINE'
  /** Those they may decide on now. */
  | 'TO_DECIDE'
  /** A view this version of the graph does not know; taken for TO_DECIDE. */
  | 'UNKNOWN';

/** Which of those that whoever asks may decide on; every given condition must hold. */
export type ApproveManyFilter = {
  /** Of one of these actions. */
  readonly actions?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** These; one that the approver had a hand in refuses all. */
  readonly ids?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Of this legal entity, by its code. */
  readonly legalEntity?: InputMaybe<Scalars['String']['input']>;
};

/** Which approvals to approve, how many they are, and why. */
export type ApproveManyInput = {
  /** As many as were shown: with more or fewer nothing is done. */
  readonly expectedCount: Scalars['Int']['input'];
  /** As it was shown. */
  readonly filter: ApproveManyFilter;
  /** Chosen by the caller, 8 to 200 characters: the same key and input is done once. */
  readonly idempotencyKey: Scalars['ID']['input'];
  /** For the audit, in a sentence, without names of persons. */
  readonly reason: Scalars['String']['input'];
};

/** What an approval of many did. */
export type ApproveManyPayload = {
  /** How many the filter meets now, when that is not what was expected. */
  readonly actualCount: Maybe<Scalars['Int']['output']>;
  /** Approvals that were decided; nothing was done when it is 0. */
  readonly count: Scalars['Int']['output'];
  /** Whether the same request had decided them before. */
  readonly isRepeated: Scalars['Boolean']['output'];
  /** What is wrong with the request. Nothing was done when there is one. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** Which exception, to whom, and why. */
export type AssignExceptionInput = {
  /** The subject of that person's token; nobody when absent. Use `me: true` for yourself. */
  readonly assignee?: InputMaybe<Scalars['String']['input']>;
  /** Canonical id. */
  readonly exceptionId: Scalars['ID']['input'];
  /** Chosen by the caller, 8 to 200 characters: the same key and input is done once, however often it is sent. Without one each request counts anew. */
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  /** Whoever asks takes it. */
  readonly me?: InputMaybe<Scalars['Boolean']['input']>;
  /** For the audit, in a sentence, without names of persons. */
  readonly reason: Scalars['String']['input'];
};

/** One entry of the audit: it is only ever added to. */
export type AuditEntry = {
  /** What was done, such as step.done or exception.waived. */
  readonly action: Scalars['String']['output'];
  /** Whose doing it was, by pseudonym. */
  readonly actor: Scalars['ID']['output'];
  /** When. */
  readonly at: Scalars['DateTime']['output'];
  /** By this every system's logs know it. */
  readonly correlationId: Scalars['ID']['output'];
  /** Ids, codes and digests, as JSON text. */
  readonly detail: Scalars['String']['output'];
  /** What the entry is sealed by. */
  readonly hash: Scalars['String']['output'];
  /** Its chain and its place in it. */
  readonly id: Scalars['ID']['output'];
  /** Who that is; null once they were erased. */
  readonly person: Maybe<Scalars['String']['output']>;
  /** Why, in the words of the operator; null for what nobody had to give a reason for, and once they were erased. */
  readonly reason: Maybe<Scalars['String']['output']>;
  /** The run; of acts on something else its name. */
  readonly runId: Scalars['ID']['output'];
  /** The systems it went through. */
  readonly systems: ReadonlyArray<Scalars['String']['output']>;
};

/** A page of the audit. */
export type AuditEntryConnection = {
  /** The rows. */
  readonly edges: ReadonlyArray<AuditEntryEdge>;
  /** Where the page begins and ends. */
  readonly pageInfo: PageInfo;
};

/** A row of a page of the audit. */
export type AuditEntryEdge = {
  /** Where the row is, for `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The entry. */
  readonly node: AuditEntry;
};

/** Which entries; every given condition must hold. */
export type AuditFilter = {
  /** This action, or all that begin with it: `exception.` */
  readonly action?: InputMaybe<Scalars['String']['input']>;
  /** Of this correlation id. */
  readonly correlationId?: InputMaybe<Scalars['ID']['input']>;
  /** From this instant on. */
  readonly from?: InputMaybe<Scalars['DateTime']['input']>;
  /** Of this run. */
  readonly runId?: InputMaybe<Scalars['ID']['input']>;
  /** Before this instant. */
  readonly to?: InputMaybe<Scalars['DateTime']['input']>;
};

/** What a line of a bill is of. */
export type BillKind =
  /** Expenses. */
  | 'EXPENSE'
  /** An instalment of a fixed fee. */
  | 'FIXED_FEE'
  /** A milestone. */
  | 'MILESTONE'
  /** A period of a subscription. */
  | 'RECURRING'
  /** A retainer. */
  | 'RETAINER'
  /** Time worked. */
  | 'TIME'
  /** A kind this version of the graph does not know. */
  | 'UNKNOWN';

/** What is in the way of billing a project. */
export type BillingBlocker = {
  /** Code, such as NO_OPENING_POSITION. */
  readonly code: Scalars['String']['output'];
  /** What was seen. */
  readonly message: Scalars['String']['output'];
  /** Business role that does it. */
  readonly ownerRole: Scalars['String']['output'];
  /** What to do. */
  readonly remedy: Scalars['String']['output'];
};

/** An invoice from the claim of its work to its number in the ERP. System of record: this gateway, until it is posted. */
export type BillingDraft = {
  /** The run that reviews and posts it. */
  readonly billedBy: Maybe<Run>;
  /** Who builds the document, as the policy was when its work was released. */
  readonly builder: Maybe<InvoiceBuilder>;
  /** When it last changed. */
  readonly changedAt: Maybe<Scalars['DateTime']['output']>;
  /** Credits of its invoice, whoever posted them, the oldest first. */
  readonly credits: Maybe<ReadonlyArray<InvoiceCredit>>;
  /** The client. */
  readonly customer: Maybe<Customer>;
  /** Why it was dropped, as a code; null unless it was. */
  readonly droppedBecause: Maybe<Scalars['String']['output']>;
  /** First day of its work. */
  readonly from: Maybe<Scalars['Date']['output']>;
  /** Canonical id. */
  readonly id: Scalars['ID']['output'];
  /** The ERP's document; null until it is posted. */
  readonly invoice: Maybe<DraftInvoice>;
  /** Day of the invoice. */
  readonly issuedOn: Maybe<Scalars['Date']['output']>;
  /** Who bills. */
  readonly legalEntity: Maybe<LegalEntity>;
  /** Its lines with what they bill. */
  readonly lines: Maybe<ReadonlyArray<DraftLine>>;
  /** Sum of its lines, without tax. */
  readonly net: Maybe<Money>;
  /** When it was made. */
  readonly openedAt: Maybe<Scalars['DateTime']['output']>;
  /** The project. */
  readonly project: Maybe<Project>;
  /** Number of the client's order. */
  readonly purchaseOrder: Maybe<Scalars['String']['output']>;
  /** The release that made it. */
  readonly releasedBy: Maybe<Run>;
  /** 1, and one more each time work changed under review and it was put together anew. */
  readonly revision: Maybe<Scalars['Int']['output']>;
  /** How its invoice stands in the ERP, as it was seen last; null until it is posted. */
  readonly standing: Maybe<DocumentStanding>;
  /** Where it stands. */
  readonly state: Maybe<BillingDraftState>;
  /** Tax code by the ERP's own name. */
  readonly taxCode: Maybe<Scalars['String']['output']>;
  /** Tax as we expected it. */
  readonly taxEstimate: Maybe<Money>;
  /** Why that one. */
  readonly taxWhy: Maybe<Scalars['String']['output']>;
  /** Last day of its work. */
  readonly to: Maybe<Scalars['Date']['output']>;
};

/** A page of drafts. */
export type BillingDraftConnection = {
  /** The rows. */
  readonly edges: ReadonlyArray<BillingDraftEdge>;
  /** Where the page ends. */
  readonly pageInfo: PageInfo;
  /** How many there are in all, null where counting is costly. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** A row of a page of drafts. */
export type BillingDraftEdge = {
  /** Cursor of this row. */
  readonly cursor: Scalars['String']['output'];
  /** The draft. */
  readonly node: BillingDraft;
};

/** Which drafts; every given condition must hold. */
export type BillingDraftFilter = {
  /** Of the legal entity with this code. */
  readonly legalEntityCode?: InputMaybe<Scalars['String']['input']>;
  /** Of this project. */
  readonly projectId?: InputMaybe<Scalars['ID']['input']>;
  /** Made by this run. */
  readonly runId?: InputMaybe<Scalars['ID']['input']>;
  /** In any of these states. */
  readonly states?: InputMaybe<ReadonlyArray<BillingDraftState>>;
};

/** Where a draft stands. */
export type BillingDraftState =
  /** Put together; its work is claimed. */
  | 'DRAFT'
  /** Refused or abandoned; its work is free. */
  | 'DROPPED'
  /** Lines accepted; with whoever releases it. */
  | 'FINANCE_APPROVED'
  /** Sent to the ERP, which has not answered yet. */
  | 'IN_DOUBT'
  /** With the client. */
  | 'ISSUED'
  /** With whoever reviews its lines. */
  | 'PM_REVIEW'
  /** In the ERP's books, with a number. */
  | 'POSTED'
  /** With the PSA or the ERP, which builds the document itself; it may take days. */
  | 'SUBMITTED'
  /** A state this version of the graph does not know. */
  | 'UNKNOWN';

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

/** Whether a system is called. */
export type BreakerState =
  /** It is called. */
  | 'CLOSED'
  /** One call tries whether it is there again. */
  | 'HALF_OPEN'
  /** It failed too often and is left alone for a while. */
  | 'OPEN'
  /** Nobody has reported in the last minute. */
  | 'UNKNOWN';

/** What a cap leaves. */
export type CapRemaining = {
  /** Most that may be billed, without tax. */
  readonly limit: Money;
  /** Which cap. */
  readonly name: Scalars['String']['output'];
  /** What is left of it, without tax; below nothing when it was lowered after it was used. */
  readonly remaining: Money;
};

/** A change of a customer. */
export type ChangeCustomerInput = {
  /** What changes. */
  readonly change: CustomerChangeKind;
  /** For CREDIT: what its credit is set to. */
  readonly credit?: InputMaybe<CreditSetting>;
  /** Canonical id of the customer; of the one that is gone for MERGE. */
  readonly customerId: Scalars['ID']['input'];
  /** Only look: answer with what would be written. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Chosen by the caller, 8 to 200 characters: the same key and input is the same run, however often it is sent. */
  readonly idempotencyKey: Scalars['ID']['input'];
  /** For RENAME: its name from now on, 1 to 83 characters. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** For REPARENT: canonical id of the customer it belongs to from now on; absent for none. */
  readonly parentId?: InputMaybe<Scalars['ID']['input']>;
  /** Why, in a sentence without names of persons, for whoever has to agree. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** For TAX_ID: its tax id from now on; absent for none. */
  readonly taxId?: InputMaybe<Scalars['String']['input']>;
};

/** A change that was begun or looked at. */
export type ChangeCustomerPayload = {
  /** Whether the same request had begun it before. */
  readonly isRepeated: Scalars['Boolean']['output'];
  /** The run as it stands after at most three seconds; null when none was begun. */
  readonly run: Maybe<Run>;
  /** What is wrong with the request. Nothing was done when there is one. */
  readonly userErrors: ReadonlyArray<UserError>;
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

/** A milestone that the client accepted. */
export type CompleteMilestoneInput = {
  /** How much of it is accepted in all, in percent: more than 0, at most 100. */
  readonly acceptedPercent?: InputMaybe<Scalars['Decimal']['input']>;
  /** Day the client accepted it; not later than today. */
  readonly completedOn: Scalars['Date']['input'];
  /** Only look: answer with the preview. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** How one knows: a protocol, an order, without names of persons. */
  readonly evidence: Scalars['String']['input'];
  /** Chosen by the caller, 8 to 200 characters: the same key and input is the same run, however often it is sent. */
  readonly idempotencyKey: Scalars['ID']['input'];
  /** Canonical id of the milestone. */
  readonly milestoneId: Scalars['ID']['input'];
  /** Canonical id of the project. */
  readonly projectId: Scalars['ID']['input'];
  /** Tax code by the ERP's own name, where the facts determine none. */
  readonly taxCode?: InputMaybe<Scalars['String']['input']>;
  /** Why no tax is due, where the code says that none is: the article of the law, the certificate; without names of persons. Such a code bills nothing without it. */
  readonly taxReason?: InputMaybe<Scalars['String']['input']>;
};

/** Bills by plan that were begun or looked at. */
export type ContractBillingPayload = {
  /** The drafts it made; to a project manager those of their own projects that they are asked to look at. */
  readonly drafts: Maybe<ReadonlyArray<BillingDraft>>;
  /** Whether the same request had begun it before. */
  readonly isRepeated: Scalars['Boolean']['output'];
  /** What is billed, or would be; null while the run has not looked, for a run over several projects, which have one each, and for a project manager. */
  readonly preview: Maybe<ContractBillingPreview>;
  /** The run as it stands after at most three seconds; null when none was begun. */
  readonly run: Maybe<Run>;
  /** What is wrong with the request. Nothing was done when there is one. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** What bills by plan of one project come to, or would. */
export type ContractBillingPreview = {
  /** Why nothing of it can be billed; null when it can. */
  readonly blocker: Maybe<BillingBlocker>;
  /** Invoices. */
  readonly documents: ReadonlyArray<PreviewDocument>;
  /** Bills that wait; `workId` is a milestone's canonical id, or the name of a contract line's period. */
  readonly held: ReadonlyArray<PreviewHold>;
  /** The line of the contract that the project delivers, before these bills; null where nobody can say which it is. */
  readonly line: Maybe<ContractLineStanding>;
  /** The project. */
  readonly project: Maybe<Project>;
  /** Bills left alone. */
  readonly settled: ReadonlyArray<SettledBill>;
};

/** Where the value of a contract line is, without tax. */
export type ContractLineStanding = {
  /** Billed, before go-live and since, less what was credited. */
  readonly billed: Money;
  /** What is sold. */
  readonly description: Scalars['String']['output'];
  /** Canonical id of the line. */
  readonly lineId: Scalars['ID']['output'];
  /** What may still be billed. */
  readonly remaining: Money;
  /** On drafts, or sent to the ERP. */
  readonly underWay: Money;
  /** What it is worth by the contract. */
  readonly value: Money;
};

/** What stands in the way of a conversion, whatever its gates say. */
export type ConversionBlocker = {
  /** What it is, such as ALREADY_CONVERTED or CONVERSION_UNDER_WAY. */
  readonly code: Scalars['String']['output'];
  /** The same for people, with the remedy. */
  readonly message: Scalars['String']['output'];
  /** The run whose doing it is; null when it is nobody's. */
  readonly run: Maybe<Run>;
};

/** What has to hold before a deal becomes a project. */
export type ConversionGate =
  /** Every line says how it is billed, and its milestones add up. */
  | 'BILLING_MODEL'
  /** Its contract is active. */
  | 'CONTRACT_APPROVED'
  /** The customer is not on credit hold. */
  | 'CREDIT_HOLD'
  /** The ERP keeps the deal's currency. */
  | 'CURRENCY'
  /** The customer's parent is in the ERP. */
  | 'CUSTOMER_HIERARCHY'
  /** Its customer is known and active in the PSA and the ERP. */
  | 'CUSTOMER_MATCHED'
  /** Every line's seller is a legal entity of the ERP that may bill the customer. */
  | 'LEGAL_ENTITY'
  /** The ERP knows the payment terms. */
  | 'PAYMENT_TERMS'
  /** Receivables are open on the first day. */
  | 'PERIOD_OPEN'
  /** The PSA has the project template. */
  | 'PROJECT_TEMPLATE'
  /** What is priced by the hour has a rate card of the deal's currency. */
  | 'RATE_CARD'
  /** The PSA delivers the service line, and the template is for it. */
  | 'SERVICE_LINE'
  /** Its statement of work is approved. */
  | 'SOW_APPROVED'
  /** The seller's tax can be determined for the buyer's country. */
  | 'TAX_NEXUS'
  /** The deal is where the firm's policy starts projects. */
  | 'TRIGGER'
  /** A gate this version of the graph does not know. */
  | 'UNKNOWN';

/** What a conversion makes once its gates are open, or waived for a start at risk. */
export type ConversionPlan = {
  /** What stands in its way besides its gates; empty when nothing does. */
  readonly blockers: ReadonlyArray<ConversionBlocker>;
  /** Currency of the deal. */
  readonly currency: Scalars['CurrencyCode']['output'];
  /** One per legal entity that sells. */
  readonly parts: ReadonlyArray<PlannedPart>;
  /** Every write in the order in which it is made; none was made by looking. */
  readonly writes: ReadonlyArray<PlannedWrite>;
};

/** Which deal becomes projects. */
export type ConvertOpportunityInput = {
  /** Begin although gates are shut; somebody else has to approve it. */
  readonly atRisk?: InputMaybe<StartAtRiskInput>;
  /** Only look: answer with the gates, the plan down to every write, and what else stands in its way. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Chosen by the caller, 8 to 200 characters: the same key and input is the same run, however often it is sent. */
  readonly idempotencyKey: Scalars['ID']['input'];
  /** Canonical id of the deal. */
  readonly opportunityId: Scalars['ID']['input'];
};

/** A conversion that was begun or looked at. */
export type ConvertOpportunityPayload = {
  /** What ties the deal to what was made, by whichever run; null until something is. */
  readonly engagement: Maybe<Engagement>;
  /** The gates as the run found them, in the order in which they are mended; null while it has not looked. */
  readonly gates: Maybe<ReadonlyArray<GateCheck>>;
  /** Whether the same request had begun it before. */
  readonly isRepeated: Scalars['Boolean']['output'];
  /** What is made, or would be. */
  readonly plan: Maybe<ConversionPlan>;
  /** The run as it stands after at most three seconds; null when none was begun. */
  readonly run: Maybe<Run>;
  /** What is wrong with the request. Nothing was done when there is one; ALREADY_CONVERTED and CONVERSION_UNDER_WAY say that nothing need be. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** Why no cost of a project can be posted. */
export type CostBlocker = {
  /** The reason. */
  readonly code: Scalars['String']['output'];
  /** What is wrong. */
  readonly message: Scalars['String']['output'];
  /** What to do about it. */
  readonly remedy: Scalars['String']['output'];
};

/** A journal entry to be. */
export type CostEntryPreview = {
  /** Numbers of the accounts that are credited. */
  readonly creditAccounts: ReadonlyArray<Scalars['String']['output']>;
  /** Numbers of the accounts that are debited. */
  readonly debitAccounts: ReadonlyArray<Scalars['String']['output']>;
  /** Code of the legal entity. */
  readonly legalEntityCode: Scalars['String']['output'];
  /** Day of its posting. */
  readonly postedOn: Scalars['Date']['output'];
};

/** Work whose cost waits. */
export type CostHold = {
  /** The reason. */
  readonly code: Scalars['String']['output'];
  /** By when somebody should have mended it; null in a preview. */
  readonly dueAt: Maybe<Scalars['DateTime']['output']>;
  /** The reason in words. */
  readonly explanation: Scalars['String']['output'];
  /** Since when it waits for this reason; null in a preview. */
  readonly heldAt: Maybe<Scalars['DateTime']['output']>;
  /** How long. */
  readonly hours: Scalars['Decimal']['output'];
  /** Whose it is to mend. */
  readonly ownerRole: Scalars['String']['output'];
  /** What to do about it. */
  readonly remedy: Scalars['String']['output'];
  /** Canonical id of the time entry. */
  readonly workId: Scalars['ID']['output'];
  /** Day worked. */
  readonly workedOn: Scalars['Date']['output'];
};

/** A page of work whose cost waits. */
export type CostHoldConnection = {
  /** The rows. */
  readonly edges: ReadonlyArray<CostHoldEdge>;
  /** Where the page ends. */
  readonly pageInfo: PageInfo;
  /** How many there are in all, null where counting is costly. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** A row of a page of work whose cost waits. */
export type CostHoldEdge = {
  /** Cursor of this row. */
  readonly cursor: Scalars['String']['output'];
  /** What waits. */
  readonly node: CostHold;
};

/** A journal entry of the ERP. */
export type CostJournalEntry = {
  /** The ERP's own id. */
  readonly journalEntryId: Scalars['ID']['output'];
  /** Code of the legal entity in whose books it is. */
  readonly legalEntityCode: Scalars['String']['output'];
  /** Number the ERP gave it. */
  readonly number: Maybe<Scalars['String']['output']>;
  /** Day of its posting. */
  readonly postedOn: Scalars['Date']['output'];
};

/** What one person's work of one kind costs. */
export type CostLine = {
  /** What it costs. */
  readonly amount: Maybe<Money>;
  /** Whether a client pays for the work. */
  readonly billable: Scalars['Boolean']['output'];
  /** How long. */
  readonly hours: Maybe<Scalars['Decimal']['output']>;
  /** Its name in the journal entries, where it has two sides: this with `-D` and with `-C`. */
  readonly name: Scalars['String']['output'];
  /** The role, by the PSA's own name. */
  readonly role: Maybe<Scalars['String']['output']>;
  /** The work behind it; none in a preview. */
  readonly sources: ReadonlyArray<CostSource>;
};

/** What people's work on a project cost in one period, posted to the ERP's ledger, or taken back there. */
export type CostPosting = {
  /** What it comes to. */
  readonly amount: Maybe<Money>;
  /** Why it ended without being posted. */
  readonly droppedBecause: Maybe<Scalars['String']['output']>;
  /** Code of the legal entity that employs whoever worked. */
  readonly employerCode: Scalars['String']['output'];
  /** The ERP's journal entries, once they are posted. */
  readonly entries: ReadonlyArray<CostJournalEntry>;
  /** 1 for the first of the same facts, one more for each that follows what was taken back. */
  readonly generation: Scalars['Int']['output'];
  /** Id of the posting. */
  readonly id: Scalars['ID']['output'];
  /** Cost, or a reversal of some. */
  readonly kind: CostPostingKind;
  /** Code of the legal entity in whose books it is. */
  readonly legalEntityCode: Scalars['String']['output'];
  /** By person and kind of work. */
  readonly lines: ReadonlyArray<CostLine>;
  /** When it was taken. */
  readonly openedAt: Scalars['DateTime']['output'];
  /** Name of the period. */
  readonly period: Scalars['String']['output'];
  /** The run that posts it. */
  readonly postedBy: Maybe<Run>;
  /** The project. */
  readonly project: Maybe<Project>;
  /** The posting of which it takes something back. */
  readonly reverses: Maybe<CostPosting>;
  /** Where it stands. */
  readonly state: CostPostingState;
};

/** A page of postings. */
export type CostPostingConnection = {
  /** The rows. */
  readonly edges: ReadonlyArray<CostPostingEdge>;
  /** Where the page ends. */
  readonly pageInfo: PageInfo;
  /** How many there are in all, null where counting is costly. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** A row of a page of postings. */
export type CostPostingEdge = {
  /** Cursor of this row. */
  readonly cursor: Scalars['String']['output'];
  /** The posting. */
  readonly node: CostPosting;
};

/** What a posting does. */
export type CostPostingKind =
  /** Puts cost into the ledger. */
  | 'COST'
  /** Takes some of it back. */
  | 'REVERSAL'
  /** A kind this version of the graph does not know. */
  | 'UNKNOWN';

/** One posting to be: of one period, employer and currency. */
export type CostPostingPreview = {
  /** Under which agreement between the two; null within one. */
  readonly agreement: Maybe<Scalars['String']['output']>;
  /** What they cost. */
  readonly amount: Maybe<Money>;
  /** Code of the legal entity that employs whoever worked. */
  readonly employerCode: Scalars['String']['output'];
  /** The journal entries, one per legal entity whose books it touches. */
  readonly entries: ReadonlyArray<CostEntryPreview>;
  /** Pieces of work. */
  readonly items: Scalars['Int']['output'];
  /** Code of the legal entity in whose books it is. */
  readonly legalEntityCode: Scalars['String']['output'];
  /** By person and kind of work. */
  readonly lines: ReadonlyArray<CostLine>;
  /** Name of the period. */
  readonly period: Scalars['String']['output'];
};

/** Where a posting stands. */
export type CostPostingState =
  /** Ended before it was posted; its work is free. */
  | 'DROPPED'
  /** On its way. */
  | 'OPEN'
  /** In the ERP's ledger. */
  | 'POSTED'
  /** A state this version of the graph does not know. */
  | 'UNKNOWN';

/** What a posting of cost comes to, or would. */
export type CostPreview = {
  /** Why nothing can be posted; null when it can. */
  readonly blocker: Maybe<CostBlocker>;
  /** What waits. */
  readonly held: ReadonlyArray<CostHold>;
  /** What is posted. */
  readonly postings: ReadonlyArray<CostPostingPreview>;
  /** The project. */
  readonly project: Maybe<Project>;
  /** What is taken back. */
  readonly reversals: ReadonlyArray<CostReversalPreview>;
  /** Pieces of work whose cost is posted, or on its way. */
  readonly settledItems: Scalars['Int']['output'];
};

/** What of one posting is taken back. */
export type CostReversalPreview = {
  /** What is taken back. */
  readonly amount: Maybe<Money>;
  /** The posting. */
  readonly postingId: Scalars['ID']['output'];
  /** The work, and why. */
  readonly works: ReadonlyArray<ReversedWork>;
};

/** A piece of work behind a line, as it was when its cost was claimed. */
export type CostSource = {
  /** What it costs. */
  readonly amount: Maybe<Money>;
  /** When. */
  readonly approvedAt: Maybe<Scalars['DateTime']['output']>;
  /** Who approved it. */
  readonly approver: Maybe<Resource>;
  /** What an hour costs. */
  readonly hourlyRate: Maybe<Scalars['Decimal']['output']>;
  /** How long. */
  readonly hours: Maybe<Scalars['Decimal']['output']>;
  /** The posting that claimed it. */
  readonly posting: Maybe<CostPosting>;
  /** Why it costs that. */
  readonly rateWhy: Maybe<Scalars['String']['output']>;
  /** Whose work it is. */
  readonly resource: Maybe<Resource>;
  /** The posting that takes it back. */
  readonly reversal: Maybe<CostPosting>;
  /** Where the claim stands: CLAIMED, POSTED, REVERSING, REVERSED or UNCLAIMED. */
  readonly state: Scalars['String']['output'];
  /** 1 for the first claim ever on its cost. */
  readonly version: Scalars['Int']['output'];
  /** Canonical id of the time entry. */
  readonly workId: Scalars['ID']['output'];
  /** Day worked. */
  readonly workedOn: Scalars['Date']['output'];
};

/** What of an invoice is credited: all that is left of it, or named lines, or named work; not two of them. */
export type CreditInvoiceInput = {
  /** Only look: answer with the preview. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Chosen by the caller, 8 to 200 characters: the same key and input is the same run, however often it is sent. */
  readonly idempotencyKey: Scalars['ID']['input'];
  /** Canonical id of the invoice. */
  readonly invoiceId: Scalars['ID']['input'];
  /** Lines by their names, 1 to 200; all that is left when neither lines nor work is given. */
  readonly lines?: InputMaybe<ReadonlyArray<CreditedLineInput>>;
  /** Why, as a code. */
  readonly reason: CreditReason;
  /** Whether the work goes back to be billed again; else it is given up. */
  readonly rebill: Scalars['Boolean']['input'];
  /** Why, in a sentence without names of persons. */
  readonly words: Scalars['String']['input'];
  /** Canonical ids of time entries, 1 to 1,000: all that is left of what each was billed. */
  readonly workIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};

/** A credit that was begun or looked at. */
export type CreditInvoicePayload = {
  /** Whether the same request had begun it before. */
  readonly isRepeated: Scalars['Boolean']['output'];
  /** What is credited, or would be; null while the run has not looked. */
  readonly preview: Maybe<CreditPreview>;
  /** The run as it stands after at most three seconds; null when none was begun. */
  readonly run: Maybe<Run>;
  /** What is wrong with the request. Nothing was done when there is one. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** A line of a credit. Amounts are without a minus. */
export type CreditLine = {
  /** What the client read on it. */
  readonly description: Scalars['String']['output'];
  /** Name of the invoice's line. */
  readonly line: Scalars['String']['output'];
  /** Amount, without tax. */
  readonly net: Money;
  /** The work it takes back. */
  readonly sources: ReadonlyArray<CreditedWork>;
  /** Its tax. */
  readonly tax: Money;
  /** Rate of the original's line in percent. */
  readonly taxRatePercent: Scalars['Decimal']['output'];
};

/** Whose a credit is. */
export type CreditOrigin =
  /** Posted by a person in the ERP. */
  | 'ERP'
  /** Posted by this gateway. */
  | 'OURS'
  /** An origin this version of the graph does not know. */
  | 'UNKNOWN';

/** What becomes of credited work. */
export type CreditOutcome =
  /** It is given up. */
  | 'CONCEDE'
  /** It is free and held, for somebody to say. */
  | 'HOLD'
  /** It goes back to be billed again. */
  | 'REBILL'
  /** An outcome this version of the graph does not know. */
  | 'UNKNOWN';

/** What a credit takes from its invoice, or would take. Amounts are without a minus. */
export type CreditPreview = {
  /** Day of the memo: today, or the first day of the first open period. */
  readonly accountingOn: Scalars['Date']['output'];
  /** What of it the ERP will put against the invoice; the rest stays the customer's credit. */
  readonly applies: Money;
  /** Whether nothing of the invoice is left to credit after it. */
  readonly closes: Scalars['Boolean']['output'];
  /** With tax. */
  readonly gross: Money;
  /** How many work items it takes back. */
  readonly items: Scalars['Int']['output'];
  /** Its lines. */
  readonly lines: ReadonlyArray<CreditLine>;
  /** Sum of its lines, without tax. */
  readonly net: Money;
  /** Number of the invoice. */
  readonly original: Scalars['String']['output'];
  /** What becomes of the work. */
  readonly outcome: CreditOutcome;
  /** What billing the work again would come to; null where it is given up. */
  readonly rebill: Maybe<ReleasePreview>;
  /** Tax as we expect it; the ERP's posted tax counts. */
  readonly tax: Money;
};

/** Why an invoice is credited. */
export type CreditReason =
  /** It was sent to the wrong customer or address. */
  | 'CUSTOMER_WRONG'
  /** The customer disputes it. */
  | 'DISPUTE'
  /** Nothing is wrong with it. */
  | 'GOODWILL'
  /** Something else; the words say what. */
  | 'OTHER'
  /** It was billed at a wrong price. */
  | 'PRICE_WRONG'
  /** A reason this version of the graph does not know. */
  | 'UNKNOWN'
  /** Work on it was rejected or changed after it was billed. */
  | 'WORK_REJECTED';

/** What credit can be set to. */
export type CreditSetting =
  /** The ERP decides by limit and overdue balance. */
  | 'AUTOMATIC'
  /** Nothing more on credit. */
  | 'ON_HOLD'
  /** Released by hand. */
  | 'RELEASED'
  /** Something this version of the graph does not know; refused. */
  | 'UNKNOWN';

/** Where a credit stands. */
export type CreditState =
  /** Meant, and not on record yet. */
  | 'OPEN'
  /** In the ERP's books. */
  | 'POSTED'
  /** A state this version of the graph does not know. */
  | 'UNKNOWN';

/** What of a line is credited. */
export type CreditedLineInput = {
  /** How much, without tax; all that is left of it when absent. */
  readonly amount?: InputMaybe<Scalars['Decimal']['input']>;
  /** Its name on the invoice, such as L1. */
  readonly name: Scalars['String']['input'];
};

/** A time entry that a credit takes back. */
export type CreditedWork = {
  /** What of it is credited, without tax. */
  readonly amount: Money;
  /** The version that carries it on; null where it was given up, or is not posted yet. */
  readonly nextVersion: Maybe<Scalars['Int']['output']>;
  /** The version that was billed. */
  readonly version: Scalars['Int']['output'];
  /** Canonical id of the time entry. */
  readonly workId: Scalars['ID']['output'];
};

export type Customer = {
  readonly id: Scalars['ID']['output'];
};

/** What one system makes of a change of a customer. */
export type CustomerChangeInSystem = {
  /** What it is to be, likewise. */
  readonly after: Maybe<Scalars['String']['output']>;
  /** What it was when it was looked at: a name, a standing, or a record by the system's own id. Null where there was nothing, or nothing was asked; a tax id is in `taxIdBefore`. */
  readonly before: Maybe<Scalars['String']['output']>;
  /** What becomes of it there. */
  readonly outcome: CustomerChangeOutcome;
  /** The system. */
  readonly system: System;
  /** The tax id that is to be. */
  readonly taxIdAfter: Maybe<Scalars['String']['output']>;
  /** The tax id when it was looked at. */
  readonly taxIdBefore: Maybe<Scalars['String']['output']>;
  /** What of the customer. */
  readonly thing: CustomerThing;
};

/** What of a customer's life is asked for. */
export type CustomerChangeKind =
  /** A credit hold set or released in the ERP. */
  | 'CREDIT'
  /** Inactive from now on; refused while projects, unbilled work or balances are open. */
  | 'DEACTIVATE'
  /** Name and parent in PSA and ERP as the CRM says them now. */
  | 'FOLLOW'
  /** The CRM has made it part of another customer, which gets what it had in PSA and ERP. */
  | 'MERGE'
  /** Active again. */
  | 'REACTIVATE'
  /** Another name, in CRM, PSA and ERP. */
  | 'RENAME'
  /** Another parent, or none, in CRM and ERP. */
  | 'REPARENT'
  /** Another tax id in the ERP; posted documents keep theirs. */
  | 'TAX_ID'
  /** Something this version of the graph does not know; refused. */
  | 'UNKNOWN';

/** What becomes of a change in one system. */
export type CustomerChangeOutcome =
  /** The system has no place for it, or the firm keeps its own there. */
  | 'NOT_KEPT'
  /** The customer, or the parent it gets, is not in this system. */
  | 'NOT_THERE'
  /** The system says so already. */
  | 'SAME'
  /** An outcome this version of the graph does not know. */
  | 'UNKNOWN'
  /** It is written, or would be. */
  | 'WRITTEN';

/** What of a customer systems may keep. */
export type CustomerThing =
  /** Whether it may be billed. */
  | 'ACTIVE'
  /** Whether more may be sold on credit. */
  | 'CREDIT'
  /** Which customer of the CRM it is, or of the others. */
  | 'LINK'
  /** Its name; in the ERP the one on its invoices. */
  | 'NAME'
  /** The customer it belongs to. */
  | 'PARENT'
  /** Its tax id. */
  | 'TAX_ID'
  /** Something this version of the graph does not know. */
  | 'UNKNOWN';

/** A range of business days, both ends included. */
export type DateRange = {
  /** First day; open when absent. */
  readonly from?: InputMaybe<Scalars['Date']['input']>;
  /** Last day; open when absent. */
  readonly to?: InputMaybe<Scalars['Date']['input']>;
};

/** Which approval, and why it is decided so. */
export type DecideApprovalInput = {
  /** Canonical id. */
  readonly approvalId: Scalars['ID']['input'];
  /** Chosen by the caller, 8 to 200 characters: the same key and input is done once. */
  readonly idempotencyKey: Scalars['ID']['input'];
  /** For the audit, in a sentence, without names of persons. */
  readonly reason: Scalars['String']['input'];
};

/** To whom, for what and how long. */
export type DelegateApprovalsInput = {
  /** Only these actions; all when absent. */
  readonly actions?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** The subject of that person's token. */
  readonly delegate: Scalars['String']['input'];
  /** Until when, at most 90 days after it starts. */
  readonly endsAt: Scalars['DateTime']['input'];
  /** Chosen by the caller, 8 to 200 characters: the same key and input is done once. */
  readonly idempotencyKey: Scalars['ID']['input'];
  /** For the audit, in a sentence, without names of persons. */
  readonly reason: Scalars['String']['input'];
  /** From when on; now when absent. */
  readonly startsAt?: InputMaybe<Scalars['DateTime']['input']>;
};

/** A delegation after it was given or ended, and what has to be said about the request. */
export type DelegationPayload = {
  /** The delegation as it stands; null when there is none. */
  readonly delegation: Maybe<ApprovalDelegation>;
  /** Whether the same request had done it before. */
  readonly isRepeated: Scalars['Boolean']['output'];
  /** What is wrong with the request. Nothing was done when there is one. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** What looks for one kind of thing that was never begun; each case is an exception of this code. */
export type DetectorHealth = {
  /** Whether it is switched on. */
  readonly active: Scalars['Boolean']['output'];
  /** Code of its exceptions, such as WON_DEAL_WITHOUT_RUN. */
  readonly code: Scalars['String']['output'];
  /** Exceptions of it that are not closed. */
  readonly exceptions: Scalars['Int']['output'];
  /** Why it cannot look, by code; null while it can. */
  readonly failure: Maybe<Scalars['String']['output']>;
  /** How often in a row it could not. */
  readonly failures: Scalars['Int']['output'];
  /** A case that stands for less is not told yet. */
  readonly graceMinutes: Scalars['Int']['output'];
  /** How many records that was. */
  readonly looked: Maybe<Scalars['Int']['output']>;
  /** When everything was last looked through; null: not yet. */
  readonly lookedAt: Maybe<Scalars['DateTime']['output']>;
  /** Cases that stand: told, waived, or too young to be told. */
  readonly standing: Scalars['Int']['output'];
  /** The code in a few words. */
  readonly title: Scalars['String']['output'];
};

/** How much of a posted document is paid or credited. */
export type DocumentPayment =
  /** Nothing. */
  | 'OPEN'
  /** All. */
  | 'PAID'
  /** A part. */
  | 'PARTIALLY_PAID'
  /** Something this version of the graph does not know, or it is gone. */
  | 'UNKNOWN'
  /** It was voided. */
  | 'VOIDED';

/** A posted document as it was seen in the ERP last. */
export type DocumentStanding = {
  /** How much of it is paid or credited, as the ERP has it. */
  readonly payment: DocumentPayment;
  /** What is still to be paid, with tax. */
  readonly remaining: Money;
  /** When a change of it was seen last; null: none since it was posted. */
  readonly seenAt: Maybe<Scalars['DateTime']['output']>;
  /** Whether it is in force. */
  readonly state: DocumentState;
};

/** Whether a document that we posted is in force. */
export type DocumentState =
  /** Removed by a person. */
  | 'GONE'
  /** In force. */
  | 'POSTED'
  /** A state this version of the graph does not know. */
  | 'UNKNOWN'
  /** Voided by a person: its work is free and held. */
  | 'VOIDED';

/** What the ERP made of a draft. */
export type DraftInvoice = {
  /** The invoice. */
  readonly invoice: Maybe<Invoice>;
  /** Sum of its lines, without tax. */
  readonly net: Money;
  /** Number the ERP gave it. */
  readonly number: Maybe<Scalars['String']['output']>;
  /** Number of the PSA's own invoice it was made from; null where the PSA built none. */
  readonly psaNumber: Maybe<Scalars['String']['output']>;
  /** Tax as posted. */
  readonly tax: Money;
  /** With tax. */
  readonly total: Money;
};

/** One line of a draft. */
export type DraftLine = {
  /** What the client reads. */
  readonly description: Scalars['String']['output'];
  /** First day of its work. */
  readonly from: Scalars['Date']['output'];
  /** Hours; null where parts of entries are billed. */
  readonly hours: Maybe<Scalars['Decimal']['output']>;
  /** What it is of. */
  readonly kind: BillKind;
  /** Its name within the document, which the ERP's line keeps. */
  readonly name: Scalars['String']['output'];
  /** Amount, without tax. */
  readonly net: Money;
  /** The work it bills; empty in a preview. */
  readonly sources: ReadonlyArray<LineSource>;
  /** Last day of its work. */
  readonly to: Scalars['Date']['output'];
  /** Price per hour, without tax; null where parts of entries are billed. */
  readonly unitPrice: Maybe<Scalars['Decimal']['output']>;
};

/** Which retainer is drawn down. */
export type DrawDownRetainerInput = {
  /** Only look: answer with the preview. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Chosen by the caller, 8 to 200 characters: the same key and input is the same run, however often it is sent. */
  readonly idempotencyKey: Scalars['ID']['input'];
  /** What is left of prepaid periods that ended before this day lapses, once somebody else has agreed; absent: nothing does. */
  readonly lapseBefore?: InputMaybe<Scalars['Date']['input']>;
  /** Canonical id of the project. */
  readonly projectId: Scalars['ID']['input'];
  /** Tax code by the ERP's own name for what is billed, where the facts determine none. */
  readonly taxCode?: InputMaybe<Scalars['String']['input']>;
  /** Why no tax is due, where the code says that none is: the article of the law, the certificate; without names of persons. Such a code bills nothing without it. */
  readonly taxReason?: InputMaybe<Scalars['String']['input']>;
  /** Last day of the work. */
  readonly through: Scalars['Date']['input'];
};

/** A draw that was begun or looked at. */
export type DrawRetainerPayload = {
  /** The drafts of the excess. */
  readonly drafts: Maybe<ReadonlyArray<BillingDraft>>;
  /** Whether the same request had begun it before. */
  readonly isRepeated: Scalars['Boolean']['output'];
  /** What is drawn, or would be; null while the run has not looked. */
  readonly preview: Maybe<RetainerPreview>;
  /** The run as it stands after at most three seconds; null when none was begun. */
  readonly run: Maybe<Run>;
  /** What is wrong with the request. Nothing was done when there is one. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** Work that a prepaid period covers: it stands on no invoice of its own. */
export type DrawnWork = {
  /** What it took of the period, without tax. */
  readonly amount: Money;
  /** When it was approved. */
  readonly approvedAt: Maybe<Scalars['DateTime']['output']>;
  /** Who approved it. */
  readonly approver: Maybe<Resource>;
  /** Price per hour that it drew at, without tax. */
  readonly hourlyRate: Maybe<Scalars['Decimal']['output']>;
  /** Hours of the whole entry. */
  readonly hours: Maybe<Scalars['Decimal']['output']>;
  /** Who worked. */
  readonly resource: Maybe<Resource>;
  /** Which of its versions. */
  readonly version: Scalars['Int']['output'];
  /** Canonical id of the time entry. */
  readonly workId: Scalars['ID']['output'];
  /** Day of the work. */
  readonly workedOn: Scalars['Date']['output'];
};

/** What ties one deal to its projects, schedules and invoices over several legal entities. System of record: this gateway. */
export type Engagement = {
  /** When it was begun. */
  readonly begunAt: Maybe<Scalars['DateTime']['output']>;
  /** When it last changed. */
  readonly changedAt: Maybe<Scalars['DateTime']['output']>;
  /** The client. */
  readonly customer: Maybe<Customer>;
  /** Canonical id; a deal has one for ever. */
  readonly id: Scalars['ID']['output'];
  /** The deal. */
  readonly opportunity: Maybe<Opportunity>;
  /** What each legal entity delivers and bills. */
  readonly parts: Maybe<ReadonlyArray<EngagementPart>>;
  /** The run that changed it last. */
  readonly run: Maybe<Run>;
  /** Where it stands. */
  readonly state: Maybe<EngagementState>;
  /** Gates that were waived when it began. */
  readonly waivedGates: Maybe<ReadonlyArray<ConversionGate>>;
};

/** What one legal entity delivers and bills of an engagement. */
export type EngagementPart = {
  /** Its billing schedule in the ERP; null where time alone is the bill. */
  readonly billingSchedule: Maybe<WrittenRecord>;
  /** The code that finance calls the project by. */
  readonly financeCode: Maybe<Scalars['String']['output']>;
  /** Its project in the ERP. */
  readonly financeProject: Maybe<WrittenRecord>;
  /** The legal entity. */
  readonly legalEntity: Maybe<LegalEntity>;
  /** Its code in the ERP. */
  readonly legalEntityCode: Scalars['String']['output'];
  /** The project. */
  readonly project: Maybe<Project>;
  /** What it is worth, without tax. */
  readonly value: Maybe<Money>;
};

/** Where an engagement stands. */
export type EngagementState =
  /** Its projects run. */
  | 'ACTIVE'
  /** Its projects run with gates waived; nothing is billed. */
  | 'AT_RISK'
  /** A state this version of the graph does not know. */
  | 'UNKNOWN'
  /** All of it was taken back. */
  | 'UNWOUND';

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

/** Which exception, and why. */
export type ExceptionActInput = {
  /** Canonical id. */
  readonly exceptionId: Scalars['ID']['input'];
  /** Chosen by the caller, 8 to 200 characters: the same key and input is done once, however often it is sent. Without one each request counts anew. */
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  /** For the audit, in a sentence, without names of persons. */
  readonly reason: Scalars['String']['input'];
};

/** Which exceptions; every given condition must hold. */
export type ExceptionFilter = {
  /** With one of these codes. */
  readonly codes?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Of this correlation id. */
  readonly correlationId?: InputMaybe<Scalars['ID']['input']>;
  /** Past due, or not. */
  readonly isOverdue?: InputMaybe<Scalars['Boolean']['input']>;
  /** Of one of these kinds. */
  readonly kinds?: InputMaybe<ReadonlyArray<ExceptionKind>>;
  /** Of this role to end. */
  readonly ownerRole?: InputMaybe<Scalars['String']['input']>;
  /** Of this process. */
  readonly process?: InputMaybe<Scalars['String']['input']>;
  /** Ended in one of these ways, such as WAIVED: what somebody has decided to leave as it is stays listed. Without statuses those that are closed. */
  readonly resolutions?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Of this run. */
  readonly runId?: InputMaybe<Scalars['ID']['input']>;
  /** In one of these statuses; those that are not closed when absent. */
  readonly statuses?: InputMaybe<ReadonlyArray<ExceptionStatus>>;
  /** About this. */
  readonly subjectId?: InputMaybe<Scalars['String']['input']>;
  /** At this system. */
  readonly system?: InputMaybe<System>;
};

/** Exceptions that one fix would probably end: the same code, of one system and owner. */
export type ExceptionGroup = {
  /** What is at stake, one sum per currency; exceptions that state no money are only counted. */
  readonly atRisk: Maybe<ReadonlyArray<Money>>;
  /** What happened. */
  readonly code: Scalars['String']['output'];
  /** How many. */
  readonly count: Scalars['Int']['output'];
  /** How their runs rest. */
  readonly kind: ExceptionKind;
  /** When the first of them happened. */
  readonly oldest: Scalars['DateTime']['output'];
  /** The role that has to end them. */
  readonly ownerRole: Scalars['String']['output'];
  /** The costliest few. */
  readonly sample: ReadonlyArray<ProcessException>;
  /** The system at which it happened. */
  readonly system: Maybe<System>;
  /** The code in a few words. */
  readonly title: Scalars['String']['output'];
};

/** Why there is an exception. */
export type ExceptionKind =
  /** Refused, and everything taken back. */
  | 'COMPENSATED'
  /** A reader could not be told of an event. */
  | 'DEAD_LETTER'
  /** Something that ought to have been begun never was; it ends by itself once it is. */
  | 'DETECTED'
  /** A change could not be told to a process, or counts of a feed differ. */
  | 'FEED'
  /** A system was away for too long; nothing was taken back. */
  | 'PARKED'
  /** A person must decide, or taking back failed. */
  | 'STUCK'
  /** A kind this version of the graph does not know. */
  | 'UNKNOWN';

/** An exception after an act, and what has to be said about the request. */
export type ExceptionPayload = {
  /** What somebody else has to agree to before the act is done; null when nobody has to. */
  readonly approval: Maybe<Approval>;
  /** The exception as it stands; null when there is none. */
  readonly exception: Maybe<ProcessException>;
  /** Whether the same request had done it before. */
  readonly isRepeated: Scalars['Boolean']['output'];
  /** The run that was sent on. */
  readonly run: Maybe<Run>;
  /** What is wrong with the request. Nothing was done when there is one. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** Whether somebody has an exception. */
export type ExceptionStatus =
  /** Somebody has it. */
  | 'ASSIGNED'
  /** Ended. */
  | 'CLOSED'
  /** Nobody has it. */
  | 'OPEN'
  /** Hidden until a time. */
  | 'SNOOZED'
  /** A status this version of the graph does not know. */
  | 'UNKNOWN';

/** What an exception is about. */
export type ExceptionSubject = {
  /** Its id. */
  readonly id: Scalars['String']['output'];
  /** What it is, such as CUSTOMER. */
  readonly kind: Scalars['String']['output'];
  /** Its name; null when the process does not say. */
  readonly label: Maybe<Scalars['String']['output']>;
};

/** A kind of record whose changes processes follow. */
export type FeedHealth = {
  /** How often everything was read anew. */
  readonly censuses: Scalars['Int']['output'];
  /** Whether nothing was waiting when it was read last. */
  readonly complete: Scalars['Boolean']['output'];
  /** When nothing was waiting; null: never yet. */
  readonly completeAt: Maybe<Scalars['DateTime']['output']>;
  /** When records were last counted. */
  readonly countedAt: Maybe<Scalars['DateTime']['output']>;
  /** Why it cannot be read, by code; null while it can. */
  readonly failure: Maybe<Scalars['String']['output']>;
  /** How often in a row it could not be read. */
  readonly failures: Scalars['Int']['output'];
  /** When the system had last forgotten what happened since we had read it, so that everything was read anew. */
  readonly horizonMissedAt: Maybe<Scalars['DateTime']['output']>;
  /** The configured name of the account. */
  readonly instance: Scalars['String']['output'];
  /** The kind of record, such as OPPORTUNITY. */
  readonly kind: Scalars['String']['output'];
  /** How long ago that was, in seconds: what changed since may not be known yet. */
  readonly lagSeconds: Maybe<Scalars['Int']['output']>;
  /** The newest stamp of the system that was told. */
  readonly newestChangeAt: Maybe<Scalars['DateTime']['output']>;
  /** Whether it is read for the first time, read anew as a whole, or followed. */
  readonly phase: FeedPhase;
  /** Records we were told of. */
  readonly recordsHere: Maybe<Scalars['Int']['output']>;
  /** Records the system counts; a difference that stays is an exception. */
  readonly recordsThere: Maybe<Scalars['Int']['output']>;
  /** Changes no process could be told of; each is an exception, and is told again by itself. */
  readonly setAside: Scalars['Int']['output'];
  /** The kind of system. */
  readonly system: System;
};

/** How a feed is read. */
export type FeedPhase =
  /** For the first time. */
  | 'BASELINE'
  /** As a whole, to find what was missed. */
  | 'CENSUS'
  /** What changed. */
  | 'FOLLOWING'
  /** A phase this version of the graph does not know. */
  | 'UNKNOWN';

/** What a field of a run's input ought to be. */
export type FieldCorrectionInput = {
  /** The field, as in the input of the process. */
  readonly field: Scalars['String']['input'];
  /** Its value; of a list all of its values. */
  readonly values: ReadonlyArray<Scalars['String']['input']>;
};

/** An id that is put into a field. */
export type FilledField = {
  /** The field, as the system API calls it. */
  readonly field: Scalars['String']['output'];
  /** The id; null while the record is to be made first. */
  readonly value: Maybe<Scalars['String']['output']>;
};

/** What can be done about an exception. */
export type FixAction =
  /** Take back what was written: `compensateException`. */
  | 'COMPENSATE'
  /** Send it on with something corrected: `resumeException` with corrections. */
  | 'CORRECT'
  /** Mend the cause where it arose; the exception ends by itself. */
  | 'MEND'
  /** Send the run on: `resumeException`. */
  | 'RESUME'
  /** Tell the reader once more: `tellReaderAgain`. */
  | 'TELL_AGAIN'
  /** An act this version of the graph does not know. */
  | 'UNKNOWN'
  /** Leave it as it is: `waiveException`. */
  | 'WAIVE';

/** Something that has to hold before a deal becomes a project. */
export type GateCheck = {
  /** What was seen. */
  readonly detail: Scalars['String']['output'];
  /** Which. */
  readonly gate: ConversionGate;
  /** How it stands. */
  readonly outcome: GateOutcome;
  /** The role that mends it. */
  readonly ownerRole: Scalars['String']['output'];
  /** What to do; null when it is open. */
  readonly remedy: Maybe<Scalars['String']['output']>;
  /** The system where it is mended. */
  readonly system: System;
};

/** How a gate stands. */
export type GateOutcome =
  /** It does not, and nothing is made before. */
  | 'FAILED'
  /** It holds. */
  | 'PASSED'
  /** An outcome this version of the graph does not know. */
  | 'UNKNOWN'
  /** It does not; the start at risk was approved. */
  | 'WAIVED';

/** Work that waits. */
export type HeldWork = {
  /** What waits, without tax; null where it has no price. */
  readonly amount: Maybe<Money>;
  /** Why, such as NO_RATE or OVER_CAP. */
  readonly code: Scalars['String']['output'];
  /** The same in a sentence. */
  readonly explanation: Scalars['String']['output'];
  /** Since when. */
  readonly heldAt: Scalars['DateTime']['output'];
  /** Business role that does it. */
  readonly ownerRole: Scalars['String']['output'];
  /** Its project. */
  readonly project: Maybe<Project>;
  /** What to do. */
  readonly remedy: Scalars['String']['output'];
  /** Canonical id of the time entry, expense or milestone, or the name of a contract line's period. */
  readonly workId: Scalars['ID']['output'];
  /** Day of the work. */
  readonly workedOn: Scalars['Date']['output'];
};

/** A page of work that waits. */
export type HeldWorkConnection = {
  /** The rows. */
  readonly edges: ReadonlyArray<HeldWorkEdge>;
  /** Where the page ends. */
  readonly pageInfo: PageInfo;
  /** How many there are in all, null where counting is costly. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** A row of a page of work that waits. */
export type HeldWorkEdge = {
  /** Cursor of this row. */
  readonly cursor: Scalars['String']['output'];
  /** The work. */
  readonly node: HeldWork;
};

/** Which work that waits; every given condition must hold. */
export type HeldWorkFilter = {
  /** For this reason, such as NO_RATE or OVER_CAP. */
  readonly code?: InputMaybe<Scalars['String']['input']>;
  /** Of this project. */
  readonly projectId?: InputMaybe<Scalars['ID']['input']>;
};

export type Invoice = {
  /** The draft it was posted from, with the work behind each line; null when this gateway did not post it. */
  readonly billingDraft: Maybe<BillingDraft>;
  readonly id: Scalars['ID']['output'];
};

/** Who builds an invoice; it ends in the ERP whoever does. */
export type InvoiceBuilder =
  /** The ERP builds it from what is submitted. */
  | 'ERP'
  /** This gateway posts it to the ERP. */
  | 'GATEWAY'
  /** The PSA builds its own, which is then posted to the ERP exactly so. */
  | 'PSA'
  /** A builder this version of the graph does not know. */
  | 'UNKNOWN';

/** A credit of an invoice: ours from its intent to the ERP's number, or a memo that a person posted in the ERP. Amounts are without a minus. */
export type InvoiceCredit = {
  /** Day of the memo. */
  readonly accountingOn: Scalars['Date']['output'];
  /** What of it was put against the invoice when it was posted, with tax; null until then. */
  readonly applied: Maybe<Money>;
  /** Canonical id of the memo in the ERP; null until it is posted. */
  readonly creditMemoId: Maybe<Scalars['ID']['output']>;
  /** The draft that invoice came of. */
  readonly draft: Maybe<BillingDraft>;
  /** Canonical id. */
  readonly id: Scalars['ID']['output'];
  /** The invoice it takes from. */
  readonly invoice: Maybe<Invoice>;
  /** Without tax. */
  readonly net: Money;
  /** Number of the memo; null until it is posted. */
  readonly number: Maybe<Scalars['String']['output']>;
  /** When it was meant, or noticed. */
  readonly openedAt: Scalars['DateTime']['output'];
  /** Whose it is. */
  readonly origin: CreditOrigin;
  /** What becomes of its work. */
  readonly outcome: CreditOutcome;
  /** Why, as a code. */
  readonly reason: Scalars['String']['output'];
  /** The run that posted it, or took notice of it. */
  readonly run: Maybe<Run>;
  /** Where it stands. */
  readonly state: CreditState;
  /** Its tax: as posted, once it is. */
  readonly tax: Money;
  /** What it takes back. */
  readonly works: ReadonlyArray<CreditedWork>;
};

/** Which invoice was issued. */
export type IssueInvoiceInput = {
  /** Canonical id of the draft it came of. */
  readonly draftId: Scalars['ID']['input'];
  /** Only look: answer whether it could be done. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** How: by mail, by a network for e-invoices, and under what number there; without names of persons. */
  readonly evidence: Scalars['String']['input'];
  /** Chosen by the caller, 8 to 200 characters: the same key and input is the same run, however often it is sent. */
  readonly idempotencyKey: Scalars['ID']['input'];
};

export type LegalEntity = {
  readonly code: Maybe<Scalars['String']['output']>;
};

/** A time entry, or a bill by plan, on a line of an invoice: what of it was billed, in which version, approved by whom, at what price and why. */
export type LineSource = {
  /** What of it is billed on this line, without tax. */
  readonly amount: Money;
  /** When it was approved. */
  readonly approvedAt: Maybe<Scalars['DateTime']['output']>;
  /** Who approved it. */
  readonly approver: Maybe<Resource>;
  /** The claim, for ever. */
  readonly claimKey: Scalars['String']['output'];
  /** What of this line's amount was credited since, without tax. */
  readonly credited: Money;
  /** The work that drew from a prepaid period, the oldest first, where the line bills one; what gave its draw back is not among it. */
  readonly drawn: ReadonlyArray<DrawnWork>;
  /** Price per hour, without tax; null for a bill by plan. */
  readonly hourlyRate: Maybe<Scalars['Decimal']['output']>;
  /** Hours of the whole entry; null for a bill by plan. */
  readonly hours: Maybe<Scalars['Decimal']['output']>;
  /** What it is. */
  readonly kind: BillKind;
  /** Why it costs that. */
  readonly rateWhy: Scalars['String']['output'];
  /** Who worked. */
  readonly resource: Maybe<Resource>;
  /** Which of its versions: 1, and one more each time it was credited to be billed again. */
  readonly version: Scalars['Int']['output'];
  /** Canonical id of the time entry or the milestone, or the name of a contract line's period. */
  readonly workId: Scalars['ID']['output'];
  /** Day of the work. */
  readonly workedOn: Scalars['Date']['output'];
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
  /** Ends a draft that is not sent yet: its work is free again at once. */
  readonly abandonBillingDraft: RunPayload;
  /** Says that somebody has an alert: it is not escalated any more. For its owner's role, for whom it escalates to, and for operators and finance controllers. */
  readonly acknowledgeAlert: AlertPayload;
  /** Holds work back from being billed, lets it go, or changes what it is billed at, with a reason. What lowers or raises its value needs somebody else, where the policy says so. */
  readonly adjustWork: RunPayload;
  /** Agrees to what is asked. Whoever had a hand in it is refused, whatever role they come with and whoever they stand in for. The run that waits goes on, or the act is carried out, once enough people agreed. */
  readonly approve: ApprovalPayload;
  /** Agrees to all of a filter that whoever asks may decide on, provided that they are as many as expected; at most 200. */
  readonly approveMany: ApproveManyPayload;
  /** Gives an exception to somebody, or to nobody. */
  readonly assignException: ExceptionPayload;
  /** Changes a customer in every system that keeps it: the CRM first where it is the owner, then PSA and ERP. Checked when it is asked for and again right before it is written; what the policy gives to a second person waits for them. Answers with the run, which goes on by itself; with `dryRun` with the value before and after in each system, which of them keep it, and nothing is written. */
  readonly changeCustomer: ChangeCustomerPayload;
  /** Takes back what the run of an exception has written, in reverse. */
  readonly compensateException: ExceptionPayload;
  /** Says that the client accepted a milestone, in whole or in part, and bills what was accepted: once for ever, reviewed and posted like every invoice. With `dryRun` with the preview, and nothing is claimed. */
  readonly completeMilestone: ContractBillingPayload;
  /** Turns a sold deal into running projects: gates, then per selling legal entity a project in the PSA, one in the ERP and its billing schedule, all under one engagement, and their ids back on the deal. Answers with the run, which goes on by itself; with `dryRun` with the gates and the plan, and nothing is written. */
  readonly convertOpportunityToProject: ConvertOpportunityPayload;
  /** Credits a posted invoice in full, by line, in part or by its work, in a memo of its own that refers to it and is dated in an open period; the invoice stays as it is. Its work goes back to be billed again under new keys, or is given up. With `dryRun` with the preview, and nothing is posted. */
  readonly creditAndRebill: CreditInvoicePayload;
  /** Lets one person decide in one's name for a time, by one's own role; what was delegated is never passed on. */
  readonly delegateApprovals: DelegationPayload;
  /** Lets approved work draw from what its client has prepaid, the oldest first: what is covered is billed by nobody, the excess is held, or billed by the hour where the contract has a line for it. What is left of periods that have ended lapses only when it is said, and agreed to. */
  readonly drawDownRetainer: DrawRetainerPayload;
  /** Says that a posted invoice was issued: sent, or handed in where e-invoices are compulsory. */
  readonly issueInvoice: RunPayload;
  /** Makes a customer of the CRM one that can be delivered to and billed: matched against the ERP's customers, made there with a billing account per legal entity and in the PSA, linked in all three, then activated. Answers with the run, which goes on by itself. */
  readonly onboardCustomer: RunPayload;
  /** Takes over what was billed, used and owed of a project at go-live, from ERP and PSA; somebody else signs it off. Without one a project bills nothing. With `dryRun` with what it would be and where the systems differ, and nothing is kept. */
  readonly openPosition: OpenPositionPayload;
  /** Keeps all processes from calling a system until it is resumed. Runs that need it wait, and lose nothing. */
  readonly pauseSystem: PauseSystemPayload;
  /** Bills approved expenses alone, of projects of any billing model, on invoices of their own: chosen, checked, claimed once, reviewed and posted like time. A release of time takes them along where the legal entity's policy says so. With `dryRun` with the preview, and nothing is claimed. */
  readonly postExpenses: ReleaseWorkPayload;
  /** Posts what approved time costs, billable or not, to the ERP's ledger: chosen by project, contract or legal entity, each piece of work once whatever is billed of it, with dimensions, in an open period. What changed since it was posted is taken back by an entry that refers to its original, and posted as it is now. Answers with the run; each posting, and each project of several, goes on by itself. With `dryRun` with the preview, and nothing is claimed. */
  readonly postWorkCost: PostWorkCostPayload;
  /** Says no to what is asked. The run that waits is taken back or stops, as its process says; an act is not carried out. */
  readonly reject: ApprovalPayload;
  /** Turns approved time up to a day into invoices: chosen by project, contract or legal entity, grouped, checked, claimed once, reviewed and posted to the ERP. Answers with the run; each draft, and each project of several, goes on by itself. With `dryRun` with the preview, and nothing is claimed. */
  readonly releaseWorkToInvoice: ReleaseWorkPayload;
  /** Sends a run that rests on its way again: in place after an outage or a question, from its first step after everything was taken back. */
  readonly replayRun: RunPayload;
  /** Sends the run of an exception on after its cause was mended; with corrections it begins anew with them, which is possible as long as nothing of it is written. */
  readonly resumeException: ExceptionPayload;
  /** Lets processes call a system again; what waited for it goes on. */
  readonly resumeSystem: PauseSystemPayload;
  /** Sends on the runs of all exceptions of a filter, provided that they are as many as expected; at most 500. */
  readonly retryExceptions: RetryExceptionsPayload;
  /** Ends a delegation at once, for whoever gave it or got it. */
  readonly revokeDelegation: DelegationPayload;
  /** Bills what falls due by its date up to a day, each period once for ever: subscriptions when they were served, retainers before they are used, instalments of a fee. Of one project with the preview; of several each project is a run of its own. */
  readonly runRecurringBilling: ContractBillingPayload;
  /** Hides an exception until a time; its due time stays. */
  readonly snoozeException: ExceptionPayload;
  /** Tells the reader of a dead letter once more. */
  readonly tellReaderAgain: ExceptionPayload;
  /** Takes a conversion back that succeeded: the deal was reopened, or sold by the wrong legal entity. Refused as soon as time was booked or something was billed. */
  readonly unwindConversion: RunPayload;
  /** Ends an exception with everything left as it is; where the policy says so, once somebody else has agreed. */
  readonly waiveException: ExceptionPayload;
  /** Takes a request back that nobody has decided on, by whoever asked for it: its run ends with nothing made, its act is not done. */
  readonly withdrawApproval: ApprovalPayload;
};


export type MutationAbandonBillingDraftArgs = {
  input: AbandonDraftInput;
};


export type MutationAcknowledgeAlertArgs = {
  input: AcknowledgeAlertInput;
};


export type MutationAdjustWorkArgs = {
  input: AdjustWorkInput;
};


export type MutationApproveArgs = {
  input: DecideApprovalInput;
};


export type MutationApproveManyArgs = {
  input: ApproveManyInput;
};


export type MutationAssignExceptionArgs = {
  input: AssignExceptionInput;
};


export type MutationChangeCustomerArgs = {
  input: ChangeCustomerInput;
};


export type MutationCompensateExceptionArgs = {
  input: ExceptionActInput;
};


export type MutationCompleteMilestoneArgs = {
  input: CompleteMilestoneInput;
};


export type MutationConvertOpportunityToProjectArgs = {
  input: ConvertOpportunityInput;
};


export type MutationCreditAndRebillArgs = {
  input: CreditInvoiceInput;
};


export type MutationDelegateApprovalsArgs = {
  input: DelegateApprovalsInput;
};


export type MutationDrawDownRetainerArgs = {
  input: DrawDownRetainerInput;
};


export type MutationIssueInvoiceArgs = {
  input: IssueInvoiceInput;
};


export type MutationOnboardCustomerArgs = {
  input: OnboardCustomerInput;
};


export type MutationOpenPositionArgs = {
  input: OpenPositionInput;
};


export type MutationPauseSystemArgs = {
  input: PauseSystemInput;
};


export type MutationPostExpensesArgs = {
  input: PostExpensesInput;
};


export type MutationPostWorkCostArgs = {
  input: PostWorkCostInput;
};


export type MutationRejectArgs = {
  input: DecideApprovalInput;
};


export type MutationReleaseWorkToInvoiceArgs = {
  input: ReleaseWorkInput;
};


export type MutationReplayRunArgs = {
  input: ReplayRunInput;
};


export type MutationResumeExceptionArgs = {
  input: ResumeExceptionInput;
};


export type MutationResumeSystemArgs = {
  input: PauseSystemInput;
};


export type MutationRetryExceptionsArgs = {
  input: RetryExceptionsInput;
};


export type MutationRevokeDelegationArgs = {
  input: RevokeDelegationInput;
};


export type MutationRunRecurringBillingArgs = {
  input: RunRecurringBillingInput;
};


export type MutationSnoozeExceptionArgs = {
  input: SnoozeExceptionInput;
};


export type MutationTellReaderAgainArgs = {
  input: ExceptionActInput;
};


export type MutationUnwindConversionArgs = {
  input: UnwindConversionInput;
};


export type MutationWaiveExceptionArgs = {
  input: ExceptionActInput;
};


export type MutationWithdrawApprovalArgs = {
  input: DecideApprovalInput;
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

/** Whom to onboard. */
export type OnboardCustomerInput = {
  /** Currency of its invoices. */
  readonly currency: Scalars['CurrencyCode']['input'];
  /** Canonical id of the customer, who has to be in the CRM. */
  readonly customerId: Scalars['ID']['input'];
  /** The ERP's ids of customers that look like it and that a person has seen to be others. */
  readonly distinctFrom?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Chosen by the caller, 8 to 200 characters: the same key and input is the same run, however often it is sent. */
  readonly idempotencyKey: Scalars['ID']['input'];
  /** Canonical ids of the legal entities that will bill it, at most 20; the first one makes it. */
  readonly legalEntityIds: ReadonlyArray<Scalars['ID']['input']>;
  /** Payment terms by the ERP's own name; the ERP's default when absent. */
  readonly paymentTerms?: InputMaybe<Scalars['String']['input']>;
  /** Its tax id. */
  readonly taxId?: InputMaybe<Scalars['String']['input']>;
};

/** What stood at go-live. */
export type OpenPositionInput = {
  /** Only look. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Why the position differs from what the systems say of themselves. */
  readonly explanations?: InputMaybe<ReadonlyArray<PositionExplanationInput>>;
  /** Chosen by the caller, 8 to 200 characters: the same key and input is the same run, however often it is sent. */
  readonly idempotencyKey: Scalars['ID']['input'];
  /** Go-live: what was worked to this day counts as billed unless it is said to be open. */
  readonly on: Scalars['Date']['input'];
  /** Canonical ids of time entries and expenses of before that are still to be billed, at most 1,000. As of the same day they are added to a position by which something was billed already. */
  readonly openWorkIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Canonical id of the project. */
  readonly projectId: Scalars['ID']['input'];
  /** All work of before that the PSA has on no bill is still to be billed. */
  readonly takesOverOpenWork?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A position that was taken over or looked at. */
export type OpenPositionPayload = {
  /** Whether the same request had begun it before. */
  readonly isRepeated: Scalars['Boolean']['output'];
  /** What it is, or would be; null while the run has not looked. */
  readonly position: Maybe<PositionPreview>;
  /** The run as it stands after at most three seconds; null when none was begun. */
  readonly run: Maybe<Run>;
  /** What is wrong with the request. Nothing was done when there is one. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** What stood at go-live of a project. System of record: this gateway. */
export type OpeningPosition = {
  /** Billed before, without tax. */
  readonly billed: Money;
  /** Go-live. */
  readonly on: Scalars['Date']['output'];
  /** Items of before that are still to be billed. */
  readonly openItems: Scalars['Int']['output'];
  /** Open balance of its invoices of then, with tax. */
  readonly openReceivable: Money;
  /** The project. */
  readonly project: Maybe<Project>;
  /** The run that took it over. */
  readonly run: Maybe<Run>;
  /** When it was signed off; null when it was not. */
  readonly signedOffAt: Maybe<Scalars['DateTime']['output']>;
  /** Cash and credit memos that the customer had with the seller in this currency, on no invoice and of whatever project. */
  readonly unappliedCredits: Money;
};

export type Opportunity = {
  /** What came of it; null as long as nothing did. */
  readonly engagement: Maybe<Engagement>;
  readonly id: Scalars['ID']['output'];
};

/** Fields whose record is one system; nobody else writes them. */
export type OwnershipRule = {
  /** The fields. */
  readonly fields: ReadonlyArray<Scalars['String']['output']>;
  /** The system of record, such as CRM; CROSSREF and INSIGHT for what we find and compute ourselves. */
  readonly owner: Scalars['String']['output'];
  /** The type. */
  readonly type: Scalars['String']['output'];
};

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

/** Which system, and why. */
export type PauseSystemInput = {
  /** Chosen by the caller, 8 to 200 characters: the same key and input is done once, however often it is sent. Without one each request counts anew. */
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  /** For the audit, and for those who wonder; in a sentence, without names of persons. */
  readonly reason: Scalars['String']['input'];
  /** CRM, PSA or ERP. */
  readonly system: System;
};

/** A system after it was paused or resumed. */
export type PauseSystemPayload = {
  /** Whether that was so before, or the same request had done it. */
  readonly isRepeated: Scalars['Boolean']['output'];
  /** Whether it is paused now. */
  readonly paused: Scalars['Boolean']['output'];
  /** What is wrong with the request. Nothing was done when there is one. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** What work took of a prepaid period: it stands on no invoice of its own, but on the period's. */
export type PeriodDraw = {
  /** What it took, without tax. */
  readonly amount: Money;
  /** The drafts that bill the period, the oldest first, with their invoices once they are posted; none where it was billed before go-live. */
  readonly billedBy: ReadonlyArray<BillingDraft>;
  /** First day of work that may draw from it. */
  readonly from: Scalars['Date']['output'];
  /** Name of the contract line's period. */
  readonly periodId: Scalars['ID']['output'];
  /** Which of the work's versions drew. */
  readonly version: Scalars['Int']['output'];
};

/** A planned bill. */
export type PlannedBill = {
  /** Amount, without tax. */
  readonly amount: Money;
  /** Day it is due; null when nobody has said. */
  readonly dueOn: Maybe<Scalars['Date']['output']>;
  /** What it is for. */
  readonly name: Scalars['String']['output'];
};

/** As whom a legal entity bills the customer. */
export type PlannedBillingAccount = {
  /** The customer in the ERP. */
  readonly customer: WrittenRecord;
  /** Whether the legal entity has to be let bill the customer first. */
  readonly isNew: Scalars['Boolean']['output'];
  /** The legal entity. */
  readonly legalEntity: LegalEntity;
};

/** What a write does to a record. */
export type PlannedOperation =
  /** Makes it. */
  | 'CREATE'
  /** An operation this version of the graph does not know. */
  | 'UNKNOWN'
  /** Changes it. */
  | 'UPDATE';

/** What is made for one legal entity. */
export type PlannedPart = {
  /** As whom the legal entity bills the customer; null when nothing is made in the ERP, or nobody has onboarded the customer. */
  readonly billingAccount: Maybe<PlannedBillingAccount>;
  /** How it is billed. */
  readonly billingModels: ReadonlyArray<BillingModel>;
  /** Last day. */
  readonly endOn: Maybe<Scalars['Date']['output']>;
  /** The code that finance calls it by; null until the ERP has numbered it. */
  readonly financeCode: Maybe<Scalars['String']['output']>;
  /** Whether nothing of it is billed until waived gates hold: true of a start at risk alone. */
  readonly isBillingHeld: Scalars['Boolean']['output'];
  /** Its code in the ERP; UNASSIGNED for what begins without a seller. */
  readonly legalEntityCode: Scalars['String']['output'];
  /** What its hours are priced by; null when the contract names nothing in its currency. */
  readonly rateCard: Maybe<RateCard>;
  /** Planned bills; empty where time alone is the bill. */
  readonly schedule: ReadonlyArray<PlannedBill>;
  /** First day. */
  readonly startOn: Maybe<Scalars['Date']['output']>;
  /** Whom it asks for, by role. */
  readonly team: ReadonlyArray<PlannedPlace>;
  /** Key of the template it is made from. */
  readonly templateKey: Maybe<Scalars['String']['output']>;
  /** Name of the template. */
  readonly templateTitle: Maybe<Scalars['String']['output']>;
  /** Title of the project. */
  readonly title: Scalars['String']['output'];
  /** What it is worth, without tax. */
  readonly value: Maybe<Money>;
  /** What is added to the template's own work. */
  readonly work: ReadonlyArray<PlannedWork>;
};

/** A place in the team. */
export type PlannedPlace = {
  /** Last day. */
  readonly endOn: Scalars['Date']['output'];
  /** Hours over the whole time. */
  readonly hours: Scalars['Decimal']['output'];
  /** The role. */
  readonly role: Scalars['String']['output'];
  /** First day. */
  readonly startOn: Scalars['Date']['output'];
};

/** A piece of work that is added. */
export type PlannedWork = {
  /** What is billed when it is reached, without tax. */
  readonly amount: Maybe<Money>;
  /** Day it is due; null when nobody has said. */
  readonly dueOn: Maybe<Scalars['Date']['output']>;
  /** What it is. */
  readonly kind: PlannedWorkKind;
  /** Title. */
  readonly title: Scalars['String']['output'];
};

/** What a piece of work is. */
export type PlannedWorkKind =
  /** Something to reach. */
  | 'MILESTONE'
  /** Something to do. */
  | 'TASK'
  /** Something this version of the graph does not know. */
  | 'UNKNOWN';

/** A write that is made. */
export type PlannedWrite = {
  /** What it does, in words. */
  readonly does: Scalars['String']['output'];
  /** Ids that it puts into fields. */
  readonly fills: ReadonlyArray<FilledField>;
  /** Business key, under which the system knows the write again. */
  readonly key: Scalars['ID']['output'];
  /** What is written, such as PROJECT. */
  readonly kind: Scalars['String']['output'];
  /** The legal entity it is made for; null for what is written once. */
  readonly legalEntityCode: Maybe<Scalars['String']['output']>;
  /** Its name within the run, as its steps carry it. */
  readonly name: Scalars['String']['output'];
  /** Whether something is made there, or something that is there is changed. */
  readonly operation: PlannedOperation;
  /** The system it writes to. */
  readonly system: System;
};

/** Where a position differs from what a system says. */
export type PositionDifference = {
  /** Position less system. */
  readonly amount: Money;
  /** Why; null when nobody has said. */
  readonly explanation: Maybe<Scalars['String']['output']>;
  /** What. */
  readonly measure: PositionMeasure;
};

/** Why a measure differs. */
export type PositionExplanationInput = {
  /** Which. */
  readonly measure: PositionMeasure;
  /** Why, in a sentence without names of persons. */
  readonly text: Scalars['String']['input'];
};

/** What of a position is compared with what a system says of itself. */
export type PositionMeasure =
  /** Work on bills of the PSA against what the ERP invoiced. */
  | 'BILLED'
  /** Open balances of its invoices against the ERP's receivables. */
  | 'OPEN_RECEIVABLE'
  /** A measure this version of the graph does not know. */
  | 'UNKNOWN'
  /** Approved work on no bill against the PSA's own sum. */
  | 'WORK_IN_PROGRESS';

/** A position as it was read. */
export type PositionPreview = {
  /** Billed before, at bill value, without tax. */
  readonly billed: Money;
  /** Where it differs from what the systems say of themselves. */
  readonly differences: ReadonlyArray<PositionDifference>;
  /** Go-live. */
  readonly on: Scalars['Date']['output'];
  /** Numbers of its invoices that are not paid. */
  readonly openInvoices: ReadonlyArray<Scalars['String']['output']>;
  /** Open balance of its invoices, with tax. */
  readonly openReceivable: Money;
  /** Worked before and still to be billed, without tax. */
  readonly openWork: Money;
  /** Cash and credit memos that the customer has with the seller in this currency, on no invoice yet and of whatever project. */
  readonly unappliedCredits: Money;
  /** Approved and on no bill, at bill value, without tax. */
  readonly workInProgress: Money;
};

/** Which expenses become invoices: exactly one of projects, contracts and a legal entity. */
export type PostExpensesInput = {
  /** Canonical ids of contracts, at most 200. */
  readonly contractIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Only look: answer with the preview. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Chosen by the caller, 8 to 200 characters: the same key and input is the same run, however often it is sent. */
  readonly idempotencyKey: Scalars['ID']['input'];
  /** Code of a legal entity: all its projects whose opening position is signed off. */
  readonly legalEntityCode?: InputMaybe<Scalars['String']['input']>;
  /** Canonical ids of projects, at most 200. */
  readonly projectIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Tax code by the ERP's own name, where the facts determine none. */
  readonly taxCode?: InputMaybe<Scalars['String']['input']>;
  /** Why no tax is due, where the code says that none is: the article of the law, the certificate; without names of persons. Such a code bills nothing without it. */
  readonly taxReason?: InputMaybe<Scalars['String']['input']>;
  /** Last day on which they were paid. */
  readonly through: Scalars['Date']['input'];
};

/** Which work's cost is posted: exactly one of projects, contracts and a legal entity. */
export type PostWorkCostInput = {
  /** Canonical ids of contracts, at most 200. */
  readonly contractIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Only look: answer with the preview. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Chosen by the caller, 8 to 200 characters: the same key and input is the same run, however often it is sent. */
  readonly idempotencyKey: Scalars['ID']['input'];
  /** Code of a legal entity: all its projects whose opening position is signed off. */
  readonly legalEntityCode?: InputMaybe<Scalars['String']['input']>;
  /** Canonical ids of projects, at most 200. */
  readonly projectIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Last day of the work. */
  readonly through: Scalars['Date']['input'];
};

/** A posting of cost that was begun or looked at. */
export type PostWorkCostPayload = {
  /** Whether the same request had begun it before. */
  readonly isRepeated: Scalars['Boolean']['output'];
  /** The postings it took, as they stand. */
  readonly postings: Maybe<ReadonlyArray<CostPosting>>;
  /** What would be posted, or was; null while the run has not looked. */
  readonly preview: Maybe<CostPreview>;
  /** The run as it stands after at most three seconds; null when none was begun. */
  readonly run: Maybe<Run>;
  /** What is wrong with the request. Nothing was done when there is one. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** A period that the client has prepaid. */
export type PrepaidPeriod = {
  /** Last day of work that may draw from it; null when it does not expire. */
  readonly expiresOn: Maybe<Scalars['Date']['output']>;
  /** First day of work that may draw from it. */
  readonly from: Scalars['Date']['output'];
  /** What of it has lapsed. */
  readonly lapsed: Money;
  /** What was billed for it, without tax. */
  readonly paid: Money;
  /** Name of the contract line's period. */
  readonly periodId: Scalars['ID']['output'];
  /** What is left after it. */
  readonly remaining: Money;
  /** What was left before this draw. */
  readonly remainingBefore: Money;
  /** What it is. */
  readonly title: Scalars['String']['output'];
};

/** An invoice to be. */
export type PreviewDocument = {
  /** Who would build it. */
  readonly builder: Maybe<InvoiceBuilder>;
  /** With the tax we expect. */
  readonly gross: Money;
  /** Day of the invoice: today, or the first day of the first open period. */
  readonly issuedOn: Scalars['Date']['output'];
  /** How many work items it bills. */
  readonly items: Scalars['Int']['output'];
  /** Who bills. */
  readonly legalEntityCode: Scalars['String']['output'];
  /** Its lines. */
  readonly lines: ReadonlyArray<DraftLine>;
  /** Sum of its lines, without tax. */
  readonly net: Money;
  /** Number of the client's order. */
  readonly purchaseOrder: Maybe<Scalars['String']['output']>;
  /** Tax code by the ERP's own name. */
  readonly taxCode: Scalars['String']['output'];
  /** Tax as we expect it; the ERP's posted tax counts. */
  readonly taxEstimate: Money;
  /** Why that one. */
  readonly taxWhy: Scalars['String']['output'];
};

/** Work that waits, in a preview. */
export type PreviewHold = {
  /** What waits, without tax; null where it has no price. */
  readonly amount: Maybe<Money>;
  /** Why, such as NO_RATE or OVER_CAP. */
  readonly code: Scalars['String']['output'];
  /** The same in a sentence. */
  readonly explanation: Scalars['String']['output'];
  /** Business role that does it. */
  readonly ownerRole: Scalars['String']['output'];
  /** What to do. */
  readonly remedy: Scalars['String']['output'];
  /** Canonical id of the time entry, expense or milestone, or the name of a contract line's period. */
  readonly workId: Scalars['ID']['output'];
  /** Day of the work. */
  readonly workedOn: Scalars['Date']['output'];
};

/** What needs a person: a run that rests without being done, or a reader that could not be told. */
export type ProcessException = {
  /** What is at stake, as far as the process knows; null when it does not say. Tax as the process states it. */
  readonly atRisk: Maybe<Money>;
  /** When it was ended. */
  readonly closedAt: Maybe<Scalars['DateTime']['output']>;
  /** What happened, such as DUPLICATE_CANDIDATE or SYSTEM_UNAVAILABLE. */
  readonly code: Scalars['String']['output'];
  /** By this every system's logs know it. */
  readonly correlationId: Maybe<Scalars['ID']['output']>;
  /** When it ought to be ended. */
  readonly dueAt: Maybe<Scalars['DateTime']['output']>;
  /** What the code means, and what to do about it. */
  readonly explanation: Scalars['String']['output'];
  /** What of the input, or of the record, it is about; of a duplicate candidate the ids of the records that look alike. */
  readonly fields: ReadonlyArray<Scalars['String']['output']>;
  /** When it happened first. */
  readonly firstSeenAt: Scalars['DateTime']['output'];
  /** What may be done about it, the likeliest first. */
  readonly fixes: ReadonlyArray<SuggestedFix>;
  /** Canonical id. */
  readonly id: Scalars['ID']['output'];
  /** Whether it is assigned to whoever asks. */
  readonly isMine: Scalars['Boolean']['output'];
  /** Whether it is past due. */
  readonly isOverdue: Scalars['Boolean']['output'];
  /** How its run rests, or that there is none. */
  readonly kind: ExceptionKind;
  /** What happened this time. */
  readonly message: Scalars['String']['output'];
  /** When its run is tried again by itself, because a system was away or what it waits for is mended elsewhere; null when it is not, or is being tried now. */
  readonly nextTryAt: Maybe<Scalars['DateTime']['output']>;
  /** How often the same happened to this run. */
  readonly occurrences: Scalars['Int']['output'];
  /** When this one was opened. */
  readonly openedAt: Scalars['DateTime']['output'];
  /** The role that has to end it. */
  readonly ownerRole: Scalars['String']['output'];
  /** The reader that could not be told, of a dead letter. */
  readonly reader: Maybe<Scalars['String']['output']>;
  /** How it was ended, such as REPLAYED, WAIVED, SETTLED or ENDED. */
  readonly resolution: Maybe<Scalars['String']['output']>;
  /** The run that rests; null for a reader that could not be told of something no run did. */
  readonly run: Maybe<Run>;
  /** The other run that did what this one's run was refused, when that is how it was ended (SETTLED). */
  readonly settledBy: Maybe<Run>;
  /** Hidden until then. */
  readonly snoozedUntil: Maybe<Scalars['DateTime']['output']>;
  /** Whether somebody has it, and whether it is ended. */
  readonly status: ExceptionStatus;
  /** The step at which it happened. */
  readonly step: Maybe<Scalars['String']['output']>;
  /** What it is about. */
  readonly subject: Maybe<ExceptionSubject>;
  /** The system at which it happened. */
  readonly system: Maybe<System>;
  /** The code in a few words. */
  readonly title: Scalars['String']['output'];
};

/** A page of exceptions. */
export type ProcessExceptionConnection = {
  /** The rows. */
  readonly edges: ReadonlyArray<ProcessExceptionEdge>;
  /** Where the page begins and ends. */
  readonly pageInfo: PageInfo;
};

/** A row of a page of exceptions. */
export type ProcessExceptionEdge = {
  /** Where the row is, for `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The exception. */
  readonly node: ProcessException;
};

/** How the house does at this moment. */
export type ProcessHealth = {
  /** Events a reader could not be told of. */
  readonly deadLetters: Scalars['Int']['output'];
  /** What looks for things that were never begun, in the order of their codes. */
  readonly detectors: ReadonlyArray<DetectorHealth>;
  /** What processes follow in the systems, those furthest behind first. */
  readonly feeds: ReadonlyArray<FeedHealth>;
  /** Since when the oldest of them waits. */
  readonly oldestUntoldAt: Maybe<Scalars['DateTime']['output']>;
  /** Runs that wait because a system was away. */
  readonly parked: Scalars['Int']['output'];
  /** Queues of runs, the longest first. */
  readonly queues: ReadonlyArray<QueueHealth>;
  /** Runs that wait for a decision. */
  readonly stuck: Scalars['Int']['output'];
  /** Systems that somebody has said something about. */
  readonly systems: ReadonlyArray<SystemHealth>;
  /** Events that wait to be told. */
  readonly untold: Scalars['Int']['output'];
  /** Workers that gave a sign of life in the last ten seconds. */
  readonly workers: Scalars['Int']['output'];
};

export type Project = {
  readonly id: Scalars['ID']['output'];
};

export type Query = {
  /** Rules about exceptions that are broken, the latest raised first. */
  readonly alerts: Maybe<AlertConnection>;
  /** One approval; null when there is none with this id, or it is outside the caller's legal entities. */
  readonly approval: Maybe<Approval>;
  /** Delegations that whoever asks gave or got, and that have not ended; at most 200. */
  readonly approvalDelegations: Maybe<ReadonlyArray<ApprovalDelegation>>;
  /** Approvals, the one that expires first at the top; without a filter those that whoever asks may decide on. */
  readonly approvals: Maybe<ApprovalConnection>;
  /** Who did what through which systems, newest first. */
  readonly audit: Maybe<AuditEntryConnection>;
  /** One draft of an invoice; null when there is none with this id. */
  readonly billingDraft: Maybe<BillingDraft>;
  /** Drafts of invoices with what became of them, the newest first. */
  readonly billingDrafts: Maybe<BillingDraftConnection>;
  /** Work whose cost waits, as the last run over its project saw it, the oldest first. */
  readonly costHolds: Maybe<CostHoldConnection>;
  /** Postings of the cost of work, the newest first. */
  readonly costPostings: Maybe<CostPostingConnection>;
  /** One engagement; null when there is none with this id. */
  readonly engagement: Maybe<Engagement>;
  /** Exceptions grouped by what one fix would probably end, the largest amount first; at most 200. */
  readonly exceptionGroups: Maybe<ReadonlyArray<ExceptionGroup>>;
  /** Work that waits, as the last release of its project saw it, the oldest work first. */
  readonly heldWork: Maybe<HeldWorkConnection>;
  /** The credit that a memo of the ERP is in our books, with its invoice and the work it took back; null when nobody here knows it. */
  readonly invoiceCredit: Maybe<InvoiceCredit>;
  /** What stood at go-live of a project; null when nobody has taken it over. */
  readonly openingPosition: Maybe<OpeningPosition>;
  /** Which system is the record of which fields. */
  readonly ownership: Maybe<ReadonlyArray<OwnershipRule>>;
  /** One exception; null when there is none with this id. */
  readonly processException: Maybe<ProcessException>;
  /** Exceptions, most money at risk first. Amounts of different currencies are ranked by their number and never added. */
  readonly processExceptions: Maybe<ProcessExceptionConnection>;
  /** How the house does: systems, queues, what waits for a person. */
  readonly processHealth: Maybe<ProcessHealth>;
  /** What is billed by itself, by legal entity and by what it takes: when next, and what the last run made. Empty where none is configured. */
  readonly releaseSchedule: Maybe<ReadonlyArray<ReleaseSchedule>>;
  /** One run; null when there is none with this id. */
  readonly run: Maybe<Run>;
  /** Runs, latest begun first. */
  readonly runs: Maybe<RunConnection>;
  /** Runs that carry a name: any system's id, an invoice number, a project code, a business key, a correlation id. Latest begun first, at most 200. */
  readonly trace: Maybe<ReadonlyArray<TracedRun>>;
  /** Where the value of work is, and every claim ever taken on it, in the order asked for; null for work that no release has touched. */
  readonly workBilling: Maybe<ReadonlyArray<Maybe<WorkBilling>>>;
  /** Every claim ever taken on the cost of work, in the order asked for, the oldest of each first; none for work whose cost was never posted. */
  readonly workCost: Maybe<ReadonlyArray<WorkCost>>;
};


export type QueryAlertsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  states?: InputMaybe<ReadonlyArray<AlertState>>;
};


export type QueryApprovalArgs = {
  id: Scalars['ID']['input'];
};


export type QueryApprovalsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ApprovalFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryAuditArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AuditFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryBillingDraftArgs = {
  id: Scalars['ID']['input'];
};


export type QueryBillingDraftsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<BillingDraftFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryCostHoldsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  projectId?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryCostPostingsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  projectId?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryEngagementArgs = {
  id: Scalars['ID']['input'];
};


export type QueryExceptionGroupsArgs = {
  filter?: InputMaybe<ExceptionFilter>;
};


export type QueryHeldWorkArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<HeldWorkFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryInvoiceCreditArgs = {
  creditMemoId: Scalars['ID']['input'];
};


export type QueryOpeningPositionArgs = {
  projectId: Scalars['ID']['input'];
};


export type QueryOwnershipArgs = {
  type?: InputMaybe<Scalars['String']['input']>;
};


export type QueryProcessExceptionArgs = {
  id: Scalars['ID']['input'];
};


export type QueryProcessExceptionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ExceptionFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryRunArgs = {
  id: Scalars['ID']['input'];
};


export type QueryRunsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<RunFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryTraceArgs = {
  name: Scalars['String']['input'];
};


export type QueryWorkBillingArgs = {
  workIds: ReadonlyArray<Scalars['ID']['input']>;
};


export type QueryWorkCostArgs = {
  workIds: ReadonlyArray<Scalars['ID']['input']>;
};

/** Runs that queue up together. */
export type QueueHealth = {
  /** What they queue up with. */
  readonly name: Scalars['String']['output'];
  /** Since when the oldest of the queued ones waits. */
  readonly oldestQueuedAt: Maybe<Scalars['DateTime']['output']>;
  /** Runs that no worker has taken yet. */
  readonly queued: Scalars['Int']['output'];
  /** Runs that a worker has. */
  readonly running: Scalars['Int']['output'];
};

export type RateCard = {
  readonly id: Scalars['ID']['output'];
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

/** What a release of several projects has made. */
export type ReleaseMade = {
  /** Runs that still go on. */
  readonly atWork: Scalars['Int']['output'];
  /** Drafts, those that became invoices included. */
  readonly drafts: Scalars['Int']['output'];
  /** Sum of the drafts without tax, by currency. */
  readonly net: ReadonlyArray<Money>;
  /** Of these, those that are posted in the ERP. */
  readonly posted: Scalars['Int']['output'];
  /** Projects that were refused or wait for a person; each is an exception with its money and owner. */
  readonly stopped: Scalars['Int']['output'];
};

/** What a release of one project bills, or would bill. */
export type ReleasePreview = {
  /** What they are worth at bill value, without tax. */
  readonly absorbed: Money;
  /** Items that a fixed fee covers: nobody is billed for them. */
  readonly absorbedItems: Scalars['Int']['output'];
  /** Why nothing of it can be billed; null when it can. */
  readonly blocker: Maybe<BillingBlocker>;
  /** What caps leave after this release. */
  readonly caps: ReadonlyArray<CapRemaining>;
  /** Invoices. */
  readonly documents: ReadonlyArray<PreviewDocument>;
  /** Work that waits, at most 1,000 items. */
  readonly held: ReadonlyArray<PreviewHold>;
  /** The project. */
  readonly project: Maybe<Project>;
  /** Items left alone: billed before go-live or by us, or on a draft. */
  readonly settledItems: Scalars['Int']['output'];
};

/** What begins by itself of one legal entity, a window at a time on its own clock. */
export type ReleaseSchedule = {
  /** Length of a window. */
  readonly everyMinutes: Scalars['Int']['output'];
  /** Why the systems cannot be asked, by code; null while they can. */
  readonly failure: Maybe<Scalars['String']['output']>;
  /** Whether CRM, PSA or ERP is paused: nothing begins until it is resumed. */
  readonly isPaused: Scalars['Boolean']['output'];
  /** The last run that was begun, by that window or an earlier one. */
  readonly lastRun: Maybe<Run>;
  /** The last window that was looked at, by its beginning on the entity's clock; null when none was. */
  readonly lastWindow: Maybe<Scalars['String']['output']>;
  /** Code of the legal entity. */
  readonly legalEntityCode: Scalars['String']['output'];
  /** When. */
  readonly lookedAt: Maybe<Scalars['DateTime']['output']>;
  /** What that run has made until now. */
  readonly made: Maybe<ReleaseMade>;
  /** When the next window begins. */
  readonly nextDueAt: Scalars['DateTime']['output'];
  /** What came of it. */
  readonly outcome: Maybe<ScheduleOutcome>;
  /** Projects it began with. */
  readonly projects: Scalars['Int']['output'];
  /** What it begins; of each its own windows. */
  readonly takes: ScheduleTakes;
  /** Last day of the work in that window, or on which a bill falls due. */
  readonly through: Maybe<Scalars['Date']['output']>;
  /** IANA name of the zone that its windows and days are in. */
  readonly timeZone: Scalars['String']['output'];
};

/** Which work becomes invoices: exactly one of projects, contracts and a legal entity. */
export type ReleaseWorkInput = {
  /** Canonical ids of contracts, at most 200. */
  readonly contractIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Only look: answer with the preview. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Chosen by the caller, 8 to 200 characters: the same key and input is the same run, however often it is sent. */
  readonly idempotencyKey: Scalars['ID']['input'];
  /** Code of a legal entity: all its projects that are billed by their time, and those taken over whose fee covers it. */
  readonly legalEntityCode?: InputMaybe<Scalars['String']['input']>;
  /** Canonical ids of projects, at most 200. */
  readonly projectIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Tax code by the ERP's own name, where the facts determine none. */
  readonly taxCode?: InputMaybe<Scalars['String']['input']>;
  /** Why no tax is due, where the code says that none is: the article of the law, the certificate; without names of persons. Such a code bills nothing without it. */
  readonly taxReason?: InputMaybe<Scalars['String']['input']>;
  /** Last day of the work. */
  readonly through: Scalars['Date']['input'];
};

/** A release that was begun or looked at. */
export type ReleaseWorkPayload = {
  /** The drafts it made. */
  readonly drafts: Maybe<ReadonlyArray<BillingDraft>>;
  /** Whether the same request had begun it before. */
  readonly isRepeated: Scalars['Boolean']['output'];
  /** What is billed, or would be; null while the run has not looked, and for a release of several projects, whose runs have one each. */
  readonly preview: Maybe<ReleasePreview>;
  /** The run as it stands after at most three seconds; null when none was begun. */
  readonly run: Maybe<Run>;
  /** What is wrong with the request. Nothing was done when there is one. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** What to replay, and why. */
export type ReplayRunInput = {
  /** Chosen by the caller, 8 to 200 characters: the same key and input is done once, however often it is sent. Without one each request counts anew. */
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  /** For the audit, in a sentence, without names of persons. */
  readonly reason: Scalars['String']['input'];
  /** Canonical id. */
  readonly runId: Scalars['ID']['input'];
};

export type Resource = {
  readonly id: Scalars['ID']['output'];
};

/** Which exception, with what corrected, and why. */
export type ResumeExceptionInput = {
  /** What of the run's input was wrong; nothing when absent. */
  readonly corrections?: InputMaybe<ReadonlyArray<FieldCorrectionInput>>;
  /** Canonical id. */
  readonly exceptionId: Scalars['ID']['input'];
  /** Chosen by the caller, 8 to 200 characters: the same key and input is done once, however often it is sent. Without one each request counts anew. */
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  /** For the audit, in a sentence, without names of persons. */
  readonly reason: Scalars['String']['input'];
};

/** What a draw from a retainer comes to, or would. */
export type RetainerPreview = {
  /** Why nothing can be drawn; null when it can. */
  readonly blocker: Maybe<BillingBlocker>;
  /** What of them is covered, at bill value, without tax. */
  readonly covered: Money;
  /** Items that are covered, in whole or in part. */
  readonly coveredItems: Scalars['Int']['output'];
  /** Invoices of the excess. */
  readonly documents: ReadonlyArray<PreviewDocument>;
  /** Work that waits. */
  readonly held: ReadonlyArray<PreviewHold>;
  /** What lapses, without tax. */
  readonly lapsed: Money;
  /** Prepaid periods, in order of their days. */
  readonly periods: ReadonlyArray<PrepaidPeriod>;
  /** The project. */
  readonly project: Maybe<Project>;
};

/** Which exceptions to retry, how many they are, and why. */
export type RetryExceptionsInput = {
  /** As many as were shown: with more or fewer nothing is done. */
  readonly expectedCount: Scalars['Int']['input'];
  /** As it was shown. */
  readonly filter: ExceptionFilter;
  /** Chosen by the caller, 8 to 200 characters: the same key and input is done once, however often it is sent. Without one each request counts anew. */
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  /** For the audit, in a sentence, without names of persons. */
  readonly reason: Scalars['String']['input'];
};

/** What a retry of many did. */
export type RetryExceptionsPayload = {
  /** How many the filter meets now, when that is not what was expected. */
  readonly actualCount: Maybe<Scalars['Int']['output']>;
  /** Runs that were sent on; nothing was done when it is 0. */
  readonly count: Scalars['Int']['output'];
  /** Whether the same request had sent them on before. */
  readonly isRepeated: Scalars['Boolean']['output'];
  /** The first 200 of them. */
  readonly runs: ReadonlyArray<Run>;
  /** What is wrong with the request. Nothing was done when there is one. */
  readonly userErrors: ReadonlyArray<UserError>;
  /** How many wait until somebody else has agreed; these were asked for, and not sent on. */
  readonly waitingForApproval: Scalars['Int']['output'];
};

/** Work whose posted cost is taken back. */
export type ReversedWork = {
  /** EDITED, NOT_APPROVED, GONE or MOVED. */
  readonly because: Scalars['String']['output'];
  /** Canonical id of the time entry. */
  readonly workId: Scalars['ID']['output'];
};

/** Which delegation to end, and why. */
export type RevokeDelegationInput = {
  /** Canonical id. */
  readonly delegationId: Scalars['ID']['input'];
  /** Chosen by the caller, 8 to 200 characters: the same key and input is done once. */
  readonly idempotencyKey: Scalars['ID']['input'];
  /** For the audit, in a sentence, without names of persons. */
  readonly reason: Scalars['String']['input'];
};

/** One carrying out of a business process: durable, so that it ends once, however often it is interrupted. */
export type Run = {
  /** What somebody else had, or has, to agree to; the latest first. */
  readonly approvals: ReadonlyArray<Approval>;
  /** When it was begun. */
  readonly begunAt: Scalars['DateTime']['output'];
  /** The drafts that a release made; null for other processes. */
  readonly billingDrafts: Maybe<ReadonlyArray<BillingDraft>>;
  /** When it last changed its state or its worker. */
  readonly changedAt: Scalars['DateTime']['output'];
  /** What bills by plan of one project come to, or would; null for other processes, and while it has not looked. */
  readonly contractBillingPreview: Maybe<ContractBillingPreview>;
  /** What a conversion makes, or would make; null for other processes. */
  readonly conversionPlan: Maybe<ConversionPlan>;
  /** By this every system's logs know it. */
  readonly correlationId: Scalars['ID']['output'];
  /** What a posting of cost comes to, or would; null for other processes, and while it has not looked. */
  readonly costPreview: Maybe<CostPreview>;
  /** What a credit takes from its invoice, or would take; null for other processes, and while it has not looked. */
  readonly creditPreview: Maybe<CreditPreview>;
  /** What a change of a customer writes, or would write; null for other processes, and while it has not looked. */
  readonly customerChanges: Maybe<ReadonlyArray<CustomerChangeInSystem>>;
  /** Why it rests, when it rests without being done. */
  readonly failure: Maybe<RunFailure>;
  /** The gates of a conversion as it found them last; null for other processes, and while it has not looked. */
  readonly gates: Maybe<ReadonlyArray<GateCheck>>;
  /** 1, and one more each time it began anew after everything was taken back. */
  readonly generation: Scalars['Int']['output'];
  /** Canonical id. */
  readonly id: Scalars['ID']['output'];
  /** Name of the process, such as onboardCustomer. */
  readonly process: Scalars['String']['output'];
  /** What a release of one project bills, or would bill; null for other processes, and while it has not looked. */
  readonly releasePreview: Maybe<ReleasePreview>;
  /** What a draw from a retainer comes to, or would; null for other processes, and while it has not looked. */
  readonly retainerPreview: Maybe<RetainerPreview>;
  /** How far it is. */
  readonly state: RunState;
  /** What was written so far, in order; of the newest generation. */
  readonly steps: ReadonlyArray<RunStep>;
  /** What it waits for away from any worker; null when it waits for nothing but a worker, or rests. */
  readonly waitsFor: Maybe<RunWait>;
};

/** A page of runs. */
export type RunConnection = {
  /** The rows. */
  readonly edges: ReadonlyArray<RunEdge>;
  /** Where the page begins and ends. */
  readonly pageInfo: PageInfo;
};

/** A row of a page of runs. */
export type RunEdge = {
  /** Where the row is, for `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The run. */
  readonly node: Run;
};

/** Why a run rests. */
export type RunFailure = {
  /** What happened, such as DUPLICATE_CANDIDATE or SYSTEM_UNAVAILABLE. */
  readonly code: Scalars['String']['output'];
  /** What of the input, or of the record, it is about. */
  readonly fields: ReadonlyArray<Scalars['String']['output']>;
  /** The same for people, with the remedy. */
  readonly message: Scalars['String']['output'];
  /** The step at which it happened. */
  readonly step: Scalars['String']['output'];
};

/** Which runs. */
export type RunFilter = {
  /** Of this correlation id. */
  readonly correlationId?: InputMaybe<Scalars['ID']['input']>;
  /** Of this process. */
  readonly process?: InputMaybe<Scalars['String']['input']>;
  /** In one of these states. */
  readonly states?: InputMaybe<ReadonlyArray<RunState>>;
};

/** A run, and what has to be said about the request. */
export type RunPayload = {
  /** What somebody else has to agree to before the replay is done; null when nobody has to. */
  readonly approval: Maybe<Approval>;
  /** Whether the same request had begun it, or sent it on, before. */
  readonly isRepeated: Scalars['Boolean']['output'];
  /** The run as it stands after at most three seconds; null when none was begun. */
  readonly run: Maybe<Run>;
  /** What is wrong with the request. Nothing was done when there is one. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** What falls due by its date: exactly one of projects, contracts and a legal entity. */
export type RunRecurringBillingInput = {
  /** Canonical ids of contracts, at most 200. */
  readonly contractIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Only look: answer with the preview. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Chosen by the caller, 8 to 200 characters: the same key and input is the same run, however often it is sent. */
  readonly idempotencyKey: Scalars['ID']['input'];
  /** Code of a legal entity: all its projects whose bills fall due by their dates. */
  readonly legalEntityCode?: InputMaybe<Scalars['String']['input']>;
  /** Canonical ids of projects, at most 200. */
  readonly projectIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Tax code by the ERP's own name, where the facts determine none. */
  readonly taxCode?: InputMaybe<Scalars['String']['input']>;
  /** Why no tax is due, where the code says that none is: the article of the law, the certificate; without names of persons. Such a code bills nothing without it. */
  readonly taxReason?: InputMaybe<Scalars['String']['input']>;
  /** Last day on which a bill may fall due; what is served and not prepaid is not billed before it is served. */
  readonly through: Scalars['Date']['input'];
};

/** How far a run is. */
export type RunState =
  /** Refused, and everything was taken back. Replay begins anew. */
  | 'COMPENSATED'
  /** It was refused, and what was done is being taken back. */
  | 'COMPENSATING'
  /** Done, all of it. */
  | 'DONE'
  /** A system was away for too long. Nothing was taken back; replay goes on in place. */
  | 'PARKED'
  /** A worker has it or will have it soon. */
  | 'RUNNING'
  /** A person must decide first; replay goes on in place. */
  | 'STUCK'
  /** A state this version of the graph does not know. */
  | 'UNKNOWN'
  /** Somebody else has to agree first; the decision sends it on. */
  | 'WAITING_APPROVAL';

/** One write of a run to one system. */
export type RunStep = {
  /** Business key, under which the system knows the write again. */
  readonly key: Scalars['ID']['output'];
  /** Its name within the process. */
  readonly name: Scalars['String']['output'];
  /** The record that was written; null before, and when it was taken back without ever having been there. */
  readonly record: Maybe<WrittenRecord>;
  /** How far it is. */
  readonly state: RunStepState;
  /** The system it writes to. */
  readonly system: Scalars['String']['output'];
};

/** How far a step is. */
export type RunStepState =
  /** Written. */
  | 'DONE'
  /** About to be written, or written and not known yet. */
  | 'INTENT'
  /** The system said no. */
  | 'REFUSED'
  /** Taken back. */
  | 'UNDONE'
  /** A state this version of the graph does not know. */
  | 'UNKNOWN';

/** What a run that moves waits for; it goes on by itself. */
export type RunWait = {
  /** Why. */
  readonly reason: RunWaitReason;
  /** The run about the same customer that goes first. */
  readonly run: Maybe<Run>;
  /** Since when. */
  readonly since: Scalars['DateTime']['output'];
  /** The system that is paused, as steps name it. */
  readonly system: Maybe<Scalars['String']['output']>;
  /** Until when, where a system wishes to be left alone. */
  readonly until: Maybe<Scalars['DateTime']['output']>;
};

/** Why a run waits. */
export type RunWaitReason =
  /** A run about the same customer that was begun earlier goes first. */
  | 'EARLIER_RUN'
  /** An operator has paused a system that it needs. */
  | 'SYSTEM_PAUSED'
  /** A system wishes to be left alone for a while. */
  | 'SYSTEM_WISH'
  /** A reason this version of the graph does not know. */
  | 'UNKNOWN';

/** What came of a look at a window. */
export type ScheduleOutcome =
  /** A run was begun. */
  | 'BEGUN'
  /** No project had anything for it. */
  | 'NOTHING'
  /** What an earlier window had begun was not done. */
  | 'STILL_AT_WORK'
  /** An outcome this version of the graph does not know. */
  | 'UNKNOWN';

/** What a schedule begins by itself. */
export type ScheduleTakes =
  /** Once a day: absorbs the time that a fee covers. */
  | 'COVERED'
  /** Once a day: bills what falls due by its date. */
  | 'DUE'
  /** Once a day: draws work from retainers. */
  | 'PREPAID'
  /** Releases time that is billed by the hour, every window. */
  | 'TIME'
  /** Something this version of the graph does not know. */
  | 'UNKNOWN';

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

/** A bill by plan that is left alone. */
export type SettledBill = {
  /** Why. */
  readonly because: SettledReason;
  /** Canonical id of the milestone, or the name of the contract line's period. */
  readonly sourceId: Scalars['ID']['output'];
  /** What it is for. */
  readonly title: Scalars['String']['output'];
};

/** Why a bill by plan is left alone. */
export type SettledReason =
  /** It is billed. */
  | 'ALREADY_BILLED'
  /** It was billed before go-live. */
  | 'BILLED_BEFORE'
  /** Somebody billed it in the ERP or the PSA. */
  | 'BILLED_ELSEWHERE'
  /** It will not be billed. */
  | 'CANCELLED'
  /** It is on a draft. */
  | 'ON_A_DRAFT'
  /** A reason this version of the graph does not know. */
  | 'UNKNOWN';

/** Which exception, until when, and why. */
export type SnoozeExceptionInput = {
  /** Canonical id. */
  readonly exceptionId: Scalars['ID']['input'];
  /** Chosen by the caller, 8 to 200 characters: the same key and input is done once, however often it is sent. Without one each request counts anew. */
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  /** For the audit, in a sentence, without names of persons. */
  readonly reason: Scalars['String']['input'];
  /** At most 30 days ahead. */
  readonly until: Scalars['DateTime']['input'];
};

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

/** A start before everything is in order. Nothing is billed until it is. */
export type StartAtRiskInput = {
  /** Gates that may stay shut. */
  readonly gates: ReadonlyArray<ConversionGate>;
  /** Most that may be spent meanwhile, in the deal's currency, without tax; not more than the deal is worth. */
  readonly limit: Scalars['Decimal']['input'];
  /** Why, in a sentence without names of persons. */
  readonly reason: Scalars['String']['input'];
  /** Last day on which that holds; at most 90 days ahead unless the firm says otherwise (`conversion.atRiskDaysMax`). */
  readonly until: Scalars['Date']['input'];
};

export type Subscription = {
  /** Exceptions, each as it stands after it was opened or has changed; without statuses also after it was closed. */
  readonly exceptionsChanged: Maybe<ProcessException>;
  /** A run as it stands, then again each time it or a step of it has changed; ends when it is done. Changes that follow each other closely are one. */
  readonly runChanged: Maybe<Run>;
};


export type SubscriptionExceptionsChangedArgs = {
  filter?: InputMaybe<ExceptionFilter>;
};


export type SubscriptionRunChangedArgs = {
  id: Scalars['ID']['input'];
};

/** What may be done about an exception. */
export type SuggestedFix = {
  /** The act. */
  readonly action: FixAction;
  /** What to do, in words. */
  readonly label: Scalars['String']['output'];
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

/** A system as processes see it. */
export type SystemHealth = {
  /** The worst that any process reports. */
  readonly breaker: BreakerState;
  /** Exceptions at it that are not closed. */
  readonly exceptions: Scalars['Int']['output'];
  /** The configured name of the account; null when no process reports of it. */
  readonly instance: Maybe<Scalars['String']['output']>;
  /** Whether processes are kept from calling it. */
  readonly paused: Scalars['Boolean']['output'];
  /** Since when. */
  readonly pausedAt: Maybe<Scalars['DateTime']['output']>;
  /** Why. */
  readonly pausedBecause: Maybe<Scalars['String']['output']>;
  /** Calls the account allows at a time; null when unknown. */
  readonly quotaPlaces: Maybe<Scalars['Int']['output']>;
  /** How many of them are taken in the process that reports. */
  readonly quotaTaken: Maybe<Scalars['Int']['output']>;
  /** When it was reported. */
  readonly reportedAt: Maybe<Scalars['DateTime']['output']>;
  /** The kind of system. */
  readonly system: System;
};

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

/** A run of a trace. */
export type TracedRun = {
  /** Its exceptions that are not closed. */
  readonly exceptions: ReadonlyArray<ProcessException>;
  /** The names that led to it. */
  readonly matchedOn: ReadonlyArray<Scalars['String']['output']>;
  /** The run. */
  readonly run: Run;
};

/** Which conversion is taken back. */
export type UnwindConversionInput = {
  /** Canonical id of the engagement. */
  readonly engagementId: Scalars['ID']['input'];
  /** Chosen by the caller, 8 to 200 characters: the same key and input is the same run, however often it is sent. */
  readonly idempotencyKey: Scalars['ID']['input'];
  /** Why, in a sentence without names of persons. */
  readonly reason: Scalars['String']['input'];
};

/** What a person can mend. */
export type UserError = {
  /** What is wrong, such as CUSTOMER_NOT_FOUND. */
  readonly code: Scalars['String']['output'];
  /** The same for people, with the remedy. */
  readonly message: Scalars['String']['output'];
  /** Where in the input. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
};

/** What can happen to work before it is billed. */
export type WorkAdjustment =
  /** All that is open of it waits until it is let go. */
  | 'HOLD'
  /** It waits no longer. */
  | 'LET_GO'
  /** An adjustment this version of the graph does not know. */
  | 'UNKNOWN'
  /** It is billed at less. */
  | 'WRITE_DOWN'
  /** It is not billed at all. */
  | 'WRITE_OFF'
  /** It is billed at more. */
  | 'WRITE_UP';

/** Where the value of work is, version by version. */
export type WorkBilling = {
  /** Every claim ever taken on it, oldest first. */
  readonly claims: ReadonlyArray<WorkClaim>;
  /** Every credit that took something of it, oldest first. */
  readonly credits: ReadonlyArray<InvoiceCredit>;
  /** What it took of prepaid periods, with the invoices that bill them, the oldest period first; what was given back is not among it. */
  readonly drew: ReadonlyArray<PeriodDraw>;
  /** Where that is now; places without anything are left out. */
  readonly places: ReadonlyArray<WorkPlaceValue>;
  /** Its project. */
  readonly project: Maybe<Project>;
  /** What it is worth as it was priced, without tax. */
  readonly standardValue: Money;
  /** Every version of it, oldest first: a credit that lets it be billed again makes the next one. */
  readonly versions: ReadonlyArray<WorkVersion>;
  /** Canonical id of the time entry, expense or milestone, or the name of a contract line's period. */
  readonly workId: Scalars['ID']['output'];
};

/** A claim on work: one draft's, for ever. */
export type WorkClaim = {
  /** What it took, without tax. */
  readonly amount: Money;
  /** The draft. */
  readonly draft: Maybe<BillingDraft>;
  /** Item, version and number; never used again. */
  readonly key: Scalars['String']['output'];
  /** Where it stands. */
  readonly state: WorkClaimState;
  /** Why it costs that. */
  readonly why: Scalars['String']['output'];
};

/** Where a claim stands. */
export type WorkClaimState =
  /** On an invoice. */
  | 'BILLED'
  /** Held by a draft. */
  | 'CLAIMED'
  /** Sent to the ERP, which has not answered yet. */
  | 'IN_DOUBT'
  /** Given back. */
  | 'UNCLAIMED'
  /** A state this version of the graph does not know. */
  | 'UNKNOWN';

/** The cost of a piece of work. */
export type WorkCost = {
  /** Every claim on it, the oldest first; one at most stands. */
  readonly claims: ReadonlyArray<CostSource>;
  /** Canonical id of the time entry. */
  readonly workId: Scalars['ID']['output'];
};

/** Where the value of work can be. */
export type WorkPlace =
  /** Covered by a fixed fee. */
  | 'ABSORBED'
  /** On an invoice. */
  | 'BILLED'
  /** On a draft. */
  | 'CLAIMED'
  /** Given up after it was billed. */
  | 'CONCEDED'
  /** Waits. */
  | 'HELD'
  /** Sent to the ERP, which has not answered yet. */
  | 'IN_DOUBT'
  /** Credited, and in the next version. */
  | 'RELEASED'
  /** Free to be billed. */
  | 'UNBILLED'
  /** A place this version of the graph does not know. */
  | 'UNKNOWN'
  /** Taken off before it was billed. */
  | 'WRITTEN_DOWN'
  /** Never billed. */
  | 'WRITTEN_OFF';

/** A part of the value of work. */
export type WorkPlaceValue = {
  /** How much, without tax. */
  readonly amount: Money;
  /** Where. */
  readonly place: WorkPlace;
};

/** One version of a time entry as it was, or is, to be billed. */
export type WorkVersion = {
  /** Where that is now; places without anything are left out. */
  readonly places: ReadonlyArray<WorkPlaceValue>;
  /** What it is worth, without tax. */
  readonly standardValue: Money;
  /** 1, and one more each time it was credited to be billed again. */
  readonly version: Scalars['Int']['output'];
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

/** A record by its system's own id. */
export type WrittenRecord = {
  /** The system's own id. */
  readonly id: Scalars['String']['output'];
  /** The configured name of the account (org, site). */
  readonly instance: Scalars['String']['output'];
  /** What it is, such as CUSTOMER. */
  readonly kind: Scalars['String']['output'];
  /** The kind of system that has it. */
  readonly system: System;
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
  Approval: Approval;
  BillingDraft: BillingDraft;
  Engagement: Engagement;
  Invoice: Invoice;
  Opportunity: Opportunity;
  ProcessException: ProcessException;
  Run: Run;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Approval:
    ( { __typename: 'Approval' }
    & GraphQLRecursivePick<FederationTypes['Approval'], {"id":true}> );
  BillingDraft:
    ( { __typename: 'BillingDraft' }
    & GraphQLRecursivePick<FederationTypes['BillingDraft'], {"id":true}> );
  Engagement:
    ( { __typename: 'Engagement' }
    & GraphQLRecursivePick<FederationTypes['Engagement'], {"id":true}> );
  Invoice:
    ( { __typename: 'Invoice' }
    & GraphQLRecursivePick<FederationTypes['Invoice'], {"id":true}> );
  Opportunity:
    ( { __typename: 'Opportunity' }
    & GraphQLRecursivePick<FederationTypes['Opportunity'], {"id":true}> );
  ProcessException:
    ( { __typename: 'ProcessException' }
    & GraphQLRecursivePick<FederationTypes['ProcessException'], {"id":true}> );
  Run:
    ( { __typename: 'Run' }
    & GraphQLRecursivePick<FederationTypes['Run'], {"id":true}> );
};

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  WriteLookUp:
    | ( LookUpFenced )
    | ( RecordsFound )
  ;
  WriteOutcome:
    | ( WriteApplied )
    | ( WriteInDoubt )
    | ( WriteNotApplied )
  ;
};


/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AbandonDraftInput: AbandonDraftInput;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  AcknowledgeAlertInput: AcknowledgeAlertInput;
  AdjustWorkInput: AdjustWorkInput;
  Alert: ResolverTypeWrapper<AlertRecord>;
  AlertConnection: ResolverTypeWrapper<Omit<AlertConnection, 'edges'> & { edges: ReadonlyArray<ResolversTypes['AlertEdge']> }>;
  AlertEdge: ResolverTypeWrapper<Omit<AlertEdge, 'node'> & { node: ResolversTypes['Alert'] }>;
  AlertPayload: ResolverTypeWrapper<Omit<AlertPayload, 'alert'> & { alert?: Maybe<ResolversTypes['Alert']> }>;
  AlertState: AlertState;
  AlertTelling: ResolverTypeWrapper<AlertTelling>;
  Approval: ResolverTypeWrapper<ApprovalRecord>;
  ApprovalConnection: ResolverTypeWrapper<Omit<ApprovalConnection, 'edges'> & { edges: ReadonlyArray<ResolversTypes['ApprovalEdge']> }>;
  ApprovalDecision: ResolverTypeWrapper<DecisionRecord>;
  ApprovalDelegation: ResolverTypeWrapper<DelegationRecord>;
  ApprovalEdge: ResolverTypeWrapper<Omit<ApprovalEdge, 'node'> & { node: ResolversTypes['Approval'] }>;
  ApprovalFilter: ApprovalFilter;
  ApprovalPayload: ResolverTypeWrapper<Omit<ApprovalPayload, 'approval' | 'run'> & { approval?: Maybe<ResolversTypes['Approval']>, run?: Maybe<ResolversTypes['Run']> }>;
  ApprovalRequestState: ApprovalRequestState;
  ApprovalVerdict: ApprovalVerdict;
  ApprovalView: ApprovalView;
  ApproveManyFilter: ApproveManyFilter;
  ApproveManyInput: ApproveManyInput;
  ApproveManyPayload: ResolverTypeWrapper<ApproveManyPayload>;
  AssignExceptionInput: AssignExceptionInput;
  AuditEntry: ResolverTypeWrapper<AuditRecord>;
  AuditEntryConnection: ResolverTypeWrapper<Omit<AuditEntryConnection, 'edges'> & { edges: ReadonlyArray<ResolversTypes['AuditEntryEdge']> }>;
  AuditEntryEdge: ResolverTypeWrapper<Omit<AuditEntryEdge, 'node'> & { node: ResolversTypes['AuditEntry'] }>;
  AuditFilter: AuditFilter;
  BillKind: BillKind;
  BillingBlocker: ResolverTypeWrapper<BillingBlocker>;
  BillingDraft: ResolverTypeWrapper<KeptDraft>;
  BillingDraftConnection: ResolverTypeWrapper<Omit<BillingDraftConnection, 'edges'> & { edges: ReadonlyArray<ResolversTypes['BillingDraftEdge']> }>;
  BillingDraftEdge: ResolverTypeWrapper<Omit<BillingDraftEdge, 'node'> & { node: ResolversTypes['BillingDraft'] }>;
  BillingDraftFilter: BillingDraftFilter;
  BillingDraftState: BillingDraftState;
  BillingModel: BillingModel;
  BreakerState: BreakerState;
  CapRemaining: ResolverTypeWrapper<CapRemaining>;
  ChangeCustomerInput: ChangeCustomerInput;
  ChangeCustomerPayload: ResolverTypeWrapper<Omit<ChangeCustomerPayload, 'run'> & { run?: Maybe<ResolversTypes['Run']> }>;
  ChangeFeedPage: ResolverTypeWrapper<ChangeFeedPage>;
  CompleteMilestoneInput: CompleteMilestoneInput;
  ContractBillingPayload: ResolverTypeWrapper<ConversionAnswer>;
  ContractBillingPreview: ResolverTypeWrapper<Omit<ContractBillingPreview, 'documents'> & { documents: ReadonlyArray<ResolversTypes['PreviewDocument']> }>;
  ContractLineStanding: ResolverTypeWrapper<ContractLineStanding>;
  ConversionBlocker: ResolverTypeWrapper<Blocker>;
  ConversionGate: ConversionGate;
  ConversionPlan: ResolverTypeWrapper<ReportedPlan>;
  ConvertOpportunityInput: ConvertOpportunityInput;
  ConvertOpportunityPayload: ResolverTypeWrapper<ConversionAnswer>;
  CostBlocker: ResolverTypeWrapper<CostBlocker>;
  CostEntryPreview: ResolverTypeWrapper<CostEntryPreview>;
  CostHold: ResolverTypeWrapper<CostHold>;
  CostHoldConnection: ResolverTypeWrapper<CostHoldConnection>;
  CostHoldEdge: ResolverTypeWrapper<CostHoldEdge>;
  CostJournalEntry: ResolverTypeWrapper<CostJournalEntry>;
  CostLine: ResolverTypeWrapper<CostLineInBooks>;
  CostPosting: ResolverTypeWrapper<KeptPosting>;
  CostPostingConnection: ResolverTypeWrapper<Omit<CostPostingConnection, 'edges'> & { edges: ReadonlyArray<ResolversTypes['CostPostingEdge']> }>;
  CostPostingEdge: ResolverTypeWrapper<Omit<CostPostingEdge, 'node'> & { node: ResolversTypes['CostPosting'] }>;
  CostPostingKind: CostPostingKind;
  CostPostingPreview: ResolverTypeWrapper<Omit<CostPostingPreview, 'lines'> & { lines: ReadonlyArray<ResolversTypes['CostLine']> }>;
  CostPostingState: CostPostingState;
  CostPreview: ResolverTypeWrapper<Omit<CostPreview, 'postings'> & { postings: ReadonlyArray<ResolversTypes['CostPostingPreview']> }>;
  CostReversalPreview: ResolverTypeWrapper<CostReversalPreview>;
  CostSource: ResolverTypeWrapper<KeptCostClaim>;
  CreditInvoiceInput: CreditInvoiceInput;
  CreditInvoicePayload: ResolverTypeWrapper<ConversionAnswer>;
  CreditLine: ResolverTypeWrapper<CreditLine>;
  CreditOrigin: CreditOrigin;
  CreditOutcome: CreditOutcome;
  CreditPreview: ResolverTypeWrapper<Omit<CreditPreview, 'rebill'> & { rebill?: Maybe<ResolversTypes['ReleasePreview']> }>;
  CreditReason: CreditReason;
  CreditSetting: CreditSetting;
  CreditState: CreditState;
  CreditedLineInput: CreditedLineInput;
  CreditedWork: ResolverTypeWrapper<CreditedWork>;
  CurrencyCode: ResolverTypeWrapper<Scalars['CurrencyCode']['output']>;
  Customer: ResolverTypeWrapper<Customer>;
  CustomerChangeInSystem: ResolverTypeWrapper<CustomerChangeInSystem>;
  CustomerChangeKind: CustomerChangeKind;
  CustomerChangeOutcome: CustomerChangeOutcome;
  CustomerThing: CustomerThing;
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  DateRange: DateRange;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DecideApprovalInput: DecideApprovalInput;
  Decimal: ResolverTypeWrapper<Scalars['Decimal']['output']>;
  DelegateApprovalsInput: DelegateApprovalsInput;
  DelegationPayload: ResolverTypeWrapper<Omit<DelegationPayload, 'delegation'> & { delegation?: Maybe<ResolversTypes['ApprovalDelegation']> }>;
  DetectorHealth: ResolverTypeWrapper<DetectorHealth>;
  DocumentPayment: DocumentPayment;
  DocumentStanding: ResolverTypeWrapper<DocumentStanding>;
  DocumentState: DocumentState;
  DraftInvoice: ResolverTypeWrapper<Omit<DraftInvoice, 'invoice'> & { invoice?: Maybe<ResolversTypes['Invoice']> }>;
  DraftLine: ResolverTypeWrapper<LineInBooks>;
  DrawDownRetainerInput: DrawDownRetainerInput;
  DrawRetainerPayload: ResolverTypeWrapper<ConversionAnswer>;
  DrawnWork: ResolverTypeWrapper<DrawInBooks>;
  Engagement: ResolverTypeWrapper<EngagementRecord>;
  EngagementPart: ResolverTypeWrapper<EngagementPart>;
  EngagementState: EngagementState;
  ErrorCode: ErrorCode;
  ExceptionActInput: ExceptionActInput;
  ExceptionFilter: ExceptionFilter;
  ExceptionGroup: ResolverTypeWrapper<GroupRecord>;
  ExceptionKind: ExceptionKind;
  ExceptionPayload: ResolverTypeWrapper<Omit<ExceptionPayload, 'approval' | 'exception' | 'run'> & { approval?: Maybe<ResolversTypes['Approval']>, exception?: Maybe<ResolversTypes['ProcessException']>, run?: Maybe<ResolversTypes['Run']> }>;
  ExceptionStatus: ExceptionStatus;
  ExceptionSubject: ResolverTypeWrapper<ExceptionSubject>;
  FeedHealth: ResolverTypeWrapper<FeedHealth>;
  FeedPhase: FeedPhase;
  FieldCorrectionInput: FieldCorrectionInput;
  FilledField: ResolverTypeWrapper<FilledField>;
  FixAction: FixAction;
  GateCheck: ResolverTypeWrapper<GateCheck>;
  GateOutcome: GateOutcome;
  HeldWork: ResolverTypeWrapper<KeptHold>;
  HeldWorkConnection: ResolverTypeWrapper<Omit<HeldWorkConnection, 'edges'> & { edges: ReadonlyArray<ResolversTypes['HeldWorkEdge']> }>;
  HeldWorkEdge: ResolverTypeWrapper<Omit<HeldWorkEdge, 'node'> & { node: ResolversTypes['HeldWork'] }>;
  HeldWorkFilter: HeldWorkFilter;
  Invoice: ResolverTypeWrapper<Omit<Invoice, 'billingDraft'> & { billingDraft?: Maybe<ResolversTypes['BillingDraft']> }>;
  InvoiceBuilder: InvoiceBuilder;
  InvoiceCredit: ResolverTypeWrapper<KeptCredit>;
  IssueInvoiceInput: IssueInvoiceInput;
  LegalEntity: ResolverTypeWrapper<LegalEntity>;
  LineSource: ResolverTypeWrapper<SourceInBooks>;
  LookUpFenced: ResolverTypeWrapper<LookUpFenced>;
  LookUpTicket: LookUpTicket;
  Money: ResolverTypeWrapper<Money>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  NotAppliedReason: NotAppliedReason;
  OnboardCustomerInput: OnboardCustomerInput;
  OpenPositionInput: OpenPositionInput;
  OpenPositionPayload: ResolverTypeWrapper<ConversionAnswer>;
  OpeningPosition: ResolverTypeWrapper<KeptPosition>;
  Opportunity: ResolverTypeWrapper<Omit<Opportunity, 'engagement'> & { engagement?: Maybe<ResolversTypes['Engagement']> }>;
  OwnershipRule: ResolverTypeWrapper<OwnershipRule>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  PauseSystemInput: PauseSystemInput;
  PauseSystemPayload: ResolverTypeWrapper<PauseSystemPayload>;
  PeriodDraw: ResolverTypeWrapper<DrawOfWork>;
  PlannedBill: ResolverTypeWrapper<PlannedBill>;
  PlannedBillingAccount: ResolverTypeWrapper<PlannedBillingAccount>;
  PlannedOperation: PlannedOperation;
  PlannedPart: ResolverTypeWrapper<ReportedPart>;
  PlannedPlace: ResolverTypeWrapper<PlannedPlace>;
  PlannedWork: ResolverTypeWrapper<PlannedWork>;
  PlannedWorkKind: PlannedWorkKind;
  PlannedWrite: ResolverTypeWrapper<PlannedWrite>;
  PositionDifference: ResolverTypeWrapper<PositionDifference>;
  PositionExplanationInput: PositionExplanationInput;
  PositionMeasure: PositionMeasure;
  PositionPreview: ResolverTypeWrapper<PositionPreview>;
  PostExpensesInput: PostExpensesInput;
  PostWorkCostInput: PostWorkCostInput;
  PostWorkCostPayload: ResolverTypeWrapper<ConversionAnswer>;
  PrepaidPeriod: ResolverTypeWrapper<PrepaidPeriod>;
  PreviewDocument: ResolverTypeWrapper<Omit<PreviewDocument, 'lines'> & { lines: ReadonlyArray<ResolversTypes['DraftLine']> }>;
  PreviewHold: ResolverTypeWrapper<PreviewHold>;
  ProcessException: ResolverTypeWrapper<ExceptionRecord>;
  ProcessExceptionConnection: ResolverTypeWrapper<Omit<ProcessExceptionConnection, 'edges'> & { edges: ReadonlyArray<ResolversTypes['ProcessExceptionEdge']> }>;
  ProcessExceptionEdge: ResolverTypeWrapper<Omit<ProcessExceptionEdge, 'node'> & { node: ResolversTypes['ProcessException'] }>;
  ProcessHealth: ResolverTypeWrapper<ProcessHealth>;
  Project: ResolverTypeWrapper<Project>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  QueueHealth: ResolverTypeWrapper<QueueHealth>;
  RateCard: ResolverTypeWrapper<RateCard>;
  RecordChange: ResolverTypeWrapper<RecordChange>;
  RecordsFound: ResolverTypeWrapper<RecordsFound>;
  ReleaseMade: ResolverTypeWrapper<ReleaseMade>;
  ReleasePreview: ResolverTypeWrapper<Omit<ReleasePreview, 'documents'> & { documents: ReadonlyArray<ResolversTypes['PreviewDocument']> }>;
  ReleaseSchedule: ResolverTypeWrapper<KeptSchedule>;
  ReleaseWorkInput: ReleaseWorkInput;
  ReleaseWorkPayload: ResolverTypeWrapper<ConversionAnswer>;
  ReplayRunInput: ReplayRunInput;
  Resource: ResolverTypeWrapper<Resource>;
  ResumeExceptionInput: ResumeExceptionInput;
  RetainerPreview: ResolverTypeWrapper<Omit<RetainerPreview, 'documents'> & { documents: ReadonlyArray<ResolversTypes['PreviewDocument']> }>;
  RetryExceptionsInput: RetryExceptionsInput;
  RetryExceptionsPayload: ResolverTypeWrapper<Omit<RetryExceptionsPayload, 'runs'> & { runs: ReadonlyArray<ResolversTypes['Run']> }>;
  ReversedWork: ResolverTypeWrapper<ReversedWork>;
  RevokeDelegationInput: RevokeDelegationInput;
  Run: ResolverTypeWrapper<RunRecord>;
  RunConnection: ResolverTypeWrapper<Omit<RunConnection, 'edges'> & { edges: ReadonlyArray<ResolversTypes['RunEdge']> }>;
  RunEdge: ResolverTypeWrapper<Omit<RunEdge, 'node'> & { node: ResolversTypes['Run'] }>;
  RunFailure: ResolverTypeWrapper<RunFailure>;
  RunFilter: RunFilter;
  RunPayload: ResolverTypeWrapper<Omit<RunPayload, 'approval' | 'run'> & { approval?: Maybe<ResolversTypes['Approval']>, run?: Maybe<ResolversTypes['Run']> }>;
  RunRecurringBillingInput: RunRecurringBillingInput;
  RunState: RunState;
  RunStep: ResolverTypeWrapper<StepRecord>;
  RunStepState: RunStepState;
  RunWait: ResolverTypeWrapper<RunWaitRecord>;
  RunWaitReason: RunWaitReason;
  ScheduleOutcome: ScheduleOutcome;
  ScheduleTakes: ScheduleTakes;
  ServedFrom: ServedFrom;
  SettledBill: ResolverTypeWrapper<SettledBill>;
  SettledReason: SettledReason;
  SnoozeExceptionInput: SnoozeExceptionInput;
  SourceInfo: ResolverTypeWrapper<SourceInfo>;
  StartAtRiskInput: StartAtRiskInput;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  SuggestedFix: ResolverTypeWrapper<SuggestedFix>;
  System: System;
  SystemHealth: ResolverTypeWrapper<SystemHealth>;
  SystemRecord: ResolverTypeWrapper<SystemRecord>;
  SystemRecordInput: SystemRecordInput;
  TracedRun: ResolverTypeWrapper<TraceRecord>;
  UnwindConversionInput: UnwindConversionInput;
  UserError: ResolverTypeWrapper<UserError>;
  WorkAdjustment: WorkAdjustment;
  WorkBilling: ResolverTypeWrapper<WorkInBooks>;
  WorkClaim: ResolverTypeWrapper<KeptClaim>;
  WorkClaimState: WorkClaimState;
  WorkCost: ResolverTypeWrapper<Omit<WorkCost, 'claims'> & { claims: ReadonlyArray<ResolversTypes['CostSource']> }>;
  WorkPlace: WorkPlace;
  WorkPlaceValue: ResolverTypeWrapper<WorkPlaceValue>;
  WorkVersion: ResolverTypeWrapper<WorkVersion>;
  WriteApplied: ResolverTypeWrapper<WriteApplied>;
  WriteFailure: ResolverTypeWrapper<WriteFailure>;
  WriteInDoubt: ResolverTypeWrapper<WriteInDoubt>;
  WriteLookUp: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['WriteLookUp']>;
  WriteNotApplied: ResolverTypeWrapper<WriteNotApplied>;
  WriteOutcome: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['WriteOutcome']>;
  WriteTicket: WriteTicket;
  WrittenRecord: ResolverTypeWrapper<WrittenRecord>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AbandonDraftInput: AbandonDraftInput;
  ID: Scalars['ID']['output'];
  Boolean: Scalars['Boolean']['output'];
  AcknowledgeAlertInput: AcknowledgeAlertInput;
  AdjustWorkInput: AdjustWorkInput;
  Alert: AlertRecord;
  AlertConnection: Omit<AlertConnection, 'edges'> & { edges: ReadonlyArray<ResolversParentTypes['AlertEdge']> };
  AlertEdge: Omit<AlertEdge, 'node'> & { node: ResolversParentTypes['Alert'] };
  AlertPayload: Omit<AlertPayload, 'alert'> & { alert?: Maybe<ResolversParentTypes['Alert']> };
  AlertTelling: AlertTelling;
  Approval: ApprovalRecord;
  ApprovalConnection: Omit<ApprovalConnection, 'edges'> & { edges: ReadonlyArray<ResolversParentTypes['ApprovalEdge']> };
  ApprovalDecision: DecisionRecord;
  ApprovalDelegation: DelegationRecord;
  ApprovalEdge: Omit<ApprovalEdge, 'node'> & { node: ResolversParentTypes['Approval'] };
  ApprovalFilter: ApprovalFilter;
  ApprovalPayload: Omit<ApprovalPayload, 'approval' | 'run'> & { approval?: Maybe<ResolversParentTypes['Approval']>, run?: Maybe<ResolversParentTypes['Run']> };
  ApproveManyFilter: ApproveManyFilter;
  ApproveManyInput: ApproveManyInput;
  ApproveManyPayload: ApproveManyPayload;
  AssignExceptionInput: AssignExceptionInput;
  AuditEntry: AuditRecord;
  AuditEntryConnection: Omit<AuditEntryConnection, 'edges'> & { edges: ReadonlyArray<ResolversParentTypes['AuditEntryEdge']> };
  AuditEntryEdge: Omit<AuditEntryEdge, 'node'> & { node: ResolversParentTypes['AuditEntry'] };
  AuditFilter: AuditFilter;
  BillingBlocker: BillingBlocker;
  BillingDraft: KeptDraft;
  BillingDraftConnection: Omit<BillingDraftConnection, 'edges'> & { edges: ReadonlyArray<ResolversParentTypes['BillingDraftEdge']> };
  BillingDraftEdge: Omit<BillingDraftEdge, 'node'> & { node: ResolversParentTypes['BillingDraft'] };
  BillingDraftFilter: BillingDraftFilter;
  CapRemaining: CapRemaining;
  ChangeCustomerInput: ChangeCustomerInput;
  ChangeCustomerPayload: Omit<ChangeCustomerPayload, 'run'> & { run?: Maybe<ResolversParentTypes['Run']> };
  ChangeFeedPage: ChangeFeedPage;
  CompleteMilestoneInput: CompleteMilestoneInput;
  ContractBillingPayload: ConversionAnswer;
  ContractBillingPreview: Omit<ContractBillingPreview, 'documents'> & { documents: ReadonlyArray<ResolversParentTypes['PreviewDocument']> };
  ContractLineStanding: ContractLineStanding;
  ConversionBlocker: Blocker;
  ConversionPlan: ReportedPlan;
  ConvertOpportunityInput: ConvertOpportunityInput;
  ConvertOpportunityPayload: ConversionAnswer;
  CostBlocker: CostBlocker;
  CostEntryPreview: CostEntryPreview;
  CostHold: CostHold;
  CostHoldConnection: CostHoldConnection;
  CostHoldEdge: CostHoldEdge;
  CostJournalEntry: CostJournalEntry;
  CostLine: CostLineInBooks;
  CostPosting: KeptPosting;
  CostPostingConnection: Omit<CostPostingConnection, 'edges'> & { edges: ReadonlyArray<ResolversParentTypes['CostPostingEdge']> };
  CostPostingEdge: Omit<CostPostingEdge, 'node'> & { node: ResolversParentTypes['CostPosting'] };
  CostPostingPreview: Omit<CostPostingPreview, 'lines'> & { lines: ReadonlyArray<ResolversParentTypes['CostLine']> };
  CostPreview: Omit<CostPreview, 'postings'> & { postings: ReadonlyArray<ResolversParentTypes['CostPostingPreview']> };
  CostReversalPreview: CostReversalPreview;
  CostSource: KeptCostClaim;
  CreditInvoiceInput: CreditInvoiceInput;
  CreditInvoicePayload: ConversionAnswer;
  CreditLine: CreditLine;
  CreditPreview: Omit<CreditPreview, 'rebill'> & { rebill?: Maybe<ResolversParentTypes['ReleasePreview']> };
  CreditedLineInput: CreditedLineInput;
  CreditedWork: CreditedWork;
  CurrencyCode: Scalars['CurrencyCode']['output'];
  Customer: Customer;
  CustomerChangeInSystem: CustomerChangeInSystem;
  Date: Scalars['Date']['output'];
  DateRange: DateRange;
  DateTime: Scalars['DateTime']['output'];
  DecideApprovalInput: DecideApprovalInput;
  Decimal: Scalars['Decimal']['output'];
  DelegateApprovalsInput: DelegateApprovalsInput;
  DelegationPayload: Omit<DelegationPayload, 'delegation'> & { delegation?: Maybe<ResolversParentTypes['ApprovalDelegation']> };
  DetectorHealth: DetectorHealth;
  DocumentStanding: DocumentStanding;
  DraftInvoice: Omit<DraftInvoice, 'invoice'> & { invoice?: Maybe<ResolversParentTypes['Invoice']> };
  DraftLine: LineInBooks;
  DrawDownRetainerInput: DrawDownRetainerInput;
  DrawRetainerPayload: ConversionAnswer;
  DrawnWork: DrawInBooks;
  Engagement: EngagementRecord;
  EngagementPart: EngagementPart;
  ExceptionActInput: ExceptionActInput;
  ExceptionFilter: ExceptionFilter;
  ExceptionGroup: GroupRecord;
  ExceptionPayload: Omit<ExceptionPayload, 'approval' | 'exception' | 'run'> & { approval?: Maybe<ResolversParentTypes['Approval']>, exception?: Maybe<ResolversParentTypes['ProcessException']>, run?: Maybe<ResolversParentTypes['Run']> };
  ExceptionSubject: ExceptionSubject;
  FeedHealth: FeedHealth;
  FieldCorrectionInput: FieldCorrectionInput;
  FilledField: FilledField;
  GateCheck: GateCheck;
  HeldWork: KeptHold;
  HeldWorkConnection: Omit<HeldWorkConnection, 'edges'> & { edges: ReadonlyArray<ResolversParentTypes['HeldWorkEdge']> };
  HeldWorkEdge: Omit<HeldWorkEdge, 'node'> & { node: ResolversParentTypes['HeldWork'] };
  HeldWorkFilter: HeldWorkFilter;
  Invoice: Omit<Invoice, 'billingDraft'> & { billingDraft?: Maybe<ResolversParentTypes['BillingDraft']> } | FederationReferenceTypes['Invoice'];
  InvoiceCredit: KeptCredit;
  IssueInvoiceInput: IssueInvoiceInput;
  LegalEntity: LegalEntity;
  LineSource: SourceInBooks;
  LookUpFenced: LookUpFenced;
  LookUpTicket: LookUpTicket;
  Money: Money;
  Mutation: Record<PropertyKey, never>;
  OnboardCustomerInput: OnboardCustomerInput;
  OpenPositionInput: OpenPositionInput;
  OpenPositionPayload: ConversionAnswer;
  OpeningPosition: KeptPosition;
  Opportunity: Omit<Opportunity, 'engagement'> & { engagement?: Maybe<ResolversParentTypes['Engagement']> } | FederationReferenceTypes['Opportunity'];
  OwnershipRule: OwnershipRule;
  PageInfo: PageInfo;
  PauseSystemInput: PauseSystemInput;
  PauseSystemPayload: PauseSystemPayload;
  PeriodDraw: DrawOfWork;
  PlannedBill: PlannedBill;
  PlannedBillingAccount: PlannedBillingAccount;
  PlannedPart: ReportedPart;
  PlannedPlace: PlannedPlace;
  PlannedWork: PlannedWork;
  PlannedWrite: PlannedWrite;
  PositionDifference: PositionDifference;
  PositionExplanationInput: PositionExplanationInput;
  PositionPreview: PositionPreview;
  PostExpensesInput: PostExpensesInput;
  PostWorkCostInput: PostWorkCostInput;
  PostWorkCostPayload: ConversionAnswer;
  PrepaidPeriod: PrepaidPeriod;
  PreviewDocument: Omit<PreviewDocument, 'lines'> & { lines: ReadonlyArray<ResolversParentTypes['DraftLine']> };
  PreviewHold: PreviewHold;
  ProcessException: ExceptionRecord;
  ProcessExceptionConnection: Omit<ProcessExceptionConnection, 'edges'> & { edges: ReadonlyArray<ResolversParentTypes['ProcessExceptionEdge']> };
  ProcessExceptionEdge: Omit<ProcessExceptionEdge, 'node'> & { node: ResolversParentTypes['ProcessException'] };
  ProcessHealth: ProcessHealth;
  Project: Project;
  Query: Record<PropertyKey, never>;
  QueueHealth: QueueHealth;
  RateCard: RateCard;
  RecordChange: RecordChange;
  RecordsFound: RecordsFound;
  ReleaseMade: ReleaseMade;
  ReleasePreview: Omit<ReleasePreview, 'documents'> & { documents: ReadonlyArray<ResolversParentTypes['PreviewDocument']> };
  ReleaseSchedule: KeptSchedule;
  ReleaseWorkInput: ReleaseWorkInput;
  ReleaseWorkPayload: ConversionAnswer;
  ReplayRunInput: ReplayRunInput;
  Resource: Resource;
  ResumeExceptionInput: ResumeExceptionInput;
  RetainerPreview: Omit<RetainerPreview, 'documents'> & { documents: ReadonlyArray<ResolversParentTypes['PreviewDocument']> };
  RetryExceptionsInput: RetryExceptionsInput;
  RetryExceptionsPayload: Omit<RetryExceptionsPayload, 'runs'> & { runs: ReadonlyArray<ResolversParentTypes['Run']> };
  ReversedWork: ReversedWork;
  RevokeDelegationInput: RevokeDelegationInput;
  Run: RunRecord;
  RunConnection: Omit<RunConnection, 'edges'> & { edges: ReadonlyArray<ResolversParentTypes['RunEdge']> };
  RunEdge: Omit<RunEdge, 'node'> & { node: ResolversParentTypes['Run'] };
  RunFailure: RunFailure;
  RunFilter: RunFilter;
  RunPayload: Omit<RunPayload, 'approval' | 'run'> & { approval?: Maybe<ResolversParentTypes['Approval']>, run?: Maybe<ResolversParentTypes['Run']> };
  RunRecurringBillingInput: RunRecurringBillingInput;
  RunStep: StepRecord;
  RunWait: RunWaitRecord;
  SettledBill: SettledBill;
  SnoozeExceptionInput: SnoozeExceptionInput;
  SourceInfo: SourceInfo;
  StartAtRiskInput: StartAtRiskInput;
  Subscription: Record<PropertyKey, never>;
  SuggestedFix: SuggestedFix;
  SystemHealth: SystemHealth;
  SystemRecord: SystemRecord;
  SystemRecordInput: SystemRecordInput;
  TracedRun: TraceRecord;
  UnwindConversionInput: UnwindConversionInput;
  UserError: UserError;
  WorkBilling: WorkInBooks;
  WorkClaim: KeptClaim;
  WorkCost: Omit<WorkCost, 'claims'> & { claims: ReadonlyArray<ResolversParentTypes['CostSource']> };
  WorkPlaceValue: WorkPlaceValue;
  WorkVersion: WorkVersion;
  WriteApplied: WriteApplied;
  WriteFailure: WriteFailure;
  WriteInDoubt: WriteInDoubt;
  WriteLookUp: ResolversUnionTypes<ResolversParentTypes>['WriteLookUp'];
  WriteNotApplied: WriteNotApplied;
  WriteOutcome: ResolversUnionTypes<ResolversParentTypes>['WriteOutcome'];
  WriteTicket: WriteTicket;
  WrittenRecord: WrittenRecord;
  Int: Scalars['Int']['output'];
  String: Scalars['String']['output'];
};

export type CacheControlDirectiveArgs = {
  maxAge?: Maybe<Scalars['Int']['input']>;
  scope?: Maybe<Scalars['String']['input']>;
};

export type CacheControlDirectiveResolver<Result, Parent, ContextType = ProcessContext, Args = CacheControlDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type CacheInvalidateDirectiveArgs = {
  format: Scalars['String']['input'];
};

export type CacheInvalidateDirectiveResolver<Result, Parent, ContextType = ProcessContext, Args = CacheInvalidateDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type CacheTagDirectiveArgs = {
  format: Scalars['String']['input'];
};

export type CacheTagDirectiveResolver<Result, Parent, ContextType = ProcessContext, Args = CacheTagDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type OwnerDirectiveArgs = {
  system: Scalars['String']['input'];
};

export type OwnerDirectiveResolver<Result, Parent, ContextType = ProcessContext, Args = OwnerDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type SensitiveDirectiveArgs = {
  class: Scalars['String']['input'];
};

export type SensitiveDirectiveResolver<Result, Parent, ContextType = ProcessContext, Args = SensitiveDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type AlertResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['Alert'] = ResolversParentTypes['Alert']> = {
  acknowledgedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  atRisk?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Money']>>, ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  escalatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  escalatesTo?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  oldestAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  ownerRole?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  raisedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  resolvedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  rule?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['AlertState'], ParentType, ContextType>;
  tellings?: Resolver<ReadonlyArray<ResolversTypes['AlertTelling']>, ParentType, ContextType>;
  threshold?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AlertConnectionResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['AlertConnection'] = ResolversParentTypes['AlertConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['AlertEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type AlertEdgeResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['AlertEdge'] = ResolversParentTypes['AlertEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Alert'], ParentType, ContextType>;
};

export type AlertPayloadResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['AlertPayload'] = ResolversParentTypes['AlertPayload']> = {
  alert?: Resolver<Maybe<ResolversTypes['Alert']>, ParentType, ContextType>;
  isRepeated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type AlertTellingResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['AlertTelling'] = ResolversParentTypes['AlertTelling']> = {
  attempts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  channel?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  event?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  failure?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  toldAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type ApprovalResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['Approval'] = ResolversParentTypes['Approval'], FederationReferenceType extends FederationReferenceTypes['Approval'] = FederationReferenceTypes['Approval']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Approval']> | FederationReferenceType, FederationReferenceType, ContextType>;
  action?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  amount?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  appliedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  approversNeeded?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  decidedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  decisions?: Resolver<ReadonlyArray<ResolversTypes['ApprovalDecision']>, ParentType, ContextType>;
  evidence?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  evidenceDigest?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  explanation?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isMine?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  legalEntity?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  mayDecide?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  mayNotBecause?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  outcome?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  requestedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  requester?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  roles?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  run?: Resolver<Maybe<ResolversTypes['Run']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['ApprovalRequestState'], ParentType, ContextType>;
  subject?: Resolver<Maybe<ResolversTypes['ExceptionSubject']>, ParentType, ContextType>;
};

export type ApprovalConnectionResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['ApprovalConnection'] = ResolversParentTypes['ApprovalConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ApprovalEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ApprovalDecisionResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['ApprovalDecision'] = ResolversParentTypes['ApprovalDecision']> = {
  approver?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  decidedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  isDelegated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  role?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  verdict?: Resolver<ResolversTypes['ApprovalVerdict'], ParentType, ContextType>;
};

export type ApprovalDelegationResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['ApprovalDelegation'] = ResolversParentTypes['ApprovalDelegation']> = {
  actions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  delegate?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  delegator?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endsAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  legalEntities?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  revokedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  role?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  startsAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type ApprovalEdgeResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['ApprovalEdge'] = ResolversParentTypes['ApprovalEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Approval'], ParentType, ContextType>;
};

export type ApprovalPayloadResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['ApprovalPayload'] = ResolversParentTypes['ApprovalPayload']> = {
  approval?: Resolver<Maybe<ResolversTypes['Approval']>, ParentType, ContextType>;
  isRepeated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  run?: Resolver<Maybe<ResolversTypes['Run']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ApproveManyPayloadResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['ApproveManyPayload'] = ResolversParentTypes['ApproveManyPayload']> = {
  actualCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  isRepeated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type AuditEntryResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['AuditEntry'] = ResolversParentTypes['AuditEntry']> = {
  action?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  actor?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  correlationId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  detail?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  hash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  person?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  runId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  systems?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type AuditEntryConnectionResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['AuditEntryConnection'] = ResolversParentTypes['AuditEntryConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['AuditEntryEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type AuditEntryEdgeResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['AuditEntryEdge'] = ResolversParentTypes['AuditEntryEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['AuditEntry'], ParentType, ContextType>;
};

export type BillingBlockerResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['BillingBlocker'] = ResolversParentTypes['BillingBlocker']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  ownerRole?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  remedy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type BillingDraftResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['BillingDraft'] = ResolversParentTypes['BillingDraft'], FederationReferenceType extends FederationReferenceTypes['BillingDraft'] = FederationReferenceTypes['BillingDraft']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['BillingDraft']> | FederationReferenceType, FederationReferenceType, ContextType>;
  billedBy?: Resolver<Maybe<ResolversTypes['Run']>, ParentType, ContextType>;
  builder?: Resolver<Maybe<ResolversTypes['InvoiceBuilder']>, ParentType, ContextType>;
  changedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  credits?: Resolver<Maybe<ReadonlyArray<ResolversTypes['InvoiceCredit']>>, ParentType, ContextType>;
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  droppedBecause?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  invoice?: Resolver<Maybe<ResolversTypes['DraftInvoice']>, ParentType, ContextType>;
  issuedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  legalEntity?: Resolver<Maybe<ResolversTypes['LegalEntity']>, ParentType, ContextType>;
  lines?: Resolver<Maybe<ReadonlyArray<ResolversTypes['DraftLine']>>, ParentType, ContextType>;
  net?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  openedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  purchaseOrder?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  releasedBy?: Resolver<Maybe<ResolversTypes['Run']>, ParentType, ContextType>;
  revision?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  standing?: Resolver<Maybe<ResolversTypes['DocumentStanding']>, ParentType, ContextType>;
  state?: Resolver<Maybe<ResolversTypes['BillingDraftState']>, ParentType, ContextType>;
  taxCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  taxEstimate?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  taxWhy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  to?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
};

export type BillingDraftConnectionResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['BillingDraftConnection'] = ResolversParentTypes['BillingDraftConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['BillingDraftEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type BillingDraftEdgeResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['BillingDraftEdge'] = ResolversParentTypes['BillingDraftEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['BillingDraft'], ParentType, ContextType>;
};

export type CapRemainingResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['CapRemaining'] = ResolversParentTypes['CapRemaining']> = {
  limit?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  remaining?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type ChangeCustomerPayloadResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['ChangeCustomerPayload'] = ResolversParentTypes['ChangeCustomerPayload']> = {
  isRepeated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  run?: Resolver<Maybe<ResolversTypes['Run']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ChangeFeedPageResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['ChangeFeedPage'] = ResolversParentTypes['ChangeFeedPage']> = {
  changes?: Resolver<ReadonlyArray<ResolversTypes['RecordChange']>, ParentType, ContextType>;
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  horizonMissed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type ContractBillingPayloadResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['ContractBillingPayload'] = ResolversParentTypes['ContractBillingPayload']> = {
  drafts?: Resolver<Maybe<ReadonlyArray<ResolversTypes['BillingDraft']>>, ParentType, ContextType>;
  isRepeated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  preview?: Resolver<Maybe<ResolversTypes['ContractBillingPreview']>, ParentType, ContextType>;
  run?: Resolver<Maybe<ResolversTypes['Run']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ContractBillingPreviewResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['ContractBillingPreview'] = ResolversParentTypes['ContractBillingPreview']> = {
  blocker?: Resolver<Maybe<ResolversTypes['BillingBlocker']>, ParentType, ContextType>;
  documents?: Resolver<ReadonlyArray<ResolversTypes['PreviewDocument']>, ParentType, ContextType>;
  held?: Resolver<ReadonlyArray<ResolversTypes['PreviewHold']>, ParentType, ContextType>;
  line?: Resolver<Maybe<ResolversTypes['ContractLineStanding']>, ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  settled?: Resolver<ReadonlyArray<ResolversTypes['SettledBill']>, ParentType, ContextType>;
};

export type ContractLineStandingResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['ContractLineStanding'] = ResolversParentTypes['ContractLineStanding']> = {
  billed?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  lineId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  remaining?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  underWay?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type ConversionBlockerResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['ConversionBlocker'] = ResolversParentTypes['ConversionBlocker']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  run?: Resolver<Maybe<ResolversTypes['Run']>, ParentType, ContextType>;
};

export type ConversionPlanResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['ConversionPlan'] = ResolversParentTypes['ConversionPlan']> = {
  blockers?: Resolver<ReadonlyArray<ResolversTypes['ConversionBlocker']>, ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
  parts?: Resolver<ReadonlyArray<ResolversTypes['PlannedPart']>, ParentType, ContextType>;
  writes?: Resolver<ReadonlyArray<ResolversTypes['PlannedWrite']>, ParentType, ContextType>;
};

export type ConvertOpportunityPayloadResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['ConvertOpportunityPayload'] = ResolversParentTypes['ConvertOpportunityPayload']> = {
  engagement?: Resolver<Maybe<ResolversTypes['Engagement']>, ParentType, ContextType>;
  gates?: Resolver<Maybe<ReadonlyArray<ResolversTypes['GateCheck']>>, ParentType, ContextType>;
  isRepeated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  plan?: Resolver<Maybe<ResolversTypes['ConversionPlan']>, ParentType, ContextType>;
  run?: Resolver<Maybe<ResolversTypes['Run']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type CostBlockerResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['CostBlocker'] = ResolversParentTypes['CostBlocker']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  remedy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CostEntryPreviewResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['CostEntryPreview'] = ResolversParentTypes['CostEntryPreview']> = {
  creditAccounts?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  debitAccounts?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  legalEntityCode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  postedOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
};

export type CostHoldResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['CostHold'] = ResolversParentTypes['CostHold']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  dueAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  explanation?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  heldAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  hours?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  ownerRole?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  remedy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  workId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  workedOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
};

export type CostHoldConnectionResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['CostHoldConnection'] = ResolversParentTypes['CostHoldConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['CostHoldEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type CostHoldEdgeResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['CostHoldEdge'] = ResolversParentTypes['CostHoldEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['CostHold'], ParentType, ContextType>;
};

export type CostJournalEntryResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['CostJournalEntry'] = ResolversParentTypes['CostJournalEntry']> = {
  journalEntryId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  legalEntityCode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  number?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  postedOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
};

export type CostLineResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['CostLine'] = ResolversParentTypes['CostLine']> = {
  amount?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  billable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hours?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  role?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['CostSource']>, ParentType, ContextType>;
};

export type CostPostingResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['CostPosting'] = ResolversParentTypes['CostPosting']> = {
  amount?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  droppedBecause?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  employerCode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  entries?: Resolver<ReadonlyArray<ResolversTypes['CostJournalEntry']>, ParentType, ContextType>;
  generation?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['CostPostingKind'], ParentType, ContextType>;
  legalEntityCode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  lines?: Resolver<ReadonlyArray<ResolversTypes['CostLine']>, ParentType, ContextType>;
  openedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  period?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  postedBy?: Resolver<Maybe<ResolversTypes['Run']>, ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  reverses?: Resolver<Maybe<ResolversTypes['CostPosting']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['CostPostingState'], ParentType, ContextType>;
};

export type CostPostingConnectionResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['CostPostingConnection'] = ResolversParentTypes['CostPostingConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['CostPostingEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type CostPostingEdgeResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['CostPostingEdge'] = ResolversParentTypes['CostPostingEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['CostPosting'], ParentType, ContextType>;
};

export type CostPostingPreviewResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['CostPostingPreview'] = ResolversParentTypes['CostPostingPreview']> = {
  agreement?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  amount?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  employerCode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  entries?: Resolver<ReadonlyArray<ResolversTypes['CostEntryPreview']>, ParentType, ContextType>;
  items?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  legalEntityCode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  lines?: Resolver<ReadonlyArray<ResolversTypes['CostLine']>, ParentType, ContextType>;
  period?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CostPreviewResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['CostPreview'] = ResolversParentTypes['CostPreview']> = {
  blocker?: Resolver<Maybe<ResolversTypes['CostBlocker']>, ParentType, ContextType>;
  held?: Resolver<ReadonlyArray<ResolversTypes['CostHold']>, ParentType, ContextType>;
  postings?: Resolver<ReadonlyArray<ResolversTypes['CostPostingPreview']>, ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  reversals?: Resolver<ReadonlyArray<ResolversTypes['CostReversalPreview']>, ParentType, ContextType>;
  settledItems?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type CostReversalPreviewResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['CostReversalPreview'] = ResolversParentTypes['CostReversalPreview']> = {
  amount?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  postingId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  works?: Resolver<ReadonlyArray<ResolversTypes['ReversedWork']>, ParentType, ContextType>;
};

export type CostSourceResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['CostSource'] = ResolversParentTypes['CostSource']> = {
  amount?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  approvedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  approver?: Resolver<Maybe<ResolversTypes['Resource']>, ParentType, ContextType>;
  hourlyRate?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  hours?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  posting?: Resolver<Maybe<ResolversTypes['CostPosting']>, ParentType, ContextType>;
  rateWhy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  resource?: Resolver<Maybe<ResolversTypes['Resource']>, ParentType, ContextType>;
  reversal?: Resolver<Maybe<ResolversTypes['CostPosting']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  workId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  workedOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
};

export type CreditInvoicePayloadResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['CreditInvoicePayload'] = ResolversParentTypes['CreditInvoicePayload']> = {
  isRepeated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  preview?: Resolver<Maybe<ResolversTypes['CreditPreview']>, ParentType, ContextType>;
  run?: Resolver<Maybe<ResolversTypes['Run']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type CreditLineResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['CreditLine'] = ResolversParentTypes['CreditLine']> = {
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  line?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  net?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['CreditedWork']>, ParentType, ContextType>;
  tax?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  taxRatePercent?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
};

export type CreditPreviewResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['CreditPreview'] = ResolversParentTypes['CreditPreview']> = {
  accountingOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  applies?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  closes?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  gross?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  items?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  lines?: Resolver<ReadonlyArray<ResolversTypes['CreditLine']>, ParentType, ContextType>;
  net?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  original?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['CreditOutcome'], ParentType, ContextType>;
  rebill?: Resolver<Maybe<ResolversTypes['ReleasePreview']>, ParentType, ContextType>;
  tax?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type CreditedWorkResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['CreditedWork'] = ResolversParentTypes['CreditedWork']> = {
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  nextVersion?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  workId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export interface CurrencyCodeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['CurrencyCode'], any> {
  name: 'CurrencyCode';
}

export type CustomerResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['Customer'] = ResolversParentTypes['Customer']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type CustomerChangeInSystemResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['CustomerChangeInSystem'] = ResolversParentTypes['CustomerChangeInSystem']> = {
  after?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  before?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['CustomerChangeOutcome'], ParentType, ContextType>;
  system?: Resolver<ResolversTypes['System'], ParentType, ContextType>;
  taxIdAfter?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  taxIdBefore?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  thing?: Resolver<ResolversTypes['CustomerThing'], ParentType, ContextType>;
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

export type DelegationPayloadResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['DelegationPayload'] = ResolversParentTypes['DelegationPayload']> = {
  delegation?: Resolver<Maybe<ResolversTypes['ApprovalDelegation']>, ParentType, ContextType>;
  isRepeated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type DetectorHealthResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['DetectorHealth'] = ResolversParentTypes['DetectorHealth']> = {
  active?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  exceptions?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  failure?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  failures?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  graceMinutes?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  looked?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  lookedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  standing?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type DocumentStandingResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['DocumentStanding'] = ResolversParentTypes['DocumentStanding']> = {
  payment?: Resolver<ResolversTypes['DocumentPayment'], ParentType, ContextType>;
  remaining?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  seenAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['DocumentState'], ParentType, ContextType>;
};

export type DraftInvoiceResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['DraftInvoice'] = ResolversParentTypes['DraftInvoice']> = {
  invoice?: Resolver<Maybe<ResolversTypes['Invoice']>, ParentType, ContextType>;
  net?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  number?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  psaNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  tax?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type DraftLineResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['DraftLine'] = ResolversParentTypes['DraftLine']> = {
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  from?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  hours?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['BillKind'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  net?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['LineSource']>, ParentType, ContextType>;
  to?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  unitPrice?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
};

export type DrawRetainerPayloadResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['DrawRetainerPayload'] = ResolversParentTypes['DrawRetainerPayload']> = {
  drafts?: Resolver<Maybe<ReadonlyArray<ResolversTypes['BillingDraft']>>, ParentType, ContextType>;
  isRepeated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  preview?: Resolver<Maybe<ResolversTypes['RetainerPreview']>, ParentType, ContextType>;
  run?: Resolver<Maybe<ResolversTypes['Run']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type DrawnWorkResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['DrawnWork'] = ResolversParentTypes['DrawnWork']> = {
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  approvedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  approver?: Resolver<Maybe<ResolversTypes['Resource']>, ParentType, ContextType>;
  hourlyRate?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  hours?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  resource?: Resolver<Maybe<ResolversTypes['Resource']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  workId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  workedOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
};

export type EngagementResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['Engagement'] = ResolversParentTypes['Engagement'], FederationReferenceType extends FederationReferenceTypes['Engagement'] = FederationReferenceTypes['Engagement']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Engagement']> | FederationReferenceType, FederationReferenceType, ContextType>;
  begunAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  changedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  opportunity?: Resolver<Maybe<ResolversTypes['Opportunity']>, ParentType, ContextType>;
  parts?: Resolver<Maybe<ReadonlyArray<ResolversTypes['EngagementPart']>>, ParentType, ContextType>;
  run?: Resolver<Maybe<ResolversTypes['Run']>, ParentType, ContextType>;
  state?: Resolver<Maybe<ResolversTypes['EngagementState']>, ParentType, ContextType>;
  waivedGates?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ConversionGate']>>, ParentType, ContextType>;
};

export type EngagementPartResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['EngagementPart'] = ResolversParentTypes['EngagementPart']> = {
  billingSchedule?: Resolver<Maybe<ResolversTypes['WrittenRecord']>, ParentType, ContextType>;
  financeCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  financeProject?: Resolver<Maybe<ResolversTypes['WrittenRecord']>, ParentType, ContextType>;
  legalEntity?: Resolver<Maybe<ResolversTypes['LegalEntity']>, ParentType, ContextType>;
  legalEntityCode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
};

export type ExceptionGroupResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['ExceptionGroup'] = ResolversParentTypes['ExceptionGroup']> = {
  atRisk?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Money']>>, ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['ExceptionKind'], ParentType, ContextType>;
  oldest?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  ownerRole?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sample?: Resolver<ReadonlyArray<ResolversTypes['ProcessException']>, ParentType, ContextType>;
  system?: Resolver<Maybe<ResolversTypes['System']>, ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ExceptionPayloadResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['ExceptionPayload'] = ResolversParentTypes['ExceptionPayload']> = {
  approval?: Resolver<Maybe<ResolversTypes['Approval']>, ParentType, ContextType>;
  exception?: Resolver<Maybe<ResolversTypes['ProcessException']>, ParentType, ContextType>;
  isRepeated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  run?: Resolver<Maybe<ResolversTypes['Run']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ExceptionSubjectResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['ExceptionSubject'] = ResolversParentTypes['ExceptionSubject']> = {
  id?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  label?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type FeedHealthResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['FeedHealth'] = ResolversParentTypes['FeedHealth']> = {
  censuses?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  completeAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  countedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  failure?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  failures?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  horizonMissedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  instance?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  lagSeconds?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  newestChangeAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  phase?: Resolver<ResolversTypes['FeedPhase'], ParentType, ContextType>;
  recordsHere?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  recordsThere?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  setAside?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  system?: Resolver<ResolversTypes['System'], ParentType, ContextType>;
};

export type FilledFieldResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['FilledField'] = ResolversParentTypes['FilledField']> = {
  field?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type GateCheckResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['GateCheck'] = ResolversParentTypes['GateCheck']> = {
  detail?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  gate?: Resolver<ResolversTypes['ConversionGate'], ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['GateOutcome'], ParentType, ContextType>;
  ownerRole?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  remedy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  system?: Resolver<ResolversTypes['System'], ParentType, ContextType>;
};

export type HeldWorkResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['HeldWork'] = ResolversParentTypes['HeldWork']> = {
  amount?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  explanation?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  heldAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  ownerRole?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  remedy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  workId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  workedOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
};

export type HeldWorkConnectionResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['HeldWorkConnection'] = ResolversParentTypes['HeldWorkConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['HeldWorkEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type HeldWorkEdgeResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['HeldWorkEdge'] = ResolversParentTypes['HeldWorkEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['HeldWork'], ParentType, ContextType>;
};

export type InvoiceResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['Invoice'] = ResolversParentTypes['Invoice'], FederationReferenceType extends FederationReferenceTypes['Invoice'] = FederationReferenceTypes['Invoice']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Invoice']> | FederationReferenceType, FederationReferenceType, ContextType>;
  billingDraft?: Resolver<Maybe<ResolversTypes['BillingDraft']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type InvoiceCreditResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['InvoiceCredit'] = ResolversParentTypes['InvoiceCredit']> = {
  accountingOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  applied?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  creditMemoId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  draft?: Resolver<Maybe<ResolversTypes['BillingDraft']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  invoice?: Resolver<Maybe<ResolversTypes['Invoice']>, ParentType, ContextType>;
  net?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  number?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  openedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  origin?: Resolver<ResolversTypes['CreditOrigin'], ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['CreditOutcome'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  run?: Resolver<Maybe<ResolversTypes['Run']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['CreditState'], ParentType, ContextType>;
  tax?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  works?: Resolver<ReadonlyArray<ResolversTypes['CreditedWork']>, ParentType, ContextType>;
};

export type LegalEntityResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['LegalEntity'] = ResolversParentTypes['LegalEntity']> = {
  code?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type LineSourceResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['LineSource'] = ResolversParentTypes['LineSource']> = {
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  approvedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  approver?: Resolver<Maybe<ResolversTypes['Resource']>, ParentType, ContextType>;
  claimKey?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  credited?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  drawn?: Resolver<ReadonlyArray<ResolversTypes['DrawnWork']>, ParentType, ContextType>;
  hourlyRate?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  hours?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['BillKind'], ParentType, ContextType>;
  rateWhy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  resource?: Resolver<Maybe<ResolversTypes['Resource']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  workId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  workedOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
};

export type LookUpFencedResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['LookUpFenced'] = ResolversParentTypes['LookUpFenced']> = {
  fence?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MoneyResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  amount?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  abandonBillingDraft?: Resolver<ResolversTypes['RunPayload'], ParentType, ContextType, RequireFields<MutationAbandonBillingDraftArgs, 'input'>>;
  acknowledgeAlert?: Resolver<ResolversTypes['AlertPayload'], ParentType, ContextType, RequireFields<MutationAcknowledgeAlertArgs, 'input'>>;
  adjustWork?: Resolver<ResolversTypes['RunPayload'], ParentType, ContextType, RequireFields<MutationAdjustWorkArgs, 'input'>>;
  approve?: Resolver<ResolversTypes['ApprovalPayload'], ParentType, ContextType, RequireFields<MutationApproveArgs, 'input'>>;
  approveMany?: Resolver<ResolversTypes['ApproveManyPayload'], ParentType, ContextType, RequireFields<MutationApproveManyArgs, 'input'>>;
  assignException?: Resolver<ResolversTypes['ExceptionPayload'], ParentType, ContextType, RequireFields<MutationAssignExceptionArgs, 'input'>>;
  changeCustomer?: Resolver<ResolversTypes['ChangeCustomerPayload'], ParentType, ContextType, RequireFields<MutationChangeCustomerArgs, 'input'>>;
  compensateException?: Resolver<ResolversTypes['ExceptionPayload'], ParentType, ContextType, RequireFields<MutationCompensateExceptionArgs, 'input'>>;
  completeMilestone?: Resolver<ResolversTypes['ContractBillingPayload'], ParentType, ContextType, RequireFields<MutationCompleteMilestoneArgs, 'input'>>;
  convertOpportunityToProject?: Resolver<ResolversTypes['ConvertOpportunityPayload'], ParentType, ContextType, RequireFields<MutationConvertOpportunityToProjectArgs, 'input'>>;
  creditAndRebill?: Resolver<ResolversTypes['CreditInvoicePayload'], ParentType, ContextType, RequireFields<MutationCreditAndRebillArgs, 'input'>>;
  delegateApprovals?: Resolver<ResolversTypes['DelegationPayload'], ParentType, ContextType, RequireFields<MutationDelegateApprovalsArgs, 'input'>>;
  drawDownRetainer?: Resolver<ResolversTypes['DrawRetainerPayload'], ParentType, ContextType, RequireFields<MutationDrawDownRetainerArgs, 'input'>>;
  issueInvoice?: Resolver<ResolversTypes['RunPayload'], ParentType, ContextType, RequireFields<MutationIssueInvoiceArgs, 'input'>>;
  onboardCustomer?: Resolver<ResolversTypes['RunPayload'], ParentType, ContextType, RequireFields<MutationOnboardCustomerArgs, 'input'>>;
  openPosition?: Resolver<ResolversTypes['OpenPositionPayload'], ParentType, ContextType, RequireFields<MutationOpenPositionArgs, 'input'>>;
  pauseSystem?: Resolver<ResolversTypes['PauseSystemPayload'], ParentType, ContextType, RequireFields<MutationPauseSystemArgs, 'input'>>;
  postExpenses?: Resolver<ResolversTypes['ReleaseWorkPayload'], ParentType, ContextType, RequireFields<MutationPostExpensesArgs, 'input'>>;
  postWorkCost?: Resolver<ResolversTypes['PostWorkCostPayload'], ParentType, ContextType, RequireFields<MutationPostWorkCostArgs, 'input'>>;
  reject?: Resolver<ResolversTypes['ApprovalPayload'], ParentType, ContextType, RequireFields<MutationRejectArgs, 'input'>>;
  releaseWorkToInvoice?: Resolver<ResolversTypes['ReleaseWorkPayload'], ParentType, ContextType, RequireFields<MutationReleaseWorkToInvoiceArgs, 'input'>>;
  replayRun?: Resolver<ResolversTypes['RunPayload'], ParentType, ContextType, RequireFields<MutationReplayRunArgs, 'input'>>;
  resumeException?: Resolver<ResolversTypes['ExceptionPayload'], ParentType, ContextType, RequireFields<MutationResumeExceptionArgs, 'input'>>;
  resumeSystem?: Resolver<ResolversTypes['PauseSystemPayload'], ParentType, ContextType, RequireFields<MutationResumeSystemArgs, 'input'>>;
  retryExceptions?: Resolver<ResolversTypes['RetryExceptionsPayload'], ParentType, ContextType, RequireFields<MutationRetryExceptionsArgs, 'input'>>;
  revokeDelegation?: Resolver<ResolversTypes['DelegationPayload'], ParentType, ContextType, RequireFields<MutationRevokeDelegationArgs, 'input'>>;
  runRecurringBilling?: Resolver<ResolversTypes['ContractBillingPayload'], ParentType, ContextType, RequireFields<MutationRunRecurringBillingArgs, 'input'>>;
  snoozeException?: Resolver<ResolversTypes['ExceptionPayload'], ParentType, ContextType, RequireFields<MutationSnoozeExceptionArgs, 'input'>>;
  tellReaderAgain?: Resolver<ResolversTypes['ExceptionPayload'], ParentType, ContextType, RequireFields<MutationTellReaderAgainArgs, 'input'>>;
  unwindConversion?: Resolver<ResolversTypes['RunPayload'], ParentType, ContextType, RequireFields<MutationUnwindConversionArgs, 'input'>>;
  waiveException?: Resolver<ResolversTypes['ExceptionPayload'], ParentType, ContextType, RequireFields<MutationWaiveExceptionArgs, 'input'>>;
  withdrawApproval?: Resolver<ResolversTypes['ApprovalPayload'], ParentType, ContextType, RequireFields<MutationWithdrawApprovalArgs, 'input'>>;
};

export type OpenPositionPayloadResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['OpenPositionPayload'] = ResolversParentTypes['OpenPositionPayload']> = {
  isRepeated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  position?: Resolver<Maybe<ResolversTypes['PositionPreview']>, ParentType, ContextType>;
  run?: Resolver<Maybe<ResolversTypes['Run']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type OpeningPositionResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['OpeningPosition'] = ResolversParentTypes['OpeningPosition']> = {
  billed?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  on?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  openItems?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  openReceivable?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  run?: Resolver<Maybe<ResolversTypes['Run']>, ParentType, ContextType>;
  signedOffAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  unappliedCredits?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type OpportunityResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['Opportunity'] = ResolversParentTypes['Opportunity'], FederationReferenceType extends FederationReferenceTypes['Opportunity'] = FederationReferenceTypes['Opportunity']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Opportunity']> | FederationReferenceType, FederationReferenceType, ContextType>;
  engagement?: Resolver<Maybe<ResolversTypes['Engagement']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type OwnershipRuleResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['OwnershipRule'] = ResolversParentTypes['OwnershipRule']> = {
  fields?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  owner?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PauseSystemPayloadResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['PauseSystemPayload'] = ResolversParentTypes['PauseSystemPayload']> = {
  isRepeated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  paused?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type PeriodDrawResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['PeriodDraw'] = ResolversParentTypes['PeriodDraw']> = {
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  billedBy?: Resolver<ReadonlyArray<ResolversTypes['BillingDraft']>, ParentType, ContextType>;
  from?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  periodId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type PlannedBillResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['PlannedBill'] = ResolversParentTypes['PlannedBill']> = {
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  dueOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PlannedBillingAccountResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['PlannedBillingAccount'] = ResolversParentTypes['PlannedBillingAccount']> = {
  customer?: Resolver<ResolversTypes['WrittenRecord'], ParentType, ContextType>;
  isNew?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  legalEntity?: Resolver<ResolversTypes['LegalEntity'], ParentType, ContextType>;
};

export type PlannedPartResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['PlannedPart'] = ResolversParentTypes['PlannedPart']> = {
  billingAccount?: Resolver<Maybe<ResolversTypes['PlannedBillingAccount']>, ParentType, ContextType>;
  billingModels?: Resolver<ReadonlyArray<ResolversTypes['BillingModel']>, ParentType, ContextType>;
  endOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  financeCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  isBillingHeld?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  legalEntityCode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rateCard?: Resolver<Maybe<ResolversTypes['RateCard']>, ParentType, ContextType>;
  schedule?: Resolver<ReadonlyArray<ResolversTypes['PlannedBill']>, ParentType, ContextType>;
  startOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  team?: Resolver<ReadonlyArray<ResolversTypes['PlannedPlace']>, ParentType, ContextType>;
  templateKey?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  templateTitle?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  work?: Resolver<ReadonlyArray<ResolversTypes['PlannedWork']>, ParentType, ContextType>;
};

export type PlannedPlaceResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['PlannedPlace'] = ResolversParentTypes['PlannedPlace']> = {
  endOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  hours?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  startOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
};

export type PlannedWorkResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['PlannedWork'] = ResolversParentTypes['PlannedWork']> = {
  amount?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  dueOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['PlannedWorkKind'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PlannedWriteResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['PlannedWrite'] = ResolversParentTypes['PlannedWrite']> = {
  does?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  fills?: Resolver<ReadonlyArray<ResolversTypes['FilledField']>, ParentType, ContextType>;
  key?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  legalEntityCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  operation?: Resolver<ResolversTypes['PlannedOperation'], ParentType, ContextType>;
  system?: Resolver<ResolversTypes['System'], ParentType, ContextType>;
};

export type PositionDifferenceResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['PositionDifference'] = ResolversParentTypes['PositionDifference']> = {
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  explanation?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  measure?: Resolver<ResolversTypes['PositionMeasure'], ParentType, ContextType>;
};

export type PositionPreviewResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['PositionPreview'] = ResolversParentTypes['PositionPreview']> = {
  billed?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  differences?: Resolver<ReadonlyArray<ResolversTypes['PositionDifference']>, ParentType, ContextType>;
  on?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  openInvoices?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  openReceivable?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  openWork?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  unappliedCredits?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  workInProgress?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type PostWorkCostPayloadResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['PostWorkCostPayload'] = ResolversParentTypes['PostWorkCostPayload']> = {
  isRepeated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  postings?: Resolver<Maybe<ReadonlyArray<ResolversTypes['CostPosting']>>, ParentType, ContextType>;
  preview?: Resolver<Maybe<ResolversTypes['CostPreview']>, ParentType, ContextType>;
  run?: Resolver<Maybe<ResolversTypes['Run']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type PrepaidPeriodResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['PrepaidPeriod'] = ResolversParentTypes['PrepaidPeriod']> = {
  expiresOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  from?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  lapsed?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  paid?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  periodId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  remaining?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  remainingBefore?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PreviewDocumentResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['PreviewDocument'] = ResolversParentTypes['PreviewDocument']> = {
  builder?: Resolver<Maybe<ResolversTypes['InvoiceBuilder']>, ParentType, ContextType>;
  gross?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  issuedOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  items?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  legalEntityCode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  lines?: Resolver<ReadonlyArray<ResolversTypes['DraftLine']>, ParentType, ContextType>;
  net?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  purchaseOrder?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  taxCode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  taxEstimate?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  taxWhy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PreviewHoldResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['PreviewHold'] = ResolversParentTypes['PreviewHold']> = {
  amount?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  explanation?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  ownerRole?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  remedy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  workId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  workedOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
};

export type ProcessExceptionResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['ProcessException'] = ResolversParentTypes['ProcessException'], FederationReferenceType extends FederationReferenceTypes['ProcessException'] = FederationReferenceTypes['ProcessException']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['ProcessException']> | FederationReferenceType, FederationReferenceType, ContextType>;
  atRisk?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  closedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  correlationId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  dueAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  explanation?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  fields?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  firstSeenAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  fixes?: Resolver<ReadonlyArray<ResolversTypes['SuggestedFix']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isMine?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isOverdue?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['ExceptionKind'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nextTryAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  occurrences?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  openedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  ownerRole?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reader?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  resolution?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  run?: Resolver<Maybe<ResolversTypes['Run']>, ParentType, ContextType>;
  settledBy?: Resolver<Maybe<ResolversTypes['Run']>, ParentType, ContextType>;
  snoozedUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ExceptionStatus'], ParentType, ContextType>;
  step?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  subject?: Resolver<Maybe<ResolversTypes['ExceptionSubject']>, ParentType, ContextType>;
  system?: Resolver<Maybe<ResolversTypes['System']>, ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ProcessExceptionConnectionResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['ProcessExceptionConnection'] = ResolversParentTypes['ProcessExceptionConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ProcessExceptionEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ProcessExceptionEdgeResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['ProcessExceptionEdge'] = ResolversParentTypes['ProcessExceptionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ProcessException'], ParentType, ContextType>;
};

export type ProcessHealthResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['ProcessHealth'] = ResolversParentTypes['ProcessHealth']> = {
  deadLetters?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  detectors?: Resolver<ReadonlyArray<ResolversTypes['DetectorHealth']>, ParentType, ContextType>;
  feeds?: Resolver<ReadonlyArray<ResolversTypes['FeedHealth']>, ParentType, ContextType>;
  oldestUntoldAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  parked?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  queues?: Resolver<ReadonlyArray<ResolversTypes['QueueHealth']>, ParentType, ContextType>;
  stuck?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  systems?: Resolver<ReadonlyArray<ResolversTypes['SystemHealth']>, ParentType, ContextType>;
  untold?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  workers?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ProjectResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['Project'] = ResolversParentTypes['Project']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  alerts?: Resolver<Maybe<ResolversTypes['AlertConnection']>, ParentType, ContextType, RequireFields<QueryAlertsArgs, 'first'>>;
  approval?: Resolver<Maybe<ResolversTypes['Approval']>, ParentType, ContextType, RequireFields<QueryApprovalArgs, 'id'>>;
  approvalDelegations?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ApprovalDelegation']>>, ParentType, ContextType>;
  approvals?: Resolver<Maybe<ResolversTypes['ApprovalConnection']>, ParentType, ContextType, RequireFields<QueryApprovalsArgs, 'first'>>;
  audit?: Resolver<Maybe<ResolversTypes['AuditEntryConnection']>, ParentType, ContextType, RequireFields<QueryAuditArgs, 'first'>>;
  billingDraft?: Resolver<Maybe<ResolversTypes['BillingDraft']>, ParentType, ContextType, RequireFields<QueryBillingDraftArgs, 'id'>>;
  billingDrafts?: Resolver<Maybe<ResolversTypes['BillingDraftConnection']>, ParentType, ContextType, RequireFields<QueryBillingDraftsArgs, 'first'>>;
  costHolds?: Resolver<Maybe<ResolversTypes['CostHoldConnection']>, ParentType, ContextType, RequireFields<QueryCostHoldsArgs, 'first'>>;
  costPostings?: Resolver<Maybe<ResolversTypes['CostPostingConnection']>, ParentType, ContextType, RequireFields<QueryCostPostingsArgs, 'first'>>;
  engagement?: Resolver<Maybe<ResolversTypes['Engagement']>, ParentType, ContextType, RequireFields<QueryEngagementArgs, 'id'>>;
  exceptionGroups?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ExceptionGroup']>>, ParentType, ContextType, Partial<QueryExceptionGroupsArgs>>;
  heldWork?: Resolver<Maybe<ResolversTypes['HeldWorkConnection']>, ParentType, ContextType, RequireFields<QueryHeldWorkArgs, 'first'>>;
  invoiceCredit?: Resolver<Maybe<ResolversTypes['InvoiceCredit']>, ParentType, ContextType, RequireFields<QueryInvoiceCreditArgs, 'creditMemoId'>>;
  openingPosition?: Resolver<Maybe<ResolversTypes['OpeningPosition']>, ParentType, ContextType, RequireFields<QueryOpeningPositionArgs, 'projectId'>>;
  ownership?: Resolver<Maybe<ReadonlyArray<ResolversTypes['OwnershipRule']>>, ParentType, ContextType, Partial<QueryOwnershipArgs>>;
  processException?: Resolver<Maybe<ResolversTypes['ProcessException']>, ParentType, ContextType, RequireFields<QueryProcessExceptionArgs, 'id'>>;
  processExceptions?: Resolver<Maybe<ResolversTypes['ProcessExceptionConnection']>, ParentType, ContextType, RequireFields<QueryProcessExceptionsArgs, 'first'>>;
  processHealth?: Resolver<Maybe<ResolversTypes['ProcessHealth']>, ParentType, ContextType>;
  releaseSchedule?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ReleaseSchedule']>>, ParentType, ContextType>;
  run?: Resolver<Maybe<ResolversTypes['Run']>, ParentType, ContextType, RequireFields<QueryRunArgs, 'id'>>;
  runs?: Resolver<Maybe<ResolversTypes['RunConnection']>, ParentType, ContextType, RequireFields<QueryRunsArgs, 'first'>>;
  trace?: Resolver<Maybe<ReadonlyArray<ResolversTypes['TracedRun']>>, ParentType, ContextType, RequireFields<QueryTraceArgs, 'name'>>;
  workBilling?: Resolver<Maybe<ReadonlyArray<Maybe<ResolversTypes['WorkBilling']>>>, ParentType, ContextType, RequireFields<QueryWorkBillingArgs, 'workIds'>>;
  workCost?: Resolver<Maybe<ReadonlyArray<ResolversTypes['WorkCost']>>, ParentType, ContextType, RequireFields<QueryWorkCostArgs, 'workIds'>>;
};

export type QueueHealthResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['QueueHealth'] = ResolversParentTypes['QueueHealth']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  oldestQueuedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  queued?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  running?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type RateCardResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['RateCard'] = ResolversParentTypes['RateCard']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type RecordChangeResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['RecordChange'] = ResolversParentTypes['RecordChange']> = {
  changedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  deleted?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
};

export type RecordsFoundResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['RecordsFound'] = ResolversParentTypes['RecordsFound']> = {
  records?: Resolver<ReadonlyArray<ResolversTypes['SystemRecord']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ReleaseMadeResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['ReleaseMade'] = ResolversParentTypes['ReleaseMade']> = {
  atWork?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  drafts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  net?: Resolver<ReadonlyArray<ResolversTypes['Money']>, ParentType, ContextType>;
  posted?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  stopped?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ReleasePreviewResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['ReleasePreview'] = ResolversParentTypes['ReleasePreview']> = {
  absorbed?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  absorbedItems?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  blocker?: Resolver<Maybe<ResolversTypes['BillingBlocker']>, ParentType, ContextType>;
  caps?: Resolver<ReadonlyArray<ResolversTypes['CapRemaining']>, ParentType, ContextType>;
  documents?: Resolver<ReadonlyArray<ResolversTypes['PreviewDocument']>, ParentType, ContextType>;
  held?: Resolver<ReadonlyArray<ResolversTypes['PreviewHold']>, ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  settledItems?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ReleaseScheduleResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['ReleaseSchedule'] = ResolversParentTypes['ReleaseSchedule']> = {
  everyMinutes?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  failure?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  isPaused?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  lastRun?: Resolver<Maybe<ResolversTypes['Run']>, ParentType, ContextType>;
  lastWindow?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  legalEntityCode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  lookedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  made?: Resolver<Maybe<ResolversTypes['ReleaseMade']>, ParentType, ContextType>;
  nextDueAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  outcome?: Resolver<Maybe<ResolversTypes['ScheduleOutcome']>, ParentType, ContextType>;
  projects?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  takes?: Resolver<ResolversTypes['ScheduleTakes'], ParentType, ContextType>;
  through?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  timeZone?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ReleaseWorkPayloadResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['ReleaseWorkPayload'] = ResolversParentTypes['ReleaseWorkPayload']> = {
  drafts?: Resolver<Maybe<ReadonlyArray<ResolversTypes['BillingDraft']>>, ParentType, ContextType>;
  isRepeated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  preview?: Resolver<Maybe<ResolversTypes['ReleasePreview']>, ParentType, ContextType>;
  run?: Resolver<Maybe<ResolversTypes['Run']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ResourceResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['Resource'] = ResolversParentTypes['Resource']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type RetainerPreviewResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['RetainerPreview'] = ResolversParentTypes['RetainerPreview']> = {
  blocker?: Resolver<Maybe<ResolversTypes['BillingBlocker']>, ParentType, ContextType>;
  covered?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  coveredItems?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  documents?: Resolver<ReadonlyArray<ResolversTypes['PreviewDocument']>, ParentType, ContextType>;
  held?: Resolver<ReadonlyArray<ResolversTypes['PreviewHold']>, ParentType, ContextType>;
  lapsed?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  periods?: Resolver<ReadonlyArray<ResolversTypes['PrepaidPeriod']>, ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
};

export type RetryExceptionsPayloadResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['RetryExceptionsPayload'] = ResolversParentTypes['RetryExceptionsPayload']> = {
  actualCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  isRepeated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  runs?: Resolver<ReadonlyArray<ResolversTypes['Run']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  waitingForApproval?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ReversedWorkResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['ReversedWork'] = ResolversParentTypes['ReversedWork']> = {
  because?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  workId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type RunResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['Run'] = ResolversParentTypes['Run'], FederationReferenceType extends FederationReferenceTypes['Run'] = FederationReferenceTypes['Run']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Run']> | FederationReferenceType, FederationReferenceType, ContextType>;
  approvals?: Resolver<ReadonlyArray<ResolversTypes['Approval']>, ParentType, ContextType>;
  begunAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  billingDrafts?: Resolver<Maybe<ReadonlyArray<ResolversTypes['BillingDraft']>>, ParentType, ContextType>;
  changedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  contractBillingPreview?: Resolver<Maybe<ResolversTypes['ContractBillingPreview']>, ParentType, ContextType>;
  conversionPlan?: Resolver<Maybe<ResolversTypes['ConversionPlan']>, ParentType, ContextType>;
  correlationId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  costPreview?: Resolver<Maybe<ResolversTypes['CostPreview']>, ParentType, ContextType>;
  creditPreview?: Resolver<Maybe<ResolversTypes['CreditPreview']>, ParentType, ContextType>;
  customerChanges?: Resolver<Maybe<ReadonlyArray<ResolversTypes['CustomerChangeInSystem']>>, ParentType, ContextType>;
  failure?: Resolver<Maybe<ResolversTypes['RunFailure']>, ParentType, ContextType>;
  gates?: Resolver<Maybe<ReadonlyArray<ResolversTypes['GateCheck']>>, ParentType, ContextType>;
  generation?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  process?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  releasePreview?: Resolver<Maybe<ResolversTypes['ReleasePreview']>, ParentType, ContextType>;
  retainerPreview?: Resolver<Maybe<ResolversTypes['RetainerPreview']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['RunState'], ParentType, ContextType>;
  steps?: Resolver<ReadonlyArray<ResolversTypes['RunStep']>, ParentType, ContextType>;
  waitsFor?: Resolver<Maybe<ResolversTypes['RunWait']>, ParentType, ContextType>;
};

export type RunConnectionResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['RunConnection'] = ResolversParentTypes['RunConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['RunEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type RunEdgeResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['RunEdge'] = ResolversParentTypes['RunEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Run'], ParentType, ContextType>;
};

export type RunFailureResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['RunFailure'] = ResolversParentTypes['RunFailure']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  fields?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  step?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RunPayloadResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['RunPayload'] = ResolversParentTypes['RunPayload']> = {
  approval?: Resolver<Maybe<ResolversTypes['Approval']>, ParentType, ContextType>;
  isRepeated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  run?: Resolver<Maybe<ResolversTypes['Run']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type RunStepResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['RunStep'] = ResolversParentTypes['RunStep']> = {
  key?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  record?: Resolver<Maybe<ResolversTypes['WrittenRecord']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['RunStepState'], ParentType, ContextType>;
  system?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RunWaitResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['RunWait'] = ResolversParentTypes['RunWait']> = {
  reason?: Resolver<ResolversTypes['RunWaitReason'], ParentType, ContextType>;
  run?: Resolver<Maybe<ResolversTypes['Run']>, ParentType, ContextType>;
  since?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  system?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  until?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type SettledBillResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['SettledBill'] = ResolversParentTypes['SettledBill']> = {
  because?: Resolver<ResolversTypes['SettledReason'], ParentType, ContextType>;
  sourceId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SourceInfoResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['SourceInfo'] = ResolversParentTypes['SourceInfo']> = {
  asOf?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  instance?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  servedFrom?: Resolver<ResolversTypes['ServedFrom'], ParentType, ContextType>;
  staleReason?: Resolver<Maybe<ResolversTypes['ErrorCode']>, ParentType, ContextType>;
  system?: Resolver<ResolversTypes['System'], ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  exceptionsChanged?: SubscriptionResolver<Maybe<ResolversTypes['ProcessException']>, "exceptionsChanged", ParentType, ContextType, Partial<SubscriptionExceptionsChangedArgs>>;
  runChanged?: SubscriptionResolver<Maybe<ResolversTypes['Run']>, "runChanged", ParentType, ContextType, RequireFields<SubscriptionRunChangedArgs, 'id'>>;
};

export type SuggestedFixResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['SuggestedFix'] = ResolversParentTypes['SuggestedFix']> = {
  action?: Resolver<ResolversTypes['FixAction'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SystemHealthResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['SystemHealth'] = ResolversParentTypes['SystemHealth']> = {
  breaker?: Resolver<ResolversTypes['BreakerState'], ParentType, ContextType>;
  exceptions?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  instance?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  paused?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  pausedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  pausedBecause?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  quotaPlaces?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  quotaTaken?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  reportedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  system?: Resolver<ResolversTypes['System'], ParentType, ContextType>;
};

export type SystemRecordResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['SystemRecord'] = ResolversParentTypes['SystemRecord']> = {
  id?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  instance?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  system?: Resolver<ResolversTypes['System'], ParentType, ContextType>;
};

export type TracedRunResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['TracedRun'] = ResolversParentTypes['TracedRun']> = {
  exceptions?: Resolver<ReadonlyArray<ResolversTypes['ProcessException']>, ParentType, ContextType>;
  matchedOn?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  run?: Resolver<ResolversTypes['Run'], ParentType, ContextType>;
};

export type UserErrorResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type WorkBillingResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['WorkBilling'] = ResolversParentTypes['WorkBilling']> = {
  claims?: Resolver<ReadonlyArray<ResolversTypes['WorkClaim']>, ParentType, ContextType>;
  credits?: Resolver<ReadonlyArray<ResolversTypes['InvoiceCredit']>, ParentType, ContextType>;
  drew?: Resolver<ReadonlyArray<ResolversTypes['PeriodDraw']>, ParentType, ContextType>;
  places?: Resolver<ReadonlyArray<ResolversTypes['WorkPlaceValue']>, ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  standardValue?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  versions?: Resolver<ReadonlyArray<ResolversTypes['WorkVersion']>, ParentType, ContextType>;
  workId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type WorkClaimResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['WorkClaim'] = ResolversParentTypes['WorkClaim']> = {
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  draft?: Resolver<Maybe<ResolversTypes['BillingDraft']>, ParentType, ContextType>;
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['WorkClaimState'], ParentType, ContextType>;
  why?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type WorkCostResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['WorkCost'] = ResolversParentTypes['WorkCost']> = {
  claims?: Resolver<ReadonlyArray<ResolversTypes['CostSource']>, ParentType, ContextType>;
  workId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type WorkPlaceValueResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['WorkPlaceValue'] = ResolversParentTypes['WorkPlaceValue']> = {
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  place?: Resolver<ResolversTypes['WorkPlace'], ParentType, ContextType>;
};

export type WorkVersionResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['WorkVersion'] = ResolversParentTypes['WorkVersion']> = {
  places?: Resolver<ReadonlyArray<ResolversTypes['WorkPlaceValue']>, ParentType, ContextType>;
  standardValue?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type WriteAppliedResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['WriteApplied'] = ResolversParentTypes['WriteApplied']> = {
  isNew?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WriteFailureResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['WriteFailure'] = ResolversParentTypes['WriteFailure']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  fields?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  retryAfterMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  vendorCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type WriteInDoubtResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['WriteInDoubt'] = ResolversParentTypes['WriteInDoubt']> = {
  failure?: Resolver<ResolversTypes['WriteFailure'], ParentType, ContextType>;
  settleMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WriteLookUpResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['WriteLookUp'] = ResolversParentTypes['WriteLookUp']> = {
  __resolveType: TypeResolveFn<'LookUpFenced' | 'RecordsFound', ParentType, ContextType>;
};

export type WriteNotAppliedResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['WriteNotApplied'] = ResolversParentTypes['WriteNotApplied']> = {
  failure?: Resolver<ResolversTypes['WriteFailure'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['NotAppliedReason'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WriteOutcomeResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['WriteOutcome'] = ResolversParentTypes['WriteOutcome']> = {
  __resolveType: TypeResolveFn<'WriteApplied' | 'WriteInDoubt' | 'WriteNotApplied', ParentType, ContextType>;
};

export type WrittenRecordResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['WrittenRecord'] = ResolversParentTypes['WrittenRecord']> = {
  id?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  instance?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  system?: Resolver<ResolversTypes['System'], ParentType, ContextType>;
};

export type Resolvers<ContextType = ProcessContext> = {
  Alert?: AlertResolvers<ContextType>;
  AlertConnection?: AlertConnectionResolvers<ContextType>;
  AlertEdge?: AlertEdgeResolvers<ContextType>;
  AlertPayload?: AlertPayloadResolvers<ContextType>;
  AlertTelling?: AlertTellingResolvers<ContextType>;
  Approval?: ApprovalResolvers<ContextType>;
  ApprovalConnection?: ApprovalConnectionResolvers<ContextType>;
  ApprovalDecision?: ApprovalDecisionResolvers<ContextType>;
  ApprovalDelegation?: ApprovalDelegationResolvers<ContextType>;
  ApprovalEdge?: ApprovalEdgeResolvers<ContextType>;
  ApprovalPayload?: ApprovalPayloadResolvers<ContextType>;
  ApproveManyPayload?: ApproveManyPayloadResolvers<ContextType>;
  AuditEntry?: AuditEntryResolvers<ContextType>;
  AuditEntryConnection?: AuditEntryConnectionResolvers<ContextType>;
  AuditEntryEdge?: AuditEntryEdgeResolvers<ContextType>;
  BillingBlocker?: BillingBlockerResolvers<ContextType>;
  BillingDraft?: BillingDraftResolvers<ContextType>;
  BillingDraftConnection?: BillingDraftConnectionResolvers<ContextType>;
  BillingDraftEdge?: BillingDraftEdgeResolvers<ContextType>;
  CapRemaining?: CapRemainingResolvers<ContextType>;
  ChangeCustomerPayload?: ChangeCustomerPayloadResolvers<ContextType>;
  ChangeFeedPage?: ChangeFeedPageResolvers<ContextType>;
  ContractBillingPayload?: ContractBillingPayloadResolvers<ContextType>;
  ContractBillingPreview?: ContractBillingPreviewResolvers<ContextType>;
  ContractLineStanding?: ContractLineStandingResolvers<ContextType>;
  ConversionBlocker?: ConversionBlockerResolvers<ContextType>;
  ConversionPlan?: ConversionPlanResolvers<ContextType>;
  ConvertOpportunityPayload?: ConvertOpportunityPayloadResolvers<ContextType>;
  CostBlocker?: CostBlockerResolvers<ContextType>;
  CostEntryPreview?: CostEntryPreviewResolvers<ContextType>;
  CostHold?: CostHoldResolvers<ContextType>;
  CostHoldConnection?: CostHoldConnectionResolvers<ContextType>;
  CostHoldEdge?: CostHoldEdgeResolvers<ContextType>;
  CostJournalEntry?: CostJournalEntryResolvers<ContextType>;
  CostLine?: CostLineResolvers<ContextType>;
  CostPosting?: CostPostingResolvers<ContextType>;
  CostPostingConnection?: CostPostingConnectionResolvers<ContextType>;
  CostPostingEdge?: CostPostingEdgeResolvers<ContextType>;
  CostPostingPreview?: CostPostingPreviewResolvers<ContextType>;
  CostPreview?: CostPreviewResolvers<ContextType>;
  CostReversalPreview?: CostReversalPreviewResolvers<ContextType>;
  CostSource?: CostSourceResolvers<ContextType>;
  CreditInvoicePayload?: CreditInvoicePayloadResolvers<ContextType>;
  CreditLine?: CreditLineResolvers<ContextType>;
  CreditPreview?: CreditPreviewResolvers<ContextType>;
  CreditedWork?: CreditedWorkResolvers<ContextType>;
  CurrencyCode?: GraphQLScalarType;
  Customer?: CustomerResolvers<ContextType>;
  CustomerChangeInSystem?: CustomerChangeInSystemResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  DelegationPayload?: DelegationPayloadResolvers<ContextType>;
  DetectorHealth?: DetectorHealthResolvers<ContextType>;
  DocumentStanding?: DocumentStandingResolvers<ContextType>;
  DraftInvoice?: DraftInvoiceResolvers<ContextType>;
  DraftLine?: DraftLineResolvers<ContextType>;
  DrawRetainerPayload?: DrawRetainerPayloadResolvers<ContextType>;
  DrawnWork?: DrawnWorkResolvers<ContextType>;
  Engagement?: EngagementResolvers<ContextType>;
  EngagementPart?: EngagementPartResolvers<ContextType>;
  ExceptionGroup?: ExceptionGroupResolvers<ContextType>;
  ExceptionPayload?: ExceptionPayloadResolvers<ContextType>;
  ExceptionSubject?: ExceptionSubjectResolvers<ContextType>;
  FeedHealth?: FeedHealthResolvers<ContextType>;
  FilledField?: FilledFieldResolvers<ContextType>;
  GateCheck?: GateCheckResolvers<ContextType>;
  HeldWork?: HeldWorkResolvers<ContextType>;
  HeldWorkConnection?: HeldWorkConnectionResolvers<ContextType>;
  HeldWorkEdge?: HeldWorkEdgeResolvers<ContextType>;
  Invoice?: InvoiceResolvers<ContextType>;
  InvoiceCredit?: InvoiceCreditResolvers<ContextType>;
  LegalEntity?: LegalEntityResolvers<ContextType>;
  LineSource?: LineSourceResolvers<ContextType>;
  LookUpFenced?: LookUpFencedResolvers<ContextType>;
  Money?: MoneyResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  OpenPositionPayload?: OpenPositionPayloadResolvers<ContextType>;
  OpeningPosition?: OpeningPositionResolvers<ContextType>;
  Opportunity?: OpportunityResolvers<ContextType>;
  OwnershipRule?: OwnershipRuleResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  PauseSystemPayload?: PauseSystemPayloadResolvers<ContextType>;
  PeriodDraw?: PeriodDrawResolvers<ContextType>;
  PlannedBill?: PlannedBillResolvers<ContextType>;
  PlannedBillingAccount?: PlannedBillingAccountResolvers<ContextType>;
  PlannedPart?: PlannedPartResolvers<ContextType>;
  PlannedPlace?: PlannedPlaceResolvers<ContextType>;
  PlannedWork?: PlannedWorkResolvers<ContextType>;
  PlannedWrite?: PlannedWriteResolvers<ContextType>;
  PositionDifference?: PositionDifferenceResolvers<ContextType>;
  PositionPreview?: PositionPreviewResolvers<ContextType>;
  PostWorkCostPayload?: PostWorkCostPayloadResolvers<ContextType>;
  PrepaidPeriod?: PrepaidPeriodResolvers<ContextType>;
  PreviewDocument?: PreviewDocumentResolvers<ContextType>;
  PreviewHold?: PreviewHoldResolvers<ContextType>;
  ProcessException?: ProcessExceptionResolvers<ContextType>;
  ProcessExceptionConnection?: ProcessExceptionConnectionResolvers<ContextType>;
  ProcessExceptionEdge?: ProcessExceptionEdgeResolvers<ContextType>;
  ProcessHealth?: ProcessHealthResolvers<ContextType>;
  Project?: ProjectResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  QueueHealth?: QueueHealthResolvers<ContextType>;
  RateCard?: RateCardResolvers<ContextType>;
  RecordChange?: RecordChangeResolvers<ContextType>;
  RecordsFound?: RecordsFoundResolvers<ContextType>;
  ReleaseMade?: ReleaseMadeResolvers<ContextType>;
  ReleasePreview?: ReleasePreviewResolvers<ContextType>;
  ReleaseSchedule?: ReleaseScheduleResolvers<ContextType>;
  ReleaseWorkPayload?: ReleaseWorkPayloadResolvers<ContextType>;
  Resource?: ResourceResolvers<ContextType>;
  RetainerPreview?: RetainerPreviewResolvers<ContextType>;
  RetryExceptionsPayload?: RetryExceptionsPayloadResolvers<ContextType>;
  ReversedWork?: ReversedWorkResolvers<ContextType>;
  Run?: RunResolvers<ContextType>;
  RunConnection?: RunConnectionResolvers<ContextType>;
  RunEdge?: RunEdgeResolvers<ContextType>;
  RunFailure?: RunFailureResolvers<ContextType>;
  RunPayload?: RunPayloadResolvers<ContextType>;
  RunStep?: RunStepResolvers<ContextType>;
  RunWait?: RunWaitResolvers<ContextType>;
  SettledBill?: SettledBillResolvers<ContextType>;
  SourceInfo?: SourceInfoResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  SuggestedFix?: SuggestedFixResolvers<ContextType>;
  SystemHealth?: SystemHealthResolvers<ContextType>;
  SystemRecord?: SystemRecordResolvers<ContextType>;
  TracedRun?: TracedRunResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
  WorkBilling?: WorkBillingResolvers<ContextType>;
  WorkClaim?: WorkClaimResolvers<ContextType>;
  WorkCost?: WorkCostResolvers<ContextType>;
  WorkPlaceValue?: WorkPlaceValueResolvers<ContextType>;
  WorkVersion?: WorkVersionResolvers<ContextType>;
  WriteApplied?: WriteAppliedResolvers<ContextType>;
  WriteFailure?: WriteFailureResolvers<ContextType>;
  WriteInDoubt?: WriteInDoubtResolvers<ContextType>;
  WriteLookUp?: WriteLookUpResolvers<ContextType>;
  WriteNotApplied?: WriteNotAppliedResolvers<ContextType>;
  WriteOutcome?: WriteOutcomeResolvers<ContextType>;
  WrittenRecord?: WrittenRecordResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = ProcessContext> = {
  cacheControl?: CacheControlDirectiveResolver<any, any, ContextType>;
  cacheInvalidate?: CacheInvalidateDirectiveResolver<any, any, ContextType>;
  cacheTag?: CacheTagDirectiveResolver<any, any, ContextType>;
  owner?: OwnerDirectiveResolver<any, any, ContextType>;
  sensitive?: SensitiveDirectiveResolver<any, any, ContextType>;
};
