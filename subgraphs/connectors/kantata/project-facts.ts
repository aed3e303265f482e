// What has to be known before a project is made, asked of Kantata at this moment: templates, rate cards, roles, the customer; and a
// project as it is now. Sources: Kantata OX API, "Project Templates", "Rate Cards", "Workspaces".
import type { VendorRef } from '../../../schema/canon/identity.ts';
import type {
  ProjectBookings,
  ProjectTemplateFacts,
  PsaConversionFacts,
  PsaProjectState,
  RateCardFacts,
} from '../../ports/project-writes.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import { type Mapping, meaningOf } from './config.ts';
import type { KantataContext } from './context.ts';
import type { Listing } from './listing.ts';
import { present, projectIncludes, referencesOf, toProjects } from './map-project.ts';
import { linkRefs } from './refs.ts';
import {
  checked,
  groupRecord,
  plainRateCard,
  projectArchive,
  type ProjectTemplateRecord,
  projectTemplateRecord,
  rateCardSetRecord,
  roleRecord,
  templateAssignmentRecord,
  workspaceRecord,
} from './wire.ts';
import { projects } from './record-references.ts';

/** A template, and the id by which it is applied. */
interface KeyedTemplate {
  readonly id: string;
  readonly facts: ProjectTemplateFacts;
}

/** Everything a new project must fit. Raises Fault. */
export async function conversionFacts(
  context: KantataContext,
  envelope: Envelope,
  customer: VendorRef | null,
): Promise<PsaConversionFacts> {
  const [templates, rateCards, roles, asked] = await Promise.all([
    keyedTemplates(context, envelope),
    rateCardFacts(context, envelope),
    rolesByName(context, envelope),
    customerNow(context, envelope, customer),
  ]);
  return {
    templates: templates.map(({ facts }) => facts),
    rateCards,
    currencies: [...new Set(rateCards.map(({ currency }) => currency))].sort(),
    serviceLines: [...new Set(templates.flatMap(({ facts }) => facts.serviceLine ?? []))].sort(),
    roles: [...roles.keys()].sort(),
    customer: asked,
  };
}

/** Templates that say by which key deals name them, by key. Raises Fault. */
export async function keyedTemplates(context: KantataContext, envelope: Envelope): Promise<readonly KeyedTemplate[]> {
  const name = 'project-templates';
  const [listing, needs] = await Promise.all([
    context.client.all(envelope, { name, collection: 'project_templates', filters: {}, order: 'title:asc' }),
    templateNeeds(context, envelope),
  ]);
  return context.understood(name, () =>
    Promise.resolve(
      listing.rows.flatMap((row) => {
        const record = checked(projectTemplateRecord, row, 'a project template');
        const facts = templateFacts(record, context.mapping);
        return facts === null ? [] : [{ id: record.id, facts: { ...facts, roles: needs.get(record.id) ?? [] } }];
      }),
    ),
  );
}

/** Whom each template needs; hours and roles are optional fields of a list of their own. */
async function templateNeeds(
  context: KantataContext,
  envelope: Envelope,
): Promise<ReadonlyMap<string, ProjectTemplateFacts['roles']>> {
  const name = 'project-template-assignments';
  const listing = await context.client.all(envelope, {
    name,
    collection: 'project_template_assignments',
    filters: { optional_fields: 'role_name,total_estimated_minutes' },
  });
  return context.understood(name, () => {
    const records = listing.rows.map((row) => checked(templateAssignmentRecord, row, 'a template role'));
    const byTemplate = Map.groupBy(records, (record) => record.project_template_id);
    return Promise.resolve(
      new Map(
        [...byTemplate].map(([template, needed]) => [
          template,
          needed.map((one) => ({ role: one.role_name ?? one.name, estimated: one.total_estimated_minutes })),
        ]),
      ),
    );
  });
}

/** Null for a template that says no key. */
export function templateFacts(
  { title, description, currency, duration }: ProjectTemplateRecord,
  { templateLabels, billingModels }: Mapping,
): Omit<ProjectTemplateFacts, 'roles'> | null {
  const lines = new Map(
    (description ?? '').split('\n').flatMap((line) => {
      const at = line.indexOf(':');
      return at < 0 ? [] : [[line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim()] as const];
    }),
  );
  const said = (label: string): string | null => {
    const value = lines.get(label.trim().toLowerCase());
    return value === undefined || value === '' ? null : value;
  };
  const key = said(templateLabels.key);
  if (key === null) return null;
  const model = said(templateLabels.billingModel);
  return {
    ...{ key, title, serviceLine: said(templateLabels.serviceLine), currency, durationDays: duration },
    billingModel: model === null ? 'UNKNOWN' : (meaningOf(billingModels, model) ?? 'UNKNOWN'),
  };
}

