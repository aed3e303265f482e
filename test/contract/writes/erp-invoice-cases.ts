// What a posted document says, and what a refusal says: posted tax is the stand-in's own, from its own tables, never an estimate of ours.
import { afterEach, describe, expect, test } from 'vitest';
import { money } from '../../../schema/canon/money.ts';
import type { InvoiceLineWrite, PostedDocument } from '../../../subgraphs/ports/invoice-writes.ts';
import type { Telling } from '../../../subgraphs/ports/feed.ts';
import type { WriteOutcome } from '../../../subgraphs/ports/write.ts';
import type { VendorRef } from '../../../schema/canon/identity.ts';
import { callRecord, connectAgain, person, ref, type Rig } from '../netsuite-rig.ts';
import { type Billed, billedBy, invoiceOf, lineOf } from './billing-facts.ts';
import { newKey } from './system-project-rigs.ts';

const settings = { timeoutMs: 1_500, settleMs: 50 };
const retry = { attemptsMax: 1, baseDelayMs: 1, delayMaxMs: 1 };
const words = (outcome: WriteOutcome): string =>
  outcome.kind === 'NOT_APPLIED' ? `${outcome.reason} ${outcome.failure.fields.join()}` : outcome.kind;

/** Declares the tests of documents on a shared stand-in. */
export function describeInvoices(standIn: () => Rig): void {
  const open: Rig[] = [];
  afterEach(async () => {
    standIn().served.faults.clear();
    await Promise.all(open.splice(0).map((rig) => rig.close()));
  });
  const connected = (): Rig => {
    const rig = connectAgain(standIn(), { settings, retry });
    open.push(rig);
    return rig;
  };
  const posted = async (rig: Rig, billed: Billed, lines: readonly InvoiceLineWrite[]): Promise<PostedDocument> => {
    const outcome = await rig.port.invoiceWrites.postInvoice(person(), invoiceOf(billed, newKey('bill'), lines));
    if (outcome.kind !== 'APPLIED') throw new Error(JSON.stringify(outcome));
    return now(rig, outcome.ref);
  };
  const now = async (rig: Rig, document: VendorRef): Promise<PostedDocument> => {
    const found = await rig.port.invoiceWrites.documentNow(person(), document);
    if (found === null) throw new Error(`${document.kind} ${document.id} is not there`);
    return found;
  };
  describePosting({ connected, posted, now });
  describeCredits({ connected, posted, now });
  describeWatch({ connected, posted, now });
}

interface House {
  readonly connected: () => Rig;
  readonly posted: (rig: Rig, billed: Billed, lines: readonly InvoiceLineWrite[]) => Promise<PostedDocument>;
  readonly now: (rig: Rig, document: VendorRef) => Promise<PostedDocument>;
}

