// A random world for a federated schema: records for every type, with nulls, errors, shared records and circles.
import {
  getNamedType,
  isAbstractType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  parse,
  valueFromASTUntyped,
  visit,
} from 'graphql';
import type {
  DocumentNode,
  FieldNode,
  GraphQLField,
  GraphQLObjectType,
  GraphQLOutputType,
  GraphQLSchema,
  SelectionSetNode,
} from 'graphql';
import { digest, stableText } from './random.ts';
import type { Chance } from './random.ts';
import type { Supergraph } from '../../gateway/federation/supergraph.ts';
import { stamp } from './world.ts';
import type { World, WorldRecord } from './world.ts';

/** Records per entity type: few, so that the same one is met at many places. */
const recordsPerType = 4;

/** How often things go missing or wrong. */
export interface Hazards {
  readonly nullShare: number;
  readonly errorShare: number;
}

/** A world, and what mutations did in it, in order. */
export interface RandomWorld {
  readonly world: World;
  readonly done: string[];
}

/** Makes the records of one world: values for all fields, hidden ones too, of the types that clients see. */
export function randomWorld(
  { fullSchema, apiSchema }: Pick<Supergraph, 'fullSchema' | 'apiSchema'>,
  documents: readonly DocumentNode[],
  chance: Chance,
  hazards: Hazards,
): RandomWorld {
  return new Maker(fullSchema, apiSchema, { documents, chance, hazards }).world();
}

class Maker {
  readonly #schema: GraphQLSchema;
  readonly #visible: GraphQLSchema;
  readonly #done: string[] = [];
  readonly #chance: Chance;
  readonly #hazards: Hazards;
  readonly #records = new Map<string, WorldRecord[]>();
  /** Coordinates that keys, @requires or a promise of one subgraph rest on: never null by chance, and they never fail. */
  readonly #relied = new Set<string>();
  readonly #requires = new Map<string, SelectionSetNode>();

  constructor(
    schema: GraphQLSchema,
    visible: GraphQLSchema,
    {
      documents,
      chance,
      hazards,
    }: { readonly documents: readonly DocumentNode[]; readonly chance: Chance; readonly hazards: Hazards },
  ) {
    this.#schema = schema;
    this.#visible = visible;
    this.#chance = chance;
    this.#hazards = hazards;
    for (const document of documents) this.#readDirectives(document);
  }

