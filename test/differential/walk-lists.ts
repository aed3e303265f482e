// Every list of the graph, page by page with the cursors it gives out: the pages together are the oracle's list. What is met
// on the way gives the random queries their cursors, and tells the graph's own ids before anybody asks by them.
import { type GraphQLObjectType, getNamedType, parse } from 'graphql';
import type { Chance } from '../federation/random.ts';
import type { Oracle } from './oracle.ts';
import type { Answer, Ask } from './proof.ts';
import { ArgumentWriter, type KnownPlace } from './random-arguments.ts';
import type { DrawValue } from './random-values.ts';

/** Rows of a page while walking: several pages of most lists, and few calls. */
const pageRows = 60;
/** Pages after which a walk ends: 33,000 time entries are walked by their beginning. */
const pagesMax = 8;
/** Filters by chance under which each list is begun, for cursors. */
const filtersPerList = 6;

interface Page {
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly endCursor: string | null;
  };
  readonly totalCount: number | null;
}

/** The paged lists of Query, with the type of their filter. */
export function pagedLists(oracle: Oracle): readonly { readonly name: string; readonly filterType: string }[] {
  const fields = Object.values(oracle.schema.getQueryType()!.getFields());
  return fields
    .filter(({ type }) => getNamedType(type).name.endsWith('Connection'))
    .map(({ name, args }) => ({ name, filterType: String(args.find((one) => one.name === 'filter')!.type) }));
}

/** Both sides' answer to one page. */
async function bothPages(
  { oracle, ask }: Sides,
  list: { readonly name: string; readonly filterType: string },
  asked: {
    readonly first: number;
    readonly filter: unknown;
    readonly cursor: string | null;
    readonly oracleCursor: string | null;
  },
): Promise<{ readonly actual: Page; readonly expected: Page }> {
  const text = `query Page($first: Int, $after: String, $filter: ${list.filterType}) { ${list.name}(first: $first, after: $after, filter: $filter) {
    edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage endCursor } totalCount } }`;
  const { first, filter, cursor, oracleCursor } = asked;
  const document = parse(text);
  const variables = { first, filter, after: cursor };
  const oracleVariables = { first, filter, after: oracleCursor };
  const page = ({ data, errors }: { data?: unknown; errors?: readonly unknown[] }): Page => {
    if (errors !== undefined && errors.length > 0)
      throw new Error(`${list.name} fails: ${JSON.stringify({ errors, variables })}`);
    return (data as Record<string, Page>)[list.name]!;
  };
  const answer: Answer = await ask({ text, document, variables, oracleVariables });
  return { actual: page(answer), expected: page(oracle.answer(document, oracleVariables)) };
}

/** Who is asked. */
export interface Sides {
  readonly oracle: Oracle;
  readonly ask: Ask;
}

/** A list walked from its beginning. */
export interface Walked {
  /** Ids of each side, in order. */
  readonly actual: readonly string[];
  readonly expected: readonly string[];
  /** Where a page says something else of its neighbours than there is. */
  readonly oddities: readonly string[];
}

/** Walks one list without a filter. */
export async function walkList(
  sides: Sides,
  list: { readonly name: string; readonly filterType: string },
): Promise<Walked> {
  const [actual, expected, oddities]: [string[], string[], string[]] = [[], [], []];
  let [cursor, oracleCursor]: [string | null, string | null] = [null, null];
  for (let turn = 0; turn < pagesMax; turn += 1) {
    const pages = await bothPages(sides, list, { first: pageRows, filter: null, cursor, oracleCursor });
    actual.push(...pages.actual.edges.map(({ node }) => node.id));
    expected.push(...pages.expected.edges.map(({ node }) => node.id));
    if (pages.actual.pageInfo.hasPreviousPage !== turn > 0) oddities.push(`page ${turn}: hasPreviousPage`);
    if (pages.actual.pageInfo.endCursor !== (pages.actual.edges.at(-1)?.cursor ?? null))
      oddities.push(`page ${turn}: endCursor`);
    if (pages.actual.pageInfo.hasNextPage !== pages.expected.pageInfo.hasNextPage)
      oddities.push(`page ${turn}: hasNextPage`);
    if (!pages.actual.pageInfo.hasNextPage) break;
    [cursor, oracleCursor] = [pages.actual.pageInfo.endCursor, pages.expected.pageInfo.endCursor];
  }
  return { actual, expected, oddities };
}

/** Places inside lists under filters by chance, for `after`. */
export async function knownPlaces(sides: Sides, draw: DrawValue, chance: Chance): Promise<readonly KnownPlace[]> {
  const query = sides.oracle.schema.getQueryType() as GraphQLObjectType;
  const places: KnownPlace[] = [];
  for (const list of pagedLists(sides.oracle)) {
    const argument = query.getFields()[list.name]!.args.find(({ name }) => name === 'filter')!;
    for (let count = 0; count < filtersPerList; count += 1) {
      const filter = count === 0 ? null : new ArgumentWriter(chance, draw, []).filter(`Query.${list.name}`, argument);
      const first = 1 + chance.below(20);
      const { actual, expected } = await bothPages(sides, list, { first, filter, cursor: null, oracleCursor: null });
      const row = chance.below(first);
      const [cursor, oracleCursor] = [actual.edges[row]?.cursor, expected.edges[row]?.cursor];
      // Lists that differ in length are found by the queries; here they only give no place.
      if (cursor === undefined || oracleCursor === undefined) continue;
      places.push({ coordinate: `Query.${list.name}`, filter, cursor, oracleCursor });
    }
  }
  return places;
}
