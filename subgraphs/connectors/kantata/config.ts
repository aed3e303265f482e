// What an administrator says about one Kantata account: where it is, its token, which custom fields and values mean what.
import { z } from 'zod';
import { billingModels } from '../../../schema/canon/contract.ts';
import { recordKinds } from '../../../schema/canon/identity.ts';
import { projectStatuses } from '../../../schema/canon/project.ts';
import { approvalStates } from '../../../schema/canon/work.ts';
import { numeric } from '../../runtime/config-file.ts';
import { secretSchema } from '../../runtime/secret.ts';

/** A custom field's name as people see it; null for a firm that has no such field. */
function customField(name: string) {
  return z.string().trim().min(1).max(255).nullable().default(name);
}

/** A project status, as the vendor numbers them. */
function statusKey(key: string) {
  return z
    .string()
    .regex(/^\d{3}$/)
    .default(key);
}

/** An external reference (service and model as the integration wrote them) that names a record of another system. */
const referenceSchema = z.strictObject({
  service: z.string().min(1),
  model: z.string().min(1),
  system: z.enum(['CRM', 'ERP', 'HCM']),
  instance: z.string().min(1),
  kind: z.enum(recordKinds),
});
export type ReferenceLink = z.infer<typeof referenceSchema>;

const salesforce = { service: 'salesforce', system: 'CRM', instance: 'salesforce' } as const;

const mappingSchema = z.strictObject({
  /** Custom fields of projects. */
  fields: z
    .strictObject({
      code: customField('Project Code'),
      legalEntity: customField('Legal Entity'),
      billingModel: customField('Billing Model'),
      practice: customField('Practice'),
      region: customField('Region'),
      serviceLine: customField('Service Line'),
    })
    .prefault({}),
  /** Value of the billing model field -> canonical model; what is not named is UNKNOWN. */
  billingModels: z.record(z.string(), z.enum(billingModels)).default({
    'Time and Materials': 'TIME_AND_MATERIALS',
    'Fixed Fee': 'FIXED_FEE',
    Milestone: 'MILESTONE',
    Retainer: 'RETAINER',
    Recurring: 'RECURRING',
    'Non-Billable': 'NON_BILLABLE',
  }),
  /**
   * Key of the project status -> canonical status. A key that is not named counts as its group of a hundred, which is
   * how the vendor numbers the statuses an account makes itself (110, 120 … are all gray, "not started").
   */
  statuses: z.record(z.string().regex(/^\d{3}$/), z.enum(projectStatuses)).default({
    100: 'REQUESTED',
    200: 'REQUESTED',
    300: 'ACTIVE',
    400: 'ON_HOLD',
    500: 'ON_HOLD',
    501: 'CANCELLED',
    600: 'COMPLETED',
  }),
  /** Where a project is to stand -> key of the status it is given. The account's own keys; each must read back as what it is for. */
  writtenStatuses: z
    .strictObject({
      REQUESTED: statusKey('210'),
      ACTIVE: statusKey('310'),
      ON_HOLD: statusKey('410'),
      COMPLETED: statusKey('610'),
      CANCELLED: statusKey('501'),
    })
    .prefault({}),
  /**
   * Labels by which a project template's description says what it is for, a line each: `Key: ADV-ASSESS`. A template without a key
   * is nobody's to convert a deal with.
   */
  templateLabels: z
    .strictObject({
      key: z.string().min(1).default('Key'),
      serviceLine: z.string().min(1).default('Service Line'),
      billingModel: z.string().min(1).default('Billing Model'),
    })
    .prefault({}),
  /** Users asked to fill the places of a new project; none: whoever leads it. */
  staffingApprovers: z.array(z.string().regex(/^\d+$/)).default([]),
  /** Status of a timesheet or expense report submission -> approval; what is not named is UNKNOWN. */
  submissionStatuses: z.record(z.string(), z.enum(approvalStates)).default({
    new: 'SUBMITTED',
    pending: 'SUBMITTED',
    approved: 'APPROVED',
    rejected: 'REJECTED',
    cancelled: 'DRAFT',
  }),
  /** Statuses of resource requests that ask for nobody any more. */
  closedRequestStatuses: z.array(z.string()).default(['approved', 'rejected', 'cancelled', 'declined', 'confirmed']),
  /** Those of them that promise somebody, who then has to be assigned. */
  confirmedRequestStatuses: z.array(z.string()).default(['approved', 'confirmed']),
  /** Days to pay that the account's own bills show; the real ones are the ERP's. */
  billPaymentDays: z.int().min(0).max(365).default(30),
  /** The service under which our business keys stand among a record's external references. */
  keyService: z.string().min(1).default('engagement-to-cash'),
  /** References on client groups that name the customer elsewhere. */
  customerLinks: z.array(referenceSchema).default([{ ...salesforce, model: 'Account', kind: 'CUSTOMER' }]),
  /** References on projects that name the project itself elsewhere. */
  projectLinks: z
    .array(referenceSchema)
    .default([{ service: 'netsuite', model: 'Project', system: 'ERP', instance: 'netsuite', kind: 'PROJECT' }]),
  /** References on users that name the person elsewhere. */
  resourceLinks: z.array(referenceSchema).default([]),
  /** References on projects that name what was sold; null for a firm that keeps none. */
  contract: referenceSchema.nullable().default({ ...salesforce, model: 'Contract', kind: 'CONTRACT' }),
  opportunity: referenceSchema.nullable().default({ ...salesforce, model: 'Opportunity', kind: 'OPPORTUNITY' }),
});
export type Mapping = z.infer<typeof mappingSchema>;

/** Configuration of one Kantata account. Unknown keys are refused: a misspelt field name must not mean "default". */
export const kantataConfigSchema = z.strictObject({
  instance: z
    .string()
    .regex(/^[a-z0-9-]+$/)
    .default('kantata'),
  /** Where the account answers. The path of the API is ours to add. */
  baseUrl: z.url().default('https://api.mavenlink.com'),
  /** A bearer token, by reference; it never expires, so it is ours to rotate. */
  accessToken: secretSchema,
  /** Calls at once. Kantata publishes no number; ten stay clear of its per-account limit. */
  concurrency: z.int().min(1).max(50).default(10),
  /** Per attempt. Kantata itself gives up after 3 minutes; a person waits ten seconds. */
  timeoutMs: numeric.pipe(z.int().min(100).max(180_000)).default(8_000),
  figuresFreshMs: numeric.pipe(z.int().min(0)).default(30_000),
  referenceFreshMs: z.int().min(0).default(3_600_000),
  staleForMs: z.int().min(0).default(86_400_000),
  /** Kantata's searches trail its writes; recorded are 5 s (traffic of 2013), and nothing public promises less. */
  settleMs: z.int().min(0).max(60_000).default(6_000),
  /** How processes follow the account: by its lists, which tell of no deletion, or by its feed of events, a paid add-on. */
  changeSource: z.enum(['LISTS', 'EVENTS']).default('LISTS'),
  /** Change feeds look this far back again: a record may become visible after a later stamp was read. */
  changesOverlapSeconds: z.int().min(0).max(86_400).default(120),
  mapping: mappingSchema.prefault({}),
});
export type KantataConfig = z.infer<typeof kantataConfigSchema>;

/** What an account's word means. Only words the mapping names count: `constructor` is not one for being on every object. */
export function meaningOf<T>(meanings: Readonly<Record<string, T>>, word: string): T | undefined {
  return Object.hasOwn(meanings, word) ? meanings[word] : undefined;
}
