// Engagements: what ties one deal to its projects and schedules over several legal entities; their system of record is ours. And what
// runs have found out that people want to read, such as the gates and the plan of a conversion.
import type { Migration } from '../migration.ts';

export const engagementTables: Migration = {
  number: 13,
  name: 'engagements',
  sql: `
    create table engagement (
      id text primary key,
      opportunity_id text not null unique,
      opportunity jsonb not null,
      customer_id text not null,
      state text not null check (state in ('ACTIVE', 'AT_RISK', 'UNWOUND')),
      -- 1, and one more each time it was finished after a start at risk, or made anew after an unwinding
      round int not null,
      currency text not null,
      parts jsonb not null,
      -- gates that were waived: nothing is billed until they hold
      waived text[] not null default '{}',
      -- what was agreed to be spent meanwhile, and until when; null unless it is at risk
      risk jsonb,
      run_id text not null,
      begun_at timestamptz not null default now(),
      changed_at timestamptz not null default now()
    );
    create index on engagement (customer_id);
    create index on engagement (changed_at desc, id desc);
    create table run_report (
      run_id text primary key references run on delete cascade,
      report jsonb not null,
      made_at timestamptz not null default now()
    );
  `,
};
