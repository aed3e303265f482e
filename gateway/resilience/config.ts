// Settings of what keeps the gateway answering when it or a subgraph has too much to do.
import { z } from 'zod';
import { numeric } from '../../subgraphs/runtime/config-file.ts';
import { limitModes } from '../../subgraphs/runtime/limits.ts';

const count = numeric.pipe(z.int().min(1));
const mode = z.enum(limitModes);

/** Requests to one subgraph at a time, and how many may wait for that. */
export const subgraphLimitsSchema = z.strictObject({
  /** `measure` counts what would be refused and refuses nothing. */
  mode: mode.default('enforce'),
  /** As many as there are connections: more of them would only wait inside the pool, where nobody sees them. */
  concurrentMax: count.default(32),
  /** At 20 ms an answer and 32 places this is a third of a second. */
  queueMax: count.default(500),
});

/** When requests are turned away at the door, unread. */
export const sheddingSchema = z
  .strictObject({
    mode: mode.default('enforce'),
    /** So many requests at a time are always let in: at 2 ms each that is an eighth of a second of work. */
    inFlightMin: count.default(64),
    /** So many at most, however idle the processor is: each holds memory and a deadline. */
    inFlightMax: count.default(2_000),
    /** The event loop may be this late on average before fewer requests are let in. Idle it is 1 ms late, saturated 30; 20 let answers take twice as long. */
    loopDelayMs: count.default(10),
    /** Who is still here after this long waits for somebody else and gives up the place, while the event loop is in time. */
    workMs: count.default(300),
  })
  .refine(({ inFlightMin, inFlightMax }) => inFlightMin <= inFlightMax, {
    path: ['inFlightMin'],
    message: 'must not be larger than inFlightMax',
  });

/** Checked settings of shedding. */
export type SheddingSettings = z.infer<typeof sheddingSchema>;
