// Keys, doubt and repetition (DOMAIN rules 60-64), as functions of facts: the journal keeps the keys, these say what they are.
import { createHash } from 'node:crypto';
import { identityText, type VendorRef } from '../../../schema/canon/identity.ts';

/** What makes one billing document: the same facts are the same document, however often and by whomever it is asked for (rule 60). */
export interface BillingFacts {
  readonly entity: string;
  readonly project: string;
  readonly period: string;
  /** The group within the period: a purchase order, a work type; empty where there is but one. */
  readonly batch: string;
  readonly documentType: 'INVOICE' | 'CREDIT_MEMO' | 'WORK_COST' | 'WORK_COST_REVERSAL';
  /** 1 for the first, one more for every rebill after a credit (rule 33). */
  readonly generation: number;
}

/** The key of a document, unique for ever: readable, and no two facts make one key (rule 60). Raises RangeError on generation 0. */
export function businessKey({ entity, project, period, batch, documentType, generation }: BillingFacts): string {
  if (!Number.isSafeInteger(generation) || generation < 1)
    throw new RangeError(`${generation} is no generation; begin with 1`);
  return ['bill', entity, project, period, batch, documentType, generation]
    .map((part) => encodeURIComponent(part))
    .join(':');
}

/** A digest of a key for ERPs whose reference field is short: 40 characters, lower case. */
export function keyDigest(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 40);
}

/** The facts of the rebill that follows a credit: the same but for the generation (rule 33). */
export function nextGeneration(facts: BillingFacts): BillingFacts {
  return { ...facts, generation: facts.generation + 1 };
}

/** What a request under a key is: the first, the same again, or another under a used key, which is refused (rule 62). */
export type KeyVerdict =
  { readonly kind: 'FIRST' } | { readonly kind: 'REPEAT' } | { readonly kind: 'REFUSED'; readonly message: string };

/** Judges a request by the digest of its body against what the key was first used with (rule 62). */
export function keyVerdict(key: string, digest: string, firstDigest: string | null): KeyVerdict {
  if (firstDigest === null) return { kind: 'FIRST' };
  if (firstDigest === digest) return { kind: 'REPEAT' };
  return { kind: 'REFUSED', message: `${key} was used with another body; take a new key, or send what was sent first` };
}

/** How a write ended, as the port tells it. */
export type WriteFailure =
  'TIMEOUT' | 'CONNECTION_LOST' | 'OVERLOADED' | 'UNAVAILABLE' | 'VALIDATION' | 'FORBIDDEN' | 'PERIOD_CLOSED';

/**
 * What follows a failed write (rules 61 and 62). DOUBT: the ERP may have done it. LATER: it did not, and may next time. NEVER:
 * the same again would be refused again, a person mends it.
 */
export function afterFailure(failure: WriteFailure): 'DOUBT' | 'LATER' | 'NEVER' {
  switch (failure) {
    case 'TIMEOUT':
    case 'CONNECTION_LOST':
      return 'DOUBT';
    case 'OVERLOADED':
    case 'UNAVAILABLE':
      return 'LATER';
    case 'VALIDATION':
    case 'FORBIDDEN':
    case 'PERIOD_CLOSED':
      return 'NEVER';
  }
}

/** What the look-up by key found; NOT_ASKED before it. */
export type LookUp<Document> =
  { readonly kind: 'NOT_ASKED' } | { readonly kind: 'FOUND'; readonly documents: readonly Document[] };

/** The next step in doubt. */
export type DoubtStep<Document> =
  | { readonly kind: 'WAIT'; readonly ms: number }
  | { readonly kind: 'LOOK_UP' }
  | { readonly kind: 'POSTED'; readonly document: Document }
  | { readonly kind: 'NOT_POSTED' }
  /** Two documents under one key: a person decides, nothing is sent. */
  | { readonly kind: 'ASK'; readonly documents: readonly Document[] };

/** In doubt: wait the settle time, look up by the key, then decide (rule 61). Times in ms since one clock's beginning. */
export function doubtStep<Document>(
  { doubtedAtMs, settleMs }: { readonly doubtedAtMs: number; readonly settleMs: number },
  nowMs: number,
  lookUp: LookUp<Document>,
): DoubtStep<Document> {
  const settledAtMs = doubtedAtMs + settleMs;
  if (nowMs < settledAtMs) return { kind: 'WAIT', ms: settledAtMs - nowMs };
  if (lookUp.kind === 'NOT_ASKED') return { kind: 'LOOK_UP' };
  const [first, second] = lookUp.documents;
  if (first === undefined) return { kind: 'NOT_POSTED' };
  return second === undefined ? { kind: 'POSTED', document: first } : { kind: 'ASK', documents: lookUp.documents };
}

/** How a document is taken back: before posting it is dropped, after it there is a credit memo and nothing else (rule 63). */
export function compensationOf(state: 'DRAFT' | 'IN_DOUBT' | 'POSTED'): 'DROP_DRAFT' | 'LOOK_UP_FIRST' | 'CREDIT_MEMO' {
  switch (state) {
    case 'DRAFT':
      return 'DROP_DRAFT';
    case 'IN_DOUBT':
      return 'LOOK_UP_FIRST';
    case 'POSTED':
      return 'CREDIT_MEMO';
  }
}

/** A write that waits, with whose order it is in. */
export interface PendingWrite {
  readonly id: string;
  readonly sequence: number;
  readonly customer: string;
  readonly project: string;
}

/** Which writes may go now: each only when nothing earlier of its customer or of its project is still pending (rule 63). */
export function mayGo(pending: readonly PendingWrite[]): readonly PendingWrite[] {
  const waiting = new Set<string>();
  return [...pending]
    .sort((a, b) => a.sequence - b.sequence)
    .filter(({ customer, project }) => {
      const keys = [JSON.stringify(['customer', customer]), JSON.stringify(['project', project])];
      const free = keys.every((key) => !waiting.has(key));
      for (const key of keys) waiting.add(key);
      return free;
    });
}

/** What a posted document touched. */
export interface Touched {
  readonly document: VendorRef;
  readonly project: VendorRef;
  readonly customer: VendorRef;
  readonly sources: readonly VendorRef[];
}

/** The records whose cached copies a mutation's result must refresh before it answers, each once (rule 64: read your writes). */
export function touchedBy({ document, project, customer, sources }: Touched): readonly VendorRef[] {
  const all = [document, project, customer, ...sources];
  return [...new Map(all.map((ref) => [identityText(ref), ref])).values()];
}
