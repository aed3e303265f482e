// The path of a request, top to bottom. Each stage is one file in stages/ and is called here once.
//
//   HTTP request
//     ├─ guard      compressed, unreadable or cross-site requests end here with 4xx
//     ├─ admit      name, deadline, whether the client still waits
//     ├─ identify   the token; 401 ends here, before the body is read
//     ├─ rate       429 for whoever asks too often
//     ├─ weigh      a registered operation gets its text; too large a one ends here with 400, before it is parsed for good
//     │
//   @apollo/server  reads the request, parses and validates against the public schema, remembers the document; one that
//     │           it has read before goes past it (answering.ts)
//     │
//     ├─ resolve    no such operation, or a kind this graph lacks, ends here with 400
//     ├─ rate       mutations and introspection count once more
//     ├─ demand     what would cost too much ends here with 400
//     ├─ mask       hidden inputs end here with 403; hidden fields leave the plan
//     ├─ answers    the whole answer, when it was given a moment ago (cache/)
//     ├─ engine     plan, ask the subgraphs (cache → breaker → HTTP), project
//     └─ report     degraded systems, masked fields
//   HTTP answer
import type { FastifyReply, FastifyRequest } from 'fastify';
import { OperationTypeNode } from 'graphql';
import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import type { TokenVerifier } from '../subgraphs/runtime/identity.ts';
import type { Demand } from './demand/demand.ts';
import { resultOfText } from './cache/answer-text.ts';
import type { AnswerFreshness, Answers } from './cache/answers.ts';
import type { GatewayCache } from './cache/gateway-cache.ts';
import type { ServedResult } from './federation/apollo-gateway.ts';
import type { FederationEngine } from './federation/engine.ts';
import type { Mask } from './federation/mask.ts';
import type { Caller } from './federation/subgraph.ts';
import type { ForwardedHeaders, HeaderRules } from './security/header-rules.ts';
import { guardHttp } from './security/http-guard.ts';
import type { Security } from './security/security.ts';
import { admit } from './stages/admit.ts';
import type { Admitted } from './stages/admit.ts';
import { fingerprintOf, identify } from './stages/identify.ts';
import type { Identity } from './stages/identify.ts';
import { refuseHiddenInputs } from './stages/mask.ts';
import { countRequest, refuseFrequent } from './stages/rate.ts';
import type { ClientAnswer, Reporter } from './stages/report.ts';
import { refuseUnresolved } from './stages/resolve-operation.ts';
import { weigh } from './stages/weigh.ts';

/** What the stages work with. */
export interface PipelineParts {
  /** Null when authentication is off. */
  readonly verifier: TokenVerifier | null;
  readonly security: Security;
  readonly demand: Demand;
  readonly masks: (identity: Identity) => Mask;
  readonly engine: FederationEngine;
  readonly reporter: Reporter;
  readonly answers: Answers<ClientAnswer>;
  /** Whose answers are worth keeping. */
  readonly memory: Pick<GatewayCache, 'admit' | 'learn'>;
  readonly requestMs: number;
}

/** What is known of a request from identify onwards; @apollo/server carries it as its context. */
export interface RequestContext {
  readonly admitted: Admitted;
  readonly identity: Identity;
  readonly forwarded: ForwardedHeaders;
  /** Written while it is answered, for the route and for the server. It copies contexts, so this is an object of its own. */
  readonly outcome: {
    freshness: AnswerFreshness | null;
    /** When GraphQL began, by performance.now(). */
    startedMs: number;
    /** An answer that the server has still to tell as one with errors. */
    toTell: Promise<ServedResult> | null;
  };
}

/** An operation as the server has read it. */
export interface OperationToAnswer {
  readonly context: RequestContext;
  readonly document: DocumentNode;
  /** Equal for equal texts. */
  readonly documentHash: string;
  readonly operationName: string | null;
  /** Whatever the server's types say, missing when the document holds none of the name that was asked for. */
  readonly operation: OperationDefinitionNode;
  readonly askedName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** The path in its three parts: before the body, before GraphQL, and the operation itself. */
export interface Pipeline {
  /** Request headers, in lower case, on which an answer may depend. */
  readonly varyBy: readonly string[];
  /** At once, if who asks is known. Throws or rejects with a Refusal. */
  enter(request: FastifyRequest, reply: FastifyReply): RequestContext | Promise<RequestContext>;
  weigh(request: FastifyRequest): void;
  answer(operation: OperationToAnswer): Promise<ServedResult>;
}

/** Joins the stages. The first two parts throw a Refusal; the last puts whatever goes wrong into the answer. */
export function createPipeline(parts: PipelineParts): Pipeline {
  const { verifier, security, demand, masks, engine, reporter, answers, memory, requestMs } = parts;
  const { headerRules, rates } = security;
  return {
    varyBy: ['authorization', ...headerRules.forwardedNames],

    enter(request, reply) {
      guardHttp(request);
      const admitted = admit(request, reply, requestMs);
      const asked = (identity: Identity): RequestContext => {
        countRequest(rates, identity);
        const forwarded = headerRules.pick(request.headers);
        const outcome = { freshness: null, startedMs: 0, toTell: null };
        return { admitted, identity, forwarded, outcome };
      };
      const identity = identify(request.headers.authorization, verifier);
      return identity instanceof Promise ? identity.then(asked) : asked(identity);
    },

    weigh: (request) => void weigh(request, security),

    async answer({ context, document, documentHash, operationName, operation, askedName, variables }) {
      const { identity } = context;
      const mask = masks(identity);
      const { apiSchema } = engine.supergraph;
      const refusal =
        refuseUnresolved(apiSchema, { document, operation, operationName: askedName }) ??
        refuseFrequent(rates, identity, document, operation) ??
        refuseHiddenInputs(apiSchema, mask, { document, variables }) ??
        demand.refusalOf({ document, operation, variables });
      if (refusal) return reporter.report(engine.refuse(refusal));
      const question = { document, documentHash, operationName, variables };
      const admission = memory.admit(identity.fingerprint);
      let isSpared = true;
      const caller = callerOf(context, headerRules, {
        mayRepeat: operation.operation === OperationTypeNode.QUERY,
        isStranger: admission === 'TURNED_AWAY',
      });
      const served = await answers.serve({ ...question, maskKey: mask.key, caller }, async (asker) => {
        const result = await engine.run({ ...question, mask, caller: asker });
        demand.count({ document, operation, variables }, () => result.data?.parse());
        isSpared = result.fetches.some(({ reply }) => reply.kind === 'answered' && reply.provenance.kind !== 'live');
        const answer = reporter.report(result);
        const isClean = answer.errors === undefined && answer.extensions?.degraded === undefined;
        return { answer, fetches: result.fetches, isClean };
      });
      if (admission === 'ON_TRIAL') memory.learn(isSpared);
      context.outcome.freshness = served.freshness;
      return served.kind === 'text' ? resultOfText(served.text) : served.answer;
    },
  };
}

function callerOf(
  context: RequestContext,
  headerRules: HeaderRules,
  memory: Pick<Caller, 'mayRepeat' | 'isStranger'>,
): Caller {
  const { admitted, identity, forwarded } = context;
  const fingerprint = fingerprintOf(identity, headerRules.fingerprintOf(forwarded));
  return {
    ...admitted,
    authorization: identity.authorization,
    fingerprint,
    principal: identity.fingerprint,
    forwarded,
    ...memory,
  };
}
