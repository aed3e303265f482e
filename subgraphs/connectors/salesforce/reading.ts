// What every read of this connector shares: labelled reads, chunks of ids, and answers in the order they were asked in.
import type { Contract, Opportunity, StatementOfWork } from '../../../schema/canon/contract.ts';
import type { Customer } from '../../../schema/canon/customer.ts';
import type { Answer } from '../../../schema/canon/freshness.ts';
import type { RecordKind, VendorRef } from '../../../schema/canon/identity.ts';
import type { Page } from '../../../schema/canon/paging.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import type { Upstream } from '../../runtime/upstream.ts';
import type { Client, Statement } from './client.ts';
import type { SalesforceConfig } from './config.ts';
import { statementRecord } from './deal-query.ts';
import { understood } from './failures.ts';
import { type MapContext, toContract, toCustomer, toOpportunity } from './map.ts';
import { toStatement } from './map-deal.ts';
import { contractParts } from './queries.ts';
import { fullId, recordIdForm } from './record-id.ts';
import { chunks } from './soql.ts';
import {
  accountRecord,
  amendmentRecord,
  checked,
  contractRecord,
  lineRecord,
  obligationRecord,
  opportunityRecord,
} from './wire.ts';

/** A question about records by their ids. */
export interface IdQuestion<T> {
  readonly name: string;
  readonly ids: readonly string[];
  readonly ask: (envelope: Envelope, ids: readonly string[]) => Promise<readonly T[]>;
}

/** Reads of one org. */
export interface Reading {
  /** A labelled, cached read. */
  read<T>(
    envelope: Envelope,
    question: { readonly name: string; readonly args: unknown },
    ask: (envelope: Envelope) => Promise<T>,
  ): Promise<Answer<T>>;
  /** The same in chunks of ids, all at once; a question about nothing costs nothing. */
  byIds<T>(envelope: Envelope, question: IdQuestion<T>): Promise<Answer<readonly T[]>>;
  /** An answer that needs no asking. */
  known<T>(value: T): Answer<T>;
  /** The id of a record of this org, in its long form; null for another system's reference and for what is no id. */
  idOf(kind: RecordKind, ref: VendorRef): string | null;
  /** Distinct ids of those references that are this org's, in order of id, so that equal questions look equal. */
  idsOf(kind: RecordKind, refs: readonly VendorRef[]): readonly string[];
  customers(envelope: Envelope, statement: Statement): Promise<readonly Customer[]>;
  opportunities(envelope: Envelope, statement: Statement): Promise<readonly Opportunity[]>;
  contracts(envelope: Envelope, statement: Statement): Promise<readonly Contract[]>;
  /** None where the org keeps none, which a null statement says. */
  statements(envelope: Envelope, statement: Statement | null): Promise<readonly StatementOfWork[]>;
}

/** Reads of one org through its client. */
export function createReading(
  config: SalesforceConfig,
  client: Client,
  { upstream, clock }: { upstream: Upstream; clock: Clock },
): Reading {
  const { instance, figuresFreshMs: freshForMs, staleForMs } = config;
  const context: MapContext = { instance, mapping: config.mapping };

  const read: Reading['read'] = (envelope, { name, args }, ask) =>
    upstream.read(envelope, { name, args, freshForMs, staleForMs }, ask);
  const known: Reading['known'] = (value) => ({
    value,
    freshness: { system: 'CRM', instance, asOf: clock.now().toISOString(), servedFrom: 'LIVE', staleReason: null },
  });
  const idOf: Reading['idOf'] = (kind, ref) =>
    ref.system === 'CRM' && ref.instance === instance && ref.kind === kind && recordIdForm.test(ref.id)
      ? fullId(ref.id)
      : null;
  return {
    read,
    known,
    byIds: async (envelope, { name, ids, ask }) => {
      if (ids.length === 0) return known([]);
      return read(envelope, { name, args: ids }, async (shared) =>
        (await Promise.all(chunks(ids).map((part) => ask(shared, part)))).flat(),
      );
    },
    idOf,
    idsOf: (kind, refs) => [...new Set(refs.map((ref) => idOf(kind, ref)))].filter((id) => id !== null).sort(),
    customers: async (envelope, statement) => {
      const rows = await client.records(envelope, statement);
      const read = (row: unknown): Customer => toCustomer(checked(accountRecord, row, 'an account'), context);
      return understood(instance, 'Account', () => rows.map(read));
    },
    opportunities: async (envelope, statement) => {
      const rows = await client.records(envelope, statement);
      const read = (row: unknown): Opportunity =>
        toOpportunity(checked(opportunityRecord, row, 'an opportunity'), context);
      return understood(instance, 'Opportunity', () => rows.map(read));
    },
    contracts: (envelope, statement) => readContracts(client, context, envelope, statement),
    statements: async (envelope, statement) => {
      if (statement === null) return [];
      const rows = await client.records(envelope, statement);
      const read = (row: unknown): StatementOfWork =>
        toStatement(checked(statementRecord, row, 'a statement of work'), context);
      return understood(instance, 'statement-of-work', () => rows.map(read));
    },
  };
}

async function readContracts(
  client: Client,
  context: MapContext,
  envelope: Envelope,
  statement: Statement,
): Promise<readonly Contract[]> {
  const { instance } = context;
  const rows = await client.records(envelope, statement);
  const records = understood(instance, 'Contract', () => rows.map((row) => checked(contractRecord, row, 'a contract')));
  const statements = chunks(records.map((record) => record.Id)).map((ids) => contractParts(context.mapping, ids));
  const partsOf = async (part: 'lines' | 'obligations' | 'amendments'): Promise<readonly unknown[]> =>
    (await Promise.all(statements.map((all) => client.records(envelope, all[part])))).flat();
  const [lines, obligations, amendments] = await Promise.all([
    partsOf('lines'),
    partsOf('obligations'),
    partsOf('amendments'),
  ]);
  return understood(instance, 'Contract', () => {
    const parts = {
      lines: lines.map((row) => checked(lineRecord, row, 'a contract line')),
      obligations: obligations.map((row) => checked(obligationRecord, row, 'a performance obligation')),
      amendments: amendments.map((row) => checked(amendmentRecord, row, 'an amendment')),
    };
    return records.map((record) => toContract(record, parts, context));
  });
}

/** One record per id, in their order; null where the org has none, and for the null of a reference that is not its own. */
export function onePerId<T extends { readonly ref: VendorRef }>(
  answer: Answer<readonly T[]>,
  ids: readonly (string | null)[],
): Answer<readonly (T | null)[]> {
  const byId = new Map(answer.value.map((record) => [record.ref.id, record]));
  return { ...answer, value: ids.map((id) => (id === null ? null : (byId.get(id) ?? null))) };
}

/** The records of each customer, in the customers' order; none for the null of a reference that is not the org's own. */
export function manyPerCustomer<T extends { readonly customer: VendorRef | null }>(
  answer: Answer<readonly T[]>,
  customers: readonly (string | null)[],
): Answer<readonly (readonly T[])[]> {
  const byCustomer = Map.groupBy(answer.value, (record) => record.customer?.id ?? null);
  return { ...answer, value: customers.map((id) => (id === null ? [] : (byCustomer.get(id) ?? []))) };
}

/** One row more than asked for tells whether a next page exists, without counting. */
export function pageOf<T>(rows: readonly T[], first: number, cursorOf: (item: T) => string): Page<T> {
  const items = rows.slice(0, first);
  return { items, cursors: items.map(cursorOf), hasNextPage: rows.length > first, totalCount: null };
}
