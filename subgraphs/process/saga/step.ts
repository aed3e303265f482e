// A durable step: how it is looked up, done and undone, declared together.
import type { BusinessEvent, Json } from '../../journal/run-journal.ts';
import type { OperationClass } from './policy.ts';
import type { Outcome } from './outcome.ts';

/** What every call of a step carries to the system API. */
export interface StepCall {
  readonly runId: string;
  /** The business key with its generation: pass it on as it is. */
  readonly key: string;
  /** Rises with every call and every take-over; the ledger refuses a lower one. Below 2^53. */
  readonly fence: number;
  /** Of the step's input, for the ledger: one key has one input. */
  readonly inputHash: string;
  /** 1 for the first call of this execution. */
  readonly attempt: number;
}

/** One write to one system. */
export interface Step<R extends Json> {
  /** Unique within the process and never renamed while runs are in flight. */
  readonly name: string;
  /** Names the policy (VendorPolicy) and the budget. */
  readonly system: string;
  readonly operation: OperationClass;
  /** Facts of the write (DOMAIN rule 60), without the generation: 8 to 58 letters, digits, `_` or `-`. */
  readonly key: string;
  /** Everything that is sent; its digest is journaled, so no replay can send something else under the same key. */
  readonly input: Json;
  /** Records carrying the key, asked of the vendor itself. Throws when it cannot be asked. Raises the ledger's fence. */
  find(call: StepCall): Promise<readonly R[]>;
  /** One call. May throw: what it did is then in doubt. */
  act(call: StepCall): Promise<Outcome<R>>;
  /** Takes `ref` back; safe to repeat, and APPLIED when it is gone already. Null: nothing to take back. */
  readonly undo: ((call: StepCall, ref: R) => Promise<Outcome<R>>) | null;
  /** What the world may know once it is done; written in the transaction of the done. */
  events?(ref: R): readonly BusinessEvent[];
}

/** Room for `-g` and three digits in the 63 characters of a business key. */
const keyForm = /^[A-Za-z0-9][A-Za-z0-9_-]{7,57}$/;

/** The key a generation writes under; the first has no suffix. Raises RangeError for a malformed key. */
export function keyOf(key: string, generation: number): string {
  if (!keyForm.test(key)) {
    throw new RangeError(
      `"${key}" is no key of a step: 8 to 58 letters, digits, "_" or "-", beginning with one of the first two`,
    );
  }
  return generation === 1 ? key : `${key}-g${generation}`;
}
