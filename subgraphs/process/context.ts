// What the process API's resolvers may reach, made anew for every request.
import DataLoader from 'dataloader';
import type { Crossref } from '../crossref/crossref.ts';
import type { ProcessEngine } from '../journal/engine/engine.ts';
import { runsById, stepsOfRuns } from '../journal/run-views.ts';
import type { RunRecord, StepRecord } from '../journal/run-views.ts';
import type { Runs } from '../journal/runs.ts';
import type { Envelope } from '../runtime/envelope.ts';
import type { Logger } from '../runtime/telemetry.ts';
import type { Database } from '../store/store.ts';

/** What outlives a request. */
export interface ProcessParts {
  readonly db: Database;
  readonly runs: Runs;
  readonly engine: ProcessEngine;
  readonly crossref: Crossref;
  readonly logger: Logger;
}

/** The context of one request to the process API. */
export interface ProcessContext extends ProcessParts {
  readonly envelope: Envelope;
  readonly runOf: DataLoader<string, RunRecord | null>;
  readonly stepsOf: DataLoader<string, readonly StepRecord[]>;
}

/** A context for one request. */
export function processContext(envelope: Envelope, parts: ProcessParts): ProcessContext {
  const { db } = parts;
  return {
    ...parts,
    envelope,
    runOf: new DataLoader((ids) => runsById(db, ids)),
    stepsOf: new DataLoader((ids) => stepsOfRuns(db, ids)),
  };
}
