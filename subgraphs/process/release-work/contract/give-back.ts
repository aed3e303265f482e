// Work that is not what it was gives back what it drew from a retainer (DOMAIN rule 26): planned of the books, so that what is shown of a draw
// is what it does, and written in the transaction of the draw.
import { currencyCode } from '../../../../schema/canon/currency.ts';
import { add, isZero, money } from '../../../../schema/canon/money.ts';
import type { Books, BooksPage } from '../../../journal/books.ts';
import {
  drawsOfLine,
  giveDrawsBack,
  type KeptDraw,
  type KeptLot,
  lotsOfLine,
  saveLot,
} from '../../../journal/retainers.ts';
import { moveWork, newWork } from '../../billing/work-law.ts';
import { book, type BookedItem, bookedItems } from '../keeping.ts';
import type { RetainerBooks } from './draw-plan.ts';
import type { ContractProject } from './facts.ts';

/** Work that gives back, before and as it begins anew, and the lots and draws that are there then. */
export interface GiveBack {
  readonly items: readonly { readonly before: BookedItem; readonly ended: BookedItem; readonly anew: BookedItem }[];
  readonly lots: readonly KeptLot[];
  readonly draws: readonly KeptDraw[];
}

interface Facts {
  readonly lots: readonly KeptLot[];
  readonly draws: readonly KeptDraw[];
  readonly drawn: ReadonlyMap<string, BookedItem>;
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
    changed.length === 0 ? new Map() : await bookedItems(db, [...new Set(draws.map(({ source }) => source))]);
  return giveBackOf({ draws, lots, drawn }, changed);
}

/** Pure. What a correction with a minus had made room for, and somebody drew, is drawn anew too, the newest work first. */
function giveBackOf(facts: Facts, changed: readonly string[]): GiveBack {
  const free = new Map([...facts.drawn].filter(([, booked]) => isFree(booked)));
  let gone = new Set(changed.filter((source) => facts.draws.some((draw) => isOf(draw, free.get(source)))));
  for (;;) {
    const after = withoutDraws(facts, gone, free);
    const short = after.lots.find(({ remaining }) => remaining.startsWith('-'));
    const [next] = after.draws
      .filter((draw) => draw.lot === short?.id && !draw.amount.startsWith('-') && isOf(draw, free.get(draw.source)))
      .sort((a, b) => dayOf(free, b).localeCompare(dayOf(free, a)) || b.source.localeCompare(a.source));
    if (next === undefined) return { ...after, items: [...gone].flatMap((source) => begunAnew(free.get(source))) };
    gone = new Set([...gone, next.source]);
  }
}

function dayOf(items: Facts['drawn'], { source }: KeptDraw): string {
  return items.get(source)?.facts.entry.workedOn ?? '';
}

/** A part of it that is billed is credited first, which makes the new version. */
function isFree({ item }: BookedItem): boolean {
  return item.claim === null && isZero(item.places.billed);
}

function isOf({ source, version }: KeptDraw, booked: BookedItem | undefined): boolean {
  return booked !== undefined && source === booked.item.id && version === booked.item.version;
}

function withoutDraws(
  { draws, lots }: Facts,
  gone: ReadonlySet<string>,
  items: Facts['drawn'],
): Pick<GiveBack, 'lots' | 'draws'> {
  const isBack = (draw: KeptDraw): boolean => gone.has(draw.source) && isOf(draw, items.get(draw.source));
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

/** It begins again as a new version, with all its value open. */
function begunAnew(before: BookedItem | undefined): GiveBack['items'] {
  if (before === undefined) return [];
  let { item } = before;
  for (const place of ['absorbed', 'unbilled', 'held'] as const) {
    if (isZero(item.places[place])) continue;
    const moved = moveWork(item, place, 'released', item.places[place]);
    if (moved.kind === 'REFUSED') throw new Error(moved.message);
    ({ item } = moved);
  }
  const anew = newWork(item.id, item.version + 1, item.places.released);
  return [{ before, ended: { ...before, item }, anew: { ...before, item: anew } }];
}

/** The books of a retainer as they are once that is given back. */
export function afterGiveBack(books: RetainerBooks, { items, lots, draws }: GiveBack): RetainerBooks {
  const kept = new Map(books.work.kept);
  for (const { anew } of items) {
    const known = kept.get(anew.item.id);
    if (known !== undefined) kept.set(anew.item.id, { ...known, item: anew.item });
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
    items.flatMap(({ ended, anew }) => [ended, anew]),
  );
  for (const { before } of items)
    await giveDrawsBack(page.db, { source: before.item.id, version: before.item.version }, runId);
  for (const lot of lots) await saveLot(page.db, lot, runId);
  page.audit('retainer.given-back', { line: line.line.id, items: items.length });
  return items.length;
}
