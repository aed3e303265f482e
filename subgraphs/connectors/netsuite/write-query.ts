// Queries that settle what a write did, and decode what a write sends. Asked of NetSuite itself, never of our cache.
import { z } from 'zod';
import { ids, type Statement } from './suiteql.ts';
import { id } from './wire.ts';

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
