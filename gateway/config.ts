// The gateway's configuration: one YAML file (gateway.yaml), unknown keys are errors, ${NAME} comes from the environment.
import { z } from 'zod';
import { claimsSchema, defaultClaims } from '../subgraphs/runtime/claims.ts';
import { numeric, truth } from '../subgraphs/runtime/config-file.ts';
import { demandSchema } from './demand/config.ts';
import { overridesSchema } from './federation/overrides.ts';
import { operationsSchema } from './operations/config.ts';
import { sheddingSchema, subgraphLimitsSchema } from './resilience/config.ts';
import { httpSchema, limitsSchema } from './security/config.ts';
import { headersSchema } from './security/header-rules.ts';
import { rateLimitSchema } from './security/rate-limit-config.ts';
import { cacheSchema } from './cache/config.ts';

const port = numeric.pipe(z.int().min(0).max(65_535));
const milliseconds = numeric.pipe(z.int().min(0));
/** More than none: a time limit of 0 would refuse everything. */
const someMilliseconds = numeric.pipe(z.int().min(1));
/** `on` and `off` read better in a shell than true and false; both are understood. */
const onOff = z.union([truth, z.enum(['on', 'off'], 'on or off').transform((word) => word === 'on')]);

/** Addresses that nobody outside this machine can reach. */
const loopbackHosts = ['127.0.0.1', '::1', 'localhost'];

const subgraphSchema = z.strictObject({
  /** Instead of the address in the supergraph. */
  url: z.url().nullish(),
  /** Another port at the address in the supergraph; `url` wins. */
  port: port.nullish(),
  /** The business system it speaks for, named in errors when it cannot speak itself. */
  system: z.enum(['CRM', 'PSA', 'ERP', 'HCM', 'PROCESS']).nullish(),
});

/** The whole file. */
export const gatewayConfigSchema = z
  .strictObject({
    host: z.string(),
    port,
    adminHost: z.string(),
    adminPort: port,
    /** Path of the supergraph, from where the command was given; null takes the committed one. */
    supergraph: z.string().nullable(),
    auth: onOff,
    identity: z.strictObject({
      issuer: z.string(),
      audience: z.string(),
      jwksUrl: z.url(),
      claims: claimsSchema.default(defaultClaims),
    }),
    introspection: onOff,
    /** The page at /graphiql; needs introspection to be of use. */
    graphiql: onOff.default(false),
    subgraphs: z.record(z.string(), subgraphSchema),
    timeouts: z.strictObject({
      /** For a whole request; a client may ask for less by x-deadline-ms. */
      requestMs: someMilliseconds,
      /** For one request to one subgraph: less than the whole, so that one hanging subgraph leaves time to answer. */
      subgraphMs: someMilliseconds,
      /** From the end of readiness to the end of listening, so that load balancers notice. */
      drainNoticeMs: milliseconds,
    }),
    cache: cacheSchema,
    /** Sizes of one operation and its variables; what is not named keeps its default and is enforced. */
    limits: limitsSchema.default({}),
    /** How much of the gateway's work is let in at a time. */
    shedding: sheddingSchema.default(sheddingSchema.parse({})),
    /** How much one subgraph is asked at a time. */
    subgraphLimits: subgraphLimitsSchema.default(subgraphLimitsSchema.parse({})),
    http: httpSchema.default(httpSchema.parse({})),
    /** Which headers go on to subgraphs besides those of the gateway itself. */
    headers: headersSchema.default(headersSchema.parse({})),
    rateLimit: rateLimitSchema.default(rateLimitSchema.parse({})),
    demand: demandSchema.default(demandSchema.parse({})),
    operations: operationsSchema.default(operationsSchema.parse({})),
    overrides: overridesSchema.default(overridesSchema.parse({})),
  })
  .refine(({ auth, host }) => auth || loopbackHosts.includes(host), {
    path: ['auth'],
    message: 'authentication may be off on loopback only: set host to 127.0.0.1, or auth to on',
  });

/** A checked configuration. */
export type GatewayConfig = z.infer<typeof gatewayConfigSchema>;
