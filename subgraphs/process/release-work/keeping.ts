// Between the books as the journal keeps them and the work law: what is read of a project, and how a change of an item is written.
import { currencyCode } from '../../../schema/canon/currency.ts';
import { add, money } from '../../../schema/canon/money.ts';
import type { Money } from '../../../schema/canon/money.ts';
import { itemsBySource, saveItems, usedOfCap, versionsBySource } from '../../journal/claims.ts';
import type { KeptItem } from '../../journal/claims.ts';
import { billedOnOrder } from '../../journal/drafts.ts';
import { positionsBeside, positionsOf } from '../../journal/opening-positions.ts';
import type { Json } from '../../journal/run-journal.ts';
import type { Books } from '../../journal/books.ts';
import { type OpeningPosition, usedBefore } from '../billing/opening-position.ts';
import { keptPosition, positionOf, type PositionRecord } from '../billing/kept-position.ts';
import { usedOfCaps, type WorkItem, workFaults } from '../billing/work-law.ts';
import type { BillEntry, KeptWork, WorkBooks, WorkProject } from './facts.ts';

/** A connection or a transaction of the books. */
type Database = Books['db'];

/** What is kept of an item besides its value: what was priced and why, so that a line leads back to it. */
export type WorkFacts = {
  readonly entry: BillEntry;
  readonly hourlyRate: string | null;
  readonly why: string;
  readonly heldByPerson: string | null;
  /** Whether this version is only a part of the entry, the rest of which stays billed (process/credit-invoice). */
  readonly isPart?: boolean;
  /** A tax code of its own; absent: the document's. */
  readonly taxCode?: string | null;
  /** Canonical ids of invoices made by hand of which somebody has said that they do not bill it (by-hand); absent: none. */
  readonly besides?: readonly string[];
};

/** An item of the books with the types of the rules. */
export type BookedItem = Omit<KeptItem<Json, Json>, 'state' | 'facts'> & {
  readonly item: WorkItem;
  readonly facts: WorkFacts;
};

/** Items by source, in their newest version. */
export async function bookedItems(db: Database, sources: readonly string[]): Promise<ReadonlyMap<string, BookedItem>> {
  const rows = await itemsBySource<Json, Json>(db, sources);
  return new Map([...rows].map(([source, row]) => [source, booked(row)]));
}

/** Every version of items by source, oldest first. */
export async function bookedVersions(
  db: Database,
  sources: readonly string[],
): Promise<ReadonlyMap<string, readonly BookedItem[]>> {
  const rows = await versionsBySource<Json, Json>(db, sources);
  return new Map([...rows].map(([source, versions]) => [source, versions.map(booked)]));
}

/** A row with the types of the rules: what was written as such is read as such. */
function booked({ state, facts, ...row }: KeptItem<Json, Json>): BookedItem {
  return { ...row, item: state as unknown as WorkItem, facts: facts as unknown as WorkFacts };
}

/** An item to write, with what is kept besides its value. */
export interface Booking {
  readonly projectId: string;
  readonly capScope: string;
  readonly item: WorkItem;
  readonly facts: WorkFacts;
}

/** Writes items. Raises Error when the work law does not hold of one: then nothing of the transaction is written. */
export function book(db: Database, bookings: readonly Booking[]): Promise<void> {
  return saveItems(db, bookings.map(keptOf));
}

function keptOf({ projectId, capScope, item, facts }: Booking): KeptItem<Json, Json> {
  const [fault] = workFaults(item);
  if (fault !== undefined) throw new Error(`The work law does not hold: ${fault}`);
  const { source, content, workedOn } = facts.entry;
  return {
    ...{ source, version: item.version, projectId, capScope, workedOn, content },
    facts: facts as unknown as Json,
    state: item as unknown as Json,
    used: amountOf(usedOfCaps(item)),
  };
}

/** Money as a journal keeps it. */
export function amountOf({ amount, currency }: Money): { readonly amount: string; readonly currency: string } {
  return { amount, currency };
}

/** What of caps counts an item. */
export function capScopeOf({ id, contract }: Pick<WorkProject, 'id' | 'contract'>): string {
  return contract?.id ?? id;
}

/** What the books say of a project; a position that nobody has signed off is none. */
export async function readBooks(db: Database, project: WorkProject): Promise<WorkBooks> {
  const items = await bookedItems(
    db,
    [...project.entries, ...project.expenses].map(({ source }) => source),
  );
  const kept = new Map<string, KeptWork>();
  for (const [source, { item, content, facts }] of items)
    kept.set(source, {
      ...{ item, content, heldByPerson: facts.heldByPerson, isPart: facts.isPart === true },
      ...(facts.besides === undefined ? {} : { besides: facts.besides }),
    });
  const used = await usedOf(db, project);
  const orderUsed = await orderUsedOf(db, project);
  return { position: await signedPosition(db, project.id), kept, used, orderUsed };
}

/** What documents of ours took of the client's order; null where it has no value that could be used up. */
export async function orderUsedOf(
  db: Database,
  { contract, currency }: Pick<WorkProject, 'contract' | 'currency'>,
): Promise<Money | null> {
  if (contract?.purchaseOrder == null || contract.orderValue == null) return null;
  const { id, purchaseOrder } = contract;
  return money(trimmed(await billedOnOrder(db, { contractId: id, purchaseOrder, currency })), currencyCode(currency));
}

/** What of each cap is used by our bills, and what other projects of the contract had used of it at go-live. */
export async function usedOf(
  db: Database,
  project: Pick<WorkProject, 'id' | 'contract' | 'currency'>,
): Promise<WorkBooks['used']> {
  const { id: projectId, contract } = project;
  const own = (contract?.caps ?? []).filter(({ limit }) => limit.currency === project.currency);
  if (contract === null || own.length === 0) return new Map();
  const currency = currencyCode(project.currency);
  const question = { contractId: contract.id, projectId, caps: own.map(({ id }) => id) };
  // Written by `savePosition` from a PositionRecord and nothing else.
  const beside = (await positionsBeside(db, question))
    .map((position) => positionOf(position as PositionRecord, 'importer'))
    .filter(({ billed }) => billed.currency === currency);
  // What was touched before the project had a contract is kept under the project itself.
  const scopes = [capScopeOf(project), projectId];
  const used = new Map<string, Money>();
  for (const cap of own) {
    const days = cap.scope.kind === 'PERIOD' ? cap.scope : null;
    // A cap of the whole contract limits its fees, retainers and periods as well.
    const byPlanOf = cap.isOfHours === true ? null : contract.id;
    const ours = money(trimmed(await usedOfCap(db, { scopes, currency, byPlanOf, days })), currency);
    used.set(
      cap.id,
      beside.reduce((total, position) => add(total, usedBefore(position, cap)), ours),
    );
  }
  return used;
}

/** Postgres keeps as many places as it was given. */
function trimmed(decimal: string): string {
  return decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal;
}

/** The position of a project that somebody else has signed off; null without one. */
export async function signedPosition(db: Database, projectId: string): Promise<OpeningPosition | null> {
  const [row = null] = await positionsOf(db, [projectId]);
  return row === null ? null : keptPosition(row);
}
