// From billables to a posted, credited and watched document, with the numbers of DOMAIN.md.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CurrencyCode, currencyCode } from '../../../schema/canon/currency.ts';
import { type RoundingPolicy, taxOfDocument } from '../../../schema/canon/document-tax.ts';
import { type Money, money, moneyFromMinor, negate, sum, toMinor, zero } from '../../../schema/canon/money.ts';
import { receivablesOf } from '../../erp/receivables.ts';
import { afterCredit, type Credit, creditOf, creditOrNet, type CreditRequest, type PostedInvoice } from './credit.ts';
import {
  type AgedBalance,
  controlDifference,
  figureFaults,
  isDisputeWithin,
  journalDifference,
  lineageFaults,
} from './document-law.ts';
import { type DraftEvent, draftStates, nextDraftStep } from './draft.ts';
import { type Billable, groupBillables, type Grouping, purchaseOrderHold } from './grouping.ts';
import { type FoundDocument, watchReaction } from './posted-watch.ts';

const runs = { seed: 20261121, numRuns: 500 };
const eur: CurrencyCode = currencyCode('EUR');
const euros = (amount: string): Money => money(amount, eur);

const billable = (id: string, change: Partial<Billable> = {}): Billable => ({
  id,
  seller: 'DE01',
  deliverer: 'DE01',
  account: 'a1',
  project: 'p1',
  workType: 'time',
  period: '2026-03',
  purchaseOrder: null,
  amount: euros('10'),
  ...change,
});

test('rules 4 and 19: one document has one seller, account and currency whatever the policy', () => {
  const items = [
    billable('1'),
    billable('2', { account: 'a2' }),
    billable('3', { seller: 'UK01' }),
    billable('4', { amount: money('5', currencyCode('USD')) }),
    billable('5'),
  ];
  const groups = groupBillables(items, []);
  expect(groups.map((group) => group.items.map(({ id }) => id))).toEqual([['1', '5'], ['4'], ['2'], ['3']]);
  expect(groups[0]).toMatchObject({ total: euros('20'), batch: '' });
});

test('rule 60: each grouping divides by its own, and names the batch of the business key', () => {
  const items = [
    billable('1'),
    billable('2', { project: 'p&2' }),
    billable('3', { workType: 'expense' }),
    billable('4', { deliverer: 'UK01' }),
    billable('5', { period: '2026-04' }),
    billable('6', { purchaseOrder: 'PO-9' }),
  ];
  const by = (...policy: Grouping[]): string[][] =>
    groupBillables(items, policy).map((group) => group.items.map(({ id }) => id));
  expect(by()).toHaveLength(1);
  for (const [grouping, apart] of [
    ['PROJECT', '2'],
    ['WORK_TYPE', '3'],
    ['LEGAL_ENTITY', '4'],
    ['PERIOD', '5'],
    ['PURCHASE_ORDER', '6'],
  ] as const)
    expect(by(grouping), grouping).toContainEqual([apart]);
  expect(by('PROJECT', 'WORK_TYPE')).toHaveLength(3);
  expect(groupBillables(items, ['PROJECT']).map(({ batch }) => batch)).toEqual(['PROJECT=p%262', 'PROJECT=p1']);
  expect(groupBillables([...items].reverse(), ['PERIOD', 'PROJECT'])).toEqual(
    groupBillables(items, ['PROJECT', 'PERIOD']),
  );
});

test('rule 17: the client’s order must be there, in force and large enough', () => {
  const order = { number: 'PO-9', balance: euros('100'), expiresOn: '2026-03-31' };
  const hold = (change: Partial<typeof order> | null, total = '100', required = true, on = '2026-03-31'): unknown =>
    purchaseOrderHold(euros(total), change === null ? null : { ...order, ...change }, { required }, on);
  expect(hold({})).toBeNull();
  expect(hold(null)).toEqual({ code: 'PURCHASE_ORDER_MISSING' });
  expect(hold(null, '100', false)).toBeNull();
  expect(hold({}, '100', true, '2026-04-01')).toMatchObject({
    code: 'PURCHASE_ORDER_EXPIRED',
    expiredOn: '2026-03-31',
  });
  expect(hold({}, '100.01')).toMatchObject({ code: 'PURCHASE_ORDER_EXHAUSTED', short: euros('0.01') });
});

