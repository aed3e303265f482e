// `npm run bench -- soak`: ten minutes of load of which a tenth are documents never seen before (they must be parsed, planned and
// forgotten again), with memory and open files read from the operating system. A leak is a slope after the warm-up.
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { startContender } from './contenders.ts';
import type { Contender } from './contenders.ts';
import { load } from './loader.ts';
import { startMeasured } from './processes.ts';
import { startTokens } from './tokens.ts';
import type { WorldReady } from './world/main.ts';
import { shopQueries } from './world/shop.ts';

const usage = `npm run bench -- soak [-- --seconds <n>] [--json]

Loads our gateway for <n> seconds (600), a tenth of the requests with a document of their own. Prints memory and open files
every tenth of it; exit 1 when memory grows by more than the limit per minute after the first third, or files do.`;

/** Growth beyond this is a leak: the caches are full by then, and the rest of the heap breathes by less. */
const slopeMbPerMinuteMax = 3;
/** Sockets come and go with the load; a leak of them has no end. */
const openFilesSpreadMax = 32;
const samplesPerRun = 60;
/** Caches (2,000 prepared operations, 10,000 tokens) fill up first; what grows then is no leak. */
const warmShare = 1 / 3;

interface Sample {
  readonly minute: number;
  readonly rssMb: number;
  readonly openFiles: number;
}

/** Least squares: how much y grows per unit of x. */
function slope(points: readonly (readonly [number, number])[]): number {
  const mean = (of: (point: readonly [number, number]) => number): number =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [meanX, meanY] = [mean(([x]) => x), mean(([, y]) => y)];
  const over = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  const under = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  return under === 0 ? 0 : over / under;
}

/** A document nobody sent before: the same question under another alias. */
function uniqueDocument(number: number): string {
  return JSON.stringify({ query: `query Soak${number} { me { n${number}: name reviews { body product { name } } } }` });
}

async function soak(ours: Contender, seconds: number, token: (number: number) => string): Promise<Sample[]> {
  const samples: Sample[] = [];
  const startedAt = Date.now();
  let next = 0;
  const timer = setInterval(
    () => {
      const minute = (Date.now() - startedAt) / 60_000;
      samples.push({ minute, rssMb: ours.rssMb(), openFiles: ours.openFiles() });
      if (samples.length % (samplesPerRun / 10) === 0) printSample(samples.at(-1));
    },
    (seconds * 1_000) / samplesPerRun,
  );
  const known = JSON.stringify({ query: shopQueries.small });
  const loaded = await load({
    url: ours.ready.url,
    body: known,
    seconds,
    authorization: () => `Bearer ${token(next % 2_000)}`,
    bodyOf: () => ((next += 1) % 10 === 0 ? uniqueDocument(next) : known),
  });
  clearInterval(timer);
  if (loaded.failed > 0) throw new Error(`${loaded.failed} of ${loaded.answered} requests failed`);
  console.error(`${loaded.answered} requests, ${Math.floor(loaded.answered / 10)} documents of their own`);
  return samples;
}

function printSample(sample: Sample | undefined): void {
  if (!sample) return;
  const { minute, rssMb, openFiles } = sample;
  console.error(`${minute.toFixed(1).padStart(6)} min ${rssMb.toFixed(0).padStart(6)} MB ${openFiles} open files`);
}

const { values } = parseArgs({
  options: { seconds: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
});
if (values.help) {
  console.log(usage);
} else {
  const world = await startMeasured<WorldReady>({ file: fileURLToPath(new URL('./world/main.ts', import.meta.url)) });
  const tokens = await startTokens();
  const ours = await startContender('ours', world.ready.shop, tokens.env);
  try {
    const samples = await soak(ours, Number(values.seconds ?? 600), (number) => tokens.token(number));
    const settled = samples.slice(Math.floor(samples.length * warmShare));
    const slopeMbPerMinute = slope(settled.map(({ minute, rssMb }) => [minute, rssMb]));
    const files = settled.map(({ openFiles }) => openFiles);
    const openFilesSpread = Math.max(...files) - Math.min(...files);
    const isFlat = slopeMbPerMinute <= slopeMbPerMinuteMax && openFilesSpread <= openFilesSpreadMax;
    const facts = { slopeMbPerMinute, openFilesSpread, rssMb: settled.at(-1)?.rssMb ?? 0, isFlat };
    if (values.json) console.log(JSON.stringify(facts));
    else {
      console.log(
        `memory ${slopeMbPerMinute.toFixed(2)} MB per minute (limit ${slopeMbPerMinuteMax}), ` +
          `open files within ${openFilesSpread} (limit ${openFilesSpreadMax}): ${isFlat ? 'flat' : 'GROWS'}`,
      );
    }
    process.exitCode = isFlat ? 0 : 1;
  } finally {
    await ours.stop();
    tokens.close();
    await world.stop();
  }
}
