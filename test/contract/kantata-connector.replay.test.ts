// The connector's reading code against recorded traffic of the real vendor (2013), which is not part of this repository.
// Every recorded GET that the connector would make goes through listing, wire and map; what comes out is compared with
// the recorded numbers, added up apart. Answers to writes go through write-answer, and their records through the same map. Keys that came after 2013, and those only an `include` brings, are supplied by name.
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { kantataConfigSchema } from '../../subgraphs/connectors/kantata/config.ts';
import { faultOf } from '../../subgraphs/connectors/kantata/failures.ts';
import { type Listing, readListing } from '../../subgraphs/connectors/kantata/listing.ts';
import { toPeople } from '../../subgraphs/connectors/kantata/map-people.ts';
import { toTasks } from '../../subgraphs/connectors/kantata/map-plan.ts';
import { toProjects } from '../../subgraphs/connectors/kantata/map-project.ts';
import { toExpenses, toTimeEntries } from '../../subgraphs/connectors/kantata/map-work.ts';
import { createRefs } from '../../subgraphs/connectors/kantata/refs.ts';
import { type Write, writeAnswer } from '../../subgraphs/connectors/kantata/write-answer.ts';
import { parseExactJson } from '../../subgraphs/runtime/exact-json.ts';

type Raw = Readonly<Record<string, unknown>>;
interface Interaction {
  readonly cassette: string;
  readonly n: number;
  readonly recordedAt: string;
  readonly request: { readonly method: string; readonly path: string };
  readonly response: { readonly status: number; readonly body: unknown };
}

const recording = new URL('../../../shared/vendors/kantata/interactions.json', import.meta.url);
const isThere = existsSync(recording);
if (!isThere) console.warn('SKIPPED: no recorded Kantata traffic at ../shared/vendors/kantata/interactions.json');
const interactions = (isThere ? JSON.parse(readFileSync(recording, 'utf8')) : []) as readonly Interaction[];

const context = { refs: createRefs('kantata'), mapping: kantataConfigSchema.parse({ accessToken: 'x' }).mapping };

/** What each kind lacked in 2013: columns the vendor has added since, and ids that only an `include` shows. */
const knownDifferences: Readonly<Record<string, Raw>> = {
  workspaces: {
    status: { key: '310', color: 'green', message: 'added since' },
    primary_maven_id: null,
    primary_workspace_group_id: null,
    workspace_group_ids: [],
    custom_field_value_ids: [],
    external_reference_ids: [],
  },
  users: {},
  time_entries: { approved: false, is_invoiced: false, active_submission_id: null, recent_submission_id: null },
  expenses: { reimbursable: false, active_submission_id: null, recent_submission_id: null },
  stories: { billable: true },
};

/** Checks what the map made of a row against the row; throws where they differ. */
const kinds: Readonly<Record<string, (listing: Listing, rows: readonly Raw[]) => void>> = {
  workspaces: (listing, rows) => {
    for (const [index, project] of toProjects(listing, context).entries()) {
      const row = rows[index] ?? {};
      const cents = row.price_in_cents as number | null;
      expect(project).toMatchObject({ ref: { id: row.id }, name: row.title, currency: row.currency, customer: null });
      expect(project.plan.budget?.amount ?? null).toBe(cents === null ? null : shown(BigInt(cents)));
      expect(Date.parse(project.plan.updatedAt ?? '')).toBe(Date.parse(String(row.updated_at)));
    }
  },
  users: (listing, rows) => {
    for (const [index, person] of toPeople(listing, context.refs).entries()) {
      const row = rows[index] ?? {};
      expect(person).toMatchObject({ ref: { id: row.id }, displayName: row.full_name, email: row.email_address });
      expect(person).toMatchObject({ kind: 'PERSON', headline: row.headline, active: true });
    }
  },
  time_entries: (listing, rows) => {
    for (const [index, entry] of toTimeEntries(listing, context).entries()) {
      const row = rows[index] ?? {};
      const rate = row.rate_in_cents as number | null;
      const isPriced = row.billable === true && rate !== null && rate !== 0;
      const worth = isPriced ? (BigInt(Number(row.time_in_minutes)) * BigInt(rate) * 2n + 60n) / 120n : null;
      expect(entry).toMatchObject({ ref: { id: row.id }, duration: row.time_in_minutes, workedOn: row.date_performed });
      expect(entry).toMatchObject({ project: { id: row.workspace_id }, billable: row.billable, approval: 'DRAFT' });
      expect(entry.task?.id ?? null).toBe(row.story_id);
      expect(entry.billableAmount?.amount ?? null).toBe(worth === null ? null : shown(worth));
    }
  },
  expenses: (listing, rows) => {
    for (const [index, expense] of toExpenses(listing, context).entries()) {
      const row = rows[index] ?? {};
      expect(expense).toMatchObject({ ref: { id: row.id }, spentOn: row.date, category: row.category });
      expect(expense).toMatchObject({ invoiced: row.is_invoiced, billable: row.is_billable, approval: 'DRAFT' });
      expect(expense.amount.amount).toBe(shown(BigInt(Number(row.amount_in_cents))));
    }
  },
  stories: (listing, rows) => {
    const tasks = [...toTasks(listing, context).values()].flat();
    expect(tasks.length).toBe(rows.length);
    for (const task of tasks) {
      const row = rows.find((candidate) => candidate.id === task.ref.id) ?? {};
      expect(task).toMatchObject({ name: row.title, position: row.position, state: row.state, dueOn: row.due_date });
      expect(task).toMatchObject({ estimated: row.time_estimate_in_minutes, project: { id: row.workspace_id } });
      expect(task.loggedBillable).toBe(row.logged_billable_time_in_minutes);
      expect(task.parent?.id ?? null).toBe(row.parent_id);
    }
  },
};

