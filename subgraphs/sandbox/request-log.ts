// What each stand-in served, so that checks can count calls at the vendor's side of the wire. Bounded, and free of secrets.

/** Requests remembered per stand-in; older ones are forgotten, but stay in the totals. At 300 bytes each this is 15 MB. */
const ENTRIES_MAX = 50_000;
/** Only the newest requests keep their bodies: 2 x 4 kB x 500 is 4 MB. */
const BODIES_MAX = 500;
/** A body longer than this is cut. */
const BODY_BYTES_MAX = 4096;

/** Keys of one request that are kept, and characters of each: no client's own key is longer, and the log stays bounded. */
const KEYS_MAX = 25;
const KEY_CHARACTERS_MAX = 200;

/** What became of a write, so that checks can count effects and lost answers from the vendor's side alone. */
export interface LoggedWrite {
  /** Whether the vendor's records changed. False for refusals, for repeats without effect, and before a late commit. */
  readonly committed: boolean;
  /** `dropped` by a fault, `gone` when the client had left before the answer. */
  readonly reply: 'sent' | 'dropped' | 'gone';
  /** External ids, references and idempotency keys the request carried. */
  readonly keys: readonly string[];
}

/** One request and its answer. */
interface LoggedRequest {
  /** Counts through all requests since the start or the last DELETE. */
  readonly sequence: number;
  /** The sandbox's clock when the request arrived. */
  readonly at: string;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  /** 0 when the connection ended without an answer. */
  readonly status: number;
  readonly durationMs: number;
  /** In the vendor's words: `time_entries`, `suiteql:transaction`, `Account`. */
  readonly resource?: string;
  readonly rows?: number;
  /** Kinds of the faults that struck. */
  readonly faults: readonly string[];
  /** Absent for requests that write nothing. */
  readonly write?: LoggedWrite;
  readonly requestBody?: string;
  readonly responseBody?: string;
}

/** Writes of all requests since the start or the last DELETE. */
interface WriteTotals {
  readonly all: number;
  readonly committed: number;
  /** Committed, and the client never had the answer. */
  readonly committedUnheard: number;
}

/** Calls and rows of one resource, of all requests since the start or the last DELETE. */
interface ResourceTotal {
  calls: number;
  rows: number;
}

/** The log of one stand-in. */
export interface RequestLog {
  /** Gives back how to set right what was not known yet: a commit that came later, a client that had left. */
  add(request: Omit<LoggedRequest, 'sequence'>): (later: Pick<LoggedRequest, 'write'> & { status?: number }) => void;
  /** Oldest first; with a resource, only that one's. */
  list(filter?: { readonly resource?: string; readonly after?: number }): readonly LoggedRequest[];
  totals(): {
    readonly requests: number;
    readonly resources: Readonly<Record<string, ResourceTotal>>;
    readonly writes: WriteTotals;
  };
  clear(): void;
}

/** An empty log. */
export function createRequestLog(): RequestLog {
  let entries: LoggedRequest[] = [];
  let withBodies: { requestBody?: string; responseBody?: string }[] = [];
  let sequence = 0;
  let resources = new Map<string, ResourceTotal>();
  let writes: Record<keyof WriteTotals, number> = { all: 0, committed: 0, committedUnheard: 0 };
  const count = (write: LoggedWrite | undefined, by: 1 | -1): void => {
    if (write === undefined) return;
    writes.all += by;
    if (!write.committed) return;
    writes.committed += by;
    if (write.reply !== 'sent') writes.committedUnheard += by;
  };
  return {
    add: (request) => {
      sequence += 1;
      const entry: { -readonly [Key in keyof LoggedRequest]: LoggedRequest[Key] } = {
        sequence,
        ...request,
        write: bounded(request.write),
      };
      count(entry.write, 1);
      entries.push(entry);
      withBodies.push(entry);
      // Trimmed in halves, so that the cost of trimming is spread over many requests.
      if (entries.length > ENTRIES_MAX * 1.5) entries = entries.slice(-ENTRIES_MAX);
      if (withBodies.length > BODIES_MAX) {
        for (const old of withBodies.slice(0, BODIES_MAX / 2)) {
          old.requestBody = undefined;
          old.responseBody = undefined;
        }
        withBodies = withBodies.slice(BODIES_MAX / 2);
      }
      const name = request.resource ?? 'other';
      const total = resources.get(name) ?? { calls: 0, rows: 0 };
      total.calls += 1;
      total.rows += request.rows ?? 0;
      resources.set(name, total);
      const since = writes;
      return ({ write, status }) => {
        // Of a log that was cleared since, nothing is counted any more.
        if (since !== writes) return;
        count(entry.write, -1);
        entry.write = bounded(write);
        entry.status = status ?? entry.status;
        count(entry.write, 1);
      };
    },
    list: ({ resource, after = 0 } = {}) =>
      entries.filter((entry) => entry.sequence > after && (resource === undefined || entry.resource === resource)),
    totals: () => ({ requests: sequence, resources: Object.fromEntries(resources), writes: { ...writes } }),
    clear: () => {
      entries = [];
      withBodies = [];
      sequence = 0;
      resources = new Map();
      writes = { all: 0, committed: 0, committedUnheard: 0 };
    },
  };
}

function bounded(write: LoggedWrite | undefined): LoggedWrite | undefined {
  if (write === undefined) return undefined;
  const keys = write.keys.slice(0, KEYS_MAX).map((key) => key.slice(0, KEY_CHARACTERS_MAX));
  return { ...write, keys };
}

const SECRET_NAMES = 'access_token|refresh_token|id_token|client_secret|client_assertion|assertion|password|code|token';
const FORM_SECRET = new RegExp(`(^|[?&])(${SECRET_NAMES})=[^&\\s]*`, 'giu');
const JSON_SECRET = new RegExp(`("(?:${SECRET_NAMES})"\\s*:\\s*)"(?:[^"\\\\]|\\\\.)*("|$)`, 'giu');
const JWT = /eyJ[\w-]{10,}(\.[\w-]*)*/gu;

/** Text for the log: secrets struck out, then cut. */
export function forLog(body: string | Buffer): string | undefined {
  if (body.length === 0) return undefined;
  // Struck out before cutting, so that no half of a token is left; a copy, so that the log does not keep the whole body alive.
  const text = (typeof body === 'string' ? body : body.toString('utf8')).slice(0, BODY_BYTES_MAX * 2);
  const clean = text.replace(FORM_SECRET, '$1$2=***').replace(JSON_SECRET, '$1"***"').replace(JWT, '***');
  return Buffer.from(clean).subarray(0, BODY_BYTES_MAX).toString('utf8');
}
