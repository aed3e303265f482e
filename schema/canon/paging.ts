// Pages of long lists, the same in every port and connection.

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
