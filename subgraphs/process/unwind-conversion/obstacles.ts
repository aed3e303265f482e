// What keeps a conversion from being taken back, in words that say what to do instead.
import type { EngagementRecord, Engagements, Undertaking } from '../../journal/engagements.ts';

/** A "no" before anything is asked of a system. */
export interface Obstacle {
  readonly code: 'ALREADY_UNWOUND' | 'UNWINDING_UNDER_WAY';
  readonly message: string;
}

/** Whether somebody has taken it back, or is at it: by whom, since when, and what to do. `runId` is who asks; null before it is a run. */
export async function obstacleOf(
  engagements: Engagements,
  { id, state, runId: lastRun, changedAt }: Pick<EngagementRecord, 'id' | 'state' | 'runId' | 'changedAt'>,
  runId: string | null,
): Promise<Obstacle | null> {
  if (state === 'UNWOUND') {
    const by = await engagements.undertaking(lastRun);
    const message =
      `Engagement ${id} was taken back by run ${lastRun}${asked(by)}, at ${changedAt.toISOString()}; nothing is left to take back. ` +
      'Win the deal again, or convert it again, to make it anew';
    return { code: 'ALREADY_UNWOUND', message };
  }
  const other = await engagements.unwindingUnderWay(id, runId);
  if (other === null) return null;
  const remedy =
    other.state === 'STUCK'
      ? 'it rests (STUCK): mend what it names, then send it on with replayRun'
      : other.state === 'PARKED'
        ? 'it rests (PARKED) and goes on by itself when the system is back'
        : 'watch that one';
  const message = `Run ${other.runId}${asked(other)} is taking engagement ${id} back since ${other.begunAt.toISOString()}; ${remedy}`;
  return { code: 'UNWINDING_UNDER_WAY', message };
}

/** By role: the audit of the run says who it was to whoever may know. */
function asked(by: Undertaking | null): string {
  return by?.role == null ? '' : `, asked for by a ${by.role}`;
}

/** What was seen of a project in both systems. */
export interface Seen {
  /** Planned bills that were billed. */
  readonly documents: number;
  /** The ERP says that documents or time name it. */
  readonly isInBooks: boolean;
  /** Time and expenses in the PSA. */
  readonly bookings: number;
  readonly invoices: number;
}

/** What is in the way with its remedy; null when nobody has worked on it and nothing is billed. Pure. */
export function useOf({ documents, isInBooks, bookings, invoices }: Seen): string | null {
  const billed = Math.max(documents, invoices);
  if (billed > 0) return `${billed} bills of it are out. Credit them in the ERP and close it instead`;
  if (bookings > 0) {
    return `time or expenses are booked on it in the PSA (${bookings}), none of it billed. Move or delete them there and ask again, or send this on where it stopped; or close it instead`;
  }
  if (!isInBooks) return null;
  return 'documents or time name it in the ERP. Credit what was billed and move the time there, or close it instead';
}
