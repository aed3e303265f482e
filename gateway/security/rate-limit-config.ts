// Settings of the rate limit.
import { z } from 'zod';
import { roles } from '../../schema/canon/roles.ts';
import { numeric } from '../../subgraphs/runtime/config-file.ts';
import { limitModes } from '../../subgraphs/runtime/limits.ts';

const rate = z.strictObject({
  max: numeric.pipe(z.int().min(1)),
  perSeconds: numeric.pipe(z.int().min(1).max(3_600)),
});

const rates = z.strictObject({
  request: rate.optional(),
  mutation: rate.optional(),
  introspection: rate.optional(),
});

/** How much one principal may ask in a time. */
export const rateLimitSchema = z.strictObject({
  mode: z.enum(limitModes).default('enforce'),
  /** Of any kind. A person never gets there and a script gone wild does; reporting tools may need more (`roles`). */
  request: rate.default({ max: 10_000, perSeconds: 10 }),
  mutation: rate.default({ max: 500, perSeconds: 10 }),
  /** Tools read the schema once; whoever reads it all the time is looking for something. */
  introspection: rate.default({ max: 60, perSeconds: 60 }),
  /** Other rates for a role. */
  roles: z.partialRecord(z.enum(roles), rates).default({}),
});

/** Checked settings of the rate limit. */
export type RateLimitConfig = z.infer<typeof rateLimitSchema>;

/** What is counted apart. */
export const requestClasses = ['request', 'mutation', 'introspection'] as const;
export type RequestClass = (typeof requestClasses)[number];

/** So many in so many seconds. */
export type Rate = z.infer<typeof rate>;
