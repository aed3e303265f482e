// Internal mutations of the PSA: a customer made, linked, looked up and taken back.
import { recordOf } from '../../ledger/desk.ts';
import type { MutationResolvers } from '../generated/resolvers.ts';

export const mutation: MutationResolvers = {
  psaCreateCustomer: (_root, { ticket, name, website }, { desk, port }) =>
    desk.write('createCustomer', ticket, (envelope) =>
      port.customerWrites.createCustomer(envelope, { key: ticket.key, name, website: website ?? null }),
    ),
  psaLookUpCustomer: (_root, { ticket }, { desk, port }) =>
    desk.lookUp('createCustomer', ticket, (envelope) => port.customerWrites.customersByKey(envelope, ticket.key)),
  psaRemoveCustomer: (_root, { ticket, customer }, { desk, port }) => {
    const ref = recordOf(customer);
    return desk.write('removeCustomer', ticket, (envelope) => port.customerWrites.removeCustomer(envelope, ref));
  },
  psaLinkCustomer: (_root, { ticket, customer, link }, { desk, port }) => {
    const [ref, other] = [recordOf(customer), recordOf(link)];
    return desk.write('linkCustomer', ticket, (envelope) => port.customerWrites.linkCustomer(envelope, ref, other));
  },
  psaLookUpCustomerLink: (_root, { ticket, customer, link }, { desk, port }) => {
    const [ref, other] = [recordOf(customer), recordOf(link)];
    return desk.lookUp('linkCustomer', ticket, async (envelope) => {
      const links = await port.customerWrites.linksOfCustomer(envelope, ref);
      const isThere = links.some(
        ({ system, instance, id }) => system === other.system && instance === other.instance && id === other.id,
      );
      return isThere ? [ref] : [];
    });
  },
};
