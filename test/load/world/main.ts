// The world the gateways are measured in, as a process of its own: both sets of subgraphs. Answers over IPC: counts, and what
// was asked of the subgraphs while somebody watched.
import { firm, firmSupergraph, madeUp } from './firm.ts';
import { startAnswers } from './answers.ts';
import type { RunningAnswers } from './answers.ts';
import { shop, shopSupergraph } from './shop.ts';

/** What the world tells when it stands. */
export interface WorldReady {
  readonly kind: 'ready';
  readonly shop: string;
  readonly firm: string;
}

/** How often subgraphs were asked since the world began, and how often without a token. */
export interface WorldCounts {
  readonly kind: 'counts';
  readonly requests: number;
  readonly withoutToken: number;
}

/** The firm's systems are this far away (ms); the shop's are next door, for there the gateways' own work is measured. */
const firmLatencyMs = 30;

async function main(): Promise<void> {
  const running = new Map<string, RunningAnswers>();
  for (const [name, parts] of Object.entries(shop)) running.set(name, await startAnswers({ ...parts, latencyMs: 0 }));
  for (const [name, sdl] of Object.entries(firm)) {
    const parts = { sdl, resolvers: {}, fieldResolver: madeUp, latencyMs: firmLatencyMs };
    running.set(name, await startAnswers(parts));
  }
  const urlOf = (name: string): string => running.get(name)?.url ?? '';
  process.on('message', ({ kind }: { kind: string }) => {
    const all = [...running.values()];
    if (kind === 'watch') for (const one of all) one.watched = [];
    const sum = (of: 'requests' | 'withoutToken'): number => all.reduce((total, { seen }) => total + seen[of], 0);
    const counts: WorldCounts = { kind: 'counts', requests: sum('requests'), withoutToken: sum('withoutToken') };
    const watched = all.flatMap((one) => one.watched ?? []);
    if (kind === 'watched') for (const one of all) one.watched = null;
    process.send?.(kind === 'watched' ? { watched } : counts);
  });
  process.on('disconnect', () => process.exit(0));
  const ready: WorldReady = { kind: 'ready', shop: shopSupergraph(urlOf), firm: firmSupergraph(urlOf) };
  process.send?.(ready);
}

await main();
