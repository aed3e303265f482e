// Reference calls have a floor among the background of a vendor's account, as background work has one among people: a month end that bills
// without a pause let feeds and watchers wait until they gave up. And a second lies between two background calls while people ask without a pause:
// the oldest of a backlog is always overdue, so that background work had the next place as soon as its last call had ended, and people never had
// one of an account of one place.
import type { Migration } from '../migration.ts';

export const backgroundFloors: Migration = {
  number: 37,
  name: 'a floor for reference calls, and a second between background calls',
  sql: `
    -- When a reference call was last under way in that process: told_at itself while one is. Null from a process of the release before.
    alter table budget_share add column reference_at timestamptz;
    -- When a billing call was last under way in that process: told_at itself while one is.
    alter table budget_share add column billing_at timestamptz;
    create or replace function budget_admit(
      the_account text, the_process text, places int, reserve int, held int[], waits int[], waited_ms int[], trust_ms int[]
    ) returns table (interactive int, billing int, reference int, processes int, "quietMs" float8) language plpgsql as $$
    declare
      here timestamptz;
      since timestamptz[];
      others record;
      free int;
      room int;
      urgent int;
      background_max int;
      spoken timestamptz;
      reference_overdue boolean;
      overdue int;
      floor_before timestamptz;
      reference_ended timestamptz;
      billing_ended timestamptz;
      reference_last timestamptz;
      billing_last timestamptz;
      turn int;
    begin
      -- Its own statement: what others told before us is seen by the ones that follow.
      perform pg_advisory_xact_lock(hashtextextended('budget ' || the_account, 0));
      here := clock_timestamp();
      since := array[here - make_interval(secs => waited_ms[1] / 1000.0), here - make_interval(secs => waited_ms[2] / 1000.0),
        here - make_interval(secs => waited_ms[3] / 1000.0)];
      delete from budget_share share where share.account = the_account and share.told_at < here - make_interval(secs => trust_ms[3] / 1000.0);
      select coalesce(sum(share.interactive) filter (where age <= trust_ms[2]), 0)::int as interactive,
        coalesce(sum(share.background) filter (where age <= trust_ms[2]), 0)::int as background,
        coalesce(sum(waiting[1]) filter (where age <= trust_ms[1]), 0)::int as interactive_waiting,
        coalesce(sum(waiting[2]) filter (where age <= trust_ms[1]), 0)::int as billing_waiting,
        min(waiting_since[2]) filter (where age <= trust_ms[1] and waiting[2] > 0) as billing_since,
        min(waiting_since[3]) filter (where age <= trust_ms[1] and waiting[3] > 0) as reference_since,
        max(case when reference_at >= told_at and age <= trust_ms[2] then here else reference_at end) as reference_at,
        max(case when billing_at >= told_at and age <= trust_ms[2] then here else billing_at end) as billing_at,
        coalesce(sum(waiting[1]) filter (where age <= trust_ms[1] and (waiting_since[1], process) < (since[1], the_process)), 0)::int as before_1,
        coalesce(sum(waiting[2]) filter (where age <= trust_ms[1] and (waiting_since[2], process) < (since[2], the_process)), 0)::int as before_2,
        coalesce(sum(waiting[3]) filter (where age <= trust_ms[1] and (waiting_since[3], process) < (since[3], the_process)), 0)::int as before_3,
        count(*)::int as processes, max(interactive_at) as interactive_at
      into others
      from (select all_shares.*, extract(epoch from here - told_at) * 1000 as age from budget_share all_shares
        where account = the_account and process <> the_process) share;
      free := places - held[1] - others.interactive - held[2] - others.background;
      -- Fourth numbers are what a process of the releases before does not tell: it gives no turn to reference, or keeps nothing for background work.
      floor_before := here - make_interval(secs => trust_ms[4] / 1000.0);
      reference_ended := here - make_interval(secs => waited_ms[4] / 1000.0);
      -- A process of a release before does not tell the fifth number: when one of its billing calls was last let in is filed below.
      billing_ended := coalesce(here - make_interval(secs => waited_ms[5] / 1000.0),
        (select own.billing_at from budget_share own where own.account = the_account and own.process = the_process));
      reference_last := greatest(reference_ended, others.reference_at);
      billing_last := greatest(billing_ended, others.billing_at);
      reference_overdue := coalesce(least(others.reference_since, case when waits[3] > 0 then since[3] end) <= floor_before, false);
      overdue := case when held[2] + others.background = 0 and coalesce(greatest(reference_last, billing_last) <= floor_before, true)
        and free > 0 and (reference_overdue
        or least(others.billing_since, case when waits[2] > 0 then since[2] end) <= floor_before) then 1 else 0 end;
      interactive := greatest(0, least(waits[1], free - overdue - others.before_1));
      urgent := waits[1] - interactive + others.interactive_waiting;
      background_max := places - reserve;
      if held[1] + others.interactive + interactive + urgent = 0 then
        background_max := greatest(places - 1, places - reserve);
      end if;
      room := greatest(overdue, least(free - interactive - urgent, background_max - held[2] - others.background));
      turn := case when room > 0 and reference_overdue and waited_ms[4] is not null
        and reference_last <= floor_before and reference_last < billing_last then 1 else 0 end;
      billing := greatest(0, least(waits[2], room - turn - others.before_2));
      reference := greatest(0, least(waits[3], greatest(turn, room - waits[2] - others.billing_waiting) - others.before_3));
      if reference > 0 then reference_ended := here; end if;
      if billing > 0 then billing_ended := here; end if;
      processes := others.processes + 1;
      spoken := case when held[1] + waits[1] > 0 then here
        else (select interactive_at from budget_share own where own.account = the_account and own.process = the_process) end;
      "quietMs" := coalesce(extract(epoch from here - greatest(spoken, others.interactive_at)) * 1000, 'infinity');
      insert into budget_share values (the_account, the_process, held[1] + interactive, held[2] + billing + reference,
        array[waits[1] - interactive, waits[2] - billing, waits[3] - reference], since, here, spoken, reference_ended, billing_ended)
      on conflict (account, process) do update set interactive = excluded.interactive, background = excluded.background,
        waiting = excluded.waiting, waiting_since = excluded.waiting_since, told_at = excluded.told_at,
        interactive_at = excluded.interactive_at, reference_at = excluded.reference_at, billing_at = excluded.billing_at;
      return next;
    end $$;
  `,
};
