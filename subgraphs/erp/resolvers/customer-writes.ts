// Internal mutations of the ERP: a customer made, billed by further legal entities, changed, switched on, looked up and taken back.
import { GraphQLError } from 'graphql';
import { currencyCode } from '../../../schema/canon/currency.ts';
import { identityText } from '../../../schema/canon/identity.ts';
import { recordOf } from '../../ledger/desk.ts';
import type { ErpCustomerChange, ErpCustomerRecord, ErpCustomerWrite } from '../../ports/customer-writes.ts';
import type { ErpCustomerChangeInput, ErpCustomerInput, MutationResolvers } from '../generated/resolvers.ts';

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
  erpChangeCustomer: (_root, { ticket, customer, change, takesBack }, { desk, writes }) => {
    const [ref, asked] = [recordOf(customer), changeOf(change)];
    // As with activations, taking a change back is another entry of the ledger.
    return desk.write(takesBack ? 'restoreCustomer' : 'changeCustomer', ticket, (envelope) =>
      writes.changeCustomer(envelope, ref, asked),
    );
  },
  erpLookUpCustomerChange: (_root, { ticket, customer, change }, { desk, writes }) => {
    const [ref, asked] = [recordOf(customer), changeOf(change)];
    return desk.lookUp('changeCustomer', ticket, async (envelope) => {
      const now = await writes.customerNow(envelope, ref);
      return now !== null && isAs(now, asked) ? [ref] : [];
    });
  },
};

/** Raises BAD_USER_INPUT for a change that says nothing. */
function changeOf({ field, value, credit, record }: ErpCustomerChangeInput): ErpCustomerChange {
  switch (field) {
    case 'LEGAL_NAME':
      if (value == null || value.trim() === '') throw missing('a name in value');
      return { field, value };
    case 'TAX_ID':
      return { field, value: value ?? null };
    case 'CREDIT':
      if (credit == null || credit === 'UNKNOWN') throw missing('credit');
      return { field, value: credit };
    case 'PARENT':
      return { field, record: record == null ? null : recordOf(record) };
    case 'LINK':
      if (record == null) throw missing('a record');
      return { field, record: recordOf(record) };
    case 'UNKNOWN':
      throw missing('a field');
  }
}

function missing(what: string): GraphQLError {
  return new GraphQLError(`This change needs ${what}`, { extensions: { code: 'BAD_USER_INPUT' } });
}

function isAs(now: ErpCustomerRecord, change: ErpCustomerChange): boolean {
  switch (change.field) {
    case 'LEGAL_NAME':
      return now.legalName === change.value;
    case 'TAX_ID':
      return now.taxId === change.value;
    case 'CREDIT':
      return now.creditStanding === change.value;
    case 'PARENT':
      return (now.parent?.id ?? null) === (change.record?.id ?? null);
    case 'LINK':
      return now.links.some((link) => identityText(link) === identityText(change.record));
  }
}

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
