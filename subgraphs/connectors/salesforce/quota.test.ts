import { expect, test } from 'vitest';
import { createQuota, usageOf } from './quota.ts';

test.each([
  ['api-usage=133/15000', { used: 133, max: 15_000 }],
  ['api-usage=25/5000; per-app-api-usage=17/250(appName=sample-connected-app)', { used: 25, max: 5_000 }],
  ['per-app-api-usage=17/250(appName=x); api-usage=25/5000', { used: 25, max: 5_000 }],
  ['api-usage=20/0', null],
  ['api-usage=x/y', null],
  ['', null],
  [undefined, null],
])('%j tells %j', (header, usage) => {
  expect(usageOf(header)).toEqual(usage);
});

function quota(reservePercent = 10): {
  tell: (used: number) => void;
  may: (priority: Priority) => boolean;
  pass: (ms: number) => void;
} {
  let ms = 0;
  const made = createQuota({ instance: 'salesforce', reservePercent, now: () => ms });
  return {
    tell: (used) => made.tell(`api-usage=${used}/1000`),
    may: (priority) => {
      try {
        made.check(priority);
        return true;
      } catch (error) {
        expect(error).toMatchObject({ code: 'SYSTEM_QUOTA_EXHAUSTED', instance: 'salesforce', vendorCode: null });
        return false;
      }
    },
    pass: (more) => (ms += more),
  };
}
type Priority = Parameters<ReturnType<typeof createQuota>['check']>[0];

test('the last calls of the day are for people and for money', () => {
  const { tell, may } = quota();
  expect(may('reference'), 'nothing told yet').toBe(true);
  tell(899);
  expect(may('reference')).toBe(true);
  tell(900);
  expect([may('reference'), may('interactive'), may('billing')]).toEqual([false, true, true]);
  tell(850);
  expect(may('reference'), 'the 24 hours have moved on').toBe(true);
});

test('what was told is believed for a while only, or nobody would ever learn that there is quota again', () => {
  const { tell, may, pass } = quota();
  tell(990);
  pass(9 * 60_000);
  expect(may('reference')).toBe(false);
  pass(2 * 60_000);
  expect(may('reference')).toBe(true);
});

test('an answer without the header changes nothing; without a reserve nobody waits', () => {
  const made = createQuota({ instance: 'salesforce', reservePercent: 10, now: () => 0 });
  made.tell('api-usage=95/100');
  made.tell(undefined);
  expect(() => made.check('reference')).toThrow('kept for people');
  const open = quota(0);
  open.tell(1_000);
  expect(open.may('reference')).toBe(true);
});
