// Stage 3, weigh: an operation that is too large is refused before it is validated or planned. Validation itself is
// quadratic in equal aliases, so a hostile document must never get that far.
import type { GraphQLError } from 'graphql';
import type { OperationGate } from '../../subgraphs/runtime/limits.ts';
import type { GatewayCode } from '../errors.ts';
import { Refusal } from '../refusal.ts';

/** Refuses a GraphQL request whose document is too large; anything that is no GraphQL request is the server's to refuse. */
export function weigh(body: unknown, queryString: unknown, gate: OperationGate): void {
  const query = textOf(body) ?? textOf(queryString);
  if (query === null) return;
  const refusal = gate.refusalOf(query);
  if (refusal) throw new Refusal(400, codeOf(refusal), refusal.message);
}

/** The gate gives codes of our register only; the message says the rest. */
function codeOf({ extensions: { code } }: GraphQLError): GatewayCode {
  return code === 'BAD_REQUEST' || code === 'GRAPHQL_VALIDATION_FAILED' ? code : 'OPERATION_TOO_LARGE';
}

function textOf(holder: unknown): string | null {
  if (typeof holder !== 'object' || holder === null || !('query' in holder)) return null;
  return typeof holder.query === 'string' ? holder.query : null;
}
