// Customers the way NetSuite is to bill them: made under an external id, of which NetSuite takes one, so that the same write twice is
// one record. Sources: SuiteTalk REST Web Services API Guide, "Using External IDs", "Creating a Record Instance".
import type { VendorRef } from '../../../schema/canon/identity.ts';
import type { BillingAccountWrite, ErpCustomerWrite, ErpCustomerWrites } from '../../ports/customer-writes.ts';
import type { Found, WriteOutcome } from '../../ports/write.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import type { RecordWrite } from './client.ts';
import type { NetSuiteContext } from './context.ts';
import { customerStates, readTerms } from './customer-states.ts';
import { idRow, relationshipsStatement } from './write-query.ts';
import { checkedRows } from './wire.ts';
import {
  byKey,
  createOnce,
  currencyId,
  type Fields,
  linkFields,
  locationId,
  missing,
  Objection,
  ownId,
  recordPath,
  send,
  settled,
} from './write-record.ts';

/** Writes of one account. */
export function customerWrites(context: NetSuiteContext): ErpCustomerWrites {
  return {
    settleMs: context.config.settleMs,
    // A relationship is looked for before it is made, and NetSuite takes no second one.
    repeatable: ['upsertCustomer', 'addBillingAccount', 'activateCustomer', 'deactivateCustomer', 'removeCustomer'],
    ...customerStates(context),
    upsertCustomer: (envelope, write) => settled(context, () => upsertCustomer(context, envelope, write)),
    customersByKey: (envelope, key) => byKey(context, envelope, 'customer', key),
    addBillingAccount: (envelope, write) => settled(context, () => addBillingAccount(context, envelope, write)),
    billingAccountsBy: (envelope, write) => billingAccountsBy(context, envelope, write),
    setCustomerActive: (envelope, customer, active) =>
      settled(context, async () => {
        const id = ownId(context, 'CUSTOMER', customer);
        const write = { method: 'PATCH', path: `${recordPath}/customer/${id}`, body: { isInactive: !active } } as const;
        const reply = await send(context, envelope, { name: 'write:customer:activate', ...write });
        if (reply.status === 404) throw missing(context, 'customer');
        return { kind: 'APPLIED', ref: customer, isNew: false };
      }),
    removeCustomer: (envelope, customer) =>
      settled(context, async () => {
        const path = `${recordPath}/customer/${ownId(context, 'CUSTOMER', customer)}`;
        // 404: somebody, or an earlier try of ours, took it away already.
        await send(context, envelope, { name: 'write:customer:delete', method: 'DELETE', path });
        return { kind: 'APPLIED', ref: customer, isNew: false };
      }),
  };
}

/**
 * Not by NetSuite's own upsert, a PUT by external id: one that lands late would switch a customer off that was activated since, or
 * make one anew that was taken back. A POST under an external id is refused once there is a record of it, whenever it lands; a change
 * touches no state and finds nothing when the record is gone.
 */
async function upsertCustomer(
  context: NetSuiteContext,
  envelope: Envelope,
  write: ErpCustomerWrite,
): Promise<WriteOutcome> {
  const body = await customerBody(context, envelope, write);
  const [known] = await byKey(context, envelope, 'customer', write.key);
  return known === undefined
    ? // A new customer is not to be billed before all of it stands.
      createOnce(context, envelope, { type: 'customer', key: write.key, body: { ...body, isInactive: true } })
    : changeCustomer(context, envelope, { customer: known, body });
}

async function changeCustomer(
  context: NetSuiteContext,
  envelope: Envelope,
  { customer, body }: { readonly customer: VendorRef; readonly body: Fields },
): Promise<WriteOutcome> {
  const path = `${recordPath}/customer/${ownId(context, 'CUSTOMER', customer)}`;
  const reply = await send(context, envelope, { name: 'write:customer:change', method: 'PATCH', path, body });
  if (reply.status === 404) throw missing(context, 'customer');
  return { kind: 'APPLIED', ref: customer, isNew: false };
}

/** The record's fields by NetSuite's names. Raises Objection for what the account does not know. */
async function customerBody(context: NetSuiteContext, envelope: Envelope, write: ErpCustomerWrite): Promise<Fields> {
  const terms = write.paymentTerms === null ? null : await termsId(context, envelope, write.paymentTerms);
  return {
    companyName: write.legalName,
    subsidiary: { id: ownId(context, 'LEGAL_ENTITY', write.legalEntity) },
    currency: { id: await currencyId(context, envelope, write.currency) },
    ...(terms === null ? {} : { terms: { id: terms } }),
    ...(write.taxId === null ? {} : { vatRegNumber: write.taxId }),
    ...(write.website === null ? {} : { url: write.website }),
    ...(write.parent === null ? {} : { parent: { id: ownId(context, 'CUSTOMER', write.parent) } }),
    ...linkFields(context.config.mapping.customerLinks, write.links),
  };
}

async function termsId(context: NetSuiteContext, envelope: Envelope, name: string): Promise<string> {
  const rows = await readTerms(context, envelope);
  const found = rows.find((row) => row.name.toLowerCase() === name.trim().toLowerCase());
  if (found !== undefined) return found.id;
  const known = rows.map((row) => row.name).join(', ');
  throw new Objection(context.config.instance, 'terms', {
    says: `has no payment terms of that name; choose one of its own: ${known}`,
  });
}

async function addBillingAccount(
  context: NetSuiteContext,
  envelope: Envelope,
  write: BillingAccountWrite,
): Promise<WriteOutcome> {
  const [known] = await billingAccountsBy(context, envelope, write);
  if (known !== undefined) return { kind: 'APPLIED', ref: known, isNew: false };
  const post: RecordWrite = {
    name: 'write:billing-account:create',
    method: 'POST',
    path: `${recordPath}/customerSubsidiaryRelationship`,
    body: {
      entity: { id: ownId(context, 'CUSTOMER', write.customer) },
      subsidiary: { id: ownId(context, 'LEGAL_ENTITY', write.legalEntity) },
    },
  };
  const reply = await send(context, envelope, post);
  if (reply.status === 404) throw missing(context, 'customer');
  return {
    kind: 'APPLIED',
    ref: context.refs.of('BILLING_ACCOUNT', locationId(context, post.name, reply)),
    isNew: true,
  };
}

async function billingAccountsBy(
  context: NetSuiteContext,
  envelope: Envelope,
  { customer, legalEntity }: BillingAccountWrite,
): Promise<Found> {
  const [customerId, entityId] = [
    context.refs.idOf('CUSTOMER', customer),
    context.refs.idOf('LEGAL_ENTITY', legalEntity),
  ];
  if (customerId === null || entityId === null) return [];
  const rows = await context.client.rows(envelope, relationshipsStatement(customerId, entityId));
  return checkedRows(idRow, rows, 'billing accounts').map(({ id }) => context.refs.of('BILLING_ACCOUNT', id));
}
