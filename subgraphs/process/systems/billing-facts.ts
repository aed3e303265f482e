// What the systems say of a project that is to be billed, by canonical ids and through the same fields as everybody reads: who delivers it
// under which contract, who is billed, what was billed before. Answers that a system only remembers are refused.
import { z } from 'zod';
import { billingModels } from '../../../schema/canon/contract.ts';
import { recordShape } from './record-shape.ts';

const source = z.object({ servedFrom: z.string() }).nullable();
const amount = z.object({ amount: z.string(), currency: z.string() });
const entity = z.object({ code: z.string().nullable() }).nullable();
const known = z.object({ id: z.string() }).nullable();

const project = z.object({
  id: z.string(),
  code: z.string().nullable(),
  name: z.string().nullable(),
  currency: z.string().nullable(),
  billingModel: z.enum(billingModels).nullable(),
  practice: z.string().nullable(),
  region: z.string().nullable(),
  serviceLine: z.string().nullable(),
  legalEntity: entity,
  customer: known,
  contract: known,
  psaSource: source,
});
const listed = z.object({
  edges: z.array(
    z.object({
      node: z.object({
        id: z.string(),
        billingModel: z.enum(billingModels).nullable(),
        legalEntity: entity,
        contract: known,
      }),
    }),
  ),
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
});
const contract = z.object({
  id: z.string(),
  number: z.string().nullable(),
  status: z.string().nullable(),
  purchaseOrder: z.string().nullable(),
  purchaseOrderValue: amount.nullable(),
  purchaseOrderExpiresOn: z.string().nullable(),
  notToExceed: amount.nullable(),
  lines: z
    .array(
      z.object({
        id: z.string(),
        description: z.string(),
        billingModel: z.enum(billingModels),
        notToExceed: amount.nullable(),
        amount: amount.nullable(),
        unitPrice: z.string().nullable(),
        startOn: z.string().nullable(),
        endOn: z.string().nullable(),
        rollover: z.boolean(),
      }),
    )
    .nullable(),
  crmSource: source,
});
const buyer = z.object({
  billingAccounts: z
    .array(
      z.object({
        id: z.string(),
        legalEntity: z.object({ code: z.string().nullable() }),
        legalName: z.string(),
        currency: z.string(),
        taxId: z.string().nullable(),
        region: z.string().nullable(),
        creditStanding: z.string(),
        active: z.boolean(),
      }),
    )
    .nullable(),
  erpSource: source,
});
const owing = z
  .object({
    receivables: z
      .array(
        z.object({
          legalEntity: z.object({ code: z.string().nullable() }),
          currency: z.string(),
          unappliedCash: amount,
          openCredits: amount,
        }),
      )
      .nullable(),
    erpSource: source,
  })
  .nullable();
const invoices = z
  .array(
    z.object({
      number: z.string().nullable(),
      status: z.string().nullable(),
      legalEntity: entity,
      lines: z.array(z.object({ taxCode: z.string().nullable() })).nullable(),
    }),
  )
  .nullable();
const customerInvoices = z
  .array(
    z.object({
      id: z.string(),
      number: z.string().nullable(),
      status: z.string().nullable(),
      issuedOn: z.string().nullable(),
      legalEntity: entity,
      net: amount.nullable(),
      lines: z.array(z.object({ project: known })).nullable(),
      erpSource: source,
    }),
  )
  .nullable();
const ledger = z.object({
  ledger: z.object({ currency: z.string(), billed: amount, openReceivable: amount }).nullable(),
  invoices: z
    .array(
      z.object({
        id: z.string(),
        number: z.string().nullable(),
        status: z.string().nullable(),
        openBalance: amount.nullable(),
      }),
    )
    .nullable(),
  erpSource: source,
});
const milestones = z
  .object({
    milestones: z
      .array(
        z.object({
          id: z.string(),
          name: z.string(),
          dueOn: z.string().nullable(),
          amount: amount.nullable(),
          billed: z.boolean(),
          bill: recordShape.nullable(),
        }),
      )
      .nullable(),
    psaSource: source,
  })
  .nullable();
