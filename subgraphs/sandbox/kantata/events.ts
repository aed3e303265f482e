// The feed of changes: pull only, nine days long, sometimes late, sometimes twice, not always in order.
import type { Row } from './database.ts';
import { asText } from './database.ts';
import type { Shown } from './render.ts';
import { renderRow } from './render.ts';
import type { Resource, Scope } from './resource.ts';
import { shiftInstant } from './stamps.ts';

/** Events older than this are gone. */
export const EVENT_DAYS_MAX = 9;
/** An event is made so many seconds after the change at the earliest; the next ones may overtake it. */
const LAG_SECONDS = [1, 4, 2, 1, 3, 1, 2, 6];
/** One event in so many is delivered twice, under another id. */
const TWICE_EVERY = 40;

/** A change to tell. `before` is the record as it was shown, null for a new one. */
export interface Announcement {
  readonly kind: 'created' | 'updated' | 'deleted';
  readonly row: Row;
  readonly before: Shown | null;
  /** When it happened, and who did it; now and the current user when absent. */
  readonly at?: string;
  readonly by?: string | null;
}

/** Puts a change into the feed, for resources that are in it. Nothing changed, nothing told. */
export function announce(resource: Resource, announcement: Announcement, scope: Scope): void {
  if (resource.feeds !== true) return;
  const { kind, row, before, at = scope.now, by = scope.currentUser } = announcement;
  const after = kind === 'deleted' ? null : renderRow(resource, row, scope);
  const changes = changesOf(before, after);
  if (kind === 'updated' && Object.keys(changes).length === 0) return;
  const table = scope.database.table('subscribed_events');
  const copies = table.size % TWICE_EVERY === TWICE_EVERY - 1 ? 2 : 1;
  for (let copy = 0; copy < copies; copy += 1) {
    const lag = (LAG_SECONDS[table.size % LAG_SECONDS.length] ?? 1) + copy;
    table.insert({
      id: table.nextId(),
      event_type: `${resource.singular}:${kind}`,
      subject_type: resource.model,
      subject_id: row.id,
      subject_changed_at: at,
      user_id: by,
      previous_payload: before,
      current_payload: after,
      payload_changes: changes,
      created_at: shiftInstant(at, lag),
      updated_at: shiftInstant(at, lag),
    });
  }
}

/** Each changed field with its old and its new value. */
function changesOf(before: Shown | null, after: Shown | null): Record<string, { from: unknown; to: unknown }> {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  const changes: Record<string, { from: unknown; to: unknown }> = {};
  for (const name of names) {
    const [from, to] = [before?.[name] ?? null, after?.[name] ?? null];
    if (JSON.stringify(from) !== JSON.stringify(to)) changes[name] = { from, to };
  }
  return changes;
}

/** Whether an event can be read now: made already, and not older than the feed. */
export function isInFeed(event: Row, now: string): boolean {
  const made = asText(event.created_at);
  return made <= now && made > shiftInstant(now, -EVENT_DAYS_MAX * 86_400);
}

/** A fault of the vendor: a page of the feed with gaps, out of order, and with its first event again at the end. */
export function scramble<T>(page: readonly T[]): readonly T[] {
  const kept = page.filter((_event, index) => index % 3 !== 2);
  const [even, odd] = [0, 1].map((rest) => kept.filter((_event, index) => index % 2 === rest));
  return [...(odd ?? []), ...(even ?? []), ...kept.slice(0, 1)];
}
