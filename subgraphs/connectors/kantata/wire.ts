// Shapes of what Kantata sends, checked on arrival. Bodies come through exact-json: every JSON number is text here.
import { z } from 'zod';
import { currencyCode } from '../../../schema/canon/currency.ts';

/** The answer does not have the documented shape; the message names the key, never a value. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
}

const text = z.string();
/** Ids are text, except where the vendor sends a number; both are digits here. */
const id = text.regex(/^\d+$/);
/** Whole base units of a currency; may be long, may be negative. */
const baseUnits = text.regex(/^-?\d+$/);
const baseUnit = text.regex(/^10*$/);
const minutes = text.regex(/^-?\d{1,9}$/).transform(Number);
const date = text.regex(/^\d{4}-\d{2}-\d{2}$/);
/** Instants come with the offset of the account's time zone. */
const instant = text
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/)
  .transform((value) => new Date(value).toISOString());
const currency = text.transform((value, context) => {
  try {
    return currencyCode(value);
  } catch {
    context.addIssue({ code: 'custom', message: 'no ISO 4217 currency' });
    return z.NEVER;
  }
});
/** A count. */
export const whole = text.regex(/^\d{1,9}$/).transform(Number);

/** What is there only with a newer release, a permission or an optional field. */
function maybe<S extends z.ZodType>(schema: S): z.ZodType<z.output<S> | null> {
  return schema.nullish().transform((value) => value ?? null);
}

/** A project. Ids of associations are there because the request includes them. */
export const workspaceRecord = z.object({
  id,
  title: text,
  start_date: maybe(date),
  due_date: maybe(date),
  updated_at: instant,
  currency,
  currency_base_unit: baseUnit,
  price_in_cents: baseUnits.nullable(),
  budget_used_in_cents: maybe(baseUnits),
  percentage_complete: maybe(text.regex(/^\d{1,3}$/)),
  status: z.object({ key: text }),
  rate_card_id: maybe(id),
  primary_maven_id: id.nullable(),
  primary_workspace_group_id: id.nullable(),
  workspace_group_ids: z.array(id),
  custom_field_value_ids: z.array(id),
  external_reference_ids: z.array(id),
});
export type WorkspaceRecord = z.output<typeof workspaceRecord>;

/** What a breakdown and a demand must fit of their project. */
export const planOwner = z.object({ id, currency, currency_base_unit: baseUnit, primary_maven_id: id.nullable() });
export type PlanOwner = z.output<typeof planOwner>;
/** A record that may carry references of ours. */
export const referencedRecord = z.object({ id, external_reference_ids: z.array(id) });
/** A task of which only its place in the plan matters. */
export const plannedStory = referencedRecord.extend({ title: text, story_type: text });
/** A place in a team, and since when. */
export const plannedPlace = referencedRecord.extend({ user_id: id.nullable(), created_at: instant });
/** A request to fill a place. */
export const placeRequest = z.object({ id, resource_id: id.nullable() });

/** Whether a project is out of sight. */
export const projectArchive = z.object({ archived: z.boolean() });
/** An event of the feed; payloads come when asked for, and a deleted record has only the one before. */
export const subscribedEvent = z.object({
  id,
  event_type: text,
  subject_id: id,
  subject_changed_at: instant,
  created_at: instant,
  current_payload: maybe(z.looseObject({ company: maybe(z.boolean()) })),
  previous_payload: maybe(z.looseObject({ company: maybe(z.boolean()) })),
});

/** A client, or any other group of projects. */
export const groupRecord = z.object({ id, name: text, company: z.boolean() });

/** A client as the change feed reads it. */
export const changedGroup = groupRecord.extend({
  website: maybe(text),
  updated_at: instant,
  external_reference_ids: z.array(id),
});

/** A project as the change feed reads it. */
export const changedWorkspace = z.object({ id, title: text, updated_at: instant, external_reference_ids: z.array(id) });

/** The value of one of the account's own fields. */
export const customFieldValue = z.object({ custom_field_name: text, display_value: maybe(text) });

/** A record of another system, as an integration noted it. */
export const externalReference = z.object({ service_name: text, service_model: text, service_model_ref: text });
export type ExternalReference = z.output<typeof externalReference>;
/** The record a reference belongs to. */
export const referenceSubject = externalReference.extend({ subject_type: text, subject_id: id });

/** A reference with its own id, by which it is deleted. */
export const ownReference = externalReference.extend({ id });
/** Any record, of which only its being there matters. */
export const recordWithId = z.object({ id });

/** A person. The vendor's newer pages no longer list `disabled`; the account membership tells it too. */
export const userRecord = z.object({
  id,
  full_name: text,
  email_address: maybe(text),
  headline: maybe(text),
  disabled: maybe(z.boolean()),
  role_id: maybe(id),
  account_membership_id: maybe(id),
  external_reference_ids: maybe(z.array(id)),
});
export type UserRecord = z.output<typeof userRecord>;

/** Whether the account still counts the person in. */
export const membershipRecord = z.object({ disabled_at: maybe(text) });
/** A job role. */
export const roleRecord = z.object({ id, name: text });

