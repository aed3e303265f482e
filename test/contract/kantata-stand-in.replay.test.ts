// The stand-in for Kantata answers recorded requests of the real API as the real API did.
import { expect, test } from 'vitest';
import type { Interaction, Shown } from './kantata-stand-in/recordings.ts';
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

/** A recorded list of two time entries with side-loads: what the planted differences are planted in. */
function isFertile({ request, response }: Interaction): boolean {
  const isList = request.method === 'GET' && request.path.endsWith('/time_entries.json');
  return (
    isList && (response.body as { count?: unknown }).count === 2 && request.query.some(([name]) => name === 'include')
  );
}

function change(
  interaction: Interaction,
  plant: (body: Record<string, unknown>, entry: Record<string, unknown>) => void,
): Interaction {
  const copy = structuredClone(interaction);
  const body = copy.response.body as Record<string, unknown>;
  const [entry = {}] = Object.values(body.time_entries as Record<string, Shown>);
  plant(body, entry);
  return copy;
}

test.each<[string, (interaction: Interaction) => Interaction]>([
  ['a missing attribute', (one) => change(one, (_body, entry) => (entry.colour = 'blue'))],
  ['another JSON type', (one) => change(one, (_body, entry) => (entry.user_can_edit = 'no'))],
  ['another order', (one) => change(one, (body) => (body.results as unknown[]).reverse())],
  ['a side-load that is not there', (one) => change(one, (body) => (body.tags = {}))],
  ['another status', (one) => ({ ...one, response: { ...one.response, status: 201 } })],
])('the replay notices %s', async (_name, plant) => {
  const interactions = readRecordings();
  const fertile = interactions.find(isFertile);
  if (fertile === undefined) {
    console.warn('!!! NOT CHECKED: no recording to plant a difference in');
    return;
  }
  const [outcome] = (await replayAll([plant(fertile)])).filter(({ kind }) => kind === 'differs');
  expect(outcome).toBeDefined();
  const [clean] = await replayAll([fertile]);
  expect(clean?.kind).toBe('passed');
});
