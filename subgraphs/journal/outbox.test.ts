// Events reach their readers, again after a failure, and are given up with a reason.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { binariesHere, makeHome, removeHomes } from '../store/store-rig.ts';
import { openStore } from '../store/store.ts';
import type { Database, Store } from '../store/store.ts';
import { attemptsMax, invalidationReader, relay } from './outbox.ts';
import type { EventReader } from './outbox.ts';

let store: Store | null = null;

beforeEach(async () => {
  if (!binariesHere) return;
  store ??= await openStore({ dataDir: makeHome(), asOwner: true });
  await sql`delete from outbox_event`.execute(store.db);
  await sql`insert into outbox_event (type, subject, data, tags, run_id, correlation_id)
    select 'customer.activated', 'customer-' || n, 'null', array['customer-' || n], 'run', 'c' from generate_series(1, 5) n`.execute(
    store.db,
  );
});

afterAll(async () => {
  await store?.close();
  removeHomes();
});

function db(): Store['db'] {
  if (store === null) throw new Error('no store');
  return store.db;
}

const dueNow = async (): Promise<unknown> =>
  sql`update outbox_delivery set next_at = now() - interval '1 second'`.execute(db());

test.runIf(binariesHere)('every reader is told every event once, in order, also by two relays at once', async () => {
  const heard: string[] = [];
  const reader: EventReader = {
    name: 'r',
    wants: () => true,
    tell: ({ subject }) => Promise.resolve(void heard.push(subject)),
  };
  await Promise.all([relay(db(), [reader]), relay(db(), [reader])]);
  await relay(db(), [reader]);
  expect(heard).toEqual([1, 2, 3, 4, 5].map((n) => `customer-${n}`));
});

test.runIf(binariesHere)(
  'a reader that fails is told again, and given up after its attempts with a reason',
  async () => {
    let calls = 0;
    const broken: EventReader = {
      name: 'b',
      wants: ({ tags }) => tags.includes('customer-3'),
      tell: () => Promise.reject(new TypeError(`${(calls += 1)}`)),
    };
    expect(await relay(db(), [broken])).toEqual({ told: 4, failed: 1, dead: 0 });
    expect(await relay(db(), [broken])).toEqual({ told: 0, failed: 0, dead: 0 });
    for (let attempt = 2; attempt <= attemptsMax; attempt += 1) {
      await dueNow();
      await relay(db(), [broken]);
    }
    expect(calls).toBe(attemptsMax);
    const { rows } = await sql<{
      dead_reason: string;
    }>`select dead_reason from outbox_delivery where dead_reason is not null`.execute(db());
    expect(rows).toEqual([{ dead_reason: 'TypeError' }]);
  },
);

test.runIf(binariesHere)('tags reach a gateway’s admin port', async () => {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    request.on('data', (part: Buffer) => bodies.push(part.toString()));
    request.on('end', () => response.end('{}'));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  expect(await relay(db(), [invalidationReader(`http://127.0.0.1:${port}`)])).toMatchObject({ told: 5 });
  expect(bodies[0]).toBe('{"tags":["customer-1"]}');
  server.close();
});

const writing = (subject: string, count = 1) =>
  sql`insert into outbox_event (type, subject, data, run_id, correlation_id)
    select 't', ${subject} || case when ${count}::int > 1 then '-' || n else '' end, 'null', 'r', 'c'
    from generate_series(1, ${count}::int) n`;

/** A reader that notes what it is told. */
function listener(name: string): EventReader & { readonly heard: string[] } {
  const heard: string[] = [];
  return { name, heard, wants: () => true, tell: ({ subject }) => Promise.resolve(void heard.push(subject)) };
}

/** Tells until nothing more is told; rounds of 20. */
async function tellAll(reader: EventReader): Promise<void> {
  while ((await relay(db(), [reader])).told > 0);
}

/** A transaction that has written and is open until it is told to end. */
async function begun(subject: string): Promise<{ commit(): Promise<unknown> }> {
  const transaction = await db().startTransaction().execute();
  await writing(subject).execute(transaction);
  return { commit: () => transaction.commit().execute() };
}

/** Rows of events and deliveries that a connection reads while it does something. */
async function rowsRead(work: (one: Database) => Promise<unknown>): Promise<number> {
  return db()
    .connection()
    .execute(async (one) => {
      const count = async (): Promise<number> => {
        await sql`select pg_stat_force_next_flush()`.execute(one);
        const { rows } = await sql<{ read: string }>`select sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) as read
          from pg_stat_user_tables where relname in ('outbox_event', 'outbox_delivery', 'outbox_reader')`.execute(one);
        return Number(rows[0]?.read);
      };
      const before = await count();
      await work(one);
      return (await count()) - before;
    });
}

