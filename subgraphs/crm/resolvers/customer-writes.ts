// Internal mutations of the CRM: a customer's ids in the other systems, set, looked up and taken back.
import { GraphQLError } from 'graphql';
import { recordOf } from '../../ledger/desk.ts';
import type { CrmCustomerChange, CustomerLinks } from '../../ports/customer-writes.ts';
import { outcomeOfFault, type WriteOutcome } from '../../ports/write.ts';
import type { VendorRef } from '../../../schema/canon/identity.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import { Fault, isFault, unsent } from '../../runtime/fault.ts';
import type { CrmContext } from '../context.ts';
import type {
  CrmCustomerChangeInput,
  CrmCustomerLinksInput,
  MutationResolvers,
  QueryResolvers,
} from '../generated/resolvers.ts';

export const mutation: MutationResolvers = {
  crmLinkCustomer: (_root, { ticket, customer, links }, { desk, port }) => {
    const ref = recordOf(customer);
    return desk.write('linkCustomer', ticket, (envelope) =>
      port.customerWrites.linkCustomer(envelope, ref, linksOf(links)),
    );
  },
  crmLookUpCustomerLink: (_root, { ticket, customer, links }, { desk, port }) => {
    const ref = recordOf(customer);
    const asked = linksOf(links);
    return desk.lookUp('linkCustomer', ticket, async (envelope) => {
      const now = await port.customerWrites.linksOfCustomer(envelope, ref);
      return now !== null && now.erp === asked.erp && now.psa === asked.psa ? [ref] : [];
    });
  },
  crmUnlinkCustomer: (_root, { ticket, customer, links }, { desk, port }) => {
    const ref = recordOf(customer);
    return desk.write('unlinkCustomer', ticket, (envelope) => unlink(port, envelope, ref, linksOf(links)));
  },
  crmChangeCustomer: (_root, { ticket, customer, change, takesBack }, { desk, port }) => {
    const [ref, asked] = [recordOf(customer), changeOf(change)];
    // Taking a change back carries the same key: they are two entries of the ledger.
    return desk.write(takesBack ? 'restoreCustomer' : 'changeCustomer', ticket, (envelope) =>
      port.customerWrites.changeCustomer(envelope, ref, asked),
    );
  },
  crmLookUpCustomerChange: (_root, { ticket, customer, change }, { desk, port }) => {
    const [ref, asked] = [recordOf(customer), changeOf(change)];
    return desk.lookUp('changeCustomer', ticket, async (envelope) => {
      const now = await port.customerWrites.customerNow(envelope, ref);
      if (now?.kind !== 'LIVE') return [];
      const isDone =
        asked.field === 'NAME' ? now.name === asked.value : (now.parent?.id ?? null) === (asked.record?.id ?? null);
      return isDone ? [ref] : [];
    });
  },
};

/** Raises BAD_USER_INPUT for a change that says nothing. */
function changeOf({ field, value, record }: CrmCustomerChangeInput): CrmCustomerChange {
  switch (field) {
    case 'NAME':
      return { field, value: wanted(value) };
    case 'PARENT':
      return { field, record: record == null ? null : recordOf(record) };
    case 'UNKNOWN':
      throw badInput('Name what of the customer is changed');
  }
}

function wanted(value: string | null | undefined): string {
  if (value != null && value.trim() !== '') return value;
  throw badInput('A name is changed to another one: give it in value');
}

function badInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}

export const internalQuery = {
  crmCustomerLinks: (_root, { customer }, { envelope, port }) =>
    port.customerWrites.linksOfCustomer(envelope, recordOf(customer)),
  crmCustomerFacts: async (_root, { customer }, { envelope, port }) => {
    const { value, freshness } = await port.customersByRef({ ...envelope, wantsLive: true }, [recordOf(customer)]);
    // A process decides by this, and may wait; what the CRM once said is for people to read.
    if (freshness.servedFrom === 'STALE_CACHE') throw silent(port, freshness.staleReason);
    const [found] = value;
    return found ?? null;
  },
  crmCustomerNow: async (_root, { customer }, { envelope, port }) => {
    const now = await port.customerWrites.customerNow(envelope, recordOf(customer));
    if (now === null) return null;
    const none = { name: null, parent: null, country: null, into: null, links: null };
    const { kind, ...known } = now;
    return { ...none, ...known, standing: kind };
  },
} satisfies Pick<QueryResolvers, 'crmCustomerLinks' | 'crmCustomerFacts' | 'crmCustomerNow'>;

function silent({ system, instance }: CrmContext['port'], reason: Fault['code'] | null): Fault {
  return new Fault({ code: reason ?? 'SYSTEM_UNAVAILABLE', system, instance });
}

/** Empties the fields that still hold these ids. A customer that is gone holds none. */
async function unlink(
  { customerWrites }: CrmContext['port'],
  envelope: Envelope,
  customer: VendorRef,
  links: CustomerLinks,
): Promise<WriteOutcome> {
  let now: CustomerLinks | null;
  try {
    now = await customerWrites.linksOfCustomer(envelope, customer);
  } catch (error) {
    if (!isFault(error)) throw error;
    return outcomeOfFault(unsent(error), customerWrites.settleMs);
  }
  const left = { erp: without(now?.erp, links.erp), psa: without(now?.psa, links.psa) };
  if (now === null || (left.erp === now.erp && left.psa === now.psa)) {
    return { kind: 'APPLIED', ref: customer, isNew: false };
  }
  return customerWrites.linkCustomer(envelope, customer, left);
}

function without(now: string | null | undefined, link: string | null): string | null {
  return now === undefined || now === link ? null : now;
}

function linksOf({ erp, psa }: CrmCustomerLinksInput): CustomerLinks {
  return { erp: erp ?? null, psa: psa ?? null };
}
