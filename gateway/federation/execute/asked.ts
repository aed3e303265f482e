// Whether the client asked for what stands at a place of the tree: plans fetch more than that, and an error of what nobody
// asked for and nothing needed is nobody's business.
import { getNamedType, isAbstractType, isCompositeType, isObjectType } from 'graphql';
import type { GraphQLCompositeType, GraphQLSchema, SelectionSetNode } from 'graphql';
import { hidingOf } from '../mask.ts';
import type { Mask } from '../mask.ts';
import { collectFields, isOfType } from '../operation.ts';
import type { Conditions, Operation } from '../operation.ts';
import type { AnswerPath } from '../subgraph.ts';
import { isTree, typenameOf } from './tree.ts';

/** Tells whether a place, in the tree's keys, is one that the client sees. Looked at only when something went wrong. */
export class Asked {
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

  /** Whether the client's selection leads to this place. */
  leadsTo(place: AnswerPath, root: unknown): boolean {
    const { operation, selectionSet } = this.#operation.definition;
    const type = this.#schema.getRootType(operation);
    return type ? this.#leads(type, [selectionSet], { place, value: root }) : false;
  }

  #leads(
    type: GraphQLCompositeType,
    selectionSets: readonly SelectionSetNode[],
    { place, value }: { readonly place: AnswerPath; readonly value: unknown },
  ): boolean {
    const [segment, ...rest] = place;
    if (segment === undefined) return true;
    if (typeof segment === 'number')
      return this.#leads(type, selectionSets, { place: rest, value: Array.isArray(value) ? value[segment] : null });
    const below = { place: rest, value: isTree(value) ? value[segment] : null };
    return this.#typesOf(type, value).some((one) => {
      const fields = collectFields(selectionSets, {
        fragments: this.#operation.fragments,
        conditions: this.#conditions,
        applies: (condition) => isOfType(this.#schema, one.name, condition),
      });
      for (const nodes of fields.values()) {
        const [{ name }] = nodes;
        const field = 'getFields' in one ? one.getFields()[name.value] : undefined;
        if (!field || this.#operation.keys.of(nodes[0]) !== segment) continue;
        if (hidingOf(this.#schema, this.#mask, one, name.value).kind !== 'visible') continue;
        const inner = getNamedType(field.type);
        const isLead = isCompositeType(inner)
          ? this.#leads(
              inner,
              nodes.flatMap((node) => node.selectionSet ?? []),
              below,
            )
          : true;
        if (isLead) return true;
      }
      return false;
    });
  }

  /** The type an object says it has; of a lost one all that it may have had. */
  #typesOf(type: GraphQLCompositeType, value: unknown): readonly GraphQLCompositeType[] {
    if (!isAbstractType(type)) return [type];
    const typename = isTree(value) ? typenameOf(value) : null;
    const exact = typename === null ? undefined : this.#schema.getType(typename);
    if (isObjectType(exact)) return [exact];
    return isTree(value) ? [type] : [type, ...this.#schema.getPossibleTypes(type)];
  }
}
