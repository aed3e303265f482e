// The writes of every connector, each on a stand-in of its own.
import { currencyCode } from '../../../schema/canon/currency.ts';
import type { VendorRef } from '../../../schema/canon/identity.ts';
import type { ErpCustomerWrite } from '../../../subgraphs/ports/customer-writes.ts';
import { person as kantataPerson, startKantata } from '../kantata-rig.ts';
import { person as netSuitePerson, ref, startNetSuite } from '../netsuite-rig.ts';
import { person as salesforcePerson, startSalesforce } from '../salesforce-rig.ts';
import type { WriteRig } from './write-under-test.ts';

/** A silent vendor is given up on quickly, or the suite would take minutes; a busy machine needs most of this for a first call. */
const settings = { timeoutMs: 1_000 };
const key = 'customer-0001-conformance';
const crmAccount: VendorRef = { system: 'CRM', instance: 'salesforce', kind: 'CUSTOMER', id: '001000000000001AAA' };

const erpCustomer: WriteRig = {
  name: 'NetSuite: a customer under an external id',
  start: async () => {
    const rig = await startNetSuite({ settings });
    const writes = rig.port.customerWrites;
    const write: ErpCustomerWrite = {
      key,
      legalName: 'Conformance Ltd “Ünïcode” & Söhne',
      legalEntity: ref('LEGAL_ENTITY', rig.table('subsidiary').find((row) => row.currency !== undefined)?.id ?? ''),
      currency: currencyCode('USD'),
      paymentTerms: null,
      taxId: 'GB123456789',
      website: 'https://conformance.example',
      parent: null,
      links: [crmAccount],
    };
    return {
      faults: rig.served.faults,
      match: '^POST .*/customer$',
      act: () => writes.upsertCustomer(netSuitePerson(), write),
      actRefused: () => writes.upsertCustomer(netSuitePerson(), { ...write, paymentTerms: 'Whenever' }),
      find: () => writes.customersByKey(netSuitePerson(), key),
      held: () => rig.now('customer').filter((row) => row.externalid === key).length,
      undo: (customer) => writes.removeCustomer(netSuitePerson(), customer),
      repeated: 'SAME',
      close: () => rig.close(),
    };
  },
};

const erpBillingAccount: WriteRig = {
  name: 'NetSuite: a further legal entity that bills a customer',
  start: async () => {
    const rig = await startNetSuite({ settings });
    const writes = rig.port.customerWrites;
    const relations = rig.table('customersubsidiaryrelationship');
    const [customer, other] = customerAndOtherEntity(relations);
    const write = { customer: ref('CUSTOMER', customer), legalEntity: ref('LEGAL_ENTITY', other) };
    return {
      faults: rig.served.faults,
      match: '^POST .*/customerSubsidiaryRelationship',
      act: () => writes.addBillingAccount(netSuitePerson(), write),
      actRefused: () =>
        writes.addBillingAccount(netSuitePerson(), { ...write, customer: ref('CUSTOMER', '987654321') }),
      find: () => writes.billingAccountsBy(netSuitePerson(), write),
      held: () =>
        rig.now('customersubsidiaryrelationship').filter((row) => row.entity === customer && row.subsidiary === other)
          .length,
      undo: null,
      repeated: 'SAME',
      close: () => rig.close(),
    };
  },
};

/** A customer and a legal entity that does not bill it yet. */
function customerAndOtherEntity(relations: readonly Readonly<Record<string, string>>[]): readonly [string, string] {
  const entities = new Set(relations.map((row) => row.subsidiary ?? ''));
  for (const [customer, rows] of Map.groupBy(relations, (row) => row.entity ?? '')) {
    const missing = [...entities].find((entity) => !rows.some((row) => row.subsidiary === entity));
    if (missing !== undefined) return [customer, missing];
  }
  throw new Error('Every customer of the demo firm is billed by every legal entity');
}

const psaCustomer: WriteRig = {
  name: 'Kantata: a client group',
  start: async () => {
    const rig = await startKantata({ settings, isWritten: true });
    const writes = rig.port.customerWrites;
    const write = { key, name: 'Conformance Ltd', website: 'https://conformance.example' };
    return {
      faults: rig.served.faults,
      match: '^POST .*/workspace_groups',
      act: () => writes.createCustomer(kantataPerson(), write),
      actRefused: () => writes.createCustomer(kantataPerson(), { ...write, name: '' }),
      find: () => writes.customersByKey(kantataPerson(), key),
      held: () => rig.now('workspace_groups').filter((row) => row.name === write.name).length,
      undo: (customer) => writes.removeCustomer(kantataPerson(), customer),
      // Kantata documents that names of groups are unique, so a second one is refused and never a duplicate.
      repeated: 'REFUSED',
      close: () => rig.close(),
    };
  },
};

const psaLink: WriteRig = {
  name: 'Kantata: a link of a client group',
  start: async () => {
    const rig = await startKantata({ settings, isWritten: true });
    const writes = rig.port.customerWrites;
    const group = rig.table('workspace_groups')[0]?.id ?? '';
    const customer: VendorRef = { system: 'PSA', instance: 'kantata', kind: 'CUSTOMER', id: group };
    return {
      faults: rig.served.faults,
      match: '^POST .*/external_references',
      act: () => writes.linkCustomer(kantataPerson(), customer, crmAccount),
      actRefused: () => writes.linkCustomer(kantataPerson(), customer, { ...crmAccount, instance: 'unheard-of' }),
      find: async () =>
        (await writes.linksOfCustomer(kantataPerson(), customer)).some(({ id }) => id === crmAccount.id)
          ? [customer]
          : [],
      held: () =>
        rig
          .now('external_references')
          .filter((row) => row.subject_id === group && row.service_model_ref === crmAccount.id).length,
      undo: null,
      repeated: 'SAME',
      close: () => rig.close(),
    };
  },
};

const crmLink: WriteRig = {
  name: 'Salesforce: the ids of an account elsewhere',
  start: async () => {
    const rig = await startSalesforce(settings);
    const writes = rig.port.customerWrites;
    const account = String(rig.table('Account')[0]?.Id);
    const customer: VendorRef = { system: 'CRM', instance: 'salesforce', kind: 'CUSTOMER', id: account };
    return {
      faults: rig.served.faults,
      match: '^PATCH .*/sobjects/Account/',
      act: () => writes.linkCustomer(salesforcePerson(), customer, { erp: '90210', psa: '4711' }),
      actRefused: () => writes.linkCustomer(salesforcePerson(), customer, { erp: 'x'.repeat(60), psa: null }),
      find: async () => {
        const links = await writes.linksOfCustomer(salesforcePerson(), customer);
        return links?.erp === '90210' && links.psa === '4711' ? [customer] : [];
      },
      held: () => rig.table('Account').filter((row) => row.ERP_Customer_Id__c === '90210').length,
      undo: null,
      repeated: 'SAME',
      close: () => rig.close(),
    };
  },
};

/** Every write a process may use. A new one belongs here before it belongs in a process. */
export const writeRigs: readonly WriteRig[] = [erpCustomer, erpBillingAccount, psaCustomer, psaLink, crmLink];
