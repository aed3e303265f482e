// Beginning a run: journaled first, queued then, and waited for a moment.
import { waitForRest } from '../../journal/engine/wait-for-rest.ts';
import type { Json } from '../../journal/run-journal.ts';
import type { RunView } from '../../journal/runs.ts';
import type { ProcessContext } from '../context.ts';
import type { ResolversTypes } from '../generated/resolvers.ts';

/** A caller is told of a run that is not done after this long; it goes on by itself. */
export const waitMsMax = 3_000;
const idempotencyKeyForm = /^[\x21-\x7e]{8,200}$/;
const keyPath = ['input', 'idempotencyKey'];

type RunPayload = Awaited<ResolversTypes['RunPayload']>;

/** What is wrong with the request: where, in words. */
export interface UserError {
  readonly code: string;
  readonly message: string;
  readonly path: readonly string[];
}

/** A payload that says no; nothing was begun. */
export function refused(...userErrors: readonly UserError[]): RunPayload {
  return { run: null, isRepeated: false, userErrors };
}

/** What is wrong with an idempotency key; null when it is one. */
export function keyError(key: string): UserError | null {
  if (idempotencyKeyForm.test(key)) return null;
  const message = 'An idempotency key has 8 to 200 visible characters; a UUID is a good one';
  return { code: 'IDEMPOTENCY_KEY_INVALID', message, path: keyPath };
}

/** The refusal of a key that did something else. */
export const keyReused: UserError = {
  code: 'IDEMPOTENCY_KEY_REUSED',
  message: 'This idempotency key was sent with another input before; use a new key for a new request',
  path: keyPath,
};

/** A run to begin. */
export interface Beginning {
  readonly process: string;
  readonly input: Json;
  readonly idempotencyKey: string;
  /** Runs of other lanes do not wait for it; the process by default. */
  readonly lane?: string;
  /** Canonical id whose runs are carried out in order. */
  readonly orderOf?: string;
}

/** Asked before a new run is begun, not before one is found again: what is wrong with beginning it now; null when nothing is. */
export type Unless = () => Promise<UserError | null>;

/** Begins a run, or finds the one that the same request has begun, and waits for its end for a moment. */
export async function beginRun(
  context: ProcessContext,
  beginning: Beginning,
  unless: Unless | null = null,
): Promise<RunPayload> {
  const { envelope, runs } = context;
  const { idempotencyKey } = beginning;
  const unfit = keyError(idempotencyKey);
  if (unfit !== null) return refused(unfit);
  const { principal, correlationId } = envelope;
  const wrong = unless === null || (await runs.isBegun(principal.subject, idempotencyKey)) ? null : await unless();
  if (wrong !== null) return refused(wrong);
  const begun = await runs.begin({
    ...beginning,
    scope: principal.subject,
    initiator: principal.subject,
    correlationId,
    // Somebody waits for the answer.
    priority: 'interactive',
  });
  if (begun.kind === 'OTHER_INPUT') {
    const message = `This idempotency key began run ${begun.runId} with another input; use a new key for a new request`;
    return refused({ code: 'IDEMPOTENCY_KEY_REUSED', message, path: keyPath });
  }
  if (begun.kind === 'NEW') await queue(context, begun.runId);
  return { run: await settled(context, begun.runId), isRepeated: begun.kind === 'SAME', userErrors: [] };
}

/** Hands a run to the workers. One that could not be queued is found by their next round, for the journal has it. */
export async function queue({ runs, engine, logger }: ProcessContext, runId: string): Promise<void> {
  const run = await runs.read(runId);
  if (run === null) return;
  try {
    await engine.enqueue(run);
  } catch (error) {
    logger.warn(
      { runId, reason: error instanceof Error ? error.message : String(error) },
      'a run was not queued at once',
    );
  }
}

/** The run as it stands once it rests, or after the wait. */
export async function settled({ runs, runOf, envelope }: ProcessContext, runId: string): Promise<RunPayload['run']> {
  const leftMs = Math.max(0, envelope.deadlineAt - Date.now() - answerMs);
  const run: RunView = await waitForRest(runs, runId, Math.min(waitMsMax, leftMs));
  return runOf.load(run.id);
}

/** Kept back of the caller's time for the answer itself. */
const answerMs = 500;
