// Rounding the tax of a document: at which level and how is policy, limited by the document's own law (DOMAIN rules 9, 11, 12).
import { allocateExact } from './allocation.ts';
import type { CurrencyCode } from './currency.ts';
import { type Fraction, fraction, minorOf, nought, plus, quotient, roundMinor, times } from './fraction.ts';
import { add, type Money, type RoundingMode, subtract, sum } from './money.ts';

/** Where tax is rounded: on each line, once per tax category and rate, or once on the whole document. */
export type RoundingLevel = 'LINE' | 'TAX_CATEGORY' | 'DOCUMENT';

/** A legal entity's rounding (rule 9). */
export interface RoundingPolicy {
  readonly level: RoundingLevel;
  readonly mode: RoundingMode;
}

/**
 * The law a document is under. EN_16931: European e-invoice. JP_QUALIFIED: Japanese qualified invoice. UNREGULATED: nothing
 * but the entity's own policy.
 */
export type TaxDocumentLaw = 'EN_16931' | 'JP_QUALIFIED' | 'UNREGULATED';

/** What a law leaves to the policy. Rules as data, with their source. */
const allowed: Readonly<
  Record<TaxDocumentLaw, { levels: readonly RoundingLevel[]; modes: readonly RoundingMode[]; why: string }>
> = {
  // BR-CO-17: tax of a category = its taxable amount x rate, rounded to two decimals; the published artefacts round half up.
  EN_16931: {
    levels: ['TAX_CATEGORY'],
    modes: ['HALF_UP'],
    why: 'EN 16931 (BR-CO-14, BR-CO-17) rounds tax half up, once per tax category',
  },
  // National Tax Agency, invoice Q&A: once per rate per invoice, never the sum of rounded lines; the mode is the issuer's.
  JP_QUALIFIED: {
    levels: ['TAX_CATEGORY'],
    modes: ['HALF_UP', 'HALF_EVEN', 'DOWN', 'UP'],
    why: 'a Japanese qualified invoice rounds once per rate per invoice; rounding lines is forbidden',
  },
  UNREGULATED: {
    levels: ['LINE', 'TAX_CATEGORY', 'DOCUMENT'],
    modes: ['HALF_UP', 'HALF_EVEN', 'DOWN', 'UP'],
    why: 'no law limits the rounding',
  },
};

/** Why a policy may not be used on a document of a law, in words; null when it may (rule 9). */
export function roundingRefusal(policy: RoundingPolicy, law: TaxDocumentLaw): string | null {
  const { levels, modes, why } = allowed[law];
  if (levels.includes(policy.level) && modes.includes(policy.mode)) return null;
  return `${policy.level} ${policy.mode} cannot be used: ${why}; choose ${levels.join(' or ')} with ${modes.join(' or ')}`;
}

/** A line as tax sees it. `category` is the UNTDID 5305 code, `ratePercent` decimal text ("8.875"). */
export interface TaxableLine<Code extends string = string> {
  readonly net: Money<Code>;
  readonly category: string;
  readonly ratePercent: string;
}

/** The tax of one category at one rate. */
export interface CategoryTax<Code extends string = string> {
  readonly category: string;
  readonly ratePercent: string;
  readonly net: Money<Code>;
  readonly tax: Money<Code>;
}

/** A document's tax. The lines add up to the categories and these to the total; `remainderMinorUnits` shows what was handed out. */
export interface DocumentTax<Code extends string = string> {
  readonly lines: readonly Money<Code>[];
  readonly categories: readonly CategoryTax<Code>[];
  readonly net: Money<Code>;
  readonly tax: Money<Code>;
  readonly gross: Money<Code>;
  readonly remainderMinorUnits: bigint;
}

/** Tax of a document by policy (rules 9 and 12): rounded where the policy says, then shared out by largest remainder (rule 11). */
export function taxOfDocument<Code extends string>(
  lines: readonly TaxableLine<Code>[],
  currency: CurrencyCode<Code>,
  { level, mode }: RoundingPolicy,
): DocumentTax<Code> {
  const exact = lines.map(exactTax);
  const groups = groupsOf(lines);
  const exactOf = (group: Group): Fraction => group.indexes.map((index) => exact[index] ?? nought).reduce(plus, nought);
  const shared = sharedTax(groups.map(exactOf), currency, { level, mode });

  const taxes = lines.map((line) => subtract(line.net, line.net));
  let handedOut = shared.handedOut;
  const categories = groups.map((group, place) => {
    const parts = group.indexes.map((index) => exact[index] ?? nought);
    const rounded = parts.map((part) => roundMinor(part, currency, mode));
    const total =
      level === 'LINE' ? sum(currency, rounded) : (shared.amounts[place] ?? roundMinor(exactOf(group), currency, mode));
    const allocation = level === 'LINE' ? { shares: rounded, remainderMinorUnits: 0n } : allocateExact(total, parts);
    handedOut += allocation.remainderMinorUnits;
    group.indexes.forEach((index, at) => (taxes[index] = allocation.shares[at] ?? total));
    const net = sum(
      currency,
      group.indexes.flatMap((index) => lines[index]?.net ?? []),
    );
    return { category: group.category, ratePercent: group.ratePercent, net, tax: total };
  });
  const net = sum(
    currency,
    lines.map((line) => line.net),
  );
  const tax = sum(
    currency,
    categories.map((category) => category.tax),
  );
  return { lines: taxes, categories, net, tax, gross: add(net, tax), remainderMinorUnits: handedOut };
}

interface Group {
  readonly category: string;
  readonly ratePercent: string;
  readonly indexes: number[];
}

/** The rounded tax of each category where the document is rounded as a whole; nothing where it is not. */
function sharedTax<Code extends string>(
  categories: readonly Fraction[],
  currency: CurrencyCode<Code>,
  { level, mode }: RoundingPolicy,
): { amounts: readonly Money<Code>[]; handedOut: bigint } {
  if (level !== 'DOCUMENT') return { amounts: [], handedOut: 0n };
  const { shares, remainderMinorUnits } = allocateExact(
    roundMinor(categories.reduce(plus, nought), currency, mode),
    categories,
  );
  return { amounts: shares, handedOut: remainderMinorUnits };
}

function exactTax(line: TaxableLine): Fraction {
  return times(minorOf(line.net), times(fraction(line.ratePercent), quotient(1n, 100n)));
}

function groupsOf(lines: readonly TaxableLine[]): readonly Group[] {
  const groups = new Map<string, Group>();
  lines.forEach(({ category, ratePercent }, index) => {
    // "19", "19.0" and "19.00" are one rate.
    const { numerator, denominator } = fraction(ratePercent);
    const key = `${category}|${numerator}/${denominator}`;
    const group = groups.get(key) ?? { category, ratePercent, indexes: [] };
    groups.set(key, group);
    group.indexes.push(index);
  });
  return [...groups.values()];
}
