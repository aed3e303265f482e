// Runs a query: names are resolved first, so that a bad query is refused whether or not there are records.
import type { ChildRelationship } from '../catalogue/catalogue.ts';
import type { ObjectDefinition } from '../catalogue/object.ts';
import type { Row, Value } from '../store/record.ts';
import { compileCondition, type ConditionContext, type Test } from './condition.ts';
import { isGrouped, runGrouped } from './group.ts';
import { rowOperand } from './operand.ts';
import { compileOrder, sortItems } from './order.ts';
import { parseQuery } from './parse.ts';
import { resolvePath, type Root } from './path.ts';
import { invalidType, malformedQuery, unknownRelationship, unsupportedType } from './query-error.ts';
import type { AnsweredRecord } from './render.ts';
import { compileSelect } from './select.ts';
import type { QueryNode } from './syntax.ts';
import type { QueryWorld } from './world.ts';

/** What a query answers: a number for `COUNT()`, else records or groups. */
export type QueryResult =
  | { readonly kind: 'count'; readonly object: string; readonly total: number }
  | { readonly kind: 'records'; readonly object: string; readonly records: readonly AnsweredRecord[] }
  | { readonly kind: 'groups'; readonly object: string; readonly records: readonly AnsweredRecord[] };

/** Parses and runs the query of the world. */
export function runQuery(world: QueryWorld): QueryResult {
  const query = parseQuery(world.text);
  const root = rootOf(world, query);
  const object = root.object.name;
  const where = compileWhere(world, root, query);
  const candidates = [...liveRows(world, root.object)];
  if (query.isCount) {
    const passed = candidates.filter(where);
    return { kind: 'count', object, total: slice(query, passed).length };
  }
  if (isGrouped(query)) {
    return { kind: 'groups', object, records: runGrouped(world, root, query, candidates.filter(where)) };
  }
  const render = compileSelect(world, root, query.select, (inner, start) => compileChildren(world, root, inner, start));
  const order = compileOrder(world, query.orderBy, (node) => rowOperand(world, root, node));
  const rows = slice(query, sortItems(candidates.filter(where), order));
  return { kind: 'records', object, records: rows.map(render) };
}

function rootOf(world: QueryWorld, { from }: QueryNode): Root {
  const object = world.catalogue.object(from.name);
  if (object === undefined || !object.allows('queryable')) {
    throw invalidType(world.text, from.start, unsupportedType(from.name));
  }
  return { object, alias: from.alias };
}

function* liveRows(world: QueryWorld, object: ObjectDefinition): Generator<Row> {
  for (const row of world.records.rows(object)) if (world.includeDeleted || row.IsDeleted !== true) yield row;
}

function slice<T>({ limit, offset }: QueryNode, items: readonly T[]): readonly T[] {
  if (limit === null && offset === 0) return items;
  return items.slice(offset, limit === null ? undefined : offset + limit);
}

function compileWhere(world: QueryWorld, root: Root, query: QueryNode): Test<Row> {
  if (query.where === null) return () => true;
  const context: ConditionContext<Row> = {
    world,
    operand: (node) => rowOperand(world, root, node),
    values: (inner) => selectValues(world, inner),
  };
  return compileCondition(query.where, context);
}

/** The values an `IN (SELECT field FROM …)` selects. */
function selectValues(world: QueryWorld, query: QueryNode): Value[] {
  const root = rootOf(world, query);
  const [first, ...more] = query.select;
  if (first?.kind !== 'field' || more.length > 0) throw malformedQuery('only one field may be selected inside of IN');
  const path = resolvePath(world, root, first.path);
  const where = compileWhere(world, root, query);
  return [...liveRows(world, root.object)].filter(where).map(path.read);
}

function compileChildren(
  world: QueryWorld,
  parent: Root,
  query: QueryNode,
  start: number,
): { name: string; render: (row: Row) => unknown } {
  const child = childOf(world, parent, query);
  if (isGrouped(query)) throw malformedQuery('a list of children cannot be grouped');
  const root: Root = { object: child.object, alias: query.from.alias };
  const where = compileWhere(world, root, query);
  const order = compileOrder(world, query.orderBy, (node) => rowOperand(world, root, node));
  const render = compileSelect(world, root, query.select, () => {
    throw malformedQuery(`unexpected token: '(' at ${start}`);
  });
  let byParent: Map<Value, Row[]> | undefined;
  return {
    name: child.relationshipName ?? child.object.name,
    render: (row) => {
      // Once for all parents: a look per parent would read every child as often as there are parents.
      byParent ??= groupByParent(child, [...liveRows(world, child.object)].filter(where));
      const rows = slice(query, sortItems(byParent.get(row.Id ?? null) ?? [], order));
      return rows.length === 0 ? null : { totalSize: rows.length, done: true, records: rows.map(render) };
    },
  };
}

/** `FROM Contracts`, or `FROM Account.Contracts` with the parent's name. */
function childOf(world: QueryWorld, parent: Root, { from }: QueryNode): ChildRelationship {
  const names = from.name.split('.');
  const child = world.catalogue.child(parent.object, names.at(-1) ?? '');
  const isParent = names.length === 1 || names[0]?.toLowerCase() === parent.object.name.toLowerCase();
  if (child === undefined || names.length > 2 || !isParent) {
    throw invalidType(world.text, from.start, unknownRelationship(from.name, 'in FROM part of query call'));
  }
  return child;
}

function groupByParent({ field }: ChildRelationship, rows: readonly Row[]): Map<Value, Row[]> {
  const byParent = new Map<Value, Row[]>();
  for (const row of rows) {
    const id = row[field.storedAs] ?? null;
    const siblings = byParent.get(id);
    if (siblings === undefined) byParent.set(id, [row]);
    else siblings.push(row);
  }
  return byParent;
}
