// What every act of an operator says besides the act: why, and by which key the request is known again.
import type { Json } from '../../journal/run-journal.ts';
import type { ActRequest } from '../../journal/requests.ts';
import type { ProcessContext } from '../context.ts';
import { keyError } from './begin.ts';
import type { UserError } from './begin.ts';

/** Long enough for a sentence; the audit keeps a digest of it. */
const reasonCharactersMax = 500;

/** The part of an input that all acts have. */
export interface ActInput {
  readonly reason: string;
  readonly idempotencyKey?: string | null | undefined;
}

/** What is wrong with reason and key. */
export function actErrors({ reason, idempotencyKey }: ActInput): readonly UserError[] {
  const errors: UserError[] = [];
  if (reason.trim() === '' || reason.length > reasonCharactersMax) {
    const message = `Say why in 1 to ${reasonCharactersMax} characters; the audit refers to it`;
    errors.push({ code: 'REASON_INVALID', message, path: ['input', 'reason'] });
  }
  const unfit = idempotencyKey == null ? null : keyError(idempotencyKey);
  if (unfit !== null) errors.push(unfit);
  return errors;
}

/** The request by its key: the same act with the same input is the same request. Null without a key. */
export function requestOf(
  { envelope }: ProcessContext,
  act: string,
  input: object,
  key: string | null | undefined,
): ActRequest | null {
  if (key == null) return null;
  // As JSON: what was left out and what is undefined are the same.
  const asked = JSON.parse(JSON.stringify({ ...input, idempotencyKey: null })) as Json;
  return { scope: envelope.principal.subject, key, input: { act, asked } };
}
