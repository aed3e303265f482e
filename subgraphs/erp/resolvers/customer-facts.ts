// What a process has to know before it makes a customer: who may be there already, what the ERP accepts, how one stands.
import { recordOf } from '../../ledger/desk.ts';
import { Fault } from '../../runtime/fault.ts';
import { customersLike } from '../customers-like.ts';
import type { QueryResolvers } from '../generated/resolvers.ts';
import { receivablesOf } from '../receivables.ts';

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
    const { creditStanding, ...known } = now;
    return { ...known, credit: creditStanding };
  },
  erpCustomerBalances: async (_root, { customer }, context) => {
    const { envelope, port, today } = context;
    const live = { ...envelope, wantsLive: true };
    const [told, entities] = await Promise.all([
      port.receivablesOf(live, [recordOf(customer)]),
      port.legalEntities(envelope),
    ]);
    const { servedFrom, staleReason } = told.freshness;
    if (servedFrom === 'STALE_CACHE') {
      const { system, instance } = port;
      throw new Fault({ code: staleReason ?? 'SYSTEM_UNAVAILABLE', system, instance });
    }
    const codes = new Map(entities.value.map(({ ref, code }) => [ref.id, code]));
    return told.value.flatMap((position) =>
      receivablesOf(position, today).map(({ legalEntity, currency, open, unappliedCash, openCredits }) => ({
        ...{ legalEntity: codes.get(legalEntity.id) ?? legalEntity.id, currency, open: open.amount },
        ...{ unappliedCash: unappliedCash.amount, openCredits: openCredits.amount },
      })),
    );
  },
} satisfies Pick<
  QueryResolvers,
  'erpCustomersThatMayMatch' | 'erpBillingFacts' | 'erpCustomerStanding' | 'erpCustomerBalances'
>;
