// Questions about the schema itself are answered here by graphql-js; no subgraph hears of them.
import { executeSync, Kind, OperationTypeNode } from 'graphql';
import type { FieldNode, GraphQLSchema } from 'graphql';
import type { Operation } from '../operation.ts';

/** Answers one `__schema` or `__type` field (all its occurrences under one response key). */
export function introspect(
  schema: GraphQLSchema,
  operation: Operation,
  fields: readonly FieldNode[],
  variables: Readonly<Record<string, unknown>>,
): unknown {
  const { data } = executeSync({
    schema,
    document: {
      kind: Kind.DOCUMENT,
      definitions: [
        {
          kind: Kind.OPERATION_DEFINITION,
          operation: OperationTypeNode.QUERY,
          variableDefinitions: operation.definition.variableDefinitions,
          selectionSet: { kind: Kind.SELECTION_SET, selections: fields },
        },
        ...operation.fragments.values(),
      ],
    },
    variableValues: variables,
  });
  return data ? (Object.values(data)[0] ?? null) : null;
}
