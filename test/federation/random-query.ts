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
  readonly #fragments: string[] = [];
  readonly #definitions: string[] = [];
  readonly #variables: Record<string, unknown> = {};

  constructor(schema: GraphQLSchema, chance: Chance) {
    this.#schema = schema;
    this.#chance = chance;
  }

  query(): RandomQuery {
    const root = this.#schema.getQueryType();
    if (!root) throw new Error('The schema has no Query');
    const selection = this.#selection(root, depthMax);
    const definitions = this.#definitions.length > 0 ? `(${this.#definitions.join(', ')})` : '';
    return { text: [`query${definitions} ${selection}`, ...this.#fragments].join('\n'), variables: this.#variables };
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
    const written = args.map((argument) => `${argument.name}: ${this.#input(argument.type)}`).join(', ');
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

  #input(type: GraphQLInputType): string {
    if (this.#chance.is(0.35)) return this.#variable(String(type), this.#inputValue(type));
    return literal(this.#inputValue(type), type);
  }

  #inputValue(type: GraphQLInputType): unknown {
    if (isNonNullType(type)) return this.#inputValue(type.ofType);
    if (isListType(type)) return [this.#inputValue(type.ofType)];
    if (isEnumType(type)) return this.#chance.pick(type.getValues()).name;
    if (isInputObjectType(type)) throw new Error('Input objects are tested by hand');
    if (type.name === 'Int') return this.#chance.below(4);
    return this.#chance.pick(['x', 'USD', 'Product-1', 'Book-2']);
  }

  #variable(type: string, value: unknown): string {
    const name = `v${this.#definitions.length}`;
    this.#definitions.push(`$${name}: ${type}`);
    this.#variables[name] = value;
    return `$${name}`;
  }
}

function literal(value: unknown, type: GraphQLInputType): string {
  return isEnumType(getNamedType(type)) ? String(value) : JSON.stringify(value);
}
