// onboardCustomer as a caller asks for it: ids become references, and what cannot be one is said at once.
import { mintId } from '../../../schema/canon/identity.ts';
import type { MutationResolvers } from '../generated/resolvers.ts';
import type { OnboardCustomerInput } from '../onboard-customer/process.ts';
import { beginRun, refused } from './begin.ts';
import type { UserError } from './begin.ts';
import { knownRecords, notKnownYet } from './known-records.ts';
import type { Sought } from './known-records.ts';
import { demand } from './permissions.ts';

/** A customer billed by more legal entities is onboarded in several requests. */
const legalEntitiesMax = 20;

export const onboardCustomer: NonNullable<MutationResolvers['onboardCustomer']> = async (_root, { input }, context) => {
  const { envelope } = context;
  demand('onboardCustomer', envelope);
  const { idempotencyKey, customerId, legalEntityIds, currency, paymentTerms, taxId, distinctFrom } = input;
  if (legalEntityIds.length === 0 || legalEntityIds.length > legalEntitiesMax) {
    const message = `Name 1 to ${legalEntitiesMax} legal entities; ${legalEntityIds.length} were named`;
    return refused({ code: 'LEGAL_ENTITIES_INVALID', message, path: ['input', 'legalEntityIds'] });
  }
  const entityIds = [...new Set(legalEntityIds)];
  const [sought, ...entities] = await knownRecords(context, [
    { id: customerId, system: 'CRM', kind: 'CUSTOMER' },
    ...entityIds.map((id) => ({ id, system: 'ERP', kind: 'LEGAL_ENTITY' }) as const),
  ]);
  const missing = [
    ...unknown(sought, 'CUSTOMER', `${customerId} is no customer of the CRM`, ['customerId']),
    ...entities.flatMap((entity, index) =>
      unknown(entity, 'LEGAL_ENTITY', `${entityIds[index]} is no legal entity`, ['legalEntityIds', `${index}`]),
    ),
  ];
  if (sought?.kind !== 'FOUND' || missing.length > 0) return refused(...missing);
  const customer = sought.ref;
  const facts: OnboardCustomerInput = {
    role: envelope.principal.role,
    customerId,
    customer,
    legalEntities: entities.flatMap((entity) => (entity.kind === 'FOUND' ? [entity.ref] : [])),
    currency,
    paymentTerms: paymentTerms ?? null,
    taxId: taxId ?? null,
    distinctFrom: [...(distinctFrom ?? [])].sort(),
  };
  // By the CRM's own record: another of the customer's ids is the same customer.
  return beginRun(context, { process: 'onboardCustomer', input: facts, idempotencyKey, orderOf: mintId(customer) });
};

/** What is to be said of a record that was not found. */
function unknown(
  sought: Sought | undefined,
  what: string,
  says: string,
  path: readonly string[],
): readonly UserError[] {
  if (sought?.kind === 'FOUND') return [];
  const at = ['input', ...path];
  if (sought?.kind === 'NOT_YET') return [{ ...notKnownYet(what), path: at }];
  return [{ code: `${what}_NOT_FOUND`, message: `${says}; look its id up in the graph`, path: at }];
}
