// Salesforce as the firm's CRM: the port, over SOQL.
import type { Opportunity } from '../../../schema/canon/contract.ts';
import type { CrmPort } from '../../ports/crm.ts';
import { MappingError } from '../../ports/mapping.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import { type SecretWorld, secretsHere } from '../../runtime/secret.ts';
import type { Upstream } from '../../runtime/upstream.ts';
import { changeFeed } from '../../ports/feed.ts';
import { countRecords, readChanges } from './changes.ts';
import { type Client, createClient } from './client.ts';
import type { SalesforceConfig } from './config.ts';
import { readPageCursor, writePageCursor } from './cursor.ts';
import { customerWrites } from './customer-writes.ts';
import { opportunityWrites } from './opportunity-writes.ts';
import { statementsOf } from './deal-query.ts';
import { newest } from './map-deal.ts';
import {
  accountsById,
  accountsPage,
  contractsBy,
  mappedFields,
  opportunitiesBy,
  opportunitiesPage,
} from './queries.ts';
import { createReading, manyPerCustomer, onePerId, pageOf, type Reading } from './reading.ts';
import { chunks } from './soql.ts';
import { standing } from './standing.ts';

/** The longest name an account can have. */
const nameMax = 255;
/** What was deleted leaves the recycle bin after so many days, and nobody tells of it any more. */
const recycleBinDays = 15;
const anyName = /^/;
const anyDate = /^\d{4}-\d{2}-\d{2}$/;

/** What the connector needs from outside; the clock labels answers that needed no asking. */
export interface SalesforceDependencies {
  readonly upstream: Upstream;
  readonly clock: Clock;
  /** Where references to secrets lead; absent: to this process' environment. */
  readonly secrets?: SecretWorld;
}

/** The CRM port of one Salesforce org. */
export function createSalesforce(config: SalesforceConfig, dependencies: SalesforceDependencies): CrmPort {
  const client = createClient(config, dependencies.upstream, dependencies.secrets ?? secretsHere);
  const reading = createReading(config, client, dependencies);
  return {
    system: 'CRM',
    instance: config.instance,
    customerWrites: customerWrites(config, client, reading),
    opportunityWrites: opportunityWrites(config, client, reading),
    standing: standing(config, client),
    feed: changeFeed({
      kinds: ['CUSTOMER', 'OPPORTUNITY', 'CONTRACT'],
      horizonDays: recycleBinDays,
      nowMs: () => dependencies.clock.now().getTime(),
      page: (envelope, kind, cursor) => readChanges({ client, config }, envelope, kind, cursor),
      count: (envelope, kind) => countRecords({ client, config }, envelope, kind),
    }),
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
      const row = after === null ? null : readPageCursor(after, anyName);
      // No name is that long; asking would only make the query too long for a URL.
      if (search !== null && search.length > nameMax) return reading.known(pageOf([], first, () => ''));
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
      return onePerId(
        await reading.byIds(envelope, { name: 'customersByRef', ids, ask }),
        refs.map((ref) => reading.idOf('CUSTOMER', ref)),
      );
    },
  };
}

