// Customers the way NetSuite is to bill them: made under an external id, of which NetSuite takes one, so that the same write twice is
// one record. Sources: SuiteTalk REST Web Services API Guide, "Using External IDs", "Creating a Record Instance".
import type { VendorRef } from '../../../schema/canon/identity.ts';
import type { BillingAccountWrite, ErpCustomerWrite, ErpCustomerWrites } from '../../ports/customer-writes.ts';
import { failureOf, outcomeOfFault } from '../../ports/write.ts';
import type { Found, WriteOutcome } from '../../ports/write.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import { Fault, isFault } from '../../runtime/fault.ts';
import type { HttpReply } from '../../runtime/http.ts';
import type { RecordWrite } from './client.ts';
import type { NetSuiteContext } from './context.ts';
import { answerFault, readRefusal } from './failures.ts';
import { customerStates, readTerms } from './customer-states.ts';
import { idRow, relationshipsStatement } from './write-query.ts';
import { checked, checkedRows } from './wire.ts';

const recordPath = '/services/rest/record/v1';
/** Writes of one account. */
export function customerWrites(context: NetSuiteContext): ErpCustomerWrites {
  return {
    settleMs: context.config.settleMs,
    // A relationship is looked for before it is made, and NetSuite takes no second one.
    repeatable: ['upsertCustomer', 'addBillingAccount', 'activateCustomer', 'deactivateCustomer', 'removeCustomer'],
    ...customerStates(context),
    upsertCustomer: (envelope, write) => settled(context, () => upsertCustomer(context, envelope, write)),
    customersByKey: (envelope, key) => customersByKey(context, envelope, key),
    addBillingAccount: (envelope, write) => settled(context, () => addBillingAccount(context, envelope, write)),
    billingAccountsBy: (envelope, write) => billingAccountsBy(context, envelope, write),
    setCustomerActive: (envelope, customer, active) =>
      settled(context, async () => {
        const id = ownId(context, 'CUSTOMER', customer);
        const write = { method: 'PATCH', path: `${recordPath}/customer/${id}`, body: { isInactive: !active } } as const;
        const reply = await send(context, envelope, { name: 'write:customer:activate', ...write });
        if (reply.status === 404) throw missing(context, 'customer');
        return { kind: 'APPLIED', ref: customer, isNew: false };
      }),
    removeCustomer: (envelope, customer) =>
      settled(context, async () => {
        const path = `${recordPath}/customer/${ownId(context, 'CUSTOMER', customer)}`;
        // 404: somebody, or an earlier try of ours, took it away already.
        await send(context, envelope, { name: 'write:customer:delete', method: 'DELETE', path });
        return { kind: 'APPLIED', ref: customer, isNew: false };
      }),
  };
}

/** A write's outcome, whatever it ran into; bugs of ours stay what they are. */
async function settled({ config }: NetSuiteContext, act: () => Promise<WriteOutcome>): Promise<WriteOutcome> {
  try {
    return await act();
  } catch (error) {
    if (!isFault(error)) throw error;
    if (error instanceof Objection) {
      const fields = error.field === null ? [] : [error.field];
      return { kind: 'NOT_APPLIED', reason: 'REFUSED', failure: failureOf(error, fields) };
    }
    return outcomeOfFault(error, config.settleMs);
  }
}

/** A no of NetSuite's, or one we know it would give, with the field it is about. */
class Objection extends Fault {
  readonly field: string | null;

  constructor(instance: string, field: string | null, facts: { readonly says: string; readonly code?: string | null }) {
    const message = `ERP (${instance}) ${facts.says}`;
    super({ code: 'SYSTEM_REFUSED', system: 'ERP', instance, message, vendorCode: facts.code ?? null });
    this.field = field;
  }
}

/** A write that was accepted, or that met no such record (404). Raises Objection for a refusal. */
async function send(context: NetSuiteContext, envelope: Envelope, write: RecordWrite): Promise<HttpReply> {
  const reply = await context.client.write(envelope, write);
  if (reply.status < 400 || reply.status === 404) return reply;
  const { code, field } = readRefusal(reply.text);
  const says = field === null ? 'refused the record' : `refused the record for its ${field}`;
  throw new Objection(context.config.instance, field, { says, code });
}

function missing({ config }: NetSuiteContext, field: string): Objection {
  return new Objection(config.instance, field, {
    says: `has no such ${field}; it was deleted or belongs to another account`,
  });
}

/** The internal id of a reference of this account. */
function ownId(context: NetSuiteContext, kind: 'CUSTOMER' | 'LEGAL_ENTITY', ref: VendorRef): string {
  const id = context.refs.idOf(kind, ref);
  if (id === null) throw missing(context, kind === 'CUSTOMER' ? 'customer' : 'legal entity');
  return id;
}

/**
 * Not by NetSuite's own upsert, a PUT by external id: one that lands late would switch a customer off that was activated since, or
 * make one anew that was taken back. A POST under an external id is refused once there is a record of it, whenever it lands; a change
 * touches no state and finds nothing when the record is gone.
 */
async function upsertCustomer(
  context: NetSuiteContext,
  envelope: Envelope,
  write: ErpCustomerWrite,
): Promise<WriteOutcome> {
  const body = await customerBody(context, envelope, write);
  const [known] = await customersByKey(context, envelope, write.key);
  return known === undefined
    ? createCustomer(context, envelope, { key: write.key, body })
    : changeCustomer(context, envelope, { customer: known, body });
}

type Fields = Readonly<Record<string, unknown>>;

