// Our own export and import: the Postgres from npm has no pg_dump. One consistent picture of every table of ours, with the schema's
// number and a checksum; the engine's own tables stay out, for its work is found again from the runs.
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { sql } from 'kysely';
import { damaged, linesOfFile } from './backup-file.ts';
import type { Database } from './store.ts';
import { codeOf } from './store-error.ts';

/** Rows read and written at a time: some megabytes at most. */
const pageRows = 500;
const format = 1;
/** Made by the migrations themselves. */
const ownTable = 'migration';

/** What was exported or imported. */
export interface BackupSummary {
  readonly schema: number;
  readonly tables: number;
  readonly rows: number;
}

type Line =
  | { readonly kind: 'HEAD'; readonly format: number; readonly schema: number; readonly madeAt: string }
  | { readonly kind: 'ROWS'; readonly table: string; readonly rows: readonly unknown[] }
  | { readonly kind: 'END'; readonly rows: number; readonly sha256: string };

/** Writes everything to a new file (gzip, one JSON value per line), as it was at one moment. Raises an Error when it is there already. */
export async function backup(db: Database, file: string): Promise<BackupSummary> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (transaction) => {
      await sql`set local statement_timeout = 0`.execute(transaction);
      const tables = await tablesOf(transaction);
      const summary = { schema: await schemaOf(transaction), tables: tables.length, rows: 0 };
      const lines = linesOf(transaction, tables, summary);
      try {
        await pipeline(Readable.from(lines), createGzip(), createWriteStream(file, { mode: 0o600, flags: 'wx' }));
      } catch (error) {
        if (codeOf(error) !== 'EEXIST') throw error;
        throw new Error(`${file} is there already, and no backup writes over another; name a new file`, {
          cause: error,
        });
      }
      return summary;
    });
}

async function* linesOf(
  db: Database,
  tables: readonly string[],
  summary: { readonly schema: number; rows: number },
): AsyncGenerator<string> {
  const hash = createHash('sha256');
  const line = (value: Line): string => {
    const text = `${JSON.stringify(value)}\n`;
    hash.update(text);
    return text;
  };
  yield line({ kind: 'HEAD', format, schema: summary.schema, madeAt: new Date().toISOString() });
  for (const table of tables) {
    await sql`declare exported cursor for select to_jsonb(exported_row)::text as row from ${sql.table(table)} exported_row`.execute(
      db,
    );
    for (;;) {
      const { rows } = await sql<{ row: string }>`fetch ${sql.lit(pageRows)} from exported`.execute(db);
      if (rows.length === 0) break;
      summary.rows += rows.length;
      // The rows' own text: numbers wider than ours pass through unread.
      const text = `{"kind":"ROWS","table":${JSON.stringify(table)},"rows":[${rows.map(({ row }) => row).join(',')}]}\n`;
      hash.update(text);
      yield text;
    }
    await sql`close exported`.execute(db);
  }
  yield `${JSON.stringify({ kind: 'END', rows: summary.rows, sha256: hash.digest('hex') } satisfies Line)}\n`;
}

/**
 * Reads a file back, whole or not at all. Vendors may be ahead of it: that is noted, and every write is looked up from then on. Raises an Error when the store has another schema, when rows are there already (unless
 * `replace`; the audit is never replaced), or when the file is not there, cut short, damaged or changed.
 */
export async function restore(db: Database, file: string, replace = false): Promise<BackupSummary> {
  return db.transaction().execute(async (transaction) => {
    await sql`set local statement_timeout = 0`.execute(transaction);
    const tables = await tablesOf(transaction);
    await makeRoom(transaction, tables, replace);
    const summary = { schema: await schemaOf(transaction), tables: tables.length, rows: 0 };
    const madeAt = await readAll(transaction, file, { tables: new Set(tables), summary });
    await moveSequences(transaction);
    await sql`insert into restoration (backup_made_at) values (${madeAt}::timestamptz)`.execute(transaction);
    return summary;
  });
}

