// A correction with a minus gives back what work drew from a retainer: a draw below nothing. What is drawn of a lot in all stays above it by
// the law of its sum, whose parts are checked (migration 0018).
import type { Migration } from '../migration.ts';

export const correctionsDraw: Migration = {
  number: 31,
  name: 'corrections draw',
  sql: `
    alter table retainer_draw drop constraint retainer_draw_amount_check;
    alter table retainer_draw add constraint retainer_draw_amount_check check (amount <> 0);
  `,
};
