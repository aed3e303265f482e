// The configuration of the subgraphs: which vendor serves which port, where everything listens, who issues tokens.
import { z } from 'zod';
import { kantataConfigSchema } from './connectors/kantata/config.ts';
import { netSuiteConfigSchema } from './connectors/netsuite/config.ts';
import { salesforceConfigSchema } from './connectors/salesforce/config.ts';
import { approvalsSchema } from './process/approvals/policy.ts';
import { scheduleSchema } from './process/release-schedule/windows.ts';
import { billingSchema } from './process/release-work/policy.ts';
import { costSchema } from './process/post-cost/policy.ts';
import { detectorsSchema } from './process/detectors/settings.ts';
import { parkedSchema } from './process/saga/parked-config.ts';
import { feedsSchema } from './process/feeds/hooks-config.ts';
import { alertsSchema } from './journal/alerts/alert-config.ts';
import { eventsSchema } from './journal/events/webhook-config.ts';
import { claimsSchema, defaultClaims } from './runtime/claims.ts';
import { serviceKeySchema } from './runtime/service-key.ts';
import { numeric, truth } from './runtime/config-file.ts';

const port = numeric.pipe(z.int().min(0).max(65_535));
const url = z.url().nullable().default(null);

/** The whole file. A new vendor is one more member of its system's union. */
export const subgraphsConfigSchema = z.strictObject({
  /** Whose records the store holds, for good; null: of whom the ERP's account is. */
  firm: z.string().trim().min(1).max(200).nullable().default(null),
  host: z.string().default('127.0.0.1'),
  ports: z.strictObject({ crm: port, psa: port, erp: port, process: port, insight: port }),
  /** System APIs that do not run in this process, for its worker; null: at `host` and the port above. */
  systems: z.strictObject({ crm: url, psa: url, erp: url }).prefault({}),
  /** The gateway is told here what became untrue; null: it finds out when its answers grow old. */
  gatewayAdminUrl: url,
  /** Who outside is told what happened. */
  events: eventsSchema.prefault({}),
  /** What starts a project: a signed contract, a won deal, or an approved statement of work (REQUIREMENTS 199). */
  conversion: z
    .strictObject({
      trigger: z.enum(['CONTRACTED', 'CLOSED_WON', 'SOW_APPROVED']).default('CLOSED_WON'),
      follows: truth.default(false),
      /** How many days a start at risk may last, from the day it is asked for. */
      atRiskDaysMax: z.coerce.number().int().min(1).max(366).default(90),
    })
    .prefault({}),
  /** Whether customers that are renamed, moved or merged in the CRM are followed elsewhere, their names on invoices included. */
  customers: z
    .strictObject({
      follows: truth.default(false),
      legalNames: z.enum(['FOLLOW', 'KEEP']).default('FOLLOW'),
    })
    .prefault({}),
  /** Who else has to agree to what. */
  approvals: approvalsSchema.prefault({}),
  /** Who is told when too much waits for people. */
  alerts: alertsSchema.prefault({}),
  /** How runs that an outage has parked are tried again. */
  parked: parkedSchema.prefault({}),
  /** What is looked for that was never begun. */
  detectors: detectorsSchema.prefault({}),
  /** How each legal entity bills. */
  billing: billingSchema
    .extend({
      /** What is released by itself; the rest when somebody asks. */
      schedules: z
        .array(scheduleSchema)
        .default([])
        .refine(
          (all) => new Set(all.map(({ legalEntity }) => legalEntity)).size === all.length,
          'one schedule per legal entity',
        ),
    })
    .prefault({}),
  /** How the cost of work stands in each legal entity's books. */
  cost: costSchema.prefault({}),
  /** Whether what people do in the ERP to documents we posted is followed. */
  documents: z.strictObject({ follows: truth.default(true) }).prefault({}),
  /** Who outside tells us that something changed. */
  feeds: feedsSchema.prefault({}),
  identity: z.strictObject({
    issuer: z.string(),
    audience: z.string(),
    jwksUrl: z.url(),
    claims: claimsSchema.default(defaultClaims),
  }),
  store: z.strictObject({ databaseUrl: z.string().nullable(), dataDir: z.string() }),
  /** By which key processes and system APIs know each other. */
  serviceTokens: serviceKeySchema.prefault({}),
  /** One internal write with its retries takes no longer; the same in every house on one store. */
  writeMsMax: numeric.pipe(z.int().min(500).max(50_000)).default(12_000),
  timeZone: z.string(),
  introspection: truth,
  crm: z.discriminatedUnion('vendor', [salesforceConfigSchema.extend({ vendor: z.literal('salesforce') })]),
  psa: z.discriminatedUnion('vendor', [kantataConfigSchema.extend({ vendor: z.literal('kantata') })]),
  erp: z.discriminatedUnion('vendor', [netSuiteConfigSchema.extend({ vendor: z.literal('netsuite') })]),
});
export type SubgraphsConfig = z.infer<typeof subgraphsConfigSchema>;

/** The firm by the name its store knows it by: that of the configuration, else the ERP's account, which no two firms share. */
export function firmOf({ firm, erp }: Pick<SubgraphsConfig, 'firm' | 'erp'>): string {
  return firm ?? `${erp.vendor} ${erp.account}`;
}
