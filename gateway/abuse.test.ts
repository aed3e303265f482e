// What a gateway answers to requests that no client of good will sends: always JSON with a code and a correlation id.
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDoor } from '../test/federation/door.ts';
import type { Door } from '../test/federation/door.ts';

const sdls = {
  psa: 'type Query { name: String any(value: Int): Int me: Person } type Person { name: String me: Person } type Mutation { touch: Int }',
};

let door: Door;
let port: number;
beforeAll(async () => {
  door = await openDoor(sdls, { Query: { name: 'psa', any: 1 }, Mutation: { touch: 1 } }, { auth: false });
  port = Number(new URL(door.gateway.url).port);
});
afterAll(() => door.close());

interface Heard {
  readonly status: number;
  readonly head: string;
  readonly code: unknown;
  readonly correlationId: unknown;
  readonly message: unknown;
  readonly data: unknown;
}

/** Sends bytes as they are and reads what comes until the other side closes. */
async function say(...parts: (string | Buffer)[]): Promise<Heard> {
  const heard = await new Promise<string>((resolve) => {
    let text = '';
    const socket = connect(port, '127.0.0.1');
    socket.on('data', (data) => (text += data.toString()));
    for (const event of ['close', 'error'] as const)
      socket.once(event, () => {
        resolve(text);
      });
    // A refusal of a body still on its way leaves the connection open for the rest of it.
    socket.setTimeout(1_500, () => socket.destroy());
    for (const part of parts) socket.write(part);
  });
  const [head = '', ...rest] = heard.split('\r\n\r\n');
  const chunk = /^[0-9a-f]+\r\n([\s\S]*?)\r\n0/.exec(rest.join('\r\n\r\n'));
  const body = chunk?.[1] ?? rest.join('\r\n\r\n');
  const parsed = (body === '' ? {} : JSON.parse(body)) as {
    data?: unknown;
    errors?: { message: string; extensions: Record<string, unknown> }[];
  };
  const [error] = parsed.errors ?? [];
  const { code, correlationId } = error?.extensions ?? {};
  return { status: Number(head.slice(9, 12)), head, code, correlationId, message: error?.message, data: parsed.data };
}

