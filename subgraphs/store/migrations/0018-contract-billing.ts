// What is billed by plan: contract lines, and that of none of them more is billed than it is worth; what is prepaid, and that none of it is
// used twice. The constraints are here and not in code, so that no process, and no two at once, can break them (DOMAIN rules 26, 68).
import type { Migration } from '../migration.ts';

export const contractBilling: Migration = {
  number: 18,
  name: 'contract-billing',
  sql: `
    create table billing_line (
      -- canonical id of the contract's line; its bills are the work items that have it as cap_scope
      id text primary key,
      project_id text not null,
      contract_id text not null,
      model text not null,
      currency text not null,
      value numeric not null check (value >= 0),
      -- billed before go-live
      billed_before numeric not null check (billed_before >= 0),
      run_id text not null,
      changed_at timestamptz not null default now()
    );
    create index on billing_line (project_id);
    -- a bill by plan that waits, and not work by its time
    alter table work_hold add column by_plan boolean not null default false;

    create function keep_billing_law() returns trigger language plpgsql as $$
      declare
        line billing_line;
        taken numeric;
      begin
        -- locked, so that of two at once the later one sees what the earlier one took
        select * into line from billing_line where id = new.cap_scope for update;
        if not found then
          return new;
        end if;
        -- a cent that the ERP rounded otherwise is recorded as rounding and is not the line's
        select coalesce(sum(used - coalesce((state->'rounding'->>'amount')::numeric, 0)), 0) into taken
          from work_item where cap_scope = line.id;
        if taken + line.billed_before > line.value then
          raise exception 'contract line % is worth % % and % would be billed of it', line.id, line.value, line.currency,
            taken + line.billed_before using errcode = 'check_violation', constraint = 'billing_law';
        end if;
        return new;
      end $$;
    create table retainer_lot (
      -- the period that was prepaid, by its name
      id text primary key,
      line_id text not null,
      project_id text not null,
      from_on date not null,
      -- last day of work that may draw from it; null: as long as there is a retainer
      expires_on date,
      currency text not null,
      -- billed for it, without tax, and of that used before go-live
      quantity numeric not null check (quantity >= 0),
      drawn_before numeric not null check (drawn_before >= 0),
      remaining numeric not null check (remaining >= 0),
      -- breakage
      lapsed numeric not null default 0 check (lapsed >= 0),
      lapsed_by text,
      run_id text not null,
      changed_at timestamptz not null default now()
    );
    create index on retainer_lot (line_id);
    create table retainer_draw (
      id uuid primary key default gen_random_uuid(),
      lot text not null references retainer_lot,
      source text not null,
      version int not null,
      amount numeric not null check (amount > 0),
      run_id text not null,
      -- the run that noticed that the work is not what it was
      given_back_by text,
      drawn_at timestamptz not null default now(),
      -- what a version draws from a lot is one row
      unique (source, version, lot),
      foreign key (source, version) references work_item
    );
    create index on retainer_draw (lot);
    create function keep_retainer_law() returns trigger language plpgsql as $$
      declare
        named text;
        held retainer_lot;
        drawn numeric;
      begin
        if tg_table_name = 'retainer_lot' then named := new.id; else named := new.lot; end if;
        select * into held from retainer_lot where id = named;
        select coalesce(sum(amount), 0) into drawn from retainer_draw where lot = held.id and given_back_by is null;
        if held.drawn_before + drawn + held.remaining + held.lapsed <> held.quantity then
          raise exception 'retainer % was paid % and % drawn, % left, % lapsed', held.id, held.quantity,
            held.drawn_before + drawn, held.remaining, held.lapsed using errcode = 'check_violation', constraint = 'retainer_law';
        end if;
        return null;
      end $$;
    -- at the end of the transaction: draws and what is left are written one after the other
    create constraint trigger retainer_law_of_lots after insert or update on retainer_lot
      deferrable initially deferred for each row execute function keep_retainer_law();
    create constraint trigger retainer_law_of_draws after insert or update on retainer_draw
      deferrable initially deferred for each row execute function keep_retainer_law();

    create trigger billing_law after insert or update of used on work_item
      for each row execute function keep_billing_law();
  `,
};
