// onboardCustomer under chaos: customers that are in the CRM alone, and what the vendors hold of them afterwards.
import type { Sandbox } from '../../subgraphs/sandbox/sandbox.ts';
import type { ChaosClient, RunTold } from './client.ts';
import type { ChaosFirm } from './firm.ts';
import { holdingsOf, makeProspects, type Prospect } from './prospects.ts';
import type { Holding, Scenario, Subject } from './scenario.ts';
import { finishMsMax } from './verdict.ts';

const kinds = ['customer'];
const written = { act: 0, kinds, isTwiceTwo: false } as const;
const createGroup = { vendor: 'kantata', match: '^POST .*/workspace_groups' } as const;
const createCustomer = { vendor: 'netsuite', match: '^POST .*/customer$' } as const;

/** The process, its six writes, and how its customers are counted. */
export const onboarding: Scenario = {
  process: 'onboardCustomer',
  kinds,
  writes: [
    { ...written, step: 'erp-customer', ...createCustomer },
    {
      ...{ ...written, step: 'erp-billing-account', vendor: 'netsuite' },
      match: '^POST .*/customerSubsidiaryRelationship',
    },
    // Two groups of one name are refused.
    { ...written, step: 'psa-customer', ...createGroup },
    { ...written, step: 'psa-link', vendor: 'kantata', match: '^POST .*/external_references' },
    { ...written, step: 'crm-link', vendor: 'salesforce', match: '^PATCH .*/sobjects/Account/' },
    { ...written, step: 'erp-activate', vendor: 'netsuite', match: '^PATCH .*/customer/' },
  ],
  frozen: {
    create: createGroup,
    lookUp: { vendor: 'kantata', match: '^GET .*/external_references' },
    looking: { look: { vendor: 'netsuite', match: '^GET .*/customer/eid:' }, write: createCustomer },
  },
  planted: {
    // A doubt about a create that the vendor does not deduplicate is answered "nothing is there", unasked.
    'no-find': {
      file: 'subgraphs/psa/resolvers/customer-writes.ts',
      from: 'port.customerWrites.customersByKey(envelope, ticket.key)',
      to: 'Promise.resolve([])',
    },
  },
  plant: async (firm, wanted) =>
    (await makeProspects(firm.sandbox, wanted.length)).map((prospect) => subjectOf(firm, prospect)),
  stormMsMax: finishMsMax,
};

function subjectOf(firm: ChaosFirm, prospect: Prospect): Subject {
  const { sandbox, legalEntityIds } = firm;
  const { id: customerId, account, name } = prospect;
  const input = { idempotencyKey: `chaos-${account}`, customerId, legalEntityIds, currency: 'USD' };
  return {
    name,
    acts: [
      {
        request: { mutation: 'onboardCustomer', inputType: 'OnboardCustomerInput', role: 'account-manager', input },
        holdings: () => held(sandbox, prospect),
        leaves: 'RECORDS',
        ends: 'DONE',
      },
    ],
    mend: (client, run) => respell(firm, client, { prospect, run }),
  };
}

/** What people do when they are told that a name is taken: spell it otherwise in the CRM, and send the run on. */
async function respell(
  { screens }: ChaosFirm,
  client: ChaosClient,
  { prospect, run }: { readonly prospect: Prospect; readonly run: RunTold },
): Promise<RunTold | null> {
  if (run.failure?.step !== 'psa-customer') return null;
  await screens.crm.change('Account', prospect.account, { Name: `${prospect.name} Inc` });
  await client.replay(run.id, 'the name was taken in the PSA; spelled otherwise in the CRM');
  return client.rest(run.id, finishMsMax);
}

function held(sandbox: Sandbox, prospect: Prospect): readonly Holding[] {
  const { erpCustomers, erpActive, psaCustomers, psaReferences, crmLinks } = holdingsOf(sandbox, prospect);
  return [
    { what: 'customers', vendor: 'netsuite', count: erpCustomers, wanted: 1 },
    { what: 'active', vendor: 'netsuite', count: Math.min(1, erpActive), wanted: 1 },
    { what: 'customers', vendor: 'kantata', count: psaCustomers, wanted: 1 },
    // One that is there twice is named twice.
    { what: 'references', vendor: 'kantata', count: psaReferences, wanted: Math.max(1, psaCustomers) },
    // A field of the CRM's own record cannot be there twice.
    { what: 'links', vendor: 'salesforce', count: crmLinks, wanted: 1 },
  ];
}
