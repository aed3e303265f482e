// Projects as Kantata makes them: from a template, under a client, with the firm's own fields. Nothing is deduplicated, so a project
// carries its key from its first moment. Source: Kantata OX API, "Workspaces" (create, update, delete).
import type { VendorRef } from '../../../schema/canon/identity.ts';
import type {
  ProjectStanding,
  PsaProjectState,
  PsaProjectWrite,
  PsaProjectWrites,
} from '../../ports/project-writes.ts';
import { projectStandings, standingOperation } from '../../ports/project-writes.ts';
import type { Found, WriteOutcome } from '../../ports/write.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import { baseUnitsOf, denomination } from './amount.ts';
import type { RecordWrite } from './client.ts';
import type { KantataContext } from './context.ts';
import { bookingsOf, conversionFacts, keyedTemplates, linksKept, projectNow } from './project-facts.ts';
import {
  keyReference,
  names,
  projects,
  putReference,
  recordsByKey,
  referencesOf,
  stillThere,
} from './record-references.ts';
import { linkRefs } from './refs.ts';
import { refused, sendDelete, sendOne, unlessUnread } from './sending.ts';
import { addTeamDemand, removeTeamDemand, teamDemandNow } from './team-demand.ts';
import { checked, writableField } from './wire.ts';
import { addWorkBreakdown, removeWorkBreakdown, workBreakdownNow } from './work-breakdown.ts';

/** Writes of one account. */
export function projectWrites(context: KantataContext): PsaProjectWrites {
  return {
    settleMs: context.config.settleMs,
    // What makes records is looked up before it is sent again; what sets a value or takes something away is not.
    repeatable: [
      ...(['removeProject', 'linkProject', 'unlinkProject', 'setRateCard', 'clearRateCard'] as const),
      ...(['removeWorkBreakdown', 'removeTeamDemand'] as const),
      ...projectStandings.map(standingOperation),
    ],
    createProject: (envelope, write) => unlessUnread(context, () => createProject(context, envelope, write)),
    projectsByKey: (envelope, key) => recordsByKey(context, envelope, projects, key),
    removeProject: (envelope, project) => unlessUnread(context, () => removeProject(context, envelope, project)),
    linkProject: (envelope, project, link) => linkProject(context, envelope, project, link),
    unlinkProject: (envelope, project, link) =>
      unlessUnread(context, () => unlinkProject(context, envelope, project, link)),
    linksOfProject: (envelope, project) => linksOfProject(context, envelope, project),
    setRateCard: (envelope, project, card) => setRateCard(context, envelope, project, card),
    setProjectStatus: (envelope, project, standing) => setStatus(context, envelope, project, standing),
    addWorkBreakdown: (envelope, write) => unlessUnread(context, () => addWorkBreakdown(context, envelope, write)),
    workBreakdownNow: (envelope, write) => workBreakdownNow(context, envelope, write),
    removeWorkBreakdown: (envelope, project, key) =>
      unlessUnread(context, () => removeWorkBreakdown(context, envelope, project, key)),
    addTeamDemand: (envelope, write) => unlessUnread(context, () => addTeamDemand(context, envelope, write)),
    teamDemandNow: (envelope, write) => teamDemandNow(context, envelope, write),
    removeTeamDemand: (envelope, project, key) =>
      unlessUnread(context, () => removeTeamDemand(context, envelope, project, key)),
    projectNow: (envelope, project): Promise<PsaProjectState | null> => projectNow(context, envelope, project),
    conversionFacts: (envelope, customer) => conversionFacts(context, envelope, customer),
  };
}

async function createProject(
  context: KantataContext,
  envelope: Envelope,
  write: PsaProjectWrite,
): Promise<WriteOutcome> {
  const body = await projectBody(context, envelope, write);
  if (isOutcome(body)) return body;
  const post: RecordWrite = {
    ...{ name: 'write:workspaces:create', method: 'POST', path: 'workspaces.json', body: { workspace: body } },
  };
  return sendOne(context, envelope, {
    ...{ write: post, asked: { kind: 'CREATE', collection: projects.collection }, kind: 'PROJECT' },
  });
}

type Fields = Readonly<Record<string, unknown>>;

function isOutcome(body: Fields | WriteOutcome): body is WriteOutcome {
  return 'kind' in body;
}

