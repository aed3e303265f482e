// What Kantata says about a write of one record, as one of few outcomes. Pure: sends nothing. Sources: recorded traffic of
// 2013 for the statuses of success, the one entry of `results` and 404; Kantata's REST v1 description for error bodies.
import { z } from 'zod';
import { parseExactJson } from '../../runtime/exact-json.ts';
import { Fault } from '../../runtime/fault.ts';
import type { HttpReply } from '../../runtime/http.ts';
import { answerFault, faultOf, understood } from './failures.ts';
import { type Listing, readListing } from './listing.ts';
import { checked, UnexpectedAnswer } from './wire.ts';

/** What was asked: POST to a collection, PUT or DELETE of one of its records. A bulk POST is none of these. */
export type Write =
  | { readonly kind: 'CREATE'; readonly collection: string }
  | { readonly kind: 'UPDATE' | 'DELETE'; readonly collection: string; readonly id: string };

/** What kind of error Kantata named; `unknown` is one it does not document. `field` is the name of a key, null when none. */
export interface WriteError {
  readonly type: 'oauth' | 'system' | 'validation' | 'unknown';
  readonly field: string | null;
}

/** A record as it came, its numbers still text: the `map-*.ts` read it. */
export type WrittenRecord = Readonly<Record<string, unknown>>;

/**
 * The outcome for one record. CREATED: this answer's own record; Kantata deduplicates nothing, so the same POST sent again
 * makes another. NOT_FOUND (PUT, DELETE): deleted, hidden or locked by an invoice, all told alike (recorded: an entry that
 * is still listed), so read the record before taking a delete as done. REFUSED: nothing was written and the same
 * request would be refused again. FAILED: about the system, not the record; whether it was written is not known when the
 * fault is SYSTEM_UNAVAILABLE, SYSTEM_TIMEOUT or SYSTEM_ANSWER_INVALID, so look it up by its external reference first.
 */
export type WriteAnswer =
  | { readonly kind: 'CREATED' | 'UPDATED'; readonly id: string; readonly record: WrittenRecord }
  | { readonly kind: 'DELETED' }
  | { readonly kind: 'NOT_FOUND' }
  | { readonly kind: 'REFUSED'; readonly errors: readonly WriteError[] }
  | { readonly kind: 'FAILED'; readonly fault: Fault };

const namedSchema = z.object({ results: z.array(z.object({ key: z.string(), id: z.string().regex(/^\d+$/) })) });
const recordSchema = z.looseObject({ id: z.string() });
/** Messages quote what was written, so they are not even read; a field that is no name of a key might be a value. */
const fieldName = z.string().regex(/^[a-z][a-z0-9_.]{0,63}$/);
const errorSchema = z.object({
  type: z.enum(['oauth', 'system', 'validation', 'unknown']).catch('unknown'),
  field: fieldName.nullable().catch(null),
});
const refusalSchema = z.object({ errors: z.array(errorSchema).min(1) });

/** The outcome of a write of one record. */
export function writeAnswer(instance: string, write: Write, reply: HttpReply): WriteAnswer {
  const operation = `write:${write.collection}:${write.kind.toLowerCase()}`;
  try {
    return understood(instance, operation, () => {
      if (reply.status >= 400) return unsuccessful(write, reply, faultOf(instance, reply, operation));
      return successful(write, reply) ?? failed(answerFault(instance, operation, `status ${reply.status}`));
    });
  } catch (error) {
    // A body that cannot be read says nothing about the write, so it is the system's failure and not a refusal.
    if (error instanceof Fault) return failed(error);
    throw error;
  }
}

/**
 * The outcome for several records made by one POST under the plural name. CREATED: as many as were sent, in whatever order. REFUSED:
 * the request was; whether some of its records were made all the same, nothing public says.
 */
export type BulkAnswer =
  { readonly kind: 'CREATED'; readonly listing: Listing } | Extract<WriteAnswer, { kind: 'REFUSED' | 'FAILED' }>;

/** The outcome of a POST of `count` records to a collection. */
export function bulkAnswer(
  instance: string,
  { collection, count }: { readonly collection: string; readonly count: number },
  reply: HttpReply,
): BulkAnswer {
  const operation = `write:${collection}:bulk`;
  try {
    return understood(instance, operation, () => {
      if (reply.status >= 400) {
        const fault = faultOf(instance, reply, operation);
        if (fault.code !== 'SYSTEM_REFUSED') return { kind: 'FAILED', fault };
        return { kind: 'REFUSED', errors: checked(refusalSchema, parseExactJson(reply.text), 'the refusal').errors };
      }
      const body = parseExactJson(reply.text);
      const listing = readListing(body);
      const named = checked(namedSchema, body, 'the write').results.filter(({ key }) => key === collection);
      if (named.length !== count || new Set(named.map(({ id }) => id)).size !== count) {
        throw new UnexpectedAnswer(`the write: "results" names ${named.length} records instead of ${count}`);
      }
      return { kind: 'CREATED', listing };
    });
  } catch (error) {
    if (error instanceof Fault) return { kind: 'FAILED', fault: error };
    throw error;
  }
}

function failed(fault: Fault): WriteAnswer {
  return { kind: 'FAILED', fault };
}

/** Undefined for a status that does not answer this kind of write. */
function successful(write: Write, { status, text }: HttpReply): WriteAnswer | undefined {
  switch (write.kind) {
    case 'CREATE':
      // Recorded is 200; 201 is what the protocol would have it be.
      return status === 200 || status === 201 ? { kind: 'CREATED', ...theOne(write.collection, text) } : undefined;
    case 'UPDATE': {
      if (status !== 200) return undefined;
      const { id, record } = theOne(write.collection, text);
      if (id !== write.id) throw new UnexpectedAnswer('the write: "results" names another record than was changed');
      return { kind: 'UPDATED', id, record };
    }
    case 'DELETE':
      return status === 204 ? { kind: 'DELETED' } : undefined;
  }
}

/** The one record that `results` names. None or several leave open which was written, and side-loads are not it. */
function theOne(collection: string, text: string): { readonly id: string; readonly record: WrittenRecord } {
  const body = parseExactJson(text);
  const { rows } = readListing(body);
  const [named, ...others] = checked(namedSchema, body, 'the write').results;
  if (named === undefined || others.length > 0)
    throw new UnexpectedAnswer(`the write: "results" names ${rows.length} records instead of one`);
  if (named.key !== collection) throw new UnexpectedAnswer(`the write: "results" names no record of "${collection}"`);
  const record = checked(recordSchema, rows[0], 'the written record');
  if (record.id !== named.id) throw new UnexpectedAnswer('the written record: "id" is not that of "results"');
  return { id: named.id, record };
}

function unsuccessful(write: Write, reply: HttpReply, fault: Fault): WriteAnswer {
  if (fault.code !== 'SYSTEM_REFUSED') return failed(fault);
  // Only Kantata's own words are a verdict: a page of something in between, or of a wrong address, has no `errors`.
  const { errors } = checked(refusalSchema, parseExactJson(reply.text), 'the refusal');
  return reply.status === 404 && write.kind !== 'CREATE' ? { kind: 'NOT_FOUND' } : { kind: 'REFUSED', errors };
}
