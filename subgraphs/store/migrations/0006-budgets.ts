// Budgets of vendor accounts that several processes share without a Redis: what each holds and waits for, and the rule by which they
// are let in (runtime/budget-rule.ts) as a function, so that telling and letting in are one step for everybody.
import type { Migration } from '../migration.ts';

export const budgetTables: Migration = {
  number: 6,
  name: 'budgets',
  sql: `
    -- not logged: after a crash of the server every process tells anew what it holds
    create unlogged table budget_share (
      account text not null,
      process text not null,
      interactive int not null,
      background int not null,
      waiting int[] not null,
      waiting_since timestamptz[] not null,
      told_at timestamptz not null,
      primary key (account, process)
    );
    create function budget_admit(
      the_account text, the_process text, places int, reserve int, held int[], waits int[], waited_ms int[], trust_ms int[]
    ) returns table (interactive int, billing int, reference int, processes int) language plpgsql as $$
    declare
      here timestamptz;
      since timestamptz[];
      others record;
      free int;
      room int;
      urgent int;
      background_max int;
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
        count(*)::int as processes
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
      insert into budget_share values (the_account, the_process, held[1] + interactive, held[2] + billing + reference,
        array[waits[1] - interactive, waits[2] - billing, waits[3] - reference], since, here)
      on conflict (account, process) do update set interactive = excluded.interactive, background = excluded.background,
        waiting = excluded.waiting, waiting_since = excluded.waiting_since, told_at = excluded.told_at;
      return next;
    end $$;
  `,
};
