// Customers as Kantata groups projects by them. A POST makes a record each time it is sent, so every group carries our
// business key as an external reference from its first moment, and is looked up by it before and after.
import type { VendorRef } from '../../../schema/canon/identity.ts';
import type { PsaCustomerWrite, PsaCustomerWrites } from '../../ports/customer-writes.ts';
import { failureOf, outcomeOfFault } from '../../ports/write.ts';
import type { Found, WriteOutcome } from '../../ports/write.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import { Fault, isFault } from '../../runtime/fault.ts';
import type { RecordWrite } from './client.ts';
import type { ReferenceLink } from './config.ts';
import type { KantataContext } from './context.ts';
import { linkRefs } from './refs.ts';
import { checked, externalReference, groupRecord, referenceSubject } from './wire.ts';
import { writeAnswer } from './write-answer.ts';
import type { Write } from './write-answer.ts';

const groups = 'workspace_groups';
const subjectType = 'WorkspaceGroup';
/** The model our keys of customers stand under. */
const keyModel = 'Customer';
/** Writes of one account. */
export function customerWrites(context: KantataContext): PsaCustomerWrites {
  return {
    settleMs: context.config.settleMs,
    // A group made twice is two groups; a reference and a deletion are as they are however often they are sent.
    repeatable: ['linkCustomer', 'removeCustomer'],
    createCustomer: (envelope, write) => createCustomer(context, envelope, write),
    customersByKey: (envelope, key) =>
      subjectsOf(context, envelope, {
        service_name: context.mapping.keyService,
        service_model: keyModel,
        service_model_ref: key,
      }),
    linkCustomer: (envelope, customer, link) => linkCustomer(context, envelope, customer, link),
    linksOfCustomer: (envelope, customer) => linksOfCustomer(context, envelope, customer),
    removeCustomer: (envelope, customer) => removeCustomer(context, envelope, customer),
  };
}

async function createCustomer(
  context: KantataContext,
  envelope: Envelope,
  { key, name, website }: PsaCustomerWrite,
): Promise<WriteOutcome> {
  const reference = {
    service_name: context.mapping.keyService,
    service_model: keyModel,
    service_model_ref: key,
    status: 'successful',
  };
  const group = { name, company: true, external_reference: reference, ...(website === null ? {} : { website }) };
  const post: RecordWrite = {
    name: 'write:workspace_groups:create',
    method: 'POST',
    path: `${groups}.json`,
    body: { workspace_group: group },
  };
  return send(context, envelope, post, { kind: 'CREATE', collection: groups });
}

/** The vendor's one write that makes or changes: a reference of the same service and model is overwritten. */
async function linkCustomer(
  context: KantataContext,
  envelope: Envelope,
  customer: VendorRef,
  link: VendorRef,
): Promise<WriteOutcome> {
  const mapped = context.mapping.customerLinks.find((one) => names(one, link));
  if (mapped === undefined || !context.refs.isOurs('CUSTOMER', customer)) {
    return refused(
      context,
      'external_reference',
      `keeps no reference to ${link.system} (${link.instance}); add one to customerLinks of its mapping`,
    );
  }
  const { service, model } = mapped;
  const post: RecordWrite = {
    name: 'write:external_references:create_or_update',
    method: 'POST',
    path: 'external_references/create_or_update.json',
    body: {
      external_reference: {
        subject_type: subjectType,
        subject_id: customer.id,
        service_name: service,
        service_model: model,
        service_model_ref: link.id,
        status: 'successful',
      },
    },
  };
  const outcome = await send(context, envelope, post, { kind: 'CREATE', collection: 'external_references' });
  // Kantata does not say whether it made the reference or changed one.
  return outcome.kind === 'APPLIED' ? { kind: 'APPLIED', ref: customer, isNew: false } : outcome;
}

function names({ system, instance, kind }: ReferenceLink, link: VendorRef): boolean {
  return system === link.system && instance === link.instance && kind === link.kind;
}

async function linksOfCustomer(context: KantataContext, envelope: Envelope, customer: VendorRef): Promise<Found> {
  if (!context.refs.isOurs('CUSTOMER', customer)) return [];
  const listing = await context.client.all(envelope, {
    name: 'external-references-of',
    collection: 'external_references',
    filters: { subject_type: subjectType, subject_id: customer.id },
  });
  return context.understood('external-references-of', () =>
    Promise.resolve(
      linkRefs(
        context.mapping.customerLinks,
        listing.rows.map((row) => checked(externalReference, row, 'an external reference')),
      ),
    ),
  );
}

