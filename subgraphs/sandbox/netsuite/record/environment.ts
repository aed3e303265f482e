// What a record request runs against.
import { dayAt } from '../account-time.ts';
import type { Database } from '../database.ts';
import type { Drift } from '../drift.ts';
import type { StandInClock } from '../../stand-in.ts';
import type { RecordView } from './spec.ts';

/** The account as one record request meets it. */
export interface RecordEnvironment {
  readonly database: Database;
  readonly clock: StandInClock;
  readonly drift: Drift;
  /** Scheme and host that the client called us by. */
  readonly origin: string;
  /** Told the record type as soon as it is known, for the request log. */
  readonly onType: (type: string) => void;
  /** Fault: collections, which are searches, trail the records by so many seconds; records by id or external id do not. */
  readonly staleSeconds: number;
  /** Fault: somebody else holds the record. */
  readonly rowLock: boolean;
  /** Fault: the period of whatever is posted is closed. */
  readonly closedPeriod: boolean;
}

/** What showing records in this environment needs. */
export function viewOf({ database, drift, origin, clock }: RecordEnvironment): RecordView {
  return { database, drift, origin, today: dayAt(clock.now().getTime()) };
}
