// What a person's credit memo, or a void, took of which line and hour: by the lines' names where the memo kept them, else shared over what was
// open by largest remainder (DOMAIN rules 11, 34, 37).
import { currencyCode } from '../../../../schema/canon/currency.ts';
import { add, compare, isZero, type Money, subtract, sum, zero } from '../../../../schema/canon/money.ts';
import { mintId } from '../../../../schema/canon/identity.ts';
import type { KeptCredit } from '../../../journal/credits.ts';
import { sharesOfOpen } from '../../billing/credit.ts';
import type { ErpPostedDocument } from '../../systems/erp-invoices.ts';
import type { Systems } from '../../systems/systems.ts';
import type { RecordRef } from '../../systems/write-call.ts';
import {
  amountOf,
  type CreditAsked,
  type CreditBooks,
  type CreditWorld,
  documentOf,
  invoiceOf,
  moneyIn,
  moneyOf,
} from '../facts.ts';
import { foreignKey, isNoticed, isOurs } from '../foreign.ts';
import { type CreditPlan, planCreditOn } from '../plan.ts';
import type { RecordedMemo } from '../steps.ts';
import { type SeenDocument, voidKey } from './seen.ts';

/** A memo that a person posted, with its lines. */
export interface ForeignMemo {
  readonly ref: RecordRef;
  readonly number: string | null;
  readonly issuedOn: string;
  readonly net: Money;
  readonly tax: Money;
  readonly total: Money;
  readonly applied: Money;
  readonly lines: ErpPostedDocument['lines'];
}

/** What is put on record of it, or why it cannot be. */
export type PlannedForeign =
  | {
      readonly kind: 'PLAN';
      readonly plan: CreditPlan;
      readonly key: string;
      readonly memo: RecordedMemo | null;
      readonly reason: string;
      readonly heldBecause: string;
    }
  | { readonly kind: 'REFUSED'; readonly message: string };

/** The memos among the credits of an invoice that nobody has taken notice of, read with their lines. Raises Fault. */
export async function readMemos(
  { erp }: Systems,
  { credits }: SeenDocument,
  known: readonly KeptCredit[],
): Promise<readonly ForeignMemo[]> {
  const memos: ForeignMemo[] = [];
  for (const credit of credits) {
    if (credit.net === null || credit.voided || isOurs(credit, known)) continue;
    if (isNoticed(credit, known)) continue;
    const posted = await erp.postedDocument(credit.ref);
    // Gone between the two reads: the next look says so.
    if (posted === null || posted.status === 'VOIDED') continue;
    const { ref, number, issuedOn, net, tax, total, lines } = posted;
    const amounts = { net: moneyOf(net), tax: moneyOf(tax), total: moneyOf(total), applied: moneyOf(credit.applied) };
    memos.push({ ref, number, issuedOn, lines, ...amounts });
  }
  return memos;
}

/** The plan of a person's memo. */
export function planForeign(
  books: CreditBooks,
  world: Pick<CreditWorld, 'posted' | 'rounding'>,
  memo: ForeignMemo,
): PlannedForeign {
  const planned = planCreditOn(books, world, { kind: 'LINES', lines: sharesOf(books, memo) }, memo.issuedOn);
  if (planned.kind === 'REFUSED') return planned;
  const number = memo.number ?? memo.ref.id;
  const named = `credit memo ${number} of ${books.draft.id}`;
  const recorded = recordedOf(memo);
  return {
    ...{ kind: 'PLAN', key: foreignKey(memo.ref), memo: recorded, reason: 'CREDITED_IN_ERP' },
    plan: {
      ...planned.plan,
      tax: amountOf(memo.tax),
      gross: amountOf(memo.total),
      lines: withTaxes(planned.plan, memo),
    },
    heldBecause: `a person credited it in the ERP (${named}); let it go to bill it again, or write it off`,
  };
}

/** A person's memo as it is kept. */
export function recordedOf(memo: ForeignMemo): RecordedMemo {
  return {
    ...{ id: mintId(memo.ref), ref: memo.ref, number: memo.number, issuedOn: memo.issuedOn },
    ...{
      net: amountOf(memo.net),
      tax: amountOf(memo.tax),
      total: amountOf(memo.total),
      applied: amountOf(memo.applied),
    },
  };
}

