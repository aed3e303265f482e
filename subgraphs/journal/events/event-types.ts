// What can happen in the business, each type with what is told of it: ids, dates, states and amounts, never a person or free text.
import { z } from 'zod';
import { currencyCode } from '../../../schema/canon/currency.ts';
import type { BusinessEvent } from '../run-journal.ts';

// No blanks and no @: a name or a mail address does not pass for an id.
const id = z.string().regex(/^[^\s@]{1,200}$/, 'an id without blanks or @, at most 200 characters');
const state = z.string().regex(/^[A-Z][A-Z_]{0,39}$/, 'an UPPER_CASE state');
const day = z.iso.date();
/** Decimal text, as everywhere: a number would lose cents. */
const decimal = z.string().regex(/^-?(0|[1-9]\d{0,17})(\.\d{1,6})?$/, 'decimal text such as 1250.00');
const money = z.strictObject({ amount: decimal, currency: z.string().refine(isCurrency, 'an ISO 4217 code') });
const hours = decimal;
const record = z.strictObject({ system: id, instance: id, kind: id, id });
const ids = z.array(id).min(1).max(1_000);

function isCurrency(text: string): boolean {
  try {
    return currencyCode(text) === text;
  } catch {
    return false;
  }
}

function of<Type extends string, Data extends z.ZodRawShape>(type: Type, data: Data) {
  return z.strictObject({
    type: z.literal(type),
    /** The record it happened to. */
    subject: id,
    data: z.strictObject(data),
    tags: z.array(z.string()).optional(),
  });
}

/** Every event there is, by the type. A type is never renamed, and its data only grows by what may be absent. */
export const eventSchema = z.discriminatedUnion('type', [
  of('customer.activated', { erp: record, psa: record, legalEntities: z.array(id).max(1_000) }),
  of('customer.changed', {
    things: z.array(z.enum(['NAME', 'PARENT', 'TAX_ID', 'CREDIT', 'ACTIVE', 'LINK'])).min(1),
    systems: z.array(z.enum(['CRM', 'PSA', 'ERP'])).min(1),
    changedOn: day,
  }),
  of('customer.merged', { into: id, mergedOn: day }),
  of('customer.deactivated', { deactivatedOn: day }),
  of('opportunity.closed', { customerId: id, outcome: z.enum(['WON', 'LOST']), value: money, closedOn: day }),
  of('sow.approved', { contractId: id, projectId: id.nullable(), value: money, approvedOn: day }),
  of('contract.changed', { changeId: id, valueBefore: money, valueAfter: money, effectiveOn: day }),
  of('billing-rule.changed', { contractId: id, projectId: id.nullable(), effectiveOn: day }),
  of('project.created', { contractId: id.nullable(), customerId: id }),
  of('project.activated', { activatedOn: day }),
  of('project.approved', { budget: money.nullable(), approvedOn: day }),
  of('project.closed', { closedOn: day }),
  of('resource.assigned', { projectId: id, from: day, until: day.nullable(), hours: hours.nullable() }),
  of('time.submitted', { projectId: id, entryIds: ids, hours }),
  of('time.approved', { projectId: id, entryIds: ids, hours }),
  of('expense.submitted', { projectId: id, expenseIds: ids, total: money }),
  of('expense.approved', { projectId: id, expenseIds: ids, total: money }),
  of('milestone.completed', { projectId: id, value: money, completedOn: day }),
  of('billing.released', { projectId: id, legalEntityId: id, total: money }),
  of('invoice.generated', { customerId: id, legalEntityId: id, total: money }),
  of('invoice.posted', { customerId: id, legalEntityId: id, total: money, postedOn: day, dueOn: day }),
  of('invoice.credited', { customerId: id, creditMemoId: id, total: money, creditedOn: day }),
  of('cost.posted', { projectId: id, legalEntityId: id, postedOn: day }),
  of('cost.reversed', { projectId: id, legalEntityId: id, postedOn: day }),
  // What of the payment was put against these invoices; with a minus what was taken off again.
  of('payment.received', { customerId: id, invoiceIds: ids, amount: money, receivedOn: day }),
  of('revenue.recognized', { projectId: id, legalEntityId: id, amount: money, period: id }),
  of('collections.status-changed', { customerId: id, before: state, after: state, outstanding: money }),
]);

/** An event by the taxonomy: `type` tells what `data` holds. */
export type TypedEvent = z.infer<typeof eventSchema>;

/** All types, for subscribers' configuration. */
export const eventTypes: readonly string[] = eventSchema.options.map(({ shape }) => shape.type.value);

/** An event that is not in the taxonomy, or tells what its type does not; it was not written. */
export class EventRefused extends Error {
  override readonly name = 'EventRefused';
}

/**
 * Every process makes its events by this. The compiler refuses a wrong one; what only shows at run time (an amount with
 * a comma, a property too many) raises EventRefused with the places, never the values, since those could be personal.
 */
export function businessEvent(event: TypedEvent): BusinessEvent {
  return checkedEvent(event);
}

/** The same where events come as they are: the journal writes no other. Raises EventRefused. */
export function checkedEvent(event: BusinessEvent): BusinessEvent {
  const result = eventSchema.safeParse(event);
  if (result.success) return result.data;
  const places = result.error.issues.map(({ path, message }) => `${path.join('.') || 'event'}: ${message}`);
  throw new EventRefused(`An event was refused: ${places.join('; ')}`);
}
