// The floor as a process: makes the requests it was told to, those that ran side by side side by side, and answers a text.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'undici';
import type { Watched } from './world/answers.ts';

interface Task {
  readonly fetches: readonly Watched[];
  readonly answer: string;
}

let waves: readonly (readonly Watched[])[] = [];
let answer = Buffer.from('');
const pools = new Map<string, Pool>();

process.on('message', (task: Task) => {
  waves = wavesOf(task.fetches);
  answer = Buffer.from(task.answer);
  process.send?.({ kind: 'told' });
});
process.on('disconnect', () => process.exit(0));

/** Requests that began before the first of their wave had ended belong together. */
function wavesOf(fetches: readonly Watched[]): Watched[][] {
  const result: Watched[][] = [];
  let endsAt = -Infinity;
  for (const one of [...fetches].sort((a, b) => a.beganMs - b.beganMs)) {
    if (one.beganMs >= endsAt) {
      result.push([]);
      endsAt = Infinity;
    }
    result.at(-1)?.push(one);
    endsAt = Math.min(endsAt, one.endedMs);
  }
  return result;
}

async function fetchOne({ url, body }: Watched, authorization: string): Promise<void> {
  const { origin, pathname } = new URL(url);
  let pool = pools.get(origin);
  if (!pool) pools.set(origin, (pool = new Pool(origin, { connections: 32 })));
  const headers = { 'content-type': 'application/json', authorization };
  const reply = await pool.request({ method: 'POST', path: pathname, headers, body });
  await reply.body.text();
}

const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    void serve(request.headers.authorization ?? '').then(() => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length }).end(answer);
    });
  });
});

async function serve(authorization: string): Promise<void> {
  for (const wave of waves) await Promise.all(wave.map((one) => fetchOne(one, authorization)));
}

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.send?.({ kind: 'ready', url: `http://127.0.0.1:${port}/graphql` });
});
