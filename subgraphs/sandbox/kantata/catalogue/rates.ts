// Bill rates and exchange rates. A rate card set has the name and, by version, the date; each of its cards is one currency,
// each version of a card holds a rate (base units an hour) per role.
import { textIn } from '../database.ts';
import {
  belongsTo,
  computed,
  constant,
  date,
  externalReferences,
  finds,
  flag,
  instant,
  integer,
  json,
  owns,
  text,
} from '../fields.ts';
import { idIn, stampFilters } from '../filters.ts';
import type { OrderKey, Resource } from '../resource.ts';
import { versionInForce } from './rate-lookup.ts';

const byBirth: Readonly<Record<string, OrderKey>> = {
  created_at: (row) => textIn(row, 'created_at'),
  updated_at: (row) => textIn(row, 'updated_at'),
};

/** `rate_card_sets`. */
export const rateCardSets: Resource = {
  collection: 'rate_card_sets',
  singular: 'rate_card_set',
  model: 'RateCardSet',
  fields: {
    title: text,
    account_default: flag,
    active_currencies: computed('json', (row, { database }) =>
      database
        .table('rate_cards')
        .by('rate_card_set_id', row.id)
        .map((card) => card.currency),
    ),
    destroyable: constant(false),
    created_at: instant,
    updated_at: instant,
  },
  associations: {
    rate_cards: owns('rate_cards', 'rate_card_ids', 'rate_card_set_id'),
    rate_card_set_versions: owns('rate_card_set_versions', 'rate_card_set_version_ids', 'rate_card_set_id'),
  },
  filters: stampFilters,
  orders: { ...byBirth, title: (row) => textIn(row, 'title') },
  defaultOrder: 'title:asc',
};

/** `rate_card_set_versions`: the date from which rates are in force is here, not on the card's version. */
export const rateCardSetVersions: Resource = {
  collection: 'rate_card_set_versions',
  singular: 'rate_card_set_version',
  model: 'RateCardSetVersion',
  fields: { active: flag, effective_date: date, created_at: instant, updated_at: instant },
  associations: {
    rate_card_set: belongsTo('rate_card_sets', 'rate_card_set_id'),
    rate_card_versions: owns('rate_card_versions', 'rate_card_version_ids', 'rate_card_set_version_id'),
  },
  filters: { ...stampFilters, rate_card_set_id: idIn('rate_card_set_id') },
  orders: { ...byBirth, effective_date: (row) => textIn(row, 'effective_date') },
  defaultOrder: 'created_at:asc',
};

/** `rate_cards`: one currency of a set. */
export const rateCards: Resource = {
  collection: 'rate_cards',
  singular: 'rate_card',
  model: 'RateCard',
  fields: {
    currency: text,
    uses: computed('integer', (row, { database }) => database.table('workspaces').by('rate_card_id', row.id).length),
    created_at: instant,
    updated_at: instant,
  },
  associations: {
    rate_card_set: belongsTo('rate_card_sets', 'rate_card_set_id'),
    rate_card_versions: owns('rate_card_versions', 'rate_card_version_ids', 'rate_card_id'),
    effective_rate_card_version: finds(
      'rate_card_versions',
      'effective_rate_card_version_id',
      (row, { database, now }) => versionInForce(database, row.id, now.slice(0, 10))?.id ?? null,
    ),
    external_references: externalReferences('RateCard'),
  },
  filters: { ...stampFilters, rate_card_set_id: idIn('rate_card_set_id') },
  orders: { ...byBirth, currency: (row) => textIn(row, 'currency') },
  defaultOrder: 'created_at:asc',
};

/** `rate_card_versions`. */
export const rateCardVersions: Resource = {
  collection: 'rate_card_versions',
  singular: 'rate_card_version',
  model: 'RateCardVersion',
  fields: { default_rate: integer, created_at: instant, updated_at: instant },
  associations: {
    rate_card: belongsTo('rate_cards', 'rate_card_id'),
    rate_card_set_version: belongsTo('rate_card_set_versions', 'rate_card_set_version_id'),
    rate_card_roles: owns('rate_card_roles', 'rate_card_role_ids', 'rate_card_version_id'),
  },
  filters: { ...stampFilters, rate_card_id: idIn('rate_card_id') },
  orders: byBirth,
  defaultOrder: 'created_at:asc',
};

/** `rate_card_roles`. */
export const rateCardRoles: Resource = {
  collection: 'rate_card_roles',
  singular: 'rate_card_role',
  model: 'RateCardRole',
  fields: { rate: integer, created_at: instant, updated_at: instant },
  associations: {
    role: belongsTo('roles', 'role_id'),
    rate_card_version: belongsTo('rate_card_versions', 'rate_card_version_id'),
  },
  filters: { ...stampFilters, rate_card_version_id: idIn('rate_card_version_id'), with_role_ids: idIn('role_id') },
  orders: byBirth,
  defaultOrder: 'created_at:asc',
  write: {
    create: ['rate_card_version_id', 'role_id', 'rate'],
    update: ['rate'],
    required: {
      rate_card_version_id: "Rate card version can't be blank",
      role_id: "Role can't be blank",
      rate: "Rate can't be blank",
    },
  },
};

/** `exchange_tables`, also reached under `foreign_exchange/`. */
export const exchangeTables: Resource = {
  collection: 'exchange_tables',
  singular: 'exchange_table',
  model: 'ExchangeTable',
  fields: { name: text, account_default: flag, insights_account_default: flag },
  associations: {},
  filters: {},
  orders: { name: (row) => textIn(row, 'name') },
  defaultOrder: 'name:asc',
};

/** `exchange_rates`: one unit of the source is so many of the target, from a date on. */
export const exchangeRates: Resource = {
  collection: 'exchange_rates',
  singular: 'exchange_rate',
  model: 'ExchangeRate',
  fields: {
    exchange_table_id: text,
    source_currency: text,
    target_currency: text,
    effective_date: date,
    rate: json,
  },
  associations: {},
  filters: {
    exchange_table_id: idIn('exchange_table_id'),
    source_currency: idIn('source_currency'),
    target_currency: idIn('target_currency'),
  },
  orders: { effective_date: (row) => textIn(row, 'effective_date') },
  defaultOrder: 'effective_date:desc',
};
