import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createHttpServer } from '../../subgraphs/runtime/http-server.ts';
import { createLogger } from '../../subgraphs/runtime/telemetry.ts';
import { addGraphiql } from './graphiql.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  await Promise.all(ends.splice(0).map((end) => end()));
});

/** The page beside an identity provider that gives `token` to every role, or none when it is null. */
async function served(token: string | null): Promise<string> {
  const provider = createServer((_, response) => {
    response.writeHead(token === null ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ token, expiresAt: '2026-11-21T18:00:00.000Z' }));
  });
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
  const http = createHttpServer({ name: 'page', logger: createLogger('page', { level: 'silent' }) });
  addGraphiql(http.app, `http://127.0.0.1:${(provider.address() as AddressInfo).port}`);
  ends.push(
    () => http.drain(0),
    () => provider.close(),
  );
  return http.listen('127.0.0.1', 0);
}

function askToken(url: string, contentType = 'application/json'): Promise<Response> {
  const body = JSON.stringify({ role: 'portal-user' });
  return fetch(`${url}/graphiql/token`, { method: 'POST', headers: { 'content-type': contentType }, body });
}

test('the page loads nothing that this gateway does not serve', async () => {
  const url = await served('t');
  const page = await fetch(`${url}/graphiql`);
  const html = await page.text();
  const sources = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, source]) => source ?? '');
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
  expect(sources.length).toBeGreaterThanOrEqual(6);
  for (const source of sources.filter((each) => !each.startsWith('data:'))) {
    const file = await fetch(new URL(source, url));
    expect([source, file.status]).toEqual([source, 200]);
  }
});

test('a role gets the token of the demo’s identity provider, which nobody may store', async () => {
  const reply = await askToken(await served('a-token'));
  expect(await reply.json()).toMatchObject({ token: 'a-token' });
  expect(reply.headers.get('cache-control')).toBe('no-store');
});

test('a provider that gives no tokens is named, with what to do instead', async () => {
  const reply = await askToken(await served(null));
  expect(reply.status).toBe(502);
  expect(await reply.text()).toMatch(/gives no token for this role; paste one of your provider's/);
});

test('a page of another origin cannot ask for a token without the browser asking first', async () => {
  expect((await askToken(await served('a-token'), 'text/plain')).status).toBe(415);
});
