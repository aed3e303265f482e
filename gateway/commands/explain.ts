// `npm run explain -- '<query>'`: everything that happens to one query: the document, what it weighs, its plan, and every request
// to a subgraph with its time and where its answer came from. The query is run twice, so that the cache is seen at work.
import { createHash, randomUUID } from 'node:crypto';
import { GraphQLError, Kind, parse, print, validate } from 'graphql';
import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import { Registry } from 'prom-client';
import { systemClock } from '../../subgraphs/runtime/clock.ts';
import { ConfigError } from '../../subgraphs/runtime/config-file.ts';
import { createTokenVerifier } from '../../subgraphs/runtime/identity.ts';
import { createLruCache } from '../../subgraphs/runtime/lru.ts';
import { sizeOf } from '../../subgraphs/runtime/operation-size.ts';
import { createGatewayCache } from '../cache/gateway-cache.ts';
import type { GatewayConfig } from '../config.ts';
import { createDemand } from '../demand/demand.ts';
import { FederationEngine } from '../federation/engine.ts';
import type { OperationRequest, OperationResult } from '../federation/engine.ts';
import { printPlan } from '../federation/print-plan.ts';
import type { AskSubgraph, Caller } from '../federation/subgraph.ts';
import type { Supergraph } from '../federation/supergraph.ts';
import { outcomeOf } from '../operability/metrics.ts';
import { createAskChain, subgraphAddresses } from '../resilience/ask-chain.ts';
import { createResilienceMetrics } from '../resilience/metrics.ts';
import { limitsOf } from '../security/config.ts';
import { createHeaderRules } from '../security/header-rules.ts';
import { fingerprintOf, identify } from '../stages/identify.ts';
import type { Identity } from '../stages/identify.ts';
import { createMasks, refuseHiddenInputs } from '../stages/mask.ts';

/** What to explain, and for whom. */
export interface Explained {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | null;
  /** The caller's Authorization; undefined where authentication is off. */
  readonly authorization: string | undefined;
}

/** One request to a subgraph as it happened. */
interface Step {
  readonly subgraph: string;
  readonly beganMs: number;
  readonly tookMs: number;
  readonly outcome: string;
  readonly representations: number;
}

/** Explains one query in lines for a person. Raises ConfigError when it cannot be run at all, and says why. */
export async function explain(config: GatewayConfig, supergraph: Supergraph, asked: Explained): Promise<string> {
  const document = readDocument(supergraph, asked.query);
  const identity = await identityOf(config, asked.authorization);
  const mask = createMasks(supergraph)(identity);
  const refusal = refuseHiddenInputs(supergraph.apiSchema, mask, { document, variables: asked.variables });
  if (refusal) throw new ConfigError(refusal.message);

  const chain = createAskChain({
    config,
    addresses: subgraphAddresses(config, supergraph),
    headerRules: createHeaderRules(config.headers),
    observer: createResilienceMetrics(new Registry()),
    onBreaker: () => undefined,
  });
  const shared = createLruCache();
  const memory = createGatewayCache({ settings: config.cache, clock: systemClock, shared, bus: null });
  const steps: Step[] = [];
  const ask = recorded(memory.wrap(supergraph, chain.ask), steps);
  const engine = new FederationEngine(supergraph, ask, config.overrides.labels);
  const request = (): OperationRequest => ({
    document,
    documentHash: createHash('sha256').update(asked.query).digest('hex'),
    operationName: asked.operationName,
    variables: asked.variables,
    mask,
    caller: callerOf(config, identity),
  });
  const run = (): Promise<OperationResult> => engine.run(request());
  try {
    const lines = [heading('Document'), print(document).trim()];
    lines.push(heading('Weight'), ...weightLines(config, supergraph, document, asked));
    const first = await timed(run, steps);
    const plan = await engine.planOf(request());
    lines.push(heading('Plan'), plan ? printPlan(plan) : 'none: the gateway answers by itself');
    lines.push(heading('First run'), ...runLines(first));
    lines.push(heading('Second run'), ...runLines(await timed(run, steps)));
    return lines.join('\n');
  } finally {
    engine.close();
    await chain.close();
    await shared.close();
  }
}

function callerOf({ timeouts }: GatewayConfig, identity: Identity): Caller {
  return {
    correlationId: randomUUID(),
    authorization: identity.authorization,
    fingerprint: fingerprintOf(identity),
    mayRepeat: true,
    deadlineAt: Date.now() + timeouts.requestMs,
    signal: AbortSignal.timeout(timeouts.requestMs),
  };
}

