// What a simulated run is going to do, decided before it begins.
import type { Vendor } from './vendor.ts';

/** A run of the simulation and what was decided for it beforehand. */
export interface Plan {
  readonly id: string;
  readonly steps: readonly PlannedStep[];
  /** Whether a refusal is on its way, and whether an undo is refused too. */
  readonly isRefused: boolean;
  readonly undoRefused: boolean;
  /** Somebody else has to agree before the step of this position; null: nobody. */
  readonly gate: PlannedGate | null;
}

/** An approval of a run, and what those who are asked are going to say. */
export interface PlannedGate {
  readonly before: number;
  readonly approvers: number;
  readonly onRejection: 'TAKE_BACK' | 'STOP';
}

/** One step of a run. */
export interface PlannedStep {
  readonly name: string;
  readonly vendor: Vendor;
  readonly key: string;
  readonly hasUndo: boolean;
}
