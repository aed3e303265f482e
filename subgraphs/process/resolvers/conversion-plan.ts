// The plan of a conversion as the graph shows it: what its steps are given, and every write.
import { hoursText } from '../../../schema/canon/hours.ts';
import type {
  ConversionBlockerResolvers,
  ConversionPlanResolvers,
  PlannedPartResolvers,
} from '../generated/resolvers.ts';

const systems = { crm: 'CRM', psa: 'PSA', erp: 'ERP' } as const;

export const conversionPlan: ConversionPlanResolvers = {
  blockers: ({ blockers = [] }) => blockers,
  writes: ({ writes = [] }) =>
    writes.map(({ system, ...write }) => ({
      ...write,
      system: system === 'crm' || system === 'psa' || system === 'erp' ? systems[system] : 'UNKNOWN',
    })),
};

export const conversionBlocker: ConversionBlockerResolvers = {
  run: ({ runId }, _arguments, { runOf }) => (runId === null ? null : runOf.load(runId)),
};

export const plannedPart: PlannedPartResolvers = {
  legalEntityCode: ({ code }) => code,
  billingAccount: ({ code, erpCustomer = null, needsBillingAccount }) =>
    erpCustomer === null ? null : { customer: erpCustomer, legalEntity: { code }, isNew: needsBillingAccount },
  // Its prices are the PSA's to tell, which has to know the id.
  rateCard: async ({ rateCard }, _arguments, { crossref }) => {
    const [id] = rateCard === null ? [] : await crossref.idsOf([rateCard]);
    return id === undefined ? null : { id };
  },
  team: ({ team = [] }) =>
    team.map(({ role, minutes, startOn, endOn }) => ({ role, startOn, endOn, hours: hoursText(minutes) })),
  work: ({ work = [], value: { currency } }) =>
    work.map(({ kind, title, dueOn, amount }) => ({
      ...{ kind, title, dueOn },
      amount: amount === null ? null : { amount, currency },
    })),
};
