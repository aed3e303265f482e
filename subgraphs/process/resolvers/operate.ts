// The acts of operators as the graph takes them. Refusals are data; a role that may not is told which may.
import type { Acted, By } from '../../journal/operate.ts';
import { retriedMax } from '../../journal/operate.ts';
import type { ProcessContext } from '../context.ts';
import type { MutationResolvers, ResolversTypes } from '../generated/resolvers.ts';
import { actErrors, requestOf } from './act-request.ts';
import type { ActInput } from './act-request.ts';
import { keyReused, queue } from './begin.ts';
import type { UserError } from './begin.ts';
import { correct } from './corrections.ts';
import { filterOf } from './exceptions.ts';
import { demand } from './permissions.ts';

type Payload = Awaited<ResolversTypes['ExceptionPayload']>;
type Acts = Required<
  Pick<
    MutationResolvers,
    | 'assignException'
    | 'snoozeException'
    | 'waiveException'
    | 'resumeException'
    | 'compensateException'
    | 'tellReaderAgain'
    | 'retryExceptions'
    | 'pauseSystem'
    | 'resumeSystem'
  >
>;

/** Longer than any absence; what is snoozed for ever is waived without anybody having said so. */
const snoozeDaysMax = 30;
/** Queued at once; the workers' next round, two seconds later, finds the others in the journal. */
const queuedAtOnceMax = 50;
const shownRunsMax = 200;

function refused(...userErrors: readonly UserError[]): Payload {
  return { exception: null, run: null, approval: null, isRepeated: false, userErrors };
}

/** An act by the name of its mutation, on one exception. */
interface Asked {
  readonly name: keyof Acts;
  readonly input: ActInput & { readonly exceptionId: string };
}

function byOf(context: ProcessContext, name: keyof Acts, input: ActInput): By {
  const request = requestOf(context, name, input, input.idempotencyKey);
  return { operator: context.envelope.principal.subject, reason: input.reason, request };
}

/** Carries an act out for a role that may, with a reason, and tells how the exception stands then. */
async function act(
  context: ProcessContext,
  { name, input }: Asked,
  carryOut: (by: By) => Promise<Acted>,
): Promise<Payload> {
  demand('operate', context.envelope);
  const { exceptionId } = input;
  const wrong = actErrors(input);
  if (wrong.length > 0) return refused(...wrong);
  const acted = await carryOut(byOf(context, name, input));
  if (acted.kind === 'WAITING_APPROVAL') {
    const [exception, approval] = [context.exceptionOf.load(exceptionId), context.approvalOf.load(acted.approval)];
    return { exception: await exception, run: null, approval: await approval, isRepeated: false, userErrors: [] };
  }
  if (acted.kind !== 'DONE' && acted.kind !== 'REPEATED') return refused(errorOf(acted, exceptionId));
  const runIds = acted.kind === 'DONE' ? acted.runs.map(({ id }) => id) : acted.runIds;
  if (acted.kind === 'DONE') for (const id of runIds) await queue(context, id);
  context.exceptionOf.clear(exceptionId);
  const [runId] = runIds;
  return {
    exception: await context.exceptionOf.load(exceptionId),
    run: runId === undefined ? null : await context.runOf.clear(runId).load(runId),
    approval: null,
    isRepeated: acted.kind === 'REPEATED',
    userErrors: [],
  };
}

function errorOf(
  acted: Exclude<Acted, { kind: 'DONE' | 'REPEATED' | 'WAITING_APPROVAL' }>,
  exceptionId: string,
): UserError {
  const path = ['input', 'exceptionId'];
  switch (acted.kind) {
    case 'OTHER_INPUT':
      return keyReused;
    case 'NOT_FOUND':
      return { code: 'EXCEPTION_NOT_FOUND', message: `There is no such exception: ${exceptionId}`, path };
    case 'CLOSED':
      return { code: 'EXCEPTION_CLOSED', message: `Exception ${exceptionId} is ended already`, path };
    case 'NO_RUN':
      return { code: 'NO_RUN', message: 'No run rests here; a reader was not told: use tellReaderAgain', path };
    case 'NOT_RESTING': {
      const message = `Its run is ${acted.state}, so there is nothing to send on; look again`;
      return { code: 'RUN_NOT_RESTING', message, path };
    }
    case 'WRITTEN': {
      const message = 'Something of the run is written already; take it back with compensateException, then correct';
      return { code: 'ALREADY_WRITTEN', message, path: ['input', 'corrections'] };
    }
    case 'FINAL': {
      const message = 'What its run did has no way back; mend what is in its way, then resume it';
      return { code: 'NO_WAY_BACK', message, path };
    }
  }
}