/** Cents as text; the recorded account is in dollars. */
function shown(cents: bigint): string {
  const digits = String(cents < 0n ? -cents : cents).padStart(3, '0');
  return `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

const supplied = new Map<string, Set<string>>();

/** A recorded body with the keys it could not have yet; which ones were lacking is remembered. */
function completed(kind: string, body: Raw): Raw {
  const lacking: readonly (readonly [string, unknown])[] = Object.entries(knownDifferences[kind] ?? {});
  const records = Object.entries((body[kind] ?? {}) as Readonly<Record<string, Raw>>).map(
    ([id, record]): readonly [string, Raw] => {
      const added = lacking.filter(([name]) => !Object.hasOwn(record, name));
      supplied.set(kind, new Set([...(supplied.get(kind) ?? []), ...added.map(([name]) => name)]));
      return [id, { ...record, ...Object.fromEntries(added) }];
    },
  );
  const projects = records.map(([, record]) => [String(record.workspace_id), {}] as const);
  // Expenses are read together with their projects, which these requests did not include.
  const along = kind === 'expenses' ? { workspaces: Object.fromEntries(projects) } : {};
  return { ...along, ...body, [kind]: Object.fromEntries(records) };
}

interface Tally {
  claimed: number;
  passed: number;
  readonly differing: string[];
}
const tallies = new Map<string, Tally>();

function tally(kind: string, { cassette, n }: Interaction, check: () => void): void {
  const counted = tallies.get(kind) ?? { claimed: 0, passed: 0, differing: [] };
  tallies.set(kind, counted);
  counted.claimed += 1;
  try {
    check();
    counted.passed += 1;
  } catch (error) {
    counted.differing.push(`${cassette}#${n}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function rowsOf(body: Raw): readonly Raw[] {
  const results = body.results as readonly { readonly key: string; readonly id: string }[];
  return results.map(({ key, id }) => (body[key] as Readonly<Record<string, Raw>>)[id] ?? {});
}

const kindOf = ({ request }: Interaction): string => /^\/api\/v1\/([a-z_]+)/.exec(request.path)?.[1] ?? '';

/** Checks a recorded GET; throws where what the connector makes of it differs. */
function checkRead(kind: string, { response: { status, body } }: Interaction): void {
  if (status === 200) {
    const listing = readListing(parseExactJson(JSON.stringify(completed(kind, body as Raw))));
    kinds[kind]?.(listing, rowsOf(body as Raw));
    return;
  }
  const fault = faultOf('kantata', { status, headers: {}, text: JSON.stringify(body) }, kind);
  const codes: Readonly<Record<number, string>> = { 401: 'SYSTEM_UNAUTHORIZED', 404: 'SYSTEM_REFUSED' };
  expect(fault.code).toBe(codes[status]);
  expect(fault.vendorCode).toBe(status === 401 ? 'oauth' : 'system');
}

const writeKinds: Readonly<Record<string, Write['kind']>> = { POST: 'CREATE', PUT: 'UPDATE', DELETE: 'DELETE' };

