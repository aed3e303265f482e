// What a client makes of a system API that is not ours: a service of the firm's own, a proxy before it, or nonsense.
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { jwtVerify } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createServiceTokens, serviceAudience, serviceIssuer } from '../../runtime/service-token.ts';
import { connectSystems, type SystemsClient } from './connect.ts';
import type { Systems } from './systems.ts';
import { LowerFence } from '../../runtime/lower-fence.ts';
import type { RecordRef, SystemOutcome } from './write-call.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const call = { key: 'customer-0001-erp', fence: 3_007, inputHash: 'digest' };
const customer: RecordRef = { system: 'ERP', instance: 'erp', kind: 'CUSTOMER', id: '7' };

interface Asked {
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: { readonly query: string; readonly variables: Readonly<Record<string, unknown>> };
}

let server: Server;
let client: SystemsClient;
let systems: Systems;
let asked: Asked;
let answer: (response: ServerResponse) => void;

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Asked['body'];
      asked = { path: request.url, headers: request.headers, body };
      answer(response);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  client = connectSystems({
    urls: { crm: url, psa: url, erp: url },
    tokens: createServiceTokens('worker', privateKey),
  });
  systems = client.for({
    correlationId: 'run-4711-abc',
    initiator: { subject: 'ann', role: 'account-manager' },
    priority: 'billing',
  });
});
afterAll(async () => {
  await client.close();
  server.close();
  await once(server, 'close');
});

