// Lists that change once in a while: subsidiaries, currencies, periods, dimensions, rates. One query each.
import { z } from 'zod';
import type { Mapping } from './config.ts';
import { day, isoDay, type Statement } from './suiteql.ts';
import { decimal, flag, id, isoDate, maybe } from './wire.ts';

export const currencyRow = z.object({ id, symbol: z.string(), name: z.string(), precision: maybe(z.string()) });

export function currenciesStatement(): Statement {
  return {
    name: 'currency',
    sql: 'SELECT c.id, c.symbol, c.name, c.currencyprecision AS precision FROM currency c ORDER BY c.id',
  };
}

export const subsidiaryRow = z.object({
  id,
  name: z.string(),
  legalname: maybe(z.string()),
  country: maybe(z.string()),
  currency: id,
  parent: maybe(id),
  calendar: maybe(z.string()),
  federalid: maybe(z.string()),
  vatnumber: maybe(z.string()),
  code: maybe(z.string()),
});
export type SubsidiaryRow = z.output<typeof subsidiaryRow>;

/** Elimination subsidiaries keep no books of their own and are left out. */
export function subsidiariesStatement({ fields }: Mapping): Statement {
  return {
    name: 'subsidiary',
    sql: `SELECT s.id, s.name, s.legalname, s.country, s.currency, s.parent, f.name AS calendar,
      s.federalidnumber AS federalid, s.vatregnumber AS vatnumber, s.${fields.entityCode} AS code
      FROM subsidiary s LEFT JOIN fiscalcalendar f ON f.id = s.fiscalcalendar
      WHERE COALESCE(s.iselimination, 'F') = 'F' ORDER BY s.id`,
  };
}

export const periodRow = z.object({
  id,
  name: z.string(),
  starton: isoDate,
  endon: isoDate,
  calendar: maybe(z.string()),
  closed: flag,
  arlocked: flag,
  aplocked: flag,
  alllocked: flag,
});
export type PeriodRow = z.output<typeof periodRow>;

/** Quarters and years only sum periods up; nothing is posted to them. */
export function periodsStatement(): Statement {
  return {
    name: 'accountingperiod',
    sql: `SELECT p.id, p.periodname AS name, ${isoDay('p.startdate')} AS starton, ${isoDay('p.enddate')} AS endon,
      f.name AS calendar, p.closed, p.arlocked, p.aplocked, p.alllocked
      FROM accountingperiod p LEFT JOIN fiscalcalendar f ON f.id = p.fiscalcalendar
      WHERE p.isquarter = 'F' AND p.isyear = 'F' ORDER BY p.startdate, p.id`,
  };
}

export const dimensionRow = z.object({ id, name: z.string(), code: maybe(z.string()) });
export type DimensionRow = z.output<typeof dimensionRow>;

export function dimensionStatement(table: 'department' | 'classification' | 'location'): Statement {
  return { name: table, sql: `SELECT d.id, d.name, d.externalid AS code FROM ${table} d ORDER BY d.id` };
}

// A day, an id and a rate in one text: the greatest text is the latest rate, and no second query has to look it up.
const latestForm = /^(\d{4}-\d{2}-\d{2})\|\d+\|(.*)$/;
export const rateRow = z.object({
  base: id,
  quoted: id,
  latest: z.string().transform((value, context) => {
    const [, on, rate] = latestForm.exec(value) ?? [];
    const checked = decimal.safeParse(rate);
    if (on !== undefined && checked.success) return { on, rate: checked.data };
    context.addIssue({ code: 'custom', message: 'is not day|id|rate' });
    return z.NEVER;
  }),
});
export type RateRow = z.output<typeof rateRow>;

/** The newest rate of every pair on or before a day; NetSuite keeps one per pair and day. */
export function ratesStatement(on: string): Statement {
  return {
    name: 'currencyrate',
    sql: `SELECT r.basecurrency AS base, r.transactioncurrency AS quoted,
      MAX(${isoDay('r.effectivedate')} || '|' || r.id || '|' || r.exchangerate) AS latest
      FROM currencyrate r WHERE r.effectivedate <= ${day(on)}
      GROUP BY r.basecurrency, r.transactioncurrency ORDER BY r.basecurrency, r.transactioncurrency`,
  };
}
