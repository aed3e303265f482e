// Subscriptions, at /graphql/stream as server-sent events. The gateway looks at who asks and what, like at any operation, and hands the
// stream of the one subgraph that has the field on as it comes; that subgraph checks the token and masks once more.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { getOperationAST, GraphQLError, isObjectType, Kind, OperationTypeNode, parse, validate } from 'graphql';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { envelopeHeaders } from '../../subgraphs/runtime/envelope.ts';
import type { Logger } from '../../subgraphs/runtime/telemetry.ts';
import { addTraceHeaders } from '../../subgraphs/runtime/tracing.ts';
import type { GatewayCode } from '../errors.ts';
import { gatewayCodes } from '../errors.ts';
import type { RequestContext } from '../pipeline.ts';
import { Refusal } from '../refusal.ts';
import type { Doorkeeper } from '../resilience/doorkeeper.ts';
import type { Generation } from '../resilience/generation.ts';
import { streamPath } from '../security/http-guard.ts';
import type { Security } from '../security/security.ts';
import { createMasks, refuseHiddenInputs } from '../stages/mask.ts';
import type { Supergraph } from '../federation/supergraph.ts';
import { createPassages } from './passage.ts';

/** Streams of one gateway: each holds two connections and nothing else while nothing happens. */
export const streamsMax = 1_000;
/** Mistakes of one document that are listed. */
const mistakesMax = 5;

/** What streams are made of. */
export interface StreamsParts {
  readonly generation: () => Generation;
  readonly door: Pick<Doorkeeper, 'onlyWaits'>;
  readonly security: Pick<Security, 'headerRules'>;
  readonly logger: Logger;
}

/** The streams of one gateway. */
export interface Streams {
  /** Adds the route to a scope whose hooks have identified whoever asks. */
  add(scope: FastifyInstance, contextOf: (request: FastifyRequest) => RequestContext): void;
  /** Ends them with a word of why and begins no more. */
  end(): void;
  close(): Promise<void>;
}

