// The ERP's own questions: documents by id and by page, and reference data.
import type { RecordKind, VendorRef } from '../../../schema/canon/identity.ts';
import { connection, pageRequest } from '../../../schema/canon/paging.ts';
import { entitiesOf } from '../../crossref/translate.ts';
import type { CashQuery } from '../../ports/erp.ts';
import type { ErpContext } from '../context.ts';
import type { CashFilter, QueryResolvers } from '../generated/resolvers.ts';
import { changeQueries } from './changes.ts';
import { internalQuery } from './customer-facts.ts';
import { invoiceQuery } from './invoice-writes.ts';
import { journalQuery } from './journal-writes.ts';
import { projectQuery } from './project-writes.ts';
import { standingQueries } from './standing.ts';

/** What the caller asks of a list of payments or credit memos. */
interface CashArguments {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly filter?: CashFilter | null;
}

export const query: QueryResolvers = {
  ...internalQuery,
  ...projectQuery,
  ...invoiceQuery,
  ...journalQuery,
  ...changeQueries,
  ...standingQueries,
  legalEntities: async (_root, _args, context) => {
    const { value, freshness } = await context.legalEntities();
    return value.map((record) => ({ record, freshness }));
  },
  invoice: async (_root, { id }, { invoices }) => {
    const known = await invoices.load(id);
    return known === null ? null : { id, known };
  },
  invoices: async (_root, { first, after, filter }, context) => {
    const page = pageRequest(first ?? 50, after);
    const { value, freshness } = await context.port.invoices(context.envelope, {
      ...page,
      legalEntities: await only(filter?.legalEntityId, 'LEGAL_ENTITY', context),
      customers: await only(filter?.customerId, 'CUSTOMER', context),
      projects: await only(filter?.projectId, 'PROJECT', context),
      statuses: filter?.statuses ?? null,
      issuedFrom: filter?.issuedOn?.from ?? null,
      issuedTo: filter?.issuedOn?.to ?? null,
      overdueOn: filter?.overdueOnly === true ? context.today : null,
    });
    return connection(value, await entitiesOf(context.translator, value.items, freshness), page.after);
  },
  payments: async (_root, args, context) => {
    const asked = await cashQuery(args, context);
    const { value } = await context.port.payments(context.envelope, asked);
    return connection(value, value.items, asked.after);
  },
  creditMemos: async (_root, args, context) => {
    const asked = await cashQuery(args, context);
    const { value } = await context.port.creditMemos(context.envelope, asked);
    return connection(value, value.items, asked.after);
  },
  dimensions: async (_root, _args, context) => (await context.dimensions()).value,
  exchangeRates: async (_root, { on }, { port, envelope, today }) =>
    (await port.exchangeRates(envelope, on ?? today)).value,
};

async function cashQuery(args: CashArguments, context: ErpContext): Promise<CashQuery> {
  return {
    ...pageRequest(args.first ?? 50, args.after),
    legalEntities: await only(args.filter?.legalEntityId, 'LEGAL_ENTITY', context),
    customers: await only(args.filter?.customerId, 'CUSTOMER', context),
    unappliedOnly: args.filter?.unappliedOnly ?? false,
  };
}

/** The references a filter by canonical id means: null without the filter, none when the ERP knows no such record. */
async function only(
  id: string | null | undefined,
  kind: RecordKind,
  { translator }: ErpContext,
): Promise<readonly VendorRef[] | null> {
  if (id === null || id === undefined) return null;
  const ref = await translator.refOf(id, kind);
  return ref === null ? [] : [ref];
}
