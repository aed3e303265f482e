// What a bill by plan would be: the line it is of with where its value stands, the bills that are due, documents checked like any other,
// and everything that waits. Pure: the same facts make the same plan, which is what a dry run shows and what is claimed.
import { currencyCode } from '../../../../schema/canon/currency.ts';
import type { Hold } from '../../../../schema/canon/hold.ts';
import { add, compare, type Money, sum, zero } from '../../../../schema/canon/money.ts';
import type { Cap } from '../../billing/cap.ts';
import type { BillingLine } from '../../billing/line-law.ts';
import { beyondLine, lineStanding } from '../../billing/line-standing.ts';
import { named } from '../../billing/bill-names.ts';
import { feeFault } from '../../billing/plan-faults.ts';
import type { PlannedBill } from '../../billing/planned-bills.ts';
import { plannedKindOf } from '../../billing/told-bills.ts';
import { type Blocker, blockerOf } from '../blocker.ts';
import type { Candidate, WorkProject } from '../facts.ts';
import { capsOf, groupsOf, type Part, type PlannedDocument, type ReleaseQuestion } from '../plan.ts';
import type { ContractBooks, ContractProject, HeldBill } from './facts.ts';
import { type AskedBill, type SettledCode, weighBill } from './weigh.ts';

/** A line with where its value stands. */
export interface PlannedLine {
  readonly id: string;
  readonly description: string;
  readonly value: Money;
  readonly before: Money;
  readonly standing: BillingLine;
}

/** The plan of the bills that were asked about. */
export interface ContractPlan {
  readonly projectId: string;
  /** Why nothing of it can be billed; null when it can. */
  readonly blocker: Blocker | null;
  readonly line: PlannedLine | null;
  readonly documents: readonly PlannedDocument[];
  readonly held: readonly HeldBill[];
  readonly settled: readonly { readonly bill: PlannedBill; readonly code: SettledCode; readonly message: string }[];
}

/** Which bills of a line are asked about; `today` is the business day of whoever sells. */
export type ChooseBills = (bills: readonly PlannedBill[], today: string) => readonly AskedBill[] | Blocker;

/** The plan of a project's bills. */
export function planContract(
  contract: ContractProject,
  books: ContractBooks,
  choose: ChooseBills,
  question: ReleaseQuestion,
): ContractPlan {
  const { project, line: choice } = contract;
  const bills = named(contract.bills, books.names);
  const none = { projectId: project.id, documents: [], held: [], settled: [], line: null };
  const blocker = notPlanned(contract) ?? blockerOf(project, books);
  const { seller, buyer } = project;
  if (blocker !== null || choice.kind === 'UNKNOWN' || seller === null || buyer === null) return { ...none, blocker };
  const { line, value } = choice;
  const before = billedBefore({ project, bills }, books);
  const standing = lineStanding({ id: line.id, value, before }, books.items);
  const planned = { id: line.id, description: line.description, value, before, standing };
  const asked = choose(bills, question.today);
  if ('code' in asked) return { ...none, line: planned, blocker: asked };
  const fault = asked.length === 0 ? null : periodsBlocker(contract);
  if (fault !== null) return { ...none, line: planned, blocker: fault };
  const weighed = weighAll(asked, books, { standing, caps: wholeCaps(project, books) });
  if (weighed.blocker !== null) return { ...none, line: planned, blocker: weighed.blocker };
  const bySource = new Map(asked.map(({ bill }) => [bill.source, bill]));
  const ends = groupsOf(weighed.parts, { project, seller, buyer, question, orderUsed: books.orderUsed ?? null });
  const waiting = ends.flatMap((end): readonly HeldBill[] =>
    end.kind === 'DOCUMENT'
      ? []
      : end.held.flatMap(({ source, amount, hold }) => {
          const bill = bySource.get(source);
          return bill === undefined || amount === null ? [] : [{ bill, amount, hold }];
        }),
  );
  return {
    ...none,
    ...{ blocker: null, line: planned, settled: weighed.settled },
    held: [...weighed.held, ...waiting, ...unplanned(choice, project, bills)],
    documents: ends.flatMap((end) => (end.kind === 'DOCUMENT' ? [end.document] : [])),
  };
}

/** Why a project has no bills by plan, or nobody can say which. */
function notPlanned({ project, line }: ContractProject): Blocker | null {
  const { title, billingModel } = project;
  const no = (code: string, message: string, remedy: string): Blocker => ({
    ...{ code, message, remedy, owner: 'FINANCE' },
    hold: null,
  });
  if (plannedKindOf(billingModel) === null)
    return no('NOT_BY_PLAN', `${title} is billed as ${billingModel}, not by plan`, 'release its work instead');
  if (line.kind === 'LINE') return null;
  return no('LINE_UNKNOWN', `Which line of its contract ${title} delivers is not known`, line.why);
}

