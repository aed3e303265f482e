// Whose store it is: the first house on it says so, and a house of another firm is not opened on it.
import type pg from 'pg';
import { StoreError } from './store-error.ts';

/**
 * Notes whose records are in a store, once. Raises StoreError when it is another firm's: vendors number their records alike, so those of two
 * firms would be taken for each other's, and billed.
 */
export async function keepToFirm(
  pool: pg.Pool,
  { firm, place }: { readonly firm: string; readonly place: string },
): Promise<void> {
  await pool.query('insert into firm (name) values ($1) on conflict do nothing', [firm]);
  const { rows } = await pool.query<{ name: string; since: string }>(
    `select name, to_char(since at time zone 'utc', 'YYYY-MM-DD') as since from firm`,
  );
  const [owner] = rows;
  if (owner === undefined || owner.name === firm) return;
  throw new StoreError(
    'OTHER_FIRM',
    `The store at ${place} holds the records of "${owner.name}" since ${owner.since}, and this house is configured for "${firm}": theirs would be ` +
      `taken for each other's. Set DATABASE_URL or DATA_DIR to a store of "${firm}" (an empty one becomes it); ` +
      `where both names are one firm, configure it as firm: ${JSON.stringify(owner.name)} (FIRM_NAME)`,
  );
}
