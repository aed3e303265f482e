// Which days' housekeeping was done: one worker does it, whoever comes first.
import type { Migration } from '../migration.ts';

export const housekeepingTable: Migration = {
  number: 8,
  name: 'housekeeping',
  sql: `
    create table housekeeping (
      day date primary key,
      begun_at timestamptz not null default now(),
      removed jsonb
    );
    create index run_initiator on run (initiator);
  `,
};
