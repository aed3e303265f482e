// The changes of customers, counted: business keys are unique for ever, and a customer may be renamed to the same name twice.
import { sql } from 'kysely';
import type { Database } from '../store/store.ts';

/** The counted changes of a database. */
export class CustomerChanges {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** The number of a run's change within its customer; asked again it is the same. */
  async begin(runId: string, customerId: string, kind: string): Promise<number> {
    return this.#db.transaction().execute(async (transaction) => {
      // One at a time for each customer: a number is given out once.
      await sql`select pg_advisory_xact_lock(hashtext('customer_change'), hashtext(${customerId}))`.execute(
        transaction,
      );
      await sql`insert into customer_change (run_id, customer_id, revision, kind)
        select ${runId}, ${customerId}, coalesce(max(revision), 0) + 1, ${kind} from customer_change where customer_id = ${customerId}
        on conflict (run_id) do nothing`.execute(transaction);
      const { rows } = await sql<{ revision: number }>`
        select revision from customer_change where run_id = ${runId}`.execute(transaction);
      const [row] = rows;
      if (row === undefined) throw new Error(`The change of run ${runId} was not counted`);
      return row.revision;
    });
  }

  /** The number of the latest change; 0 before the first. */
  async last(customerId: string): Promise<number> {
    const { rows } = await sql<{ last: number }>`
      select coalesce(max(revision), 0)::int as last from customer_change where customer_id = ${customerId}`.execute(
      this.#db,
    );
    return rows[0]?.last ?? 0;
  }

  /** The run that makes such a change of the customer and began before this one; null when none does. */
  async underWay(runId: string, customerId: string, kind: string): Promise<string | null> {
    const { rows } = await sql<{ id: string }>`
      select run.id from customer_change other join run on run.id = other.run_id
      where other.customer_id = ${customerId} and other.kind = ${kind}
        and other.revision < (select revision from customer_change where run_id = ${runId})
        and run.state_kind in ('RUNNING', 'COMPENSATING', 'WAITING_APPROVAL')
      order by other.revision limit 1`.execute(this.#db);
    return rows[0]?.id ?? null;
  }
}
