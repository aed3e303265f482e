// Planning in stages: one leaf that the planner gives up on is planned from the nearest entity above it, as if the query
// began there (planner/entity-roots.ts). What that plan must know of the entity, its keys, is asked for first. So the
// planner need not find a way that comes back to a subgraph or a type which it has been to already (README, limits).
import { getNamedType, isAbstractType, isListType, isNonNullType, isObjectType, Kind } from 'graphql';
import type {
  DocumentNode,
  FieldNode,
  GraphQLObjectType,
  GraphQLOutputType,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';
import { isOfType } from './operation.ts';
import type { EntityBatch, PlaceSegment, Step } from './steps.ts';

/** A leaf cut off the rest of its operation. */
export interface Stages {
  /** What has to be asked for first: the way to the entity, and its keys. */
  readonly first: DocumentNode;
  /** What is done then. */
  readonly then: readonly Step[];
}

/** A plan that begins at an entity. */
export interface RootedPlan {
  /** What it must know of the entity. */
  readonly needs: SelectionSetNode;
  readonly steps: readonly Step[];
}

/** Plans what is asked of entities of one type; null when there is no way from their keys. */
export type PlanFromEntity = (
  typename: string,
  selectionSet: SelectionSetNode,
  operation: OperationDefinitionNode,
) => Promise<RootedPlan | null>;

/** Cuts a document of one leaf at the entities above it, the nearest first. */
export async function* stagesOf(
  schema: GraphQLSchema,
  leaf: DocumentNode,
  plan: PlanFromEntity,
): AsyncGenerator<Stages> {
  const [operation] = leaf.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return;
  for (const cut of cutsOf(schema, operation).reverse()) {
    const stages = await stagesAt(cut, operation, plan);
    if (stages) yield stages;
  }
}

/** A field on the way to the leaf, with the objects that may lie behind it as far as the leaf is asked of them. */
interface Cut {
  readonly way: readonly FieldNode[];
  readonly place: readonly PlaceSegment[];
  readonly isAbstract: boolean;
  readonly types: readonly GraphQLObjectType[];
  readonly below: SelectionSetNode;
  /** The fragments on the way to each field, so that only objects of these types are gone into. */
  readonly conditions: readonly (string | null)[];
}

function cutsOf(schema: GraphQLSchema, operation: OperationDefinitionNode): Cut[] {
  const root = schema.getRootType(operation.operation);
  const cuts: Cut[] = [];
  let at = root ? narrowed(schema, [root], operation.selectionSet) : null;
  let before: Pick<Cut, 'way' | 'place' | 'conditions'> = { way: [], place: [], conditions: [] };
  while (at) {
    const { field, types, condition } = at;
    if (!field?.selectionSet) return cuts;
    const parent = types.find((type) => field.name.value in type.getFields());
    const type = parent?.getFields()[field.name.value]?.type;
    const inner = type && getNamedType(type);
    if (!type || !inner) return cuts;
    const isAbstract = isAbstractType(inner);
    const possible = isAbstract ? schema.getPossibleTypes(inner) : isObjectType(inner) ? [inner] : [];
    at = narrowed(schema, possible, field.selectionSet);
    if (!at) return cuts;
    const segment: PlaceSegment = { kind: 'field', key: (field.alias ?? field.name).value };
    const place = [...before.place, segment, ...(isAnyList(type) ? [{ kind: 'items' } as const] : [])];
    const way = [...before.way, field];
    const conditions = [...before.conditions, condition];
    cuts.push({ way, place, conditions, isAbstract, types: at.types, below: at.selectionSet });
    const names = at.types.map(({ name }) => name);
    before = { way, conditions, place: isAbstract ? [...place, { kind: 'types', names }] : place };
  }
  return cuts;
}

function isAnyList(type: GraphQLOutputType): boolean {
  if (isNonNullType(type)) return isAnyList(type.ofType);
  return isListType(type);
}

interface Narrowed {
  readonly types: readonly GraphQLObjectType[];
  readonly selectionSet: SelectionSetNode;
  readonly field: FieldNode | null;
  readonly condition: string | null;
}

/** Goes through the fragments around the only field; null when there is no such field. */
function narrowed(
  schema: GraphQLSchema,
  possible: readonly GraphQLObjectType[],
  selectionSet: SelectionSetNode,
): Narrowed | null {
  let types = possible;
  let inner = selectionSet;
  let condition: string | null = null;
  for (;;) {
    const [only, ...others] = inner.selections;
    if (!only || others.length > 0 || only.kind === Kind.FRAGMENT_SPREAD) return null;
    if (only.kind === Kind.FIELD) return { types, selectionSet: inner, field: only, condition };
    const name = only.typeCondition?.name.value;
    if (name !== undefined) {
      types = types.filter((type) => isOfType(schema, type.name, name));
      condition = name;
    }
    inner = only.selectionSet;
  }
}

async function stagesAt(cut: Cut, operation: OperationDefinitionNode, plan: PlanFromEntity): Promise<Stages | null> {
  const asked: SelectionNode[] = [typenameField];
  const then: Step[] = [];
  for (const { name } of cut.types) {
    const rooted = await plan(name, cut.below, operation);
    if (!rooted) return null;
    asked.push(inlineFragment(name, rooted.needs));
    const place = cut.isAbstract ? [...cut.place, { kind: 'types', names: [name] } as const] : cut.place;
    then.push(...rooted.steps.map((step) => moved(step, place)));
  }
  if (then.length === 0) return null;
  const selectionSet = wayTo(cut, { kind: Kind.SELECTION_SET, selections: asked });
  return { first: { kind: Kind.DOCUMENT, definitions: [{ ...operation, selectionSet }] }, then };
}

const typenameField: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

function inlineFragment(typename: string, selectionSet: SelectionSetNode): SelectionNode {
  const typeCondition = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: typename } } as const;
  return { kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet };
}

function wayTo({ way, conditions }: Cut, end: SelectionSetNode): SelectionSetNode {
  return way.reduceRight<SelectionSetNode>((selectionSet, field, index) => {
    const set: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: [{ ...field, selectionSet }] };
    const condition = conditions[index];
    const isPlain = condition === null || condition === undefined;
    return isPlain ? set : { kind: Kind.SELECTION_SET, selections: [inlineFragment(condition, set)] };
  }, end);
}

/** A step that began at an entity root, beginning at the entity's place. */
function moved(step: Step, place: readonly PlaceSegment[]): Step {
  switch (step.kind) {
    case 'sequence':
    case 'parallel':
      return { kind: step.kind, steps: step.steps.map((one) => moved(one, place)) };
    case 'entity-fetch': {
      const batches = step.batches.map((batch): EntityBatch => ({
        ...batch,
        places: batch.places.map(([, ...rest]) => [...place, ...rest]),
      }));
      return { ...step, batches };
    }
    case 'root-fetch':
    case 'serial':
      throw new Error(`A plan that begins at an entity has a ${step.kind}`);
  }
}
