import { Agent, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { createHttpServer } from './http-server.ts';
import { createLogger } from './telemetry.ts';

const clients = 50;
/** Long enough for others to connect while one is answered. */
const busyMs = 1;

function serverThatWorks() {
  const server = createHttpServer({ name: 'worker', logger: createLogger('worker') });
  server.app.get('/work', () => {
    const endsAt = performance.now() + busyMs;
    while (performance.now() < endsAt);
    return { done: true };
  });
  server.app.post('/read', () => ({ done: true }));
  return server;
}

/** The status, or the code of the error. */
function ask(url: string, agent: Agent): Promise<number | string> {
  return new Promise((resolve) => {
    httpRequest(`${url}/work`, { agent }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode ?? 0));
    })
      .once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
      .end();
  });
}

test('under fifty clients that never pause, whoever got a connection gets an answer; later ones find nobody', async () => {
  const server = serverThatWorks();
  const url = await server.listen('127.0.0.1', 0);
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const outcomes = new Map<number | string, number>();
  const running = Array.from({ length: clients }, async () => {
    for (let outcome: number | string = 200; outcome === 200;) {
      outcome = await ask(url, agent);
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
  });
  await expect.poll(() => outcomes.get(200) ?? 0, { timeout: 20_000 }).toBeGreaterThan(clients);
  await server.drain(100);
  await Promise.all(running);
  agent.destroy();
  expect([...outcomes.keys()].sort()).toEqual([200, 'ECONNREFUSED']);
  expect(outcomes.get('ECONNREFUSED')).toBe(clients);
});

test('a connection on which nothing was ever asked does not hold up the end', async () => {
  const server = serverThatWorks();
  const { hostname, port } = new URL(await server.listen('127.0.0.1', 0));
  const silent = connect(Number(port), hostname);
  await new Promise((resolve) => silent.once('connect', resolve));
  const ended = new Promise((resolve) => silent.once('close', resolve));
  await server.drain(0);
  await ended;
});

test('a sender who never finishes is told so, also while the server drains', async () => {
  const server = createHttpServer({ name: 'worker', logger: createLogger('worker'), limits: { requestMs: 1_000 } });
  server.app.post('/read', () => ({ done: true }));
  const { hostname, port } = new URL(await server.listen('127.0.0.1', 0));
  const slow = connect(Number(port), hostname);
  let heard = '';
  slow.on('data', (chunk: Buffer) => (heard += chunk.toString()));
  slow.write('POST /read HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{');
  await new Promise((resolve) => slow.once('connect', resolve));
  await server.drain(0);
  expect(heard).toMatch(/^HTTP\/1\.1 408 /);
}, 10_000);

test('a connection on which nonsense came is closed, whether or not the other side ever closes it', async () => {
  const server = serverThatWorks();
  const { hostname, port } = new URL(await server.listen('127.0.0.1', 0));
  const rude = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
  rude.write('nonsense\r\n\r\n');
  const open = (): Promise<number> =>
    new Promise((resolve) => server.app.server.getConnections((_, count) => resolve(count)));
  await expect.poll(open).toBe(1);
  await expect.poll(open, { timeout: 5_000 }).toBe(0);
  rude.destroy();
  await server.drain(0);
}, 10_000);
