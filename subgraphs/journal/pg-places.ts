// Places of vendor accounts counted in Postgres, for a house of several copies without a Redis: one call of a function on an unlogged
// table, so that no commit waits for a disk.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { heldTrustMs, processTrustMs, waitingTrustMs } from '../runtime/budget-port.ts';
import type { Admission, SharedPlaces } from '../runtime/budget-port.ts';
import type { Database } from '../store/store.ts';

/** A database that is slower than this would make every vendor call wait; each process then keeps to its part. */
export const placesMsMax = 250;

/** Places in a database; `process` names this one among all that share them. */
export function createPgPlaces(db: Database, process: string = randomUUID()): SharedPlaces {
  return {
    exchange: (account, { concurrentMax, reserve, floorAfterMs }, mine) => {
      const { interactive, background, waiting, waitedMs, billingIdleMs, referenceIdleMs } = mine;
      const held = [interactive, background];
      const waits = [waiting.interactive, waiting.billing, waiting.reference];
      const waited = [waitedMs.interactive, waitedMs.billing, waitedMs.reference, referenceIdleMs, billingIdleMs];
      const trusted = [waitingTrustMs, heldTrustMs, processTrustMs, floorAfterMs];
      const asked =
        sql<Admission>`select * from budget_admit(${account}, ${process}, ${concurrentMax}, ${reserve}, ${held}::int[],
        ${waits}::int[], ${waited}::int[], ${trusted}::int[])`.execute(db);
      return within(
        placesMsMax,
        asked.then(({ rows: [admission] }) => {
          if (admission === undefined) throw new Error(`The budget of ${account} gave no answer`);
          return admission;
        }),
      );
    },
    close: () => Promise.resolve(),
  };
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`The store did not count places within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
