// Customers as they are now, and the lists a new one must fit: what a process decides by. Asked of NetSuite itself.
import { z } from 'zod';
import { currencyCode } from '../../../schema/canon/currency.ts';
import type { VendorRef } from '../../../schema/canon/identity.ts';
import type {
  BillingTerms,
  ErpCustomerRecord,
  ErpCustomerState,
  ErpCustomerWrites,
} from '../../ports/customer-writes.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import type { NetSuiteContext } from './context.ts';
import { creditStanding } from './map-customer.ts';
import { linkRefs } from './refs.ts';
import { chunks } from './suiteql.ts';
import { checked, checkedRows, id, maybe } from './wire.ts';
import { customerStatesStatement, stateRow, termRow, termsStatement } from './write-query.ts';

const recordPath = '/services/rest/record/v1';
const named = z.object({ id: z.string() });
const customerRecord = z.looseObject({
  id,
  companyName: maybe(z.string()),
  entityId: maybe(z.string()),
  isInactive: maybe(z.boolean()),
  creditHoldOverride: maybe(named),
  externalId: maybe(z.string()),
  parent: maybe(named),
  vatRegNumber: maybe(z.string()),
  // Terms have one name in every language, unlike lists that are translated.
  terms: maybe(z.object({ refName: maybe(z.string()) })),
});
/** What is asked of a customer. */
const asks = [
  'id',
  'companyName',
  'entityId',
  'isInactive',
  'creditHoldOverride',
  'externalId',
  'parent',
  'vatRegNumber',
  'terms',
];

/** The reads of the customers' port. */
export function customerStates(
  context: NetSuiteContext,
): Pick<ErpCustomerWrites, 'customerNow' | 'customersNow' | 'billingTerms'> {
  return {
    customerNow: (envelope, customer) => customerNow(context, envelope, customer),
    customersNow: (envelope, customers) => customersNow(context, envelope, customers),
    billingTerms: async (envelope): Promise<BillingTerms> => {
      const [{ currencyCodes }, terms] = await Promise.all([context.lookups(envelope), readTerms(context, envelope)]);
      return context.understood('billing-terms', () =>
        Promise.resolve({ currencies: currencyCodes.map(currencyCode), paymentTerms: terms.map(({ name }) => name) }),
      );
    },
  };
}

/** Payment terms in use. */
export async function readTerms(
  context: NetSuiteContext,
  envelope: Envelope,
): Promise<readonly { readonly id: string; readonly name: string }[]> {
  const rows = await context.client.rows(envelope, termsStatement());
  return context.understood('terms', () => Promise.resolve(checkedRows(termRow, rows, 'terms')));
}

/** By the record's own address: queries trail what was written by seconds, addresses do not. */
async function customerNow(
  context: NetSuiteContext,
  envelope: Envelope,
  customer: VendorRef,
): Promise<ErpCustomerRecord | null> {
  const { client, config, refs } = context;
  const customerId = refs.idOf('CUSTOMER', customer);
  if (customerId === null) return null;
  const links = config.mapping.customerLinks;
  const asked = [...asks, ...links.map(({ field }) => field)].join(',');
  const lookup = { name: 'customer-now', path: `${recordPath}/customer/${customerId}?fields=${asked}` };
  const body = await client.get(envelope, lookup);
  if (body === null) return null;
  return context.understood(lookup.name, () => {
    const record = checked(customerRecord, body, 'the customer');
    return Promise.resolve({
      ref: refs.of('CUSTOMER', record.id),
      legalName: record.companyName ?? record.entityId ?? '',
      active: record.isInactive !== true,
      creditStanding: creditStanding(record.creditHoldOverride?.id ?? null),
      key: record.externalId,
      links: linkRefs(links, (field) => textOf(record[field])),
      parent: refs.maybe('CUSTOMER', record.parent?.id ?? null),
      taxId: record.vatRegNumber,
      paymentTerms: record.terms?.refName ?? null,
    });
  });
}

async function customersNow(
  context: NetSuiteContext,
  envelope: Envelope,
  customers: readonly VendorRef[],
): Promise<readonly ErpCustomerState[]> {
  const { client, config, refs } = context;
  const { customerLinks } = config.mapping;
  const ids = refs.idsOf('CUSTOMER', customers);
  const read = await Promise.all(
    chunks(ids).map((part) => client.rows(envelope, customerStatesStatement(config.mapping, part))),
  );
  return context.understood('customers-now', () =>
    Promise.resolve(
      checkedRows(stateRow, read.flat(), 'customers').map((row) => ({
        ref: refs.of('CUSTOMER', row.id),
        legalName: row.name,
        active: !row.inactive,
        creditStanding: creditStanding(row.hold),
        key: row.externalid,
        links: linkRefs(customerLinks, (field) => textOf(row[field])),
      })),
    ),
  );
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
