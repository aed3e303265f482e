// What a retainer has prepaid: a lot per bill that was posted, as far as a credit took nothing of it back; and the bills that are still to prepay
// the work of their days (DOMAIN rule 26). Pure.
import { currencyCode } from '../../../../schema/canon/currency.ts';
import { add, compare, isZero, money, moneyFromMinor, subtract, sum, zero } from '../../../../schema/canon/money.ts';
import type { KeptDraw, KeptLot } from '../../../journal/retainers.ts';
import { named } from '../../billing/bill-names.ts';
import type { PlannedBill, PricedLine } from '../../billing/planned-bills.ts';
import type { LotStanding } from '../../billing/retainer-draws.ts';
import type { WorkBooks } from '../facts.ts';
import type { ContractBooks, ContractProject } from './facts.ts';

/** What the books say of a retainer. */
export interface RetainerBooks {
  readonly work: WorkBooks;
  readonly bills: ContractBooks;
  readonly lots: readonly KeptLot[];
  readonly draws: readonly KeptDraw[];
}

/** A prepaid period as it stands before a draw. */
export interface PaidLot {
  readonly bill: PlannedBill;
  readonly expiresOn: string | null;
  readonly before: LotStanding;
}

/** What was billed of each period is what can be used of it: an invoice that is still a draft prepays nothing. */
export function paidLots(
  { bills, project }: ContractProject,
  line: PricedLine,
  books: RetainerBooks,
): readonly PaidLot[] {
  const currency = currencyCode(project.currency);
  const nothing = zero(currency);
  const { position, items } = books.bills;
  const kept = new Map(books.lots.map((lot) => [lot.id, lot]));
  return named(bills, books.bills.names).flatMap((bill) => {
    const ours = items
      .filter(({ id }) => id === bill.source)
      .map(({ places, rounding }) => subtract(places.billed, rounding));
    const paid = add(sum(currency, ours), position?.milestonesBilled.get(bill.source) ?? nothing);
    const known = kept.get(bill.source);
    if (known === undefined && compare(paid, nothing) <= 0) return [];
    const units = position?.retainersDrawn.get(bill.source) ?? 0n;
    const drawnBefore = known === undefined ? moneyFromMinor(units, currency) : money(known.drawnBefore, currency);
    const drawn = sum(
      currency,
      books.draws.filter(({ lot }) => lot === bill.source).map(({ amount }) => money(amount, currency)),
    );
    const lapsedOnce = known === undefined ? nothing : money(known.lapsed, currency);
    const covered = add(drawnBefore, drawn);
    // Given up for good, or billed by hand, what was covered stays so; what is to be billed again is short until it is.
    const isSettled = isPosted(books.bills, bill.source) && compare(paid, covered) < 0;
    const quantity = isSettled ? covered : paid;
    const rest = subtract(quantity, covered);
    // What of it a credit gave back since has not lapsed.
    const most = compare(rest, nothing) < 0 ? nothing : rest;
    const lapsed = compare(lapsedOnce, most) > 0 ? most : lapsedOnce;
    const remaining = subtract(rest, lapsed);
    const before = { id: bill.source, quantity, drawnBefore, drawn, remaining, lapsed };
    return [{ bill, expiresOn: line.rollover ? line.endOn : bill.to, before }];
  });
}

/** A bill of the retainer that is not posted whole, with the days whose work it will have prepaid. */
export interface Unposted {
  readonly title: string;
  readonly from: string;
  readonly to: string | null;
}

/** Bills that are still to prepay the work of their days: planned, on a draft, credited to be billed again, or posted by somebody else. */
export function unpostedBills({ bills }: ContractProject, line: PricedLine, books: ContractBooks): readonly Unposted[] {
  return named(bills, books.names)
    .filter(({ source, status }) => status !== 'CANCELLED' && !isPosted(books, source))
    .map(({ title, from, to }) => ({ title, from, to: line.rollover ? line.endOn : to }));
}

/** Whether nothing of a bill is still to be billed. */
function isPosted({ position, kept }: ContractBooks, source: string): boolean {
  const item = kept.get(source)?.item;
  if (item === undefined) return position?.milestonesBilled.has(source) === true;
  const { unbilled, held, claimed, inDoubt } = item.places;
  return [unbilled, held, claimed, inDoubt].every(isZero);
}
