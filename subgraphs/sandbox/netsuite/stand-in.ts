// NetSuite as SuiteTalk REST and SuiteQL show it: sign-in, the account's concurrency limit, queries, records.
import { setTimeout as wait } from 'node:timers/promises';
import type { NetSuiteCredentials } from '../credentials.ts';
import type { Firm } from '../firm/firm.ts';
import type { CredentialDesk, StandIn, StandInClock, VendorFault, VendorRequest, VendorResponse } from '../stand-in.ts';
import { AsyncDesk, JOB_PATH, wantsAsync } from './async-jobs.ts';
import { AccountSlots, concurrencyExceeded, invalidLogin, type OverLimit, type SlotUse } from './concurrency.ts';
import { readDrift } from './drift.ts';
import { answerScreen, SCREENS_PATH } from './screens.ts';
import { formatDecimal } from './decimal.ts';
import { formatInstant } from './account-time.ts';
import { NetSuiteProblem, problemResponse } from './problem.ts';
import { answerRecord, RECORD_PATH } from './record/endpoint.ts';
import { seedDatabase } from './seed.ts';
import { answerSuiteQl, SUITEQL_PATH } from './suiteql/endpoint.ts';
import type { Database } from './database.ts';
import type { ColumnKind, Value } from './table.ts';
import { TOKEN_PATH, TokenDesk } from './token.ts';
import { writeKeysOf } from './write-keys.ts';

const GOVERNANCE_PATH = '/services/rest/system/v1/governanceLimits';
/** What an account of the shared tier has, and a developer account. */
const CONCURRENCY_LIMIT = 5;
/** A request holds its slot at least so long, so that calls made together do overlap, as they do over there. */
const SERVICE_MS = 3;
/** How long a call above the limit hangs in the mode that ends in 401. */
const HANG_MS = 60_000;

/** What the stand-in is made of. */
export interface NetSuiteOptions {
  readonly firm: Firm;
  readonly clock: StandInClock;
  readonly credentials: NetSuiteCredentials;
  /** Requests the account serves at a time; 5 unless told. */
  readonly concurrencyLimit?: number;
  /** What a request above the limit meets: 429 at once unless told. */
  readonly overLimit?: OverLimit | 'hang';
  /** Least time a request takes, in milliseconds. */
  readonly serviceMs?: number;
  /** How long an asynchronous job shows as unfinished, in milliseconds. */
  readonly jobMs?: number;
}

/** What the request log should say of a request. */
interface Trace {
  resource?: string;
  rows?: number;
}

/** Plays the NetSuite account of the firm. */
export function createNetSuiteStandIn(options: NetSuiteOptions): StandIn {
  return new NetSuiteStandIn(options);
}

class NetSuiteStandIn implements StandIn {
  readonly vendor = 'netsuite';
  readonly #database: Database;
  readonly #seeded: ReturnType<Database['snapshot']>;
  readonly #tokens: TokenDesk;
  readonly #slots: AccountSlots;
  #serviceMs: number;
  readonly #jobs: AsyncDesk;
  readonly #clock: StandInClock;

