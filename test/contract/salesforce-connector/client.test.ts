// The client against an org that answers whatever a test can think of.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { systemEnvelope } from '../../../subgraphs/runtime/envelope.ts';
import { Fault } from '../../../subgraphs/runtime/fault.ts';
import {
  type Arrived,
  connect,
  type Connected,
  dataPath,
  person,
  type ScriptedAnswer,
  type ScriptedOrg,
  startScriptedOrg,
  tokenPath,
} from './scripted-org.ts';

let org: ScriptedOrg;
const open: Connected[] = [];
beforeAll(async () => {
  org = await startScriptedOrg();
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((connected) => connected.close()));
});
afterAll(() => org.close());

function connected(settings?: Readonly<Record<string, unknown>>): Connected {
  const made = connect(org, settings);
  open.push(made);
  return made;
}

const read = (soql = 'SELECT Id FROM Account') => connected().client.records(person(), { name: 'Account', soql });
const data = (answer: (request: Arrived) => ScriptedAnswer) =>
  org.play((request) => (request.path === tokenPath ? null : answer(request)));
const dataRequests = () => org.arrived.filter(({ path }) => path !== tokenPath);

async function fault(asked: Promise<unknown>): Promise<Fault> {
  const error: unknown = await asked.then(
    () => null,
    (caught: unknown) => caught,
  );
  expect(error).toBeInstanceOf(Fault);
  return error as Fault;
}

describe('a query', () => {
  test('of many pages is read to its end, in order, each page once', async () => {
    const pages = 25;
    data(({ path }) => {
      const page = path === `${dataPath}/query` ? 0 : Number(path.split('-').at(-1));
      const records = [{ n: page * 2 }, { n: page * 2 + 1 }];
      return page === pages - 1
        ? { body: { totalSize: pages * 2, done: true, records } }
        : {
            body: { totalSize: pages * 2, done: false, nextRecordsUrl: `${dataPath}/query/0r8x-${page + 1}`, records },
          };
    });
    const records = await read();
    expect(records).toEqual(Array.from({ length: pages * 2 }, (_, n) => ({ n: String(n) })));
    expect(dataRequests().length).toBe(pages);
  });

  test('asks with the session, for the largest pages, and sends the text whole', async () => {
    data(() => ({ body: { totalSize: 0, done: true, records: [] } }));
    const soql = "SELECT Id FROM Account WHERE Name = 'Ü & 100% + 日本 \\'x\\''";
    await read(soql);
    const [request] = dataRequests();
    expect(request?.q.get('q')).toBe(soql);
    expect(request?.headers).toMatchObject({
      authorization: 'Bearer session-1',
      'sforce-query-options': 'batchSize=2000',
    });
  });

  test('that goes on at another host is refused, and the session does not go there', async () => {
    const elsewhere = await startScriptedOrg();
    for (const next of [`${elsewhere.url}${dataPath}/query/0r8x-1`, `//${new URL(elsewhere.url).host}/x`]) {
      data(() => ({ body: { done: false, nextRecordsUrl: next, records: [{}] } }));
      const refused = await fault(read());
      expect(refused.code).toBe('SYSTEM_ANSWER_INVALID');
      expect(refused.message).toContain('nextRecordsUrl');
      expect(dataRequests().length).toBe(1);
    }
    expect(elsewhere.arrived).toEqual([]);
    await elsewhere.close();
  });

  test('that leads round in a circle is refused instead of read for ever', async () => {
    data(() => ({ body: { done: false, nextRecordsUrl: `${dataPath}/query/0r8x-1`, records: [{}] } }));
    expect((await fault(read())).code).toBe('SYSTEM_ANSWER_INVALID');
    expect(dataRequests().length).toBeLessThanOrEqual(3);
  });

  test('that is unfinished without saying where it goes on is refused, not cut short', async () => {
    data(() => ({ body: { totalSize: 4_000, done: false, records: [{}] } }));
    expect((await fault(read())).code).toBe('SYSTEM_ANSWER_INVALID');
  });

  test('whose cursor the org has dropped is asked again from the start, once', async () => {
    const gone = { status: 400, body: [{ message: 'invalid query locator', errorCode: 'INVALID_QUERY_LOCATOR' }] };
    let drops = 1;
    data(({ path }) => {
      if (path === `${dataPath}/query`)
        return { body: { done: false, nextRecordsUrl: `${dataPath}/query/0r8x-2000`, records: [{ n: 1 }] } };
      drops -= 1;
      return drops >= 0 ? gone : { body: { done: true, records: [{ n: 2 }] } };
    });
    expect(await read()).toEqual([{ n: '1' }, { n: '2' }]);
    drops = 100;
    expect((await fault(read())).vendorCode).toBe('INVALID_QUERY_LOCATOR');
  });

  test('keeps numbers as their digits and takes records as they come', async () => {
    const body = '{"totalSize":3,"done":true,"records":[{"Amount":1.0E7},{"attributes":null,"Amount":0.10},null]}';
    data(() => ({ body }));
    expect(await read()).toEqual([{ Amount: '1.0E7' }, { attributes: null, Amount: '0.10' }, null]);
  });
});

