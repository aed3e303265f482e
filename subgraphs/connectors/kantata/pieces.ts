// Steps of several records: each carries `key.name` as its reference, is found by it, and is made only when it is missing.
import type { VendorRef } from '../../../schema/canon/identity.ts';
import { itemNameForm } from '../../ports/project-writes.ts';
import { failureOf, outcomeOfFault } from '../../ports/write.ts';
import type { BusinessKey, WriteOutcome } from '../../ports/write.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import { Fault, isFault } from '../../runtime/fault.ts';
import type { KantataContext } from './context.ts';
import type { Listing } from './listing.ts';
import { present } from './map-project.ts';
import { keyReference, type KeyReference, type OwnReference } from './record-references.ts';
import { refused, refusedBy } from './sending.ts';
import { checked, ownReference, planOwner, type PlanOwner, referencedRecord } from './wire.ts';
import { type BulkAnswer, bulkAnswer } from './write-answer.ts';

/** A record of a step: whose item it is, under which model its reference stands. */
export interface Piece {
  readonly name: string;
  readonly model: string;
  readonly id: string;
  /** The reference that says so, by its own id. */
  readonly reference: string;
}

/** The reference of an item's record. A key holds no dot, so where it ends is plain. */
export function pieceReference(context: KantataContext, model: string, key: BusinessKey, name: string): KeyReference {
  return keyReference(context, model, `${key}.${name}`);
}

/** The records of a list that carry a reference of this step, one entry per reference; the list includes external references. */
export function piecesIn(context: KantataContext, listing: Listing, key: BusinessKey): readonly Piece[] {
  const prefix = `${key}.`;
  return listing.rows.flatMap((row) => {
    const { id, external_reference_ids: references } = checked(referencedRecord, row, 'a record');
    return referencesIn(references, listing)
      .filter((one) => one.service_name === context.mapping.keyService && one.service_model_ref.startsWith(prefix))
      .map((one) => ({
        ...{ id, reference: one.id, model: one.service_model },
        name: one.service_model_ref.slice(prefix.length),
      }));
  });
}

function referencesIn(ids: readonly string[], listing: Listing): readonly OwnReference[] {
  return ids.map((id) => checked(ownReference, present(listing, 'external_references', id), 'an external reference'));
}

/** Rows of a list that carry no reference of ours at all: of the template, or of somebody's own hand. */
export function unclaimedIn(context: KantataContext, listing: Listing): readonly unknown[] {
  return listing.rows.filter((row) => {
    const { external_reference_ids: references } = checked(referencedRecord, row, 'a record');
    return referencesIn(references, listing).every((one) => one.service_name !== context.mapping.keyService);
  });
}

/** What is wrong with a step's names, or null. */
export function nameProblem(names: readonly string[], max: number): string | null {
  if (names.length === 0 || names.length > max) return `takes 1 to ${max} items at once, not ${names.length}`;
  const malformed = names.find((name) => !itemNameForm.test(name));
  if (malformed !== undefined)
    return 'takes names of items of 1 to 32 letters, digits or "-", beginning with none of "-"';
  return new Set(names).size === names.length ? null : 'takes each name of an item once';
}

/** The project a step is about, as far as the step must fit it; null when there is none. Raises Fault. */
export async function ownerNow(
  context: KantataContext,
  envelope: Envelope,
  project: VendorRef,
): Promise<PlanOwner | null> {
  if (!context.refs.isOurs('PROJECT', project)) return null;
  const name = 'project-of-plan';
  const filters = { only: project.id, include_archived: 'true' };
  const include = ['primary_maven'];
  const listing = await context.client.all(envelope, { name, collection: 'workspaces', filters, include });
  return context.understood(name, () => {
    const [row] = listing.rows;
    return Promise.resolve(row === undefined ? null : checked(planOwner, row, 'a project'));
  });
}

