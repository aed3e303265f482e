// The NetSuite connector's change feeds: everything once in order, nothing lost, deletions told.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Change } from '../../subgraphs/ports/changes.ts';
import type { ErpChangeKind } from '../../subgraphs/ports/erp.ts';
import { UnsupportedFilterError } from '../../subgraphs/ports/failures.ts';
import { person, type Rig, startNetSuite, callRecord } from './netsuite-rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startNetSuite({ size: 'medium' });
});
afterAll(() => rig.close());

/** One round of a feed, to its end. */
async function round(kind: ErpChangeKind, from: string | null): Promise<{ changes: Change[]; cursor: string }> {
  const changes: Change[] = [];
  let cursor = from;
  for (;;) {
    const page = await rig.port.changes(person(), kind, cursor);
    changes.push(...page.changes);
    cursor = page.cursor;
    if (page.complete) return { changes, cursor };
  }
}

describe('the first round', () => {
  test.each([
    ['CUSTOMER', 'customer', () => true],
    ['PROJECT', 'job', () => true],
    ['INVOICE', 'transaction', (row: Readonly<Record<string, string>>) => row.type === 'CustInvc'],
    ['CREDIT_MEMO', 'transaction', (row: Readonly<Record<string, string>>) => row.type === 'CustCred'],
    ['PAYMENT', 'transaction', (row: Readonly<Record<string, string>>) => row.type === 'CustPymt'],
    ['LEGAL_ENTITY', 'subsidiary', () => true],
  ] as const)('tells every %s once, in the order of its stamps, with its links', async (kind, table, isMeant) => {
    const rows = rig.table(table).filter(isMeant);
    const { changes } = await round(kind, null);
    expect(changes.map((change) => change.ref.id).sort()).toEqual(rows.map((row) => row.id).sort());
    const stamps = changes.map((change) => change.changedAt);
    expect(stamps).toEqual(stamps.toSorted());
    const field = {
      CUSTOMER: 'custentity_crm_account',
      PROJECT: 'custentity_psa_project',
      INVOICE: '',
      CREDIT_MEMO: '',
      PAYMENT: '',
      LEGAL_ENTITY: '',
    }[kind];
    const byId = new Map(rows.map((row) => [row.id, row]));
    for (const change of changes) {
      const row = byId.get(change.ref.id);
      expect(change.links.map((link) => link.id)).toEqual([row?.[field]].filter((id) => id !== undefined));
      expect(Date.parse(change.changedAt)).toBe(Date.parse(row?.lastmodifieddate ?? ''));
      expect(change.deleted).toBe(false);
    }
  });

  test('takes more than one page when there are more than a thousand, and one call per page', async () => {
    const invoices = rig.table('transaction').filter((row) => row.type === 'CustInvc').length;
    expect(invoices).toBeGreaterThan(1_000);
    expect(await rig.calls(() => round('INVOICE', null))).toBe(Math.ceil(invoices / 1_000));
  });

  test('customers are matched by tax id and domain, legal entities by code', async () => {
    const customers = (await round('CUSTOMER', null)).changes.flatMap((change) => change.matchKeys);
    expect(customers.some((key) => /^taxId:[A-Z0-9]+$/.test(key))).toBe(true);
    expect(customers.some((key) => /^domain:[a-z0-9.-]+$/.test(key))).toBe(true);
    const entities = (await round('LEGAL_ENTITY', null)).changes.flatMap((change) => change.matchKeys);
    expect(entities).toContain('code:DE01');
  });
});

describe('a later round', () => {
  test('tells what changed since, and again a little of what came just before', async () => {
    const first = await round('CUSTOMER', null);
    rig.clock.advance(3_600);
    expect((await callRecord(rig, 'PATCH', 'customer/1005', { companyName: "O'Brien & Söhne" })).status).toBe(204);
    const second = await round('CUSTOMER', first.cursor);
    expect(second.changes.at(-1)).toMatchObject({ ref: { id: '1005' }, name: "O'Brien & Söhne", deleted: false });
    // Inside the overlap it is told once more, outside no more.
    const third = await round('CUSTOMER', second.cursor);
    expect(third.changes.map((change) => change.ref.id)).toEqual(['1005']);
    rig.clock.advance(3_600);
    expect((await callRecord(rig, 'PATCH', 'customer/1006', { companyName: 'Later GmbH' })).status).toBe(204);
    const fourth = await round('CUSTOMER', third.cursor);
    expect(fourth.changes.map((change) => change.ref.id)).toEqual(['1005', '1006']);
    const fifth = await round('CUSTOMER', fourth.cursor);
    expect(fifth.changes.map((change) => change.ref.id)).toEqual(['1006']);
  });

  test('tells what was deleted', async () => {
    const first = await round('CUSTOMER', null);
    rig.clock.advance(600);
    expect(
      (
        await callRecord(rig, 'PUT', 'customer/eid:contract-test', {
          companyName: 'Short Lived',
          subsidiary: { id: '2' },
        })
      ).status,
    ).toBe(204);
    const second = await round('CUSTOMER', first.cursor);
    const made = second.changes.find((change) => change.name === 'Short Lived');
    expect(made).toBeDefined();
    rig.clock.advance(600);
    expect((await callRecord(rig, 'DELETE', `customer/${made!.ref.id}`)).status).toBe(204);
    const third = await round('CUSTOMER', second.cursor);
    expect(third.changes.filter((change) => change.deleted)).toMatchObject([{ ref: { id: made!.ref.id } }]);
    const project = await round('PROJECT', (await round('PROJECT', null)).cursor);
    expect(project.changes.some((change) => change.deleted)).toBe(false);
  });

  test('a cursor of another kind is refused', async () => {
    const { cursor } = await round('LEGAL_ENTITY', null);
    await expect(rig.port.changes(person(), 'PROJECT', cursor)).rejects.toThrow(UnsupportedFilterError);
  });
});