/** The project's fields by Kantata's names, or what it would refuse before it is asked. */
async function projectBody(
  context: KantataContext,
  envelope: Envelope,
  write: PsaProjectWrite,
): Promise<Fields | WriteOutcome> {
  const { mapping, refs } = context;
  const { key, title, customer, startOn, endOn, currency, budget } = write;
  if (!refs.isOurs('CUSTOMER', customer)) return refused(context, 'customer', 'has no such client');
  if (budget !== null && baseUnitsOf(budget, denomination(currency, null)) === null) {
    return refused(context, 'budget', `takes no budget finer than ${currency} has minor units, nor over 15 digits`);
  }
  const template = await templateId(context, envelope, write.template);
  if (template === undefined)
    return refused(context, 'template', 'has no project template of that key, or more than one');
  const fields = await customFields(context, envelope, write);
  if ('missing' in fields) {
    const remedy = 'correct mapping.fields, or make the field a text field';
    return refused(context, fields.missing, `has no text field of projects for ${fields.missing}; ${remedy}`);
  }
  const isFixed = write.billingModel === 'FIXED_FEE' || write.billingModel === 'MILESTONE';
  return {
    ...{ title, currency, creator_role: 'maven', budgeted: true, stories_are_fixed_fee_by_default: isFixed },
    status_key: Number(mapping.writtenStatuses.REQUESTED),
    primary_workspace_group_id: customer.id,
    workspace_group_ids: [customer.id],
    ...(startOn === null ? {} : { start_date: startOn }),
    ...(endOn === null ? {} : { due_date: endOn }),
    // In units of the currency, not in cents; as text, since a JSON number would round it.
    ...(budget === null ? {} : { price: budget }),
    ...(template === null ? {} : { project_tracker_template_id: template }),
    ...(template === null || startOn === null ? {} : { project_template_start_date: startOn }),
    custom_fields: fields.values,
    external_reference: keyReference(context, projects.keyModel, key),
  };
}

/** Null when none is asked for, undefined when there is none of this key, or more than one. */
async function templateId(
  context: KantataContext,
  envelope: Envelope,
  key: string | null,
): Promise<string | null | undefined> {
  if (key === null) return null;
  const [only, ...others] = (await keyedTemplates(context, envelope)).filter(({ facts }) => facts.key === key);
  return others.length === 0 ? only?.id : undefined;
}

type FieldValues = readonly { readonly custom_field_id: string; readonly value: string }[];

/** What goes into the firm's own fields. A field the mapping names and the account lacks would lose a value silently. */
async function customFields(
  context: KantataContext,
  envelope: Envelope,
  write: PsaProjectWrite,
): Promise<{ readonly values: FieldValues } | { readonly missing: string }> {
  const { mapping } = context;
  const { code, practice, region, serviceLine } = write;
  const [model] = Object.entries(mapping.billingModels).find(([, canonical]) => canonical === write.billingModel) ?? [];
  if (model === undefined) return { missing: 'billingModel' };
  const wanted = { code, practice, region, serviceLine, legalEntity: write.legalEntityCode, billingModel: model };
  const ids = await textFieldIds(context, envelope);
  const values: { custom_field_id: string; value: string }[] = [];
  for (const purpose of ['code', 'legalEntity', 'billingModel', 'practice', 'region', 'serviceLine'] as const) {
    const [name, value] = [mapping.fields[purpose], wanted[purpose]];
    // Null in the mapping: the firm has no such field, and knows it.
    if (name === null || value === null) continue;
    const id = ids.get(name);
    if (id === undefined) return { missing: purpose };
    values.push({ custom_field_id: id, value });
  }
  return { values };
}

async function textFieldIds(context: KantataContext, envelope: Envelope): Promise<ReadonlyMap<string, string>> {
  const question = { name: 'custom-field-ids', args: null, keep: 'REFERENCE' } as const;
  // Pairs, not a Map: the answer must survive a cache outside the process.
  const { value } = await context.read(envelope, question, async (shared) => {
    const { name } = question;
    const request = { name, collection: 'custom_fields', filters: {}, order: 'created_at:asc' };
    const listing = await context.client.all(shared, request);
    return listing.rows
      .map((row) => checked(writableField, row, 'a custom field'))
      .filter(({ subject_type: subject }) => subject === null || subject === 'Workspace')
      .filter(({ value_type: type }) => type === null || type === 'string')
      .map((field) => [field.name, field.id] as const);
  });
  return new Map(value);
}

