// A person's right to be forgotten, and the law's to forbid it. The chain knows people by pseudonym only; what leads from a pseudonym to
// a person is one row, and once it is emptied nothing does, while the chain still verifies.
import { sql } from 'kysely';
import type { Database } from '../store/store.ts';
import { appendAudit } from './audit.ts';
import { keyedDigest } from './canonical.ts';
import { pseudonymOf } from './people.ts';

/** Runs named to whoever has to end them first. */
const namedMax = 20;

/** Who, by the subject of their token; and who decided it. */
export interface AboutPerson {
  readonly subject: string;
  readonly operator: string;
}

/**
 * ERASED: `inputs` of ended runs that named them were emptied, too. UNFINISHED: these runs name them and have not ended; end them first,
 * for nothing was erased. HELD: a legal hold forbids it.
 */
export type Erased =
  | { readonly kind: 'ERASED'; readonly pseudonym: string; readonly inputs: number }
  | { readonly kind: 'UNFINISHED'; readonly runs: readonly string[] }
  | { readonly kind: 'HELD'; readonly reason: string }
  | { readonly kind: 'UNKNOWN' };

/** Forgets a person for good: whoever comes with the same name later is somebody new. Audited under the pseudonym. */
export function erasePerson(db: Database, key: Buffer, { subject, operator }: AboutPerson): Promise<Erased> {
  return db.transaction().execute(async (transaction) => {
    const { rows } = await sql<{ pseudonym: string; reason: string | null }>`
      select person.pseudonym, reason from person left join legal_hold using (pseudonym)
      where subject_digest = ${keyedDigest(key, { subject })} for update of person`.execute(transaction);
    const found = rows[0];
    if (found === undefined) return { kind: 'UNKNOWN' };
    if (found.reason !== null) return { kind: 'HELD', reason: found.reason };
    const { pseudonym } = found;
    // A whole value of the input, as JSON spells it: a part of another name is not this person.
    const spelled = JSON.stringify(subject);
    const naming = sql`position(${spelled} in input::text) > 0`;
    const open = await sql<{ id: string }>`select id from run
      where state_kind not in ('DONE', 'COMPENSATED') and ${naming} limit ${namedMax}`.execute(transaction);
    // Whoever comes back with the same name is somebody new, and could decide on what they asked for themselves.
    const asked = await sql<{ id: string }>`select coalesce(run_id, 'approval-' || id) as id from approval
      where state = 'PENDING' and ${pseudonym}::uuid = any(makers) limit ${namedMax}`.execute(transaction);
    open.rows.push(...asked.rows);
    if (open.rows.length > 0) return { kind: 'UNFINISHED', runs: open.rows.map(({ id }) => id) };
    const emptied = await sql`update run set input = '{"erased": true}'::jsonb
      where state_kind in ('DONE', 'COMPENSATED') and ${naming} returning 1`.execute(transaction);
    // Nobody comes back to these keys: whoever has the name later is somebody else, to whom they would answer with another's runs.
    await sql`update idempotency_key set scope = ${`erased ${pseudonym}`}, key = gen_random_uuid()::text
      where scope = ${subject}`.execute(transaction);
    // Somebody's words about them; the audit keeps a digest that was salted with the row's id.
    await sql`delete from operator_act where position(${subject} in reason) > 0`.execute(transaction);
    await sql`update person set subject_digest = null, data = null, erased_at = now(),
        salt = decode(replace(gen_random_uuid()::text, '-', ''), 'hex')
      where pseudonym = ${pseudonym}::uuid`.execute(transaction);
    const by = operator === subject ? pseudonym : await pseudonymOf(transaction, key, operator);
    const inputs = emptied.rows.length;
    await record(transaction, key, { action: 'person.erased', actor: by, pseudonym, detail: { inputs } });
    return { kind: 'ERASED', pseudonym, inputs };
  });
}

/** Keeps a person, and the runs they began, from being erased or removed by age. Placing it again changes nothing. Audited. */
export function placeHold(
  db: Database,
  key: Buffer,
  { subject, operator, reason }: AboutPerson & { readonly reason: string },
): Promise<void> {
  return db.transaction().execute(async (transaction) => {
    const pseudonym = await pseudonymOf(transaction, key, subject);
    const actor = await pseudonymOf(transaction, key, operator);
    const { rows } = await sql`insert into legal_hold (pseudonym, reason, placed_by)
      values (${pseudonym}::uuid, ${reason}, ${actor}::uuid) on conflict do nothing returning 1`.execute(transaction);
    if (rows.length > 0) await record(transaction, key, { action: 'hold.placed', actor, pseudonym, detail: {} });
  });
}

/** Ends a legal hold; false when there was none. Audited. */
export function liftHold(db: Database, key: Buffer, { subject, operator }: AboutPerson): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    const { rows } = await sql<{ pseudonym: string }>`delete from legal_hold where pseudonym = (
      select pseudonym from person where subject_digest = ${keyedDigest(key, { subject })}) returning pseudonym`.execute(
      transaction,
    );
    const pseudonym = rows[0]?.pseudonym;
    if (pseudonym === undefined) return false;
    const actor = await pseudonymOf(transaction, key, operator);
    await record(transaction, key, { action: 'hold.lifted', actor, pseudonym, detail: {} });
    return true;
  });
}

interface PersonAct {
  readonly action: string;
  readonly actor: string;
  readonly pseudonym: string;
  readonly detail: { readonly [name: string]: number };
}

async function record(
  transaction: Database,
  key: Buffer,
  { action, actor, pseudonym, detail }: PersonAct,
): Promise<void> {
  // No run: what happened to a person is a trail of its own, under their pseudonym.
  const trail = `person-${pseudonym}`;
  const facts = {
    actor,
    action,
    runId: trail,
    correlationId: trail,
    systems: [],
    detail: { person: pseudonym, ...detail },
  };
  await appendAudit(transaction, key, facts);
}
