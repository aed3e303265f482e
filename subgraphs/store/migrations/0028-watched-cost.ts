// The ERP's journal entries of posted cost, by their own ids, and what the ERP said of each last: whoever changes one there is noticed.
import type { Migration } from '../migration.ts';

export const watchedCost: Migration = {
  number: 28,
  name: 'watched-cost',
  sql: `
    create table cost_entry (
      instance text not null,
      -- the ERP's own id
      entry text not null,
      posting_id text not null references cost_posting,
      part text not null,
      -- digest of what was seen last; null: as it was posted
      seen text,
      -- how often it was another one than before
      looks int not null default 0,
      looked_at timestamptz,
      primary key (instance, entry)
    );
    insert into cost_entry (instance, entry, posting_id, part)
      select entry->'ref'->>'instance', entry->'ref'->>'id', id, entry->>'part'
      from cost_posting, jsonb_array_elements(entries) entry where state = 'POSTED'
      on conflict do nothing;
  `,
};
