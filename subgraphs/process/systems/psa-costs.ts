// Time of the PSA as it costs something, for a process that posts it.
import type { PsaCostWorkNowQuery } from '../../../schema/generated/psa-writes.ts';
import type { RecordRef } from './write-call.ts';

type ToldItem = NonNullable<NonNullable<PsaCostWorkNowQuery['items']>[number]>;
type References = 'ref' | 'project' | 'resource' | 'approver' | 'task';

/** Time as it costs something. `version` changes with the work and its approval; e-mail and rate are null for a role that may not see them. */
export interface PsaCostItem extends Omit<ToldItem, '__typename' | References> {
  readonly ref: RecordRef;
  readonly project: RecordRef;
  readonly resource: RecordRef | null;
  readonly approver: RecordRef | null;
  readonly task: RecordRef | null;
}

/** Which time: approved, of these projects, worked within the days. */
export type PsaCostQuestion = {
  readonly projects: readonly RecordRef[];
  readonly from: string;
  readonly through: string;
};

/** What a process may ask of what work costs; both raise Fault when the PSA cannot be asked. */
export interface PsaCosts {
  /** By day, then id. */
  costWork(question: PsaCostQuestion): Promise<readonly PsaCostItem[]>;
  /** Whatever their approval, in the order asked for; null for what is gone. */
  costWorkNow(items: readonly RecordRef[]): Promise<readonly (PsaCostItem | null)[]>;
}
