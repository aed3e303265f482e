// What the NetSuite connector does when the account misbehaves; the faults are planted in the stand-in.
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Answer } from '../../schema/canon/freshness.ts';
import { Fault } from '../../subgraphs/runtime/fault.ts';
import { MappingError } from '../../subgraphs/ports/mapping.ts';
import { person, refs, type Rig, startNetSuite, today } from './netsuite-rig.ts';

const open: Rig[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((rig) => rig.close()));
});

/** A rig whose reference data is warm, so that planted faults strike the question asked. */
async function start(options: Parameters<typeof startNetSuite>[0] = {}): Promise<Rig> {
  const rig = await startNetSuite(options);
  open.push(rig);
  await rig.port.legalEntities(person());
  return rig;
}

const query = 'POST /services/rest/query';
const oneCustomer = (rig: Rig, index = 0) => refs('CUSTOMER', rig.table('customer').slice(index, index + 1));
const tokens = (rig: Rig) => rig.served.requests.list({ resource: 'token' }).length;
const codes = (rig: Rig) => rig.events.flatMap((event) => (event.kind === 'ATTEMPT' ? [event.outcome] : []));

async function faultOf(asked: Promise<unknown>): Promise<Fault> {
  const error: unknown = await asked.then(
    () => null,
    (caught: unknown) => caught,
  );
  expect(error).toBeInstanceOf(Fault);
  return error as Fault;
}

describe('signing in', () => {
  test('a token that ended is renewed once, for all who were refused with it', async () => {
    const rig = await start();
    rig.clock.advance(3_601);
    const answers = await Promise.all(
      [0, 1, 2].map((index) => rig.port.receivablesOf(person(), oneCustomer(rig, index))),
    );
    expect(answers.length).toBe(3);
    expect(tokens(rig)).toBe(2);
  });

  test('a token revoked in the middle is renewed too', async () => {
    const rig = await start();
    rig.served.faults.plant({ kind: 'expiredToken', match: query, count: 1 });
    await rig.port.dimensions(person());
    expect(tokens(rig)).toBe(2);
  });

  test('credentials that are refused are UNAUTHORIZED, at once and without opening the breaker', async () => {
    const rig = await startNetSuite({ settings: { clientId: 'somebody-else' } });
    open.push(rig);
    const fault = await faultOf(rig.port.periods(person()));
    expect(fault).toMatchObject({ code: 'SYSTEM_UNAUTHORIZED', vendorCode: 'invalid_client', retryable: false });
    expect(fault.message).toContain('certificate');
    expect(tokens(rig)).toBe(1);
    expect(rig.upstream.health().breaker.state).toBe('CLOSED');
  });

  test('a role that is refused at every call, with any token, is UNAUTHORIZED after one renewal', async () => {
    const rig = await startNetSuite();
    open.push(rig);
    rig.served.faults.plant({ kind: 'expiredToken', match: query });
    expect(await faultOf(rig.port.periods(person()))).toMatchObject({
      code: 'SYSTEM_UNAUTHORIZED',
      vendorCode: 'INVALID_LOGIN',
    });
    expect(tokens(rig)).toBe(2);
  });

  test('the 401 of a call too many is overload: it is waited out, and nobody is told of bad credentials', async () => {
    const standIn = { concurrencyLimit: 2, serviceMs: 10, overLimit: { kind: 'hang', milliseconds: 30 } } as const;
    const retry = { attemptsMax: 8, baseDelayMs: 40, delayMaxMs: 400 };
    const rig = await start({ standIn, retry, settings: { concurrency: 5 } });
    const customers = rig.table('customer').slice(0, 8);
    const answers = await Promise.all(
      customers.map((row) => rig.port.receivablesOf(person(), refs('CUSTOMER', [row]))),
    );
    expect(answers.length).toBe(8);
    expect(rig.served.requests.list().some(({ status }) => status === 401)).toBe(true);
    const renewed = codes(rig).filter((code) => code === 'SYSTEM_UNAUTHORIZED').length;
    expect(codes(rig)).toContain('SYSTEM_OVERLOADED');
    // Each call may be refused once with the token it has; with a fresh one it is overload.
    expect(renewed).toBeLessThanOrEqual(16);
  });
});

