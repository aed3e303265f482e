import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openAccount, type OpenAccount, type Reply } from '../open-account.ts';
import { RECORDS } from './registry.ts';

const RECORD = '/services/rest/record/v1';
let account: OpenAccount;

beforeAll(async () => {
  account = await openAccount({ serviceMs: 0 });
});

beforeEach(() => account.served.standIn.reset());

afterAll(() => account.close());

function call(method: string, path: string, body?: unknown): Promise<Reply> {
  return account.call(method, path.startsWith('http') ? path : `${RECORD}/${path}`, { body });
}

/** Makes a record and gives back its address. */
async function make(type: string, body: unknown): Promise<string> {
  const reply = await call('POST', type, body);
  expect(reply.body).toEqual({});
  expect(reply.status).toBe(204);
  return reply.headers.get('location') ?? '';
}

function problem(reply: Reply): { status: number; code: unknown; detail: string; path: unknown } {
  const [detail] = (reply.body['o:errorDetails'] ?? []) as Record<string, unknown>[];
  return {
    status: reply.status,
    code: detail?.['o:errorCode'],
    detail: String(detail?.detail),
    path: detail?.['o:errorPath'],
  };
}

describe('reading', () => {
  test('collections give ids and links, pages like SuiteQL’s', async () => {
    const { body } = await call('GET', 'customer?limit=2&offset=2');
    expect(body).toMatchObject({ count: 2, offset: 2, hasMore: true, totalResults: account.firm.erpCustomers.length });
    expect(body.items).toEqual([
      { links: [{ rel: 'self', href: `${account.served.url}${RECORD}/customer/1003` }], id: '1003' },
      { links: [{ rel: 'self', href: `${account.served.url}${RECORD}/customer/1004` }], id: '1004' },
    ]);
  });

  test('every record type can be listed and its first record read, expanded and not', async () => {
    for (const { type } of RECORDS) {
      const list = await call('GET', `${type}?limit=1`);
      expect([type, list.status]).toEqual([type, 200]);
      const [first] = list.body.items as { id: string }[];
      for (const query of ['', '?expandSubResources=true']) {
        const one = await call('GET', `${type}/${first?.id ?? ''}${query}`);
        expect([type, one.status, one.body.id]).toEqual([type, 200, first?.id]);
      }
    }
  });

  test('fields limits what comes, sublists are links until expanded, and can be read apart', async () => {
    expect(Object.keys((await call('GET', 'invoice/100001?fields=tranId,entity')).body)).toEqual([
      'links',
      'entity',
      'id',
      'tranId',
    ]);
    const plain = (await call('GET', 'invoice/100001')).body;
    expect(plain.item).toEqual({
      links: [{ rel: 'self', href: `${account.served.url}${RECORD}/invoice/100001/item` }],
    });
    const expanded = (await call('GET', 'invoice/100001?expandSubResources=true')).body.item;
    expect((await call('GET', 'invoice/100001/item')).body).toEqual(expanded);
  });

  test('what is not there is not there', async () => {
    for (const path of ['customer/999999', 'customer/abc', 'customer/eid:nobody', 'creditMemo/100001'])
      expect(problem(await call('GET', path))).toMatchObject({
        status: 404,
        code: 'NONEXISTENT_ID',
        detail: 'The record instance does not exist. Provide a valid record instance ID.',
      });
    expect(problem(await call('GET', 'bad-path'))).toMatchObject({
      status: 404,
      detail: "Record type 'bad-path' does not exist.",
    });
    expect(problem(await call('GET', 'customer/eid:a%7Cb'))).toMatchObject({ status: 400, code: 'INVALID_KEY_OR_REF' });
  });

  const ids = async (type: string, q: string): Promise<string[]> => {
    const { body } = await call('GET', `${type}?q=${encodeURIComponent(q)}`);
    return (body.items as { id: string }[]).map(({ id }) => id);
  };

  test('q filters by text, number, flag and reference', async () => {
    expect(await ids('subsidiary', 'custrecord_entity_code IS "de01"')).toEqual(['4']);
    expect(await ids('subsidiary', 'legalName CONTAIN "consulting" AND country ANY_OF ["US", "GB"]')).toEqual([
      '2',
      '3',
    ]);
    expect(await ids('term', 'daysUntilNetDue GREATER_OR_EQUAL 45 OR name START_WITH "Due"')).toEqual(['1', '4', '5']);
    expect(await ids('term', '(daysUntilNetDue LESS 10 OR daysUntilNetDue EQUAL 30) AND isInactive IS false')).toEqual([
      '1',
      '3',
    ]);
    expect(await ids('subsidiary', 'parent EMPTY')).toEqual(['1']);
    expect(await ids('subsidiary', 'parent EMPTY_NOT AND id ANY_OF_NOT [2, 3]')).toEqual(['4', '5']);
  });

  test('q compares moments on the account’s clock', async () => {
    const path = await make('term', { name: 'Net 7' });
    const id = path.split('/').at(-1) ?? '';
    expect(await ids('term', 'lastModifiedDate ON_OR_AFTER "11/20/2026"')).toEqual([id]);
    expect(await ids('term', 'lastModifiedDate ON_OR_AFTER "11/20/2026 9:00 AM"')).toEqual([id]);
    expect(await ids('term', 'lastModifiedDate AFTER "11/20/2026 09:00"')).toEqual([]);
    expect(await ids('term', 'lastModifiedDate ON_OR_AFTER "11/21/2026"')).toEqual([]);
  });

  test.each([
    ["name IS 'x'", 'Invalid search query. Provide a valid search query.'],
    ['name IS', 'Invalid search query. Provide a valid search query.'],
    ['nope IS "x"', "Unknown field name 'nope' in the search query."],
    ['name GREATER 5', "Operator 'GREATER' is not allowed for the field 'name'."],
    ['lastModifiedDate AFTER "2026-11-20"', 'Invalid date'],
    ['daysUntilNetDue EQUAL "x"', 'Invalid number'],
  ])('q refuses %s', async (q, detail) => {
    const reply = problem(await call('GET', `term?q=${encodeURIComponent(q)}`));
    expect(reply).toMatchObject({ status: 400, code: 'INVALID_PARAMETER' });
    expect(reply.detail).toContain(detail);
  });

  test('the metadata marks custom fields and what can be filtered', async () => {
    const accept = { headers: { accept: 'application/schema+json' } };
    const reply = await account.call('GET', `${RECORD}/metadata-catalog/invoice`, accept);
    expect(reply.headers.get('content-type')).toBe('application/schema+json');
    const properties = reply.body.properties as Record<string, Record<string, unknown>>;
    expect(properties.custbody_contract_ref).toMatchObject({
      type: 'string',
      nullable: true,
      'x-ns-custom-field': true,
    });
    expect(properties.tranDate).toMatchObject({ type: 'string', format: 'date' });
    expect(JSON.stringify(properties.item)).toContain(
      '"custcol_psa_source":{"title":"PSA Source","type":"string","nullable":true,"x-ns-custom-field":true}',
    );
    expect(reply.body['x-ns-filterable']).toContain('lastModifiedDate');
    const catalogue = (await call('GET', 'metadata-catalog')).body.items as { name: string }[];
    expect(catalogue.map(({ name }) => name)).toEqual(RECORDS.map(({ type }) => type));
  });
});
