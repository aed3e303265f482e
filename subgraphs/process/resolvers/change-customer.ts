// A change of a customer as a caller asks for it: ids become references, and what cannot be one is said at once.
import { isCanonicalId, mintId } from '../../../schema/canon/identity.ts';
import { nameCharactersMax } from '../change-customer/process.ts';
import type { ChangeCustomerInput, CustomerChange, TracedChange } from '../change-customer/process.ts';
import type { ProcessContext } from '../context.ts';
import type { ChangeCustomerInput as Asked, MutationResolvers, RunResolvers } from '../generated/resolvers.ts';
import { beginRun, refused } from './begin.ts';
import type { UserError } from './begin.ts';
import { demand } from './permissions.ts';
import type { ProcessRight } from './permissions.ts';

type RecordRef = ChangeCustomerInput['customer'];

/** A sentence; more is a story that belongs elsewhere. */
const reasonCharactersMax = 500;

/** Sales say who a customer is, finance how it is taxed, held and ended. */
const rights: Readonly<Record<Asked['change'], ProcessRight>> = {
  ...{ RENAME: 'changeCustomer', REPARENT: 'changeCustomer', MERGE: 'changeCustomer', FOLLOW: 'changeCustomer' },
  ...{ TAX_ID: 'changeCustomerFinance', CREDIT: 'changeCustomerFinance' },
  ...{ DEACTIVATE: 'changeCustomerFinance', REACTIVATE: 'changeCustomerFinance', UNKNOWN: 'changeCustomer' },
};

export const changeCustomer: NonNullable<MutationResolvers['changeCustomer']> = async (_root, { input }, context) => {
  const { envelope } = context;
  demand(rights[input.change], envelope);
  const { idempotencyKey, customerId, reason, dryRun } = input;
  const customer = await customerOf(context, customerId);
  if (customer === null) return refused(notFound(customerId, 'customerId'));
  if (reason != null && reason.length > reasonCharactersMax) {
    const message = `Say why in at most ${reasonCharactersMax} characters`;
    return refused({ code: 'REASON_INVALID', message, path: ['input', 'reason'] });
  }
  const change = await changeOf(context, input);
  if ('code' in change) return refused(change);
  const facts: ChangeCustomerInput = {
    ...{ role: envelope.principal.role, customerId, customer, change },
    ...{ reason: reason ?? null, dryRun: dryRun === true },
  };
  // A hold does not wait for what it is to hold, nor what lets a stopped conversion go on for that; a look waits for nobody. By the
  // record itself: a merged customer has several ids.
  const isFree = input.change === 'CREDIT' || input.change === 'REACTIVATE' || dryRun === true;
  const order = isFree ? {} : { orderOf: mintId(customer) };
  return beginRun(context, { process: 'changeCustomer', input: facts, idempotencyKey, ...order });
};

/** The change that is meant, or what is missing of it. */
async function changeOf(
  context: ProcessContext,
  { change: kind, name, parentId, taxId, credit }: Asked,
): Promise<CustomerChange | UserError> {
  switch (kind) {
    case 'RENAME': {
      const given = name?.trim() ?? '';
      if (given !== '' && given.length <= nameCharactersMax) return { kind, name: given };
      return {
        code: 'NAME_INVALID',
        message: `Give a name of 1 to ${nameCharactersMax} characters`,
        path: ['input', 'name'],
      };
    }
    case 'REPARENT': {
      if (parentId == null) return { kind, parent: null };
      const parent = await customerOf(context, parentId);
      return parent === null ? notFound(parentId, 'parentId') : { kind, parent };
    }
    case 'TAX_ID':
      return { kind, taxId: taxId == null || taxId.trim() === '' ? null : taxId.trim() };
    case 'CREDIT':
      if (credit != null && credit !== 'UNKNOWN') return { kind, credit };
      return { code: 'CREDIT_MISSING', message: 'Say what its credit is set to', path: ['input', 'credit'] };
    case 'DEACTIVATE':
    case 'REACTIVATE':
    case 'MERGE':
    case 'FOLLOW':
      return { kind };
    case 'UNKNOWN':
      return { code: 'CHANGE_UNKNOWN', message: 'Say what of the customer changes', path: ['input', 'change'] };
  }
}

/** Its record in the CRM, which owns customers; also of one that is gone from there. */
async function customerOf({ crossref }: ProcessContext, id: string): Promise<RecordRef | null> {
  const [refs = []] = isCanonicalId(id) ? await crossref.allRefsOf([id]) : [];
  const ref = refs.find(({ system, kind }) => system === 'CRM' && kind === 'CUSTOMER');
  return ref === undefined ? null : { system: ref.system, instance: ref.instance, kind: ref.kind, id: ref.id };
}

function notFound(id: string, field: string): UserError {
  const message = `${id} is no customer of the CRM; look its id up in the graph`;
  return { code: 'CUSTOMER_NOT_FOUND', message, path: ['input', field] };
}

/** What a run that changes a customer says of itself; nothing of other processes. */
export const customerRun: Pick<RunResolvers, 'customerChanges'> = {
  customerChanges: async ({ id }, _arguments, { lifeReportOf }) =>
    (await lifeReportOf.load(id))?.customerChanges.map(shownChange) ?? null,
};

/** A tax id is not everybody's to see: it has fields of its own, which the mask knows. */
function shownChange({ before = null, after = null, ...change }: TracedChange) {
  const values = { before, after };
  const none = { before: null, after: null };
  const [open, taxId] = change.thing === 'TAX_ID' ? [none, values] : [values, none];
  return { ...change, ...open, taxIdBefore: taxId.before, taxIdAfter: taxId.after };
}
