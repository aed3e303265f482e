// The firm as this Kantata account has it on record.
import type { Firm } from '../firm/firm.ts';
import { kantataIds } from '../firm/ids.ts';
import type { Database, Row } from './database.ts';
import type { Catalogue } from './resource.ts';
import { billingRows } from './seed/billing.ts';
import { expenseRows } from './seed/expenses.ts';
import { recordHistory } from './seed/history.ts';
import { linkRows } from './seed/links.ts';
import { peopleRows } from './seed/people.ts';
import { planRows } from './seed/plan.ts';
import { projectRows } from './seed/projects.ts';
import { rateRows } from './seed/rates.ts';
import { staffingRows } from './seed/staffing.ts';
import { timeRows } from './seed/time.ts';

/** Rows to insert, by collection. */
export type SeedRows = Readonly<Record<string, readonly Row[]>>;

/** Where the rows go. */
export interface SeedTarget {
  readonly database: Database;
  readonly catalogue: Catalogue;
  /** The sandbox's time when the account is made; the feed holds what happened in the days before. */
  readonly now: string;
}

/** Fills an empty account; answers the user whose token everyone uses. */
export function seedFirm(firm: Firm, target: SeedTarget): string {
  const parts: readonly SeedRows[] = [
    peopleRows(firm),
    rateRows(firm),
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
