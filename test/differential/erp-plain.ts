// What the ERP is the system of record of, apart from documents: companies, periods, dimensions, rates, customers' money.
import { at, type Firm } from '../../subgraphs/sandbox/firm/firm.ts';
import { netsuiteIds } from '../../subgraphs/sandbox/firm/ids.ts';
import type { ErpCustomer, FxRate, LegalEntity, Period } from '../../subgraphs/sandbox/firm/model.ts';
import { CURRENCIES } from '../../subgraphs/sandbox/firm/setup.ts';
import { erpId } from './identities.ts';
import { within } from './pages.ts';
import { firmMoney } from './plain-money.ts';
import { once, type Plain, sourceInfo, type World } from './world.ts';

/** The consolidating parent: the ERP lists it before the firm's legal entities, and nobody bills from it. */
export const parentCompany = 0;

const standings: Readonly<Record<ErpCustomer['hold'], string>> = {
  auto: 'AUTOMATIC',
  on: 'ON_HOLD',
  off: 'RELEASED',
};

function legalEntityId(ordinal: number): string {
  return erpId('LEGAL_ENTITY', netsuiteIds.subsidiary(ordinal));
}

/** A company of the firm; `parentCompany` is the one above all. */
export function erpLegalEntity(world: World, ordinal: number): Plain {
  const { firm } = world;
  const parent: Partial<LegalEntity> = { name: 'Parent Company', legalName: 'Parent Company', country: 'US' };
  const entity = ordinal === parentCompany ? parent : at(firm.legalEntities, ordinal);
  const { calendar = 1 } = entity;
  return {
    id: legalEntityId(ordinal),
    code: entity.code ?? null,
    name: entity.name,
    legalName: entity.legalName,
    country: entity.country,
    functionalCurrency: entity.currency ?? 'USD',
    parent: () => (ordinal === parentCompany ? null : world.legalEntity(parentCompany)),
    taxRegistration: entity.taxNumber ?? null,
    fiscalCalendar: at(firm.calendars, calendar).name,
    periods: ({ range }: { range?: { from?: string | null; to?: string | null } | null }) =>
      periodsOf(firm)
        .filter((period) => period.calendar === calendar)
        .filter(({ start, end }) => within(end, { from: range?.from }) && within(start, { to: range?.to }))
        .map(({ ordinal: period }) => accountingPeriod(firm, period)),
    erpSource: sourceInfo('ERP'),
  };
}

const periodsOf = once((firm: Firm): readonly Period[] =>
  firm.periods
    .filter(({ kind }) => kind === 'base')
    .sort((one, other) => (one.start === other.start ? one.ordinal - other.ordinal : one.start < other.start ? -1 : 1)),
);

/** A posting period; `receivablesLocked` refuses invoices only. */
export function accountingPeriod(firm: Firm, ordinal: number): Plain {
  const { name, start, end, state } = at(firm.periods, ordinal);
  const others = { open: 'OPEN', receivablesLocked: 'OPEN', locked: 'LOCKED', closed: 'CLOSED' }[state];
  return {
    id: erpId('ACCOUNTING_PERIOD', netsuiteIds.period(ordinal)),
    name,
    startOn: start,
    endOn: end,
    receivables: state === 'receivablesLocked' ? 'LOCKED' : others,
    payables: others,
    ledger: others,
  };
}

const dimensionKinds = [
  ['DEPARTMENT', 'department', 'department', 'departments'],
  ['CLASS', 'classification', 'classification', 'serviceLines'],
  ['LOCATION', 'location', 'location', 'locations'],
] as const;

/** Every dimension; without codes of their own, so that the name serves. */
export function dimensions(firm: Firm): readonly Plain[] {
  return dimensionKinds.flatMap(([kind, table, numbers, list]) =>
    firm[list].map(({ ordinal, name }) => ({
      id: erpId('DIMENSION', `${table}:${netsuiteIds[numbers](ordinal)}`),
      kind,
      code: name,
      name,
    })),
  );
}

/** The dimensions of a posted line, one of each kind. */
export function dimensionsOf(
  firm: Firm,
  line: { readonly department: number; readonly serviceLine: number; readonly location: number },
): readonly Plain[] {
  const all = dimensions(firm);
  const [departments, services] = [firm.departments.length, firm.serviceLines.length];
  return [
    at(all, line.department),
    at(all, departments + line.serviceLine),
    at(all, departments + services + line.location),
  ];
}

/** The latest rate of every pair on or before a day. */
export function latestRates(firm: Firm, on: string): readonly Plain[] {
  const latest = new Map<string, FxRate>();
  for (const rate of firm.fxRates) {
    const pair = `${rate.from} ${rate.to}`;
    const known = latest.get(pair);
    if (rate.date <= on && (known === undefined || known.date < rate.date)) latest.set(pair, rate);
  }
  return [...latest.values()].map(({ from, to, rate, date }) => ({
    from,
    to,
    rate,
    on: date,
    source: 'NetSuite currency rates',
  }));
}

/** The same, as far as they lead out of or into some currencies. */
export function ratesAround(firm: Firm, currencies: ReadonlySet<string>): readonly Plain[] {
  return latestRates(firm, firm.today).filter(
    ({ from, to }) => currencies.has(String(from)) || currencies.has(String(to)),
  );
}

/** A customer as each legal entity bills it: every entity that may, in every currency it may. */
export function billingAccounts(world: World, customer: ErpCustomer): readonly Plain[] {
  const { firm } = world;
  const [primary = 'USD'] = customer.currencies;
  const vendorId = netsuiteIds.customer(customer.ordinal);
  return customer.legalEntities.flatMap((entity) =>
    customer.currencies.map((currency) => {
      const place = [vendorId, netsuiteIds.subsidiary(entity), netsuiteIds.currency(CURRENCIES.indexOf(currency) + 1)];
      return {
        id: erpId('BILLING_ACCOUNT', place.join(':')),
        legalEntity: () => world.legalEntity(entity),
        legalName: customer.name,
        currency,
        taxId: customer.vatNumber ?? null,
        // The firm's American customers are all in New York.
        region: at(firm.customers, customer.customer).country === 'US' ? 'NY' : null,
        paymentTerms: at(firm.terms, customer.terms).name,
        creditLimit: firmMoney(customer.creditLimit, primary),
        creditStanding: creditStanding(customer),
        active: !customer.inactive,
      };
    }),
  );
}

/** Whether more may be sold on credit. */
export function creditStanding({ hold }: ErpCustomer): string {
  return standings[hold];
}

/** Ordinals of the companies, the parent first, by canonical id. */
export function legalEntityIds(firm: Firm): ReadonlyMap<string, number> {
  const ordinals = [parentCompany, ...firm.legalEntities.map(({ ordinal }) => ordinal)];
  return new Map(ordinals.map((ordinal) => [legalEntityId(ordinal), ordinal]));
}
