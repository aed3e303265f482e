// Schema drift: an administrator removed or renamed a field last night. Names in answers and queries follow it.
import type { VendorFault } from '../stand-in.ts';

/** How the names of fields and columns differ from the ones the stand-in stores. */
export interface Drift {
  /** The name under which a stored field shows, or null when it is gone. */
  shown(owner: string, name: string): string | null;
  /** The stored name behind a name that was asked for, or null when nobody has that name any more. */
  stored(owner: string, name: string): string | null;
}

interface Change {
  /** Record type or table it is limited to, in lower case; null for all. */
  readonly owner: string | null;
  readonly from: string;
  readonly to: string | null;
}

/** No drift. */
export const NO_DRIFT: Drift = { shown: (_owner, name) => name, stored: (_owner, name) => name };

/** Reads the drift out of the faults of a request; a name may be limited to its owner, like `job.custentity_psa_project`. */
export function readDrift(faults: readonly VendorFault[]): Drift {
  const changes: Change[] = [];
  for (const fault of faults) {
    if (fault.kind !== 'schemaDrift') continue;
    if (fault.remove !== undefined) changes.push(change(fault.remove, null));
    if (fault.rename !== undefined && fault.to !== undefined) changes.push(change(fault.rename, fault.to));
  }
  if (changes.length === 0) return NO_DRIFT;
  const concerning = (owner: string): Change[] =>
    changes.filter((candidate) => candidate.owner === null || candidate.owner === owner.toLowerCase());
  return {
    shown: (owner, name) => {
      const found = concerning(owner).find((candidate) => candidate.from === name.toLowerCase());
      return found === undefined ? name : found.to;
    },
    stored: (owner, name) => {
      const mine = concerning(owner);
      const renamed = mine.find((candidate) => candidate.to?.toLowerCase() === name.toLowerCase());
      if (renamed !== undefined) return renamed.from;
      return mine.some((candidate) => candidate.from === name.toLowerCase()) ? null : name;
    },
  };
}

function change(spec: string, to: string | null): Change {
  const dot = spec.indexOf('.');
  const owner = dot < 0 ? null : spec.slice(0, dot).toLowerCase();
  return { owner, from: spec.slice(dot + 1).toLowerCase(), to: to === null ? null : to.slice(to.indexOf('.') + 1) };
}
