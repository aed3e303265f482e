// What Salesforce is told of a customer that was onboarded: its ids in the other systems, in fields of the account. A PATCH by
// id sets values, so sending it twice changes nothing more, and reading the fields settles a doubt.
import { z } from 'zod';
import type { VendorRef } from '../../../schema/canon/identity.ts';
import type { CrmCustomerWrites, CustomerLinks } from '../../ports/customer-writes.ts';
import { outcomeOfFault } from '../../ports/write.ts';
import type { WriteOutcome } from '../../ports/write.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import { isFault } from '../../runtime/fault.ts';
import type { Client } from './client.ts';
import type { SalesforceConfig } from './config.ts';
import { understood } from './failures.ts';
import { patchRecord, refusedWrite } from './patch-record.ts';
import type { Reading } from './reading.ts';
import { listLiteral } from './soql.ts';
import { checked } from './wire.ts';

/** Writes of one org. */
export function customerWrites(config: SalesforceConfig, client: Client, reading: Reading): CrmCustomerWrites {
  const { settleMs } = config;
  return {
    settleMs,
    repeatable: ['linkCustomer', 'unlinkCustomer'],
    linkCustomer: async (envelope, customer, links) => {
      try {
        return await linkCustomer({ config, client, reading }, envelope, customer, links);
      } catch (error) {
        if (!isFault(error)) throw error;
        return outcomeOfFault(error, settleMs);
      }
    },
    linksOfCustomer: (envelope, customer) => linksOfCustomer({ config, client, reading }, envelope, customer),
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
  return understood(config.instance, 'links-of-customer', () => {
    const read = checked(z.record(z.string(), z.unknown()), row, 'an account');
    const valueOf = (field: string | null): string | null => {
      const value = field === null ? null : read[field];
      return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
    };
    return { erp: valueOf(erp), psa: valueOf(psa) };
  });
}
