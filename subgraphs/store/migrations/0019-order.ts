// The order of runs about one customer, and further reasons why a run leaves its worker's place for a while: another one is before it, or
// a system wishes to be left alone.
import type { Migration } from '../migration.ts';

export const runOrder: Migration = {
  number: 19,
  name: 'run-order',
  sql: `
    -- whose runs are carried out one after another: a canonical id
    alter table run add column order_of text;
    -- the order in which runs were begun; a clock may be set back, and one transaction may begin several
    alter table run add column place bigint generated always as identity;
    -- how often it was set aside because a system wished to be left alone, since it was last begun or sent on
    alter table run add column rested int not null default 0;
    create index run_in_order on run (order_of, place) where order_of is not null and state_kind not in ('DONE', 'COMPENSATED');
    -- whose turn it is; the row of a run that has let go is simply overwritten
    create table run_turn (
      order_of text primary key,
      run_id text not null references run on delete cascade
    );
    create index on run_turn (run_id);
    -- exactly one of the three says what it waits for
    alter table run_set_aside alter column system drop not null;
    alter table run_set_aside add column behind text;
    alter table run_set_aside add column not_before timestamptz;
    alter table run_set_aside add check (num_nonnulls(system, behind, not_before) = 1);
    create index on run_set_aside (behind) where behind is not null;
  `,
};
