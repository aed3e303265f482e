// People in the journal: a pseudonym each, and one erasable row that leads back to them.
import { sql } from 'kysely';
import type { Database } from '../store/store.ts';
import { keyedDigest } from './canonical.ts';

/** The pseudonym of a person or service; the only way back to them is the erasable row. */
export async function pseudonymOf(transaction: Database, key: Buffer, subject: string): Promise<string> {
  const { rows } = await sql<{ pseudonym: string }>`insert into person (subject_digest, data)
    values (${keyedDigest(key, { subject })}, ${JSON.stringify({ subject })}::jsonb)
    on conflict (subject_digest) do update set subject_digest = excluded.subject_digest returning pseudonym`.execute(
    transaction,
  );
  const found = rows[0];
  if (found === undefined) throw new Error('no pseudonym was made');
  return found.pseudonym;
}
