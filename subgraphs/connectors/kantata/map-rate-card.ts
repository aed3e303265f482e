// Rate cards with their versions as canonical prices. Pure.
import { type CurrencyCode, minorUnitsOf } from '../../../schema/canon/currency.ts';
import type { RateCard, RateLine } from '../../../schema/canon/project.ts';
import { decimalOf } from './amount.ts';
import type { Listing } from './listing.ts';
import { present } from './map-project.ts';
import type { Refs } from './refs.ts';
import {
  checked,
  rateCardRecord,
  rateCardRoleRecord,
  rateCardSetRecord,
  rateCardVersionRecord,
  roleRecord,
  setVersionRecord,
} from './wire.ts';

/** Three lists that together are the cards: cards with sets, versions with their dates, prices with their roles. */
export interface RateLists {
  readonly cards: Listing;
  readonly versions: Listing;
  readonly prices: Listing;
}

/** Ids of the versions that a list of cards names. */
export function versionIds(cards: Listing): readonly string[] {
  return cards.rows.flatMap((row) => checked(rateCardRecord, row, 'a rate card').rate_card_version_ids);
}

/** Ids of the prices that a list of versions names; unpublished versions price nothing. */
export function priceIds(versions: Listing): readonly string[] {
  return versions.rows.flatMap((row) => {
    const version = checked(rateCardVersionRecord, row, 'a rate card version');
    return publishedFrom(version.rate_card_set_version_id, versions) === 'UNPUBLISHED'
      ? []
      : version.rate_card_role_ids;
  });
}

function publishedFrom(setVersion: string | null, versions: Listing): { readonly on: string | null } | 'UNPUBLISHED' {
  if (setVersion === null) return { on: null };
  const found = present(versions, 'rate_card_set_versions', setVersion);
  const { active, effective_date: on } = checked(setVersionRecord, found, 'a rate card set version');
  return active ? { on } : 'UNPUBLISHED';
}

/** The cards. Lines go from the newest version to the oldest, within one by role. */
export function toRateCards({ cards, versions, prices }: RateLists, refs: Refs): readonly RateCard[] {
  const records = versions.rows.map((row) => checked(rateCardVersionRecord, row, 'a rate card version'));
  const byVersion = Map.groupBy(
    prices.rows.map((row) => checked(rateCardRoleRecord, row, 'a rate of a role')),
    (price) => price.rate_card_version_id,
  );
  const linesOf = (card: string, currency: CurrencyCode): readonly RateLine[] =>
    records
      .filter((version) => version.rate_card_id === card)
      .flatMap((version) => {
        const published = publishedFrom(version.rate_card_set_version_id, versions);
        if (published === 'UNPUBLISHED') return [];
        return (byVersion.get(version.id) ?? []).flatMap(({ rate, role_id: role }) =>
          rate === null
            ? []
            : [
                {
                  role: checked(roleRecord, present(prices, 'roles', role), 'a role').name,
                  hourlyRate: decimalOf(rate, minorUnitsOf(currency)),
                  effectiveFrom: published.on,
                },
              ],
        );
      })
      .sort(newestFirst);
  return cards.rows.map((row) => {
    const { id, currency, rate_card_set_id: set } = checked(rateCardRecord, row, 'a rate card');
    const title =
      set === null ? null : checked(rateCardSetRecord, present(cards, 'rate_card_sets', set), 'a rate card set').title;
    return { ref: refs.of('RATE_CARD', id), name: title, currency, lines: linesOf(id, currency) };
  });
}

function newestFirst(one: RateLine, other: RateLine): number {
  const [a, b] = [one.effectiveFrom ?? '', other.effectiveFrom ?? ''];
  if (a !== b) return a < b ? 1 : -1;
  return one.role < other.role ? -1 : one.role > other.role ? 1 : 0;
}
