// The three stand-ins together: the credentials handed out sign in to each, and their records name each other.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT, importPKCS8 } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SandboxCredentials } from './credentials.ts';
import type { Sandbox, SandboxUrls } from './sandbox.ts';
import { startSandbox } from './sandbox.ts';

const dataDirectory = mkdtempSync(join(tmpdir(), 'sandbox-'));
const ports = { control: 0, salesforce: 0, kantata: 0, netsuite: 0, identity: 0 };
let sandbox: Sandbox;
let urls: SandboxUrls;
let credentials: SandboxCredentials;

beforeAll(async () => {
  sandbox = await startSandbox({ size: 'demo', today: '2026-11-20', ports, dataDirectory });
  const answer = await fetch(`${sandbox.urls.control}/credentials`);
  ({ urls, credentials } = (await answer.json()) as { urls: SandboxUrls; credentials: SandboxCredentials });
});
afterAll(async () => {
  await sandbox.close();
  rmSync(dataDirectory, { recursive: true, force: true });
});

async function readJson<T>(answer: Response): Promise<T> {
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${answer.url} answered ${answer.status}: ${text}`);
  return JSON.parse(text) as T;
}

async function signInToSalesforce(): Promise<string> {
  const { clientId, username, privateKeyPem, loginUrl } = credentials.salesforce;
  const key = await importPKCS8(privateKeyPem, 'RS256');
  const assertion = await new SignJWT()
    .setProtectedHeader({ alg: 'RS256' })
    .setIssuer(clientId)
    .setSubject(username)
    .setAudience(loginUrl)
    .setExpirationTime('3m')
    .sign(key);
  const body = new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion });
  const answer = await fetch(`${loginUrl}/services/oauth2/token`, { method: 'POST', body });
  return (await readJson<{ access_token: string }>(answer)).access_token;
}

async function signInToNetSuite(): Promise<string> {
  const { clientId, certificateId, privateKeyPem, scope } = credentials.netsuite;
  const key = await importPKCS8(privateKeyPem, 'ES256');
  const url = `${urls.netsuite}/services/rest/auth/oauth2/v1/token`;
  const assertion = await new SignJWT({ scope })
    .setProtectedHeader({ alg: 'ES256', kid: certificateId, typ: 'JWT' })
    .setIssuer(clientId)
    .setAudience(url)
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(key);
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  });
  return (await readJson<{ access_token: string }>(await fetch(url, { method: 'POST', body }))).access_token;
}

async function soql<T>(query: string): Promise<T[]> {
  const headers = { authorization: `Bearer ${await signInToSalesforce()}` };
  const answer = await fetch(`${urls.salesforce}/services/data/v62.0/query?q=${encodeURIComponent(query)}`, {
    headers,
  });
  return (await readJson<{ records: T[] }>(answer)).records;
}

async function suiteql<T>(query: string): Promise<T[]> {
  const headers = {
    authorization: `Bearer ${await signInToNetSuite()}`,
    prefer: 'transient',
    'content-type': 'application/json',
  };
  const url = `${urls.netsuite}/services/rest/query/v1/suiteql?limit=1000`;
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ q: query }) });
  return (await readJson<{ items: T[] }>(answer)).items;
}

async function kantata<T>(path: string): Promise<Record<string, T>> {
  const headers = { authorization: `Bearer ${credentials.kantata.accessToken}` };
  const answer = await fetch(`${urls.kantata}/api/v1/${path}`, { headers });
  const resource = path.split('?')[0] ?? '';
  return (await readJson<Record<string, Record<string, T>>>(answer))[resource] ?? {};
}

describe('the three stand-ins of one firm', () => {
  it('name the same customers: most of the ERP’s refer to an account of the CRM', async () => {
    const accounts = new Set((await soql<{ Id: string }>('SELECT Id FROM Account')).map(({ Id }) => Id));
    const named = await suiteql<{ custentity_crm_account?: string }>(
      'SELECT id, custentity_crm_account FROM customer ORDER BY id',
    );
    expect(accounts.size).toBe(63);
    expect(named.length).toBe(59);
    const known = named.filter((customer) => accounts.has(customer.custentity_crm_account ?? ''));
    expect(known.length).toBe(56);
  });

  it('name the same projects: most jobs of the ERP refer to a project of the PSA', async () => {
    const projects = await kantata<{ title: string }>('workspaces?per_page=200&include_archived=true');
    const jobs = await suiteql<{ companyname: string; custentity_psa_project?: string }>(
      'SELECT id, companyname, custentity_psa_project FROM job ORDER BY id',
    );
    const agreeing = jobs.filter((job) => projects[job.custentity_psa_project ?? '']?.title === job.companyname);
    expect(jobs.length).toBe(sandbox.standIns.netsuite.standIn.dump().job?.length);
    // Three jobs name no project and one names another: the firm's dirt.
    expect(jobs.length - agreeing.length).toBe(4);
  });

  it('logged every call by the vendor’s own name of what was asked for', () => {
    const { resources } = sandbox.standIns.netsuite.requests.totals();
    expect(Object.keys(resources)).toEqual(expect.arrayContaining(['suiteql:customer', 'suiteql:job']));
    expect(resources['suiteql:customer']).toEqual({ calls: 1, rows: 59 });
    const logged = JSON.stringify(sandbox.standIns.netsuite.requests.list());
    expect(logged).not.toMatch(/eyJ[\w-]{20}/u);
  });
});
