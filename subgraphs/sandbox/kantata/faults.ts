// Faults that the vendor itself acts out, read once per request.
import type { VendorFault } from '../stand-in.ts';
import type { ApiError, Refusal } from './failure.ts';
import { invalid, tooManyRequests, unauthorized, unavailable } from './failure.ts';
import type { Drift } from './render.ts';

/** What the faults of one request amount to. */
export interface ActedFaults {
  /** Refused before anything happens. */
  readonly refusal: Refusal | null;
  /** Refused when the request would write to one of the collections; null stands for all of them. */
  readonly writes: { readonly collections: readonly string[] | null; readonly refusal: Refusal } | null;
  readonly isPartial: boolean;
  /** How far lists and searches trail the database, in seconds. */
  readonly staleSeconds: number;
  readonly drift: Drift | null;
}

/** Time and expenses of a locked period cannot be written; other records can. */
const LOCKED_COLLECTIONS = ['time_entries', 'expenses'];

/** Reads the faults that struck a request. */
export function readFaults(faults: readonly VendorFault[]): ActedFaults {
  let refusal: Refusal | null = null;
  let writes: ActedFaults['writes'] = null;
  let isPartial = false;
  let staleSeconds = 0;
  const drifts: Drift[] = [];
  for (const fault of faults) {
    switch (fault.kind) {
      case 'expiredToken':
        // Tokens of this vendor do not expire: their owner took this one back.
        refusal ??= unauthorized();
        break;
      case 'overload':
        // Never with Retry-After: this vendor does not send it.
        refusal ??= tooManyRequests();
        break;
      case 'unavailable':
        refusal ??= unavailable();
        break;
      case 'rowLock':
        writes ??= {
          collections: null,
          refusal: unavailable('The record is being changed by another request. Please try again.'),
        };
        break;
      case 'closedPeriod':
        writes ??= { collections: LOCKED_COLLECTIONS, refusal: invalid([LOCKED]) };
        break;
      case 'partialSuccess':
        isPartial = true;
        break;
      case 'staleIndex':
        staleSeconds = Math.max(staleSeconds, fault.seconds);
        break;
      case 'schemaDrift':
        drifts.push(driftOf(fault.remove, fault.rename, fault.to));
        break;
    }
  }
  return { refusal, writes, isPartial, staleSeconds, drift: drifts.length === 0 ? null : combine(drifts) };
}

const LOCKED: Omit<ApiError, 'type'> = {
  field: 'date_performed',
  message: 'Date performed is in a period that is locked for time and expenses',
};

function driftOf(remove?: string, rename?: string, to?: string): Drift {
  return (name) => {
    if (name === remove) return null;
    return name === rename && to !== undefined ? to : name;
  };
}

function combine(drifts: readonly Drift[]): Drift {
  return (name) => drifts.reduce<string | null>((known, drift) => (known === null ? null : drift(known)), name);
}
