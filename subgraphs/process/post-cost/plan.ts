// What would be posted, what waits and what is taken back: pure, of the facts as they are.
import { currencyCode } from '../../../schema/canon/currency.ts';
import type { Hold } from '../../../schema/canon/hold.ts';
import { type Money, money, sum } from '../../../schema/canon/money.ts';
import type { RateTable } from '../../../schema/canon/rate.ts';
import { landingOf } from '../../../schema/canon/posting-period.ts';
import type { KeptCostClaim } from '../../journal/costs.ts';
import { intercompany } from '../billing/entity.ts';
import { costLines, costOfTime, type CostPart, type CostRate } from '../billing/work-cost.ts';
import type { CostBooks, CostChange, CostCompany, CostEntry, CostProject } from './facts.ts';
import { cardsOf, type CostConfig, type CostRule, costRuleOf, mappingsOf } from './policy.ts';

/** What is asked. A legal entity's business day, YYYY-MM-DD, ends where it is (DOMAIN rule 21). */
export interface CostQuestion {
  readonly todayOf: (legalEntity: string) => string;
  readonly config: CostConfig;
}

/** Work that is posted now. */
export interface CostedWork {
  readonly entry: CostEntry;
  readonly cost: Money;
  readonly rate: CostRate;
}

/** Work of one project, period, employer and currency: one posting. */
export interface PlannedPosting {
  readonly legalEntity: string;
  readonly employer: string;
  readonly currency: string;
  /** The period it is posted in, in the project's books. */
  readonly period: { readonly name: string; readonly startOn: string };
  /** Day in the project's books, and in the employer's where those are others'. */
  readonly postedOn: string;
  readonly suppliedOn: string | null;
  readonly agreement: string | null;
  readonly works: readonly CostedWork[];
  readonly amount: Money;
}

/** Work whose posted cost is taken back, of one posting. */
export interface PlannedReversal {
  readonly postingId: string;
  readonly claims: readonly { readonly claim: KeptCostClaim; readonly why: CostChange }[];
  readonly amount: Money;
}

/** Work whose cost waits. */
export interface HeldCost {
  readonly source: string;
  readonly workedOn: string;
  readonly minutes: number;
  readonly hold: Hold;
}

