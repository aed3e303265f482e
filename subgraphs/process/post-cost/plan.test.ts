// The plan of a project's cost, over all mixtures of people, companies, periods and what was posted before.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { currencyCode } from '../../../schema/canon/currency.ts';
import { money, toMinor } from '../../../schema/canon/money.ts';
import type { KeptCostClaim, KeptPosting } from '../../journal/costs.ts';
import type { RecordRef } from '../systems/write-call.ts';
import { documentOfPosting, documentOfReversal } from './document.ts';
import type { CostCompany, CostEntry, CostProject } from './facts.ts';
import { planCost } from './plan.ts';
import { costSchema } from './policy.ts';

const ref = (kind: RecordRef['kind'], id: string): RecordRef => ({ system: 'ERP', instance: 'netsuite', kind, id });
const period = (name: string, month: string, last: string, ledger: 'OPEN' | 'CLOSED') => ({
  ...{
    ref: ref('ACCOUNTING_PERIOD', name),
    name,
    fiscalCalendar: null,
    startOn: `${month}-01`,
    endOn: `${month}-${last}`,
  },
  ...({ receivables: 'UNKNOWN', payables: 'UNKNOWN', ledger } as const),
});
const company = (code: string, currency: string): CostCompany => ({
  ...{ code, ref: ref('LEGAL_ENTITY', code), currency: currencyCode(currency) },
  accounts: ['5000', '5010', '2300', '2400', '1150'],
  periods: [
    period('Sep', '2026-09', '30', 'CLOSED'),
    period('Oct', '2026-10', '31', 'OPEN'),
    period('Nov', '2026-11', '30', 'OPEN'),
  ],
  ...{ practices: ['Data'], serviceLines: [], geographies: ['DACH'], costCentres: [] },
});
const config = costSchema.parse({
  rules: [{ billable: '5000', notBillable: '5010', absorbed: '2300' }],
  intercompany: [{ project: 'DE01', employer: 'US01', agreement: 'IC-1', dueTo: '2400', dueFrom: '1150' }],
  cards: [{ role: 'Consultant', currency: 'EUR', hourlyRate: '61.35' }],
});
const question = { todayOf: () => '2026-11-20', config };

const entry = fc
  .record({
    minutes: fc.integer({ min: 1, max: 720 }),
    billable: fc.boolean(),
    person: fc.constantFrom('p1', 'p2', 'p3'),
    role: fc.constantFrom('Consultant', 'Architect', null),
    on: fc.constantFrom('2026-09-14', '2026-10-02', '2026-10-30', '2026-11-03'),
    rate: fc.constantFrom('73.10', '48.335', '0', null),
    employer: fc.constantFrom('DE01', 'US01', 'JP01', null),
  })
  .map(({ person, on, rate, ...rest }) => ({ ...rest, person, workedOn: on, hourlyCostRate: rate }));
const entries = fc.array(entry, { maxLength: 40 }).map((all) =>
  all.map((each, index): CostEntry => ({
    ...each,
    ...{ ref: ref('TIME_ENTRY', `${index}`), source: `s${index}`, content: 'v1', currency: 'EUR' },
    person: ref('RESOURCE', each.person),
    ...{ task: null, approver: null, approvedAt: null },
  })),
);

function project(of: readonly CostEntry[], change: Partial<CostProject> = {}): CostProject {
  return {
    ...{ id: 'project', psa: ref('PROJECT', 'w1'), erp: ref('PROJECT', 'j1'), code: 'P-1', title: 'A project' },
    ...{ customerId: 'c', contractId: null, practice: 'Data', serviceLine: null, region: 'DACH', legalEntity: 'DE01' },
    companies: new Map(['DE01', 'US01'].map((code) => [code, company(code, code === 'DE01' ? 'EUR' : 'USD')])),
    ...{ after: '2026-08-31', entries: of, changed: new Map() },
    ...change,
  };
}

const nothing = { standing: new Map<string, KeptCostClaim>() };

