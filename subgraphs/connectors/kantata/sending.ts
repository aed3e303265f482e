// What every write of this connector shares: it is sent once, its answer is read, and whatever came of it becomes an outcome.
import type { RecordKind, VendorRef } from '../../../schema/canon/identity.ts';
import { failureOf, outcomeOfFault } from '../../ports/write.ts';
import type { WriteOutcome } from '../../ports/write.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import { Fault, isFault } from '../../runtime/fault.ts';
import type { RecordWrite } from './client.ts';
import type { KantataContext } from './context.ts';
import { writeAnswer } from './write-answer.ts';
import type { Write, WriteAnswer, WriteError } from './write-answer.ts';

/** Sends a write and says what the vendor said; silence is an answer, too. */
export async function sent(
  context: KantataContext,
  envelope: Envelope,
  write: RecordWrite,
  asked: Write,
): Promise<WriteAnswer> {
  try {
    return writeAnswer(context.config.instance, asked, await context.client.write(envelope, write));
  } catch (error) {
    if (!isFault(error)) throw error;
    return { kind: 'FAILED', fault: error };
  }
}

/** How a write that makes a record, or changes one, ended. What it wrote is of this kind. */
export async function sendOne(
  context: KantataContext,
  envelope: Envelope,
  sending: { readonly write: RecordWrite; readonly asked: Write; readonly kind: RecordKind },
): Promise<WriteOutcome> {
  const { write, asked, kind } = sending;
  const answer = await sent(context, envelope, write, asked);
  switch (answer.kind) {
    case 'CREATED':
      return { kind: 'APPLIED', ref: context.refs.of(kind, answer.id), isNew: true };
    case 'UPDATED':
      return { kind: 'APPLIED', ref: context.refs.of(kind, answer.id), isNew: false };
    case 'REFUSED':
      return refusedBy(context, answer.errors);
    case 'FAILED':
      return outcomeOfFault(answer.fault, context.config.settleMs);
    case 'NOT_FOUND':
      return refused(context, 'id', 'has no such record');
    case 'DELETED':
      throw new Error(`A ${write.method} was answered as DELETED`);
  }
}

/** A record to delete. `ref` is what the outcome names, `says` why the vendor may have said no. */
interface Deletion {
  readonly collection: string;
  readonly id: string;
  readonly ref: VendorRef;
  readonly says: string;
  /** Whether what was not found is gone indeed. The vendor says the same of what is hidden or locked; parts of a plan are neither. */
  readonly isGone?: () => Promise<boolean>;
}

/** How a DELETE ended. A record that is not there any more is gone, by us or by somebody else. Raises what `isGone` raises. */
export async function sendDelete(
  context: KantataContext,
  envelope: Envelope,
  { collection, id, ref, says, isGone = () => Promise.resolve(true) }: Deletion,
): Promise<WriteOutcome> {
  const write: RecordWrite = {
    ...{ name: `write:${collection}:delete`, method: 'DELETE', path: `${collection}/${id}.json` },
  };
  const answer = await sent(context, envelope, write, { kind: 'DELETE', collection, id });
  switch (answer.kind) {
    case 'DELETED':
      return { kind: 'APPLIED', ref, isNew: false };
    case 'NOT_FOUND':
      return (await isGone()) ? { kind: 'APPLIED', ref, isNew: false } : refused(context, 'id', says);
    case 'REFUSED':
      return refused(context, fieldsOf(answer.errors)[0] ?? 'id', says);
    case 'FAILED':
      return outcomeOfFault(answer.fault, context.config.settleMs);
    case 'CREATED':
    case 'UPDATED':
      throw new Error(`A DELETE was answered as ${answer.kind}`);
  }
}

/** The vendor's refusal: names of fields, none of its words. */
export function refusedBy(context: KantataContext, errors: readonly WriteError[]): WriteOutcome {
  const fields = fieldsOf(errors);
  return refused(context, fields, `refused the record${fields.length > 0 ? `: ${fields.join(', ')}` : ''}`);
}

function fieldsOf(errors: readonly WriteError[]): readonly string[] {
  return [...new Set(errors.flatMap(({ field }) => field ?? []))];
}

/** A no of our own, before or instead of the vendor's. */
export function refused({ config }: KantataContext, fields: string | readonly string[], says: string): WriteOutcome {
  const { instance } = config;
  const fault = new Fault({ code: 'SYSTEM_REFUSED', system: 'PSA', instance, message: `PSA (${instance}) ${says}` });
  const failure = failureOf(fault, typeof fields === 'string' ? [fields] : fields);
  return { kind: 'NOT_APPLIED', reason: 'REFUSED', failure };
}

/** Runs what has to be read before a write; a system that cannot be read was not written to. */
export async function unlessUnread(context: KantataContext, work: () => Promise<WriteOutcome>): Promise<WriteOutcome> {
  try {
    return await work();
  } catch (error) {
    if (!isFault(error)) throw error;
    const { code, message, vendorCode, retryAfterMs } = error;
    const { instance } = context.config;
    const told = { code, system: 'PSA', instance, message, vendorCode, retryAfterMs, mayHaveActed: false } as const;
    return outcomeOfFault(new Fault(told), context.config.settleMs);
  }
}
