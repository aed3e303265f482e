// The acts of operators as the graph takes them. Refusals are data; a role that may not is told which may.
import type { Acted, By } from '../../journal/operate.ts';
import { retriedMax } from '../../journal/operate.ts';
import type { ProcessContext } from '../context.ts';
import type { MutationResolvers, ResolversTypes } from '../generated/resolvers.ts';
import { queue } from './begin.ts';
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

const reasonCharactersMax = 500;
/** Longer than any absence; what is snoozed for ever is waived without anybody having said so. */
const snoozeDaysMax = 30;
/** Queued at once; the workers' next round, two seconds later, finds the others in the journal. */
const queuedAtOnceMax = 50;
const shownRunsMax = 200;

function refused(...userErrors: readonly UserError[]): Payload {
  return { exception: null, run: null, userErrors };
}

function reasonError(reason: string): readonly UserError[] {
  if (reason.trim() !== '' && reason.length <= reasonCharactersMax) return [];
  const message = `Say why in 1 to ${reasonCharactersMax} characters; the audit refers to it`;
  return [{ code: 'REASON_INVALID', message, path: ['input', 'reason'] }];
}

function byOf({ envelope }: ProcessContext, reason: string): By {
  return { operator: envelope.principal.subject, reason };
}

/** Carries an act out for a role that may, with a reason, and tells how the exception stands then. */
async function act(
  context: ProcessContext,
  { exceptionId, reason }: { readonly exceptionId: string; readonly reason: string },
  carryOut: (by: By) => Promise<Acted>,
): Promise<Payload> {
  demand('operate', context.envelope);
  const wrong = reasonError(reason);
  if (wrong.length > 0) return refused(...wrong);
  const acted = await carryOut(byOf(context, reason));
  if (acted.kind !== 'DONE') return refused(errorOf(acted, exceptionId));
  for (const { id } of acted.runs) await queue(context, id);
  context.exceptionOf.clear(exceptionId);
  const [run] = acted.runs;
  return {
    exception: await context.exceptionOf.load(exceptionId),
    run: run === undefined ? null : await context.runOf.clear(run.id).load(run.id),
    userErrors: [],
  };
}

function errorOf(acted: Exclude<Acted, { kind: 'DONE' }>, exceptionId: string): UserError {
  const path = ['input', 'exceptionId'];
  switch (acted.kind) {
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
  }
}

export const operatorActs: Acts = {
  assignException: (_root, { input }, context) => {
    const { exceptionId, assignee, me } = input;
    const to = me === true ? context.envelope.principal.subject : (assignee ?? null);
    return act(context, input, (by) => context.operators.assign(exceptionId, to, by));
  },

  snoozeException: (_root, { input }, context) => {
    const until = new Date(input.until);
    const aheadMs = until.getTime() - Date.now();
    if (!(aheadMs > 0 && aheadMs <= snoozeDaysMax * 86_400_000)) {
      demand('operate', context.envelope);
      const message = `${input.until} is not within the next ${snoozeDaysMax} days; what needs nobody is waived`;
      return refused({ code: 'TIME_INVALID', message, path: ['input', 'until'] });
    }
    return act(context, input, (by) => context.operators.snooze(input.exceptionId, until, by));
  },

  waiveException: async (_root, { input }, context) => {
    demand('operate', context.envelope);
    const exception = await context.exceptionOf.load(input.exceptionId);
    if (exception?.atRisk != null && context.envelope.principal.role !== 'finance-controller') {
      const message = 'Money is at risk: only a finance-controller may waive it';
      return refused({ code: 'APPROVER_NEEDED', message, path: ['input', 'exceptionId'] });
    }
    return act(context, input, (by) => context.operators.waive(input.exceptionId, by));
  },

  resumeException: async (_root, { input }, context) => {
    demand('operate', context.envelope);
    const { exceptionId, corrections } = input;
    const send = (way: Parameters<typeof context.operators.send>[1]) =>
      act(context, input, (by) => context.operators.send(exceptionId, way, by));
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
    act(context, input, (by) => context.operators.send(input.exceptionId, { kind: 'COMPENSATE' }, by)),

  tellReaderAgain: (_root, { input }, context) =>
    act(context, input, (by) => context.operators.tellAgain(input.exceptionId, by)),

  retryExceptions: async (_root, { input }, context) => {
    demand('operate', context.envelope);
    const wrong = reasonError(input.reason);
    const nothing = { count: 0, runs: [], actualCount: null };
    if (wrong.length > 0) return { ...nothing, userErrors: wrong };
    const acted = await context.operators.retryAll(
      filterOf(input.filter),
      input.expectedCount,
      byOf(context, input.reason),
    );
    const path = ['input', 'expectedCount'];
    switch (acted.kind) {
      case 'TOO_MANY': {
        const message = `The filter meets more than ${retriedMax}; narrow it`;
        return { ...nothing, userErrors: [{ code: 'TOO_MANY', message, path: ['input', 'filter'] }] };
      }
      case 'COUNT_DIFFERS': {
        const message = `The filter meets ${acted.count}, not ${input.expectedCount}; look again before you retry`;
        return { ...nothing, actualCount: acted.count, userErrors: [{ code: 'COUNT_DIFFERS', message, path }] };
      }
      case 'DONE': {
        for (const { id } of acted.runs.slice(0, queuedAtOnceMax)) await queue(context, id);
        const shown = await context.runOf.loadMany(acted.runs.slice(0, shownRunsMax).map(({ id }) => id));
        const runs = shown.flatMap((run) => (run === null || run instanceof Error ? [] : [run]));
        return { count: acted.runs.length, runs, actualCount: null, userErrors: [] };
      }
    }
  },

  pauseSystem: (_root, { input }, context) => switched(context, input, true),
  resumeSystem: (_root, { input }, context) => switched(context, input, false),
};

async function switched(
  context: ProcessContext,
  { system, reason }: { readonly system: string; readonly reason: string },
  paused: boolean,
): Promise<Awaited<ResolversTypes['PauseSystemPayload']>> {
  demand('pause', context.envelope);
  const wrong = [...reasonError(reason)];
  if (!['CRM', 'PSA', 'ERP'].includes(system)) {
    const message = `Processes do not call ${system}; name CRM, PSA or ERP`;
    wrong.push({ code: 'SYSTEM_UNKNOWN', message, path: ['input', 'system'] });
  }
  if (wrong.length > 0) return { paused: !paused, isRepeated: false, userErrors: wrong };
  const by = byOf(context, reason);
  const name = system.toLowerCase();
  const isNew = paused ? await context.operators.pause(name, by) : await context.operators.resume(name, by);
  return { paused, isRepeated: !isNew, userErrors: [] };
}
