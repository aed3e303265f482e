// Weighs the planned bills of a line one by one: what may be billed now, what waits and for whom, what is billed already. Pure.
import type { Hold } from '../../../../schema/canon/hold.ts';
import { add, compare, isZero, type Money, subtract, sum, zero } from '../../../../schema/canon/money.ts';
import type { PlannedBill } from '../../billing/planned-bills.ts';
import { milestoneBilling } from '../../billing/schedule.ts';
import { newWork, type WorkItem } from '../../billing/work-law.ts';
import type { PlannedEntry } from '../facts.ts';
import type { ContractBooks } from './facts.ts';

/** What is asked of one bill. `percent` is how much of it is accepted, cumulative; null: all of it, without anybody's acceptance. */
export interface AskedBill {
  readonly bill: PlannedBill;
  /** Day it was earned. */
  readonly earnedOn: string;
  readonly percent: string | null;
}

/** What of a bill can be billed now. */
export type WeighedBill =
  | {
      readonly kind: 'BILL';
      readonly entry: PlannedEntry;
      readonly item: WorkItem;
      readonly due: Money;
      readonly why: string;
    }
  | { readonly kind: 'HELD'; readonly hold: Hold; readonly amount: Money }
  /** Nobody has to mend anything: it is where it should be. */
  | { readonly kind: 'SETTLED'; readonly code: SettledCode; readonly message: string }
  /** The systems contradict each other, or what is asked for. */
  | { readonly kind: 'REFUSED'; readonly code: string; readonly message: string };

/** Why a bill is left alone. */
export type SettledCode = 'BILLED_BEFORE' | 'ALREADY_BILLED' | 'ON_A_DRAFT' | 'BILLED_ELSEWHERE' | 'CANCELLED';

/** Weighs one (DOMAIN rules 24, 25, 29-31). A milestone that was accepted in part bills that part, and the rest when that is accepted too. */
export function weighBill(
  { bill, earnedOn, percent }: AskedBill,
  { position, kept, items }: ContractBooks,
): WeighedBill {
  const { source, amount, milestone, title, status } = bill;
  const known = kept.get(source) ?? null;
  const before = position?.milestonesBilled.get(source) ?? zero(amount.currency);
  const left = subtract(amount, before);
  if (isZero(amount)) return settled('ALREADY_BILLED', `${title} comes to nothing`);
  if (compare(amount, zero(amount.currency)) < 0) return belowNothing(bill);
  if (compare(left, zero(amount.currency)) <= 0) return settled('BILLED_BEFORE', `${title} was billed before go-live`);
  const contradiction = contradictionOf(bill);
  if (contradiction !== null) return contradiction;
  if (status === 'CANCELLED') return settled('CANCELLED', `${title} is cancelled in the ERP`);
  if (status === 'HELD')
    return { kind: 'HELD', amount: left, hold: { code: 'HELD_BY_PERSON', reason: `${title} is held back in the ERP` } };
  // What we billed ourselves is marked as billed there too.
  if (known === null && (status === 'BILLED' || milestone?.billed === true))
    return settled(
      'BILLED_ELSEWHERE',
      `${title} is billed already, by somebody in ${status === 'BILLED' ? 'the ERP' : 'the PSA'}`,
    );
  const content = contentOf(bill);
  const item = itemOf(source, left, known, content);
  if (item.kind !== 'ITEM') return item;
  // Accepted is a share of the whole, whatever was billed of it before go-live, in which version, or credited since.
  const asked = {
    id: title,
    amount,
    billed: add(before, takenOf(item.item, items)),
    acceptedPercent: percent ?? '100',
  };
  const billing = milestoneBilling(asked, 'HALF_UP');
  switch (billing.kind) {
    case 'HELD':
      return { kind: 'HELD', hold: billing.hold, amount: left };
    case 'NOTHING_NEW':
      return settled('ALREADY_BILLED', `${title} is billed as far as it is accepted`);
    case 'CREDIT':
      return refused(
        'CREDIT_INSTEAD',
        `${billing.amount.amount} less of ${title} is accepted than was billed; credit it`,
      );
    case 'BILL':
      return {
        ...{ kind: 'BILL', item: item.item, due: billing.amount },
        entry: entryOf(bill, earnedOn, content),
        why: percent === null || percent === '100' ? `${title} as agreed` : `${percent} % of ${title} accepted`,
      };
  }
}

