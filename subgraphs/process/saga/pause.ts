// A system that an operator has paused is not called: the run is parked, and goes on when the system is resumed.
import type { Execution } from './execution.ts';
import { failure } from './outcome.ts';
import { RunStopped } from './stop.ts';

/** Raises RunStopped (parked) while the system is paused; the failure's only field is the system. */
export async function stopIfPaused(
  { world }: Execution,
  { name, system }: { readonly name: string; readonly system: string },
): Promise<void> {
  if ((await world.isPaused?.(system)) !== true) return;
  const message = `${system} is paused by an operator; the run goes on when it is resumed`;
  throw new RunStopped({ kind: 'PARKED', step: name, failure: failure('SYSTEM_PAUSED', message, [system]) });
}