/** Why nothing of the project can be posted. */
export interface CostBlocker {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

/** What comes of the facts. */
export interface CostPlan {
  readonly blocker: CostBlocker | null;
  readonly postings: readonly PlannedPosting[];
  readonly reversals: readonly PlannedReversal[];
  readonly held: readonly HeldCost[];
  /** Pieces of work whose cost is posted, or on its way. */
  readonly settled: number;
}

const nothing = { postings: [], reversals: [], held: [], settled: 0 };

/** The plan for a project. */
export function planCost(project: CostProject, books: CostBooks, question: CostQuestion): CostPlan {
  const blocker = blockerOf(project, question);
  if (blocker !== null) return { ...nothing, blocker };
  const cards = cardsOf(question.config);
  const weighed = project.entries.map((entry) => weigh(project, entry, { books, cards, ...question }));
  return {
    blocker: null,
    postings: postingsOf(project, weighed),
    reversals: reversalsOf(project, books),
    held: weighed.flatMap((each) => (each.kind === 'HELD' ? [heldOf(each.entry, each.hold)] : [])),
    settled: weighed.filter(({ kind }) => kind === 'SETTLED').length,
  };
}

function heldOf({ source, workedOn, minutes }: CostEntry, hold: Hold): HeldCost {
  return { source, workedOn, minutes, hold };
}

function blockerOf(project: CostProject, { config }: CostQuestion): CostBlocker | null {
  const { legalEntity, erp, companies, after, id } = project;
  const blocker = (code: string, message: string, remedy: string): CostBlocker => ({ code, message, remedy });
  if (legalEntity === null)
    return blocker('NO_LEGAL_ENTITY', `Project ${id} names no legal entity`, 'name it on the project in the PSA');
  if (erp === null)
    return blocker('NOT_IN_ERP', `The ERP has no project ${id}`, 'have it made there, or convert its deal');
  const rule = costRuleOf(config, legalEntity);
  if (rule === null) {
    const remedy = 'name them in the section "cost" of the configuration, for it or for all';
    return blocker('NO_COST_ACCOUNTS', `${legalEntity} names no accounts for the cost of work`, remedy);
  }
  const company = companies.get(legalEntity);
  if (company === undefined)
    return blocker('LEGAL_ENTITY_UNKNOWN', `The ERP has no legal entity ${legalEntity}`, 'correct its code there');
  const unknown = accountsOf(rule).find((account) => !company.accounts.includes(account));
  if (unknown !== undefined)
    return blocker('ACCOUNT_UNKNOWN', `The ERP has no account ${unknown} in use`, 'correct it in the section "cost"');
  if (after === null) {
    const remedy = 'import it and have it signed off, or say in the section "cost" from which day on cost is posted';
    return blocker('NO_OPENING_POSITION', `Project ${id} has no opening position that is signed off`, remedy);
  }
  return null;
}

function accountsOf({ billable, notBillable, absorbed }: CostRule): readonly string[] {
  return [billable, absorbed, ...(notBillable === null ? [] : [notBillable])];
}

type Weighed =
  | { readonly kind: 'COSTED'; readonly work: CostedWork; readonly landing: Landing }
  | { readonly kind: 'HELD'; readonly entry: CostEntry; readonly hold: Hold }
  /** Posted, on its way, taken back first, or costs nothing. */
  | { readonly kind: 'SETTLED' };

interface Landing {
  readonly employer: string;
  readonly agreement: string | null;
  readonly period: { readonly name: string; readonly startOn: string };
  readonly postedOn: string;
  readonly suppliedOn: string | null;
}

interface Weighing extends CostQuestion {
  readonly books: CostBooks;
  readonly cards: RateTable<'COST'>;
}

function weigh(project: CostProject, entry: CostEntry, { books, cards, config, todayOf }: Weighing): Weighed {
  const held = (hold: Hold): Weighed => ({ kind: 'HELD', entry, hold });
  const standing = books.standing.get(entry.source);
  if (standing !== undefined) {
    if (standing.projectId !== project.id) return held({ code: 'COST_ELSEWHERE', project: standing.projectId });
    return { kind: 'SETTLED' };
  }
  const placed = place(project, entry, { config, todayOf });
  if (placed.kind === 'HELD') return held(placed.hold);
  const { employer, rule } = placed;
  const found = costOfTime(costedTime(project, entry, rule), ownRate(entry), {
    cards,
    currency: currencyCode(employer.currency),
    mode: rule.rounding,
    kept: keptBy(project.companies.get(project.legalEntity ?? '')),
  });
  if (found.kind === 'HELD') return held(found.hold);
  if (/^-?0+(\.0+)?$/.test(found.cost.amount)) return { kind: 'SETTLED' };
  return { kind: 'COSTED', work: { entry, cost: found.cost, rate: found.rate }, landing: placed.landing };
}

type Placed =
  | { readonly kind: 'HELD'; readonly hold: Hold }
  | { readonly kind: 'PLACED'; readonly employer: CostCompany; readonly rule: CostRule; readonly landing: Landing };

/** In whose books it goes, and on which day: both companies' books have to be open. */
function place(project: CostProject, entry: CostEntry, { config, todayOf }: CostQuestion): Placed {
  const own = project.legalEntity ?? '';
  const no = (hold: Hold): Placed => ({ kind: 'HELD', hold });
  if (entry.employer === null) return no({ code: 'EMPLOYER_UNKNOWN', subject: personOf(entry) });
  const mapped = intercompany(own, entry.employer, mappingsOf(config));
  if (mapped.kind === 'HELD') return no(mapped.hold);
  const [seller, employer] = [project.companies.get(own), project.companies.get(entry.employer)];
  const rule = costRuleOf(config, own);
  const supplier = costRuleOf(config, entry.employer);
  if (seller === undefined || employer === undefined || rule === null || supplier === null)
    return no({ code: 'NO_COST_ACCOUNTS', entity: entry.employer });
  const landing = landingOf(entry.workedOn, seller.periods, 'ledger');
  if (landing.kind === 'HELD') return no(landing.hold);
  const { name, startOn } = landing.period;
  const base = { employer: employer.code, agreement: mapped.agreement };
  const at = { period: { name, startOn }, postedOn: dayWithin(landing.period, todayOf(seller.code)) };
  if (employer.code === seller.code)
    return { kind: 'PLACED', employer, rule, landing: { ...base, ...at, suppliedOn: null } };
  const supplied = landingOf(entry.workedOn, employer.periods, 'ledger');
  if (supplied.kind === 'HELD') return no(supplied.hold);
  const suppliedOn = dayWithin(supplied.period, todayOf(employer.code));
  return { kind: 'PLACED', employer, rule, landing: { ...base, ...at, suppliedOn } };
}

/** The last day of a period that is over, today in one that is not. */
function dayWithin({ startOn, endOn }: { readonly startOn: string; readonly endOn: string }, today: string): string {
  if (today > endOn) return endOn;
  return today < startOn ? startOn : today;
}

function costedTime(project: CostProject, entry: CostEntry, rule: CostRule) {
  const company = project.companies.get(project.legalEntity ?? '');
  return {
    ...{ id: entry.source, workedOn: entry.workedOn, minutes: entry.minutes, billable: entry.billable },
    facts: {
      ...{ person: personOf(entry), role: entry.role, project: project.id, task: entry.task?.id ?? null },
      ...{ contract: project.contractId, customer: project.customerId },
    },
    dimensions: {
      ...{ CLIENT: project.customerId, PROJECT: project.erp?.id ?? null },
      PRACTICE: known(company?.practices, project.practice),
      GEOGRAPHY: known(company?.geographies, project.region),
      COST_CENTRE: known(company?.costCentres, rule.costCentre),
    },
  };
}

/** A name the ERP has; null says nothing. */
export function known(names: readonly string[] | undefined, name: string | null): string | null {
  return name !== null && names?.includes(name) === true ? name : null;
}

function keptBy(company: CostCompany | undefined) {
  const { practices = [], geographies = [], costCentres = [] } = company ?? {};
  return [
    ...(['CLIENT', 'PROJECT'] as const),
    ...(practices.length > 0 ? (['PRACTICE'] as const) : []),
    ...(geographies.length > 0 ? (['GEOGRAPHY'] as const) : []),
    ...(costCentres.length > 0 ? (['COST_CENTRE'] as const) : []),
  ];
}

/** Ids only: a name is nobody's here. */
export function personOf({ person }: Pick<CostEntry, 'person'>): string {
  return person?.id ?? 'nobody';
}

function ownRate({ hourlyCostRate, currency, workedOn }: CostEntry): CostRate | null {
  if (hourlyCostRate === null) return null;
  const why = `${currency} ${hourlyCostRate} an hour, as the PSA has it on the entry of ${workedOn}`;
  return { hourlyRate: hourlyCostRate, currency: currencyCode(currency), why };
}

/** Two sides each, an entry of the ERP takes 500 lines. */
const costLinesMax = 250;

function postingsOf(project: CostProject, weighed: readonly Weighed[]): readonly PlannedPosting[] {
  const costed = weighed.flatMap((each) => (each.kind === 'COSTED' ? [each] : []));
  const groups = Map.groupBy(costed, ({ work, landing }) =>
    JSON.stringify([landing.period.startOn, landing.employer, work.cost.currency]),
  );
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, group]) => {
      const [first] = group;
      if (first === undefined) return [];
      const { landing, work } = first;
      const { currency } = work.cost;
      return withinLimit(group.map((each) => each.work)).map((works) => ({
        ...{ legalEntity: project.legalEntity ?? '', ...landing, currency, works },
        amount: sum(
          currency,
          works.map(({ cost }) => cost),
        ),
      }));
    });
}