test('rule 17: a document is reviewed, posted when complete, and POSTED is not ISSUED', () => {
  const events: readonly DraftEvent[] = [
    { kind: 'SEND_TO_REVIEW' },
    { kind: 'ACCEPT' },
    { kind: 'POST', missing: [] },
    { kind: 'FOUND_NOT_POSTED' },
    { kind: 'POST', missing: [] },
    { kind: 'FOUND_POSTED' },
    { kind: 'ISSUE' },
  ];
  const states = events.reduce<string[]>(
    (way, event) => {
      const step = nextDraftStep(way.at(-1) as 'DRAFT', event);
      return [...way, step.kind === 'NEXT' ? step.state : step.kind];
    },
    ['DRAFT'],
  );
  expect(states).toEqual([
    'DRAFT',
    'PM_REVIEW',
    'FINANCE_APPROVED',
    'IN_DOUBT',
    'FINANCE_APPROVED',
    'IN_DOUBT',
    'POSTED',
    'ISSUED',
  ]);
  expect(nextDraftStep('FINANCE_APPROVED', { kind: 'POST', missing: ['BUYER_TAX_ID'] })).toEqual({
    kind: 'HELD',
    state: 'FINANCE_APPROVED',
    hold: { code: 'TAX_DOCUMENT_INCOMPLETE', missing: ['BUYER_TAX_ID'] },
  });
  expect(nextDraftStep('DRAFT', { kind: 'POST', missing: [] })).toMatchObject({ kind: 'REFUSED' });
  expect(nextDraftStep('IN_DOUBT', { kind: 'ISSUE' })).toMatchObject({ kind: 'REFUSED' });
});

test('rule 30: changed work stops a document before the ERP, and a dropped one gives its claims back', () => {
  const changed = draftStates.map((state) => nextDraftStep(state, { kind: 'WORK_CHANGED', run: 'r' }).kind);
  expect(changed).toEqual(['HELD', 'HELD', 'HELD', ...Array<string>(5).fill('REFUSED')]);
  for (const state of ['DRAFT', 'PM_REVIEW', 'FINANCE_APPROVED'] as const)
    expect(nextDraftStep(state, { kind: 'ABANDON' })).toEqual({ kind: 'NEXT', state: 'DROPPED', claims: 'UNCLAIM' });
  expect(nextDraftStep('PM_REVIEW', { kind: 'REFUSE' })).toMatchObject({ claims: 'UNCLAIM' });
  expect(nextDraftStep('PM_REVIEW', { kind: 'ACCEPT' })).toMatchObject({ claims: 'KEEP' });
  expect(nextDraftStep('IN_DOUBT', { kind: 'ABANDON' })).toMatchObject({ kind: 'REFUSED' });
  // What another system builds is with that system: it says first what became of it.
  expect(nextDraftStep('FINANCE_APPROVED', { kind: 'SUBMIT' })).toMatchObject({ state: 'SUBMITTED', claims: 'KEEP' });
  expect(nextDraftStep('SUBMITTED', { kind: 'ABANDON' })).toMatchObject({ kind: 'REFUSED' });
  expect(nextDraftStep('SUBMITTED', { kind: 'FOUND_NOT_POSTED' })).toMatchObject({ state: 'FINANCE_APPROVED' });
  expect(nextDraftStep('DRAFT', { kind: 'SUBMIT' })).toMatchObject({ kind: 'REFUSED' });
});

const byCategory: RoundingPolicy = { level: 'TAX_CATEGORY', mode: 'HALF_UP' };

function invoice(nets: readonly (readonly bigint[])[], rates: readonly string[], rounding = byCategory): PostedInvoice {
  const lines = nets.map((sources, at) => ({
    id: `l${at}`,
    category: 'S',
    ratePercent: rates[at % rates.length]!,
    sources: sources.map((billed, index) => ({
      item: `t${at}-${index}`,
      version: 1,
      billed: moneyFromMinor(billed, eur),
      credited: zero(eur),
    })),
  }));
  const taxed = lines.map(({ category, ratePercent, sources }) => ({
    category,
    ratePercent,
    net: sum(
      eur,
      sources.map(({ billed }) => billed),
    ),
  }));
  const { tax } = taxOfDocument(taxed, eur, rounding);
  return { number: 'INV-1', entity: 'DE01', currency: eur, lines, tax, creditedTax: zero(eur), rounding };
}

