// The connector against real traffic: recorded answers are sent to it over HTTP and read by its own code.
import { describe, expect, test } from 'vitest';
import { madeRecording } from './salesforce-connector/made-recording.ts';
import type { Answer } from './salesforce-connector/recorded-answer.ts';
import { partNotes, replayAll, versionNotes } from './salesforce-connector/replay.ts';
import { savedBodies } from './salesforce-connector/saved-bodies.ts';
import { loadInteractions, recordingsPlace } from './salesforce-stand-in/recording.ts';
import type { Replayed } from './salesforce-stand-in/replay.ts';
import { table, tally } from './salesforce-stand-in/report.ts';

/** The recording this was written against; what another one must reach is the same share of it. */
const KNOWN_CALLS = 573;
/** Of 573 recorded calls so many must be claimed and read as recorded. */
const PASSED_SHARE_MIN = 500 / KNOWN_CALLS;
/** Of the bodies saved one by one. */
const SAVED_PASSED_MIN = 24;

const interactions = loadInteractions();
const saved = savedBodies();

if (interactions.length === 0 || saved.length === 0) {
  console.warn(
    `\n*** NOT REPLAYED: ${interactions.length} recorded calls and ${saved.length} saved bodies of Salesforce in ` +
      `${recordingsPlace()}. What is missing there is checked on our own samples only. ***\n`,
  );
}

test('recordings that are absent are said, not failed', () => {
  expect(recordingsPlace()).not.toBe('');
});

function unnamed(replayed: readonly Replayed[]): readonly string[] {
  return replayed.flatMap(({ outcome }) => (outcome.kind === 'different' ? outcome.details : []));
}

describe.runIf(interactions.length > 0)('recorded traffic', () => {
  test('is read as it was recorded', async () => {
    const replayed = await replayAll(interactions);
    console.log(
      [
        table('Salesforce, connector side: recorded traffic', replayed),
        ...partNotes(interactions),
        ...versionNotes(interactions),
      ].join('\n'),
    );
    const { passed, notClaimed } = tally(replayed);
    const floor = Math.floor(PASSED_SHARE_MIN * interactions.length);
    expect(interactions.length - notClaimed).toBeGreaterThanOrEqual(floor);
    expect(passed).toBeGreaterThanOrEqual(floor);
    expect(unnamed(replayed)).toEqual([]);
  }, 120_000);
});

describe.runIf(saved.length > 0)('saved bodies', () => {
  test('are read as what they are', async () => {
    const replayed = await replayAll(saved);
    console.log(table('Salesforce, connector side: saved bodies', replayed));
    expect(unnamed(replayed)).toEqual([]);
    expect(tally(replayed).passed).toBeGreaterThanOrEqual(SAVED_PASSED_MIN);
  });
});

describe('a recording of another form and version', () => {
  test('is read too: pages, refusals, today’s writes, many records at once', async () => {
    const replayed = await replayAll(madeRecording);
    expect(unnamed(replayed)).toEqual([]);
    expect(tally(replayed)).toMatchObject({ passed: madeRecording.length - 1, notClaimed: 1 });
  });

  const spoilt = async (change: (answer: Answer) => Answer): Promise<number> =>
    tally(await replayAll(madeRecording, change)).different;
  const inText = (from: string | RegExp, to: string) => (answer: Answer) => ({
    ...answer,
    text: answer.text.replace(from, to),
  });

  test.each([
    ['a digit', inText('12345678.9', '12345678.8')],
    ['the sign of an instant’s zone', inText('.000+0000', '.000+0100')],
    ['a type in a description', inText('"type":"currency"', '"type":"double"')],
    ['an error code', inText('MALFORMED_QUERY', 'INVALID_FIELD')],
    ['an id of a new record', inText('{"id":"001D000000IRFmaIAH"', '{"id":"001D000000IRFmbIAH"')],
    ['whether it was created', inText('"created":false', '"created":true')],
    ['the order of a collection’s results', inText('INVALID_CROSS_REFERENCE_KEY', 'UNABLE_TO_LOCK_ROW')],
    ['the session', inText('00D!AQ', '00D!AR')],
    ['an end that comes too early', inText('"done":false', '"done":true')],
    ['a status', (answer: Answer) => (answer.status === 404 ? { ...answer, status: 500 } : answer)],
  ])('is told from a spoilt one: %s', async (_, change) => {
    expect(await spoilt(change)).toBeGreaterThan(0);
  });
});
