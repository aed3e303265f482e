// Everything that belongs to one supergraph: engine, masks, demand, the server with the documents it has validated. A reload
// makes another generation; who came in under the old one is answered by the old one, and then it is closed.
import { validateSchema } from 'graphql';
import type { TokenVerifier } from '../../subgraphs/runtime/identity.ts';
import type { Logger } from '../../subgraphs/runtime/telemetry.ts';
import { answerTexts } from '../cache/answer-text.ts';
import type { GatewayCache } from '../cache/gateway-cache.ts';
import type { GatewayConfig } from '../config.ts';
import { FederationEngine } from '../federation/engine.ts';
import type { Supergraph } from '../federation/supergraph.ts';
import { startGraphql } from '../graphql-server.ts';
import type { GraphqlServer } from '../graphql-server.ts';
import type { GatewayMetrics } from '../operability/metrics.ts';
import { traced } from '../operability/traced.ts';
import { createPipeline } from '../pipeline.ts';
import type { Pipeline } from '../pipeline.ts';
import type { Security } from '../security/security.ts';
import { createMasks } from '../stages/mask.ts';
import type { Reporter } from '../stages/report.ts';
import type { AskChain } from './ask-chain.ts';

/** What outlives a supergraph: generations share it. */
export interface GenerationParts {
  readonly config: GatewayConfig;
  readonly security: Security;
  readonly memory: GatewayCache;
  readonly metrics: GatewayMetrics;
  readonly reporter: Reporter;
  readonly verifier: TokenVerifier | null;
  readonly logger: Logger;
}

/** One supergraph, being served. */
export interface Generation {
  readonly supergraph: Supergraph;
  readonly chain: AskChain;
  readonly pipeline: Pipeline;
  readonly graphql: GraphqlServer;
  /** Whoever is answered by it holds it; the returned function lets go and may be called more than once. */
  hold(): () => void;
  /** Closes it as soon as nobody holds it. The chain is not its own: others may ask through it. */
  retire(): Promise<void>;
}

/** Starts serving a supergraph. Rejects, leaving nothing behind, when it cannot be planned or validated against. */
export async function createGeneration(
  supergraph: Supergraph,
  chain: AskChain,
  parts: GenerationParts,
): Promise<Generation> {
  const { config, security, memory, metrics, reporter, verifier, logger } = parts;
  const [mistake] = validateSchema(supergraph.apiSchema);
  if (mistake) throw new Error(`Its public schema is not valid: ${mistake.message}`);
  const engine = new FederationEngine(
    supergraph,
    metrics.watch(traced(memory.wrap(supergraph, chain.ask))),
    config.overrides.labels,
  );
  try {
    // After the engine: what cannot be planned must not become what registered operations are judged by.
    const { demand, unfit } = security.serve(supergraph);
    if (unfit.length > 0) logger.warn({ operations: unfit }, 'registered operations that do not fit the schema');
    const pipeline = createPipeline({
      verifier,
      security,
      demand,
      masks: createMasks(supergraph),
      engine,
      reporter,
      answers: memory.answers(supergraph, answerTexts),
      memory,
      requestMs: config.timeouts.requestMs,
    });
    const holders = createHolders();
    const maxTokens = security.parserTokensMax;
    const graphql = await startGraphql({ config, supergraph, pipeline, maxTokens, logger, metrics });
    return {
      supergraph,
      chain,
      pipeline,
      graphql,
      hold: () => holders.hold(),
      async retire() {
        await holders.gone();
        await graphql.server.stop();
        engine.close();
      },
    };
  } catch (error) {
    engine.close();
    throw error;
  }
}

interface Holders {
  hold(): () => void;
  gone(): Promise<void>;
}

function createHolders(): Holders {
  let held = 0;
  let wake: (() => void) | null = null;
  return {
    hold() {
      held += 1;
      let isHeld = true;
      return () => {
        if (!isHeld) return;
        isHeld = false;
        held -= 1;
        if (held === 0) wake?.();
      };
    },
    async gone() {
      while (held > 0) await new Promise<void>((resolve) => (wake = resolve));
    },
  };
}