const says =
  (status: number, body: unknown, type = 'application/json') =>
  (response: ServerResponse): void => {
    response.writeHead(status, { 'content-type': type });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
const applied = { outcome: { __typename: 'WriteApplied', ref: customer, isNew: true } };
const error = (code: string): object => ({ message: 'x', extensions: { code } });
const words = (outcome: SystemOutcome): string =>
  outcome.kind === 'NOT_APPLIED' ? `${outcome.kind} ${outcome.reason}` : outcome.kind;
const remove = (): Promise<SystemOutcome> => systems.erp.removeCustomer(call, customer);

test('a write carries its ticket, the correlation id, a deadline, the priority, and a token of one scope in a name', async () => {
  answer = says(200, { data: applied });
  expect(await remove()).toEqual({ kind: 'APPLIED', ref: customer, isNew: true });
  expect(asked.path).toBe('/graphql');
  const ticket = { key: call.key, fence: '3007', inputHash: 'digest' };
  expect(asked.body.variables).toEqual({ ticket, customer });
  expect(asked.headers).toMatchObject({ 'x-correlation-id': 'run-4711-abc', 'x-priority': 'billing' });
  expect(Number(asked.headers['x-deadline-ms'])).toBeGreaterThan(20_000);
  const token = asked.headers.authorization?.replace('Bearer ', '') ?? '';
  const { payload } = await jwtVerify(token, publicKey, { issuer: serviceIssuer, audience: serviceAudience });
  expect(payload).toMatchObject({
    ...{ sub: 'service:worker', scope: 'system:erp' },
    initiator: { sub: 'ann', role: 'account-manager' },
  });
  expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBeLessThanOrEqual(90);
});

const refusedUnread: readonly (readonly [string, (response: ServerResponse) => void])[] = [
  ['no such page', says(404, '<html>not here</html>', 'text/html')],
  ['too many requests', says(429, '<html>slow down</html>', 'text/html')],
  ['a token it does not take', says(401, { errors: [error('UNAUTHENTICATED')] })],
  ['a document it does not know', says(400, { errors: [error('GRAPHQL_VALIDATION_FAILED')] })],
  ['a service that is full and says so in GraphQL', says(503, { errors: [error('OVERLOADED')] })],
  ['a scope that is not enough', says(200, { data: null, errors: [error('FORBIDDEN')] })],
];
test.each(refusedUnread)('%s is an outage: nothing was done', async (_, reply) => {
  answer = reply;
  expect(words(await remove())).toBe('NOT_APPLIED OUTAGE');
});

const unknown: readonly (readonly [string, (response: ServerResponse) => void])[] = [
  ['a proxy that gave up on it', says(502, '<html>bad gateway</html>', 'text/html')],
  [
    'a proxy without anybody behind it, which may have had somebody a moment ago',
    says(503, 'unavailable', 'text/plain'),
  ],
  ['a proxy that waited too long', says(504, '', 'text/html')],
  ['a server error before data', says(500, { errors: [error('INTERNAL_SERVER_ERROR')] })],
  ['an error of the write itself', says(200, { data: null, errors: [error('INTERNAL_SERVER_ERROR')] })],
  ['an outcome beside an error', says(200, { data: applied, errors: [error('INTERNAL_SERVER_ERROR')] })],
  ['an empty answer', says(200, '')],
  ['no GraphQL at all', says(200, '<html>hello</html>', 'text/html')],
  ['neither data nor errors', says(200, {})],
  ['an outcome that no schema has', says(200, { data: { outcome: { __typename: 'WriteMaybe' } } })],
  [
    'an applied write without its record',
    says(200, { data: { outcome: { __typename: 'WriteApplied', isNew: true } } }),
  ],
  ['a cut connection', (response) => response.socket?.destroy()],
  [
    'an answer that ends in the middle',
    (response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"data":{"outcome"');
      setTimeout(() => response.socket?.destroy(), 20);
    },
  ],
];
test.each(unknown)('%s leaves the write in doubt, and a look-up or a read unanswered', async (_, reply) => {
  answer = reply;
  expect(await remove()).toMatchObject({ kind: 'IN_DOUBT', settleMs: expect.any(Number) as number });
  await expect(systems.erp.findCustomer(call)).rejects.toMatchObject({ name: 'Fault', system: 'ERP' });
  await expect(systems.erp.customerStanding(customer)).rejects.toMatchObject({ name: 'Fault' });
  await expect(systems.erp.billingFacts()).rejects.toMatchObject({ name: 'Fault' });
  await expect(systems.crm.customerLinks(customer)).rejects.toMatchObject({ name: 'Fault', system: 'CRM' });
  const nobody = { name: 'x', taxId: null, website: null };
  await expect(systems.erp.customersThatMayMatch(nobody)).rejects.toMatchObject({ name: 'Fault' });
});

test('a failure keeps its code, its fields and the wish to be left alone', async () => {
  const failure = { code: 'SYSTEM_REFUSED', message: 'm', vendorCode: 'V', fields: ['taxId'], retryAfterMs: 250 };
  answer = says(200, { data: { outcome: { __typename: 'WriteNotApplied', reason: 'REFUSED', failure } } });
  expect(await remove()).toEqual({ kind: 'NOT_APPLIED', reason: 'REFUSED', failure });
  answer = says(200, { data: { outcome: { __typename: 'WriteInDoubt', settleMs: 4_000, failure } } });
  expect(await remove()).toEqual({ kind: 'IN_DOUBT', settleMs: 4_000, failure });
});

test('a look-up that was shut out says so, and one that names a stranger is not believed', async () => {
  answer = says(200, { data: { found: { __typename: 'LookUpFenced', fence: '3007' } } });
  await expect(systems.erp.findCustomer(call)).rejects.toThrow(LowerFence);
  const stranger = { ...customer, kind: 'SPACESHIP' };
  answer = says(200, { data: { found: { __typename: 'RecordsFound', records: [stranger] } } });
  await expect(systems.erp.findCustomer(call)).rejects.toMatchObject({ name: 'Fault', code: 'SYSTEM_ANSWER_INVALID' });
  answer = says(200, { data: { found: { __typename: 'RecordsFound', records: [customer] } } });
  expect(await systems.erp.findCustomer(call)).toEqual([customer]);
});

test('a fault of the vendor reaches the process with its code and its wish', async () => {
  const extensions = { code: 'SYSTEM_OVERLOADED', retryAfterMs: 1_500 };
  answer = says(200, { data: null, errors: [{ message: 'x', extensions }] });
  await expect(systems.erp.findCustomer(call)).rejects.toMatchObject({
    code: 'SYSTEM_OVERLOADED',
    retryAfterMs: 1_500,
  });
});

test('a client that is closed under way leaves its write in doubt', async () => {
  const other = connectSystems({
    urls: {
      crm: 'http://127.0.0.1:1',
      psa: 'http://127.0.0.1:1',
      erp: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    },
    tokens: createServiceTokens('worker', privateKey),
  });
  const caller = {
    correlationId: 'run-4712-abc',
    initiator: { subject: 'ann', role: 'operator' },
    priority: 'billing',
  } as const;
  const arrived = new Promise<void>((resolve) => {
    answer = () => {
      resolve();
    };
  });
  const lost = other.for(caller).erp.removeCustomer(call, customer);
  await arrived;
  await other.close();
  expect(words(await lost)).toBe('IN_DOUBT');
  expect(() => other.for({ ...caller, correlationId: 'no\nid' })).toThrow(RangeError);
});
