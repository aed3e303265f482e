// People, their roles, and the clients' groups.
import type { Firm } from '../../firm/firm.ts';
import { kantataIds } from '../../firm/ids.ts';
import type { SeedRows } from './rows.ts';
import { units } from './convert.ts';

/** The account began before its oldest records; roles and settings are as old as it is. */
const ACCOUNT_BEGAN = '2022-01-03T09:00:00Z';

const MEMBERSHIP_START = 6_600_000;

/** Users with their memberships, roles and workspace groups. */
export function peopleRows(firm: Firm): SeedRows {
  return {
    roles: firm.roles.map((role) => ({
      id: kantataIds.role(role.ordinal),
      name: role.name,
      deleted: false,
      created_at: ACCOUNT_BEGAN,
      updated_at: ACCOUNT_BEGAN,
    })),
    users: firm.people.map((person) => ({
      id: kantataIds.user(person.ordinal),
      full_name: person.name,
      email_address: person.email,
      headline: person.headline,
      disabled: !person.active,
      account_id: kantataIds.account(),
      account_permission: person.ordinal === 1 ? 'administrator' : 'collaborator',
      role_id: kantataIds.role(person.role),
      city: null,
      country: null,
      classification: null,
      created_at: `${person.hiredOn}T16:00:00Z`,
      updated_at: `${person.hiredOn}T16:00:00Z`,
    })),
    account_memberships: firm.people.map((person) => ({
      id: String(MEMBERSHIP_START + person.ordinal),
      user_id: kantataIds.user(person.ordinal),
      default_role_id: kantataIds.role(person.role),
      permission: person.ordinal === 1 ? 'administrator' : 'collaborator',
      disabled_at: person.active ? null : `${firm.today}T00:00:00Z`,
      is_owner: person.ordinal === 1,
      bill_rate_in_cents: null,
      cost_rate_in_cents: units(person.costRate),
      created_at: `${person.hiredOn}T16:00:00Z`,
      updated_at: `${person.hiredOn}T16:00:00Z`,
    })),
    workspace_groups: firm.clientGroups.map((group) => ({
      id: kantataIds.workspaceGroup(group.ordinal),
      name: group.name,
      company: true,
      contact_name: null,
      email: null,
      phone_number: null,
      address: null,
      website: null,
      notes: null,
      created_at: group.createdAt,
      updated_at: group.modifiedAt,
    })),
  };
}
