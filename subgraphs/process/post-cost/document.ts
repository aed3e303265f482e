// A posting as the ERP takes it: its lines by person and kind of work, and an entry per company whose books it touches.
import { currencyCode } from '../../../schema/canon/currency.ts';
import { hoursText } from '../../../schema/canon/hours.ts';
import { money, sum } from '../../../schema/canon/money.ts';
import { type CostAccounts, costLines, entryFaults, ledgerLines } from '../billing/work-cost.ts';
import type { KeptCostClaim, KeptPosting } from '../../journal/costs.ts';
import type { Json } from '../../journal/run-journal.ts';
import type { ErpJournalEntry, ErpJournalLine } from '../systems/erp-journals.ts';
import type { RecordRef } from '../systems/write-call.ts';
import type { CostCompany, CostEntry, CostProject } from './facts.ts';
import { known, type PlannedPosting, partOf } from './plan.ts';
import { betweenOf, type CostConfig, type CostRule, costRuleOf } from './policy.ts';

type Amount = { readonly amount: string; readonly currency: string };

/** The cost of one person's work of one kind. */
export type DocumentLine = {
  readonly name: string;
  /** The PSA's own id. */
  readonly person: string;
  readonly role: string | null;
  readonly billable: boolean;
  readonly minutes: number;
  readonly amount: Amount;
};

/** One entry in one company's books. DELIVERY: of the project; SUPPLY: of another company that employs whoever worked. */
export type DocumentEntry = {
  readonly part: 'DELIVERY' | 'SUPPLY';
  /** Code of the company. */
  readonly legalEntity: string;
  readonly accounts: CostAccounts;
  readonly entry: ErpJournalEntry;
};

/** What is posted. */
export type CostDocument = {
  readonly title: string;
  readonly period: string;
  readonly agreement: string | null;
  readonly lines: readonly DocumentLine[];
  readonly entries: readonly DocumentEntry[];
};

/** What is kept of a piece of work besides its cost: whose, how long, at what rate and why, approved by whom. */
export type CostedFacts = {
  readonly ref: RecordRef;
  readonly person: RecordRef | null;
  readonly role: string | null;
  readonly task: RecordRef | null;
  readonly billable: boolean;
  readonly minutes: number;
  readonly hourlyRate: string;
  readonly rateWhy: string;
  readonly approver: RecordRef | null;
  readonly approvedAt: string | null;
};

/** The facts of a piece of work as they are kept. */
export function factsOf(entry: CostEntry, rate: { readonly hourlyRate: string; readonly why: string }): CostedFacts {
  const { ref, person, role, task, billable, minutes, approver, approvedAt } = entry;
  return {
    ...{ ref, person, role, task, billable, minutes, approver, approvedAt },
    ...{ hourlyRate: rate.hourlyRate, rateWhy: rate.why },
  };
}

/** The document of a planned posting. Raises Error when it does not balance, or its accounts went away since it was planned. */
export function documentOfPosting(project: CostProject, planned: PlannedPosting, config: CostConfig): CostDocument {
  const { legalEntity, employer, period, works, postedOn, suppliedOn, agreement } = planned;
  const [own, theirs] = [costRuleOf(config, legalEntity), costRuleOf(config, employer)];
  const between = betweenOf(config, legalEntity, employer);
  if (own === null || theirs === null) throw new Error(`${legalEntity} or ${employer} has no accounts any more`);
  const lines = costLines(works.map(partOf));
  const title = `${project.code ?? project.title}, ${period.name}`;
  const cost = { billable: own.billable, notBillable: own.notBillable ?? own.billable };
  const make = { project, lines, currency: planned.currency, direction: 'COST' as const, reverses: null };
  const at = (code: string, rule: CostRule) => dimensionsOf(project, project.companies.get(code), rule);
  const delivery = entryOf({
    ...{ ...make, part: 'DELIVERY', code: legalEntity, postedOn, memo: `Cost of work on ${title}` },
    accounts: { ...cost, counter: between === null ? own.absorbed : between.dueTo },
    dimensions: at(legalEntity, own),
  });
  const supply =
    between === null || suppliedOn === null
      ? []
      : [
          entryOf({
            ...{ ...make, part: 'SUPPLY', code: employer, postedOn: suppliedOn },
            memo: `Work for ${legalEntity} on ${title} (${between.agreement})`,
            accounts: { billable: between.dueFrom, notBillable: between.dueFrom, counter: theirs.absorbed },
            dimensions: at(employer, theirs),
          }),
        ];
  return { title, period: period.name, agreement, lines: lines.map(kept), entries: [delivery, ...supply] };
}

function kept({ name, person, role, billable, minutes, amount }: ReturnType<typeof costLines>[number]): DocumentLine {
  return { ...{ name, person, role, billable, minutes }, amount: { ...amount } };
}

