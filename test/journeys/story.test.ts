// From the won deal to the rebilled line, over HTTP, on one house (story.ts): every step is queried back through the gateway, and every number
// of it is what the rows of PSA and ERP come to by arithmetic of the test's own.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHouse, type TestHouse } from '../house/house.ts';
import { minorOf } from './billed.ts';
import { rows } from './deals.ts';
import { playStory, type StoryEnd, storyHouse, storyTerms } from './story.ts';
import { differing, storyNumbers } from './story-sums.ts';

let house: TestHouse;
let end: StoryEnd;
const titles: string[] = [];

beforeAll(async () => {
  house = await openHouse(storyHouse);
  end = await playStory(house, ({ title, seen }) => {
    expect(seen.length, title).toBeGreaterThan(0);
    titles.push(title);
  });
}, 240_000);
afterAll(() => house.close());

test('every number the graph tells is what the rows of PSA and ERP come to, to the cent', () => {
  const numbers = storyNumbers(house.sandbox, end);
  expect(numbers.length).toBe(21);
  expect(
    differing(numbers),
    JSON.stringify(numbers, (_, value: unknown) => String(value)),
  ).toEqual([]);
  expect(titles.length).toBe(11);
  // A cent too much of anything, or an entry that nobody looks at, is noticed.
  const cent = { ...end, issued: { ...end.issued, tax: { amount: '1242.01' } } };
  expect(differing(storyNumbers(house.sandbox, cent))).toEqual(['tax', 'tax, in the ERP']);
  const fewer = { ...end, entries: end.entries.slice(1) };
  expect(differing(storyNumbers(house.sandbox, fewer))).toEqual(['time approved', 'held']);
});

test('what the cap keeps waits with its reason and owner, the crossing entry in part; the cap is used up and not beyond', () => {
  expect(end.preview.documents.map(({ net }) => net.amount)).toEqual([`${storyTerms.cap}.00`]);
  expect(end.held.length).toBeGreaterThan(3);
  for (const { code, explanation, ownerRole, remedy } of end.held) {
    expect([code, ownerRole]).toEqual(['OVER_CAP', 'ACCOUNT_MANAGER']);
    expect(explanation).toMatch(/^Beyond contract \d+$/);
    expect(remedy).toContain('cap raised');
  }
  expect(end.preview.held.map(({ amount }) => amount?.amount)).toEqual(end.held.map(({ amount }) => amount?.amount));
  const billed = new Set(end.issued.billingDraft.lines.flatMap(({ sources }) => sources.map(({ workId }) => workId)));
  expect(end.held.filter(({ workId }) => billed.has(workId)).length).toBe(1);
  expect(end.caps[0]?.remaining.amount).toBe('0.00');
});

test('every line says who worked, how long, at what price and why, and who approved it; its parts add up to it', () => {
  const time = rows(house.sandbox, 'kantata', 'time_entries').filter(({ id }) => end.entries.includes(String(id)));
  const rates = new Map(time.map((row) => [String(row.date_performed), Number(row.rate_in_cents)]));
  let sources = 0;
  for (const { billingDraft } of [end.credited, end.rebilled]) {
    for (const line of billingDraft.lines) {
      expect(line.sources.reduce((sum, { amount }) => sum + minorOf(amount.amount), 0n)).toBe(minorOf(line.net.amount));
      for (const { resource, approver, hourlyRate, rateWhy, workedOn } of line.sources) {
        expect([resource?.displayName, approver?.displayName].every((name) => (name ?? '') !== '')).toBe(true);
        expect(minorOf(hourlyRate ?? '0')).toBe(BigInt(rates.get(workedOn) ?? -1));
        expect(rateWhy).toContain('an hour');
        sources += 1;
      }
    }
  }
  expect(sources).toBeGreaterThanOrEqual(7);
});

test('the rejected line is credited by a memo that names its invoice, and is billed again on the other order as new versions', () => {
  expect(end.credit.invoice).toEqual({ id: end.issued.id, number: end.issued.number });
  const again = end.rebilled.billingDraft;
  expect([end.issued.billingDraft.purchaseOrder, again.purchaseOrder]).toEqual(['PO-500151', storyTerms.otherOrder]);
  const versions = ({ sources }: StoryEnd['rejected']) =>
    sources.map(({ workId, version }) => [workId, version]).sort();
  expect(again.lines.flatMap(versions)).toEqual(end.rejected.sources.map(({ workId }) => [workId, 2]).sort());
  expect(versions(end.rejected).every(([, version]) => version === 1)).toBe(true);
  const keys = [end.rejected, ...again.lines].flatMap(({ sources }) => sources.map(({ claimKey }) => claimKey));
  expect(new Set(keys).size).toBe(keys.length);
  const credited = end.credited.billingDraft.lines.map(({ name, sources }) => [
    name,
    sources.reduce((sum, each) => sum + minorOf(each.credited.amount), 0n),
  ]);
  expect(credited).toEqual(
    end.issued.billingDraft.lines.map(({ name, net }) => [name, name === end.rejected.name ? minorOf(net.amount) : 0n]),
  );
});
