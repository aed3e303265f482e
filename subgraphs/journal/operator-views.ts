// What operators look at, over one database: exceptions, traces, the audit, figures.
import { sql } from 'kysely';
import type { Page, PageRequest } from '../../schema/canon/paging.ts';
import type { Database } from '../store/store.ts';
import { exceptionsById, groupsOfExceptions, pageOfExceptions } from './exception-views.ts';
import type { ExceptionFilter, GroupRecord, ExceptionRecord } from './exception-views.ts';
import { readFigures } from './figures.ts';
import type { Figures } from './figures.ts';
import type { Json } from './run-journal.ts';
import { pageOfAudit, trace } from './trace.ts';
import type { AuditFilter, AuditRecord, TraceRecord } from './trace.ts';

/** Reads only; `Operators` acts. */
export class OperatorViews {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  byId(ids: readonly string[]): Promise<readonly (ExceptionRecord | null)[]> {
    return exceptionsById(this.#db, ids);
  }

  page(page: PageRequest, filter: ExceptionFilter): Promise<Page<ExceptionRecord>> {
    return pageOfExceptions(this.#db, page, filter);
  }

  groups(filter: ExceptionFilter): Promise<readonly GroupRecord[]> {
    return groupsOfExceptions(this.#db, filter);
  }

  /** What is open of each run; same order. */
  async ofRuns(runIds: readonly string[]): Promise<readonly (readonly ExceptionRecord[])[]> {
    const { rows } = await sql<{ id: string; runId: string }>`select id, run_id as "runId" from run_exception
      where run_id = any(${[...runIds]}::text[]) and closed_at is null`.execute(this.#db);
    const found = await this.byId(rows.map(({ id }) => id));
    return runIds.map((runId) => found.filter((one): one is ExceptionRecord => one?.runId === runId));
  }

  trace(names: readonly string[]): Promise<readonly TraceRecord[]> {
    return trace(this.#db, names);
  }

  audit(page: PageRequest, filter: AuditFilter): Promise<Page<AuditRecord>> {
    return pageOfAudit(this.#db, page, filter);
  }

  figures(): Promise<Figures> {
    return readFigures(this.#db);
  }

  /** What a run was begun with; it may name people, so it is for corrections and never shown. */
  async inputOf(runId: string): Promise<{ readonly process: string; readonly input: Json } | null> {
    const { rows } = await sql<{
      process: string;
      input: Json;
    }>`select process, input from run where id = ${runId}`.execute(this.#db);
    return rows[0] ?? null;
  }

  /** The pseudonyms that stand for a subject: one, or none before it ever did something. */
  async pseudonymsOf(subject: string): Promise<readonly string[]> {
    const { rows } = await sql<{
      pseudonym: string;
    }>`select pseudonym from person where data->>'subject' = ${subject}`.execute(this.#db);
    return rows.map(({ pseudonym }) => pseudonym);
  }
}
