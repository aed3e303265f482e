// onboardCustomer as a caller asks for it: ids become references, and what cannot be one is said at once.
import { isCanonicalId, mintId } from '../../../schema/canon/identity.ts';
import type { RecordKind, VendorRef } from '../../../schema/canon/identity.ts';
import type { System } from '../../../schema/canon/freshness.ts';
import type { MutationResolvers } from '../generated/resolvers.ts';
import type { OnboardCustomerInput } from '../onboard-customer/process.ts';
import { beginRun, refused } from './begin.ts';
import type { UserError } from './begin.ts';
import { demand } from './permissions.ts';

type RecordRef = OnboardCustomerInput['customer'];

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
  const ids = [customerId, ...new Set(legalEntityIds)];
  const refs = await context.crossref.allRefsOf(ids.filter((id) => isCanonicalId(id)));
  const known = new Map(ids.filter((id) => isCanonicalId(id)).map((id, index) => [id as string, refs[index] ?? []]));
  const customer = pick(known.get(customerId), 'CRM', 'CUSTOMER');
  const legalEntities = ids.slice(1).map((id) => ({ id, ref: pick(known.get(id), 'ERP', 'LEGAL_ENTITY') }));
  const missing: UserError[] = legalEntities.flatMap(({ id, ref }, index) =>
    ref === null ? [unknown('LEGAL_ENTITY_NOT_FOUND', `${id} is no legal entity`, ['legalEntityIds', `${index}`])] : [],
  );
  if (customer === null) {
    return refused(
      unknown('CUSTOMER_NOT_FOUND', `${customerId} is no customer of the CRM`, ['customerId']),
      ...missing,
    );
  }
  if (missing.length > 0) return refused(...missing);
  const facts: OnboardCustomerInput = {
    role: envelope.principal.role,
    customerId,
    customer,
    legalEntities: legalEntities.flatMap(({ ref }) => ref ?? []),
    currency,
    paymentTerms: paymentTerms ?? null,
    taxId: taxId ?? null,
    distinctFrom: [...(distinctFrom ?? [])].sort(),
  };
  // By the CRM's own record: another of the customer's ids is the same customer.
  return beginRun(context, { process: 'onboardCustomer', input: facts, idempotencyKey, orderOf: mintId(customer) });
};

function unknown(code: string, says: string, path: readonly string[]): UserError {
  return { code, message: `${says}; look its id up in the graph`, path: ['input', ...path] };
}

function pick(refs: readonly VendorRef[] | undefined, system: System, kind: RecordKind): RecordRef | null {
  const ref = refs?.find((one) => one.system === system && one.kind === kind);
  return ref === undefined ? null : { system: ref.system, instance: ref.instance, kind: ref.kind, id: ref.id };
}
