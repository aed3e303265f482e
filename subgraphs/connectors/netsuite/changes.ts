// The change feeds of the port: NetSuite pushes nothing, so it is asked.
import type { RecordKind } from '../../../schema/canon/identity.ts';
import { domainKey, taxIdKey } from '../../../schema/canon/match-key.ts';
import { type Change, type ChangePage, changePageMax } from '../../ports/changes.ts';
import type { ErpChangeKind } from '../../ports/erp.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import {
  type ChangesCursor,
  type Feed,
  firstCursor,
  goOn,
  later,
  placeOf,
  readChangesCursor,
  startOver,
  writeChangesCursor,
} from './changes-cursor.ts';
import {
  type ChangeRow,
  changeRow,
  changesStatement,
  countRow,
  countStatement,
  deletionRow,
  deletionsStatement,
} from './changes-query.ts';
import type { Link } from './config.ts';
import type { NetSuiteContext } from './context.ts';
import { linkRefs } from './refs.ts';
import { checkedRows } from './wire.ts';

/** One page of a round. A round of its own costs two calls: what changed, what was deleted. */
export async function readChanges(
  context: NetSuiteContext,
  envelope: Envelope,
  kind: ErpChangeKind,
  cursor: string | null,
): Promise<ChangePage> {
  const { instance } = context.config;
  const state = cursor === null ? firstCursor(instance, kind) : readChangesCursor(cursor, instance, kind);
  return context.understood('changes', () =>
    state.phase === 'CHANGED'
      ? changedPage(context, envelope, kind, state)
      : deletedPage(context, envelope, kind, state),
  );
}

/** How many records of a kind there are. */
export function countRecords(context: NetSuiteContext, envelope: Envelope, kind: ErpChangeKind): Promise<number> {
  return context.understood('count', async () => {
    const { rows } = await context.client.page(envelope, countStatement(kind, context.config.mapping), 1);
    return checkedRows(countRow, rows, 'a count')[0]?.total ?? 0;
  });
}

async function changedPage(
  context: NetSuiteContext,
  envelope: Envelope,
  kind: ErpChangeKind,
  state: ChangesCursor,
): Promise<ChangePage> {
  const { client, refs } = context;
  const { mapping } = context.config;
  const page = await client.page(envelope, changesStatement(kind, mapping, placeOf(state.changed)), changePageMax);
  const rows = checkedRows(changeRow, page.rows, 'changes');
  const links = linksOf(kind, mapping);
  const changes = rows.map((row): Change => ({
    ref: refs.of(kind, row.id),
    links: linkRefs(links, (field) => textOf(row[field])),
    name: row.name,
    matchKeys: matchKeys(row),
    changedAt: new Date(row.stamp).toISOString(),
    deleted: false,
  }));
  const changed = advanced(context, state.changed, rows, page.hasMore);
  if (page.hasMore) return { changes, cursor: writeChangesCursor({ ...state, changed }), complete: false };
  // The first round tells all that exists; what was deleted before it needs no telling.
  const isFirstRound = state.deleted.from === null;
  const next: ChangesCursor = isFirstRound
    ? { ...state, changed, deleted: { from: changed.from, after: null, newest: null } }
    : { ...state, changed, phase: 'DELETED' };
  return { changes, cursor: writeChangesCursor(next), complete: isFirstRound };
}

async function deletedPage(
  context: NetSuiteContext,
  envelope: Envelope,
  kind: ErpChangeKind,
  state: ChangesCursor,
): Promise<ChangePage> {
  const page = await context.client.page(envelope, deletionsStatement(kind, placeOf(state.deleted)), changePageMax);
  const rows = checkedRows(deletionRow, page.rows, 'deletions');
  const changes = rows.map((row): Change => ({
    ref: context.refs.of(kind, row.id),
    links: [],
    name: row.name,
    matchKeys: [],
    changedAt: new Date(row.stamp).toISOString(),
    deleted: true,
  }));
  const deleted = advanced(context, state.deleted, rows, page.hasMore);
  const phase = page.hasMore ? 'DELETED' : 'CHANGED';
  return { changes, cursor: writeChangesCursor({ ...state, phase, deleted }), complete: !page.hasMore };
}

function advanced(
  { config }: NetSuiteContext,
  feed: Feed,
  rows: readonly { readonly stamp: string; readonly id: string }[],
  hasMore: boolean,
): Feed {
  const newest = rows.reduce<string | null>((latest, row) => later(latest, row.stamp), feed.newest);
  const last = rows.at(-1);
  if (hasMore && last !== undefined && newest !== null) return goOn(feed, last, newest);
  return startOver({ ...feed, newest }, config.changesOverlapSeconds, config.timeZone);
}

function linksOf(
  kind: RecordKind,
  mapping: { readonly customerLinks: readonly Link[]; readonly projectLinks: readonly Link[] },
): readonly Link[] {
  if (kind === 'CUSTOMER') return mapping.customerLinks;
  return kind === 'PROJECT' ? mapping.projectLinks : [];
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** What a person would match the record by: tax id without blanks and dashes, website's domain, legal entity's code. */
export function matchKeys(row: Pick<ChangeRow, 'taxid' | 'website' | 'code'>): readonly string[] {
  const code = row.code?.trim() ?? '';
  return [taxIdKey(row.taxid), domainKey(row.website), code === '' ? null : `code:${code}`].filter(
    (key) => key !== null,
  );
}
