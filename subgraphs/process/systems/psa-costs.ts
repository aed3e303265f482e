// Time of the PSA as it costs something, for a process that posts it.
import {
  PsaCostWorkDocument,
  PsaCostWorkNowDocument,
  type PsaCostWorkNowQuery,
} from '../../../schema/generated/psa-writes.ts';
import { type Endpoint, readMsMax } from './endpoint.ts';
import { answered, readBy, recordRef } from './exchange.ts';
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

/** Costs behind an endpoint. */
export function psaCosts(endpoint: Endpoint): PsaCosts {
  return {
    costWork: async (question) =>
      readBy('psa', await endpoint.ask(PsaCostWorkDocument, question, readMsMax), ({ items }) =>
        answered('psa', items).map(itemOf),
      ),
    costWorkNow: async (items) =>
      readBy('psa', await endpoint.ask(PsaCostWorkNowDocument, { items }, readMsMax), ({ items: told }) =>
        answered('psa', told).map((item) => (item === null ? null : itemOf(item))),
      ),
  };
}

function itemOf(told: ToldItem): PsaCostItem {
  const maybe = (ref: unknown): RecordRef | null => (ref === null ? null : recordRef('psa', ref));
  return {
    ...told,
    ref: recordRef('psa', told.ref),
    project: recordRef('psa', told.project),
    resource: maybe(told.resource),
    approver: maybe(told.approver),
    task: maybe(told.task),
  };
}
