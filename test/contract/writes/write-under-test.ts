// A write of a port as the promises need it: how to act, how to look it up, what the vendor itself holds afterwards.
import type { VendorRef } from '../../../schema/canon/identity.ts';
import type { Found, WriteOutcome } from '../../../subgraphs/ports/write.ts';
import type { FaultRegister } from '../../../subgraphs/sandbox/faults.ts';

/** One write of one connector, on a stand-in of its own. */
export interface WriteUnderTest {
  readonly faults: FaultRegister;
  /** Matches the write itself, not its look-ups, in the stand-in's `METHOD path`. */
  readonly match: string;
  /** Sends the write; every call is the same business fact. */
  act(): Promise<WriteOutcome>;
  /** The same with a value the vendor refuses; null where it refuses nothing. */
  readonly actRefused: (() => Promise<WriteOutcome>) | null;
  /** The look-up by business key. */
  find(): Promise<Found>;
  /** How many records of this fact the vendor's own state holds now. */
  held(): number;
  /** What takes it back; null where the next write overwrites it. */
  readonly undo: ((ref: VendorRef) => Promise<WriteOutcome>) | null;
  /** What the vendor makes of the same write sent again. SAME: one record, told as applied. REFUSED: one record, told as a no. */
  readonly repeated: 'SAME' | 'REFUSED';
  close(): Promise<void>;
}

/** What is started anew for each promise. */
export interface WriteRig {
  readonly name: string;
  start(): Promise<WriteUnderTest>;
}
