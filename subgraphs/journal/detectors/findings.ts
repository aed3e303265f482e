// What a reading found, kept in one transaction with how far it has come: each case is told once, and ends by itself.
import { sql } from 'kysely';
import type { Money } from '../../../schema/canon/money.ts';
import type { Database } from '../../store/store.ts';
import type { Subject } from '../exceptions.ts';
import { type DetectedCode, detectedRules } from './detected-codes.ts';
import { type HeldSweep, isHeld, SweepLost, until } from './sweeps.ts';

/** A case that stands. */
export interface Finding {
  readonly code: DetectedCode;
  /** By code and subject a case is known again. */
  readonly subject: Subject;
  /** Since when, as far as the facts say; null: since it was first seen. */
  readonly since: Date | null;
  /** What is the matter this time, in a sentence without names of people. */
  readonly message: string;
  /** As steps name it: where the cause is to be mended. */
  readonly system: string;
  /** Ids and codes by which people find it there. */
  readonly fields: readonly string[];
  readonly atRisk: Money | null;
}

/** A page of a reading after its facts were judged. */
export interface JudgedPage {
  /** Records looked at. */
  readonly looked: number;
  readonly findings: readonly Finding[];
  /** Where the reading goes on; null: this was the last page. */
  readonly next: string | null;
  /** Whether nothing was left out. */
  readonly whole: boolean;
}

/** A case is ended when so many readings in a row have not seen it: a page may skip a record that moves to another one meanwhile. */
export const missedMax = 2;

/** What keeping needs to know of time. */
export interface KeepTerms {
  readonly nowMs: number;
  /** By code: a case that stands for less is not told yet. */
  readonly graceMs: Readonly<Record<string, number>>;
  /** The holder is trusted for so long again. */
  readonly leaseMs: number;
}

/** What keeping a page did. */
export interface Kept {
  /** Exceptions that are new. */
  readonly opened: number;
}

/** Keeps a page: cases seen, exceptions opened or brought up to date, and how far it has come. Raises SweepLost; nothing is kept then. */
export function keepPage(db: Database, held: HeldSweep, page: JudgedPage, terms: KeepTerms): Promise<Kept> {
  return db.transaction().execute(async (transaction) => {
    const { rows } = await sql`update detector_sweep set cursor = ${page.next}, looked = looked + ${page.looked},
        whole = whole and ${page.whole}, owned_until = ${until(terms.leaseMs)}
      where ${isHeld(held)} returning 1`.execute(transaction);
    if (rows.length === 0) throw new SweepLost(held);
    if (page.findings.length === 0) return { opened: 0 };
    const found = rowsOf(page.findings, terms);
    await sight(transaction, held, { found, now: instant(terms.nowMs) });
    return { opened: await tell(transaction, found, instant(terms.nowMs)) };
  });
}

/**
 * Tells of cases that somebody came by on another way than a reading: at once, without their grace. Each has one exception all the same, and
 * ends when whole readings of `sweep` do not see it.
 */
export function tellAtOnce(db: Database, sweep: string, findings: readonly Finding[]): Promise<void> {
  if (findings.length === 0) return Promise.resolve();
  return db.transaction().execute(async (transaction) => {
    const { rows } = await sql<{ round: number; now: Date }>`select now() as now,
      coalesce((select round from detector_sweep where name = ${sweep}), 0) as round`.execute(transaction);
    const [{ round, now } = { round: 0, now: new Date() }] = rows;
    const found = rowsOf(findings, { graceMs: {} });
    await sight(transaction, { name: sweep, round }, { found, now: now.toISOString() });
    await tell(transaction, found, now.toISOString());
  });
}

/** A finding as SQL reads it. */
interface FoundRow {
  readonly code: string;
  readonly subject: string;
  readonly about: Subject;
  readonly since: string | null;
  readonly message: string;
  readonly system: string;
  readonly fields: readonly string[];
  readonly amount: string | null;
  readonly currency: string | null;
  readonly ownerRole: string;
  readonly dueHours: number;
  readonly graceMs: number;
}

/** One row per case: two facts of one page may tell of the same. */
function rowsOf(findings: readonly Finding[], { graceMs }: Pick<KeepTerms, 'graceMs'>): readonly FoundRow[] {
  const rows = new Map<string, FoundRow>();
  for (const { code, subject, since, message, system, fields, atRisk } of findings) {
    const { ownerRole, dueHours } = detectedRules[code];
    const key = subjectKey(subject);
    rows.set(`${code} ${key}`, {
      ...{ code, subject: key, about: subject, since: since?.toISOString() ?? null, message, system, fields },
      ...{ amount: atRisk?.amount ?? null, currency: atRisk?.currency ?? null, ownerRole, dueHours },
      graceMs: graceMs[code] ?? 0,
    });
  }
  return [...rows.values()];
}

function subjectKey({ kind, id }: Subject): string {
  return `${kind}/${id}`;
}

