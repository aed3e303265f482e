// Bills by plan out of what the systems tell: the contract's lines, the ERP's schedule and the PSA's milestones, put as the rules want them.
import { currencyCode } from '../../../schema/canon/currency.ts';
import { mintId, type VendorRef } from '../../../schema/canon/identity.ts';
import { money, type Money } from '../../../schema/canon/money.ts';
import { periodsFault } from './plan-faults.ts';
import {
  type LineChoice,
  lineOfProject,
  type PlannedBill,
  plannedBills,
  type PlannedKind,
  type PricedLine,
  type ScheduledBill,
  scheduledValue,
  type ToldMilestone,
} from './planned-bills.ts';

/** Money as a system tells it. */
interface Amount {
  readonly amount: string;
  readonly currency: string;
}

/** What the systems say of a project that is billed by plan. */
export interface ToldPlan {
  readonly billingModel: string;
  readonly currency: string;
  /** The PSA's account, whose milestones the schedule names by the PSA's own ids. */
  readonly psaInstance: string;
  /** Lines of its contract; null where it names none. */
  readonly lines:
    | readonly (Omit<PricedLine, 'amount' | 'periodPrice'> & {
        readonly amount: Amount | null;
        /** Decimal text in the line's currency. */
        readonly unitPrice: string | null;
      })[]
    | null;
  readonly schedule: readonly (Omit<ScheduledBill, 'amount' | 'milestone'> & {
    readonly amount: Amount;
    /** The PSA's own id. */
    readonly milestone: string | null;
  })[];
  readonly milestones: readonly (Omit<ToldMilestone, 'amount'> & { readonly amount: Amount | null })[];
}

/** The line that a project delivers, and its bills; none where nobody can say which line it is. */
export interface ContractBills {
  readonly line: LineChoice;
  readonly bills: readonly PlannedBill[];
  /** Why the contract's own periods cannot be what was agreed, in words; null where nothing contradicts them. */
  readonly fault: string | null;
}

/** The bills of a project; periods of a contract without a schedule are told that are due to a day. */
export function toldBills(told: ToldPlan, through: string): ContractBills {
  const { billingModel, currency, psaInstance } = told;
  const kind = plannedKindOf(billingModel);
  const schedule = told.schedule.map(({ amount, milestone, ...bill }) => ({
    ...bill,
    amount: moneyOf(amount),
    milestone:
      milestone === null ? null : named({ system: 'PSA', instance: psaInstance, kind: 'MILESTONE', id: milestone }),
  }));
  const line =
    told.lines === null
      ? ({ kind: 'UNKNOWN', why: 'it names no contract; link the contract' } as const)
      : lineOfProject(told.lines.map(pricedLine), { billingModel, currency, scheduled: scheduledValue(schedule) });
  if (line.kind === 'UNKNOWN' || kind === null) return { line, bills: [], fault: null };
  const milestones = told.milestones.map(({ amount, ...milestone }) => ({
    ...milestone,
    amount: amount === null ? null : moneyOf(amount),
  }));
  const isByContract = schedule.length === 0 && (kind === 'RECURRING' || kind === 'RETAINER');
  return {
    line,
    bills: plannedBills({ line: line.line, kind, schedule, milestones, through }),
    fault: isByContract ? periodsFault(line.line) : null,
  };
}

/** How a project is billed by plan; null for one that is billed otherwise. */
export function plannedKindOf(billingModel: string): PlannedKind | null {
  switch (billingModel) {
    case 'MILESTONE':
    case 'FIXED_FEE':
    case 'RETAINER':
    case 'RECURRING':
      return billingModel;
    default:
      return null;
  }
}

function named(ref: VendorRef): ScheduledBill['milestone'] {
  return { id: mintId(ref), ref };
}

function pricedLine({ amount, unitPrice, ...line }: NonNullable<ToldPlan['lines']>[number]): PricedLine {
  const value = amount === null ? null : moneyOf(amount);
  const periodPrice = value === null || unitPrice === null ? null : priceIn(unitPrice, value.currency);
  return { ...line, amount: value, periodPrice };
}

/** A price with more digits than its currency has is none of a period's. */
function priceIn(decimal: string, currency: Money['currency']): Money | null {
  try {
    return money(decimal, currency);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function moneyOf({ amount, currency }: Amount): Money {
  return money(amount, currencyCode(currency));
}
