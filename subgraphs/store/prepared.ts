// Statements that a connection has seen before are not parsed and planned again: a step's write is a statement of five parts, and planning
// it took Postgres longer than carrying it out.
import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import type pg from 'pg';

/** Each connection keeps a plan per text; texts beyond these, such as those whose length depends on a list, are sent as they are. */
const textsMax = 500;

/** The pool as the query builder uses it, with every statement that takes parameters prepared under a name of its text. */
export function preparing(pool: pg.Pool): PostgresPool {
  const names = new Map<string, string>();
  const nameOf = (text: string): string | undefined => {
    const known = names.get(text);
    if (known !== undefined || names.size >= textsMax) return known;
    const name = `ours_${names.size}`;
    names.set(text, name);
    return name;
  };
  // The builder knows a connection by its object.
  const wrapped = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    connect: async () => {
      const client = await pool.connect();
      const known = wrapped.get(client) ?? wrap(client, nameOf);
      wrapped.set(client, known);
      return known;
    },
    end: () => pool.end(),
    options: pool.options,
  };
}

function wrap(client: pg.PoolClient, nameOf: (text: string) => string | undefined): PostgresPoolClient {
  // The builder asks by a cursor only where it was given one; ours was not.
  function query<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  function query<R>(
    text: string | PostgresCursor<R>,
    values: readonly unknown[] = [],
  ): Promise<PostgresQueryResult<R>> | PostgresCursor<R> {
    if (typeof text !== 'string') throw new TypeError('The store has no cursors');
    const name = values.length === 0 ? undefined : nameOf(text);
    const asked = client.query({ text, values: [...values], ...(name === undefined ? {} : { name }) });
    // What rows look like is said where they are asked for.
    return asked as Promise<PostgresQueryResult<R>>;
  }
  return { query, release: (error) => client.release(error) };
}
