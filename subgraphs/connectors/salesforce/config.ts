// What an administrator says about one Salesforce org: where it is, how to sign in, which fields and values mean what.
import { z } from 'zod';
import {
  amendmentKinds,
  billingModels,
  contractStatuses,
  opportunityStages,
  revenueMethods,
  statementOfWorkStates,
} from '../../../schema/canon/contract.ts';
import { recordKinds } from '../../../schema/canon/identity.ts';
import { numeric } from '../../runtime/config-file.ts';
import { secretSchema } from '../../runtime/secret.ts';

// Names reach queries as they are, so nothing but a plain API name may pass.
const apiName = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,79}$/, 'an API name such as Segment__c');

/** A field that carries the id of a record in another system. */
const linkSchema = z.strictObject({
  field: apiName,
  system: z.enum(['PSA', 'ERP', 'HCM']),
  instance: z.string().min(1),
  kind: z.enum(recordKinds),
});

const mappingSchema = z.strictObject({
  account: z
    .strictObject({ segment: apiName.default('Segment__c'), renewalOn: apiName.default('Renewal_Date__c') })
    .prefault({}),
  /** Fields of Account in which onboarding notes the customer's ids elsewhere, for people and reports; null for none. */
  accountIds: z
    .strictObject({
      erp: apiName.nullable().default('ERP_Customer_Id__c'),
      psa: apiName.nullable().default('PSA_Customer_Id__c'),
    })
    .prefault({}),
  opportunity: z
    .strictObject({
      legalEntity: apiName.default('Legal_Entity__c'),
      billingModel: apiName.default('Billing_Model__c'),
      serviceLine: apiName.default('Service_Line__c'),
      sowApprovedAt: apiName.default('SOW_Approved_At__c'),
      templateKey: apiName.default('Template_Key__c'),
    })
    .prefault({}),
  /** Fields of Opportunity that name what came of a deal elsewhere; several ids in one are apart by semicolons; null for none. */
  opportunityIds: z
    .strictObject({
      erpCustomer: apiName.nullable().default('ERP_Customer_Id__c'),
      psaProjects: apiName.nullable().default('PSA_Project_Id__c'),
      erpProjects: apiName.nullable().default('ERP_Project_Id__c'),
    })
    .prefault({}),
  contract: z
    .strictObject({
      version: apiName.default('Version__c'),
      legalEntity: apiName.default('Legal_Entity__c'),
      totalValue: apiName.default('Total_Value__c'),
      notToExceed: apiName.default('Not_To_Exceed__c'),
      paymentTerms: apiName.default('Payment_Terms__c'),
      purchaseOrder: apiName.default('Purchase_Order__c'),
      /** What the client's order is over, and its last day; null where the org has no such fields. */
      purchaseOrderValue: apiName.nullable().default(null),
      purchaseOrderExpiresOn: apiName.nullable().default(null),
      rateCard: apiName.default('Rate_Card_Id__c'),
      opportunity: apiName.default('Opportunity__c'),
    })
    .prefault({}),
  /** Objects that hold what hangs on a contract, each with a lookup `Contract__c`. */
  objects: z
    .strictObject({
      line: apiName.default('Contract_Line__c'),
      obligation: apiName.default('Performance_Obligation__c'),
      amendment: apiName.default('Contract_Amendment__c'),
      /** Instalments of a line, each with a lookup `Contract_Line__c`; null where lines have none. */
      milestone: apiName.nullable().default('Contract_Milestone__c'),
      /** Statements of work, each with a lookup `Opportunity__c`; null where the org keeps none. */
      statementOfWork: apiName.nullable().default('Statement_Of_Work__c'),
    })
    .prefault({}),
  /** Where the rate card named by a contract lives. */
  rateCard: z
    .strictObject({ system: z.literal('PSA').default('PSA'), instance: z.string().default('kantata') })
    .prefault({}),
  /** Fields of Account that name the same customer elsewhere; most firms keep the link on the other side. */
  customerLinks: z.array(linkSchema).default([]),
  stages: z.record(z.string(), z.enum(opportunityStages)).default({
    Prospecting: 'PIPELINE',
    Qualification: 'PIPELINE',
    'Proposal/Price Quote': 'PIPELINE',
    'Negotiation/Review': 'COMMIT',
    Contracted: 'CONTRACTED',
    'Closed Won': 'CLOSED_WON',
    'Closed Lost': 'CLOSED_LOST',
  }),
  billingModels: z.record(z.string(), z.enum(billingModels)).default({
    'Time and Materials': 'TIME_AND_MATERIALS',
    'Fixed Fee': 'FIXED_FEE',
    Milestone: 'MILESTONE',
    Retainer: 'RETAINER',
    Recurring: 'RECURRING',
  }),
  contractStatuses: z.record(z.string(), z.enum(contractStatuses)).default({
    Draft: 'DRAFT',
    'In Approval Process': 'IN_APPROVAL',
    Activated: 'ACTIVE',
    Suspended: 'SUSPENDED',
    Completed: 'COMPLETED',
    Terminated: 'TERMINATED',
  }),
  statementOfWorkStates: z.record(z.string(), z.enum(statementOfWorkStates)).default({
    Draft: 'DRAFT',
    'In Approval': 'IN_APPROVAL',
    Approved: 'APPROVED',
    Rejected: 'REJECTED',
    Signed: 'SIGNED',
  }),
  revenueMethods: z.record(z.string(), z.enum(revenueMethods)).default({
    'Right to Invoice': 'RIGHT_TO_INVOICE',
    'Cost to Cost': 'COST_TO_COST',
    Milestone: 'MILESTONE_OUTPUT',
    'Straight Line': 'STRAIGHT_LINE',
  }),
  amendmentKinds: z.record(z.string(), z.enum(amendmentKinds)).default({
    Separate: 'SEPARATE',
    Prospective: 'PROSPECTIVE',
    'Catch-Up': 'CATCH_UP',
  }),
});
export type Mapping = z.infer<typeof mappingSchema>;