/** Checks a recorded write: the outcome is what method and status say, the record is the recorded one and maps as if read. */
function checkWrite(kind: string, { request, response: { status, body } }: Interaction): void {
  const id = /\/(\d+)\.json$/.exec(request.path)?.[1] ?? '';
  const write = { kind: writeKinds[request.method] ?? 'CREATE', collection: kind, id };
  const answer = writeAnswer('kantata', write, { status, headers: {}, text: body === '' ? '' : JSON.stringify(body) });
  const outcomes: Readonly<Record<string, string>> = {
    'POST 200': 'CREATED',
    'PUT 200': 'UPDATED',
    'PUT 404': 'NOT_FOUND',
    'DELETE 204': 'DELETED',
  };
  expect(answer.kind).toBe(outcomes[`${request.method} ${status}`]);
  if (answer.kind !== 'CREATED' && answer.kind !== 'UPDATED') return;
  const [row] = rowsOf(body as Raw);
  expect(answer.id).toBe(row?.id);
  if (request.method === 'PUT') expect(answer.id).toBe(id);
  // Only what the outcome carries is mapped: the rest of the body is left behind.
  const alone = { count: '1', results: [{ key: kind, id: answer.id }], [kind]: { [answer.id]: answer.record } };
  kinds[kind]?.(readListing(completed(kind, alone)), [row ?? {}]);
}

/** Kinds the connector does not read, and how many of them were recorded: its port has no use for them. */
const unclaimed: Readonly<Record<string, number>> = {
  'GET expense_categories': 1,
  'GET invoices': 5,
  'GET posts': 8,
  'POST attachments': 1,
  'POST posts': 1,
};

