// `npm run measure -- audit [part of a feature's name] [--apollo]`: every suite of test/federation/audit asked of `npm run gateway`,
// which is started anew for each. Prints feature, cases and what differs, and how long the starts took; exit 1 when a case
// differs. With --apollo the supergraphs are written by Apollo's composer instead of the one that this project uses.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { composeServices } from '@apollo/composition';
import { openHouse } from '../federation/audit/house.ts';
import type { Answer, Compose } from '../federation/audit/house.ts';
import type { Case, Suite } from '../federation/audit/suite.ts';
import { suites } from '../federation/audit/suites.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** A start on a machine that is busy with everything else. */
const readyMsMax = 30_000;

const { values, positionals } = parseArgs({ allowPositionals: true, options: { apollo: { type: 'boolean' } } });
const [wanted = ''] = positionals;
const compose: Compose | undefined = values.apollo === true ? (services) => composeServices([...services]) : undefined;
const directory = await mkdtemp(join(tmpdir(), 'audit-'));
const starts: number[] = [];
let differing = 0;
let cases = 0;
try {
  for (const suite of suites.filter(({ feature }) => feature.includes(wanted))) await audit(suite);
} finally {
  await rm(directory, { recursive: true, force: true });
}
starts.sort((one, other) => one - other);
const [fastest = 0, slowest = 0] = [starts[0], starts.at(-1)];
const median = starts[starts.length >> 1] ?? 0;
console.log(`\n${cases} cases of ${starts.length} features, ${differing} differ`);
console.log(
  `from spawning \`npm run gateway\` to its first answer: ${seconds(median)} (median), ${seconds(fastest)} - ${seconds(slowest)}; load average ${loadavg()[0]?.toFixed(1) ?? '?'} on ${availableParallelism()} cores`,
);
process.exitCode = differing === 0 && cases > 0 ? 0 : 1;

async function audit(suite: Suite): Promise<void> {
  const house = await openHouse(suite, compose);
  const expected = await house.expected();
  const file = join(directory, 'supergraph.graphql');
  await writeFile(file, house.supergraphSdl);
  const gateway = await startGateway(file);
  const differences: string[] = [];
  try {
    for (const [index, one] of suite.cases.entries()) {
      for (const subgraph of house.subgraphs) subgraph.seen.length = 0;
      const answer = await ask(gateway.url, one);
      if (index === 0) starts.push(performance.now() - gateway.spawnedAt);
      const requests = house.subgraphs.reduce((sum, { seen }) => sum + seen.length, 0);
      const difference = differenceOf(one, { answer, expected: expected[index], requests });
      if (difference !== null) differences.push(difference);
    }
  } finally {
    await gateway.stop();
    await house.close();
  }
  cases += suite.cases.length;
  differing += differences.length;
  const passed = suite.cases.length - differences.length;
  console.log(`${differences.length === 0 ? 'ok  ' : 'FAIL'} ${passed} of ${suite.cases.length}  ${suite.feature}`);
  for (const difference of differences) console.log(difference);
}

interface Outcome {
  readonly answer: Answer & { readonly text: string };
  readonly expected: Answer | undefined;
  readonly requests: number;
}

function differenceOf({ query, requestsMax }: Case, { answer, expected, requests }: Outcome): string | null {
  const { data, errors, text } = answer;
  const right = JSON.parse(JSON.stringify(expected)) as Answer;
  if (!isDeepStrictEqual({ data, errors }, right))
    return `     ${query}\n     expected ${JSON.stringify(right)}\n     got      ${text}`;
  if (requestsMax !== undefined && requests > requestsMax)
    return `     ${query}\n     took ${requests} requests instead of ${requestsMax} at most`;
  return null;
}

async function ask(url: string, { query, variables }: Case): Promise<Outcome['answer']> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const text = await response.text();
  const { data = null, errors = [] } = JSON.parse(text) as { data?: unknown; errors?: unknown[] };
  return { data, errors: errors.length > 0, text };
}

async function startGateway(supergraph: string) {
  const spawnedAt = performance.now();
  const child = spawn('npm', ['run', '-s', 'gateway'], {
    cwd: root,
    env: {
      ...process.env,
      SUPERGRAPH: supergraph,
      PORT: '0',
      ADMIN_PORT: '0',
      GATEWAY_AUTH: 'off',
      LOG_LEVEL: 'silent',
      DRAIN_NOTICE_MS: '0',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const url = await addressOf(child);
  return {
    url,
    spawnedAt,
    async stop() {
      // npm hands no signal on to what it runs: the whole group that was started here is told.
      const ended = once(child, 'exit');
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
      await ended;
    },
  };
}

async function addressOf(child: ChildProcess): Promise<string> {
  const late = setTimeout(() => child.kill(), readyMsMax);
  let text = '';
  for await (const chunk of child.stdout ?? []) {
    text += String(chunk);
    const url = /^(http\S+)/m.exec(text)?.[1];
    if (url === undefined) continue;
    clearTimeout(late);
    return url;
  }
  throw new Error(`npm run gateway ended before it was ready: ${text}`);
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(2)} s`;
}
