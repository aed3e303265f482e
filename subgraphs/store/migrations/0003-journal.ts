// What must never be lost: runs and their steps, keys, events to tell, the audit chain, exceptions; and the ledger of writes.
import type { Migration } from '../migration.ts';

export const journalTables: Migration = {
  number: 3,
  name: 'journal',
  sql: `
    create table run (
      id text primary key,
      process text not null,
      input jsonb not null,
      -- a pseudonym: who they are stands in person, where it can be erased
      initiator uuid not null,
      correlation_id text not null,
      priority text not null,
      generation int not null default 1,
      fence bigint not null default 0,
      -- the executor that holds the fence
      owner text,
      -- which execution of the run the engine was last asked for
      execution int not null default 1,
      state_kind text not null default 'RUNNING',
      state jsonb not null default '{"kind": "RUNNING"}',
      begun_at timestamptz not null default now(),
      changed_at timestamptz not null default now()
    );
    create index on run (state_kind, changed_at);
    create table run_step (
      run_id text not null references run on delete cascade,
      generation int not null,
      name text not null,
      position int not null,
      system text not null,
      key text not null,
      input_hash text not null,
      state_kind text not null default 'INTENT',
      state jsonb not null default '{"kind": "INTENT"}',
      sent_at_ms bigint not null,
      doubted boolean not null default false,
      undo_registered boolean not null,
      primary key (run_id, generation, name)
    );
    create table run_note (
      run_id text not null references run on delete cascade,
      generation int not null,
      name text not null,
      value jsonb not null,
      primary key (run_id, generation, name)
    );
    -- for ever: it outlives its run
    create table business_key (
      key text primary key,
      run_id text not null,
      claimed_at timestamptz not null default now()
    );
    create table idempotency_key (
      scope text not null,
      key text not null,
      input_hash text not null,
      run_id text not null,
      made_at timestamptz not null default now(),
      primary key (scope, key)
    );
    create index on idempotency_key (made_at);
    create table outbox_event (
      id bigint generated always as identity primary key,
      event_id uuid not null unique default gen_random_uuid(),
      type text not null,
      subject text not null,
      data jsonb not null,
      tags text[] not null default '{}',
      run_id text not null,
      correlation_id text not null,
      made_at timestamptz not null default now()
    );
    -- one row per event and reader, from being told to told, or given up
    create table outbox_delivery (
      event_id bigint not null references outbox_event on delete cascade,
      reader text not null,
      attempts int not null default 0,
      next_at timestamptz not null default now(),
      told_at timestamptz,
      dead_reason text,
      primary key (event_id, reader)
    );
    create index on outbox_delivery (next_at) where told_at is null and dead_reason is null;
    create table run_exception (
      id uuid primary key default gen_random_uuid(),
      run_id text not null references run on delete cascade,
      generation int not null,
      kind text not null,
      direction text,
      step text not null,
      code text not null,
      message text not null,
      opened_at timestamptz not null default now(),
      closed_at timestamptz,
      closed_by uuid,
      resolution text
    );
    create index on run_exception (run_id) where closed_at is null;
    create table person (
      pseudonym uuid primary key default gen_random_uuid(),
      -- keyed digest of who they are, so that the same person gets the same pseudonym; null once erased
      subject_digest text unique,
      salt bytea not null default decode(replace(gen_random_uuid()::text, '-', ''), 'hex'),
      data jsonb,
      erased_at timestamptz
    );
    create table legal_hold (
      pseudonym uuid primary key references person,
      reason text not null,
      placed_by uuid not null,
      placed_at timestamptz not null default now()
    );
    create table audit_entry (
      seq bigint primary key,
      at timestamptz not null,
      entry jsonb not null,
      previous text not null,
      hash text not null
    );
    create table audit_head (
      only_row boolean primary key default true check (only_row),
      seq bigint not null,
      hash text not null,
      seal text not null
    );
    create function refuse_audit_change() returns trigger language plpgsql as $$
      begin
        raise exception 'the audit chain is only ever added to';
      end $$;
    create trigger audit_only_grows before update or delete on audit_entry
      for each row execute function refuse_audit_change();
    create trigger audit_never_truncated before truncate on audit_entry
      for each statement execute function refuse_audit_change();
    create table executor_heartbeat (
      executor text primary key,
      beat_at timestamptz not null default now()
    );
    create table ledger_entry (
      system text not null,
      operation text not null,
      key text not null,
      fence bigint not null,
      input_hash text not null,
      -- OPEN: a writer is at the vendor; LOOKED_UP: nothing was there
      state text not null check (state in ('OPEN', 'APPLIED', 'NOT_APPLIED', 'IN_DOUBT', 'LOOKED_UP')),
      outcome jsonb,
      opened_at timestamptz not null default now(),
      settle_ms int not null,
      primary key (system, operation, key)
    );
    -- The role our statements on the audit run as; a firm whose database user may not make roles relies on the triggers.
    do $$
    begin
      if not exists (select from pg_roles where rolname = 'engagement_journal') then
        create role engagement_journal nologin;
      end if;
      grant select, insert on audit_entry to engagement_journal;
      grant select, insert, update on audit_head to engagement_journal;
      execute format('grant engagement_journal to %I', current_user);
    exception when insufficient_privilege then
      raise notice 'no role engagement_journal: the audit is kept by triggers alone';
    end $$;
  `,
};
