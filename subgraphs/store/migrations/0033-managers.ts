// Whoever manages a project may be asked about its invoices: as a pseudonym each, on the draft they may look at and the approval they may decide.
import type { Migration } from '../migration.ts';

export const managers: Migration = {
  number: 33,
  name: 'project managers review',
  sql: `
    -- Null until they are asked, and where nobody asks them.
    alter table billing_draft add column manager uuid;
    create index on billing_draft (manager, opened_at desc) where manager is not null;
    -- Whom the role project-manager stands for in this approval; nobody else of that role decides on it.
    alter table approval add column managers uuid[] not null default '{}';
  `,
};