describe.skipIf(!isThere)('recorded traffic', () => {
  const gets = interactions.filter(({ request }) => request.method === 'GET');
  const unread = new Map<string, number>();
  for (const interaction of interactions) {
    const kind = kindOf(interaction);
    const { method } = interaction.request;
    if (kinds[kind] === undefined) unread.set(`${method} ${kind}`, (unread.get(`${method} ${kind}`) ?? 0) + 1);
    else if (method !== 'GET') tally(`${kind} written`, interaction, () => checkWrite(kind, interaction));
    else if (interaction.response.status === 200) tally(kind, interaction, () => checkRead(kind, interaction));
    else tally('refusals', interaction, () => checkRead(kind, interaction));
  }
  const sum = (of: (tally: Tally) => number): number => [...tallies.values()].reduce((all, one) => all + of(one), 0);

  afterAll(() => {
    const lines = [...tallies].map(([kind, { claimed, passed, differing }]) => {
      return `  ${kind}: claimed ${claimed}, passed ${passed}, differing ${differing.length}`;
    });
    const passed = sum((one) => one.passed);
    const total = `  all: claimed ${sum((one) => one.claimed)} of ${interactions.length}, passed ${passed}`;
    const left = [...unread].map(([kind, count]) => `${kind} ${count}`).join(', ');
    console.log(['Kantata recordings read by the connector:', ...lines, total, `  not claimed: ${left}`].join('\n'));
  });

  test.each([
    ['workspaces', 19],
    ['users', 3],
    ['time_entries', 13],
    ['expenses', 8],
    ['stories', 11],
    ['refusals', 3],
    ['workspaces written', 3],
    ['time_entries written', 5],
    ['expenses written', 4],
    ['stories written', 4],
  ])('%s are read as recorded, at least %i of them', (kind, floor) => {
    const { claimed, passed, differing } = tallies.get(kind) ?? { claimed: 0, passed: 0, differing: [] };
    expect(differing).toEqual([]);
    expect(passed).toBe(claimed);
    expect(claimed).toBeGreaterThanOrEqual(floor);
  });

  test('at least 70 of the 89 pass, and those not claimed are known by name', () => {
    expect(sum((one) => one.passed)).toBeGreaterThanOrEqual(70);
    expect(sum((one) => one.claimed) + [...unread.values()].reduce((all, one) => all + one, 0)).toBe(89);
    expect(Object.fromEntries(unread)).toEqual(unclaimed);
  });

  // Each spoils an answer in one place; the check that passed it as recorded must then throw.
  const spoils: Readonly<Record<string, (body: Raw, kind: string) => unknown>> = {
    'names no record': (body) => ({ ...body, results: [] }),
    'names two records': (body) => ({ ...body, results: [body.results, body.results].flat() }),
    'names a record that is not there': (body, kind) => ({ ...body, results: [{ key: kind, id: '1' }] }),
    'names another kind': (body, kind) => ({ ...body, other: body[kind], results: otherKind(body) }),
    'holds another record': (body, kind) => inRecord(body, kind, (record) => ({ ...record, id: '1' })),
    'has lost its title, date and amount': (body, kind) =>
      inRecord(body, kind, ({ id, workspace_id }) => ({ id, workspace_id })),
    'is no JSON of a list': () => [],
  };
  const otherKind = ({ results }: Raw): unknown =>
    (results as readonly Raw[]).map((result) => ({ ...result, key: 'other' }));
  const inRecord = (body: Raw, kind: string, change: (record: Raw) => Raw): Raw => {
    const records = Object.entries(body[kind] as Readonly<Record<string, Raw>>);
    return { ...body, [kind]: Object.fromEntries(records.map(([id, record]) => [id, change(record)])) };
  };
  const writes = interactions.filter((one) => one.request.method !== 'GET' && kinds[kindOf(one)] !== undefined);
  const spoilt = (one: Interaction, response: Interaction['response']): Interaction => ({ ...one, response });

  test.each(Object.entries(spoils))('a planted answer to a write that %s is noticed', (_, spoil) => {
    const answered = writes.filter(({ response }) => response.status === 200);
    expect(new Set(answered.map(kindOf)).size).toBe(4);
    for (const one of answered) {
      const kind = kindOf(one);
      const body = spoil(one.response.body as Raw, kind);
      expect(() => checkWrite(kind, spoilt(one, { status: 200, body }))).toThrow();
    }
  });

  test('a planted answer of another status is noticed, and so is a refusal without errors', () => {
    for (const one of writes) {
      const { status, body } = one.response;
      for (const other of [202, 302, 401, 503])
        expect(() => checkWrite(kindOf(one), spoilt(one, { status: other, body }))).toThrow();
      if (status === 404) expect(() => checkWrite(kindOf(one), spoilt(one, { status, body: {} }))).toThrow();
    }
  });

  test('an entry that is not found when changed is listed later: not found does not mean gone', () => {
    const refused = writes.find(({ response }) => response.status === 404);
    const id = /(\d+)\.json$/.exec(refused?.request.path ?? '')?.[1] ?? '';
    const later = gets.filter(({ recordedAt }) => Date.parse(recordedAt) > Date.parse(refused?.recordedAt ?? ''));
    const lists = later.filter((one) => one.response.status === 200 && kindOf(one) === 'time_entries');
    const listing = lists.filter((one) => rowsOf(one.response.body as Raw).some((row) => row.id === id));
    expect(listing.length).toBeGreaterThan(0);
  });

  test('the known differences are all there are, and none is named in vain', () => {
    for (const [kind, keys] of Object.entries(knownDifferences)) {
      expect([...(supplied.get(kind) ?? [])].sort()).toEqual(Object.keys(keys).sort());
    }
  });

  test('a body without the keys that came later is drift, and named: nothing is assumed for it', () => {
    const recorded = gets.find((interaction) => kindOf(interaction) === 'time_entries');
    const listing = readListing(parseExactJson(JSON.stringify(recorded?.response.body)));
    expect(() => toTimeEntries(listing, context)).toThrow('"approved"');
  });

  test('the vendor counts more people than it shows, so a count is no promise', () => {
    const [all] = gets.filter((interaction) => kindOf(interaction) === 'users');
    const listing = readListing(parseExactJson(JSON.stringify(all?.response.body)));
    expect([listing.count, listing.rows.length]).toEqual([3, 2]);
  });

  test('values of one entry, one expense and one project, by hand', () => {
    const listOf = (kind: string, id: string): Listing => {
      const found = gets.find(({ response }) => {
        const records = (response.body as Raw)[kind] as Raw | undefined;
        return (
          response.status === 200 &&
          records !== undefined &&
          Object.hasOwn(records, id) &&
          rowsOf(response.body as Raw)[0]?.id === id
        );
      });
      return readListing(parseExactJson(JSON.stringify(completed(kind, found?.response.body as Raw))));
    };
    const [entry] = toTimeEntries(listOf('time_entries', '8590085'), context);
    // 75 minutes at 25.00 an hour.
    expect(entry).toMatchObject({
      duration: 75,
      hourlyBillRate: '25.00',
      billableAmount: { amount: '31.25', currency: 'USD' },
    });
    const [expense] = toExpenses(listOf('expenses', '8509845'), context);
    expect(expense).toMatchObject({
      amount: { amount: '200.00', currency: 'USD' },
      category: 'Travel',
      spentOn: '2013-07-31',
    });
    const [project] = toProjects(listOf('workspaces', '3403465'), context);
    expect(project).toMatchObject({
      name: '8105 Project',
      plan: { budget: null, updatedAt: '2013-08-01T18:00:38.000Z' },
    });
  });
});
