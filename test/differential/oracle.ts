// The oracle: graphql-js over schema/api.graphql with its default resolvers, over plain objects made from the firm. It shares
// nothing with the product but the SDL and the published way to mint an id.
import { readdirSync, readFileSync } from 'node:fs';
import {
  buildASTSchema,
  type DefinitionNode,
  type DocumentNode,
  execute,
  type ExecutionResult,
  GraphQLEnumType,
  type GraphQLSchema,
  Kind,
  parse,
} from 'graphql';
import { at, type Firm } from '../../subgraphs/sandbox/firm/firm.ts';
import { crmContract, crmCustomer, crmOpportunity, crmQuery } from './crm-plain.ts';
import { cashPages, erpInvoice, invoiceId, invoicesPage } from './erp-documents.ts';
import { billingSchedules, invoicesOf, ledgerFigures, revenueEvents, shownLedger } from './erp-ledger.ts';
import {
  billingAccounts,
  dimensions,
  erpLegalEntity,
  latestRates,
  legalEntityIds,
  parentCompany,
  ratesAround,
} from './erp-plain.ts';
import { erpCustomerOf, openInvoices, receivablesRows, receivablesSummary } from './erp-receivables.ts';
import { identitiesOf } from './identities.ts';
import { financials, ledgerCurrencies, position } from './insight-plain.ts';
import { psaCustomer, psaProject, psaQuery, psaRateCard, psaResource } from './psa-plain.ts';
import { lazily, once, type Plain, sourceInfo, unknownFields, type World } from './world.ts';

/** The public schema as committed, as far as a firm's records answer it: runs and what is done about them are in no firm. */
export function publicSchema(): GraphQLSchema {
  const { types, added } = processApi();
  const { definitions, ...rest } = parse(readSdl('api.graphql'));
  const answered = definitions.flatMap((definition): DefinitionNode[] => {
    if (!('name' in definition) || definition.name === undefined) return [definition];
    const name = definition.name.value;
    if (name === 'Mutation' || types.has(name)) return [];
    const theirs = added.get(name);
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION || theirs === undefined) return [definition];
    return [{ ...definition, fields: definition.fields?.filter((field) => !theirs.has(field.name.value)) ?? [] }];
  });
  const schema = buildASTSchema({ ...rest, definitions: answered });
  for (const type of Object.values(schema.getTypeMap())) {
    if (!(type instanceof GraphQLEnumType) || type.name.startsWith('__')) continue;
    // Values of the dump are the names themselves; a wrong one must come out as a difference, not as an error.
    type.serialize = (value) => String(value);
  }
  return schema;
}

/** The process API's own types, and the fields it adds to `Query` and to the records of other APIs. */
function processApi(): {
  readonly types: ReadonlySet<string>;
  readonly added: ReadonlyMap<string, ReadonlySet<string>>;
} {
  const elsewhere = new Map<string, Set<string>>([['Query', new Set()]]);
  for (const { name, fields } of ['crm', 'psa', 'erp', 'insight'].flatMap(definitionsIn)) {
    if (name === 'Query') continue;
    elsewhere.set(name, new Set([...(elsewhere.get(name) ?? []), ...fields]));
  }
  const [types, added] = [new Set<string>(), new Map<string, Set<string>>()];
  for (const { name, fields } of definitionsIn('process')) {
    const theirs = elsewhere.get(name);
    if (theirs === undefined) types.add(name);
    else added.set(name, new Set([...(added.get(name) ?? []), ...fields.filter((field) => !theirs.has(field))]));
  }
  if (added.get('Query')?.size === 0) throw new Error('schema/process asks nothing');
  return { types, added };
}

/** What a subgraph's SDL defines or extends, with its fields. */
function definitionsIn(subgraph: string): readonly { readonly name: string; readonly fields: readonly string[] }[] {
  const files = readdirSync(new URL(`../../schema/${subgraph}/`, import.meta.url));
  return files.flatMap((file) =>
    parse(readSdl(`${subgraph}/${file}`)).definitions.flatMap((definition) => {
      if (!('name' in definition) || definition.name === undefined) return [];
      const isObject =
        definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.OBJECT_TYPE_EXTENSION;
      const fields = isObject ? (definition.fields ?? []).map(({ name }) => name.value) : [];
      return [{ name: definition.name.value, fields }];
    }),
  );
}

function readSdl(file: string): string {
  return readFileSync(new URL(`../../schema/${file}`, import.meta.url), 'utf8');
}