function opportunityReads(
  { mapping }: SalesforceConfig,
  reading: Reading,
): Pick<CrmPort, 'opportunities' | 'opportunitiesByRef' | 'opportunitiesOf' | 'statementsOfWorkOf'> {
  return {
    opportunities: async (envelope, { first, after, stages, customers, closeFrom, closeTo }) => {
      const accounts = customers === null ? null : reading.idsOf('CUSTOMER', customers);
      const row = after === null ? null : readPageCursor(after, anyDate);
      const position = row === null ? null : { closeOn: row.key, id: row.id };
      const conditions = { stages, accounts, closeFrom, closeTo, limit: first + 1, after: position };
      // Each chunk answers a whole page, so the first of all of them are the first of their sum.
      const parts = accounts === null ? [null] : chunks(accounts);
      const statements = parts.map((part) => opportunitiesPage(mapping, { ...conditions, accounts: part }));
      const asked = statements.filter((statement) => statement !== null);
      if (asked.length === 0) return reading.known(pageOf([], first, () => ''));
      return reading.read(envelope, { name: 'opportunities', args: conditions }, async (shared) => {
        const found = (await Promise.all(asked.map((statement) => reading.opportunities(shared, statement)))).flat();
        const deals = asked.length === 1 ? found : found.sort(latestFirst);
        return pageOf(deals, first, ({ closeOn, ref }) => writePageCursor({ key: closeOn ?? '', id: ref.id }));
      });
    },
    opportunitiesByRef: async (envelope, refs) => {
      const ids = reading.idsOf('OPPORTUNITY', refs);
      const ask = (shared: Envelope, part: readonly string[]) =>
        reading.opportunities(shared, opportunitiesBy(mapping, 'Id', part));
      return onePerId(
        await reading.byIds(envelope, { name: 'opportunitiesByRef', ids, ask }),
        refs.map((ref) => reading.idOf('OPPORTUNITY', ref)),
      );
    },
    opportunitiesOf: async (envelope, customers) => {
      const ids = reading.idsOf('CUSTOMER', customers);
      const ask = (shared: Envelope, part: readonly string[]) =>
        reading.opportunities(shared, opportunitiesBy(mapping, 'AccountId', part));
      return manyPerCustomer(
        await reading.byIds(envelope, { name: 'opportunitiesOf', ids, ask }),
        customers.map((ref) => reading.idOf('CUSTOMER', ref)),
      );
    },
    statementsOfWorkOf: async (envelope, opportunities) => {
      const ids = reading.idsOf('OPPORTUNITY', opportunities);
      const ask = (shared: Envelope, part: readonly string[]) =>
        reading.statements(shared, statementsOf(mapping, part));
      const answer = await reading.byIds(envelope, { name: 'statementsOfWorkOf', ids, ask });
      const byDeal = Map.groupBy(answer.value, ({ opportunity }) => opportunity.id);
      return {
        ...answer,
        value: opportunities.map((ref) => newest(byDeal.get(reading.idOf('OPPORTUNITY', ref) ?? '') ?? [])),
      };
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
      return onePerId(
        await reading.byIds(envelope, { name: 'contractsByRef', ids, ask }),
        refs.map((ref) => reading.idOf('CONTRACT', ref)),
      );
    },
    contractsOf: async (envelope, customers) => {
      const ids = reading.idsOf('CUSTOMER', customers);
      const ask = (shared: Envelope, part: readonly string[]) =>
        reading.contracts(shared, contractsBy(mapping, 'AccountId', part));
      return manyPerCustomer(
        await reading.byIds(envelope, { name: 'contractsOf', ids, ask }),
        customers.map((ref) => reading.idOf('CUSTOMER', ref)),
      );
    },
  };
}

/** The order of the pages: latest close date first, then by id, as the org's own order of characters has it. */
function latestFirst(a: Opportunity, b: Opportunity): number {
  if (a.closeOn !== b.closeOn) return (a.closeOn ?? '') < (b.closeOn ?? '') ? 1 : -1;
  return a.ref.id < b.ref.id ? -1 : 1;
}

async function verifyMapping(client: Client, config: SalesforceConfig, envelope: Envelope): Promise<void> {
  const wanted = Object.entries(mappedFields(config.mapping));
  const described = await Promise.all(wanted.map(([object]) => client.describe(envelope, object)));
  const differences = wanted.flatMap(([object, fields], index) => {
    const description = described[index] ?? null;
    if (description === null) return [`the org has no object ${object}`];
    // API names are not case sensitive, but answers come in the org's own spelling, and that is where we look for them.
    const spelt = new Map(description.map((field) => [field.name.toLowerCase(), field.name]));
    return fields.flatMap((field) => {
      const name = spelt.get(field.toLowerCase());
      if (name === undefined) return [`${object} has no field ${field}`];
      return name === field ? [] : [`${object} spells ${field} ${name}; write it like that`];
    });
  });
  if (differences.length > 0) throw new MappingError(`Salesforce (${config.instance})`, differences);
}
