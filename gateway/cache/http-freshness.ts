// What HTTP is told of an answer's freshness. Caches on the way may keep answers to GET, and only those in which nothing
// is missing; whatever else goes out is not to be stored.
import { hash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AnswerFreshness } from './answers.ts';

/** Headers of an answer that may be kept; without freshness it may not be. */
export function freshnessHeaders(freshness: AnswerFreshness | null): Readonly<Record<string, string>> {
  if (!freshness) return noStore;
  const { ageMs, freshForMs, isPublic } = freshness;
  // Age is rounded up and the whole lifetime down, so that nobody keeps it longer than we would.
  const age = Math.ceil(ageMs / 1_000);
  const maxAge = Math.floor((ageMs + freshForMs) / 1_000);
  if (maxAge <= age) return noStore;
  return { 'cache-control': `${isPublic ? 'public' : 'private'}, max-age=${maxAge}`, age: String(age) };
}

const noStore = { 'cache-control': 'no-store' };

/** Whom the headers are asked of. */
export interface FreshnessParts {
  /** What is known of the answer to a request; null when it may not be repeated. */
  readonly freshnessOf: (request: FastifyRequest) => AnswerFreshness | null;
  /** Request headers, in lower case, on which answers depend: whose other value is another question. */
  readonly varyBy: () => readonly string[];
}

/**
 * Adds to every answer of a scope what HTTP must know: `no-store`, or for GET how long it may be kept, `Vary`, and an ETag
 * by which the client may be told that it has the answer already (304).
 */
export function addFreshness(scope: FastifyInstance, { freshnessOf, varyBy }: FreshnessParts): void {
  scope.addHook('onSend', (request, reply, payload, done) => {
    const isKeepable = request.method === 'GET' && reply.statusCode === 200 && typeof payload === 'string';
    const headers = freshnessHeaders(isKeepable ? freshnessOf(request) : null);
    void reply.headers(headers);
    if (isKeepable) void reply.header('vary', withVarying(reply.getHeader('vary'), varyBy()));
    done(null, isKeepable ? answerConditionally(request, reply, payload) : payload);
  });
}

function answerConditionally(request: FastifyRequest, reply: FastifyReply, payload: string): string | null {
  if (reply.getHeader('cache-control') === noStore['cache-control']) return payload;
  const etag = `"${hash('sha256', payload, 'base64url')}"`;
  void reply.header('etag', etag);
  if (!isKnown(request.headers['if-none-match'], etag)) return payload;
  void reply.code(304).removeHeader('content-length').removeHeader('content-type');
  return null;
}

/** `If-None-Match` compares weakly (RFC 9110, 13.1.2). */
function isKnown(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.trim() === '*' || header.split(',').some((one) => one.trim().replace(/^W\//, '') === etag);
}

function withVarying(header: number | string | string[] | undefined, varyBy: readonly string[]): string {
  const names = [header ?? []].flat().join(', ').toLowerCase();
  const own = names === '' ? [] : names.split(/\s*,\s*/);
  return [...new Set([...own, ...varyBy])].join(', ');
}
