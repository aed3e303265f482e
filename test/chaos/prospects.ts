// Customers that are in the CRM alone, and what the vendors' own records say of them later.
import { mintId } from '../../schema/canon/identity.ts';
import type { Sandbox } from '../../subgraphs/sandbox/sandbox.ts';
import { crmScreen, rows } from './vendor-screens.ts';

/** A customer of the CRM that no other system has. */
export interface Prospect {
  readonly account: string;
  readonly name: string;
  /** Whatever the customer is called, this stays. */
  readonly website: string;
  /** Canonical id. */
  readonly id: string;
}

/** What the vendors' records say of one customer; every count should be 1. */
export interface Holdings {
  readonly erpCustomers: number;
  readonly erpActive: number;
  readonly psaCustomers: number;
  readonly psaReferences: number;
  /** 1 when the CRM names exactly the records that are there. */
  readonly crmLinks: number;
}

/** Makes customers by the vendor's own door, as a salesperson would. */
export async function makeProspects(sandbox: Sandbox, count: number): Promise<readonly Prospect[]> {
  const screen = await crmScreen(sandbox);
  const made: Prospect[] = [];
  for (let index = 1; index <= count; index += 1) {
    const name = `${wordOf(index)} Prospect ${index}`;
    const website = `https://prospect-${index}.example`;
    const account = await screen.add('Account', { Name: name, Website: website, BillingCountry: 'US' });
    const id = mintId({ system: 'CRM', instance: 'salesforce', kind: 'CUSTOMER', id: account });
    made.push({ account, name, website, id });
  }
  return made;
}

/** Changes an account in the CRM's own screen. */
export async function updateAccount(sandbox: Sandbox, account: string, fields: object): Promise<void> {
  await (await crmScreen(sandbox)).change('Account', account, fields);
}

/** Names that no two prospects share, in any spelling. */
function wordOf(index: number): string {
  return index.toString(26).replaceAll(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 26)));
}

/** What the stand-ins hold of one customer now. */
export function holdingsOf(sandbox: Sandbox, { account, name, website }: Prospect): Holdings {
  const erp = rows(sandbox, 'netsuite', 'customer').filter(
    (row) => row.custentity_crm_account === account || row.companyname === name || row.url === website,
  );
  const psa = rows(sandbox, 'kantata', 'workspace_groups').filter(
    (row) => row.name === name || row.website === website,
  );
  // The PSA keeps references of groups that were deleted; they say nothing of a customer.
  const groups = new Set(rows(sandbox, 'kantata', 'workspace_groups').map((row) => row.id));
  const references = rows(sandbox, 'kantata', 'external_references').filter(
    (row) => row.service_model_ref === account && groups.has(row.subject_id),
  );
  const crm = rows(sandbox, 'salesforce', 'Account').find((row) => row.Id === account);
  const isLinked =
    erp.some(({ id }) => id === crm?.ERP_Customer_Id__c) && psa.some(({ id }) => id === crm?.PSA_Customer_Id__c);
  return {
    erpCustomers: erp.length,
    erpActive: erp.filter((row) => row.isinactive === 'F').length,
    psaCustomers: psa.length,
    psaReferences: references.length,
    crmLinks: isLinked ? 1 : 0,
  };
}
