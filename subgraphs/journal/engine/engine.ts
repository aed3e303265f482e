// What runs processes when nobody waits: narrow on purpose, so that another engine can stand behind it. The engine only remembers
// that a run is to be executed; how far it is stands in the journal.
import type { RunView } from '../runs.ts';

/** An execution to be carried out: a run under the number of its execution. */
export type Execution = Pick<RunView, 'id' | 'execution' | 'priority' | 'lane'>;

/** The side of those who ask: a process subgraph holds this and no worker. */
export interface ProcessEngine {
  /** Queues an execution; the same one again is the same one. */
  enqueue(execution: Execution): Promise<void>;
  /** Removes what the engine kept of executions that ended before `before`, at most `max` of them; returns how many. */
  forget(before: Date, max: number): Promise<number>;
  close(): Promise<void>;
}

/** The side that executes; a role of its own. */
export interface EngineWorker {
  /** Lets executions under way end for a moment, then leaves; whatever is left is taken over. */
  close(): Promise<void>;
}
