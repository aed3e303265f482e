// Waiting for a run's end, as a mutation does for a few seconds.
import type { Runs, RunView } from '../runs.ts';

const pollMs = 20;

/** The run once it rests, or as it stands when the time is over. Raises an Error when there is no such run. */
export async function waitForRest(runs: Runs, runId: string, waitMsMax: number): Promise<RunView> {
  for (const untilMs = Date.now() + waitMsMax; ;) {
    const run = await runs.read(runId);
    if (run === null) throw new Error(`There is no run ${runId}`);
    const isMoving = run.state.kind === 'RUNNING' || run.state.kind === 'COMPENSATING';
    if (!isMoving || Date.now() >= untilMs) return run;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}
