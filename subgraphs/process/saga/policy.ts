// How each system is written to: how a doubt is settled, and how often and how long a call is tried again.

/** What a call does to the system; each class has its own retries. */
export type OperationClass = 'create' | 'update' | 'post' | 'remove';

/**
 * By what means a doubt is settled. `upsert`: the system keeps our key and the same write again changes nothing. `idempotency-key`:
 * it answers a repeated key with the first result, for `keptMs`. `look-up`: a repeated call would make a second record, so it is
 * looked up after the settle time, always.
 */
export type Means =
  | { readonly kind: 'upsert' }
  | { readonly kind: 'idempotency-key'; readonly keptMs: number }
  | { readonly kind: 'look-up' };

/** Attempts include the first; waits double from `firstMs` to `waitMsMax`, with jitter of up to a half. */
export interface Retry {
  readonly attemptsMax: number;
  readonly firstMs: number;
  readonly waitMsMax: number;
}

/** One system's policy. */
export interface VendorPolicy {
  readonly means: Means;
  /** How long after a call was sent its effect may still appear. */
  readonly settleMs: number;
  readonly retry: Readonly<Record<OperationClass, Retry>>;
}

/**
 * Ten attempts over twelve to twenty-four seconds: a system API of ours that was killed is back in less, also on a machine with no time
 * (chaos: with six attempts restarts parked four runs of fifty-four, with eight two). Past that it is an outage that a parked run
 * survives better than a held worker.
 */
const patient: Retry = { attemptsMax: 10, firstMs: 250, waitMsMax: 4_000 };
/** Posting is watched by people at close; fewer attempts, sooner visible. */
const brisk: Retry = { attemptsMax: 4, firstMs: 500, waitMsMax: 4_000 };
/** Reading before a decision: as patient as a write, for the same outage stands in the way of both. */
export const readRetry: Retry = patient;
const retry = { create: patient, update: patient, post: brisk, remove: patient } as const;

/**
 * Policies by vendor. Salesforce: external-id upsert. NetSuite takes one record of an external id, so the same write again is
 * harmless. Kantata: a repeated POST is a second record.
 */
export const vendorPolicies = {
  salesforce: { means: { kind: 'upsert' }, settleMs: 3_000, retry },
  netsuite: { means: { kind: 'upsert' }, settleMs: 5_000, retry },
  kantata: { means: { kind: 'look-up' }, settleMs: 4_000, retry },
} as const satisfies Readonly<Record<string, VendorPolicy>>;

/** For a system nobody has described: the most careful of all. */
export const carefulPolicy: VendorPolicy = { means: { kind: 'look-up' }, settleMs: 10_000, retry };

/** Milliseconds to wait before attempt `attempt + 1`; the vendor's own wish wins when it is longer. `random` is in [0, 1). */
export function waitMs(retry: Retry, attempt: number, wishMs: number | null, random: number): number {
  const doubled = Math.min(retry.waitMsMax, retry.firstMs * 2 ** Math.max(0, attempt - 1));
  return Math.max(Math.round(doubled * (1 - random / 2)), Math.min(wishMs ?? 0, wishMsMax));
}

/** A vendor that wishes us away for longer is an outage: the run is parked by its attempts, not held for hours. */
const wishMsMax = 30_000;

/** A wait that a vendor wishes and that is no longer is sat out; for a longer one the run gives its worker's place to others. */
export const heldMsMax = 5_000;

/** A run stays away for so long from a system API of ours that takes no connection: a restart takes seconds, on a busy machine many. */
export const oursAwayMs = 10_000;
