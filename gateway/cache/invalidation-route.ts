// `POST /invalidate {"tags": [...]}` on the admin port: whoever changed something tells it. The admin port is the house's
// own (loopback unless configured otherwise); without Redis every gateway must be told.
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { errorBody } from '../../subgraphs/runtime/http-server.ts';
import type { GatewayCode } from '../errors.ts';
import type { GatewayCache } from './gateway-cache.ts';
import { tagLengthMax } from './tags.ts';

/** Tags in one request; a feed of changes sends several requests. */
export const invalidatedTagsMax = 10_000;

const bodySchema = z.strictObject({
  tags: z.array(z.string().min(1).max(tagLengthMax)).min(1).max(invalidatedTagsMax),
});

/** Adds the route. */
export function addInvalidation(admin: FastifyInstance, cache: Pick<GatewayCache, 'invalidate'>): void {
  admin.post('/invalidate', async (request, reply) => {
    const body = bodySchema.safeParse(request.body);
    if (!body.success) {
      const message = `Send {"tags": ["invoice-…"]} as JSON: 1 to ${invalidatedTagsMax} tags of 1 to ${tagLengthMax} characters`;
      return reply
        .code(400)
        .type('application/json')
        .send(errorBody(message, { code: 'BAD_REQUEST' satisfies GatewayCode }));
    }
    cache.invalidate(body.data.tags);
    return reply.send({ invalidated: body.data.tags.length });
  });
}
