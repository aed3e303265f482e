// People in the journal: a pseudonym each, and one erasable row that leads back to them.
import { sql } from 'kysely';
import type { Database } from '../store/store.ts';
import { keyedDigest } from './canonical.ts';

/** The pseudonym of a person or service; the only way back to them is the erasable row. */
export async function pseudonymOf(transaction: Database, key: Buffer, subject: string): Promise<string> {
  const digested = keyedDigest(key, { subject });
  // Looked for first: an upsert locks the row until the transaction ends, and then everything that one person began would begin one after
  // the other.
  const known = await sql<{
    pseudonym: string;
  }>`select pseudonym from person where subject_digest = ${digested}`.execute(transaction);
  if (known.rows[0] !== undefined) return known.rows[0].pseudonym;
  const { rows } = await sql<{ pseudonym: string }>`insert into person (subject_digest, data)
    values (${digested}, ${JSON.stringify({ subject })}::jsonb)
    on conflict (subject_digest) do update set subject_digest = excluded.subject_digest returning pseudonym`.execute(
    transaction,
  );
  const found = rows[0];
  if (found === undefined) throw new Error('no pseudonym was made');
  return found.pseudonym;
}