async function removeProject(context: KantataContext, envelope: Envelope, project: VendorRef): Promise<WriteOutcome> {
  if (!context.refs.isOurs('PROJECT', project)) return refused(context, 'id', 'has no such project');
  const booked = await bookingsOf(context, envelope, project.id);
  const hanging = Object.entries(booked).flatMap(([what, count]) => (count > 0 ? [what] : []));
  if (hanging.length > 0) {
    return refused(
      context,
      hanging.slice(0, 1),
      'has work booked on the project; set it CANCELLED or ARCHIVED instead',
    );
  }
  const says = 'did not let the project be deleted; has anybody booked on it?';
  const { collection } = projects;
  const isGone = async (): Promise<boolean> =>
    (await stillThere(context, envelope, projects, [project.id])).length === 0;
  return sendDelete(context, envelope, { collection, id: project.id, ref: project, says, isGone });
}

async function linkProject(
  context: KantataContext,
  envelope: Envelope,
  project: VendorRef,
  link: VendorRef,
): Promise<WriteOutcome> {
  const mapped = linksKept(context.mapping).find((one) => names(one, link));
  if (mapped === undefined || !context.refs.isOurs('PROJECT', project)) {
    const remedy = 'name one in projectLinks, contract or opportunity of its mapping';
    const says = `keeps no reference to a ${link.kind} of ${link.system} (${link.instance}); ${remedy}`;
    return refused(context, 'external_reference', says);
  }
  const { service, model } = mapped;
  const reference = { service_name: service, service_model: model, service_model_ref: link.id } as const;
  return putReference(context, envelope, projects, { ref: project, reference: { ...reference, status: 'successful' } });
}

async function unlinkProject(
  context: KantataContext,
  envelope: Envelope,
  project: VendorRef,
  link: VendorRef,
): Promise<WriteOutcome> {
  const mapped = linksKept(context.mapping).filter((one) => names(one, link));
  const there = context.refs.isOurs('PROJECT', project)
    ? await referencesOf(context, envelope, projects, project.id)
    : [];
  const named = there.find((one) => linkRefs(mapped, [one]).some(({ id }) => id === link.id));
  if (named === undefined) return { kind: 'APPLIED', ref: project, isNew: false };
  const says = 'did not let the reference be deleted';
  return sendDelete(context, envelope, { collection: 'external_references', id: named.id, ref: project, says });
}

async function linksOfProject(context: KantataContext, envelope: Envelope, project: VendorRef): Promise<Found> {
  if (!context.refs.isOurs('PROJECT', project)) return [];
  return linkRefs(linksKept(context.mapping), await referencesOf(context, envelope, projects, project.id));
}

async function setRateCard(
  context: KantataContext,
  envelope: Envelope,
  project: VendorRef,
  rateCard: VendorRef | null,
): Promise<WriteOutcome> {
  if (rateCard !== null && !context.refs.isOurs('RATE_CARD', rateCard)) {
    return refused(context, 'rate_card_id', 'has no such rate card');
  }
  return change(context, envelope, project, { rate_card_id: rateCard?.id ?? null });
}

function setStatus(
  context: KantataContext,
  envelope: Envelope,
  project: VendorRef,
  standing: ProjectStanding,
): Promise<WriteOutcome> {
  if (standing === 'ARCHIVED') return change(context, envelope, project, { archived: true });
  const status_key = Number(context.mapping.writtenStatuses[standing]);
  return change(context, envelope, project, { status_key, archived: false });
}

async function change(
  context: KantataContext,
  envelope: Envelope,
  project: VendorRef,
  fields: Readonly<Record<string, unknown>>,
): Promise<WriteOutcome> {
  if (!context.refs.isOurs('PROJECT', project)) return refused(context, 'id', 'has no such project');
  const { collection } = projects;
  const write: RecordWrite = {
    name: 'write:workspaces:update',
    method: 'PUT',
    // Default filters apply to single records, too, and hide archived projects.
    path: `${collection}/${project.id}.json?include_archived=true`,
    body: { workspace: fields },
  };
  const asked = { kind: 'UPDATE', collection, id: project.id } as const;
  return sendOne(context, envelope, { write, asked, kind: 'PROJECT' });
}
