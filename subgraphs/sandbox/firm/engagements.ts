// Plans: which customer buys which projects, from whom, how charged, and when. Deals, delivery and billing follow from them.
import { dayOf, monthEnd, monthStart } from './days.ts';
import type { Parties } from './firm.ts';
import type { BillingModel, ErpCustomer, FirmSize, Person } from './model.ts';
import type { Project } from './model-delivery.ts';
import type { CurrencyCode } from './money.ts';
import { entityOfCountry } from './company-names.ts';
import { AWKWARD_PROJECT_TITLES, PROJECT_TOPICS } from './people-names.ts';
import type { Random } from './random.ts';
import type { RateBook } from './rate-cards.ts';
import { DEPARTMENTS, LEGAL_ENTITIES, MANAGER_ROLE, SERVICE_LINES } from './setup.ts';

const PROJECT_COUNT: Readonly<Record<FirmSize, number>> = { demo: 120, medium: 400 };
/** Of a hundred projects, so many are the first of their contract; the others are second projects of one. */
const FIRST_OF_CONTRACT_PERCENT = 70;
/** History reaches back one year. */
export const HISTORY_DAYS = 365;
/** Shares of a hundred projects. */
const ENTITY_SHARE = [33, 25, 22, 20] as const;
const MODELS: readonly (readonly [BillingModel, number])[] = [
  ['timeAndMaterials', 42],
  ['fixedFee', 19],
  ['milestone', 15],
  ['retainer', 13],
  ['recurring', 11],
];
const STATUSES: readonly (readonly [Project['status'], number])[] = [
  ['inProgress', 56],
  ['completed', 29],
  ['notStarted', 8],
  ['onHold', 4],
  ['cancelled', 3],
];

/** A person's time on a project between two days, both included. */
export interface Stint {
  readonly person: number;
  readonly role: number;
  readonly from: number;
  readonly to: number;
}

/** A project as planned; `stints`, `price` and `notToExceed` are filled by staffing and pricing. */
export interface ProjectPlan {
  readonly ordinal: number;
  readonly code: string;
  readonly title: string;
  readonly engagement: EngagementPlan;
  readonly model: BillingModel;
  readonly status: Project['status'];
  readonly start: number;
  readonly due: number;
  /** The last day anyone works on it: earlier than `due` when it was stopped. */
  readonly workEnd: number;
  readonly manager: number;
  readonly approver: number;
  readonly department: number;
  readonly serviceLine: number;
  /** Absent in one dirty case. */
  rateCard?: number;
  readonly stints: Stint[];
  price: bigint;
  notToExceed?: bigint;
  over: 'nothing' | 'budget' | 'cap';
}

/** One deal: a customer's record in the CRM, one seller, one currency, one or two projects. */
export interface EngagementPlan {
  /** Also the ordinal of its opportunity and of its contract. */
  readonly ordinal: number;
  readonly customer: number;
  readonly crmAccount: number;
  readonly legalEntity: number;
  readonly currency: CurrencyCode;
  readonly owner: number;
  readonly erpCustomer?: ErpCustomer;
  readonly projects: ProjectPlan[];
}

/** What the plans are made from. */
interface EngagementInput {
  readonly size: FirmSize;
  readonly today: string;
  readonly parties: Parties;
  readonly people: readonly Person[];
  readonly rateBook: RateBook;
  readonly random: Random;
}

/** Makes every deal that has projects. */
export function planEngagements(input: EngagementInput): EngagementPlan[] {
  const { size, random } = input;
  const total = PROJECT_COUNT[size];
  const first = Math.round((total * FIRST_OF_CONTRACT_PERCENT) / 100);
  const engagements: EngagementPlan[] = [];
  const models = spread(MODELS, total, random);
  const statuses = spread(STATUSES, total, random);
  const entities = spread(
    ENTITY_SHARE.map((share, index) => [index + 1, share] as const),
    first,
    random,
  );
  for (const legalEntity of entities) engagements.push(planDeal(engagements, legalEntity, input));
  // Second projects go to deals spread over the whole list, so that every legal entity has some.
  const seconds = random.shuffled(engagements).slice(0, total - first);
  [...engagements, ...seconds].forEach((engagement, index) => {
    const model = models[index];
    const status = statuses[index];
    if (model === undefined || status === undefined) throw new Error(`No model or status for project ${index + 1}`);
    engagement.projects.push(planProject({ ordinal: index + 1, engagement, model, status }, input));
  });
  return engagements;
}

/** Repeats each value by its share of a hundred, exactly `total` times in all, in random order. */
function spread<T>(shares: readonly (readonly [T, number])[], total: number, random: Random): T[] {
  const values = shares.flatMap(([value, share]) =>
    Array.from({ length: Math.ceil((share * total) / 100) }, () => value),
  );
  return random.shuffled(values).slice(0, total);
}