  constructor({
    firm,
    clock,
    credentials,
    concurrencyLimit = CONCURRENCY_LIMIT,
    overLimit,
    serviceMs,
    jobMs,
  }: NetSuiteOptions) {
    this.#clock = clock;
    this.#database = seedDatabase(firm, clock);
    this.#seeded = this.#database.snapshot();
    this.#tokens = new TokenDesk(credentials, clock);
    this.#slots = new AccountSlots(
      concurrencyLimit,
      overLimit === 'hang' ? { kind: 'hang', milliseconds: HANG_MS } : (overLimit ?? { kind: 'reject' }),
    );
    this.#serviceMs = serviceMs ?? SERVICE_MS;
    this.#jobs = new AsyncDesk(jobMs);
  }

  get credentials(): CredentialDesk {
    return this.#tokens;
  }

  async handle(request: VendorRequest, faults: readonly VendorFault[]): Promise<VendorResponse> {
    const trace: Trace = {};
    const answer = await this.#answer(request, faults, trace);
    return { ...answer, ...trace, ...(answer.rows === undefined ? {} : { rows: answer.rows }) };
  }

  pace(serviceMs: number): void {
    this.#serviceMs = serviceMs;
  }

  use(): SlotUse {
    return this.#slots.use();
  }

  writeKeys(request: VendorRequest): readonly string[] | null {
    return writeKeysOf(request);
  }

  reset(): void {
    this.#database.restore(this.#seeded);
    this.#jobs.clear();
  }

  dump(only?: readonly string[]): Record<string, readonly Record<string, unknown>[]> {
    const names = this.#database.names().filter((name) => only?.includes(name) ?? true);
    const tables = names.map((name) => {
      const table = this.#database.known(name);
      const kinds = new Map(table.definition.columns.map((column) => [column.name, column.kind]));
      return [name, table.rows.map((row) => plain(table.read(row), kinds))] as const;
    });
    return {
      ...Object.fromEntries(tables),
      loginaudittrail: this.#tokens.attempts.map((attempt) => ({ ...attempt })),
      asyncjob: this.#jobs.dump(),
    };
  }

  async #answer(request: VendorRequest, faults: readonly VendorFault[], trace: Trace): Promise<VendorResponse> {
    try {
      if (request.path === TOKEN_PATH) trace.resource = 'token';
      refuseAsTold(faults);
      if (request.path === TOKEN_PATH) return await this.#tokens.answer(request);
      this.#authenticate(request, faults);
      return await this.#slots.run(() => this.#serve(request, faults, trace));
    } catch (error) {
      if (!(error instanceof NetSuiteProblem)) throw error;
      return problemResponse(error, headersOf(error, faults));
    }
  }

  #authenticate(request: VendorRequest, faults: readonly VendorFault[]): void {
    const { authorization } = request.headers;
    if (faults.some((fault) => fault.kind === 'expiredToken')) this.#tokens.revoke(authorization);
    if (this.#tokens.check(authorization) !== 'valid') throw invalidLogin();
  }

  async #serve(request: VendorRequest, faults: readonly VendorFault[], trace: Trace): Promise<VendorResponse> {
    if (this.#serviceMs > 0) await wait(this.#serviceMs);
    const origin = `http://${request.headers.host ?? 'localhost'}`;
    const drift = readDrift(faults);
    if (request.path === SUITEQL_PATH) {
      trace.resource = 'suiteql';
      const stale = faults.find((fault) => fault.kind === 'staleIndex');
      const data = stale === undefined ? this.#database : this.#database.asOf(stale.seconds);
      const onTable = (table: string): void => void (trace.resource = `suiteql:${table}`);
      return answerSuiteQl(request, { data, drift, origin, onTable });
    }
    if (request.path.startsWith(SCREENS_PATH)) {
      const world = { database: this.#database, clock: this.#clock };
      return this.#database.transact(() => answerScreen(request, world));
    }
    if (request.path.startsWith(RECORD_PATH)) {
      const onType = (type: string): void => void (trace.resource = `record:${type}`);
      const before = this.#database.version;
      const record = (): VendorResponse =>
        answerRecord(request, {
          database: this.#database,
          clock: this.#clock,
          drift,
          origin,
          onType,
          staleSeconds: faults.find((fault) => fault.kind === 'staleIndex')?.seconds ?? 0,
          rowLock: faults.some((fault) => fault.kind === 'rowLock'),
          closedPeriod: faults.some((fault) => fault.kind === 'closedPeriod'),
        });
      if (request.method === 'GET') return record();
      const work = (): VendorResponse => this.#database.transact(record);
      const answer = wantsAsync(request) ? this.#jobs.submit(request, work) : work();
      return { ...answer, committed: this.#database.version > before };
    }
    if (request.path.startsWith(`${JOB_PATH}/`) && request.method === 'GET') {
      trace.resource = 'job';
      return this.#jobs.answer(request);
    }
    if (request.path === GOVERNANCE_PATH && request.method === 'GET') {
      trace.resource = 'governanceLimits';
      const { limit } = this.#slots;
      return {
        status: 200,
        body: {
          accountConcurrencyLimit: limit,
          accountUnallocatedConcurrencyLimit: limit,
          integrationLimitType: 'accountLimit',
        },
      };
    }
    throw new NetSuiteProblem(404, 'NONEXISTENT_ID', `The resource '${request.path}' does not exist.`);
  }
}

/** Faults that strike before anything else is looked at. */
function refuseAsTold(faults: readonly VendorFault[]): void {
  if (faults.some((fault) => fault.kind === 'unavailable'))
    throw new NetSuiteProblem(503, 'UNEXPECTED_ERROR', 'The service is temporarily unavailable. Try again later.');
  if (faults.some((fault) => fault.kind === 'overload')) throw concurrencyExceeded();
}

function headersOf(problem: NetSuiteProblem, faults: readonly VendorFault[]): Readonly<Record<string, string>> {
  if (problem.status === 401) return { 'www-authenticate': 'Bearer error="invalid_token"' };
  const overload = faults.find((fault) => fault.kind === 'overload');
  if (problem.status !== 429 || overload?.retryAfterSeconds === undefined) return {};
  return { 'retry-after': String(overload.retryAfterSeconds) };
}

/** A row for people and checks: ids and decimals as text, moments as ISO 8601, no nulls. */
function plain(row: Readonly<Record<string, Value>>, kinds: ReadonlyMap<string, ColumnKind>): Record<string, unknown> {
  const shown: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(row)) {
    if (value === null) continue;
    if (typeof value === 'object') shown[name] = formatDecimal(value);
    else if (kinds.get(name) === 'datetime' && typeof value === 'number') shown[name] = formatInstant(value);
    else shown[name] = String(value);
  }
  return shown;
}
