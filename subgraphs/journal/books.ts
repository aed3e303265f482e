// The books of billing: one transaction per change, under the locks of what it is about, with its audit.
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Database } from '../store/store.ts';
import { appendAudit } from './audit.ts';
import type { Json } from './run-journal.ts';

/** A transaction of the books. */
export interface BooksPage {
  readonly db: Database;
  /** Notes what was done; ids, codes, amounts and digests only. Written with it, or not at all. */
  audit(action: string, detail: { readonly [name: string]: Json }): void;
}

/** The books of a database. */
export class Books {
  /** For reading. */
  readonly db: Database;
  readonly #key: Buffer;

  constructor(db: Database, key: Buffer) {
    this.db = db;
    this.#key = key;
  }

  /**
   * Changes the books in the name of a run. Changes of one scope (a project, a contract) wait for each other, whatever process makes
   * them; whoever comes later sees what the earlier one did.
   */
  change<T>(runId: string, scopes: readonly string[], work: (page: BooksPage) => Promise<T>): Promise<T> {
    return this.#change(runId, sql`unnest(${[...new Set(scopes)]}::text[]) scope`, work);
  }

  /** The same under the locks of a draft's project and contract, which never change; nothing is locked where there is no such draft. */
  changeDraft<T>(runId: string, draftId: string, work: (page: BooksPage) => Promise<T>): Promise<T> {
    const scopes = sql`billing_draft, unnest(array[project_id, contract_id]) scope where id = ${draftId} and scope is not null`;
    return this.#change(runId, scopes, work);
  }

  #change<T>(runId: string, scopes: RawBuilder<unknown>, work: (page: BooksPage) => Promise<T>): Promise<T> {
    return this.db.transaction().execute(async (db) => {
      // In one order, so that two changes never wait for each other.
      await sql`select pg_advisory_xact_lock(hashtextextended('books:' || scope, 0))
        from (select scope from ${scopes} order by scope collate "C" offset 0) locked`.execute(db);
      const notes: { readonly action: string; readonly detail: { readonly [name: string]: Json } }[] = [];
      const result = await work({ db, audit: (action, detail) => void notes.push({ action, detail }) });
      if (notes.length > 0) {
        const { rows } = await sql<{ actor: string; correlationId: string }>`
          select initiator::text as actor, correlation_id as "correlationId" from run where id = ${runId}`.execute(db);
        const { actor = 'system:billing', correlationId = runId } = rows[0] ?? {};
        // Last: the chain is locked from here to the end of the transaction.
        for (const { action, detail } of notes)
          await appendAudit(db, this.#key, { actor, action, runId, correlationId, systems: [], detail });
      }
      return result;
    });
  }
}
