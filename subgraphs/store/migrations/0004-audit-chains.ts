// The audit in several chains: one would let one commit at a time through, for each waits for the hash of the one before it. And
// lanes: a backlog of one vendor's runs must not hold up another's.
import type { Migration } from '../migration.ts';

export const auditChains: Migration = {
  number: 4,
  name: 'audit-chains-and-lanes',
  sql: `
    alter table audit_entry add column chain smallint not null default 0;
    alter table audit_entry alter column chain drop default;
    alter table audit_entry drop constraint audit_entry_pkey, add primary key (chain, seq);
    alter table audit_head add column chain smallint not null default 0;
    alter table audit_head alter column chain drop default;
    alter table audit_head drop column only_row;
    alter table audit_head add primary key (chain);
    create index on audit_entry ((entry->>'runId'));
    alter table run add column lane text not null default '';
    update run set lane = process;
    alter table run alter column lane drop default;
  `,
};