/** A place in a project's team: a person, or a role that nobody fills yet. */
export const workspaceResourceRecord = z.object({
  id,
  workspace_id: id,
  user_id: id.nullable(),
  role_name: maybe(text),
  label: maybe(text),
  earliest_allocation_date: maybe(date),
  latest_allocation_date: maybe(date),
  total_allocated_minutes: maybe(minutes),
});
export type WorkspaceResourceRecord = z.output<typeof workspaceResourceRecord>;

/** The team of a project. */
export const teamRecord = z.object({ id, workspace_resources_with_unnamed_ids: z.array(id) });

/** A request for somebody to fill a place. */
export const resourceRequestRecord = z.object({ id, status: text, resource_id: id.nullable() });

/** A task, milestone, deliverable or issue of the plan. */
export const storyRecord = z.object({
  id,
  workspace_id: id,
  parent_id: id.nullable(),
  title: text,
  position: maybe(minutes),
  billable: z.boolean(),
  state: maybe(text),
  time_estimate_in_minutes: maybe(minutes),
  logged_billable_time_in_minutes: maybe(minutes),
  percentage_complete: maybe(text.regex(/^\d{1,3}$/)),
  due_date: maybe(date),
});
export type StoryRecord = z.output<typeof storyRecord>;

/** An amount to invoice on a date or when a task is done. */
export const billingMilestoneRecord = z.object({
  id,
  workspace_id: id,
  title: text,
  date_to_invoice: maybe(date),
  amount_in_cents: maybe(baseUnits),
  currency,
  currency_base_unit: maybe(baseUnit),
  invoice_id: maybe(id),
  invoice_ids: z.array(id),
});
export type BillingMilestoneRecord = z.output<typeof billingMilestoneRecord>;

/** A piece of time. */
export const timeEntryRecord = z.object({
  id,
  workspace_id: id,
  story_id: maybe(id),
  user_id: id,
  date_performed: date,
  time_in_minutes: minutes,
  notes: maybe(text),
  billable: z.boolean(),
  approved: z.boolean(),
  is_invoiced: z.boolean(),
  rate_in_cents: baseUnits.nullable(),
  cost_rate_in_cents: maybe(baseUnits),
  currency,
  currency_base_unit: baseUnit,
  active_submission_id: id.nullable(),
  recent_submission_id: id.nullable(),
});
export type TimeEntryRecord = z.output<typeof timeEntryRecord>;

/** An expense. */
export const expenseRecord = z.object({
  id,
  workspace_id: id,
  user_id: maybe(id),
  date,
  category: text,
  amount_in_cents: baseUnits,
  currency,
  currency_base_unit: baseUnit,
  is_billable: z.boolean(),
  reimbursable: z.boolean(),
  is_invoiced: z.boolean(),
  active_submission_id: id.nullable(),
  recent_submission_id: id.nullable(),
});
export type ExpenseRecord = z.output<typeof expenseRecord>;

/** A timesheet or an expense report that was handed in. */
export const submissionRecord = z.object({ status: text });
/** Whether a project wants its expenses approved. */
export const approvalRule = z.object({ require_expense_approvals: maybe(z.boolean()) });

/** One currency of a set of rates. */
export const rateCardRecord = z.object({
  id,
  currency,
  rate_card_set_id: maybe(id),
  rate_card_version_ids: z.array(id),
});
/** The name of a set of rates. */
export const rateCardSetRecord = z.object({ title: text });
/** The rates of a card from a date on; the date is that of the set's version. */
export const rateCardVersionRecord = z.object({
  id,
  rate_card_id: id,
  rate_card_set_version_id: maybe(id),
  rate_card_role_ids: z.array(id),
});
/** From when a version counts, and whether it was published. */
export const setVersionRecord = z.object({ effective_date: maybe(date), active: z.boolean() });
/** The price of a role. */
export const rateCardRoleRecord = z.object({ id, rate_card_version_id: id, role_id: id, rate: baseUnits.nullable() });

/** A way to begin projects. Its description is the account's own text. */
export const projectTemplateRecord = z.object({
  id,
  title: text,
  description: maybe(text),
  currency,
  duration: maybe(whole),
});
export type ProjectTemplateRecord = z.output<typeof projectTemplateRecord>;
/** Somebody a template needs. */
export const templateAssignmentRecord = z.object({
  project_template_id: id,
  name: text,
  role_name: maybe(text),
  total_estimated_minutes: maybe(minutes),
});
/** A rate card without its prices. */
export const plainRateCard = z.object({ id, currency, rate_card_set_id: maybe(id) });
/** A custom field that can be written to. */
export const writableField = z.object({ id, name: text, subject_type: maybe(text), value_type: maybe(text) });

/** One of the account's own fields; older answers do not say what records it is for. */
export const customFieldRecord = z.object({ name: text, subject_type: maybe(text) });

/** Checks a value against a schema. Raises UnexpectedAnswer naming what it is and the first key that does not fit. */
export function checked<S extends z.ZodType>(schema: S, value: unknown, what: string): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const path = result.error.issues[0]?.path.map(String).join('.') ?? '';
  throw new UnexpectedAnswer(`${what}: ${path === '' ? 'the whole body' : `"${path}"`} is missing or of another form`);
}
