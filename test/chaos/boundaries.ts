// Where a run can be hit: each write of onboardCustomer, before the vendor sees it, while it commits, and after it did, with each
// victim. The stand-ins hold the very moment open.
import type { Sandbox } from '../../subgraphs/sandbox/sandbox.ts';
import type { VendorName } from '../../subgraphs/sandbox/stand-in.ts';
import { type Victim, victims } from './house.ts';

/** A write as its vendor's log names it. */
interface Write {
  readonly step: string;
  readonly vendor: VendorName;
  readonly match: string;
}

/** The writes of onboardCustomer, in order. */
export const writes: readonly Write[] = [
  { step: 'erp-customer', vendor: 'netsuite', match: '^POST .*/customer$' },
  { step: 'erp-billing-account', vendor: 'netsuite', match: '^POST .*/customerSubsidiaryRelationship' },
  { step: 'psa-customer', vendor: 'kantata', match: '^POST .*/workspace_groups' },
  { step: 'psa-link', vendor: 'kantata', match: '^POST .*/external_references' },
  { step: 'crm-link', vendor: 'salesforce', match: '^PATCH .*/sobjects/Account/' },
  { step: 'erp-activate', vendor: 'netsuite', match: '^PATCH .*/customer/' },
];

/** BEFORE: the vendor never sees the call. DURING: it commits after the kill. AFTER: it has committed, nobody has heard. */
const moments = {
  BEFORE: { kind: 'hang' },
  DURING: { kind: 'lateCommit', ms: 800, hold: true },
  AFTER: { kind: 'lateReply', ms: 800 },
} as const;
type Moment = keyof typeof moments;

/** In the order of the call. */
export const momentNames = Object.keys(moments) as readonly Moment[];

/** One place to kill at. */
export interface Boundary {
  readonly write: Write;
  readonly moment: Moment;
  readonly victim: Victim;
}

/** Every boundary, in an order that the seed fixes. */
export function boundaries(seed: number): readonly Boundary[] {
  const all = writes.flatMap((write) =>
    momentNames.flatMap((moment) => victims.map((victim) => ({ write, moment, victim }))),
  );
  const random = randomFrom(seed);
  return all
    .map((boundary) => ({ boundary, place: random() }))
    .sort((one, other) => one.place - other.place)
    .map(({ boundary }) => boundary);
}

/** In words, as the report and the log name it. */
export function nameOf({ write, moment, victim }: Boundary): string {
  return `${victim} ${moment.toLowerCase()} ${write.step}`;
}

/** Holds the moment open once. `reached` resolves to whether a call came there within the time. */
export function holdOpen(
  sandbox: Sandbox,
  { write, moment }: { readonly write: Pick<Write, 'vendor' | 'match'>; readonly moment: Moment },
): { reached(waitMsMax: number): Promise<boolean>; end(): void } {
  const { faults } = sandbox.standIns[write.vendor];
  const rule = faults.plant({ ...moments[moment], match: write.match, count: 1 });
  return {
    reached: async (waitMsMax) => {
      for (const untilMs = Date.now() + waitMsMax; rule.struck === 0 && Date.now() < untilMs;)
        await new Promise((resolve) => setTimeout(resolve, 2));
      return rule.struck > 0;
    },
    end: () => void faults.remove(rule.id),
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
