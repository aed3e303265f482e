// Internal mutations of the ERP about projects: made, scheduled, held, looked up and taken back, and the facts before.
import { type GraphQLResolveInfo, Kind, type SelectionNode } from 'graphql';
import type { BillingModel } from '../../../schema/canon/contract.ts';
import { type CurrencyCode, currencyCode } from '../../../schema/canon/currency.ts';
import { type Money, money } from '../../../schema/canon/money.ts';
import { recordOf } from '../../ledger/desk.ts';
import type { BillingScheduleWrite, ErpProjectWrite } from '../../ports/erp-project-writes.ts';
import type {
  ErpBillingScheduleInput,
  ErpProjectInput,
  MutationResolvers,
  QueryResolvers,
} from '../generated/resolvers.ts';

export const projectMutation = {
  erpCreateProject: (_root, { ticket, project }, { desk, projectWrites }) => {
    const write = projectOf(ticket.key, project);
    return desk.write('createProject', ticket, (envelope) => projectWrites.createProject(envelope, write));
  },
  erpLookUpProject: (_root, { ticket }, { desk, projectWrites }) =>
    desk.lookUp('createProject', ticket, (envelope) => projectWrites.projectsByKey(envelope, ticket.key)),
  erpRemoveProject: (_root, { ticket, project }, { desk, projectWrites }) => {
    const ref = recordOf(project);
    return desk.write('removeProject', ticket, (envelope) => projectWrites.removeProject(envelope, ref));
  },
  erpCreateBillingSchedule: (_root, { ticket, schedule }, { desk, projectWrites }) => {
    const write = scheduleOf(ticket.key, schedule);
    return desk.write('createBillingSchedule', ticket, (envelope) =>
      projectWrites.createBillingSchedule(envelope, write),
    );
  },
  erpLookUpBillingSchedule: (_root, { ticket, schedule }, { desk, projectWrites }) => {
    const write = scheduleOf(ticket.key, schedule);
    return desk.lookUp('createBillingSchedule', ticket, (envelope) =>
      projectWrites.billingSchedulesByKey(envelope, write),
    );
  },
  erpRemoveBillingSchedule: (_root, { ticket, schedule }, { desk, projectWrites }) => {
    const ref = recordOf(schedule);
    return desk.write('removeBillingSchedule', ticket, (envelope) =>
      projectWrites.removeBillingSchedule(envelope, ref),
    );
  },
  erpSetBillingHold: (_root, { ticket, project, held }, { desk, projectWrites }) => {
    const write = { project: recordOf(project), held };
    return desk.write(holding(held), ticket, (envelope) => projectWrites.setBillingHold(envelope, write));
  },
  erpLookUpBillingHold: (_root, { ticket, project, held }, { desk, projectWrites }) => {
    const ref = recordOf(project);
    return desk.lookUp(holding(held), ticket, async (envelope) => {
      const now = await projectWrites.projectNow(envelope, ref);
      return now?.billingHeld === held ? [ref] : [];
    });
  },
  erpBillScheduleLine: (_root, { ticket, project, line, invoice }, { desk, projectWrites }) => {
    const write = { project: recordOf(project), line, invoice: invoice == null ? null : recordOf(invoice) };
    return desk.write(billing(write.invoice), ticket, (envelope) => projectWrites.billScheduleLine(envelope, write));
  },
  erpLookUpBilledScheduleLine: (_root, { ticket, project, line, invoice }, { desk, projectWrites }) => {
    const ref = recordOf(project);
    const wanted = invoice == null ? null : recordOf(invoice);
    return desk.lookUp(billing(wanted), ticket, async (envelope) => {
      const now = (await projectWrites.projectNow(envelope, ref))?.schedule.find(({ id }) => id === line);
      return now !== undefined && (now.invoice?.id ?? null) === (wanted?.id ?? null) ? [ref] : [];
    });
  },
} satisfies MutationResolvers;

export const projectQuery = {
  erpConversionFacts: async (_root, { customer, buyerCountry, on }, { envelope, projectWrites }) => {
    const asked = { customer: customer === null || customer === undefined ? null : recordOf(customer), on };
    const facts = await projectWrites.conversionFacts(envelope, { ...asked, buyerCountry: buyerCountry ?? null });
    const found = facts.customer;
    return { ...facts, customer: found === null ? null : { ...found, credit: found.creditStanding } };
  },
  erpProjectNow: async (_root, { project }, { envelope, projectWrites }, info) => {
    const ref = recordOf(project);
    if (asksForWhatHangsOn(info)) return projectWrites.projectNow(envelope, ref);
    const header = await projectWrites.projectHeaderNow(envelope, ref);
    // The two that cost calls of their own were not asked for, so nobody is told these.
    return header === null ? null : { ...header, isUsed: true, schedule: [] };
  },
} satisfies Pick<QueryResolvers, 'erpConversionFacts' | 'erpProjectNow'>;

/** An inline fragment counts as asking for everything, for it may. */
function asksForWhatHangsOn({ fieldNodes, fragments }: GraphQLResolveInfo): boolean {
  const isCostly = (selection: SelectionNode): boolean => {
    switch (selection.kind) {
      case Kind.FIELD:
        return ['isUsed', 'schedule'].includes(selection.name.value);
      case Kind.FRAGMENT_SPREAD:
        return fragments[selection.name.value]?.selectionSet.selections.some(isCostly) ?? true;
      case Kind.INLINE_FRAGMENT:
        return true;
    }
  };
  return fieldNodes.flatMap(({ selectionSet }) => selectionSet?.selections ?? []).some(isCostly);
}

/** Freeing carries the key of the billing: they are two entries of the ledger. */
function billing(invoice: unknown): 'billScheduleLine' | 'freeScheduleLine' {
  return invoice === null ? 'freeScheduleLine' : 'billScheduleLine';
}

/** Letting go carries the key of the hold: they are two entries of the ledger. */
function holding(held: boolean): 'holdBilling' | 'releaseBilling' {
  return held ? 'holdBilling' : 'releaseBilling';
}

function projectOf(key: string, input: ErpProjectInput): ErpProjectWrite {
  const { code, name, startOn, endOn, billingHeld, links } = input;
  const billingModel: BillingModel = input.billingModel;
  return {
    ...{ key, name, billingModel, billingHeld },
    code: code ?? null,
    customer: recordOf(input.customer),
    legalEntity: recordOf(input.legalEntity),
    currency: currencyCode(input.currency),
    startOn: startOn ?? null,
    endOn: endOn ?? null,
    links: links.map(recordOf),
  };
}

/** Amounts are checked on the way in: more digits than the currency has raise RangeError, which is a bad request. */
function scheduleOf(key: string, input: ErpBillingScheduleInput): BillingScheduleWrite {
  const currency = currencyCode(input.currency);
  return {
    ...{ key, name: input.name, project: recordOf(input.project) },
    total: amountOf(input.total, currency),
    lines: input.lines.map(({ description, dueOn, amount, milestone }) => ({
      description,
      dueOn: dueOn ?? null,
      amount: amountOf(amount, currency),
      milestone: milestone === null || milestone === undefined ? null : recordOf(milestone),
    })),
  };
}

function amountOf(amount: string, currency: CurrencyCode): Money {
  return money(amount, currency);
}
