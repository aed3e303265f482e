// What a PSA must do when work costs something: approved time, billable or not, with what an hour of it costs and whose it is. Apart from
// what is billed: cost and bill rates never meet (DOMAIN rule 51).
import type { VendorRef } from '../../schema/canon/identity.ts';
import type { Envelope } from '../runtime/envelope.ts';
import type { WorkTime } from './billing-work.ts';

/** Which time: approved, of these projects, worked within the days. */
export interface CostQuestion {
  readonly projects: readonly VendorRef[];
  readonly from: string;
  readonly through: string;
}

/** Time as it costs something. `version` changes with the work and its approval, not with rates, nor with being billed. */
export interface CostTime extends Pick<
  WorkTime,
  | 'ref'
  | 'version'
  | 'project'
  | 'resource'
  | 'on'
  | 'billable'
  | 'approval'
  | 'approver'
  | 'approvedAt'
  | 'minutes'
  | 'task'
  | 'role'
  | 'currency'
> {
  /** Of whoever worked, by which the ERP knows whose employee they are; null where the PSA does not show it. */
  readonly email: string | null;
  /** Decimal text per hour, in `currency`; null: the PSA does not say, and it is never 0. */
  readonly hourlyCostRate: string | null;
}

/** Time of a PSA as it costs something. */
export interface PsaCostReads {
  /** By work day, then id. Asked of the PSA itself. Raises Fault. */
  work(envelope: Envelope, question: CostQuestion): Promise<readonly CostTime[]>;
  /** These entries at this moment, whatever their approval, in the order of the references; null for one that is gone. Raises Fault. */
  workNow(envelope: Envelope, items: readonly VendorRef[]): Promise<readonly (CostTime | null)[]>;
}
