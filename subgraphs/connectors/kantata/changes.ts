// The change feeds of the port. Kantata's own feed of events is a paid add-on, so lists are asked for what is newer.
// Clients and projects come in the order of their stamps. People have neither a stamp nor such an order: a round pages
// through all that changed since the last one began. What was deleted is told by none of these lists.
import type { VendorRef } from '../../../schema/canon/identity.ts';
import type { Change, ChangePage } from '../../ports/changes.ts';
import type { PsaChangeKind } from '../../ports/psa.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import {
  before,
  behindPage,
  behindStamp,
  type Position,
  readFeedCursor,
  start,
  startOver,
  writeFeedCursor,
} from './changes-cursor.ts';
import type { ReferenceLink } from './config.ts';
import type { KantataContext } from './context.ts';
import type { Listing } from './listing.ts';
import { referencesOf } from './map-project.ts';
import { linkRefs } from './refs.ts';
import { type ListRequest, perPageMax } from './request.ts';
import { changedGroup, changedWorkspace, checked, userRecord } from './wire.ts';

const include = ['external_references'] as const;
const requests: Readonly<Record<PsaChangeKind, Omit<ListRequest, 'name'>>> = {
  CUSTOMER: { collection: 'workspace_groups', filters: { companies_only: 'true' }, include, order: 'updated_at:asc' },
  PROJECT: { collection: 'workspaces', filters: { include_archived: 'true' }, include, order: 'updated_at:asc' },
  RESOURCE: { collection: 'users', filters: { show_disabled: 'true' }, include, order: 'alphabetical:asc' },
};

/** The list that tells of a kind. */
export function listRequestOf(kind: PsaChangeKind): Omit<ListRequest, 'name'> {
  return requests[kind];
}

/** One page of changes: one call, at most 200 of them. */
export async function readChanges(
  context: KantataContext,
  envelope: Envelope,
  kind: PsaChangeKind,
  cursor: string | null,
): Promise<ChangePage> {
  const { instance, changesOverlapSeconds } = context.config;
  const position = cursor === null ? start : readFeedCursor(cursor, instance, kind);
  // A round of people is as new as its first page: what changes after that is told by the next round.
  const roundMark = position.mark ?? before(context.clock.now().toISOString(), 0);
  const { collection, filters, ...request } = requests[kind];
  const name = `changes:${collection}`;
  return context.understood(name, async () => {
    const listing = await context.client.part(
      envelope,
      { name, collection, filters: { ...filters, updated_after: position.from }, ...request },
      { page: position.page },
    );
    const rows = changedRows(kind, { listing, context, roundMark });
    const hasMore = listing.rows.length === perPageMax && position.page * perPageMax < listing.count;
    const next: Position =
      kind === 'RESOURCE'
        ? behindPage(position, roundMark)
        : behindStamp(position, rows.at(-1)?.change.changedAt ?? null);
    return {
      changes: rows.filter((row) => row.isTold).map((row) => row.change),
      cursor: writeFeedCursor(hasMore ? next : startOver(next, changesOverlapSeconds), instance, kind),
      complete: !hasMore,
    };
  });
}

/** A row moves the position even when it is nobody's business, such as a group that is no company. */
interface ChangedRow {
  readonly change: Change;
  readonly isTold: boolean;
}

interface Reading {
  readonly listing: Listing;
  readonly context: KantataContext;
  readonly roundMark: string;
}

function changedRows(kind: PsaChangeKind, reading: Reading): readonly ChangedRow[] {
  const { listing } = reading;
  switch (kind) {
    case 'CUSTOMER':
      return listing.rows.map((row) => changedClient(row, reading));
    case 'PROJECT':
      return listing.rows.map((row) => changedProject(row, reading));
    case 'RESOURCE':
      return listing.rows.map((row) => changedPerson(row, reading));
  }
}

function changedClient(row: unknown, { listing, context }: Reading): ChangedRow {
  const { refs, mapping } = context;
  const group = checked(changedGroup, row, 'a changed group');
  const change: Change = {
    ref: refs.of('CUSTOMER', group.id),
    links: linksOf(mapping.customerLinks, group.external_reference_ids, listing),
    name: group.name,
    matchKeys: domainKeys(group.website),
    changedAt: group.updated_at,
    deleted: false,
  };
  return { change, isTold: group.company };
}

function changedProject(row: unknown, { listing, context }: Reading): ChangedRow {
  const { refs, mapping } = context;
  const project = checked(changedWorkspace, row, 'a changed project');
  const change: Change = {
    ref: refs.of('PROJECT', project.id),
    links: linksOf(mapping.projectLinks, project.external_reference_ids, listing),
    name: project.title,
    matchKeys: [],
    changedAt: project.updated_at,
    deleted: false,
  };
  return { change, isTold: true };
}

function changedPerson(row: unknown, { listing, context, roundMark }: Reading): ChangedRow {
  const { refs, mapping } = context;
  const user = checked(userRecord, row, 'a changed user');
  const email = user.email_address?.trim().toLowerCase() ?? '';
  const change: Change = {
    ref: refs.of('RESOURCE', user.id),
    links: linksOf(mapping.resourceLinks, user.external_reference_ids ?? [], listing),
    name: user.full_name,
    matchKeys: email === '' ? [] : [`email:${email}`],
    // The vendor shows no stamp of people; this much is sure, that it was before the round began.
    changedAt: roundMark,
    deleted: false,
  };
  return { change, isTold: true };
}

function linksOf(links: readonly ReferenceLink[], ids: readonly string[], listing: Listing): readonly VendorRef[] {
  return linkRefs(links, referencesOf(ids, listing));
}

/** The web domain is what a person would match a company by. */
export function domainKeys(website: string | null): readonly string[] {
  const trimmed = website?.trim() ?? '';
  if (trimmed === '') return [];
  const url = URL.parse(/^[a-z]+:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`);
  const host = url?.hostname.toLowerCase().replace(/^www\./, '') ?? '';
  return host.includes('.') ? [`domain:${host}`] : [];
}