async function removeCustomer(context: KantataContext, envelope: Envelope, customer: VendorRef): Promise<WriteOutcome> {
  if (!context.refs.isOurs('CUSTOMER', customer)) return refused(context, 'id', 'has no such client');
  const remove: RecordWrite = {
    name: 'write:workspace_groups:delete',
    method: 'DELETE',
    path: `${groups}/${customer.id}.json`,
  };
  try {
    const reply = await context.client.write(envelope, remove);
    const answer = writeAnswer(context.config.instance, { kind: 'DELETE', collection: groups, id: customer.id }, reply);
    switch (answer.kind) {
      case 'DELETED':
      case 'NOT_FOUND': // gone already, by us or by somebody else
        return { kind: 'APPLIED', ref: customer, isNew: false };
      case 'REFUSED':
        return refused(context, 'id', 'did not let the client be deleted; does it still have projects?');
      case 'FAILED':
        return outcomeOfFault(answer.fault, context.config.settleMs);
      case 'CREATED':
      case 'UPDATED':
        throw new Error(`A DELETE was answered as ${answer.kind}`);
    }
  } catch (error) {
    if (!isFault(error)) throw error;
    return outcomeOfFault(error, context.config.settleMs);
  }
}

/** Sends a write that makes a record, and says how it ended. */
async function send(
  context: KantataContext,
  envelope: Envelope,
  write: RecordWrite,
  asked: Extract<Write, { kind: 'CREATE' }>,
): Promise<WriteOutcome> {
  try {
    const reply = await context.client.write(envelope, write);
    const answer = writeAnswer(context.config.instance, asked, reply);
    switch (answer.kind) {
      case 'CREATED':
      case 'UPDATED':
        return { kind: 'APPLIED', ref: context.refs.of('CUSTOMER', answer.id), isNew: true };
      case 'REFUSED': {
        const fields = answer.errors.flatMap(({ field }) => field ?? []);
        return refused(
          context,
          fields[0] ?? null,
          `refused the record${fields.length > 0 ? `: ${fields.join(', ')}` : ''}`,
        );
      }
      case 'FAILED':
        return outcomeOfFault(answer.fault, context.config.settleMs);
      case 'DELETED':
      case 'NOT_FOUND':
        throw new Error(`A POST was answered as ${answer.kind}`);
    }
  } catch (error) {
    if (!isFault(error)) throw error;
    return outcomeOfFault(error, context.config.settleMs);
  }
}

function refused({ config }: KantataContext, field: string | null, says: string): WriteOutcome {
  const { instance } = config;
  const fault = new Fault({ code: 'SYSTEM_REFUSED', system: 'PSA', instance, message: `PSA (${instance}) ${says}` });
  return { kind: 'NOT_APPLIED', reason: 'REFUSED', failure: failureOf(fault, field === null ? [] : [field]) };
}

/** The client groups that references of this service, model and value belong to. */
async function subjectsOf(
  context: KantataContext,
  envelope: Envelope,
  reference: Readonly<Record<'service_name' | 'service_model' | 'service_model_ref', string>>,
): Promise<Found> {
  const listing = await context.client.all(envelope, {
    name: 'external-references-by',
    collection: 'external_references',
    filters: { subject_type: subjectType, ...reference },
  });
  const named = await context.understood('external-references-by', () => {
    const subjects = listing.rows.map((row) => checked(referenceSubject, row, 'an external reference'));
    const ours = subjects.filter(({ service_model_ref: value }) => value === reference.service_model_ref);
    return Promise.resolve([...new Set(ours.map(({ subject_id: id }) => id))]);
  });
  return named.length === 0 ? [] : stillThere(context, envelope, named);
}

/** A reference may outlive its group, so those are found that are groups still. */
async function stillThere(context: KantataContext, envelope: Envelope, ids: readonly string[]): Promise<Found> {
  const name = 'client-groups-by-id';
  const listing = await context.client.all(envelope, { name, collection: groups, filters: { only: ids.join(',') } });
  return context.understood(name, () =>
    Promise.resolve(listing.rows.map((row) => context.refs.of('CUSTOMER', checked(groupRecord, row, 'a group').id))),
  );
}
