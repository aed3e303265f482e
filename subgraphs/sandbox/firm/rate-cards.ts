// Rate cards: one standard card per currency, and discounted ones for a few customers.
import { dayOf } from './days.ts';
import type { Customer } from './model.ts';
import type { RateCard, RateCardRate } from './model-delivery.ts';
import type { CurrencyCode } from './money.ts';
import { divideRounded } from './money.ts';
import type { Random } from './random.ts';
import { CURRENCIES, ROLES } from './setup.ts';

/** One customer in so many has negotiated rates. */
const NEGOTIATED_EVERY = 9;

/** All rate cards, and which one a customer's projects in a currency use. */
export interface RateBook {
  readonly cards: readonly RateCard[];
  cardFor(customer: number, currency: CurrencyCode): RateCard;
  /** The bill rate (minor units an hour) of a role on a day, or undefined without a card. */
  rateOn(card: number | undefined, role: number, date: string): bigint | undefined;
}

/** Builds the cards with a version for last year and one for this year, three per cent dearer. */
export function buildRateBook(customers: readonly Customer[], today: string, random: Random): RateBook {
  const cards: RateCard[] = [];
  const counters = { version: 0, rate: 0 };
  const thisYear = Number(today.slice(0, 4));
  const add = (name: string, currency: CurrencyCode, percent: number): void => {
    const versions = [thisYear - 1, thisYear].map((year) => {
      const uplift = year === thisYear ? 100 : 97;
      const rates: RateCardRate[] = ROLES.map((role) => ({
        ordinal: (counters.rate += 1),
        role: role.ordinal,
        rate: divideRounded(role.usualRate[currency] * BigInt(percent * uplift), 10_000n),
      }));
      return { ordinal: (counters.version += 1), effectiveFrom: `${year}-01-01`, rates };
    });
    cards.push({ ordinal: cards.length + 1, name, currency, versions });
  };
  for (const currency of CURRENCIES) add(`Standard ${currency}`, currency, 100);
  const negotiated = new Map<number, number>();
  for (const customer of customers) {
    if (customer.ordinal % NEGOTIATED_EVERY !== 4) continue;
    add(`${customer.name} – agreed rates`, customer.currency, random.int(82, 96));
    negotiated.set(customer.ordinal, cards.length);
  }
  return createRateBook(cards, negotiated);
}

function createRateBook(cards: readonly RateCard[], negotiated: ReadonlyMap<number, number>): RateBook {
  // Newest version first; roles are dense, so a rate is one index away. This is asked once per time entry.
  const ladders = cards.map((card) =>
    card.versions
      .map((version) => ({ from: version.effectiveFrom, rates: version.rates.map((line) => line.rate) }))
      .sort((one, other) => dayOf(other.from) - dayOf(one.from)),
  );
  return {
    cards,
    cardFor: (customer, currency) => {
      const own = cards[(negotiated.get(customer) ?? 0) - 1];
      const found = own?.currency === currency ? own : cards.find((card) => card.currency === currency);
      if (found === undefined) throw new Error(`No rate card in ${currency}`);
      return found;
    },
    rateOn: (card, role, date) => {
      if (card === undefined) return undefined;
      return ladders[card - 1]?.find((version) => version.from <= date)?.rates[role - 1];
    },
  };
}
