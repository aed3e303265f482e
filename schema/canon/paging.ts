// Pages of long lists, the same in every port and connection.
import { GraphQLError } from 'graphql';

/** Most rows one page of the graph may hold: a vendor's own page (Kantata 200) answers it in one call. */
export const pageSizeMax = 200;

/** Which rows are asked for; `after` is the cursor an earlier page ended with. */
export interface PageRequest {
  readonly first: number;
  readonly after: string | null;
}

/** One page; `totalCount` is null where counting is not cheap for the vendor. */
export interface Page<T> {
  readonly items: readonly T[];
  /** One cursor per item, in order; opaque to everybody but the port that made it. */
  readonly cursors: readonly string[];
  readonly hasNextPage: boolean;
  readonly totalCount: number | null;
}

/** A Relay connection, as every list of the graph is answered. */
export interface Connection<Node> {
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly totalCount: number | null;
}

/** A page and the nodes made of its items, as a connection. */
export function connection<Node>(page: Page<unknown>, nodes: readonly Node[], after: string | null): Connection<Node> {
  return {
    edges: nodes.map((node, index) => ({ cursor: page.cursors[index] ?? '', node })),
    pageInfo: {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: after !== null,
      startCursor: page.cursors[0] ?? null,
      endCursor: page.cursors.at(-1) ?? null,
    },
    totalCount: page.totalCount,
  };
}

/** The page a caller asks for. Raises a BAD_USER_INPUT error naming the value when `first` is not within 1 and `pageSizeMax`. */
export function pageRequest(first: number, after: string | null | undefined): PageRequest {
  if (!Number.isInteger(first) || first < 1 || first > pageSizeMax) {
    throw new GraphQLError(`first must be within 1 and ${pageSizeMax}, got ${first}`, {
      extensions: { code: 'BAD_USER_INPUT' },
    });
  }
  return { first, after: after ?? null };
}

/** The BAD_USER_INPUT error for a cursor that no list of ours made. */
export function invalidCursor(cursor: string): GraphQLError {
  return new GraphQLError(`"${cursor.slice(0, 40)}" is not a cursor of this list; start again without \`after\``, {
    extensions: { code: 'BAD_USER_INPUT' },
  });
}
