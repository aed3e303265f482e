// How far each feed was read, what was told of each record, what is to be told again, and hints from outside.
import type { Migration } from '../migration.ts';

export const feedTables: Migration = {
  number: 11,
  name: 'feeds',
  sql: `
    create table feed (
      -- system/instance/kind
      name text primary key,
      system text not null,
      instance text not null,
      kind text not null,
      -- BASELINE: read for the first time; CENSUS: everything is read anew; FOLLOWING: what changed
      phase text not null default 'BASELINE' check (phase in ('BASELINE', 'CENSUS', 'FOLLOWING')),
      cursor text,
      -- counts the readings of everything; a record that was not seen in the newest is gone
      round int not null default 1,
      owner text,
      owned_until timestamptz,
      fence bigint not null default 0,
      due_at timestamptz not null default now(),
      hinted boolean not null default false,
      -- when nothing was waiting; null: not yet
      complete_at timestamptz,
      -- whether something was waiting when it was last read
      complete boolean not null default false,
      -- the newest stamp of the system that was told
      newest_at timestamptz,
      told bigint not null default 0,
      repeated bigint not null default 0,
      -- turns that failed one after the other, and why
      failures int not null default 0,
      failure text,
      -- how often the page under way could not be told
      attempts int not null default 0,
      horizon_missed_at timestamptz,
      censuses int not null default 0,
      count_due_at timestamptz not null default now(),
      counted_at timestamptz,
      counted_here int,
      counted_there int,
      differing int not null default 0
    );
    create index on feed (due_at);
    -- one row per record, not per change: what was told of it last
    create table feed_record (
      feed text not null references feed on delete cascade,
      record_id text not null,
      changed_at timestamptz not null,
      -- TOLD: the system said so; MISSING: it was no longer there
      gone text check (gone in ('TOLD', 'MISSING')),
      -- false: it may change once more under the same stamp
      settled boolean not null,
      told_at timestamptz not null default now(),
      round int not null,
      primary key (feed, record_id)
    );
    create index on feed_record (feed, round) where gone is null;
    create index on feed_record (feed, told_at) where gone is not null;
    -- records to be told of without a change: HINT from outside, or a telling that FAILED
    create table feed_due (
      feed text not null references feed on delete cascade,
      record_id text not null,
      cause text not null check (cause in ('HINT', 'FAILED')),
      attempts int not null default 0,
      due_at timestamptz not null default now(),
      primary key (feed, record_id)
    );
    create index on feed_due (feed, due_at);
    -- webhooks taken lately, so that none is taken twice
    create table feed_hook (
      system text not null,
      id text not null,
      at timestamptz not null default now(),
      primary key (system, id)
    );
    create index on feed_hook (at);
    alter table run_exception add column feed text, add column feed_record text;
    create unique index run_exception_one_per_feed on run_exception (feed, code, coalesce(feed_record, ''))
      where closed_at is null and feed is not null;
  `,
};
