// Who asks too often is told when to go on: every request counts, and mutations and introspection once more.
import { GraphQLError, Kind, OperationTypeNode, visit, BREAK } from 'graphql';
import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import { HeaderMap } from '@apollo/server';
import { endingWith } from '../errors.ts';
import { Refusal } from '../refusal.ts';
import type { RateLimiter, Standing } from '../security/rate-limit.ts';
import type { RequestClass } from '../security/rate-limit-config.ts';
import type { Identity } from './identify.ts';

/** Counts a request before anything is read of it; throws a Refusal with 429 when its principal has asked too often. */
export function countRequest(rates: RateLimiter, identity: Identity): void {
  const standing = count(rates, identity, 'request');
  if (standing?.kind !== 'OVER') return;
  throw new Refusal(429, 'RATE_LIMITED', messageOf(standing, 'request'), {
    headers: headersOf(standing, 'request'),
    details: { retryAfterMs: standing.resetMs },
  });
}

/** Counts what weighs more than a query; gives the refusal, or null. */
export function refuseFrequent(
  rates: RateLimiter,
  identity: Identity,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): GraphQLError | null {
  const requestClass = classOf(document, operation);
  const standing = requestClass && count(rates, identity, requestClass);
  if (standing?.kind !== 'OVER') return null;
  const { code, http } = endingWith('RATE_LIMITED');
  const headers = new HeaderMap(Object.entries(headersOf(standing, requestClass ?? 'request')));
  return new GraphQLError(messageOf(standing, requestClass ?? 'request'), {
    extensions: { code, retryAfterMs: standing.resetMs, http: { ...http, headers } },
  });
}

function count(rates: RateLimiter, identity: Identity, requestClass: RequestClass): Standing | null {
  if (identity.kind === 'anybody') return null;
  return rates.count({ subject: identity.subject, role: identity.role, class: requestClass });
}

/** Documents that ask for the schema itself, looked through once. */
const introspecting = new WeakMap<DocumentNode, boolean>();

function classOf(document: DocumentNode, operation: OperationDefinitionNode): RequestClass | null {
  if (operation.operation === OperationTypeNode.MUTATION) return 'mutation';
  let asks = introspecting.get(document);
  if (asks === undefined) introspecting.set(document, (asks = asksForSchema(document)));
  return asks ? 'introspection' : null;
}

function asksForSchema(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    [Kind.FIELD]: ({ name }) => {
      found ||= name.value === '__schema' || name.value === '__type';
      return found ? BREAK : undefined;
    },
  });
  return found;
}

function messageOf({ limit, resetMs }: Standing, requestClass: RequestClass): string {
  return `More than ${limit} ${plurals[requestClass]} in a time; go on in ${Math.ceil(resetMs / 1_000)} s`;
}

const plurals: Readonly<Record<RequestClass, string>> = {
  request: 'requests',
  mutation: 'mutations',
  introspection: 'readings of the schema',
};

/** Retry-After, and the fields of the IETF draft on rate limit headers. */
function headersOf({ limit, remaining, resetMs }: Standing, requestClass: RequestClass): Record<string, string> {
  const seconds = Math.max(1, Math.ceil(resetMs / 1_000));
  return {
    'retry-after': String(seconds),
    'ratelimit-policy': `"${requestClass}";q=${limit}`,
    ratelimit: `"${requestClass}";r=${remaining};t=${seconds}`,
  };
}
