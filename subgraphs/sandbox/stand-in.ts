// The contract between the sandbox's framework (serve.ts, control.ts, main.ts) and the three stand-in vendors.

/** One HTTP request as it reached the stand-in: header names in lower case, the body read to its end. */
export interface VendorRequest {
  readonly method: string;
  /** The path without the query, percent-encoding kept as it came. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** One HTTP answer. The framework sends a string body as it is and everything else as JSON. */
export interface VendorResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** What was asked for, in the vendor's words, for the request log: `time_entries`, `suiteql:transaction`, `Account`. */
  readonly resource?: string;
  /** How many records the answer carries or the call wrote, for the request log. */
  readonly rows?: number;
  /** Whether the vendor's records are other ones after this request, by its own books; absent when it keeps none. */
  readonly committed?: boolean;
}

/** Faults the vendor itself must act out; the framework acts out the wire ones (drop, late, reset, hang, slow body). */
export type VendorFault =
  | { readonly kind: 'partialSuccess' }
  | { readonly kind: 'staleIndex'; readonly seconds: number }
  | { readonly kind: 'rowLock' }
  | { readonly kind: 'closedPeriod' }
  | { readonly kind: 'schemaDrift'; readonly remove?: string; readonly rename?: string; readonly to?: string }
  | { readonly kind: 'expiredToken' }
  | { readonly kind: 'overload'; readonly retryAfterSeconds?: number }
  | { readonly kind: 'unavailable' };

/** The name each vendor has in URLs of the control port, in logs and in credentials. */
export type VendorName = 'salesforce' | 'kantata' | 'netsuite';

/** The credentials an account takes: its administrator adds one, and takes the older ones back when everybody has changed. */
export interface CredentialDesk {
  /** A further credential, taken besides the others from now on, under the names of `credentials.json`. */
  add(): Readonly<Record<string, string>>;
  /** From now on the newest alone is taken, and what was bought with the others is worth nothing. */
  retire(): void;
  /** Tokens that were bought and are still good, for those who look where none may stand. */
  issued(): readonly string[];
}

/** One vendor played in memory. Throwing from `handle` is a defect of the stand-in and is answered with 500 and a log line. */
export interface StandIn {
  readonly vendor: VendorName;
  /** Absent for a vendor that takes anybody. */
  readonly credentials?: CredentialDesk;
  handle(request: VendorRequest, faults: readonly VendorFault[]): VendorResponse | Promise<VendorResponse>;
  /**
   * The keys by which a client would know its write again: external ids, references, idempotency keys. Null for requests that
   * write nothing, whatever their method. Without it every method but GET and HEAD counts as a write without keys.
   */
  writeKeys?(request: VendorRequest): readonly string[] | null;
  /** How much of its limit of calls at a time was used since its start; absent for a vendor without one. */
  use?(): { readonly limit: number; readonly busyMs: number; readonly refused: number };
  /** Takes so long for each call from now on, in milliseconds; absent for a vendor that answers at once. */
  pace?(serviceMs: number): void;
  /** Back to the seeded firm: every write since the start is forgotten. */
  reset(): void;
  /** Plain state per table, or of a few tables at least, for checks that do not trust the product (GET /<vendor>/state). */
  dump(only?: readonly string[]): Record<string, readonly Record<string, unknown>[]>;
}

/** The sandbox's one clock; POST /clock on the control port sets it, and it runs on in real time from there. */
export interface StandInClock {
  now(): Date;
}
