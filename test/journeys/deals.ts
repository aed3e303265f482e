// Deals of the demo firm as journeys use them: found by their title, closed in the CRM's own screen, and what the vendors hold of them.
import { mintId } from '../../schema/canon/identity.ts';
import type { Sandbox } from '../../subgraphs/sandbox/sandbox.ts';
import type { VendorName } from '../../subgraphs/sandbox/stand-in.ts';

type Row = Readonly<Record<string, unknown>>;

/** The rows of one table of a stand-in. */
export function rows(sandbox: Sandbox, vendor: VendorName, table: string): readonly Row[] {
  return sandbox.standIns[vendor].standIn.dump([table])[table] ?? [];
}

/** A deal of the firm. */
export interface FirmDeal {
  /** The CRM's id. */
  readonly crm: string;
  /** Canonical id. */
  readonly id: string;
}

/** The deal whose name ends in `title`. */
export function dealOf(sandbox: Sandbox, title: string): FirmDeal {
  const row = rows(sandbox, 'salesforce', 'Opportunity').find(({ Name }) => String(Name).endsWith(title));
  if (row === undefined) throw new Error(`The firm has no deal "${title}"`);
  const crm = String(row.Id);
  return { crm, id: mintId({ system: 'CRM', instance: 'salesforce', kind: 'OPPORTUNITY', id: crm }) };
}

/** Changes a record in the CRM's own screen. */
export async function changeInCrm(sandbox: Sandbox, type: string, id: string, fields: object): Promise<void> {
  const { clientId, clientSecret } = sandbox.credentials.salesforce;
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
  const signedIn = await fetch(`${sandbox.urls.salesforce}/services/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams(form),
  });
  const { access_token: token } = (await signedIn.json()) as { access_token: string };
  const answer = await fetch(`${sandbox.urls.salesforce}/services/data/v62.0/sobjects/${type}/${id}`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(fields),
  });
  if (!answer.ok) throw new Error(`The CRM stand-in refused the change (${answer.status}): ${await answer.text()}`);
}

/** Closes a deal as won. */
export function win(sandbox: Sandbox, { crm }: FirmDeal): Promise<void> {
  return changeInCrm(sandbox, 'Opportunity', crm, { StageName: 'Closed Won' });
}

/** What the vendors hold of a deal: every count is per legal entity that sells, but `crmLinks`. */
export interface DealHoldings {
  readonly psaProjects: number;
  readonly erpProjects: number;
  readonly scheduleLines: number;
  /** Ids of projects that the deal names. */
  readonly crmLinks: number;
}

/** Asked of the stand-ins' own tables: projects by their reference to the deal, or the business key made of it. */
export function holdingsOfDeal(sandbox: Sandbox, { crm }: FirmDeal): DealHoldings {
  const live = new Set(rows(sandbox, 'kantata', 'workspaces').map(({ id }) => id));
  const referring = rows(sandbox, 'kantata', 'external_references').filter(
    (row) => row.service_model_ref === crm && row.subject_type === 'Workspace' && live.has(row.subject_id),
  );
  const jobs = rows(sandbox, 'netsuite', 'job').filter((row) => String(row.externalid).includes(crm));
  const ids = new Set(jobs.map(({ id }) => String(id)));
  const lines = rows(sandbox, 'netsuite', 'customrecord_billing_schedule_line').filter((row) =>
    ids.has(String(row.custrecord_job)),
  );
  const deal = rows(sandbox, 'salesforce', 'Opportunity').find(({ Id }) => Id === crm);
  const { PSA_Project_Id__c: named } = deal ?? {};
  return {
    psaProjects: referring.length,
    erpProjects: jobs.length,
    scheduleLines: lines.length,
    crmLinks: typeof named === 'string' && named !== '' ? named.split(';').length : 0,
  };
}
