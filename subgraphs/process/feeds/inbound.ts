// Signed webhooks from outside: POST /hooks/<system>. Each is a hint that something changed and nothing more: the feed is read at once,
// and the record it names, if it names one, is read from its system. What a webhook says of a record is not looked at.
import { timingSafeEqual } from 'node:crypto';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { recordKinds } from '../../../schema/canon/identity.ts';
import { signingKeysOf } from '../../journal/events/webhook-config.ts';
import { signatureOf } from '../../journal/events/webhook.ts';
import type { FeedDatabase } from '../../journal/feeds/holding.ts';
import { takeHook } from '../../journal/feeds/keeping-feeds.ts';
import { errorBody } from '../../runtime/http-server.ts';
import type { Secret } from '../../runtime/secret.ts';
import type { Logger } from '../../runtime/telemetry.ts';

/** A hint names a record; whoever sends more wants us to believe something. */
export const hookBytesMax = 64 * 1024;
/** A webhook that was signed longer ago, or is from further ahead, is not taken: whoever has overheard it cannot send it later. */
export const hookWindowMs = 300_000;
/** Ids of webhooks are at most this long; they are kept for twice the window. */
const idLengthMax = 200;
/** Signatures of one webhook that are looked at: a sender that changes its secret sends two. */
const signaturesMax = 4;

/** What receiving needs; a system without a secret takes no webhooks. */
export interface HookParts {
  readonly db: FeedDatabase;
  readonly secrets: ReadonlyMap<string, Secret>;
  readonly logger: Logger;
  readonly nowMs: () => number;
}

const hintSchema = z.looseObject({
  kind: z.enum(recordKinds),
  id: z
    .string()
    .regex(/^[A-Za-z0-9_.:-]{1,64}$/)
    .nullish(),
});

/** Adds the routes to a server. */
export function receiveHooks(app: FastifyInstance, parts: HookParts): void {
  void app.register((scope, _options, done) => {
    // Signed is what was sent, byte by byte, so nothing may parse it before.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, parsed) => parsed(null, body));
    scope.setErrorHandler((error: FastifyError, request, reply) => {
      if (error.statusCode !== 413) throw error;
      return refuse(request, reply, 413, {
        code: 'HOOK_TOO_LARGE',
        says: `A webhook has at most ${hookBytesMax} bytes`,
      });
    });
    scope.post<{ Params: { system: string } }>('/hooks/:system', { bodyLimit: hookBytesMax }, (request, reply) =>
      receive(request, reply, parts),
    );
    done();
  });
}

async function receive(
  request: FastifyRequest<{ Params: { system: string } }>,
  reply: FastifyReply,
  { db, secrets, logger, nowMs }: HookParts,
): Promise<unknown> {
  const { system } = request.params;
  const known = secrets.get(system);
  if (known === undefined)
    return refuse(request, reply, 404, { code: 'NOT_FOUND', says: 'No system of this name sends webhooks here' });
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const signed = signedBy(request, body, signingKeysOf(known));
  if (signed === null)
    return refuse(request, reply, 401, {
      code: 'HOOK_UNAUTHENTICATED',
      says: 'The signature is missing or not of this body',
    });
  if (Math.abs(nowMs() - signed.atMs) > hookWindowMs) {
    const says = `It was signed more than ${hookWindowMs / 1_000} s from now; sign it anew when it is sent again`;
    return refuse(request, reply, 401, { code: 'HOOK_OUTSIDE_WINDOW', says });
  }
  const hint = hintSchema.safeParse(parsed(body));
  const { kind, id = null } = hint.success ? hint.data : { kind: null, id: null };
  const hook = { system, kind, id, hookId: signed.id, windowMs: 2 * hookWindowMs };
  const feeds = await takeHook(db, hook);
  if (feeds === null)
    return refuse(request, reply, 409, { code: 'HOOK_REPEATED', says: 'It was taken before; nothing is left to do' });
  logger.debug({ system, kind, feeds, correlationId: request.id }, 'a webhook hints at a change');
  return reply.code(202).send({ taken: true, feeds });
}

/** Id and time of a webhook that one of the secrets has signed; null when none has. */
function signedBy(
  { headers }: FastifyRequest,
  body: Buffer,
  secrets: readonly Buffer[],
): { readonly id: string; readonly atMs: number } | null {
  const [id, timestamp, given] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => headers[name]);
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof given !== 'string') return null;
  if (id === '' || id.length > idLengthMax || !/^\d{1,12}$/.test(timestamp)) return null;
  const signatures = given
    .split(' ')
    .slice(0, signaturesMax)
    .map((text) => Buffer.from(text));
  const isSigned = secrets.some((secret) => {
    const expected = Buffer.from(signatureOf(secret, id, timestamp, body));
    return signatures.some((one) => one.length === expected.length && timingSafeEqual(one, expected));
  });
  return isSigned ? { id, atMs: Number(timestamp) * 1_000 } : null;
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
}

function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  status: 401 | 404 | 409 | 413,
  { code, says }: { readonly code: string; readonly says: string },
): FastifyReply {
  const body = errorBody(says, { code, correlationId: request.id, retryable: false });
  return reply.code(status).type('application/json').send(body);
}
