// Stage 3, weigh: what is no GraphQL request, or too large a one, is refused before it is validated or planned. Validation
// itself is quadratic in equal aliases, so a hostile document must never get that far.
import type { FastifyRequest } from 'fastify';
import type { GraphQLError } from 'graphql';
import type { OperationGate } from '../../subgraphs/runtime/limits.ts';
import type { GatewayCode } from '../errors.ts';
import type { RegisteredOperation } from '../operations/registered.ts';
import { Refusal } from '../refusal.ts';
import { resolveDocument } from './resolve-document.ts';
import type { DocumentParts, GraphqlParameters } from './resolve-document.ts';

/** What the stage works with. */
export interface WeighParts {
  readonly gate: OperationGate;
  readonly variables: (variables: unknown) => void;
  readonly documents: DocumentParts;
}

/** Reads which document a request asks and refuses it when it is too large; gives the registered operation, if it is one. */
export function weigh(request: FastifyRequest, parts: WeighParts): RegisteredOperation | null {
  const parameters = request.method === 'POST' ? bodyOf(request.body) : request.query;
  checkTypes(parameters as GraphqlParameters, request.method === 'POST');
  const registered = resolveDocument(parameters as GraphqlParameters, parts.documents);
  if (registered && request.method === 'GET') askByText(request, parameters as GraphqlParameters);
  const { query, variables, extensions } = parameters as GraphqlParameters;
  if (typeof query === 'string' && query !== '') {
    const refusal = parts.gate.refusalOf(query);
    if (refusal) throw new Refusal(400, codeOf(refusal), refusal.message);
  } else if (isAbsent(extensions)) {
    throw new Refusal(400, 'BAD_REQUEST', 'There is nothing to answer: send a `query`');
  }
  if (variables) parts.variables(typeof variables === 'string' ? parsed('variables', variables) : variables);
  return registered;
}

function bodyOf(body: unknown): object {
  if (Array.isArray(body))
    throw new Refusal(400, 'BAD_REQUEST', 'Batches are not accepted; send one operation per request');
  if (typeof body !== 'object' || body === null)
    throw new Refusal(400, 'BAD_REQUEST', 'The body must be a JSON object with a `query`');
  return body;
}

/** In a query string everything is text; in a body variables and extensions are objects. */
function checkTypes({ query, operationName, variables, extensions }: GraphqlParameters, isBody: boolean): void {
  if (!isAbsent(query) && typeof query !== 'string') throw wrong('query', 'a text');
  if (!isAbsent(operationName) && typeof operationName !== 'string') throw wrong('operationName', 'a text');
  for (const [name, value] of Object.entries({ variables, extensions })) {
    if (isAbsent(value) || (!isBody && value === '')) continue;
    const object = isBody ? value : typeof value === 'string' ? parsed(name, value) : value;
    if (typeof object !== 'object' || Array.isArray(object))
      throw wrong(name, isBody ? 'an object' : 'one JSON object');
  }
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

function wrong(name: string, kind: string): Refusal {
  return new Refusal(400, 'BAD_REQUEST', `\`${name}\` must be ${kind}`);
}

function parsed(name: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw wrong(name, 'JSON');
  }
}

/** The server reads a GET from its address: the registered text takes the place of the hash there. */
function askByText(request: FastifyRequest, parameters: GraphqlParameters): void {
  const search = new URLSearchParams();
  for (const name of ['query', 'operationName', 'variables'] as const) {
    const value = parameters[name];
    if (typeof value === 'string' && value !== '') search.set(name, value);
  }
  request.raw.url = `/graphql?${search.toString()}`;
}

/** The gate gives codes of our register only; the message says the rest. */
function codeOf({ extensions: { code } }: GraphQLError): GatewayCode {
  return code === 'BAD_REQUEST' || code === 'GRAPHQL_VALIDATION_FAILED' ? code : 'OPERATION_TOO_LARGE';
}
