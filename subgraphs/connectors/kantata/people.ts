// People, and places nobody fills yet, as the port's resources; rate cards, which price roles.
import type { Answer } from '../../../schema/canon/freshness.ts';
import type { VendorRef } from '../../../schema/canon/identity.ts';
import type { Page } from '../../../schema/canon/paging.ts';
import type { RateCard, Resource } from '../../../schema/canon/project.ts';
import type { ResourceQuery } from '../../ports/psa.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import type { KantataContext } from './context.ts';
import { joinListings, type Listing, noListing } from './listing.ts';
import { toPeople, toPlaces, userIncludes } from './map-people.ts';
import { priceIds, toRateCards, versionIds } from './map-rate-card.ts';
import { readPage } from './page.ts';
import { workspaceResourceOf } from './refs.ts';
import { chunks, type ListRequest } from './request.ts';

function users(name: string, filters: ListRequest['filters']): ListRequest {
  // People who left are hidden by default, but their time is still in the books.
  return {
    name,
    collection: 'users',
    filters: { show_disabled: 'true', ...filters },
    include: userIncludes,
    order: 'alphabetical:asc',
  };
}

/** A page of people, by name. */
export async function readResources(
  context: KantataContext,
  envelope: Envelope,
  { first, after, search }: ResourceQuery,
): Promise<Answer<Page<Resource>>> {
  const question = { name: 'resources', args: { first, after, search }, keep: 'REFERENCE' } as const;
  return context.read(envelope, question, (shared) =>
    readPage(context, shared, {
      page: { first, after },
      request: users('resources', { matching: search }),
      filters: { search },
      toItems: (listing) => toPeople(listing, context.refs),
      keep: null,
    }),
  );
}

/** People and unfilled places by reference. */
export async function readResourcesByRef(
  context: KantataContext,
  envelope: Envelope,
  refs: readonly VendorRef[],
): Promise<Answer<readonly (Resource | null)[]>> {
  return context.perRef<Resource | null>(envelope, {
    name: 'resourcesByRef',
    kind: 'RESOURCE',
    keep: 'REFERENCE',
    refs,
    none: null,
    ask: async (shared, ids) => {
      const places = ids.flatMap((id) => workspaceResourceOf(id) ?? []);
      const people = ids.filter((id) => workspaceResourceOf(id) === null);
      const found = await Promise.all([readPeople(context, shared, people), readPlaces(context, shared, places)]);
      return new Map(found.flat().map((resource) => [resource.ref.id, resource]));
    },
  });
}

async function readPeople(
  context: KantataContext,
  envelope: Envelope,
  ids: readonly string[],
): Promise<readonly Resource[]> {
  if (ids.length === 0) return [];
  const listing = await context.client.all(envelope, users('resourcesByRef', { only: ids.join(',') }));
  return toPeople(listing, context.refs);
}

async function readPlaces(
  context: KantataContext,
  envelope: Envelope,
  ids: readonly string[],
): Promise<readonly Resource[]> {
  if (ids.length === 0) return [];
  const listing = await context.client.all(envelope, {
    name: 'placesByRef',
    collection: 'workspace_resources',
    filters: { only: ids.join(','), include_unnamed: 'true' },
  });
  return toPlaces(listing, context.refs);
}

/** Rate cards by reference, in three steps: cards, their versions, the prices of these. */
export async function readRateCardsByRef(
  context: KantataContext,
  envelope: Envelope,
  refs: readonly VendorRef[],
): Promise<Answer<readonly (RateCard | null)[]>> {
  return context.perRef<RateCard | null>(envelope, {
    name: 'rateCardsByRef',
    kind: 'RATE_CARD',
    keep: 'REFERENCE',
    refs,
    none: null,
    ask: async (shared, ids) => {
      const only = (collection: string, wanted: readonly string[], include: readonly string[]): Promise<Listing> =>
        allOnly(context, shared, { name: `rates:${collection}`, collection, filters: {}, include }, wanted);
      const cards = await only('rate_cards', ids, ['rate_card_set', 'rate_card_versions']);
      const versions = await only('rate_card_versions', versionIds(cards), [
        'rate_card_roles',
        'rate_card_set_version',
      ]);
      const prices = await only('rate_card_roles', priceIds(versions), ['role']);
      const found = toRateCards({ cards, versions, prices }, context.refs);
      return new Map(found.map((card) => [card.ref.id, card]));
    },
  });
}

/** Records by id, 200 at a time. */
async function allOnly(
  { client }: KantataContext,
  envelope: Envelope,
  request: ListRequest,
  ids: readonly string[],
): Promise<Listing> {
  const lists = await Promise.all(
    chunks(ids).map((part) => client.all(envelope, { ...request, filters: { only: part.join(',') } })),
  );
  return joinListings(noListing, lists);
}
