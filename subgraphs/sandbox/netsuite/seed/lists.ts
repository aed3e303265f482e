// The firm's set-up as NetSuite lists.
import { decimal } from '../decimal.ts';
import { postingOf } from '../../firm/chart.ts';
import { CURRENCIES } from '../../firm/setup.ts';
import type { Firm } from '../../firm/firm.ts';
import type { Dimension, Period } from '../../firm/model.ts';
import type { LedgerAccount } from '../../firm/model-finance.ts';
import { minorDigits, type CurrencyCode } from '../../firm/money.ts';
import type { Values } from '../table.ts';
import { currencyId, flagOf, idOf, idOrNull, whole } from './numbers.ts';

/** The account was set up long before the firm's history starts. */
const SET_UP_AT = Date.parse('2024-01-08T18:30:00Z');

/** The consolidating parent, which nobody bills from. */
export const PARENT_SUBSIDIARY = 1;

/** Names somebody typed years ago; only the symbol is the ISO code, and one name is the code of a currency long gone. */
const CURRENCY_NAMES: Readonly<Record<CurrencyCode, readonly [name: string, symbol: string]>> = {
  USD: ['US Dollar', '$'],
  GBP: ['British pound', '£'],
  EUR: ['DEM', '€'],
  JPY: ['Yen', '¥'],
  CHF: ['Swiss Franc', 'CHF'],
  KWD: ['Dinar', 'KD'],
};

const ACCOUNT_TYPES: Readonly<Record<LedgerAccount['kind'], string>> = {
  receivable: 'AcctRec',
  bank: 'Bank',
  unbilledReceivable: 'UnbilledRec',
  deferredRevenue: 'DeferRevenue',
  taxPayable: 'OthCurrLiab',
  payrollClearing: 'OthCurrLiab',
  income: 'Income',
  costOfSales: 'COGS',
  expense: 'Expense',
};

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

/** Where the firm is registered for tax: the n-th entry is nexus n. Buyers elsewhere are supplied across a border. */
const NEXUSES: readonly (readonly [country: string, state: string | null])[] = [
  ['US', 'NY'],
  ['US', 'CA'],
  ['US', 'TX'],
  ['GB', null],
  ['IE', null],
  ['DE', null],
  ['FR', null],
  ['JP', null],
];

/** Nexuses abroad, by the code of the legal entity that is registered there, with the number of the registration. */
const ABROAD: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  UK01: { IE: 'IE3628739L' },
  DE01: { FR: 'FR47829104563' },
};

/** Rows of the set-up tables, by table. */
export function listRows(firm: Firm): Readonly<Record<string, readonly Values[]>> {
  return {
    subsidiary: subsidiaries(firm),
    nexus: NEXUSES.map(([country, state], index) => ({
      id: index + 1,
      description: state === null ? country : `${country} ${state}`,
      country,
      state,
      isinactive: 'F',
    })),
    subsidiarytaxregistration: registrations(firm),
    currency: currencies(firm),
    currencyrate: currencyRates(firm),
    fiscalcalendar: firm.calendars.map((calendar) => ({
      id: idOf('fiscalCalendar', calendar.ordinal),
      name: calendar.name,
      fiscalmonth: MONTHS[calendar.startMonth - 1] ?? 'JAN',
      isdefault: flagOf(calendar.ordinal === 1),
    })),
    accountingperiod: firm.periods.map(period),
    account: firm.accounts.map(account),
    department: firm.departments.map((dimension) => dimensionRow('department', dimension)),
    classification: firm.serviceLines.map((dimension) => dimensionRow('classification', dimension)),
    location: firm.locations.map((dimension) => dimensionRow('location', dimension)),
    term: firm.terms.map((terms) => ({
      id: idOf('term', terms.ordinal),
      name: terms.name,
      daysuntilnetdue: whole(terms.days),
      datedriven: 'F',
      isinactive: 'F',
      lastmodifieddate: SET_UP_AT,
    })),
    item: firm.items.map((item) => ({
      id: idOf('item', item.ordinal),
      itemid: item.name,
      fullname: item.name,
      displayname: item.name,
      itemtype: 'Service',
      subtype: 'Sale',
      incomeaccount: idOf('account', postingOf(item.kind).account),
      isinactive: 'F',
      lastmodifieddate: SET_UP_AT,
    })),
    salestaxitem: taxItems(firm),
  };
}

function subsidiaries(firm: Firm): readonly Values[] {
  const parent: Values = {
    id: PARENT_SUBSIDIARY,
    name: 'Parent Company',
    fullname: 'Parent Company',
    legalname: 'Parent Company',
    country: 'US',
    currency: currencyId('USD'),
    fiscalcalendar: idOf('fiscalCalendar', 1),
    edition: 'US',
    iselimination: 'F',
    isinactive: 'F',
    lastmodifieddate: SET_UP_AT,
  };
  return [
    parent,
    ...firm.legalEntities.map((entity) => ({
      id: idOf('subsidiary', entity.ordinal),
      name: entity.name,
      fullname: `Parent Company : ${entity.name}`,
      legalname: entity.legalName,
      country: entity.country,
      currency: currencyId(entity.currency),
      parent: PARENT_SUBSIDIARY,
      fiscalcalendar: idOf('fiscalCalendar', entity.calendar),
      // The American number is an employer's; everybody else's is a tax registration.
      ...(entity.country === 'US' ? { federalidnumber: entity.taxNumber } : { vatregnumber: entity.taxNumber }),
      edition: entity.country === 'US' ? 'US' : 'XX',
      iselimination: 'F',
      isinactive: 'F',
      lastmodifieddate: SET_UP_AT,
      custrecord_entity_code: entity.code,
      custrecord_time_zone: entity.timeZone,
    })),
  ];
}