function credited(from: PostedInvoice, request: CreditRequest): Credit {
  const result = creditOf(from, request, '2026-04-01');
  if (result.kind === 'REFUSED') throw new Error(result.message);
  return result;
}

test('rule 33: a credit refers to its original, has its tax rate, is dated in an open period and releases its sources', () => {
  const original = invoice([[10_000n, 5_000n], [20_000n]], ['19', '7']);
  const credit = credited(original, { kind: 'FULL' });
  expect(credit).toMatchObject({
    original: 'INV-1',
    accountingOn: '2026-04-01',
    net: euros('-350'),
    tax: negate(original.tax),
    gross: euros('-392.50'),
  });
  expect(credit.lines.map(({ net, ratePercent }) => [net.amount, ratePercent])).toEqual([
    ['-150.00', '19'],
    ['-200.00', '7'],
  ]);
  expect(credit.lines[0]!.releases).toEqual([
    { item: 't0-0', version: 1, amount: euros('100') },
    { item: 't0-1', version: 1, amount: euros('50') },
  ]);
  expect(creditOf(afterCredit(original, credit), { kind: 'FULL' }, '2026-04-01')).toMatchObject({
    message: 'Nothing of INV-1 is left to credit',
  });
});

test('rules 34 and 35: part of a line, or exactly the rejected sources', () => {
  const original = invoice([[10_000n, 5_000n], [20_000n]], ['19']);
  const part = credited(original, { kind: 'LINES', lines: [{ id: 'l0', net: euros('0.10') }] });
  expect(part.lines[0]!.releases.map(({ amount }) => amount.amount)).toEqual(['0.07', '0.03']);
  expect(part.tax).toEqual(euros('-0.02'));
  const rejected = { item: 't0-1', version: 1 };
  const sources = credited(original, { kind: 'SOURCES', sources: [rejected] });
  expect(sources).toMatchObject({
    net: euros('-50'),
    tax: euros('-9.50'),
    lines: [{ releases: [{ ...rejected, amount: euros('50') }] }],
  });
  const later = afterCredit(original, sources);
  expect(creditOf(later, { kind: 'SOURCES', sources: [rejected] }, '2026-04-01')).toMatchObject({ kind: 'REFUSED' });
  expect(creditOf(later, { kind: 'LINES', lines: [{ id: 'l0', net: euros('100.01') }] }, '2026-04-01')).toMatchObject({
    message: 'l0 of INV-1 has 100.00 EUR left to credit',
  });
  expect(creditOf(later, { kind: 'LINES', lines: [{ id: 'l9', net: euros('1') }] }, '2026-04-01')).toMatchObject({
    message: 'l9 is not on INV-1',
  });
  expect(creditOf(later, { kind: 'SOURCES', sources: [{ item: 't9', version: 1 }] }, '2026-04-01')).toMatchObject({
    message: 't9 version 1 is not on INV-1',
  });
});

test('rule 34: credits in small parts take no more tax than there is, where each of them rounds up', () => {
  const yen = (amount: string): Money => money(amount, currencyCode('JPY'));
  const source = { item: 'T', version: 1, billed: yen('85'), credited: yen('0') };
  let open: PostedInvoice = {
    ...{ number: 'I1', entity: 'JP01', currency: currencyCode('JPY'), tax: yen('9'), creditedTax: yen('0') },
    rounding: { level: 'TAX_CATEGORY', mode: 'HALF_UP' },
    lines: [{ id: 'L1', category: 'S', ratePercent: '10', sources: [source] }],
  };
  const taxes = ['15', '15', '15', '15', '15', '10'].map((net) => {
    const credit = creditOf(open, { kind: 'LINES', lines: [{ id: 'L1', net: yen(net) }] }, '2026-11-20');
    if (credit.kind === 'REFUSED') throw new Error(credit.message);
    open = afterCredit(open, credit);
    return [credit.tax.amount, credit.isTaxLimited];
  });
  expect(taxes).toEqual([...Array.from({ length: 4 }, () => ['-2', false]), ['-1', true], ['0', false]]);
  // What a line with a minus holds of the tax is there to be taken by the others.
  const minus = { id: 'L2', category: 'S', ratePercent: '10', sources: [{ ...source, item: 'M', billed: yen('-45') }] };
  const both: PostedInvoice = {
    ...open,
    tax: yen('4'),
    creditedTax: yen('0'),
    lines: [{ ...open.lines[0]!, sources: [source] }, minus],
  };
  expect(creditOf(both, { kind: 'LINES', lines: [{ id: 'L1', net: yen('85') }] }, '2026-11-20')).toMatchObject({
    tax: yen('-9'),
  });
});