async function createCustomer(
  context: NetSuiteContext,
  envelope: Envelope,
  { key, body }: { readonly key: string; readonly body: Fields },
): Promise<WriteOutcome> {
  const post: RecordWrite = {
    ...{ name: 'write:customer:create', method: 'POST', path: `${recordPath}/customer` },
    // A new customer is not to be billed before all of it stands.
    body: { ...body, externalId: key, isInactive: true },
  };
  try {
    const reply = await send(context, envelope, post);
    if (reply.status === 404) throw answerFault(context.config.instance, post.name, 'status 404');
    return { kind: 'APPLIED', ref: context.refs.of('CUSTOMER', locationId(context, post.name, reply)), isNew: true };
  } catch (error) {
    if (!(error instanceof Objection)) throw error;
    // Which refusal is the one of a second record only its wording tells; that there is a first one tells its address.
    const [made] = await customersByKey(context, envelope, key);
    if (made === undefined) throw error;
    return { kind: 'APPLIED', ref: made, isNew: false };
  }
}

async function changeCustomer(
  context: NetSuiteContext,
  envelope: Envelope,
  { customer, body }: { readonly customer: VendorRef; readonly body: Fields },
): Promise<WriteOutcome> {
  const path = `${recordPath}/customer/${ownId(context, 'CUSTOMER', customer)}`;
  const reply = await send(context, envelope, { name: 'write:customer:change', method: 'PATCH', path, body });
  if (reply.status === 404) throw missing(context, 'customer');
  return { kind: 'APPLIED', ref: customer, isNew: false };
}

/** The record's fields by NetSuite's names. Raises Objection for what the account does not know. */
async function customerBody(context: NetSuiteContext, envelope: Envelope, write: ErpCustomerWrite): Promise<Fields> {
  const { config } = context;
  const terms = write.paymentTerms === null ? null : await termsId(context, envelope, write.paymentTerms);
  const links = config.mapping.customerLinks.flatMap(({ field, system, instance, kind }) => {
    const link = write.links.find((one) => one.system === system && one.instance === instance && one.kind === kind);
    return link === undefined ? [] : [[field, link.id] as const];
  });
  return {
    companyName: write.legalName,
    subsidiary: { id: ownId(context, 'LEGAL_ENTITY', write.legalEntity) },
    currency: { id: await currencyId(context, envelope, write.currency) },
    ...(terms === null ? {} : { terms: { id: terms } }),
    ...(write.taxId === null ? {} : { vatRegNumber: write.taxId }),
    ...(write.website === null ? {} : { url: write.website }),
    ...(write.parent === null ? {} : { parent: { id: ownId(context, 'CUSTOMER', write.parent) } }),
    ...Object.fromEntries(links),
  };
}

async function currencyId(context: NetSuiteContext, envelope: Envelope, code: string): Promise<string> {
  const id = (await context.lookups(envelope)).currencyId(code);
  if (id !== null) return id;
  throw new Objection(context.config.instance, 'currency', {
    says: `does not keep the currency ${code}; add it there first`,
  });
}

async function termsId(context: NetSuiteContext, envelope: Envelope, name: string): Promise<string> {
  const rows = await readTerms(context, envelope);
  const found = rows.find((row) => row.name.toLowerCase() === name.trim().toLowerCase());
  if (found !== undefined) return found.id;
  const known = rows.map((row) => row.name).join(', ');
  throw new Objection(context.config.instance, 'terms', {
    says: `has no payment terms of that name; choose one of its own: ${known}`,
  });
}

async function addBillingAccount(
  context: NetSuiteContext,
  envelope: Envelope,
  write: BillingAccountWrite,
): Promise<WriteOutcome> {
  const [known] = await billingAccountsBy(context, envelope, write);
  if (known !== undefined) return { kind: 'APPLIED', ref: known, isNew: false };
  const post: RecordWrite = {
    name: 'write:billing-account:create',
    method: 'POST',
    path: `${recordPath}/customerSubsidiaryRelationship`,
    body: {
      entity: { id: ownId(context, 'CUSTOMER', write.customer) },
      subsidiary: { id: ownId(context, 'LEGAL_ENTITY', write.legalEntity) },
    },
  };
  const reply = await send(context, envelope, post);
  if (reply.status === 404) throw missing(context, 'customer');
  return {
    kind: 'APPLIED',
    ref: context.refs.of('BILLING_ACCOUNT', locationId(context, post.name, reply)),
    isNew: true,
  };
}

/** By the record's own address: queries trail what was written by seconds, addresses do not. */
async function customersByKey(context: NetSuiteContext, envelope: Envelope, key: string): Promise<Found> {
  const lookup = { name: 'customer-by-key', path: `${recordPath}/customer/eid:${key}?fields=id` };
  const body = await context.client.get(envelope, lookup);
  if (body === null) return [];
  return context.understood(lookup.name, () =>
    Promise.resolve([context.refs.of('CUSTOMER', checked(idRow, body, 'the customer').id)]),
  );
}

async function billingAccountsBy(
  context: NetSuiteContext,
  envelope: Envelope,
  { customer, legalEntity }: BillingAccountWrite,
): Promise<Found> {
  const [customerId, entityId] = [
    context.refs.idOf('CUSTOMER', customer),
    context.refs.idOf('LEGAL_ENTITY', legalEntity),
  ];
  if (customerId === null || entityId === null) return [];
  const rows = await context.client.rows(envelope, relationshipsStatement(customerId, entityId));
  return checkedRows(idRow, rows, 'billing accounts').map(({ id }) => context.refs.of('BILLING_ACCOUNT', id));
}

/** The id of a record that was written: the end of `Location`, and nowhere else. */
function locationId({ config }: NetSuiteContext, name: string, { headers }: HttpReply): string {
  const id = /\/(\d{1,18})$/.exec(headers.location ?? '')?.[1];
  if (id === undefined) throw answerFault(config.instance, name, 'no Location that ends in an id');
  return id;
}
