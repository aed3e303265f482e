// Salesforce as the firm's CRM: the port, over SOQL.
import type { CrmPort } from '../../ports/crm.ts';
import { MappingError } from '../../ports/mapping.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import type { Upstream } from '../../runtime/upstream.ts';
import { readChanges } from './changes.ts';
import { type Client, createClient } from './client.ts';
import type { SalesforceConfig } from './config.ts';
import { readPageCursor, writePageCursor } from './cursor.ts';
import {
  accountsById,
  accountsPage,
  contractsBy,
  mappedFields,
  opportunitiesBy,
  opportunitiesPage,
} from './queries.ts';
import { createReading, manyPerCustomer, onePerRef, pageOf, type Reading } from './reading.ts';

/** What the connector needs from outside; the clock labels answers that needed no asking. */
export interface SalesforceDependencies {
  readonly upstream: Upstream;
  readonly clock: Clock;
}

/** The CRM port of one Salesforce org. */
export function createSalesforce(config: SalesforceConfig, dependencies: SalesforceDependencies): CrmPort {
  const client = createClient(config, dependencies.upstream);
  const reading = createReading(config, client, dependencies);
  return {
    system: 'CRM',
    instance: config.instance,
    ...customerReads(config, reading),
    ...opportunityReads(config, reading),
    ...contractReads(config, reading),
    changes: (envelope, kind, cursor) => readChanges({ client, config }, envelope, kind, cursor),
    verifyMapping: (envelope) => verifyMapping(client, config, envelope),
    close: () => client.close(),
  };
}

function customerReads({ mapping }: SalesforceConfig, reading: Reading): Pick<CrmPort, 'customers' | 'customersByRef'> {
  return {
    customers: async (envelope, { first, after, search }) => {
      const row = after === null ? null : readPageCursor(after);
      const page = { search, limit: first + 1, after: row === null ? null : { name: row.key, id: row.id } };
      return reading.read(envelope, { name: 'customers', args: { first, after, search } }, async (shared) =>
        pageOf(await reading.customers(shared, accountsPage(mapping, page)), first, ({ name, ref }) =>
          writePageCursor({ key: name, id: ref.id }),
        ),
      );
    },
    customersByRef: async (envelope, refs) => {
      const ids = reading.idsOf('CUSTOMER', refs);
      const ask = (shared: Envelope, part: readonly string[]) => reading.customers(shared, accountsById(mapping, part));
      return onePerRef(await reading.byIds(envelope, { name: 'customersByRef', ids, ask }), refs);
    },
  };
}

function opportunityReads(
  { mapping }: SalesforceConfig,
  reading: Reading,
): Pick<CrmPort, 'opportunities' | 'opportunitiesByRef' | 'opportunitiesOf'> {
  return {
    opportunities: async (envelope, { first, after, stages, customers, closeFrom, closeTo }) => {
      const accounts = customers === null ? null : reading.idsOf('CUSTOMER', customers);
      const row = after === null ? null : readPageCursor(after);
      const position = row === null ? null : { closeOn: row.key, id: row.id };
      const conditions = { stages, accounts, closeFrom, closeTo, limit: first + 1, after: position };
      const statement = accounts?.length === 0 ? null : opportunitiesPage(mapping, conditions);
      if (statement === null) return reading.known(pageOf([], first, () => ''));
      return reading.read(envelope, { name: 'opportunities', args: conditions }, async (shared) =>
        pageOf(await reading.opportunities(shared, statement), first, ({ closeOn, ref }) =>
          writePageCursor({ key: closeOn ?? '', id: ref.id }),
        ),
      );
    },
    opportunitiesByRef: async (envelope, refs) => {
      const ids = reading.idsOf('OPPORTUNITY', refs);
      const ask = (shared: Envelope, part: readonly string[]) =>
        reading.opportunities(shared, opportunitiesBy(mapping, 'Id', part));
      return onePerRef(await reading.byIds(envelope, { name: 'opportunitiesByRef', ids, ask }), refs);
    },
    opportunitiesOf: async (envelope, customers) => {
      const ids = reading.idsOf('CUSTOMER', customers);
      const ask = (shared: Envelope, part: readonly string[]) =>
        reading.opportunities(shared, opportunitiesBy(mapping, 'AccountId', part));
      return manyPerCustomer(await reading.byIds(envelope, { name: 'opportunitiesOf', ids, ask }), customers);
    },
  };
}

function contractReads(
  { mapping }: SalesforceConfig,
  reading: Reading,
): Pick<CrmPort, 'contractsByRef' | 'contractsOf'> {
  return {
    contractsByRef: async (envelope, refs) => {
      const ids = reading.idsOf('CONTRACT', refs);
      const ask = (shared: Envelope, part: readonly string[]) =>
        reading.contracts(shared, contractsBy(mapping, 'Id', part));
      return onePerRef(await reading.byIds(envelope, { name: 'contractsByRef', ids, ask }), refs);
    },
    contractsOf: async (envelope, customers) => {
      const ids = reading.idsOf('CUSTOMER', customers);
      const ask = (shared: Envelope, part: readonly string[]) =>
        reading.contracts(shared, contractsBy(mapping, 'AccountId', part));
      return manyPerCustomer(await reading.byIds(envelope, { name: 'contractsOf', ids, ask }), customers);
    },
  };
}

async function verifyMapping(client: Client, config: SalesforceConfig, envelope: Envelope): Promise<void> {
  const wanted = Object.entries(mappedFields(config.mapping));
  const described = await Promise.all(wanted.map(([object]) => client.describe(envelope, object)));
  const differences = wanted.flatMap(([object, fields], index) => {
    const description = described[index] ?? null;
    if (description === null) return [`the org has no object ${object}`];
    // API names are not case sensitive; the org answers in its own spelling.
    const names = new Set(description.map((field) => field.name.toLowerCase()));
    return fields.filter((field) => !names.has(field.toLowerCase())).map((field) => `${object} has no field ${field}`);
  });
  if (differences.length > 0) throw new MappingError(`Salesforce (${config.instance})`, differences);
}