  world(): RandomWorld {
    for (const name of this.#entityNames()) {
      const records = Array.from({ length: recordsPerType }, (_, index): WorldRecord => ({
        __typename: name,
        id: `${name}-${index}`,
      }));
      this.#records.set(name, records);
    }
    for (const [name, records] of this.#records) {
      for (const record of records) this.#fill(this.#objectType(name), record);
    }
    const root: WorldRecord = {};
    this.#fill(this.#objectType('Query'), root);
    const mutations: WorldRecord = {};
    if (this.#schema.getMutationType()) this.#fillMutations(this.#objectType('Mutation'), mutations);
    const world = stamp({ Query: root, Mutation: mutations, ...Object.fromEntries(this.#records) });
    return { world, done: this.#done };
  }

  /** Mutations are noted in `done`, and the numbers they give depend on all that was done before. */
  #fillMutations(type: GraphQLObjectType, record: WorldRecord): void {
    for (const field of Object.values(type.getFields())) {
      const value = this.#property(type, { ...field, args: [] }, record);
      record[field.name] = (args: object) => {
        this.#done.push(`${field.name} ${stableText(args)}`);
        return typeof value === 'number' ? digest(this.#done.join()) : value;
      };
    }
  }

  #entityNames(): string[] {
    return Object.values(this.#schema.getTypeMap())
      .filter((type) => isObjectType(type) && 'id' in type.getFields() && !type.name.startsWith('__'))
      .map((type) => type.name);
  }

  #objectType(name: string): GraphQLObjectType {
    const type = this.#schema.getType(name);
    if (!isObjectType(type)) throw new Error(`${name} is not an object type`);
    return type;
  }

  #fill(type: GraphQLObjectType, record: WorldRecord): void {
    for (const field of Object.values(type.getFields())) {
      if (field.name in record) continue;
      const needed = this.#requires.get(`${type.name}.${field.name}`);
      record[field.name] = needed ? requiring(needed, field.name) : this.#property(type, field, record);
    }
  }

  /** A value, or a method that answers differently for different arguments. */
  #property(type: GraphQLObjectType, field: GraphQLField<unknown, unknown>, record: WorldRecord): unknown {
    const isRelied = this.#relied.has(`${type.name}.${field.name}`);
    if (!isRelied && this.#chance.is(this.#hazards.errorShare))
      return new Error(`no ${field.name} of ${String(record.id)}`);
    const one = this.#value(field.type, isRelied, `${String(record.id)} ${field.name}`);
    if (field.args.length === 0) return one;
    const other = this.#value(field.type, isRelied, `${String(record.id)} other ${field.name}`);
    // Whoever calls the method for a required value knows of no defaults.
    const defaults = Object.fromEntries(
      field.args.flatMap(({ name, defaultValue }) => (defaultValue === undefined ? [] : [[name, defaultValue]])),
    );
    const told = (args: object): number => digest(stableText({ ...defaults, ...args }));
    if (isLeafType(getNamedType(field.type)) && typeof one === 'number') return (args: object) => one + told(args);
    return (args: object) => (told(args) % 2 === 0 ? one : other);
  }

  #value(type: GraphQLOutputType, isRelied: boolean, label: string): unknown {
    if (isNonNullType(type)) return this.#value(type.ofType, true, label);
    if (!isRelied && this.#chance.is(this.#hazards.nullShare)) return null;
    if (isListType(type))
      return Array.from({ length: this.#chance.below(4) }, (_, index) =>
        this.#value(type.ofType, false, `${label} ${index}`),
      );
    if (isAbstractType(type)) {
      const visible = this.#visible.getType(type.name);
      const possible = this.#visible.getPossibleTypes(isAbstractType(visible) ? visible : type);
      return this.#object(this.#objectType(this.#chance.pick(possible).name));
    }
    if (isObjectType(type)) return this.#object(type);
    const visible = this.#visible.getType(type.name) ?? type;
    if (isEnumType(visible)) return this.#chance.pick(visible.getValues()).name;
    return this.#leaf(type.name, label);
  }

  #leaf(type: string, label: string): unknown {
    switch (type) {
      case 'Int':
        return this.#chance.below(1_000);
      case 'Float':
        return this.#chance.below(1_000) / 8;
      case 'Boolean':
        return this.#chance.is(0.5);
      case 'Json':
        return this.#chance.pick([{ label, deep: [1, null, { x: 'é' }] }, [label], label, 1.5, false]);
      default:
        return label;
    }
  }

  #object(type: GraphQLObjectType): WorldRecord {
    const records = this.#records.get(type.name);
    if (records) return this.#chance.pick(records);
    const value: WorldRecord = { __typename: type.name };
    this.#fill(type, value);
    return value;
  }

  #readDirectives(document: DocumentNode): void {
    visit(document, {
      ObjectTypeDefinition: (node) => {
        const type = this.#schema.getType(node.name.value);
        if (!isObjectType(type)) return;
        for (const key of fieldSets(node.directives, 'key')) this.#rely(type, key);
        for (const field of node.fields ?? []) {
          // Promised by one subgraph only: an error there would empty more than the whole graph says.
          const isNullableInWhole = !isNonNullType(type.getFields()[field.name.value]?.type);
          if (field.type.kind === Kind.NON_NULL_TYPE && isNullableInWhole) {
            this.#relied.add(`${type.name}.${field.name.value}`);
          }
          for (const needed of fieldSets(field.directives, 'requires')) {
            this.#requires.set(`${type.name}.${field.name.value}`, needed);
            this.#rely(type, needed);
          }
        }
      },
    });
  }

  #rely(type: GraphQLObjectType, fields: SelectionSetNode): void {
    for (const field of fields.selections) {
      if (field.kind !== Kind.FIELD) continue;
      this.#relied.add(`${type.name}.${field.name.value}`);
      const definition = type.getFields()[field.name.value];
      const inner: unknown = definition && this.#schema.getType(getNamedType(definition.type).name);
      if (isObjectType(inner) && field.selectionSet) this.#rely(inner, field.selectionSet);
    }
  }
}

type Directives = FieldNode['directives'];

function fieldSets(directives: Directives, name: string): SelectionSetNode[] {
  return (directives ?? [])
    .filter((directive) => directive.name.value === name)
    .map((directive) => directive.arguments?.find((argument) => argument.name.value === 'fields')?.value)
    .flatMap((value) => (value?.kind === Kind.STRING ? [`{ ${value.value} }`] : []))
    .flatMap((text) => parse(text).definitions)
    .flatMap((definition) => (definition.kind === Kind.OPERATION_DEFINITION ? [definition.selectionSet] : []));
}

/** A method whose result depends on every required value, and on nothing else but its arguments. */
function requiring(needed: SelectionSetNode, name: string) {
  return function (this: WorldRecord, args: object): number {
    return digest(`${name} ${stableText(args)} ${readAll(this, needed)}`);
  };
}

function readAll(record: WorldRecord, fields: SelectionSetNode): string {
  const parts = fields.selections.map((field) => {
    if (field.kind !== Kind.FIELD) return '';
    const property = record[field.name.value];
    // In the monolith a required field may be a method; in a representation it is a value already.
    const args = Object.fromEntries(
      (field.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]),
    );
    const value: unknown =
      typeof property === 'function' ? (property as (args: object) => unknown).call(record, args) : property;
    if (value === null || value === undefined) return 'null';
    return field.selectionSet ? `{${readAll(value as WorldRecord, field.selectionSet)}}` : JSON.stringify(value);
  });
  return parts.join();
}
