// The filters of stories. Deleted and archived tasks, and tasks of archived projects, are hidden until they are asked for.
import type { Row } from '../database.ts';
import { numberIn, textIn } from '../database.ts';
import { dayRange, hides, idIn, partsOf, stampFilters, whenTrue, wordIn } from '../filters.ts';
import type { Filter, Scope } from '../resource.ts';
import { descendantsOf } from './figures.ts';

/** Whether the record belongs to an archived project. */
export function isInArchivedWorkspace(row: Row, { database }: Scope): boolean {
  return database.table('workspaces').find(textIn(row, 'workspace_id') ?? '')?.archived === true;
}

function isDeleted(row: Row): boolean {
  return textIn(row, 'deleted_at') !== null;
}

function isTopLevel(row: Row): boolean {
  return textIn(row, 'parent_id') === null;
}

/** People's ids, or `unassigned`, or `unnamed`. */
const withAssignees: Filter = {
  prepare: (argument, { database }) => {
    const wanted = new Set(partsOf(argument));
    return {
      keep: (row) => {
        const current = database
          .table('assignments')
          .by('story_id', row.id)
          .filter((assignment) => assignment.current !== false);
        if (current.length === 0) return wanted.has('unassigned');
        return current.some((assignment) => wanted.has(textIn(assignment, 'assignee_id') ?? 'unnamed'));
      },
    };
  },
};

const withRoot: Filter = {
  prepare: (argument, { database }) => {
    const ids = new Set(descendantsOf(database, argument).map((story) => story.id));
    return { keep: (row) => ids.has(row.id) };
  },
};

/** Filters of `stories`. */
export const storyFilters: Readonly<Record<string, Filter>> = {
  ...stampFilters,
  workspace_id: idIn('workspace_id'),
  with_projects: idIn('workspace_id'),
  with_parent_id: idIn('parent_id'),
  with_root_id: withRoot,
  with_assignees: withAssignees,
  show_deleted: hides(isDeleted, ['only_deleted']),
  only_deleted: whenTrue(isDeleted),
  show_archived: hides((row) => row.archived === true, ['only_archived']),
  only_archived: whenTrue((row) => row.archived === true),
  show_from_archived_workspaces: hides(isInArchivedWorkspace),
  parents_only: whenTrue(isTopLevel),
  story_type: wordIn('story_type'),
  story_types: wordIn('story_type'),
  priority: wordIn('priority'),
  uncompleted: whenTrue((row) => row.state !== 'completed' && numberIn(row, 'percentage_complete') < 100),
  starting_between: dayRange('start_date'),
  due_between: dayRange('due_date'),
};
