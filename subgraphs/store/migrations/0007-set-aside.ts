// Runs that were set aside because a system they need is paused: they hold no worker and no exception, and are woken when it is resumed.
import type { Migration } from '../migration.ts';

export const setAsideTables: Migration = {
  number: 7,
  name: 'set-aside',
  sql: `
    create table run_set_aside (
      run_id text primary key references run on delete cascade,
      system text not null,
      since timestamptz not null default now()
    );
    create index on run_set_aside (system, since);
  `,
};
