// What a posting of cost is decided on: a project's approved time, the books of the companies it touches, and what was posted of it before.
import type { AccountingPeriod } from '../../../schema/canon/legal-entity.ts';
import type { KeptCostClaim } from '../../journal/costs.ts';
import type { RecordRef } from '../systems/write-call.ts';

/** Time as the PSA has it now. */
export interface CostEntry {
  readonly ref: RecordRef;
  /** Canonical id. */
  readonly source: string;
  /** Changes with the work and its approval. */
  readonly content: string;
  readonly workedOn: string;
  readonly minutes: number;
  readonly billable: boolean;
  readonly person: RecordRef | null;
  readonly role: string | null;
  readonly task: RecordRef | null;
  readonly approver: RecordRef | null;
  readonly approvedAt: string | null;
  /** Of the PSA's cost. */
  readonly currency: string;
  /** Decimal text; null: the PSA does not say. */
  readonly hourlyCostRate: string | null;
  /** Code of the legal entity that employs them; null: the ERP does not say. */
  readonly employer: string | null;
}

/** A company in whose books cost is posted. */
export interface CostCompany {
  readonly code: string;
  readonly ref: RecordRef;
  /** Of its books. */
  readonly currency: string;
  /** Numbers of its accounts. */
  readonly accounts: readonly string[];
  readonly periods: readonly AccountingPeriod[];
  /** Names a line's dimensions may have. */
  readonly practices: readonly string[];
  readonly serviceLines: readonly string[];
  readonly geographies: readonly string[];
  readonly costCentres: readonly string[];
}

/** A project as its cost needs it. */
export interface CostProject {
  /** Canonical id. */
  readonly id: string;
  readonly psa: RecordRef;
  /** Null: finance does not know it, so nothing of it can be posted. */
  readonly erp: RecordRef | null;
  readonly code: string | null;
  readonly title: string;
  readonly customerId: string | null;
  readonly contractId: string | null;
  readonly practice: string | null;
  readonly serviceLine: string | null;
  readonly region: string | null;
  /** The entity that sells it, or whose people it is of. */
  readonly legalEntity: string | null;
  /** By their codes: its own, and those that employ whoever worked on it. */
  readonly companies: ReadonlyMap<string, CostCompany>;
  /** Day after which cost is posted here; null: nobody has said. */
  readonly after: string | null;
  readonly entries: readonly CostEntry[];
  /** Sources whose posted cost is not true any more, with why. */
  readonly changed: ReadonlyMap<string, CostChange>;
}

/** What became of work whose cost is posted. */
export type CostChange = 'EDITED' | 'NOT_APPROVED' | 'GONE' | 'MOVED';

/** What the books say of a project's cost. */
export interface CostBooks {
  /** Claims that stand, by their work. */
  readonly standing: ReadonlyMap<string, KeptCostClaim>;
}
