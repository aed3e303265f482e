// A schedule per legal entity and per what it begins: time by the window, what is billed by plan or covered once a day.
import type { Migration } from '../migration.ts';

export const scheduleTakes: Migration = {
  number: 25,
  name: 'schedule-takes',
  sql: `
    alter table release_schedule add column takes text not null default 'TIME'
      check (takes in ('TIME', 'COVERED', 'DUE', 'PREPAID'));
    alter table release_schedule alter column takes drop default;
    alter table release_schedule drop constraint release_schedule_pkey;
    alter table release_schedule add primary key (legal_entity, takes);
  `,
};
