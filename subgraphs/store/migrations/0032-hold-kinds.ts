// What waits says what it is, so that whoever looked at expenses alone says nothing of the time that waits, and the other way round.
import type { Migration } from '../migration.ts';

export const holdKinds: Migration = {
  number: 32,
  name: 'what waits says what it is',
  sql: `
    alter table work_hold add column kind text not null default 'TIME' check (kind in ('TIME', 'EXPENSE', 'PLAN'));
    update work_hold set kind = 'PLAN' where by_plan;
    -- Of work that no book knows yet the next release that looks at it says so.
    update work_hold hold set kind = 'EXPENSE' from work_item item
      where item.source = hold.source and item.facts->'entry'->>'kind' = 'EXPENSE';
    alter table work_hold drop column by_plan;
  `,
};
