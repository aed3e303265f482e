// The rules alone: facts in, cases out. What is a case, what is none, and what is said of it.
import { describe, expect, test } from 'vitest';
import { currencyCode } from '../../../schema/canon/currency.ts';
import { money, type Money } from '../../../schema/canon/money.ts';
import type { EngagementRecord } from '../../journal/engagements.ts';
import type { ContractStanding, DealStanding, ProjectStanding, Standing } from '../systems/standing.ts';
import { billedWorkChanged } from './billed-work-changed.ts';
import { approvedTimeNotReleased } from './approved-time-not-released.ts';
import { type AtRiskFact, atRiskOverLimit, atRiskPastExpiry } from './at-risk.ts';
import { convertedDealReopened } from './converted-deal-reopened.ts';
import { convertedWithoutContract } from './converted-without-contract.ts';
import { contractWithoutSchedule } from './contract-without-schedule.ts';
import { watch } from './detector.ts';
import { dealFacts } from './facts-of-systems.ts';
import { projectWithoutFinanceCode } from './project-without-finance-code.ts';
import { watches } from './registry.ts';
import { requestWithoutAssignment } from './request-without-assignment.ts';
import { detectorsSchema } from './settings.ts';
import { wonDealWithoutRun } from './won-deal-without-run.ts';

const settings = detectorsSchema.parse({});
const today = '2026-11-20';
const eur = (amount: string): Money => money(amount, currencyCode('EUR'));
const ref = (kind: 'OPPORTUNITY' | 'CONTRACT' | 'PROJECT' | 'RESOURCE_REQUEST', id: string) => ({
  ref: { system: 'CRM', instance: 'crm', kind, id } as const,
  id: `canonical-${id}`,
});
const deal: DealStanding = {
  ...ref('OPPORTUNITY', 'D1'),
  ...{ name: 'A deal', stage: 'CLOSED_WON', amount: eur('120000.00'), closeOn: today, statementOfWork: null },
};

describe('billed work', () => {
  const { judge } = billedWorkChanged(settings.billedWorkChanged);
  const psa = { system: 'PSA', instance: 'psa', kind: 'TIME_ENTRY', id: '7' } as const;
  const work = {
    ...{ source: 'canonical-7', ref: psa, content: 'v1', workedOn: '2026-11-03', amount: '120.00', currency: 'EUR' },
    ...{ invoiceId: 'canonical-i', number: 'INV-1' },
  };
  const asBilled = { version: 'v1', approval: 'APPROVED', billable: true } as const;

  test('that is as it was billed is none', () => {
    expect(judge({ work, now: asBilled }, today)).toEqual([]);
  });

  test.each([
    [null, /is gone/],
    [{ ...asBilled, approval: 'REJECTED' as const }, /is rejected now/],
    [{ ...asBilled, billable: false }, /not billable/],
    [{ ...asBilled, version: 'v2' }, /was edited/],
  ])('that is %o is a case with what is billed, and names what to credit', (now, words) => {
    const [found, ...others] = judge({ work, now }, today);
    expect(others).toEqual([]);
    expect(found?.message).toMatch(words);
    expect(found?.message).toContain('creditAndRebill (invoice canonical-i, work canonical-7)');
    expect(found?.atRisk).toEqual(eur('120.00'));
  });
});

describe('a deal', () => {
  const { judge } = wonDealWithoutRun(settings.wonDealWithoutRun, (stage) => stage === 'CLOSED_WON');

  test('that is won and was never begun is a case, with all it is worth', () => {
    const [found, ...others] = judge({ deal, conversion: null }, today);
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      subject: { kind: 'OPPORTUNITY', id: 'canonical-D1', label: 'A deal' },
      fields: ['D1'],
    });
    expect(found?.atRisk).toEqual(eur('120000.00'));
  });

  test('that was begun, or is not where projects start, is none', () => {
    expect(judge({ deal, conversion: 'STANDS' }, today)).toEqual([]);
    expect(judge({ deal: { ...deal, stage: 'CONTRACTED' }, conversion: null }, today)).toEqual([]);
  });

  test.each([
    ['UNWOUND', /unwound, and none was begun since/],
    ['LEFT', /left as it is/],
  ] as const)('that is won, and whose conversion is %s, is one that says so', (conversion, says) => {
    expect(judge({ deal, conversion }, today)).toMatchObject([
      { message: expect.stringMatching(says) as string, atRisk: eur('120000.00') },
    ]);
  });
});

