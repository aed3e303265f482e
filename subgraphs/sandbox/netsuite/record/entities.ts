// Record types of those the account deals with.
import type { Row } from '../table.ts';
import { addressOf, addressText } from './address.ts';
import { balanceOf, currenciesOf, subsidiariesOf } from './balances.ts';
import {
  boolean,
  choice,
  day,
  derived,
  emptySublist,
  jsonNumber,
  moment,
  number,
  readOnly,
  reference,
  referenceTo,
  text,
  untouched,
} from './fields.ts';
import type { FieldSpec, RecordSpec, RecordView, SublistSpec } from './spec.ts';

const EXTERNAL_ID = text('externalId', 'External ID');
const MODIFIED = moment('lastModifiedDate', 'Last Modified');
const INACTIVE = boolean('isInactive', 'Inactive');

function idOf(row: Row, view: RecordView): number {
  return view.database.known('customer').number(row, 'id') ?? 0;
}

function primaryBalance(row: Row, view: RecordView): ReturnType<typeof balanceOf> {
  return balanceOf(idOf(row, view), view.database.known('customer').number(row, 'currency'), view);
}

/** Aging as NetSuite names it: `aging` is what is not late, `aging1` up to 30 days late, and so on. */
const AGING_FIELDS: readonly FieldSpec[] = ['aging', 'aging1', 'aging2', 'aging3', 'aging4'].map((name, bucket) =>
  derived('number', name, `Aging ${bucket}`, (row, view) =>
    jsonNumber(primaryBalance(row, view).aging[bucket] ?? null),
  ),
);

const addressBook: SublistSpec = {
  name: 'addressBook',
  title: 'Address Book',
  fields: [],
  lines: (row, view) => {
    const id = idOf(row, view);
    const address = addressOf(id, view);
    if (address === undefined) return [];
    return [
      {
        addressBookAddress: address,
        addressBookAddress_text: addressText(id, view),
        addressId: String(id),
        defaultBilling: true,
        defaultShipping: true,
        id,
        internalId: id,
        isResidential: false,
        label: address.addr1,
      },
    ];
  },
};

const currencyList: SublistSpec = {
  name: 'currencyList',
  title: 'Currencies',
  fields: [],
  lines: (row, view) =>
    currenciesOf(idOf(row, view), view).map((currency) => {
      const { balance, overdue } = balanceOf(idOf(row, view), currency, view);
      const table = view.database.known('currency');
      const found = table.first('id', currency);
      return {
        balance: jsonNumber(balance),
        currency: referenceTo('currency', currency, view),
        depositBalance: 0,
        displaySymbol: found === undefined ? undefined : (table.text(found, 'displaysymbol') ?? undefined),
        overdueBalance: jsonNumber(overdue),
        overrideCurrencyFormat: false,
        symbolPlacement: { id: '1', refName: 'Before Number' },
        unbilledOrders: 0,
      };
    }),
};

const customer: RecordSpec = {
  type: 'customer',
  title: 'Customer',
  table: 'customer',
  access: 'readWrite',
  fields: [
    EXTERNAL_ID,
    text('entityId', 'Customer ID'),
    text('companyName', 'Company Name'),
    text('accountNumber', 'Account'),
    reference('parent', 'Child Of', 'customer'),
    reference('currency', 'Primary Currency', 'currency'),
    reference('terms', 'Terms', 'term'),
    number('creditLimit', 'Credit Limit'),
    choice('creditHoldOverride', 'Hold'),
    readOnly(choice('entityStatus', 'Status')),
    text('vatRegNumber', 'Tax Reg. Number'),
    text('email', 'Email'),
    text('phone', 'Phone'),
    text('url', 'Web Address'),
    text('comments', 'Comments'),
    boolean('isPerson', 'Individual'),
    INACTIVE,
    moment('dateCreated', 'Date Created', 'datecreated'),
    MODIFIED,
    text('custentity_crm_account', 'CRM Account'),
    // Not a column: a customer may be in several subsidiaries, and this is the primary one.
    derived('reference', 'subsidiary', 'Primary Subsidiary', (row, view) =>
      referenceTo('subsidiary', subsidiariesOf(idOf(row, view), view)[0] ?? null, view),
    ),
    derived('string', 'defaultAddress', 'Default Address', (row, view) => addressText(idOf(row, view), view)),
    derived('number', 'balance', 'Balance', (row, view) => jsonNumber(primaryBalance(row, view).balance)),
    derived('number', 'overdueBalance', 'Overdue', (row, view) => jsonNumber(primaryBalance(row, view).overdue)),
    derived('integer', 'daysOverdue', 'Days Overdue', (row, view) => primaryBalance(row, view).daysOverdue),
    ...AGING_FIELDS,
    derived('boolean', 'taxable', 'Taxable', (row, view) => isUnregistered(row, view)),
    derived('boolean', 'taxExempt', 'Tax Exempt', (row, view) => !isUnregistered(row, view)),
    ...untouched({
      accessRole: { id: '14', refName: 'Customer Center' },
      alcoholRecipientType: { id: 'CONSUMER', refName: 'Consumer' },
      contactList: { items: [], count: 0, hasMore: false, offset: 0, totalResults: 0 },
      customForm: { id: '-2', refName: 'Standard Customer Form' },
      depositBalance: 0,
      emailPreference: { id: 'DEFAULT', refName: 'Default' },
      emailTransactions: false,
      faxTransactions: false,
      giveAccess: false,
      isBudgetApproved: false,
      monthlyClosing: { id: '31', refName: 'End of the Month' },
      printTransactions: false,
      receivablesAccount: { id: '-10', refName: 'Use System Preference' },
      sendEmail: false,
      shipComplete: false,
      shippingCarrier: { id: 'nonups', refName: 'FedEx/USPS/More' },
      unbilledOrders: 0,
    }),
  ],
  sublists: [
    addressBook,
    currencyList,
    emptySublist('contactRoles', 'Contact Roles'),
    emptySublist('groupPricing', 'Group Pricing'),
    emptySublist('itemPricing', 'Item Pricing'),
  ],
};