function describePosting({ connected, posted }: House): void {
  describe('a posted invoice', () => {
    test('says its number, period, posted tax by line and in all, and carries dimensions, order and line names', async () => {
      const rig = connected();
      const billed = billedBy(rig, 'DE01', 'EUR');
      const lines = [
        lineOf(billed, { name: 'T-1', quantity: '7.25', unitPrice: '183.345', net: '1329.25' }),
        lineOf(billed, { name: 'T-2', kind: 'EXPENSE', taxCode: 'DE-RC', net: '80.10' }),
        lineOf(billed, { name: 'T-3', net: '-100.05' }),
      ];
      const document = await posted(rig, billed, lines);
      // By hand: 19 % of 1,329.25 is 252.5575, of -100.05 is -19.0095; reverse charge is taxed at the buyer's.
      expect(
        document.lines.map(({ name, net, tax, taxCode, taxRatePercent }) => [
          name,
          net.amount,
          tax.amount,
          taxCode,
          Number(taxRatePercent),
        ]),
      ).toEqual([
        ['T-1', '1329.25', '252.56', 'DE-S19', 19],
        ['T-2', '80.10', '0.00', 'DE-RC', 0],
        ['T-3', '-100.05', '-19.01', 'DE-S19', 19],
      ]);
      expect([document.net.amount, document.tax.amount, document.total.amount, document.remaining.amount]).toEqual([
        '1309.30',
        '233.55',
        '1542.85',
        '1542.85',
      ]);
      expect(document).toMatchObject({
        ...{ status: 'OPEN', issuedOn: '2026-11-20', purchaseOrder: 'PO-4711', currency: 'EUR', original: null },
        ...{ customer: billed.customer, legalEntity: billed.legalEntity },
        period: { name: 'Nov 2026', receivables: 'OPEN' },
        number: expect.stringMatching(/./) as string,
        dueOn: expect.stringMatching(/^202[67]-/) as string,
      });
      const [first] = document.lines;
      expect(first).toMatchObject({ project: billed.project, quantity: '7.25' });
      const kinds = first?.dimensions.map(({ id }) => id.split(':')[0]);
      expect(kinds).toEqual(['department', 'classification', 'location']);
    });

    test.for([
      // By hand: 12.777075, 19.998 and 1,234.5; halves go up.
      ['US01', 'USD', 'US-WA', '123.45', '12.78'],
      ['UK01', 'GBP', 'UK-S20', '99.99', '20.00'],
      ['JP01', 'JPY', 'JP-10', '12345', '1235'],
    ] as const)('of %s in %s is taxed by %s: %s by %s', async ([entity, currency, taxCode, net, tax]) => {
      const rig = connected();
      const billed = billedBy(rig, entity, currency);
      const document = await posted(rig, billed, [lineOf(billed, { taxCode, net })]);
      expect([document.net.amount, document.tax.amount, document.currency]).toEqual([net, tax, currency]);
    });

    test('posted by a call that lands after its repeat is one invoice', async () => {
      const rig = connected();
      const billed = billedBy(rig, 'DE01', 'EUR');
      const write = invoiceOf(billed, newKey('bill'), [lineOf(billed, { net: '10.00' })]);
      const held = (): number => rig.now('transaction').filter((row) => row.externalid === write.key).length;
      const match = '^POST .*/record/v1/invoice$';
      rig.served.faults.plant({ kind: 'lateCommit', ms: 500, hold: false, match, count: 1 });
      expect(words(await rig.port.invoiceWrites.postInvoice(person(), write))).toBe('IN_DOUBT');
      const late = (): unknown =>
        rig.served.requests.list({}).find(({ faults }) => faults.includes('lateCommit'))?.write;
      const unlanded = late();
      expect(words(await rig.port.invoiceWrites.postInvoice(person(), write))).toBe('APPLIED');
      await expect.poll(late, { timeout: 20_000 }).not.toBe(unlanded);
      expect(held()).toBe(1);
    });

    test('is refused by a name the ERP does not have, with the field and the names it does', async () => {
      const rig = connected();
      const billed = billedBy(rig, 'DE01', 'EUR');
      const said = async (change: Partial<InvoiceLineWrite>): Promise<WriteOutcome> => {
        const line = { ...lineOf(billed, { net: '10.00' }), ...change };
        return rig.port.invoiceWrites.postInvoice(person(), invoiceOf(billed, newKey('bill'), [line]));
      };
      const dimensions = { practice: null, serviceLine: null, geography: null, costCentre: null };
      expect(words(await said({ taxCode: 'UK-S20' }))).toBe('REFUSED taxCode');
      expect(words(await said({ dimensions: { ...dimensions, practice: 'Alchemy' } }))).toBe('REFUSED practice');
      expect(words(await said({ dimensions: { ...dimensions, costCentre: 'CC-1' } }))).toBe('REFUSED costCentre');
      expect(words(await said({ name: 'a name too long for a line of a bill' }))).toBe('REFUSED name');
      expect(words(await said({ net: money('-1', billed.currency) }))).toBe('REFUSED net');
      const refusal = await said({ taxCode: 'none of these' });
      expect(refusal.kind === 'NOT_APPLIED' && refusal.failure.message).toContain('DE-S19, DE-RC, DE-EX');
    });

    test('is refused in a closed period by its name, and posted nowhere', async () => {
      const rig = connected();
      const billed = billedBy(rig, 'DE01', 'EUR');
      const key = newKey('bill');
      const write = { ...invoiceOf(billed, key, [lineOf(billed, { net: '10.00' })]), issuedOn: '2026-01-15' };
      const outcome = await rig.port.invoiceWrites.postInvoice(person(), write);
      expect(words(outcome)).toBe('REFUSED period');
      expect(outcome.kind === 'NOT_APPLIED' && outcome.failure.message).toContain('its period Jan 2026 closed');
      expect(await rig.port.invoiceWrites.invoicesByKey(person(), key)).toEqual([]);
      // Closed at this moment, although the list says otherwise: the ERP's own no counts.
      rig.served.faults.plant({ kind: 'closedPeriod', match: '^POST .*/record/v1/invoice', count: 1 });
      const shut = await rig.port.invoiceWrites.postInvoice(person(), { ...write, issuedOn: '2026-11-20' });
      expect(words(shut)).toBe('REFUSED period');
      expect(shut.kind === 'NOT_APPLIED' && shut.failure.message).toContain('Nov 2026');
    });

    test('is not taken back once something is paid on it, nor what somebody else posted', async () => {
      const rig = connected();
      const billed = billedBy(rig, 'DE01', 'EUR');
      const document = await posted(rig, billed, [lineOf(billed, { net: '100.00' })]);
      const paid = await callRecord(rig, 'POST', `invoice/${document.ref.id}/!transform/customerPayment`, {
        payment: 19,
      });
      expect(paid.status).toBe(204);
      expect(words(await rig.port.invoiceWrites.removeInvoice(person(), document.ref))).toBe('REFUSED remaining');
      const after = await rig.port.invoiceWrites.documentNow(person(), document.ref);
      expect([after?.status, after?.remaining.amount]).toEqual(['PARTIALLY_PAID', '100.00']);
      const theirs = rig.table('transaction').find((row) => row.type === 'CustInvc')?.id ?? '';
      expect(words(await rig.port.invoiceWrites.removeInvoice(person(), ref('INVOICE', theirs)))).toBe('REFUSED key');
    });

    test('fits what the legal entity says a bill may be', async () => {
      const rig = connected();
      const { legalEntity } = billedBy(rig, 'DE01', 'EUR');
      const facts = await rig.port.invoiceWrites.invoiceFacts(person(), legalEntity, '2026-11-20');
      expect(facts?.taxCodes.map(({ name, ratePercent, reverseCharge }) => [name, ratePercent, reverseCharge])).toEqual(
        [
          ['DE-S19', '19', false],
          ['DE-RC', '0', true],
          ['DE-EX', '0', false],
        ],
      );
      expect(facts?.lineKinds).toEqual(['TIME', 'EXPENSE', 'MILESTONE', 'FIXED_FEE', 'RETAINER', 'RECURRING']);
      expect(facts?.periods[0]).toMatchObject({ name: 'Nov 2026', receivables: 'OPEN' });
      expect([facts?.practices.length, facts?.geographies.length, facts?.costCentres]).toEqual([5, 4, []]);
      expect(await rig.port.invoiceWrites.invoiceFacts(person(), ref('LEGAL_ENTITY', '999'), '2026-11-20')).toBeNull();
    });
  });
}