describe('a deal that is converted', () => {
  const { judge } = convertedDealReopened(settings.convertedDealReopened, (stage) => stage === 'CLOSED_WON');
  const engagement = (waived: readonly string[]): EngagementRecord =>
    ({
      ...{
        id: 'E1',
        opportunityId: 'canonical-D1',
        opportunity: { id: 'D1' },
        state: 'ACTIVE',
        waived,
        currency: 'EUR',
      },
      parts: [{ psaProject: { id: 'P1' }, value: { amount: '70000.00', currency: 'EUR' } }],
    }) as unknown as EngagementRecord;

  test('and is not sold any more is a case, with all it is worth and its projects', () => {
    const [found, ...others] = judge({ engagement: engagement([]), deal: { ...deal, stage: 'CONTRACTED' } }, today);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ subject: { id: 'canonical-D1', label: 'A deal' }, fields: ['D1', 'P1'] });
    expect(found?.atRisk).toEqual(eur('120000.00'));
  });

  test('and is gone from the CRM is a case, with what its parts are worth', () => {
    expect(judge({ engagement: engagement([]), deal: null }, today)).toMatchObject([{ atRisk: eur('70000.00') }]);
  });

  test('and is sold is none; begun before it was sold, it is one only when the deal is lost', () => {
    expect(judge({ engagement: engagement([]), deal }, today)).toEqual([]);
    const early = engagement(['TRIGGER']);
    expect(judge({ engagement: early, deal: { ...deal, stage: 'CONTRACTED' } }, today)).toEqual([]);
    expect(judge({ engagement: early, deal: { ...deal, stage: 'CLOSED_LOST' } }, today)).toHaveLength(1);
  });
});

describe('a project that a conversion made', () => {
  const { judge } = convertedWithoutContract(settings.convertedWithoutContract);
  const project = { system: 'PSA', instance: 'kantata', kind: 'PROJECT', id: '41' };
  const fact = (isLinked: boolean | null, state = 'ACTIVE') => ({
    engagement: { id: 'E1', state, opportunity: { id: 'D1' } } as unknown as EngagementRecord,
    part: { code: 'DE01', psaProject: project, value: { amount: '70000.00', currency: 'EUR' } } as never,
    isLinked,
  });

  test('and that names no contract is a case, with what it was sold for; linked, at risk or out of delivery it is none', () => {
    const [found, ...others] = judge(fact(false), today);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ subject: { kind: 'PROJECT' }, fields: ['41', 'D1'], atRisk: eur('70000.00') });
    for (const none of [fact(true), fact(null), fact(false, 'AT_RISK')]) expect(judge(none, today)).toEqual([]);
  });
});

describe('a contract', () => {
  const { judge } = contractWithoutSchedule(settings.contractWithoutSchedule);
  const contract: ContractStanding = {
    ...ref('CONTRACT', 'C1'),
    ...{
      number: '0007',
      totalValue: eur('90000.00'),
      startOn: today,
      billingModels: ['FIXED_FEE'],
      psaProjects: ['P1'],
    },
  };

  test.each([
    ['billed by a plan that is not there', contract],
    ['of which nobody knows how it is billed', { ...contract, billingModels: [] }],
    ['with a part that needs a plan', { ...contract, billingModels: ['TIME_AND_MATERIALS', 'MILESTONE'] as const }],
  ])('%s is a case', (_what, each) => {
    expect(judge({ contract: each, schedules: 0 }, today)).toMatchObject([
      { atRisk: eur('90000.00'), fields: ['C1', 'P1'] },
    ]);
  });

  test.each([
    ['that has a schedule', contract, 1],
    ['billed by hours alone', { ...contract, billingModels: ['TIME_AND_MATERIALS'] as const }, 0],
    ['that begins tomorrow', { ...contract, startOn: '2026-11-21' }, 0],
  ])('%s is none', (_what, each, schedules) => {
    expect(judge({ contract: each, schedules }, today)).toEqual([]);
  });
});

