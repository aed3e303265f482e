// Plans for operations of one supergraph. What makes them is in planner/, the only place that knows the planner by name.
import { GraphQLError, Kind, OperationTypeNode } from 'graphql';
import type { DocumentNode } from 'graphql';
import { endingWith } from '../errors.ts';
import { planMutation } from './mutations.ts';
import type { OverrideLabels, Overrides } from './overrides.ts';
import { planOnce } from './once.ts';
import { planInPieces, writeOutFragments } from './pieces.ts';
import type { PartPlans } from './pieces.ts';
import { ConflictingTypes } from './planner/conflicting-types.ts';
import { EntityPlanner } from './planner/plan-from-entity.ts';
import { lowerRequires } from './planner/lower-requires.ts';
import { refuseMixedInputs } from './planner/mixed-inputs.ts';
import { startPlannerProcess } from './planner/planner-process.ts';
import { textForPlanner } from './planner/planner-text.ts';
import { readPlan } from './planner/read-plan.ts';
import { WholeUnions } from './planner/whole-unions.ts';
import { stagesOf } from './stages.ts';
import type { Step } from './steps.ts';
import type { Supergraph } from './supergraph.ts';

/** Plans validated, specialised documents. */
export interface Planner {
  /** The supergraph's @override labels, on which plans depend. */
  readonly overrides: OverrideLabels;
  /** Rejects with NotPlannableError when the planner gives up. */
  plan(document: DocumentNode, overrides: Overrides): Promise<Step>;
  close(): void;
}

/** The planner gave up on a valid document: a limit of the planner (README, limits), not of the gateway or the query. */
export class NotPlannableError extends GraphQLError {
  constructor(cause: unknown) {
    super('No plan was found for this query. Ask for its parts in separate queries.', {
      extensions: endingWith('QUERY_NOT_PLANNABLE'),
      originalError: cause instanceof Error ? cause : null,
    });
  }
}

/** Loads a planner; throws when the supergraph is not one it understands. */
export function createPlanner(supergraph: Supergraph): Planner {
  const planner = startPlannerProcess(supergraph.plannedSdl);
  const entities = new EntityPlanner(supergraph.plannedSdl);
  const unions = new WholeUnions(supergraph.fullSchema);
  const conflicts = new ConflictingTypes(supergraph.fullSchema);
  const planned = async (document: DocumentNode, overrides: Overrides) => {
    const text = textForPlanner(document);
    const given = planner.plan(text, overrides).then(refuseMixedInputs);
    const plan = await given.catch((error: unknown) => {
      throw new NotPlannableError(error);
    });
    return conflicts.mended(unions.mended(plan, document));
  };
  /** As the planner says, and where it gives up with the @requires fields planned here. */
  const planWhole = async (document: DocumentNode, overrides: Overrides): Promise<Step> => {
    const { fullSchema } = supergraph;
    const plan = await planned(document, overrides).catch((reason: unknown) => ({ reason }));
    if (!('reason' in plan)) return readPlan(fullSchema, plan, document);
    const whole = writeOutFragments(document);
    const lowered = whole && lowerRequires(fullSchema, whole);
    if (!lowered) throw plan.reason;
    return readPlan(fullSchema, await planned(lowered.document, overrides), lowered.document, lowered.nodes);
  };
  const partsUnder = (overrides: Overrides): PartPlans => ({
    plan: (part) => planWhole(part, overrides),
    stages: (leaf) =>
      stagesOf(supergraph.fullSchema, leaf, (typename, selectionSet, operation) =>
        entities.plan(typename, { selectionSet, operation }, overrides),
      ),
  });
  /** `otherwise` is the way round where there is no plan for the whole. */
  const planOr =
    (otherwise: typeof planInPieces, parts: PartPlans) =>
    (document: DocumentNode): Promise<Step> =>
      parts.plan(document).catch((reason: unknown) => otherwise(document, parts, reason));
  return {
    overrides: planner.overrides,
    plan: (document, overrides) =>
      isMutation(document)
        ? planMutation(supergraph.fullSchema, document, planOr(planOnce, partsUnder(overrides)))
        : planOr(planInPieces, partsUnder(overrides))(document),
    close: () => {
      planner.close();
      entities.close();
    },
  };
}

function isMutation({ definitions }: DocumentNode): boolean {
  return definitions.some(
    (node) => node.kind === Kind.OPERATION_DEFINITION && node.operation === OperationTypeNode.MUTATION,
  );
}
