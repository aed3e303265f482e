// What a release would bill, from facts alone: prices, caps that split and hold, tax that is chosen with its reason, and everything that waits.
import { describe, expect, test } from 'vitest';
import type { BillingModel } from '../../../schema/canon/contract.ts';
import { add, compare, money, sum } from '../../../schema/canon/money.ts';
import { currencyCode } from '../../../schema/canon/currency.ts';
import { changeWork, type WorkChange } from '../billing/work-item.ts';
import { newWork, type WorkItem } from '../billing/work-law.ts';
import type { WorkContract } from './facts.ts';
import { planRelease } from './plan.ts';
import { billingPolicyOf, billingSchema, taxTolerance } from './policy.ts';
import { previewOf } from './preview.ts';
import { books, buyer, entry, eur, project, question, seller } from './sample-work.ts';
import { chosenOf, scheduledOf } from './selection.ts';

function must(result: ReturnType<typeof changeWork>): WorkItem {
  if (result.kind === 'REFUSED') throw new Error(result.message);
  return result.item;
}

function capped(limit: string): WorkContract {
  const caps = [{ id: 'contract K1', scope: { kind: 'CONTRACT', contract: 'K1' }, limit: eur(limit) } as const];
  return { id: 'K1', number: 'K1', isActive: true, status: 'ACTIVE', purchaseOrder: 'PO-7', caps };
}

