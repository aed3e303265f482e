// People, and places in teams that nobody fills yet, as canonical resources. Pure.
import type { Resource } from '../../../schema/canon/project.ts';
import type { Listing } from './listing.ts';
import { placeId, type Refs } from './refs.ts';
import { checked, membershipRecord, roleRecord, type UserRecord, userRecord, workspaceResourceRecord } from './wire.ts';

/** What a person is read with. */
export const userIncludes = ['role', 'account_membership'] as const;

/** The people of a list, in its order. */
export function toPeople(listing: Listing, refs: Refs): readonly Resource[] {
  return listing.rows.map((row) => {
    const record = checked(userRecord, row, 'a user');
    const role = record.role_id === null ? undefined : listing.find('roles', record.role_id);
    return {
      ref: refs.of('RESOURCE', record.id),
      kind: 'PERSON',
      displayName: record.full_name,
      email: record.email_address,
      role: role === undefined ? null : checked(roleRecord, role, 'a role').name,
      headline: record.headline,
      active: isActive(record, listing),
    };
  });
}

function isActive(record: UserRecord, listing: Listing): boolean {
  if (record.disabled === true) return false;
  const membership =
    record.account_membership_id === null
      ? undefined
      : listing.find('account_memberships', record.account_membership_id);
  return (
    membership === undefined || checked(membershipRecord, membership, 'an account membership').disabled_at === null
  );
}

/** Unfilled places of a list; one that got its person meanwhile is still named by its own id. */
export function toPlaces(listing: Listing, refs: Refs): readonly Resource[] {
  return listing.rows.map((row) => {
    const record = checked(workspaceResourceRecord, row, 'a workspace resource');
    return {
      ref: refs.of('RESOURCE', placeId(record.id)),
      kind: 'GENERIC_ROLE',
      displayName: record.label ?? record.role_name,
      email: null,
      role: record.role_name,
      headline: null,
      active: true,
    };
  });
}
