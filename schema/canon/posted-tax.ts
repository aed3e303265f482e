// When tax is due, and whose figure counts (DOMAIN rules 10 and 14).
import { add, compare, type Money, negate, subtract, sum, zero } from './money.ts';

/** Which figure is shown as tax, and whether somebody must look at it. The ERP's posted tax always wins (rule 10). */
export type TaxFigure<Code extends string = string> =
  | { readonly kind: 'ESTIMATE'; readonly tax: Money<Code> }
  | {
      readonly kind: 'POSTED';
      readonly tax: Money<Code>;
      readonly difference: Money<Code>;
      readonly verdict: 'AGREES' | 'WITHIN_POLICY' | 'EXCEPTION';
    };

/** The figure of a document: our estimate until the ERP has posted, then the posted one with what it differs by (rule 10). */
export function taxFigure<Code extends string>(
  estimate: Money<Code>,
  posted: Money<NoInfer<Code>> | null,
  toleranceMax: Money<NoInfer<Code>>,
): TaxFigure<Code> {
  if (posted === null) return { kind: 'ESTIMATE', tax: estimate };
  const difference = subtract(posted, estimate);
  const size = compare(difference, zero(estimate.currency)) < 0 ? negate(difference) : difference;
  const agrees = compare(size, zero(estimate.currency)) === 0;
  const verdict = agrees ? 'AGREES' : compare(size, toleranceMax) <= 0 ? 'WITHIN_POLICY' : 'EXCEPTION';
  return { kind: 'POSTED', tax: posted, difference, verdict };
}

/** A part of a supply and the day its tax is due. */
export interface TaxPoint<Code extends string = string> {
  readonly on: string;
  readonly net: Money<Code>;
  readonly why: 'ADVANCE_PAYMENT' | 'SUPPLY' | 'INVOICE';
}

/** What decides when tax is due. `suppliedOn` is the day of completion, or the end of the period for continuous services. */
export interface TaxPointFacts<Code extends string = string> {
  readonly net: Money<Code>;
  readonly suppliedOn: string;
  readonly invoicedOn: string;
  /** What was received and when, net of tax. */
  readonly receipts: readonly { readonly net: Money<Code>; readonly receivedOn: string }[];
  /** INVOICE where the member state took up art. 66(a); services under reverse charge are always due on supply (art. 66, last). */
  readonly rest: 'SUPPLY' | 'INVOICE';
  readonly reverseCharge: boolean;
}

/**
 * The days on which tax is due (rule 14; Directive 2006/112 art. 63 and 65): what came in before the supply on receipt, the
 * rest on the supply or its invoice. Raises RangeError when more came in before than the supply is worth: another deposit.
 */
export function taxPoints<Code extends string>(facts: TaxPointFacts<Code>): readonly TaxPoint<Code>[] {
  const { currency } = facts.net;
  const advances = facts.receipts
    .filter(({ receivedOn }) => receivedOn < facts.suppliedOn)
    .map(({ net, receivedOn }): TaxPoint<Code> => ({ on: receivedOn, net, why: 'ADVANCE_PAYMENT' }))
    .sort((a, b) => (a.on < b.on ? -1 : 1));
  const advanced = sum(
    currency,
    advances.map((point) => point.net),
  );
  const left = add(facts.net, negate(advanced));
  if (compare(left, zero(currency)) < 0) {
    throw new RangeError(
      `${advanced.amount} ${currency} came in before a supply of ${facts.net.amount}; split the receipt`,
    );
  }
  if (compare(left, zero(currency)) === 0) return advances;
  const why = facts.reverseCharge ? 'SUPPLY' : facts.rest;
  return [...advances, { on: why === 'SUPPLY' ? facts.suppliedOn : facts.invoicedOn, net: left, why }];
}
