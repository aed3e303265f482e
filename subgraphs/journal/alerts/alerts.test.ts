// From a case that stands to whoever is told: each told once, ended by itself; rules broken, escalated, answered and held again. The
// clock is passed in; the channel is a real server.
import { sql } from 'kysely';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { currencyCode } from '../../../schema/canon/currency.ts';
import { money } from '../../../schema/canon/money.ts';
import { binariesHere, makeHome, removeHomes } from '../../store/store-rig.ts';
import { openStore, type Store } from '../../store/store.ts';
import { endRound, type Finding, keepPage } from '../detectors/findings.ts';
import { ensureSweeps, type HeldSweep, holdSweep, letSweepGo, SweepLost } from '../detectors/sweeps.ts';
import { signatureOf } from '../events/webhook.ts';
import { Operators } from '../operate.ts';
import { Alerts } from './alert-desk.ts';
import { type AlertSettings, alertsSchema } from './alert-config.ts';
import { evaluateAlerts } from './evaluate.ts';
import { tellAlerts, tellingsMax } from './tell.ts';
import { alertChannels } from './watching.ts';

const key = Buffer.alloc(32, 7);
const secret = 'a secret that only the two of them know';
const minuteMs = 60_000;
const startMs = Date.UTC(2026, 10, 20, 9);
let store: Store;
let channel: Server;
let status = 200;
const received: { readonly id: string; readonly body: string; readonly signature: string; readonly stamp: string }[] =
  [];
let settings: AlertSettings;

