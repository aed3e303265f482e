// The deals that the demo firm keeps for conversions: ready ones, and won ones that lack something.
import { describe, expect, test } from 'vitest';
import { buildFirm } from './build.ts';
import { at, type Firm } from './firm.ts';
import type { Opportunity } from './model.ts';

/** What a deal lacks for becoming projects, told from the firm's lists alone. */
function lacks(firm: Firm, deal: Opportunity): readonly string[] {
  const contract = deal.contract === undefined ? undefined : at(firm.contracts, deal.contract);
  const statements = firm.statementsOfWork.filter(({ opportunity }) => opportunity === deal.ordinal);
  const newest = statements.toSorted((one, other) => one.version - other.version).at(-1);
  const lines = firm.contractLines.filter((line) => line.contract === contract?.ordinal);
  const customer = firm.erpCustomers.find(({ crmAccount }) => crmAccount === deal.crmAccount);
  const isApproved = newest?.state === 'approved' || newest?.state === 'signed';
  return [
    ...(isApproved ? [] : ['statement of work']),
    ...(contract?.status === 'activated' ? [] : ['approved contract']),
    ...(contract?.rateCard === undefined ? ['rate card'] : []),
    ...(lines.some((line) => line.foreignEntityCode !== undefined) ? ['legal entity'] : []),
    ...(customer === undefined || customer.hold === 'on' ? ['credit'] : []),
    ...(deal.templateKey === undefined ? ['template'] : []),
  ];
}

describe.each([
  ['demo', buildFirm({ size: 'demo', today: '2026-11-20' })],
  ['medium', buildFirm({ size: 'medium', today: '2026-11-20' })],
  ['demo of another seed', buildFirm({ size: 'demo', today: '2026-11-20', seed: 7 })],
] as const)('the %s firm', (_name, firm) => {
  test('has open deals that only have to be closed, one of them sold by three legal entities', () => {
    expect(firm.readyDeals.length).toBeGreaterThanOrEqual(4);
    for (const { opportunity, sellers } of firm.readyDeals) {
      const deal = at(firm.opportunities, opportunity);
      expect([deal.stage, lacks(firm, deal)]).toEqual(['contracted', []]);
      const lines = firm.contractLines.filter((line) => line.contract === deal.contract);
      expect(new Set(lines.map((line) => line.legalEntity ?? deal.legalEntity)).size).toBe(sellers);
      expect(lines.reduce((sum, line) => sum + line.amount, 0n)).toBe(deal.amount);
    }
    expect(firm.readyDeals.some(({ sellers }) => sellers === 3)).toBe(true);
  });

  test('has a won deal for each thing that can be missing, and nothing else is missing there', () => {
    const of = (kind: keyof Firm['dirty']): readonly string[] =>
      firm.dirty[kind].flatMap(({ ordinal }) => lacks(firm, at(firm.opportunities, ordinal)));
    expect(of('dealWithoutStatementOfWork')).toEqual(['statement of work']);
    expect(of('dealWithUnapprovedContract')).toEqual(['approved contract']);
    expect(of('dealWithoutRateCard')).toEqual(['rate card']);
    expect(of('dealOfUnknownLegalEntity')).toEqual(['legal entity']);
    expect(of('dealOfCustomerOnHold')).toEqual(['credit']);
  });

  test('agrees instalments that sum to their line, inside its term', () => {
    expect(firm.lineMilestones.length).toBeGreaterThan(100);
    for (const [line, parts] of Map.groupBy(firm.lineMilestones, (part) => part.line)) {
      const { amount, start, end } = at(firm.contractLines, line);
      expect(parts.reduce((sum, part) => sum + part.amount, 0n)).toBe(amount);
      expect(parts.every(({ dueOn }) => start <= dueOn && dueOn <= end)).toBe(true);
    }
  });
});
