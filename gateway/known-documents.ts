// Documents that @apollo/server has read and found valid. Asked again, as JSON by POST, they need nothing more of it: without
// it a small request takes 0.87 of the CPU (test/load/README.md). It still reads every document the first
// time, everything that is asked in another form, and tells every error.
import { getOperationAST } from 'graphql';
import type { DocumentNode } from 'graphql';
import type { FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { keptCharactersMax, lengthOf } from './federation/engine.ts';
import type { OperationToAnswer } from './pipeline.ts';

/** Documents kept: as many as there are plans (federation/engine.ts), for one without a plan is not much of a saving. */
export const documentsMax = 2_000;

/** A document by the hash that the server gave its text. */
interface KnownDocument {
  readonly document: DocumentNode;
  readonly documentHash: string;
}

/** The documents of one supergraph. */
export class KnownDocuments {
  readonly #documents = new LRUCache<string, KnownDocument>({
    max: documentsMax,
    maxSize: keptCharactersMax,
    sizeCalculation: ({ document }) => lengthOf(document),
  });

  /** `text` is what clients send; the document was found valid. */
  remember(text: string, known: KnownDocument): void {
    if (this.#documents.peek(text) === undefined) this.#documents.set(text, known);
  }

  /**
   * What a weighed request asks. Null when that is for the server to say: the document is new, no operation of it has the name that was
   * asked for, or an extension of the protocol is used.
   */
  operationOf({ method, body }: FastifyRequest): Omit<OperationToAnswer, 'context'> | null {
    if (method !== 'POST') return null;
    const { query, operationName, variables, extensions } = body as WeighedBody;
    if (typeof query !== 'string' || (extensions && 'persistedQuery' in extensions)) return null;
    const known = this.#documents.get(query);
    if (!known) return null;
    const operation = getOperationAST(known.document, operationName);
    if (!operation) return null;
    return {
      ...known,
      operation,
      operationName: operation.name?.value ?? null,
      askedName: operationName ?? undefined,
      variables: variables ?? {},
    };
  }
}

/** A body that stages/weigh.ts let pass. */
interface WeighedBody {
  readonly query?: string | null;
  readonly operationName?: string | null;
  readonly variables?: Readonly<Record<string, unknown>> | null;
  readonly extensions?: object | null;
}
