// Alerts as the graph shows them, and their acknowledging.
import { GraphQLError } from 'graphql';
import { connection, pageRequest } from '../../../schema/canon/paging.ts';
import type { Acknowledged } from '../../journal/alerts/alert-desk.ts';
import type { AlertResolvers, MutationResolvers, QueryResolvers, ResolversTypes } from '../generated/resolvers.ts';
import { actErrors, requestOf } from './act-request.ts';
import { keyReused } from './begin.ts';
import type { UserError } from './begin.ts';
import { demand } from './permissions.ts';

export const alertQueries: Pick<QueryResolvers, 'alerts'> = {
  alerts: async (_root, { first, after, states }, { envelope, alerts }) => {
    demand('watch', envelope);
    const page = pageRequest(first ?? 50, after);
    const wanted = states?.filter((state) => state !== 'UNKNOWN') ?? null;
    const found = await alerts.page(page, wanted).catch((error: unknown) => {
      if (!(error instanceof RangeError)) throw error;
      throw new GraphQLError(error.message, { extensions: { code: 'BAD_USER_INPUT' } });
    });
    return connection(found, found.items, page.after);
  },
};

type Payload = Awaited<ResolversTypes['AlertPayload']>;

export const acknowledgeAlert: MutationResolvers['acknowledgeAlert'] = async (_root, { input }, context) => {
  const { envelope, alerts } = context;
  demand('watch', envelope);
  const wrong = actErrors(input);
  const refused = (userErrors: readonly UserError[]): Payload => ({ alert: null, isRepeated: false, userErrors });
  if (wrong.length > 0) return refused(wrong);
  const { subject, role } = envelope.principal;
  const request = requestOf(context, 'acknowledgeAlert', input, input.idempotencyKey);
  const acted = await alerts.acknowledge(input.alertId, role, { operator: subject, reason: input.reason, request });
  if (acted.kind !== 'DONE' && acted.kind !== 'REPEATED') return refused([errorOf(acted, input.alertId)]);
  return { alert: await alerts.byId(input.alertId), isRepeated: acted.kind === 'REPEATED', userErrors: [] };
};

function errorOf(acted: Exclude<Acknowledged, { kind: 'DONE' | 'REPEATED' }>, alertId: string): UserError {
  const path = ['input', 'alertId'];
  switch (acted.kind) {
    case 'OTHER_INPUT':
      return keyReused;
    case 'NOT_FOUND':
      return { code: 'ALERT_NOT_FOUND', message: `There is no such alert: ${alertId}`, path };
    case 'NOT_STANDING': {
      const message = `Alert ${alertId} is ${acted.state} already; nobody waits for an answer`;
      return { code: 'ALERT_NOT_STANDING', message, path };
    }
    case 'NOT_OWNER': {
      const message = `It is not this role's to answer; ask somebody who is ${acted.roles.join(' or ')}`;
      return { code: 'ALERT_NOT_YOURS', message, path };
    }
  }
}

export const alert: AlertResolvers = {
  ownerRole: ({ owner }) => owner,
  raisedAt: ({ raisedAt }) => raisedAt.toISOString(),
  escalatedAt: ({ escalatedAt }) => escalatedAt?.toISOString() ?? null,
  acknowledgedAt: ({ acknowledgedAt }) => acknowledgedAt?.toISOString() ?? null,
  resolvedAt: ({ resolvedAt }) => resolvedAt?.toISOString() ?? null,
  tellings: ({ tellings }) =>
    tellings.map(({ toldAt, ...telling }) => ({
      ...telling,
      toldAt: toldAt === null ? null : new Date(toldAt).toISOString(),
    })),
};
