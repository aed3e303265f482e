// What changed in an org since a cursor: by SystemModstamp and id, with an overlap, the recycle bin included.
import type { VendorRef } from '../../../schema/canon/identity.ts';
import { type Change, type ChangePage, changePageMax } from '../../ports/changes.ts';
import type { CrmChangeKind } from '../../ports/crm.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import type { Client } from './client.ts';
import type { SalesforceConfig } from './config.ts';
import { linksOf, refTo } from './map.ts';
import { changedRecords } from './queries.ts';
import { changeRecord, checked } from './wire.ts';

/** Where a reading stands: within an instant while pages follow each other, at an instant once all was read. */
interface Position {
  readonly ms: number;
  readonly afterId: string | null;
}

const objects = { CUSTOMER: 'Account', OPPORTUNITY: 'Opportunity', CONTRACT: 'Contract' } as const;

/** One page of changes of a kind. Raises RangeError for a cursor that is not one of ours. */
export async function readChanges(
  parts: { client: Client; config: SalesforceConfig },
  envelope: Envelope,
  kind: CrmChangeKind,
  cursor: string | null,
): Promise<ChangePage> {
  const { client, config } = parts;
  const context = { instance: config.instance, mapping: config.mapping };
  const position = cursor === null ? null : readCursor(cursor);
  const fields =
    kind === 'CUSTOMER' ? ['Name', 'Website', ...config.mapping.customerLinks.map((link) => link.field)] : [];
  const statement = changedRecords(
    objects[kind],
    fields,
    startOf(position, config.changesOverlapSeconds),
    changePageMax,
  );
  const rows = await client.records(envelope, statement);
  const records = rows.map((row) => checked(changeRecord, row, 'a changed record'));
  const changes = records.map((record): Change => {
    const links: readonly VendorRef[] = kind === 'CUSTOMER' ? linksOf(record, context) : [];
    return {
      ref: refTo(config.instance, kind, record.Id),
      links,
      name: record.Name ?? null,
      matchKeys: domainKeys(record.Website ?? null),
      changedAt: record.SystemModstamp,
      deleted: record.IsDeleted,
    };
  });
  const last = records.at(-1);
  const complete = records.length < changePageMax;
  const next: Position | null =
    last === undefined ? position : { ms: Date.parse(last.SystemModstamp), afterId: complete ? null : last.Id };
  return { changes, cursor: writeCursor(next ?? { ms: 0, afterId: null }), complete };
}

/** A finished reading starts again a little earlier: a record may become visible after a later stamp was read. */
function startOf(position: Position | null, overlapSeconds: number): Position | null {
  if (position === null || position.afterId !== null) return position;
  return { ms: Math.max(0, position.ms - overlapSeconds * 1_000), afterId: null };
}

/** The web domain is what a person would match a company by. */
function domainKeys(website: string | null): readonly string[] {
  const domain =
    website === null ? null : /^(?:https?:\/\/)?(?:www\.)?([a-z0-9.-]+\.[a-z]{2,})/i.exec(website.trim())?.[1];
  return domain === null || domain === undefined ? [] : [`domain:${domain.toLowerCase()}`];
}

function writeCursor(position: Position): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

function readCursor(cursor: string): Position {
  try {
    const { ms, afterId } = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as Partial<Position>;
    if (typeof ms === 'number' && (afterId === null || typeof afterId === 'string')) return { ms, afterId };
  } catch {
    // Falls through to the one message for every foreign cursor.
  }
  throw new RangeError(`"${cursor}" is not a cursor of this feed; start again without one`);
}