/** At home by the company's own number (in America by state), abroad by a number of its own. */
function registrations(firm: Firm): readonly Values[] {
  const rows = firm.legalEntities.flatMap((entity) =>
    NEXUSES.flatMap(([country], index) => {
      const number = country === entity.country ? entity.taxNumber : ABROAD[entity.code]?.[country];
      return number === undefined ? [] : [{ entity, country, nexus: index + 1, number }];
    }),
  );
  return rows.map(({ entity, country, nexus, number }, index) => ({
    id: index + 1,
    subsidiary: idOf('subsidiary', entity.ordinal),
    nexuscountry: country,
    nexus,
    taxregistrationnumber: number,
    effectivefrom: '2019-01-01',
  }));
}

function currencies(firm: Firm): readonly Values[] {
  const booked = new Set(firm.legalEntities.map((entity) => entity.currency));
  return CURRENCIES.map((code) => {
    const [name, symbol] = CURRENCY_NAMES[code];
    const latest = firm.fxRates.filter((rate) => rate.from === code && rate.to === 'USD').at(-1);
    return {
      id: currencyId(code),
      name,
      symbol: code,
      displaysymbol: symbol,
      exchangerate: decimal(latest?.rate ?? '1'),
      currencyprecision: whole(minorDigits(code)),
      symbolplacement: '1',
      isbasecurrency: flagOf(booked.has(code)),
      isinactive: 'F',
      includeinfxrateupdates: 'T',
      overridecurrencyformat: 'F',
      lastmodifieddate: SET_UP_AT,
    };
  });
}

function currencyRates(firm: Firm): readonly Values[] {
  return firm.fxRates.map((rate) => ({
    id: idOf('currencyRate', rate.ordinal),
    basecurrency: currencyId(rate.to),
    transactioncurrency: currencyId(rate.from),
    effectivedate: rate.date,
    exchangerate: decimal(rate.rate),
    lastmodifieddate: Date.parse(`${rate.date}T23:30:00Z`),
  }));
}

function period(record: Period): Values {
  const locked = record.state === 'locked' || record.state === 'closed';
  return {
    id: idOf('period', record.ordinal),
    periodname: record.name,
    startdate: record.start,
    enddate: record.end,
    parent: idOrNull('period', record.parent),
    fiscalcalendar: idOf('fiscalCalendar', record.calendar),
    closed: flagOf(record.state === 'closed'),
    closedondate: record.state === 'closed' ? record.end : null,
    arlocked: flagOf(locked || record.state === 'receivablesLocked'),
    aplocked: flagOf(locked),
    alllocked: flagOf(locked),
    // Disputes and memos of old invoices must stay editable after the close.
    allownonglchanges: 'T',
    isquarter: flagOf(record.kind === 'quarter'),
    isyear: flagOf(record.kind === 'year'),
    isadjust: 'F',
    isposting: flagOf(record.kind === 'base'),
    isinactive: 'F',
    lastmodifieddate: SET_UP_AT,
  };
}

function account(record: LedgerAccount): Values {
  const name = `${record.number} ${record.name}`;
  return {
    id: idOf('account', record.ordinal),
    acctnumber: record.number,
    accountsearchdisplayname: name,
    accountsearchdisplaynamecopy: record.name,
    fullname: record.name,
    displaynamewithhierarchy: record.name,
    accttype: ACCOUNT_TYPES[record.kind],
    generalrate: record.kind === 'income' || record.kind === 'costOfSales' ? 'AVERAGE' : 'CURRENT',
    includechildren: 'T',
    isinactive: 'F',
    issummary: 'F',
    eliminate: 'F',
    lastmodifieddate: SET_UP_AT,
  };
}

function dimensionRow(kind: 'department' | 'classification' | 'location', { ordinal, name }: Dimension): Values {
  return {
    id: idOf(kind, ordinal),
    name,
    fullname: name,
    includechildren: 'T',
    isinactive: 'F',
    lastmodifieddate: SET_UP_AT,
  };
}

function taxItems(firm: Firm): readonly Values[] {
  const payable = firm.accounts.find((candidate) => candidate.kind === 'taxPayable')?.ordinal;
  return firm.taxCodes.map((code) => {
    const country = firm.legalEntities[code.legalEntity - 1]?.country ?? 'US';
    const taxType = country === 'US' ? 'Sales Tax' : 'VAT';
    return {
      id: idOf('taxCode', code.ordinal),
      itemid: code.code,
      fullname: `${taxType}:${code.code}`,
      description: code.name,
      rate: decimal(code.rate),
      taxtype: taxType,
      nexuscountry: country,
      saleaccount: idOrNull('account', payable),
      purchaseaccount: idOrNull('account', payable),
      subsidiary: String(idOf('subsidiary', code.legalEntity)),
      exempt: flagOf(/EX/.test(code.code)),
      reversecharge: flagOf(/-RC$/.test(code.code)),
      isinactive: 'F',
      lastmodifieddate: SET_UP_AT,
    };
  });
}
