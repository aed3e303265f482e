// One execution of a durable run: the process forward from wherever the journal says it is, and back when it is refused.
import { approvalNote } from '../../journal/run-journal.ts';
import { riskNote, subjectNote } from '../../journal/exceptions.ts';
import type { BusinessEvent, Claim, FailureAbout, Held } from '../../journal/run-journal.ts';
import type { Json, RunState, StepFailure } from '../../journal/run-journal.ts';
import { isFault } from '../../runtime/fault.ts';
import { askedApproval, stopOf } from './approval.ts';
import type { Approved, AskedApproval } from './approval.ts';
import { compensate } from './compensate.ts';
import type { Declared } from './compensate.ts';
import { Execution, giveUp, waitBefore } from './execution.ts';
import type { SagaWorld } from './execution.ts';
import { failure, failureOfError } from './outcome.ts';
import { perform } from './perform.ts';
import { readRetry } from './policy.ts';
import type { Step } from './step.ts';
import { restingState, RunStopped } from './stop.ts';

/** What a process may do. Every await of a process is one of these: nothing else survives a crash. */
export interface Saga {
  readonly runId: string;
  /** With which the books are changed: an execution that was taken for dead and went on changes nothing any more. */
  readonly held: Held;
  /** Business facts of the run. */
  readonly generation: number;
  /** Brings a step to its end; one at a time. What is refused, parked or stuck is thrown through the process. */
  step<R extends Json>(step: Step<R>): Promise<R>;
  /**
   * Reads or decides something once: later executions of this generation get the first answer. Safe to repeat. A Fault is an
   * outage: it is tried again a few times, then the run is parked, and replay asks anew. One inside another would be unknown to every
   * later execution, which does not come by it any more, and raises an Error; but for what a run says of itself (subject, money at stake).
   */
  once<V extends Json>(name: string, read: () => Promise<V> | V): Promise<V>;
  /**
   * Whether this run goes the new way at a place where the process was changed: true for one that had not passed the place when it
   * first came by, false for one that had gone on from it the old way. `change` names the change for good.
   */
  patched(change: string): Promise<boolean>;
  /**
   * Goes on once somebody else has agreed: until then the run rests in WAITING_APPROVAL and holds nothing. A no takes back what was done
   * or stops for a person, as `asked` says; silence until the expiry stops, and a replay asks anew; a request that was taken back refuses.
   */
  approve(name: string, asked: AskedApproval): Promise<Approved>;
  /** A "no" of our own rules: everything done so far is taken back. */
  refuse(code: string, message: string, fields?: readonly string[]): never;
  /** Stops for a person to decide, with nothing taken back; `about` says whose it is and what is at stake, else the code and the notes do. */
  ask(code: string, message: string, fields?: readonly string[], about?: FailureAbout): never;
}

/** A process: its imperative name and its way. `run` is deterministic but for what it asks of the saga. */
export interface Process<I extends Json, O extends Json> {
  readonly name: string;
  run(saga: Saga, input: I): Promise<O>;
  /** What the world may know when the run is done; written in the same transaction. */
  events?(input: I, result: O): readonly BusinessEvent[];
}

/**
 * Executes a run until it is done or rests, and returns where it stands. A run that is done, or compensated, is left alone.
 * Raises FenceLost when another execution has taken it, and whatever the process throws by mistake (the engine executes it
 * again; the journal says how far it was).
 */
