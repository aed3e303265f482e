// `npm run bench -- <what>`: speed and endurance, each measured against a peer or a floor in the same run. Never a test: machines
// are shared and noisy. Every command is a file of its own beside this one.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const commands = {
  gateway: ['our gateway beside its peers: CPU per request, requests per second, subgraph calls', './gateway.ts'],
  soak: ['ten minutes of load: memory and open files', './soak.ts'],
  breaker: [
    'a subgraph that says 503 or hangs: when its breaker opens, what it costs, when it is back',
    './breaker.ts',
  ],
  overload: ['five times as many requests as the gateway can answer', './overload.ts'],
  drain: ['SIGTERM under 50 clients that keep their connections', './drain.ts'],
  swap: ['60 changes of the supergraph under load, every fifth invalid', './swap.ts'],
  abuse: ['hostile requests while another client goes on asking', './abuse.ts'],
  leak: ['20 people ask 20 things 20,000 times through warm caches; nobody may see what is not theirs', './leak.ts'],
  runs: ['durable runs: per second, overhead per step, and a month end of queued ones', './runs.ts'],
  'billing-rules': ['the rules of billing alone: items per second from a thousand to a million', './billing-rules.ts'],
  'month-end': ['100,000 approved entries over 2,000 projects billed through the stand-in ERP', './month-end.ts'],
  redis: ['a Redis killed, frozen, slow and flapping under load; clients may notice nothing but a miss', './redis.ts'],
};

// npm takes the first `--` away; one more before the options of a command is as good as none.
const [what, ...rest] = process.argv.slice(2).filter((word) => word !== '--');
if (what === undefined || !(what in commands)) {
  console.log('npm run bench -- <what> [-- --help of each]\n');
  for (const [name, [says]] of Object.entries(commands)) console.log(`  ${name.padEnd(13)} ${says}`);
  process.exit(what === undefined || what === '--help' ? 0 : 1);
}
const file = fileURLToPath(new URL(commands[what][1], import.meta.url));
process.exit(spawnSync(process.execPath, [file, ...rest], { stdio: 'inherit' }).status ?? 1);
