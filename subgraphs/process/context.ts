// What the process API's resolvers may reach, made anew for every request.
import DataLoader from 'dataloader';
import type { Crossref } from '../crossref/crossref.ts';
import type { ProcessEngine } from '../journal/engine/engine.ts';
import type { RunRecord, RunViews, StepRecord } from '../journal/run-views.ts';
import type { Runs } from '../journal/runs.ts';
import type { Envelope } from '../runtime/envelope.ts';
import type { Logger } from '../runtime/telemetry.ts';

/** What outlives a request. */
export interface ProcessParts {
  readonly views: RunViews;
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
  const { views } = parts;
  return {
    ...parts,
    envelope,
    runOf: new DataLoader((ids) => views.byId(ids)),
    stepsOf: new DataLoader((ids) => views.stepsOf(ids)),
  };
}