test('rule 34: a line on which a correction with a minus stands is credited whole with it, and in part of what has a plus', () => {
  const source = (item: string, billed: string) => ({ item, version: 1, billed: euros(billed), credited: euros('0') });
  const original: PostedInvoice = {
    ...{ number: 'INV-1', entity: 'DE01', currency: eur, tax: euros('171'), creditedTax: euros('0') },
    rounding: byCategory,
    lines: [
      {
        id: 'l0',
        category: 'S',
        ratePercent: '19',
        sources: [source('T1', '600'), source('M', '-100'), source('T2', '400')],
      },
    ],
  };
  const of = (from: PostedInvoice, net: string): Credit =>
    credited(from, { kind: 'LINES', lines: [{ id: 'l0', net: euros(net) }] });
  const released = ({ lines }: Credit) =>
    lines.flatMap(({ releases }) => releases.map(({ item, amount }) => [item, amount.amount]));
  const whole = of(original, '900');
  expect(released(whole)).toEqual([
    ['T1', '600.00'],
    ['M', '-100.00'],
    ['T2', '400.00'],
  ]);
  expect(whole).toMatchObject({ net: euros('-900'), tax: euros('-171') });
  const part = of(original, '300');
  expect(released(part)).toEqual([
    ['T1', '180.00'],
    ['T2', '120.00'],
  ]);
  const rest = of(afterCredit(original, part), '600');
  expect(released(rest)).toEqual([
    ['T1', '420.00'],
    ['M', '-100.00'],
    ['T2', '280.00'],
  ]);
  expect(rest.tax).toEqual(euros('-114'));
  expect(
    creditOf(original, { kind: 'LINES', lines: [{ id: 'l0', net: euros('900.01') }] }, '2026-04-01'),
  ).toMatchObject({
    message: 'l0 of INV-1 has 900.00 EUR left to credit',
  });
  // A line of corrections alone goes along with others, and never beyond what it is.
  const minus = { id: 'l1', category: 'S', ratePercent: '19', sources: [source('N', '-200')] };
  const both = { ...original, tax: euros('133'), lines: [...original.lines, minus] };
  const asked = (net: string): CreditRequest => ({
    kind: 'LINES',
    lines: [
      { id: 'l0', net: euros('900') },
      { id: 'l1', net: euros(net) },
    ],
  });
  expect(credited(both, asked('-200'))).toMatchObject({ net: euros('-700'), tax: euros('-133') });
  for (const beyond of ['-200.01', '200']) expect(creditOf(both, asked(beyond), '2026-04-01').kind).toBe('REFUSED');
});

