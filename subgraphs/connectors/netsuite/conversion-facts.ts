// What NetSuite accepts of projects and their bills: legal entities with their registrations and posting period, and the customer.
import { z } from 'zod';
import { currencyCode } from '../../../schema/canon/currency.ts';
import type { VendorRef } from '../../../schema/canon/identity.ts';
import type {
  ConversionCustomer,
  ConversionFacts,
  ConversionLegalEntity,
  ConversionQuestion,
  TaxRegistration,
} from '../../ports/erp-project-writes.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import type { Mapping } from './config.ts';
import type { Lookups, NetSuiteContext } from './context.ts';
import { customerStates, readTerms } from './customer-states.ts';
import { toPeriod } from './map-reference.ts';
import { periodRow, periodsStatement, type SubsidiaryRow } from './reference-query.ts';
import { day, ids, type Statement } from './suiteql.ts';
import { checkedRows, flag, id, maybe } from './wire.ts';

const subsidiaryStateRow = z.object({ id, inactive: flag });
const registrationRow = z.object({
  subsidiary: id,
  country: z.string(),
  state: maybe(z.string()),
  number: maybe(z.string()),
});
type RegistrationRow = z.output<typeof registrationRow>;
const customerEntityRow = z.object({ subsidiary: id });
const customerCurrencyRow = z.object({ currency: id });

/** Registrations in force on a day; null where the account keeps only each subsidiary's own number. */
function registrationsStatement({ taxRegistrations }: Mapping, on: string): Statement | null {
  if (taxRegistrations === null) return null;
  const inForce = `COALESCE(r.effectivefrom, ${day(on)}) <= ${day(on)} AND COALESCE(r.validuntil, ${day(on)}) >= ${day(on)}`;
  return {
    name: 'tax-registrations',
    sql: `SELECT r.subsidiary, r.nexuscountry AS country, n.state, r.taxregistrationnumber AS number
      FROM ${taxRegistrations} r LEFT JOIN nexus n ON n.id = r.nexus WHERE ${inForce} ORDER BY r.id`,
  };
}

/** Everything at once; asked of NetSuite itself but for the lists that ids are decoded with. */
export async function readConversionFacts(
  context: NetSuiteContext,
  envelope: Envelope,
  question: ConversionQuestion,
): Promise<ConversionFacts> {
  const { client, config } = context;
  const rows = (statement: Statement | null): Promise<readonly unknown[]> =>
    statement === null ? Promise.resolve([]) : client.rows(envelope, statement);
  const [lookups, terms, states, registrations, periods, customer] = await Promise.all([
    context.lookups(envelope),
    readTerms(context, envelope),
    rows({ name: 'subsidiary-states', sql: 'SELECT s.id, s.isinactive AS inactive FROM subsidiary s ORDER BY s.id' }),
    rows(registrationsStatement(config.mapping, question.on)),
    rows(periodsStatement()),
    readCustomer(context, envelope, question.customer),
  ]);
  return context.understood('conversion-facts', () => {
    const parts = {
      question,
      lookups,
      inactive: new Set(
        checkedRows(subsidiaryStateRow, states, 'subsidiaries').flatMap((row) => (row.inactive ? [row.id] : [])),
      ),
      registrations: Map.groupBy(
        checkedRows(registrationRow, registrations, 'tax registrations'),
        (row) => row.subsidiary,
      ),
      periods: checkedRows(periodRow, periods, 'periods').map((row) => toPeriod(row, context.refs)),
    };
    return Promise.resolve({
      legalEntities: lookups.subsidiaries.map((row) => legalEntity(context, row, parts)),
      currencies: lookups.currencyCodes.map(currencyCode),
      paymentTerms: terms.map(({ name }) => name),
      customer,
    });
  });
}

/** What one legal entity is made of besides its row. */
interface Around {
  readonly question: ConversionQuestion;
  readonly lookups: Lookups;
  readonly inactive: ReadonlySet<string>;
  readonly registrations: ReadonlyMap<string, readonly RegistrationRow[]>;
  readonly periods: readonly ReturnType<typeof toPeriod>[];
}

function legalEntity(context: NetSuiteContext, row: SubsidiaryRow, around: Around): ConversionLegalEntity {
  const { question, lookups, inactive, periods } = around;
  const registrations = registrationsOf(context, row, around);
  const period = periods.find(
    ({ fiscalCalendar, startOn, endOn }) =>
      fiscalCalendar === row.calendar && startOn <= question.on && question.on <= endOn,
  );
  return {
    ref: context.refs.of('LEGAL_ENTITY', row.id),
    code: row.code,
    name: row.name,
    country: row.country,
    functionalCurrency: lookups.currency(row.currency),
    active: !inactive.has(row.id),
    registrations,
    registeredWhereBuyerIs: registrations.some(({ country }) => country === question.buyerCountry),
    period: period === undefined ? null : { name: period.name, receivables: period.receivables },
  };
}

function registrationsOf(
  { config }: NetSuiteContext,
  row: SubsidiaryRow,
  { registrations }: Around,
): readonly TaxRegistration[] {
  if (config.mapping.taxRegistrations !== null) {
    return (registrations.get(row.id) ?? []).map(({ country, state, number }) => ({ country, state, number }));
  }
  const number = row.vatnumber ?? row.federalid;
  return row.country === null || number === null ? [] : [{ country: row.country, state: null, number }];
}

async function readCustomer(
  context: NetSuiteContext,
  envelope: Envelope,
  customer: VendorRef | null,
): Promise<ConversionCustomer | null> {
  const own = customer === null ? null : context.refs.idOf('CUSTOMER', customer);
  if (customer === null || own === null) return null;
  const { client, config, refs } = context;
  const { customerCurrencies } = config.mapping;
  const currencies =
    customerCurrencies === null
      ? `SELECT c.currency FROM customer c WHERE c.id IN ${ids([own])} ORDER BY c.currency`
      : `SELECT c.currency FROM ${customerCurrencies} c WHERE c.customer IN ${ids([own])} ORDER BY c.currency`;
  const entities = `SELECT r.subsidiary FROM customersubsidiaryrelationship r WHERE r.entity IN ${ids([own])} ORDER BY r.id`;
  const [state, entityRows, currencyRows, { currency }] = await Promise.all([
    customerStates(context).customerNow(envelope, customer),
    client.rows(envelope, { name: 'customer-entities', sql: entities }),
    client.rows(envelope, { name: 'customer-currencies', sql: currencies }),
    context.lookups(envelope),
  ]);
  if (state === null) return null;
  return context.understood('conversion-customer', () =>
    Promise.resolve({
      ...state,
      legalEntities: checkedRows(customerEntityRow, entityRows, 'billing accounts').map((row) =>
        refs.of('LEGAL_ENTITY', row.subsidiary),
      ),
      currencies: checkedRows(customerCurrencyRow, currencyRows, 'currencies').map((row) => currency(row.currency)),
    }),
  );
}
