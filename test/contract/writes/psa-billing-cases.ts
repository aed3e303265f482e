// Work as billing reads it, and what telling the PSA does to it: versions follow the work and its approval and nothing else.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { VendorRef } from '../../../schema/canon/identity.ts';
import type { WorkItem } from '../../../subgraphs/ports/billing-work.ts';
import type { WriteOutcome } from '../../../subgraphs/ports/write.ts';
import { person, type Rig, startKantata, type StateRow } from '../kantata-rig.ts';
import { freeWork } from './billing-rigs.ts';
import { newKey } from './system-project-rigs.ts';

const words = (outcome: WriteOutcome): string =>
  outcome.kind === 'NOT_APPLIED' ? `${outcome.reason} ${outcome.failure.fields.join()}` : outcome.kind;
const psa = (kind: VendorRef['kind'], id: string): VendorRef => ({ system: 'PSA', instance: 'kantata', kind, id });

/** Declares the tests of billed work on an account of their own: they change what others only read. */
export function describeBilledWork(): void {
  describe('work to be billed', () => {
    let rig: Rig;
    beforeAll(async () => {
      rig = await startKantata({ settings: { timeoutMs: 1_500, settleMs: 50 }, isWritten: true });
    });
    afterAll(() => rig.close());
    const billing = (): Rig['port']['billingWrites'] => rig.port.billingWrites;

    /** As somebody at the PSA's own screen. */
    const change = async (method: string, path: string, body: unknown): Promise<number> => {
      const headers = { authorization: 'Bearer a-token-of-the-contract-tests', 'content-type': 'application/json' };
      const url = `${rig.served.url}/api/v1/${path}`;
      return (await fetch(url, { method, headers, body: JSON.stringify(body) })).status;
    };
    const now = async (ref: VendorRef): Promise<WorkItem | null> => {
      const [item] = await billing().workNow(person(), [ref]);
      return item ?? null;
    };

    test('is exactly what the account has: approved, billable, on no bill, up to the day, in its order', async () => {
      const entries = rig.table('time_entries');
      const isFree = (row: StateRow): boolean =>
        row.approved === true && row.billable === true && row.invoice_id === null;
      const project = String(entries.filter(isFree)[0]?.workspace_id);
      const days = entries
        .filter((row) => isFree(row) && row.workspace_id === project)
        .map((row) => String(row.date_performed));
      const through = days.sort()[Math.floor(days.length / 2)] ?? '';
      const expected = entries.filter(
        (row) => isFree(row) && row.workspace_id === project && String(row.date_performed) <= through,
      );
      const work = await billing().work(person(), { projects: [psa('PROJECT', project)], through, work: 'FREE' });
      const time = work.filter((item) => item.kind === 'TIME');
      expect(time.length).toBeGreaterThan(5);
      expect(new Set(time.map(({ ref }) => ref.id))).toEqual(new Set(expected.map(({ id }) => id)));
      expect(time.reduce((sum, { minutes }) => sum + minutes, 0)).toBe(
        expected.reduce((sum, row) => sum + Number(row.time_in_minutes), 0),
      );
      const byDay = work.map(({ on }) => on);
      expect(byDay).toEqual([...byDay].sort());
      for (const item of time) {
        const row = rig.row('time_entries', item.ref.id);
        const sheet = rig.row('timesheet_submissions', row?.active_submission_id);
        expect(item.role).toBe(row?.role_id === null ? null : rig.row('roles', row?.role_id)?.name);
        expect(item.taskTitle).toBe(row?.story_id === null ? null : rig.row('stories', row?.story_id)?.title);
        expect(item.approver?.id ?? null).toBe(sheet?.resolver_id ?? null);
      }
    });

    test('has a version that changes with the work and its approval, not with a price, a bill or another reading', async () => {
      const [ref] = freeWork(rig).items as readonly [VendorRef];
      const first = await now(ref);
      expect((await now(ref))?.version).toBe(first?.version);
      const versions = new Set([first?.version]);
      const changes = [
        { time_in_minutes: 61 },
        { date_performed: '2026-11-02' },
        { notes: 'other words' },
        { billable: false },
      ];
      for (const time_entry of changes) {
        expect(await change('PUT', `time_entries/${ref.id}`, { time_entry })).toBe(200);
        versions.add((await now(ref))?.version);
      }
      expect(versions.size).toBe(5);
      await change('PUT', `time_entries/${ref.id}`, { time_entry: { billable: true } });
      const priced = await now(ref);
      await change('PUT', `time_entries/${ref.id}`, { time_entry: { rate_in_cents: 12_345 } });
      const repriced = await now(ref);
      expect(repriced?.kind === 'TIME' && repriced.hourlyRate).toBe('123.45');
      expect(repriced?.version).toBe(priced?.version);
      const sheet = rig.row('time_entries', ref.id)?.active_submission_id;
      const resolution = { description: 'again' };
      expect(await change('PUT', `timesheet_submissions/${String(sheet)}/cancel`, { resolution })).toBe(200);
      const recalled = await now(ref);
      expect(recalled?.approval).not.toBe('APPROVED');
      expect(recalled?.version).not.toBe(repriced?.version);
    });

    test('is marked as billed without a mail, locked, told of as billed, and free again when taken back', async () => {
      const { items, project, ...rest } = freeWork(rig);
      const free = (
        await billing().work(person(), { projects: [project], through: '2026-12-31', work: 'FREE' })
      ).filter(({ kind }) => kind === 'TIME');
      const taken = free.slice(0, 3).map(({ ref }) => ref);
      const write = { ...rest, key: newKey('bill'), project, items: taken };
      expect(items).toHaveLength(2);
      const before = await billing().workNow(person(), taken);
      const outcome = await billing().markBilled(person(), write);
      if (outcome.kind !== 'APPLIED') throw new Error(JSON.stringify(outcome));
      expect(rig.now('creation_emails')).toEqual([]);
      const bill = rig.now('invoices').find((row) => row.id === outcome.ref.id);
      expect(bill).toMatchObject({ user_invoice_title: 'DE-INV-2026-4711', purchase_order: 'PO-4711', draft: false });
      const marked = await billing().workNow(person(), taken);
      expect(marked.map((item) => [item?.billed, item?.bill?.id])).toEqual(taken.map(() => [true, outcome.ref.id]));
      expect(marked.map((item) => item?.version)).toEqual(before.map((item) => item?.version));
      expect(await change('PUT', `time_entries/${taken[0]?.id ?? ''}`, { time_entry: { time_in_minutes: 1 } })).toBe(
        404,
      );
      const still = await billing().work(person(), { projects: [project], through: '2026-12-31', work: 'FREE' });
      expect(still.filter(({ kind }) => kind === 'TIME')).toHaveLength(free.length - 3);
      const told = await billing().work(person(), { projects: [project], through: '2026-12-31', work: 'BILLED' });
      expect(taken.every(({ id }) => told.some(({ ref }) => ref.id === id))).toBe(true);
      // What is on a bill cannot be put on another one.
      expect(words(await billing().markBilled(person(), { ...write, key: newKey('bill') }))).toBe(
        'REFUSED time_entry_ids',
      );
      expect(words(await billing().unmarkBilled(person(), outcome.ref))).toBe('APPLIED');
      expect((await billing().workNow(person(), taken)).map((item) => item?.billed)).toEqual([false, false, false]);
    });

    test('is an expense too: it says whether its receipt is there, and which bill it is on though Kantata does not', async () => {
      const free = rig
        .now('expenses')
        .find((row) => row.is_billable === true && row.invoice_id === null && row.active_submission_id !== null);
      const ref = psa('EXPENSE', String(free?.id));
      const spent = async () => {
        const item = await now(ref);
        return item?.kind === 'EXPENSE' ? [item.hasReceipt, item.billed, item.bill?.id ?? null] : [];
      };
      expect(await spent()).toEqual([false, false, null]);
      const { version } = (await now(ref)) ?? {};
      const { document, number, issuedOn, purchaseOrder } = freeWork(rig);
      const outcome = await billing().markBilled(person(), {
        ...{ key: newKey('bill'), project: psa('PROJECT', String(free?.workspace_id)), items: [ref] },
        ...{ document, number, issuedOn, purchaseOrder },
      });
      if (outcome.kind !== 'APPLIED') throw new Error(JSON.stringify(outcome));
      expect(await spent()).toEqual([false, true, outcome.ref.id]);
      expect((await now(ref))?.version).toBe(version);
      expect(words(await billing().unmarkBilled(person(), outcome.ref))).toBe('APPLIED');
      expect(await spent()).toEqual([false, false, null]);
      expect(await change('PUT', `expenses/${ref.id}`, { expense: { receipt_id: '1' } })).toBe(200);
      expect([await spent(), (await now(ref))?.version]).toEqual([[true, false, null], version]);
    });

    test('that counts as paid is not freed; without the words that suppress it a mail would go out', async () => {
      const { project, items, ...rest } = freeWork(rig);
      const write = { ...rest, key: newKey('bill'), project, items: items.slice(1) };
      const outcome = await billing().markBilled(person(), write);
      if (outcome.kind !== 'APPLIED') throw new Error(JSON.stringify(outcome));
      const amount = Number(rig.now('invoices').find((row) => row.id === outcome.ref.id)?.balance_in_cents);
      const external_payment = { workspace_id: project.id, invoice_id: outcome.ref.id, amount_in_cents: amount };
      expect(await change('POST', 'external_payments', { external_payment })).toBe(200);
      expect(words(await billing().unmarkBilled(person(), outcome.ref))).toBe('REFUSED status');
      const additional_items = [{ notes: 'by hand', amount_in_cents: 100 }];
      const invoice = {
        workspace_id: project.id,
        payment_schedule: 30,
        time_entry_ids: [],
        expense_ids: [],
        additional_items,
      };
      expect(await change('POST', 'invoices', { invoice })).toBe(200);
      expect(rig.now('creation_emails')).toHaveLength(1);
    });

    test('that is gone or of another account is null, in its place', async () => {
      const [known] = freeWork(rig).items as readonly VendorRef[];
      const asked = [
        psa('TIME_ENTRY', '987654321'),
        known as VendorRef,
        { ...psa('TIME_ENTRY', '1'), instance: 'other' },
      ];
      const found = await billing().workNow(person(), asked);
      expect(found.map((item) => item?.ref.id ?? null)).toEqual([null, known?.id, null]);
    });
  });
}