const json = 'content-type: application/json\r\n';
const post = (body: string, headers = json): string =>
  `POST /graphql HTTP/1.1\r\nhost: x\r\nconnection: close\r\n${headers}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
const line = (start: string, headers = ''): string =>
  `${start} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n${headers}\r\n`;
const preflight = 'apollo-require-preflight: 1\r\n';
const good = '{"query":"{ name }"}';
const zipped = gzipSync(good);
const doubling = `{ me { ...F0 } } ${Array.from({ length: 40 }, (_, n) => `fragment F${n} on Person { a: me { ...F${n + 1} } b: me { ...F${n + 1} } }`).join(' ')} fragment F40 on Person { name }`;

describe('a request is answered with JSON, a code and a correlation id', () => {
  test.each<[string, number, (string | Buffer)[]]>([
    ['cut off', 400, [post('{"query":')]],
    ['with text after its end', 400, [post(`${good}x`)]],
    ['without a body', 400, [post('')]],
    ['of null', 400, [post('null')]],
    ['of a number', 400, [post('7')]],
    ['of an empty batch', 400, [post('[]')]],
    ['of a batch', 400, [post(`[${good}]`)]],
    ['of nothing', 400, [post('{}')]],
    ['of an empty query', 400, [post('{"query":""}')]],
    ['of a query that is no text', 400, [post('{"query":{}}')]],
    ['of variables that are text', 400, [post('{"query":"{ name }","variables":"{}"}')]],
    ['of variables that are a list', 400, [post('{"query":"{ name }","variables":[1]}')]],
    ['of an operationName that is no text', 400, [post('{"query":"{ name }","operationName":7}')]],
    ['of extensions that are no object', 400, [post('{"query":"{ name }","extensions":"x"}')]],
    ['with the key __proto__', 400, [post('{"query":"{ name }","__proto__":{"admin":true}}')]],
    ['with the key __proto__ in variables', 400, [post('{"query":"{ name }","variables":{"__proto__":1}}')]],
    ['with the key __proto__ behind escapes', 400, [post('{"query":"{ name }","variables":{"\\u005f_proto__":1}}')]],
    ['with a constructor’s prototype', 400, [post('{"query":"{ name }","constructor":{"prototype":{}}}')]],
    [
      'nesting 100,000 deep',
      400,
      [post(`{"query":"{ name }","variables":{"v":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`)],
    ],
    ['of variables 30 deep', 400, [post(`{"query":"{ name }","variables":{"v":${'['.repeat(30)}${']'.repeat(30)}}}`)]],
    ['of fragments that double each other, more than can be counted', 400, [post(JSON.stringify({ query: doubling }))]],
    ['of a list of 1,001', 400, [post(`{"query":"{ name }","variables":{"v":[${'1,'.repeat(1_000)}1]}}`)]],
    ['of a form', 415, [post('query={name}', 'content-type: application/x-www-form-urlencoded\r\n')]],
    ['of plain text, which a page of another site may send', 415, [post(good, 'content-type: text/plain\r\n')]],
    ['of many parts', 415, [post(good, 'content-type: multipart/form-data; boundary=x\r\n')]],
    ['without a content type', 415, [post(good, '')]],
    ['in UTF-16', 415, [post(good, 'content-type: application/json; charset=utf-16\r\n')]],
    [
      'compressed',
      415,
      [
        `POST /graphql HTTP/1.1\r\nhost: x\r\nconnection: close\r\n${json}content-encoding: gzip\r\ncontent-length: ${zipped.length}\r\n\r\n`,
        zipped,
      ],
    ],
    ['for two hosts', 400, [post(good, `${json}host: y\r\n`)]],
    ['for a host that is none', 400, [post(good).replace('host: x', 'host: a b')]],
    ['that is not UTF-8', 400, [post('{"query":"{ name }","x":"  "}').slice(0, -4), Buffer.from([0xff, 0xfe]), '"}']],
    ['that accepts only a page', 406, [post(good, `${json}accept: text/html\r\n`)]],
    ['by PUT', 405, [line('PUT /graphql')]],
    ['by DELETE', 405, [line('DELETE /graphql')]],
    [
      'by OPTIONS, as a page of another site asks first',
      405,
      [line('OPTIONS /graphql', 'origin: http://evil.example\r\naccess-control-request-method: POST\r\n')],
    ],
    ['by GET as a page of another site can', 400, [line('GET /graphql?query=%7Bname%7D')]],
    ['of a mutation by GET', 405, [line('GET /graphql?query=mutation%7Btouch%7D', preflight)]],
    ['of two queries by GET', 400, [line('GET /graphql?query=a&query=b', preflight)]],
    ['of variables that are no JSON by GET', 400, [line('GET /graphql?query=%7Bname%7D&variables=x', preflight)]],
    ['of a hash nobody registered', 400, [line('GET /graphql?documentId=sha256:abc')]],
    ['for another path', 404, [line('GET /graphql/../../etc/passwd')]],
    ['for an escaped path', 404, [line('GET /..%2f..%2fetc%2fpasswd')]],
    ['for a path that is none', 400, [line('GET /%zz')]],
    ['of 10 MB, unread', 413, [`POST /graphql HTTP/1.1\r\nhost: x\r\n${json}content-length: 10485760\r\n\r\n{`]],
    [
      'of too many headers',
      431,
      [line('GET /graphql', Array.from({ length: 500 }, (_, n) => `x-${n}: ${'y'.repeat(60)}\r\n`).join(''))],
    ],
    ['of an address without end', 431, [line(`GET /graphql?query=${'a'.repeat(20_000)}`)]],
    [
      'of two lengths',
      400,
      [`POST /graphql HTTP/1.1\r\nhost: x\r\n${json}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n{}`],
    ],
    ['that is no HTTP', 400, ['EHLO mail.example\r\n\r\n']],
  ])('%s: %i', async (_what, status, parts) => {
    const heard = await say(...parts);
    expect(heard.status).toBe(status);
    expect(heard.head.toLowerCase()).toContain('content-type: application/json');
    expect(heard.head.toLowerCase()).not.toContain('access-control-allow-origin');
    expect(heard.code).toMatch(/^[A-Z_]+$/);
    expect(heard.correlationId).toMatch(/^[\w.-]{8,64}$/);
    expect(heard.head.toLowerCase()).toContain(`x-correlation-id: ${String(heard.correlationId)}`);
    expect(heard.message).not.toMatch(/node_modules|\.ts:|SyntaxError|Unexpected token/);
  });

  test.each<[string, string]>([
    ['a plain query', post(good)],
    ['a charset of UTF-8', post(good, 'content-type: application/json; charset="UTF-8"\r\n')],
    ['a key twice, of which the last counts', post('{"query":"{","query":"{ name }"}')],
    [
      'null where nothing is given',
      post('{"query":"{ name }","variables":null,"operationName":null,"extensions":null}'),
    ],
    ['a byte order mark', post(`\ufeff${good}`)],
    ['escapes', post('{"query":"{ n\\u0061me }"}')],
    ['a GET that no other site’s page can send', line('GET /graphql?query=%7Bname%7D', preflight)],
  ])('and %s is answered', async (_what, text) => {
    expect(await say(text)).toMatchObject({ status: 200, data: { name: 'psa' } });
  });
});
