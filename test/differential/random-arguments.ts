// Arguments, variables and conditions of random queries.
import {
  getNamedType,
  getNullableType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import type { Chance } from '../federation/random.ts';
import { leftOutInputs, leftOutValues } from './known-differences.ts';
import type { DrawValue } from './random-values.ts';

/** The place behind some row of a root list, in the cursors of both sides. */
export interface KnownPlace {
  /** `Query.invoices`. */
  readonly coordinate: string;
  readonly filter: unknown;
  readonly cursor: string;
  readonly oracleCursor: string;
}

/** The arguments of one field. */
export interface WrittenArguments {
  readonly text: string;
  /** Rows that a list was asked for. */
  readonly first: number;
  /** The project that was asked for by id. */
  readonly projectId: string | null;
}

/** Where a field with arguments stands. */
export interface ArgumentSpot {
  /** `Type.field`. */
  readonly coordinate: string;
  readonly rowsMax: number;
  readonly projectId: string | null;
}

/** Rows that a page is asked for at most, when it says how many. */
const firstMax = 12;
/** Rows of a page that does not say. */
const firstByDefault = 50;

/** Writes arguments and collects the variables of one query. */
export class ArgumentWriter {
  readonly definitions: string[] = [];
  readonly variables: Record<string, unknown> = {};
  /** Variables that the oracle needs another value for: cursors. */
  readonly oracleVariables: Record<string, unknown> = {};
  readonly #chance: Chance;
  readonly #draw: DrawValue;
  readonly #places: readonly KnownPlace[];

  constructor(chance: Chance, draw: DrawValue, places: readonly KnownPlace[]) {
    this.#chance = chance;
    this.#draw = draw;
    this.#places = places;
  }

  /** `(first: 3, filter: $v0)`, or nothing. */
  arguments(field: GraphQLField<unknown, unknown>, spot: ArgumentSpot): WrittenArguments {
    const { coordinate } = spot;
    if (field.args.length === 0) return { text: '', first: 1, projectId: null };
    const known = this.#places.filter((place) => place.coordinate === coordinate);
    const place = known.length > 0 && this.#chance.is(0.25) ? this.#chance.pick(known) : null;
    const asksFirst = field.args.some(({ name }) => name === 'first');
    const first = asksFirst ? this.#first(spot.rowsMax) : { written: null, rows: 1 };
    let projectId: string | null = null;
    const parts = field.args.flatMap((argument) => {
      if (argument.name === 'first') return first.written === null ? [] : [`first: ${first.written}`];
      if (argument.name === 'after') return place === null ? [] : [`after: ${this.#cursor(place)}`];
      if (argument.name === 'filter' && place !== null) {
        return [`filter: ${this.#variable(String(argument.type), place.filter)}`];
      }
      if (!isNonNullType(argument.type) && !this.#chance.is(0.6)) return [];
      const value = this.#value(`${coordinate}.${argument.name}`, argument, spot);
      if (coordinate === 'Query.project' && typeof value === 'string') projectId = value;
      return [`${argument.name}: ${this.#input(argument, value)}`];
    });
    return { text: parts.length === 0 ? '' : `(${parts.join(', ')})`, first: first.rows, projectId };
  }

  /** A filter by chance, for lists that are read ahead. */
  filter(coordinate: string, argument: GraphQLArgument): unknown {
    return this.#value(`${coordinate}.filter`, argument, { coordinate, rowsMax: 1, projectId: null });
  }

  /** ` @skip(if: $v1)`, mostly nothing. */
  condition(): string {
    if (!this.#chance.is(0.06)) return '';
    const value = this.#chance.is(0.5);
    const written = this.#chance.is(0.4)
      ? String(value)
      : this.#chance.is(0.2)
        ? this.#defaulted('Boolean', value)
        : this.#variable('Boolean!', value);
    return ` @${this.#chance.pick(['skip', 'include'])}(if: ${written})`;
  }

  /** How many rows to ask for, and how that is written; null leaves it to the default. */
  #first(rowsMax: number): { readonly written: string | null; readonly rows: number } {
    if (rowsMax >= 30 && this.#chance.is(0.08)) {
      return { written: this.#chance.is(0.5) ? null : 'null', rows: firstByDefault };
    }
    const rows = 1 + this.#chance.below(Math.min(rowsMax, firstMax));
    if (this.#chance.is(0.2)) return { written: this.#variable('Int', rows), rows };
    return { written: this.#chance.is(0.1) ? this.#defaulted('Int', rows) : String(rows), rows };
  }

  #cursor({ cursor, oracleCursor }: KnownPlace): string {
    const name = this.#variable('String', cursor);
    this.oracleVariables[name.slice(1)] = oracleCursor;
    return name;
  }

  #value(coordinate: string, { type }: GraphQLArgument | GraphQLInputField, spot: ArgumentSpot): unknown {
    const bare = getNullableType(type);
    if (!isNonNullType(type) && this.#chance.is(0.04)) return null;
    if (isListType(bare)) return this.#some(bare.ofType);
    if (isEnumType(bare)) {
      const leftOut = leftOutValues[`${spot.coordinate} ${coordinate}`] ?? {};
      return this.#chance.pick(bare.getValues().filter(({ name }) => !(name in leftOut))).name;
    }
    if (!isInputObjectType(bare)) return this.#draw(coordinate, this.#chance);
    const all = Object.values(bare.getFields()).filter(({ name }) => !(`${bare.name}.${name}` in leftOutInputs));
    const fields = all.filter(() => this.#chance.is(1.6 / all.length));
    return Object.fromEntries(
      fields.map((field) => {
        // Time of one project may only be filtered by that project.
        const isOwn = coordinate === 'Project.timeEntries.filter' && field.name === 'projectId';
        return [field.name, isOwn ? spot.projectId : this.#value(`${bare.name}.${field.name}`, field, spot)];
      }),
    );
  }

  /** Some values of an enum, seldom none. */
  #some(type: GraphQLInputType): readonly string[] {
    const named = getNamedType(type);
    if (!isEnumType(named)) throw new Error(`Lists of ${String(type)} are not drawn yet`);
    const count = this.#chance.is(0.05) ? 0 : 1 + this.#chance.below(3);
    return Array.from({ length: count }, () => this.#chance.pick(named.getValues()).name);
  }

  /** A value as a variable or in the text; in a filter each field goes its own way. */
  #input({ type }: GraphQLArgument | GraphQLInputField, value: unknown): string {
    if (this.#chance.is(0.35)) return this.#variable(String(type), value);
    const bare = getNullableType(type);
    if (value === null) return 'null';
    if (isInputObjectType(bare)) {
      const fields = Object.entries(value as object).map(
        ([name, part]) => `${name}: ${this.#input(bare.getFields()[name]!, part)}`,
      );
      return `{${fields.join(', ')}}`;
    }
    if (Array.isArray(value)) return `[${value.join(', ')}]`;
    return isEnumType(bare) && typeof value === 'string' ? value : JSON.stringify(value);
  }

  #variable(type: string, value: unknown): string {
    const name = `v${this.definitions.length}`;
    this.definitions.push(`$${name}: ${type}`);
    this.variables[name] = value;
    return `$${name}`;
  }

  /** A variable with a default, whose value is not sent. */
  #defaulted(type: string, value: unknown): string {
    const name = `v${this.definitions.length}`;
    this.definitions.push(`$${name}: ${type} = ${String(value)}`);
    return `$${name}`;
  }
}
