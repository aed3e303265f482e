// A vendor's credential is rotated while calls are under way: added there, put into our file, and the old one taken back. The long form,
// with the whole house and a search for leaks, is `npm run measure -- secrets`.
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Answer } from '../../schema/canon/freshness.ts';
import { isFault } from '../../subgraphs/runtime/fault.ts';
import type { ServedStandIn } from '../../subgraphs/sandbox/serve.ts';
import { person, startKantata } from './kantata-rig.ts';
import { startNetSuite } from './netsuite-rig.ts';
import { startSalesforce } from './salesforce-rig.ts';

/** A connector whose secret is in `file`, and one small question to it. */
interface Rotating {
  readonly served: ServedStandIn;
  readonly ask: () => Promise<Answer<unknown>>;
  close(): Promise<void>;
}

const callersAtOnce = 6;
// Nothing kept: an old answer would hide a refused call.
const unkept = { figuresFreshMs: 0, referenceFreshMs: 0, staleForMs: 0 };
const page = { first: 5, after: null };

const vendors: Readonly<Record<string, (file: string) => Promise<Rotating>>> = {
  async kantata(file) {
    put(file, 'a-token-of-the-contract-tests');
    const rig = await startKantata({ settings: { ...unkept, accessToken: { file } }, isWritten: true });
    return { ...rig, ask: () => rig.port.projects(person(30_000), { ...page, ...noFilter }) };
  },
  async salesforce(file) {
    // Any key will do until the first call: the vendor refuses it, and the file is looked at anew.
    put(file, keyOf(generateKeyPairSync('rsa', { modulusLength: 2_048 })));
    const rig = await startSalesforce({ figuresFreshMs: 0, staleForMs: 0, privateKeyPem: { file } });
    return { ...rig, ask: () => rig.port.customers(person(30_000), { ...page, search: null }) };
  },
  async netsuite(file) {
    put(file, keyOf(generateKeyPairSync('ec', { namedCurve: 'P-256' })));
    const rig = await startNetSuite({ settings: { ...unkept, privateKeyPem: { file } } });
    return { ...rig, ask: () => rig.port.periods(person(30_000)) };
  },
};
const noFilter = { customers: null, statuses: null, search: null };

let directory = '';
let file = '';
let rotating: Rotating | null = null;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'rotation-'));
  file = join(directory, 'secret');
});
afterEach(async () => {
  await rotating?.close();
  rotating = null;
  rmSync(directory, { recursive: true, force: true });
});

function keyOf({ privateKey }: ReturnType<typeof generateKeyPairSync>): string {
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function put(to: string, text: string): void {
  writeFileSync(`${to}.new`, text, { mode: 0o600 });
  renameSync(`${to}.new`, to);
}

/** A new credential at the vendor, as our file holds it. */
function added({ served }: Rotating): string {
  const { accessToken, certificateId, privateKeyPem = '' } = served.standIn.credentials?.add() ?? {};
  return (
    accessToken ?? (certificateId === undefined ? privateKeyPem : `certificateId: ${certificateId}\n${privateKeyPem}`)
  );
}

/** Asks without a pause until told to stop; what came of every question. */
function load({ ask }: Rotating) {
  let isOver = false;
  const outcomes: string[] = [];
  const caller = async (): Promise<void> => {
    while (!isOver) {
      // A failure that costs no time must not keep everything else from happening.
      await pause(1);
      outcomes.push(
        await ask().then(
          ({ freshness }) => freshness.servedFrom,
          (error: unknown) => (isFault(error) ? error.code : String(error)),
        ),
      );
    }
  };
  const running = Promise.all(Array.from({ length: callersAtOnce }, caller));
  const more = (count: number): Promise<void> =>
    expect.poll(() => outcomes.length, { timeout: 30_000, interval: 5 }).toBeGreaterThan(count + outcomes.length);
  return {
    outcomes,
    /** Resolves when that many more questions have been answered. */
    more,
    stop: async () => {
      isOver = true;
      await running;
      return outcomes;
    },
  };
}

test.each(Object.keys(vendors))(
  '%s: three rotations under load cost no call, and the old credential is worth nothing',
  async (vendor) => {
    const one = (rotating = await vendors[vendor]!(file));
    put(file, added(one));
    const calls = load(one);
    await calls.more(20);
    for (let rotation = 1; rotation <= 3; rotation += 1) {
      put(file, added(one));
      await calls.more(10);
      one.served.standIn.credentials?.retire();
      await calls.more(20);
    }
    const outcomes = await calls.stop();
    expect(outcomes.length).toBeGreaterThan(100);
    expect(outcomes.filter((outcome) => outcome !== 'LIVE')).toEqual([]);
  },
  60_000,
);

test.each(Object.keys(vendors))(
  '%s: a credential that is taken back and not put into the file is missed, so the test above would notice',
  async (vendor) => {
    const one = (rotating = await vendors[vendor]!(file));
    put(file, added(one));
    expect((await one.ask()).freshness.servedFrom).toBe('LIVE');
    added(one);
    one.served.standIn.credentials?.retire();
    await expect(one.ask()).rejects.toMatchObject({ code: 'SYSTEM_UNAUTHORIZED' });
  },
  60_000,
);

test.each(Object.keys(vendors))(
  '%s: a refusal that quotes our credential in every field is a fault without it',
  async (vendor) => {
    const one = (rotating = await vendors[vendor]!(file));
    put(file, added(one));
    await one.ask();
    const issued = one.served.standIn.credentials?.issued() ?? [];
    expect(issued.length).toBeGreaterThan(0);
    one.served.faults.plant({ kind: 'quoteCredential' });
    const fault: unknown = await one.ask().catch((error: unknown) => error);
    if (!isFault(fault)) throw new Error(`No fault but ${String(fault)}`);
    const told = [fault.message, fault.stack, fault.detail, JSON.stringify(fault)].join('\n');
    expect(one.served.faults.list()[0]?.struck).toBeGreaterThan(0);
    expect(issued.filter((token) => told.includes(token))).toEqual([]);
  },
  60_000,
);