/** Answers any query about a firm. */
export interface Oracle {
  readonly schema: GraphQLSchema;
  readonly world: World;
  answer(document: DocumentNode, variables: Readonly<Record<string, unknown>>): ExecutionResult;
}

/** The oracle of a firm. */
export function createOracle(firm: Firm): Oracle {
  const schema = publicSchema();
  const world = worldOf(firm);
  const rootValue = { ...crmQuery(world), ...psaQuery(world), ...erpQuery(world) };
  return {
    schema,
    world,
    answer: (document, variableValues) => {
      const result = execute({ schema, document, rootValue, variableValues });
      // Nothing of the dump is a promise.
      return JSON.parse(JSON.stringify(result)) as ExecutionResult;
    },
  };
}

/** Entities of a firm. */
export function worldOf(firm: Firm): World {
  const ids = identitiesOf(firm);
  const world: World = {
    firm,
    ids,
    customer: once((id: string) => ({
      ...crmCustomer(world, id),
      ...psaCustomer(world, id),
      ...erpCustomer(world, id),
      position: ({ currency }: { currency: string }) => position(world, id, currency),
    })),
    project: once((id: string) => ({
      id,
      ...psaProject(world, id),
      ...erpProject(world, id),
      financials: ({ currency }: { currency?: string | null }) => financials(world, id, currency),
    })),
    opportunity: once((ordinal: number) => crmOpportunity(world, ordinal)),
    contract: once((ordinal: number) => crmContract(world, ordinal)),
    legalEntity: once((ordinal: number) => erpLegalEntity(world, ordinal)),
    invoice: once((ordinal: number) => erpInvoice(world, ordinal)),
    resource: once((person: number) => psaResource(world, person)),
    rateCard: once((ordinal: number) => psaRateCard(world, ordinal)),
  };
  return world;
}

function erpCustomer(world: World, id: string): Plain {
  const customer = erpCustomerOf(world, id);
  if (customer === null) return unknownFields('billingAccounts receivables openInvoices exchangeRates erpSource');
  const rows = lazily(() => receivablesRows(world, customer.ordinal));
  return {
    billingAccounts: () => billingAccounts(world, customer),
    receivables: () => rows().map((row) => receivablesSummary(world, customer, row)),
    openInvoices: (args: { first?: number | null; overdueOnly?: boolean | null }) =>
      openInvoices(world, customer.ordinal, args),
    exchangeRates: () => ratesAround(world.firm, new Set(rows().map(({ currency }) => currency))),
    erpSource: sourceInfo('ERP'),
  };
}

function erpProject(world: World, id: string): Plain {
  const { firm } = world;
  const ordinal = world.ids.project(id).job;
  if (ordinal === null)
    return unknownFields('financeCode ledger invoices billingSchedules revenueEvents exchangeRates erpSource');
  const job = at(firm.jobs, ordinal);
  const figures = lazily(() => ledgerFigures(firm, job));
  return {
    financeCode: job.code,
    ledger: () => shownLedger(figures()),
    invoices: ({ first }: { first?: number | null }) => invoicesOf(world, ordinal, first),
    billingSchedules: () => billingSchedules(world, job),
    revenueEvents: () => revenueEvents(world, job),
    exchangeRates: () => ratesAround(firm, ledgerCurrencies(figures())),
    erpSource: sourceInfo('ERP'),
  };
}

function erpQuery(world: World): Plain {
  const { firm } = world;
  const entities = legalEntityIds(firm);
  const entityId = new Map([...entities].map(([id, ordinal]) => [ordinal, id]));
  const idOf = (ordinal: number): string => entityId.get(ordinal) ?? '';
  const invoices = new Map(firm.invoices.map(({ ordinal }) => [invoiceId(ordinal), ordinal]));
  return {
    legalEntities: () => [parentCompany, ...firm.legalEntities.map(({ ordinal }) => ordinal)].map(world.legalEntity),
    invoice: ({ id }: { id: string }) => {
      const ordinal = invoices.get(id);
      return ordinal === undefined ? null : world.invoice(ordinal);
    },
    invoices: (args: Parameters<typeof invoicesPage>[1]) => invoicesPage(world, args, idOf),
    ...cashPages(world, idOf),
    dimensions: () => dimensions(firm),
    exchangeRates: ({ on }: { on?: string | null }) => latestRates(firm, on ?? firm.today),
  };
}
