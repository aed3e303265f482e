// `npm run bench -- leak`: 20 people, 20 queries, 20,000 overlapping requests through warm caches; nobody may see a value
// made for somebody else. Then the same, shorter, with the caller taken out of the cache's keys: the leaks must be found.
import { parseArgs } from 'node:util';
import { runLeak } from './leak/leak-run.ts';
import type { LeakReport } from './leak/leak-run.ts';
import { openLeakWorld } from './leak/leak-world.ts';

const usage = `npm run bench -- leak [-- --requests <n>] [--json]

Prints what was sent, answered and found; exit 1 when a promise is broken, or when the planted leak is not found.`;

/** Overlapping requests: more than people times queries would be at rest. */
const inFlight = 100;
const answeredShareMin = 0.99;
/** So that everything is made anew many times while others read it. */
const freshSeconds = 1;

async function measure(forgetsWho: boolean, requests: number): Promise<LeakReport> {
  const world = await openLeakWorld({ forgetsWho, freshSeconds });
  try {
    return await runLeak(world, requests, inFlight);
  } finally {
    await world.close();
  }
}

const { values } = parseArgs({
  options: { requests: { type: 'string', default: '20000' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
});
if (values.help) {
  console.log(usage);
  process.exit(0);
}
const requests = Number(values.requests);
const real = await measure(false, requests);
const planted = await measure(true, Math.min(requests, 2_000));
for (const [keys, report] of Object.entries({ 'with the caller': real, 'without (planted)': planted })) {
  if (values.json) console.log(JSON.stringify({ keys, ...report }));
  else {
    const { sent, answered, values: seen, foreign, masked, subgraphRequests } = report;
    console.log(
      `keys ${keys.padEnd(18)} sent ${sent}  answered ${((answered / sent) * 100).toFixed(2)} %  values ${seen}  ` +
        `foreign ${foreign}  masked ${masked}  subgraph requests ${subgraphRequests}`,
    );
  }
}
const isClean = real.foreign + real.masked === 0 && real.answered / real.sent >= answeredShareMin;
if (!isClean) console.error(`LEAK or too few answers: ${real.first ?? 'answers with errors'}`);
if (planted.foreign === 0) console.error('The planted leak was not found: the check is blind');
process.exit(isClean && planted.foreign > 0 ? 0 : 1);
