// What detectors saw and how far they have looked, and alerts: rules that were broken, whom they were told, and what became of them.
import type { Migration } from '../migration.ts';

export const detectorTables: Migration = {
  number: 16,
  name: 'detectors',
  sql: `
    -- a reading of one kind of facts, again and again; several detectors judge them
    create table detector_sweep (
      name text primary key,
      systems text[] not null,
      owner text,
      owned_until timestamptz,
      fence bigint not null default 0,
      due_at timestamptz not null default now(),
      -- where the reading under way goes on; null: at the beginning
      cursor text,
      -- counts the readings; what was not seen in the newest two has ended
      round int not null default 1,
      -- whether nothing was left out of the reading under way
      whole boolean not null default true,
      looked int not null default 0,
      began_at timestamptz,
      -- of the last reading that came to its end
      completed_at timestamptz,
      looked_last int,
      failures int not null default 0,
      failure text
    );
    create table detector (
      code text primary key,
      sweep text not null references detector_sweep on delete cascade,
      active boolean not null,
      grace_ms bigint not null
    );
    -- one row per case that stands, whether it is told yet or not
    create table detector_sighting (
      code text not null,
      -- kind/id of what it is about
      subject text not null,
      sweep text not null,
      first_seen_at timestamptz not null,
      round int not null,
      -- readings in a row that did not see it any more
      missed int not null default 0,
      -- an exception was opened; whatever became of that, it is not told again while it stands
      told boolean not null default false,
      primary key (code, subject)
    );
    create index on detector_sighting (sweep, round);
    create unique index run_exception_one_per_case on run_exception (code, (subject->>'kind'), (subject->>'id'))
      where closed_at is null and kind = 'DETECTED';
    create table alert (
      id uuid primary key default gen_random_uuid(),
      rule text not null,
      -- the rule as it was when it was broken: owner, threshold, channels
      terms jsonb not null,
      -- what was counted when it was last looked at
      measured jsonb not null,
      raised_at timestamptz not null,
      escalated_at timestamptz,
      acknowledged_at timestamptz,
      acknowledged_by uuid,
      reason_act uuid,
      resolved_at timestamptz
    );
    create unique index alert_one_per_rule on alert (rule) where resolved_at is null;
    create index on alert (raised_at desc, id);
    create table alert_telling (
      id uuid primary key default gen_random_uuid(),
      alert_id uuid not null references alert on delete cascade,
      event text not null check (event in ('RAISED', 'ESCALATED', 'RESOLVED')),
      channel text not null,
      body jsonb not null,
      made_at timestamptz not null,
      next_at timestamptz not null,
      attempts int not null default 0,
      told_at timestamptz,
      dead_reason text,
      unique (alert_id, event, channel)
    );
    create index on alert_telling (next_at) where told_at is null and dead_reason is null;
  `,
};