test('rules 18, 29, 45, 55 and 69: every piece of work is posted once or waits with its reason, each entry balances, and both companies’ books agree', () => {
  fc.assert(
    fc.property(entries, (all) => {
      const of = project(all);
      const plan = planCost(of, nothing, question);
      expect(plan.blocker).toBeNull();
      const posted = plan.postings.flatMap(({ works }) => works.map((work) => work.entry.source));
      expect([...posted, ...plan.held.map(({ source }) => source)].sort()).toEqual(
        all.map(({ source }) => source).sort(),
      );
      for (const { source, hold } of plan.held) {
        const { employer, role, hourlyCostRate } = all.find((each) => each.source === source) ?? all[0] ?? {};
        const hasRate = Number(hourlyCostRate ?? 0) > 0 || (role === 'Consultant' && employer === 'DE01');
        const why =
          employer === null ? 'EMPLOYER_UNKNOWN' : employer === 'JP01' ? 'NO_INTERCOMPANY_MAPPING' : 'NO_COST_RATE';
        expect([hold.code, why === 'NO_COST_RATE' && hasRate]).toEqual([why, false]);
      }
      for (const planned of plan.postings) {
        const { entries: made, lines } = documentOfPosting(of, planned, config);
        const total = planned.works.reduce((sum, { cost }) => sum + toMinor(cost), 0n);
        expect(lines.reduce((sum, { amount }) => sum + toMinor(money(amount.amount, currencyCode('EUR'))), 0n)).toBe(
          total,
        );
        // What is late goes into the first open period; nobody's work is posted before it was done.
        expect(planned.works.every(({ entry: { workedOn } }) => workedOn <= planned.postedOn)).toBe(true);
        expect(planned.postedOn).toBe(planned.period.name === 'Oct' ? '2026-10-31' : '2026-11-20');
        expect(made.map(({ legalEntity }) => legalEntity)).toEqual(
          planned.employer === 'DE01' ? ['DE01'] : ['DE01', 'US01'],
        );
        for (const { entry: journal } of made)
          for (const side of ['DEBIT', 'CREDIT'] as const) expect(sideOf(journal.lines, side)).toBe(total);
        const between = made.flatMap(({ entry: journal }) =>
          journal.lines.filter(({ account }) => account === '2400' || account === '1150'),
        );
        expect(sideOf(between, 'DEBIT')).toBe(sideOf(between, 'CREDIT'));
      }
    }),
  );
});

function sideOf(lines: readonly { readonly side: string; readonly amount: string }[], side: string): bigint {
  return lines
    .filter((line) => line.side === side)
    .reduce((sum, { amount }) => sum + toMinor(money(amount, currencyCode('EUR'))), 0n);
}

