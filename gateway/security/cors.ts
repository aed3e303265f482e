// Pages of other origins may ask only where the configuration names them; to all others the browser keeps our answers shut.
import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';

/** How long a browser need not ask again whether it may. */
const preflightSeconds = 600;

/** Opens the server to these origins. Without any nothing is added: browsers then refuse by themselves. */
export async function addCors(app: FastifyInstance, origins: readonly string[]): Promise<void> {
  if (origins.length === 0) return;
  await app.register(cors, {
    origin: [...origins],
    methods: ['GET', 'POST'],
    allowedHeaders: ['authorization', 'content-type', 'apollo-require-preflight', 'x-correlation-id', 'x-deadline-ms'],
    exposedHeaders: ['x-correlation-id', 'retry-after', 'ratelimit', 'age', 'etag'],
    // Tokens come in a header of their own; no cookie of ours exists that a page could ride on.
    credentials: false,
    maxAge: preflightSeconds,
  });
}
