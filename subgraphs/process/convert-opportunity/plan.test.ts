// What a deal is turned into.
import { describe, expect, test } from 'vitest';
import { currencyCode } from '../../../schema/canon/currency.ts';
import { compare, money, moneyFromMinor, sum } from '../../../schema/canon/money.ts';
import { planOf, scheduleOf, unassigned } from './plan.ts';
import { eur, facts, line, seller } from './sample-deal.ts';

test('a plan names the contract that its projects are billed by; a deal without one has none', () => {
  expect(planOf(facts(), []).contract).toEqual({ ...facts().deal.ref, kind: 'CONTRACT', id: '800A' });
  expect(planOf(facts({ contract: null }), ['CONTRACT_APPROVED']).contract).toBeNull();
});

describe('a plan', () => {
  test('has one part per selling legal entity (DOMAIN rule 20), worth its lines', () => {
    const lines = [
      line({ amount: eur('100.10') }),
      line({ id: 'L2', legalEntityCode: 'FR01', amount: eur('50.00') }),
      line({ id: 'L3', amount: eur('0.05') }),
    ];
    const { parts } = planOf(facts({ lines }), []);
    expect(parts.map(({ code, value, title }) => [code, value.amount, title])).toEqual([
      ['DE01', '100.15', 'Rollout (DE01)'],
      ['FR01', '50.00', 'Rollout (FR01)'],
    ]);
  });

  test('of one seller carries the deal’s name, and holds no bill when nothing was waived', () => {
    const [part] = planOf(facts(), []).parts;
    expect(part).toMatchObject({ title: 'Rollout', isBillingHeld: false, templateKey: 'data-rollout', schedule: [] });
  });

  test('with a waived gate leaves out what it cannot know and holds every bill', () => {
    const spoilt = facts({ lines: [line({ legalEntityCode: 'XX9', templateKey: 'gone' })], rateCardKey: null });
    const [part] = planOf(spoilt, ['LEGAL_ENTITY', 'PROJECT_TEMPLATE', 'RATE_CARD']).parts;
    expect(part).toMatchObject({ code: unassigned, legalEntity: null, templateKey: null, rateCard: null });
    expect(part?.isBillingHeld).toBe(true);
  });

  test('gives the same for the same facts', () => {
    const once = facts({}, { sellers: [seller('DE01')] });
    expect(planOf(once, [])).toEqual(planOf(once, []));
  });
});

describe('a billing schedule', () => {
  const term = { startOn: '2026-01-31', endOn: '2026-04-15' };

  test('bills a fixed fee in arrears, month by month, the last part at the end (DOMAIN rules 11, 24)', () => {
    const fixed = line({ billingModel: 'FIXED_FEE', amount: eur('100.00') });
    expect(scheduleOf(fixed, term).map(({ dueOn, amount }) => [dueOn, amount.amount])).toEqual([
      ['2026-02-27', '33.34'],
      ['2026-03-30', '33.33'],
      ['2026-04-15', '33.33'],
    ]);
  });

  test('bills a retainer in advance (DOMAIN rules 26, 27)', () => {
    const retainer = line({ billingModel: 'RETAINER', amount: eur('300.00') });
    expect(scheduleOf(retainer, term).map(({ dueOn }) => dueOn)).toEqual(['2026-01-31', '2026-02-28', '2026-03-31']);
  });

  test('is the milestones themselves (DOMAIN rule 25)', () => {
    const milestones = [{ name: 'Design', dueOn: '2026-03-01', amount: eur('10000.00') }];
    expect(scheduleOf(line({ billingModel: 'MILESTONE', milestones }), term)).toEqual(milestones);
  });

  test.each(['TIME_AND_MATERIALS', 'NON_BILLABLE', 'UNKNOWN'] as const)('of %s is empty', (billingModel) => {
    expect(scheduleOf(line({ billingModel }), term)).toEqual([]);
  });

  test('without a term is one line whose day nobody has said', () => {
    const [only] = scheduleOf(line({ billingModel: 'FIXED_FEE' }), { startOn: null, endOn: null });
    expect(only).toMatchObject({ dueOn: null, amount: eur('10000.00') });
  });

  test('of more than ten years is refused with both days', () => {
    const forever = { startOn: '2026-01-01', endOn: '2096-01-01' };
    expect(() => scheduleOf(line({ billingModel: 'RECURRING' }), forever)).toThrow(/2026-01-01 to 2096-01-01/);
  });

  test('adds up to the minor unit for any amount and term (DOMAIN rule 11)', () => {
    for (let months = 0; months < 60; months += 1) {
      for (const code of ['EUR', 'JPY', 'KWD']) {
        const currency = currencyCode(code);
        const amount = moneyFromMinor(BigInt(7919 * (months + 1)), currency);
        const endOn = `${2026 + Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}-20`;
        for (const billingModel of ['FIXED_FEE', 'RECURRING'] as const) {
          const lines = scheduleOf(line({ billingModel, amount }), { startOn: '2026-01-10', endOn });
          expect(lines.length).toBe(months + 1);
          expect(
            compare(
              sum(
                currency,
                lines.map((one) => money(one.amount.amount, currency)),
              ),
              amount,
            ),
          ).toBe(0);
        }
      }
    }
  });
});
