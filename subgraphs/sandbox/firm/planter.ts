// Adds records to a firm's lists, each a copy of one in good order with some fields changed, and keeps the list of what was planted.
import { dayOf, instantOn } from './days.ts';
import type { Firm } from './firm.ts';
import { at } from './firm.ts';
import type { Contract, CrmAccount, Customer, ErpCustomer, Opportunity } from './model.ts';
import type { Project } from './model-delivery.ts';
import { recordAt } from './planted.ts';
import type { PlantedProblem, PlantedRecord } from './planted-problem.ts';

/** A record a problem is about: list, ordinal, role. */
type Place = readonly [list: string, ordinal: number, role?: PlantedRecord['role']];
/** The German company of the firm, where planted customers are at home. */
const HOME = 3;

/** Plants records; each method answers the new record's ordinal. */
export interface Planter {
  readonly today: string;
  /** The project that planted time belongs to. */
  readonly timeProject: number;
  /** A customer with its CRM account; both have the same ordinal. */
  customer(change: Partial<Customer>, account?: Partial<CrmAccount>): number;
  erpCustomer(customer: number, change?: Partial<ErpCustomer>): number;
  clientGroup(customer: number): number;
  setParent(account: number, parent: number): void;
  opportunity(customer: number, change: Partial<Opportunity>): number;
  contract(customer: number, change: Partial<Contract>): number;
  project(title: string, change: Partial<Project>): number;
  confirmedRequest(project: number): number;
  approvedTime(workedOn: string, decidedAt: string): number;
  note(kind: string, note: string, places: readonly Place[]): void;
  at(customer: number): Customer;
  erp(ordinal: number): ErpCustomer;
  firm(): Firm;
}

/** A planter of a copy of the firm. */
export function planterOf(firm: Firm): Planter {
  const lists = copyOf(firm);
  const planted: PlantedProblem[] = [];
  const created = instantOn(dayOf(firm.today) - 90, '11:00:00');
  const stamps = { createdAt: created, modifiedAt: created };
  const { won, active, running } = templatesOf(firm);
  const opportunity = (customer: number, change: Partial<Opportunity>): number =>
    add(lists.opportunities, {
      ...won,
      ...stamps,
      name: `${at(lists.customers, customer).name}: ${change.name ?? 'planted deal'}`,
      crmAccount: customer,
      currency: at(lists.customers, customer).currency,
      legalEntity: HOME,
      ...change,
    });
  return {
    today: firm.today,
    timeProject: running.ordinal,
    customer: (change, account = {}) => customerOf(lists, stamps, change, account),
    erpCustomer: (customer, change = {}) => erpCustomerOf(lists, stamps, customer, change),
    clientGroup: (customer) =>
      add(lists.clientGroups, { customer, name: at(lists.customers, customer).name, crmAccount: customer, ...stamps }),
    setParent: (account, parent) => {
      lists.crmAccounts[account - 1] = { ...at(lists.crmAccounts, account), parent };
    },
    opportunity,
    contract: (customer, change) => {
      const contract = lists.contracts.length + 1;
      const deal = opportunity(customer, { contract, name: 'planted contract' });
      const { currency } = at(lists.customers, customer);
      const number = String(20_000_000 + contract);
      const own = { number, crmAccount: customer, opportunity: deal, legalEntity: HOME, currency, rateCard: undefined };
      return add(lists.contracts, { ...active, ...stamps, ...own, ...change });
    },
    ...deliveryPlanter(firm, lists, stamps),
    note: (kind, note, places) => {
      const id = `${kind}-${planted.filter((one) => one.kind === kind).length + 1}`;
      const records = places.map(([list, ordinal, role]) => recordAt(list, ordinal, role));
      planted.push({ id, kind, note, records });
    },
    at: (customer) => at(lists.customers, customer),
    erp: (ordinal) => at(lists.erpCustomers, ordinal),
    firm: () => ({ ...firm, ...lists, planted }),
  };
}

/** Records in good order that planted ones are copies of. */
function templatesOf(firm: Firm) {
  const won = found(firm.opportunities, (one) => one.stage === 'won', 'won deal');
  const active = found(firm.contracts, (one) => one.status === 'activated', 'activated contract');
  const running = found(
    firm.projects,
    (one) => one.status === 'inProgress' && one.billingModel === 'timeAndMaterials' && one.codeField !== undefined,
    'running project',
  );
  const worked = found(
    firm.timeEntries,
    (one) => one.project === running.ordinal && one.billable && one.rate !== undefined,
    'billable time',
  );
  const request = found(firm.resourceRequests, () => true, 'request');
  const resource = found(firm.projectResources, (one) => one.person !== undefined, 'named resource');
  return { won, active, running, worked, request, resource };
}

