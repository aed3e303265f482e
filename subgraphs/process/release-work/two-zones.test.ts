// One instant, two legal entities: in Tokyo December has begun, in Los Angeles it is still November. What is released, how it is dated, what
// falls due and where cost is posted follow the day of whoever it is about (DOMAIN rule 21).
import { describe, expect, test } from 'vitest';
import type { AccountingPeriod } from '../../../schema/canon/legal-entity.ts';
import { today } from '../../runtime/clock.ts';
import { nextWindowMs, scheduleSchema, windowAt } from '../release-schedule/windows.ts';
import { isDueBy } from './contract/due.ts';
import type { WorkProject } from './facts.ts';
import { planRelease } from './plan.ts';
import { billingPolicyOf, billingSchema } from './policy.ts';
import { question } from './released.ts';
import { books, buyer, entry, project, seller } from './sample-work.ts';

const clock = { now: () => new Date('2026-11-30T16:30:00Z') };
const zones = { JP01: 'Asia/Tokyo', US01: 'America/Los_Angeles' } as const;
type Code = keyof typeof zones;
const both: readonly Code[] = ['JP01', 'US01'];
const config = billingSchema.parse({
  rules: both.map((legalEntity) => ({ legalEntity, timeZone: zones[legalEntity] })),
});
/** The firm itself is in neither. */
const dayIn = (zone: string | null = null): string => today(clock, zone ?? 'UTC');

/** The same project of either, with November and December open and the same taxes. */
function projectOf(code: Code): WorkProject {
  const [november] = seller().periods;
  if (november === undefined) throw new RangeError('The sample seller has no period');
  const december: AccountingPeriod = { ...november, name: 'Dec 2026', startOn: '2026-12-01', endOn: '2026-12-31' };
  const work = ['2026-11-27', '2026-11-30', '2026-12-01'].map((workedOn) => entry(`${code} ${workedOn}`, { workedOn }));
  return project(work, {
    delivererCode: code,
    seller: seller({ code, periods: [november, december] }),
    buyer: buyer({ accounts: [{ id: 'A1', entity: code, currency: 'EUR' }] }),
  });
}

function released(code: Code, through: string) {
  const asked = { role: 'x', choice: { projectIds: [], contractIds: [], legalEntity: null }, dryRun: true } as const;
  const parts = { config, today: dayIn } as Parameters<typeof question>[0];
  const plan = planRelease(
    projectOf(code),
    books(),
    question(parts, projectOf(code), { ...asked, through, taxCode: null }),
  );
  return plan.documents.map(({ document, period, net }) => [document.issuedOn, period, net.amount]);
}

describe('at one instant, with one legal entity in Tokyo and one in Los Angeles', () => {
  const schedules = new Map(
    both.map((legalEntity) => [legalEntity, scheduleSchema.parse({ legalEntity, timeZone: zones[legalEntity] })]),
  );
  const scheduleOf = (code: Code, change: object = {}) => scheduleSchema.parse({ ...schedules.get(code), ...change });
  const windowOf = (code: Code, takes: 'TIME' | 'DUE', change: object = {}) =>
    windowAt(scheduleOf(code, change), clock.now().getTime(), 'UTC', takes);

  test('each releases in windows of its own clock, work up to its own yesterday', () => {
    expect(windowOf('JP01', 'TIME')).toEqual({ name: '2026-12-01T01:30', through: '2026-11-30' });
    expect(windowOf('US01', 'TIME')).toEqual({ name: '2026-11-30T08:30', through: '2026-11-29' });
  });

  test('the days of a close have begun in the one alone', () => {
    const closing = { closeDays: 3, lagDays: 0 };
    expect(windowOf('JP01', 'TIME', closing)?.through).toBe('2026-11-30');
    expect(windowOf('US01', 'TIME', closing)?.through).toBe('2026-11-30');
    expect(windowOf('JP01', 'TIME', { ...closing, closeDays: 0 })?.through).toBe('2026-12-01');
  });

  test('a rest is of the hours on the wall there', () => {
    const nights = { rests: [{ from: '22:00', to: '06:00' }] };
    expect(windowOf('JP01', 'TIME', nights)).toBeNull();
    expect(windowOf('US01', 'TIME', nights)?.name).toBe('2026-11-30T08:30');
  });

  test('the next day of each begins at its own midnight', () => {
    const next = (code: Code): string =>
      new Date(nextWindowMs(scheduleOf(code), clock.now().getTime(), 'UTC', 'DUE')).toISOString();
    expect([next('JP01'), next('US01')]).toEqual(['2026-12-01T15:00:00.000Z', '2026-12-01T08:00:00.000Z']);
  });

  test('a bill of the same work is dated on the day, and in the period, of whoever sends it', () => {
    expect(released('JP01', '2026-12-01')).toEqual([['2026-12-01', 'Dec 2026', '300.00']]);
    // Work dated after today there is a bill ahead: it is dated today.
    expect(released('US01', '2026-12-01')).toEqual([['2026-11-30', 'Nov 2026', '300.00']]);
    // What is of November is November's where that is over and still open, and today's where it is not over.
    expect(released('JP01', '2026-11-29')).toEqual([['2026-11-30', 'Nov 2026', '100.00']]);
    expect(released('US01', '2026-11-29')).toEqual([['2026-11-30', 'Nov 2026', '100.00']]);
  });

  test('what is served falls due on the first of December in the one alone', () => {
    const bill = { kind: 'RECURRING', dueOn: '2026-12-01', milestone: null } as Parameters<typeof isDueBy>[0];
    const isDue = (code: Code): boolean =>
      isDueBy(bill, windowOf(code, 'DUE')?.through ?? '', dayIn(billingPolicyOf(config, code).timeZone));
    expect(both.map(isDue)).toEqual([true, false]);
  });
});