beforeAll(async () => {
  if (!binariesHere) return;
  store = await openStore({ dataDir: makeHome() });
  channel = createServer((request, response) => {
    void textOf(request).then((body) => {
      const { 'webhook-id': id, 'webhook-signature': signature, 'webhook-timestamp': stamp } = request.headers;
      received.push({ id: String(id), body, signature: String(signature), stamp: String(stamp) });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => channel.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(channel.address() as AddressInfo).port}`;
  const place = { secret: { env: 'CHANNEL' }, allowHttp: true, allowAddresses: ['127.0.0.0/8'] };
  settings = alertsSchema.parse({
    channels: [
      { ...place, name: 'finance', url: `${url}/finance` },
      { ...place, name: 'board', url: `${url}/board` },
    ],
    rules: [
      {
        ...{
          name: 'deals-left',
          about: { codes: ['WON_DEAL_WITHOUT_RUN'] },
          owner: 'account-manager',
          channel: 'finance',
        },
        threshold: { atRisk: { amount: '200000.00', currency: 'EUR' } },
        escalation: { afterMinutes: 60, owner: 'finance-controller', channel: 'board' },
      },
    ],
  });
});
beforeEach(async () => {
  received.length = 0;
  status = 200;
  if (binariesHere)
    for (const table of ['run_exception', 'detector_sighting', 'detector_sweep', 'alert'])
      await sql`delete from ${sql.table(table)}`.execute(store.db);
});
afterAll(async () => {
  if (binariesHere) {
    channel.close();
    await store.close();
  }
  removeHomes();
});

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

const place = {
  name: 'deals',
  systems: ['crm'],
  detectors: [{ code: 'WON_DEAL_WITHOUT_RUN', active: true, graceMs: 0 }],
};
const caseOf = (id: string, amount = '120000.00'): Finding => ({
  ...{
    code: 'WON_DEAL_WITHOUT_RUN',
    subject: { kind: 'OPPORTUNITY', id, label: id },
    since: null,
    message: 'never begun',
  },
  ...{ system: 'crm', fields: [id], atRisk: money(amount, currencyCode('EUR')) },
});

async function hold(): Promise<HeldSweep> {
  await ensureSweeps(store.db, [place], { firstInMs: 0, everyMs: 0 });
  const held = await holdSweep(store.db, { owner: 'me', names: ['deals'], leaseMs: 60_000 });
  if (held === null) throw new Error('nobody else reads here');
  return held;
}

/** One reading from the first to the last record, in which these cases stand. */
async function reading(findings: readonly Finding[], { nowMs = startMs, graceMs = 0, whole = true } = {}) {
  const held = await hold();
  const page = { looked: findings.length, findings, next: null, whole };
  const { opened } = await keepPage(store.db, held, page, {
    ...{ nowMs, leaseMs: 60_000, graceMs: { WON_DEAL_WITHOUT_RUN: graceMs } },
  });
  const { ended } = await endRound(store.db, held);
  await letSweepGo(store.db, held, { dueInMs: 0, failure: null });
  return { opened, ended };
}

interface Row {
  readonly id: string;
  readonly subject: { readonly id: string };
  readonly at_risk: string;
  readonly resolution: string | null;
}

async function exceptions(): Promise<readonly Row[]> {
  return (
    await sql<Row>`select id, subject, at_risk, resolution from run_exception order by opened_at`.execute(store.db)
  ).rows;
}

describe.skipIf(!binariesHere)('a case', () => {
  test('is told once however often it is read, with what is at risk now, and ends after two readings without it', async () => {
    expect(await reading([caseOf('D1')])).toEqual({ opened: 1, ended: 0 });
    expect(await reading([caseOf('D1', '150000.00')])).toEqual({ opened: 0, ended: 0 });
    expect(await exceptions()).toMatchObject([{ subject: { id: 'D1' }, at_risk: '150000.00', resolution: null }]);
    expect(await reading([])).toEqual({ opened: 0, ended: 0 });
    expect(await reading([])).toEqual({ opened: 0, ended: 1 });
    expect(await exceptions()).toMatchObject([{ resolution: 'ENDED' }]);
    // Lost again later it is a new one.
    expect(await reading([caseOf('D1')])).toEqual({ opened: 1, ended: 0 });
  });

  test('that is waived is not told again while it stands', async () => {
    await reading([caseOf('D1')]);
    const [told] = await exceptions();
    await new Operators(store.db, key).waive(told?.id ?? '', { operator: 'somebody', reason: 'a pro bono deal' });
    expect(await reading([caseOf('D1')])).toEqual({ opened: 0, ended: 0 });
    expect(await exceptions()).toHaveLength(1);
  });

  test('is not told before its grace is over, nor ended by a reading that left something out', async () => {
    expect(await reading([caseOf('D1')], { graceMs: minuteMs })).toMatchObject({ opened: 0 });
    expect(await reading([caseOf('D1')], { graceMs: minuteMs, nowMs: startMs + minuteMs })).toMatchObject({
      opened: 1,
    });
    for (let time = 0; time < 3; time += 1)
      expect(await reading([], { whole: false })).toEqual({ opened: 0, ended: 0 });
    expect(await exceptions()).toMatchObject([{ resolution: null }]);
  });

  test('read by a worker that has lost the reading is not kept', async () => {
    const held = await hold();
    const page = { looked: 1, findings: [caseOf('D1')], next: null, whole: true };
    const stale = { ...held, fence: '0' };
    const terms = { nowMs: startMs, graceMs: {}, leaseMs: 1 };
    await expect(keepPage(store.db, stale, page, terms)).rejects.toThrow(SweepLost);
    expect(await exceptions()).toEqual([]);
  });
});

test.runIf(binariesHere)('a reading is due at the pace that is configured now, whatever it was before', async () => {
  await reading([]);
  const isDue = async (everyMs: number): Promise<boolean> => {
    await ensureSweeps(store.db, [place], { firstInMs: 0, everyMs });
    const held = await holdSweep(store.db, { owner: 'me', names: ['deals'], leaseMs: 60_000 });
    if (held !== null) await letSweepGo(store.db, held, { dueInMs: 3_600_000, failure: null });
    return held !== null;
  };
  expect(await isDue(3_600_000)).toBe(false);
  expect(await isDue(0)).toBe(true);
  // Let go for an hour under the old pace.
  expect(await isDue(0)).toBe(true);
  expect(await isDue(1_800_000)).toBe(false);
});

describe.skipIf(!binariesHere)('an alert', () => {
  const look = async (nowMs: number) => {
    const round = await evaluateAlerts(store.db, settings.rules, nowMs);
    await tellAlerts(store.db, alertChannels(settings, { env: { CHANNEL: secret }, report: () => undefined }), nowMs);
    return round;
  };
  /** Each once: what a busy machine was too slow to take is sent again under its id, as every channel has to expect. */
  const told = (): readonly string[] =>
    [...new Map(received.map(({ id, body }) => [id, body])).values()].map((body) => {
      const { type, owner } = JSON.parse(body) as { type: string; owner: string };
      return `${type} ${owner}`;
    });

  test('is told once, signed, escalated when nobody answers, and resolved by itself', async () => {
    await reading([caseOf('D1')]);
    expect(await look(startMs)).toMatchObject({ raised: 0 });
    await reading([caseOf('D1'), caseOf('D2')]);
    expect(await look(startMs)).toMatchObject({ raised: 1 });
    for (const minutes of [1, 30, 59]) await look(startMs + minutes * minuteMs);
    expect(told()).toEqual(['alert.raised account-manager']);
    const [{ id, body, signature, stamp } = { id: '', body: '', signature: '', stamp: '' }] = received;
    expect(signature).toBe(signatureOf(Buffer.from(secret), id, stamp, body));
    expect(signature).not.toBe(signatureOf(Buffer.from('a secret of somebody else’s'), id, stamp, body));
    expect(JSON.parse(body)).toMatchObject({
      rule: 'deals-left',
      count: 2,
      atRisk: [{ amount: '240000.00', currency: 'EUR' }],
    });
    expect(await look(startMs + 60 * minuteMs)).toMatchObject({ escalated: 1 });
    await look(startMs + 61 * minuteMs);
    await reading([]);
    await reading([]);
    expect(await look(startMs + 90 * minuteMs)).toMatchObject({ resolved: 1 });
    for (const minutes of [91, 92, 93]) await look(startMs + minutes * minuteMs);
    expect(told().toSorted()).toEqual([
      'alert.escalated finance-controller',
      'alert.raised account-manager',
      'alert.resolved account-manager',
      'alert.resolved finance-controller',
    ]);
  });

  test('that its owner has acknowledged is not escalated, and others may not say so for them', async () => {
    await reading([caseOf('D1'), caseOf('D2')]);
    await look(startMs);
    const desk = new Alerts(store.db, key);
    const { items } = await desk.page({ first: 5, after: null }, null);
    const id = items[0]?.id ?? '';
    const by = { operator: 'somebody', reason: 'both are being converted' };
    expect(await desk.acknowledge(id, 'project-manager', by)).toMatchObject({ kind: 'NOT_OWNER' });
    expect(await desk.acknowledge(id, 'account-manager', by)).toEqual({ kind: 'DONE' });
    expect(await desk.acknowledge(id, 'account-manager', by)).toEqual({ kind: 'NOT_STANDING', state: 'ACKNOWLEDGED' });
    expect(await look(startMs + 600 * minuteMs)).toMatchObject({ escalated: 0 });
    expect(await desk.byId(id)).toMatchObject({
      state: 'ACKNOWLEDGED',
      count: 2,
      tellings: [{ event: 'RAISED', attempts: 1 }],
    });
  });

  test('whose channel does not take it is told again later under the same id, and given up with an exception', async () => {
    status = 503;
    await reading([caseOf('D1'), caseOf('D2')]);
    for (let attempt = 0, nowMs = startMs; attempt < tellingsMax; attempt += 1, nowMs += 3_600_000) await look(nowMs);
    const raised = received.filter(({ body }) => body.includes('alert.raised'));
    expect(raised.length).toBe(tellingsMax);
    expect(new Set(raised.map(({ id }) => id)).size).toBe(1);
    const { rows } =
      await sql`select 1 from run_exception where code = 'ALERT_NOT_TOLD' and message like '%finance%'`.execute(
        store.db,
      );
    expect(rows).toHaveLength(1);
  });
});

test.each([
  [{ rules: [rule({ channel: 'nowhere' })] }, /rule r names channel nowhere, which is not there; channels are c/],
  [{ rules: [rule({ threshold: {} })] }, /name exactly one of count, atRisk and ageHours/],
  [{ rules: [rule({ threshold: { count: 1, ageHours: 1 } })] }, /name exactly one/],
  [{ rules: [rule({ threshold: { atRisk: { amount: '1', currency: 'XXL' } } })] }, /an ISO 4217 code such as EUR/],
  [{ rules: [rule({}), rule({})] }, /two rules have the same name/],
])('a configuration that cannot be meant is refused with what to do: %#', (given, says) => {
  const channels = [{ name: 'c', url: 'https://example.com', secret: { env: 'S' } }];
  const read = alertsSchema.safeParse({ channels, ...given });
  expect(read.success ? '' : read.error.issues.map(({ message }) => message).join('\n')).toMatch(says);
});

function rule(more: object): object {
  return { name: 'r', threshold: { count: 1 }, owner: 'operator', channel: 'c', ...more };
}