/** The contract's own periods are not billed while its price, its term and its amount contradict each other (rule 27). */
function periodsBlocker({ project: { title }, fault }: ContractProject): Blocker | null {
  if (fault === null) return null;
  const message = `The periods of ${title} do not come to what was agreed: ${fault}`;
  const remedy =
    'correct the price of a month, the amount or the term of the line in the CRM, or schedule it in the ERP';
  return { code: 'PERIODS_DIFFER', message, remedy, owner: 'FINANCE', hold: null };
}

/** What a fee and its schedule differ by is told beside what is billed of it (rule 24): nobody would ever plan it, or have it all. */
function unplanned(
  { line, value }: Extract<ContractProject['line'], { kind: 'LINE' }>,
  { billingModel }: Pick<WorkProject, 'billingModel'>,
  bills: readonly PlannedBill[],
): readonly HeldBill[] {
  const kind = plannedKindOf(billingModel);
  const fault = kind === null ? null : feeFault(kind, value, bills);
  if (fault === null) return [];
  const last = bills.at(-1);
  const day = last?.dueOn ?? last?.from ?? line.endOn ?? line.startOn ?? '';
  const bill = { source: `schedule:${line.id}`, title: line.description, dueOn: day, from: day };
  return [{ bill, amount: fault.amount, hold: { code: 'SCHEDULE_DIFFERS', reason: fault.why } }];
}

/** What of the line was billed before go-live, as the opening position has it. */
function billedBefore(
  { project, bills }: Pick<ContractProject, 'project' | 'bills'>,
  { position }: ContractBooks,
): Money {
  const before = bills.flatMap(({ source }) => position?.milestonesBilled.get(source) ?? []);
  return sum(currencyCode(project.currency), before);
}

interface Weighing {
  readonly blocker: Blocker | null;
  readonly parts: readonly Part[];
  readonly held: readonly HeldBill[];
  readonly settled: ContractPlan['settled'];
}

/** What bills by plan must fit into. */
interface Limits {
  readonly standing: BillingLine;
  /** Of the whole contract, with what is used of them. */
  readonly caps: readonly Cap[];
}

/** Caps of the contract that are not of its hours alone: a fee, a retainer and a period use them like work (DOMAIN rule 23). */
function wholeCaps(project: WorkProject, { position, kept, used = new Map() }: ContractBooks): readonly Cap[] {
  return capsOf(project, { position, kept, used }).filter(({ isOfHours = false }) => !isOfHours);
}

/** What of a bill is in the way of it, taken with all before it; null: nothing. It waits whole, for nobody agreed to a part of it. */
function beyondLimits({ standing, caps }: Limits, taken: Money): Extract<Hold, { code: 'OVER_CAP' }> | null {
  const beyond = beyondLine(standing, taken);
  if (beyond !== null) return { code: 'OVER_CAP', caps: [`what its contract line is worth, by ${beyond.amount}`] };
  const passed = caps.filter(({ limit, consumed }) => compare(add(consumed, taken), limit) > 0);
  return passed.length === 0 ? null : { code: 'OVER_CAP', caps: passed.map(({ id }) => id) };
}

function weighAll(asked: readonly AskedBill[], books: ContractBooks, limits: Limits): Weighing {
  const parts: Part[] = [];
  const held: HeldBill[] = [];
  const settled: ContractPlan['settled'][number][] = [];
  let taken = zero(limits.standing.currency);
  for (const each of asked) {
    const { bill } = each;
    const weighed = weighBill(each, books);
    switch (weighed.kind) {
      case 'REFUSED':
        return { parts: [], held, settled, blocker: contradiction(weighed.code, weighed.message) };
      case 'HELD':
        held.push({ bill, amount: weighed.amount, hold: weighed.hold });
        break;
      case 'SETTLED':
        settled.push({ bill, code: weighed.code, message: weighed.message });
        break;
      case 'BILL': {
        const { entry, item, due, why } = weighed;
        const hold = beyondLimits(limits, add(taken, due));
        if (hold !== null) {
          held.push({ bill, amount: due, hold });
          break;
        }
        taken = add(taken, due);
        const besides = books.kept.get(bill.source)?.besides;
        // What somebody said of it is asked for again before it is sent (by-hand).
        const said = besides === undefined ? {} : { besides };
        const candidate: Candidate = { entry, item, hourlyRate: null, why, ...said };
        parts.push({ candidate, billed: due, held: zero(due.currency) });
      }
    }
  }
  return { blocker: null, parts, held, settled };
}

function contradiction(code: string, message: string): Blocker {
  return { code, message, remedy: 'then ask again', owner: 'FINANCE', hold: null };
}
