// The response keys under which fields are planned and kept in the answer tree.
import { isInterfaceType, isObjectType, Kind, print, visit } from 'graphql';
import type { ArgumentNode, DocumentNode, FieldNode, GraphQLSchema, ValueNode } from 'graphql';
import type { AnswerPath } from './subgraph.ts';

/**
 * Gives each field of a document its key. They differ from the client's: an alias may be the name of a field that the plan
 * needs for itself (a key, an input of @requires), and one key may stand for other arguments elsewhere. The planner fails on
 * the former and mixes up the latter, so every field has a key that says its arguments and its alias, and the bare name of a
 * field that takes arguments is left to the planner. No key that is made here is the name of a field of the graph, of
 * another field's key, or of what every JavaScript object has.
 */
export class PlannedKeys {
  readonly #names: FieldNames;
  readonly #argumentLists = new Map<string, { readonly number: number; readonly list: readonly ArgumentNode[] }>();
  readonly #keys = new Map<string, string>();
  readonly #fields = new Map<string, FieldNode>();

  constructor(schema: GraphQLSchema, document: DocumentNode) {
    this.#names = fieldNamesOf(schema);
    visit(document, { Field: (field) => void this.of(field) });
  }

  /**
   * The key of one field: `price_with_1_as_cost` is price, with some arguments, under the client's alias cost. It is the same
   * on every type: a type may add arguments to a field that its interface has without.
   */
  of(field: FieldNode): string {
    const { name, alias } = field;
    const number = this.#argumentsOf(field).number;
    const isPlain = alias === undefined || alias.value === name.value;
    const given = this.#names.withArguments.has(name.value) ? `_with_${number}` : '';
    const wanted = `${name.value}${given}${isPlain ? '' : `_as_${alias.value}`}`;
    const identity = `${name.value} ${number} ${isPlain ? '' : alias.value}`;
    let key = this.#keys.get(identity);
    if (key === undefined) {
      key = wanted === name.value && !(wanted in Object.prototype) ? wanted : this.#free(wanted);
      this.#keys.set(identity, key);
      this.#fields.set(key, field);
    }
    return key;
  }

  /** A field's arguments, spelled alike wherever they mean the same: their order means nothing, yet the planner compares text. */
  argumentsOf(field: FieldNode): readonly ArgumentNode[] {
    return this.#argumentsOf(field).list;
  }

  /** A path of the answer tree in the client's own keys. */
  toClient(path: AnswerPath): AnswerPath {
    return path.map((segment) => {
      if (typeof segment === 'number') return segment;
      const field = this.#fields.get(segment);
      return field ? (field.alias ?? field.name).value : segment.replace(neededPart, '');
    });
  }

  /** The name of the field that is kept under a key; what the planner asks for by itself is kept under its own name. */
  fieldOf(key: string): string {
    return this.#fields.get(key)?.name.value ?? key.replace(neededPart, '');
  }

  #free(wanted: string): string {
    let key = wanted;
    while (key in Object.prototype || this.#names.all.has(key) || this.#fields.has(key)) key += '_';
    return key;
  }

  /** Numbers the argument lists of a document; 0 stands for none. */
  #argumentsOf({ arguments: list = [] }: FieldNode): {
    readonly number: number;
    readonly list: readonly ArgumentNode[];
  } {
    const text = list
      .map(({ name, value }) => `${name.value}:${print(sorted(value))}`)
      .sort()
      .join();
    const known = this.#argumentLists.get(text);
    if (known) return known;
    const fresh = { number: text === '' ? 0 : this.#argumentLists.size + 1, list };
    if (text !== '') this.#argumentLists.set(text, fresh);
    return fresh;
  }
}

/** A value with the fields of its input objects in one order. */
function sorted(value: ValueNode): ValueNode {
  if (value.kind === Kind.LIST) return { ...value, values: value.values.map(sorted) };
  if (value.kind !== Kind.OBJECT) return value;
  const fields = value.fields.map((field) => ({ ...field, value: sorted(field.value) }));
  return { ...value, fields: fields.sort((one, other) => (one.name.value < other.name.value ? -1 : 1)) };
}

/** The names that fields of a graph have. */
interface FieldNames {
  readonly all: ReadonlySet<string>;
  /** Names of fields that take arguments on some type. */
  readonly withArguments: ReadonlySet<string>;
}

const namesBySchema = new WeakMap<GraphQLSchema, FieldNames>();

function fieldNamesOf(schema: GraphQLSchema): FieldNames {
  const known = namesBySchema.get(schema);
  if (known) return known;
  const types = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) || isInterfaceType(type));
  const fields = types.flatMap((type) => (type.name.startsWith('__') ? [] : Object.values(type.getFields())));
  const withArguments = fields.filter(({ args }) => args.length > 0).map(({ name }) => name);
  const names = { all: new Set(fields.map(({ name }) => name)), withArguments: new Set(withArguments) };
  namesBySchema.set(schema, names);
  return names;
}

/** The key of a field that is asked for because another one @requires it. */
export function neededKey(field: string, requiredBy: string): string {
  return `${field}__for__${requiredBy}`;
}

const neededPart = /__for__.*$/;
