// What a process has to know before it makes a customer: who may be there already, what the ERP accepts, how one stands.
import { recordOf } from '../../ledger/desk.ts';
import { customersLike } from '../customers-like.ts';
import type { QueryResolvers } from '../generated/resolvers.ts';

export const internalQuery = {
  erpCustomersThatMayMatch: (_root, { name, taxId, website }, context) =>
    customersLike({ name, taxId: taxId ?? null, website: website ?? null }, context),
  erpBillingFacts: async (_root, _args, { envelope, port, writes }) => {
    const [entities, terms] = await Promise.all([port.legalEntities(envelope), writes.billingTerms(envelope)]);
    return { legalEntities: entities.value, currencies: terms.currencies, paymentTerms: terms.paymentTerms };
  },
  erpCustomerStanding: async (_root, { customer }, { envelope, writes }) => {
    const now = await writes.customerNow(envelope, recordOf(customer));
    if (now === null) return null;
    const { ref, legalName, active, creditStanding } = now;
    return { ref, legalName, active, credit: creditStanding };
  },
} satisfies Pick<QueryResolvers, 'erpCustomersThatMayMatch' | 'erpBillingFacts' | 'erpCustomerStanding'>;
