// What the vendor adds up from time, expenses and invoice items: budgets of projects and hours of tasks.
import type { Database, Row } from '../database.ts';
import { idsIn, numberIn, textIn } from '../database.ts';
import { divideHalfUp } from '../money.ts';

/** Figures of one project, in base units of its currency. */
export interface WorkspaceFigures {
  /** Billable time at its rates, billable expenses, and additional items of invoices. */
  readonly budgetUsed: number;
  readonly expenses: number;
  readonly hasPendingTimesheets: boolean;
  readonly hasPendingExpenseReports: boolean;
}

/** Figures of one task, without its subtasks. */
export interface StoryFigures {
  readonly billableMinutes: number;
  readonly nonbillableMinutes: number;
  readonly budgetUsed: number;
}

const kept = new WeakMap<Database, { version: number; readonly workspaces: Map<string, WorkspaceFigures> }>();

/** Figures of a project; kept until the next write, because every page of projects asks for them. */
export function figuresOfWorkspace(database: Database, workspace: string): WorkspaceFigures {
  let memo = kept.get(database);
  if (memo?.version !== database.version) {
    memo = { version: database.version, workspaces: new Map() };
    kept.set(database, memo);
  }
  let figures = memo.workspaces.get(workspace);
  if (figures === undefined) {
    figures = addUpWorkspace(database, workspace);
    memo.workspaces.set(workspace, figures);
  }
  return figures;
}

function addUpWorkspace(database: Database, workspace: string): WorkspaceFigures {
  const entries = database.table('time_entries').by('workspace_id', workspace);
  const expenses = database.table('expenses').by('workspace_id', workspace);
  const items = database
    .table('invoices')
    .by('workspace_ids', workspace)
    .flatMap((invoice) => idsIn(invoice, 'additional_item_ids'))
    .map((id) => database.table('additional_items').find(id));
  const isPending = (collection: string): boolean =>
    database
      .table(collection)
      .by('workspace_id', workspace)
      .some((submission) => submission.status === 'new' || submission.status === 'pending');
  return {
    budgetUsed:
      billableWorth(entries) +
      expenses.reduce(
        (sum, expense) => sum + (expense.is_billable === true ? numberIn(expense, 'amount_in_cents') : 0),
        0,
      ) +
      items.reduce((sum, item) => sum + numberIn(item, 'amount_in_cents'), 0),
    expenses: expenses.reduce((sum, expense) => sum + numberIn(expense, 'amount_in_cents'), 0),
    hasPendingTimesheets: isPending('timesheet_submissions'),
    hasPendingExpenseReports: isPending('expense_report_submissions'),
  };
}

/** Billable time at its rates. Divided once, so that a hundred rounded halves do not add up to a cent too many. */
function billableWorth(entries: readonly Row[]): number {
  const products = entries.reduce(
    (sum, entry) =>
      sum + (entry.billable === true ? numberIn(entry, 'time_in_minutes') * numberIn(entry, 'rate_in_cents') : 0),
    0,
  );
  return divideHalfUp(products, 60);
}

/** Figures of a task. */
export function figuresOfStory(database: Database, story: string): StoryFigures {
  const entries = database.table('time_entries').by('story_id', story);
  const minutes = (billable: boolean): number =>
    entries.reduce(
      (sum, entry) => sum + ((entry.billable === true) === billable ? numberIn(entry, 'time_in_minutes') : 0),
      0,
    );
  return { billableMinutes: minutes(true), nonbillableMinutes: minutes(false), budgetUsed: billableWorth(entries) };
}

/** Every task under a task, at any depth. */
export function descendantsOf(database: Database, story: string): readonly Row[] {
  const children = database.table('stories').by('parent_id', story);
  return children.flatMap((child) => [child, ...descendantsOf(database, child.id)]);
}

/** The currency of a project, USD for an unknown one. */
export function currencyOf(database: Database, workspace: string | null): string {
  const row = workspace === null ? undefined : database.table('workspaces').find(workspace);
  return textIn(row, 'currency') ?? 'USD';
}
