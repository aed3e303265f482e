// What somebody else has to agree to: requests, decisions and delegations; and who else than
// its initiator has sent a run on.
import type { Migration } from '../migration.ts';

export const approvalTables: Migration = {
  number: 10,
  name: 'approvals',
  sql: `
    create table approval (
      id uuid primary key default gen_random_uuid(),
      -- what the policy goes by
      action text not null,
      -- a code; null: the firm's
      legal_entity text,
      -- exact, to the currency's minor units
      amount numeric,
      currency text,
      -- what it is about: {kind, id, label}
      subject jsonb,
      -- for whoever decides: our own sentence, and the facts; the audit holds their digest
      explanation text not null,
      evidence jsonb not null,
      evidence_digest text not null,
      -- the requester's words stand in operator_act, where they can be erased
      reason_act uuid,
      requester uuid not null,
      -- all who had a hand in it: none of them may decide
      makers uuid[] not null,
      -- the policy as it was when it was asked for
      roles text[] not null,
      approvers_needed int not null check (approvers_needed between 1 and 10),
      correlation_id text not null,
      run_id text references run on delete cascade,
      generation int,
      -- the place in the process where the run rests; null for the act of an operator
      name text,
      -- an operator's act, carried out once it is approved; one of a kind waits at a time
      act jsonb,
      act_key text,
      state text not null default 'PENDING' check (state in ('PENDING', 'APPROVED', 'REJECTED', 'EXPIRED', 'SUPERSEDED')),
      -- the run has rested because of this no: a replay asks anew
      heard boolean not null default false,
      requested_at timestamptz not null,
      expires_at timestamptz not null,
      decided_at timestamptz,
      applied_at timestamptz,
      -- what came of an act that was approved: DONE, or why there was nothing left to do
      outcome text,
      check ((name is null) <> (act is null))
    );
    create unique index approval_one_per_place on approval (run_id, generation, name)
      where name is not null and not heard and state <> 'SUPERSEDED';
    create unique index approval_one_per_act on approval (act_key) where act is not null and state = 'PENDING';
    create index on approval (expires_at) where state = 'PENDING';
    create index on approval (run_id);
    create index on approval (requested_at, id);
    create table approval_decision (
      approval_id uuid not null references approval on delete cascade,
      approver uuid not null,
      -- in whose name: the approver's own, or of whoever delegated; each counts once
      authority uuid not null,
      role text not null,
      delegation_id uuid,
      verdict text not null check (verdict in ('APPROVED', 'REJECTED')),
      reason_act uuid not null,
      decided_at timestamptz not null,
      primary key (approval_id, approver),
      unique (approval_id, authority)
    );
    create table approval_delegation (
      id uuid primary key default gen_random_uuid(),
      delegator uuid not null,
      delegate uuid not null,
      -- the delegator's own role and legal entities; null: all of them
      role text not null,
      legal_entities text[],
      -- null: all actions
      actions text[],
      starts_at timestamptz not null,
      ends_at timestamptz not null check (ends_at > starts_at),
      revoked_at timestamptz,
      reason_act uuid not null,
      made_at timestamptz not null,
      check (delegator <> delegate)
    );
    create index on approval_delegation (delegate, ends_at);
    create index on approval_delegation (delegator, ends_at);
    -- who else than its initiator has sent a run on; they too have made what it does
    create table run_maker (
      run_id text not null references run on delete cascade,
      person uuid not null,
      primary key (run_id, person)
    );
  `,
};
