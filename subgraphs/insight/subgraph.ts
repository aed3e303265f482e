// Figures that need more than one system, as fields of the entities they are about. No ports: facts arrive by @requires.
import { GraphQLError } from 'graphql';
import { scalars } from '../../schema/canon/scalars.ts';
import type { Resolvers } from './generated/resolvers.ts';
import { customerPosition, financialPosition, type ProjectFacts } from './position.ts';
import type { ProjectSource } from './sources.ts';

/** The resolvers of the insight subgraph. */
export const insightResolvers: Resolvers = {
  ...scalars,
  Project: {
    financials: (project, { currency }, { today }) =>
      inKnownCurrency(currency ?? null, () => financialPosition(projectFacts(project), currency ?? null, today)),
  },
  Customer: {
    position: (customer, { currency }) => {
      const { receivables, exchangeRates } = customer;
      if (receivables === null || receivables === undefined) return null;
      return inKnownCurrency(currency, () => customerPosition(receivables, exchangeRates ?? [], currency));
    },
  },
};

/** What @requires carried; a field a silent system left out counts as unknown. */
function projectFacts(given: ProjectSource): ProjectFacts {
  return {
    currency: given.currency ?? null,
    billingModel: given.billingModel ?? null,
    percentComplete: given.percentComplete ?? null,
    plan: given.plan ?? null,
    unbilledWork: given.unbilledWork ?? null,
    ledger: given.ledger ?? null,
    exchangeRates: given.exchangeRates ?? null,
  };
}

function inKnownCurrency<T>(currency: string | null, compute: () => T): T {
  try {
    return compute();
  } catch (error) {
    if (currency !== null && error instanceof RangeError)
      throw new GraphQLError(error.message, { extensions: { code: 'BAD_USER_INPUT' } });
    throw error;
  }
}