export async function execute<I extends Json, O extends Json>(
  process: Process<I, O>,
  claim: Claim,
  world: SagaWorld,
): Promise<RunState> {
  if (claim.state.kind === 'DONE' || claim.state.kind === 'COMPENSATED') return claim.state;
  const execution = new Execution(claim, world);
  const saga = new RunningSaga(execution);
  // The input is what the run was begun with; the process' own type says what that is.
  const input = claim.input as I;
  let stopped: RunStopped;
  try {
    const result = await process.run(saga, input);
    // A process that swallowed its stop is stopped all the same.
    const refusal = saga.stopped ?? backward(claim);
    if (refusal === null) return await rest(execution, { kind: 'DONE', result }, process.events?.(input, result) ?? []);
    stopped = refusal;
  } catch (error) {
    if (!(error instanceof RunStopped)) throw error;
    stopped = error;
  }
  const { reason } = stopped;
  // The journal has settled it together with the request.
  if (reason.kind === 'WAITING') return { kind: 'WAITING_APPROVAL', step: reason.step, approval: reason.approval };
  if (reason.kind !== 'REFUSED') {
    return rest(execution, restingState(reason, backward(claim) === null ? 'ACTING' : 'UNDOING'));
  }
  return goBack(execution, saga.declared, reason);
}

/** The refusal a run is on its way back from, when an earlier execution already turned round. */
function backward({ state }: Claim): RunStopped | null {
  const isBack = state.kind === 'COMPENSATING' || ('direction' in state && state.direction === 'UNDOING');
  return isBack ? new RunStopped({ kind: 'REFUSED', step: state.step, failure: state.failure }) : null;
}

async function goBack(
  execution: Execution,
  declared: ReadonlyMap<string, Declared>,
  { step, failure: cause }: { readonly step: string; readonly failure: StepFailure },
): Promise<RunState> {
  const { claim, journal } = execution;
  await journal.settle(claim, { kind: 'COMPENSATING', step, failure: cause });
  try {
    // Read anew: this execution itself has written rows since its claim.
    await compensate(execution, await journal.steps(claim), declared);
  } catch (error) {
    if (!(error instanceof RunStopped)) throw error;
    const { reason } = error;
    if (reason.kind === 'REFUSED' || reason.kind === 'WAITING') throw error;
    return rest(execution, restingState(reason, 'UNDOING'));
  }
  return rest(execution, { kind: 'COMPENSATED', step, failure: cause });
}

async function rest(
  { claim, journal }: Execution,
  state: RunState,
  events: readonly BusinessEvent[] = [],
): Promise<RunState> {
  await journal.settle(claim, state, events);
  return state;
}

/** What a run says of itself for whoever looks at it: noted wherever it is known first, and no place of its way. */
const saidOfItself: ReadonlySet<string> = new Set([subjectNote, riskNote]);

class RunningSaga implements Saga {
  readonly #execution: Execution;
  readonly declared = new Map<string, Declared>();
  readonly #asked = new Set<string>();
  #open: string | null = null;
  /** What is being answered. */
  #reading: string | null = null;
  #stopped: RunStopped | null = null;

  constructor(execution: Execution) {
    this.#execution = execution;
  }

  get runId(): string {
    return this.#execution.claim.runId;
  }

  get held(): Held {
    return this.#execution.claim;
  }

  get generation(): number {
    return this.#execution.claim.generation;
  }

  get stopped(): RunStopped | null {
    return this.#stopped;
  }

