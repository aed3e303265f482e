// The cost of work in the ERP's ledger: journal entries from their plan to the ERP's number, a claim per piece of work that lasts for ever,
// and why work waits. Apart from the claims of billing: what work costs is posted once although it is billed, credited and billed anew.
import type { Migration } from '../migration.ts';

export const workCost: Migration = {
  number: 23,
  name: 'work-cost',
  sql: `
    create table cost_posting (
      id text primary key,
      -- business key: facts, and the number among the same facts
      key text not null unique,
      kind text not null check (kind in ('COST', 'REVERSAL')),
      -- the posting whose work it takes back, in whole or in part
      reverses text references cost_posting,
      project_id text not null,
      legal_entity text not null,
      -- code of the legal entity that employs whoever worked
      employer text not null,
      currency text not null,
      -- first day of the period it is posted in
      period text not null,
      generation int not null check (generation >= 1),
      state text not null check (state in ('OPEN', 'POSTED', 'DROPPED')),
      document jsonb not null,
      amount numeric not null,
      -- the ERP's entries once they are there
      entries jsonb,
      taken_by text not null,
      post_run text,
      why_dropped text,
      opened_at timestamptz not null default now(),
      changed_at timestamptz not null default now(),
      check ((kind = 'REVERSAL') = (reverses is not null)),
      unique (legal_entity, project_id, period, employer, currency, kind, generation)
    );
    create index on cost_posting (project_id, opened_at desc);
    create index on cost_posting (taken_by);

    create table cost_claim (
      source text not null,
      -- 1 for the first claim ever on this work; never used again
      version int not null check (version >= 1),
      posting_id text not null references cost_posting,
      -- name of its line
      line text not null,
      project_id text not null,
      worked_on date not null,
      -- digest of the work as it was read
      content text not null,
      -- whose, how long, what kind, at what rate and why, approved by whom; ids only
      facts jsonb not null,
      amount numeric not null,
      currency text not null,
      state text not null check (state in ('CLAIMED', 'POSTED', 'REVERSING', 'REVERSED', 'UNCLAIMED')),
      -- the posting that takes it back
      reversal_id text references cost_posting,
      claimed_at timestamptz not null default now(),
      changed_at timestamptz not null default now(),
      primary key (source, version)
    );
    -- cost is posted once: while a claim on work stands there is no other
    create unique index cost_claim_one_at_a_time on cost_claim (source) where state in ('CLAIMED', 'POSTED', 'REVERSING');
    create index on cost_claim (posting_id);
    create index on cost_claim (reversal_id) where reversal_id is not null;
    create index on cost_claim (project_id) where state in ('CLAIMED', 'POSTED', 'REVERSING');
    create function refuse_cost_claim_change() returns trigger language plpgsql as $$
      begin
        if tg_op = 'UPDATE' and new.source = old.source and new.version = old.version and new.posting_id = old.posting_id
            and new.amount = old.amount and new.currency = old.currency and new.content = old.content
            and (old.state, new.state) in (('CLAIMED', 'POSTED'), ('CLAIMED', 'UNCLAIMED'), ('POSTED', 'REVERSING'),
              ('REVERSING', 'POSTED'), ('REVERSING', 'REVERSED')) then
          return new;
        end if;
        raise exception 'a claim on the cost of work is kept for ever as it was taken';
      end $$;
    create trigger cost_claims_are_kept before update or delete on cost_claim
      for each row execute function refuse_cost_claim_change();
    create trigger cost_claims_are_never_truncated before truncate on cost_claim
      for each statement execute function refuse_cost_claim_change();

    create table cost_hold (
      source text primary key,
      project_id text not null,
      code text not null,
      owner text not null,
      -- the facts a person needs
      hold jsonb not null,
      worked_on date not null,
      minutes int not null,
      run_id text not null,
      held_at timestamptz not null default now()
    );
    create index on cost_hold (project_id);
  `,
};