test('rule 34: partial credits of any sizes come to the invoice, its tax and its sources, to the cent', () => {
  const nets = fc.array(fc.array(fc.bigInt({ min: 1n, max: 50_000n }), { minLength: 1, maxLength: 4 }), {
    minLength: 1,
    maxLength: 4,
  });
  const level = fc.constantFrom('LINE', 'TAX_CATEGORY', 'DOCUMENT');
  const cuts = fc.array(fc.record({ line: fc.nat(3), share: fc.bigInt({ min: 1n, max: 100n }) }), { maxLength: 8 });
  fc.assert(
    fc.property(nets, level, cuts, (drawn, at, steps) => {
      const original = invoice(drawn, ['19', '7'], { level: at, mode: 'HALF_UP' });
      let open = original;
      const credits: Credit[] = [];
      for (const { line, share } of steps) {
        const target = open.lines[line % open.lines.length]!;
        const left = target.sources.reduce(
          (total, { billed, credited: back }) => total + toMinor(billed) - toMinor(back),
          0n,
        );
        const result = creditOf(
          open,
          { kind: 'LINES', lines: [{ id: target.id, net: moneyFromMinor((left * share) / 100n, eur) }] },
          '2026-04-01',
        );
        if (result.kind === 'REFUSED') continue;
        credits.push(result);
        open = afterCredit(open, result);
      }
      const last = creditOf(open, { kind: 'FULL' }, '2026-04-01');
      if (last.kind === 'CREDIT') credits.push(last);
      const billed = drawn.flat().reduce((a, b) => a + b, 0n);
      expect(
        toMinor(
          sum(
            eur,
            credits.map(({ net }) => net),
          ),
        ),
      ).toBe(-billed);
      expect(
        sum(
          eur,
          credits.map(({ tax }) => tax),
        ),
      ).toEqual(negate(original.tax));
      const releases = credits.flatMap(({ lines }) => lines.flatMap((line) => line.releases));
      original.lines
        .flatMap(({ sources }) => sources)
        .forEach((source) => {
          const back = releases.filter(({ item }) => item === source.item).map(({ amount }) => amount);
          expect(sum(eur, back)).toEqual(source.billed);
        });
    }),
    runs,
  );
});

test('rule 35: netting on the next invoice only by policy, and with the same company, currency and tax rate', () => {
  const credit = { entity: 'DE01', currency: 'EUR', rates: ['19'] };
  expect(creditOrNet('NET_ON_NEXT', credit, { ...credit, rates: ['7', '19'] })).toBe('NET');
  expect(creditOrNet('CREDIT_NOTE', credit, credit)).toBe('CREDIT_NOTE');
  expect(creditOrNet('NET_ON_NEXT', credit, null)).toBe('CREDIT_NOTE');
  for (const other of [{ entity: 'UK01' }, { currency: 'GBP' }, { rates: ['16'] }])
    expect(creditOrNet('NET_ON_NEXT', credit, { ...credit, ...other })).toBe('CREDIT_NOTE');
});

const posted: FoundDocument = {
  status: 'POSTED',
  net: euros('100'),
  tax: euros('19'),
  accountingOn: '2026-03-31',
  customer: 'c1',
  creditedElsewhere: euros('0'),
  taxCreditedElsewhere: euros('0'),
};

test('rule 37: what a person did in the ERP is noticed once, and never overwritten', () => {
  const see = (change: Partial<FoundDocument>, noticed = '0', ours: Partial<FoundDocument> = {}): unknown =>
    watchReaction({ ...posted, ...ours }, { ...posted, ...change }, euros(noticed));
  expect(see({})).toEqual({ kind: 'NOTHING' });
  expect(see({ status: 'VOIDED' }, '30')).toEqual({ kind: 'RELEASE_AND_HOLD', because: 'VOIDED', net: euros('70') });
  expect(see({ status: 'VOIDED' }, '0', { status: 'VOIDED' })).toEqual({ kind: 'NOTHING' });
  expect(see({ creditedElsewhere: euros('40') }, '15')).toEqual({
    kind: 'RELEASE_AND_HOLD',
    because: 'CREDITED',
    net: euros('25'),
  });
  expect(see({ creditedElsewhere: euros('40') }, '40')).toEqual({ kind: 'NOTHING' });
  expect(see({ net: euros('90'), tax: euros('17.10'), accountingOn: '2026-04-01', customer: 'c2' })).toEqual({
    kind: 'EXCEPTION',
    changes: ['AMOUNT', 'TAX', 'DATE', 'CUSTOMER'],
    credited: null,
  });
  // Whatever else was changed, a credit stands beside it: its work is given back, once.
  expect(see({ accountingOn: '2026-04-01', creditedElsewhere: euros('40') }, '15')).toEqual({
    kind: 'EXCEPTION',
    changes: ['DATE'],
    credited: euros('25'),
  });
  expect(see({ accountingOn: '2026-04-01', creditedElsewhere: euros('40') }, '40')).toMatchObject({ credited: null });
  expect(see({ creditedElsewhere: euros('40') }, '0', { status: 'VOIDED' })).toMatchObject({ credited: null });
  // A memo of tax alone gives no work back: somebody is told, for it is in the way of our own credits.
  expect(see({ taxCreditedElsewhere: euros('19') })).toMatchObject({ changes: ['TAX_CREDITED'], credited: null });
  expect(see({ creditedElsewhere: euros('100.01') })).toMatchObject({ changes: ['CREDITED_TOO_MUCH'] });
  expect(see({}, '0', { status: 'VOIDED' })).toMatchObject({ changes: ['REVIVED'] });
  expect(watchReaction(posted, null, euros('0'))).toMatchObject({ kind: 'EXCEPTION', changes: ['GONE'] });
});

