// Internal mutations of the ERP: a customer made, billed by further legal entities, switched on, looked up and taken back.
import { currencyCode } from '../../../schema/canon/currency.ts';
import { recordOf } from '../../ledger/desk.ts';
import type { ErpCustomerWrite } from '../../ports/customer-writes.ts';
import type { ErpCustomerInput, MutationResolvers } from '../generated/resolvers.ts';

export const mutation: MutationResolvers = {
  erpUpsertCustomer: (_root, { ticket, customer }, { desk, writes }) => {
    const write = writeOf(ticket.key, customer);
    return desk.write('upsertCustomer', ticket, (envelope) => writes.upsertCustomer(envelope, write));
  },
  erpLookUpCustomer: (_root, { ticket }, { desk, writes }) =>
    desk.lookUp('upsertCustomer', ticket, (envelope) => writes.customersByKey(envelope, ticket.key)),
  erpRemoveCustomer: (_root, { ticket, customer }, { desk, writes }) => {
    const ref = recordOf(customer);
    return desk.write('removeCustomer', ticket, (envelope) => writes.removeCustomer(envelope, ref));
  },
  erpAddBillingAccount: (_root, { ticket, ...names }, { desk, writes }) => {
    const write = { customer: recordOf(names.customer), legalEntity: recordOf(names.legalEntity) };
    return desk.write('addBillingAccount', ticket, (envelope) => writes.addBillingAccount(envelope, write));
  },
  erpLookUpBillingAccount: (_root, { ticket, ...names }, { desk, writes }) => {
    const write = { customer: recordOf(names.customer), legalEntity: recordOf(names.legalEntity) };
    return desk.lookUp('addBillingAccount', ticket, (envelope) => writes.billingAccountsBy(envelope, write));
  },
  erpSetCustomerActive: (_root, { ticket, customer, active }, { desk, writes }) => {
    const ref = recordOf(customer);
    return desk.write(activation(active), ticket, (envelope) => writes.setCustomerActive(envelope, ref, active));
  },
  erpLookUpCustomerActive: (_root, { ticket, customer, active }, { desk, writes }) => {
    const ref = recordOf(customer);
    return desk.lookUp(activation(active), ticket, async (envelope) => {
      const now = await writes.customerNow(envelope, ref);
      return now?.active === active ? [ref] : [];
    });
  },
};

/** Taking an activation back carries the same key: they are two entries of the ledger. */
function activation(active: boolean): 'activateCustomer' | 'deactivateCustomer' {
  return active ? 'activateCustomer' : 'deactivateCustomer';
}

function writeOf(key: string, input: ErpCustomerInput): ErpCustomerWrite {
  const { legalName, paymentTerms, taxId, website, parent, links } = input;
  return {
    key,
    legalName,
    legalEntity: recordOf(input.legalEntity),
    currency: currencyCode(input.currency),
    paymentTerms: paymentTerms ?? null,
    taxId: taxId ?? null,
    website: website ?? null,
    parent: parent === null || parent === undefined ? null : recordOf(parent),
    links: links.map(recordOf),
  };
}