function describeCredits({ connected, posted, now }: House): void {
  describe('a credit memo', () => {
    test('refers to its original, is applied to it at the line’s own rate, and taking it back opens the invoice again', async () => {
      const rig = connected();
      const writes = rig.port.invoiceWrites;
      const billed = billedBy(rig, 'DE01', 'EUR');
      const document = await posted(rig, billed, [
        lineOf(billed, { net: '200.00' }),
        lineOf(billed, { name: 'L2', net: '50.00' }),
      ]);
      const [first, second] = document.lines;
      const credit = (net: string, tax: string | null, line = first?.id ?? '') => ({
        ...{ key: newKey('credit'), original: document.ref, issuedOn: '2026-11-20', memo: 'rejected' },
        lines: [
          {
            name: 'C1',
            line,
            net: money(net, billed.currency),
            tax: tax === null ? null : money(tax, billed.currency),
          },
        ],
      });
      const outcome = await writes.postCreditMemo(person(), credit('33.33', null));
      if (outcome.kind !== 'APPLIED') throw new Error(JSON.stringify(outcome));
      const memo = await now(rig, outcome.ref);
      // By hand: 19 % of 33.33 is 6.3327.
      expect(memo).toMatchObject({
        ...{ original: document.ref, status: 'PAID', net: { amount: '33.33' }, tax: { amount: '6.33' } },
        ...{ total: { amount: '39.66' }, remaining: { amount: '0.00' } },
        appliedTo: [{ invoice: document.ref, applied: { amount: '39.66' } }],
      });
      expect(memo.lines[0]).toMatchObject({ name: 'C1', project: billed.project, taxCode: 'DE-S19' });
      expect((await now(rig, document.ref)).remaining.amount).toBe('257.84');
      // The last part takes what is left of the line's tax, whatever the rate would make of it.
      const closing = await writes.postCreditMemo(person(), credit('166.67', '31.66'));
      expect(closing.kind === 'APPLIED' && (await now(rig, closing.ref)).tax.amount).toBe('31.66');
      expect(words(await writes.postCreditMemo(person(), credit('50.01', null, second?.id)))).toBe('REFUSED net');
      expect(words(await writes.postCreditMemo(person(), credit('1.00', null, '987654321')))).toBe('REFUSED line');
      expect(words(await writes.removeCreditMemo(person(), outcome.ref))).toBe('APPLIED');
      const opened = await now(rig, document.ref);
      expect([opened.remaining.amount, opened.status]).toEqual(['99.17', 'PARTIALLY_PAID']);
    });

    test('of an invoice that is paid already stays to be applied, and is refused in a closed period by its name', async () => {
      const rig = connected();
      const writes = rig.port.invoiceWrites;
      const billed = billedBy(rig, 'DE01', 'EUR');
      const document = await posted(rig, billed, [lineOf(billed, { net: '100.00' })]);
      await callRecord(rig, 'POST', `invoice/${document.ref.id}/!transform/customerPayment`, {});
      const lines = [{ name: 'C1', line: document.lines[0]?.id ?? '', net: money('100', billed.currency), tax: null }];
      const write = { key: newKey('credit'), original: document.ref, issuedOn: '2026-11-20', memo: null, lines };
      const closed = await writes.postCreditMemo(person(), { ...write, key: newKey('credit'), issuedOn: '2026-02-10' });
      expect(words(closed)).toBe('REFUSED period');
      expect(closed.kind === 'NOT_APPLIED' && closed.failure.message).toContain('Feb 2026');
      const outcome = await writes.postCreditMemo(person(), write);
      const memo = outcome.kind === 'APPLIED' ? await now(rig, outcome.ref) : null;
      expect([memo?.status, memo?.remaining.amount, memo?.appliedTo]).toEqual(['OPEN', '119.00', []]);
    });
  });
}

