// Hostile requests, each with how it must be answered. They go over raw sockets where an HTTP client would be too polite.
import { request } from 'node:http';
import { connect } from 'node:net';

/** How a request ended: its status (0 for none at all) and how long that took. */
export interface Refused {
  readonly status: number;
  readonly ms: number;
}

/** One way to hurt. */
export interface Attack {
  readonly name: string;
  /** Who attack at once. */
  readonly attackers: number;
  readonly statuses: readonly number[];
  /** Where a refusal cannot come at once. */
  readonly refusedWithinMs?: number;
  send(port: number): Promise<Refused>;
}

/** No attack waits longer for its refusal. */
const giveUpMs = 20_000;
/** How long the gateway gives a slow body (http.requestMs), and how often it looks. */
const slowBodyMsMax = 5_000 + 2_000;
/** Four clients pushing 10 MB each are busy with pushing before they look whether somebody answered. */
const sendingMs = 1_000;

const repeat = (times: number, make: (n: number) => string): string =>
  Array.from({ length: times }, (_, n) => make(n)).join(' ');

function document(name: string, make: (tag: string) => string): Attack {
  const made = once(() => JSON.stringify({ query: make('x') }));
  return {
    name,
    attackers: 4,
    statuses: [400],
    send: (port) => post(port, made()),
  };
}

function body(name: string, statuses: readonly number[], make: () => string): Attack {
  const made = once(make);
  return { name, attackers: 4, statuses, send: (port) => post(port, made()) };
}

/** What is refused is not remembered, so the same text hurts each time; making it anew would only slow the attack down. */
function once(make: () => string): () => string {
  let text: string | undefined;
  return () => (text ??= make());
}

const megabyte = 'a'.repeat(1024 * 1024);

/** All of them. */
export const attacks: readonly Attack[] = [
  document('20,000 aliases', (tag) => `{ ${repeat(20_000, (n) => `${tag}${n}: item(id: 1) { id }`)} }`),
  document('1,300 aliases of one name', (tag) => `{ item(id: 1) { ${repeat(1_300, () => `${tag}: id`)} } }`),
  document(
    '150 aliases under 30 root fields',
    (tag) => `{ ${repeat(30, (n) => `${tag}${n}: item { ${repeat(6, (k) => `a${k}: id`)} }`)} }`,
  ),
  document('fields 10,000 deep', (tag) => `{ ${tag}: item ${'{ next '.repeat(10_000)} { id } ${'}'.repeat(10_000)} }`),
  document(
    'lists 40,000 deep in a value',
    (tag) => `{ ${tag}: items(ids: ${'['.repeat(40_000)}${']'.repeat(40_000)}) { id } }`,
  ),
  document(
    'objects 5,000 deep in a value',
    (tag) => `{ ${tag}: items(filter: ${'{ and: '.repeat(5_000)} 1 ${'}'.repeat(5_000)}) { id } }`,
  ),
  document(
    'types 40,000 deep in a variable',
    (tag) => `query($${tag}: ${'['.repeat(40_000)}Int${']'.repeat(40_000)}) { item { id } }`,
  ),
  document(
    'fragments 400 deep',
    (tag) =>
      `{ item { ...${tag}0 } } ${repeat(400, (n) => `fragment ${tag}${n} on Item { next { ...${tag}${n + 1} } }`)} fragment ${tag}400 on Item { id }`,
  ),
  document(
    'fragments doubling 40 times',
    (tag) =>
      `{ item { ...${tag}0 } } ${repeat(40, (n) => `fragment ${tag}${n} on Item { a: next { ...${tag}${n + 1} } b: next { ...${tag}${n + 1} } }`)} fragment ${tag}40 on Item { id }`,
  ),
  document(
    '400 fragments side by side',
    (tag) =>
      `{ item { ${repeat(400, (n) => `...${tag}${n}`)} } } ${repeat(400, (n) => `fragment ${tag}${n} on Item { id }`)}`,
  ),
  document(
    'fragments in a circle',
    (tag) =>
      `{ item { ...${tag}0 } } ${repeat(90, (n) => `fragment ${tag}${n} on Item { next { ...${tag}${(n + 1) % 90} } }`)}`,
  ),
  document('4,000 directives', (tag) => `{ ${tag}: item { id ${repeat(4_000, () => '@include(if: true)')} } }`),
  document('700 unknown fields', (tag) => `{ ${repeat(25, (n) => `${tag}${n} { ${repeat(28, (k) => `b${k}`)} }`)} }`),
  document(
    'introspection in circles',
    (tag) => `{ ${tag}: __schema { types ${'{ fields { type '.repeat(8)} { name } ${'} }'.repeat(8)} } }`,
  ),
  body(
    'variables 400,000 deep',
    [400],
    () =>
      `{"query":"query($v: JSON) { any(value: $v) }","variables":{"v":${'['.repeat(400_000)}${']'.repeat(400_000)}}}`,
  ),
  body('100,000 variables', [400], () =>
    JSON.stringify({
      query: 'query($v: [[Int]]) { items(ids: $v) { id } }',
      variables: { v: [Array.from({ length: 100_000 }, (_, n) => n)] },
    }),
  ),
  {
    ...body('a body of 10 MB', [413], () => `{"query":"${'a'.repeat(10 * 1024 * 1024)}"}`),
    refusedWithinMs: sendingMs,
  },
  {
    name: 'a body of 10 MB in chunks',
    attackers: 4,
    statuses: [413],
    refusedWithinMs: sendingMs,
    send: (port) => chunked(port, 10),
  },
  body(
    'a batch of 1,000',
    [400],
    () => `[${Array.from({ length: 1_000 }, () => '{"query":"{ item { id } }"}').join()}]`,
  ),
  body('JSON cut off', [400], () => `{"query": "{ item { id } }", "variables": ${'{"a":'.repeat(50_000)}`),
  {
    name: '500 headers',
    attackers: 4,
    statuses: [431],
    send: (port) =>
      raw(
        port,
        `POST /graphql HTTP/1.1\r\nhost: x\r\n${Array.from({ length: 500 }, (_, n) => `x-${n}: ${'y'.repeat(60)}\r\n`).join('')}\r\n`,
      ),
  },
  {
    name: '50 bodies a byte a second',
    attackers: 50,
    statuses: [408],
    refusedWithinMs: slowBodyMsMax,
    send: dribble,
  },
];

