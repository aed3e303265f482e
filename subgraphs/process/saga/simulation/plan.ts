// What a simulated run is going to do, decided before it begins.
import type { Vendor } from './vendor.ts';

/** A run of the simulation and what was decided for it beforehand. */
export interface Plan {
  readonly id: string;
  readonly steps: readonly PlannedStep[];
  /** Whether a refusal is on its way, and whether an undo is refused too. */
  readonly isRefused: boolean;
  readonly undoRefused: boolean;
}

/** One step of a run. */
export interface PlannedStep {
  readonly name: string;
  readonly vendor: Vendor;
  readonly key: string;
  readonly hasUndo: boolean;
}
