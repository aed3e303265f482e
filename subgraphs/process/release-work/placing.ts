// Where a document counts: the day it is dated, the fiscal period its work is of, its cost centre. Pure.
import type { Hold } from '../../../schema/canon/hold.ts';
import type { AccountingPeriod } from '../../../schema/canon/legal-entity.ts';
import { landingOf, type Landing } from '../../../schema/canon/posting-period.ts';
import type { IntercompanyMapping } from '../billing/entity.ts';
import type { WorkProject, WorkSeller } from './facts.ts';
import type { BillingPolicy } from './policy.ts';

/**
 * The day a document is dated: today, or where its newest work is of a period that is over and still open, the last day of that; so what is
 * billed on the first days of a month is the month's before. Later work than today, a bill ahead, is dated today (DOMAIN rules 44, 45).
 */
export function dayOfDocument(
  workedOn: readonly string[],
  today: string,
  periods: readonly AccountingPeriod[],
): Landing {
  const newest = [...workedOn].sort().at(-1) ?? today;
  const landing = landingOf(newest < today ? newest : today, periods, 'receivables');
  if (landing.kind === 'HELD') return landing;
  const { startOn, endOn } = landing.period;
  const accountingOn = today > endOn ? endOn : today < startOn ? startOn : today;
  return { ...landing, accountingOn };
}

/** Name of the fiscal period a day is of, by the seller's own calendar (DOMAIN rule 21); of days the ERP keeps no period for, the month. */
export function fiscalPeriodOf(day: string, periods: readonly AccountingPeriod[]): string {
  return periods.find(({ startOn, endOn }) => startOn <= day && day <= endOn)?.name ?? day.slice(0, 7);
}

/** What is billed apart under a contract: what that one asks for, else what the company does. */
export function groupingUnder(
  { grouping, contractGroupings }: Pick<BillingPolicy, 'grouping' | 'contractGroupings'>,
  { contract }: Pick<WorkProject, 'contract'>,
): BillingPolicy['grouping'] {
  const own = contractGroupings.find(({ contract: number }) => number === contract?.number);
  return own?.grouping ?? grouping;
}

/** Its practice's cost centre, else the company's; null: the firm keeps none. */
export function costCentreOf(
  { costCentres }: Pick<BillingPolicy, 'costCentres'>,
  { practice }: Pick<WorkProject, 'practice'>,
): string | null {
  const own = costCentres.find((each) => each.practice !== null && each.practice === practice);
  return (own ?? costCentres.find((each) => each.practice === null))?.costCentre ?? null;
}

/** A dimension the firm wants is not left out silently, and the ERP refuses a name it does not have. */
export function noCostCentre({ code, costCentres }: WorkSeller, costCentre: string): Hold {
  const known = costCentres.length === 0 ? 'it keeps none' : `it keeps ${costCentres.join(', ')}`;
  const reason = `The ERP has no cost centre ${costCentre} for ${code} (${known}); correct it there or in the section "billing"`;
  return { code: 'HELD_BY_PERSON', reason };
}

/** Who may deliver what a company sells (DOMAIN rule 18). */
export function mappingsTo(seller: string, { deliveredBy }: BillingPolicy): readonly IntercompanyMapping[] {
  return deliveredBy.map(({ legalEntity, agreement }) => ({ seller, deliverer: legalEntity, agreement }));
}
