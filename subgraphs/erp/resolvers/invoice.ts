// Invoices, payments and credit memos, as the ERP tells them.
import { freshnessOf, told } from '../../crossref/translate.ts';
import type {
  CreditMemoResolvers,
  InvoiceLineResolvers,
  InvoiceResolvers,
  PaymentApplicationResolvers,
  PaymentResolvers,
} from '../generated/resolvers.ts';
import { daysPastDue } from '../receivables.ts';
import { foreignId, legalEntityOf } from './references.ts';

export const invoice: InvoiceResolvers = {
  __resolveReference: async ({ id }, { invoices }) => ({ id, known: await invoices.load(id) }),
  number: told((record) => record.number),
  status: told((record) => record.status),
  legalEntity: ({ known }, _args, context) =>
    known === null ? null : legalEntityOf(known.record.legalEntity, context),
  customer: ({ known }, _args, context) => foreignId(known?.record.customer ?? null, context),
  project: ({ known }, _args, context) => foreignId(known?.record.project ?? null, context),
  issuedOn: told((record) => record.issuedOn),
  dueOn: told((record) => record.dueOn),
  daysOverdue: ({ known }, _args, { today }) => {
    if (known === null) return null;
    const open = known.record.status === 'OPEN' || known.record.status === 'PARTIALLY_PAID';
    return open ? daysPastDue(known.record.dueOn, today) : 0;
  },
  currency: told((record) => record.currency),
  net: told((record) => record.net),
  tax: told((record) => record.tax),
  total: told((record) => record.total),
  openBalance: told((record) => record.openBalance),
  exchangeRate: told((record) => record.exchangeRate),
  dispute: told((record) => record.dispute),
  lines: ({ known }, _args, { linesOf }) => (known === null ? null : linesOf.load(known.record.ref)),
  applications: ({ known }, _args, { applicationsTo }) =>
    known === null ? null : applicationsTo.load(known.record.ref),
  erpSource: freshnessOf,
};

export const invoiceLine: InvoiceLineResolvers = {
  id: ({ ref }, _args, { translator }) => translator.idOf(ref),
  project: ({ project }, _args, context) => foreignId(project, context),
  dimensions: async ({ dimensions }, _args, context) => {
    const wanted = new Set(dimensions.map((ref) => ref.id));
    return (await context.dimensions()).value.filter((dimension) => wanted.has(dimension.ref.id));
  },
};

export const paymentApplication: PaymentApplicationResolvers = {
  kind: ({ source }) => (source.kind === 'CREDIT_MEMO' ? 'CREDIT_MEMO' : 'PAYMENT'),
  sourceId: ({ source }, _args, { translator }) => translator.idOf(source),
};

export const payment: PaymentResolvers = {
  id: ({ ref }, _args, { translator }) => translator.idOf(ref),
  legalEntity: ({ legalEntity }, _args, context) => legalEntityOf(legalEntity, context),
  customer: ({ customer }, _args, context) => foreignId(customer, context),
};

export const creditMemo: CreditMemoResolvers = {
  id: ({ ref }, _args, { translator }) => translator.idOf(ref),
  legalEntity: ({ legalEntity }, _args, context) => legalEntityOf(legalEntity, context),
  customer: ({ customer }, _args, context) => foreignId(customer, context),
};
