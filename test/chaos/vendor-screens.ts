// The vendors' own screens, as far as people enter here what a play begins with: each call under the vendor's own credentials, and a
// refusal is an Error.
import { netSuiteConfigSchema } from '../../subgraphs/connectors/netsuite/config.ts';
import { signInForm, tokenPath } from '../../subgraphs/connectors/netsuite/token.ts';
import type { Sandbox } from '../../subgraphs/sandbox/sandbox.ts';
import type { VendorName } from '../../subgraphs/sandbox/stand-in.ts';

/** A row as a stand-in shows its own state. */
export type Row = Readonly<Record<string, unknown>>;

/** The rows of one table of a stand-in. */
export function rows(sandbox: Sandbox, vendor: VendorName, table: string): readonly Row[] {
  return sandbox.standIns[vendor].standIn.dump([table])[table] ?? [];
}

/** The CRM's screen. */
export interface CrmScreen {
  /** The new record's id. */
  add(object: string, fields: object): Promise<string>;
  change(object: string, id: string, fields: object): Promise<void>;
}

/** Three vendors' screens; what is added is answered with the id of its record. */
export interface Screens {
  readonly crm: CrmScreen;
  addToPsa(collection: string, record: Row): Promise<string>;
  addToErp(type: string, record: Row): Promise<string>;
}

/** Signs in to the CRM. */
export async function crmScreen(sandbox: Sandbox): Promise<CrmScreen> {
  const token = await crmSignIn(sandbox);
  const call = (method: string, path: string, body: object): Promise<Response> =>
    send(`${sandbox.urls.salesforce}/services/data/v62.0/sobjects/${path}`, { method, token, body });
  return {
    add: async (object, fields) => ((await (await call('POST', object, fields)).json()) as { id: string }).id,
    change: async (object, id, fields) => {
      await call('PATCH', `${object}/${id}`, fields);
    },
  };
}

/** Signs in everywhere. */
export async function openScreens(sandbox: Sandbox): Promise<Screens> {
  const { urls } = sandbox;
  const erpToken = await erpSignIn(sandbox);
  return {
    crm: await crmScreen(sandbox),
    addToPsa: async (collection, record) => {
      const { accessToken: token } = sandbox.credentials.kantata;
      const url = `${urls.kantata}/api/v1/${collection}.json`;
      const answer = await send(url, { method: 'POST', token, body: { [singularOf(collection)]: record } });
      const { results } = (await answer.json()) as { results: readonly { id: string }[] };
      return results[0]?.id ?? '';
    },
    addToErp: async (type, record) => {
      const url = `${urls.netsuite}/services/rest/record/v1/${type}`;
      const answer = await send(url, { method: 'POST', token: erpToken, body: record });
      return answer.headers.get('location')?.split('/').at(-1) ?? '';
    },
  };
}

/** The PSA wraps a record in the name of one of its collection. */
function singularOf(collection: string): string {
  return collection.replace(/ies$/, 'y').replace(/s$/, '');
}

async function send(
  url: string,
  { method, token, body }: { readonly method: string; readonly token: string; readonly body: object },
): Promise<Response> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const answer = await fetch(url, { method, headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} ${url} was refused (${answer.status}): ${await answer.text()}`);
  return answer;
}

async function crmSignIn({ urls, credentials }: Sandbox): Promise<string> {
  const { clientId, clientSecret } = credentials.salesforce;
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
  return tokenIn(`${urls.salesforce}/services/oauth2/token`, new URLSearchParams(form).toString());
}

async function erpSignIn({ urls, credentials }: Sandbox): Promise<string> {
  const config = netSuiteConfigSchema.parse({ ...credentials.netsuite, origin: urls.netsuite });
  const form = await signInForm(config, urls.netsuite, credentials.netsuite.privateKeyPem);
  return tokenIn(`${urls.netsuite}${tokenPath}`, form);
}

async function tokenIn(url: string, body: string): Promise<string> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await fetch(url, { method: 'POST', headers, body });
  return ((await answer.json()) as { access_token: string }).access_token;
}