describe('what is no answer', () => {
  const html = '<html><head><title>We are down for maintenance</title></head></html>';
  test.each([
    ['a page for people with 200', { status: 200, headers: { 'content-type': 'text/html' }, body: html }],
    ['nothing at all with 200', { status: 200, body: '' }],
    ['half a body', { status: 200, body: '{"totalSize":1,"done":true,"rec' }],
    ['an error body with 200', { status: 200, body: [{ message: 'x', errorCode: 'Y' }] }],
    ['records that are no list', { status: 200, body: { done: true, records: {} } }],
    ['no content', { status: 204, body: '' }],
    ['a redirect', { status: 302, headers: { location: 'https://elsewhere.example/' }, body: '' }],
  ])('%s is SYSTEM_ANSWER_INVALID', async (_, answer: ScriptedAnswer) => {
    data(() => answer);
    const refused = await fault(read());
    expect(refused).toMatchObject({ code: 'SYSTEM_ANSWER_INVALID', retryable: false });
    expect(refused.message).not.toContain('maintenance');
    expect(dataRequests().length).toBe(1);
  });

  test('a page for people with 503 is an outage', async () => {
    data(() => ({ status: 503, headers: { 'content-type': 'text/html' }, body: html }));
    expect((await fault(read())).code).toBe('SYSTEM_UNAVAILABLE');
  });

  test('a record of another shape names what is missing, through the port', async () => {
    data(() => ({ body: { done: true, records: [{ Id: '001D000000IRFma' }] } }));
    const refused = await fault(connected().port.customers(person(), { first: 1, after: null, search: null }));
    expect(refused).toMatchObject({ code: 'SYSTEM_ANSWER_INVALID' });
    expect(refused.message).toContain('"Name" is missing');
    const inFeed = await fault(connected().port.changes(person(), 'CUSTOMER', null));
    expect(inFeed).toMatchObject({ code: 'SYSTEM_ANSWER_INVALID' });
  });
});

describe('a description', () => {
  test('is null only when the org says that there is no such object', async () => {
    const { client } = connected();
    org.play(() => null);
    expect(await client.describe(person(), 'Nothing__c')).toBeNull();
    data(() => ({ status: 404, headers: { 'content-type': 'text/html' }, body: '<html>no such host</html>' }));
    expect((await fault(client.describe(person(), 'Account'))).code).toBe('SYSTEM_REFUSED');
  });

  test('that spells a field otherwise is told, for answers would come under that name', async () => {
    data(({ path }) =>
      path.includes('/Account/')
        ? { body: { name: 'Account', fields: [{ name: 'Segment__c', type: 'picklist' }] } }
        : { status: 404, body: [{ message: 'x', errorCode: 'NOT_FOUND' }] },
    );
    const { port } = connected({ mapping: { account: { segment: 'SEGMENT__c' } } });
    await expect(port.verifyMapping(person())).rejects.toThrow('Account spells SEGMENT__c Segment__c');
  });
});

describe('a session', () => {
  const expired = { status: 401, body: [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }] };

  test('that expired is renewed once; when the new one is refused too, that stands', async () => {
    data(() => expired);
    expect(await fault(read())).toMatchObject({ code: 'SYSTEM_UNAUTHORIZED', vendorCode: 'INVALID_SESSION_ID' });
    expect(dataRequests().length).toBe(2);
    expect(org.arrived.length - dataRequests().length).toBe(2);
  });

  test('that expires between two pages is renewed and the result goes on', async () => {
    let sold = 0;
    org.play(({ path, headers }) => {
      if (path === tokenPath) {
        sold += 1;
        return { body: { access_token: `session-${sold}`, instance_url: org.url } };
      }
      if (path === `${dataPath}/query`)
        return { body: { done: false, nextRecordsUrl: `${dataPath}/query/0r8x-1`, records: [{ n: 1 }] } };
      return headers.authorization === 'Bearer session-1' ? expired : { body: { done: true, records: [{ n: 2 }] } };
    });
    expect(await read()).toEqual([{ n: '1' }, { n: '2' }]);
    expect(sold).toBe(2);
  });

  test('is used at the host the sign-in names, not at the one we signed in at', async () => {
    const home = await startScriptedOrg();
    home.play(() => ({ body: { done: true, records: [{ n: 1 }] } }));
    org.play(() => ({ body: { access_token: 'session-9', instance_url: home.url } }));
    expect(await read()).toEqual([{ n: '1' }]);
    expect(org.arrived.map(({ path }) => path)).toEqual([tokenPath]);
    expect(home.arrived[0]?.headers.authorization).toBe('Bearer session-9');
    await home.close();
  });

  test.each([
    ['no JSON', { body: '<html/>' }],
    ['no host', { body: { access_token: 'x' } }],
    ['no token', { body: { instance_url: 'https://acme.example' } }],
    ['an error with 200', { body: { error: 'invalid_grant' } }],
  ])('answered with %s is SYSTEM_ANSWER_INVALID', async (_, answer: ScriptedAnswer) => {
    org.play(() => answer);
    expect((await fault(read())).code).toBe('SYSTEM_ANSWER_INVALID');
  });

  test('that is refused says what to look at, and shows neither secret nor answer', async () => {
    org.play(() => ({ status: 400, body: { error: 'invalid_client', error_description: 'of Müller GmbH' } }));
    const refused = await fault(read());
    expect(refused).toMatchObject({ code: 'SYSTEM_UNAUTHORIZED', vendorCode: 'invalid_client' });
    expect(JSON.stringify([refused, refused.message, refused.detail])).not.toMatch(/Müller|secret-|"secret"/);
  });
});

