// Candidates on file: likely matches, claims and dangling references as pairs of ids with the day they were first noted.
import type { Migration } from '../migration.ts';

export const candidateTables: Migration = {
  number: 2,
  name: 'candidates',
  sql: `
    create table crossref_candidate (
      kind text not null,
      -- the pair in order, so that it is on file once whichever side it was found from
      first_id uuid not null,
      second_id uuid not null,
      reason text not null check (reason in ('LIKELY_MATCH', 'CLAIMED_TWICE', 'DANGLING_REFERENCE')),
      matched_on text[] not null,
      score numeric(3, 2) not null check (score between 0 and 1),
      first_seen_at timestamptz not null default now(),
      primary key (first_id, second_id, reason),
      check (first_id < second_id)
    );
    create index on crossref_candidate (second_id);
    -- claims are noted anew when the records that make them are next read
    drop table crossref_claim;
    create index on crossref_alias (canonical_id);
    create index on crossref_record (kind, system) where not seen;
    -- when everything a place had was read for the first time, and again since
    alter table feed_cursor add column complete_at timestamptz;
  `,
};
