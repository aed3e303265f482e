// The closed register of what can go wrong with a business system. A fault is client-safe by construction: its message is
// ours, a vendor's body is kept out, and what a debug log may know is reduced to shapes before it is stored.
import type { FaultCode, System } from '../../schema/canon/freshness.ts';
import { withoutSecrets } from './known-secrets.ts';
import { redact } from './redact.ts';

export { faultCodes } from '../../schema/canon/freshness.ts';
export type { FaultCode } from '../../schema/canon/freshness.ts';

/** How the rest of the runtime treats a code; one table so that breaker, retry and stale answers cannot disagree. */
interface Treatment {
  /** The same request may succeed later without anybody repairing anything. */
  readonly retryable: boolean;
  /** It says that the system is ill: it counts against the breaker and a safe call is repeated. */
  readonly ill: boolean;
  /** An older answer, labelled, is better than none. */
  readonly staleHelps: boolean;
  /** A write that ended so may have happened all the same; the others were not sent, or were answered with a no. */
  readonly mayHaveActed: boolean;
  /** Default message; the system's name is put in front. */
  readonly says: string;
}

const treatments: Readonly<Record<FaultCode, Treatment>> = {
  SYSTEM_UNAVAILABLE: { retryable: true, ill: true, staleHelps: true, mayHaveActed: true, says: 'cannot be reached' },
  SYSTEM_TIMEOUT: { retryable: true, ill: true, staleHelps: true, mayHaveActed: true, says: 'did not answer in time' },
  SYSTEM_OVERLOADED: {
    retryable: true,
    ill: true,
    staleHelps: true,
    mayHaveActed: false,
    says: 'is overloaded and asked us to slow down',
  },
  SYSTEM_QUOTA_EXHAUSTED: {
    retryable: false,
    ill: false,
    staleHelps: true,
    mayHaveActed: false,
    says: 'has no quota left for our account',
  },
  SYSTEM_UNAUTHORIZED: {
    retryable: false,
    ill: false,
    staleHelps: true,
    mayHaveActed: false,
    says: 'refused our credentials',
  },
  // No stale answer after FORBIDDEN: somebody took the right to read this away from our account, on purpose.
  SYSTEM_FORBIDDEN: {
    retryable: false,
    ill: false,
    staleHelps: false,
    mayHaveActed: false,
    says: 'does not let our account do this',
  },
  SYSTEM_REFUSED: { retryable: false, ill: false, staleHelps: false, mayHaveActed: false, says: 'refused the request' },
  SYSTEM_ANSWER_INVALID: {
    retryable: false,
    ill: false,
    staleHelps: true,
    mayHaveActed: true,
    says: 'gave an answer of an unknown shape',
  },
  CIRCUIT_OPEN: {
    retryable: true,
    ill: false,
    staleHelps: true,
    mayHaveActed: false,
    says: 'is not asked for a while: it failed too often',
  },
  BUDGET_EXHAUSTED: {
    retryable: true,
    ill: false,
    staleHelps: true,
    mayHaveActed: false,
    says: 'has no free place for another call',
  },
  DEADLINE_EXCEEDED: {
    retryable: true,
    ill: false,
    staleHelps: true,
    mayHaveActed: true,
    says: 'did not answer before the deadline',
  },
  CANCELLED: {
    retryable: false,
    ill: false,
    staleHelps: false,
    mayHaveActed: true,
    says: 'was not asked further: the caller left',
  },
};

/** Whether a code says the system itself is ill; such a fault counts against its breaker. */
export function isIllness(code: FaultCode): boolean {
  return treatments[code].ill;
}

/** Whether an older, labelled answer should stand in for this fault. */
export function staleHelps(code: FaultCode): boolean {
  return treatments[code].staleHelps;
}

/** What a fault is made of; everything but code, system and instance has a default drawn from the code. */
export interface FaultFacts {
  readonly code: FaultCode;
  readonly system: System;
  readonly instance: string;
  /** Our own sentence, safe for any client: never a vendor's text, a token or a URL. */
  readonly message?: string;
  readonly retryable?: boolean;
  readonly retryAfterMs?: number | null;
  /** The vendor's short code such as REQUEST_LIMIT_EXCEEDED; anything longer or stranger is dropped. */
  readonly vendorCode?: string | null;
  /** False when it is known that nothing was sent; by default what the code says. Only writes ask. */
  readonly mayHaveActed?: boolean;
  /** For the debug log; reduced to shapes (redact.ts), so that no value of a record survives. */
  readonly detail?: string;
}

// A code is a word, not a sentence: sentences quote records.
const vendorCodeForm = /^[A-Za-z][A-Za-z0-9_.:-]{0,79}$/;

/** A failure of a business system, in our words. `detail` is not enumerable: neither JSON nor a spread carries it out. */
export class Fault extends Error {
  override readonly name = 'Fault';
  readonly code: FaultCode;
  readonly system: System;
  readonly instance: string;
  readonly retryable: boolean;
  readonly retryAfterMs: number | null;
  readonly vendorCode: string | null;
  /** Whether a write that ended with this fault may have happened (then it is in doubt, DOMAIN rule 61). */
  readonly mayHaveActed: boolean;
  declare readonly detail: string | null;

  constructor(facts: FaultFacts) {
    const { code, system, instance } = facts;
    super(withoutSecrets(facts.message ?? `${system} (${instance}) ${treatments[code].says}`));
    this.code = code;
    this.system = system;
    this.instance = instance;
    this.retryable = facts.retryable ?? treatments[code].retryable;
    this.retryAfterMs = facts.retryAfterMs ?? null;
    this.mayHaveActed = facts.mayHaveActed ?? treatments[code].mayHaveActed;
    const vendorCode = facts.vendorCode ?? null;
    // A vendor that quotes our token where a code belongs: a token may well look like a word.
    const isCode = vendorCode !== null && vendorCodeForm.test(vendorCode) && withoutSecrets(vendorCode) === vendorCode;
    this.vendorCode = isCode ? vendorCode : null;
    const detail = facts.detail === undefined ? null : redact(facts.detail);
    Object.defineProperty(this, 'detail', { value: detail, enumerable: false });
  }
}

/** Whether a caught value is a fault of a system, as opposed to a bug of ours. */
export function isFault(error: unknown): error is Fault {
  return error instanceof Fault;
}

/** The same fault, of a request of which nothing was sent: a write that ended so did not happen. */
export function unsent(fault: Fault): Fault {
  const { code, system, instance, message, retryable, retryAfterMs, vendorCode, detail } = fault;
  const facts = { code, system, instance, message, retryable, retryAfterMs, vendorCode, mayHaveActed: false };
  return new Fault(detail === null ? facts : { ...facts, detail });
}
