// Queries with functions or GROUP BY: one answer per group, with `expr0`, `expr1` for functions nobody named.
import type { Row, Value } from '../store/record.ts';
import { compileCondition, type ConditionContext } from './condition.ts';
import { equalityKey } from './compare.ts';
import { aggregateOperand, operandOf, type Operand } from './operand.ts';
import { compileOrder, sortItems } from './order.ts';
import { resolvePath, type ResolvedPath, type Root } from './path.ts';
import { invalidField, malformedQuery } from './query-error.ts';
import { renderField, renderValue, type AnsweredRecord } from './render.ts';
import type { OperandNode, PathNode, QueryNode, SelectNode } from './syntax.ts';
import type { QueryWorld } from './world.ts';

type Group = readonly Row[];

/** True when the query answers groups and not records. */
export function isGrouped(query: QueryNode): boolean {
  return query.groupBy.length > 0 || query.select.some((node) => node.kind === 'aggregate');
}

/** Groups the records that passed WHERE, and answers a row per group that passes HAVING. */
export function runGrouped(world: QueryWorld, root: Root, query: QueryNode, records: readonly Row[]): AnsweredRecord[] {
  const grouping = new Grouping(world, root, query.groupBy);
  const columns = compileColumns(world, root, query.select, grouping);
  const context: ConditionContext<Group> = {
    world,
    operand: (node) => grouping.operand(node),
    values: () => {
      throw malformedQuery('HAVING cannot hold a query');
    },
  };
  const having = query.having === null ? () => true : compileCondition(query.having, context);
  const keys = compileOrder(world, query.orderBy, (node) => grouping.operand(node));
  const groups = sortItems(grouping.split(records).filter(having), keys);
  const from = groups.slice(query.offset, query.limit === null ? undefined : query.offset + query.limit);
  return from.map((group) => {
    const answer: AnsweredRecord = { attributes: { type: 'AggregateResult' } };
    for (const { name, render } of columns) answer[name] = render(group);
    return answer;
  });
}

class Grouping {
  readonly #world: QueryWorld;
  readonly #root: Root;
  readonly #paths: readonly ResolvedPath[];

  constructor(world: QueryWorld, root: Root, groupBy: readonly PathNode[]) {
    this.#world = world;
    this.#root = root;
    this.#paths = groupBy.map((node) => {
      const path = resolvePath(world, root, node);
      if (path.field.groupable) return path;
      throw invalidField(world.text, node.start, `field '${path.field.name}' can not be grouped in a query call`);
    });
  }

  /** A grouped field; any other field has more than one value in a group. */
  path(node: PathNode): ResolvedPath {
    const path = resolvePath(this.#world, this.#root, node);
    if (this.#paths.some(({ key }) => key === path.key)) return path;
    throw malformedQuery(`Field must be grouped or aggregated: ${node.text}`);
  }

  /** A grouped field or a function, as a value of the group. */
  operand(node: OperandNode): Operand<Group> {
    if (node.kind === 'aggregate') return aggregateOperand(this.#world, this.#root, node);
    const operand = operandOf(this.#world, this.path(node.path));
    return { ...operand, read: (group) => (group[0] === undefined ? null : operand.read(group[0])) };
  }

  /** Without GROUP BY all records are one group, also when there are none. */
  split(records: readonly Row[]): Group[] {
    if (this.#paths.length === 0) return [records];
    const groups = new Map<string, Row[]>();
    for (const row of records) {
      const key = JSON.stringify(this.#paths.map((path) => equalityKey(path.field.type, path.read(row))));
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [row]);
      else group.push(row);
    }
    return [...groups.values()];
  }
}

interface Column {
  readonly name: string;
  readonly render: (group: Group) => unknown;
}

function compileColumns(world: QueryWorld, root: Root, select: readonly SelectNode[], grouping: Grouping): Column[] {
  let unnamed = 0;
  const columns = select.map((node): Column => {
    if (node.kind === 'children') throw malformedQuery('a grouped query cannot select a list of children');
    if (node.kind === 'field') return fieldColumn(grouping.path(node.path), node.alias);
    if (node.argument === null) throw malformedQuery("unexpected token: 'COUNT'");
    const operand = aggregateOperand(world, root, node);
    const name = node.alias ?? `expr${unnamed}`;
    if (node.alias === null) unnamed += 1;
    return { name, render: (group) => renderValue(operand.type, operand.read(group)) };
  });
  const names = columns.map((column) => column.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw malformedQuery(`duplicate alias: ${twice}`);
  return columns;
}

function fieldColumn(path: ResolvedPath, alias: string | null): Column {
  const render = (group: Group): unknown => {
    const [first] = group;
    const owner: Row | null = first === undefined ? null : path.owner(first);
    const nothing: Value = null;
    return owner === null ? nothing : renderField(path.field, owner);
  };
  return { name: alias ?? path.field.name, render };
}
