// Names of planned bills that are in the books already (DOMAIN rule 60): a bill is called by its line of the ERP's schedule, which stays when it
// is re-dated or others are added before it. What was billed under another name, by the month of a contract's own period or before names were
// by line, keeps that one, so that a schedule made or remade later bills nothing twice.
import { Temporal } from 'temporal-polyfill';
import type { PlannedBill } from './planned-bills.ts';

/** A bill as it is known: from the books, or by its name alone from an opening position. */
export interface KnownBill {
  readonly source: string;
  readonly scheduleLine: string | null;
  /** Content of its amount, as `contentOf` says it; null where only its name is known. */
  readonly content: string | null;
  /** First and last day of what it is for; null like that. */
  readonly span: { readonly from: string; readonly to: string } | null;
}

/** Names by which bills are known, by the names they are planned under; what nobody knows is not in it. Each is known once. */
export function knownNames(bills: readonly PlannedBill[], known: readonly KnownBill[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const lines = new Set(bills.flatMap(({ scheduleLine }) => scheduleLine ?? []));
  const orphans: KnownBill[] = [];
  const open = (): readonly PlannedBill[] =>
    bills.filter(({ milestone, source }) => milestone === null && !names.has(source));
  for (const bill of known) {
    const same = open().find(
      ({ source, scheduleLine }) => source === bill.source || (scheduleLine ?? '') === (bill.scheduleLine ?? 'none'),
    );
    if (same !== undefined) names.set(same.source, bill.source);
    else if (bill.scheduleLine === null || !lines.has(bill.scheduleLine)) orphans.push(bill);
  }
  for (const orphan of orphans) {
    const heir = heirOf(orphan, open());
    if (heir !== undefined) names.set(heir.source, orphan.source);
  }
  return names;
}

/** Bills by the names they are known by. */
export function named(
  bills: readonly PlannedBill[],
  names: ReadonlyMap<string, string> | undefined,
): readonly PlannedBill[] {
  return bills.map((bill) => ({ ...bill, source: names?.get(bill.source) ?? bill.source }));
}

/** The bill that stands where a known one stood that no line of the schedule is any more: of its days, of its month, or of its day and amount. */
function heirOf(orphan: KnownBill, open: readonly PlannedBill[]): PlannedBill | undefined {
  const { source, span, content } = orphan;
  const days = span ?? monthOf(source);
  const ofMonth = open.find(({ formerly }) => formerly === source);
  if (span === null && ofMonth !== undefined) return ofMonth;
  const served = open.filter(({ kind }) => kind === 'RETAINER' || kind === 'RECURRING');
  const [most] = days === null ? [] : [...served].sort((a, b) => sharedDays(b, days) - sharedDays(a, days));
  if (most !== undefined && days !== null && sharedDays(most, days) > 0) return most;
  return (
    ofMonth ??
    open.find(
      ({ from, to, amount }) =>
        span?.from === from && span.to === to && content === `${amount.amount} ${amount.currency}`,
    )
  );
}

/** Days of the month that a name of before says. */
function monthOf(source: string): KnownBill['span'] {
  const month = /^period:.*:(\d{4}-\d{2})(:\d+)?$/.exec(source)?.[1];
  if (month === undefined) return null;
  const from = Temporal.PlainDate.from(`${month}-01`);
  return { from: from.toString(), to: from.with({ day: from.daysInMonth }).toString() };
}

function sharedDays(
  { from, to }: Pick<PlannedBill, 'from' | 'to'>,
  days: { readonly from: string; readonly to: string },
): number {
  const [first, last] = [from > days.from ? from : days.from, to < days.to ? to : days.to];
  return first > last ? 0 : Temporal.PlainDate.from(first).until(last).days + 1;
}
