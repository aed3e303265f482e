// What a client hears of a subgraph's stream, and of its refusal to stream.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { createLogger } from '../../subgraphs/runtime/telemetry.ts';
import { createPassages } from './passage.ts';
import type { Opened } from './passage.ts';

const passages = createPassages(createLogger('test', { level: 'silent' }));
let said = { status: 200, type: 'text/event-stream', body: '' };
const server = createServer((request, response) => {
  request.resume();
  response.writeHead(said.status, { 'content-type': said.type });
  response.end(said.body);
});
afterEach(() => void server.close());

async function openTo(status: number, type: string, body: string): Promise<Opened> {
  said = { status, type, body };
  if (!server.listening) await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql/stream`;
  return passages.open({ subgraph: 'process', url, headers: {}, body: '{}', correlationId: 'c-1' });
}

const talkative = {
  message: 'Cannot tell. Did you mean "secretField"?',
  path: ['runChanged'],
  extensions: { code: 'RUN_GONE', retryable: false, stacktrace: ['at /srv/secret.js'] },
};
const fit = {
  message: 'Cannot tell.',
  path: ['runChanged'],
  extensions: { code: 'RUN_GONE', subgraph: 'process', retryable: false, correlationId: 'c-1' },
};

test('events are handed on as they are, of errors in them only what a client may know', async () => {
  const events = [{ data: { runChanged: { id: 'a' } } }, { data: { runChanged: null }, errors: [talkative] }];
  const stream = events.map((event) => `event: next\ndata: ${JSON.stringify(event)}\n\n`).join('');
  const opened = await openTo(200, 'text/event-stream', `${stream}event: complete\n\n`);
  if (opened.kind !== 'open') throw new Error('the stream was refused');
  const heard = (await text(opened.body)).split('\n').filter((line) => line.startsWith('data: '));
  expect(heard.map((line) => JSON.parse(line.slice(6)) as unknown)).toEqual([
    events[0],
    { data: { runChanged: null }, errors: [fit] },
  ]);
});

test.each([
  ['a page of a proxy', 502, '<html>secret proxy</html>', 'process refused the stream (HTTP 502)'],
  ['a GraphQL answer', 400, JSON.stringify({ errors: [talkative] }), 'Cannot tell.'],
])('a refusal that is %s is told in words for clients', async (_, status, body, message) => {
  const opened = await openTo(status, 'text/html', body);
  if (opened.kind !== 'refused') throw new Error('the stream was opened');
  expect(opened.status).toBe(status);
  expect(opened.body).not.toContain('secret');
  expect(JSON.parse(opened.body)).toMatchObject({ errors: [{ message, extensions: { correlationId: 'c-1' } }] });
});
