// Internal queries of the ERP: what changed since a cursor, and how many records there are.
import { feedKind } from '../../ports/feed.ts';
import type { QueryResolvers } from '../generated/resolvers.ts';

export const changeQueries = {
  erpChanges: (_root, { kind, cursor }, { envelope, feed }) => feed.page(envelope, feedKind(kind), cursor ?? null),
  erpRecordCount: (_root, { kind }, { envelope, feed }) => feed.count(envelope, feedKind(kind)),
} satisfies Pick<QueryResolvers, 'erpChanges' | 'erpRecordCount'>;
