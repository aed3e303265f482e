// What a person's credit memo took, where it does not say of which line: shared over what is open, on invoices with a line below nothing as well.
import { expect, test } from 'vitest';
import { currencyCode } from '../../../../schema/canon/currency.ts';
import { money } from '../../../../schema/canon/money.ts';
import type { CreditBooks } from '../facts.ts';
import { type ForeignMemo, planForeign } from './foreign-plan.ts';

const eur = (amount: string) => money(amount, currencyCode('EUR'));
const at = (amount: string) => ({ amount, currency: 'EUR' });
const ref = { system: 'ERP', instance: 'erp', kind: 'CREDIT_MEMO', id: '9' } as const;

/** 1,000.00 of one consultant, and a correction of another's by 200.00. */
const nets = [
  ['L1', '1000.00'],
  ['L2', '-200.00'],
] as const;

function invoiceBooks(): CreditBooks {
  const line = (name: string, net: string) => ({ name, description: name, net: at(net) });
  const document = {
    ...{ title: 'Rollout', purchaseOrder: null, taxCategory: 'S', taxRatePercent: '19' },
    lines: nets.map(([name, net]) => line(name, net)),
  };
  const invoice = {
    id: 'I1',
    ref,
    number: 'INV-1',
    net: at('800.00'),
    tax: at('152.00'),
    total: at('952.00'),
    issuedOn: '2026-11-20',
  };
  const draft = { id: 'D1', currency: 'EUR', legalEntity: 'DE01', document, invoice };
  const claims = nets.map(([name, amount], index) => ({
    ...{ key: name, source: `T-${name}`, version: 1, number: 1, draftId: 'D1', line: index, why: '' },
    ...{ amount: at(amount), state: 'BILLED' as const, posted: amount },
  }));
  // As much of a draft as is read of it.
  return { draft: draft as unknown as CreditBooks['draft'], claims, credits: [] };
}

const posted = {
  remaining: at('952.00'),
  lines: nets.map(([name, net]) => ({ id: name, name, net: at(net), tax: at('0.00'), taxRatePercent: '19' })),
};

function memoOf(net: string, named: readonly (readonly [string | null, string])[]): ForeignMemo {
  const amounts = { net: eur(net), tax: eur('0'), total: eur(net), applied: eur(net) };
  // As much of a line as is read of it.
  const told = named.map(([name, own]) => ({ name, net: at(own), tax: at('0.00') }));
  return { ref, number: 'CM-1', issuedOn: '2026-11-25', ...amounts, lines: told as unknown as ForeignMemo['lines'] };
}

function taken(net: string, named: Parameters<typeof memoOf>[1] = [[null, net]]) {
  const world = { posted, rounding: { level: 'LINE', mode: 'HALF_UP' } as const };
  const planned = planForeign(invoiceBooks(), world, memoOf(net, named));
  if (planned.kind === 'REFUSED') return planned.message;
  return planned.plan.lines.flatMap(({ line, sources }) => sources.map(({ amount }) => [line, amount]));
}

test('is all of every line where it takes all there is, else of those above nothing', () => {
  expect(taken('800.00')).toEqual([
    ['L1', '1000.00'],
    ['L2', '-200.00'],
  ]);
  expect(taken('800.00', nets)).toEqual(taken('800.00'));
  expect(taken('300.00')).toEqual([['L1', '300.00']]);
  expect(taken('800.01')).toContain('left to credit');
});
