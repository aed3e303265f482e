// The firm as this Kantata account has it on record.
import type { Firm } from '../firm/firm.ts';
import { kantataIds } from '../firm/ids.ts';
import { billingRows } from './seed/billing.ts';
import { expenseRows } from './seed/expenses.ts';
import { recordHistory } from './seed/history.ts';
import { linkRows } from './seed/links.ts';
import { peopleRows } from './seed/people.ts';
import { planRows } from './seed/plan.ts';
import { projectRows } from './seed/projects.ts';
import { rateRows } from './seed/rates.ts';
import type { SeedRows, SeedTarget } from './seed/rows.ts';
import { staffingRows } from './seed/staffing.ts';
import { templateRows } from './seed/templates.ts';
import { timeRows } from './seed/time.ts';

/** Fills an empty account; answers the user whose token everyone uses. */
export function seedFirm(firm: Firm, target: SeedTarget): string {
  const parts: readonly SeedRows[] = [
    peopleRows(firm),
    rateRows(firm),
    templateRows(firm),
    projectRows(firm),
    planRows(firm),
    staffingRows(firm),
    timeRows(firm),
    expenseRows(firm),
    billingRows(firm),
    linkRows(firm),
  ];
  for (const part of parts) {
    for (const [collection, rows] of Object.entries(part)) {
      const table = target.database.table(collection);
      for (const row of rows) table.insert(row);
    }
  }
  const currentUser = kantataIds.user(1);
  recordHistory(firm, { ...target, currentUser });
  return currentUser;
}
