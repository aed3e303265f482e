// The lists that a document's names are decoded with: items, tax codes, dimensions. They change a few times a year, so they are kept for
// an hour; a name they do not have is asked about once more before it is refused.
import { z } from 'zod';
import type { LineDimensions, LineKind, TaxCodeFacts } from '../../ports/invoice-writes.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import { type DimensionRow, dimensionRow, dimensionStatement } from './reference-query.ts';
import type { NetSuiteContext } from './context.ts';
import type { Statement } from './suiteql.ts';
import { checkedRows, decimal, flag, id, maybe } from './wire.ts';
import { Objection } from './write-record.ts';

/** NetSuite's three dimensions of a line: the field of the line, and the table of its values. */
export const segmentTables = { department: 'department', class: 'classification', location: 'location' } as const;
export type Segment = keyof typeof segmentTables;

const itemRow = z.object({ id, name: z.string() });
const taxCodeRow = z.object({
  id,
  name: z.string(),
  description: maybe(z.string()),
  rate: maybe(decimal),
  country: maybe(z.string()),
  exempt: flag,
  reversecharge: flag,
  subsidiaries: maybe(z.string()),
});
type TaxCodeRow = z.output<typeof taxCodeRow>;

/** The lists of one account. */
export interface DocumentLists {
  readonly items: readonly z.output<typeof itemRow>[];
  readonly taxCodes: readonly TaxCodeRow[];
  readonly dimensions: Readonly<Record<Segment, readonly DimensionRow[]>>;
}

const itemsStatement: Statement = {
  name: 'items',
  sql: `SELECT i.id, i.itemid AS name FROM item i WHERE i.isinactive = 'F' ORDER BY i.id`,
};
const taxCodesStatement: Statement = {
  name: 'tax-codes',
  sql: `SELECT x.id, x.itemid AS name, x.description, x.rate, x.nexuscountry AS country, x.exempt, x.reversecharge,
    x.subsidiary AS subsidiaries FROM salestaxitem x WHERE x.isinactive = 'F' ORDER BY x.id`,
};

/** The lists, at most an hour old. */
export async function documentLists(context: NetSuiteContext, envelope: Envelope): Promise<DocumentLists> {
  const question = { name: 'documentLists', args: null, keep: 'REFERENCE' } as const;
  return (await context.read(envelope, question, (shared) => readLists(context, shared))).value;
}

/** Makes something of the lists; where a name is not in them, of lists that are asked for anew. */
export async function withLists<T>(
  context: NetSuiteContext,
  envelope: Envelope,
  make: (lists: DocumentLists) => T,
): Promise<T> {
  try {
    return make(await documentLists(context, envelope));
  } catch (error) {
    if (!(error instanceof Objection)) throw error;
    return make(await context.understood('documentLists', () => readLists(context, envelope)));
  }
}

async function readLists({ client }: NetSuiteContext, envelope: Envelope): Promise<DocumentLists> {
  const dimension = async (segment: Segment): Promise<readonly DimensionRow[]> => {
    const table = segmentTables[segment];
    return checkedRows(dimensionRow, await client.rows(envelope, dimensionStatement(table)), table);
  };
  const [items, taxCodes, department, classes, location] = await Promise.all([
    client.rows(envelope, itemsStatement),
    client.rows(envelope, taxCodesStatement),
    dimension('department'),
    dimension('class'),
    dimension('location'),
  ]);
  return {
    items: checkedRows(itemRow, items, 'items'),
    taxCodes: checkedRows(taxCodeRow, taxCodes, 'tax codes'),
    dimensions: { department, class: classes, location },
  };
}

/** The item that sells what a line bills. Raises Objection where the mapping or the account has none. */
export function itemId({ config }: NetSuiteContext, { items }: DocumentLists, kind: LineKind): string {
  const name = config.mapping.lineItems[kind];
  const found = name === undefined ? undefined : items.find((item) => isCalled(item.name, name));
  if (found !== undefined) return found.id;
  throw new Objection(config.instance, 'kind', {
    says: `has no item for lines of ${kind}; name one of its own in lineItems of the mapping`,
  });
}

/** The id of a tax code that the legal entity may use. Raises Objection. */
export function taxCodeId(
  { config }: NetSuiteContext,
  { taxCodes }: DocumentLists,
  { name, legalEntity }: { readonly name: string; readonly legalEntity: string },
): string {
  const usable = taxCodes.filter((code) => isOf(code, legalEntity));
  const found = usable.find((code) => isCalled(code.name, name));
  if (found !== undefined) return found.id;
  throw new Objection(config.instance, 'taxCode', {
    says: `has no tax code of that name for the legal entity; choose one of its own: ${usable.map((code) => code.name).join(', ')}`,
  });
}

/** A line's dimensions by NetSuite's names of them. Raises Objection for a value the account does not have. */
export function segmentFields(
  context: NetSuiteContext,
  lists: DocumentLists,
  dimensions: LineDimensions,
): Readonly<Record<string, { readonly id: string }>> {
  const fields: Record<string, { readonly id: string }> = {};
  for (const [dimension, value] of Object.entries(dimensions) as [keyof LineDimensions, string | null][]) {
    if (value === null) continue;
    const segment = context.config.mapping.dimensions[dimension];
    const found = segment === null ? undefined : lists.dimensions[segment].find((row) => isNamed(row, value));
    const clash = segment !== null && fields[segment] !== undefined && fields[segment].id !== found?.id;
    if (segment === null || found === undefined || clash) throw unknownDimension(context, lists, dimension);
    fields[segment] = { id: found.id };
  }
  return fields;
}

function unknownDimension(
  { config }: NetSuiteContext,
  lists: DocumentLists,
  dimension: keyof LineDimensions,
): Objection {
  const segment = config.mapping.dimensions[dimension];
  const says =
    segment === null
      ? `keeps no ${dimension}; name its segment in dimensions of the mapping`
      : `has no ${dimension} of that name to put there; choose one of its own: ${lists.dimensions[segment].map((row) => row.name).join(', ')}`;
  return new Objection(config.instance, dimension, { says });
}

/** Names that a dimension's values have; none where the firm keeps no such dimension. */
export function valuesOf(
  { config }: NetSuiteContext,
  lists: DocumentLists,
  dimension: keyof LineDimensions,
): readonly string[] {
  const segment = config.mapping.dimensions[dimension];
  return segment === null ? [] : lists.dimensions[segment].map((row) => row.name);
}

/** Tax codes of a legal entity. */
export function taxCodesOf({ taxCodes }: DocumentLists, legalEntity: string): readonly TaxCodeFacts[] {
  return taxCodes
    .filter((code) => isOf(code, legalEntity))
    .map(({ name, description, rate, country, exempt, reversecharge }) => ({
      ...{ name, description, country, exempt },
      ratePercent: rate ?? '0',
      reverseCharge: reversecharge,
    }));
}

/** A code that names no subsidiary is for all of them. */
function isOf({ subsidiaries }: TaxCodeRow, legalEntity: string): boolean {
  return subsidiaries === null || subsidiaries.split(/[^0-9]+/).includes(legalEntity);
}

function isNamed({ name, code }: DimensionRow, value: string): boolean {
  return isCalled(name, value) || (code !== null && isCalled(code, value));
}

function isCalled(name: string, asked: string): boolean {
  return name.toLowerCase() === asked.trim().toLowerCase();
}
