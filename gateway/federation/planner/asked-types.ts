// Mends requests that leave out some of the types they are for: when what is asked of an @interfaceObject comes from
// fragments on different types, the planner may keep only one of these types in the list of those it asks for
// (`... on Film { rating } ... on Book { id }` asked for the ratings of books). The document says whose they are.
import { getNamedType, isAbstractType, isCompositeType, isObjectType, Kind } from 'graphql';
import type {
  DocumentNode,
  FragmentDefinitionNode,
  GraphQLObjectType,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql';
import { collectFields, isOfType } from '../operation.ts';
import type { PlaceSegment, Required } from '../steps.ts';
import { renamesType } from './part-batches.ts';
import type { UnreadBatch } from './part-batches.ts';

/** What a planned document asks for at its places, in the keys of the plan. */
export class AskedTypes {
  readonly #schema: GraphQLSchema;
  readonly #operation: OperationDefinitionNode | undefined;
  readonly #fragments = new Map<string, FragmentDefinitionNode>();

  constructor(schema: GraphQLSchema, document: DocumentNode) {
    this.#schema = schema;
    this.#operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
    for (const node of document.definitions)
      if (node.kind === Kind.FRAGMENT_DEFINITION) this.#fragments.set(node.name.value, node);
  }

  /** The batch with every type in it that is asked, at one of its places, for something that it fetches. */
  completed(batch: UnreadBatch, keysOf: () => readonly string[]): UnreadBatch {
    const [pattern] = batch.requires;
    if (pattern?.kind !== 'type' || !batch.representationRewrites.some(renamesType)) return batch;
    const keys = keysOf();
    const asking = new Set(batch.places.flatMap((place) => this.#typesAsking(place, keys)));
    const isCovered = (name: string): boolean =>
      batch.requires.some((required) => required.kind === 'type' && isOfType(this.#schema, name, required.name));
    const missing = [...asking].filter((name) => !isCovered(name));
    // The keys are the interface's, so every type has them.
    const added = missing.map((name): Required => ({ kind: 'type', name, selections: pattern.selections }));
    return added.length === 0 ? batch : { ...batch, requires: [...batch.requires, ...added] };
  }

  #typesAsking(place: readonly PlaceSegment[], keys: readonly string[]): string[] {
    const operation = this.#operation;
    const root = operation && this.#schema.getRootType(operation.operation);
    if (!root) return [];
    let spots: Spot[] = [{ type: root, selectionSets: [operation.selectionSet] }];
    for (const segment of place) {
      switch (segment.kind) {
        case 'items':
          break;
        case 'types':
          spots = spots.filter(({ type }) => segment.names.some((name) => isOfType(this.#schema, type.name, name)));
          break;
        case 'field':
          spots = spots.flatMap((spot) => this.#below(spot, segment.key));
      }
    }
    return spots.filter((spot) => keys.some((key) => this.#fieldsOf(spot).has(key))).map(({ type }) => type.name);
  }

  /** The object types behind a field, each with what is selected of it. */
  #below(spot: Spot, key: string): Spot[] {
    const nodes = this.#fieldsOf(spot).get(key);
    const field = nodes && spot.type.getFields()[nodes[0].name.value];
    const type = field && getNamedType(field.type);
    if (!isCompositeType(type)) return [];
    const possible = isAbstractType(type) ? this.#schema.getPossibleTypes(type) : isObjectType(type) ? [type] : [];
    const selectionSets = nodes?.flatMap((node) => node.selectionSet ?? []) ?? [];
    return possible.map((one) => ({ type: one, selectionSets }));
  }

  #fieldsOf({ type, selectionSets }: Spot): ReturnType<typeof collectFields> {
    return collectFields(selectionSets, {
      fragments: this.#fragments,
      conditions: new Map(),
      applies: (condition) => isOfType(this.#schema, type.name, condition),
    });
  }
}

/** An object type at a place, and what is selected of it there. */
interface Spot {
  readonly type: GraphQLObjectType;
  readonly selectionSets: readonly SelectionSetNode[];
}
