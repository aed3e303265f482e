// Customers the way NetSuite is to bill them: made under an external id, of which NetSuite takes one, so that the same write twice is
// one record. Sources: SuiteTalk REST Web Services API Guide, "Using External IDs", "Creating a Record Instance".
import type { VendorRef } from '../../../schema/canon/identity.ts';
import type {
  BillingAccountWrite,
  ErpCustomerChange,
  ErpCustomerWrite,
  ErpCustomerWrites,
} from '../../ports/customer-writes.ts';
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
    repeatable: [
      ...(['upsertCustomer', 'addBillingAccount', 'activateCustomer', 'deactivateCustomer', 'removeCustomer'] as const),
      ...(['changeCustomer', 'restoreCustomer'] as const),
    ],
    ...customerStates(context),
    upsertCustomer: (envelope, write) => settled(context, () => upsertCustomer(context, envelope, write)),
    customersByKey: (envelope, key) => byKey(context, envelope, 'customer', key),
    addBillingAccount: (envelope, write) => settled(context, () => addBillingAccount(context, envelope, write)),
    billingAccountsBy: (envelope, write) => billingAccountsBy(context, envelope, write),
    setCustomerActive: (envelope, customer, active) =>
      settled(context, async () => {
        return patchCustomer(context, envelope, { customer, body: { isInactive: !active }, name: 'activate' });
      }),
    changeCustomer: (envelope, customer, change) =>
      settled(context, async () => {
        return patchCustomer(context, envelope, { customer, body: changeBody(context, change), name: 'change' });
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
    : patchCustomer(context, envelope, { customer: known, body, name: 'change' });
}

async function patchCustomer(
  context: NetSuiteContext,
  envelope: Envelope,
  { customer, body, name }: { readonly customer: VendorRef; readonly body: Fields; readonly name: string },
): Promise<WriteOutcome> {
  const path = `${recordPath}/customer/${ownId(context, 'CUSTOMER', customer)}`;
  const reply = await send(context, envelope, { name: `write:customer:${name}`, method: 'PATCH', path, body });
  if (reply.status === 404) throw missing(context, 'customer');
  return { kind: 'APPLIED', ref: customer, isNew: false };
}

/** NetSuite's words for a hold: see `creditStanding`. */
const holds = { AUTOMATIC: 'AUTO', ON_HOLD: 'ON', RELEASED: 'OFF' } as const;

/**
 * One thing by NetSuite's names. A posted invoice keeps the tax number and name it was posted with. Raises Objection for a record of
 * another account, and for a link there is no field for.
 */
function changeBody(context: NetSuiteContext, change: ErpCustomerChange): Fields {
  switch (change.field) {
    case 'LEGAL_NAME':
      return { companyName: change.value };
    case 'TAX_ID':
      return { vatRegNumber: change.value };
    case 'CREDIT':
      return { creditHoldOverride: { id: holds[change.value] } };
    case 'PARENT':
      return { parent: change.record === null ? null : { id: ownId(context, 'CUSTOMER', change.record) } };
    case 'LINK': {
      const fields = linkFields(context.config.mapping.customerLinks, [change.record]);
      if (Object.keys(fields).length > 0) return fields;
      const { system, instance } = change.record;
      const says = `keeps no reference to a customer of ${system} (${instance}); add one to customerLinks of its mapping`;
      throw new Objection(context.config.instance, 'link', { says });
    }
  }
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
