// A client for tests: signs in to an organisation and calls it in process. Served over HTTP it behaves the same.
import { createCredentials } from '../credentials.ts';
import type { StandIn, VendorFault, VendorResponse } from '../stand-in.ts';
import { Catalogue } from './catalogue/catalogue.ts';
import type { ObjectDocument } from './catalogue/object.ts';
import { STANDARD_OBJECTS } from './catalogue/standard-objects.ts';
import type { OrganizationSettings } from './rest/organization.ts';
import type { Row } from './store/record.ts';
import { createOrganizationStandIn } from './stand-in.ts';

/** The same keys for all tests: making them is slow. */
export const TEST_CREDENTIALS = createCredentials().salesforce;
/** The user whom sessions act for. */
export const TEST_USER = '0055g0000000001AAA';

/** A clock that stands still until it is set. */
export class TestClock {
  time = new Date('2026-11-20T09:00:00Z');

  now(): Date {
    return this.time;
  }

  advance(seconds: number): void {
    this.time = new Date(this.time.getTime() + seconds * 1000);
  }
}

/** An answer as a client sees it: the body went through JSON. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly resource: string | undefined;
  readonly rows: number | undefined;
}

/** What one call may say besides method and path. */
export interface CallOptions {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly faults?: readonly VendorFault[];
}

/** How to build the organisation a client talks to. */
export type TestOrganization = Partial<OrganizationSettings> & {
  readonly objects?: readonly ObjectDocument[];
  readonly rows?: readonly Row[];
};

/** A signed-in client of an organisation. */
export class TestClient {
  readonly standIn: StandIn;
  readonly clock: TestClock;
  token = '';

  constructor(standIn: StandIn, clock: TestClock) {
    this.standIn = standIn;
    this.clock = clock;
  }

  /** Builds an organisation and signs in. */
  static async open({ objects = [], rows = [], ...settings }: TestOrganization = {}): Promise<TestClient> {
    const clock = new TestClock();
    const user = { Id: TEST_USER, Name: 'Test User', LastName: 'User', Username: 'test@example.com', IsActive: true };
    const standIn = createOrganizationStandIn({
      catalogue: Catalogue.from(STANDARD_OBJECTS).load(objects),
      clock,
      credentials: TEST_CREDENTIALS,
      userId: TEST_USER,
      seed: () => [user, ...rows],
      ...settings,
    });
    const client = new TestClient(standIn, clock);
    await client.signIn();
    return client;
  }

  /** Buys a new session. */
  async signIn(): Promise<void> {
    const { clientId, clientSecret } = TEST_CREDENTIALS;
    const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
    const { body } = await this.send('POST', '/services/oauth2/token', {
      body: new URLSearchParams(form).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    this.token = (body as { access_token: string }).access_token;
  }

  /** A call to version 62 of the data API. */
  call(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
    return this.send(method, `/services/data/v62.0${path}`, options);
  }

  /** A query; answers the whole response. */
  query(soql: string, options: CallOptions = {}): Promise<Answer> {
    return this.call('GET', `/query?q=${encodeURIComponent(soql)}`, options);
  }

  /** Any request. */
  async send(method: string, url: string, { body, headers = {}, faults = [] }: CallOptions = {}): Promise<Answer> {
    const [path = '', search = ''] = url.split('?');
    const json = { 'content-type': 'application/json', authorization: `Bearer ${this.token}`, host: 'sf.test' };
    const text = typeof body === 'string' ? body : JSON.stringify(body ?? '');
    const request = {
      method,
      path,
      query: new URLSearchParams(search),
      headers: { ...json, ...headers },
      body: Buffer.from(body === undefined ? '' : text),
    };
    return toAnswer(await this.standIn.handle(request, faults));
  }
}

function toAnswer({ status, headers = {}, body, resource, rows }: VendorResponse): Answer {
  const parsed = typeof body === 'string' || body === undefined ? body : (JSON.parse(JSON.stringify(body)) as unknown);
  return { status, headers, body: parsed, resource, rows };
}
