import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { TransportError, createHttpClient } from './http.ts';
import type { HttpClient } from './http.ts';
import { StopSource } from './stop-signal.ts';

const open: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((close) => close()));
});

async function origin(listener: RequestListener): Promise<string> {
  const server: Server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function client(at: string, answerBytesMax?: number): HttpClient {
  const made = createHttpClient({ origin: at, ...(answerBytesMax === undefined ? {} : { answerBytesMax }) });
  open.push(() => made.close());
  return made;
}

const soon = (): AbortSignal => AbortSignal.timeout(5_000);

describe('the HTTP client', () => {
  it('sends method, path, headers and body, and gives back any status with its text', async () => {
    const at = await origin((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('end', () => {
        response.writeHead(418, { 'X-Limit': ['1', '2'] });
        response.end(`${request.method} ${request.url} ${String(request.headers['x-mine'])} ${body} ü`);
      });
    });
    const reply = await client(at).send({
      method: 'PATCH',
      path: '/a?b=c',
      headers: { 'x-mine': 'yes' },
      body: '{}',
      signal: soon(),
    });
    expect(reply).toMatchObject({ status: 418, text: 'PATCH /a?b=c yes {} ü' });
    expect(reply.headers['x-limit']).toBe('1, 2');
  });

  it('waits no longer than it was told, cuts the connection, and leaves no timer behind', async () => {
    let cut = false;
    const at = await origin((request, response) => {
      if (request.url === '/soon') return response.end('here');
      request.once('close', () => (cut = true));
      return undefined;
    });
    const http = client(at);
    const signal = new StopSource();
    await expect(http.send({ method: 'GET', path: '/never', signal, timeoutMs: 30 })).rejects.toMatchObject({
      name: 'TimeoutError',
    });
    await expect.poll(() => cut).toBe(true);
    const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const before = timers();
    const sent = http.send({ method: 'GET', path: '/soon', signal, timeoutMs: 60_000 });
    expect((await sent).text).toBe('here');
    expect(timers()).toBeLessThanOrEqual(before + 1); // undici's own, which ends idle connections
  });

  it('does not follow redirects: a token must not travel to another host', async () => {
    let hits = 0;
    const at = await origin((_, response) => {
      hits += 1;
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    expect((await client(at).send({ method: 'GET', path: '/', signal: soon() })).status).toBe(302);
    expect(hits).toBe(1);
  });

  it('says REFUSED when nobody listens: nothing was sent', async () => {
    const sending = client('http://127.0.0.1:1').send({ method: 'GET', path: '/?secret=1', signal: soon() });
    await expect(sending).rejects.toMatchObject({
      name: 'TransportError',
      failure: 'REFUSED',
      message: 'http://127.0.0.1:1 cannot be connected to',
    });
  });

  it('says BROKEN when the connection is cut before or inside the answer', async () => {
    const before = await origin((request) => request.socket.destroy());
    const inside = await origin((request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half', () => request.socket.destroy());
    });
    for (const at of [before, inside]) {
      await expect(client(at).send({ method: 'GET', path: '/', signal: soon() })).rejects.toMatchObject({
        failure: 'BROKEN',
      });
    }
  });

  it('says BROKEN when the other side does not speak HTTP', async () => {
    const server = createTcpServer((socket) => socket.resume().end('SSH-2.0-nonsense\r\n\r\n'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    open.push(() => new Promise((resolve) => server.close(resolve)));
    const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await expect(client(at).send({ method: 'GET', path: '/', signal: soon() })).rejects.toMatchObject({
      failure: 'BROKEN',
    });
  });

  it('stops reading an answer that is larger than allowed', async () => {
    let written = 0;
    const at = await origin((request, response) => {
      const more = (): void => {
        while (!request.socket.destroyed && response.write('x'.repeat(10_000))) written += 10_000;
      };
      response.on('drain', more);
      more();
    });
    const sending = client(at, 50_000).send({ method: 'GET', path: '/', signal: soon() });
    await expect(sending).rejects.toBeInstanceOf(TransportError);
    await expect(sending).rejects.toMatchObject({ failure: 'TOO_LARGE' });
    expect(written).toBeLessThan(20_000_000);
  });

  it('says TOO_LARGE of headers without end, too', async () => {
    const at = await origin((_request, response) => {
      response.setHeader('x-filler', 'x'.repeat(200_000));
      response.end('{}');
    });
    await expect(client(at).send({ method: 'GET', path: '/', signal: soon() })).rejects.toMatchObject({
      failure: 'TOO_LARGE',
    });
  });

  it('hangs up when the signal fires, waiting for headers or inside a slow body, and the other side notices', async () => {
    const closed: Promise<void>[] = [];
    const at = await origin((request, response) => {
      closed.push(new Promise((resolve) => response.once('close', resolve)));
      if (request.url === '/slow-body') response.writeHead(200).write('drip');
    });
    for (const path of ['/silent', '/slow-body']) {
      const caller = new AbortController();
      const reason = new Error(`left ${path}`);
      setTimeout(() => caller.abort(reason), 50);
      await expect(client(at).send({ method: 'GET', path, signal: caller.signal })).rejects.toBe(reason);
    }
    await Promise.all(closed);
    expect(closed).toHaveLength(2);
  });

  it('refuses an origin with a path, which undici would drop without a word', () => {
    expect(() => createHttpClient({ origin: 'https://api.example.com/v1' })).toThrow("put /v1 into each call's path");
  });
});
