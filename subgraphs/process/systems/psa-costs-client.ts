// The PSA's system API as a process asks it what work costs.
import {
  PsaCostWorkDocument,
  PsaCostWorkNowDocument,
  type PsaCostWorkNowQuery,
} from '../../../schema/generated/psa-writes.ts';
import { type Endpoint, readMsMax } from './endpoint.ts';
import { answered, readBy, recordRef } from './exchange.ts';
import type { PsaCostItem, PsaCosts } from './psa-costs.ts';
import type { RecordRef } from './write-call.ts';

type ToldItem = NonNullable<NonNullable<PsaCostWorkNowQuery['items']>[number]>;

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
