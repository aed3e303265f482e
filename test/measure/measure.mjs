// `npm run measure -- <what>`: the figures of the README and of closing notes, each by a run of its own.
import { spawnSync } from 'node:child_process';

const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/vitest.config.ts', '--reporter', 'verbose'];
const commands = {
  start: ['what: npm start to ready, the three printed questions, memory', ['test/measure/start.ts']],
  greeting: ['what npm start prints about customers and deals, pasted into a shell', ['test/measure/greeting.ts']],
  calls: [
    'vendor calls of a portfolio of 50 and 200, and of an AR card, on FIRM=medium',
    [...vitest, 'test/journeys/calls.test.ts'],
  ],
  outage: [
    'one vendor down, each in turn and in every way, cold and warm',
    [...vitest, 'test/journeys/outage.test.ts'],
  ],
  breaker: ['seconds to open and to close again while a vendor is down', ['test/measure/breaker.ts']],
  'overlapping-billing': [
    'twenty billing runs over the same work: every entry billed once, to the cent, by what the vendors hold',
    ['test/measure/overlapping-billing.ts'],
  ],
  'watched-documents': [
    'everything a person can do to our documents in the ERP: what is noticed, how soon, and whether the books hold',
    ['test/measure/watched-documents.ts'],
  ],
  story: [
    'from the won deal to the rebilled line: every step with its numbers, and what they are made of',
    ['test/measure/story.ts'],
  ],
  feeds: ['10,000 planted changes under kill -9: missed, done twice; and a naive cursor', ['test/measure/feeds.ts']],
  recordings: ['recorded vendor traffic: claimed, passed, differing', [...vitest, 'replay', 'recording']],
  gates: [
    'every gate of a conversion: open, shut with its remedy, waived under approval',
    [...vitest, 'test/journeys/gates.test.ts'],
    { GATES: 'all' },
  ],
  detectors: [
    'what was never begun: every case found once, nothing else told, each ended when it is mended',
    ['test/measure/detectors.ts'],
  ],
  'customer-life': [
    'every change of a customer: what each system made of it, or why none did',
    [...vitest, 'test/journeys/customer-life.test.ts'],
    { LIFE: 'all' },
  ],
  'close-to-active': [
    'from a deal closed in the CRM to its project at work, p50 and p99, by the vendors’ own logs',
    ['test/measure/close-to-active.ts'],
  ],
  masking: ['masked fields, everywhere they could appear', [...vitest, 'test/journeys/masking.test.ts']],
  approvals: [
    'who asked refused on every path; three days and two kills, applied once',
    [...vitest, 'subgraphs/journal/approvals', 'approval-wait', 'test/journeys/approvals.test.ts'],
  ],
  federation: [
    'the gateway against graphql-js: 4,000 random queries over random graphs under a fresh seed, cases per feature',
    [...vitest, 'test/federation/fuzz.test.ts'],
    { FUZZ_CASES: '4000', FUZZ_SEED: 'random' },
  ],
  disaster: [
    'a house lost with its store, put back from an older backup: adopted, twice, RPO and RTO',
    ['test/measure/disaster.ts'],
  ],
  audit: [
    'every feature of a federation audit asked of `npm run gateway`: cases, differences, time to start',
    ['test/measure/audit.ts'],
  ],
  secrets: [
    'every secret rotated under load without a failed call; none of them in anything the house wrote',
    ['test/measure/secrets.ts'],
  ],
  differential: ['1,000 random queries against a plain dump of the firm', [...vitest, 'test/differential']],
};

const what = process.argv[2];
if (what === undefined || !(what in commands)) {
  console.log('npm run measure -- <what>\n');
  for (const [name, [says]] of Object.entries(commands))
    console.log(`  ${name.padEnd(13)} ${says.replace('what: ', '')}`);
  process.exit(what === undefined || what === '--help' ? 0 : 1);
}
const [, command, settings = {}] = commands[what];
const env = { ...settings, ...process.env };
process.exit(
  spawnSync(process.execPath, [...command, ...process.argv.slice(3)], { stdio: 'inherit', env }).status ?? 1,
);