  async step<R extends Json>(step: Step<R>): Promise<R> {
    if (this.#stopped !== null) throw this.#stopped;
    if (this.#open !== null || this.declared.has(step.name)) {
      throw new Error(
        `Step ${step.name} of run ${this.runId} began twice or beside ${this.#open ?? 'itself'}; await each step`,
      );
    }
    const position = this.declared.size;
    // References come from the step's own journal row, so the step gets back what it returned itself.
    this.declared.set(step.name, step as unknown as Declared);
    this.#open = step.name;
    try {
      this.#turnBack(step.name);
      return await perform(this.#execution, step, position);
    } catch (error) {
      if (error instanceof RunStopped) this.#stopped = error;
      throw error;
    } finally {
      this.#open = null;
    }
  }

  async patched(change: string): Promise<boolean> {
    const { claim } = this.#execution;
    const name = `patched-${change}`;
    this.#asked.add(name);
    const known = claim.notes[name];
    if (known !== undefined || this.#hasGoneOn()) return known === true;
    // What turned back before this place was reached has nothing to take back beyond it.
    if (this.#stopped !== null || backward(claim) !== null) return false;
    return this.once(name, () => true);
  }

  /** Whether something is on file that this execution has not come by yet: an earlier one went on from here. */
  #hasGoneOn(): boolean {
    const { steps, notes } = this.#execution.claim;
    return (
      steps.some(({ name }) => !this.declared.has(name)) ||
      Object.keys(notes).some((name) => !this.#asked.has(name) && !saidOfItself.has(name))
    );
  }

  async once<V extends Json>(name: string, read: () => Promise<V> | V): Promise<V> {
    const { claim, journal } = this.#execution;
    this.#asked.add(name);
    const known = claim.notes[name];
    // What is noted under a name is what `read` of that name returned.
    if (known !== undefined) return known as V;
    // On its way back a run asks nothing new: what comes after an answer it never got was never begun.
    const refusal = this.#stopped ?? backward(claim);
    if (refusal !== null) throw (this.#stopped = refusal);
    if (saidOfItself.has(name)) return (await journal.note(claim, name, await read())) as V;
    if (this.#reading !== null) throw new Error(`"${name}" is asked inside "${this.#reading}"; ask it before or after`);
    this.#reading = name;
    try {
      return (await journal.note(claim, name, await this.#insist(name, read))) as V;
    } finally {
      this.#reading = null;
    }
  }

  /** A system that cannot be asked now is asked again, and then is an outage like that of any step. */
  async #insist<V extends Json>(name: string, read: () => Promise<V> | V): Promise<V> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await read();
      } catch (error) {
        if (!isFault(error)) throw error;
        const last = failureOfError(error, error.code);
        await this.#stopping(
          attempt >= readRetry.attemptsMax
            ? giveUp(this.#execution, name, last)
            : waitBefore(this.#execution, { place: name, retry: readRetry, attempt, last }),
        );
      }
    }
  }

  /** What stops the run here stops whatever the process asks for next, too. */
  async #stopping(waiting: Promise<void>): Promise<void> {
    try {
      await waiting;
    } catch (error) {
      if (error instanceof RunStopped) this.#stopped = error;
      throw error;
    }
  }

  async approve(name: string, asked: AskedApproval): Promise<Approved> {
    const { claim, journal, world } = this.#execution;
    const note = approvalNote(name);
    this.#asked.add(note);
    const known = claim.notes[note];
    // Noted by the journal when it was applied.
    if (known !== undefined) return known as unknown as Approved;
    const refusal = this.#stopped ?? backward(claim);
    if (refusal !== null) throw (this.#stopped = refusal);
    const request = askedApproval(name, asked, world);
    // On file, so that no later execution has to guess whether anybody was asked: without a note it is asked.
    if (request === null) return (await journal.note(claim, note, { kind: 'NOT_REQUIRED' })) as unknown as Approved;
    const answer = await journal.approve(claim, request);
    if (answer.kind === 'APPROVED') return { kind: answer.kind, approval: answer.approval };
    throw this.#stop(stopOf(name, asked, { kind: answer.kind, approval: answer.approval }));
  }

  refuse(code: string, message: string, fields: readonly string[] = []): never {
    throw this.#stop({ kind: 'REFUSED', step: 'rules', failure: failure(code, message, fields) });
  }

  ask(code: string, message: string, fields: readonly string[] = [], about: FailureAbout | null = null): never {
    throw this.#stop({ kind: 'STUCK', step: 'rules', failure: failure(code, message, fields, about) });
  }

  #stop(reason: RunStopped['reason']): RunStopped {
    return (this.#stopped = new RunStopped(reason));
  }

  /** On its way back a run names its steps once more, to know their undos, but begins and acts on none that is not done. */
  #turnBack(name: string): void {
    const refusal = backward(this.#execution.claim);
    if (refusal === null) return;
    const row = this.#execution.claim.steps.find((step) => step.name === name);
    if (row?.state.kind !== 'DONE') throw refusal;
  }
}
