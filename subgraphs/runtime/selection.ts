// What a query asks of a referenced record, so that a bare id costs no vendor call.
import { type GraphQLResolveInfo, Kind } from 'graphql';

/** Whether nothing but id and __typename is selected below a field; a fragment counts as more, for it may be anything. */
export function asksOnlyForId(info: GraphQLResolveInfo): boolean {
  return info.fieldNodes.every((node) =>
    (node.selectionSet?.selections ?? []).every(
      (selection) => selection.kind === Kind.FIELD && ['id', '__typename'].includes(selection.name.value),
    ),
  );
}
