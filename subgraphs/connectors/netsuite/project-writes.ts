// Projects the way NetSuite is to bill them: jobs made by POST under an external id, of which NetSuite takes one, held and taken back.
import type { BillingModel } from '../../../schema/canon/contract.ts';
import type { VendorRef } from '../../../schema/canon/identity.ts';
import type { BillingHoldWrite, ErpProjectWrite, ErpProjectWrites } from '../../ports/erp-project-writes.ts';
import type { WriteOutcome } from '../../ports/write.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import { scheduleWrites } from './billing-schedule-writes.ts';
import { billScheduleLine } from './billed-schedule-line.ts';
import type { NetSuiteContext } from './context.ts';
import { readConversionFacts } from './conversion-facts.ts';
import { projectHeaderNow, projectNow, usedJobs } from './project-states.ts';
import {
  byKey,
  createOnce,
  currencyId,
  type Fields,
  linkFields,
  missing,
  Objection,
  ownId,
  recordPath,
  send,
  settled,
} from './write-record.ts';

/** NetSuite's ways of billing a project. */
const billingTypes: Readonly<Record<BillingModel, 'TM' | 'FBM' | 'FBI' | null>> = {
  TIME_AND_MATERIALS: 'TM',
  FIXED_FEE: 'FBM',
  MILESTONE: 'FBM',
  RETAINER: 'FBI',
  RECURRING: 'FBI',
  NON_BILLABLE: null,
  UNKNOWN: null,
};

/** Writes of one account. */
export function projectWrites(context: NetSuiteContext): ErpProjectWrites {
  return {
    settleMs: context.config.settleMs,
    // What is made is made by POST under an external id: a second call, early or late, finds the first one's record.
    repeatable: [
      ...(['createProject', 'createBillingSchedule', 'holdBilling', 'releaseBilling'] as const),
      ...(['billScheduleLine', 'freeScheduleLine'] as const),
      ...(['removeProject', 'removeBillingSchedule'] as const),
    ],
    ...scheduleWrites(context),
    createProject: (envelope, write) =>
      settled(context, async () =>
        createOnce(context, envelope, { type: 'job', key: write.key, body: await jobBody(context, envelope, write) }),
      ),
    projectsByKey: (envelope, key) => byKey(context, envelope, 'job', key),
    removeProject: (envelope, project) => settled(context, () => removeProject(context, envelope, project)),
    setBillingHold: (envelope, write) => settled(context, () => setBillingHold(context, envelope, write)),
    billScheduleLine: (envelope, write) => settled(context, () => billScheduleLine(context, envelope, write)),
    projectHeaderNow: (envelope, project) => projectHeaderNow(context, envelope, project),
    projectNow: (envelope, project) => projectNow(context, envelope, project),
    conversionFacts: (envelope, question) => readConversionFacts(context, envelope, question),
  };
}

async function jobBody(context: NetSuiteContext, envelope: Envelope, write: ErpProjectWrite): Promise<Fields> {
  const { fields, projectLinks } = context.config.mapping;
  const billingType = billingTypes[write.billingModel];
  return {
    companyName: write.name,
    ...(write.code === null ? {} : { entityId: write.code }),
    parent: { id: ownId(context, 'CUSTOMER', write.customer) },
    subsidiary: { id: ownId(context, 'LEGAL_ENTITY', write.legalEntity) },
    currency: { id: await currencyId(context, envelope, write.currency) },
    ...(billingType === null ? {} : { jobBillingType: { id: billingType } }),
    ...(write.startOn === null ? {} : { startDate: write.startOn }),
    ...(write.endOn === null ? {} : { projectedEndDate: write.endOn }),
    [fields.billingHold]: write.billingHeld,
    ...linkFields(projectLinks, write.links),
  };
}

async function setBillingHold(
  context: NetSuiteContext,
  envelope: Envelope,
  { project, held }: BillingHoldWrite,
): Promise<WriteOutcome> {
  const path = `${recordPath}/job/${ownId(context, 'PROJECT', project)}`;
  const body = { [context.config.mapping.fields.billingHold]: held };
  const reply = await send(context, envelope, { name: 'write:job:hold', method: 'PATCH', path, body });
  if (reply.status === 404) throw missing(context, 'project');
  return { kind: 'APPLIED', ref: project, isNew: false };
}

/** NetSuite itself refuses to delete what other records hang on; that documents name it is asked before, to say so in words. */
async function removeProject(context: NetSuiteContext, envelope: Envelope, project: VendorRef): Promise<WriteOutcome> {
  const id = ownId(context, 'PROJECT', project);
  if ((await usedJobs(context, envelope, [id])).has(id)) {
    throw new Objection(context.config.instance, 'id', {
      says: 'keeps a project that documents or booked time name; close it instead',
    });
  }
  // 404: somebody, or an earlier try of ours, took it away already.
  await send(context, envelope, { name: 'write:job:delete', method: 'DELETE', path: `${recordPath}/job/${id}` });
  return { kind: 'APPLIED', ref: project, isNew: false };
}
