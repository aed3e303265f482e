// What a conversion would make: one project, ledger project and billing schedule per selling legal entity, under one engagement (DOMAIN
// rule 20). Pure: the same facts give the same plan, which is what a dry run shows and what a run carries out.
import { Temporal } from 'temporal-polyfill';
import { allocate } from '../../../schema/canon/allocation.ts';
import type { BillingModel } from '../../../schema/canon/contract.ts';
import { currencyCode } from '../../../schema/canon/currency.ts';
import { sum } from '../../../schema/canon/money.ts';
import type { Money } from '../../../schema/canon/money.ts';
import type { RecordRef } from '../systems/write-call.ts';
import type { ConversionFacts, DealLine, Template } from './facts.ts';
import type { Gate } from './gates.ts';

/** A deal that runs longer is planned in several; a schedule of ten years is a wrong date. */
const monthsMax = 120;

/** Money as a journal keeps it. */
export type Amount = { readonly amount: string; readonly currency: string };

/** Something to be billed on a day; null: nobody has said when. Amount without tax. */
export type ScheduleLine = { readonly name: string; readonly dueOn: string | null; readonly amount: Amount };

/** What one legal entity sells of the deal. */
export type PlannedPart = {
  /** Its code in the ERP; `UNASSIGNED` for what starts at risk without a seller. */
  readonly code: string;
  readonly legalEntity: RecordRef | null;
  readonly title: string;
  readonly value: Amount;
  readonly billingModels: readonly BillingModel[];
  readonly templateKey: string | null;
  /** As people know it. */
  readonly templateTitle: string | null;
  readonly rateCard: RecordRef | null;
  /** Whom the template asks for. */
  readonly roles: Template['roles'];
  readonly serviceLine: string | null;
  /** Whether the seller has to be let bill the customer first. */
  readonly needsBillingAccount: boolean;
  readonly startOn: string | null;
  readonly endOn: string | null;
  readonly milestones: readonly ScheduleLine[];
  /** Sums to the value of what is billed by schedule (DOMAIN rules 24-27); empty where time alone is the bill. */
  readonly schedule: readonly ScheduleLine[];
  /** Nothing is billed until what was waived holds. */
  readonly isBillingHeld: boolean;
};

/** All of it. */
export type ConversionPlan = {
  readonly currency: string;
  /** Named in every project: caps, orders and lines that its bills go by are the contract's. Absent in plans made before it was named. */
  readonly contract?: RecordRef | null;
  readonly parts: readonly PlannedPart[];
};

/** The code under which lines without a known seller are kept. */
export const unassigned = 'UNASSIGNED';

/** The plan of a deal whose shut gates are `waived`. Raises RangeError for a deal that lasts over ten years. */
export function planOf(
  { deal, sellers, templates, rateCards }: ConversionFacts,
  waived: readonly Gate[],
): ConversionPlan {
  const sellerOf = (line: DealLine) =>
    sellers.find(({ code }) => code !== null && code === line.legalEntityCode) ?? null;
  const groups = Map.groupBy(deal.lines, (line) => sellerOf(line)?.code ?? unassigned);
  const parts = [...groups].map(([code, lines]): PlannedPart => {
    const template = lines.flatMap(({ templateKey }) => templates.find(({ key }) => key === templateKey) ?? [])[0];
    const seller = lines.map(sellerOf)[0] ?? null;
    return {
      code,
      legalEntity: seller?.ref ?? null,
      needsBillingAccount: seller?.billsCustomer === false,
      title: groups.size === 1 ? deal.name : `${deal.name} (${code})`,
      value: valueOf(lines, deal.currency),
      billingModels: [...new Set(lines.map(({ billingModel }) => billingModel))],
      templateKey: template?.key ?? null,
      templateTitle: template?.title ?? null,
      roles: template?.roles ?? [],
      serviceLine: lines.flatMap(({ serviceLine }) => serviceLine ?? [])[0] ?? null,
      rateCard:
        rateCards.find(({ key, currency }) => key === deal.rateCardKey && fits(currency, deal.currency))?.ref ?? null,
      startOn: deal.startOn,
      endOn: deal.endOn,
      milestones: lines.flatMap(({ milestones }) => milestones),
      schedule: lines.flatMap((line) => scheduleOf(line, deal)),
      isBillingHeld: waived.length > 0,
    };
  });
  // A contract is of the CRM that its deal is of.
  const contract = deal.contract === null ? null : { ...deal.ref, kind: 'CONTRACT' as const, id: deal.contract.id };
  return { currency: deal.currency, contract, parts };
}

function fits(currency: string | null, wanted: string): boolean {
  return currency === null || currency === wanted;
}

/** What has a price, in the deal's currency; an amount in another one is a gate's matter, and never added (DOMAIN rule 4). */
function valueOf(lines: readonly DealLine[], code: string): Money {
  const amounts = lines.flatMap(({ amount }) => (amount?.currency === code ? [amount] : []));
  return sum(currencyCode(code), amounts);
}

/** When a line is billed (DOMAIN rules 22-27). Lines add up to its amount to the minor unit. */
export function scheduleOf(
  line: DealLine,
  { startOn, endOn }: { readonly startOn: string | null; readonly endOn: string | null },
): readonly ScheduleLine[] {
  switch (line.billingModel) {
    case 'TIME_AND_MATERIALS':
    case 'NON_BILLABLE':
    case 'UNKNOWN':
      return [];
    case 'MILESTONE':
      return line.milestones;
    case 'FIXED_FEE':
      if (line.milestones.length > 0) return line.milestones;
      return monthly(line, daysOfBilling(startOn, endOn, 'ARREARS'));
    case 'RETAINER':
    case 'RECURRING':
      return monthly(line, daysOfBilling(startOn, endOn, 'ADVANCE'));
  }
}

/** Equal parts by largest remainder (DOMAIN rule 11). */
function monthly({ description, amount }: DealLine, days: readonly string[]): readonly ScheduleLine[] {
  if (amount === null) return [];
  if (days.length <= 1) return [{ name: description, dueOn: days[0] ?? null, amount }];
  const { shares } = allocate(
    amount,
    days.map(() => 1n),
  );
  return days.map((dueOn, index) => ({
    name: `${description} ${dueOn.slice(0, 7)}`,
    dueOn,
    amount: shares[index] ?? amount,
  }));
}

/** The day of billing of every month of the term: its first day in advance, its last in arrears. */
function daysOfBilling(startOn: string | null, endOn: string | null, when: 'ADVANCE' | 'ARREARS'): readonly string[] {
  if (startOn === null || endOn === null) return [];
  const start = Temporal.PlainDate.from(startOn);
  const end = Temporal.PlainDate.from(endOn);
  const days: string[] = [];
  for (let month = 0; ; month += 1) {
    const begins = start.add({ months: month });
    if (Temporal.PlainDate.compare(begins, end) > 0) return days;
    if (month >= monthsMax)
      throw new RangeError(`The deal lasts from ${startOn} to ${endOn}; at most ${monthsMax} months`);
    const ends = start.add({ months: month + 1 }).subtract({ days: 1 });
    days.push((when === 'ADVANCE' ? begins : Temporal.PlainDate.compare(ends, end) < 0 ? ends : end).toString());
  }
}
