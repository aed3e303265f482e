// The three places where an operation is answered: past @apollo/server, when it has read the document before; at the hook where it asks
// plugins for an answer; and, if there are errors, at what it calls its gateway.
import { HeaderMap } from '@apollo/server';
import type { ApolloServerPlugin, GraphQLResponse } from '@apollo/server';
import type { FastifyRequest } from 'fastify';
import { writeResult } from './cache/answer-text.ts';
import type { ServedOperation, ServedResult } from './federation/apollo-gateway.ts';
import type { KnownDocuments } from './known-documents.ts';
import type { OperationToAnswer, Pipeline, RequestContext } from './pipeline.ts';
import type { TellAnswer } from './telling.ts';

/** The body of an answer without errors to a known document; null when the server has to answer. */
export type AnswerKnown = (request: FastifyRequest, context: RequestContext) => Promise<string | null>;

/** Answers what the server need not see again. */
export function knownAnswers(pipeline: Pipeline, known: KnownDocuments, tell: TellAnswer): AnswerKnown {
  return async (request, context) => {
    const operation = known.operationOf(request);
    if (!operation) return null;
    const result = await answerCleanly(pipeline, { context, ...operation });
    if (!result) return null;
    tell(context, operation, result);
    return writeResult(result);
  };
}

/**
 * The answer to an operation, if it has no errors. One that has, or the defect that there is instead of one, is kept for the server's
 * gateway, so that the server tells it as it tells all.
 */
async function answerCleanly(pipeline: Pipeline, operation: OperationToAnswer): Promise<CleanResult | null> {
  const answer = pipeline.answer(operation);
  try {
    const result = await answer;
    if (isWithoutErrors(result)) return result;
  } catch {
    // The server hears it.
  }
  operation.context.outcome.toTell = answer;
  return null;
}

type CleanResult = Omit<ServedResult, 'errors'>;

function isWithoutErrors(result: ServedResult): result is CleanResult {
  return result.errors === undefined;
}

/** Nothing is added to the head of an answer here. */
const bareHead: GraphQLResponse['http'] = { status: undefined, headers: new HeaderMap() };

/**
 * The plugin that answers where the server asks plugins for an answer, before its gateway. That is handed a context with accessors of its own, each
 * time: V8 gives such an object a shape of its own, which lives through collections of the young generation and keeps the whole
 * request with it (test/load/README.md).
 */
export function answering(pipeline: Pipeline, known: KnownDocuments): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        async responseForOperation({ contextValue, source, document, queryHash, operationName, operation, request }) {
          // It was answered as a known document, with errors.
          if (contextValue.outcome.toTell) return null;
          const { variables = {}, operationName: askedName } = request;
          const documentHash = queryHash ?? source;
          known.remember(source, { document, documentHash });
          const result = await answerCleanly(pipeline, {
            context: contextValue,
            document,
            documentHash,
            operationName,
            operation,
            askedName,
            variables,
          });
          return result && { http: bareHead, body: { kind: 'single', singleResult: result } };
        },
      }),
  };
}

/** The answer that has errors, or the defect that there is instead of one. */
export function answerToTell({ context }: ServedOperation): Promise<ServedResult> {
  const { toTell } = (context as RequestContext).outcome;
  return toTell ?? Promise.reject(new Error('An operation passed without being answered'));
}