/** Makes them; nothing is connected before somebody asks. */
export function createStreams({ generation, door, security, logger }: StreamsParts): Streams {
  const passages = createPassages(logger);
  const masksOf = new WeakMap<Supergraph, ReturnType<typeof createMasks>>();
  const masksFor = (supergraph: Supergraph) => {
    const masks = masksOf.get(supergraph) ?? createMasks(supergraph);
    masksOf.set(supergraph, masks);
    return masks;
  };
  const handler = async (request: FastifyRequest, reply: FastifyReply, context: RequestContext) => {
    if (passages.isClosing) throw new Refusal(503, 'STREAM_ENDED', 'This gateway stops; connect anew');
    if (passages.count >= streamsMax) throw refusalOf('TOO_MANY_STREAMS', `There are ${streamsMax} streams already`);
    const { supergraph, chain } = generation();
    const { identity, admitted, forwarded } = context;
    if (!supergraph.apiSchema.getSubscriptionType())
      throw new Refusal(400, 'OPERATION_RESOLUTION_FAILURE', 'This graph has no subscriptions; POST to /graphql');
    const asked = askedIn(request, supergraph.apiSchema);
    const hidden = refuseHiddenInputs(supergraph.apiSchema, masksFor(supergraph)(identity), asked);
    if (hidden) throw refusalOf('FORBIDDEN', hidden.message);
    const subgraph = homeOf(supergraph, asked.operation);
    const address = chain.addresses.get(subgraph);
    if (address === undefined) throw new Error(`No address is known for the subgraph ${subgraph}`);
    const headers: Record<string, string> = {
      [envelopeHeaders.correlationId]: admitted.correlationId,
      ...(identity.authorization === null ? {} : { authorization: identity.authorization }),
    };
    addTraceHeaders(admitted.trace, headers);
    security.headerRules.apply(subgraph, forwarded, headers);
    const last = request.headers['last-event-id'];
    if (typeof last === 'string') headers['last-event-id'] = last;
    const opened = await passages.open({
      subgraph,
      url: `${address.url}/stream`,
      headers,
      body: JSON.stringify({ query: asked.text, variables: asked.variables, operationName: asked.operationName }),
      correlationId: admitted.correlationId,
    });
    if (opened.kind === 'refused') return reply.code(opened.status).type('application/json').send(opened.body);
    door.onlyWaits(reply.raw);
    return reply
      .headers({ 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' })
      .send(opened.body);
  };
  return {
    add(scope, contextOf) {
      scope.route({
        method: ['GET', 'POST'],
        url: streamPath,
        exposeHeadRoute: false,
        handler: (request, reply) => handler(request, reply, contextOf(request)),
      });
    },
    end: () => passages.end(),
    close: () => passages.close(),
  };
}

function refusalOf(code: GatewayCode, message: string): Refusal {
  const entry = gatewayCodes[code];
  return new Refusal('status' in entry ? entry.status : 400, code, message);
}

/** A subscription that fits the public schema. */
interface Asked {
  readonly text: string;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** The stage `weigh` has seen to types and sizes; throws a Refusal for what is no subscription of this graph. */
function askedIn(request: FastifyRequest, schema: GraphQLSchema): Asked {
  const parameters = (request.method === 'POST' ? request.body : request.query) as Readonly<Record<string, unknown>>;
  const { query, operationName, variables } = parameters;
  if (typeof query !== 'string') throw new Refusal(400, 'BAD_REQUEST', 'Send the `query` of a subscription');
  const name = typeof operationName === 'string' && operationName !== '' ? operationName : null;
  const document = parsed(query);
  const [mistake] = validate(schema, document, undefined, { maxErrors: mistakesMax, hideSuggestions: true });
  if (mistake) throw refusalOf('GRAPHQL_VALIDATION_FAILED', mistake.message);
  const operation = getOperationAST(document, name);
  if (operation?.operation !== OperationTypeNode.SUBSCRIPTION) {
    throw refusalOf('OPERATION_RESOLUTION_FAILURE', 'Only subscriptions are served here; POST others to /graphql');
  }
  const given = typeof variables === 'string' && variables !== '' ? (JSON.parse(variables) as unknown) : variables;
  return {
    ...{ text: query, document, operation, operationName: name },
    variables: (given ?? {}) as Readonly<Record<string, unknown>>,
  };
}

function parsed(query: string): DocumentNode {
  try {
    return parse(query);
  } catch (error) {
    if (error instanceof GraphQLError) throw refusalOf('GRAPHQL_PARSE_FAILED', error.message);
    throw error;
  }
}

/** The subgraph that has a subscription's one root field, as the composer has written it down. */
function homeOf({ fullSchema }: Supergraph, { selectionSet }: OperationDefinitionNode): string {
  const root = fullSchema.getSubscriptionType();
  const [selection] = selectionSet.selections;
  const field = selection?.kind === Kind.FIELD ? root?.getFields()[selection.name.value] : undefined;
  const marks = [
    ...(field?.astNode?.directives ?? []),
    ...(isObjectType(root) ? (root.astNode?.directives ?? []) : []),
  ];
  for (const { name, arguments: given } of marks) {
    if (name.value !== 'join__field' && name.value !== 'join__type') continue;
    const value = given?.find((argument) => argument.name.value === 'graph')?.value;
    if (value?.kind === Kind.ENUM) return nameOf(fullSchema, value.value);
  }
  throw refusalOf('QUERY_NOT_PLANNABLE', 'Name the field of a subscription itself, outside of fragments');
}

/** `enum join__Graph { PROCESS @join__graph(name: "process", …) }` */
function nameOf(fullSchema: GraphQLSchema, graph: string): string {
  const type = fullSchema.getType('join__Graph')?.astNode;
  const values = type?.kind === Kind.ENUM_TYPE_DEFINITION ? (type.values ?? []) : [];
  const mark = values.find(({ name }) => name.value === graph)?.directives?.[0];
  const name = mark?.arguments?.find((argument) => argument.name.value === 'name')?.value;
  return name?.kind === Kind.STRING ? name.value : graph.toLowerCase();
}