/** Who manages a project. */
export const managedShape = z.object({
  manager: z.object({ email: z.string().nullable() }).nullable(),
  psaSource: source,
});
const work = z.object({ unbilledWork: z.object({ approved: amount }).nullable(), psaSource: source });

/** What an answer has to look like: a service of the firm's own may stand behind it. */
export const billingShapes = {
  ...{ source, project, listed, contract, buyer, owing, invoices, customerInvoices, ledger, milestones, work },
};

/** A project as the PSA has it. */
export type BillingProject = Omit<z.infer<typeof project>, 'psaSource'>;
/** A project of a list, with what a release chooses by. */
export type ListedProject = z.infer<typeof listed>['edges'][number]['node'];
/** A contract as far as it limits bills. */
export type BillingContract = Omit<z.infer<typeof contract>, 'crmSource'>;
/** A customer's account with one legal entity. */
export type BillingAccountFacts = NonNullable<z.infer<typeof buyer>['billingAccounts']>[number];
/** A milestone of a project as the PSA has it; `id` is canonical. */
export type BillingMilestone = NonNullable<NonNullable<z.infer<typeof milestones>>['milestones']>[number];
/** What the ERP has posted of a project, and its invoices, at most 200. */
export type ProjectLedger = {
  readonly ledger: NonNullable<z.infer<typeof ledger>['ledger']>;
  readonly invoices: NonNullable<z.infer<typeof ledger>['invoices']>;
};

/** An invoice to a customer, with the project of each line; null: it names none. */
export type CustomerInvoice = Omit<
  NonNullable<z.infer<typeof customerInvoices>>[number],
  'legalEntity' | 'lines' | 'erpSource'
> & {
  readonly legalEntity: string | null;
  readonly projects: readonly (string | null)[];
};

/** What of a customer is on no invoice of a legal entity in a currency: cash, and credit memos. */
export type CustomerCredits = Omit<
  NonNullable<NonNullable<z.infer<typeof owing>>['receivables']>[number],
  'legalEntity'
> & { readonly legalEntity: string | null };

/** Reads before something is billed; each raises Fault when its system cannot be asked or only remembers. */
export interface BillingReads {
  project(id: string): Promise<BillingProject | null>;
  /** Several in one question, in the order asked for; a few dozen at most. */
  projectsOf(ids: readonly string[]): Promise<readonly (BillingProject | null)[]>;
  /** All projects in delivery or delivered. */
  projects(): Promise<readonly ListedProject[]>;
  /** Approved work of a project on no bill, at bill value, as the PSA adds it up; null where there is no such project. */
  approvedUnbilled(projectId: string): Promise<{ readonly amount: string; readonly currency: string } | null>;
  /** E-mail of whoever manages a project in the PSA; null where that names nobody, or nobody with one. */
  managerOf(projectId: string): Promise<string | null>;
  /** Those of a project that bill something, in order of their days; none where there is no such project. */
  milestones(projectId: string): Promise<readonly BillingMilestone[]>;
  contract(id: string): Promise<BillingContract | null>;
  /** Several in one question, in the order asked for; a few dozen at most. */
  contractsOf(ids: readonly string[]): Promise<readonly (BillingContract | null)[]>;
  /** Country of a customer, as sales keeps it. */
  country(customerId: string): Promise<string | null>;
  accounts(customerId: string): Promise<readonly BillingAccountFacts[]>;
  /** Of several customers in one question, in the order asked for; a few dozen at most. */
  accountsOf(customerIds: readonly string[]): Promise<readonly (readonly BillingAccountFacts[])[]>;
  /** Per legal entity and currency; none where finance does not know the customer. */
  credits(customerId: string): Promise<readonly CustomerCredits[]>;
  /** Tax code of the newest invoice of a legal entity to a customer that has one. */
  lastTaxCode(
    customerId: string,
    legalEntity: string,
  ): Promise<{ readonly name: string; readonly invoice: string } | null>;
  /** The newest of a customer, at most 50, whoever made them. */
  customerInvoices(customerId: string): Promise<readonly CustomerInvoice[]>;
  /** Null where finance does not know the project. */
  ledger(projectId: string): Promise<ProjectLedger | null>;
}
