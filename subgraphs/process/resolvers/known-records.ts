// The records behind canonical ids that a caller names. A house that was just opened has not read of them yet: that is not the same as
// their not being there, and a caller who asks again a moment later is right to.
import { setTimeout as pause } from 'node:timers/promises';
import type { System } from '../../../schema/canon/freshness.ts';
import { isCanonicalId } from '../../../schema/canon/identity.ts';
import type { RecordKind, VendorRef } from '../../../schema/canon/identity.ts';
import type { ProcessContext } from '../context.ts';

/** A record to be found: by which id, and of what kind in which system. */
export interface Wanted {
  readonly id: string;
  readonly system: Extract<System, 'CRM' | 'PSA' | 'ERP'>;
  readonly kind: RecordKind;
}

/** NOT_YET: its system has never been read whole, so nobody can say; ask again. NONE: it was, and has no such record. */
export type Sought = { readonly kind: 'FOUND'; readonly ref: VendorRef } | { readonly kind: 'NOT_YET' | 'NONE' };

/** The first reading takes a second or two; a caller waits about as long for it as for a run. */
const waitMsMax = 3_000;
const pollMs = 100;

/** Looks records up; waits a moment for systems that are being read for the first time. In the order of `wanted`. */
export async function knownRecords(
  { crossref, instances, envelope }: Pick<ProcessContext, 'crossref' | 'instances' | 'envelope'>,
  wanted: readonly Wanted[],
): Promise<readonly Sought[]> {
  const untilMs = Math.min(Date.now() + waitMsMax, envelope.deadlineAt - waitMsMax);
  for (;;) {
    // Before the look: what was read between the two is found, and what was not is not denied.
    const wasRead = await Promise.all(
      wanted.map(async ({ system, kind }) => {
        const progress = await crossref.progress({ system, kind, instance: instances[system] });
        return progress?.complete === true;
      }),
    );
    const refs = await crossref.allRefsOf(wanted.map(({ id }) => (isCanonicalId(id) ? id : '')));
    const sought = wanted.map(({ id, system, kind }, index): Sought => {
      const found = refs[index]?.find((one) => one.system === system && one.kind === kind);
      if (found !== undefined) return { kind: 'FOUND', ref: { system, instance: found.instance, kind, id: found.id } };
      return { kind: wasRead[index] === true || !isCanonicalId(id) ? 'NONE' : 'NOT_YET' };
    });
    if (!sought.some((one) => one.kind === 'NOT_YET') || Date.now() >= untilMs) return sought;
    await pause(pollMs);
  }
}

/** What to say of a record that may be there; the code says of what. */
export function notKnownYet(what: string): { readonly code: string; readonly message: string } {
  const message =
    'Its system has not been read since this house was opened; ask again in some seconds, with the same key';
  return { code: `${what}_NOT_KNOWN_YET`, message };
}
