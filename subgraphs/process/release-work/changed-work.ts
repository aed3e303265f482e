// Which claimed work is not any more what was claimed: edited, rejected, deleted, or put on a bill of the PSA by somebody (DOMAIN rule 30).
import { mintId } from '../../../schema/canon/identity.ts';
import type { PsaWorkItem } from '../systems/psa-billing.ts';
import type { Systems } from '../systems/systems.ts';
import type { ClaimedItem } from './moving.ts';

/** The PSA answers so many at once. */
const askedMax = 200;

/** Sources of claims whose work changed, asked of the PSA itself. Raises Fault when it cannot be asked. */
export async function changedWork(systems: Systems, claimed: readonly ClaimedItem[]): Promise<readonly string[]> {
  const changed: string[] = [];
  for (let from = 0; from < claimed.length; from += askedMax) {
    const part = claimed.slice(from, from + askedMax);
    const now = await systems.psa.workNow(part.map(({ booked }) => booked.facts.entry.ref));
    const found = new Map(now.flatMap((work) => (work === null ? [] : [[mintId(work.ref) as string, work] as const])));
    for (const { claim, booked } of part)
      if (!isAsClaimed(found.get(claim.source) ?? null, booked.content)) changed.push(claim.source);
  }
  return changed;
}

/** Whether work is as it was when it was claimed. Its price may differ: that froze. */
export function isAsClaimed(now: PsaWorkItem | null, content: string): boolean {
  return now !== null && now.version === content && now.approval === 'APPROVED' && now.billable && now.bill === null;
}
