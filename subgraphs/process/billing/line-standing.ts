// Where the value of a contract line is, by the bills of it that are in the books (DOMAIN rule 68), and what of it may still be billed.
import { add, compare, isZero, type Money, subtract, sum, zero } from '../../../schema/canon/money.ts';
import { type BillingLine, newLine } from './line-law.ts';
import type { WorkItem } from './work-law.ts';

/** What a line's standing is made of. */
export interface LineFacts {
  readonly id: string;
  /** What the contract says it is worth now. */
  readonly value: Money;
  /** Billed of it before go-live. */
  readonly before: Money;
}

/**
 * A line with everything of it that is in the books, each bill in every version it ever had. What is not billed, claimed nor held is
 * scheduled, below nothing where more was taken than the line is worth: then `lineFaults` says so. Several drafts may have parts of one line
 * under claim, so that the claim here is their sum.
 */
export function lineStanding({ id, value, before }: LineFacts, bills: readonly WorkItem[]): BillingLine {
  const total = (pick: (bill: WorkItem) => Money): Money => sum(value.currency, bills.map(pick));
  const held = total(({ places }) => places.held);
  const claimed = total(({ places }) => places.claimed);
  const inDoubt = total(({ places }) => places.inDoubt);
  // Rounded otherwise by the ERP: recorded apart, so that no cent of it is the line's.
  const credited = total(({ places }) => add(places.released, places.conceded));
  const billed = subtract(
    add(
      add(
        before,
        total(({ places }) => places.billed),
      ),
      credited,
    ),
    total(({ rounding }) => rounding),
  );
  const cancelled = total(({ places }) => add(places.writtenOff, places.conceded));
  const taken = [held, claimed, inDoubt, billed, cancelled].reduce(add, zero(value.currency));
  const scheduled = subtract(value, subtract(taken, credited));
  const underClaim = add(claimed, inDoubt);
  const claim = isZero(underClaim) ? null : { run: 'drafts', amount: underClaim };
  return { ...newLine(id, value), places: { scheduled, held, claimed, inDoubt, billed, cancelled }, credited, claim };
}

/** What of a bill fits into its line: nothing is billed beyond what the contract is worth (rule 68). Null: all of it. */
export function beyondLine(line: BillingLine, amount: Money): Money | null {
  const left = subtract(line.places.scheduled, amount);
  return compare(left, zero(left.currency)) < 0 ? subtract(zero(left.currency), left) : null;
}
