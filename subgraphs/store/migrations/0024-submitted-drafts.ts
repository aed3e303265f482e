// A document that another system builds: its draft is SUBMITTED until that has built it, which may take days.
import type { Migration } from '../migration.ts';

export const submittedDrafts: Migration = {
  number: 24,
  name: 'submitted-drafts',
  sql: `
    alter table billing_draft drop constraint billing_draft_state_check;
    alter table billing_draft add constraint billing_draft_state_check check (state in
      ('DRAFT', 'PM_REVIEW', 'FINANCE_APPROVED', 'SUBMITTED', 'IN_DOUBT', 'POSTED', 'ISSUED', 'DROPPED'));
  `,
};
