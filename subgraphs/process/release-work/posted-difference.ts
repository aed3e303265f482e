// What is posted beside what was sent: line by line, in all, and, where the ERP built it, to whom and under which order. Somebody may have
// added to it there, so that what was not sent counts like what is missing. Pure.
import { currencyCode } from '../../../schema/canon/currency.ts';
import { compare, money, moneyFromMinor, negate, subtract, sum, zero } from '../../../schema/canon/money.ts';
import type { Money } from '../../../schema/canon/money.ts';
import { postedRoundingMinorUnitsMax } from '../billing/work-item.ts';
import type { ErpPostedDocument } from '../systems/erp-invoices.ts';
import type { RecordRef } from '../systems/write-call.ts';
import { type BillDocument, builderOfDocument, moneyOf } from './document.ts';

/** As much of a posted document as is compared. */
export type ComparedDocument = Pick<ErpPostedDocument, 'number' | 'customer' | 'legalEntity' | 'purchaseOrder'> & {
  readonly net: Told;
  readonly lines: readonly (Pick<ErpPostedDocument['lines'][number], 'name' | 'description'> & {
    readonly net: Told;
  })[];
};
type Told = { readonly amount: string; readonly currency: string };

/**
 * Why what is posted is not what was sent, in words with both figures; null when each line is there once with its amount, but for one minor
 * unit of rounding, nothing besides, and the whole is what its lines come to.
 */
export function differenceOf(document: BillDocument, posted: ComparedDocument): string | null {
  const number = posted.number ?? 'The invoice';
  const sent = sum(
    currencyCode(document.gross.currency),
    document.lines.map(({ net }) => moneyOf(net)),
  );
  const whole = `${number} comes to ${wordsOf(posted.net)} without tax, sent were ${wordsOf(sent)}`;
  if (posted.net.currency !== sent.currency) return whole;
  const wrong = lineDifference(document, posted) ?? partyDifference(document, posted);
  if (wrong !== null) return `${whole}: ${wrong}`;
  const there = sum(
    sent.currency,
    posted.lines.map(({ net }) => amountOf(net)),
  );
  // Each line is as sent by now: what is besides them is a discount, a freight or a charge on the whole.
  return compare(there, amountOf(posted.net)) === 0 ? null : `${whole}: its lines come to ${wordsOf(there)}`;
}

function lineDifference({ lines }: BillDocument, posted: ComparedDocument): string | null {
  const ours = new Set(lines.map(({ name }) => name));
  const added = posted.lines.find(({ name }) => name === null || !ours.has(name));
  if (added !== undefined) return `it bills ${wordsOf(added.net)} for "${added.description ?? ''}", which was not sent`;
  for (const { name, net } of lines) {
    const [line, ...again] = posted.lines.filter((each) => each.name === name);
    if (line === undefined) return `line ${name} of ${wordsOf(net)} is not on it`;
    // One carries the value of the line's work; the name alone does not say which.
    if (again.length > 0) {
      const amounts = [line, ...again].map((each) => wordsOf(each.net)).join(' and ');
      return `line ${name} is on it ${again.length + 1} times (${amounts}), sent was ${wordsOf(net)} once`;
    }
    const sent = moneyOf(net);
    if (line.net.currency !== sent.currency || isFar(amountOf(line.net), sent))
      return `line ${name} is ${wordsOf(line.net)}, sent was ${wordsOf(net)}`;
  }
  return null;
}

/** What we post says this itself; what the ERP builds, somebody there may have changed. */
function partyDifference(document: BillDocument, posted: ComparedDocument): string | null {
  if (builderOfDocument(document).kind !== 'ERP') return null;
  const { customer, seller, purchaseOrder } = document;
  if (!isSame(posted.customer, customer)) return `it bills customer ${posted.customer.id}, sent was ${customer.id}`;
  if (!isSame(posted.legalEntity, seller))
    return `it is of legal entity ${posted.legalEntity.id}, sent was ${seller.id}`;
  // An order number where none was known is no other one, and not every ERP says what it keeps.
  if (posted.purchaseOrder !== null && purchaseOrder !== null && posted.purchaseOrder !== purchaseOrder)
    return `it is under order ${posted.purchaseOrder}, sent was ${purchaseOrder}`;
  return null;
}

function isSame(one: RecordRef, other: RecordRef): boolean {
  return one.instance === other.instance && one.kind === other.kind && one.id === other.id;
}

function amountOf({ amount, currency }: Told): Money {
  return money(amount, currencyCode(currency));
}

function wordsOf({ amount, currency }: Told): string {
  return `${amount} ${currency}`;
}

/** Beyond what the ERP may round. */
function isFar(a: Money, b: Money): boolean {
  const difference = subtract(a, b);
  const size = compare(difference, zero(a.currency)) < 0 ? negate(difference) : difference;
  return compare(size, moneyFromMinor(postedRoundingMinorUnitsMax, a.currency)) > 0;
}
