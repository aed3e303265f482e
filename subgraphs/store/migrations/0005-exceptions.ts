// What operators work with: exceptions with an owner, a due time and the money at risk; their acts; paused systems; and the names
// by which a run can be found.
import type { Migration } from '../migration.ts';

export const exceptionTables: Migration = {
  number: 5,
  name: 'exceptions',
  sql: `
    alter table run_exception
      alter column run_id drop not null,
      alter column generation drop not null,
      alter column step drop not null,
      add column process text,
      add column system text,
      add column correlation_id text,
      -- what it is about: {kind, id, label}
      add column subject jsonb,
      add column fields text[] not null default '{}',
      -- exact, to the currency's minor units; never summed over currencies
      add column at_risk numeric,
      add column at_risk_currency text,
      add column owner_role text not null default 'operator',
      add column due_at timestamptz,
      add column assignee uuid,
      add column snoozed_until timestamptz,
      add column occurrences int not null default 1,
      add column first_seen_at timestamptz not null default now(),
      add column changed_at timestamptz not null default now(),
      -- a dead letter: the event and the reader that could not be told
      add column event_id bigint references outbox_event on delete cascade,
      add column reader text;
    update run_exception set process = run.process, correlation_id = run.correlation_id, first_seen_at = opened_at
      from run where run.id = run_exception.run_id;
    -- one open exception per run: the newest says where the run stands
    update run_exception older set closed_at = now(), resolution = 'REPEATED' where closed_at is null and exists (
      select from run_exception newer where newer.run_id = older.run_id and newer.closed_at is null and newer.id > older.id);
    drop index run_exception_run_id_idx;
    create unique index run_exception_one_per_run on run_exception (run_id) where closed_at is null and event_id is null;
    create unique index run_exception_one_per_letter on run_exception (event_id, reader) where closed_at is null;
    create index run_exception_by_run on run_exception (run_id);
    create index run_exception_open on run_exception (at_risk desc nulls last, id) where closed_at is null;
    create index run_exception_changed on run_exception (changed_at);
    create index run_changed on run (changed_at);
    create index run_correlation on run (correlation_id);
    create index on audit_entry ((entry->>'correlationId'));
    create index on audit_entry (at);
    -- why an operator did something, in words; the audit holds only its digest
    create table operator_act (
      id uuid primary key default gen_random_uuid(),
      at timestamptz not null default now(),
      actor uuid not null,
      action text not null,
      subject text not null,
      reason text not null
    );
    create index on operator_act (subject);
    create table system_pause (
      system text primary key,
      paused_by uuid not null,
      reason text not null,
      paused_at timestamptz not null default now()
    );
    -- the last word of each process that talks to a system; one row per process and account
    create table system_report (
      system text not null,
      instance text not null,
      reporter text not null,
      facts jsonb not null,
      at timestamptz not null default now(),
      primary key (system, instance, reporter)
    );
    -- by what a run can be found: ids of records, numbers, codes
    create table run_mark (
      value text not null,
      run_id text not null references run on delete cascade,
      primary key (value, run_id)
    );
    create index on run_mark (run_id);
  `,
};