/** The document that takes back some work of a posting, in entries that refer to its own. `dayOf` is a day in each company's books. */
export function documentOfReversal(
  project: CostProject,
  original: KeptPosting,
  claims: readonly KeptCostClaim[],
  dayOf: ReadonlyMap<string, string>,
): CostDocument {
  const was = documentOf(original.document);
  const posted = entriesOf(original.entries);
  const currency = currencyCode(original.currency);
  const lines = was.lines.flatMap((line) => {
    const own = claims.filter((claim) => claim.line === line.name);
    if (own.length === 0) return [];
    const amounts = own.map(({ amount }) => money(amount.amount, currency));
    const minutes = own.reduce((total, { facts }) => total + costedOf(facts).minutes, 0);
    return [{ ...line, minutes, amount: sum(currency, amounts) }];
  });
  const entries = was.entries.map(({ part, legalEntity, accounts, entry }) => {
    const there = posted.find((each) => each.part === part);
    return entryOf({
      ...{ project, lines, currency: original.currency, direction: 'REVERSAL', part, code: legalEntity, accounts },
      postedOn: dayOf.get(legalEntity) ?? entry.postedOn,
      memo: `Takes back of ${there?.number ?? original.id}: work that changed on ${was.title}`,
      reverses: there?.ref ?? null,
      dimensions: entry.lines[0]?.dimensions ?? none,
    });
  });
  const told = lines.map((line) => ({ ...line, amount: { ...line.amount } }));
  return { ...was, title: `${was.title}, taken back`, lines: told, entries };
}

interface EntryParts {
  readonly project: CostProject;
  readonly part: DocumentEntry['part'];
  readonly code: string;
  readonly lines: readonly (Pick<ReturnType<typeof costLines>[number], 'name' | 'billable' | 'role' | 'minutes'> & {
    readonly amount: ReturnType<typeof money>;
  })[];
  readonly accounts: CostAccounts;
  readonly currency: string;
  readonly postedOn: string;
  readonly memo: string;
  readonly direction: 'COST' | 'REVERSAL';
  readonly reverses: RecordRef | null;
  readonly dimensions: ErpJournalLine['dimensions'];
}

const none = { practice: null, serviceLine: null, geography: null, costCentre: null };

function entryOf(parts: EntryParts): DocumentEntry {
  const { project, part, code, lines, accounts, currency, direction, dimensions } = parts;
  const company = project.companies.get(code);
  if (company === undefined) throw new Error(`The ERP has no legal entity ${code} any more`);
  const sides = ledgerLines(lines, accounts, direction);
  const [fault] = entryFaults(sides, currencyCode(currency));
  if (fault !== undefined) throw new Error(`The entry of ${project.id} is not sound: ${fault}`);
  const byName = new Map(lines.map((line) => [line.name, line]));
  return {
    ...{ part, legalEntity: code, accounts },
    entry: {
      ...{ legalEntity: company.ref, currency, postedOn: parts.postedOn, memo: parts.memo, reverses: parts.reverses },
      lines: sides.map(({ name, of, account, side, amount }): ErpJournalLine => ({
        ...{ name, account, side, amount: amount.amount, dimensions, memo: memoOf(byName.get(of)) },
        // A project is its own company's: in the employer's books it counts by the other dimensions.
        project: part === 'DELIVERY' ? project.erp : null,
      })),
    },
  };
}

/** Whose line it is nobody reads here: people are known by their roles. */
function memoOf(line: Pick<DocumentLine, 'role' | 'billable' | 'minutes'> | undefined): string | null {
  if (line === undefined) return null;
  const kind = line.billable ? 'billable' : 'not billable';
  return `${line.role ?? 'no role'}, ${kind}, ${hoursText(line.minutes)} h`;
}

/** Where the lines count; a name the ERP does not have is left out, for it would refuse the entry. */
function dimensionsOf(
  project: CostProject,
  company: CostCompany | undefined,
  { costCentre }: CostRule,
): ErpJournalLine['dimensions'] {
  return {
    practice: known(company?.practices, project.practice),
    serviceLine: known(company?.serviceLines, project.serviceLine),
    geography: known(company?.geographies, project.region),
    costCentre: known(company?.costCentres, costCentre),
  };
}

/** An entry of the ERP as it was posted. */
export type PostedEntry = {
  readonly part: DocumentEntry['part'];
  readonly ref: RecordRef;
  readonly number: string | null;
  readonly postedOn: string;
};

/** A kept document: what was written as such is read as such. */
export function documentOf(document: Json): CostDocument {
  return document as unknown as CostDocument;
}

/** Kept entries. */
export function entriesOf(entries: Json): readonly PostedEntry[] {
  return (entries ?? []) as unknown as readonly PostedEntry[];
}

/** Kept facts of a piece of work. */
export function costedOf(facts: Json): CostedFacts {
  return facts as unknown as CostedFacts;
}
