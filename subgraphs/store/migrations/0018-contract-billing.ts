// What is billed by plan: contract lines, and that of none of them more is billed than it is worth. The constraint is here and not in code,
// so that no process, and no two at once, can bill a line beyond its contract (DOMAIN rule 68).
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
    create trigger billing_law after insert or update of used on work_item
      for each row execute function keep_billing_law();
  `,
};
