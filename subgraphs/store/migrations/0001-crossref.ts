// Identity: which canonical id stands for which vendor record, aliases of ids minted too early, and likely matches.
import type { Migration } from '../migration.ts';

export const crossrefTables: Migration = {
  number: 1,
  name: 'crossref',
  sql: `
    create table crossref_record (
      system text not null,
      instance text not null,
      kind text not null,
      vendor_id text not null,
      canonical_id uuid not null,
      -- false: another record's reference field named it, the system itself has not told of it yet
      seen boolean not null,
      first_seen_at timestamptz not null default now(),
      primary key (system, instance, kind, vendor_id),
      unique (canonical_id, system, instance, kind)
    );
    create table crossref_alias (
      alias_id uuid primary key,
      canonical_id uuid not null,
      made_at timestamptz not null default now()
    );
    create table crossref_claim (
      kind text not null,
      -- the id both records claim, and the id the later one got instead
      canonical_id uuid not null,
      other_id uuid not null,
      first_seen_at timestamptz not null default now(),
      primary key (canonical_id, other_id)
    );
    create table crossref_match_key (
      kind text not null,
      key text not null,
      system text not null,
      instance text not null,
      vendor_id text not null,
      primary key (kind, key, system, instance, vendor_id)
    );
    create index on crossref_match_key (system, instance, kind, vendor_id);
    create table feed_cursor (
      system text not null,
      instance text not null,
      kind text not null,
      cursor text not null,
      saved_at timestamptz not null default now(),
      primary key (system, instance, kind)
    );
  `,
};
