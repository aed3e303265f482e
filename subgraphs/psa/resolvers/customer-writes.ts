// Internal mutations of the PSA: a customer made, linked, renamed, looked up and taken back; and what of it still runs.
import type { Answer } from '../../../schema/canon/freshness.ts';
import { compare, zero } from '../../../schema/canon/money.ts';
import { recordOf } from '../../ledger/desk.ts';
import { Fault } from '../../runtime/fault.ts';
import type { PsaContext } from '../context.ts';
import type { MutationResolvers, QueryResolvers } from '../generated/resolvers.ts';

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
  psaRenameCustomer: (_root, { ticket, customer, name, takesBack }, { desk, port }) => {
    const ref = recordOf(customer);
    // Taking a name back carries the same key: they are two entries of the ledger.
    return desk.write(takesBack ? 'restoreCustomer' : 'renameCustomer', ticket, (envelope) =>
      port.customerWrites.renameCustomer(envelope, ref, name),
    );
  },
  psaLookUpCustomerName: (_root, { ticket, customer, name }, { desk, port }) => {
    const ref = recordOf(customer);
    return desk.lookUp('renameCustomer', ticket, async (envelope) => {
      const now = await port.customerWrites.customerNow(envelope, ref);
      return now?.name === name ? [ref] : [];
    });
  },
};

export const internalQuery = {
  psaCustomerNow: (_root, { customer }, { envelope, port }) =>
    port.customerWrites.customerNow(envelope, recordOf(customer)),
  psaBusyProjects: async (_root, { customer }, { envelope, port }) => {
    // A process decides by this, and may wait; what the PSA once said is for people to read.
    const live = { ...envelope, wantsLive: true };
    const told = fresh(port, await port.projectsOf(live, [recordOf(customer)], null));
    const projects = told[0] ?? [];
    const work = projects.length === 0 ? [] : fresh(port, await port.unbilledWorkOf(live, projects));
    return projects.flatMap(({ ref, code, status, currency }, index) => {
      const unbilled = work[index]?.workInProgress ?? zero(currency);
      const isOpen = status !== 'COMPLETED' && status !== 'CANCELLED';
      if (!isOpen && compare(unbilled, zero(unbilled.currency)) === 0) return [];
      return [{ ref, code, status, unbilled: unbilled.amount, currency: unbilled.currency }];
    });
  },
} satisfies Pick<QueryResolvers, 'psaCustomerNow' | 'psaBusyProjects'>;

/** The value of an answer of now. Raises Fault for an older one. */
function fresh<Value>({ system, instance }: PsaContext['port'], { value, freshness }: Answer<Value>): Value {
  if (freshness.servedFrom !== 'STALE_CACHE') return value;
  throw new Fault({ code: freshness.staleReason ?? 'SYSTEM_UNAVAILABLE', system, instance });
}
