// The stand-in for Kantata answers recorded requests of the real API as the real API did.
import { expect, test } from 'vitest';
import { readRecordings, readVendorNames } from './kantata-stand-in/recordings.ts';
import { replayAll } from './kantata-stand-in/replay.ts';
import { notesOf, tableOf } from './kantata-stand-in/report.ts';

/** At least this share of all recorded interactions is claimed and passes; of the 89 known ones that is 70. */
const PASSED_SHARE_MIN = 70 / 89;

test('recorded requests get the recorded status, keys, types, records and order', async () => {
  const interactions = readRecordings();
  if (interactions.length === 0) {
    console.warn(
      '\n!!! NOT REPLAYED: no recordings of Kantata beside the project (../shared/vendors/kantata/interactions.json).' +
        '\n!!! Workspaces, stories, time entries, expenses, invoices, posts, users and attachments went unchecked against real traffic.\n',
    );
    return;
  }
  const outcomes = await replayAll(interactions);
  console.log(`${tableOf(outcomes)}\n${notesOf(outcomes)}`);
  const passed = outcomes.filter((outcome) => outcome.kind === 'passed');
  const values = passed.reduce(
    (sum, { values: { compared, equal } }) => ({ compared: sum.compared + compared, equal: sum.equal + equal }),
    { compared: 0, equal: 0 },
  );
  const vendorNames = readVendorNames();
  const newer = [...new Set(passed.flatMap((outcome) => outcome.newer))].sort();
  const unlisted = newer.filter((name) => !vendorNames.has(name));
  console.log(
    [
      `${passed.length} of ${outcomes.length} interactions passed; ${values.equal} of ${values.compared} values are equal, too`,
      'known version differences: meta came after 2013; expense_categories became records;',
      `${newer.length} attributes came since, ${newer.length - unlisted.length} of them on the vendor's own list; the others: ${unlisted.join(', ')}`,
    ].join('\n'),
  );
  expect(passed.length / outcomes.length).toBeGreaterThanOrEqual(PASSED_SHARE_MIN);
  expect(notesOf(outcomes.filter((outcome) => outcome.kind === 'differs'))).toBe('');
});
