// Random valid queries over the public graph: aliases, fragments, variables, conditions, arguments and filters with values of
// the firm. Fields that were asked for least are asked for most, so that a thousand queries meet every field.
import {
  type DocumentNode,
  getNamedType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  isObjectType,
  parse,
  validate,
} from 'graphql';
import type { Chance } from '../federation/random.ts';
import { ArgumentWriter, type KnownPlace } from './random-arguments.ts';
import type { DrawValue } from './random-values.ts';
import { ResponseKeys } from './response-keys.ts';
import { rowsOf } from './row-estimates.ts';

/** A query with its variables; cursors are each side's own. */
export interface RandomQuery {
  readonly text: string;
  readonly document: DocumentNode;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly oracleVariables: Readonly<Record<string, unknown>>;
}

/** What a generator draws from. */
export interface Source {
  readonly schema: GraphQLSchema;
  readonly draw: DrawValue;
  readonly places: readonly KnownPlace[];
  /** Fields left out, by `Type.field`, with the reason. */
  readonly leftOut: Readonly<Record<string, string>>;
}

/** Levels of objects: deep enough for customers → edges → node → contracts → lines → obligation. */
const depthMax = 7;
/** Objects one query may come to, estimated: larger answers take too long for a thousand of them. */
const objectsMax = 240;
/** Rows of one page take at most this part of them, so that something is left for what hangs on the rows. */
const pageShare = 8;
/** Fields that mostly lead to nothing: they are asked for more often, so that what is below them is met at all. */
const fruitless: ReadonlySet<string> = new Set([
  'Project.financials',
  'FinancialPosition.differences',
  'Project.resourceRequests',
  'Invoice.dispute',
]);
/** Aliases, some of them names of fields that a plan may need for itself. */
const aliases = ['a', 'b', 'id', 'name', 'node', 'amount', 'currency', 'code', '__x'];

/** Draws queries; each call is the next one. */
export function createGenerator(source: Source): (chance: Chance) => RandomQuery {
  const asked = new Map<string, number>();
  return (chance) => {
    const query = new QueryWriter(source, asked, chance).query();
    const [error] = validate(source.schema, query.document);
    if (error) throw new Error(`The generator wrote an invalid query: ${error.message}\n${query.text}`);
    return query;
  };
}

type Field = GraphQLField<unknown, unknown>;

/** Where a selection is written. */
interface Spot {
  readonly keys: ResponseKeys;
  readonly depth: number;
  /** Objects of this selection in the answer, estimated. */
  readonly rows: number;
  /** The project all this is about, when its id was asked for. */
  readonly projectId: string | null;
}

class QueryWriter {
  readonly #source: Source;
  readonly #asked: Map<string, number>;
  readonly #chance: Chance;
  readonly #arguments: ArgumentWriter;
  readonly #fragments: string[] = [];
  #objects = 0;

  constructor(source: Source, asked: Map<string, number>, chance: Chance) {
    this.#source = source;
    this.#asked = asked;
    this.#chance = chance;
    this.#arguments = new ArgumentWriter(chance, source.draw, source.places);
  }

  query(): RandomQuery {
    const root = this.#source.schema.getQueryType()!;
    const spot = { keys: new ResponseKeys(), depth: 0, rows: 1, projectId: null };
    const selection = this.#selection(root, spot, 1 + this.#chance.below(3));
    const { definitions, variables, oracleVariables } = this.#arguments;
    const text = [
      `query Random${definitions.length > 0 ? `(${definitions.join(', ')})` : ''} ${selection}`,
      ...this.#fragments,
    ].join('\n');
    return { text, document: parse(text), variables, oracleVariables: { ...variables, ...oracleVariables } };
  }

