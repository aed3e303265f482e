// What a process has to know before it makes a customer: who may be there already, what the ERP accepts, how one stands.
import { recordOf } from '../../ledger/desk.ts';
import { Fault } from '../../runtime/fault.ts';
import { customersLike } from '../customers-like.ts';
import type { QueryResolvers } from '../generated/resolvers.ts';

export const internalQuery = {
  erpCustomersThatMayMatch: (_root, { name, taxId, website }, context) =>
    customersLike({ name, taxId: taxId ?? null, website: website ?? null }, context),
  erpBillingFacts: async (_root, _args, { envelope, port, writes }) => {
    const [entities, terms] = await Promise.all([port.legalEntities(envelope), writes.billingTerms(envelope)]);
    const { servedFrom, staleReason } = entities.freshness;
    // A process decides by this, and may wait; what the ERP once said is for people to read.
    if (servedFrom === 'STALE_CACHE') {
      const { system, instance } = port;
      throw new Fault({ code: staleReason ?? 'SYSTEM_UNAVAILABLE', system, instance });
    }
    return { legalEntities: entities.value, currencies: terms.currencies, paymentTerms: terms.paymentTerms };
  },
  erpCustomerStanding: async (_root, { customer }, { envelope, writes }) => {
    const now = await writes.customerNow(envelope, recordOf(customer));
    if (now === null) return null;
    const { ref, legalName, active, creditStanding, key } = now;
    return { ref, legalName, active, credit: creditStanding, key };
  },
} satisfies Pick<QueryResolvers, 'erpCustomersThatMayMatch' | 'erpBillingFacts' | 'erpCustomerStanding'>;
