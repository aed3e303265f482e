// Mutations one after the other: GraphQL lets the next root field start only when the one before is done, reads below it
// included, and starts none after a null that travelled up to the root. The planner knows neither, so it is given one
// root field at a time.
import { getNamedType, isListType, isLeafType, isNonNullType, isObjectType, Kind } from 'graphql';
import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLObjectType,
  GraphQLOutputType,
  GraphQLSchema,
  OperationDefinitionNode,
} from 'graphql';
import { Failure } from './execute/failure.ts';
import { clientKeyOf, collectFields, isOfType } from './operation.ts';
import type { SelectionReader } from './operation.ts';
import type { RootFetch, SerialStep, Step, Turn } from './steps.ts';

/** Plans a part of a mutation. */
type PlanPart = (part: DocumentNode) => Promise<Step>;

/** Root fields that run in one go, with the document that asks for nothing else. */
interface Part {
  readonly fields: readonly (readonly FieldNode[])[];
  readonly step: Step;
}

/** Plans a mutation root field by root field; neighbours that are one request each to one subgraph become one request. */
export async function planMutation(schema: GraphQLSchema, document: DocumentNode, plan: PlanPart): Promise<Step> {
  const mutation = new Mutation(schema, document);
  const parts: Part[] = [];
  for (const field of mutation.fields) {
    const part: Part = { fields: [field], step: await plan(mutation.documentOf([field])) };
    const before = parts.at(-1);
    const together = before && (await joined(mutation, [before, part], plan));
    if (together) parts.splice(-1, 1, together);
    else parts.push(part);
  }
  const [only, ...others] = parts;
  if (only && others.length === 0) return only.step;
  return { kind: 'serial', turns: parts.map((part) => mutation.turnOf(part)) } satisfies SerialStep;
}

/** Two parts as one request, or null: a subgraph runs its own root fields in order and stops as we would. */
async function joined(mutation: Mutation, [one, other]: readonly [Part, Part], plan: PlanPart): Promise<Part | null> {
  if (!isOneRequest(one.step) || !isOneRequest(other.step)) return null;
  if (one.step.operation.subgraph !== other.step.operation.subgraph) return null;
  const fields = [...one.fields, ...other.fields];
  const step = await plan(mutation.documentOf(fields));
  return isOneRequest(step) ? { fields, step } : null;
}

function isOneRequest(step: Step): step is RootFetch {
  return step.kind === 'root-fetch';
}

class Mutation {
  /** The root fields by response key, fragments followed, in the client's order. */
  readonly fields: readonly (readonly FieldNode[])[];
  readonly #schema: GraphQLSchema;
  readonly #definition: OperationDefinitionNode;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #root: GraphQLObjectType;

  constructor(schema: GraphQLSchema, document: DocumentNode) {
    const root = schema.getMutationType();
    const definition = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
    if (!root || !definition) throw new Error('A mutation was planned for a schema that has none');
    this.#schema = schema;
    this.#root = root;
    this.#definition = definition;
    this.#fragments = new Map(
      document.definitions.flatMap((node) =>
        node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [],
      ),
    );
    this.fields = [...collectFields([definition.selectionSet], this.#reader(root.name)).values()];
  }

  documentOf(fields: readonly (readonly FieldNode[])[]): DocumentNode {
    const selectionSet = { kind: Kind.SELECTION_SET, selections: fields.flat() } as const;
    return {
      kind: Kind.DOCUMENT,
      definitions: [{ ...this.#definition, selectionSet }, ...this.#fragments.values()],
    };
  }

  turnOf({ fields, step }: Part): Turn {
    return { step, endsOperation: (root) => fields.some((nodes) => this.#isLostIn(this.#root, nodes, root)) };
  }

  /** Whether a field that promises a value has none, so that its object is lost with it. */
  #isLostIn(parent: GraphQLObjectType, nodes: readonly FieldNode[], tree: Readonly<Record<string, unknown>>): boolean {
    const [node] = nodes;
    if (!node) return false;
    const type = parent.getFields()[node.name.value]?.type; // none for __typename, which never fails
    return type !== undefined && isNonNullType(type) && this.#isNull(type, nodes, tree[clientKeyOf(node)]);
  }

  /** Whether a value will be null in the answer: it is none, or a null below it travels up to it. */
  #isNull(type: GraphQLOutputType, nodes: readonly FieldNode[], value: unknown): boolean {
    if (isNonNullType(type)) return this.#isNull(type.ofType, nodes, value);
    if (value === null || value === undefined || value instanceof Failure) return true;
    if (isListType(type)) {
      const { ofType } = type;
      return isNonNullType(ofType) && Array.isArray(value) && value.some((item) => this.#isNull(ofType, nodes, item));
    }
    if (typeof value !== 'object' || isLeafType(getNamedType(type))) return false;
    const tree = value as Readonly<Record<string, unknown>>;
    const concrete = isObjectType(type) ? type : this.#schema.getType(String(tree.__typename));
    if (!isObjectType(concrete)) return false; // of an unknown type nothing is promised
    const fields = collectFields(
      nodes.flatMap((node) => node.selectionSet ?? []),
      this.#reader(concrete.name),
    );
    return [...fields.values()].some((own) => this.#isLostIn(concrete, own, tree));
  }

  #reader(typename: string): SelectionReader {
    return {
      fragments: this.#fragments,
      conditions: new Map(),
      applies: (condition) => isOfType(this.#schema, typename, condition),
    };
  }
}
