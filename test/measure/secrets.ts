// `npm run measure -- secrets`: every secret of a house rotated under load without a failed call, and then a search for all of them in
// everything the house wrote. The search is proved by secrets planted where it looks. About a minute and a half.
import { createHmac, randomBytes } from 'node:crypto';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { sql } from 'kysely';
import { openStore } from '../../subgraphs/store/store.ts';
import { openFirm } from '../chaos/firm.ts';
import { makeProspects } from '../chaos/prospects.ts';
import { startCollector } from '../house/collector.ts';
import { TroubledRedis } from '../load/redis/redis-world.ts';
import { environment, type Part, renew, SecretFiles, serviceKey, startPart, writeConfig } from './secrets/house.ts';
import { startLoad } from './secrets/load.ts';
import { type Canary, search, type Written } from './secrets/needles.ts';
import { cached, listing, tables } from './secrets/places.ts';

const vendors = ['kantata', 'salesforce', 'netsuite'] as const;
/** Rotations of each vendor's credential. */
const rotations = 3;
/** Both credentials are good for this long, and then the new one alone. */
const overlapMs = 1_500;
/** Each is used alone for this long before the next rotation. */
const aloneMs = 2_500;
/** Onboardings, begun one after another while secrets are rotated. */
const prospectsMax = 150;
/** So long each vendor quotes our credentials in refusals. */
const quotingMs = 4_000;

const home = mkdtempSync(join(tmpdir(), 'secrets-'));
const closing: (() => unknown)[] = [() => rmSync(home, { recursive: true, force: true })];
try {
  await main();
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  for (const close of closing.reverse()) await close();
}

