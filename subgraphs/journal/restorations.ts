// Whether the journal was put back from a backup, and what it knows since: the systems may hold records of runs it has lost.
import { sql } from 'kysely';
import type { Database } from '../store/store.ts';

/** Keys end in `-g2` and so on after a compensation; what follows from the first generation follows from all. */
const generation = /-g\d+$/;

/** What was lost, seen from the journal. */
export class Restorations {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Whether the store was ever put back from a backup. */
  async any(): Promise<boolean> {
    const { rows } = await sql<{ any: boolean }>`select exists (select from restoration) as any`.execute(this.#db);
    return rows[0]?.any === true;
  }

  /** Whether a run of this journal has begun to write under the key, in any generation. */
  async knows(system: 'crm' | 'psa' | 'erp', key: string): Promise<boolean> {
    const first = `${system}/${key.replace(generation, '')}`;
    const { rows } = await sql<{ known: boolean }>`
      select exists (select from business_key where key = ${first} or key = ${`${system}/${key}`}) as known`.execute(
      this.#db,
    );
    return rows[0]?.known === true;
  }
}
