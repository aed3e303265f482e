// The planner in a process of its own: some valid queries end its process, and no query may end the gateway. When one
// does, that query is given up, and the others are asked again of a new process.
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { QueryPlan } from '@graphql-hive/router-query-planner';
import { z } from 'zod';
import type { OverrideLabels, Overrides } from '../overrides.ts';
import { loadPlanner } from './native-planner.ts';
import type { TextPlanner } from './native-planner.ts';

/** What the process is sent: first the supergraph, then operations, which it plans one after the other. */
export type PlannerRequest = { readonly kind: 'load'; readonly sdl: string } | PlanRequest;

interface PlanRequest {
  readonly kind: 'plan';
  readonly id: number;
  readonly text: string;
  readonly labels: readonly string[];
  readonly percentage: number;
}

/** What it sends back. */
export type PlannerReply =
  | { readonly kind: 'planned'; readonly id: number; readonly plan: QueryPlan }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string };

const replyForm = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('planned'), id: z.number(), plan: z.custom<QueryPlan>() }),
  z.object({ kind: z.literal('failed'), id: z.number(), message: z.string() }),
]);

/** Starts a planner process; throws when the supergraph is not one the planner understands. */
export function startPlannerProcess(sdl: string): TextPlanner {
  // Loading never ended a process, and a supergraph that cannot be planned must be refused at once.
  const { overrides } = loadPlanner(sdl);
  return new PlannerProcess(sdl, overrides);
}

interface Waiting {
  readonly request: PlanRequest;
  readonly resolve: (plan: QueryPlan) => void;
  readonly reject: (error: Error) => void;
}

/** A plan takes about a millisecond; one that takes this long never comes. */
const planMsMax = 3_000;
/** Before a process that ended over no query is started again: something is wrong that trying harder does not mend. */
const restartMs = 500;

class PlannerProcess implements TextPlanner {
  readonly overrides: OverrideLabels;
  readonly #sdl: string;
  /** In the order in which they were sent, which is the order in which they are planned. */
  readonly #waiting = new Map<number, Waiting>();
  #child: ChildProcess;
  #lastId = 0;
  #isClosed = false;
  #slowness: NodeJS.Timeout | undefined;

  constructor(sdl: string, overrides: OverrideLabels) {
    this.#sdl = sdl;
    this.overrides = overrides;
    this.#child = this.#start();
  }

  plan(text: string, { labels, percentage }: Overrides): Promise<QueryPlan> {
    if (this.#isClosed) return Promise.reject(new Error('The planner was closed'));
    const request: PlanRequest = { kind: 'plan', id: (this.#lastId += 1), text, labels, percentage };
    return new Promise((resolve, reject) => {
      this.#waiting.set(request.id, { request, resolve, reject });
      this.#send(request);
      if (this.#waiting.size === 1) this.#watch();
    });
  }

  close(): void {
    this.#isClosed = true;
    this.#child.kill();
    for (const { reject } of this.#waiting.values()) reject(new Error('The planner was closed'));
    this.#waiting.clear();
    this.#watch();
  }

  #start(): ChildProcess {
    // The planner's last words tell of its own source, not of anything an operator could do.
    const child = fork(fileURLToPath(new URL('./planner-child.ts', import.meta.url)), { stdio: 'ignore' });
    child.on('message', (message) => this.#settle(replyForm.parse(message)));
    // What could not be sent to an ending process is sent to the next one.
    child.on('error', () => undefined);
    child.once('exit', () => {
      if (!this.#isClosed) this.#startAgain();
    });
    this.#child = child;
    child.unref();
    this.#send({ kind: 'load', sdl: this.#sdl });
    for (const { request } of this.#waiting.values()) this.#send(request);
    this.#watch();
    return child;
  }

  #send(request: PlannerRequest): void {
    this.#child.send(request, () => undefined); // an error is told by the process's end, too
  }

  #settle(reply: PlannerReply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    this.#watch();
    if (reply.kind === 'planned') waiting?.resolve(reply.plan);
    else waiting?.reject(new Error(reply.message));
  }

  /** Gives the query whose turn it is its time; a process without work keeps nobody from ending. */
  #watch(): void {
    clearTimeout(this.#slowness);
    if (this.#waiting.size === 0) {
      this.#child.channel?.unref();
      return;
    }
    this.#child.channel?.ref();
    this.#slowness = setTimeout(() => this.#child.kill('SIGKILL'), planMsMax);
  }

  #startAgain(): void {
    const [culprit] = this.#waiting.values();
    if (!culprit) {
      setTimeout(() => {
        if (!this.#isClosed) this.#start();
      }, restartMs).unref();
      return;
    }
    this.#waiting.delete(culprit.request.id);
    culprit.reject(new Error('The planner ended its process over this operation'));
    this.#start();
  }
}
