// What the Kantata connector does when the account misbehaves; the faults are planted in the stand-in.
import { afterEach, describe, expect, test } from 'vitest';
import type { StandIn, VendorResponse } from '../../subgraphs/sandbox/stand-in.ts';
import { faultOf, person, refs, type Rig, startKantata } from './kantata-rig.ts';

const open: Rig[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((rig) => rig.close()));
});

async function start(options: Parameters<typeof startKantata>[0] = {}): Promise<Rig> {
  const rig = await startKantata(options);
  open.push(rig);
  return rig;
}

const get = 'GET /api/v1/';
const some = (rig: Rig) => refs('PROJECT', rig.table('workspaces').slice(0, 3));
const read = (rig: Rig, deadlineMs?: number) => rig.port.projectsByRef(person(deadlineMs), some(rig));
const outcomes = (rig: Rig) => rig.events.flatMap((event) => (event.kind === 'ATTEMPT' ? [event.outcome] : []));
const breaker = (rig: Rig) => rig.upstream.health().breaker.state;

/** A stand-in that answers reads in another way. */
function answering(bendOne: (response: VendorResponse, asked: number) => VendorResponse) {
  let asked = 0;
  return (standIn: StandIn): StandIn => ({
    ...standIn,
    handle: async (request, faults) => {
      asked += 1;
      return bendOne(await standIn.handle(request, faults), asked);
    },
  });
}

describe('the token', () => {
  test('one that was taken back is UNAUTHORIZED at once: there is nothing to renew', async () => {
    const rig = await start();
    rig.served.faults.plant({ kind: 'expiredToken', match: get });
    const fault = await faultOf(read(rig));
    expect(fault).toMatchObject({ code: 'SYSTEM_UNAUTHORIZED', vendorCode: 'oauth', retryable: false });
    expect(fault.message).toContain('access token');
    expect(outcomes(rig)).toEqual(['SYSTEM_UNAUTHORIZED']);
    expect(breaker(rig)).toBe('CLOSED');
  });

  test('a wrong one never shows up in what we say', async () => {
    const rig = await start({ settings: { accessToken: 'secret-and-wrong' } });
    const fault = await faultOf(read(rig));
    expect(JSON.stringify([fault, fault.message, fault.detail, rig.events])).not.toContain('secret-and-wrong');
  });
});

describe('a vendor that is ill for a moment', () => {
  test('an overload without a word is repeated after a pause of our own', async () => {
    const rig = await start();
    rig.served.faults.plant({ kind: 'tooManyRequests', match: get, count: 1 });
    const startedMs = performance.now();
    const { freshness } = await read(rig);
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(490);
    expect(freshness.servedFrom).toBe('LIVE');
    expect(outcomes(rig)).toEqual(['SYSTEM_OVERLOADED', 'OK']);
  });

  test('an overload with a word waits as long as it says', async () => {
    const bend = answering((response, asked) =>
      asked === 1 ? { status: 429, headers: { 'retry-after': '1' }, body: '{}' } : response,
    );
    const rig = await start({ bend });
    const startedMs = performance.now();
    await read(rig);
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(990);
  });

  test('an overload that lasts is told after three attempts', async () => {
    const rig = await start();
    rig.served.faults.plant({ kind: 'tooManyRequests', match: get });
    expect(await faultOf(read(rig))).toMatchObject({ code: 'SYSTEM_OVERLOADED', retryable: true });
    expect(outcomes(rig).length).toBe(3);
  });

  test.each(['unavailable', 'reset', 'dropReplyAfterCommit'])('%s once is mended by a repeat', async (kind) => {
    const rig = await start();
    rig.served.faults.plant({ kind, match: get, count: 1 });
    const { value } = await read(rig);
    expect(value.every((project) => project !== null)).toBe(true);
    expect(outcomes(rig)).toEqual(['SYSTEM_UNAVAILABLE', 'OK']);
  });

  test('a lost page of many is asked for again alone', async () => {
    const rig = await start();
    rig.served.faults.plant({ kind: 'reset', match: 'stories.*page=3', count: 1 });
    const calls = await rig.calls(() => rig.port.tasksOf(person(), refs('PROJECT', rig.table('workspaces'))));
    const pages = calls.map(({ query }) => query.get('page'));
    expect(pages.filter((page) => page === '3').length).toBe(2);
    expect(pages.filter((page) => page === '2').length).toBe(1);
  });

  test('a slow body within the time limit is waited for', async () => {
    const rig = await start({ settings: { timeoutMs: 2_000 } });
    rig.served.faults.plant({ kind: 'slowBody', ms: 400, match: get, count: 1 });
    await expect(read(rig)).resolves.toMatchObject({ freshness: { servedFrom: 'LIVE' } });
  });
});

