// A month end: processes that share an account know when somebody interactive last asked in any of them, so that all of it may be lent; rows
// that a bill moves three times are moved within their page; drafts are found by the run that took them.
import type { Migration } from '../migration.ts';

export const monthEnd: Migration = {
  number: 26,
  name: 'month end',
  sql: `
    alter table work_item set (fillfactor = 50);
    alter table work_claim set (fillfactor = 50);
    create index on billing_draft (released_by);

    alter table budget_share add column interactive_at timestamptz;
    drop function budget_admit(text, text, int, int, int[], int[], int[], int[]);
    create function budget_admit(
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
        coalesce(sum(waiting[1]) filter (where age <= trust_ms[1] and (waiting_since[1], process) < (since[1], the_process)), 0)::int as before_1,
        coalesce(sum(waiting[2]) filter (where age <= trust_ms[1] and (waiting_since[2], process) < (since[2], the_process)), 0)::int as before_2,
        coalesce(sum(waiting[3]) filter (where age <= trust_ms[1] and (waiting_since[3], process) < (since[3], the_process)), 0)::int as before_3,
        count(*)::int as processes, max(interactive_at) as interactive_at
      into others
      from (select all_shares.*, extract(epoch from here - told_at) * 1000 as age from budget_share all_shares
        where account = the_account and process <> the_process) share;
      free := places - held[1] - others.interactive - held[2] - others.background;
      interactive := greatest(0, least(waits[1], free - others.before_1));
      urgent := waits[1] - interactive + others.interactive_waiting;
      background_max := places - reserve;
      if held[1] + others.interactive + interactive + urgent = 0 then
        background_max := greatest(places - 1, places - reserve);
      end if;
      room := least(free - interactive - urgent, background_max - held[2] - others.background);
      billing := greatest(0, least(waits[2], room - others.before_2));
      reference := greatest(0, least(waits[3], room - waits[2] - others.billing_waiting - others.before_3));
      processes := others.processes + 1;
      spoken := case when held[1] + waits[1] > 0 then here
        else (select interactive_at from budget_share own where own.account = the_account and own.process = the_process) end;
      "quietMs" := coalesce(extract(epoch from here - greatest(spoken, others.interactive_at)) * 1000, 'infinity');
      insert into budget_share values (the_account, the_process, held[1] + interactive, held[2] + billing + reference,
        array[waits[1] - interactive, waits[2] - billing, waits[3] - reference], since, here, spoken)
      on conflict (account, process) do update set interactive = excluded.interactive, background = excluded.background,
        waiting = excluded.waiting, waiting_since = excluded.waiting_since, told_at = excluded.told_at,
        interactive_at = excluded.interactive_at;
      return next;
    end $$;
  `,
};
