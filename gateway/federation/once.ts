// Planning what may be asked only once: a mutation's root field cannot be planned in pieces, for every piece would change
// something again. Leaves without a plan are put off instead: the one request brings the keys of the entities above them
// along, and they are fetched from there (stages.ts).
import { Kind } from 'graphql';
import type { DocumentNode, FieldNode, SelectionNode } from 'graphql';
import { clientKeyOf } from './operation.ts';
import { countLeaves, withLeaves, writeOutFragments } from './pieces.ts';
import type { PartPlans } from './pieces.ts';
import type { Stages } from './stages.ts';
import type { Step } from './steps.ts';

/** Leaves beyond which a mutation is given up: each costs a plan or two, and some end the planner's process. */
const leavesMax = 40;

/** Plans a root field whose whole has no plan; rejects with `reason` when putting leaves off does not help. */
export async function planOnce(document: DocumentNode, plans: PartPlans, reason: unknown): Promise<Step> {
  const whole = writeOutFragments(document);
  const count = whole ? countLeaves(whole) : 0;
  if (!whole || count < 1 || count > leavesMax) throw reason;
  const leaves = Array.from({ length: count }, (_, index) => withLeaves(whole, index, index + 1));
  const putOff = new Map<DocumentNode, Stages>();
  // First those that have no plan even alone; where each has one they disturb each other, and all that can are put off.
  for (const isHopeless of [true, false]) {
    for (const leaf of leaves) {
      if (putOff.has(leaf) || (isHopeless && (await plans.plan(leaf).catch(() => null)))) continue;
      const stages = await firstStages(leaf, plans);
      if (stages) putOff.set(leaf, stages);
      else if (isHopeless) throw reason;
    }
    if (putOff.size === 0) continue;
    const first = merged(leaves.map((leaf) => putOff.get(leaf)?.first ?? leaf));
    const step = await plans.plan(first).catch(() => null);
    if (step) return { kind: 'sequence', steps: [step, ...[...putOff.values()].flatMap(({ then }) => then)] };
  }
  throw reason;
}

/** The nearest entity above a leaf whose keys the root field can bring along. */
async function firstStages(leaf: DocumentNode, plans: PartPlans): Promise<Stages | null> {
  for await (const stages of plans.stages(leaf)) if (await plans.plan(stages.first).catch(() => null)) return stages;
  return null;
}

/** Documents of one operation as one, in which every root field stands once. */
function merged(documents: readonly DocumentNode[]): DocumentNode {
  const fields = new Map<string, FieldNode>();
  const others: SelectionNode[] = [];
  const operations = documents.flatMap(({ definitions }) =>
    definitions.flatMap((node) => (node.kind === Kind.OPERATION_DEFINITION ? [node] : [])),
  );
  for (const selection of operations.flatMap(({ selectionSet }) => selectionSet.selections)) {
    if (selection.kind !== Kind.FIELD) {
      others.push(selection);
      continue;
    }
    const known = fields.get(clientKeyOf(selection));
    const selections = [...(known?.selectionSet?.selections ?? []), ...(selection.selectionSet?.selections ?? [])];
    fields.set(clientKeyOf(selection), {
      ...selection,
      ...(selections.length > 0 ? { selectionSet: { kind: Kind.SELECTION_SET, selections } } : {}),
    });
  }
  const [operation] = operations;
  if (!operation) throw new Error('There is no operation to merge');
  const selectionSet = { kind: Kind.SELECTION_SET, selections: [...fields.values(), ...others] } as const;
  return { kind: Kind.DOCUMENT, definitions: [{ ...operation, selectionSet }] };
}
