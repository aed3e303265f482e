// Everything that guards the door, made from the configuration: once for the process, and for each supergraph what depends
// on its schema.
import type { Registry } from 'prom-client';
import { createOperationGate, parserTokensMax } from '../../subgraphs/runtime/limits.ts';
import type { OperationGate } from '../../subgraphs/runtime/limits.ts';
import type { GatewayConfig } from '../config.ts';
import { createDemand } from '../demand/demand.ts';
import type { Demand } from '../demand/demand.ts';
import type { Supergraph } from '../federation/supergraph.ts';
import { readManifest } from '../operations/manifest.ts';
import { createRegistered } from '../operations/registered.ts';
import type { Registered } from '../operations/registered.ts';
import type { DocumentParts } from '../stages/resolve-document.ts';
import { limitsOf } from './config.ts';
import { createHeaderRules } from './header-rules.ts';
import type { HeaderRules } from './header-rules.ts';
import { createSecurityMetrics } from './metrics.ts';
import { createRateLimiter } from './rate-limit.ts';
import type { RateLimiter } from './rate-limit.ts';
import { createVariableGate } from './variables.ts';

/** What the guards are made of. */
export interface SecurityParts {
  readonly config: GatewayConfig;
  readonly registry: Registry;
  /** Where rates of all gateways meet; without it each counts for itself. */
  readonly redisUrl?: string | undefined;
}

/** The guards of one process. */
export interface Security {
  readonly gate: OperationGate;
  readonly variables: (variables: unknown) => void;
  readonly headerRules: HeaderRules;
  readonly rates: RateLimiter;
  readonly documents: DocumentParts;
  /** How many tokens the server's parser must accept: the gate may only measure them. */
  readonly parserTokensMax: number;
  /** Demand control of one supergraph. Judges the registered operations against it, too, and tells which do not fit. */
  serve(supergraph: Supergraph): { readonly demand: Demand; readonly unfit: readonly string[] };
  close(): void;
}

/** Makes the guards. Rejects when the manifest of registered operations cannot be used. */
export async function createSecurity({ config, registry, redisUrl }: SecurityParts): Promise<Security> {
  const metrics = createSecurityMetrics(registry);
  const limits = limitsOf(config.limits);
  const entries = config.operations.manifest === null ? null : await readManifest(config.operations.manifest);
  let registered: Registered | null = null;
  // Loaded only where a Redis is: it costs every other start 80 modules.
  const counts = redisUrl ? (await import('./shared-counts.ts')).createRedisCounts(redisUrl) : null;
  const rates = createRateLimiter({
    config: config.rateLimit,
    observer: metrics.rates,
    ...(counts ? { shared: counts } : {}),
  });
  return {
    gate: createOperationGate(limits.operation, { modes: limits.modes, observer: metrics.sizes }),
    variables: createVariableGate(limits, metrics.sizes),
    headerRules: createHeaderRules(config.headers),
    rates,
    documents: {
      get registered() {
        return registered;
      },
      require: config.operations.require,
      observer: metrics.documents,
    },
    parserTokensMax: parserTokensMax(limits.operation, limits.modes),
    serve(supergraph) {
      if (entries && registered) registered.judge(supergraph.apiSchema);
      else if (entries) registered = createRegistered(entries, supergraph.apiSchema);
      return {
        demand: createDemand(supergraph, config.demand, metrics.demand),
        unfit: registered?.unfit().map(({ name }) => name) ?? [],
      };
    },
    close() {
      rates.close();
      counts?.close();
    },
  };
}
