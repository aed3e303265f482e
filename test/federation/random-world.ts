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
import { digest } from './random.ts';
import type { Chance } from './random.ts';
import { stamp } from './world.ts';
import type { World, WorldRecord } from './world.ts';

/** Records per entity type: few, so that the same one is met at many places. */
const recordsPerType = 4;

/** How often things go missing or wrong. */
export interface Hazards {
  readonly nullShare: number;
  readonly errorShare: number;
}

/** Makes the records of one world. */
export function randomWorld(
  schema: GraphQLSchema,
  documents: readonly DocumentNode[],
  chance: Chance,
  hazards: Hazards,
): World {
  return new Maker(schema, documents, chance, hazards).world();
}

class Maker {
  readonly #schema: GraphQLSchema;
  readonly #chance: Chance;
  readonly #hazards: Hazards;
  readonly #records = new Map<string, WorldRecord[]>();
  /** Coordinates that keys, @requires or a promise of one subgraph rest on: never null by chance, and they never fail. */
  readonly #relied = new Set<string>();
  readonly #requires = new Map<string, SelectionSetNode>();

  constructor(schema: GraphQLSchema, documents: readonly DocumentNode[], chance: Chance, hazards: Hazards) {
    this.#schema = schema;
    this.#chance = chance;
    this.#hazards = hazards;
    for (const document of documents) this.#readDirectives(document);
  }

  world(): World {
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
    return stamp({ Query: root, ...Object.fromEntries(this.#records) });
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
    if (isLeafType(getNamedType(field.type)) && typeof one === 'number')
      return (args: object) => one + digest(JSON.stringify(args));
    return (args: object) => (digest(JSON.stringify(args)) % 2 === 0 ? one : other);
  }

  #value(type: GraphQLOutputType, isRelied: boolean, label: string): unknown {
    if (isNonNullType(type)) return this.#value(type.ofType, true, label);
    if (!isRelied && this.#chance.is(this.#hazards.nullShare)) return null;
    if (isListType(type))
      return Array.from({ length: this.#chance.below(4) }, (_, index) =>
        this.#value(type.ofType, false, `${label} ${index}`),
      );
    if (isAbstractType(type)) return this.#object(this.#chance.pick(this.#schema.getPossibleTypes(type)));
    if (isObjectType(type)) return this.#object(type);
    if (isEnumType(type)) return this.#chance.pick(type.getValues()).name;
    return getNamedType(type).name === 'Int' ? this.#chance.below(1_000) : label;
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
    return digest(`${name} ${JSON.stringify(args)} ${readAll(this, needed)}`);
  };
}

function readAll(record: WorldRecord, fields: SelectionSetNode): string {
  const parts = fields.selections.map((field) => {
    if (field.kind !== Kind.FIELD) return '';
    const property = record[field.name.value];
    // In the monolith a required field may be a method; in a representation it is a value already.
    const args = Object.fromEntries(
      (field.arguments ?? []).map(({ name, value }) => [name.value, 'value' in value ? value.value : null]),
    );
    const value: unknown =
      typeof property === 'function' ? (property as (args: object) => unknown).call(record, args) : property;
    if (value === null || value === undefined) return 'null';
    return field.selectionSet ? `{${readAll(value as WorldRecord, field.selectionSet)}}` : JSON.stringify(value);
  });
  return parts.join();
}
