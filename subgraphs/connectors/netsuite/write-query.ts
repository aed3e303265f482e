// Queries that settle what a write did, and decode what a write sends. Asked of NetSuite itself, never of our cache.
import { z } from 'zod';
import type { Mapping } from './config.ts';
import { ids, type Statement } from './suiteql.ts';
import { flag, id, maybe } from './wire.ts';

/** A row that is nothing but its id. */
export const idRow = z.object({ id });
/** Payment terms by the name people know. */
export const termRow = z.object({ id, name: z.string() });

/** Whether a subsidiary may bill a customer. */
export function relationshipsStatement(customer: string, subsidiary: string): Statement {
  return {
    name: 'relationships-by',
    sql: `SELECT id FROM customersubsidiaryrelationship WHERE entity IN ${ids([customer])} AND subsidiary IN ${ids([subsidiary])} ORDER BY id`,
  };
}

/** All payment terms in use. */
export function termsStatement(): Statement {
  return { name: 'terms', sql: `SELECT id, name FROM term WHERE isinactive = 'F' ORDER BY id` };
}

/** A customer as it stands, with its link fields under their own names. */
export const stateRow = z.looseObject({
  id,
  name: z.string(),
  inactive: flag,
  hold: maybe(z.string()),
  externalid: maybe(z.string()),
});

/** How customers stand. */
export function customerStatesStatement({ customerLinks }: Mapping, customers: readonly string[]): Statement {
  const links = customerLinks.map(({ field }) => `, c.${field}`).join('');
  return {
    name: 'customer-states',
    sql: `SELECT c.id, COALESCE(c.companyname, c.altname, c.entityid) AS name, c.isinactive AS inactive,
      c.creditholdoverride AS hold, c.externalid${links} FROM customer c WHERE c.id IN ${ids(customers)} ORDER BY c.id`,
  };
}
