// Changes by Kantata's feed of events, for accounts that have bought it: it tells of deletions, which no list does, keeps nine
// days, and tells late, twice and out of order. A reading begins with the lists, which tell everything there is, and follows the events
// from a moment before that on.
import { z } from 'zod';
import { UnsupportedFilterError } from '../../ports/failures.ts';
import type { Telling, TellingPage } from '../../ports/feed.ts';
import type { PsaChangeKind } from '../../ports/psa.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import { before, behindStamp, cursorParts, type Position, positionSchema, startOver } from './changes-cursor.ts';
import { listRequestOf, readChanges } from './changes.ts';
import type { KantataContext } from './context.ts';
import type { Listing } from './listing.ts';
import { perPageMax } from './request.ts';
import { checked, subscribedEvent, UnexpectedAnswer } from './wire.ts';

/** Events older than this are gone. */
export const eventDaysMax = 9;

const models: Readonly<Record<PsaChangeKind, string>> = {
  CUSTOMER: 'WorkspaceGroup',
  PROJECT: 'Workspace',
  RESOURCE: 'User',
};

const cursorSchema = z.discriminatedUnion('phase', [
  // Everything there is: the lists' own cursor, and from when on the events are to be read after it.
  z.strictObject({ phase: z.literal('ALL'), list: z.string(), since: z.iso.datetime() }),
  z.strictObject({ phase: z.literal('EVENTS'), ...positionSchema.shape }),
]);
type EventsCursor = z.infer<typeof cursorSchema>;

/** One page: one call, at most 200 changes. A page with gaps is SYSTEM_ANSWER_INVALID and must be read again. */
export async function readEvents(
  context: KantataContext,
  envelope: Envelope,
  kind: PsaChangeKind,
  cursor: string | null,
): Promise<TellingPage> {
  if (cursor !== null) {
    const place = readCursor(cursor);
    if (place.phase === 'EVENTS') return eventsPage(context, envelope, kind, place);
    return everythingPage(context, envelope, kind, place);
  }
  const since = before(context.clock.now().toISOString(), context.config.changesOverlapSeconds);
  return everythingPage(context, envelope, kind, { list: null, since });
}

async function everythingPage(
  context: KantataContext,
  envelope: Envelope,
  kind: PsaChangeKind,
  { list, since }: { readonly list: string | null; readonly since: string },
): Promise<TellingPage> {
  const { changes, cursor, complete } = await readChanges(context, envelope, kind, list);
  const next: EventsCursor = complete
    ? { phase: 'EVENTS', from: since, page: 1, mark: null }
    : { phase: 'ALL', list: cursor, since };
  return { changes, cursor: writeCursor(next), complete };
}

async function eventsPage(
  context: KantataContext,
  envelope: Envelope,
  kind: PsaChangeKind,
  position: Position,
): Promise<TellingPage> {
  const name = `events:${models[kind]}`;
  const filters = {
    created_after: position.from,
    subject_type: models[kind],
    optional_fields: 'current_payload,previous_payload',
  };
  const request = { name, collection: 'subscribed_events', filters, order: 'created_at:asc' };
  return context.understood(name, async () => {
    const listing = await context.client.part(envelope, request, { page: position.page });
    const events = listing.rows.map((row) => checked(subscribedEvent, row, 'an event'));
    demandWhole(listing, events, position.page);
    const hasMore = position.page * perPageMax < listing.count;
    const newest = events.map(({ created_at: at }) => at).reduce<string | null>(latest, null);
    const next = behindStamp(position, newest);
    const after = hasMore ? next : startOver(next, context.config.changesOverlapSeconds);
    const changes = events
      // A group that is no company is nobody's customer.
      .filter(
        ({ current_payload: now, previous_payload: was }) => kind !== 'CUSTOMER' || (now ?? was)?.company === true,
      )
      .map((event): Telling => ({
        ref: context.refs.of(kind, event.subject_id),
        changedAt: event.subject_changed_at,
        deleted: event.event_type.endsWith(':deleted'),
      }));
    return { changes, cursor: writeCursor({ phase: 'EVENTS', ...after }), complete: !hasMore };
  });
}

/** The feed gives pages with holes at times; what it counts says so. */
function demandWhole({ count }: Listing, events: readonly { readonly id: string }[], page: number): void {
  const expected = Math.max(0, Math.min(perPageMax, count - (page - 1) * perPageMax));
  const got = new Set(events.map(({ id }) => id)).size;
  if (got < expected) throw new UnexpectedAnswer(`events: ${got} of the ${expected} that page ${page} counts`);
}

/** How many records of a kind there are. */
export async function countRecords(context: KantataContext, envelope: Envelope, kind: PsaChangeKind): Promise<number> {
  const { collection, filters } = listRequestOf(kind);
  const name = `count:${collection}`;
  return context.understood(name, async () => {
    const { count } = await context.client.part(envelope, { name, collection, filters }, { offset: 0, limit: 1 });
    return count;
  });
}

function latest(one: string | null, other: string): string {
  return one === null || other > one ? other : one;
}

function writeCursor(cursor: EventsCursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

function readCursor(cursor: string): EventsCursor {
  const parts = cursorSchema.safeParse(cursorParts(cursor));
  if (parts.success) return parts.data;
  throw new UnsupportedFilterError(
    `The cursor "${cursor.slice(0, 40)}" is of no feed of events; begin again without one`,
  );
}
