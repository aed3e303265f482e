// Uploading a file. Clients of 2013 send `asset[data]` and get a bare id; today's send `attachment[data]`.
import type { BodyObject } from './body.ts';
import { isUploadedFile } from './body.ts';
import type { Row } from './database.ts';
import { invalid } from './failure.ts';
import type { Scope } from './resource.ts';

/** A stored upload, and whether it came the old way. */
export interface Upload {
  readonly row: Row;
  readonly isLegacy: boolean;
}

const TYPES = ['post_attachment', 'receipt'];
/** The words of the old way, one of them recorded. */
const LEGACY_TYPES = ['post', 'expense'];

/** Keeps what is known of the file, not its content. */
export function storeUpload(body: BodyObject, { database, now }: Scope): Upload {
  const root = (body.asset ?? body.attachment ?? {}) as Readonly<Record<string, unknown>>;
  const { data, type } = root;
  const isLegacy = body.asset !== undefined;
  const types = isLegacy ? [...TYPES, ...LEGACY_TYPES] : TYPES;
  const errors = [];
  if (!isUploadedFile(data)) errors.push({ field: 'data', message: "Data can't be blank" });
  if (typeof type !== 'string' || !types.includes(type)) {
    errors.push({ field: 'type', message: `Type is not included in the list: ${types.join(', ')}` });
  }
  if (errors.length > 0 || !isUploadedFile(data)) throw invalid(errors);
  const table = database.table('attachments');
  const row = table.insert({
    id: table.nextId(),
    filename: data.filename,
    filesize: data.bytes,
    type: typeof type === 'string' ? type : null,
    created_at: now,
    updated_at: now,
    deleted_at: null,
  });
  return { row, isLegacy };
}