function planDeal(
  taken: readonly EngagementPlan[],
  legalEntity: number,
  { parties, random }: EngagementInput,
): EngagementPlan {
  const accounts = billingAccounts(parties).filter((account) => account.legalEntity === legalEntity);
  // The rarest currency has three minor digits; the first deal that can be in it is, so that the trap is never missing.
  const rare = taken.some((engagement) => engagement.currency === 'KWD')
    ? []
    : accounts.filter(({ currency }) => currency === 'KWD');
  const account = random.pick(rare.length > 0 ? rare : accounts);
  const customer = parties.customers[account.customer - 1];
  // Customers with two CRM accounts have deals on both: that is what makes duplicates hurt.
  const crmAccounts = parties.crmAccounts.filter((record) => record.customer === account.customer);
  return {
    ordinal: taken.length + 1,
    ...account,
    crmAccount: random.pick(crmAccounts).ordinal,
    owner: customer?.accountManager ?? 1,
    projects: [],
  };
}

type BillingAccount = Pick<EngagementPlan, 'customer' | 'legalEntity' | 'currency' | 'erpCustomer'>;

/** Every pair of legal entity and currency in which a customer can be billed; customers the ERP lacks are billed at home. */
function billingAccounts({ customers, erpCustomers }: Parties): BillingAccount[] {
  const known = new Set(erpCustomers.map((record) => record.customer));
  const missing = customers.filter((customer) => !known.has(customer.ordinal));
  return [
    ...erpCustomers.flatMap((record) =>
      record.legalEntities.map((legalEntity, index) => ({
        customer: record.customer,
        legalEntity,
        currency: record.currencies[index] ?? record.currencies[0] ?? 'USD',
        erpCustomer: record,
      })),
    ),
    ...missing.map((customer) => ({
      customer: customer.ordinal,
      legalEntity: entityOfCountry(customer.country),
      currency: customer.currency,
      erpCustomer: undefined,
    })),
  ];
}

type ProjectSeed = Pick<ProjectPlan, 'ordinal' | 'engagement' | 'model' | 'status'>;

function planProject(seed: ProjectSeed, { parties, people, rateBook, today, random }: EngagementInput): ProjectPlan {
  const { engagement, ordinal, model, status } = seed;
  const now = dayOf(today);
  const { start, due } = planDates(model, status, now, random);
  const managers = people.filter(
    (person) => person.role === MANAGER_ROLE && person.legalEntity === engagement.legalEntity,
  );
  const stopped = status === 'onHold' || status === 'cancelled';
  const entity = LEGAL_ENTITIES[engagement.legalEntity - 1];
  return {
    ...seed,
    code: `${entity?.code ?? ''}-${String(1000 + ordinal)}`,
    title: titleOf(ordinal, parties.customers[engagement.customer - 1]?.name ?? '', random),
    start,
    due,
    workEnd: stopped ? Math.max(start + 10, now - random.int(20, 60)) : due,
    manager: random.pick(managers).ordinal,
    approver: random.pick(managers).ordinal,
    department: random.int(1, DEPARTMENTS.length),
    serviceLine: random.int(1, SERVICE_LINES.length),
    rateCard: rateBook.cardFor(engagement.customer, engagement.currency).ordinal,
    stints: [],
    price: 0n,
    over: 'nothing',
  };
}

function titleOf(ordinal: number, customer: string, random: Random): string {
  const awkward = ordinal % 13 === 5 ? AWKWARD_PROJECT_TITLES[Math.floor(ordinal / 13)] : undefined;
  if (awkward !== undefined) return awkward;
  const short = customer
    .split(' ')
    .slice(0, 2)
    .join(' ')
    .replace(/[ ,.&]+$/u, '');
  return `${short} – ${random.pick(PROJECT_TOPICS)}`;
}

/** Nothing starts before history does, so that every project's work and bills are complete. */
function planDates(
  model: BillingModel,
  status: Project['status'],
  now: number,
  random: Random,
): { start: number; due: number } {
  const earliest = now - HISTORY_DAYS + 2;
  const dates = ((): { start: number; due: number } => {
    switch (status) {
      case 'inProgress':
        return { start: now - random.int(25, 400), due: now + random.int(12, 240) };
      case 'completed': {
        const due = now - random.int(12, 320);
        return { start: due - random.int(60, 260), due };
      }
      case 'notStarted': {
        const start = now + random.int(4, 70);
        return { start, due: start + random.int(60, 240) };
      }
      case 'onHold':
      case 'cancelled':
        return { start: now - random.int(110, 260), due: now + random.int(20, 120) };
    }
  })();
  const start = Math.max(dates.start, earliest + random.int(0, 12));
  const due = Math.max(dates.due, start + 28);
  if (model !== 'retainer' && model !== 'recurring') return { start, due };
  // Retainers and subscriptions run from the first of a month to the last of one.
  const first = monthStart(start) < earliest ? monthStart(start, 1) : monthStart(start);
  const last = status === 'completed' ? monthEnd(due, -1) : monthEnd(due);
  return { start: first, due: last <= first ? monthEnd(first) : last };
}
