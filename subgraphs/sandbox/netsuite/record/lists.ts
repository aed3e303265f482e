// Record types of the account's set-up.
import { COUNTRY_NAMES } from '../catalogue/lists.ts';
import { boolean, choice, day, derived, emptySublist, moment, number, reference, text, untouched } from './fields.ts';
import type { RecordSpec, RecordView } from './spec.ts';
import type { Row } from '../table.ts';

const EXTERNAL_ID = text('externalId', 'External ID');
const MODIFIED = moment('lastModifiedDate', 'Last Modified');
const INACTIVE = boolean('isInactive', 'Inactive');

function countryOf(row: Row, view: RecordView): { readonly id: string; readonly refName: string } {
  const id = view.database.known('subsidiary').text(row, 'country') ?? 'US';
  return { id, refName: COUNTRY_NAMES[id] ?? id };
}

function bareAddress(row: Row, view: RecordView): unknown {
  const country = countryOf(row, view);
  return { addrText: country.refName, country, override: false };
}

const subsidiary: RecordSpec = {
  type: 'subsidiary',
  title: 'Subsidiary',
  table: 'subsidiary',
  access: 'readOnly',
  fields: [
    EXTERNAL_ID,
    text('name', 'Name'),
    text('legalName', 'Legal Name'),
    choice('country', 'Country'),
    reference('currency', 'Currency', 'currency'),
    reference('parent', 'Parent', 'subsidiary'),
    reference('fiscalCalendar', 'Fiscal Calendar', 'fiscalCalendar'),
    reference('taxFiscalCalendar', 'Tax Fiscal Calendar', 'fiscalCalendar', 'fiscalcalendar'),
    text('federalIdNumber', 'Tax ID'),
    text('vatRegNumber', 'VAT Registration No.'),
    choice('edition', 'Edition'),
    text('custrecord_entity_code', 'Entity Code'),
    text('custrecord_time_zone', 'Time Zone'),
    boolean('isElimination', 'Elimination'),
    INACTIVE,
    MODIFIED,
    derived('subrecord', 'mainAddress', 'Address', (row, view) => {
      const country = countryOf(row, view);
      const addressee = view.database.known('subsidiary').text(row, 'legalname') ?? '';
      const [addr1, city, zip] = ['1 Harbour Square', country.refName, '10000'];
      return {
        addr1,
        addrText: [addressee, addr1, `${city}  ${zip}`, country.refName].join('\r\n'),
        addressee,
        city,
        country,
        override: false,
        zip,
      };
    }),
    derived('subrecord', 'returnAddress', 'Return Address', bareAddress),
    derived('subrecord', 'shippingAddress', 'Shipping Address', bareAddress),
    ...untouched({
      checklayout: { id: '50', refName: 'Standard Check Layout' },
      logo: { id: '1', refName: 'logo.png' },
      pageLogo: { id: '1', refName: 'logo.png' },
      showSubsidiaryName: false,
    }),
  ],
  sublists: [
    {
      name: 'nexus',
      title: 'Nexuses',
      fields: [],
      lines: (row, view) => {
        const { id, refName } = countryOf(row, view);
        return [{ country: id, nexusId: { id: '1', refName } }];
      },
    },
  ],
};

const currency: RecordSpec = {
  type: 'currency',
  title: 'Currency',
  table: 'currency',
  access: 'readOnly',
  fields: [
    EXTERNAL_ID,
    text('name', 'Name'),
    text('symbol', 'ISO Code'),
    text('displaySymbol', 'Symbol'),
    number('exchangeRate', 'Default Exchange Rate'),
    number('currencyPrecision', 'Currency Precision'),
    choice('symbolPlacement', 'Symbol Placement'),
    boolean('isBaseCurrency', 'Base Currency'),
    boolean('overrideCurrencyFormat', 'Override Currency Format'),
    INACTIVE,
    MODIFIED,
    derived('string', 'formatSample', 'Format Sample', (row, view) => {
      const table = view.database.known('currency');
      return `${table.text(row, 'displaysymbol') ?? ''}1,234.56`;
    }),
    derived('choice', 'locale', 'Locale', (row, view) => {
      const symbol = view.database.known('currency').text(row, 'symbol') ?? '';
      return { id: `en_${symbol}`, refName: `English (${symbol})` };
    }),
  ],
  sublists: [],
};

