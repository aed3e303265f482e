// One system API over HTTP: every answer, and every way of not getting one, read as what it says about what was done.
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { z } from 'zod';
import { headersOf } from '../../runtime/envelope.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import { createHttpClient, TransportError } from '../../runtime/http.ts';
import type { HttpReply } from '../../runtime/http.ts';
import type { ServiceSystem, ServiceTokens } from '../../runtime/service-token.ts';
import { StopSource } from '../../runtime/stop-signal.ts';
import type { Caller } from './systems.ts';
import type { SystemFailure } from './write-call.ts';

/** Covers a write under way that this one waits for, and then its own. */
export const writeMsMax = 30_000;
/** Covers a silent write's time, its settle time and the search; below the longest deadline a system API grants. */
export const lookUpMsMax = 55_000;
/** Reads before a write: a vendor that takes longer is an outage. */
export const readMsMax = 20_000;

/**
 * ANSWERED: it ran, and this came of it. UNREAD: refused before anything of it ran. FAILED: it ran and told a failure. LOST: it may
 * have run, and nobody knows how it ended.
 */
export type Exchange<Data> =
  | { readonly kind: 'ANSWERED'; readonly data: Data }
  | { readonly kind: 'UNREAD' | 'FAILED' | 'LOST'; readonly failure: SystemFailure };

/** Asks one system API on behalf of one caller. Never throws for what the network or the API does. */
export interface Endpoint {
  ask<Data, Variables>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
    deadlineMs: number,
    /** LIVE: nothing that the system API has kept will do. */
    freshness?: 'LIVE' | 'KEPT',
  ): Promise<Exchange<Data>>;
}

/** A system API; `close` cuts what is under way. */
export interface EndpointSource {
  readonly system: ServiceSystem;
  for(caller: Caller): Endpoint;
  close(): Promise<void>;
}

/** An endpoint at `url`; a URL without a path means `/graphql`. */
export function createEndpoint(system: ServiceSystem, url: string, tokens: ServiceTokens): EndpointSource {
  const { origin, pathname } = new URL(url);
  const path = pathname === '/' ? '/graphql' : pathname;
  const http = createHttpClient({ origin });
  const texts = new WeakMap<object, string>();
  const textOf = (document: TypedDocumentNode<unknown, unknown>): string => {
    const text = texts.get(document) ?? print(document);
    texts.set(document, text);
    return text;
  };
  return {
    system,
    for: (caller) => ({
      ask: async <Data, Variables>(
        document: TypedDocumentNode<Data, Variables>,
        variables: Variables,
        deadlineMs: number,
        freshness: 'LIVE' | 'KEPT' = 'KEPT',
      ) => {
        const token = await tokens.issue(system, caller.initiator);
        const body = JSON.stringify({ query: textOf(document as TypedDocumentNode<unknown, unknown>), variables });
        const headers = {
          ...headersOf({ ...envelopeOf(caller, token, deadlineMs), wantsLive: freshness === 'LIVE' }),
          'content-type': 'application/json',
        };
        const signal = new StopSource();
        const deadline = setTimeout(() => signal.abort(), deadlineMs);
        try {
          return read<Data>(system, await http.send({ method: 'POST', path, headers, body, signal }));
        } catch (error) {
          const isUnsent = error instanceof TransportError && error.failure === 'REFUSED';
          if (isUnsent)
            return { kind: 'UNREAD', failure: failed(system, 'SYSTEM_API_UNREACHABLE', 'cannot be reached') };
          return {
            kind: 'LOST',
            failure: failed(system, 'SYSTEM_API_SILENT', 'gave no answer to a request it may have got'),
          };
        } finally {
          clearTimeout(deadline);
        }
      },
    }),
    close: () => http.close(),
  };
}

function envelopeOf({ correlationId, initiator, priority }: Caller, token: string, deadlineMs: number): Envelope {
  return {
    correlationId,
    principal: { ...initiator, token },
    deadlineAt: Date.now() + deadlineMs,
    priority,
    signal: new StopSource(),
  };
}

const errorSchema = z.object({
  extensions: z.object({ code: z.string().optional(), retryAfterMs: z.number().nullish() }).optional(),
});
const bodySchema = z.object({ data: z.unknown().optional(), errors: z.array(errorSchema).optional() });

/** Raised by a field before its resolver ran. */
const unreadCodes = new Set(['FORBIDDEN', 'BAD_USER_INPUT']);

function read<Data>(system: ServiceSystem, { status, text }: HttpReply): Exchange<Data> {
  const body = bodySchema.safeParse(parsed(text));
  // Only what speaks GraphQL is known to have refused it unread: a proxy that gives up may have passed it on.
  const isRefusal = (status >= 400 && status < 500) || (status === 503 && body.success);
  const silence = failed(system, 'SYSTEM_API_ANSWER_INVALID', `answered with status ${status} and no GraphQL`);
  if (!body.success) return { kind: isRefusal ? 'UNREAD' : 'LOST', failure: silence };
  const { data, errors = [] } = body.data;
  const [first] = errors;
  if (first === undefined) {
    // What the document asks for is what codegen says it is; outcomes are checked where they are read.
    return data === undefined || data === null
      ? { kind: 'LOST', failure: silence }
      : { kind: 'ANSWERED', data: data as Data };
  }
  const code = first.extensions?.code ?? 'SYSTEM_API_ERROR';
  const retryAfterMs = first.extensions?.retryAfterMs ?? null;
  const failure = { ...failed(system, code, `reported ${code}`), retryAfterMs };
  // Without `data` nothing was executed, unless something broke afterwards.
  if (data === undefined) return { kind: status >= 500 && status !== 503 ? 'LOST' : 'UNREAD', failure };
  return { kind: unreadCodes.has(code) ? 'UNREAD' : 'FAILED', failure };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function failed(system: ServiceSystem, code: string, says: string): SystemFailure {
  const message = `The ${system} system API ${says}`;
  return { code, message, vendorCode: null, fields: [], retryAfterMs: null };
}
