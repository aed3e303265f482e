// A small federated graph for tests: subgraphs as real HTTP servers over one world, composed, planned and executed by the
// engine, and the same world answered by graphql-js alone.
import { randomUUID } from 'node:crypto';
import { composeServices } from '@theguild/federation-composition';
import { parse, validate } from 'graphql';
import type { ExecutionResult, GraphQLSchema } from 'graphql';
import { FederationEngine } from '../../gateway/federation/engine.ts';
import type { OperationResult } from '../../gateway/federation/engine.ts';
import { createSubgraphSender } from '../../gateway/federation/fetch-subgraph.ts';
import { openMask } from '../../gateway/federation/mask.ts';
import type { Mask } from '../../gateway/federation/mask.ts';
import { pickOperation } from '../../gateway/federation/operation.ts';
import { noOverrides } from '../../gateway/federation/overrides.ts';
import type { Overrides } from '../../gateway/federation/overrides.ts';
import { createPlanner } from '../../gateway/federation/plan.ts';
import { specialise } from '../../gateway/federation/specialise.ts';
import type { AskSubgraph, Caller } from '../../gateway/federation/subgraph.ts';
import { loadSupergraph } from '../../gateway/federation/supergraph.ts';
import type { Supergraph } from '../../gateway/federation/supergraph.ts';
import { printPlan } from '../../gateway/federation/print-plan.ts';
import { startSubgraph } from './subgraph-server.ts';
import type { SubgraphServer } from './subgraph-server.ts';
import { askMonolith, stamp, subgraphDocument, subgraphSchema } from './world.ts';
import type { World } from './world.ts';

/** What a question may carry besides its text. */
export interface Question {
  readonly variables?: Record<string, unknown>;
  readonly operationName?: string;
  readonly mask?: Mask;
  readonly caller?: Partial<Caller>;
}

/** An answer as the client's JSON would be, errors with message, path and extensions. */
export interface Answer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[];
  readonly masked: readonly string[];
  /** Absent where nothing was hidden. */
  readonly hidden?: readonly { readonly message: string; readonly path: readonly (string | number)[] }[];
}

/** A running federated graph. */
export interface Federation {
  readonly supergraph: Supergraph;
  readonly subgraphs: Readonly<Record<string, SubgraphServer>>;
  ask(query: string, question?: Question): Promise<Answer>;
  /** The data as it is sent to the client, digit for digit; null when there is none. */
  text(query: string): Promise<string | null>;
  monolith(query: string, variables?: Record<string, unknown>): Promise<ExecutionResult>;
  plan(query: string, overrides?: Overrides): Promise<string>;
  close(): Promise<void>;
}

/** Milliseconds a subgraph gets where one hangs on purpose: the others are to answer in it, however busy the machine is. */
export const subgraphTimeoutMs = 2_000;

/** Milliseconds it gets elsewhere: whether a busy machine answers in time is not what is tested. */
const patientMs = 10_000;

/** Composes SDL by subgraph name; throws with the composer's words. */
export function compose(
  sdls: Readonly<Record<string, string>>,
  urls: Readonly<Record<string, string>> = {},
): Supergraph {
  const services = Object.entries(sdls).map(([name, sdl]) => ({
    name,
    url: urls[name] ?? `http://${name}.invalid/graphql`,
    typeDefs: subgraphDocument(sdl),
  }));
  const { supergraphSdl, errors } = composeServices(services);
  if (!supergraphSdl) throw new Error(`The test's subgraphs do not compose: ${(errors ?? []).map(String).join('\n')}`);
  return loadSupergraph(supergraphSdl);
}

/** Starts a federated graph of these subgraphs over this world; `wrap` puts something before the port that asks them. */
export async function federate(
  sdls: Readonly<Record<string, string>>,
  world: World,
  wrap: (supergraph: Supergraph, ask: AskSubgraph) => AskSubgraph = (_supergraph, ask) => ask,
  timeoutMs = patientMs,
): Promise<Federation> {
  stamp(world);
  const composed: { schema?: GraphQLSchema } = {};
  const wholeSchema = (): GraphQLSchema => composed.schema ?? fail('The graph is not composed yet');
  const subgraphs: Record<string, SubgraphServer> = {};
  for (const [name, sdl] of Object.entries(sdls)) {
    subgraphs[name] = await startSubgraph(subgraphSchema(subgraphDocument(sdl), world, wholeSchema));
  }
  const urls = Object.fromEntries(Object.entries(subgraphs).map(([name, { url }]) => [name, url]));
  const supergraph = compose(sdls, urls);
  composed.schema = supergraph.fullSchema;
  const sender = createSubgraphSender({
    subgraphs: new Map([...supergraph.subgraphUrls].map(([name, url]) => [name, { url, system: null }])),
    timeoutMs,
    connectionsMax: 8,
    answerBytesMax: 1_000_000,
  });
  const engine = new FederationEngine(supergraph, wrap(supergraph, sender.ask));
  const run = (query: string, question: Question): Promise<OperationResult> =>
    engine.run({
      document: validDocument(supergraph.apiSchema, query),
      documentHash: query,
      operationName: question.operationName ?? null,
      variables: question.variables ?? {},
      mask: question.mask ?? openMask,
      caller: { ...someCaller(), ...question.caller },
    });
  return {
    supergraph,
    subgraphs,
    text: async (query) => (await run(query, {})).data?.text ?? null,
    async ask(query, question = {}) {
      const { data, errors, masked, hidden } = await run(query, question);
      const told = { errors: errors.length > 0 ? errors : undefined, hidden: hidden.length > 0 ? hidden : undefined };
      return JSON.parse(JSON.stringify({ data, ...told, masked })) as Answer;
    },
    monolith: (query, variables) => askMonolith(supergraph.apiSchema, world, query, variables),
    async plan(query, overrides = noOverrides) {
      const operation = pickOperation(supergraph.fullSchema, validDocument(supergraph.apiSchema, query), null);
      const { document } = specialise(supergraph.apiSchema, operation, new Map(), openMask);
      if (!document) return 'nothing to ask';
      const planner = createPlanner(supergraph);
      try {
        return printPlan(await planner.plan(document, overrides));
      } finally {
        planner.close();
      }
    },
    async close() {
      engine.close();
      await Promise.all([sender.close(), ...Object.values(subgraphs).map((subgraph) => subgraph.close())]);
    },
  };
}

/** A caller with nothing special about it. */
export function someCaller(): Caller {
  return {
    correlationId: randomUUID(),
    authorization: null,
    fingerprint: 'anybody',
    mayRepeat: true,
    deadlineAt: Date.now() + patientMs,
    signal: new AbortController().signal,
  };
}

function validDocument(schema: GraphQLSchema, query: string) {
  const document = parse(query);
  const [error] = validate(schema, document);
  if (error) throw error;
  return document;
}

function fail(message: string): never {
  throw new Error(message);
}