/** A discount that is planned as a bill of its own. */
function belowNothing({ title, amount, status }: PlannedBill): WeighedBill {
  if (status === 'CANCELLED') return settled('CANCELLED', `${title} is cancelled in the ERP`);
  if (status === 'BILLED') return settled('BILLED_ELSEWHERE', `${title} was taken off by somebody in the ERP`);
  const reason = `${title} comes to less than nothing, which is no bill; take it off another bill of the schedule, or credit it`;
  return { kind: 'HELD', amount, hold: { code: 'HELD_BY_PERSON', reason } };
}

/** Changes with what would be billed; a draft of another content stops. */
export function contentOf({ amount }: Pick<PlannedBill, 'amount'>): string {
  return `${amount.amount} ${amount.currency}`;
}

/** A milestone bills what both systems say, or nobody's word counts; null when they agree. */
export function contradictionOf({ milestone, amount, title, source }: PlannedBill): WeighedBill | null {
  if (milestone === null) return null;
  if (milestone.amount === null)
    return refused(
      'MILESTONE_GONE',
      `The PSA has no amount for ${title} (${source}); mend it there, or in the schedule`,
    );
  if (milestone.amount.currency === amount.currency && compare(milestone.amount, amount) === 0) return null;
  const theirs = `${milestone.amount.amount} ${milestone.amount.currency}`;
  const message = `${title} is ${theirs} in the PSA and ${amount.amount} ${amount.currency} in the ERP; correct one of them`;
  return refused('AMOUNTS_DIFFER', message);
}

type Kept = ReturnType<ContractBooks['kept']['get']> | null;

/** The item as the books have it, or as it begins. What was agreed anew before anything of it was billed is worth what it is now. */
function itemOf(
  source: string,
  amount: Money,
  known: Kept,
  content: string,
): { readonly kind: 'ITEM'; readonly item: WorkItem } | WeighedBill {
  if (known == null) return { kind: 'ITEM', item: newWork(source, 1, amount) };
  const { item } = known;
  if (item.claim !== null) return settled('ON_A_DRAFT', `${source} is on draft ${item.claim.run}`);
  // Credited by a person in the ERP, say: it is billed again once somebody lets it go.
  if (!isZero(item.places.held)) {
    const reason = known.heldByPerson ?? `${source} is held; let it go first`;
    return { kind: 'HELD', hold: { code: 'HELD_BY_PERSON', reason }, amount: item.places.held };
  }
  if (known.content === content) return { kind: 'ITEM', item };
  if (isZero(item.places.billed) && isZero(item.places.released))
    return { kind: 'ITEM', item: { ...newWork(source, item.version, amount), claims: item.claims } };
  return { kind: 'HELD', hold: { code: 'WORK_CHANGED', run: item.id }, amount: item.places.unbilled };
}

/** What of a bill is not to be billed any more, in all its versions: what a credit released is to be, in the newest one. */
function takenOf(newest: WorkItem, items: readonly WorkItem[]): Money {
  const older = items.filter(({ id, version }) => id === newest.id && version !== newest.version);
  return sum(
    newest.currency,
    [...older, newest].map(({ standard, places: { unbilled, held, released } }) =>
      subtract(standard, add(add(unbilled, held), released)),
    ),
  );
}

function entryOf(bill: PlannedBill, earnedOn: string, content: string): PlannedEntry {
  const { source, kind, title, scheduleLine, milestone, milestoneRef: ref, from, to } = bill;
  const span = milestone === null ? { from, to } : { from: earnedOn, to: earnedOn };
  return {
    ...{ kind, source, content, title, scheduleLine, ...span, workedOn: earnedOn },
    ...{ ref, approver: null, approvedAt: null },
  };
}

function settled(code: SettledCode, message: string): WeighedBill {
  return { kind: 'SETTLED', code, message };
}

function refused(code: string, message: string): WeighedBill {
  return { kind: 'REFUSED', code, message };
}
