// The register of codes a client can meet in `extensions.code`. Codes are never renamed, and a retired one is never used
// again: clients branch on them. README.md lists the same table; a test keeps the two equal.
import type { FaultCode } from '../subgraphs/runtime/fault.ts';

/** What a code means and what whoever meets it should do. */
export interface CodeEntry {
  readonly meaning: string;
  readonly remedy: string;
  /** The HTTP status of an answer that is nothing but this error; otherwise 200, or the server's own choice. */
  readonly status?: number;
}

/** Codes the gateway itself gives. */
export const gatewayCodes = {
  GRAPHQL_PARSE_FAILED: {
    meaning: 'The query is not GraphQL.',
    remedy: 'Correct the syntax at the given location.',
  },
  GRAPHQL_VALIDATION_FAILED: {
    meaning: 'The query does not fit the schema.',
    remedy: 'Compare it with the schema (schema/api.graphql).',
  },
  BAD_USER_INPUT: {
    meaning: 'A variable has a value its type does not allow.',
    remedy: 'Correct the variable that the message names.',
  },
  BAD_REQUEST: {
    meaning: 'The HTTP request is not a GraphQL request.',
    remedy: 'POST JSON with a `query`; see the message.',
  },
  OPERATION_RESOLUTION_FAILURE: {
    meaning: 'The document holds no operation of the given name, or several and no name was given.',
    remedy: 'Send the `operationName` of one of its operations.',
  },
  PERSISTED_QUERY_NOT_SUPPORTED: {
    meaning: 'Automatic persisted queries are off.',
    remedy: 'Send the query text.',
  },
  UNAUTHENTICATED: {
    meaning: 'There is no token, or it is not valid here.',
    remedy: 'Get a token from the identity provider and send it as `Authorization: Bearer …`.',
    status: 401,
  },
  IDENTITY_UNAVAILABLE: {
    meaning: 'The keys of the identity provider cannot be fetched, so no token can be checked.',
    remedy: 'Ask again shortly.',
    status: 503,
  },
  FORBIDDEN: {
    meaning: 'The role may not use this argument or input field.',
    remedy: 'Leave it out, or ask for a role that may see the class of data it filters by.',
    status: 403,
  },
  OPERATION_TOO_LARGE: {
    meaning: 'The operation is larger than an operation may be; the message names the limit.',
    remedy: 'Ask for less, or in several operations.',
    status: 400,
  },
  OPERATION_TOO_COSTLY: {
    meaning: 'The operation would cost more than an operation may; `cost` has the estimate and the limit.',
    remedy: 'Ask for smaller pages (`first`), or for less of each row.',
    status: 400,
  },
  OPERATION_NOT_REGISTERED: {
    meaning: 'Only registered operations may be asked here, and this is none; or no document has the given id.',
    remedy: 'Register the operation (the manifest of the gateway), or send one that is.',
    status: 400,
  },
  OPERATION_NO_LONGER_VALID: {
    meaning: 'The registered operation asks for something the schema no longer has.',
    remedy: 'Publish the client anew, or bring the schema’s field back.',
    status: 400,
  },
  RATE_LIMITED: {
    meaning: 'You have asked more often than your role may in a time; `retryAfterMs` says when to go on.',
    remedy: 'Wait `retryAfterMs`, then ask again; ask for more at once instead of more often.',
    status: 429,
  },
  GATEWAY_OVERLOADED: {
    meaning: 'The gateway has more requests than it can serve; this one was turned away unread, nothing was done.',
    remedy: 'Wait `retryAfterMs` (header Retry-After), then ask again.',
    status: 503,
  },
  TOO_MANY_STREAMS: {
    meaning: 'As many streams are open as there may be.',
    remedy: 'Close one first, or ask from time to time instead.',
    status: 429,
  },
  STREAM_ENDED: {
    meaning: 'A stream ended although there may be more to tell; the message says why.',
    remedy: 'Read what you watch anew, and connect anew with the id of the last event.',
  },
  QUERY_NOT_PLANNABLE: {
    meaning: 'The query is valid, but no plan over the system APIs was found for it.',
    remedy: 'Ask for the parts in separate queries, and report it with the correlation id.',
    status: 500,
  },
  SUBGRAPH_UNAVAILABLE: {
    meaning: 'A system API could not be reached, or broke off.',
    remedy: 'Use what the other systems answered; ask again later.',
  },
  SUBGRAPH_TIMEOUT: {
    meaning: 'A system API did not answer in the time it is given.',
    remedy: 'Use what the other systems answered; ask again later, or for less at once.',
  },
  SUBGRAPH_OVERLOADED: {
    meaning: 'A system API has more requests than it can serve.',
    remedy: 'Wait `retryAfterMs`, then ask again.',
  },
  SUBGRAPH_REFUSED: {
    meaning: 'A system API refused the request of the gateway.',
    remedy: 'Report it with the correlation id.',
  },
  SUBGRAPH_ANSWER_INVALID: {
    meaning: 'A system API answered with something that is not a GraphQL answer.',
    remedy: 'Report it with the correlation id.',
  },
  SUBGRAPH_VALUE_INVALID: {
    meaning: 'A system API sent a value that the schema does not allow, or null where it promises a value.',
    remedy: 'Report it with the correlation id.',
  },
  ERRORS_OMITTED: {
    meaning: 'More errors of the same kinds happened than are listed; `omitted` says how many.',
    remedy: 'Treat every null without an error as not known.',
  },
  SUBGRAPH_ERROR: {
    meaning: 'A system API reported an error without a code.',
    remedy: 'Read its message; report it with the correlation id.',
  },
  NOT_FOUND: {
    meaning: 'Nothing is served at this address.',
    remedy: 'POST to /graphql.',
  },
  INTERNAL: {
    meaning: 'A defect of the gateway or of a system API.',
    remedy: 'Report it with the correlation id.',
  },
} as const satisfies Record<string, CodeEntry>;