export const operatorActs: Acts = {
  assignException: (_root, { input }, context) => {
    const { exceptionId, assignee, me } = input;
    const to = me === true ? context.envelope.principal.subject : (assignee ?? null);
    return act(context, { name: 'assignException', input }, (by) => context.operators.assign(exceptionId, to, by));
  },

  snoozeException: (_root, { input }, context) => {
    const until = new Date(input.until);
    const aheadMs = until.getTime() - Date.now();
    if (!(aheadMs > 0 && aheadMs <= snoozeDaysMax * 86_400_000)) {
      demand('operate', context.envelope);
      const message = `${input.until} is not within the next ${snoozeDaysMax} days; what needs nobody is waived`;
      return refused({ code: 'TIME_INVALID', message, path: ['input', 'until'] });
    }
    return act(context, { name: 'snoozeException', input }, (by) =>
      context.operators.snooze(input.exceptionId, until, by),
    );
  },

  waiveException: (_root, { input }, context) =>
    act(context, { name: 'waiveException', input }, (by) => context.operators.waive(input.exceptionId, by)),

  resumeException: async (_root, { input }, context) => {
    demand('operate', context.envelope);
    const { exceptionId, corrections } = input;
    const send = (way: Parameters<typeof context.operators.send>[1]) =>
      act(context, { name: 'resumeException', input }, (by) => context.operators.send(exceptionId, way, by));
    if (corrections == null || corrections.length === 0) return send({ kind: 'REPLAY' });
    const exception = await context.exceptionOf.load(exceptionId);
    const begun = exception?.runId == null ? null : await context.desk.inputOf(exception.runId);
    if (begun === null) return refused(errorOf({ kind: exception === null ? 'NOT_FOUND' : 'NO_RUN' }, exceptionId));
    const corrected = correct(begun.process, begun.input, corrections);
    return corrected.kind === 'WRONG'
      ? refused(...corrected.errors)
      : send({ kind: 'CORRECT', input: corrected.input });
  },

  compensateException: (_root, { input }, context) =>
    act(context, { name: 'compensateException', input }, (by) =>
      context.operators.send(input.exceptionId, { kind: 'COMPENSATE' }, by),
    ),

  tellReaderAgain: (_root, { input }, context) =>
    act(context, { name: 'tellReaderAgain', input }, (by) => context.operators.tellAgain(input.exceptionId, by)),

  retryExceptions: async (_root, { input }, context) => {
    demand('operate', context.envelope);
    const wrong = actErrors(input);
    const nothing = { count: 0, runs: [], waitingForApproval: 0, actualCount: null, isRepeated: false };
    if (wrong.length > 0) return { ...nothing, userErrors: wrong };
    const by = byOf(context, 'retryExceptions', input);
    const acted = await context.operators.retryAll(filterOf(input.filter), input.expectedCount, by);
    const path = ['input', 'expectedCount'];
    switch (acted.kind) {
      case 'OTHER_INPUT':
        return { ...nothing, userErrors: [keyReused] };
      case 'TOO_MANY': {
        const message = `The filter meets more than ${retriedMax}; narrow it`;
        return { ...nothing, userErrors: [{ code: 'TOO_MANY', message, path: ['input', 'filter'] }] };
      }
      case 'COUNT_DIFFERS': {
        const message = `The filter meets ${acted.count}, not ${input.expectedCount}; look again before you retry`;
        return { ...nothing, actualCount: acted.count, userErrors: [{ code: 'COUNT_DIFFERS', message, path }] };
      }
      case 'REPEATED':
        return { ...(await shownRuns(context, acted.runIds)), waitingForApproval: 0, isRepeated: true };
      case 'DONE': {
        const runIds = acted.runs.map(({ id }) => id);
        for (const id of runIds.slice(0, queuedAtOnceMax)) await queue(context, id);
        return { ...(await shownRuns(context, runIds)), waitingForApproval: acted.waiting, isRepeated: false };
      }
    }
  },

  pauseSystem: (_root, { input }, context) => switched(context, input, 'pauseSystem'),
  resumeSystem: (_root, { input }, context) => switched(context, input, 'resumeSystem'),
};

async function shownRuns({ runOf }: ProcessContext, runIds: readonly string[]) {
  const shown = await runOf.loadMany(runIds.slice(0, shownRunsMax));
  const runs = shown.flatMap((run) => (run === null || run instanceof Error ? [] : [run]));
  return { count: runIds.length, runs, actualCount: null, userErrors: [] };
}

async function switched(
  context: ProcessContext,
  input: ActInput & { readonly system: string },
  name: 'pauseSystem' | 'resumeSystem',
): Promise<Awaited<ResolversTypes['PauseSystemPayload']>> {
  demand('pause', context.envelope);
  const { operators } = context;
  const wrong = [...actErrors(input)];
  if (!['CRM', 'PSA', 'ERP'].includes(input.system)) {
    const message = `Processes do not call ${input.system}; name CRM, PSA or ERP`;
    wrong.push({ code: 'SYSTEM_UNKNOWN', message, path: ['input', 'system'] });
  }
  const system = input.system.toLowerCase();
  const refusal = async (userErrors: readonly UserError[]) => ({
    ...{ paused: await operators.isPaused(system), isRepeated: false },
    userErrors,
  });
  if (wrong.length > 0) return refusal(wrong);
  const by = byOf(context, name, input);
  const acted = await (name === 'pauseSystem' ? operators.pause(system, by) : operators.resume(system, by));
  if (acted.kind === 'OTHER_INPUT') return refusal([keyReused]);
  // After a repeated request it is as somebody else has left it since.
  const paused = acted.kind === 'REPEATED' ? await operators.isPaused(system) : name === 'pauseSystem';
  return { paused, isRepeated: acted.kind !== 'DONE', userErrors: [] };
}
