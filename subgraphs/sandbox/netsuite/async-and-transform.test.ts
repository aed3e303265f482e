// Orders to invoices to credits and payments, and requests that are answered later and let through once by their key.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openAccount, type OpenAccount, type Reply } from './open-account.ts';

const RECORD = '/services/rest/record/v1';
let account: OpenAccount;

beforeAll(async () => {
  account = await openAccount({ serviceMs: 0, jobMs: 40 });
});
beforeEach(() => account.served.reset());
afterAll(() => account.close());

function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply> {
  return account.call(method, path.startsWith('http') ? path : RECORD + path, { body, headers });
}

function code(reply: Reply): unknown {
  return (reply.body['o:errorDetails'] as Record<string, unknown>[] | undefined)?.[0]?.['o:errorCode'];
}

const idOf = (reply: Reply): string => reply.headers.get('location')?.split('/').at(-1) ?? '';
const countOf = (type: string): number =>
  account.served.standIn.dump().transaction?.filter((row) => row.type === type).length ?? 0;

/** A German customer with an order of 99.99 and 19 % tax. */
async function order(): Promise<string> {
  await call('POST', '/customer', { companyName: 'Besteller', subsidiary: { id: '4' }, externalId: 'orderer' });
  const reply = await call('POST', '/salesOrder', {
    entity: { externalId: 'orderer' },
    externalId: 'order-1',
    custbody_contract_ref: '00000123',
    item: { items: [{ item: { id: '301' }, quantity: 3, rate: 33.33, taxCode: { id: '15' } }] },
  });
  expect(reply.status).toBe(204);
  return idOf(reply);
}

describe('transforms', () => {
  test('an order posts nothing; its invoice has its lines, customer and contract, posts, and is numbered by the vendor', async () => {
    const id = await order();
    expect((await call('GET', `/salesOrder/${id}`)).body).toMatchObject({
      status: { id: 'Pending Billing' },
      total: 118.99,
    });
    const posted = (transaction: string): number =>
      account.served.standIn.dump().transactionaccountingline?.filter((row) => row.transaction === transaction)
        .length ?? 0;
    expect(posted(id)).toBe(0);
    const made = await call('POST', `/salesOrder/eid:order-1/!transform/invoice`, {
      externalId: 'inv-1',
      memo: 'First',
    });
    expect([made.status, made.headers.get('location')]).toEqual([
      204,
      expect.stringContaining(`${RECORD}/invoice/`) as unknown,
    ]);
    const invoice = await call('GET', '/invoice/eid:inv-1?expandSubResources=true');
    expect(invoice.body).toMatchObject({
      total: 118.99,
      taxTotal: 19,
      memo: 'First',
      custbody_contract_ref: '00000123',
      createdFrom: { id },
      tranId: expect.any(String) as unknown,
      item: { items: [{ quantity: 3, rate: 33.33, amount: 99.99 }] },
    });
    expect(posted(idOf(made))).toBe(3);
    expect((await call('GET', `/salesOrder/${id}`)).body).toMatchObject({ status: { id: 'Billed' } });
  });

  test('an order is billed once, and again when its invoice was deleted', async () => {
    const id = await order();
    const first = await call('POST', `/salesOrder/${id}/!transform/invoice`);
    expect(code(await call('POST', `/salesOrder/${id}/!transform/invoice`))).toBe('USER_ERROR');
    expect(code(await call('DELETE', `/salesOrder/${id}`))).toBe('USER_ERROR');
    expect((await call('DELETE', `/invoice/${idOf(first)}`)).status).toBe(204);
    expect((await call('POST', `/salesOrder/${id}/!transform/invoice`)).status).toBe(204);
  });

  test('an external id is unique over transforms, too, and the refused one leaves nothing', async () => {
    const id = await order();
    await call('POST', `/salesOrder/${id}/!transform/invoice`, { externalId: 'same' });
    const before = [countOf('CustCred'), countOf('CustInvc')];
    const refused = await call('POST', '/invoice/eid:same/!transform/creditMemo', { externalId: 'same' });
    expect([refused.status, code(refused)]).toEqual([400, 'USER_ERROR']);
    expect([countOf('CustCred'), countOf('CustInvc')]).toEqual(before);
  });

  test('a credit memo of an invoice has its lines and is applied to it; a payment pays what is left', async () => {
    await order();
    await call('POST', '/salesOrder/eid:order-1/!transform/invoice', { externalId: 'inv-1' });
    const part = await call('POST', '/invoice/eid:inv-1/!transform/customerPayment', {
      payment: 18.99,
      apply: { items: [{ doc: { externalId: 'inv-1' }, apply: true, amount: 18.99 }] },
    });
    expect(part.status).toBe(204);
    expect((await call('GET', '/invoice/eid:inv-1')).body).toMatchObject({ amountRemaining: 100 });
    expect((await call('POST', '/invoice/eid:inv-1/!transform/customerPayment')).status).toBe(204);
    expect((await call('GET', '/invoice/eid:inv-1')).body).toMatchObject({ amountRemaining: 0 });
    await call('POST', '/invoice', {
      entity: { externalId: 'orderer' },
      externalId: 'inv-2',
      item: { items: [{ item: { id: '301' }, quantity: 1, rate: 50, taxCode: { id: '15' } }] },
    });
    const credit = await call('POST', '/invoice/eid:inv-2/!transform/creditMemo', { externalId: 'cred-2' });
    expect(credit.status).toBe(204);
    expect((await call('GET', '/creditMemo/eid:cred-2')).body).toMatchObject({ total: 59.5, unapplied: 0 });
    expect((await call('GET', '/invoice/eid:inv-2')).body).toMatchObject({ amountRemaining: 0 });
  });

  test('a closed period refuses, an unknown pair is refused, a source that is not there is 404', async () => {
    const id = await order();
    account.served.faults.plant({ kind: 'closedPeriod', match: 'invoice$', count: 1 });
    expect(code(await call('POST', `/salesOrder/${id}/!transform/invoice`))).toBe('USER_ERROR');
    expect(countOf('CustInvc')).toBe(account.firm.invoices.length);
    expect((await call('POST', `/salesOrder/${id}/!transform/customerPayment`)).status).toBe(400);
    expect((await call('POST', '/salesOrder/1/!transform/invoice')).status).toBe(404);
  });
});

