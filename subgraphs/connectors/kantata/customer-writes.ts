// Customers as Kantata groups projects by them.
import type { VendorRef } from '../../../schema/canon/identity.ts';
import type { PsaCustomerWrite, PsaCustomerWrites } from '../../ports/customer-writes.ts';
import type { Found, WriteOutcome } from '../../ports/write.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import type { RecordWrite } from './client.ts';
import type { KantataContext } from './context.ts';
import { clients, keyReference, names, putReference, recordsByKey, referencesOf } from './record-references.ts';
import { linkRefs } from './refs.ts';
import { refused, sendDelete, sendOne } from './sending.ts';

/** Writes of one account. */
export function customerWrites(context: KantataContext): PsaCustomerWrites {
  return {
    settleMs: context.config.settleMs,
    // A group made twice is two groups; a reference and a deletion are as they are however often they are sent.
    repeatable: ['linkCustomer', 'removeCustomer'],
    createCustomer: (envelope, write) => createCustomer(context, envelope, write),
    customersByKey: (envelope, key) => recordsByKey(context, envelope, clients, key),
    linkCustomer: (envelope, customer, link) => linkCustomer(context, envelope, customer, link),
    linksOfCustomer: (envelope, customer) => linksOfCustomer(context, envelope, customer),
    removeCustomer: (envelope, customer) => removeCustomer(context, envelope, customer),
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