test('rule 69: the total is lines and tax, and no more is applied than it', () => {
  const sound = {
    lines: [
      { id: 'l1', net: euros('60') },
      { id: 'l2', net: euros('40') },
    ],
    tax: euros('19'),
    total: euros('119'),
    applications: [euros('100'), euros('19')],
  };
  expect(figureFaults(sound)).toEqual([]);
  expect(figureFaults({ ...sound, total: euros('119.01') })[0]).toContain('come to 119.00');
  expect(figureFaults({ ...sound, applications: [euros('119.01')] })[0]).toContain('119.01 is applied');
});

test('rule 69: debits are credits', () => {
  const entry = (debit: string, credit: string): Parameters<typeof journalDifference>[0][number] => ({
    account: 'x',
    debit: euros(debit),
    credit: euros(credit),
  });
  expect(journalDifference([entry('119', '0'), entry('0', '100'), entry('0', '19')], zero(eur))).toEqual(zero(eur));
  expect(journalDifference([entry('119', '0'), entry('0', '100')], zero(eur))).toEqual(euros('19'));
});

test('rule 69: every line leads to its sources and back', () => {
  const lines = [{ id: 'l1', net: euros('60') }];
  const source = { id: 't1', line: 'l1', amount: euros('35') };
  expect(lineageFaults(lines, [source, { ...source, id: 't2', amount: euros('25') }])).toEqual([]);
  expect(lineageFaults(lines, [source])).toEqual(['l1 is 60.00 and its sources come to 35.00 EUR']);
  expect(lineageFaults(lines, [])).toEqual(['l1 leads to no source']);
  expect(lineageFaults([], [source])).toEqual(['t1 leads back to l1, which is not there']);
});

test('rule 58: a dispute keeps its due date in the aging, which with credits and unapplied cash equals the control account', () => {
  const ref = { system: 'ERP', instance: 'erp', kind: 'INVOICE', id: '1' } as const;
  const base = {
    ref,
    number: '1',
    status: 'OPEN',
    legalEntity: { ...ref, kind: 'LEGAL_ENTITY' },
    customer: { ...ref, kind: 'CUSTOMER' },
    project: null,
  } as const;
  const figures = {
    issuedOn: '2026-01-01',
    dueOn: '2026-01-31',
    period: null,
    currency: eur,
    net: euros('100'),
    tax: euros('0'),
    total: euros('100'),
    openBalance: euros('100'),
    exchangeRate: null,
  };
  const dispute = { openedOn: '2026-02-01', reason: 'hours', amount: euros('40'), owner: null };
  const aged = (disputed: typeof dispute | null): AgedBalance => {
    const position = {
      customer: base.customer,
      creditStanding: 'RELEASED',
      openInvoices: [{ ...base, ...figures, dispute: disputed }],
      unappliedPayments: [],
      openCredits: [],
      lastPayments: [],
    } as const;
    const [row] = receivablesOf(position, '2026-03-05');
    return {
      buckets: row!.buckets.map(({ amount }) => amount),
      openCredits: euros('30'),
      unappliedCash: euros('20'),
      disputed: row!.disputed,
    };
  };
  expect(aged(dispute).buckets).toEqual(aged(null).buckets);
  expect(aged(dispute).disputed).toEqual(euros('40'));
  expect(controlDifference([aged(dispute)], euros('50'))).toEqual(zero(eur));
  expect(controlDifference([aged(dispute)], euros('49.99'))).toEqual(euros('0.01'));
  expect(isDisputeWithin(aged(dispute))).toBe(true);
  expect(isDisputeWithin({ ...aged(dispute), disputed: euros('100.01') })).toBe(false);
});
