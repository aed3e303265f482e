// record/v1: the account's data one record at a time.
import type { Database } from '../database.ts';
import type { Drift } from '../drift.ts';
import { NetSuiteProblem } from '../problem.ts';
import type { StandInClock, VendorRequest, VendorResponse } from '../../stand-in.ts';

/** Where the record endpoints lie. */
export const RECORD_PATH = '/services/rest/record/v1/';

/** What a record request runs against. */
export interface RecordEnvironment {
  readonly database: Database;
  readonly clock: StandInClock;
  readonly drift: Drift;
  readonly origin: string;
  readonly onType: (type: string) => void;
  readonly rowLock: boolean;
  readonly closedPeriod: boolean;
}

/** Answers one record request. */
export function answerRecord(request: VendorRequest, environment: RecordEnvironment): VendorResponse {
  environment.onType('unknown');
  throw new NetSuiteProblem(501, 'NOT_IMPLEMENTED', `${request.path} is not played yet.`);
}
