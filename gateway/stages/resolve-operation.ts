// Which operation of a document is to run, and whether this graph has its kind at all; the server leaves both to us.
import { GraphQLError, Kind, OperationTypeNode } from 'graphql';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { endingWith } from '../errors.ts';

/** What a client asked to run. `operation` is missing when the document holds none of that name. */
export interface AskedOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode | undefined;
  readonly operationName: string | null | undefined;
}

/** Why there is nothing to run, or null. */
export function refuseUnresolved(
  schema: GraphQLSchema,
  { document, operation, operationName }: AskedOperation,
): GraphQLError | null {
  if (operation === undefined) {
    const names = document.definitions.flatMap((each) =>
      each.kind === Kind.OPERATION_DEFINITION ? [each.name?.value ?? '(unnamed)'] : [],
    );
    const asked = operationName ? `The document has no operation "${operationName}"` : 'operationName is missing';
    return new GraphQLError(`${asked}; it may be ${names.join(', ')}.`, {
      extensions: endingWith('OPERATION_RESOLUTION_FAILURE'),
    });
  }
  if (schema.getRootType(operation.operation)) return refuseStream(operation);
  return new GraphQLError(`This graph has no ${operation.operation}s.`, {
    extensions: endingWith('OPERATION_RESOLUTION_FAILURE'),
  });
}

function refuseStream({ operation }: OperationDefinitionNode): GraphQLError | null {
  if (operation !== OperationTypeNode.SUBSCRIPTION) return null;
  return new GraphQLError('Subscriptions are served at /graphql/stream, as text/event-stream.', {
    extensions: endingWith('OPERATION_RESOLUTION_FAILURE'),
  });
}