/** A further subsidiary that may bill a customer; the pair is unique. */
const customerSubsidiaryRelationship: RecordSpec = {
  type: 'customerSubsidiaryRelationship',
  title: 'Customer-Subsidiary Relationship',
  table: 'customersubsidiaryrelationship',
  access: 'readWrite',
  fields: [
    reference('entity', 'Customer', 'customer'),
    reference('subsidiary', 'Subsidiary', 'subsidiary'),
    readOnly(boolean('isPrimarySub', 'Primary')),
    MODIFIED,
  ],
  sublists: [],
};

function isUnregistered(row: Row, view: RecordView): boolean {
  return view.database.known('customer').text(row, 'vatregnumber') === null;
}

const contact: RecordSpec = {
  type: 'contact',
  title: 'Contact',
  table: 'contact',
  access: 'readWrite',
  fields: [
    EXTERNAL_ID,
    text('entityId', 'Contact ID'),
    text('firstName', 'First Name'),
    text('lastName', 'Last Name'),
    text('email', 'Email'),
    text('phone', 'Phone'),
    text('title', 'Job Title'),
    reference('company', 'Company', 'customer'),
    reference('subsidiary', 'Subsidiary', 'subsidiary'),
    INACTIVE,
    moment('dateCreated', 'Date Created'),
    MODIFIED,
  ],
  sublists: [],
};

const job: RecordSpec = {
  type: 'job',
  title: 'Project',
  table: 'job',
  access: 'readWrite',
  fields: [
    EXTERNAL_ID,
    text('entityId', 'Project ID'),
    text('companyName', 'Project Name'),
    reference('parent', 'Customer', 'customer'),
    reference('subsidiary', 'Subsidiary', 'subsidiary'),
    reference('currency', 'Currency', 'currency'),
    choice('entityStatus', 'Status'),
    choice('jobBillingType', 'Billing Type'),
    number('jobPrice', 'Project Price'),
    number('percentComplete', 'Percent Complete'),
    day('startDate', 'Start Date'),
    day('endDate', 'Actual End Date'),
    day('projectedEndDate', 'Estimated End Date'),
    reference('projectManager', 'Project Manager', 'employee'),
    reference('billingSchedule', 'Billing Schedule', 'billingSchedule'),
    text('comments', 'Comments'),
    INACTIVE,
    moment('dateCreated', 'Date Created'),
    MODIFIED,
    text('custentity_psa_project', 'PSA Project'),
    boolean('custentity_billing_hold', 'Billing Hold'),
  ],
  sublists: [emptySublist('jobResources', 'Resources')],
};

const employee: RecordSpec = {
  type: 'employee',
  title: 'Employee',
  table: 'employee',
  access: 'readWrite',
  fields: [
    EXTERNAL_ID,
    text('entityId', 'Employee ID'),
    text('firstName', 'First Name'),
    text('lastName', 'Last Name'),
    text('title', 'Job Title'),
    text('email', 'Email'),
    reference('department', 'Department', 'department'),
    reference('location', 'Location', 'location'),
    reference('subsidiary', 'Subsidiary', 'subsidiary'),
    reference('currency', 'Currency', 'currency'),
    reference('supervisor', 'Supervisor', 'employee'),
    day('hireDate', 'Hire Date'),
    INACTIVE,
    MODIFIED,
  ],
  sublists: [],
};

const billingSchedule: RecordSpec = {
  type: 'billingSchedule',
  title: 'Billing Schedule',
  table: 'billingschedule',
  access: 'readWrite',
  fields: [
    EXTERNAL_ID,
    text('name', 'Name'),
    choice('scheduleType', 'Type'),
    reference('project', 'Project', 'job', 'job'),
    INACTIVE,
    MODIFIED,
  ],
  sublists: [],
};

const billingScheduleLine: RecordSpec = {
  type: 'customrecord_billing_schedule_line',
  title: 'Billing Schedule Line',
  table: 'customrecord_billing_schedule_line',
  access: 'readWrite',
  fields: [
    EXTERNAL_ID,
    text('name', 'Name'),
    reference('custrecord_schedule', 'Schedule', 'billingSchedule'),
    reference('custrecord_job', 'Project', 'job'),
    day('custrecord_due_date', 'Due Date'),
    number('custrecord_amount', 'Amount'),
    reference('custrecord_currency', 'Currency', 'currency'),
    choice('custrecord_status', 'Status'),
    text('custrecord_milestone_ref', 'Milestone Reference'),
    reference('custrecord_invoice', 'Invoice', 'invoice'),
    INACTIVE,
    moment('created', 'Date Created'),
    moment('lastModified', 'Last Modified'),
  ],
  sublists: [],
};

/** Record types of entities and their schedules. */
export const ENTITY_RECORDS: readonly RecordSpec[] = [
  customer,
  customerSubsidiaryRelationship,
  contact,
  job,
  employee,
  billingSchedule,
  billingScheduleLine,
];
