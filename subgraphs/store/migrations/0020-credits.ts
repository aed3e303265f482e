// Credits of posted invoices, ours and those a person posted in the ERP, with the work each took back; and what the ERP said last of every
// document of ours.
import type { Migration } from '../migration.ts';

export const creditTables: Migration = {
  number: 20,
  name: 'credits',
  sql: `
    create table billing_credit (
      id text primary key,
      -- the invoice it takes from
      draft_id text not null references billing_draft,
      project_id text not null,
      -- 1 for the first credit of its invoice, and never used again
      generation int not null,
      -- OURS: business key of the memo; ERP: the record of a memo that a person posted
      key text not null unique,
      origin text not null check (origin in ('OURS', 'ERP')),
      -- OPEN: meant, and not on record yet
      state text not null check (state in ('OPEN', 'POSTED', 'DROPPED')),
      -- REBILL: released to be billed again; HOLD: released and held; CONCEDE: given up
      outcome text not null check (outcome in ('REBILL', 'HOLD', 'CONCEDE')),
      reason text not null,
      document jsonb not null,
      -- without tax, both without a sign
      net numeric not null,
      tax numeric not null,
      currency text not null,
      -- the ERP's memo once there is one: canonical id, record, number, tax, total
      memo jsonb,
      run_id text not null,
      opened_at timestamptz not null default now(),
      changed_at timestamptz not null default now(),
      unique (draft_id, generation)
    );
    -- what closes an invoice takes what is left of its tax: one after the other
    create unique index billing_credit_one_at_a_time on billing_credit (draft_id) where state = 'OPEN';
    create index on billing_credit ((memo->>'id')) where memo is not null;

    create table billing_credit_part (
      credit_id text not null references billing_credit,
      -- name of the line on the invoice
      line text not null,
      source text not null,
      version int not null,
      amount numeric not null,
      -- the version that carries it on; null while the credit is not posted, and for what was given up
      next_version int,
      primary key (credit_id, line, source, version),
      foreign key (source, version) references work_item
    );
    create index on billing_credit_part (source);

    create table watched_document (
      draft_id text primary key references billing_draft,
      state text not null check (state in ('POSTED', 'VOIDED', 'GONE')),
      -- as the ERP calls it: open, paid …
      status text not null,
      remaining numeric not null,
      currency text not null,
      -- digest of what was seen, and how often it was another one
      seen text not null,
      looks int not null default 1,
      looked_at timestamptz not null default now()
    );
  `,
};
