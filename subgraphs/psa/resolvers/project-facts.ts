// What a process has to know of the PSA before and while it makes a project; asked of the PSA itself.
import { recordOf } from '../../ledger/desk.ts';
import type { QueryResolvers } from '../generated/resolvers.ts';
import { breakdownOf, demandOf } from './project-writes.ts';

export const projectFacts: QueryResolvers = {
  psaConversionFacts: async (_root, { customer }, { envelope, port }) => {
    const asked = customer === null || customer === undefined ? null : recordOf(customer);
    const told = await port.projectWrites.conversionFacts(envelope, asked);
    return {
      ...told,
      templates: told.templates.map(({ roles, ...template }) => ({
        ...template,
        roles: roles.map(({ role, estimated }) => ({ role, estimatedMinutes: estimated })),
      })),
    };
  },
  psaProjectNow: async (_root, { project }, { envelope, port }) => {
    const now = await port.projectWrites.projectNow(envelope, recordOf(project));
    if (now === null) return null;
    const { budget, bookings, ...rest } = now;
    return { ...rest, ...bookings, budget: budget?.amount ?? null };
  },
  psaWorkBreakdownNow: (_root, { key, breakdown }, { envelope, port }) =>
    port.projectWrites.workBreakdownNow(envelope, breakdownOf(key, breakdown)),
  psaTeamDemandNow: (_root, { key, demand }, { envelope, port }) =>
    port.projectWrites.teamDemandNow(envelope, demandOf(key, demand)),
};
