// A run that goes on because somebody mended something, or because what it waited for has happened, reads everything anew. That it was
// executed more than once says nothing of the kind: it was behind another, its system was paused, its worker died. Number 38 stays free:
// stores made between two versions have another migration under it, which is part of 37 now.
import type { Migration } from '../migration.ts';

export const sentOn: Migration = {
  number: 39,
  name: 'when a run was sent on',
  sql: `
    -- Last; null while it goes on by itself.
    alter table run add column sent_on_at timestamptz;
  `,
};
