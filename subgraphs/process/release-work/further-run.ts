// A run that a run begins.
import type { Json } from '../../journal/run-journal.ts';

/** A run to begin in the same person's name. */
export interface FurtherRun {
  readonly process: string;
  readonly input: Json;
  readonly idempotencyKey: string;
  /** Runs of the same one are carried out one after another (journal/runs.ts). */
  readonly orderOf?: string;
}

/** Begins a run for a run, in the name of whoever began that; the same key is the same run. Answers with its id. */
export type BeginFurther = (runId: string, run: FurtherRun) => Promise<string>;
