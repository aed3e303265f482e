// What waited without end: an event is told by being marked as new until its readers are owed it, instead of by looking through all of them;
// background work that waited too long gets a place of a vendor's account; an exception names the run that did what it was about; and a
// store says whose it is.
import type { Migration } from '../migration.ts';

export const nothingWaits: Migration = {
  number: 29,
  name: 'nothing waits without end',
  sql: `
    -- Readers of events. All events up to filled_to are owed to one; when that is fill_until, whatever is new is owed to it as it comes.
    create table outbox_reader (
      name text primary key,
      filled_to bigint not null,
      fill_until bigint not null,
      seen_at timestamptz not null default now()
    );
    -- Null once it is owed to all of them. What stands is owed already, but for what somebody was about to be owed.
    alter table outbox_event add column new_since timestamptz;
    alter table outbox_event alter column new_since set default now();
    -- In an order of its own: by id, a planner that does not know the table may as well go through the primary key.
    create index outbox_event_new on outbox_event (new_since, id) where new_since is not null;
    insert into outbox_reader (name, filled_to, fill_until)
      select reader, newest.id, newest.id from (select distinct reader from outbox_delivery) known,
        (select coalesce(max(id), 0) as id from outbox_event) newest;
    update outbox_event event set new_since = now() where exists (select from outbox_reader reader where not exists (
      select from outbox_delivery owed where owed.event_id = event.id and owed.reader = reader.name));

    -- The run that did what the exception's own run was stopped at.
    alter table run_exception add column settled_by text;
    create index run_exception_open_about on run_exception ((subject->>'id')) where closed_at is null;

    -- Whose records these are: one row once a house has been started on this store.
    create table firm (
      only_row boolean primary key default true check (only_row),
      name text not null,
      since timestamptz not null default now()
    );

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
      overdue int;
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
        min(least(case when waiting[2] > 0 then waiting_since[2] end, case when waiting[3] > 0 then waiting_since[3] end))
          filter (where age <= trust_ms[1]) as background_since,
        coalesce(sum(waiting[1]) filter (where age <= trust_ms[1] and (waiting_since[1], process) < (since[1], the_process)), 0)::int as before_1,
        coalesce(sum(waiting[2]) filter (where age <= trust_ms[1] and (waiting_since[2], process) < (since[2], the_process)), 0)::int as before_2,
        coalesce(sum(waiting[3]) filter (where age <= trust_ms[1] and (waiting_since[3], process) < (since[3], the_process)), 0)::int as before_3,
        count(*)::int as processes, max(interactive_at) as interactive_at
      into others
      from (select all_shares.*, extract(epoch from here - told_at) * 1000 as age from budget_share all_shares
        where account = the_account and process <> the_process) share;
      free := places - held[1] - others.interactive - held[2] - others.background;
      -- A fourth number is what a process of the release before does not tell: it keeps nothing for background work.
      overdue := case when held[2] + others.background = 0 and free > 0 and least(others.background_since,
          case when waits[2] > 0 then since[2] end, case when waits[3] > 0 then since[3] end)
        <= here - make_interval(secs => trust_ms[4] / 1000.0) then 1 else 0 end;
      interactive := greatest(0, least(waits[1], free - overdue - others.before_1));
      urgent := waits[1] - interactive + others.interactive_waiting;
      background_max := places - reserve;
      if held[1] + others.interactive + interactive + urgent = 0 then
        background_max := greatest(places - 1, places - reserve);
      end if;
      room := greatest(overdue, least(free - interactive - urgent, background_max - held[2] - others.background));
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
