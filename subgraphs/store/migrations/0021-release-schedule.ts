// Releases of work that begin by themselves: per legal entity the last window that was looked at, what was begun for it, and the next one.
import type { Migration } from '../migration.ts';

export const releaseSchedule: Migration = {
  number: 21,
  name: 'release-schedule',
  sql: `
    create table release_schedule (
      legal_entity text primary key,
      -- false: it is not configured any more
      active boolean not null,
      every_minutes int not null,
      time_zone text not null,
      next_due_at timestamptz not null,
      -- who looks now, until when
      owner text,
      owned_until timestamptz,
      fence bigint not null default 0,
      -- the last window that was looked at, by its beginning on the entity's clock
      last_window text,
      looked_at timestamptz,
      outcome text check (outcome in ('BEGUN', 'NOTHING', 'STILL_AT_WORK')),
      projects int not null default 0,
      -- last day of the work
      through date,
      -- the last run that was begun, by whichever window
      run_id text,
      failure text,
      failures int not null default 0
    );
  `,
};