const accountingPeriod: RecordSpec = {
  type: 'accountingPeriod',
  title: 'Accounting Period',
  table: 'accountingperiod',
  access: 'readOnly',
  fields: [
    text('periodName', 'Period Name'),
    day('startDate', 'Start Date'),
    day('endDate', 'End Date'),
    reference('parent', 'Sub-Period of', 'accountingPeriod'),
    reference('fiscalCalendar', 'Fiscal Calendar', 'fiscalCalendar'),
    boolean('closed', 'Closed'),
    day('closedOnDate', 'Closed On'),
    boolean('arLocked', 'A/R Locked'),
    boolean('apLocked', 'A/P Locked'),
    boolean('allLocked', 'All Locked'),
    boolean('allowNonGLChanges', 'Allow Non-G/L Changes'),
    boolean('isQuarter', 'Quarter'),
    boolean('isYear', 'Year'),
    boolean('isAdjust', 'Adjustment'),
    boolean('isPosting', 'Posting'),
    INACTIVE,
    MODIFIED,
  ],
  sublists: [],
};

const account: RecordSpec = {
  type: 'account',
  title: 'Account',
  table: 'account',
  access: 'readOnly',
  fields: [
    EXTERNAL_ID,
    text('acctNumber', 'Number'),
    text('acctName', 'Name', 'accountsearchdisplaynamecopy'),
    choice('acctType', 'Type'),
    choice('generalRate', 'General Rate Type'),
    text('description', 'Description'),
    boolean('includeChildren', 'Include Children'),
    boolean('isSummary', 'Summary'),
    INACTIVE,
    MODIFIED,
  ],
  sublists: [],
};

const salesTaxItem: RecordSpec = {
  type: 'salesTaxItem',
  title: 'Tax Code',
  table: 'salestaxitem',
  access: 'readOnly',
  fields: [
    EXTERNAL_ID,
    text('itemId', 'Tax Code'),
    text('description', 'Description'),
    number('rate', 'Rate'),
    reference('purchaseAccount', 'Purchase Account', 'account'),
    reference('saleAccount', 'Sale Account', 'account'),
    boolean('exempt', 'Exempt'),
    boolean('reverseCharge', 'Reverse Charge'),
    INACTIVE,
    derived('choice', 'nexusCountry', 'Country', (row, view) => {
      const id = view.database.known('salestaxitem').text(row, 'nexuscountry') ?? '';
      return { id, refName: id };
    }),
    derived('choice', 'taxType', 'Tax Type', (row, view) => ({
      id: '1',
      refName: view.database.known('salestaxitem').text(row, 'taxtype') ?? '',
    })),
    derived('choice', 'taxAgency', 'Tax Agency', (row, view) => ({
      id: '2',
      refName: `Tax Agency ${view.database.known('salestaxitem').text(row, 'nexuscountry') ?? ''}`,
    })),
    ...untouched({
      available: { id: 'BOTH', refName: 'Both' },
      ecCode: false,
      excludeFromTaxReports: false,
      export: false,
      includeChildren: false,
      isDefault: false,
      itemType: 'TaxItem',
      service: false,
    }),
  ],
  sublists: [emptySublist('subsidiary', 'Subsidiaries')],
};

function dimension(type: string, title: string, table: string): RecordSpec {
  return {
    type,
    title,
    table,
    access: 'readWrite',
    fields: [
      EXTERNAL_ID,
      text('name', 'Name'),
      text('fullName', 'Full Name'),
      reference('parent', 'Parent', type),
      boolean('includeChildren', 'Include Children'),
      INACTIVE,
      MODIFIED,
    ],
    sublists: [],
  };
}

const term: RecordSpec = {
  type: 'term',
  title: 'Term',
  table: 'term',
  access: 'readWrite',
  fields: [
    EXTERNAL_ID,
    text('name', 'Terms'),
    number('daysUntilNetDue', 'Days Till Net Due'),
    number('discountPercent', '% Discount'),
    boolean('dateDriven', 'Date Driven'),
    INACTIVE,
    MODIFIED,
  ],
  sublists: [],
};

/** Record types of the account's set-up. */
export const LIST_RECORDS: readonly RecordSpec[] = [
  subsidiary,
  currency,
  accountingPeriod,
  account,
  salesTaxItem,
  dimension('department', 'Department', 'department'),
  dimension('classification', 'Class', 'classification'),
  dimension('location', 'Location', 'location'),
  term,
];