/** More lines than one entry takes are several entries; a line stays whole. */
function withinLimit(works: readonly CostedWork[]): readonly (readonly CostedWork[])[] {
  const lines = costLines(works.map(partOf));
  const bySource = new Map(works.map((work) => [work.entry.source, work]));
  return chunksOf(lines, costLinesMax).map((part) =>
    part.flatMap(({ sources }) => sources.flatMap((source) => bySource.get(source) ?? [])),
  );
}

function chunksOf<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}

/** Only what stands in the ERP is taken back; what is on its way is looked at by its own run. */
function reversalsOf(project: CostProject, books: CostBooks): readonly PlannedReversal[] {
  const wrong = [...project.changed].flatMap(([source, why]) => {
    const claim = books.standing.get(source);
    return claim?.state === 'POSTED' ? [{ claim, why }] : [];
  });
  return [...Map.groupBy(wrong, ({ claim }) => claim.postingId)].map(([postingId, claims]) => ({
    ...{ postingId, claims },
    amount: sum(
      currencyCode(claims[0]?.claim.amount.currency ?? ''),
      claims.map(({ claim: { amount } }) => money(amount.amount, currencyCode(amount.currency))),
    ),
  }));
}

/** A piece of work as lines are made of it. */
export function partOf({ entry, cost }: CostedWork): CostPart {
  const { source, role, billable, minutes } = entry;
  return { ...{ source, role, billable, minutes, cost }, person: personOf(entry) };
}
