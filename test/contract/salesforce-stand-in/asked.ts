// What recorded queries tell about the organisation: fields there are, and values that every record found has.
import { parseQuery } from '../../../subgraphs/sandbox/salesforce/soql/parse.ts';
import type { ConditionNode, PathNode, QueryNode } from '../../../subgraphs/sandbox/salesforce/soql/syntax.ts';
import type { Interaction } from './recording.ts';
import type { SeenRow } from './seen-records.ts';

/** A field that a query names, by its object and the relationships before it. */
export interface AskedField {
  readonly object: string;
  readonly names: readonly string[];
}

/** The query of a call, when it was answered and the grammar has it. */
function queryOf({ request, response }: Interaction): QueryNode | null {
  const soql = request.query.find(([name]) => name === 'q')?.[1];
  if (soql === undefined || response.status !== 200) return null;
  try {
    return parseQuery(soql);
  } catch {
    return null;
  }
}

/** Fields of an answered query, which therefore exist, also when it found no record. */
export function fieldsAsked(interaction: Interaction): readonly AskedField[] {
  const query = queryOf(interaction);
  if (query === null) return [];
  const selected = query.select.flatMap((node) => {
    if (node.kind === 'field') return [node.path];
    return node.kind === 'aggregate' && node.argument !== null ? [node.argument] : [];
  });
  const ordered = query.orderBy.flatMap(({ operand }) => (operand.kind === 'field' ? [operand.path] : []));
  const paths = [...selected, ...ordered, ...query.groupBy, ...(query.where === null ? [] : pathsOf(query.where))];
  const prefixes = [query.from.name, query.from.alias ?? ''].map((prefix) => prefix.toLowerCase());
  return paths.map(({ names }) => {
    const isPrefixed = names.length > 1 && prefixes.includes(names[0]?.toLowerCase() ?? '');
    return { object: query.from.name, names: isPrefixed ? names.slice(1) : names };
  });
}

function pathsOf(node: ConditionNode): PathNode[] {
  if (node.kind === 'and' || node.kind === 'or') return node.parts.flatMap(pathsOf);
  if (node.kind === 'not') return pathsOf(node.part);
  return node.operand.kind === 'field' ? [node.operand.path] : [];
}

/** What a query's own condition tells about every record it answered: `Status = 'Open'`. */
export function equalitiesOf(interaction: Interaction): SeenRow {
  const where = queryOf(interaction)?.where ?? null;
  return where === null ? {} : equalities(where);
}

function equalities(node: ConditionNode): SeenRow {
  if (node.kind === 'and') return Object.fromEntries(node.parts.flatMap((part) => Object.entries(equalities(part))));
  if (node.kind !== 'compare' || node.operator !== '=' || node.operand.kind !== 'field') return {};
  const { literal, operand } = node;
  if (operand.path.names.length > 1) return {};
  if (literal.kind === 'boolean' || literal.kind === 'number') return { [operand.path.text]: literal.value };
  if (literal.kind !== 'string') return {};
  return { [operand.path.text]: literal.pieces.map((piece) => piece.text).join('') };
}
