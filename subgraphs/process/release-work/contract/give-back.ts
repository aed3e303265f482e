// Work that is not what it was gives back what it drew from a retainer (DOMAIN rule 26): planned of the books, so that what is shown of a draw
// is what it does, and written in the transaction of the draw.
import { currencyCode } from '../../../../schema/canon/currency.ts';
import { add, isZero, money, sum } from '../../../../schema/canon/money.ts';
import type { Books, BooksPage } from '../../../journal/books.ts';
import {
  drawsOfLine,
  giveDrawsBack,
  type KeptDraw,
  type KeptLot,
  lotsOfLine,
  saveLot,
} from '../../../journal/retainers.ts';
import { keepsValue } from '../../billing/work-item.ts';
import { moveWork, newWork, type WorkItem } from '../../billing/work-law.ts';
import { book, type BookedItem, bookedVersions } from '../keeping.ts';
import type { RetainerBooks } from './prepaid.ts';
import type { ContractProject } from './facts.ts';

/** Work that gives back, its versions that held something as they end and the one it begins anew with, and the lots and draws that are there then. */
export interface GiveBack {
  readonly items: readonly { readonly ended: readonly BookedItem[]; readonly anew: BookedItem }[];
  readonly lots: readonly KeptLot[];
  readonly draws: readonly KeptDraw[];
}

interface Facts {
  readonly lots: readonly KeptLot[];
  readonly draws: readonly KeptDraw[];
  /** Every version of work that drew, oldest first: what is credited of it is in a later one than what drew. */
  readonly drawn: ReadonlyMap<string, readonly BookedItem[]>;
}

/** What `changed` work of a line gives back. */
export async function readGiveBack(
  db: Books['db'],
  { line }: Pick<ContractProject, 'line'>,
  changed: readonly string[],
): Promise<GiveBack> {
  const id = line.kind === 'LINE' ? line.line.id : '';
  // One after another: in a transaction there is one connection.
  const draws = await drawsOfLine(db, id);
  const lots = await lotsOfLine(db, id);
  const drawn =
    changed.length === 0 ? new Map() : await bookedVersions(db, [...new Set(draws.map(({ source }) => source))]);
  return giveBackOf({ draws, lots, drawn }, changed);
}

/** Pure. What a correction with a minus had made room for, and somebody drew, is drawn anew too, the newest work first. */
function giveBackOf(facts: Facts, changed: readonly string[]): GiveBack {
  const free = new Map([...facts.drawn].filter(([, versions]) => isFree(versions)));
  let gone = new Set(changed.filter((source) => free.has(source)));
  for (;;) {
    const after = withoutDraws(facts, gone);
    const short = after.lots.find(({ remaining }) => remaining.startsWith('-'));
    const [next] = after.draws
      .filter((draw) => draw.lot === short?.id && !draw.amount.startsWith('-') && free.has(draw.source))
      .sort((a, b) => dayOf(free, b).localeCompare(dayOf(free, a)) || b.source.localeCompare(a.source));
    if (next === undefined) return { ...after, items: [...gone].flatMap((source) => begunAnew(free.get(source))) };
    gone = new Set([...gone, next.source]);
  }
}

function dayOf(items: Facts['drawn'], { source }: KeptDraw): string {
  return items.get(source)?.at(-1)?.facts.entry.workedOn ?? '';
}

/** A part of it that is billed, or about to be, is credited first. */
function isFree(versions: readonly BookedItem[]): boolean {
  return versions.every(({ item }) => item.claim === null && isZero(item.places.billed));
}

function withoutDraws({ draws, lots }: Facts, gone: ReadonlySet<string>): Pick<GiveBack, 'lots' | 'draws'> {
  const isBack = ({ source }: KeptDraw): boolean => gone.has(source);
  return {
    draws: draws.filter((draw) => !isBack(draw)),
    lots: lots.map((lot) => {
      const currency = currencyCode(lot.currency);
      const back = draws.filter((draw) => draw.lot === lot.id && isBack(draw));
      const left = back.reduce(
        (total, { amount }) => add(total, money(amount, currency)),
        money(lot.remaining, currency),
      );
      return { ...lot, remaining: left.amount };
    }),
  };
}

const givenBack = ['absorbed', 'unbilled', 'held'] as const;

/** It begins again as a new version, with all its value open: what drew, in whatever version, and what was open besides. */
function begunAnew(versions: readonly BookedItem[] = []): GiveBack['items'] {
  const newest = versions.at(-1);
  if (newest === undefined) return [];
  const after = versions.map((each) => ({ ...each, item: emptied(each.item) }));
  const moved = versions.flatMap(({ item: { places } }) => givenBack.map((place) => places[place]));
  const item = newWork(newest.item.id, newest.version + 1, sum(newest.item.currency, moved));
  const isPart = after.some((each) => keepsValue(each.item));
  return [
    {
      ended: after.filter((each, index) => each.item !== versions[index]?.item),
      anew: { ...newest, version: item.version, item, facts: { ...newest.facts, isPart } },
    },
  ];
}

function emptied(before: WorkItem): WorkItem {
  let item = before;
  for (const place of givenBack) {
    if (isZero(item.places[place])) continue;
    const moved = moveWork(item, place, 'released', item.places[place]);
    if (moved.kind === 'REFUSED') throw new Error(moved.message);
    ({ item } = moved);
  }
  return item;
}

/** The books of a retainer as they are once that is given back. */
export function afterGiveBack(books: RetainerBooks, { items, lots, draws }: GiveBack): RetainerBooks {
  const kept = new Map(books.work.kept);
  for (const { anew } of items) {
    const known = kept.get(anew.item.id);
    if (known !== undefined) kept.set(anew.item.id, { ...known, item: anew.item, isPart: anew.facts.isPart === true });
  }
  return { ...books, work: { ...books.work, kept }, lots, draws };
}

/** Writes it, and answers how many gave back. A lot that is short is refused by the database. */
export async function writeGiveBack(
  page: BooksPage,
  { line }: Pick<ContractProject, 'line'>,
  { items, lots }: GiveBack,
  runId: string,
): Promise<number> {
  if (line.kind !== 'LINE' || items.length === 0) return 0;
  await book(
    page.db,
    items.flatMap(({ ended, anew }) => [...ended, anew]),
  );
  for (const { item } of items.flatMap(({ ended }) => ended))
    await giveDrawsBack(page.db, { source: item.id, version: item.version }, runId);
  for (const lot of lots) await saveLot(page.db, lot, runId);
  page.audit('retainer.given-back', { line: line.line.id, items: items.length });
  return items.length;
}
