// Rows of the lists -> canonical legal entities, periods, dimensions and rates.
import type { CurrencyCode } from '../../../schema/canon/currency.ts';
import type {
  AccountingPeriod,
  Dimension,
  DimensionKind,
  ExchangeRate,
  LegalEntity,
  PeriodStatus,
} from '../../../schema/canon/legal-entity.ts';
import type { DimensionRow, PeriodRow, RateRow, SubsidiaryRow } from './reference-query.ts';
import { dimensionId, type Refs } from './refs.ts';

/** A subsidiary as a legal entity; its tax registration is the VAT number, or the federal id where there is no VAT. */
export function toLegalEntity(row: SubsidiaryRow, refs: Refs, functionalCurrency: CurrencyCode): LegalEntity {
  return {
    ref: refs.of('LEGAL_ENTITY', row.id),
    code: row.code,
    name: row.name,
    legalName: row.legalname,
    country: row.country,
    functionalCurrency,
    parent: refs.maybe('LEGAL_ENTITY', row.parent),
    taxRegistration: row.vatnumber ?? row.federalid,
    fiscalCalendar: row.calendar,
  };
}

/**
 * A period with the state of each ledger. NetSuite has no state "not begun": a future period takes postings, so it is
 * OPEN. `alllocked` locks the general ledger and with it everything else.
 */
export function toPeriod(row: PeriodRow, refs: Refs): AccountingPeriod {
  const state = (locked: boolean): PeriodStatus =>
    row.closed ? 'CLOSED' : locked || row.alllocked ? 'LOCKED' : 'OPEN';
  return {
    ref: refs.of('ACCOUNTING_PERIOD', row.id),
    name: row.name,
    fiscalCalendar: row.calendar,
    startOn: row.starton,
    endOn: row.endon,
    receivables: state(row.arlocked),
    payables: state(row.aplocked),
    ledger: state(false),
  };
}

/** NetSuite's dimensions have no code of their own: the external id is one where somebody gave it, else the name. */
export function toDimension(kind: DimensionKind, row: DimensionRow, refs: Refs): Dimension {
  return {
    ref: refs.of('DIMENSION', dimensionId(kind, row.id)),
    kind,
    code: row.code ?? row.name,
    name: row.name,
  };
}

/** One unit of the transaction currency is `exchangerate` units of the base currency. */
export function toExchangeRate(row: RateRow, currency: (id: string) => CurrencyCode): ExchangeRate {
  return {
    from: currency(row.quoted),
    to: currency(row.base),
    rate: row.latest.rate,
    on: row.latest.on,
    source: 'NetSuite currency rates',
  };
}
