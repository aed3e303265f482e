// Requests that are answered later: 202 with the address of a job, and an idempotency key that lets one through only once.
// Source: SuiteTalk REST Web Services API Guide, "REST Web Services Request Processing".
import { NetSuiteProblem, problemResponse } from './problem.ts';
import type { VendorRequest, VendorResponse } from '../stand-in.ts';
import { IDEMPOTENCY_HEADER } from './write-keys.ts';

/** Where jobs, their tasks and results lie. */
export const JOB_PATH = '/services/rest/async/v1/job';
/** A job shows as unfinished at least so long, so that clients have to ask more than once. */
const JOB_MS = 120;
/** Jobs remembered; the oldest are forgotten. */
const JOBS_MAX = 5_000;

interface Job {
  readonly id: string;
  readonly key: string | null;
  readonly acceptedMs: number;
  readonly result: VendorResponse;
}

/** Whether a client asks to be answered later. */
export function wantsAsync({ headers }: VendorRequest): boolean {
  return /\brespond-async\b/i.test(headers.prefer ?? '');
}

/** The account's jobs. The work of a job is done when it is accepted; only its being done is told later. */
export class AsyncDesk {
  readonly #jobMs: number;
  #jobs = new Map<string, Job>();
  #byKey = new Map<string, Job>();
  #lastId = 0;

  constructor(jobMs = JOB_MS) {
    this.#jobMs = jobMs;
  }

  /** Accepts a request, unless its key was accepted before: then 400 with the address of the first job. */
  submit(request: VendorRequest, work: () => VendorResponse): VendorResponse {
    const key = request.headers[IDEMPOTENCY_HEADER] ?? null;
    const known = key === null ? undefined : this.#byKey.get(key);
    if (known !== undefined) return conflict(known);
    this.#lastId += 1;
    const result = outcomeOf(work);
    const job: Job = { id: String(this.#lastId), key, acceptedMs: performance.now(), result };
    this.#keep(job);
    return {
      status: 202,
      headers: { location: `${JOB_PATH}/${job.id}`, 'preference-applied': 'respond-async' },
      rows: result.rows,
    };
  }

  /** Answers GET of a job, its tasks, and the result of its one task: the answer the request would have had at once. */
  answer({ path, headers }: Pick<VendorRequest, 'path' | 'headers'>): VendorResponse {
    const [id = '', tasks, task, result] = path.slice(JOB_PATH.length + 1).split('/');
    const job = this.#jobs.get(id);
    const isKnown =
      job !== undefined &&
      (tasks === undefined || tasks === 'task') &&
      (task === undefined || task === '1') &&
      (result === undefined || result === 'result');
    if (!isKnown) throw new NetSuiteProblem(404, 'NONEXISTENT_ID', `The resource '${path}' does not exist.`);
    const base = `http://${headers.host ?? 'localhost'}${JOB_PATH}/${id}`;
    const self = (href: string): object => ({ links: [{ rel: 'self', href }] });
    const isDone = performance.now() - job.acceptedMs >= this.#jobMs;
    if (result !== undefined) {
      if (isDone) return job.result;
      throw new NetSuiteProblem(404, 'NONEXISTENT_ID', `The result of job ${id} is not there yet.`);
    }
    const state = { completed: isDone, id: task ?? id, progress: progressOf(job, isDone) };
    if (task !== undefined)
      return { status: 200, body: { ...self(`${base}/task/1`), ...state, result: self(`${base}/task/1/result`) } };
    if (tasks !== undefined)
      return {
        status: 200,
        body: {
          ...self(`${base}/task`),
          items: [{ ...self(`${base}/task/1`), id: '1' }],
          count: 1,
          hasMore: false,
          offset: 0,
          totalResults: 1,
        },
      };
    return { status: 200, body: { ...self(base), ...state, task: self(`${base}/task`) } };
  }

  /** Forgets every job and key. */
  clear(): void {
    this.#jobs = new Map();
    this.#byKey = new Map();
    this.#lastId = 0;
  }

  /** Jobs as plain rows, for checks. */
  dump(): readonly Record<string, unknown>[] {
    return [...this.#jobs.values()].map(({ id, key, result }) => ({
      id,
      idempotencykey: key,
      status: result.status,
      location: result.headers?.location,
    }));
  }

  #keep(job: Job): void {
    this.#jobs.set(job.id, job);
    if (job.key !== null) this.#byKey.set(job.key, job);
    const [oldest] = this.#jobs.values();
    if (this.#jobs.size <= JOBS_MAX || oldest === undefined) return;
    this.#jobs.delete(oldest.id);
    if (oldest.key !== null) this.#byKey.delete(oldest.key);
  }
}

function outcomeOf(work: () => VendorResponse): VendorResponse {
  try {
    return work();
  } catch (error) {
    if (error instanceof NetSuiteProblem) return problemResponse(error);
    throw error;
  }
}

function progressOf({ result }: Job, isDone: boolean): string {
  if (!isDone) return 'processing';
  return result.status < 400 ? 'succeeded' : 'failed';
}

/** The vendor calls it a conflict and answers 400. */
function conflict(first: Job): VendorResponse {
  return {
    status: 400,
    headers: {
      'content-type': 'application/json',
      location: `${JOB_PATH}/${first.id}`,
      'preference-applied': 'respond-async',
    },
    body: {
      type: 'https://www.w3.org/Protocols/rfc2616/rfc2616-sec10.html#sec10.4.10',
      title: 'Conflict',
      status: 400,
      'o:errorDetails': [
        {
          detail: 'This idempotency key was used before. The Location header leads to the job it was used for.',
          'o:errorCode': 'IDEMPOTENCY_ERROR',
        },
      ],
    },
    rows: 0,
  };
}
