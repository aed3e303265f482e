// What each vendor's log says of writes: committed or not, heard or not, and the keys they carried.
import { afterEach, describe, expect, it } from 'vitest';
import { createSandboxClock } from './clock.ts';
import { createCredentials } from './credentials.ts';
import { openAccount as openKantata } from './kantata/open-account.ts';
import { demoFirm, openAccount as openNetSuite } from './netsuite/open-account.ts';
import { createSalesforceStandIn } from './salesforce/stand-in.ts';
import type { ServedStandIn } from './serve.ts';
import { serveStandIn } from './serve.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

function keep<T extends { close(): Promise<void> }>(one: T): T {
  open.push(one);
  return one;
}

/** Committed, reply and keys of every write in the log. */
function writesIn({ requests }: ServedStandIn): readonly unknown[] {
  return requests.list().flatMap(({ write }) => (write === undefined ? [] : [write]));
}

/** The organisation on a port, with a signed-in way to call it. */
async function openSalesforce(): Promise<{
  served: ServedStandIn;
  call: (method: string, path: string, body?: unknown) => Promise<Response>;
}> {
  const credentials = createCredentials().salesforce;
  const clock = createSandboxClock('2026-11-20T09:00:00Z');
  const served = keep(
    await serveStandIn(createSalesforceStandIn({ firm: demoFirm(), clock, credentials }), { port: 0, clock }),
  );
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: credentials.clientId,
    client_secret: credentials.clientSecret,
  });
  const answer = await fetch(`${served.url}/services/oauth2/token`, { method: 'POST', body: form });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  const call = (method: string, path: string, body?: unknown): Promise<Response> =>
    fetch(`${served.url}/services/data/v62.0${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return { served, call };
}

describe('the log of writes', () => {
  it('NetSuite: external ids of address and body, a lost reply after the commit, a refusal; queries are no writes', async () => {
    const account = keep(await openNetSuite({ serviceMs: 0 }));
    const customer = { companyName: 'Logged', subsidiary: { id: '4' } };
    account.served.faults.plant({ kind: 'dropReplyAfterCommit', match: '^PUT ', count: 1 });
    const path = '/services/rest/record/v1/customer';
    await expect(account.call('PUT', `${path}/eid:c-1`, { body: customer })).rejects.toThrow();
    await account.call('POST', path, { body: { ...customer, externalId: 'c-1' } });
    await account.call('POST', path, {
      body: { ...customer, externalId: 'c-2' },
      headers: { 'x-netsuite-idempotency-key': 'k-1' },
    });
    await account.query('SELECT id FROM customer FETCH FIRST 1 ROWS ONLY').catch(() => undefined);
    expect(writesIn(account.served)).toEqual([
      { committed: true, reply: 'dropped', keys: ['eid:c-1'] },
      { committed: false, reply: 'sent', keys: ['eid:c-1'] },
      { committed: true, reply: 'sent', keys: ['eid:c-2', 'idempotency:k-1'] },
    ]);
  });

  it('Kantata: references in any depth of the body; the same POST twice is two commits and two records', async () => {
    const account = keep(await openKantata());
    const reference = { service_name: 'spine', service_model: 'Project', service_model_ref: 'p-1' };
    const post = { workspace: { title: 'Twice', external_reference: reference } };
    account.served.faults.plant({ kind: 'dropReplyAfterCommit', match: '^POST ', count: 1 });
    await expect(account.call('POST', 'workspaces', { json: post })).rejects.toThrow();
    await account.call('POST', 'workspaces', { json: post });
    await account.call('POST', 'workspaces', { json: { workspace: {} } });
    await account.get('workspaces');
    expect(writesIn(account.served)).toEqual([
      { committed: true, reply: 'dropped', keys: ['spine/Project/p-1'] },
      { committed: true, reply: 'sent', keys: ['spine/Project/p-1'] },
      { committed: false, reply: 'sent', keys: [] },
    ]);
    const held = account.standIn.dump().external_references?.filter((row) => row.service_model_ref === 'p-1');
    expect(new Set(held?.map((row) => row.subject_id)).size).toBe(2);
  });

  it('Salesforce: external ids of address, fields and composites; a composite that rolled back committed nothing', async () => {
    const { served, call } = await openSalesforce();
    await call('PATCH', '/sobjects/Account/ERP_Customer_Id__c/42', { Name: 'Keyed' });
    const create = (referenceId: string, body: object): object => ({
      method: 'POST',
      url: '/services/data/v62.0/sobjects/Account',
      referenceId,
      body,
    });
    const composite = (name: string): object => ({
      allOrNone: true,
      compositeRequest: [create('a', { Name: name, PSA_Customer_Id__c: 'p-7' }), create('b', {})],
    });
    expect((await call('POST', '/composite', composite('Rolled back'))).status).toBe(200);
    await call('GET', '/limits');
    expect(writesIn(served)).toEqual([
      { committed: true, reply: 'sent', keys: ['ERP_Customer_Id__c=42'] },
      { committed: false, reply: 'sent', keys: ['PSA_Customer_Id__c=p-7'] },
    ]);
    expect(served.standIn.dump().Account?.some((row) => row.Name === 'Rolled back')).toBe(false);
  });

  it('a lookup by search trails the record, a lookup by its own key does not', async () => {
    const account = keep(await openNetSuite({ serviceMs: 0 }));
    const path = '/services/rest/record/v1/customer';
    account.served.faults.plant({ kind: 'staleIndex', seconds: 10 });
    await account.call('PUT', `${path}/eid:fresh`, { body: { companyName: 'Fresh', subsidiary: { id: '4' } } });
    const search = async (): Promise<number> => {
      const { items } = await account.query("SELECT id FROM customer WHERE externalid = 'fresh'");
      const { body } = await account.call('GET', `${path}?q=${encodeURIComponent('companyName IS "Fresh"')}`);
      return items.length + Number(body.totalResults);
    };
    expect((await account.call('GET', `${path}/eid:fresh`)).status).toBe(200);
    expect(await search()).toBe(0);
    account.advance(11);
    expect(await search()).toBe(2);
  });
});
