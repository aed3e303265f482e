// Stage 3, weigh: an operation that is too large is refused before it is validated or planned. Validation itself is
// quadratic in equal aliases, so a hostile document must never get that far.
import type { OperationGate } from '../../subgraphs/runtime/limits.ts';
import { Refusal } from '../refusal.ts';

/** Refuses a GraphQL request whose document is too large; anything that is no GraphQL request is the server's to refuse. */
export function weigh(body: unknown, queryString: unknown, gate: OperationGate): void {
  const query = textOf(body) ?? textOf(queryString);
  if (query === null) return;
  const refusal = gate.refusalOf(query);
  if (refusal) throw new Refusal(400, 'OPERATION_TOO_LARGE', refusal.message);
  // Such a key would not name a field of a JavaScript object but its prototype.
  if (query.includes('__proto__'))
    throw new Refusal(400, 'BAD_REQUEST', 'A field may not be called __proto__; choose another alias');
}

function textOf(holder: unknown): string | null {
  if (typeof holder !== 'object' || holder === null || !('query' in holder)) return null;
  return typeof holder.query === 'string' ? holder.query : null;
}
