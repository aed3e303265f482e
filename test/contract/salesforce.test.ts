// The CRM port over Salesforce's wire: what it tells equals what the org holds, and what it costs.
import { afterEach, describe, expect, test } from 'vitest';
import type { VendorRef } from '../../schema/canon/identity.ts';
import { pageSizeMax } from '../../schema/canon/paging.ts';
import { MappingError } from '../../subgraphs/ports/mapping.ts';
import { Fault } from '../../subgraphs/runtime/fault.ts';
import { person, refs, type Rig, startSalesforce, type StateRow } from './salesforce-rig.ts';

const open: Rig[] = [];
async function start(settings?: Readonly<Record<string, unknown>>): Promise<Rig> {
  const rig = await startSalesforce(settings);
  open.push(rig);
  return rig;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((rig) => rig.close()));
});

async function faultOf(asked: Promise<unknown>): Promise<Fault> {
  const error: unknown = await asked.then(
    () => null,
    (caught: unknown) => caught,
  );
  expect(error).toBeInstanceOf(Fault);
  return error as Fault;
}

/** Minor units of a JSON number of the stand-in, by its own text. */
const minor = (value: unknown, digits: number): bigint => BigInt(Math.round(Number(value) * 10 ** digits));
const digitsOf = (currency: unknown): number => (currency === 'JPY' ? 0 : currency === 'KWD' ? 3 : 2);
const minorOf = (money: { amount: string } | null): bigint => BigInt((money?.amount ?? '0').replace('.', ''));

async function allCustomers(rig: Rig, first: number, search: string | null = null): Promise<string[]> {
  const ids: string[] = [];
  for (let after: string | null = null, more = true; more;) {
    const { value } = await rig.port.customers(person(), { first, after, search });
    ids.push(...value.items.map((customer) => customer.ref.id));
    after = value.cursors.at(-1) ?? null;
    more = value.hasNextPage;
  }
  return ids;
}

