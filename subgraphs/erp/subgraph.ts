// The ERP's system API: legal entities, documents, receivables and the ledger by project, whichever vendor keeps them.
import { scalars } from '../../schema/canon/scalars.ts';
import { writeUnions } from '../ledger/desk.ts';
import type { Resolvers } from './generated/resolvers.ts';
import { billingAccount, customer, receivablesSummary } from './resolvers/customer.ts';
import { mutation } from './resolvers/customer-writes.ts';
import { invoiceMutation } from './resolvers/invoice-writes.ts';
import { journalMutation } from './resolvers/journal-writes.ts';
import { creditMemo, invoice, invoiceLine, payment, paymentApplication } from './resolvers/invoice.ts';
import { accountingPeriod, dimension, legalEntity } from './resolvers/legal-entity.ts';
import { billingSchedule, billingScheduleLine, project, revenueEvent } from './resolvers/project.ts';
import { projectMutation } from './resolvers/project-writes.ts';
import { billingFacts } from './resolvers/billing-facts.ts';
import { query } from './resolvers/query.ts';

/** The resolvers of the erp subgraph; their context is `erpContext`. */
export const erpResolvers: Resolvers = {
  ...scalars,
  ...writeUnions,
  Query: { ...query, ...billingFacts },
  Mutation: { ...mutation, ...projectMutation, ...invoiceMutation, ...journalMutation },
  LegalEntity: legalEntity,
  AccountingPeriod: accountingPeriod,
  Dimension: dimension,
  Customer: customer,
  BillingAccount: billingAccount,
  ReceivablesSummary: receivablesSummary,
  Invoice: invoice,
  InvoiceLine: invoiceLine,
  PaymentApplication: paymentApplication,
  Payment: payment,
  CreditMemo: creditMemo,
  Project: project,
  BillingSchedule: billingSchedule,
  BillingScheduleLine: billingScheduleLine,
  RevenueEvent: revenueEvent,
};