/** Projects, people on them and their time. */
function deliveryPlanter(
  firm: Firm,
  lists: Lists,
  stamps: Stamps,
): Pick<Planter, 'project' | 'confirmedRequest' | 'approvedTime'> {
  const { running, worked, request, resource } = templatesOf(firm);
  return {
    project: (title, change) => {
      const code = `PL-${lists.projects.length + 1}`;
      return add(lists.projects, { ...running, ...stamps, title, code, codeField: code, ...change });
    },
    confirmedRequest: (project) => {
      const place = add(lists.projectResources, { ...resource, project });
      const own = { project, resource: place, person: resource.person, state: 'confirmed' as const };
      return add(lists.resourceRequests, { ...request, ...own, createdAt: stamps.createdAt });
    },
    approvedTime: (workedOn, decidedAt) => {
      const sheet = add(lists.timesheets, {
        person: worked.person,
        project: running.ordinal,
        from: workedOn,
        to: workedOn,
        minutes: worked.minutes,
        state: 'approved',
        submittedAt: decidedAt,
        decidedAt,
        decidedBy: running.approver,
      });
      const unbilled = { invoice: undefined, invoiceLine: undefined };
      const own = { workedOn, timesheet: sheet, state: 'approved' as const, notes: 'planted', ...unbilled, ...stamps };
      return add(lists.timeEntries, { ...worked, ...own });
    },
  };
}

type Lists = ReturnType<typeof copyOf>;
type Stamps = Pick<CrmAccount, 'createdAt' | 'modifiedAt'>;

/** Lists that grow; accounts and customers are brought to one length, so that the next of both has the same ordinal. */
function copyOf(firm: Firm) {
  const customers = [...firm.customers];
  const crmAccounts = [...firm.crmAccounts];
  // Accounts of duplicates come after those of all customers: a customer of its own for each keeps both lists in step.
  for (const account of crmAccounts.slice(customers.length)) {
    customers.push({ ...at(firm.customers, account.customer), ordinal: customers.length + 1 });
  }
  return {
    customers,
    crmAccounts,
    clientGroups: [...firm.clientGroups],
    erpCustomers: [...firm.erpCustomers],
    opportunities: [...firm.opportunities],
    contracts: [...firm.contracts],
    projects: [...firm.projects],
    projectResources: [...firm.projectResources],
    resourceRequests: [...firm.resourceRequests],
    timesheets: [...firm.timesheets],
    timeEntries: [...firm.timeEntries],
  };
}

function customerOf(lists: Lists, stamps: Stamps, change: Partial<Customer>, account: Partial<CrmAccount>): number {
  const ordinal = lists.customers.length + 1;
  const template = found(lists.customers, (one) => one.country === 'DE' && one.parent === undefined, 'German customer');
  const name = change.name ?? `Planted ${ordinal}`;
  add(lists.customers, { ...template, website: `https://www.planted-${ordinal}.example`, ...change, name });
  return add(lists.crmAccounts, {
    customer: ordinal,
    name,
    accountNumber: `AC-${10_000 + ordinal}`,
    owner: template.accountManager,
    ...stamps,
    ...account,
  });
}

function erpCustomerOf(lists: Lists, stamps: Stamps, customer: number, change: Partial<ErpCustomer>): number {
  const ordinal = lists.erpCustomers.length + 1;
  return add(lists.erpCustomers, {
    customer,
    number: `C${1000 + ordinal}`,
    name: at(lists.customers, customer).name,
    crmAccount: customer,
    legalEntity: HOME,
    legalEntities: [HOME],
    currencies: ['EUR'],
    terms: 3,
    hold: 'auto',
    inactive: false,
    vatNumber: `DE${900_000_000 + ordinal}`,
    ...stamps,
    ...change,
  });
}

/** Adds a record as the next of its list. */
function add<T extends { readonly ordinal: number }>(list: T[], record: Omit<T, 'ordinal'>): number {
  const ordinal = list.length + 1;
  list.push({ ...record, ordinal } as T);
  return ordinal;
}

function found<T>(list: readonly T[], test: (record: T) => boolean, what: string): T {
  const record = list.find(test);
  if (record === undefined) throw new Error(`The firm has no ${what} to copy`);
  return record;
}
