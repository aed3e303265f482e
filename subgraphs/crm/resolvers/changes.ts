// Internal queries of the CRM: what changed since a cursor, and how many records there are.
import { feedKind } from '../../ports/feed.ts';
import type { QueryResolvers } from '../generated/resolvers.ts';

export const changeQueries = {
  crmChanges: (_root, { kind, cursor }, { envelope, port }) => port.feed.page(envelope, feedKind(kind), cursor ?? null),
  crmRecordCount: (_root, { kind }, { envelope, port }) => port.feed.count(envelope, feedKind(kind)),
} satisfies Pick<QueryResolvers, 'crmChanges' | 'crmRecordCount'>;
