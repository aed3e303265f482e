// One way for whoever builds the invoice: billables are submitted, and the ERP's document is learned of. A process that bills knows this and
// no system: what it takes to get there, and to take it back, is the builder's.
import type { Saga } from '../../saga/saga.ts';
import type { RecordRef } from '../../systems/write-call.ts';
import type { Amount, BillDocument } from '../document.ts';
import type { BillSteps, BuiltInvoice } from '../steps.ts';

/** A piece of claimed work as a builder takes it, with what is to be billed of it. A type, so that a run keeps it as JSON. */
export type Billable = {
  /** The PSA's record; null for what the contract alone plans. */
  readonly ref: RecordRef | null;
  readonly net: Amount;
};

/** What is submitted. */
export interface Submission {
  readonly steps: BillSteps;
  readonly document: BillDocument;
  /** The claimed work, read when it is needed. */
  readonly billables: () => Promise<readonly Billable[]>;
  /** Work that is not as it was claimed, asked of the PSA unless this execution has asked within so many milliseconds. Raises Fault. */
  readonly changed: (trustMs: number) => Promise<readonly string[]>;
  /** After so many hours without a document a person is asked. */
  readonly buildsWithinHours: number;
}

/** A builder. What it writes are steps, so that a refusal at any place takes back what was done before it and gives the work back. */
export type BuildDocument = (saga: Saga, submission: Submission) => Promise<BuiltInvoice>;
