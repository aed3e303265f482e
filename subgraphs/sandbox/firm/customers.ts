// Customers, and what CRM, PSA and ERP each have on record about them, with the links that can be missing or wrong.
import type { Dirt, Draft } from './dirt.ts';
import { isAwkward } from './dirt.ts';
import { dateOf, dayOf, instantOn } from './days.ts';
import type { Parties } from './firm.ts';
import { at } from './firm.ts';
import type { ClientGroup, Contact, CrmAccount, Customer, ErpCustomer, FirmSize, Person } from './model.ts';
import type { CurrencyCode } from './money.ts';
import { minorPerUnit } from './money.ts';
import { companyName, currencyOfCountry, entityOfCountry } from './company-names.ts';
import { PEOPLE_NAMES } from './people-names.ts';
import { slug } from './people.ts';
import type { Random } from './random.ts';
import { LEGAL_ENTITIES, TERMS, roughlyInCurrency } from './setup.ts';

const CUSTOMER_COUNT: Readonly<Record<FirmSize, number>> = { demo: 60, medium: 200 };

/** How many customers of sixty get each oddity; a bigger firm gets proportionally more. */
const ODDITIES = {
  duplicateCrmAccount: 3,
  withoutErp: 3,
  withoutClientGroup: 2,
  groupWithoutReference: 2,
  groupNamesOther: 2,
  erpTwice: 2,
  erpWithoutReference: 3,
  secondEntity: 8,
} as const;

type Oddity = keyof typeof ODDITIES;

/** What the customers are built from. */
interface PartiesInput {
  readonly size: FirmSize;
  readonly today: string;
  readonly people: readonly Person[];
  readonly random: Random;
  readonly dirt: Dirt;
}

/** Customers with their records in the three systems. */
export function buildParties(input: PartiesInput): Parties {
  const customers = buildCustomers(input);
  const oddity = dealOddities(customers, input.random.fork('oddities'));
  const crmAccounts = buildCrmAccounts(customers, oddity, input);
  return {
    customers,
    crmAccounts,
    contacts: buildContacts(crmAccounts, input.random.fork('contacts')),
    clientGroups: buildClientGroups(customers, oddity, input),
    erpCustomers: buildErpCustomers(customers, oddity, input),
  };
}

function buildCustomers({ size, people, random, dirt }: PartiesInput): Customer[] {
  const ordinalByName = new Map<string, number>();
  return Array.from({ length: CUSTOMER_COUNT[size] }, (_, index) => {
    const company = companyName(index);
    const ordinal = index + 1;
    ordinalByName.set(company.name, ordinal);
    if (isAwkward(company.name)) dirt.add('awkwardName', 'customers', ordinal, company.name);
    const sellers = people.filter((person) => person.sells && person.legalEntity === entityOfCountry(company.country));
    const domain = slug(company.name).replaceAll('.', '-');
    return {
      ordinal,
      name: company.name,
      parent: company.parent === undefined ? undefined : ordinalByName.get(company.parent),
      country: company.country,
      currency: currencyOfCountry(company.country),
      industry: company.industry,
      segment: random.pick(['Enterprise', 'Enterprise', 'Mid-Market', 'Mid-Market', 'SMB'] as const),
      website: `https://www.${domain === '' ? `customer-${ordinal}` : domain}.example`,
      accountManager: random.pick(sellers).ordinal,
    };
  });
}

/** Gives each customer at most one oddity, so that every case can be seen alone. Parents stay clean: children refer to them. */
function dealOddities(customers: readonly Customer[], random: Random): ReadonlyMap<number, Oddity> {
  const parents = new Set(customers.map((customer) => customer.parent));
  const free = random.shuffled(customers.filter((customer) => !parents.has(customer.ordinal)));
  const dealt = new Map<number, Oddity>();
  for (const [oddity, perSixty] of Object.entries(ODDITIES) as [Oddity, number][]) {
    for (let count = Math.round((perSixty * customers.length) / 60); count > 0; count -= 1) {
      const customer = free.pop();
      if (customer !== undefined) dealt.set(customer.ordinal, oddity);
    }
  }
  return dealt;
}

