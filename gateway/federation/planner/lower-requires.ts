// Plans around @requires where the planner cannot (README, limits): the document is planned with the inputs of such a field
// in its place, and the request for the field itself is added here, at the place and with the inputs that are then known.
import type { FlattenNodePathSegment, PlanNode, RequiresSelection } from '@graphql-hive/router-query-planner';
import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  print,
  stripIgnoredCharacters,
  visit,
} from 'graphql';
import type {
  DocumentNode,
  FieldNode,
  GraphQLCompositeType,
  GraphQLNamedType,
  GraphQLObjectType,
  GraphQLSchema,
  InlineFragmentNode,
  OperationDefinitionNode,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';
import { clientKeyOf } from '../operation.ts';
import { neededKey } from '../planned-keys.ts';
import { Joins } from './joins.ts';

/** A document that asks for inputs instead, and the requests to be made when it has been answered. */
export interface Lowered {
  readonly document: DocumentNode;
  readonly nodes: readonly PlanNode[];
}

/** A place in the answer: fields by their keys, and types. */
type Path = readonly FlattenNodePathSegment[];

/**
 * Replaces every @requires field by its inputs; the document's fragments must be written out. Null when there is no such
 * field, or one for which this is not enough.
 */
export function lowerRequires(schema: GraphQLSchema, document: DocumentNode): Lowered | null {
  const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  const root = operation && schema.getRootType(operation.operation);
  if (!root) return null;
  const lowering = new Lowering(schema, operation);
  try {
    const selectionSet = lowering.lower(operation.selectionSet, root, []);
    if (lowering.nodes.length === 0) return null;
    return { document: { ...document, definitions: [{ ...operation, selectionSet }] }, nodes: lowering.nodes };
  } catch (error) {
    if (error instanceof NoWay) return null;
    throw error;
  }
}

/** This simple way of planning does not lead there. */
class NoWay extends Error {}

class Lowering {
  readonly nodes: PlanNode[] = [];
  readonly #schema: GraphQLSchema;
  readonly #joins: Joins;
  readonly #operation: OperationDefinitionNode;
  readonly #made = new Set<string>();

  constructor(schema: GraphQLSchema, operation: OperationDefinitionNode) {
    this.#schema = schema;
    this.#joins = new Joins(schema);
    this.#operation = operation;
  }

  lower({ selections }: SelectionSetNode, type: GraphQLCompositeType, path: Path): SelectionSetNode {
    return selectionSet(selections.flatMap((selection) => this.#lowerOne(selection, type, path)));
  }

  #lowerOne(selection: SelectionNode, type: GraphQLCompositeType, path: Path): readonly SelectionNode[] {
    if (selection.kind === Kind.FRAGMENT_SPREAD) throw new NoWay('A fragment was not written out');
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const inner = this.#conditionOf(selection, type);
      const place = inner === type ? path : [...path, { TypeCondition: [inner.name] }];
      return [{ ...selection, selectionSet: this.lower(selection.selectionSet, inner, place) }];
    }
    const name = selection.name.value;
    const definition = 'getFields' in type ? type.getFields()[name] : undefined;
    if (!definition) return [selection];
    if (isObjectType(type) && this.#requires(type, name)) return this.#instead(selection, type, path);
    if (isAbstractType(type) && this.#schema.getPossibleTypes(type).some((one) => this.#requires(one, name)))
      return this.#perType(selection, type).flatMap((one) => this.#lowerOne(one, type, path));
    const inner = getNamedType(definition.type);
    if (!isCompositeType(inner) || !selection.selectionSet) return [selection];
    const place = [...path, { Field: clientKeyOf(selection) }];
    return [{ ...selection, selectionSet: this.lower(selection.selectionSet, inner, place) }];
  }

  /** Whether nobody answers the field without being told something first. */
  #requires(type: GraphQLObjectType, field: string): boolean {
    const owners = this.#joins.ownersOf(type.name, field);
    return owners.length > 0 && owners.every(({ requires }) => requires !== null);
  }

  /** The field's inputs and its entity's key, to be asked for in its place; the field itself is asked for later. */
  #instead(field: FieldNode, type: GraphQLObjectType, path: Path): readonly SelectionNode[] {
    const [owner] = this.#joins.ownersOf(type.name, field.name.value);
    const [key] = owner ? this.#joins.keysOf(owner.graph, type.name) : [];
    if (!owner?.requires || !key) throw new NoWay(`${type.name}.${field.name.value} has an owner that nobody can ask`);
    const inputs = owner.requires.selections.map((input) => forField(input, field));
    const needed = [...key.selections, ...inputs];
    const instead = this.lower(selectionSet([typename, ...needed]), type, path);
    this.#fetch({ graph: owner.graph, type, path }, needed, (later) => [
      this.#withLocal(field, type, { graph: owner.graph, path, later }),
    ]);
    return instead.selections;
  }

  /** Adds a request for more of an entity, and after it those for what its subgraph does not know. */
  #fetch({ graph, type, path }: Target, needed: readonly SelectionNode[], select: Select): void {
    const later: (() => void)[] = [];
    const asked = selectionSet(select(later));
    const variables = variablesIn(asked);
    const definitions = (this.#operation.variableDefinitions ?? []).filter(({ variable }) =>
      variables.has(variable.name.value),
    );
    const head = ['$representations:[_Any!]!', ...definitions.map((one) => print({ ...one, directives: [] }))].join(
      ',',
    );
    const entities = `{_entities(representations:$representations){...on ${type.name}${print(asked)}}}`;
    const operation = stripIgnoredCharacters(`query(${head})${entities}`);
    const requires = [
      { kind: 'InlineFragment', typeCondition: type.name, selections: this.#required(needed, type) },
    ] as const;
    const serviceName = this.#joins.subgraph(graph);
    const node: PlanNode = {
      kind: 'Flatten',
      path: [...path],
      node: {
        kind: 'Fetch',
        serviceName,
        operation,
        operationKind: 'query',
        variableUsages: [...variables],
        requires: [...requires],
      },
    };
    // One field asked for twice under one key is asked for once.
    const text = JSON.stringify(node);
    if (!this.#made.has(text)) this.nodes.push(node);
    this.#made.add(text);
    for (const next of later) next();
  }

  /** A representation's fields: read under the key they were asked under, sent under their own names. */
  #required(selections: readonly SelectionNode[], type: GraphQLCompositeType): RequiresSelection[] {
    const fields = selections.map((selection): RequiresSelection => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) throw new NoWay('A fragment was not written out');
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const inner = this.#conditionOf(selection, type);
        const parts = this.#required(selection.selectionSet.selections, inner);
        return { kind: 'InlineFragment', typeCondition: inner.name, selections: parts };
      }
      const inner = this.#typeOf(type, selection.name.value);
      const parts = isCompositeType(inner) ? this.#required(selection.selectionSet?.selections ?? [], inner) : [];
      return { kind: 'Field', name: clientKeyOf(selection), alias: selection.name.value, selections: parts };
    });
    // Of an object of many types a subgraph has to be told which it is.
    return isAbstractType(type) ? [{ kind: 'Field', name: '__typename' }, ...fields] : fields;
  }

  /** A field of a subgraph's own, with as much below it as the subgraph knows. */
  #withLocal(field: FieldNode, type: GraphQLCompositeType, at: At): FieldNode {
    const inner = this.#typeOf(type, field.name.value);
    if (!isCompositeType(inner) || !field.selectionSet) return field;
    const path = [...at.path, { Field: clientKeyOf(field) }];
    return { ...field, selectionSet: this.#local(field.selectionSet, inner, { ...at, path }) };
  }

  /** What a subgraph knows of a selection, with what it takes to ask others for the rest, which is put off till later. */
  #local({ selections }: SelectionSetNode, type: GraphQLCompositeType, at: At): SelectionSetNode {
    const known: SelectionNode[] = isAbstractType(type) ? [typename] : [];
    for (const selection of selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) throw new NoWay('A fragment was not written out');
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        known.push(...this.#localFragment(selection, type, at));
      } else if (selection.name.value === '__typename' || this.#isLocal(selection, type, at.graph)) {
        known.push(this.#withLocal(selection, type, at));
      } else if (!isObjectType(type)) {
        known.push(...this.#perType(selection, type).flatMap((one) => this.#localFragment(one, type, at)));
      } else {
        const { graph, key } = this.#wayOn(selection, type, at.graph);
        known.push(...key.selections);
        at.later.push(() =>
          this.#fetch({ graph, type, path: at.path }, key.selections, (later) => [
            this.#withLocal(selection, type, { graph, path: at.path, later }),
          ]),
        );
      }
    }
    return selectionSet(known.length === 0 ? [typename] : known);
  }

  #localFragment(fragment: InlineFragmentNode, type: GraphQLCompositeType, at: At): InlineFragmentNode[] {
    const inner = this.#conditionOf(fragment, type);
    if (this.#joins.defines(at.graph, inner.name)) {
      const path = inner === type ? at.path : [...at.path, { TypeCondition: [inner.name] }];
      return [{ ...fragment, selectionSet: this.#local(fragment.selectionSet, inner, { ...at, path }) }];
    }
    // A type that the subgraph does not know is none that it answers with.
    if (!isAbstractType(inner)) return [];
    return this.#perTypeOf(fragment.selectionSet.selections, inner).flatMap((one) =>
      this.#localFragment(one, type, at),
    );
  }

  #isLocal(field: FieldNode, type: GraphQLCompositeType, graph: string): boolean {
    const answers = (typename: string): boolean =>
      this.#joins.ownersOf(typename, field.name.value).some((one) => one.graph === graph && one.requires === null);
    if (!answers(type.name)) return false;
    const possible = isAbstractType(type) ? this.#schema.getPossibleTypes(type) : [];
    return possible.every((one) => !this.#joins.defines(graph, one.name) || answers(one.name));
  }

  /** A subgraph that knows a field of an entity, and a key by which this one can send the entity there. */
  #wayOn(field: FieldNode, type: GraphQLObjectType, from: string): { graph: string; key: SelectionSetNode } {
    const isKnown = (selection: SelectionNode): boolean =>
      selection.kind === Kind.FIELD && !selection.selectionSet && this.#isLocal(selection, type, from);
    for (const { graph, requires } of this.#joins.ownersOf(type.name, field.name.value)) {
      const key = this.#joins.keysOf(graph, type.name).find(({ selections }) => selections.every(isKnown));
      if (requires === null && key) return { graph, key };
    }
    throw new NoWay(`There is no short way from ${from} to ${type.name}.${field.name.value}`);
  }

  #perType(field: FieldNode, type: GraphQLCompositeType): InlineFragmentNode[] {
    return this.#perTypeOf([field], type);
  }

  /** The same selections for each of the types that an abstract one may stand for. */
  #perTypeOf(selections: readonly SelectionNode[], type: GraphQLCompositeType): InlineFragmentNode[] {
    if (!isAbstractType(type)) throw new NoWay(`${type.name} is one type`);
    return this.#schema.getPossibleTypes(type).map((one) => ({
      kind: Kind.INLINE_FRAGMENT,
      typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: one.name } },
      selectionSet: selectionSet(selections),
    }));
  }

  #conditionOf(fragment: InlineFragmentNode, type: GraphQLCompositeType): GraphQLCompositeType {
    const named = fragment.typeCondition && this.#schema.getType(fragment.typeCondition.name.value);
    return isCompositeType(named) ? named : type;
  }

  #typeOf(type: GraphQLCompositeType, field: string): GraphQLNamedType | null {
    const definition = isObjectType(type) || isInterfaceType(type) ? type.getFields()[field] : undefined;
    return definition ? getNamedType(definition.type) : null;
  }
}