async function sight(
  transaction: Database,
  { name, round }: Pick<HeldSweep, 'name' | 'round'>,
  { found, now }: { readonly found: readonly FoundRow[]; readonly now: string },
): Promise<void> {
  await sql`insert into detector_sighting (code, subject, sweep, first_seen_at, round)
    select code, subject, ${name}, least(coalesce(since, ${now}::timestamptz), ${now}::timestamptz), ${round}
      from ${asRows(found)}
    on conflict (code, subject) do update set sweep = excluded.sweep, round = excluded.round, missed = 0,
      first_seen_at = least(detector_sighting.first_seen_at, excluded.first_seen_at)`.execute(transaction);
}

/** Opens exceptions of cases that stand for long enough and were not told; returns how many. */
async function tell(transaction: Database, found: readonly FoundRow[], now: string): Promise<number> {
  // What is open says how it is now: amounts grow while nobody mends the cause.
  await sql`update run_exception open set message = found.message, at_risk = found.amount, at_risk_currency = found.currency,
      subject = found.about, fields = found.fields, changed_at = now()
    from ${asRows(found)}
    where open.kind = 'DETECTED' and open.closed_at is null and open.code = found.code
      and open.subject->>'kind' = found.about->>'kind' and open.subject->>'id' = found.about->>'id'
      and (open.message, open.at_risk, open.at_risk_currency) is distinct from (found.message, found.amount, found.currency)`.execute(
    transaction,
  );
  const { rows } = await sql<{ code: string; subject: string }>`
    insert into run_exception (kind, code, message, fields, system, subject, at_risk, at_risk_currency, owner_role, due_at, first_seen_at)
    select 'DETECTED', found.code, found.message, found.fields, found.system, found.about, found.amount, found.currency, found.owner_role,
      ${now}::timestamptz + make_interval(hours => found.due_hours), seen.first_seen_at
    from ${asRows(found)} join detector_sighting seen on seen.code = found.code and seen.subject = found.subject
    where not seen.told and seen.first_seen_at + make_interval(secs => found.grace_ms / 1000.0) <= ${now}::timestamptz
    on conflict do nothing
    returning code, concat(subject->>'kind', '/', subject->>'id') as subject`.execute(transaction);
  if (rows.length > 0) {
    await sql`update detector_sighting seen set told = true
      from unnest(${rows.map(({ code }) => code)}::text[], ${rows.map(({ subject }) => subject)}::text[]) opened (code, subject)
      where seen.code = opened.code and seen.subject = opened.subject`.execute(transaction);
  }
  return rows.length;
}

function asRows(found: readonly FoundRow[]) {
  const rows = found.map(({ ownerRole, dueHours, graceMs, ...row }) => ({
    ...row,
    ...{ owner_role: ownerRole, due_hours: dueHours, grace_ms: graceMs },
  }));
  return sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) found (code text, subject text, about jsonb, since timestamptz,
    message text, system text, fields text[], amount numeric, currency text, owner_role text, due_hours int, grace_ms float8)`;
}

/**
 * Ends a reading that came to its last page. A case that two whole readings have not seen is over: its exception ends by itself, and a
 * later one of the same record is a new one. Returns how many exceptions ended. Raises SweepLost.
 */
export function endRound(db: Database, held: HeldSweep): Promise<{ readonly ended: number }> {
  return db.transaction().execute(async (transaction) => {
    const { rows } = await sql<{
      whole: boolean;
    }>`update detector_sweep done set cursor = null, round = done.round + 1, whole = true,
        completed_at = clock_timestamp(), looked_last = done.looked, looked = 0
      from detector_sweep before where before.name = done.name and done.name = ${held.name}
        and done.fence = ${held.fence}::bigint and done.owner is not null
      returning before.whole`.execute(transaction);
    const [reading] = rows;
    if (reading === undefined) throw new SweepLost(held);
    // What was left out may be what is missing.
    if (!reading.whole) return { ended: 0 };
    await sql`update detector_sighting set missed = missed + 1
      where sweep = ${held.name} and round < ${held.round}`.execute(transaction);
    const gone = await sql<{ code: string; subject: string }>`delete from detector_sighting
      where sweep = ${held.name} and missed >= ${missedMax} returning code, subject`.execute(transaction);
    if (gone.rows.length === 0) return { ended: 0 };
    const ended = await sql`update run_exception open set closed_at = now(), changed_at = now(),
        resolution = case when detector.active then 'ENDED' else 'SWITCHED_OFF' end
      from unnest(${gone.rows.map(({ code }) => code)}::text[], ${gone.rows.map(({ subject }) => subject)}::text[]) gone (code, subject)
        left join detector on detector.code = gone.code
      where open.kind = 'DETECTED' and open.closed_at is null and open.code = gone.code
        and concat(open.subject->>'kind', '/', open.subject->>'id') = gone.subject returning 1`.execute(transaction);
    return { ended: ended.rows.length };
  });
}

function instant(ms: number): string {
  return new Date(ms).toISOString();
}
