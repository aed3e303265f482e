// What an approved act does: the same as when nobody had to agree, by the same code, in the transaction of the decision.
import { Operators } from '../operate.ts';
import type { Acted, By } from '../operate.ts';
import type { Act } from './ask.ts';
import type { CarryOut } from './decide.ts';

/** Carries acts out; `key` seals the audit. An act that has nothing left to do says so by its kind. */
export function carryingOut(key: Buffer): CarryOut {
  return async (transaction, act, by) => {
    const acted = await actOf(new Operators(transaction, key), act, by);
    return { kind: acted.kind, runs: acted.kind === 'DONE' ? acted.runs : [] };
  };
}

function actOf(operators: Operators, act: Act, by: By): Promise<Acted> {
  switch (act.kind) {
    case 'WAIVE':
      return operators.waive(act.exceptionId, by);
    case 'SEND':
      return operators.send(act.exceptionId, act.way, by);
    case 'REPLAY':
      return operators.replay(act.runId, by);
  }
}
