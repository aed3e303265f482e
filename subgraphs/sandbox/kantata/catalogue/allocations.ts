// Workspace allocations: for how long a place in a project's team is taken, and whether that is certain (hard) or not (soft).
import type { Row } from '../database.ts';
import { numberIn, textIn } from '../database.ts';
import type { ApiError } from '../failure.ts';
import { belongsTo, date, externalReferences, finds, flagOf, instant, integer, text } from '../fields.ts';
import { idIn, stampFilters } from '../filters.ts';
import type { Prepared, Resource, Scope } from '../resource.ts';

function workspaceOf(row: Row, { database }: Scope): string | null {
  return textIn(database.table('workspace_resources').find(textIn(row, 'resource_id') ?? ''), 'workspace_id');
}

function check(draft: Row, { database }: Scope): readonly Omit<ApiError, 'type'>[] {
  const errors: Omit<ApiError, 'type'>[] = [];
  if (database.table('workspace_resources').find(textIn(draft, 'resource_id') ?? '') === undefined) {
    errors.push({ field: 'resource_id', message: "Resource can't be blank" });
  }
  if ((textIn(draft, 'end_date') ?? '') < (textIn(draft, 'start_date') ?? '')) {
    errors.push({ field: 'end_date', message: 'End date must be on or after the start date' });
  }
  if (numberIn(draft, 'minutes') <= 0) errors.push({ field: 'minutes', message: 'Minutes must be greater than 0' });
  return errors;
}

/** What a place shows of its allocations follows from them. */
function addUp(resource: string, { database, now }: Scope): void {
  const table = database.table('workspace_resources');
  const place = table.find(resource);
  if (place === undefined) return;
  const all = database.table('workspace_allocations').by('resource_id', resource);
  const days = (column: string): readonly string[] => all.flatMap((row) => textIn(row, column) ?? []).sort();
  table.update(place, {
    total_allocated_minutes: all.reduce((sum, row) => sum + numberIn(row, 'minutes'), 0),
    earliest_allocation_date: days('start_date')[0] ?? null,
    latest_allocation_date: days('end_date').at(-1) ?? null,
    updated_at: now,
  });
}

/** `workspace_allocations`. */
export const workspaceAllocations: Resource = {
  collection: 'workspace_allocations',
  singular: 'workspace_allocation',
  model: 'WorkspaceAllocation',
  fields: {
    start_date: date,
    end_date: date,
    minutes: integer,
    hard: flagOf('hard'),
    notes: text,
    created_at: instant,
    updated_at: instant,
  },
  associations: {
    workspace_resource: belongsTo('workspace_resources', 'resource_id'),
    workspace: finds('workspaces', 'workspace_id', workspaceOf),
    creator: belongsTo('users', 'creator_id'),
    external_references: externalReferences('WorkspaceAllocation'),
  },
  filters: {
    ...stampFilters,
    workspace_ids: {
      prepare: (argument, scope): Prepared => {
        const wanted = new Set(argument.split(','));
        return { keep: (row) => wanted.has(workspaceOf(row, scope) ?? '') };
      },
    },
    workspace_resource_ids: idIn('resource_id'),
    type: { prepare: (argument) => ({ keep: (row) => (row.hard === true) === (argument === 'hard') }) },
  },
  orders: { updated_at: (row) => textIn(row, 'updated_at') },
  defaultOrder: 'updated_at:desc',
  write: {
    create: ['resource_id', 'start_date', 'end_date', 'minutes', 'hard', 'notes'],
    update: ['start_date', 'end_date', 'minutes', 'hard', 'notes'],
    required: {
      resource_id: "Resource can't be blank",
      start_date: "Start date can't be blank",
      end_date: "End date can't be blank",
      minutes: "Minutes can't be blank",
    },
    bulkMax: 200,
    defaults: (_given, { currentUser }) => ({ hard: true, notes: null, creator_id: currentUser }),
    check,
    settle: (row, _body, scope) => addUp(textIn(row, 'resource_id') ?? '', scope),
    onRemove: (row, scope) => {
      const resource = textIn(row, 'resource_id') ?? '';
      scope.database.table('workspace_allocations').update(row, { resource_id: null });
      addUp(resource, scope);
    },
    remove: 'hard',
  },
};
