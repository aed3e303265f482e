// A supergraph behind @apollo/server's public GatewayInterface: the server parses, validates and remembers documents by its schema, and asks
// its executor for what no plugin has answered.
import type { ApolloServerOptions, BaseContext } from '@apollo/server';
import type { Supergraph } from './supergraph.ts';

/** What @apollo/server calls a gateway. */
export type ApolloGateway = NonNullable<ApolloServerOptions<BaseContext>['gateway']>;

/** What the server hands over for one operation, and what it wants back. */
type GatewayExecutor = NonNullable<Awaited<ReturnType<ApolloGateway['load']>>['executor']>;
export type ServedOperation = Parameters<GatewayExecutor>[0];
export type ServedResult = Awaited<ReturnType<GatewayExecutor>>;

/** Serves one supergraph through an executor of ours. */
export function apolloGateway(
  supergraph: Supergraph,
  execute: (operation: ServedOperation) => Promise<ServedResult>,
): ApolloGateway {
  return {
    load: () => Promise.resolve({ executor: execute }),
    onSchemaLoadOrUpdate(callback) {
      callback({ apiSchema: supergraph.apiSchema, coreSupergraphSdl: supergraph.sdl });
      return () => undefined;
    },
    stop: () => Promise.resolve(),
  };
}
