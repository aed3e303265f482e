// A credit that is gone and was posted again by hand, as its exception asks: the work was given back once, and the new memo is that very credit.
import { compare } from '../../../../schema/canon/money.ts';
import type { KeptCredit } from '../../../journal/credits.ts';
import { moneyOf } from '../facts.ts';
import type { LostCredit } from './changes.ts';
import type { ForeignMemo } from './foreign-plan.ts';

/** A lost credit with the memo that stands in its place. */
export interface PostedAgain {
  readonly credit: KeptCredit;
  readonly memo: ForeignMemo;
}

/** Lost credits that a memo nobody has taken notice of takes the place of: of the same invoice and the same amount; each memo of one. Pure. */
export function postedAgain(lost: readonly LostCredit[], memos: readonly ForeignMemo[]): readonly PostedAgain[] {
  const left = [...memos];
  return lost.flatMap(({ credit, isGone }) => {
    const at = isGone ? left.findIndex(({ net }) => compare(net, moneyOf(credit.net)) === 0) : -1;
    const [memo] = at < 0 ? [] : left.splice(at, 1);
    return memo === undefined ? [] : [{ credit, memo }];
  });
}