async function makeRoom(db: Database, tables: readonly string[], replace: boolean): Promise<void> {
  for (const table of tables.toReversed()) {
    const { rows } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(db);
    if (rows.length === 0) continue;
    if (!replace)
      throw new Error(`The store is not empty (${table} has rows); restore into an empty one, or pass --replace`);
    await sql`delete from ${sql.table(table)}`.execute(db);
  }
}

async function readAll(
  db: Database,
  file: string,
  into: { readonly tables: ReadonlySet<string>; readonly summary: { readonly schema: number; rows: number } },
): Promise<string> {
  const { tables, summary } = into;
  const hash = createHash('sha256');
  let end: Extract<Line, { kind: 'END' }> | null = null;
  let madeAt: string | null = null;
  for await (const text of linesOfFile(file)) {
    const value = lineOf(text, file);
    if (value.kind === 'END') {
      end = value;
      break;
    }
    hash.update(`${text}\n`);
    if (value.kind === 'HEAD') madeAt = checkHead(value, summary.schema);
    else summary.rows += await insertRows(db, value, { tables, text });
  }
  if (madeAt === null || end?.rows !== summary.rows || end.sha256 !== hash.digest('hex')) {
    throw damaged(file, 'it is cut short or was changed: its checksum does not hold');
  }
  return madeAt;
}

function lineOf(text: string, file: string): Line {
  try {
    return JSON.parse(text) as Line;
  } catch (error) {
    throw damaged(file, 'a line of it is no backup’s', error);
  }
}

function checkHead(head: Extract<Line, { kind: 'HEAD' }>, schema: number): string {
  if (head.format === format && head.schema === schema) return head.madeAt;
  throw new Error(
    `The backup has format ${head.format} and schema ${head.schema}, this program ${format} and ${schema}: restore it with the release that made it`,
  );
}

async function insertRows(
  db: Database,
  { table, rows }: Extract<Line, { kind: 'ROWS' }>,
  { tables, text }: { readonly tables: ReadonlySet<string>; readonly text: string },
): Promise<number> {
  if (!tables.has(table)) throw new Error(`The backup names a table ${table}, which this schema does not have`);
  await sql`insert into ${sql.table(table)} overriding system value
    select * from jsonb_populate_recordset(null::${sql.table(table)}, ${text}::jsonb -> 'rows')`.execute(db);
  return rows.length;
}

/** The newest migration; both sides must have the same. */
async function schemaOf(db: Database): Promise<number> {
  const { rows } = await sql<{ newest: number | null }>`select max(number) as newest from migration`.execute(db);
  return rows[0]?.newest ?? 0;
}

/** Our tables, those that others refer to first. */
async function tablesOf(db: Database): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string; needs: string[] }>`
    select class.relname as name, coalesce(array_agg(target.relname::text) filter (where target.relname is not null), '{}') as needs
    from pg_class class
    left join pg_constraint reference on reference.conrelid = class.oid and reference.contype = 'f'
    left join pg_class target on target.oid = reference.confrelid and target.oid <> class.oid
    where class.relnamespace = 'public'::regnamespace and class.relkind = 'r' and class.relname <> ${ownTable}
    group by 1 order by 1`.execute(db);
  const ordered: string[] = [];
  while (ordered.length < rows.length) {
    const next = rows.find(
      ({ name, needs }) => !ordered.includes(name) && needs.every((need) => ordered.includes(need)),
    );
    if (next === undefined) throw new Error('The tables refer to each other in a circle; none can be restored first');
    ordered.push(next.name);
  }
  return ordered;
}

/** Numbers given out by the database go on after those restored. */
async function moveSequences(db: Database): Promise<void> {
  const { rows } = await sql<{ table: string; column: string; sequence: string }>`
    select table_name as table, column_name as column, pg_get_serial_sequence(quote_ident(table_name), column_name) as sequence
    from information_schema.columns where table_schema = 'public' and is_identity = 'YES'`.execute(db);
  for (const { table, column, sequence } of rows) {
    await sql`select setval(${sequence}::regclass, coalesce(max(${sql.ref(column)}), 1), count(*) > 0) from ${sql.table(table)}`.execute(
      db,
    );
  }
}
