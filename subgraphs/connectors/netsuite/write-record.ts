// One record written to NetSuite: what a refusal says, where the new id is, and how a record is made once under an external id.
import { z } from 'zod';
import type { RecordKind, VendorRef } from '../../../schema/canon/identity.ts';
import { failureOf, type Found, outcomeOfFault, type WriteOutcome } from '../../ports/write.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import { Fault, isFault } from '../../runtime/fault.ts';
import type { HttpReply } from '../../runtime/http.ts';
import type { RecordWrite } from './client.ts';
import type { Link } from './config.ts';
import type { NetSuiteContext } from './context.ts';
import { answerFault, readRefusal } from './failures.ts';
import { checked, id } from './wire.ts';

/** Where records are written. */
export const recordPath = '/services/rest/record/v1';

/** A record's fields by NetSuite's names. */
export type Fields = Readonly<Record<string, unknown>>;

/** A write's outcome, whatever it ran into; bugs of ours stay what they are. */
export async function settled({ config }: NetSuiteContext, act: () => Promise<WriteOutcome>): Promise<WriteOutcome> {
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
export class Objection extends Fault {
  readonly field: string | null;

  constructor(instance: string, field: string | null, facts: { readonly says: string; readonly code?: string | null }) {
    const message = `ERP (${instance}) ${facts.says}`;
    super({ code: 'SYSTEM_REFUSED', system: 'ERP', instance, message, vendorCode: facts.code ?? null });
    this.field = field;
  }
}

/** A write that was accepted, or that met no such record (404). Raises Objection for a refusal. */
export async function send(context: NetSuiteContext, envelope: Envelope, write: RecordWrite): Promise<HttpReply> {
  const reply = await context.client.write(envelope, write);
  if (reply.status < 400 || reply.status === 404) return reply;
  const { code, field } = readRefusal(reply.text);
  const says = field === null ? 'refused the record' : `refused the record for its ${field}`;
  throw new Objection(context.config.instance, field, { says, code });
}

export function missing({ config }: NetSuiteContext, field: string): Objection {
  return new Objection(config.instance, field, {
    says: `has no such ${field}; it was deleted or belongs to another account`,
  });
}

/** What people call a record of a kind. */
const nouns: Partial<Readonly<Record<RecordKind, string>>> = {
  CUSTOMER: 'customer',
  LEGAL_ENTITY: 'legal entity',
  PROJECT: 'project',
  BILLING_SCHEDULE: 'billing schedule',
  BILLING_PROPOSAL: 'sales order',
  INVOICE: 'invoice',
  CREDIT_MEMO: 'credit memo',
  JOURNAL_ENTRY: 'journal entry',
};

/** The internal id of a reference of this account. Raises Objection for another one's. */
export function ownId(context: NetSuiteContext, kind: RecordKind, ref: VendorRef): string {
  const found = context.refs.idOf(kind, ref);
  if (found === null) throw missing(context, nouns[kind] ?? 'record');
  return found;
}

/** The id of a record that was written: the end of `Location`, and nowhere else. */
export function locationId({ config }: NetSuiteContext, name: string, { headers }: HttpReply): string {
  const found = /\/(\d{1,18})$/.exec(headers.location ?? '')?.[1];
  if (found === undefined) throw answerFault(config.instance, name, 'no Location that ends in an id');
  return found;
}

/** The id of a currency by its ISO code. Raises Objection for one the account does not keep. */
export async function currencyId(context: NetSuiteContext, envelope: Envelope, code: string): Promise<string> {
  const found = (await context.lookups(envelope)).currencyId(code);
  if (found !== null) return found;
  throw new Objection(context.config.instance, 'currency', {
    says: `does not keep the currency ${code}; add it there first`,
  });
}

/** Reference fields that name the same record elsewhere, filled from those links there is a field for. */
export function linkFields(fields: readonly Link[], links: readonly VendorRef[]): Fields {
  return Object.fromEntries(
    fields.flatMap(({ field, system, instance, kind }) => {
      const link = links.find((one) => one.system === system && one.instance === instance && one.kind === kind);
      return link === undefined ? [] : [[field, link.id] as const];
    }),
  );
}

/** Record types that are made under an external id, with the kind each is to us. */
const kindOf = {
  customer: 'CUSTOMER',
  job: 'PROJECT',
  billingSchedule: 'BILLING_SCHEDULE',
  invoice: 'INVOICE',
  creditMemo: 'CREDIT_MEMO',
  journalEntry: 'JOURNAL_ENTRY',
  salesOrder: 'BILLING_PROPOSAL',
} as const;
type Keyed = keyof typeof kindOf;

const idRecord = z.object({ id });

/** By the record's own address: queries trail what was written by seconds, addresses do not. Raises Fault. */
export async function byKey(context: NetSuiteContext, envelope: Envelope, type: Keyed, key: string): Promise<Found> {
  const lookup = { name: `${type}-by-key`, path: `${recordPath}/${type}/eid:${key}?fields=id` };
  const body = await context.client.get(envelope, lookup);
  if (body === null) return [];
  return context.understood(lookup.name, () =>
    Promise.resolve([context.refs.of(kindOf[type], checked(idRecord, body, `the ${type}`).id)]),
  );
}

/** A record that is to be there once. */
export interface KeyedRecord {
  readonly type: Keyed;
  readonly key: string;
  readonly body: Fields;
  /** Where it is made of another record; absent: of nothing. */
  readonly path?: string;
}

/** Makes the record of a key, or tells of the one there is. NetSuite takes one record of a type per external id, whenever a call lands. */
export async function createOnce(
  context: NetSuiteContext,
  envelope: Envelope,
  { type, key, body, path = `${recordPath}/${type}` }: KeyedRecord,
): Promise<WriteOutcome> {
  const name = `write:${type}:create`;
  const post: RecordWrite = { name, method: 'POST', path, body: { ...body, externalId: key } };
  try {
    const reply = await send(context, envelope, post);
    if (reply.status === 404) throw answerFault(context.config.instance, name, 'status 404');
    return { kind: 'APPLIED', ref: context.refs.of(kindOf[type], locationId(context, name, reply)), isNew: true };
  } catch (error) {
    if (!(error instanceof Objection)) throw error;
    // Which refusal is the one of a second record only its wording tells; that there is a first one tells its address.
    const [made] = await byKey(context, envelope, type, key);
    if (made === undefined) throw error;
    return { kind: 'APPLIED', ref: made, isNew: false };
  }
}
