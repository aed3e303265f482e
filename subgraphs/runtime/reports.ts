// Faults behind an answer that is there all the same: part of it is missing, and the client is told what and why.
import { type GraphQLResolveInfo, responsePathAsArray } from 'graphql';
import type { Fault } from './fault.ts';

/** A fault and the place in the answer below which something is missing because of it. */
export interface Report {
  readonly path: readonly (string | number)[];
  readonly fault: Fault;
}

/** The reports of one request; serve.ts puts them among the answer's errors. */
export interface Reports {
  add(info: Pick<GraphQLResolveInfo, 'path'>, fault: Fault): void;
  list(): readonly Report[];
}

/** No reports yet. */
export function createReports(): Reports {
  const reports: Report[] = [];
  return {
    add: ({ path }, fault) => {
      reports.push({ path: responsePathAsArray(path), fault });
    },
    list: () => reports,
  };
}