describe('a sick account', () => {
  test('429 is retried, not before the time that Retry-After names', async () => {
    const rig = await start();
    rig.served.faults.plant({ kind: 'tooManyRequests', match: query, count: 1, retryAfterSeconds: 1 });
    const started = performance.now();
    await rig.port.periods(person());
    expect(performance.now() - started).toBeGreaterThanOrEqual(1_000);
    rig.served.faults.plant({ kind: 'tooManyRequests', match: query, count: 1 });
    await rig.port.dimensions(person());
    expect(codes(rig).filter((code) => code === 'SYSTEM_OVERLOADED').length).toBe(2);
  });

  test.each(['unavailable', 'reset', 'dropReplyAfterCommit'])('%s is retried', async (kind) => {
    const rig = await start();
    rig.served.faults.plant({ kind, match: query, count: 1 });
    expect((await rig.port.periods(person())).freshness.servedFrom).toBe('LIVE');
    expect(codes(rig)).toContain('SYSTEM_UNAVAILABLE');
  });

  test('one that stays overloaded is SYSTEM_OVERLOADED with its vendor code', async () => {
    const rig = await start();
    rig.served.faults.plant({ kind: 'tooManyRequests', match: query });
    expect(await faultOf(rig.port.periods(person()))).toMatchObject({
      code: 'SYSTEM_OVERLOADED',
      vendorCode: 'CONCURRENCY_LIMIT_EXCEEDED',
      retryable: true,
    });
  });

  test('one that hangs is a timeout', async () => {
    const rig = await start({ settings: { timeoutMs: 150 }, retry: { attemptsMax: 1, baseDelayMs: 1, delayMaxMs: 1 } });
    rig.served.faults.plant({ kind: 'hang', match: query, count: 1 });
    expect((await faultOf(rig.port.periods(person()))).code).toBe('SYSTEM_TIMEOUT');
  });

  test('one that is silent repeats its last word, labelled with age and reason', async () => {
    const rig = await start({ settings: { figuresFreshMs: 1_000 } });
    const asked = () => rig.port.receivablesOf(person(), oneCustomer(rig));
    const live = await asked();
    rig.clock.advance(60);
    rig.served.faults.plant({ kind: 'unavailable', match: 'POST' });
    const stale: Answer<unknown> = await asked();
    expect(stale.freshness).toEqual({
      ...live.freshness,
      servedFrom: 'STALE_CACHE',
      staleReason: 'SYSTEM_UNAVAILABLE',
    });
    expect(stale.value).toEqual(live.value);
  });

  test('a caller who leaves is not waited for, and his call is not repeated', async () => {
    const rig = await start();
    rig.served.faults.plant({ kind: 'lateReply', ms: 1_000, match: query });
    const leaving = new AbortController();
    const asked = rig.port.periods(person(10_000, leaving.signal));
    setTimeout(() => leaving.abort(), 50);
    const started = performance.now();
    expect((await faultOf(asked)).code).toBe('CANCELLED');
    expect(performance.now() - started).toBeLessThan(500);
  });
});

describe('an account that changed', () => {
  test('a field that was removed refuses the query, names the field and never opens the breaker', async () => {
    const rig = await start({ settings: { figuresFreshMs: 0 } });
    rig.served.faults.plant({ kind: 'schemaDrift', remove: 'transaction.custbody_dispute_reason' });
    for (let round = 0; round < 25; round += 1) {
      const fault = await faultOf(rig.port.receivablesOf(person(), oneCustomer(rig)));
      expect(fault).toMatchObject({ code: 'SYSTEM_REFUSED', retryable: false });
      expect(fault.message).toContain('custbody_dispute_reason');
    }
    expect(rig.upstream.health().breaker.state).toBe('CLOSED');
    // The refused query's sisters were under way when it was refused.
    await vi.waitFor(() => expect(rig.upstream.health().inFlight).toBe(0));
    expect(await rig.calls(() => rig.port.periods(person()))).toBe(1);
  });

  test('the mapping fits the account as it is', async () => {
    const rig = await start();
    await expect(rig.port.verifyMapping(person())).resolves.toBeUndefined();
  });

  test('the mapping’s check names every difference at once', async () => {
    const rig = await start();
    rig.served.faults.plant({ kind: 'schemaDrift', rename: 'customer.custentity_crm_account', to: 'custentity_crm' });
    rig.served.faults.plant({ kind: 'schemaDrift', remove: 'transactionline.custcol_rev_method' });
    const error: unknown = await rig.port.verifyMapping(person()).then(
      () => null,
      (caught: unknown) => caught,
    );
    expect(error).toBeInstanceOf(MappingError);
    expect((error as MappingError).differences).toEqual([
      'customer has no field custentity_crm_account',
      'queries know no transactionline.custcol_rev_method',
    ]);
  });

  test('a firm without schedules, further currencies and links maps what there is', async () => {
    const mapping = { billingSchedule: null, customerCurrencies: null, customerLinks: [], projectLinks: [] };
    const rig = await start({ settings: { mapping } });
    const jobs = refs('PROJECT', rig.table('job').slice(0, 3));
    expect((await rig.port.billingSchedulesOf(person(), jobs)).value).toEqual([[], [], []]);
    expect((await rig.port.billingAccountsOf(person(), oneCustomer(rig))).value[0]?.length).toBeGreaterThan(0);
    expect((await rig.port.financeProjectsByRef(person(), jobs)).value.map((project) => project?.links)).toEqual([
      [],
      [],
      [],
    ]);
    expect((await rig.port.ledgersOf(person(), jobs, today)).value.every((ledger) => ledger !== null)).toBe(true);
    await expect(rig.port.verifyMapping(person())).resolves.toBeUndefined();
  });
});