/** Whom to ask for more of an entity, and where that is. */
interface Target {
  readonly graph: string;
  readonly type: GraphQLObjectType;
  readonly path: Path;
}

/** Where in a subgraph's answer we are, and what is to be asked of others once it is there. */
interface At {
  readonly graph: string;
  readonly path: Path;
  readonly later: (() => void)[];
}

type Select = (later: (() => void)[]) => readonly SelectionNode[];

const typename: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

function selectionSet(selections: readonly SelectionNode[]): SelectionSetNode {
  return { kind: Kind.SELECTION_SET, selections };
}

/** An input under a key that nobody else uses: the client may want the same field with other arguments. */
function forField(input: SelectionNode, { name }: FieldNode): SelectionNode {
  if (input.kind === Kind.FIELD)
    return { ...input, alias: { kind: Kind.NAME, value: neededKey(input.name.value, name.value) } };
  if (input.kind === Kind.FRAGMENT_SPREAD) throw new NoWay('@requires has no fragments of its own');
  const selections = input.selectionSet.selections.map((one) => forField(one, { kind: Kind.FIELD, name }));
  return { ...input, selectionSet: selectionSet(selections) };
}

function variablesIn(selections: SelectionSetNode): Set<string> {
  const names = new Set<string>();
  visit(selections, { Variable: (node) => void names.add(node.name.value) });
  return names;
}
