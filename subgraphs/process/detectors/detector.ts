// What a detector is: one kind of facts in, the cases among them out. Pure; who reads, when, and what becomes of a case is not its business.
import type { DetectedCode } from '../../journal/detectors/detected-codes.ts';
import type { Finding } from '../../journal/detectors/findings.ts';
import type { DetectorDatabase, SweepPlace } from '../../journal/detectors/sweeps.ts';
import type { Standing } from '../systems/standing.ts';

/** What a case is, but for its code, which is its detector's. */
export type Case = Omit<Finding, 'code'>;

/** A rule over facts of one kind. */
export interface Detector<Fact> {
  readonly code: DetectedCode;
  /** Off: what stands of it ends, and nothing new is told. */
  readonly on: boolean;
  /** A case that stands for less is not told: what is being begun looks like what never was. */
  readonly graceMs: number;
  /** The cases of one fact on a business day. */
  readonly judge: (fact: Fact, today: string) => readonly Case[];
}

/** What facts are read with. */
export interface Reading {
  readonly standing: Standing;
  readonly db: DetectorDatabase;
  readonly today: string;
}

/** A page of facts. */
export interface FactPage<Fact> {
  readonly facts: readonly Fact[];
  /** Null after the last. */
  readonly next: string | null;
  /** Whether nothing was left out. */
  readonly whole: boolean;
}

/** Where facts of one kind come from; raises Fault when a system cannot be asked. */
export interface Facts<Fact> {
  readonly name: string;
  /** The systems that are asked, as pauses name them. */
  readonly systems: readonly string[];
  page(reading: Reading, after: string | null): Promise<FactPage<Fact>>;
}

/** Facts of one kind and everything that judges them, with the kind forgotten. */
export interface Watch {
  readonly place: SweepPlace;
  page(
    reading: Reading,
    after: string | null,
  ): Promise<{
    readonly looked: number;
    readonly findings: readonly Finding[];
    readonly next: string | null;
    readonly whole: boolean;
  }>;
}

/** Reads facts once for all detectors that judge them. */
export function watch<Fact>(facts: Facts<Fact>, detectors: readonly Detector<Fact>[]): Watch {
  const watching = detectors.filter(({ on }) => on);
  return {
    place: {
      name: facts.name,
      systems: facts.systems,
      detectors: detectors.map(({ code, on, graceMs }) => ({ code, active: on, graceMs })),
    },
    page: async (reading, after) => {
      // Nothing is read for nobody; what stands of detectors that are off ends like what is mended.
      if (watching.length === 0) return { looked: 0, findings: [], next: null, whole: true };
      const page = await facts.page(reading, after);
      const findings = watching.flatMap(({ code, judge }) =>
        page.facts.flatMap((fact) => judge(fact, reading.today).map((found) => ({ ...found, code }))),
      );
      return { looked: page.facts.length, findings, next: page.next, whole: page.whole };
    },
  };
}