describe('asynchronous requests', () => {
  const later = (key?: string): Record<string, string> => ({
    prefer: 'respond-async',
    ...(key === undefined ? {} : { 'x-netsuite-idempotency-key': key }),
  });
  const customer = { companyName: 'Later', subsidiary: { id: '4' } };
  const held = (): number =>
    account.served.standIn.dump().customer?.filter((row) => row.companyname === 'Later').length ?? 0;
  const job = (path: string): Promise<Reply> => account.call('GET', path);

  test('202 with a job, which finishes; its task’s result is the answer with the address of the record', async () => {
    const accepted = await call('POST', '/customer', customer, later('k-1'));
    const location = accepted.headers.get('location') ?? '';
    expect([accepted.status, accepted.headers.get('preference-applied')]).toEqual([202, 'respond-async']);
    expect(location).toMatch(/^\/services\/rest\/async\/v1\/job\/\d+$/);
    expect((await job(location)).body).toMatchObject({ completed: false, progress: 'processing' });
    await expect.poll(async () => (await job(location)).body).toMatchObject({ completed: true, progress: 'succeeded' });
    expect((await job(`${location}/task`)).body).toMatchObject({ items: [{ id: '1' }] });
    const result = await job(`${location}/task/1/result`);
    expect([result.status, result.headers.get('location')]).toEqual([
      204,
      expect.stringMatching(/\/customer\/\d+$/) as unknown,
    ]);
  });

  test('the same key again is 400 with the first job’s address, and there is one record', async () => {
    account.served.faults.plant({ kind: 'dropReplyAfterCommit', match: '^POST ', count: 1 });
    await expect(call('POST', '/customer', customer, later('k-2'))).rejects.toThrow();
    const again = await call('POST', '/customer', customer, later('k-2'));
    expect([again.status, code(again), again.body.title]).toEqual([400, 'IDEMPOTENCY_ERROR', 'Conflict']);
    expect((await job(again.headers.get('location') ?? '')).status).toBe(200);
    expect(held()).toBe(1);
    expect(account.served.requests.totals().writes).toEqual({ all: 2, committed: 1, committedUnheard: 1 });
  });

  test('the key means nothing to a request that is answered at once: two records', async () => {
    const key = { 'x-netsuite-idempotency-key': 'k-3' };
    await call('POST', '/customer', customer, key);
    await call('POST', '/customer', customer, key);
    expect(held()).toBe(2);
  });

  test('a refusal is the result of a failed job', async () => {
    const accepted = await call('POST', '/customer', { companyName: 'Later' }, later());
    const location = accepted.headers.get('location') ?? '';
    await expect.poll(async () => (await job(location)).body).toMatchObject({ progress: 'failed' });
    const result = await job(`${location}/task/1/result`);
    expect([result.status, code(result)]).toEqual([400, 'USER_ERROR']);
    expect(held()).toBe(0);
  });
});
