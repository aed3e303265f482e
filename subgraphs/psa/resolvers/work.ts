// Time, expenses, people and prices, as the PSA tells them.
import { hoursText } from '../../../schema/canon/hours.ts';
import { told } from '../../crossref/translate.ts';
import { asksOnlyForId } from '../../runtime/selection.ts';
import type {
  ExpenseResolvers,
  RateCardResolvers,
  ResourceResolvers,
  TimeEntryResolvers,
} from '../generated/resolvers.ts';
import { projectOf, resourceOf } from './references.ts';

export const timeEntry: TimeEntryResolvers = {
  id: ({ ref }, _args, { translator }) => translator.idOf(ref),
  project: ({ project }, _args, context, info) => projectOf(project, context, asksOnlyForId(info)),
  resource: ({ resource }, _args, context, info) => resourceOf(resource, context, asksOnlyForId(info)),
  taskId: ({ task }, _args, { translator }) => (task === null ? null : translator.idOf(task)),
  hours: ({ duration }) => hoursText(duration),
};

export const expense: ExpenseResolvers = {
  id: ({ ref }, _args, { translator }) => translator.idOf(ref),
  project: ({ project }, _args, context, info) => projectOf(project, context, asksOnlyForId(info)),
  resource: ({ resource }, _args, context, info) => resourceOf(resource, context, asksOnlyForId(info)),
};

export const resource: ResourceResolvers = {
  __resolveReference: async ({ id }, { resources }) => ({ id, known: await resources.load(id) }),
  kind: told((record) => record.kind),
  displayName: told((record) => record.displayName),
  email: told((record) => record.email),
  role: told((record) => record.role),
  active: told((record) => record.active),
};

export const rateCard: RateCardResolvers = {
  __resolveReference: async ({ id }, { rateCards }) => ({ id, known: await rateCards.load(id) }),
  name: told((record) => record.name),
  currency: told((record) => record.currency),
  lines: told((record) => record.lines),
};