describe('the plan of a release', () => {
  test('prices time by the PSA’s rate of the entry, groups it by role and price, and says why', () => {
    const work = [entry('T1'), entry('T2', { minutes: 20 }), entry('T3', { role: 'Architect', hourlyRate: '180.5' })];
    const { documents, held } = planRelease(project(work), books(), question());
    expect(held).toEqual([]);
    const [first] = documents;
    // 100.00 and 33.33 at 100 an hour; 180.50 at 180.5.
    expect(first?.document.lines.map(({ net }) => net.amount)).toEqual(['133.33', '180.50']);
    expect(first?.net).toEqual(eur('313.83'));
    // 25.3327 and 34.295, each rounded.
    expect(first?.document.taxEstimate.amount).toBe('59.63');
    expect(first?.document.gross.amount).toBe('373.46');
    expect(first?.lines[0]?.parts[0]?.candidate.why).toContain('EUR 100 an hour');
    expect(first?.document.taxWhy).toContain('DE-S19');
    expect(first?.document.dimensions.practice).toBe('Data');
  });

  test('taxes nothing in an American state where the seller has no nexus, and guesses nothing where it has (rule 15)', () => {
    const registrations = [{ country: 'US', state: 'NY', number: '13-4028176' }];
    const taxCodes = [
      { name: 'US-NY', ratePercent: '8.875', country: 'US', exempt: false, reverseCharge: false },
      { name: 'US-EX', ratePercent: '0', country: 'US', exempt: true, reverseCharge: false },
    ];
    const american = seller({ country: 'US', registrations, taxCodes });
    const lastTaxCode = { name: 'US-NY', invoice: 'INV-9' };
    const codeIn = (region: string | null) => {
      const to = buyer({ country: 'US', region, lastTaxCode });
      const { documents } = planRelease(project([entry('T1')], { seller: american, buyer: to }), books(), question());
      return [documents[0]?.document.taxCode, documents[0]?.document.taxWhy];
    };
    expect(codeIn('OR')).toEqual(['US-EX', expect.stringContaining('no nexus in US-OR')]);
    // Whether New York taxes these services is nobody's to guess: as finance settled it last.
    expect(codeIn('NY')).toEqual(['US-NY', expect.stringContaining('INV-9')]);
    expect(codeIn(null)).toEqual(['US-NY', expect.stringContaining('INV-9')]);
  });

  test('bills what is left of the client’s order, one document after the other, and nothing once it has expired (DOMAIN rule 17)', () => {
    const policy = billingPolicyOf(billingSchema.parse({ rules: [{ grouping: ['PROJECT', 'WORK_TYPE'] }] }), 'DE01');
    const work = [entry('T1'), entry('T2', { role: 'Architect' })];
    const order = { ...capped('10000'), orderValue: eur('250') };
    const left = (orderUsed: string, change: Partial<WorkContract> = {}) => {
      const contract = { ...order, ...change };
      const plan = planRelease(project(work, { contract }), books({ orderUsed: eur(orderUsed) }), question({ policy }));
      return [plan.documents.map(({ net }) => net.amount), plan.held.map(({ hold }) => hold.code)];
    };
    expect(left('50')).toEqual([['100.00', '100.00'], []]);
    expect(left('50.01')).toEqual([['100.00'], ['PURCHASE_ORDER_EXHAUSTED']]);
    expect(left('0', { orderExpiresOn: '2026-11-20' })).toEqual([['100.00', '100.00'], []]);
    const expired = ['PURCHASE_ORDER_EXPIRED', 'PURCHASE_ORDER_EXPIRED'];
    expect(left('0', { orderExpiresOn: '2026-11-19' })).toEqual([[], expired]);
    // Nobody keeps its value: its number alone is checked.
    expect(left('999', { orderValue: null })).toEqual([['100.00', '100.00'], []]);
  });

  test('leaves alone what was worked before go-live, but for what is listed as open (DOMAIN rule 31)', () => {
    const work = [entry('T1', { workedOn: '2026-10-31' }), entry('T2', { workedOn: '2026-10-30' }), entry('T3')];
    const { position } = books();
    if (position === null) throw new Error('no position');
    const open = { ...position, unbilledSources: new Set(['T2']) };
    const { documents, settled } = planRelease(project(work), books({ position: open }), question());
    expect(documents[0]?.lines.flatMap(({ parts }) => parts.map(({ candidate }) => candidate.entry.source))).toEqual([
      'T2',
      'T3',
    ]);
    expect(settled).toBe(1);
  });

  test('splits the item that crosses a cap and holds the rest, and says what the cap leaves (DOMAIN rule 23)', () => {
    const work = ['T1', 'T2', 'T3'].map((id, index) => entry(id, { workedOn: `2026-11-0${index + 2}` }));
    const plan = planRelease(
      project(work, { contract: capped('250') }),
      books({ used: new Map([['contract K1', eur('100')]]) }),
      question(),
    );
    expect(plan.documents[0]?.net).toEqual(eur('150.00'));
    expect(plan.documents[0]?.document.lines.map(({ hours, net }) => [hours, net.amount])).toEqual([
      ['1', '100.00'],
      [null, '50.00'],
    ]);
    expect(plan.held.map(({ source, amount, hold }) => [source, amount?.amount, hold.code])).toEqual([
      ['T2', '50.00', 'OVER_CAP'],
      ['T3', '100.00', 'OVER_CAP'],
    ]);
    expect(plan.overCap.map(({ candidate }) => candidate.entry.source)).toEqual(['T3']);
    expect(plan.caps[0]?.remaining).toEqual(eur('0.00'));
    const shown = previewOf(plan, project(work));
    expect(shown.held[0]?.explanation).toContain('contract K1');
  });

  test('holds what two accounts of one company and currency could bill, with an owner, and raises nothing (rule 19)', () => {
    const accounts = ['A1', 'A2'].map((id) => ({ id, entity: 'DE01', currency: 'EUR' }));
    const plan = planRelease(project([entry('T1')], { buyer: buyer({ accounts }) }), books(), question());
    expect(plan.documents).toEqual([]);
    expect(plan.held).toMatchObject([{ amount: eur('100.00'), hold: { code: 'SEVERAL_BILLING_ACCOUNTS' } }]);
    expect(previewOf(plan, project([])).held[0]).toMatchObject({ owner: 'FINANCE' });
  });

  test('holds what no rule can count with, by itself, and bills the rest (rule 50)', () => {
    const work = [entry('T1', { hourlyRate: 'a hundred' }), entry('T2')];
    const plan = planRelease(project(work), books(), question());
    expect(plan.documents.map(({ net }) => net.amount)).toEqual(['100.00']);
    expect(plan.held).toMatchObject([{ source: 'T1', hold: { code: 'NOT_PLANNABLE' } }]);
    // Of a whole project, with its money: here a position in another currency than its cap.
    const { position } = books();
    const dollars = money('5.00', currencyCode('USD'));
    const odd = position && { ...position, capsConsumed: new Map([['contract K1', dollars]]) };
    const none = planRelease(project([entry('T1')], { contract: capped('250') }), books({ position: odd }), question());
    expect(none.documents).toEqual([]);
    expect(none.held).toMatchObject([{ amount: eur('100.00'), hold: { code: 'NOT_PLANNABLE' } }]);
  });

  test('holds time that is priced in another currency than its project, and adds it to nothing (rule 4)', () => {
    const work = [entry('T1', { otherCurrency: 'USD' }), entry('T2')];
    const plan = planRelease(project(work), books(), question());
    expect(plan.documents.map(({ net }) => net.amount)).toEqual(['100.00']);
    expect(plan.held).toMatchObject([
      { source: 'T1', amount: null, hold: { code: 'OTHER_CURRENCY', currency: 'USD' } },
    ]);
    expect(previewOf(plan, project(work)).held[0]?.explanation).toBe(
      '1 h at 100 USD is priced in USD, and its project bills in EUR',
    );
  });

  test('names hours and price of a line only where they multiply to its amount (rules 22, 69)', () => {
    const linesOf = (count: number, minutes: number) => {
      const work = Array.from({ length: count }, (_, index) => entry(`T${index}`, { minutes }));
      const { documents } = planRelease(project(work), books(), question());
      return documents[0]?.document.lines.map(({ description, hours, unitPrice, net }) => [
        ...[hours, unitPrice, net.amount, description],
      ]);
    };
    expect(linesOf(30, 30)).toEqual([['15', '100', '1500.00', 'Consultant, 2026-11-03']]);
    // 33.33 each, as each is claimed: 0.10 less than ten hours at 100.
    expect(linesOf(30, 20)).toEqual([
      [null, null, '999.90', 'Consultant, 2026-11-03, 10 h at 100, each entry rounded'],
    ]);
  });

  test('bills what was written down whole at its lower value, on a line of its own that says nothing of a part (rule 28)', () => {
    const down = must(changeWork(newWork('T1', 1, eur('100.00')), { kind: 'WRITE_DOWN', amount: eur('10.00') }));
    const kept = new Map([['T1', { item: down, content: 'v1 of T1', heldByPerson: null }]]);
    const plan = planRelease(project([entry('T1'), entry('T2')]), books({ kept }), question());
    expect(plan.documents[0]?.document.lines).toMatchObject([
      { description: 'Consultant, 2026-11-03', hours: null, unitPrice: null, net: { amount: '90.00' } },
      { description: 'Consultant, 2026-11-03', hours: '1', unitPrice: '100', net: { amount: '100.00' } },
    ]);
  });

  test.each([
    ['no price', project([entry('T1', { hourlyRate: null })]), 'NO_RATE'],
    ['a price of nothing', project([entry('T1', { hourlyRate: '0.00' })]), 'NO_RATE'],
    ['no account', project([entry('T1')], { buyer: buyer({ accounts: [] }) }), 'NO_BILLING_ACCOUNT'],
    ['another deliverer', project([entry('T1')], { delivererCode: 'UK01' }), 'NO_INTERCOMPANY_MAPPING'],
    ['no open period', project([entry('T1')], { seller: seller({ periods: [] }) }), 'NO_OPEN_PERIOD'],
    [
      'a buyer without VAT number abroad',
      project([entry('T1')], { buyer: buyer({ country: 'FR' }) }),
      'TAX_UNDETERMINED',
    ],
    [
      'a buyer without a name',
      project([entry('T1')], { buyer: buyer({ legalName: null }) }),
      'TAX_DOCUMENT_INCOMPLETE',
    ],
  ])('holds work with %s', (_what, spoilt, code) => {
    const { documents, held } = planRelease(spoilt, books(), question());
    expect(documents).toEqual([]);
    expect(held.map(({ hold }) => hold.code)).toEqual([code]);
  });

  test('holds a bill without the order number that the firm wants', () => {
    const policy = billingPolicyOf(billingSchema.parse({ rules: [{ purchaseOrderRequired: 'true' }] }), 'DE01');
    const { held } = planRelease(project([entry('T1')]), books(), question({ policy }));
    expect(held.map(({ hold }) => hold.code)).toEqual(['PURCHASE_ORDER_MISSING']);
  });

  test.each([
    ['NO_OPENING_POSITION', project([entry('T1')]), books({ position: null })],
    ['NOT_BY_TIME', project([entry('T1')], { billingModel: 'RETAINER' }), books()],
    ['NO_OPENING_POSITION', project([entry('T1')], { billingModel: 'FIXED_FEE' }), books({ position: null })],
    ['NOT_IN_ERP', project([entry('T1')], { erp: null }), books()],
    ['BILLING_HELD', project([entry('T1')], { isBillingHeld: true }), books()],
    ['CONTRACT_NOT_ACTIVE', project([entry('T1')], { contract: { ...capped('10'), isActive: false } }), books()],
  ])('bills nothing at all of a project: %s, with what to do', (code, spoilt, kept) => {
    const { blocker, documents } = planRelease(spoilt, kept, question());
    expect(documents).toEqual([]);
    expect(blocker?.code).toBe(code);
    expect(blocker?.remedy).not.toBe('');
  });

  test('absorbs time that a fee covers, and holds of it what has no price: its value would not be known', () => {
    const work = [entry('T1'), entry('T2', { hourlyRate: null }), entry('T3', { workedOn: '2026-10-30' })];
    for (const billingModel of ['FIXED_FEE', 'MILESTONE', 'RECURRING'] as const) {
      const plan = planRelease(project(work, { billingModel }), books(), question());
      expect(plan.absorbed.map(({ entry: { source } }) => source)).toEqual(['T1']);
      expect([plan.blocker, plan.documents, plan.held.map(({ hold }) => hold.code)]).toEqual([null, [], ['NO_RATE']]);
      expect(plan.settled).toBe(1);
    }
  });

  test('charges nothing under reverse charge, with the words, once the VAT number is there', () => {
    const there = buyer({ country: 'FR', taxId: 'FR12345678901' });
    const { documents } = planRelease(project([entry('T1')], { buyer: there }), books(), question());
    expect(documents[0]?.document).toMatchObject({
      taxCode: 'DE-RC',
      memo: 'Reverse charge',
      taxEstimate: eur('0.00'),
    });
  });

  test('takes the tax code of the newest invoice where the facts do not suffice, and one that is named before all', () => {
    const planned = (name: string) =>
      planRelease(
        project([entry('T1')], { buyer: buyer({ country: null, lastTaxCode: { name, invoice: 'INV-9' } }) }),
        books(),
        question(),
      );
    const [taxed] = planned('VAT:DE-S19').documents;
    expect([taxed?.document.taxCode, taxed?.document.taxWhy]).toEqual(['DE-S19', expect.stringContaining('INV-9')]);
    // Undetermined tax is a hold, never 0 % (rule 16).
    const untaxed = planned('VAT:DE-EX');
    expect(untaxed.documents).toEqual([]);
    expect(untaxed.held.map(({ hold }) => hold)).toMatchObject([
      {
        code: 'TAX_UNDETERMINED',
        reason: expect.stringContaining('INV-9 went out without tax under VAT:DE-EX') as string,
      },
    ]);
    const named = planRelease(project([entry('T1')]), books(), question({ taxCode: 'DE-S19' }));
    expect(named.documents[0]?.document.taxCode).toBe('DE-S19');
  });

  test.each(['DE-EX', 'DE-RC'])(
    'bills without tax by a code that a person names only with their reason, and keeps it: %s (rules 13, 16, 17)',
    (taxCode) => {
      const there = project([entry('T1')], { buyer: buyer({ country: 'FR', taxId: 'FR12345678901' }) });
      const planned = (taxReason?: string) => planRelease(there, books(), question({ taxCode, taxReason }));
      for (const nothing of [undefined, '', '  ']) {
        const { documents, held } = planned(nothing);
        expect(documents).toEqual([]);
        expect(held.map(({ hold }) => hold)).toEqual([{ code: 'TAX_REASON_MISSING', taxCode }]);
      }
      const [billed] = planned('art. 132(1)(i)').documents;
      expect(billed?.document).toMatchObject({
        ...{ taxCode, isTaxNamed: true, taxReason: 'art. 132(1)(i)', taxEstimate: eur('0.00') },
        taxWhy: `${taxCode} was named for this release: art. 132(1)(i)`,
      });
    },
  );

  test('dates a bill in the first open period when the day’s own is closed (DOMAIN rule 45)', () => {
    const [november] = seller().periods;
    if (november === undefined) throw new Error('no period');
    const periods = [
      { ...november, receivables: 'CLOSED' as const },
      { ...november, name: 'Dec 2026', startOn: '2026-12-01', endOn: '2026-12-31' },
    ];
    const { documents } = planRelease(project([entry('T1')], { seller: seller({ periods }) }), books(), question());
    expect(documents[0]?.document.issuedOn).toBe('2026-12-01');
    expect(documents[0]?.period).toBe('Dec 2026');
  });

  describe('work that was weighed before', () => {
    const once = newWork('T1', 1, eur('100'));
    const after = (item: WorkItem, ...changes: readonly WorkChange[]): WorkItem =>
      changes.reduce((now, change) => {
        const result = changeWork(now, change);
        if (result.kind === 'REFUSED') throw new Error(result.message);
        return result.item;
      }, item);
    const claim: WorkChange = { kind: 'CLAIM', run: 'D1', amount: eur('60'), why: 'w' };
    const freed = after(once, claim, { kind: 'UNCLAIM', run: 'D1' });
    // The PSA's price has changed meanwhile.
    const dearer = entry('T1', { hourlyRate: '500' });
    const planned = (item: WorkItem, now = dearer, isPart = false) => {
      const kept = new Map([['T1', { item, content: 'v1 of T1', heldByPerson: null, isPart }]]);
      const { documents, held } = planRelease(project([now]), books({ kept }), question());
      return [documents[0]?.net.amount ?? null, held.map(({ hold }) => hold.code)];
    };

    test('costs what it costs now once its draft has given it back, and is left alone as long as a draft has it (DOMAIN rule 29)', () => {
      expect(planned(after(once, claim))).toEqual([null, []]);
      expect(planned(once)).toEqual(['500.00', []]);
      expect(planned(freed)).toEqual(['500.00', []]);
      // A cap had held a part of it back.
      expect(planned(after(freed, { kind: 'HOLD', amount: eur('40') }))).toEqual(['500.00', []]);
      const kept = new Map([['T1', { item: freed, content: 'v1 of T1', heldByPerson: null }]]);
      const { documents } = planRelease(project([dearer]), books({ kept }), question());
      // Its next claim is its second, for the key of the first is never used again.
      expect(documents[0]?.lines[0]?.parts[0]?.candidate.item).toMatchObject({ claims: 1, standard: eur('500') });
      expect(documents[0]?.document.lines[0]).toMatchObject({ hours: '1', unitPrice: '500' });
    });

    test('keeps the price at which a part of it is billed', () => {
      const sent = after(once, claim, { kind: 'SUBMIT', run: 'D1' });
      const billed = after(sent, { kind: 'FOUND_POSTED', run: 'D1', posted: eur('60') });
      expect(planned(billed)).toEqual(['40.00', []]);
      expect(planned(freed, dearer, true)).toEqual(['100.00', []]);
    });

    test('waits where a person agreed to its value at another price, or before it was edited; agreed to at this price it is billed so', () => {
      const down = after(freed, { kind: 'WRITE_DOWN', amount: eur('30') });
      expect(planned(down)).toEqual([null, ['WORK_CHANGED']]);
      expect(planned(after(once, { kind: 'WRITE_UP', amount: eur('30') }))).toEqual([null, ['WORK_CHANGED']]);
      expect(planned(down, entry('T1'))).toEqual(['70.00', []]);
      expect(planned(down, entry('T1', { content: 'v2 of T1' }))).toEqual([null, ['WORK_CHANGED']]);
      // Written off whole it is over, whatever it would cost now.
      expect(planned(after(freed, { kind: 'WRITE_OFF', from: 'unbilled', amount: eur('100') }))).toEqual([null, []]);
    });
  });

  test('what is billed and what is held come to what the work is worth, whatever the cap', () => {
    const work = Array.from({ length: 30 }, (_, index) =>
      entry(`T${index}`, { minutes: 7 * index + 1, hourlyRate: '97.13' }),
    );
    const whole = planRelease(project(work), books(), question()).documents[0]?.net;
    if (whole === undefined) throw new Error('nothing was planned');
    let cases = 0;
    for (let limit = 0; limit < 3_000; limit += 97, cases += 1) {
      const plan = planRelease(project(work, { contract: capped(`${limit}.00`) }), books(), question());
      const billed = sum(
        currencyCode('EUR'),
        plan.documents.map(({ net }) => net),
      );
      const held = sum(
        currencyCode('EUR'),
        plan.held.flatMap(({ amount }) => amount ?? []),
      );
      expect(compare(add(billed, held), whole)).toBe(0);
    }
    expect(cases).toBeGreaterThan(30);
  });

  test('is the same whatever order the work comes in', () => {
    const work = Array.from({ length: 9 }, (_, index) => entry(`T${index}`, { workedOn: `2026-11-0${9 - index}` }));
    const there = planRelease(project(work, { contract: capped('350') }), books(), question());
    const back = planRelease(project([...work].reverse(), { contract: capped('350') }), books(), question());
    expect(back.documents.map(({ document }) => document)).toEqual(there.documents.map(({ document }) => document));
  });
});

