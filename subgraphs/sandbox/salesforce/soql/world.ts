// What a query is asked of: the objects there are, their records, and the moment of asking.
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { ObjectDefinition } from '../catalogue/object.ts';
import type { Row } from '../store/record.ts';

/** Read access to records. */
export interface Records {
  /** All records of an object, deleted ones too, in the order of their ids. */
  rows(object: ObjectDefinition): Iterable<Row>;
  find(id: string): Row | undefined;
}

/** The surroundings of one query. */
export interface QueryWorld {
  readonly catalogue: Catalogue;
  readonly records: Records;
  readonly now: Date;
  /** `queryAll` also sees deleted records. */
  readonly includeDeleted: boolean;
  /** What one unit of the corporate currency costs in another; 1 in an organisation with one currency. */
  readonly rateOf: (currency: string) => number;
  /** `/services/data/v62.0`, for the URLs in answers. */
  readonly base: string;
  /** The query's own text, for messages that point into it. */
  readonly text: string;
}
