// The organisation's duplicate rule: a new account with the name and the web site of another one is not saved unless the client
// says so in its header.
import { ApiError } from '../api-error.ts';
import type { ObjectDefinition } from '../catalogue/object.ts';
import type { Row } from './record.ts';
import type { WriteContext } from './write-context.ts';

/** Refuses a new account that looks like one that is there. Accounts without a web site never match. */
export function refuseDuplicate(context: WriteContext, object: ObjectDefinition, row: Row): void {
  if (object.name !== 'Account' || context.savesDuplicates) return;
  const wanted = matchKey(row);
  if (wanted === null) return;
  for (const other of context.store.rows(object)) {
    if (other.IsDeleted === true || other.Id === row.Id || matchKey(other) !== wanted) continue;
    // The vendor adds what it found; clients have to live without `fields` here.
    throw new ApiError(400, [{ message: 'Use one of these records?', errorCode: 'DUPLICATES_DETECTED', fields: [] }]);
  }
}

function matchKey({ Name: name, Website: website }: Row): string | null {
  if (typeof name !== 'string' || typeof website !== 'string') return null;
  const host = website
    .toLowerCase()
    .replace(/^[a-z]+:\/\//u, '')
    .replace(/^www\./u, '')
    .replace(/[/?#].*$/u, '');
  return host === '' ? null : `${name.trim().toLowerCase()}\n${host}`;
}

/** How many parents are followed; more levels than any hierarchy has. */
const LEVELS_MAX = 100;

/** Refuses a parent that is the record itself or one of its descendants. */
export function refuseCycle({ store }: WriteContext, object: ObjectDefinition, row: Row): void {
  if (object.name !== 'Account') return;
  let parent = row.ParentId ?? null;
  for (let level = 0; typeof parent === 'string' && level < LEVELS_MAX; level += 1) {
    if (parent === row.Id) {
      const message = 'attempt to create a circular hierarchy of accounts';
      throw new ApiError(400, [{ message, errorCode: 'CIRCULAR_DEPENDENCY', fields: ['ParentId'] }]);
    }
    parent = store.find(parent)?.ParentId ?? null;
  }
}