describe.runIf(binariesHere)('every reader is owed every event', () => {
  beforeEach(async () => {
    await sql`truncate outbox_event, outbox_reader cascade`.execute(db());
  });

  test('that began first and is committed last too, also whoever came meanwhile', async () => {
    const [early, late] = [listener('early'), listener('late')];
    const first = await begun('first');
    await writing('second').execute(db());
    await tellAll(early);
    await writing('third').execute(db());
    await tellAll(early);
    await tellAll(late);
    const seen = ['second', 'third'];
    expect([early.heard, late.heard]).toEqual([seen, seen]);
    await first.commit();
    await tellAll(late);
    await tellAll(early);
    expect([early.heard, late.heard]).toEqual([
      [...seen, 'first'],
      [...seen, 'first'],
    ]);
    const { rows } = await sql`select subject from outbox_event order by id limit 1`.execute(db());
    expect(rows).toEqual([{ subject: 'first' }]);
  });

  test('of many writers that end in any order, once, whoever relays and comes meanwhile', async () => {
    const listeners = [listener('a'), listener('b'), listener('c')];
    const subjects = Array.from({ length: 120 }, (_, index) => `event-${index}`);
    const isWriting = { now: true };
    // Whoever fails ends all the others, and they are waited for: else they would go on in the next test.
    const together = async (work: readonly Promise<void>[]): Promise<void> => {
      const ends = await Promise.allSettled(work.map((one) => one.finally(() => (isWriting.now = false))));
      for (const end of ends) if (end.status === 'rejected') throw end.reason;
    };
    const write = async (from: number): Promise<void> => {
      for (const subject of subjects.filter((_, index) => index % 4 === from)) {
        const open = await begun(subject);
        await pause(Math.random() * 8);
        await open.commit();
      }
    };
    const tell = async (reader: EventReader, afterMs: number): Promise<void> => {
      await pause(afterMs);
      while (isWriting.now) await relay(db(), [reader]);
    };
    const relays = listeners.flatMap((reader, index) => [tell(reader, index * 60), tell(reader, index * 60)]);
    await together([Promise.all([0, 1, 2, 3].map(write)).then(() => undefined), ...relays]);
    for (const reader of listeners) {
      await tellAll(reader);
      expect(reader.heard.toSorted()).toEqual(subjects.toSorted());
    }
  }, 60_000);

  test('also when one reader’s share is filled in just while the same event is spread to all', async () => {
    const late = listener('late');
    await relay(db(), [listener('early')]);
    await writing('both').execute(db());
    await sql`insert into outbox_reader (name, filled_to, fill_until) select 'late', 0, max(id) from outbox_event`.execute(
      db(),
    );
    // The filling in has written its row and has not yet looked whether the event is there: triggers go by their names.
    await sql`create function wait_a_little() returns trigger language plpgsql as
      $$ begin if pg_trigger_depth() = 1 then perform pg_sleep(0.5); end if; return null; end $$`.execute(db());
    await sql`create trigger "A wait" after insert on outbox_delivery for each row when (new.reader = 'late')
      execute function wait_a_little()`.execute(db());
    try {
      await Promise.all([relay(db(), [late]), pause(200).then(() => relay(db(), [listener('early')]))]);
    } finally {
      await sql`drop function wait_a_little() cascade`.execute(db());
    }
    await tellAll(late);
    expect(late.heard).toEqual(['both']);
  });

  test('that is still kept when it comes late, in order, before what is new', async () => {
    await writing('old', 230).execute(db());
    await sql`update outbox_event set new_since = null`.execute(db());
    const late = listener('late');
    await relay(db(), [late]);
    await writing('new').execute(db());
    await tellAll(late);
    expect(late.heard).toEqual([...Array.from({ length: 230 }, (_, index) => `old-${index + 1}`), 'new']);
  }, 60_000);

  test('until it stays away, and once it is back', async () => {
    const [here, gone] = [listener('here'), listener('gone')];
    await tellAll(here);
    await relay(db(), [gone]);
    await writing('a').execute(db());
    await tellAll(here);
    const owed = async (): Promise<unknown> =>
      (
        await sql<{ count: number }>`select count(*)::int as count from outbox_delivery where told_at is null`.execute(
          db(),
        )
      ).rows;
    expect(await owed()).toEqual([{ count: 1 }]);
    await sql`update outbox_reader set seen_at = now() - case name when 'gone' then interval '25 hours' else interval '2 hours' end`.execute(
      db(),
    );
    await writing('b').execute(db());
    await tellAll(here);
    expect(await owed()).toEqual([{ count: 0 }]);
    await tellAll(gone);
    expect([here.heard, gone.heard]).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ]);
  });

  test.each(['before the planner knows the tables', 'once it does'])(
    'for what the new ones cost, however many were told before, %s',
    async (when) => {
      const reader = listener('r');
      await relay(db(), [reader]);
      await writing('old', 3_000).execute(db());
      await sql`with told as (update outbox_event set new_since = null returning id)
        insert into outbox_delivery (event_id, reader, told_at) select id, 'r', now() from told`.execute(db());
      for (const table of when === 'once it does' ? ['outbox_event', 'outbox_delivery'] : [])
        await sql`vacuum (analyze) ${sql.table(table)}`.execute(db());
      // The first look marks what the index still holds of events that are new no more.
      await relay(db(), [reader]);
      expect(await rowsRead((one) => relay(one, [reader]))).toBeLessThan(20);
      await writing('new', 5).execute(db());
      const read = await rowsRead((one) => relay(one, [reader]));
      expect(reader.heard).toHaveLength(5);
      expect(read).toBeLessThan(150);
      // A look through all events, as the measure sees it.
      const scan = await rowsRead((one) =>
        sql`select id from outbox_event event where not exists (
          select from outbox_delivery known where known.event_id = event.id and known.reader = 'r')`.execute(one),
      );
      expect(scan).toBeGreaterThan(2_999);
      console.info(`rows read for five events of 3,005: ${read}; by a look through all of them: ${scan}`);
    },
    60_000,
  );
});
