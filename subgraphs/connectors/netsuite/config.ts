// What an administrator says about one NetSuite account: where it is, how to sign in, which custom fields mean what.
import { z } from 'zod';
import { billingScheduleStatuses } from '../../../schema/canon/invoice.ts';
import { recordKinds } from '../../../schema/canon/identity.ts';
import { lineKinds } from '../../ports/invoice-writes.ts';
import { numeric } from '../../runtime/config-file.ts';
import { secretSchema } from '../../runtime/secret.ts';

// Names reach queries as they are, so nothing but a plain script id may pass.
const fieldName = z.string().regex(/^[a-z][a-z0-9_]{0,79}$/, 'a script id such as custentity_crm_account');

/** A field that carries the id of the same record in another system. */
const linkSchema = z.strictObject({
  field: fieldName,
  system: z.enum(['CRM', 'PSA', 'ERP', 'HCM']),
  instance: z.string().min(1),
  kind: z.enum(recordKinds),
});
export type Link = z.infer<typeof linkSchema>;

const fieldsSchema = z.strictObject({
  /** On subsidiary: the code other systems use for the legal entity. */
  entityCode: fieldName.default('custrecord_entity_code'),
  /** On invoices: the client's objection. */
  disputeReason: fieldName.default('custbody_dispute_reason'),
  disputeAmount: fieldName.default('custbody_dispute_amount'),
  disputeOpened: fieldName.default('custbody_dispute_opened'),
  disputeOwner: fieldName.default('custbody_dispute_owner'),
  disputeStatus: fieldName.default('custbody_dispute_status'),
  /** On lines: legacy tax keeps its own columns, SuiteTax accounts name theirs here. */
  taxCode: fieldName.default('custcol_tax_code'),
  taxRate: fieldName.default('custcol_tax_rate'),
  revenueMethod: fieldName.default('custcol_rev_method'),
  /** On lines: the name a process posted it under. */
  lineName: fieldName.default('custcol_billing_line'),
  /** On journal entries: id of the entry that it takes back. */
  reverses: fieldName.default('custbody_reverses'),
  /** On jobs: nothing of it may be billed. */
  billingHold: fieldName.default('custentity_billing_hold'),
});

const scheduleSchema = z.strictObject({
  record: fieldName.default('customrecord_billing_schedule_line'),
  schedule: fieldName.default('custrecord_schedule'),
  job: fieldName.default('custrecord_job'),
  dueDate: fieldName.default('custrecord_due_date'),
  amount: fieldName.default('custrecord_amount'),
  currency: fieldName.default('custrecord_currency'),
  status: fieldName.default('custrecord_status'),
  invoice: fieldName.default('custrecord_invoice'),
  milestone: fieldName.default('custrecord_milestone_ref'),
  /** Value of the status field -> canonical status; what is not named is UNKNOWN. */
  statuses: z.record(z.string(), z.enum(billingScheduleStatuses)).default({
    PENDING: 'PLANNED',
    READY: 'READY',
    HELD: 'HELD',
    INVOICED: 'BILLED',
    CANCELLED: 'CANCELLED',
  }),
});

/** The dimension of a line that carries something; null for a firm that does not keep it. */
function segment(name: 'department' | 'class' | 'location' | null) {
  return z.enum(['department', 'class', 'location']).nullable().default(name);
}

