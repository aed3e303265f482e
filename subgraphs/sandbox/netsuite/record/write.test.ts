import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openAccount, type OpenAccount, type Reply } from '../open-account.ts';

const RECORD = '/services/rest/record/v1';
let account: OpenAccount;

beforeAll(async () => {
  account = await openAccount({ serviceMs: 0 });
});

beforeEach(() => account.served.standIn.reset());

afterAll(() => account.close());

function call(method: string, path: string, body?: unknown): Promise<Reply> {
  return account.call(method, path.startsWith('http') ? path : `${RECORD}/${path}`, { body });
}

/** Makes a record and gives back its address. */
async function make(type: string, body: unknown): Promise<string> {
  const reply = await call('POST', type, body);
  expect(reply.body).toEqual({});
  expect(reply.status).toBe(204);
  return reply.headers.get('location') ?? '';
}

function problem(reply: Reply): { status: number; code: unknown; detail: string; path: unknown } {
  const [detail] = (reply.body['o:errorDetails'] ?? []) as Record<string, unknown>[];
  return {
    status: reply.status,
    code: detail?.['o:errorCode'],
    detail: String(detail?.detail),
    path: detail?.['o:errorPath'],
  };
}

/** A German customer (currency 3 is the euro) with nothing on it. */
function newCustomer(externalId = 'acme'): Promise<string> {
  return make('customer', { companyName: `Acme ${externalId}`, subsidiary: { id: '4' }, externalId });
}

function newInvoice(customer: string, change: object = {}): Promise<Reply> {
  return call('POST', 'invoice', {
    entity: { externalId: customer },
    terms: { id: '3' },
    item: { items: [{ item: { id: '301' }, quantity: 3, rate: 33.33, taxCode: { id: '15' } }] },
    ...change,
  });
}

describe('writing entities', () => {
  test('POST answers 204 with the address only; PATCH changes, DELETE removes and leaves a trace', async () => {
    const path = await newCustomer();
    expect((await call('GET', path)).body).toMatchObject({
      companyName: 'Acme acme',
      externalId: 'acme',
      currency: { id: '3', refName: 'DEM' },
      subsidiary: { id: '4' },
      balance: 0,
    });
    account.advance(5);
    expect(
      (await call('PATCH', path, { creditLimit: 5000.5, custentity_crm_account: '001', terms: { id: '2' } })).status,
    ).toBe(204);
    const changed = (await call('GET', path)).body;
    expect(changed).toMatchObject({
      creditLimit: 5000.5,
      custentity_crm_account: '001',
      terms: { id: '2', refName: 'Net 15' },
    });
    expect(String(changed.lastModifiedDate) > String(changed.dateCreated)).toBe(true);
    const job = await make('job', {
      companyName: 'Project',
      entityId: 'DE01-9',
      parent: { externalId: 'acme' },
      startDate: '2026-12-01',
    });
    expect((await call('GET', job)).body).toMatchObject({
      entityId: 'DE01-9',
      parent: { refName: expect.stringContaining('Acme') as unknown },
      startDate: '2026-12-01',
    });
    expect(problem(await call('DELETE', path))).toMatchObject({
      code: 'USER_ERROR',
      detail: expect.stringContaining('dependent records') as unknown,
    });
    expect((await call('DELETE', job)).status).toBe(204);
    expect((await call('DELETE', path)).status).toBe(204);
    expect((await call('GET', path)).status).toBe(404);
    const { items } = await account.query('SELECT type, externalid FROM deletedrecord ORDER BY type');
    expect(items.map(({ type, externalid }) => [type, externalid])).toEqual([
      ['Customer', 'acme'],
      ['Project', undefined],
    ]);
  });

  test('PUT eid: makes once and changes afterwards; both answer 204 with the same address', async () => {
    const first = await call('PUT', 'department/eid:D-1', { name: 'Ops' });
    const second = await call('PUT', 'department/eid:D-1', { name: 'Operations' });
    expect([first.status, second.status]).toEqual([204, 204]);
    expect(second.headers.get('location')).toBe(first.headers.get('location'));
    expect((await call('GET', 'department/eid:D-1')).body).toMatchObject({ name: 'Operations', externalId: 'D-1' });
    expect(problem(await call('PUT', 'department/1', { name: 'x' }))).toMatchObject({ status: 405 });
  });

  test('refusals name the code, the text and the path', async () => {
    await newCustomer();
    const expected: readonly (readonly [Promise<Reply>, object])[] = [
      [
        call('POST', 'customer', { subsidiary: { id: '4' } }),
        { code: 'USER_ERROR', detail: expect.stringContaining('Company Name') as unknown },
      ],
      [call('POST', 'customer', { companyName: 'x' }), { code: 'USER_ERROR', path: 'subsidiary' }],
      [
        call('POST', 'customer', { companyName: 'x', subsidiary: { id: '99' } }),
        { code: 'INVALID_KEY_OR_REF', path: 'subsidiary' },
      ],
      [
        call('POST', 'customer', { companyName: 'x', subsidiary: { id: '4' }, externalId: 'acme' }),
        {
          code: 'USER_ERROR',
          path: 'externalId',
          detail: 'Error while accessing a resource. This record already exists.',
        },
      ],
      [
        call('POST', 'customer', {
          companyName: 'x',
          subsidiary: { id: '4' },
          entityId: 'C1001 Calder Ridge Energy Corp.',
        }),
        { detail: 'Error while accessing a resource. This entity already exists.' },
      ],
      [
        call('POST', 'customer', { companyName: 'x', subsidiary: { id: '4' }, isInactive: 'yes' }),
        { code: 'INVALID_CONTENT', path: 'isInactive' },
      ],
      [
        call('POST', 'customer', { companyName: 'x', subsidiary: { id: '4' }, creditHoldOverride: { id: 'MAYBE' } }),
        { code: 'INVALID_CONTENT' },
      ],
      [
        call('POST', 'customer', 'bad body'),
        { code: 'INVALID_CONTENT', detail: 'Invalid content in the request body.' },
      ],
      [call('PATCH', 'job/10001', { startDate: '2026-02-30' }), { code: 'INVALID_CONTENT', path: 'startDate' }],
    ];
    for (const [reply, problemExpected] of expected)
      expect(problem(await reply)).toMatchObject({ status: 400, ...problemExpected });
  });

  test('set-up records are not an integration’s to write', async () => {
    for (const [method, path] of [
      ['POST', 'currency'],
      ['PATCH', 'accountingPeriod/201'],
      ['DELETE', 'subsidiary/2'],
    ] as const)
      expect(problem(await call(method, path, {}))).toMatchObject({ status: 403, code: 'INSUFFICIENT_PERMISSION' });
  });
});