  #selection(type: GraphQLObjectType, spot: Spot, wanted = 1 + this.#chance.below(6)): string {
    this.#objects += spot.rows;
    const parts = this.#chance.is(0.1) ? [this.#typename(spot)] : [];
    const fields = Object.values(type.getFields()).filter((field) => this.#isPossible(type, field, spot));
    for (let count = 0; count < wanted && fields.length > 0; count += 1) {
      const field = this.#leastAsked(type, fields);
      const isLarge = isObjectType(getNamedType(field.type)) && this.#isFull();
      // A leaf twice is allowed and seldom worth it.
      const isThere = spot.keys.has(field.name) && !this.#chance.is(0.1);
      if (!isLarge && !isThere) parts.push(this.#field(type, field, spot));
    }
    if (spot.depth > 0 && this.#chance.is(0.12) && !this.#isFull()) parts.push(this.#fragment(type, spot));
    return `{ ${parts.length > 0 ? parts.join(' ') : this.#typename(spot)} }`;
  }

  #isFull(): boolean {
    return this.#objects >= objectsMax;
  }

  #isPossible(type: GraphQLObjectType, field: Field, spot: Spot): boolean {
    const coordinate = `${type.name}.${field.name}`;
    if (coordinate in this.#source.leftOut) return false;
    if (!isObjectType(getNamedType(field.type))) return true;
    return spot.depth < depthMax && spot.rows * rowsOf(coordinate) <= objectsMax;
  }

  /** Of two drawn, the one that was asked for less often wins. */
  #leastAsked(type: GraphQLObjectType, fields: readonly Field[]): Field {
    const [one, other] = [this.#chance.pick(fields), this.#chance.pick(fields)];
    const count = ({ name }: Field): number => this.#asked.get(`${type.name}.${name}`) ?? 0;
    const least = count(one) <= count(other) ? one : other;
    this.#asked.set(
      `${type.name}.${least.name}`,
      count(least) + (fruitless.has(`${type.name}.${least.name}`) ? 0.2 : 1),
    );
    return least;
  }

  #field(type: GraphQLObjectType, field: Field, spot: Spot): string {
    const coordinate = `${type.name}.${field.name}`;
    const inner = getNamedType(field.type);
    const rowsMax = Math.max(1, Math.floor(objectsMax / pageShare / spot.rows));
    const { text, first, projectId } = this.#arguments.arguments(field, { ...spot, coordinate, rowsMax });
    const call = `${field.name}${text}`;
    const key = spot.keys.take(this.#chance.is(0.2) ? this.#chance.pick(aliases) : field.name, call);
    const head = `${key === field.name ? '' : `${key}: `}${call}`;
    const condition = this.#arguments.condition();
    if (!isObjectType(inner)) return head + condition;
    const below: Spot = {
      keys: spot.keys.under(key),
      depth: spot.depth + 1,
      rows: spot.rows * rowsOf(coordinate, first),
      projectId: projectId ?? (inner.name === 'Project' ? null : spot.projectId),
    };
    const selection = (): string =>
      inner.name.endsWith('Connection')
        ? this.#connection(inner, { ...below, rows: spot.rows * first })
        : this.#selection(inner, below);
    const whole = `${head}${condition} ${selection()}`;
    // Now and then once more under the same key: the two selections must come out as one.
    return this.#chance.is(0.05) && !this.#isFull() ? `${whole} ${head}${condition} ${selection()}` : whole;
  }

  /** Rows are what connections are for; the other fields come now and then. */
  #connection(type: GraphQLObjectType, spot: Spot): string {
    const [edge, page] = [this.#typeOf(type, 'edges'), this.#typeOf(type, 'pageInfo')];
    const under = (...path: readonly string[]): ResponseKeys => path.reduce((keys, key) => keys.under(key), spot.keys);
    const node = (): string => this.#selection(this.#typeOf(edge, 'node'), { ...spot, keys: under('edges', 'node') });
    const parts = [
      ...(this.#chance.is(0.9) ? [`edges { ${this.#chance.is(0.2) ? 'cursor ' : ''}node ${node()} }`] : []),
      ...(this.#chance.is(0.3)
        ? [`pageInfo ${this.#selection(page, { ...spot, rows: 1, keys: under('pageInfo') })}`]
        : []),
      ...(this.#chance.is(0.4) ? ['totalCount'] : []),
    ];
    return `{ ${parts.length > 0 ? parts.join(' ') : 'totalCount'} }`;
  }

  #typeOf(type: GraphQLObjectType, field: string): GraphQLObjectType {
    return getNamedType(type.getFields()[field]!.type) as GraphQLObjectType;
  }

  #typename(spot: Spot): string {
    const key = spot.keys.take(this.#chance.is(0.3) ? 'kind' : '__typename', '__typename');
    return key === '__typename' ? key : `${key}: __typename`;
  }

  #fragment(type: GraphQLObjectType, spot: Spot): string {
    const selection = this.#selection(type, { ...spot, depth: spot.depth + 1 });
    const condition = this.#arguments.condition();
    if (this.#chance.is(0.6)) return `...${this.#chance.is(0.3) ? '' : ` on ${type.name}`}${condition} ${selection}`;
    const name = `F${this.#fragments.length}`;
    this.#fragments.push(`fragment ${name} on ${type.name} ${selection}`);
    // Sometimes twice: a fragment met again must add nothing.
    return `...${name}${condition}${this.#chance.is(0.2) ? ` ...${name}` : ''}`;
  }
}
