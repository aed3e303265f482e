// The house of a suite: its subgraphs on HTTP, its supergraph, and the answers that a monolith gives.
import { composeServices } from '@theguild/federation-composition';
import { parse, validate } from 'graphql';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { loadSupergraph } from '../../../gateway/federation/supergraph.ts';
import { startSubgraph } from '../subgraph-server.ts';
import type { SubgraphServer } from '../subgraph-server.ts';
import { askMonolith, stamp, subgraphDocument, subgraphSchema } from '../world.ts';
import type { Case, Suite } from './suite.ts';

/** What a client gets of an answer: its data, and whether there are errors. */
export interface Answer {
  readonly data: unknown;
  readonly errors: boolean;
}

/** A suite that can be asked. */
export interface SuiteHouse {
  readonly supergraphSdl: string;
  readonly subgraphs: readonly SubgraphServer[];
  /** Right answers, in the order of the cases; call it once. */
  expected(): Promise<readonly Answer[]>;
  close(): Promise<void>;
}

/** Makes a supergraph of subgraphs. */
export type Compose = (
  services: readonly { readonly name: string; readonly url: string; readonly typeDefs: DocumentNode }[],
) => { readonly supergraphSdl?: string | undefined; readonly errors?: readonly unknown[] | undefined };

/** Starts the subgraphs of a suite; throws with the composer's words when they do not compose. */
export async function openHouse(suite: Suite, compose: Compose = composeOurs): Promise<SuiteHouse> {
  const world = stamp(suite.world());
  const composed: { schema?: GraphQLSchema } = {};
  const whole = (): GraphQLSchema => {
    if (!composed.schema) throw new Error('The graph is not composed yet');
    return composed.schema;
  };
  const subgraphs: SubgraphServer[] = [];
  const services = [];
  for (const [name, sdl] of Object.entries(suite.sdls)) {
    const typeDefs = subgraphDocument(sdl);
    const subgraph = await startSubgraph(subgraphSchema(typeDefs, world, whole));
    subgraphs.push(subgraph);
    services.push({ name, url: subgraph.url, typeDefs });
  }
  const { supergraphSdl, errors } = compose(services);
  if (!supergraphSdl) throw new Error(`${suite.feature}: ${(errors ?? []).map(String).join('\n')}`);
  const { apiSchema, fullSchema } = loadSupergraph(supergraphSdl);
  composed.schema = fullSchema;
  return {
    supergraphSdl: suite.corrupt?.(supergraphSdl) ?? supergraphSdl,
    subgraphs,
    expected: () => answersOf(suite, apiSchema),
    close: async () => {
      await Promise.all(subgraphs.map((subgraph) => subgraph.close()));
    },
  };
}

const composeOurs: Compose = (services) => composeServices([...services]);

async function answersOf(suite: Suite, schema: GraphQLSchema): Promise<readonly Answer[]> {
  // A world of its own: mutations change both alike.
  const world = stamp(suite.world());
  const answers: Answer[] = [];
  for (const one of suite.cases) answers.push(one.expected ?? (await askAlone(schema, world, one)));
  return answers;
}

async function askAlone(schema: GraphQLSchema, world: ReturnType<Suite['world']>, { query, variables }: Case) {
  const mistakes = validate(schema, parse(query));
  if (mistakes.length > 0) throw new Error(`${query} is not valid: ${mistakes.map(String).join('\n')}`);
  const { data, errors } = await askMonolith(schema, world, query, { ...variables });
  return { data: data ?? null, errors: errors !== undefined };
}
