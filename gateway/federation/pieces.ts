// Planning in pieces: what the planner gives up on as a whole it mostly plans in parts, for it stumbles over certain
// fields beside each other (README, limits). A query's leaves are halved until every part has a plan; the parts are
// carried out one after the other, and their answers meet in one tree.
import { Kind, visit } from 'graphql';
import type { DocumentNode, FragmentDefinitionNode, InlineFragmentNode } from 'graphql';
import type { Stages } from './stages.ts';
import type { Step } from './steps.ts';

/** Plans tried for one query: each costs about a millisecond, or 100 when it ends the planner's process. */
const attemptsMax = 40;
/** Leaves beyond which a query is not taken apart: fragments in fragments grow fast when they are written out. */
const leavesMax = 1_000;

/** Plans one part; rejects when the planner gives up. */
export type PlanPart = (part: DocumentNode) => Promise<Step>;

/** How parts are planned: as they are, and, one leaf at a time, in stages. */
export interface PartPlans {
  readonly plan: PlanPart;
  stages(leaf: DocumentNode): AsyncIterable<Stages>;
}

/** Plans a query part by part; rejects with `reason` when some part has no plan even alone, or too many are needed. */
export async function planInPieces(document: DocumentNode, plans: PartPlans, reason: unknown): Promise<Step> {
  const whole = writeOutFragments(document);
  const leaves = whole ? countLeaves(whole) : 0;
  if (!whole || leaves < 1) throw reason;
  const steps: Step[] = [];
  // Depth first and from the left, so that the client's order is kept.
  const pending: [from: number, to: number][] = [[0, leaves]];
  if (leaves > 1) pending.splice(0, 1, ...halves(0, leaves).reverse());
  for (let attempt = 0; pending.length > 0; attempt += 1) {
    const [from, to] = pending.pop() ?? [0, 0];
    if (attempt >= attemptsMax) throw reason;
    const part = withLeaves(whole, from, to);
    const isLeaf = to - from === 1;
    const step = leaves > 1 ? await plans.plan(part).catch(() => null) : null; // a leaf alone was tried already
    const planned = step ?? (isLeaf ? await planInStages(part, plans) : null);
    if (planned) steps.push(planned);
    else if (isLeaf) throw reason;
    else pending.push(...halves(from, to).reverse());
  }
  return { kind: 'sequence', steps };
}

/** Stages within stages beyond which a leaf is given up. */
const stagesMax = 3;

/** Plans one leaf in stages; null when no cut helps. */
async function planInStages(leaf: DocumentNode, plans: PartPlans, depth = 1): Promise<Step | null> {
  for await (const { first, then } of plans.stages(leaf)) {
    const step = await plans.plan(first).catch(() => null);
    if (step) return { kind: 'sequence', steps: [step, ...then] };
    if (depth >= stagesMax) continue;
    // The keys may need stages of their own.
    const before = await planKeysInStages(first, plans, depth + 1);
    if (before) return { kind: 'sequence', steps: [before, ...then] };
  }
  return null;
}

async function planKeysInStages(document: DocumentNode, plans: PartPlans, depth: number): Promise<Step | null> {
  const leaves = countLeaves(document);
  const steps: Step[] = [];
  for (let leaf = 0; leaf < leaves; leaf += 1) {
    const part = withLeaves(document, leaf, leaf + 1);
    const step = (await plans.plan(part).catch(() => null)) ?? (await planInStages(part, plans, depth));
    if (!step) return null;
    steps.push(step);
  }
  return { kind: 'sequence', steps };
}

function halves(from: number, to: number): [number, number][] {
  const middle = (from + to) >> 1;
  return [
    [from, middle],
    [middle, to],
  ];
}

/** The document with every spread as an inline fragment; null when that is too large. */
export function writeOutFragments(document: DocumentNode): DocumentNode | null {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  let written = 0;
  const operations = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  const whole: DocumentNode = visit(
    { ...document, definitions: operations },
    {
      FragmentSpread(spread): InlineFragmentNode | null {
        const fragment = fragments.get(spread.name.value);
        written += 1;
        if (!fragment || written > leavesMax) return null;
        return {
          kind: Kind.INLINE_FRAGMENT,
          typeCondition: fragment.typeCondition,
          selectionSet: fragment.selectionSet,
        };
      },
    },
  );
  return written > leavesMax || countLeaves(whole) > leavesMax ? null : whole;
}

/** How many fields of a document have nothing below them. */
export function countLeaves(document: DocumentNode): number {
  let leaves = 0;
  visit(document, { Field: (field) => void (leaves += field.selectionSet ? 0 : 1) });
  return leaves;
}

/** The document with some of its leaves only, and with the fields and fragments that lead to them. */
export function withLeaves(document: DocumentNode, from: number, to: number): DocumentNode {
  let leaf = -1;
  return visit(document, {
    Field: {
      enter(field) {
        if (field.selectionSet) return undefined;
        leaf += 1;
        return leaf >= from && leaf < to ? undefined : null;
      },
      leave: (field) => (field.selectionSet?.selections.length === 0 ? null : undefined),
    },
    InlineFragment: { leave: (node) => (node.selectionSet.selections.length === 0 ? null : undefined) },
  });
}