test('rules 33 and 46: what changed is taken back once, alone, in an entry that mirrors and names its original; what stands is left alone', () => {
  fc.assert(
    fc.property(entries, fc.integer({ min: 1, max: 4 }), (all, every) => {
      const of = project(
        all.map((each) => ({ ...each, employer: 'DE01', role: 'Consultant', workedOn: '2026-10-02' })),
      );
      const [planned] = planCost(of, nothing, question).postings;
      if (planned === undefined) return;
      const document = documentOfPosting(of, planned, config);
      const claims = planned.works.map(({ entry: each, cost }): KeptCostClaim => ({
        ...{
          source: each.source,
          version: 1,
          postingId: 'x',
          projectId: of.id,
          workedOn: each.workedOn,
          content: 'v1',
        },
        ...{ facts: { minutes: each.minutes }, amount: { ...cost }, state: 'POSTED', reversalId: null },
        line:
          document.lines.find(({ person, billable }) => person === each.person?.id && billable === each.billable)
            ?.name ?? '',
      }));
      const changed = new Map(
        claims.flatMap(({ source }, index) => (index % every === 0 ? [[source, 'EDITED'] as const] : [])),
      );
      const standing = new Map(claims.map((claim) => [claim.source, claim]));
      const plan = planCost({ ...of, changed }, { standing }, question);
      expect([plan.postings, plan.held, plan.settled]).toEqual([[], [], of.entries.length]);
      const [reversal, ...more] = plan.reversals;
      expect([reversal?.claims.length, more]).toEqual([changed.size, []]);
      const wrong = claims.filter(({ source }) => changed.has(source));
      const total = wrong.reduce((sum, { amount }) => sum + toMinor(money(amount.amount, currencyCode('EUR'))), 0n);
      const there = { part: 'DELIVERY', ref: ref('JOURNAL_ENTRY', '7'), number: 'JE-7', postedOn: '2026-10-31' };
      const original = { document, entries: [there], currency: 'EUR', id: 'x' } as unknown as KeptPosting;
      const mirror = documentOfReversal(of, original, wrong, new Map([['DE01', '2026-11-01']]));
      expect(mirror.entries.map(({ entry: made }) => [made.reverses?.id, made.postedOn])).toEqual([
        ['7', '2026-11-01'],
      ]);
      const [{ entry: made } = { entry: null }] = mirror.entries;
      const absorbed = made?.lines.filter(({ account }) => account === '2300') ?? [];
      expect([sideOf(absorbed, 'DEBIT'), sideOf(absorbed, 'CREDIT')]).toEqual([total, 0n]);
      // On its way back it is not taken back again.
      const moved = new Map(claims.map((claim) => [claim.source, { ...claim, state: 'REVERSING' as const }]));
      expect(planCost({ ...of, changed }, { standing: moved }, question).reversals).toEqual([]);
    }),
  );
});

test('says what keeps a whole project from it, with a remedy', () => {
  const code = (change: Partial<CostProject>, rules = config.rules): string | undefined =>
    planCost(project([], change), nothing, { ...question, config: { ...config, rules } }).blocker?.code;
  expect(code({ legalEntity: null })).toBe('NO_LEGAL_ENTITY');
  expect(code({ erp: null })).toBe('NOT_IN_ERP');
  expect(code({}, [])).toBe('NO_COST_ACCOUNTS');
  const unknown = costSchema.parse({ rules: [{ billable: '9', absorbed: '2300' }] }).rules;
  expect(code({}, unknown)).toBe('ACCOUNT_UNKNOWN');
  expect(code({ after: null })).toBe('NO_OPENING_POSITION');
  expect(code({})).toBeUndefined();
});

test('two cards of one role that are in force on one day are refused with the configuration', () => {
  const card = { role: 'Consultant', currency: 'EUR', hourlyRate: '61' };
  expect(costSchema.safeParse({ cards: [card, { ...card, hourlyRate: '62' }] }).error?.issues[0]?.message).toContain(
    'overlaps',
  );
  expect(costSchema.safeParse({ cards: [{ ...card, person: '7' }] }).success).toBe(false);
});

test('rule 21: cost is dated on the day of the company in whose books it is, at one instant on two days', () => {
  const days: Readonly<Record<string, string>> = { DE01: '2026-11-21', US01: '2026-11-20' };
  const work: CostEntry = {
    ...{
      ref: ref('TIME_ENTRY', '1'),
      source: 's1',
      content: 'v1',
      workedOn: '2026-11-03',
      minutes: 60,
      billable: true,
    },
    ...{ person: ref('RESOURCE', 'p1'), role: 'Consultant', task: null, approver: null, approvedAt: null },
    ...{ currency: 'EUR', hourlyCostRate: '73.10', employer: 'US01' },
  };
  const asked = { config, todayOf: (code: string) => days[code] ?? '' };
  const [supplied] = planCost(project([work]), nothing, asked).postings;
  expect([supplied?.postedOn, supplied?.suppliedOn]).toEqual(['2026-11-21', '2026-11-20']);
  const [own] = planCost(project([{ ...work, employer: 'DE01' }]), nothing, asked).postings;
  expect([own?.postedOn, own?.suppliedOn]).toEqual(['2026-11-21', null]);
});
