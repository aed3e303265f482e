// The path of a request, top to bottom. Each stage is one file in stages/ and is called here once.
//
//   HTTP request
//     ├─ admit      name, deadline, whether the client still waits
//     ├─ identify   the token; 401 ends here, before the body is read
//     ├─ weigh      too large an operation ends here with 400, before it is parsed for good
//     │
//   @apollo/server  reads the request, parses and validates against the public schema, remembers the document
//     │
//     ├─ resolve    no such operation, or a kind this graph lacks, ends here with 400
//     ├─ mask       hidden inputs end here with 403; hidden fields leave the plan
//     ├─ engine     plan, ask the subgraphs (cache → breaker → HTTP), project
//     └─ report     degraded systems, masked fields
//   HTTP answer
import type { FastifyReply, FastifyRequest } from 'fastify';
import { OperationTypeNode } from 'graphql';
import type { TokenVerifier } from '../subgraphs/runtime/identity.ts';
import type { OperationGate } from '../subgraphs/runtime/limits.ts';
import type { ServedOperation, ServedResult } from './federation/apollo-gateway.ts';
import type { FederationEngine } from './federation/engine.ts';
import type { Mask } from './federation/mask.ts';
import type { Caller } from './federation/subgraph.ts';
import { admit } from './stages/admit.ts';
import type { Admitted } from './stages/admit.ts';
import { fingerprintOf, identify } from './stages/identify.ts';
import type { Identity } from './stages/identify.ts';
import { refuseHiddenInputs } from './stages/mask.ts';
import type { Reporter } from './stages/report.ts';
import { refuseUnresolved } from './stages/resolve-operation.ts';
import { weigh } from './stages/weigh.ts';

/** What the stages work with. */
export interface PipelineParts {
  /** Null when authentication is off. */
  readonly verifier: TokenVerifier | null;
  readonly gate: OperationGate;
  readonly masks: (identity: Identity) => Mask;
  readonly engine: FederationEngine;
  readonly reporter: Reporter;
  readonly requestMs: number;
}

/** What is known of a request from identify onwards; @apollo/server carries it as its context. */
export interface RequestContext {
  readonly admitted: Admitted;
  readonly identity: Identity;
}

/** The path in its three parts: before the body, before GraphQL, and the operation itself. */
export interface Pipeline {
  enter(request: FastifyRequest, reply: FastifyReply): Promise<RequestContext>;
  weigh(request: FastifyRequest): void;
  answer(operation: ServedOperation): Promise<ServedResult>;
}

/** Joins the stages. The first two parts throw a Refusal; the last puts whatever goes wrong into the answer. */
export function createPipeline({ verifier, gate, masks, engine, reporter, requestMs }: PipelineParts): Pipeline {
  return {
    async enter(request, reply) {
      const admitted = admit(request, reply, requestMs);
      const identity = await identify(request.headers.authorization, verifier);
      return { admitted, identity };
    },

    weigh: (request) => weigh(request.body, request.query, gate),

    async answer({ context, document, queryHash, operationName, operation, request }) {
      const { admitted, identity } = context as RequestContext;
      const variables: Readonly<Record<string, unknown>> = request.variables ?? {};
      const mask = masks(identity);
      const { apiSchema } = engine.supergraph;
      const refusal =
        refuseUnresolved(apiSchema, { document, operation, operationName: request.operationName }) ??
        refuseHiddenInputs(apiSchema, mask, { document, variables });
      const result = refusal
        ? engine.refuse(refusal)
        : await engine.run({
            document,
            documentHash: queryHash,
            operationName,
            variables,
            mask,
            caller: callerOf(admitted, identity, operation.operation === OperationTypeNode.QUERY),
          });
      return reporter.report(result);
    },
  };
}

function callerOf(admitted: Admitted, identity: Identity, mayRepeat: boolean): Caller {
  return { ...admitted, authorization: identity.authorization, fingerprint: fingerprintOf(identity), mayRepeat };
}