describe('writing documents', () => {
  test('an invoice is priced, taxed and posted, and shows in SuiteQL with its signs', async () => {
    await newCustomer();
    const reply = await newInvoice('acme', { externalId: 'INV-1', custbody_contract_ref: '00000101' });
    const path = reply.headers.get('location') ?? '';
    const { body } = await call('GET', `${path}?expandSubResources=true`);
    expect(body).toMatchObject({
      subtotal: 99.99,
      taxTotal: 19,
      total: 118.99,
      amountRemaining: 118.99,
      dueDate: '2026-12-20',
      tranDate: '2026-11-20',
      exchangeRate: 1,
      status: { id: 'Open' },
      custbody_contract_ref: '00000101',
      postingPeriod: { refName: expect.stringContaining('Nov') as unknown },
    });
    const { items } = await account.query(
      `SELECT tl.mainline m, tl.taxline t, tl.foreignamount a, tl.quantity q, a.accttype k FROM transactionline tl JOIN transactionaccountingline x ON x.transaction = tl.transaction AND x.transactionline = tl.id JOIN account a ON a.id = x.account WHERE tl.transaction = ${path.split('/').at(-1) ?? ''} ORDER BY tl.id`,
    );
    expect(items.map(({ m, t, a, q, k }) => [m, t, a, q, k])).toEqual([
      ['T', 'F', '118.99', undefined, 'AcctRec'],
      ['F', 'F', '-99.99', '-3', 'Income'],
      ['F', 'T', '-19', undefined, 'OthCurrLiab'],
    ]);
    expect((await call('GET', 'customer/eid:acme')).body).toMatchObject({
      balance: 118.99,
      aging: 118.99,
      overdueBalance: 0,
    });
  });

  test('a foreign currency takes the newest rate and balances in the books', async () => {
    const foreign = account.firm.erpCustomers.find(
      ({ currencies, legalEntity }) => currencies.length > 1 && legalEntity !== 4,
    )!;
    const [other] = foreign.currencies.slice(1);
    const currency = (await account.query(`SELECT id FROM currency WHERE symbol = '${other!}'`)).items[0]!.id;
    const reply = await call('POST', 'invoice', {
      entity: { id: String(1000 + foreign.ordinal) },
      currency: { id: currency },
      item: {
        items: [
          { item: { id: '301' }, quantity: 1, rate: 10.01 },
          { item: { id: '302' }, amount: 0.02 },
        ],
      },
    });
    const id = reply.headers.get('location')?.split('/').at(-1) ?? '';
    expect(reply.status).toBe(204);
    const { items } = await account.query(
      `SELECT SUM(amount) s, COUNT(*) n FROM transactionaccountingline WHERE transaction = ${id}`,
    );
    expect(items[0]).toMatchObject({ s: '0', n: '3' });
    expect(
      (await account.query(`SELECT exchangerate FROM transaction WHERE id = ${id}`)).items[0]!.exchangerate,
    ).not.toBe('1');
  });

  test('a payment settles what it is applied to, keeps the rest, and can be changed', async () => {
    await newCustomer();
    await newInvoice('acme', { externalId: 'INV-1' });
    await newInvoice('acme', { externalId: 'INV-2' });
    const payment = await make('customerPayment', {
      customer: { externalId: 'acme' },
      payment: 200,
      apply: {
        items: [
          { doc: { id: 'eid:INV-1' }, apply: true },
          { doc: { id: 'eid:INV-2' }, amount: 50 },
        ],
      },
    });
    expect((await call('GET', 'invoice/eid:INV-1')).body).toMatchObject({
      status: { id: 'Paid In Full' },
      amountPaid: 118.99,
      amountRemaining: 0,
    });
    expect((await call('GET', 'invoice/eid:INV-2')).body).toMatchObject({
      status: { id: 'Open' },
      amountRemaining: 68.99,
    });
    const { body } = await call('GET', `${payment}?expandSubResources=true`);
    expect(body).toMatchObject({ payment: 200, applied: 168.99, unapplied: 31.01, status: { id: 'Deposited' } });
    expect((body.apply as { items: object[] }).items).toHaveLength(2);
    await call('PATCH', payment, { apply: { items: [{ doc: { id: 'eid:INV-1' }, apply: false }] } });
    expect((await call('GET', 'invoice/eid:INV-1')).body).toMatchObject({
      status: { id: 'Open' },
      amountRemaining: 118.99,
    });
    expect((await account.query("SELECT closedate FROM transaction WHERE externalid = 'INV-1'")).items[0]).toEqual({
      links: [],
    });
  });

  test('a credit memo lists every open invoice of the customer, applied or not', async () => {
    await newCustomer();
    await newInvoice('acme', { externalId: 'INV-1' });
    await newInvoice('acme', { externalId: 'INV-2' });
    const credit = await make('creditMemo', {
      entity: { externalId: 'acme' },
      createdFrom: { externalId: 'INV-1' },
      item: { items: [{ item: { id: '301' }, quantity: 1, rate: 20, taxCode: { id: '15' } }] },
      apply: { items: [{ doc: { id: 'eid:INV-1' }, apply: true }] },
    });
    const { body } = await call('GET', `${credit}?expandSubResources=true`);
    expect(body).toMatchObject({
      total: 23.8,
      applied: 23.8,
      unapplied: 0,
      status: { id: 'Fully Applied' },
      type: { id: 'custcred' },
    });
    const lines = (body.apply as { items: { apply: boolean; due: number }[] }).items;
    expect(lines.map(({ apply, due }) => [apply, due])).toEqual([
      [true, 118.99],
      [false, 118.99],
    ]);
    expect(
      (await account.query("SELECT foreigntotal f FROM transaction WHERE type = 'CustCred' ORDER BY id DESC")).items[0]!
        .f,
    ).toBe('-23.8');
  });

  test('a journal must balance', async () => {
    const line = (account_: string, side: object): object => ({ account: { id: account_ }, ...side });
    const balanced = {
      subsidiary: { id: '2' },
      memo: 'Accrual',
      line: { items: [line('121', { debit: 10.5, entity: { id: '10002' } }), line('116', { credit: 10.5 })] },
    };
    const path = await make('journalEntry', balanced);
    expect((await call('GET', `${path}?expandSubResources=true`)).body).toMatchObject({
      status: { id: 'Approved for Posting' },
      line: { items: [{ debit: 10.5, entity: { id: '10002' } }, { credit: 10.5 }] },
    });
    const lopsided = { ...balanced, line: { items: [line('121', { debit: 10.5 }), line('116', { credit: 10 })] } };
    expect(problem(await call('POST', 'journalEntry', lopsided))).toMatchObject({
      code: 'USER_ERROR',
      detail: expect.stringContaining('must balance') as unknown,
    });
  });

  test('changed lines are priced anew, replaced lines replace all, and applied invoices keep theirs', async () => {
    await newCustomer();
    const path = (await newInvoice('acme', { externalId: 'INV-1' })).headers.get('location') ?? '';
    expect(
      (
        await call('PATCH', path, {
          memo: 'note',
          item: {
            items: [
              { line: 1, quantity: 2 },
              { item: { id: '302' }, amount: 5 },
            ],
          },
        })
      ).body,
    ).toEqual({});
    expect((await call('GET', path)).body).toMatchObject({
      subtotal: 71.66,
      taxTotal: 12.67,
      total: 84.33,
      memo: 'note',
      externalId: 'INV-1',
    });
    expect(
      (await call('PATCH', `${path}?replace=item`, { item: { items: [{ item: { id: '303' }, amount: 7 }] } })).status,
    ).toBe(204);
    expect((await call('GET', path)).body).toMatchObject({ subtotal: 7, taxTotal: 0, total: 7, amountRemaining: 7 });
    await make('customerPayment', {
      customer: { externalId: 'acme' },
      payment: 1,
      apply: { items: [{ doc: { id: 'eid:INV-1' } }] },
    });
    expect(problem(await call('PATCH', path, { item: { items: [{ line: 1, amount: 8 }] } })).detail).toContain(
      'payments or credits are applied',
    );
    expect(problem(await call('DELETE', path)).detail).toContain('linked to by one or more transactions');
  });

  test('refuses what NetSuite refuses', async () => {
    await newCustomer();
    await newInvoice('acme', { externalId: 'INV-1' });
    const pay = (change: object): Promise<Reply> =>
      call('POST', 'customerPayment', { customer: { externalId: 'acme' }, payment: 500, ...change });
    const apply = (doc: object, amount: number): object => ({ apply: { items: [{ doc, apply: true, amount }] } });
    const cases: readonly (readonly [Promise<Reply>, string, string])[] = [
      [newInvoice('nobody'), 'INVALID_KEY_OR_REF', 'Invalid entity reference key nobody.'],
      [
        newInvoice('acme', { subsidiary: { id: '2' } }),
        'INVALID_KEY_OR_REF',
        'Invalid subsidiary reference key 2 for entity',
      ],
      [
        newInvoice('acme', { currency: { id: '1' } }),
        'INVALID_KEY_OR_REF',
        'Invalid currency reference key 1 for entity',
      ],
      [newInvoice('acme', { tranDate: '2025-12-15' }), 'USER_ERROR', 'closed or locked'],
      [newInvoice('acme', { tranDate: '1999-01-01' }), 'USER_ERROR', 'There is no accounting period'],
      [newInvoice('acme', { item: { items: [] } }), 'USER_ERROR', 'at least one line item'],
      [
        newInvoice('acme', { item: { items: [{ item: { id: '9999' }, amount: 1 }] } }),
        'INVALID_KEY_OR_REF',
        'Invalid item reference key 9999.',
      ],
      [
        newInvoice('acme', { item: { items: [{ item: { id: '301' }, amount: 1, job: { id: '10001' } }] } }),
        'INVALID_KEY_OR_REF',
        'Invalid job reference key 10001',
      ],
      [newInvoice('acme', { externalId: 'INV-1' }), 'USER_ERROR', 'This record already exists.'],
      [pay(apply({ id: 'eid:INV-1' }, 118.991)), 'USER_ERROR', 'exceeds the amount due 118.99'],
      [
        pay({ payment: 10, ...apply({ id: 'eid:INV-1' }, 11) }),
        'USER_ERROR',
        'exceeds the amount 10 of this transaction',
      ],
      [pay(apply({ id: '100001' }, 1)), 'INVALID_KEY_OR_REF', 'Invalid doc reference key 100001 for entity'],
      [pay({ payment: 0 }), 'USER_ERROR', 'Payment Amount'],
    ];
    for (const [reply, code, detail] of cases) {
      const found = problem(await reply);
      expect(found).toMatchObject({ status: 400, code });
      expect(found.detail).toContain(detail);
    }
    expect(
      (
        await account.query(
          "SELECT COUNT(*) n FROM transaction WHERE createddate >= TO_DATE('2026-11-20', 'YYYY-MM-DD') AND type <> 'Journal'",
        )
      ).items[0]!.n,
    ).toBe('1');
  });

  test('an action nobody plays says so', async () => {
    expect(problem(await call('POST', 'invoice/100001/!post', {}))).toMatchObject({
      status: 501,
      code: 'NOT_IMPLEMENTED',
    });
  });
});
