// Workspaces as canonical projects. Pure: from what arrived to what the graph knows.
import type { VendorRef } from '../../../schema/canon/identity.ts';
import type { Project, ProjectStatus } from '../../../schema/canon/project.ts';
import { amountOf, denomination } from './amount.ts';
import { type Mapping, meaningOf } from './config.ts';
import type { Listing } from './listing.ts';
import { linkRefs, type Refs } from './refs.ts';
import {
  checked,
  customFieldValue,
  type ExternalReference,
  externalReference,
  groupRecord,
  UnexpectedAnswer,
  type WorkspaceRecord,
  workspaceRecord,
} from './wire.ts';

/** What a mapping needs to know of the account. */
export interface MapContext {
  readonly refs: Refs;
  readonly mapping: Mapping;
}

/** What a project is read with. */
export const projectIncludes = [
  'custom_field_values',
  'external_references',
  'primary_maven',
  'primary_workspace_group',
  'workspace_groups',
] as const;

/** The projects of a list, in its order. */
export function toProjects(listing: Listing, context: MapContext): readonly Project[] {
  return listing.rows.map((row) => toProject(checked(workspaceRecord, row, 'a project'), listing, context));
}

function toProject(record: WorkspaceRecord, listing: Listing, { refs, mapping }: MapContext): Project {
  const fields = fieldsOf(record.custom_field_value_ids, listing);
  const field = (name: string | null): string | null => (name === null ? null : (fields.get(name) ?? null));
  const references = referencesOf(record.external_reference_ids, listing);
  const only = (link: Mapping['contract']): VendorRef | null =>
    link === null ? null : (linkRefs([link], references)[0] ?? null);
  const { currency } = record;
  const money = denomination(currency, record.currency_base_unit);
  const billingModel = field(mapping.fields.billingModel);
  return {
    ref: refs.of('PROJECT', record.id),
    links: linkRefs(mapping.projectLinks, references),
    code: field(mapping.fields.code),
    name: record.title,
    status: statusOf(record.status.key, mapping.statuses),
    customer: refs.maybe('CUSTOMER', clientOf(record, listing)),
    contract: only(mapping.contract),
    opportunity: only(mapping.opportunity),
    legalEntityCode: field(mapping.fields.legalEntity),
    billingModel: billingModel === null ? 'UNKNOWN' : (meaningOf(mapping.billingModels, billingModel) ?? 'UNKNOWN'),
    currency,
    practice: field(mapping.fields.practice),
    region: field(mapping.fields.region),
    serviceLine: field(mapping.fields.serviceLine),
    startOn: record.start_date,
    endOn: record.due_date,
    manager: refs.maybe('RESOURCE', record.primary_maven_id),
    rateCard: refs.maybe('RATE_CARD', record.rate_card_id),
    percentComplete: record.percentage_complete,
    plan: {
      budget: record.price_in_cents === null ? null : amountOf(record.price_in_cents, money),
      budgetUsed: record.budget_used_in_cents === null ? null : amountOf(record.budget_used_in_cents, money),
      updatedAt: record.updated_at,
    },
  };
}

/** Statuses an account adds share the hundred of their colour: 310 counts as 300 unless the mapping names it. */
export function statusOf(key: string, statuses: Mapping['statuses']): ProjectStatus {
  return meaningOf(statuses, key) ?? meaningOf(statuses, `${key.slice(0, 1)}00`) ?? 'UNKNOWN';
}

/**
 * The client: the primary group, else the only company among the groups. Two companies and no primary one is no answer:
 * work must not be billed to whichever happens to come first.
 */
function clientOf(record: WorkspaceRecord, listing: Listing): string | null {
  if (record.primary_workspace_group_id !== null) return record.primary_workspace_group_id;
  const companies = record.workspace_group_ids.filter(
    (id) => checked(groupRecord, present(listing, 'workspace_groups', id), 'a group').company,
  );
  return companies.length === 1 ? (companies[0] ?? null) : null;
}

/** The account's own fields of a record by name; a blank value is none. */
function fieldsOf(ids: readonly string[], listing: Listing): ReadonlyMap<string, string> {
  return new Map(
    ids.flatMap((id) => {
      const value = checked(customFieldValue, present(listing, 'custom_field_values', id), 'a custom field value');
      const shown = value.display_value?.trim() ?? '';
      return shown === '' ? [] : [[value.custom_field_name, shown] as const];
    }),
  );
}

/** The external references of a record. */
export function referencesOf(ids: readonly string[], listing: Listing): readonly ExternalReference[] {
  return ids.map((id) =>
    checked(externalReference, present(listing, 'external_references', id), 'an external reference'),
  );
}

/** A record that must have come along; its absence would silently empty a field. */
export function present(listing: Listing, collection: string, id: string): unknown {
  const found = listing.find(collection, id);
  if (found === undefined)
    throw new UnexpectedAnswer(`the list: "${collection}" does not hold a record that was included`);
  return found;
}
