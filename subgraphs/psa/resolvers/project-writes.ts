// Internal mutations of the PSA that make a project: made, linked, priced, broken down, staffed, set going, and each taken back.
import { currencyCode } from '../../../schema/canon/currency.ts';
import type { VendorRef } from '../../../schema/canon/identity.ts';
import { recordOf } from '../../ledger/desk.ts';
import type {
  ItemFound,
  ProjectStanding,
  PsaProjectState,
  PsaProjectWrite,
  TeamDemandWrite,
  WorkBreakdownWrite,
} from '../../ports/project-writes.ts';
import { standingOperation } from '../../ports/project-writes.ts';
import type {
  MutationResolvers,
  PsaProjectInput,
  PsaTeamDemandInput,
  PsaWorkBreakdownInput,
} from '../generated/resolvers.ts';

type Named<Prefix extends string> = Pick<MutationResolvers, Extract<keyof MutationResolvers, `psa${Prefix}`>>;

const record: Named<'CreateProject' | 'LookUpProject' | 'RemoveProject'> = {
  psaCreateProject: (_root, { ticket, project }, { desk, port }) => {
    const write = writeOf(ticket.key, project);
    return desk.write('createProject', ticket, (envelope) => port.projectWrites.createProject(envelope, write));
  },
  psaLookUpProject: (_root, { ticket }, { desk, port }) =>
    desk.lookUp('createProject', ticket, (envelope) => port.projectWrites.projectsByKey(envelope, ticket.key)),
  psaRemoveProject: (_root, { ticket, project }, { desk, port }) => {
    const ref = recordOf(project);
    return desk.write('removeProject', ticket, (envelope) => port.projectWrites.removeProject(envelope, ref));
  },
};

const links: Named<'LinkProject' | 'LookUpProjectLink' | 'UnlinkProject'> = {
  psaLinkProject: (_root, { ticket, project, link }, { desk, port }) => {
    const [ref, other] = [recordOf(project), recordOf(link)];
    return desk.write('linkProject', ticket, (envelope) => port.projectWrites.linkProject(envelope, ref, other));
  },
  psaLookUpProjectLink: (_root, { ticket, project, link }, { desk, port }) => {
    const [ref, other] = [recordOf(project), recordOf(link)];
    return desk.lookUp('linkProject', ticket, async (envelope) => {
      const named = await port.projectWrites.linksOfProject(envelope, ref);
      return named.some((one) => isSame(one, other)) ? [ref] : [];
    });
  },
  psaUnlinkProject: (_root, { ticket, project, link }, { desk, port }) => {
    const [ref, other] = [recordOf(project), recordOf(link)];
    return desk.write('unlinkProject', ticket, (envelope) => port.projectWrites.unlinkProject(envelope, ref, other));
  },
};

const settings: Named<'SetRateCard' | 'LookUpRateCard' | 'SetProjectStatus' | 'LookUpProjectStatus'> = {
  psaSetRateCard: (_root, { ticket, project, rateCard }, { desk, port }) => {
    const [ref, card] = [recordOf(project), maybe(rateCard)];
    return desk.write(pricing(card), ticket, (envelope) => port.projectWrites.setRateCard(envelope, ref, card));
  },
  psaLookUpRateCard: (_root, { ticket, project, rateCard }, { desk, port }) => {
    const [ref, card] = [recordOf(project), maybe(rateCard)];
    return desk.lookUp(pricing(card), ticket, async (envelope) => {
      const now = await port.projectWrites.projectNow(envelope, ref);
      if (now === null) return [];
      return (card === null ? now.rateCard === null : isSame(card, now.rateCard)) ? [ref] : [];
    });
  },
  psaSetProjectStatus: (_root, { ticket, project, standing }, { desk, port }) => {
    const ref = recordOf(project);
    return desk.write(standingOperation(standing), ticket, (envelope) =>
      port.projectWrites.setProjectStatus(envelope, ref, standing),
    );
  },
  psaLookUpProjectStatus: (_root, { ticket, project, standing }, { desk, port }) => {
    const ref = recordOf(project);
    return desk.lookUp(standingOperation(standing), ticket, async (envelope) => {
      const now = await port.projectWrites.projectNow(envelope, ref);
      return now !== null && standsSo(now, standing) ? [ref] : [];
    });
  },
};

