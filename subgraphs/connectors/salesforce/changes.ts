// What changed in an org since a cursor: by SystemModstamp and id, with an overlap, the recycle bin included.
import { type Change, type ChangePage, changePageMax } from '../../ports/changes.ts';
import type { CrmChangeKind } from '../../ports/crm.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import type { Client, Statement } from './client.ts';
import type { SalesforceConfig } from './config.ts';
import { understood } from './failures.ts';
import { linksOf, refTo } from './map.ts';
import { changedRecords } from './queries.ts';
import { changeRecord, checked, countRecord } from './wire.ts';

/** Where a reading stands: within an instant while pages follow each other, at an instant once all was read. */
interface Position {
  readonly ms: number;
  readonly afterId: string | null;
}

/** Salesforce's calendar ends with the year 4000. */
const latestMs = Date.UTC(4000, 11, 31);

const objects = { CUSTOMER: 'Account', OPPORTUNITY: 'Opportunity', CONTRACT: 'Contract' } as const;

/** One page of changes of a kind. Raises RangeError for a cursor that is not one of ours, else Faults only. */
export async function readChanges(
  parts: { client: Client; config: SalesforceConfig },
  envelope: Envelope,
  kind: CrmChangeKind,
  cursor: string | null,
): Promise<ChangePage> {
  const { client, config } = parts;
  const rows = await client.records(envelope, changesStatement(config, kind, cursor));
  return changePageOf(config, kind, cursor, rows);
}

/** How many records of a kind there are, those in the recycle bin left out. */
export async function countRecords(
  { client, config }: { client: Client; config: SalesforceConfig },
  envelope: Envelope,
  kind: CrmChangeKind,
): Promise<number> {
  const name = `count:${objects[kind]}`;
  const rows = await client.records(envelope, { name, soql: `SELECT COUNT(Id) total FROM ${objects[kind]}` });
  return understood(config.instance, name, () => checked(countRecord, rows[0], 'a count').total);
}

/** What to ask for the page at a cursor. Raises RangeError for a cursor that is not one of ours. */
export function changesStatement(config: SalesforceConfig, kind: CrmChangeKind, cursor: string | null): Statement {
  const fields =
    kind === 'CUSTOMER' ? ['Name', 'Website', ...config.mapping.customerLinks.map((link) => link.field)] : [];
  const position = cursor === null ? null : readCursor(cursor);
  return changedRecords(objects[kind], fields, startOf(position, config.changesOverlapSeconds), changePageMax);
}

/** The records read at a cursor, as changes. A record of another shape is SYSTEM_ANSWER_INVALID. */
export function changePageOf(
  config: SalesforceConfig,
  kind: CrmChangeKind,
  cursor: string | null,
  rows: readonly unknown[],
): ChangePage {
  const context = { instance: config.instance, mapping: config.mapping };
  const read = (row: unknown): Change => {
    const record = checked(changeRecord, row, 'a changed record');
    return {
      ref: refTo(config.instance, kind, record.Id),
      links: kind === 'CUSTOMER' ? linksOf(record, context) : [],
      name: record.Name ?? null,
      matchKeys: domainKeys(record.Website ?? null),
      changedAt: record.SystemModstamp,
      deleted: record.IsDeleted,
    };
  };
  const changes = understood(config.instance, `changes:${objects[kind]}`, () => rows.map(read));
  const last = changes.at(-1);
  const complete = changes.length < changePageMax;
  // A reading that ended with a full page is told by an empty one; it has to overlap like any other that is finished.
  const ms = last === undefined ? (cursor === null ? 0 : readCursor(cursor).ms) : Date.parse(last.changedAt);
  const afterId = last === undefined || complete ? null : last.ref.id;
  return { changes, cursor: writeCursor({ ms, afterId }), complete };
}

/** A finished reading starts again a little earlier: a record may become visible after a later stamp was read. */
function startOf(position: Position | null, overlapSeconds: number): Position | null {
  if (position === null || position.afterId !== null) return position;
  return { ms: Math.max(0, position.ms - overlapSeconds * 1_000), afterId: null };
}

/** The web domain is what a person would match a company by; none for what is no host name. */
export function domainKeys(website: string | null): readonly string[] {
  const text = website?.trim() ?? '';
  const url = URL.parse(/^https?:\/\//i.test(text) ? text : `https://${text}`);
  const domain = url?.hostname.replace(/^www\./, '') ?? '';
  return /\.[a-z][a-z0-9-]+$/.test(domain) ? [`domain:${domain}`] : [];
}

function writeCursor(position: Position): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

function readCursor(cursor: string): Position {
  try {
    const { ms, afterId } = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as Partial<Position>;
    const isInstant = Number.isSafeInteger(ms) && Number(ms) >= 0 && Number(ms) <= latestMs;
    if (ms !== undefined && isInstant && (afterId === null || typeof afterId === 'string')) return { ms, afterId };
  } catch {
    // Falls through to the one message for every foreign cursor.
  }
  throw new RangeError(`"${cursor}" is not a cursor of this feed; start again without one`);
}
