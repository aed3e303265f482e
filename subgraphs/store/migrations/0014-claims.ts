// Billing: what work is worth and where that value is, who has claimed it, the drafts of documents, what stood at go-live, and why work
// waits. A claim's key is unique for ever: that no item is billed twice is this constraint, not a check in code (DOMAIN rule 29).
import type { Migration } from '../migration.ts';

export const claimTables: Migration = {
  number: 14,
  name: 'claims',
  sql: `
    create table opening_position (
      project_id text primary key,
      -- go-live: what was worked to this day counts as billed unless it is listed
      stands_on date not null,
      currency text not null,
      position jsonb not null,
      -- what ERP and PSA said themselves, and why ours may differ
      totals jsonb not null,
      explanations jsonb not null,
      -- pseudonym of whoever imported it
      imported_by uuid not null,
      -- the approval by which somebody else has signed it off; null: nobody yet, and the project bills nothing
      approval_id text,
      signed_off_at timestamptz,
      run_id text not null,
      changed_at timestamptz not null default now()
    );

    create table billing_draft (
      id text primary key,
      -- business key of its document: facts, and a serial within them
      key text not null unique,
      project_id text not null,
      contract_id text,
      customer_id text not null,
      legal_entity text not null,
      currency text not null,
      -- the group within project and period; drafts of the same facts are counted by serial
      period text not null,
      batch text not null,
      serial int not null,
      state text not null check (state in
        ('DRAFT', 'PM_REVIEW', 'FINANCE_APPROVED', 'IN_DOUBT', 'POSTED', 'ISSUED', 'DROPPED')),
      -- 1, and one more each time work changed under it
      revision int not null default 1,
      document jsonb not null,
      net numeric not null,
      -- the ERP's document once there is one: canonical id, record, number, tax, total
      invoice jsonb,
      released_by text not null,
      -- the run that reviews and posts it
      bill_run text,
      why_dropped text,
      opened_at timestamptz not null default now(),
      changed_at timestamptz not null default now(),
      unique (legal_entity, project_id, period, batch, serial)
    );
    create index on billing_draft (project_id);
    create index on billing_draft (changed_at desc, id desc);
    create index on billing_draft ((invoice->>'id')) where invoice is not null;

    create table work_item (
      source text not null,
      version int not null check (version >= 1),
      project_id text not null,
      -- what caps count by: the contract, or the project where there is none
      cap_scope text not null,
      worked_on date not null,
      -- digest of the work as it was read
      content text not null,
      -- what it was priced by: who, how long, at what rate, approved by whom; ids only
      facts jsonb not null,
      -- where its value is (the work law); currency and amounts as decimal text
      state jsonb not null,
      -- what of it uses caps: claimed, in doubt and billed
      used numeric not null,
      currency text not null,
      changed_at timestamptz not null default now(),
      primary key (source, version)
    );
    create index on work_item (project_id);
    create index on work_item (cap_scope);

    create table work_claim (
      -- item, version and number of the claim: never freed, never used again
      key text primary key,
      source text not null,
      version int not null,
      number int not null,
      draft_id text not null references billing_draft,
      line int not null,
      amount numeric not null,
      currency text not null,
      why text not null,
      state text not null check (state in ('CLAIMED', 'IN_DOUBT', 'BILLED', 'UNCLAIMED')),
      -- as the ERP's line has it, once posted
      posted numeric,
      claimed_at timestamptz not null default now(),
      changed_at timestamptz not null default now(),
      unique (source, version, number),
      foreign key (source, version) references work_item
    );
    create unique index work_claim_one_at_a_time on work_claim (source) where state in ('CLAIMED', 'IN_DOUBT');
    create index on work_claim (draft_id);
    create function refuse_claim_change() returns trigger language plpgsql as $$
      begin
        if tg_op = 'UPDATE' and new.key = old.key and new.draft_id = old.draft_id and new.amount = old.amount
            and (old.state = 'CLAIMED' or (old.state = 'IN_DOUBT' and new.state in ('CLAIMED', 'IN_DOUBT', 'BILLED'))) then
          return new;
        end if;
        raise exception 'a claim is kept for ever as it was taken';
      end $$;
    create trigger claims_are_kept before update or delete on work_claim
      for each row execute function refuse_claim_change();
    create trigger claims_are_never_truncated before truncate on work_claim
      for each statement execute function refuse_claim_change();

    create table work_hold (
      source text primary key,
      project_id text not null,
      code text not null,
      owner text not null,
      -- the facts a person needs
      hold jsonb not null,
      -- null where it has no price
      amount numeric,
      currency text not null,
      worked_on date not null,
      run_id text not null,
      held_at timestamptz not null default now()
    );
    create index on work_hold (project_id);

    create table work_adjustment (
      id uuid primary key default gen_random_uuid(),
      source text not null,
      version int not null,
      kind text not null check (kind in ('HOLD', 'LET_GO', 'WRITE_UP', 'WRITE_DOWN', 'WRITE_OFF')),
      amount numeric not null,
      currency text not null,
      -- the words stand in the run's input and the audit has their digest
      run_id text not null unique,
      made_at timestamptz not null default now(),
      foreign key (source, version) references work_item
    );
  `,
};
