// A recording nobody made: calls in the form of recordings with what the real one lacks, in a version it does not have.
import type { Interaction } from '../salesforce-stand-in/recording.ts';

const data = '/services/data/v62.0';
const id = '001D000000IRFmaIAH';
const json = { 'Content-Type': 'application/json;charset=UTF-8', 'Sforce-Limit-Info': 'api-usage=24/15000' };
let count = 0;

function call(
  request: string,
  status: number,
  body: unknown,
  query: Interaction['request']['query'] = [],
): Interaction {
  const [method = '', path = ''] = request.split(' ');
  const target = { method, path, query, contentType: null, body: '' };
  return {
    cassette: 'made',
    n: count++,
    recordedAt: '',
    request: target,
    response: { status, headers: json, body },
  };
}

const query = (soql: string, status: number, body: unknown, resource = 'query') =>
  call(`GET ${data}/${resource}`, status, body, [['q', soql]]);
const errors = (errorCode: string, message = 'x', fields: readonly string[] = []) => [{ message, errorCode, fields }];
const account = (Amount: number) => ({
  attributes: { type: 'Account', url: `${data}/sobjects/Account/${id}` },
  Id: id,
  SystemModstamp: '2026-05-01T07:25:37.000+0000',
  AnnualRevenue: Amount,
  Active__c: true,
  Since__c: '2026-05-01',
  Owner: { attributes: { type: 'User', url: `${data}/sobjects/User/${id}` }, Name: 'A' },
  Contacts: { totalSize: 1, done: true, records: [{ Id: '0031a000005hwVQAAY', Email: null }] },
});
const fields = [
  ['Id', 'id'],
  ['SystemModstamp', 'datetime'],
  ['AnnualRevenue', 'currency'],
  ['Active__c', 'boolean'],
  ['Since__c', 'date'],
].map(([name, type]) => ({ name, type, label: name }));

/** Paging, deleted rows, refusals of every sort, writes in today's form, many records at once, pages for people. */
export const madeRecording: readonly Interaction[] = [
  call(`GET ${data}/sobjects/Account/describe`, 200, { name: 'Account', fields, custom: false }),
  query("SELECT Id FROM Account WHERE Name = 'R&D + ü'", 200, {
    totalSize: 5,
    done: false,
    nextRecordsUrl: `${data}/query/01gD0000002HU6KIAW-2`,
    records: [account(1e21), account(0.1)],
  }),
  call(`GET ${data}/query/01gD0000002HU6KIAW-2`, 200, {
    totalSize: 5,
    done: false,
    nextRecordsUrl: `${data}/query/01gD0000002HU6KIAW-4`,
    records: [account(-3), account(12_345_678.9)],
  }),
  call(`GET ${data}/query/01gD0000002HU6KIAW-4`, 200, { totalSize: 5, done: true, records: [account(0)] }),
  query('SELECT Id FROM Account', 200, { totalSize: 0, done: true, records: [] }, 'queryAll'),
  query('SELECT COUNT(Id) n FROM Account', 200, {
    totalSize: 1,
    done: true,
    records: [{ attributes: { type: 'AggregateResult' }, n: 7 }],
  }),
  query('SELECT', 400, errors('MALFORMED_QUERY', 'unexpected token')),
  query('SELECT Id FROM Secret__c', 400, errors('INVALID_TYPE')),
  query('SELECT Id FROM Account LIMIT 1', 401, errors('INVALID_SESSION_ID')),
  query('SELECT Id FROM Account LIMIT 2', 403, errors('REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.')),
  query('SELECT Id FROM Account LIMIT 3', 403, errors('REQUEST_LIMIT_EXCEEDED', 'ConcurrentRequests Limit exceeded.')),
  query('SELECT Id FROM Account LIMIT 4', 503, '<html>Down for maintenance</html>'),
  call(`GET ${data}/query/01gD0000002HU6KIAW-9`, 400, errors('INVALID_QUERY_LOCATOR')),
  call(`GET ${data}/sobjects/Nothing/describe`, 404, errors('NOT_FOUND')),
  call('POST /services/oauth2/token', 400, { error: 'invalid_client', error_description: 'x' }),
  call('POST /services/oauth2/token', 200, { access_token: '00D!AQ', instance_url: 'https://acme.my.salesforce.com' }),
  call(`PATCH ${data}/sobjects/Account/Ext__c/a%40b`, 200, { id, success: true, errors: [], created: false }),
  call(`PATCH ${data}/sobjects/Account/Ext__c/c`, 201, { id, success: true, errors: [], created: true }),
  call(`PATCH ${data}/sobjects/Account/Ext__c/d`, 300, [`${data}/sobjects/Account/${id}`]),
  call(`POST ${data}/sobjects/Account`, 400, errors('REQUIRED_FIELD_MISSING', 'x', ['Name'])),
  call(`PATCH ${data}/sobjects/Account/${id}`, 400, errors('UNABLE_TO_LOCK_ROW')),
  call(`DELETE ${data}/sobjects/Account/${id}`, 404, errors('ENTITY_IS_DELETED')),
  call(`PATCH ${data}/composite/sobjects/Account/Ext__c`, 200, [
    { id, success: true, errors: [], created: true },
    { id, success: true, errors: [], created: false },
    { success: false, errors: [{ statusCode: 'INVALID_CROSS_REFERENCE_KEY', message: 'x', fields: [] }] },
    { success: false, errors: [{ statusCode: 'UNABLE_TO_LOCK_ROW', message: 'x', fields: [] }] },
  ]),
  call(`POST ${data}/composite/sobjects`, 400, errors('INVALID_FIELD')),
  call(`GET ${data}/sobjects/Account/${id}`, 404, errors('NOT_FOUND')),
  call(`GET ${data}/limits`, 403, errors('FUNCTIONALITY_NOT_ENABLED')),
  call(`GET ${data}/limits`, 200, { DailyApiRequests: { Max: 15_000, Remaining: 14_998 } }),
];
