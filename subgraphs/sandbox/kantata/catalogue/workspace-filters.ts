// The filters of workspaces. Archived projects are hidden, on lists and on single records, until they are asked for.
import type { Row } from '../database.ts';
import { idsIn, textIn } from '../database.ts';
import { subjectsOf } from '../fields.ts';
import { day, idIn, isSo, isTrue, matching, moment, partsOf, stampFilters, withoutEffect } from '../filters.ts';
import type { Filter, Scope } from '../resource.ts';

/** `archived=only|include|exclude` overrules include_archived. */
const archived: Filter = {
  prepare: (argument) => {
    if (argument === 'only') return { keep: (row) => row.archived === true };
    return argument === 'exclude' ? { keep: (row) => row.archived !== true } : null;
  },
};

const includeArchived: Filter = {
  byDefault: 'false',
  prepare: (argument, scope) => {
    const isOverruled = (scope.arguments.get('archived') ?? '') !== '';
    return isTrue(argument) || isOverruled ? null : { keep: (row) => row.archived !== true };
  },
};

/** `(1:something):(2:else)`; a bare `1` asks for any value. Several values of one field mean either. */
const customText: Filter = {
  prepare: (argument, scope) => {
    const wanted = new Map<string, string[]>();
    const groups = [...argument.matchAll(/\((\d+):([^)]*)\)/g)];
    for (const [, field = '', value = ''] of groups) wanted.set(field, [...(wanted.get(field) ?? []), value]);
    if (groups.length === 0) {
      const [field = '', value] = argument.split(':');
      wanted.set(field, value === undefined ? [] : [value]);
    }
    return {
      keep: (row) =>
        [...wanted].every(([field, values]) => {
          const held = valueOf(row, field, scope);
          return held !== null && (values.length === 0 || values.includes(held));
        }),
    };
  },
};

const hasCustomValue: Filter = {
  prepare: (argument, scope) => ({
    keep: (row) => partsOf(argument).every((field) => valueOf(row, field, scope) !== null),
  }),
};

function valueOf(row: Row, field: string, scope: Scope): string | null {
  const values = subjectsOf(scope, 'custom_field_values', 'Workspace', row.id);
  return textIn(
    values.find((value) => value.custom_field_id === field),
    'display_value',
  );
}

const except: Filter = {
  prepare: (argument) => {
    const unwanted = new Set(partsOf(argument));
    return { keep: (row) => !unwanted.has(row.id) };
  },
};

/** Filters of `workspaces`. */
export const workspaceFilters: Readonly<Record<string, Filter>> = {
  ...stampFilters,
  include_archived: includeArchived,
  archived,
  budgeted: isSo((row) => row.budgeted === true),
  by_custom_text_value: customText,
  has_value_for_custom_field_ids: hasCustomValue,
  creator: idIn('creator_id'),
  due_date_after: day('due_date', 'after'),
  due_date_before: day('due_date', 'before'),
  start_date_after: day('start_date', 'after'),
  start_date_before: day('start_date', 'before'),
  except,
  for_approver: idIn('approver_ids'),
  has_approvers: isSo((row) => idsIn(row, 'approver_ids').length > 0),
  has_participant: idIn('participant_ids'),
  has_maven_participant: idIn('participant_ids'),
  has_participation: withoutEffect,
  on_my_account: withoutEffect,
  matching: matching((row) => [textIn(row, 'title')]),
  provider_lead: idIn('primary_maven_id'),
  require_time_approvals: isSo((row) => row.require_time_approvals === true),
  requiring_expense_approval: isSo((row) => row.require_expense_approvals === true),
  stage: { prepare: (argument) => ({ keep: (row) => (textIn(row, 'stage') ?? 'project') === argument }) },
  workspace_groups: idIn('workspace_group_ids'),
  // Documented as deprecated: `from;to`.
  created_at: {
    prepare: (argument, scope, collection) => {
      const [from = '', to = ''] = argument.split(';');
      const after = moment('created_at', 'after').prepare(from, scope, collection);
      const before = moment('created_at', 'before').prepare(to, scope, collection);
      return { keep: (row) => after?.keep(row) !== false && before?.keep(row) !== false };
    },
  },
};