async function rateCardFacts(context: KantataContext, envelope: Envelope): Promise<readonly RateCardFacts[]> {
  const name = 'rate-cards';
  const listing = await context.client.all(envelope, {
    ...{ name, collection: 'rate_cards', filters: {}, include: ['rate_card_set'], order: 'created_at:asc' },
  });
  return context.understood(name, () =>
    Promise.resolve(
      listing.rows.map((row) => {
        const { id, currency, rate_card_set_id: set } = checked(plainRateCard, row, 'a rate card');
        const found = set === null ? null : present(listing, 'rate_card_sets', set);
        const title = found === null ? null : checked(rateCardSetRecord, found, 'a rate card set').title;
        return { ref: context.refs.of('RATE_CARD', id), name: title, currency };
      }),
    ),
  );
}

/** Ids of the account's roles by name. Raises Fault. */
export async function rolesByName(context: KantataContext, envelope: Envelope): Promise<ReadonlyMap<string, string>> {
  const name = 'roles';
  const listing = await context.client.all(envelope, { name, collection: 'roles', filters: {} });
  return context.understood(name, () =>
    Promise.resolve(
      new Map(
        listing.rows.map((row) => {
          const role = checked(roleRecord, row, 'a role');
          return [role.name, role.id] as const;
        }),
      ),
    ),
  );
}

async function customerNow(
  context: KantataContext,
  envelope: Envelope,
  customer: VendorRef | null,
): Promise<PsaConversionFacts['customer']> {
  if (customer === null || !context.refs.isOurs('CUSTOMER', customer)) return null;
  const name = 'client-now';
  const filters = { only: customer.id };
  const listing = await context.client.all(envelope, { name, collection: 'workspace_groups', filters });
  return context.understood(name, () => {
    const [row] = listing.rows;
    return Promise.resolve(
      row === undefined ? null : { ref: customer, name: checked(groupRecord, row, 'a group').name },
    );
  });
}

/** A project as it is now; null when there is none. Raises Fault. */
export async function projectNow(
  context: KantataContext,
  envelope: Envelope,
  project: VendorRef,
): Promise<PsaProjectState | null> {
  if (!context.refs.isOurs('PROJECT', project)) return null;
  const name = 'project-now';
  const { collection, filters } = projects;
  const only = { ...filters, only: project.id };
  const [listing, bookings] = await Promise.all([
    context.client.all(envelope, { name, collection, filters: only, include: projectIncludes }),
    bookingsOf(context, envelope, project.id),
  ]);
  return context.understood(name, () => Promise.resolve(stateOf(context, listing, bookings)));
}

function stateOf(context: KantataContext, listing: Listing, bookings: ProjectBookings): PsaProjectState | null {
  const [row] = listing.rows;
  const [told] = toProjects(listing, context);
  if (row === undefined || told === undefined) return null;
  const { mapping } = context;
  const references = referencesOf(checked(workspaceRecord, row, 'a project').external_reference_ids, listing);
  const own = references.find(
    (one) => one.service_name === mapping.keyService && one.service_model === projects.keyModel,
  );
  const { ref, status, customer, currency, legalEntityCode, billingModel, rateCard } = told;
  return {
    ...{ ref, title: told.name, status, customer, currency, legalEntityCode, billingModel, rateCard, bookings },
    isArchived: checked(projectArchive, row, 'a project').archived,
    budget: told.plan.budget,
    key: own?.service_model_ref ?? null,
    links: linkRefs(linksKept(mapping), references),
  };
}

/** Every reference of projects that the mapping knows. */
export function linksKept({ opportunity, contract, projectLinks }: Mapping): Mapping['projectLinks'] {
  return [opportunity, contract, ...projectLinks].filter((link) => link !== null);
}

/** How much hangs on a project. Raises Fault. */
export async function bookingsOf(
  context: KantataContext,
  envelope: Envelope,
  project: string,
): Promise<ProjectBookings> {
  const count = async (collection: string, filters: Readonly<Record<string, string>>): Promise<number> => {
    const request = { name: `${collection}-of-project`, collection, filters: { workspace_id: project, ...filters } };
    return (await context.client.part(envelope, request, { offset: 0, limit: 1 })).count;
  };
  const [timeEntries, expenses, invoices] = await Promise.all([
    count('time_entries', { from_archived_workspaces: 'true' }),
    count('expenses', { from_archived_workspaces: 'true' }),
    count('invoices', {}),
  ]);
  return { timeEntries, expenses, invoices };
}
