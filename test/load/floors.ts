// What no gateway can be faster than, in the same run: a process that makes the same subgraph requests and computes nothing, and
// one that answers a text of the same length and asks nobody.
import { fileURLToPath } from 'node:url';
import type { Contender, ContenderReady } from './contenders.ts';
import { flags, startMeasured } from './processes.ts';
import type { TokenSource } from './tokens.ts';
import type { Watched } from './world/answers.ts';
import type { WorldReady } from './world/main.ts';
import type { Measured } from './processes.ts';

/** What a floor needs of the run. */
export interface FloorParts {
  readonly world: Measured<WorldReady>;
  readonly tokens: TokenSource;
}

/** Starts both floors for one request, or none when ours does not run. */
export async function startFloors(
  ours: Contender | null,
  body: string,
  { world, tokens }: FloorParts,
): Promise<Map<'fetches' | 'static', Contender>> {
  if (ours === null) return new Map();
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${tokens.token(999_999)}` };
  await tell(world, { kind: 'watch' });
  const reply = await fetch(ours.ready.url, { method: 'POST', headers, body });
  const answer = await reply.text();
  const { watched } = await tell<{ watched: readonly Watched[] }>(world, { kind: 'watched' });
  const start = async (fetches: readonly Watched[]): Promise<Contender> => {
    const floor = await startMeasured<ContenderReady>({
      file: fileURLToPath(new URL('./floor.ts', import.meta.url)),
      flags,
    });
    await tell(floor, { kind: 'task', fetches, answer });
    return floor;
  };
  return new Map([
    ['fetches', await start(watched)],
    ['static', await start([])],
  ]);
}

function tell<Reply>({ child }: Measured<unknown>, message: object): Promise<Reply> {
  return new Promise((resolve) => {
    child.once('message', (reply) => resolve(reply as Reply));
    child.send(message);
  });
}
