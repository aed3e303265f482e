// The part of an operation that subgraphs must answer: conditions decided, fields under keys of their own, hidden fields
// left out, and what the gateway knows by itself (the schema, the root's __typename) left out too. The planner sees
// nothing else.
import { getNamedType, GraphQLID, isAbstractType, Kind, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import type {
  ASTNode,
  DocumentNode,
  ExecutableDefinitionNode,
  FieldNode,
  FloatValueNode,
  FragmentDefinitionNode,
  GraphQLCompositeType,
  GraphQLInputType,
  GraphQLSchema,
  IntValueNode,
  NameNode,
  SelectionNode,
  ValueNode,
  VariableNode,
} from 'graphql';
import { hidingOf } from './mask.ts';
import type { Mask } from './mask.ts';
import { collectFields, isIncluded } from './operation.ts';
import type { Conditions, Operation } from './operation.ts';

/** What to plan, and which hidden fields the operation touched (as schema coordinates, sorted). */
export interface Specialised {
  /** Null when the gateway can answer the whole operation by itself. */
  readonly document: DocumentNode | null;
  readonly masked: readonly string[];
}

/** Decides an operation's conditions and takes out what no subgraph needs to be asked for. */
export function specialise(
  schema: GraphQLSchema,
  operation: Operation,
  conditions: Conditions,
  mask: Mask,
): Specialised {
  const reducer = new Reducer(schema, operation, conditions, mask);
  const root = reducer.reduce(operation.definition);
  const fragments = new Map<string, FragmentDefinitionNode>();
  const masked = new Set<string>(root.masked);
  // Only fragments that are still spread: one that a condition removed must neither be planned nor reported as masked.
  const pending = [...root.spreads];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    const fragment = operation.fragments.get(name);
    if (!fragment || fragments.has(name)) continue;
    const reduced = reducer.reduce(fragment);
    fragments.set(name, reduced.definition);
    pending.push(...reduced.spreads);
    reduced.masked.forEach((coordinate) => masked.add(coordinate));
  }
  const fields = collectFields([root.definition.selectionSet], { fragments, conditions, applies: () => true });
  const isAnyAsked = [...fields.values()].flat().some((field) => field.name.value !== '__typename');
  const document: DocumentNode = { kind: Kind.DOCUMENT, definitions: [root.definition, ...fragments.values()] };
  return { document: isAnyAsked ? document : null, masked: [...masked].sort() };
}

/** A definition after reduction, the fragments it still spreads, and the hidden fields it had. */
interface Reduced<D> {
  readonly definition: D;
  readonly spreads: readonly string[];
  readonly masked: readonly string[];
}

/** Also stands in a selection set from which everything was taken: `{}` is no GraphQL. */
const typenameField: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

class Reducer {
  readonly #schema: GraphQLSchema;
  readonly #operation: Operation;
  readonly #conditions: Conditions;
  readonly #mask: Mask;

  constructor(schema: GraphQLSchema, operation: Operation, conditions: Conditions, mask: Mask) {
    this.#schema = schema;
    this.#operation = operation;
    this.#conditions = conditions;
    this.#mask = mask;
  }

  reduce<D extends ExecutableDefinitionNode>(definition: D): Reduced<D> {
    const masked: string[] = [];
    const spreads: string[] = [];
    const typeInfo = new TypeInfo(this.#schema);
    const reduced: D = visit(
      definition,
      visitWithTypeInfo(typeInfo, {
        enter: (node): ASTNode | null | undefined => {
          if (node.kind === Kind.VARIABLE) return this.#underPlannedName(node);
          if (node.kind === Kind.INT) return readableByPlanner(node, typeInfo.getInputType());
          if (node.kind === Kind.FLOAT) return withoutExponent(node);
          if (!isSelection(node)) return undefined;
          if (!isIncluded(node, this.#conditions)) return null;
          const parent = typeInfo.getParentType();
          if (node.kind === Kind.FIELD) {
            const isAsked = parent ? this.#isAsked(node, parent, masked) : false;
            return isAsked ? this.#underPlannedKey(node) : null;
          }
          if (node.kind === Kind.FRAGMENT_SPREAD) spreads.push(node.name.value);
          return { ...node, directives: [] };
        },
        SelectionSet: {
          leave: (node) => {
            if (node.selections.length === 0) return { ...node, selections: [typenameField] };
            // A field may be hidden on some types of an interface only, so the answer must say which type it is.
            const isTypeNeeded = this.#mask.key !== '' && isAbstractType(typeInfo.getParentType());
            return isTypeNeeded ? { ...node, selections: [typenameField, ...node.selections] } : undefined;
          },
        },
      }),
    );
    return { definition: reduced, spreads, masked };
  }

  /** Whether a subgraph must be asked for a field; notes the hidden ones in `masked`. */
  #isAsked(field: FieldNode, parent: GraphQLCompositeType, masked: string[]): boolean {
    const name = field.name.value;
    if (name === '__schema' || name === '__type') return false;
    if (name === '__typename') return parent !== this.#schema.getRootType(this.#operation.definition.operation);
    const hiding = hidingOf(this.#schema, this.#mask, parent, name);
    if (hiding.kind !== 'visible') masked.push(...hiding.coordinates);
    return hiding.kind !== 'hidden';
  }

  #underPlannedName(node: VariableNode): VariableNode | undefined {
    const value = this.#operation.renamedVariables.get(node.name.value);
    return value === undefined ? undefined : { ...node, name: { kind: Kind.NAME, value } };
  }

  #underPlannedKey(field: FieldNode): FieldNode {
    const name = field.name.value;
    const { keys } = this.#operation;
    const key = name === '__typename' ? name : keys.of(field);
    const alias: NameNode | undefined = key === name ? undefined : { kind: Kind.NAME, value: key };
    return { ...field, directives: [], alias, arguments: keys.argumentsOf(field) };
  }
}

function isSelection(node: ASTNode): node is SelectionNode {
  return node.kind === Kind.FIELD || node.kind === Kind.INLINE_FRAGMENT || node.kind === Kind.FRAGMENT_SPREAD;
}

/** Whole numbers beyond 64 bits, and -0, are GraphQL, but not to the planner: an ID may as well be text, a number a fraction. */
function readableByPlanner(node: IntValueNode, type: GraphQLInputType | null | undefined): ValueNode | undefined {
  const { value } = node;
  const isHeld = BigInt.asIntN(64, BigInt(value)) === BigInt(value);
  if (isHeld && value !== '-0') return undefined;
  if (type && getNamedType(type) === GraphQLID) return { kind: Kind.STRING, value };
  return isHeld ? undefined : { kind: Kind.FLOAT, value: Number(value).toExponential() };
}

/** The planner refuses exponents that say nothing (`1.0e0`), so that numbers are written as short as they can be. */
function withoutExponent(node: FloatValueNode): ValueNode | undefined {
  const number = Number(node.value);
  if (!/e/i.test(node.value) || !Number.isFinite(number)) return undefined;
  const text = Object.is(number, -0) ? '-0' : String(number);
  return { kind: Kind.FLOAT, value: /[.e]/.test(text) ? text : `${text}.0` };
}
