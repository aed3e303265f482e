// Whether the mapping fits the account: its custom fields in the metadata catalogue, its columns in queries, its
// currencies against ISO 4217.
import { z } from 'zod';
import { minorUnits } from '../../../schema/canon/currency.ts';
import { MappingError } from '../../ports/mapping.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import { isFault } from '../../runtime/fault.ts';
import type { Client } from './client.ts';
import type { Mapping } from './config.ts';
import type { NetSuiteContext } from './context.ts';
import { currenciesStatement, currencyRow } from './reference-query.ts';
import { checked, checkedRows } from './wire.ts';

const catalogPath = '/services/rest/record/v1/metadata-catalog';

/** Custom fields the mapping expects, by record as the catalogue names it. */
function expectedFields(mapping: Mapping): Readonly<Record<string, readonly string[]>> {
  const { fields, customerLinks, projectLinks, billingSchedule: schedule } = mapping;
  return {
    subsidiary: [fields.entityCode],
    customer: customerLinks.map(({ field }) => field),
    job: [fields.billingHold, ...projectLinks.map(({ field }) => field)],
    invoice: [
      ...[fields.disputeReason, fields.disputeAmount, fields.disputeOpened],
      ...[fields.disputeOwner, fields.disputeStatus],
    ],
    journalEntry: [fields.reverses],
    ...(schedule === null
      ? {}
      : {
          [schedule.record]: [
            ...[schedule.schedule, schedule.job, schedule.dueDate, schedule.amount],
            ...[schedule.currency, schedule.status, schedule.invoice, schedule.milestone],
          ],
        }),
  };
}

/** Columns that only queries know (the catalogue describes records, not lines), each as one query that finds nothing. */
function expectedColumns({ fields, customerCurrencies, taxRegistrations }: Mapping): ReadonlyMap<string, string> {
  const lineFields = [fields.taxCode, fields.taxRate, fields.revenueMethod, fields.lineName];
  return new Map([
    ...lineFields.map(
      (field) =>
        [`transactionline.${field}`, `SELECT l.${field} FROM transactionline l WHERE l.transaction = 0`] as const,
    ),
    ...(taxRegistrations === null
      ? []
      : [
          [
            taxRegistrations,
            `SELECT r.nexuscountry, r.nexus, r.taxregistrationnumber, r.effectivefrom, r.validuntil FROM ${taxRegistrations} r WHERE r.subsidiary = 0`,
          ] as const,
        ]),
    ...(customerCurrencies === null
      ? []
      : [[customerCurrencies, `SELECT c.currency FROM ${customerCurrencies} c WHERE c.customer = 0`] as const]),
  ]);
}

const recordSchema = z.object({ properties: z.record(z.string(), z.unknown()) });

/** Asks about every record and column once. Raises MappingError with all differences, or the fault of a silent system. */
export async function verifyMapping(context: NetSuiteContext, envelope: Envelope): Promise<void> {
  const { client, config } = context;
  const differences = await context.understood('metadata-catalog', async () => {
    const found = await Promise.all([
      ...Object.entries(expectedFields(config.mapping)).map(([record, fields]) =>
        recordDifferences(client, envelope, record, fields),
      ),
      ...[...expectedColumns(config.mapping)].map(([name, sql]) => columnDifferences(client, envelope, name, sql)),
      currencyDifferences(client, envelope),
    ]);
    return found.flat();
  });
  if (differences.length > 0) throw new MappingError(`NetSuite (${config.instance})`, differences);
}

async function recordDifferences(
  client: Client,
  envelope: Envelope,
  record: string,
  fields: readonly string[],
): Promise<readonly string[]> {
  const lookup = { name: 'metadata-catalog', path: `${catalogPath}/${record}`, accept: 'application/schema+json' };
  const body = await client.get(envelope, lookup);
  if (body === null) return [`record ${record} is not there, or our role may not see it`];
  const { properties } = checked(recordSchema, body, `the description of ${record}`);
  // Standard fields are camel case here and lower case in queries; custom ones are lower case in both.
  const known = new Set(Object.keys(properties).map((name) => name.toLowerCase()));
  return fields.filter((field) => !known.has(field)).map((field) => `${record} has no field ${field}`);
}

async function columnDifferences(
  client: Client,
  envelope: Envelope,
  name: string,
  sql: string,
): Promise<readonly string[]> {
  try {
    await client.page(envelope, { name: 'mapping-probe', sql }, 1);
    return [];
  } catch (error) {
    if (!isFault(error) || error.code !== 'SYSTEM_REFUSED') throw error;
    return [`queries know no ${name}`];
  }
}

/** A currency that is not ISO, or is kept to more digits than ISO gives it, cannot be shown exactly (DOMAIN rule 2). */
async function currencyDifferences(client: Client, envelope: Envelope): Promise<readonly string[]> {
  const rows = checkedRows(currencyRow, await client.rows(envelope, currenciesStatement()), 'currencies');
  return rows.flatMap(({ id, symbol, precision }) => {
    const digits = minorUnits.get(symbol);
    if (digits === undefined || digits === null) {
      return [`currency ${id}: its symbol ${symbol} is not an ISO 4217 code with minor units`];
    }
    const tooFine = precision !== null && Number(precision) > digits;
    return tooFine ? [`currency ${symbol} is kept to ${precision} digits, ISO 4217 gives it ${digits}`] : [];
  });
}
