import fc from 'fast-check';
import { expect, test } from 'vitest';
import { currencyCode } from '../../schema/canon/currency.ts';
import type { VendorRef } from '../../schema/canon/identity.ts';
import type { Invoice, ReceivablesPosition } from '../../schema/canon/invoice.ts';
import { add, money, moneyFromMinor, sum, zero } from '../../schema/canon/money.ts';
import { daysPastDue, receivablesOf } from './receivables.ts';

const today = '2026-11-20';
const usd = currencyCode('USD');
const jpy = currencyCode('JPY');
const ref = (kind: VendorRef['kind'], id: string): VendorRef => ({ system: 'ERP', instance: 'erp', kind, id });

function invoice(id: string, facts: Partial<Invoice>): Invoice {
  const currency = facts.currency ?? usd;
  const openBalance = facts.openBalance ?? zero(currency);
  return {
    ref: ref('INVOICE', id),
    number: id,
    status: 'OPEN',
    legalEntity: ref('LEGAL_ENTITY', '1'),
    customer: ref('CUSTOMER', '1'),
    project: null,
    issuedOn: '2026-01-01',
    dueOn: null,
    period: null,
    currency,
    net: openBalance,
    tax: zero(currency),
    total: openBalance,
    openBalance,
    exchangeRate: null,
    dispute: null,
    ...facts,
  };
}

const position = (facts: Partial<ReceivablesPosition>): ReceivablesPosition => ({
  customer: ref('CUSTOMER', '1'),
  creditStanding: 'AUTOMATIC',
  openInvoices: [],
  unappliedPayments: [],
  openCredits: [],
  lastPayments: [],
  ...facts,
});

test('an invoice due today is not overdue; one due yesterday is one day late', () => {
  expect(daysPastDue('2026-11-20', today)).toBe(0);
  expect(daysPastDue('2026-11-19', today)).toBe(1);
  expect(daysPastDue(null, today)).toBe(0);
});

test('the edges of every bucket fall where the field puts them', () => {
  const due = {
    '2026-11-20': 'not due',
    '2026-11-19': '1-30',
    '2026-10-21': '1-30',
    '2026-10-20': '31-60',
    '2026-09-21': '31-60',
    '2026-09-20': '61-90',
    '2026-08-22': '61-90',
    '2026-08-21': '91-120',
    '2026-07-23': '91-120',
    '2026-07-22': '121+',
  };
  for (const [dueOn, label] of Object.entries(due)) {
    const [row] = receivablesOf(
      position({ openInvoices: [invoice('1', { dueOn, openBalance: money('1', usd) })] }),
      today,
    );
    expect(
      row?.buckets.filter((bucket) => bucket.invoiceCount === 1).map((bucket) => bucket.label),
      dueOn,
    ).toEqual([label]);
  }
});

test('currencies and legal entities are rows of their own and are never summed', () => {
  const rows = receivablesOf(
    position({
      openInvoices: [
        invoice('1', { openBalance: money('10', usd) }),
        invoice('2', { currency: jpy, openBalance: money('1000', jpy) }),
        invoice('3', { openBalance: money('5', usd), legalEntity: ref('LEGAL_ENTITY', '2') }),
      ],
    }),
    today,
  );
  expect(rows.map((row) => [row.legalEntity.id, row.open])).toEqual([
    ['1', money('1000', jpy)],
    ['1', money('10', usd)],
    ['2', money('5', usd)],
  ]);
});

test('a dispute is an of-which, never more than is open (rule 58)', () => {
  const disputed = invoice('1', {
    dueOn: '2026-10-01',
    openBalance: money('40', usd),
    dispute: { openedOn: null, reason: 'hours', amount: money('100', usd), owner: null },
  });
  const [row] = receivablesOf(position({ openInvoices: [disputed] }), today);
  expect(row?.disputed).toEqual(money('40', usd));
  expect(row?.overdue).toEqual(money('40', usd));
});

test('buckets always add up to the open balance', () => {
  const item = fc.record({ days: fc.integer({ min: -60, max: 400 }), minor: fc.bigInt({ min: 0n, max: 10n ** 12n }) });
  fc.assert(
    fc.property(fc.array(item, { minLength: 1, maxLength: 30 }), (items) => {
      const openInvoices = items.map(({ days, minor }, index) => {
        const dueOn = new Date(Date.parse(`${today}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
        return invoice(String(index), { dueOn, openBalance: moneyFromMinor(minor, usd) });
      });
      const [row] = receivablesOf(position({ openInvoices }), today);
      expect(
        sum(
          usd,
          row!.buckets.map((bucket) => bucket.amount as ReturnType<typeof zero<'USD'>>),
        ),
      ).toEqual(row!.open);
      expect(add(row!.notDue, row!.overdue)).toEqual(row!.open);
      expect(row!.oldestOverdueDays ?? 0).toBe(Math.max(0, ...items.map(({ days }) => days)));
    }),
  );
});
