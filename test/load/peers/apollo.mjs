// @apollo/gateway on @apollo/server, as its documentation sets it up for production: no plugins of its own, the caller's
// Authorization passed on. It verifies no token and masks nothing, which favours it.
import { readFileSync } from 'node:fs';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';

class Subgraph extends RemoteGraphQLDataSource {
  willSendRequest({ request, context }) {
    if (context.authorization) request.http.headers.set('authorization', context.authorization);
  }
}

const gateway = new ApolloGateway({
  supergraphSdl: readFileSync(process.argv[2], 'utf8'),
  buildService: ({ url }) => new Subgraph({ url }),
});
const quiet = { debug() {}, info() {}, warn() {}, error: console.error };
const server = new ApolloServer({ gateway, logger: quiet, stopOnTerminationSignals: false });
const { url } = await startStandaloneServer(server, {
  listen: { host: '127.0.0.1', port: 0 },
  context: async ({ req }) => ({ authorization: req.headers.authorization }),
});
process.send({ kind: 'ready', url: new URL('/graphql', url).href });
process.on('disconnect', () => process.exit(0));
