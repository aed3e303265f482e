// What a federation audit asks of a gateway, feature by feature: small graphs, their records, and questions about them. The
// right answer is that of graphql-js over the whole world, unless a case says what GraphQL leaves open.
import type { World } from '../world.ts';

/** One question. */
export interface Case {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** Where the monolith cannot know: what the client must get. `errors` says whether there are any. */
  readonly expected?: { readonly data: Readonly<Record<string, unknown>> | null; readonly errors: boolean };
  /** Requests that subgraphs may get at most, where a good plan is part of the feature. */
  readonly requestsMax?: number;
}

/** A feature of federation with the graph that shows it. */
export interface Suite {
  readonly feature: string;
  /** SDL by subgraph; what begins with `extend schema` or `#` links (or does not) by itself, as older subgraphs do. */
  readonly sdls: Readonly<Record<string, string>>;
  /** Made anew for every run: mutations change it. */
  world(): World;
  readonly cases: readonly Case[];
  /** Changes the composed supergraph, where the feature is one that is not quite as a composer would write it. */
  corrupt?(sdl: string): string;
}
