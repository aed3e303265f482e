// After the journal was put back from a backup: customers of the ERP that an onboarding made, of which the journal knows nothing, are
// onboarded again with what the ERP says of them. Every write is looked up before it is made then, so what is there is adopted.
import { mintId } from '../../../schema/canon/identity.ts';
import type { Restorations } from '../../journal/restorations.ts';
import type { FeedSubscriber } from '../feeds/subscriber.ts';
import type { RecordRef } from '../systems/write-call.ts';
import type { OnboardCustomerInput } from './rules.ts';

/** As the keys of `steps.ts` are made. */
const keyForm = /^customer-([A-Za-z0-9]+)-erp(?:-g\d+)?$/;

/** Which customer of the CRM an ERP customer's business key names; null for a key that is not an onboarding's. Pure. */
export function customerOfKey(key: string | null, crm: string): RecordRef | null {
  const id = key === null ? undefined : keyForm.exec(key)?.[1];
  return id === undefined ? null : { system: 'CRM', instance: crm, kind: 'CUSTOMER', id };
}

/** Follows the ERP's customers, those that were there before included. */
export function lostOnboardings(restorations: Restorations, crm: string, today: () => string): FeedSubscriber {
  return {
    ...{ name: 'lost-onboardings', system: 'erp', kind: 'CUSTOMER', existing: 'TOLD' },
    runFor: async ({ ref, deleted }, systems) => {
      const standing = deleted ? null : await systems.erp.customerStanding(ref);
      const customer = customerOfKey(standing?.key ?? null, crm);
      if (standing === null || standing.key === null || customer === null) return null;
      if (await restorations.knows('erp', standing.key)) return null;
      if ((await systems.crm.customer(customer)) === null) return null;
      const facts = await systems.erp.conversionFacts({ customer: ref, buyerCountry: null, on: today() });
      const [currency] = facts.customer?.currencies ?? [];
      if (facts.customer === null || currency === undefined) return null;
      const input: OnboardCustomerInput = {
        ...{ role: 'operator', customer, legalEntities: facts.customer.legalEntities, currency },
        customerId: mintId({ system: 'CRM', instance: crm, kind: 'CUSTOMER', id: customer.id }),
        // The ERP has them already; a look-alike was a person's decision before.
        ...{ paymentTerms: null, taxId: null, distinctFrom: [] },
      };
      return {
        ...{ process: 'onboardCustomer', input, idempotencyKey: `${ref.id}:lost` },
        orderOf: input.customerId,
      };
    },
  };
}
