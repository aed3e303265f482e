// The select list as a function from a record to its answer.
import type { FieldDefinition } from '../catalogue/field.ts';
import type { ObjectDefinition } from '../catalogue/object.ts';
import type { Row } from '../store/record.ts';
import { resolvePath, targetsOf, type ResolvedPath, type Root } from './path.ts';
import { malformedQuery } from './query-error.ts';
import { attributesOf, renderField, type AnsweredRecord } from './render.ts';
import type { QueryNode, SelectNode } from './syntax.ts';
import type { QueryWorld } from './world.ts';

/** Renders a record. */
export type Render = (row: Row) => AnsweredRecord;

/** Compiles a list of children: `name` is its key in the answer. */
export type CompileChildren = (query: QueryNode, start: number) => { name: string; render: (row: Row) => unknown };

/** What a record's answer holds, in the order it was asked for: fields, parents, lists of children. */
interface Shape {
  readonly fields: Map<string, FieldDefinition>;
  readonly parents: Map<string, ParentShape>;
  /** Keys in order; a parent stands where its first field was asked for. */
  readonly order: (readonly ['field' | 'parent' | 'children', string])[];
  readonly children: Map<string, (row: Row) => unknown>;
}

interface ParentShape {
  readonly reference: FieldDefinition;
  readonly shape: Shape;
}

/** Compiles a select list without functions. */
export function compileSelect(
  world: QueryWorld,
  root: Root,
  select: readonly SelectNode[],
  compileChildren: CompileChildren,
): Render {
  const shape = emptyShape();
  for (const node of select) {
    if (node.kind === 'aggregate') throw malformedQuery(`unexpected token: '${node.function}'`);
    if (node.kind === 'children') {
      addChildren(shape, compileChildren(node.query, node.start));
      continue;
    }
    if (node.alias !== null) throw malformedQuery('only aggregate expressions use field aliasing');
    addField(shape, resolvePath(world, root, node.path), node.path.text);
  }
  return (row) => renderRow(world, { object: root.object, shape, isName: false }, row);
}

function emptyShape(): Shape {
  return { fields: new Map(), parents: new Map(), order: [], children: new Map() };
}

function addChildren(shape: Shape, { name, render }: { name: string; render: (row: Row) => unknown }): void {
  if (shape.children.has(name)) throw malformedQuery(`duplicate field selected: ${name}`);
  shape.children.set(name, render);
  shape.order.push(['children', name]);
}

function addField(root: Shape, { references, field }: ResolvedPath, text: string): void {
  let shape = root;
  for (const reference of references) {
    const name = reference.relationshipName ?? reference.name;
    let parent = shape.parents.get(name);
    if (parent === undefined) {
      parent = { reference, shape: emptyShape() };
      shape.parents.set(name, parent);
      shape.order.push(['parent', name]);
    }
    ({ shape } = parent);
  }
  if (shape.fields.has(field.name)) throw malformedQuery(`duplicate field selected: ${text}`);
  shape.fields.set(field.name, field);
  shape.order.push(['field', field.name]);
}

interface Rendering {
  readonly object: ObjectDefinition;
  readonly shape: Shape;
  /** Reached through a reference to people and groups: the vendor calls the record's type `Name`. */
  readonly isName: boolean;
}

function renderRow(world: QueryWorld, { object, shape, isName }: Rendering, row: Row): AnsweredRecord {
  const answer: AnsweredRecord = { attributes: attributesOf(world.base, object, row, isName ? 'Name' : object.name) };
  for (const [kind, name] of shape.order) {
    if (kind === 'field') {
      const field = shape.fields.get(name);
      answer[name] = field === undefined ? null : renderField(field, row);
    } else if (kind === 'children') {
      answer[name] = shape.children.get(name)?.(row) ?? null;
    } else {
      answer[name] = renderParent(world, shape.parents.get(name), row);
    }
  }
  return answer;
}

function renderParent(world: QueryWorld, parent: ParentShape | undefined, row: Row): AnsweredRecord | null {
  if (parent === undefined) return null;
  const { reference, shape } = parent;
  const id = row[reference.storedAs] ?? null;
  const found = typeof id === 'string' ? world.records.find(id) : undefined;
  if (typeof id !== 'string' || found === undefined) return null;
  const object = world.catalogue.objectOfId(id) ?? targetsOf(world, reference)[0];
  if (object === undefined) return null;
  return renderRow(world, { object, shape, isName: reference.namePointing }, found);
}
