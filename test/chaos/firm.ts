// The vendors under chaos: stand-ins in this process, so that nothing kills them, with customers to onboard; and what their own
// records say afterwards.
import { mintId } from '../../schema/canon/identity.ts';
import { type Sandbox, startSandbox } from '../../subgraphs/sandbox/sandbox.ts';
import type { VendorName } from '../../subgraphs/sandbox/stand-in.ts';

/** The demo firm's day. */
export const firmDay = '2026-11-20';

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

/** The stand-ins, with customers to onboard. */
export interface ChaosFirm {
  readonly sandbox: Sandbox;
  readonly prospects: readonly Prospect[];
  /** Canonical ids of two legal entities that bill. */
  readonly legalEntityIds: readonly string[];
  holdings(prospect: Prospect): Holdings;
  close(): Promise<void>;
}

type Row = Readonly<Record<string, unknown>>;

/** Starts the stand-ins with `count` customers that are in the CRM alone. */
export async function openFirm(dataDirectory: string, count: number): Promise<ChaosFirm> {
  const ports = { control: 0, identity: 0, salesforce: 0, kantata: 0, netsuite: 0 };
  const sandbox = await startSandbox({ size: 'demo', today: firmDay, ports, dataDirectory });
  const prospects = await makeProspects(sandbox, count);
  const entities = rows(sandbox, 'netsuite', 'subsidiary').filter((row) => row.name !== 'Parent Company');
  const legalEntityIds = entities
    .slice(0, 2)
    .map((row) => mintId({ system: 'ERP', instance: 'netsuite', kind: 'LEGAL_ENTITY', id: String(row.id) }));
  return {
    sandbox,
    prospects,
    legalEntityIds,
    holdings: (prospect) => holdingsOf(sandbox, prospect),
    close: () => sandbox.close(),
  };
}

function rows(sandbox: Sandbox, vendor: VendorName, table: string): readonly Row[] {
  return sandbox.standIns[vendor].standIn.dump()[table] ?? [];
}

/** Customers of the CRM, made by the vendor's own door, as a salesperson would. */
export async function makeProspects(sandbox: Sandbox, count: number): Promise<readonly Prospect[]> {
  const call = await signedIn(sandbox);
  const made: Prospect[] = [];
  for (let index = 1; index <= count; index += 1) {
    const name = `${wordOf(index)} Prospect ${index}`;
    const website = `https://prospect-${index}.example`;
    const answer = await call('POST', '', { Name: name, Website: website, BillingCountry: 'US' });
    const { id } = (await answer.json()) as { id?: string };
    if (id === undefined) throw new Error(`The CRM stand-in made no account (${answer.status})`);
    made.push({
      account: id,
      name,
      website,
      id: mintId({ system: 'CRM', instance: 'salesforce', kind: 'CUSTOMER', id }),
    });
  }
  return made;
}

/** Changes an account in the CRM's own screen. */
export async function updateAccount(sandbox: Sandbox, account: string, fields: object): Promise<void> {
  const answer = await (await signedIn(sandbox))('PATCH', `/${account}`, fields);
  if (!answer.ok) throw new Error(`The CRM stand-in refused the change (${answer.status})`);
}

async function signedIn(sandbox: Sandbox) {
  const { clientId, clientSecret } = sandbox.credentials.salesforce;
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
  });
  const answer = await fetch(`${sandbox.urls.salesforce}/services/oauth2/token`, { method: 'POST', body: form });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  return (method: string, path: string, fields: object): Promise<Response> =>
    fetch(`${sandbox.urls.salesforce}/services/data/v62.0/sobjects/Account${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(fields),
    });
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

/** Records that should not be there, by vendor; a field of the CRM's own record cannot be there twice. */
export function doubled({ erpCustomers, psaCustomers, psaReferences }: Holdings): {
  readonly netsuite: number;
  readonly kantata: number;
} {
  return {
    netsuite: Math.max(0, erpCustomers - 1),
    kantata: Math.max(0, psaCustomers - 1) + Math.max(0, psaReferences - Math.max(1, psaCustomers)),
  };
}

/** Effects that should be there and are not. */
export function missing(holdings: Holdings): number {
  return Object.values(holdings).filter((count) => count === 0).length;
}

/** The environment in which roles reach the stand-ins. */
export function vendorEnvironment({ urls, credentials: { salesforce, kantata, netsuite } }: Sandbox) {
  return {
    IDENTITY_ISSUER: urls.identity,
    IDENTITY_JWKS_URL: `${urls.identity}/.well-known/jwks.json`,
    SALESFORCE_URL: urls.salesforce,
    SALESFORCE_CLIENT_ID: salesforce.clientId,
    SALESFORCE_USERNAME: salesforce.username,
    SALESFORCE_PRIVATE_KEY: salesforce.privateKeyPem,
    KANTATA_URL: urls.kantata,
    KANTATA_ACCESS_TOKEN: kantata.accessToken,
    NETSUITE_URL: urls.netsuite,
    NETSUITE_ACCOUNT: netsuite.account,
    NETSUITE_CLIENT_ID: netsuite.clientId,
    NETSUITE_CERTIFICATE_ID: netsuite.certificateId,
    NETSUITE_PRIVATE_KEY: netsuite.privateKeyPem,
  };
}