describe('customers', () => {
  test('pages of any size hold every account once, in order of name, at one call a page', async () => {
    const rig = await start();
    const accounts = rig.table('Account');
    for (const first of [1, 7, 50, pageSizeMax]) {
      const ids = await allCustomers(rig, first);
      expect([...ids].sort()).toEqual(accounts.map((row) => row.Id).sort());
    }
    const calls = await rig.calls(() => rig.port.customers(person(), { first: 10, after: null, search: null }));
    expect(Object.values(calls).reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(1);
  });

  test('a search takes quotes, wildcards and other scripts literally', async () => {
    const rig = await start();
    const accounts = rig.table('Account');
    for (const search of ["'", '%', '_', '100%', 'O’', 'ü', '株', 'GmbH', '\\', 'zzz nobody']) {
      const expected = accounts
        .filter((row) => String(row.Name).toLowerCase().includes(search.toLowerCase()))
        .map((row) => row.Id);
      expect((await allCustomers(rig, 50, search)).sort(), search).toEqual(expected.sort());
    }
  });

  test('many ids are one call per 300, foreign and unknown ones are nobody', async () => {
    const rig = await start();
    const known = refs('CUSTOMER', rig.table('Account').slice(0, 5));
    const foreign: VendorRef = { system: 'ERP', instance: 'netsuite', kind: 'CUSTOMER', id: '1' };
    const calls = await rig.calls(async () => {
      const { value, freshness } = await rig.port.customersByRef(person(), [foreign, ...known]);
      expect(value.map((customer) => customer?.ref.id ?? null)).toEqual([null, ...known.map((ref) => ref.id)]);
      expect(freshness).toMatchObject({ system: 'CRM', instance: 'salesforce', servedFrom: 'LIVE', staleReason: null });
    });
    expect(calls).toEqual({ 'query:Account': 1 });
    expect(await rig.calls(() => rig.port.customersByRef(person(), [foreign]))).toEqual({});
  });

  test('a cursor somebody made up is refused as the caller’s mistake', async () => {
    const rig = await start();
    await expect(rig.port.customers(person(), { first: 5, after: 'nonsense', search: null })).rejects.toMatchObject({
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });
});

describe('deals and contracts', () => {
  test('pages hold every opportunity once, latest close date first, and filters filter', async () => {
    const rig = await start();
    const rows = rig.table('Opportunity');
    const seen: StateRow[] = [];
    for (let after: string | null = null, more = true; more;) {
      const { value } = await rig.port.opportunities(person(), {
        first: 40,
        after,
        stages: null,
        customers: null,
        closeFrom: null,
        closeTo: null,
      });
      seen.push(...value.items.map((deal) => ({ Id: deal.ref.id, close: deal.closeOn })));
      after = value.cursors.at(-1) ?? null;
      more = value.hasNextPage;
    }
    expect(seen.map((row) => row.Id).sort()).toEqual(rows.map((row) => row.Id).sort());
    expect(seen.map((row) => row.close)).toEqual(
      seen
        .map((row) => row.close)
        .sort()
        .reverse(),
    );
    const won = await rig.port.opportunities(person(), {
      first: 200,
      after: null,
      stages: ['CLOSED_WON'],
      customers: null,
      closeFrom: '2026-01-01',
      closeTo: '2026-06-30',
    });
    const expected = rows.filter(
      (row) =>
        row.StageName === 'Closed Won' &&
        String(row.CloseDate) >= '2026-01-01' &&
        String(row.CloseDate) <= '2026-06-30',
    );
    expect(won.value.items.map((deal) => deal.ref.id).sort()).toEqual(expected.map((row) => row.Id).sort());
    expect(expected.length).toBeGreaterThan(0);
  });

  test('amounts equal the org’s to the minor unit, in every currency', async () => {
    const rig = await start();
    const rows = rig.table('Opportunity');
    const { value } = await rig.port.opportunitiesByRef(person(), refs('OPPORTUNITY', rows));
    rows.forEach((row, index) =>
      expect(minorOf(value[index]!.amount), String(row.Name)).toBe(minor(row.Amount, digitsOf(row.CurrencyIsoCode))),
    );
  });

  test('contracts come with their lines, obligations and amendments: four queries for all of them', async () => {
    const rig = await start();
    const rows = rig.table('Contract');
    const lines = rig.table('Contract_Line__c');
    const calls = await rig.calls(async () => {
      const { value } = await rig.port.contractsByRef(person(), refs('CONTRACT', rows));
      const contracts = value.filter((contract) => contract !== null);
      expect(contracts.length).toBe(rows.length);
      expect(contracts.reduce((count, contract) => count + contract.lines.length, 0)).toBe(lines.length);
      expect(contracts.reduce((count, contract) => count + contract.amendments.length, 0)).toBe(
        rig.table('Contract_Amendment__c').length,
      );
      for (const contract of contracts)
        expect(
          [
            contract.status,
            contract.lines.map((line) => line.revenueMethod),
            contract.amendments.map((amendment) => amendment.kind),
          ].flat(),
        ).not.toContain('UNKNOWN');
    });
    expect(calls).toEqual({
      'query:Contract': 1,
      'query:Contract_Line__c': 1,
      'query:Performance_Obligation__c': 1,
      'query:Contract_Amendment__c': 1,
    });
  });

  test('what belongs to customers is one query for all of them', async () => {
    const rig = await start();
    const customers = refs('CUSTOMER', rig.table('Account'));
    const calls = await rig.calls(async () => {
      const { value } = await rig.port.opportunitiesOf(person(), customers);
      expect(value.flat().length).toBe(rig.table('Opportunity').length);
    });
    expect(calls).toEqual({ 'query:Opportunity': 1 });
  });
});

describe('changes', () => {
  test('a first reading tells every account, the next only what overlaps or changed', async () => {
    const rig = await start({ changesOverlapSeconds: 0 });
    const first = await rig.port.changes(person(), 'CUSTOMER', null);
    expect(first.complete).toBe(true);
    expect(first.changes.map((change) => change.ref.id).sort()).toEqual(
      rig
        .table('Account')
        .map((row) => row.Id)
        .sort(),
    );
    const next = await rig.port.changes(person(), 'CUSTOMER', first.cursor);
    expect(next.changes.length).toBeLessThan(first.changes.length);
    await expect(rig.port.changes(person(), 'CUSTOMER', 'nonsense')).rejects.toThrow('is not a cursor of this feed');
  });
});

describe('when the org misbehaves', () => {
  test('an expired session is renewed once, for everybody who was refused with it', async () => {
    const rig = await start();
    await rig.port.customers(person(), { first: 1, after: null, search: null });
    rig.served.faults.plant({ kind: 'expiredToken', match: 'GET /services/data', count: 1 });
    await rig.port.customers(person(), { first: 2, after: null, search: null });
    expect(rig.served.requests.list({ resource: 'token' }).length).toBe(2);
  });

  test('refused credentials say so at once and do not open the breaker', async () => {
    const rig = await start({ clientId: 'somebody-else' });
    const fault = await faultOf(rig.port.customers(person(), { first: 1, after: null, search: null }));
    expect(fault).toMatchObject({ code: 'SYSTEM_UNAUTHORIZED', retryable: false });
    expect(rig.upstream.health().breaker.state).toBe('CLOSED');
  });

  test.each([
    ['unavailable', 'SYSTEM_UNAVAILABLE'],
    ['reset', 'SYSTEM_UNAVAILABLE'],
    ['refuse', 'SYSTEM_UNAVAILABLE'],
    ['hang', 'SYSTEM_TIMEOUT'],
  ])('%s is %s, and an answer of a moment ago is repeated with its label', async (kind, code) => {
    const rig = await start({ figuresFreshMs: 0, timeoutMs: 300 });
    const ask = () => rig.port.customers(person(4_000), { first: 1, after: null, search: null });
    const before = await ask();
    rig.served.faults.plant({ kind, match: '.*' });
    await rig.served.faults.settled();
    const stale = await ask();
    expect(stale.freshness).toMatchObject({ servedFrom: 'STALE_CACHE', asOf: before.freshness.asOf });
    expect(stale.value).toEqual(before.value);
    const fault = await faultOf(rig.port.customers(person(3_000), { first: 3, after: null, search: null }));
    // Three silences in a row have opened the breaker by now, if it was silence.
    expect([code, 'SYSTEM_TIMEOUT', 'DEADLINE_EXCEEDED', 'CIRCUIT_OPEN']).toContain(fault.code);
    expect(fault.message).not.toContain('Account');
    rig.served.faults.clear();
    await rig.served.faults.settled();
  });

  test('too many requests are asked again after a while, by our own patience when Salesforce names none', async () => {
    const rig = await start();
    await rig.port.customers(person(), { first: 1, after: null, search: null });
    rig.served.faults.plant({ kind: 'unavailable', match: 'GET /services/data', count: 1 });
    const { freshness } = await rig.port.customers(person(), { first: 2, after: null, search: null });
    expect(freshness.servedFrom).toBe('LIVE');
  });

  test('a field that was removed is named before anything is asked, and refuses only what needs it', async () => {
    const rig = await start();
    rig.served.faults.plant({ kind: 'schemaDrift', match: '.*', remove: 'Segment__c' });
    const error: unknown = await rig.port.verifyMapping(person()).then(
      () => null,
      (caught: unknown) => caught,
    );
    expect(error).toBeInstanceOf(MappingError);
    expect((error as MappingError).differences).toEqual(['Account has no field Segment__c']);
    expect((await faultOf(rig.port.customers(person(), { first: 1, after: null, search: null }))).code).toBe(
      'SYSTEM_REFUSED',
    );
    expect(rig.upstream.health().breaker.state).toBe('CLOSED');
  });

  test('a caller who leaves stops the call', async () => {
    const rig = await start();
    await rig.port.customers(person(), { first: 1, after: null, search: null });
    rig.served.faults.plant({ kind: 'hang', match: 'GET /services/data', count: 1 });
    const leaving = new AbortController();
    const asked = faultOf(rig.port.customers(person(15_000, leaving.signal), { first: 2, after: null, search: null }));
    setTimeout(() => leaving.abort(), 50);
    expect((await asked).code).toBe('CANCELLED');
  });
});