describe('a vendor that is gone', () => {
  test('silence ends at the time limit, not at the deadline', async () => {
    const rig = await start({
      settings: { timeoutMs: 200 },
      retry: { attemptsMax: 2, baseDelayMs: 10, delayMaxMs: 20 },
    });
    rig.served.faults.plant({ kind: 'hang', match: get });
    const startedMs = performance.now();
    expect(await faultOf(read(rig))).toMatchObject({ code: 'SYSTEM_TIMEOUT' });
    expect(performance.now() - startedMs).toBeLessThan(1_500);
    expect(outcomes(rig)).toEqual(['SYSTEM_TIMEOUT', 'SYSTEM_TIMEOUT']);
  });

  test('a closed port is UNAVAILABLE', async () => {
    const rig = await start();
    rig.served.faults.plant({ kind: 'refuse' });
    await rig.served.faults.settled();
    expect(await faultOf(read(rig))).toMatchObject({ code: 'SYSTEM_UNAVAILABLE' });
  });

  test('after a while it is not asked any more', async () => {
    const rig = await start({ retry: { attemptsMax: 1, baseDelayMs: 1, delayMaxMs: 1 } });
    rig.served.faults.plant({ kind: 'unavailable', match: get });
    for (let attempt = 0; attempt < 25; attempt += 1) await faultOf(read(rig));
    expect(breaker(rig)).not.toBe('CLOSED');
    const calls = await rig.calls(async () => {
      expect(await faultOf(read(rig))).toMatchObject({ code: 'CIRCUIT_OPEN' });
    });
    expect(calls).toEqual([]);
  });

  test('the last answer stands in, labelled with its age and the reason', async () => {
    const rig = await start();
    const live = await read(rig);
    rig.served.faults.plant({ kind: 'unavailable', match: get });
    rig.clock.advance(3_600);
    const stale = await read(rig);
    expect(stale.value).toEqual(live.value);
    expect(stale.freshness).toEqual({
      ...live.freshness,
      servedFrom: 'STALE_CACHE',
      staleReason: 'SYSTEM_UNAVAILABLE',
    });
  });

  test('a caller who leaves is let go, and the vendor is not blamed', async () => {
    const rig = await start();
    rig.served.faults.plant({ kind: 'hang', match: get });
    const leaving = new AbortController();
    const asked = faultOf(rig.port.projectsByRef(person(15_000, leaving.signal), some(rig)));
    setTimeout(() => leaving.abort(), 50);
    expect(await asked).toMatchObject({ code: 'CANCELLED' });
    expect(breaker(rig)).toBe('CLOSED');
  });

  test('a deadline ends the wait', async () => {
    const rig = await start();
    rig.served.faults.plant({ kind: 'hang', match: get });
    const startedMs = performance.now();
    expect(await faultOf(read(rig, 300))).toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    expect(performance.now() - startedMs).toBeLessThan(1_500);
  });
});

describe('a vendor that says no', () => {
  test.each([
    [400, 'SYSTEM_REFUSED'],
    [403, 'SYSTEM_FORBIDDEN'],
    [404, 'SYSTEM_REFUSED'],
    [422, 'SYSTEM_REFUSED'],
  ])('%i is %s, is not repeated and never opens the breaker', async (status, code) => {
    const body = JSON.stringify({ errors: [{ type: 'validation', message: 'Acme said no' }] });
    const rig = await start({ bend: answering(() => ({ status, body })) });
    for (let attempt = 0; attempt < 30; attempt += 1) {
      const fault = await faultOf(read(rig));
      expect(fault).toMatchObject({ code, retryable: false });
      expect(fault.message).not.toContain('Acme');
    }
    expect(outcomes(rig).length).toBe(30);
    expect(breaker(rig)).toBe('CLOSED');
  });
});

describe('an answer of another shape', () => {
  test.each([
    ['currency_base_unit', 'workspaces'],
    ['external_reference_ids', 'workspaces'],
    ['custom_field_name', 'workspaces'],
    ['status', 'workspaces'],
  ])('a missing %s is named', async (remove, collection) => {
    const rig = await start();
    rig.served.faults.plant({ kind: 'schemaDrift', remove, match: `${get}${collection}` });
    const fault = await faultOf(read(rig));
    expect(fault.code).toBe('SYSTEM_ANSWER_INVALID');
    expect(fault.message).toContain(`"${remove}`);
    expect(outcomes(rig)).toEqual(['OK']);
  });

  test('a renamed flag of time is named, so that nothing counts as unbilled by accident', async () => {
    const rig = await start();
    const projects = (await read(rig)).value.flatMap((project) => project ?? []);
    rig.served.faults.plant({ kind: 'schemaDrift', rename: 'is_invoiced', to: 'invoiced', match: get });
    const timed = projects.map((project) => ({ ...project, billingModel: 'TIME_AND_MATERIALS' as const }));
    const fault = await faultOf(rig.port.unbilledWorkOf(person(), timed));
    expect(fault.code).toBe('SYSTEM_ANSWER_INVALID');
    expect(fault.message).toContain('"is_invoiced"');
  });

  test.each([
    ['no JSON', '<html>maintenance</html>', 'the body is not JSON'],
    ['no envelope', '[]', 'the whole body'],
    ['no count', '{"results":[]}', '"count"'],
    ['results that are not there', '{"count":1,"results":[{"key":"workspaces","id":"1"}]}', '"workspaces"'],
  ])('%s is told apart', async (_name, body, reason) => {
    const rig = await start({ bend: answering(() => ({ status: 200, body })) });
    const fault = await faultOf(read(rig));
    expect(fault.code).toBe('SYSTEM_ANSWER_INVALID');
    expect(fault.message).toContain(reason);
    expect(fault.message).not.toContain('maintenance');
  });

  test('a new key nobody knows is no news', async () => {
    const bend = answering((response) => {
      const body = JSON.parse(String(response.body)) as Record<string, Record<string, object>>;
      const workspaces = Object.entries(body.workspaces ?? {});
      const wider = Object.fromEntries(workspaces.map(([id, record]) => [id, { ...record, brand_new: { a: 1 } }]));
      return { ...response, body: JSON.stringify({ ...body, workspaces: wider }) };
    });
    const rig = await start({ bend });
    expect((await read(rig)).value.every((project) => project !== null)).toBe(true);
  });
});
