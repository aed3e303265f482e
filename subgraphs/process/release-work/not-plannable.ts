// Facts that no rule can count with: whatever they are of waits with what is wrong with them, and everything else goes on.
import type { Hold } from '../../../schema/canon/hold.ts';

/** The hold of what a rule raised at; messages of the rules carry values and remedies. */
export function notPlannable(error: unknown): Extract<Hold, { code: 'NOT_PLANNABLE' }> {
  return { code: 'NOT_PLANNABLE', reason: error instanceof Error ? error.message : 'unexpected' };
}

/** Whether what was raised is about the facts themselves: asked again it would be raised again. */
export function isOfTheFacts(error: unknown): error is Error {
  if (error instanceof RangeError) return true;
  // What the database's own laws refuse: class 23 of SQLSTATE.
  return error instanceof Error && 'code' in error && /^23\w{3}$/.test(String(error.code));
}
