// The books of billing: one transaction per change, under the locks of what it is about, with its audit.
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Database } from '../store/store.ts';
import { noteWords } from './approvals/ask.ts';
import { appendAudit } from './audit.ts';
import { pseudonymOf } from './people.ts';
import { FenceLost } from './run-journal.ts';
import type { Held, Json } from './run-journal.ts';

/** A transaction of the books. */
export interface BooksPage {
  readonly db: Database;
  /**
   * Notes what was done; ids, codes, amounts and digests only. Written with it, or not at all. `words` are a person's own, why or how one knows:
   * kept where they can be erased, and shown beside the entry, which has their digest.
   */
  audit(action: string, detail: { readonly [name: string]: Json }, words?: string): void;
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

  /** What the journal calls the person whose token has this subject. */
  personOf(subject: string): Promise<string> {
    return pseudonymOf(this.db, this.#key, subject);
  }

  /**
   * Changes the books in the name of a run. Changes of one scope (a project, a contract) wait for each other, whatever process makes
   * them; whoever comes later sees what the earlier one did. By an execution (`Held`) nothing is changed once another one has taken its
   * run: raises FenceLost.
   */
  change<T>(by: string | Held, scopes: readonly string[], work: (page: BooksPage) => Promise<T>): Promise<T> {
    return this.#change(by, sql`unnest(${[...new Set(scopes)]}::text[]) scope`, work);
  }

  /** The same under the locks of a draft's project and contract, which never change; nothing is locked where there is no such draft. */
  changeDraft<T>(runId: string, draftId: string, work: (page: BooksPage) => Promise<T>): Promise<T> {
    const scopes = sql`billing_draft, unnest(array[project_id, contract_id]) scope where id = ${draftId} and scope is not null`;
    return this.#change(runId, scopes, work);
  }

  #change<T>(by: string | Held, scopes: RawBuilder<unknown>, work: (page: BooksPage) => Promise<T>): Promise<T> {
    const runId = typeof by === 'string' ? by : by.runId;
    return this.db.transaction().execute(async (db) => {
      // In one order, so that two changes never wait for each other.
      await sql`select pg_advisory_xact_lock(hashtextextended('books:' || scope, 0))
        from (select scope from ${scopes} order by scope collate "C" offset 0) locked`.execute(db);
      // After the locks: it may have been taken while this waited for them. Whoever takes it now waits for the end of this.
      if (typeof by !== 'string') await holdRun(db, by);
      const notes: Note[] = [];
      const result = await work({
        db,
        audit: (action, detail, words) => void notes.push({ action, detail, words: words ?? null }),
      });
      if (notes.length > 0) {
        const { rows } = await sql<{ actor: string; correlationId: string }>`
          select initiator::text as actor, correlation_id as "correlationId" from run where id = ${runId}`.execute(db);
        const { actor = 'system:billing', correlationId = runId } = rows[0] ?? {};
        // Last: the chain is locked from here to the end of the transaction.
        for (const { action, detail, words } of notes) {
          const isSaid = words !== null && rows.length > 0;
          const said = isSaid ? await noteWords(db, this.#key, { actor, action, id: runId, reason: words }) : {};
          await appendAudit(db, this.#key, {
            ...{ actor, action, runId, correlationId, systems: [] },
            detail: { ...detail, ...said },
          });
        }
      }
      return result;
    });
  }
}

/** What is noted of a change. */
interface Note {
  readonly action: string;
  readonly detail: { readonly [name: string]: Json };
  readonly words: string | null;
}

async function holdRun(db: Database, { runId, fence }: Held): Promise<void> {
  const { rows } = await sql`select 1 from run where id = ${runId} and fence = ${fence} for share`.execute(db);
  if (rows.length === 0) throw new FenceLost(runId, fence);
}
