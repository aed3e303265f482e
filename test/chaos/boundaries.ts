// Where a run can be hit: each write of a process, before the vendor sees it, while it commits, and after it did, with each victim. The
// stand-ins hold the very moment open.
import type { Sandbox } from '../../subgraphs/sandbox/sandbox.ts';
import { type Victim, victims } from './house.ts';
import type { Scenario, Write } from './scenario.ts';

/** BEFORE: the vendor never sees the call. DURING: it commits after the kill. AFTER: it has committed, nobody has heard. */
const moments = {
  BEFORE: { kind: 'hang' },
  DURING: { kind: 'lateCommit', ms: 800, hold: true },
  AFTER: { kind: 'lateReply', ms: 800 },
} as const;
type Moment = keyof typeof moments;

/** In the order of the call. */
export const momentNames = Object.keys(moments) as readonly Moment[];

/** One place to kill at, and the kind of subject whose run comes there. */
export interface Boundary {
  readonly write: Write;
  readonly moment: Moment;
  readonly victim: Victim;
  readonly kind: string;
}

/** Every boundary of a process whose name holds the text (null: all), in an order that the seed fixes. */
export function boundaries({ writes }: Scenario, seed: number, only: string | null = null): readonly Boundary[] {
  const all = writes.flatMap((write) =>
    momentNames.flatMap((moment, late) =>
      victims.map((victim, which) => ({
        ...{ write, moment, victim },
        // Each kind is hit at each write by somebody at some moment.
        kind: write.kinds[(late + which) % write.kinds.length] ?? '',
      })),
    ),
  );
  const random = randomFrom(seed);
  return all
    .map((boundary) => ({ boundary, place: random() }))
    .sort((one, other) => one.place - other.place)
    .map(({ boundary }) => boundary)
    .filter((boundary) => nameOf(boundary).includes(only ?? ''));
}

/** In words, as the report and the log name it. */
export function nameOf({ write, moment, victim }: Pick<Boundary, 'write' | 'moment' | 'victim'>): string {
  return `${victim} ${moment.toLowerCase()} ${write.step}`;
}

/** Long enough to plant a fault in. */
const wireMs = 150;

/** Holds the moment open once. `reached` resolves to whether a call came there within the time. */
export function holdOpen(
  sandbox: Sandbox,
  { write, moment }: { readonly write: Pick<Write, 'vendor' | 'match' | 'after'>; readonly moment: Moment },
): { reached(waitMsMax: number): Promise<boolean>; end(): void } {
  const { standIns } = sandbox;
  const hold = () => standIns[write.vendor].faults.plant({ ...moments[moment], match: write.match, count: 1 });
  const { after } = write;
  // A wire that is stepped on: the answer to the call before waits until the moment is set.
  const wire =
    after && standIns[after.vendor].faults.plant({ kind: 'lateReply', ms: wireMs, match: after.match, count: 1 });
  let rule = wire === undefined ? hold() : null;
  return {
    reached: async (waitMsMax) => {
      for (const untilMs = Date.now() + waitMsMax; Date.now() < untilMs;) {
        if (rule !== null && rule.struck > 0) return true;
        if (rule === null && wire !== undefined && wire.struck > 0) rule = hold();
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
      return false;
    },
    end: () => {
      if (after !== undefined && wire !== undefined) standIns[after.vendor].faults.remove(wire.id);
      if (rule !== null) standIns[write.vendor].faults.remove(rule.id);
    },
  };
}

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
