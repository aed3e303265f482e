// What Salesforce is told of a customer: its ids in the other systems, its name, its parent, in fields of the account. A PATCH by
// id sets values, so sending it twice changes nothing more, and reading the fields settles a doubt.
import { z } from 'zod';
import type { VendorRef } from '../../../schema/canon/identity.ts';
import type {
  CrmCustomerChange,
  CrmCustomerState,
  CrmCustomerWrites,
  CustomerLinks,
} from '../../ports/customer-writes.ts';
import { outcomeOfFault } from '../../ports/write.ts';
import type { WriteOutcome } from '../../ports/write.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import { isFault } from '../../runtime/fault.ts';
import type { Client } from './client.ts';
import type { SalesforceConfig } from './config.ts';
import { understood } from './failures.ts';
import { refTo } from './map.ts';
import { patchRecord, refusedWrite } from './patch-record.ts';
import type { Reading } from './reading.ts';
import { listLiteral } from './soql.ts';
import { accountState, accountStateFields, checked } from './wire.ts';

/** Writes of one org. */
export function customerWrites(config: SalesforceConfig, client: Client, reading: Reading): CrmCustomerWrites {
  const { settleMs } = config;
  const parts: Parts = { config, client, reading };
  const settled = async (act: () => Promise<WriteOutcome>): Promise<WriteOutcome> => {
    try {
      return await act();
    } catch (error) {
      if (!isFault(error)) throw error;
      return outcomeOfFault(error, settleMs);
    }
  };
  return {
    settleMs,
    repeatable: ['linkCustomer', 'unlinkCustomer', 'changeCustomer', 'restoreCustomer'],
    linkCustomer: (envelope, customer, links) => settled(() => linkCustomer(parts, envelope, customer, links)),
    linksOfCustomer: (envelope, customer) => linksOfCustomer(parts, envelope, customer),
    changeCustomer: (envelope, customer, change) => settled(() => changeCustomer(parts, envelope, customer, change)),
    customerNow: (envelope, customer) => customerNow(parts, envelope, customer),
  };
}

interface Parts {
  readonly config: SalesforceConfig;
  readonly client: Client;
  readonly reading: Reading;
}

async function linkCustomer(
  { config, client, reading }: Parts,
  envelope: Envelope,
  customer: VendorRef,
  links: CustomerLinks,
): Promise<WriteOutcome> {
  const { erp, psa } = config.mapping.accountIds;
  const id = reading.idOf('CUSTOMER', customer);
  if (id === null) return refusedWrite(config, ['Id'], 'has no such account');
  const body = {
    ...(erp === null ? {} : { [erp]: links.erp }),
    ...(psa === null ? {} : { [psa]: links.psa }),
  };
  // An org that keeps neither has nothing to be told.
  if (Object.keys(body).length === 0) return { kind: 'APPLIED', ref: customer, isNew: false };
  return patchRecord({ config, client }, envelope, { object: 'Account', noun: 'account', id, ref: customer, body });
}

async function linksOfCustomer(
  { config, client, reading }: Parts,
  envelope: Envelope,
  customer: VendorRef,
): Promise<CustomerLinks | null> {
  const id = reading.idOf('CUSTOMER', customer);
  if (id === null) return null;
  const { erp, psa } = config.mapping.accountIds;
  const fields = ['Id', erp, psa].filter((field) => field !== null);
  const soql = `SELECT ${fields.join(', ')} FROM Account WHERE Id IN ${listLiteral([id])}`;
  const [row] = await client.records(envelope, { name: 'links-of-customer', soql });
  if (row === undefined) return null;
  return understood(config.instance, 'links-of-customer', () =>
    linksIn(config, checked(z.record(z.string(), z.unknown()), row, 'an account')),
  );
}

/** What the configured fields of a row hold. */
function linksIn({ mapping }: SalesforceConfig, row: Readonly<Record<string, unknown>>): CustomerLinks {
  const valueOf = (field: string | null): string | null => {
    const value = field === null ? null : row[field];
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
  };
  return { erp: valueOf(mapping.accountIds.erp), psa: valueOf(mapping.accountIds.psa) };
}

async function changeCustomer(
  { config, client, reading }: Parts,
  envelope: Envelope,
  customer: VendorRef,
  change: CrmCustomerChange,
): Promise<WriteOutcome> {
  const id = reading.idOf('CUSTOMER', customer);
  if (id === null) return refusedWrite(config, ['Id'], 'has no such account');
  const body = bodyOf(reading, change);
  if (body === null) return refusedWrite(config, ['ParentId'], 'has no such account to be the parent');
  return patchRecord({ config, client }, envelope, { object: 'Account', noun: 'account', id, ref: customer, body });
}

/** Null for a parent of another org. */
function bodyOf(reading: Reading, change: CrmCustomerChange): Readonly<Record<string, unknown>> | null {
  switch (change.field) {
    case 'NAME':
      return { Name: change.value };
    case 'PARENT': {
      if (change.record === null) return { ParentId: null };
      const ParentId = reading.idOf('CUSTOMER', change.record);
      return ParentId === null ? null : { ParentId };
    }
  }
}

/** The bin is asked, too: an account that was merged lies in it and names the one it was merged into. */
async function customerNow(
  { config, client, reading }: Parts,
  envelope: Envelope,
  customer: VendorRef,
): Promise<CrmCustomerState | null> {
  const id = reading.idOf('CUSTOMER', customer);
  if (id === null) return null;
  const { erp, psa } = config.mapping.accountIds;
  const fields = [...accountStateFields, erp, psa].filter((field) => field !== null);
  const soql = `SELECT ${fields.join(', ')} FROM Account WHERE Id IN ${listLiteral([id])}`;
  const [row] = await client.records(envelope, { name: 'customer-now', soql, deletedToo: true });
  if (row === undefined) return null;
  return understood(config.instance, 'customer-now', () => {
    const record = checked(accountState, row, 'an account');
    const of = (other: string): VendorRef => refTo(config.instance, 'CUSTOMER', other);
    const [ref, links] = [of(record.Id), linksIn(config, record)];
    if (!record.IsDeleted) {
      const parent = record.ParentId == null ? null : of(record.ParentId);
      return { kind: 'LIVE', ref, name: record.Name, parent, country: record.BillingCountry ?? null, links };
    }
    if (record.MasterRecordId == null) return { kind: 'DELETED', ref };
    return { kind: 'MERGED', ref, into: of(record.MasterRecordId), links };
  });
}
