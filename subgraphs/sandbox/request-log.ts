// What each stand-in served, so that checks can count calls at the vendor's side of the wire. Bounded, and free of secrets.

/** Requests remembered per stand-in; older ones are forgotten, but stay in the totals. At 300 bytes each this is 15 MB. */
const ENTRIES_MAX = 50_000;
/** Only the newest requests keep their bodies: 2 x 4 kB x 500 is 4 MB. */
const BODIES_MAX = 500;
/** A body longer than this is cut. */
const BODY_BYTES_MAX = 4096;

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
  readonly requestBody?: string;
  readonly responseBody?: string;
}

/** Calls and rows of one resource, of all requests since the start or the last DELETE. */
interface ResourceTotal {
  calls: number;
  rows: number;
}

/** The log of one stand-in. */
export interface RequestLog {
  add(request: Omit<LoggedRequest, 'sequence'>): void;
  /** Oldest first; with a resource, only that one's. */
  list(filter?: { readonly resource?: string; readonly after?: number }): readonly LoggedRequest[];
  totals(): { readonly requests: number; readonly resources: Readonly<Record<string, ResourceTotal>> };
  clear(): void;
}

/** An empty log. */
export function createRequestLog(): RequestLog {
  let entries: LoggedRequest[] = [];
  let withBodies: { requestBody?: string; responseBody?: string }[] = [];
  let sequence = 0;
  let resources = new Map<string, ResourceTotal>();
  return {
    add: (request) => {
      sequence += 1;
      const entry = { sequence, ...request };
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
    },
    list: ({ resource, after = 0 } = {}) =>
      entries.filter((entry) => entry.sequence > after && (resource === undefined || entry.resource === resource)),
    totals: () => ({ requests: sequence, resources: Object.fromEntries(resources) }),
    clear: () => {
      entries = [];
      withBodies = [];
      sequence = 0;
      resources = new Map();
    },
  };
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