function heading(text: string): string {
  return `\n── ${text} ${'─'.repeat(Math.max(0, 90 - text.length))}`;
}

/** The document, valid against the public schema. */
function readDocument({ apiSchema }: Supergraph, query: string): DocumentNode {
  try {
    const document = parse(query);
    const mistakes = validate(apiSchema, document);
    if (mistakes.length === 0) return document;
    throw new ConfigError(
      `The query does not fit the schema:\n${mistakes.map(({ message }) => `  - ${message}`).join('\n')}`,
    );
  } catch (error) {
    if (error instanceof GraphQLError) throw new ConfigError(`The query is not GraphQL: ${error.message}`);
    throw error;
  }
}

async function identityOf(config: GatewayConfig, authorization: string | undefined): Promise<Identity> {
  const verifier = config.auth ? createTokenVerifier(config.identity) : null;
  try {
    return await identify(authorization, verifier);
  } catch (error) {
    const says = error instanceof Error ? error.message : String(error);
    throw new ConfigError(`${says}\nSay who asks: --token "$(npm run -s token -- portal-user)"`);
  }
}

/** Notes every request to a subgraph; the cache in front of it included. */
function recorded(ask: AskSubgraph, steps: Step[]): AskSubgraph {
  return async (request, caller) => {
    const beganMs = performance.now();
    const reply = await ask(request, caller);
    const lists = Object.values(request.variables).filter((value) => Array.isArray(value));
    steps.push({
      subgraph: request.operation.subgraph,
      beganMs,
      tookMs: performance.now() - beganMs,
      outcome: outcomeOf(reply),
      representations: lists.reduce((sum, list) => sum + list.length, 0),
    });
    return reply;
  };
}

interface Timed {
  readonly result: OperationResult;
  readonly beganMs: number;
  readonly tookMs: number;
  readonly steps: readonly Step[];
}

async function timed(run: () => Promise<OperationResult>, steps: Step[]): Promise<Timed> {
  steps.length = 0;
  const beganMs = performance.now();
  const result = await run();
  return { result, beganMs, tookMs: performance.now() - beganMs, steps: [...steps] };
}

function weightLines(
  config: GatewayConfig,
  supergraph: Supergraph,
  document: DocumentNode,
  asked: Explained,
): string[] {
  const size = sizeOf(document);
  const { operation } = limitsOf(config.limits);
  const of = (name: string, value: number, max: number): string =>
    `${name.padEnd(12)} ${String(value).padStart(6)} of ${max}`;
  const lines = [
    of('tokens', size.tokens, operation.tokensMax),
    of('depth', size.depth, operation.depthMax),
    of('fields', size.fields, operation.fieldsMax),
    of('aliases', size.aliases, operation.aliasesMax),
    of('root fields', size.rootFields, operation.rootFieldsMax),
  ];
  const chosen = operationOf(document, asked.operationName);
  const cost = chosen
    ? createDemand(supergraph, config.demand).estimateOf({ document, operation: chosen, variables: asked.variables })
    : null;
  return cost === null ? lines : [...lines, of('cost', cost, config.demand.costMax)];
}

function operationOf(document: DocumentNode, name: string | null): OperationDefinitionNode | undefined {
  return document.definitions.find(
    (node): node is OperationDefinitionNode =>
      node.kind === Kind.OPERATION_DEFINITION && (name === null || node.name?.value === name),
  );
}

function runLines({ result, beganMs, tookMs, steps }: Timed): string[] {
  const asks = steps.map((step) => {
    const began = `+${(step.beganMs - beganMs).toFixed(1)}`.padStart(8);
    const count = step.representations > 0 ? `, ${step.representations} keys` : '';
    return `${began} ms  ${step.subgraph.padEnd(10)} ${step.tookMs.toFixed(1).padStart(8)} ms  ${step.outcome}${count}`;
  });
  const bytes = result.data ? result.data.text.length : 0;
  const errors = result.errors.map(({ message, path }) => `error at ${path?.join('.') ?? '(no place)'}: ${message}`);
  const masked = result.masked.length > 0 ? [`hidden from this role: ${result.masked.join(', ')}`] : [];
  return [...asks, `${tookMs.toFixed(1)} ms in all, ${bytes} characters of data`, ...masked, ...errors];
}