/** One POST of several records, with their references in the answer. */
export async function sendSeveral(
  context: KantataContext,
  envelope: Envelope,
  collection: string,
  records: readonly Readonly<Record<string, unknown>>[],
): Promise<BulkAnswer> {
  try {
    const reply = await context.client.write(envelope, {
      name: `write:${collection}:bulk`,
      method: 'POST',
      path: `${collection}.json?include=external_references`,
      body: { [collection]: records },
    });
    return bulkAnswer(context.config.instance, { collection, count: records.length }, reply);
  } catch (error) {
    if (!isFault(error)) throw error;
    return { kind: 'FAILED', fault: error };
  }
}

/** Ends a step of several records before its end. Carries the outcome through the code that makes them, one after the other. */
export class Halt extends Error {
  override readonly name = 'Halt';
  readonly outcome: WriteOutcome;

  constructor(outcome: WriteOutcome) {
    super(`The step ends as ${outcome.kind}`);
    this.outcome = outcome;
  }
}

/** The records made. Raises Halt when they were not, or nobody knows. */
export function madeOf(context: KantataContext, answer: BulkAnswer): Listing {
  switch (answer.kind) {
    case 'CREATED':
      return answer.listing;
    case 'REFUSED':
      throw new Halt(refusedBy(context, answer.errors));
    case 'FAILED':
      throw new Halt(outcomeOfFault(answer.fault, context.config.settleMs));
  }
}

/**
 * Runs a step of several records. A refusal takes back what was made, for it says that nothing is there; an outage after something was
 * made is a doubt, for the look-up says what is missing, and the next act makes only that.
 */
export async function inPieces(
  context: KantataContext,
  step: {
    readonly make: (made: () => void) => Promise<WriteOutcome>;
    readonly takeBack: () => Promise<WriteOutcome>;
  },
): Promise<WriteOutcome> {
  let hasMade = false;
  const made = (): void => {
    hasMade = true;
  };
  try {
    return await step.make(made);
  } catch (error) {
    const outcome = haltOf(context, error);
    if (outcome.kind !== 'NOT_APPLIED') return outcome;
    if (outcome.reason === 'OUTAGE') return hasMade ? doubt(context, outcome.failure) : outcome;
    const undone = await step.takeBack();
    return undone.kind === 'APPLIED' ? outcome : doubt(context, outcome.failure);
  }
}

/** A read that failed on the way is an outage: it wrote nothing, whatever was written before it. */
function haltOf(context: KantataContext, error: unknown): WriteOutcome {
  if (error instanceof Halt) return error.outcome;
  if (!isFault(error)) throw error;
  const { code, message, vendorCode, retryAfterMs } = error;
  const fault = new Fault({
    ...{ code, system: 'PSA', instance: context.config.instance, message, vendorCode, retryAfterMs },
  });
  return { kind: 'NOT_APPLIED', reason: 'OUTAGE', failure: failureOf(fault) };
}

function doubt(
  { config }: KantataContext,
  failure: Extract<WriteOutcome, { kind: 'IN_DOUBT' }>['failure'],
): WriteOutcome {
  return { kind: 'IN_DOUBT', settleMs: config.settleMs, failure };
}

/** Several records stand under one item's key: a person says which is meant. */
export function ambiguous(context: KantataContext, says: string): WriteOutcome {
  const told = refused(context, 'external_reference', says);
  return told.kind === 'NOT_APPLIED' ? { ...told, reason: 'AMBIGUOUS' } : told;
}

/** One outcome of several that may be sent again together: what is in doubt weighs most, then what was refused. */
export function worstOf(outcomes: readonly WriteOutcome[], whole: WriteOutcome): WriteOutcome {
  const weight = (outcome: WriteOutcome): number => {
    if (outcome.kind === 'APPLIED') return 0;
    if (outcome.kind === 'IN_DOUBT') return 3;
    return outcome.reason === 'OUTAGE' ? 1 : 2;
  };
  return outcomes.reduce((worst, one) => (weight(one) > weight(worst) ? one : worst), whole);
}
