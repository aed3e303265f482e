// What detectors read of Kantata, always of the account itself: what is there twice (doubled.ts), and requests for people that came to
// nothing, asked for or even confirmed, while nobody has a task of it.
import { identityText } from '../../../schema/canon/identity.ts';
import type { ResourceRequest } from '../../../schema/canon/project.ts';
import type { PsaStanding, UnmetRequestsQuery } from '../../ports/standing.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import { z } from 'zod';
import type { KantataContext } from './context.ts';
import { doubledRecords } from './doubled.ts';
import type { Listing } from './listing.ts';
import { present } from './map-project.ts';
import { chunks } from './request.ts';
import { checked, resourceRequestRecord, workspaceResourceRecord } from './wire.ts';

/** Whoever was asked for longer ago is not waited for any more. */
const requestDaysMax = 400;

/** Of an assignment only whose place it fills. */
const assignedPlace = z.object({ resource_id: z.string().nullish() });

/** What detectors read of one account. */
export function standing(context: KantataContext): PsaStanding {
  return {
    unmetRequests: (envelope, query) => unmetRequests(context, envelope, query),
    doubled: (envelope, keys) => doubledRecords(context, envelope, keys),
  };
}

/**
 * Kantata documents no filter of requests by project, so those of the firm are read: a page per 200. Of the places they ask for only those
 * that are needed by the day are looked up, 200 a call.
 */
async function unmetRequests(
  context: KantataContext,
  envelope: Envelope,
  { projects, neededBy }: UnmetRequestsQuery,
): Promise<readonly ResourceRequest[]> {
  if (context.refs.idsOf('PROJECT', projects).length === 0) return [];
  const since = Date.parse(`${neededBy}T00:00:00Z`) - requestDaysMax * 86_400_000;
  const listing = await context.client.all(envelope, {
    ...{ name: 'unmet:resource_requests', collection: 'resource_requests', include: ['resource'] },
    filters: { created_after: new Date(since).toISOString() },
  });
  const wanted = new Set(projects.map(identityText));
  const { asked } = await context.understood('unmet:resource_requests', () =>
    Promise.resolve({
      asked: toAsked(listing, context).filter(
        ({ request: { project, startOn } }) =>
          wanted.has(identityText(project)) && startOn !== null && startOn <= neededBy,
      ),
    }),
  );
  const assigned = await assignedPlaces(
    context,
    envelope,
    asked.map(({ place }) => place),
  );
  return asked.filter(({ place }) => !assigned.has(place)).map(({ request }) => request);
}

interface Asked {
  readonly request: ResourceRequest;
  readonly place: string;
}

function toAsked(listing: Listing, { refs, mapping }: KantataContext): readonly Asked[] {
  const { confirmedRequestStatuses: confirmed, closedRequestStatuses: closed } = mapping;
  return listing.rows
    .map((row) => checked(resourceRequestRecord, row, 'a resource request'))
    .filter(({ status }) => confirmed.includes(status) || !closed.includes(status))
    .flatMap(({ id, status, resource_id: place }) => {
      // The place was deleted: nobody is asked for any more.
      if (place === null) return [];
      const record = checked(
        workspaceResourceRecord,
        present(listing, 'workspace_resources', place),
        'a workspace resource',
      );
      const request = {
        ref: refs.of('RESOURCE_REQUEST', id),
        project: refs.of('PROJECT', record.workspace_id),
        role: record.role_name ?? record.label,
        status,
        startOn: record.earliest_allocation_date,
        endOn: record.latest_allocation_date,
        requested: record.total_allocated_minutes,
      };
      return [{ request, place }];
    });
}

/** Those of the places that somebody has a task for. */
async function assignedPlaces(
  context: KantataContext,
  envelope: Envelope,
  places: readonly string[],
): Promise<ReadonlySet<string>> {
  const lists = await Promise.all(
    chunks([...new Set(places)]).map((part) =>
      context.client.all(envelope, {
        ...{ name: 'unmet:assignments', collection: 'assignments' },
        filters: { resource_id: part.join(',') },
      }),
    ),
  );
  return context.understood('unmet:assignments', () => {
    const rows = lists.flatMap((listing) => listing.rows);
    const found = rows.flatMap((row) => checked(assignedPlace, row, 'an assignment').resource_id ?? []);
    return Promise.resolve(new Set(found));
  });
}