async function main(): Promise<void> {
  const opened = await openFirm(join(home, 'sandbox'));
  closing.push(() => opened.close());
  const { sandbox } = opened;
  const firm = { ...opened, prospects: await makeProspects(sandbox, prospectsMax) };
  const files = new SecretFiles(join(home, 'run'));
  const redis = await TroubledRedis.start(home);
  closing.push(() => redis.stop());
  const collector = await startCollector();
  closing.push(() => collector.close());
  const env = {
    ...environment(sandbox, files, join(home, 'data')),
    ...{ REDIS_URL: redis.url, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' },
  };
  const subscriber = await startSubscriber(files);
  closing.push(() => subscriber.close());
  const config = join(home, 'subgraphs.yaml');
  writeConfig(config, subscriber.url, files.path('webhook-secret'));
  // Held here too, so that it can be read when the house is gone.
  const store = await openStore({ dataDir: join(home, 'data', 'postgres'), asOwner: true });
  closing.push(() => store.close());

  const ports = { CRM_PORT: '0', PSA_PORT: '0', ERP_PORT: '0', PROCESS_PORT: '0', INSIGHT_PORT: '0' };
  const roles = ['crm', 'psa', 'erp', 'process', 'insight', 'worker'];
  const subgraphs = await startPart(['subgraphs/serve.mjs', ...roles, '--config', config], { ...env, ...ports });
  closing.push(() => subgraphs.stop());
  const urls = subgraphs.ready.urls as Readonly<Record<string, string>>;
  const here = Object.entries(urls).map(([role, url]) => [`${role.toUpperCase()}_URL`, `${url}/graphql`] as const);
  const addresses: Readonly<Record<string, string>> = Object.fromEntries(here);
  const doors = { ...env, ...addresses, PORT: '0', ADMIN_PORT: '0', RATE_LIMIT: 'off' };
  const gateway = await startPart(['gateway/gateway.mjs'], doors);
  closing.push(() => gateway.stop());
  const { url, adminUrl } = gateway.ready as { url: string; adminUrl: string };

  const load = await startLoad(firm, url);
  await pause(2_000);
  const rotated = await rotateAll();
  const counts = await load.stop();
  const heard = vendors.map((vendor) => {
    const { requests } = sandbox.standIns[vendor];
    const refused = requests.list({}).filter(({ status }) => status === 401).length;
    return `${vendor} ${requests.totals().requests} and ${refused}`;
  });
  // Refusals from here on are wanted; none before was.
  const unquoted: string[] = [];
  const leaving = await quotingInTurn();
  const spoken: Written[] = [];
  for (const address of [url, adminUrl]) {
    for (const path of ['/health', '/health/live', '/health/ready', '/metrics']) {
      const text = await fetch(new URL(path, address)).then((reply) => reply.text());
      spoken.push({ where: `${path} of ${address}`, text });
    }
  }
  for (const vendor of vendors) bought(vendor);
  const processes = listing([subgraphs.child.pid ?? 0, gateway.child.pid ?? 0]);
  await stopParts([gateway, subgraphs]);

  const spans = collector.spans.map((span, index) => ({ where: `span ${index}`, text: JSON.stringify(span) }));
  const written: Record<string, readonly Written[]> = {
    'log lines': [subgraphs, gateway].flatMap((part) => linesOf(part.printed())),
    spans,
    answers: [...load.bodies(), ...leaving].map((text, index) => ({ where: `answer ${index}`, text })),
    'health and metrics': spoken,
    'webhook requests': subscriber.requests.map((text, index) => ({ where: `webhook ${index}`, text })),
    'table dumps': await tables(store),
    'cache entries': await cached(redis.url),
    processes,
  };
  const leaks = search(files.canaries, Object.values(written).flat());
  console.log(`rotations under load: ${rotated.join(', ')}`);
  console.log(`vendor calls, and refused with 401: ${heard.join(', ')}`);
  const { questions, failed, stale, runs, unfinished } = counts;
  console.log(`questions ${questions}, failed ${failed.length}, answered with old figures ${stale}`);
  console.log(
    `onboardings ${runs}, not succeeded ${unfinished.length}; webhooks ${subscriber.requests.length}, badly signed ${subscriber.bad()}`,
  );
  console.log(
    `renewals told in the log: ${written['log lines']?.filter(({ text }) => text.includes('a secret was renewed')).length}`,
  );
  console.log(`secrets looked for: ${files.canaries.length}, in`);
  for (const [place, texts] of Object.entries(written)) {
    const characters = texts.reduce((sum, { text }) => sum + text.length, 0);
    console.log(`  ${place.padEnd(20)} ${String(texts.length).padStart(7)}, ${characters} characters`);
  }
  for (const failure of [...failed.slice(0, 5), ...unfinished.slice(0, 5)]) console.log(`FAILED ${failure}`);
  for (const { where, canary, spelling } of leaks.slice(0, 20)) console.log(`LEAK ${canary} (${spelling}) in ${where}`);
  const blind = await plantedAndMissed();
  console.log(
    `leaks ${leaks.length}; planted leaks found ${7 - blind.length} of 7${blind.map((place) => `; MISSED in ${place}`).join('')}`,
  );
  const isThin =
    unquoted.length > 0 ||
    questions < 100 ||
    runs < 5 ||
    Object.values(written).some((texts) => texts.length === 0) ||
    collector.spans.length < 100;
  if (unquoted.length > 0) console.log(`NEVER QUOTED by ${unquoted.join(', ')}`);
  if (isThin) console.log('TOO LITTLE happened for this to prove anything');
  const isBad = failed.length + unfinished.length + leaks.length + blind.length + subscriber.bad() > 0 || isThin;
  process.exitCode = isBad ? 1 : 0;

  async function rotateAll(): Promise<readonly string[]> {
    const told: string[] = [];
    for (let round = 1; round <= rotations; round += 1) {
      for (const vendor of vendors) {
        renew(sandbox, vendor, files);
        // In one round the old one ends in the same moment: then calls are refused, and the file is looked at anew.
        if (round !== 2) await pause(overlapMs);
        bought(vendor);
        sandbox.standIns[vendor].standIn.credentials?.retire();
        await pause(aloneMs);
      }
      files.put('service-key', serviceKey());
      files.put('webhook-secret', randomBytes(32).toString('hex'));
      await pause(aloneMs);
    }
    for (const what of [...vendors, 'service key', 'webhook secret']) told.push(`${what} ${rotations}`);
    return told;
  }

  /** What was bought with a credential is as secret as it. */
  function bought(vendor: (typeof vendors)[number]): void {
    const tokens = sandbox.standIns[vendor].standIn.credentials?.issued() ?? [];
    for (const value of tokens) files.canaries.push({ name: `${vendor} token`, value });
  }

  /** Each vendor in turn quotes our credentials in every field of a refusal, while people ask and processes write: what was answered. */
  async function quotingInTurn(): Promise<readonly string[]> {
    const asking = await startLoad(firm, url);
    for (const vendor of vendors) {
      const { faults } = sandbox.standIns[vendor];
      const rule = faults.plant({ kind: 'quoteCredential', rate: 0.5 });
      await pause(quotingMs);
      if (rule.struck === 0) unquoted.push(vendor);
      faults.remove(rule.id);
    }
    await asking.stop(false);
    return asking.bodies();
  }

  /** Places where a planted secret is not found. Each is planted as it would get there, and searched as above. */
  async function plantedAndMissed(): Promise<readonly string[]> {
    const canary: Canary = { name: 'planted', value: randomBytes(32).toString('hex') };
    const { value } = canary;
    await sql`create table planted_leak as select ${Buffer.from(value)}::bytea as bytes, 1 as one`.execute(store.db);
    const client = new Redis(redis.url);
    await client.set('planted', Buffer.from(`..${value}`).toString('base64'));
    client.disconnect();
    const child = spawn(process.execPath, ['-e', 'setTimeout(() => 0, 60000)', value]);
    await once(child, 'spawn');
    const other = spawn(process.execPath, ['-e', 'setTimeout(() => 0, 60000)'], { env: { PLANTED: value } });
    await once(other, 'spawn');
    const line = JSON.stringify({ msg: { deep: encodeURIComponent(`Bearer ${value}`) } });
    const places: Record<string, readonly Written[]> = {
      'a log line': linesOf(`first\n${line}\nlast`),
      'a span': [
        ...spans,
        { where: 'span', text: JSON.stringify({ attributes: [{ value: { stringValue: value } }] }) },
      ],
      'an answer': [{ where: 'answer', text: JSON.stringify({ errors: [{ message: `refused ${value}` }] }) }],
      'a table': await tables(store),
      'the cache': await cached(redis.url),
      'a command line': listing([child.pid ?? 0]),
      'an environment': listing([other.pid ?? 0]),
    };
    child.kill();
    other.kill();
    return Object.entries(places).flatMap(([place, texts]) => (search([canary], texts).length === 0 ? [place] : []));
  }
}

function linesOf(printed: string): readonly Written[] {
  return printed
    .split('\n')
    .filter((text) => text !== '')
    .map((text, index) => ({ where: `line ${index}`, text }));
}

async function stopParts(parts: readonly Part[]): Promise<void> {
  for (const part of parts) await part.stop();
}

/** Checks what it is told as a subscriber would: by its own secret, which changes a while after ours did. */
async function startSubscriber(files: SecretFiles) {
  const requests: string[] = [];
  let bad = 0;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts).toString();
      const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signatures = '' } = request.headers;
      const secrets = files.canaries.filter(({ name }) => name === 'webhook-secret').slice(-2);
      // The secret before is what the subscriber's people have not changed yet: it alone has to be enough, until there is another.
      const secret = secrets[0]?.value ?? '';
      const digest = createHmac('sha256', secret)
        .update(`${String(id)}.${String(at)}.${body}`)
        .digest('base64');
      if (!String(signatures).split(' ').includes(`v1,${digest}`)) bad += 1;
      requests.push(JSON.stringify(request.headers) + body);
      response.end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    requests,
    bad: () => bad,
    close: () => server.close(),
  };
}
