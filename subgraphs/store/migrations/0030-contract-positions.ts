// What a position of go-live counts for: the contract its project was under, so that a cap of it that is agreed on later is used by all that
// its projects had billed. And when waiting work was last looked at, as it was then.
import type { Migration } from '../migration.ts';

export const contractPositions: Migration = {
  number: 30,
  name: 'positions of contracts',
  sql: `
    -- '' for none; null: of before it was kept
    alter table opening_position add column contract_id text;
    create index on opening_position (contract_id);
    create index on billing_draft (contract_id) where contract_id is not null;

    -- digest of the work as it was looked at; null: of before it was kept
    alter table work_hold add column content text;
    alter table work_hold add column looked_at timestamptz not null default now();
  `,
};
