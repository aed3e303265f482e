// References as SQL sees them: four arrays for `unnest`, so that a batch is one statement however long it is.
import { type RawBuilder, sql, type Transaction } from 'kysely';
import type { VendorRef } from '../../schema/canon/identity.ts';

/** A transaction of ours; what takes one must run under its kind's lock (`deciding`). */
export type Writer = Transaction<Record<string, never>>;

/** System, instance, kind and vendor id of some references, in this order. */
export function columnsOf(refs: readonly VendorRef[]): RawBuilder<unknown> {
  return sql`${refs.map((ref) => ref.system)}::text[], ${refs.map((ref) => ref.instance)}::text[],
    ${refs.map((ref) => ref.kind)}::text[], ${refs.map((ref) => ref.id)}::text[]`;
}
