// What an ERP and a PSA say of invoices they built themselves: what became of a proposal, who may take it back, and what each piece comes to.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { VendorRef } from '../../../schema/canon/identity.ts';
import type { WriteOutcome } from '../../../subgraphs/ports/write.ts';
import { person as psaPerson, startKantata, type Rig as KantataRig } from '../kantata-rig.ts';
import { callRecord, connectAgain, person, type Rig } from '../netsuite-rig.ts';
import { billedBy, invoiceOf, lineOf } from './billing-facts.ts';
import { freeWork } from './billing-rigs.ts';
import { newKey } from './system-project-rigs.ts';

const words = (outcome: WriteOutcome): string =>
  outcome.kind === 'NOT_APPLIED' ? `${outcome.reason} ${outcome.failure.fields.join()}` : outcome.kind;

function refOf(outcome: WriteOutcome): VendorRef {
  if (outcome.kind !== 'APPLIED') throw new Error(JSON.stringify(outcome));
  return outcome.ref;
}

/** Declares the tests of proposals on a shared stand-in. */
export function describeProposals(standIn: () => Rig): void {
  describe('billables submitted to the ERP', () => {
    test('post nothing until somebody there bills them; the invoice is found by them, and they are not taken back any more', async () => {
      const rig = connectAgain(standIn(), { settings: { timeoutMs: 1_500, settleMs: 50 } });
      const writes = rig.port.invoiceWrites;
      const billed = billedBy(rig, 'DE01', 'EUR');
      const lines = [
        lineOf(billed, { name: 'L1', quantity: '7.25', unitPrice: '183.345', net: '1329.25' }),
        lineOf(billed, { name: 'L2', taxCode: 'DE-RC', net: '80.10' }),
      ];
      const order = refOf(await writes.submitBillables(person(), invoiceOf(billed, newKey('order'), lines)));
      expect(await writes.proposalNow(person(), order)).toEqual({ kind: 'SUBMITTED' });
      const shut = { key: newKey('built'), proposal: order, issuedOn: '2026-02-10' };
      expect(words(await writes.buildProposal(person(), shut))).toBe('REFUSED period');
      const made = await callRecord(rig, 'POST', `salesOrder/${order.id}/!transform/invoice`, {});
      expect(made.status).toBe(204);
      const state = await writes.proposalNow(person(), order);
      const [invoice] = state?.kind === 'BUILT' ? state.invoices : [];
      const document = invoice === undefined ? null : await writes.documentNow(person(), invoice);
      // Lines keep their names, so that their sources are found again; 19 % of 1,329.25 is 252.5575.
      expect(document?.lines.map(({ name, net, tax }) => [name, net.amount, tax.amount])).toEqual([
        ['L1', '1329.25', '252.56'],
        ['L2', '80.10', '0.00'],
      ]);
      expect(document).toMatchObject({ purchaseOrder: 'PO-4711', customer: billed.customer, key: null });
      expect(words(await writes.withdrawBillables(person(), order))).toBe('REFUSED status');
      const again = { key: newKey('built'), proposal: order, issuedOn: '2026-11-20' };
      expect(words(await writes.buildProposal(person(), again))).toMatch(/^REFUSED/);
      // At the ERP's own screen: what was built is worth nothing any more, and the order stays billed.
      const screen = `../../../../app/sandbox/void?transaction=${invoice?.id}`;
      expect((await callRecord(rig, 'POST', screen)).status).toBe(204);
      expect(await writes.proposalNow(person(), order)).toEqual({ kind: 'BUILT', invoices: [] });
      expect(words(await writes.withdrawBillables(person(), order))).toBe('APPLIED');
      await rig.close();
    });

    test('are gone when somebody there removed them, which taking them back does not mind', async () => {
      const rig = connectAgain(standIn(), { settings: { timeoutMs: 1_500, settleMs: 50 } });
      const writes = rig.port.invoiceWrites;
      const billed = billedBy(rig, 'DE01', 'EUR');
      const write = invoiceOf(billed, newKey('order'), [lineOf(billed, { net: '100.00' })]);
      const order = refOf(await writes.submitBillables(person(), write));
      expect(refOf(await writes.submitBillables(person(), write))).toEqual(order);
      expect(await writes.proposalsByKey(person(), write.key)).toEqual([order]);
      expect((await callRecord(rig, 'DELETE', `salesOrder/${order.id}`)).status).toBe(204);
      expect(await writes.proposalNow(person(), order)).toBeNull();
      expect(words(await writes.withdrawBillables(person(), order))).toBe('APPLIED');
      await rig.close();
    });
  });
}

/** Declares the tests of what the PSA builds on an account of their own. */
export function describeBuiltInPsa(): void {
  describe('an invoice the PSA builds', () => {
    let rig: KantataRig;
    beforeAll(async () => {
      rig = await startKantata({ settings: { timeoutMs: 1_500, settleMs: 50 }, isWritten: true });
    });
    afterAll(() => rig.close());

    test('says its number, its whole, and what each piece comes to at the PSA’s price; taken back, it bills nothing', async () => {
      const billing = rig.port.billingWrites;
      const { project, items, issuedOn, purchaseOrder } = freeWork(rig);
      const write = { key: newKey('built'), project, items, issuedOn, purchaseOrder };
      const ref = refOf(await billing.buildInvoice(psaPerson(), write));
      const row = rig.now('invoices').find(({ id }) => id === ref.id);
      const built = await billing.builtInvoice(psaPerson(), ref);
      // Each entry to the cent, halves up, in whole numbers.
      const cents = items.map(({ id }) => {
        const entry = rig.row('time_entries', id);
        return (BigInt(Number(entry?.time_in_minutes) * Number(entry?.rate_in_cents)) * 2n + 60n) / 120n;
      });
      const minor = (amount: string): bigint => BigInt(amount.replace('.', ''));
      expect(built?.items.map(({ ref: { id }, net }) => [id, minor(net.amount)])).toEqual(
        items.map(({ id }, index) => [id, cents[index]]),
      );
      expect(minor(built?.total.amount ?? '0')).toBe(cents.reduce((sum, each) => sum + each, 0n));
      expect(built).toMatchObject({ number: row?.user_invoice_number, status: 'OPEN', issuedOn });
      expect([row?.user_invoice_title ?? null, rig.now('creation_emails').length]).toEqual([null, 0]);
      expect(words(await billing.buildInvoice(psaPerson(), { ...write, key: newKey('built') }))).toBe(
        'REFUSED time_entry_ids',
      );
      expect(words(await billing.unmarkBilled(psaPerson(), ref))).toBe('APPLIED');
      expect(await billing.builtInvoice(psaPerson(), ref)).toMatchObject({ status: 'CANCELLED', items: [] });
      expect(await billing.billsByKey(psaPerson(), write.key)).toEqual([]);
      expect(await billing.builtInvoice(psaPerson(), { ...ref, id: '987654321' })).toBeNull();
    });
  });
}
