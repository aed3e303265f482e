// Rate cards by currency with versions by date, and the exchange rates the account works with.
import type { Firm } from '../../firm/firm.ts';
import { kantataIds } from '../../firm/ids.ts';
import type { RateCard } from '../../firm/model-delivery.ts';
import type { Row } from '../database.ts';
import type { SeedRows } from './rows.ts';
import { units } from './convert.ts';

const SET_START = 70_100;
const SET_VERSION_START = 74_300;
const EXCHANGE_TABLE = '310';
const EXCHANGE_RATE_START = 52_000;

/** A date as the morning it began. */
function morningOf(date: string): string {
  return `${date}T08:00:00Z`;
}

function setRows(card: RateCard): readonly Row[] {
  const [first] = card.versions;
  const created = morningOf(first?.effectiveFrom ?? '2022-01-03');
  return [
    {
      id: String(SET_START + card.ordinal),
      title: card.name,
      account_default: card.ordinal === 1,
      created_at: created,
      updated_at: created,
    },
  ];
}

/** Rate card sets, cards, versions and role rates; every card of the firm is a set of one currency. */
export function rateRows(firm: Firm): SeedRows {
  const stamped = (date: string): { readonly created_at: string; readonly updated_at: string } => ({
    created_at: morningOf(date),
    updated_at: morningOf(date),
  });
  return {
    rate_card_sets: firm.rateCards.flatMap(setRows),
    rate_cards: firm.rateCards.map((card) => ({
      id: kantataIds.rateCard(card.ordinal),
      currency: card.currency,
      rate_card_set_id: String(SET_START + card.ordinal),
      ...stamped(card.versions[0]?.effectiveFrom ?? '2022-01-03'),
    })),
    rate_card_set_versions: firm.rateCards.flatMap((card) =>
      card.versions.map((version) => ({
        id: String(SET_VERSION_START + version.ordinal),
        rate_card_set_id: String(SET_START + card.ordinal),
        effective_date: version.effectiveFrom,
        active: version.effectiveFrom <= firm.today,
        ...stamped(version.effectiveFrom),
      })),
    ),
    rate_card_versions: firm.rateCards.flatMap((card) =>
      card.versions.map((version) => ({
        id: kantataIds.rateCardVersion(version.ordinal),
        rate_card_id: kantataIds.rateCard(card.ordinal),
        rate_card_set_version_id: String(SET_VERSION_START + version.ordinal),
        default_rate: 0,
        ...stamped(version.effectiveFrom),
      })),
    ),
    rate_card_roles: firm.rateCards.flatMap((card) =>
      card.versions.flatMap((version) =>
        version.rates.map((rate) => ({
          id: kantataIds.rateCardRole(rate.ordinal),
          rate_card_version_id: kantataIds.rateCardVersion(version.ordinal),
          role_id: kantataIds.role(rate.role),
          rate: units(rate.rate),
          ...stamped(version.effectiveFrom),
        })),
      ),
    ),
    exchange_tables: [
      { id: EXCHANGE_TABLE, name: 'Month-end rates', account_default: true, insights_account_default: true },
    ],
    exchange_rates: firm.fxRates.map((rate) => ({
      id: String(EXCHANGE_RATE_START + rate.ordinal),
      exchange_table_id: EXCHANGE_TABLE,
      source_currency: rate.from,
      target_currency: rate.to,
      effective_date: rate.date,
      rate: Number(rate.rate),
    })),
  };
}