/** A code the gateway itself gives. */
export type GatewayCode = keyof typeof gatewayCodes;

/** Codes that come from the business systems behind the system APIs and are handed on as they are. */
export const systemCodes: Readonly<Record<FaultCode, CodeEntry>> = {
  SYSTEM_UNAVAILABLE: { meaning: 'The business system cannot be reached.', remedy: 'Ask again later.' },
  SYSTEM_TIMEOUT: { meaning: 'The business system did not answer in time.', remedy: 'Ask again later.' },
  SYSTEM_OVERLOADED: { meaning: 'The business system asked us to slow down.', remedy: 'Wait `retryAfterMs`.' },
  SYSTEM_QUOTA_EXHAUSTED: {
    meaning: 'Our account with the business system has used up its calls.',
    remedy: 'Wait for the quota to be renewed, or have it raised.',
  },
  SYSTEM_UNAUTHORIZED: {
    meaning: 'The business system does not accept our credentials.',
    remedy: 'The operator renews them.',
  },
  SYSTEM_FORBIDDEN: {
    meaning: 'Our account may not do this in the business system.',
    remedy: 'The operator grants it the permission.',
  },
  SYSTEM_REFUSED: { meaning: 'The business system refused the request.', remedy: 'Correct what the message names.' },
  SYSTEM_ANSWER_INVALID: {
    meaning: 'The business system answered in an unknown shape.',
    remedy: 'Report it with the correlation id.',
  },
  CIRCUIT_OPEN: {
    meaning: 'A system failed too often and is left alone for a while.',
    remedy: 'Ask again after `retryAfterMs`.',
  },
  BUDGET_EXHAUSTED: {
    meaning: 'All calls we may make to the business system at once are taken.',
    remedy: 'Ask again shortly.',
  },
  DEADLINE_EXCEEDED: { meaning: 'The time for the whole request was over.', remedy: 'Ask for less at once.' },
  CANCELLED: { meaning: 'The client left before the answer was there.', remedy: 'None is needed.' },
};

/** The whole register, in the order of the README. */
export const clientCodes: Readonly<Record<string, CodeEntry>> = { ...gatewayCodes, ...systemCodes };

/** The extensions of an error that ends a request; @apollo/server takes the HTTP status out of them. */
export function endingWith(code: GatewayCode): { code: GatewayCode; http: { status: number } } {
  const entry: CodeEntry = gatewayCodes[code];
  return { code, http: { status: entry.status ?? 400 } };
}
