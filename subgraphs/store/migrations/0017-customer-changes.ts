// A customer's changes, counted: the same name may be given, taken back and given again, and each time is another write.
import type { Migration } from '../migration.ts';

export const customerChangeTable: Migration = {
  number: 17,
  name: 'customer-changes',
  sql: `
    create table customer_change (
      run_id text primary key,
      -- canonical id
      customer_id text not null,
      -- 1, 2, 3 … within the customer: part of every business key
      revision int not null,
      kind text not null,
      made_at timestamptz not null default now(),
      unique (customer_id, revision)
    );
  `,
};
