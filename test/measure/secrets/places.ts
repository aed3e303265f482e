// Everything a house leaves somewhere, as text: the store's tables, the shared cache, the listing of its processes.
import { readdirSync, readFileSync } from 'node:fs';
import { Redis } from 'ioredis';
import { sql } from 'kysely';
import type { Store } from '../../../subgraphs/store/store.ts';
import type { Written } from './needles.ts';

/** Every row of every table of every schema, the engine's too; columns of bytes come as hexadecimal digits. */
export async function tables({ db }: Store): Promise<readonly Written[]> {
  const { rows: names } = await sql<{ schema: string; name: string }>`
    select schemaname as schema, tablename as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema')`.execute(db);
  const dumped: Written[] = [];
  for (const { schema, name } of names) {
    const { rows } = await sql<{ line: string }>`select t::text as line from ${sql.id(schema, name)} as t`.execute(db);
    dumped.push({ where: `table ${schema}.${name}`, text: rows.map(({ line }) => line).join('\n') });
  }
  return dumped;
}

/** Every key and value of the shared cache. */
export async function cached(url: string): Promise<readonly Written[]> {
  const client = new Redis(url);
  try {
    const keys = await client.keys('*');
    const values = await Promise.all(keys.map((key) => valueOf(client, key)));
    return keys.map((key, index) => ({ where: `cache ${key}`, text: `${key}\n${values[index] ?? ''}` }));
  } finally {
    client.disconnect();
  }
}

async function valueOf(client: Redis, key: string): Promise<string> {
  switch (await client.type(key)) {
    case 'string':
      return (await client.get(key)) ?? '';
    case 'hash':
      return JSON.stringify(await client.hgetall(key));
    case 'zset':
      return JSON.stringify(await client.zrange(key, '0', '-1'));
    default:
      return '';
  }
}

/** Command line and environment of some processes and of all they started. */
export function listing(pids: readonly number[]): readonly Written[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const parent = /^PPid:\s+(\d+)$/m.exec(read(`/proc/${name}/status`))?.[1];
    if (/^\d+$/.test(name) && parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const isOurs = (pid: number | undefined): boolean =>
    pid !== undefined && pid > 1 && (pids.includes(pid) || isOurs(parents.get(pid)));
  return [...parents.keys()].filter(isOurs).map((pid) => ({
    where: `process ${pid}`,
    text: `${read(`/proc/${pid}/cmdline`)}\n${read(`/proc/${pid}/environ`)}`.replaceAll('\0', '\n'),
  }));
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