/** The plan of a void: whatever was not credited before. */
export function planVoid(books: CreditBooks): PlannedForeign {
  const { draft, claims } = books;
  const currency = currencyCode(draft.currency);
  const { number, total } = invoiceOf(draft);
  const lines = documentOf(draft).lines.map(({ name }, position) => {
    const own = claims.filter(({ line }) => line === position);
    const net = sum(
      currency,
      own.map(({ posted, amount }) => moneyIn(posted ?? amount.amount, currency)),
    );
    return { id: name, name, net: amountOf(net), tax: amountOf(zero(currency)), taxRatePercent: null };
  });
  // The ERP shows nothing any more: what was posted is what our books say.
  const posted = { lines, remaining: total };
  const rounding = { level: 'LINE', mode: 'HALF_UP' } as const;
  const planned = planCreditOn(books, { posted, rounding }, { kind: 'FULL' }, invoiceOf(draft).issuedOn);
  if (planned.kind === 'REFUSED') return planned;
  return {
    ...{ kind: 'PLAN', plan: planned.plan, key: voidKey(draft.id), memo: null, reason: 'VOIDED_IN_ERP' },
    heldBecause: `a person voided invoice ${number ?? draft.id} in the ERP; let it go to bill it again, or write it off`,
  };
}

type Share = Extract<CreditAsked, { kind: 'LINES' }>['lines'][number];

/** By name where every line of the memo names one of ours; else over all lines by what is open of each. */
function sharesOf(books: CreditBooks, { lines, net }: ForeignMemo): readonly Share[] {
  const ours = documentOf(books.draft).lines.map(({ name }) => name);
  const named = Map.groupBy(lines, ({ name }) => name);
  const isNamed = lines.every(({ name }) => name !== null && ours.includes(name));
  const { currency } = net;
  if (isNamed)
    return [...named].flatMap(([name, own]) => {
      const amount = sum(
        currency,
        own.map((line) => moneyOf(line.net)),
      );
      return name === null || isZero(amount) ? [] : [{ name, amount: amount.amount }];
    });
  const open = ours.map((name, position) => openOf(books, currency, { name, position }));
  const shares = sharesOfOpen(net, open);
  if (shares === null) {
    // More than there is: asked of one line as what it has and as much too much, so that it is refused whatever a line below nothing leaves room for.
    const whole = sum(currency, open);
    const beyond = add(open[0] ?? whole, subtract(net, whole));
    const amount = compare(net, whole) > 0 ? beyond : net;
    return ours.slice(0, 1).map((name) => ({ name, amount: amount.amount }));
  }
  return ours.flatMap((name, index) => {
    const share = shares[index];
    return share === undefined || isZero(share) ? [] : [{ name, amount: share.amount }];
  });
}

function openOf(
  { claims, credits }: CreditBooks,
  currency: Money['currency'],
  { name, position }: { readonly name: string; readonly position: number },
): Money {
  const billed = claims
    .filter(({ line }) => line === position)
    .map(({ posted, amount }) => moneyIn(posted ?? amount.amount, currency));
  const parts = credits.flatMap((credit) => credit.parts).filter(({ line }) => line === name);
  const credited = parts.map(({ amount }) => moneyIn(amount, currency));
  return subtract(sum(currency, billed), sum(currency, credited));
}

/** The memo's own tax: by line where it says so, else all of it on the last. */
function withTaxes({ lines }: CreditPlan, memo: ForeignMemo): CreditPlan['lines'] {
  const { currency } = memo.tax;
  const taxes = lines.map(({ line }) =>
    sum(
      currency,
      memo.lines.filter(({ name }) => name === line).map(({ tax }) => moneyOf(tax)),
    ),
  );
  const rest = subtract(memo.tax, sum(currency, taxes));
  return lines.map((line, index) => {
    const own = taxes[index] ?? zero(currency);
    return { ...line, tax: amountOf(index === lines.length - 1 ? sum(currency, [own, rest]) : own) };
  });
}
