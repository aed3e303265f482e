// What HTTP itself says about a request, judged before anything of it is read: in which form the body comes, which answer
// the client can read, and whether a page of another site could have made a browser send it.
import type { FastifyRequest } from 'fastify';
import { Refusal } from '../refusal.ts';

/** Where subscriptions are served. */
export const streamPath = '/graphql/stream';
/** Forms of answer that we give; a client that accepts none of them is told so. */
const answerForms =
  /(?:^|[,\s])(?:\*\/\*|application\/\*|application\/json|application\/graphql-response\+json)\s*(?:$|[;,\s])/i;
/** Of streams, which are served at an address of their own. */
const streamForm = /(?:^|[,\s])text\/event-stream\s*(?:$|[;,\s])/i;
/** Browsers send these headers only after asking us first, which is refused to strangers (CORS). */
const preflightHeaders = ['apollo-require-preflight', 'x-apollo-operation-name'] as const;

/** `host[:port]`; empty where an address has none (RFC 9112, 3.2). */
const hostForm = /^(?:\[[\da-f:.]+\]|[\w.~%!$&'()*+,;=-]*)(?::\d{0,5})?$/i;

/** Refuses what HTTP already tells to be wrong. */
export function guardHttp({ headers, method, query, raw, routeOptions }: FastifyRequest): void {
  guardHost(raw.rawHeaders);
  const { 'content-encoding': encoding, 'content-type': type, accept } = headers;
  // A compressed body of a kilobyte may be gigabytes inside.
  if (encoding !== undefined && encoding !== 'identity')
    throw new Refusal(415, 'BAD_REQUEST', 'Compressed bodies are not accepted; send JSON as it is', {
      headers: { 'accept-encoding': 'identity' },
    });
  const isStream = routeOptions.url === streamPath;
  if (isStream && !streamForm.test(accept ?? ''))
    throw new Refusal(406, 'BAD_REQUEST', 'Streams are text/event-stream; accept it');
  if (!isStream && accept !== undefined && !answerForms.test(accept))
    throw new Refusal(
      406,
      'BAD_REQUEST',
      'Answers are application/json or application/graphql-response+json; accept one',
    );
  if (method === 'GET') guardGet(headers, query);
  else if (type !== undefined) guardCharset(type);
}

/** Of two hosts we would believe one and whoever stands before us the other. Node hides all but the first. */
function guardHost(rawHeaders: readonly string[]): void {
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? '';
    if (name.length !== 4 || name.toLowerCase() !== 'host') continue;
    hosts += 1;
    if (hosts > 1 || !hostForm.test(rawHeaders[at + 1] ?? ''))
      throw new Refusal(400, 'BAD_REQUEST', 'Send one Host header, with a host and perhaps a port (RFC 9112, 3.2)');
  }
}

function guardGet(headers: FastifyRequest['headers'], query: unknown): void {
  if (preflightHeaders.some((name) => headers[name])) return;
  // A registered query by its hash is harmless, whoever sends it, and caches on the way send no such header.
  const isByHash = typeof query === 'object' && query !== null && !('query' in query);
  if (isByHash && ('documentId' in query || 'extensions' in query)) return;
  throw new Refusal(
    400,
    'BAD_REQUEST',
    'A GET with a query needs the header apollo-require-preflight, so that no other site’s page can send it; or use POST',
  );
}

function guardCharset(type: string): void {
  const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(type)?.[1];
  if (charset === undefined || /^utf-?8$/i.test(charset)) return;
  throw new Refusal(415, 'BAD_REQUEST', 'JSON is UTF-8; leave the charset out, or say charset=utf-8');
}
