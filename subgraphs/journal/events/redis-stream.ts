// Tells one Redis stream, for those who read it with consumer groups. At least once, and the events of one run in their order: an entry
// whose acknowledgement was lost is added again, with the same event id.
import { Redis } from 'ioredis';
import type { EventReader } from '../outbox.ts';
import type { RedisStreamConfig } from './webhook-config.ts';

/** A Redis that does not answer in this time is away, and the event told later. */
const commandMs = 2_000;

/** A stream as a reader of the outbox. */
export function redisStreamReader(config: RedisStreamConfig & { readonly url: string }): EventReader {
  const { url, stream, lengthMax, types } = config;
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: commandMs,
    commandTimeout: commandMs,
    maxRetriesPerRequest: 0,
    // What could not be sent is the outbox's to repeat, in its order; a queue of the client's own would forget it with us.
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
  });
  // Whoever sends is told; without a listener the client would write it to the console.
  client.on('error', () => undefined);
  return {
    name: `redis ${stream}`,
    isOrdered: true,
    wants: ({ type }) => types.includes('*') || types.includes(type),
    tell: async ({ eventId, type, subject, data, runId, correlationId, madeAt }) => {
      if (client.status === 'wait' || client.status === 'end') await client.connect();
      const fields = { id: eventId, type, subject, data: JSON.stringify(data), runId, correlationId };
      const entry = Object.entries({ ...fields, madeAt: madeAt.toISOString() }).flat();
      // About so many: cutting to the exact length would cost as much as adding.
      await client.xadd(stream, 'MAXLEN', '~', lengthMax, '*', ...entry);
    },
    close: () => {
      client.disconnect();
      return Promise.resolve();
    },
  };
}