const mappingSchema = z.strictObject({
  fields: fieldsSchema.prefault({}),
  /** Values of the dispute status that end a dispute. */
  disputeResolved: z.array(z.string()).default(['RESOLVED']),
  customerLinks: z
    .array(linkSchema)
    .default([{ field: 'custentity_crm_account', system: 'CRM', instance: 'salesforce', kind: 'CUSTOMER' }]),
  projectLinks: z
    .array(linkSchema)
    .default([{ field: 'custentity_psa_project', system: 'PSA', instance: 'kantata', kind: 'PROJECT' }]),
  /** Firms without such a custom record say null: their projects have no billing schedules here. */
  billingSchedule: scheduleSchema.nullable().prefault({}),
  /** The table of subsidiaries' tax registrations (SuiteTax); null takes each subsidiary's own number for its country. */
  taxRegistrations: fieldName.nullable().default('subsidiarytaxregistration'),
  /** Tables with a column that names a job when it is used: its documents and its booked time. */
  jobUses: z
    .array(z.strictObject({ table: fieldName, column: fieldName }))
    .default([{ table: 'transactionline', column: 'entity' }]),
  /** What a line bills -> the name of the item that sells it; its income account comes with it. */
  lineItems: z.partialRecord(z.enum(lineKinds), z.string().min(1)).default({
    TIME: 'Professional Services',
    EXPENSE: 'Reimbursable Expenses',
    MILESTONE: 'Milestone Fee',
    FIXED_FEE: 'Fixed Fee',
    RETAINER: 'Retainer',
    RECURRING: 'Managed Service Subscription',
  }),
  dimensions: z
    .strictObject({
      practice: segment('department'),
      serviceLine: segment('class'),
      geography: segment('location'),
      costCentre: segment(null),
    })
    .prefault({}),
  /** The table of a customer's further currencies; null reads the primary currency only. */
  customerCurrencies: fieldName.nullable().default('customercurrencies'),
  /** Account types whose lines with a project are its recognised revenue, its deferred revenue, its cost. */
  revenueAccounts: z.array(z.string()).min(1).default(['Income']),
  deferredAccounts: z.array(z.string()).min(1).default(['DeferRevenue']),
  costAccounts: z.array(z.string()).min(1).default(['COGS', 'Expense']),
  /**
   * Documents whose lines on revenue accounts are recognised revenue. Firms with revenue schedules recognise by journal;
   * null takes every document, for firms that recognise when they bill.
   */
  recognitionTypes: z.array(z.string()).min(1).nullable().default(['Journal']),
  /** The book of the figures: 1 is the primary one of every account. */
  accountingBook: z.string().regex(/^\d+$/).default('1'),
});
export type Mapping = z.infer<typeof mappingSchema>;

/** Configuration of one NetSuite account. Unknown keys are refused: a misspelt field name must not mean "default". */
export const netSuiteConfigSchema = z.strictObject({
  instance: z
    .string()
    .regex(/^[a-z0-9-]+$/)
    .default('netsuite'),
  /** As NetSuite prints it, `7654321` or `7654321_SB1`. */
  account: z.string().regex(/^[A-Za-z0-9]+([_-][A-Za-z0-9]+)*$/),
  /** Where the account answers; by default its own host at netsuite.com. */
  origin: z.url().optional(),
  clientId: z.string().min(1),
  /** Of the key's certificate, unless a line of the key's own text names another. */
  certificateId: z.string().min(1),
  /**
   * By reference, PKCS#8; an EC key signs with ES*, an RSA key with PS256. A new key has a new certificate id: a line
   * `certificateId: <id>` before the PEM lets both change in one moment.
   */
  privateKeyPem: secretSchema,
  scope: z.string().default('rest_webservices'),
  /** Wall clock of stamps in queries: the time zone of the integration's user. */
  timeZone: z.string().default('America/Los_Angeles'),
  /** Calls at once, for the whole account and all its integrations; the lowest service tier grants 5. */
  concurrency: numeric.pipe(z.int().min(1).max(100)).default(5),
  /** Per attempt. A page of 1,000 joined rows takes NetSuite a few seconds; a person waits ten. */
  timeoutMs: numeric.pipe(z.int().min(100).max(60_000)).default(8_000),
  figuresFreshMs: numeric.pipe(z.int().min(0)).default(30_000),
  referenceFreshMs: z.int().min(0).default(3_600_000),
  staleForMs: z.int().min(0).default(86_400_000),
  /** NetSuite answers a write when it is done; what a lost reply left behind shows to queries within this time. */
  settleMs: z.int().min(0).max(60_000).default(2_000),
  /** Change feeds look this far back again: a transaction may commit after a later stamp was read. */
  changesOverlapSeconds: z.int().min(0).max(86_400).default(120),
  mapping: mappingSchema.prefault({}),
});
export type NetSuiteConfig = z.infer<typeof netSuiteConfigSchema>;

/** The account's own origin: host names are lower case with a hyphen where the account id has an underscore. */
export function originOf(config: Pick<NetSuiteConfig, 'account' | 'origin'>): string {
  if (config.origin !== undefined) return config.origin.replace(/\/$/, '');
  return `https://${config.account.toLowerCase().replaceAll('_', '-')}.suitetalk.api.netsuite.com`;
}