const breakdown: Named<'AddWorkBreakdown' | 'LookUpWorkBreakdown' | 'RemoveWorkBreakdown'> = {
  psaAddWorkBreakdown: (_root, { ticket, breakdown: asked }, { desk, port }) => {
    const write = breakdownOf(ticket.key, asked);
    return desk.write('addWorkBreakdown', ticket, (envelope) => port.projectWrites.addWorkBreakdown(envelope, write));
  },
  psaLookUpWorkBreakdown: (_root, { ticket, breakdown: asked }, { desk, port }) => {
    const write = breakdownOf(ticket.key, asked);
    return desk.lookUp('addWorkBreakdown', ticket, async (envelope) =>
      wholeOrNothing(write.project, await port.projectWrites.workBreakdownNow(envelope, write)),
    );
  },
  psaRemoveWorkBreakdown: (_root, { ticket, project }, { desk, port }) => {
    const ref = recordOf(project);
    return desk.write('removeWorkBreakdown', ticket, (envelope) =>
      port.projectWrites.removeWorkBreakdown(envelope, ref, ticket.key),
    );
  },
};

const demand: Named<'AddTeamDemand' | 'LookUpTeamDemand' | 'RemoveTeamDemand'> = {
  psaAddTeamDemand: (_root, { ticket, demand: asked }, { desk, port }) => {
    const write = demandOf(ticket.key, asked);
    return desk.write('addTeamDemand', ticket, (envelope) => port.projectWrites.addTeamDemand(envelope, write));
  },
  psaLookUpTeamDemand: (_root, { ticket, demand: asked }, { desk, port }) => {
    const write = demandOf(ticket.key, asked);
    return desk.lookUp('addTeamDemand', ticket, async (envelope) =>
      wholeOrNothing(write.project, await port.projectWrites.teamDemandNow(envelope, write)),
    );
  },
  psaRemoveTeamDemand: (_root, { ticket, project }, { desk, port }) => {
    const ref = recordOf(project);
    return desk.write('removeTeamDemand', ticket, (envelope) =>
      port.projectWrites.removeTeamDemand(envelope, ref, ticket.key),
    );
  },
};

export const projectMutation: MutationResolvers = { ...record, ...links, ...settings, ...breakdown, ...demand };

/** Setting a card and taking it away carry the same key: they are two entries of the ledger. */
function pricing(card: VendorRef | null): 'setRateCard' | 'clearRateCard' {
  return card === null ? 'clearRateCard' : 'setRateCard';
}

function standsSo({ status, isArchived }: PsaProjectState, standing: ProjectStanding): boolean {
  return standing === 'ARCHIVED' ? isArchived : !isArchived && status === standing;
}

/** A step of several records is done when all are there; one that is there twice is somebody's to clean up, so it is what was found. */
function wholeOrNothing(project: VendorRef, items: readonly ItemFound[]): readonly VendorRef[] {
  const doubled = items.find(({ records }) => records.length > 1);
  if (doubled !== undefined) return doubled.records;
  return items.every(({ records }) => records.length === 1) ? [project] : [];
}

function isSame(one: VendorRef, other: VendorRef | null): boolean {
  return other !== null && one.system === other.system && one.instance === other.instance && one.id === other.id;
}

function maybe(input: Parameters<typeof recordOf>[0] | null | undefined): VendorRef | null {
  return input === null || input === undefined ? null : recordOf(input);
}

function writeOf(key: string, input: PsaProjectInput): PsaProjectWrite {
  const { title, template, startOn, endOn, budget, code, serviceLine, practice, region } = input;
  return {
    ...{ key, title, billingModel: input.billingModel, legalEntityCode: input.legalEntityCode },
    customer: recordOf(input.customer),
    currency: currencyCode(input.currency),
    ...{ template: template ?? null, startOn: startOn ?? null, endOn: endOn ?? null, budget: budget ?? null },
    ...{ code: code ?? null, serviceLine: serviceLine ?? null, practice: practice ?? null, region: region ?? null },
  };
}

/** A breakdown as the port takes it. */
export function breakdownOf(key: string, { project, currency, items }: PsaWorkBreakdownInput): WorkBreakdownWrite {
  return {
    ...{ key, project: recordOf(project), currency: currencyCode(currency) },
    items: items.map(({ name, kind, title, parent, startOn, dueOn, estimatedMinutes, billable, amount }) => ({
      ...{ name, kind, title, billable, parent: parent ?? null, startOn: startOn ?? null, dueOn: dueOn ?? null },
      ...{ estimated: estimatedMinutes ?? null, amount: amount ?? null },
    })),
  };
}

/** A demand as the port takes it. */
export function demandOf(key: string, { project, items }: PsaTeamDemandInput): TeamDemandWrite {
  return { key, project: recordOf(project), items: items.map((item) => ({ ...item })) };
}
