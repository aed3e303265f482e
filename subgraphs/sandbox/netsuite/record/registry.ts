// All record types this stand-in plays.
import { NetSuiteProblem } from '../problem.ts';
import { DOCUMENT_RECORDS } from './documents.ts';
import { ENTITY_RECORDS } from './entities.ts';
import { LIST_RECORDS } from './lists.ts';
import type { RecordSpec } from './spec.ts';

/** Record types in the order of the metadata catalogue. */
export const RECORDS: readonly RecordSpec[] = [...ENTITY_RECORDS, ...DOCUMENT_RECORDS, ...LIST_RECORDS].sort(
  (one, other) => (one.type < other.type ? -1 : 1),
);

/** The record type with this name; NetSuite does not mind its case. */
export function recordType(name: string): RecordSpec {
  const spec = RECORDS.find(({ type }) => type.toLowerCase() === name.toLowerCase());
  if (spec === undefined)
    throw new NetSuiteProblem(404, 'NONEXISTENT_RECORD_TYPE', `Record type '${name}' does not exist.`);
  return spec;
}