/** Everything a feed tells from a cursor on. */
async function told(rig: Rig, kind: 'INVOICE' | 'CREDIT_MEMO', from: string | null) {
  const changes: Telling[] = [];
  for (let cursor = from; ;) {
    const page = await rig.port.feed.page(person(), kind, cursor);
    changes.push(...page.changes);
    if (page.complete) return { changes, cursor: page.cursor };
    cursor = page.cursor;
  }
}

function describeWatch({ connected, posted }: House): void {
  describe('an invoice of ours that a person touches in the ERP', () => {
    test('is told of by the feed when it is credited, re-dated or deleted, and says what is left of it', async () => {
      const rig = connected();
      const billed = billedBy(rig, 'DE01', 'EUR');
      const first = await told(rig, 'INVOICE', null);
      const memos = await told(rig, 'CREDIT_MEMO', null);
      const lines = [lineOf(billed, { net: '100.00' }), lineOf(billed, { name: 'L2', net: '50.00' })];
      const [credited, moved, gone] = await Promise.all([1, 2, 3].map(() => posted(rig, billed, lines)));
      if (credited === undefined || moved === undefined || gone === undefined) throw new Error('Nothing was posted');
      rig.clock.advance(600);
      expect((await callRecord(rig, 'POST', `invoice/${credited.ref.id}/!transform/creditMemo`, {})).status).toBe(204);
      expect((await callRecord(rig, 'PATCH', `invoice/${moved.ref.id}`, { tranDate: '2026-11-18' })).status).toBe(204);
      expect((await callRecord(rig, 'DELETE', `invoice/${gone.ref.id}`)).status).toBe(204);
      const later = await told(rig, 'INVOICE', first.cursor);
      const since = later.changes.map(({ ref: { id }, deleted }) => `${id} ${deleted}`);
      const [one, two, three] = [credited, moved, gone].map((document) => document.ref.id);
      expect(since).toEqual(expect.arrayContaining([`${one} false`, `${two} false`, `${three} true`]));
      expect((await told(rig, 'CREDIT_MEMO', memos.cursor)).changes.length).toBeGreaterThan(0);
      const seen = await rig.port.invoiceWrites.watchedInvoices(person(), [gone.ref, moved.ref, credited.ref]);
      expect(seen.map((invoice) => invoice?.ref.id ?? null)).toEqual([null, moved.ref.id, credited.ref.id]);
      const amounts = { net: { amount: '150.00' }, tax: { amount: '28.50' } };
      expect(seen[1]).toMatchObject({ issuedOn: '2026-11-18', ...amounts, credits: [] });
      expect(seen[2]).toMatchObject({
        ...{ status: 'PAID', total: { amount: '178.50' }, remaining: { amount: '0.00' } },
        credits: [{ key: null, voided: false, ...amounts, applied: { amount: '178.50' } }],
      });
    });

    test('tells our credits by their keys, and those that were only put against it by what of them was', async () => {
      const rig = connected();
      const billed = billedBy(rig, 'DE01', 'EUR');
      const document = await posted(rig, billed, [lineOf(billed, { net: '100.00' })]);
      const other = await posted(rig, billed, [lineOf(billed, { net: '10.00' })]);
      const key = newKey('credit');
      const write = { key, original: document.ref, issuedOn: '2026-11-20', memo: null };
      const lines = [{ name: 'C1', line: document.lines[0]?.id ?? '', net: money('30', billed.currency), tax: null }];
      expect(words(await rig.port.invoiceWrites.postCreditMemo(person(), { ...write, lines }))).toBe('APPLIED');
      const apply = { items: [{ doc: { id: document.ref.id }, apply: true, amount: 5 }] };
      const path = `invoice/${other.ref.id}/!transform/creditMemo`;
      expect((await callRecord(rig, 'POST', path, { apply })).status).toBe(204);
      const [watched] = await rig.port.invoiceWrites.watchedInvoices(person(), [document.ref]);
      expect(watched?.remaining.amount).toBe('78.30');
      expect(watched?.credits.map(({ key: own, net, applied }) => [own, net?.amount ?? null, applied.amount])).toEqual([
        [key, '30.00', '35.70'],
        [null, null, '5.00'],
      ]);
    });
  });
}
