// What a bill by plan is decided on: the project, the line of the contract it delivers with the bills of it, and what the books say of them.
import type { Hold } from '../../../../schema/canon/hold.ts';
import type { Money } from '../../../../schema/canon/money.ts';
import type { PlannedBill } from '../../billing/planned-bills.ts';
import type { OpeningPosition } from '../../billing/opening-position.ts';
import type { ContractBills } from '../../billing/told-bills.ts';
import type { WorkItem } from '../../billing/work-law.ts';
import type { KeptWork, WorkProject } from '../facts.ts';

/** A project that is billed by plan. */
export interface ContractProject extends ContractBills {
  readonly project: WorkProject;
}

/** What the books say of its bills. */
export interface ContractBooks {
  readonly position: OpeningPosition | null;
  /** Newest version of each bill that was ever touched, by source. */
  readonly kept: ReadonlyMap<string, KeptWork>;
  /** Everything of the line, in every version. */
  readonly items: readonly WorkItem[];
  /** Names by which bills are in the books, by those they are planned under; absent: nothing is known by another. */
  readonly names?: ReadonlyMap<string, string>;
  /** On documents of ours under the client's order; absent where the order has no value. */
  readonly orderUsed?: Money | null;
  /** As of `WorkBooks`; absent where nobody asks. */
  readonly used?: ReadonlyMap<string, Money>;
}

/** A bill that is not billed now, and why. */
export interface HeldBill {
  readonly bill: Pick<PlannedBill, 'source' | 'title' | 'dueOn' | 'from'>;
  readonly amount: Money;
  readonly hold: Hold;
}