function buildCrmAccounts(
  customers: readonly Customer[],
  oddity: ReadonlyMap<number, Oddity>,
  input: PartiesInput,
): CrmAccount[] {
  const { today, random, dirt } = input;
  const now = dayOf(today);
  const account = (customer: Customer, ordinal: number, name: string): CrmAccount => {
    const created = now - random.int(500, 2400);
    return {
      ordinal,
      customer: customer.ordinal,
      name,
      accountNumber: `AC-${String(10_000 + ordinal)}`,
      parent: ordinal === customer.ordinal ? customer.parent : undefined,
      owner: customer.accountManager,
      renewalOn: random.chance(0.8) ? dateOf(now + random.int(-20, 340)) : undefined,
      createdAt: instantOn(created, '14:02:11'),
      modifiedAt: instantOn(Math.max(created, now - random.int(1, 300)), '09:47:30'),
    };
  };
  // The n-th account is the n-th customer's; duplicates follow after all of them.
  const accounts = customers.map((customer) => account(customer, customer.ordinal, customer.name));
  for (const customer of customers) {
    if (oddity.get(customer.ordinal) !== 'duplicateCrmAccount') continue;
    const ordinal = accounts.length + 1;
    const name = similarName(customer.name, ordinal);
    dirt.add('duplicateCrmAccount', 'crmAccounts', ordinal, `"${name}" is "${customer.name}" again`);
    accounts.push(account(customer, ordinal, name));
  }
  return accounts;
}

/** How a hurried colleague types the name a second time. */
function similarName(name: string, variant: number): string {
  const [first = name, ...rest] = name.split(' ');
  if (variant % 3 === 0 || rest.length === 0) return `${name} (new)`;
  if (variant % 3 === 1) return name.toUpperCase();
  return `${first} ${rest.slice(0, -1).join(' ')}`.trim();
}

function buildContacts(accounts: readonly CrmAccount[], random: Random): Contact[] {
  const contacts: Contact[] = [];
  for (const account of accounts) {
    for (let count = random.int(1, 3); count > 0; count -= 1) {
      const { given, family } = PEOPLE_NAMES[random.pick(['US', 'GB', 'DE', 'JP'] as const)];
      const name = `${random.pick(given)} ${random.pick(family)}`;
      const ordinal = contacts.length + 1;
      contacts.push({
        ordinal,
        crmAccount: account.ordinal,
        name,
        email: `contact${ordinal}@customer-${account.customer}.example`,
      });
    }
  }
  return contacts;
}

function buildClientGroups(
  customers: readonly Customer[],
  oddity: ReadonlyMap<number, Oddity>,
  input: PartiesInput,
): ClientGroup[] {
  const { today, random, dirt } = input;
  const groups: ClientGroup[] = [];
  for (const customer of customers) {
    const odd = oddity.get(customer.ordinal);
    if (odd === 'withoutClientGroup') {
      dirt.add(
        'customerWithoutClientGroup',
        'customers',
        customer.ordinal,
        `${customer.name} has no client group in the PSA`,
      );
      continue;
    }
    const ordinal = groups.length + 1;
    let crmAccount: number | undefined = customer.ordinal;
    if (odd === 'groupWithoutReference') {
      crmAccount = undefined;
      dirt.add(
        'clientGroupWithoutCrmReference',
        'clientGroups',
        ordinal,
        `${customer.name}'s group names no CRM account`,
      );
    } else if (odd === 'groupNamesOther') {
      crmAccount = (customer.ordinal % customers.length) + 1;
      dirt.add(
        'clientGroupNamesOtherAccount',
        'clientGroups',
        ordinal,
        `${customer.name}'s group names CRM account ${crmAccount}`,
      );
    }
    const created = dayOf(today) - random.int(420, 1500);
    const instant = instantOn(created, '08:15:00');
    groups.push({
      ordinal,
      customer: customer.ordinal,
      name: customer.name,
      crmAccount,
      createdAt: instant,
      modifiedAt: instant,
    });
  }
  return groups;
}

