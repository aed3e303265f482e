// Reference data of the port: one query per list, kept for an hour.
import type { Answer } from '../../../schema/canon/freshness.ts';
import type { AccountingPeriod, Dimension, ExchangeRate, LegalEntity } from '../../../schema/canon/legal-entity.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import type { NetSuiteContext } from './context.ts';
import { toDimension, toExchangeRate, toLegalEntity, toPeriod } from './map-reference.ts';
import {
  dimensionRow,
  dimensionStatement,
  periodRow,
  periodsStatement,
  rateRow,
  ratesStatement,
} from './reference-query.ts';
import { checkedRows } from './wire.ts';

const dimensionTables = [
  ['DEPARTMENT', 'department'],
  ['CLASS', 'classification'],
  ['LOCATION', 'location'],
] as const;

/** Legal entities come out of the list that every figure is decoded with, so they cost no call of their own. */
export function readLegalEntities(
  context: NetSuiteContext,
  envelope: Envelope,
): Promise<Answer<readonly LegalEntity[]>> {
  return context.understood('legalEntities', async () => {
    const { subsidiaries, currency, freshness } = await context.lookups(envelope);
    return { value: subsidiaries.map((row) => toLegalEntity(row, context.refs, currency(row.currency))), freshness };
  });
}

export function readPeriods(
  context: NetSuiteContext,
  envelope: Envelope,
): Promise<Answer<readonly AccountingPeriod[]>> {
  const { client, refs } = context;
  return context.read(envelope, { name: 'periods', args: null, keep: 'REFERENCE' }, async (shared) =>
    checkedRows(periodRow, await client.rows(shared, periodsStatement()), 'periods').map((row) => toPeriod(row, refs)),
  );
}

export function readDimensions(context: NetSuiteContext, envelope: Envelope): Promise<Answer<readonly Dimension[]>> {
  const { client, refs } = context;
  return context.read(envelope, { name: 'dimensions', args: null, keep: 'REFERENCE' }, async (shared) => {
    const lists = await Promise.all(
      dimensionTables.map(async ([kind, table]) => {
        const rows = checkedRows(dimensionRow, await client.rows(shared, dimensionStatement(table)), table);
        return rows.map((row) => toDimension(kind, row, refs));
      }),
    );
    return lists.flat();
  });
}

export function readExchangeRates(
  context: NetSuiteContext,
  envelope: Envelope,
  on: string,
): Promise<Answer<readonly ExchangeRate[]>> {
  return context.read(envelope, { name: 'exchangeRates', args: { on }, keep: 'REFERENCE' }, async (shared) => {
    const [rows, lookups] = await Promise.all([
      context.client.rows(shared, ratesStatement(on)),
      context.lookups(shared),
    ]);
    return checkedRows(rateRow, rows, 'currency rates').map((row) => toExchangeRate(row, lookups.currency));
  });
}
