// When the store was put back from a backup: since then vendors may be ahead of what it says, so every write is looked up before it is
// made for the first time.
import type { Migration } from '../migration.ts';

export const restorationTable: Migration = {
  number: 15,
  name: 'restorations',
  sql: `
    create table restoration (
      number bigint generated always as identity primary key,
      backup_made_at timestamptz not null,
      restored_at timestamptz not null default now()
    );
  `,
};
