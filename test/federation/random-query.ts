// Random valid queries for any schema: aliases, arguments and variables, fragments of all kinds, conditions.
import {
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  parse,
  validate,
} from 'graphql';
import type { GraphQLCompositeType, GraphQLField, GraphQLInputType, GraphQLSchema } from 'graphql';
import type { Chance } from './random.ts';

/** A query with values for its variables. */
export interface RandomQuery {
  readonly text: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Nesting that is left at most. */
const depthMax = 6;
const mutationDepthMax = 3;

/** Draws queries until one is valid: two fields under one key may conflict by chance. */
export function randomQuery(schema: GraphQLSchema, chance: Chance): RandomQuery {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const query = new Writer(schema, chance).query();
    if (validate(schema, parse(query.text)).length === 0) return query;
  }
  throw new Error('No valid query in 100 attempts: the generator does not fit the schema');
}

class Writer {
  readonly #schema: GraphQLSchema;
  readonly #chance: Chance;
  #fieldsWritten = 0;
  readonly #fragments: string[] = [];
  readonly #definitions: string[] = [];
  readonly #variables: Record<string, unknown> = {};

  constructor(schema: GraphQLSchema, chance: Chance) {
    this.#schema = schema;
    this.#chance = chance;
  }

  query(): RandomQuery {
    const mutation = this.#schema.getMutationType();
    const root = mutation && this.#chance.is(0.15) ? mutation : this.#schema.getQueryType();
    if (!root) throw new Error('The schema has no Query');
    const selection = this.#selection(root, root === mutation ? mutationDepthMax : depthMax);
    const definitions = this.#definitions.length > 0 ? `(${this.#definitions.join(', ')})` : '';
    const kind = root === mutation ? 'mutation' : 'query';
    const asked = this.#chance.is(0.04) ? selection.replace('{', this.#introspection()) : selection;
    return { text: [`${kind}${definitions} ${asked}`, ...this.#fragments].join('\n'), variables: this.#variables };
  }

  #introspection(): string {
    return this.#chance.pick([
      '{ __schema { queryType { name } types { name } }',
      `{ about: __type(name: "${this.#chance.pick(['Ant', 'Product', 'Nobody'])}") { name kind fields { name } }`,
    ]);
  }

  #selection(type: GraphQLCompositeType, depth: number): string {
    const parts = this.#chance.is(0.15) ? [`${this.#chance.is(0.5) ? 't: ' : ''}__typename`] : [];
    const fields = isUnionType(type)
      ? []
      : Object.values(type.getFields()).filter((field) => depth > 1 || !isCompositeType(getNamedType(field.type)));
    const wanted = fields.length === 0 ? 0 : 1 + this.#chance.below(4);
    for (let count = 0; count < wanted; count += 1) parts.push(this.#field(this.#chance.pick(fields), depth));
    const possible = isObjectType(type) ? [] : this.#schema.getPossibleTypes(type);
    for (const one of possible) if (this.#chance.is(0.5)) parts.push(this.#fragment(one, depth));
    if (!isUnionType(type) && this.#chance.is(0.15)) parts.push(this.#fragment(type, depth));
    return `{ ${parts.length > 0 ? parts.join(' ') : '__typename'} }`;
  }

  #field(field: GraphQLField<unknown, unknown>, depth: number): string {
    const inner = getNamedType(field.type);
    const alias = this.#chance.is(0.2) ? `${this.#chance.pick(['a', 'b', 'id', 'name', 'next'])}: ` : '';
    const args = field.args.filter((argument) => isNonNullType(argument.type) || this.#chance.is(0.6));
    const inOrder = args.map((argument) => `${argument.name}: ${this.#input(argument.type)}`);
    // Their order means nothing; no chance is taken, so that a seed's queries stay the same otherwise.
    this.#fieldsWritten += 1;
    const written = (this.#fieldsWritten % 2 === 0 ? inOrder.reverse() : inOrder).join(', ');
    const selection = isCompositeType(inner) ? ` ${this.#selection(inner, depth - 1)}` : '';
    return `${alias}${field.name}${written === '' ? '' : `(${written})`}${this.#condition()}${selection}`;
  }

  #fragment(type: GraphQLCompositeType, depth: number): string {
    const selection = this.#selection(type, depth);
    if (!this.#chance.is(0.3)) return `... on ${type.name}${this.#condition()} ${selection}`;
    const name = `F${this.#fragments.length}`;
    this.#fragments.push(`fragment ${name} on ${type.name} ${selection}`);
    // Now and then twice: a fragment met again must add nothing.
    return `...${name}${this.#condition()}${this.#chance.is(0.2) ? ` ...${name}` : ''}`;
  }

  #condition(): string {
    if (!this.#chance.is(0.1)) return '';
    const directive = this.#chance.pick(['skip', 'include']);
    const value = this.#chance.is(0.4) ? this.#chance.is(0.5) : this.#variable('Boolean!', this.#chance.is(0.5));
    return ` @${directive}(if: ${value})`;
  }

  /** A literal, in which any part may be a variable, or a variable; now and then null, by default or left out. */
  #input(type: GraphQLInputType): string {
    if (this.#chance.is(0.35)) return this.#inputVariable(type);
    if (!isNonNullType(type) && this.#chance.is(0.06)) return 'null';
    return this.#literal(isNonNullType(type) ? type.ofType : type, 0);
  }

  #inputVariable(type: GraphQLInputType): string {
    const value = this.#inputValue(type, 0);
    if (isNonNullType(type)) return this.#variable(String(type), value);
    switch (this.#chance.below(6)) {
      case 0:
        return this.#variable(String(type), null);
      case 1:
        return this.#variable(String(type), undefined);
      case 2:
        return this.#variable(`${String(type)} = ${this.#constant(type)}`, undefined);
      default:
        return this.#variable(String(type), value);
    }
  }

  /** A literal without variables, as defaults have to be. */
  #constant(type: GraphQLInputType): string {
    return isEnumType(type) ? String(this.#inputValue(type, 0)) : isListType(type) ? '[]' : 'null';
  }

  #literal(type: GraphQLInputType, depth: number): string {
    const part = (inner: GraphQLInputType): string => {
      if (this.#chance.is(0.2)) return this.#variable(String(inner), this.#inputValue(inner, depth + 1));
      return this.#literal(isNonNullType(inner) ? inner.ofType : inner, depth + 1);
    };
    if (isListType(type)) {
      if (this.#chance.is(0.25))
        return this.#literal(isNonNullType(type.ofType) ? type.ofType.ofType : type.ofType, depth + 1);
      return `[${Array.from({ length: this.#chance.below(3) }, () => part(type.ofType)).join(', ')}]`;
    }
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter(
        (field) => isNonNullType(field.type) || (depth < 2 && this.#chance.is(0.4)),
      );
      return `{ ${fields.map((field) => `${field.name}: ${part(field.type)}`).join(', ')} }`;
    }
    if (isEnumType(type)) return String(this.#inputValue(type, depth));
    if (isNonNullType(type)) throw new Error('Promised types are unwrapped before');
    if (type.name === 'Json')
      return this.#chance.pick(['{ a: [1, { b: null }], "c": 2 }'.replace('"c"', 'c'), '"text"', '[1.5, true]', '7']);
    return JSON.stringify(this.#inputValue(type, depth));
  }

  #inputValue(type: GraphQLInputType, depth: number): unknown {
    if (isNonNullType(type)) return this.#inputValue(type.ofType, depth);
    if (isListType(type))
      return this.#chance.is(0.2) ? this.#inputValue(type.ofType, depth) : [this.#inputValue(type.ofType, depth)];
    if (isEnumType(type)) return this.#chance.pick(type.getValues()).name;
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter(
        (field) => isNonNullType(field.type) || (depth < 2 && this.#chance.is(0.4)),
      );
      return Object.fromEntries(fields.map((field) => [field.name, this.#inputValue(field.type, depth + 1)]));
    }
    switch (type.name) {
      case 'Int':
        return this.#chance.below(4);
      case 'Float':
        return this.#chance.pick([0.5, 2, -1.25]);
      case 'Boolean':
        return this.#chance.is(0.5);
      case 'Json':
        return this.#chance.pick([{ a: [1, null] }, 'text', [1.5], 7]);
      default:
        return this.#chance.pick(['x', 'USD', 'Product-1', 'Book-2', 'é "quoted" \\ 😀']);
    }
  }

  /** Defines a variable; one without a value is not sent. */
  #variable(type: string, value: unknown): string {
    const name = `v${this.#definitions.length}`;
    this.#definitions.push(`$${name}: ${type}`);
    if (value !== undefined) this.#variables[name] = value;
    return `$${name}`;
  }
}