function buildErpCustomers(
  customers: readonly Customer[],
  oddity: ReadonlyMap<number, Oddity>,
  input: PartiesInput,
): ErpCustomer[] {
  const { today, random, dirt } = input;
  const built: ErpCustomer[] = [];
  const ordinalByCustomer = new Map<number, number>();
  const add = (
    customer: Customer,
    entities: readonly number[],
    currencies: readonly CurrencyCode[],
  ): Draft<ErpCustomer> => {
    const ordinal = built.length + 1;
    const created = dayOf(today) - random.int(420, 1800);
    const record: Draft<ErpCustomer> = {
      ordinal,
      customer: customer.ordinal,
      number: `C${String(1000 + ordinal)}`,
      name: customer.name,
      parent: customer.parent === undefined ? undefined : ordinalByCustomer.get(customer.parent),
      crmAccount: customer.ordinal,
      legalEntity: entities[0] ?? 1,
      legalEntities: entities,
      currencies,
      terms: random.pick([3, 3, 3, 2, 4, 5].slice(0, TERMS.length)),
      creditLimit: random.chance(0.6) ? creditLimit(currencies[0] ?? 'USD', random) : undefined,
      hold: random.pick(['auto', 'auto', 'auto', 'auto', 'auto', 'auto', 'off', 'off', 'on'] as const),
      inactive: false,
      vatNumber: vatNumber(customer.country, ordinal),
      createdAt: instantOn(created, '17:20:05'),
      modifiedAt: instantOn(dayOf(today) - random.int(1, 400), '18:05:42'),
    };
    built.push(record);
    if (!ordinalByCustomer.has(customer.ordinal)) ordinalByCustomer.set(customer.ordinal, ordinal);
    return record;
  };
  for (const customer of customers) {
    const odd = oddity.get(customer.ordinal);
    const home = entityOfCountry(customer.country);
    const abroad = (home % LEGAL_ENTITIES.length) + 1;
    const abroadCurrency = at(LEGAL_ENTITIES, abroad).currency;
    if (odd === 'withoutErp') {
      dirt.add('customerWithoutErp', 'customers', customer.ordinal, `${customer.name} is not in the ERP`);
    } else if (odd === 'secondEntity') {
      add(customer, [home, abroad], [customer.currency, abroadCurrency]);
    } else if (odd === 'erpTwice') {
      const first = add(customer, [home], [customer.currency]);
      const second = add(customer, [abroad], [abroadCurrency]);
      dirt.add(
        'erpCustomersShareCrmAccount',
        'erpCustomers',
        second.ordinal,
        `${second.number} and ${first.number} both name CRM account ${customer.ordinal}`,
      );
    } else {
      const record = add(customer, [home], [customer.currency]);
      if (odd !== 'erpWithoutReference') continue;
      record.crmAccount = undefined;
      dirt.add(
        'erpCustomerWithoutCrmReference',
        'erpCustomers',
        record.ordinal,
        `${record.number} names no CRM account`,
      );
    }
  }
  return built;
}

function creditLimit(currency: CurrencyCode, random: Random): bigint {
  const units = Math.round(roughlyInCurrency(random.int(2, 20) * 50_000, currency) / 10_000) * 10_000;
  return BigInt(units) * BigInt(minorPerUnit(currency));
}

function vatNumber(country: string, ordinal: number): string | undefined {
  const digits = String(100_000_000 + ordinal * 7_919_331).slice(0, 9);
  if (country === 'JP') return `T${digits}${digits.slice(0, 4)}`;
  if (country === 'US' || country === 'CA' || country === 'KW' || country === 'SG') return undefined;
  return country + digits;
}
