// What Salesforce says about a write, as one of few outcomes. Source: REST API Developer Guide, "Status Codes and Error
// Responses", "Insert or Update (Upsert) a Record Using an External ID" and "Use sObject Collections". Pure: sends nothing.
import { z } from 'zod';
import { parseExactJson } from '../../runtime/exact-json.ts';
import { Fault } from '../../runtime/fault.ts';
import type { HttpReply } from '../../runtime/http.ts';
import { answerFault, faultCodeOf, faultOf, understood } from './failures.ts';
import { fullId } from './record-id.ts';
import { checked } from './wire.ts';

/** What was asked: POST of a record, PATCH by id, PATCH by an external id, DELETE. */
export type WriteKind = 'CREATE' | 'UPDATE' | 'UPSERT' | 'DELETE';

/**
 * The outcome for one record. `id` of UPDATED is null where Salesforce does not say it: after PATCH by id, and after an
 * upsert before API version 46. AMBIGUOUS: several records have the external id, none was written. GONE: the record is in
 * the recycle bin, so a delete has nothing left to do. REFUSED: a business rule says no, nothing was written and the same
 * request would be refused again. FAILED: about the system, not the record; whether it was written is not known when the
 * fault is SYSTEM_UNAVAILABLE, SYSTEM_TIMEOUT or SYSTEM_ANSWER_INVALID, so look the record up before sending it again.
 */
export type WriteAnswer =
  | { readonly kind: 'CREATED'; readonly id: string }
  | { readonly kind: 'UPDATED'; readonly id: string | null }
  | { readonly kind: 'DELETED' }
  | { readonly kind: 'AMBIGUOUS'; readonly urls: readonly string[] }
  | { readonly kind: 'GONE' }
  | { readonly kind: 'REFUSED'; readonly code: string; readonly fields: readonly string[] }
  | { readonly kind: 'FAILED'; readonly fault: Fault };

/** Not held against the form of ids: what was written was written. */
const id = z.string().min(1).transform(fullId);
/** One record answers `errorCode`, a record among many `statusCode`. */
const errorSchema = z.object({
  errorCode: z.string().optional(),
  statusCode: z.string().optional(),
  message: z.string().optional(),
  fields: z.array(z.string()).nullish(),
});
const savedSchema = z.object({ id, success: z.literal(true), created: z.boolean().optional() });
const notSavedSchema = z.object({ success: z.literal(false), errors: z.array(errorSchema).min(1) });
const resultSchema = z.discriminatedUnion('success', [savedSchema, notSavedSchema]);
const errorsSchema = z.array(errorSchema).min(1);
/** Records to choose from, each by its address. */
const choicesSchema = z.array(z.string());

/** The outcome of a write of one record. */
export function writeAnswer(instance: string, kind: WriteKind, reply: HttpReply): WriteAnswer {
  return judged(instance, kind, () => {
    switch (reply.status) {
      case 200:
      case 201:
        return resultAnswer(
          instance,
          kind,
          reply.status,
          checked(resultSchema, parseExactJson(reply.text), 'the result'),
        );
      case 204:
        return kind === 'DELETE' ? { kind: 'DELETED' } : { kind: 'UPDATED', id: null };
      case 300:
        return { kind: 'AMBIGUOUS', urls: checked(choicesSchema, parseExactJson(reply.text), 'the choices') };
      default:
        return unsuccessful(instance, kind, reply);
    }
  });
}

/** The outcomes of a write of many records, in their order: refusals of single ones come inside HTTP 200. Raises the fault of the call. */
export function collectionAnswers(instance: string, kind: WriteKind, reply: HttpReply): readonly WriteAnswer[] {
  if (reply.status !== 200) throw faultOf(instance, reply, nameOf(kind));
  const results = understood(instance, nameOf(kind), () =>
    checked(z.array(resultSchema), parseExactJson(reply.text), 'the results'),
  );
  return results.map((result) => resultAnswer(instance, kind, reply.status, result));
}

/** A body that cannot be read says nothing about the write, so it is the system's failure and not a refusal. */
function judged(instance: string, kind: WriteKind, judge: () => WriteAnswer): WriteAnswer {
  try {
    return understood(instance, nameOf(kind), judge);
  } catch (error) {
    if (error instanceof Fault) return { kind: 'FAILED', fault: error };
    throw error;
  }
}

type Result = z.output<typeof resultSchema>;

function resultAnswer(instance: string, kind: WriteKind, status: number, result: Result): WriteAnswer {
  if (!result.success) return errorAnswer(instance, 400, result.errors);
  if (kind === 'DELETE') return { kind: 'DELETED' };
  // Before API version 46 the body of an upsert did not say which it was; the status always did.
  const created = kind === 'CREATE' || (kind === 'UPSERT' && (result.created ?? status === 201));
  return { kind: created ? 'CREATED' : 'UPDATED', id: result.id };
}

function unsuccessful(instance: string, kind: WriteKind, reply: HttpReply): WriteAnswer {
  if (reply.status < 400) throw answerFault(instance, nameOf(kind), `status ${reply.status}`);
  const fault = faultOf(instance, reply, nameOf(kind));
  if (fault.code !== 'SYSTEM_REFUSED') return { kind: 'FAILED', fault };
  return errorAnswer(instance, reply.status, checked(errorsSchema, parseExactJson(reply.text), 'the errors'));
}

function errorAnswer(instance: string, status: number, errors: z.output<typeof errorsSchema>): WriteAnswer {
  const [first] = errors;
  const code = first?.errorCode ?? first?.statusCode ?? 'UNKNOWN_EXCEPTION';
  const faultCode = faultCodeOf(status, code, first?.message ?? '');
  if (faultCode !== 'SYSTEM_REFUSED')
    return { kind: 'FAILED', fault: new Fault({ code: faultCode, system: 'CRM', instance, vendorCode: code }) };
  if (code === 'ENTITY_IS_DELETED') return { kind: 'GONE' };
  return { kind: 'REFUSED', code, fields: errors.flatMap((error) => error.fields ?? []) };
}

function nameOf(kind: WriteKind): string {
  return `write:${kind.toLowerCase()}`;
}