describe('the quota of the day', () => {
  const page = { totalSize: 0, done: true, records: [] };
  const told = (used: number) =>
    data(() => ({ headers: { 'Sforce-Limit-Info': `api-usage=${used}/15000` }, body: page }));

  test('is not spent to its end by work nobody waits for', async () => {
    const { client } = connected({ quotaReservePercent: 10 });
    const statement = { name: 'Account', soql: 'SELECT Id FROM Account' };
    const background = systemEnvelope('feed');
    told(13_499);
    await client.records(background, statement);
    await client.records(background, statement);
    told(13_500);
    await client.records(background, statement);
    expect((await fault(client.records(background, statement))).code).toBe('SYSTEM_QUOTA_EXHAUSTED');
    expect(dataRequests().length).toBe(1);
    expect(await client.records(person(), statement)).toEqual([]);
  });

  test('that is used up says so, and the org is left alone for a while', async () => {
    const used = [{ message: 'TotalRequests Limit exceeded.', errorCode: 'REQUEST_LIMIT_EXCEEDED' }];
    data(() => ({ status: 403, body: used }));
    const org = connected();
    const ask = () => fault(org.client.records(person(), { name: 'Account', soql: 'SELECT Id FROM Account' }));
    expect(await ask()).toMatchObject({ code: 'SYSTEM_QUOTA_EXHAUSTED', retryable: false });
    expect((await ask()).code).toBe('CIRCUIT_OPEN');
    expect(dataRequests().length).toBe(1);
  });
});

describe('questions by id', () => {
  test('short ids, ids of nobody and texts that are none: only real ids are asked for', async () => {
    const account = { Name: 'Acme', ParentId: null, BillingCountry: null, Website: null, Owner: null };
    const mapped = { Segment__c: null, Renewal_Date__c: null };
    data(() => ({ body: { done: true, records: [{ Id: '001D000000IRFmaIAH', ...account, ...mapped }] } }));
    const { port } = connected();
    const ref = (id: string, instance = 'salesforce') => ({ system: 'CRM', instance, kind: 'CUSTOMER', id }) as const;
    const asked = [ref('001D000000IRFma'), ref('001D000000IRFmaIAH'), ref('abc'), ref('001D000000IRFma', 'other')];
    const { value } = await port.customersByRef(person(), asked);
    expect(value.map((customer) => customer?.ref.id ?? null)).toEqual([
      '001D000000IRFmaIAH',
      '001D000000IRFmaIAH',
      null,
      null,
    ]);
    expect(dataRequests().map(({ q }) => q.get('q')?.split(' WHERE ')[1])).toEqual([
      "Id IN ('001D000000IRFmaIAH') ORDER BY Id",
    ]);
  });

  test('deals of very many customers are asked for in parts that fit a URL, and are one page again', async () => {
    const deal = {
      ContractId: null,
      StageName: 'Prospecting',
      Probability: null,
      Amount: null,
      CurrencyIsoCode: 'USD',
      Legal_Entity__c: null,
      Billing_Model__c: null,
      Service_Line__c: null,
      SOW_Approved_At__c: null,
    };
    const days = [19, 3, 11];
    let parts = 0;
    data(({ q }) => {
      const day = String(days[parts++ % 3]).padStart(2, '0');
      expect(q.get('q')!.length).toBeLessThan(12_000);
      const AccountId = /AccountId IN \('(\w+)'/.exec(q.get('q')!)?.[1];
      const record = { Id: `006D00000000${day}0`, Name: day, AccountId, CloseDate: `2026-11-${day}`, ...deal };
      return { body: { done: true, records: [record] } };
    });
    const customers = Array.from({ length: 700 }, (_, n) => ({
      ...({ system: 'CRM', instance: 'salesforce', kind: 'CUSTOMER' } as const),
      id: `001D0000${String(n).padStart(7, '0')}`,
    }));
    const query = { first: 2, after: null, stages: null, customers, closeFrom: null, closeTo: null };
    const { value } = await connected().port.opportunities(person(), query);
    expect(value.items.map(({ name }) => name)).toEqual(['19', '11']);
    expect(value.hasNextPage).toBe(true);
    expect(dataRequests().length).toBe(3);
  });

  test('a search longer than any name finds nobody and asks nothing', async () => {
    data(() => ({ body: { done: true, records: [] } }));
    const search = 'x'.repeat(20_000);
    const { value } = await connected().port.customers(person(), { first: 5, after: null, search });
    expect(value.items).toEqual([]);
    expect(org.arrived).toEqual([]);
  });
});
