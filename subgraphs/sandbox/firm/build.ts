// Builds the firm: setup, customers, plans, deals, delivery, then what finance made of it.
import type { Firm } from './firm.ts';
import { buildParties } from './customers.ts';
import { dayOf } from './days.ts';
import { buildDeals } from './deals.ts';
import { createDirt } from './dirt.ts';
import { planEngagements } from './engagements.ts';
import { buildExpenses } from './expenses.ts';
import { buildFinance } from './finance.ts';
import type { FirmSize } from './model.ts';
import { buildPeople } from './people.ts';
import { buildPeriods } from './periods.ts';
import { buildPlans } from './plan.ts';
import { priceProjects } from './pricing.ts';
import { buildProjects, buildTeams } from './projects.ts';
import { createRandom } from './random.ts';
import { buildRateBook } from './rate-cards.ts';
import {
  CALENDARS,
  DEPARTMENTS,
  LEGAL_ENTITIES,
  LOCATIONS,
  ROLES,
  SERVICE_LINES,
  TERMS,
  buildFxRates,
} from './setup.ts';
import { staffProjects } from './staffing.ts';
import { buildWork } from './work.ts';

/** The seed of the demo; another one makes another firm with the same promises. */
const SEED = 20_261_120;

/** What firm to build; the same options build the same firm. */
interface FirmOptions {
  readonly size: FirmSize;
  /** `YYYY-MM-DD`: the day after the last day of history. */
  readonly today: string;
  readonly seed?: number;
}

/** Builds a firm with a year of history. The demo takes well under half a second. */
export function buildFirm({ size, today, seed = SEED }: FirmOptions): Firm {
  const random = createRandom(seed);
  const dirt = createDirt();
  const people = buildPeople(size, today, random.fork('people'), dirt);
  const parties = buildParties({ size, today, people, random: random.fork('parties'), dirt });
  const rateBook = buildRateBook(parties.customers, today, random.fork('rates'));
  const engagements = planEngagements({ size, today, parties, people, rateBook, random: random.fork('engagements') });
  const plans = engagements
    .flatMap((engagement) => engagement.projects)
    .sort((one, other) => one.ordinal - other.ordinal);
  staffProjects(plans, people, dayOf(today), random.fork('staffing'));
  priceProjects(plans, rateBook, today, random.fork('pricing'));
  const deals = buildDeals({ engagements, parties, rateBook, today, random: random.fork('deals'), dirt });
  const projects = buildProjects({ plans, parties, today, random: random.fork('projects'), dirt });
  const { tasks, milestones, breakdowns } = buildPlans(plans, today, random.fork('plans'));
  const teams = buildTeams(plans, tasks, today, random.fork('teams'));
  const work = buildWork({ plans, breakdowns, people, rateBook, today, random: random.fork('work') });
  const expenses = buildExpenses(plans, today, random.fork('expenses'));
  const setup = {
    legalEntities: LEGAL_ENTITIES,
    departments: DEPARTMENTS,
    serviceLines: SERVICE_LINES,
    locations: LOCATIONS,
    calendars: CALENDARS,
    periods: buildPeriods(CALENDARS, today),
    fxRates: buildFxRates(today),
    terms: TERMS,
    roles: ROLES,
    people,
  };
  const finance = buildFinance({
    plans,
    setup,
    parties,
    deals,
    today,
    work,
    expenses,
    milestones,
    random: random.fork('finance'),
    dirt,
  });
  return {
    size,
    seed,
    today,
    ...setup,
    ...parties,
    ...deals,
    rateCards: rateBook.cards,
    projects,
    tasks,
    milestones,
    ...teams,
    ...work,
    expenses,
    ...finance,
    dirty: dirt.cases,
  };
}
