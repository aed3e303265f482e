// `npm run bench -- drain`: SIGTERM to a gateway that 50 clients ask over connections they keep. Nothing that was sent may go
// without an answer.
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { conclude, createClient, judge, startRig } from './resilience/rig.ts';

const usage = `npm run bench -- drain [-- --seconds <n>] [--rounds <n>] [--json] [--killed]

--seconds (2) of load before each of --rounds (3) ends. --killed sends SIGKILL instead, to show that losses are counted (exit 1).`;

const clients = 50;
const query = '{ me { name reviews { body } } }';
/** Answers take this long, so that some are always under way. */
const slowMs = 200;
const exitMsMax = 10_000;

/** What one end of a gateway cost. */
interface Round {
  readonly answered: number;
  readonly lost: number;
  readonly afterSignal: number;
  readonly exitMs: number;
  readonly exitCode: number | null;
  readonly wasUnreadyFirst: boolean;
}

/** Connections are told to close while the gateway ends; a balancer then sends their clients elsewhere, so they stop here. */
async function runRound(seconds: number, signal: 'SIGTERM' | 'SIGKILL'): Promise<Round> {
  const rig = await startRig();
  await rig.behave({ kind: 'SLOW', ms: slowMs });
  await rig.ready();
  const { child, ready } = rig.gateway;
  let [answered, lost, afterSignal, signalledMs] = [0, 0, 0, Infinity];
  const one = async (): Promise<void> => {
    const client = createClient(ready.url, 1);
    for (;;) {
      const outcome = await client.ask(query);
      // Nobody listens any more: nothing was sent.
      if (outcome.kind === 'LOST' && outcome.why === 'ECONNREFUSED') break;
      if (outcome.kind === 'LOST' || outcome.status !== 200) {
        lost += 1;
        break;
      }
      answered += 1;
      if (performance.now() > signalledMs) afterSignal += 1;
      if (outcome.closes) break;
    }
    await client.close();
  };
  const all = Promise.all(Array.from({ length: clients }, one));
  await pause(seconds * 1_000);
  const exited = once(child, 'exit') as Promise<[number | null]>;
  signalledMs = performance.now();
  child.kill(signal);
  await pause(100);
  const wasUnreadyFirst = child.exitCode === null && !(await rig.ready()) && (await listens(ready.url));
  await all;
  const [exitCode] = await exited;
  const exitMs = performance.now() - signalledMs;
  await rig.close();
  return { answered, lost, afterSignal, exitMs, exitCode, wasUnreadyFirst };
}

async function listens(url: string): Promise<boolean> {
  const client = createClient(url, 1);
  const outcome = await client.ask('{ __typename }');
  await client.close();
  return outcome.kind === 'ANSWERED' && outcome.status === 200;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string', default: '2' },
      rounds: { type: 'string', default: '3' },
      json: { type: 'boolean', default: false },
      killed: { type: 'boolean', default: false },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const rounds: Round[] = [];
  for (let n = 0; n < Number(values.rounds); n += 1) {
    rounds.push(await runRound(Number(values.seconds), values.killed ? 'SIGKILL' : 'SIGTERM'));
  }
  const sum = (of: (round: Round) => number): number => rounds.reduce((total, round) => total + of(round), 0);
  conclude(
    [
      judge(
        `requests answered by ${rounds.length} gateways`,
        sum(({ answered }) => answered),
        '',
        {
          atLeast: clients * rounds.length,
        },
      ),
      judge(
        'of these after the signal',
        sum(({ afterSignal }) => afterSignal),
        '',
        { atLeast: rounds.length },
      ),
      judge(
        'requests lost',
        sum(({ lost }) => lost),
        '',
        { atMost: 0 },
      ),
      judge('slowest exit', Math.max(...rounds.map(({ exitMs }) => exitMs)), 'ms', { atMost: exitMsMax }),
      judge('exits with another code than 0', rounds.filter(({ exitCode }) => exitCode !== 0).length, '', {
        atMost: 0,
      }),
      judge(
        'ends where readiness did not go first',
        rounds.filter(({ wasUnreadyFirst }) => !wasUnreadyFirst).length,
        '',
        {
          atMost: 0,
        },
      ),
    ],
    values.json,
  );
}

await main();