/** Configuration of one Salesforce org. Unknown keys are refused: a misspelt field name must not mean "default". */
export const salesforceConfigSchema = z.strictObject({
  instance: z
    .string()
    .regex(/^[a-z0-9-]+$/)
    .default('salesforce'),
  /** The org's own login host, such as https://acme.my.salesforce.com; also the audience of the assertion. */
  loginUrl: z.url(),
  /** Pinned: a newer release of the org must not change what we read. */
  apiVersion: z
    .string()
    .regex(/^v\d+\.0$/)
    .default('v62.0'),
  clientId: z.string().min(1),
  /** By reference. With a secret we sign in by client credentials, without one by JWT bearer as `username`. */
  clientSecret: secretSchema.optional(),
  username: z.string().min(1).nullish(),
  /** By reference; RSA, in PEM. */
  privateKeyPem: secretSchema.optional(),
  /** Calls at once. Salesforce refuses more than 25 that run for over 20 s; a few fast ones keep well clear of it. */
  concurrency: z.int().min(1).max(25).default(10),
  timeoutMs: numeric.pipe(z.int().min(100).max(120_000)).default(10_000),
  /** Of the org's daily calls so many percent are left to people: background reading stops before, and looks again later. */
  quotaReservePercent: z.int().min(0).max(90).default(5),
  figuresFreshMs: numeric.pipe(z.int().min(0)).default(30_000),
  staleForMs: z.int().min(0).default(86_400_000),
  /** SOQL reads what was written, at once; a moment for a commit that was under way when the reply was lost. */
  settleMs: z.int().min(0).max(60_000).default(1_000),
  /** Change feeds look this far back again: a record may become visible after a later stamp was read. */
  changesOverlapSeconds: z.int().min(0).max(86_400).default(120),
  mapping: mappingSchema.prefault({}),
});
export type SalesforceConfig = z.infer<typeof salesforceConfigSchema>;
