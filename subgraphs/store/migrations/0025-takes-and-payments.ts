// A schedule per legal entity and per what it begins: time by the window, what is billed by plan or covered once a day. And which payments
// were put against a document of ours when it was looked at last, so that each is told once.
import type { Migration } from '../migration.ts';

export const takesAndPayments: Migration = {
  number: 25,
  name: 'takes-and-payments',
  sql: `
    alter table release_schedule add column takes text not null default 'TIME'
      check (takes in ('TIME', 'COVERED', 'DUE', 'PREPAID'));
    alter table release_schedule alter column takes drop default;
    alter table release_schedule drop constraint release_schedule_pkey;
    alter table release_schedule add primary key (legal_entity, takes);
    -- [{ id, applied }]: the payment's canonical id, and how much of it
    alter table watched_document add column payments jsonb not null default '[]';
  `,
};
