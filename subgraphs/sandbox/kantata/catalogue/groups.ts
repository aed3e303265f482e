// Workspace groups: clients, when `company` is true, and any other way to group projects.
import type { Row } from '../database.ts';
import { idsIn, textIn } from '../database.ts';
import { customFieldValues, externalReferences, flag, flagOf, gathers, instant, text } from '../fields.ts';
import { isSo, matching, stampFilters, whenTrue } from '../filters.ts';
import type { Resource, Scope } from '../resource.ts';

function projectsIn(row: Row, { database }: Scope): readonly string[] {
  return database
    .table('workspaces')
    .by('workspace_group_ids', row.id)
    .map((workspace) => workspace.id);
}

/** add_workspace_ids and remove_workspace_ids of a body; the link itself lives on the workspace. */
function moveProjects(group: Row, body: Readonly<Record<string, unknown>>, { database }: Scope): void {
  const table = database.table('workspaces');
  const change = (ids: unknown, to: (groups: readonly string[]) => readonly string[]): void => {
    for (const id of Array.isArray(ids) ? ids.map(String) : []) {
      const workspace = table.find(id);
      if (workspace === undefined) continue;
      table.update(workspace, { workspace_group_ids: to(idsIn(workspace, 'workspace_group_ids')) });
    }
  };
  change(body.add_workspace_ids, (groups) => [...groups.filter((id) => id !== group.id), group.id]);
  change(body.remove_workspace_ids, (groups) => groups.filter((id) => id !== group.id));
}

const ATTRIBUTES = ['name', 'company', 'contact_name', 'email', 'phone_number', 'address', 'website', 'notes'];

/** `workspace_groups`. */
export const workspaceGroups: Resource = {
  collection: 'workspace_groups',
  singular: 'workspace_group',
  model: 'WorkspaceGroup',
  fields: {
    name: text,
    company: flagOf('company'),
    contact_name: text,
    email: text,
    phone_number: text,
    address: text,
    website: text,
    notes: text,
    created_at: instant,
    updated_at: instant,
  },
  associations: {
    workspaces: gathers('workspaces', 'workspace_ids', projectsIn),
    external_references: externalReferences('WorkspaceGroup'),
    custom_field_values: customFieldValues('WorkspaceGroup'),
  },
  filters: {
    ...stampFilters,
    company: isSo((row) => row.company === true),
    companies_only: whenTrue((row) => row.company === true),
    matching: matching((row) => [textIn(row, 'name')]),
  },
  orders: {
    name: (row) => textIn(row, 'name')?.toLowerCase() ?? null,
    created_at: (row) => textIn(row, 'created_at'),
    updated_at: (row) => textIn(row, 'updated_at'),
  },
  defaultOrder: 'name:asc',
  write: {
    create: ATTRIBUTES,
    update: ATTRIBUTES,
    types: { company: flag.type },
    required: { name: "Name can't be blank" },
    check: (draft, { database }) => {
      const name = textIn(draft, 'name')?.toLowerCase();
      const twins = [...database.table('workspace_groups').all()].filter(
        (row) => row.id !== draft.id && textIn(row, 'name')?.toLowerCase() === name,
      );
      return twins.length === 0 ? [] : [{ field: 'name', message: 'Name has already been taken' }];
    },
    settle: moveProjects,
    remove: 'hard',
  },
  feeds: true,
};
