// What goes on by itself: a deal that is sold anew after its conversion was unwound, runs that a system's outage has parked, and requests
// for an approval that whoever asked has taken back.
import type { Migration } from '../migration.ts';

export const goingOn: Migration = {
  number: 22,
  name: 'going-on',
  sql: `
    -- when its deal was first seen not to be sold any more; null while it is, or until somebody has looked
    alter table engagement add column open_since timestamptz;
    -- parked runs that are tried again by themselves; the row goes when the run rests in another way, or is done
    create table run_parked (
      run_id text primary key references run on delete cascade,
      -- where it was parked; elsewhere it begins to count anew
      step text not null,
      since timestamptz not null default now(),
      times int not null default 1,
      -- null: tried for long enough, a person has to look
      next_at timestamptz
    );
    create index on run_parked (next_at) where next_at is not null;
    insert into run_parked (run_id, step, next_at)
      select id, state->>'step', now() + interval '1 minute' from run where state_kind = 'PARKED';
    alter table approval drop constraint approval_state_check;
    alter table approval add constraint approval_state_check
      check (state in ('PENDING', 'APPROVED', 'REJECTED', 'EXPIRED', 'SUPERSEDED', 'WITHDRAWN'));
  `,
};