function post(port: number, text: string): Promise<Refused> {
  const startedMs = performance.now();
  return new Promise((resolve) => {
    let isDone = false;
    const end = (status: number): void => {
      if (isDone) return;
      isDone = true;
      resolve({ status, ms: performance.now() - startedMs });
      sent.destroy();
    };
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
    const sent = request(
      { host: '127.0.0.1', port, path: '/graphql', method: 'POST', headers, agent: false },
      (response) => {
        response.resume().once('end', () => {
          end(response.statusCode ?? 0);
        });
      },
    );
    // A server that refuses unread closes while we still send; what it said came before.
    sent.on('error', () => {
      setTimeout(end, 50, 0);
    });
    sent.setTimeout(giveUpMs, () => {
      end(0);
    });
    sent.end(text);
  });
}

function chunked(port: number, megabytes: number): Promise<Refused> {
  const startedMs = performance.now();
  return new Promise((resolve) => {
    const sent = request({
      host: '127.0.0.1',
      port,
      path: '/graphql',
      method: 'POST',
      headers: { 'content-type': 'application/json', 'transfer-encoding': 'chunked' },
      agent: false,
    });
    const end = (status: number): void => {
      resolve({ status, ms: performance.now() - startedMs });
      sent.destroy();
    };
    sent.once('response', (response) => {
      end(response.statusCode ?? 0);
    });
    sent.on('error', () => {
      setTimeout(end, 50, 0);
    });
    sent.setTimeout(giveUpMs, () => {
      end(0);
    });
    for (let n = 0; n < megabytes; n += 1) sent.write(megabyte);
    sent.end();
  });
}

/** Sends a text as it is and reads the status line. */
function raw(port: number, text: string): Promise<Refused> {
  return converse(port, (write) => {
    write(text);
    return undefined;
  });
}

/** A body that never comes to its end. */
function dribble(port: number): Promise<Refused> {
  return converse(port, (write) => {
    write('POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{');
    return setInterval(write, 1_000, ' ');
  });
}

function converse(port: number, talk: (write: (text: string) => void) => NodeJS.Timeout | undefined): Promise<Refused> {
  const startedMs = performance.now();
  return new Promise((resolve) => {
    let heard = '';
    const socket = connect(port, '127.0.0.1');
    const timer = talk((text) => {
      if (socket.writable) socket.write(text);
    });
    const end = (): void => {
      clearInterval(timer);
      socket.destroy();
      resolve({ status: Number(/^HTTP\/1\.1 (\d+)/.exec(heard)?.[1] ?? 0), ms: performance.now() - startedMs });
    };
    socket.on('data', (data) => (heard += data.toString('latin1')));
    socket.once('error', end);
    socket.once('close', end);
    socket.setTimeout(giveUpMs, end);
  });
}