test('a legal entity’s projects, or a contract’s, are chosen when they are billed by their time, or a fee covers it', () => {
  const of = (id: string, code: string, contract: string, billingModel: BillingModel) => ({
    ...{ id, billingModel, legalEntity: { code }, contract: { id: contract } },
  });
  const all = [
    of('1', 'DE01', 'K1', 'TIME_AND_MATERIALS'),
    of('2', 'DE01', 'K2', 'FIXED_FEE'),
    of('3', 'UK01', 'K1', 'TIME_AND_MATERIALS'),
  ];
  const ofEntity = { projectIds: [], contractIds: [], legalEntity: 'DE01' };
  const ofContract = (id: string) => ({ projectIds: [], contractIds: [id], legalEntity: null });
  expect(chosenOf(all, ofEntity, new Set())).toEqual(['1']);
  expect(chosenOf(all, ofEntity, new Set(['2']))).toEqual(['1', '2']);
  expect(chosenOf(all, ofContract('K1'), new Set())).toEqual(['1', '3']);
  expect(chosenOf(all, ofContract('K2'), new Set())).toEqual(['2']);
  const dated = [...all, of('4', 'DE01', 'K3', 'RETAINER'), of('5', 'DE01', 'K3', 'RECURRING')];
  expect(scheduledOf(dated, ofEntity, new Set())).toEqual(['4', '5']);
  expect(scheduledOf(dated, ofEntity, new Set(['2']))).toEqual(['2', '4', '5']);
});

test('what tax may differ by is an amount of the document’s currency, also where that has no cents', () => {
  const policy = billingPolicyOf(billingSchema.parse({}), 'JP01');
  const of = (code: string): string => taxTolerance(policy, currencyCode(code)).amount;
  expect(['EUR', 'JPY', 'KWD'].map(of)).toEqual(['0.05', '0', '0.050']);
});
