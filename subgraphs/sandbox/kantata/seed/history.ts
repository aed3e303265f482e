// What happened in the days before the account is first looked at, as the feed of events would still have it.
import type { Firm } from '../../firm/firm.ts';
import { kantataIds } from '../../firm/ids.ts';
import { EVENT_DAYS_MAX, announce } from '../events.ts';
import type { Row } from '../database.ts';
import { textIn } from '../database.ts';
import type { SeedTarget } from './rows.ts';
import { renderRow } from '../render.ts';
import type { Scope } from '../resource.ts';
import { resourceOf } from '../resource.ts';
import { shiftInstant, showInstant } from '../stamps.ts';

/** A change of a record, with who made it. */
interface Happening {
  readonly collection: string;
  readonly row: Row;
  readonly kind: 'created' | 'updated';
  readonly at: string;
  readonly by: string | null;
}

/** Collections whose records carry the instants of their own changes. */
const TOLD = ['workspace_groups', 'workspaces', 'time_entries', 'timesheet_submissions', 'expenses', 'invoices'];

/** Fills the feed with the last days' changes, in the order in which they happened. */
export function recordHistory(firm: Firm, target: SeedTarget & { readonly currentUser: string }): void {
  const scope: Scope = { ...target, arguments: new URLSearchParams() };
  const horizon = shiftInstant(target.now, -EVENT_DAYS_MAX * 86_400);
  const approvers = new Map(
    firm.projects.map((project) => [kantataIds.workspace(project.ordinal), kantataIds.user(project.approver)]),
  );
  const happenings = TOLD.flatMap((collection) =>
    [...target.database.table(collection).all()].flatMap((row) => changesOf(collection, row, horizon, approvers)),
  );
  happenings.sort((one, other) => (one.at < other.at ? -1 : Number(one.at > other.at)));
  for (const { collection, row, kind, at, by } of happenings) {
    const resource = resourceOf(target.catalogue, collection);
    // Only the newest state is known; before an approval the record was the same but for that.
    const before = kind === 'created' ? null : { ...renderRow(resource, row, scope), ...earlier(row) };
    announce(resource, { kind, row, before, at, by }, scope);
  }
}

function changesOf(
  collection: string,
  row: Row,
  horizon: string,
  approvers: ReadonlyMap<string, string>,
): readonly Happening[] {
  const created = textIn(row, 'created_at') ?? '';
  const updated = textIn(row, 'updated_at') ?? '';
  const owner = textIn(row, 'user_id') ?? textIn(row, 'creator_id');
  const approver = approvers.get(textIn(row, 'workspace_id') ?? '') ?? owner;
  const list: Happening[] = [];
  if (created > horizon) list.push({ collection, row, kind: 'created', at: created, by: owner });
  if (updated > horizon && updated !== created) {
    list.push({ collection, row, kind: 'updated', at: updated, by: approver });
  }
  return list;
}

function earlier(row: Row): Readonly<Record<string, unknown>> {
  const before: Record<string, unknown> = { updated_at: showInstant(textIn(row, 'created_at') ?? '') };
  if (row.approved === true) before.approved = false;
  if (row.status === 'approved' || row.status === 'rejected') before.status = 'new';
  return before;
}
