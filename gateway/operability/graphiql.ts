// The GraphiQL page, for development: /graphiql with its files, and a token for a role from the demo's identity provider.
// Everything comes from this machine: no script of anybody else's runs beside somebody's token.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { errorBody } from '../../subgraphs/runtime/http-server.ts';
import { roles } from '../../schema/canon/roles.ts';

const script = 'text/javascript; charset=utf-8';
const style = 'text/css; charset=utf-8';
const own = (name: string): string => fileURLToPath(new URL(`./graphiql/${name}`, import.meta.url));

/** The page may load what this gateway serves and ask this gateway; nothing else. */
const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src data:; font-src data:; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/** An identity provider that takes longer is not the demo's own. */
const tokenMs = 2_000;

/** Adds the page. `issuer` is asked for tokens as the demo's provider answers: POST /token {"role"}. */
export function addGraphiql(app: FastifyInstance, issuer: string): void {
  const files = pageFiles();
  app.get('/graphiql', async (_, reply) => {
    reply.header('content-security-policy', contentSecurityPolicy).type('text/html; charset=utf-8');
    return reply.send(await readFile(own('page.html')));
  });
  for (const [name, { path, type }] of files) {
    app.get(`/graphiql/${name}`, async (_, reply) => reply.type(type).send(await readFile(path)));
  }
  app.get('/graphiql/roles', () => ({ roles }));
  // JSON only, so that a page of another origin cannot send it without being asked first.
  app.post('/graphiql/token', async (request, reply) => {
    if (typeof request.body !== 'object') {
      return reply.code(415).send(errorBody('Send JSON: {"role": "portal-user"}', { code: 'BAD_REQUEST' }));
    }
    const answer = await askIssuer(issuer, request.body);
    return reply.code(answer.status).type('application/json').header('cache-control', 'no-store').send(answer.body);
  });
}

interface PageFile {
  readonly path: string;
  readonly type: string;
}

function pageFiles(): Map<string, PageFile> {
  const require = createRequire(import.meta.url);
  // The packages' own entry points are not for browsers; their folders hold files that are.
  const inside = (packageName: string, path: string): string =>
    join(dirname(require.resolve(`${packageName}/package.json`)), path);
  return new Map([
    ['react.js', { path: inside('react', 'umd/react.production.min.js'), type: script }],
    ['react-dom.js', { path: inside('react-dom', 'umd/react-dom.production.min.js'), type: script }],
    ['graphiql.js', { path: inside('graphiql', 'graphiql.min.js'), type: script }],
    ['graphiql.css', { path: inside('graphiql', 'graphiql.min.css'), type: style }],
    ['page.js', { path: own('page.js'), type: script }],
    ['page.css', { path: own('page.css'), type: style }],
  ]);
}

async function askIssuer(issuer: string, body: unknown): Promise<{ readonly status: number; readonly body: string }> {
  try {
    const reply = await fetch(new URL('/token', issuer), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(tokenMs),
    });
    if (reply.ok) return { status: 200, body: await reply.text() };
  } catch {
    // Told below: whoever reads it wants to know where to look, not which call failed.
  }
  const message = `${issuer} gives no token for this role; paste one of your provider's into the Headers tab as {"authorization": "Bearer …"}`;
  return { status: 502, body: errorBody(message, { code: 'IDENTITY_UNAVAILABLE' }) };
}