describe('a project', () => {
  const project: ProjectStanding = {
    ...ref('PROJECT', 'P1'),
    ...{ name: 'A project', status: 'ACTIVE', budget: eur('50000.00'), requests: [] },
  };
  const finance = { financeCode: null, schedules: 0 };

  test('that is delivered or paused without a finance code is a case; asked for only, or known to finance, it is none', () => {
    const { judge } = projectWithoutFinanceCode(settings.projectWithoutFinanceCode);
    expect(judge({ project, finance }, today)).toMatchObject([{ atRisk: eur('50000.00'), system: 'erp' }]);
    expect(judge({ project: { ...project, status: 'ON_HOLD' }, finance }, today)).toHaveLength(1);
    expect(judge({ project: { ...project, status: 'REQUESTED' }, finance: null }, today)).toEqual([]);
    expect(judge({ project, finance: { ...finance, financeCode: 'DE01-7' } }, today)).toEqual([]);
  });

  test('is a case for each person it needs within days, and for none later or without a day', () => {
    const { judge } = requestWithoutAssignment({ on: true, graceMinutes: 0, leadDays: 3 });
    const asked = (id: string, startOn: string | null) => ({
      ...ref('RESOURCE_REQUEST', id),
      ...{ role: 'Analyst', startOn, minutes: 2_400, worth: id === 'R2' ? null : eur('4000.00') },
    });
    const requests = [
      asked('R1', '2026-11-23'),
      asked('R2', '2026-10-01'),
      asked('R3', '2026-11-24'),
      asked('R4', null),
    ];
    const found = judge({ project: { ...project, requests }, finance }, today);
    expect(found.map(({ fields }) => fields[0])).toEqual(['R1', 'R2']);
    // What nothing prices is not worth 0.
    expect(found.map(({ atRisk }) => atRisk)).toEqual([eur('4000.00'), null]);
  });

  test('is a case when approved time of it grows old, with its hours and what nothing prices', () => {
    const { judge } = approvedTimeNotReleased(settings.approvedTimeNotReleased);
    const time = {
      ...ref('PROJECT', 'P1'),
      name: 'A project',
      amount: eur('700.00'),
      minutes: 450,
      entries: 3,
      unpricedEntries: 1,
    };
    const [found] = judge({ ...time, oldestOn: '2026-09-01' }, today);
    expect(found?.message).toMatch(
      /3 approved entries of A project \(7\.5 hours, 1 of them without a price\).*2026-09-01/,
    );
    expect(found?.atRisk).toEqual(eur('700.00'));
    expect(judge({ ...time, entries: 0, oldestOn: '2026-09-01' }, today)).toEqual([]);
    expect(judge({ ...time, unpricedEntries: 3, oldestOn: '2026-09-01' }, today)[0]?.atRisk).toBeNull();
  });
});

describe('a start at risk', () => {
  const fact = (until: string, limit: string, spent: string): AtRiskFact => ({
    engagement: {
      ...{ id: 'E1', opportunity: { id: 'D1' }, parts: [], waived: ['SOW_APPROVED'], currency: 'EUR' },
      risk: { until, limit },
    } as unknown as EngagementRecord,
    ...{ spent: eur(spent), uncounted: 0 },
  });

  test('is a case after its last day, not on it', () => {
    const { judge } = atRiskPastExpiry(settings.atRiskPastExpiry);
    expect(judge(fact(today, '5000', '10.00'), today)).toEqual([]);
    expect(judge(fact('2026-11-19', '5000', '10.00'), today)).toMatchObject([{ atRisk: eur('10.00') }]);
  });

  test('is a case when more is worked than was agreed, not when it is exactly that', () => {
    const { judge } = atRiskOverLimit(settings.atRiskOverLimit);
    expect(judge(fact(today, '5000', '5000.00'), today)).toEqual([]);
    expect(judge(fact(today, '5000', '5000.01'), today)).toMatchObject([{ atRisk: eur('5000.01') }]);
  });
});

test('a detector that is off judges nothing, and nothing is read for it', async () => {
  const off = wonDealWithoutRun({ on: false, graceMinutes: 0, closedFrom: null }, () => true);
  const page = await watch(dealFacts(['CLOSED_WON'], null), [off]).page(
    { standing: {} as Standing, db: null as never, today },
    null,
  );
  expect(page).toEqual({ looked: 0, findings: [], next: null, whole: true });
});

test('every detector has a code of its own', () => {
  const workNow = () => Promise.resolve([]);
  const all = watches({
    settings,
    isTriggered: () => true,
    stages: ['CLOSED_WON'],
    psaInstance: 'psa',
    projectsNow: () => Promise.resolve([]),
    workNow,
  });
  const codes = all.flatMap(({ place }) => place.detectors.map(({ code }) => code));
  expect(codes.length).toBeGreaterThanOrEqual(8);
  expect(new Set(codes).size).toBe(codes.length);
});
