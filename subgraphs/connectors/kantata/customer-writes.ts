// Customers as Kantata groups projects by them.
import type { VendorRef } from '../../../schema/canon/identity.ts';
import type { PsaCustomerState, PsaCustomerWrite, PsaCustomerWrites } from '../../ports/customer-writes.ts';
import type { Found, WriteOutcome } from '../../ports/write.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import type { RecordWrite } from './client.ts';
import type { KantataContext } from './context.ts';
import { clients, keyReference, names, putReference, recordsByKey, referencesOf } from './record-references.ts';
import { linkRefs } from './refs.ts';
import { refused, sendDelete, sendOne } from './sending.ts';
import { checked, groupRecord } from './wire.ts';

/** Writes of one account. */
export function customerWrites(context: KantataContext): PsaCustomerWrites {
  return {
    settleMs: context.config.settleMs,
    // A group made twice is two groups; a reference, a name and a deletion are as they are however often they are sent.
    repeatable: ['linkCustomer', 'removeCustomer', 'renameCustomer', 'restoreCustomer'],
    createCustomer: (envelope, write) => createCustomer(context, envelope, write),
    customersByKey: (envelope, key) => recordsByKey(context, envelope, clients, key),
    linkCustomer: (envelope, customer, link) => linkCustomer(context, envelope, customer, link),
    linksOfCustomer: (envelope, customer) => linksOfCustomer(context, envelope, customer),
    removeCustomer: (envelope, customer) => removeCustomer(context, envelope, customer),
    renameCustomer: (envelope, customer, name) => renameCustomer(context, envelope, customer, name),
    customerNow: (envelope, customer) => customerNow(context, envelope, customer),
  };
}

async function createCustomer(
  context: KantataContext,
  envelope: Envelope,
  { key, name, website }: PsaCustomerWrite,
): Promise<WriteOutcome> {
  const external_reference = keyReference(context, clients.keyModel, key);
  const group = { name, company: true, external_reference, ...(website === null ? {} : { website }) };
  const write: RecordWrite = {
    name: 'write:workspace_groups:create',
    method: 'POST',
    path: 'workspace_groups.json',
    body: { workspace_group: group },
  };
  const asked = { kind: 'CREATE', collection: 'workspace_groups' } as const;
  return sendOne(context, envelope, { write, asked, kind: 'CUSTOMER' });
}

async function linkCustomer(
  context: KantataContext,
  envelope: Envelope,
  customer: VendorRef,
  link: VendorRef,
): Promise<WriteOutcome> {
  const mapped = context.mapping.customerLinks.find((one) => names(one, link));
  if (mapped === undefined || !context.refs.isOurs('CUSTOMER', customer)) {
    const remedy = 'add one to customerLinks of its mapping';
    return refused(context, 'external_reference', `keeps no reference to ${link.system} (${link.instance}); ${remedy}`);
  }
  const { service, model } = mapped;
  const reference = { service_name: service, service_model: model, service_model_ref: link.id } as const;
  return putReference(context, envelope, clients, { ref: customer, reference: { ...reference, status: 'successful' } });
}

async function linksOfCustomer(context: KantataContext, envelope: Envelope, customer: VendorRef): Promise<Found> {
  if (!context.refs.isOurs('CUSTOMER', customer)) return [];
  return linkRefs(context.mapping.customerLinks, await referencesOf(context, envelope, clients, customer.id));
}

async function removeCustomer(context: KantataContext, envelope: Envelope, customer: VendorRef): Promise<WriteOutcome> {
  if (!context.refs.isOurs('CUSTOMER', customer)) return refused(context, 'id', 'has no such client');
  const says = 'did not let the client be deleted; does it still have projects?';
  const { collection } = clients;
  return sendDelete(context, envelope, { collection, id: customer.id, ref: customer, says });
}

/** Names of groups are unique without case, so another client's is refused. Its projects and their documents keep their titles. */
async function renameCustomer(
  context: KantataContext,
  envelope: Envelope,
  customer: VendorRef,
  name: string,
): Promise<WriteOutcome> {
  if (!context.refs.isOurs('CUSTOMER', customer)) return refused(context, 'id', 'has no such client');
  const { collection } = clients;
  const write: RecordWrite = {
    ...{ name: 'write:workspace_groups:update', method: 'PUT', path: `${collection}/${customer.id}.json` },
    body: { workspace_group: { name } },
  };
  const asked = { kind: 'UPDATE', collection, id: customer.id } as const;
  return sendOne(context, envelope, { write, asked, kind: 'CUSTOMER' });
}

/** A client at this moment, with what its references name; null when there is none. Raises Fault. */
async function customerNow(
  context: KantataContext,
  envelope: Envelope,
  customer: VendorRef,
): Promise<PsaCustomerState | null> {
  if (!context.refs.isOurs('CUSTOMER', customer)) return null;
  const name = 'client-now';
  const listing = await context.client.all(envelope, {
    name,
    collection: clients.collection,
    filters: { only: customer.id },
  });
  const [row] = listing.rows;
  if (row === undefined) return null;
  const links = await linksOfCustomer(context, envelope, customer);
  return context.understood(name, () =>
    Promise.resolve({ ref: customer, name: checked(groupRecord, row, 'a group').name, links }),
  );
}
