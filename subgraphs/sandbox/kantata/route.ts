// Which resource and which act a path means. Every path works with and without `.json`.
import type { VendorRequest } from '../stand-in.ts';

/** What a request asks for. */
export type Route =
  | { readonly kind: 'list'; readonly collection: string }
  | { readonly kind: 'show'; readonly collection: string; readonly id: string }
  | { readonly kind: 'create'; readonly collection: string }
  | { readonly kind: 'update'; readonly collection: string; readonly id: string }
  | { readonly kind: 'delete'; readonly collection: string; readonly id: string }
  | { readonly kind: 'deleteMany'; readonly collection: string }
  /** An act of its own, like `/invoices/5/cancel`, `/users/me` or `/external_references/create_or_update`. */
  | { readonly kind: 'act'; readonly collection: string; readonly id: string | null; readonly act: string }
  | { readonly kind: 'unknown' };

const BASE = '/api/v1/';
/** Prefixes that say nothing the collection's name does not. */
const PREFIXES = ['foreign_exchange'];
/** What a collection was called before. */
const FORMER_NAMES: Readonly<Record<string, string>> = { assets: 'attachments' };

/** Reads method and path. */
export function readRoute({ method, path }: Pick<VendorRequest, 'method' | 'path'>): Route {
  if (!path.startsWith(BASE)) return { kind: 'unknown' };
  const parts = path
    .slice(BASE.length)
    .replace(/\.json$/, '')
    .split('/')
    .filter((part) => part !== '');
  const [name = '', second, third, ...rest] = PREFIXES.includes(parts[0] ?? '') ? parts.slice(1) : parts;
  const collection = FORMER_NAMES[name] ?? name;
  if (collection === '' || rest.length > 0) return { kind: 'unknown' };
  if (second === undefined) return onCollection(method, collection);
  const isId = /^\d+$/.test(second);
  if (third !== undefined) return isId ? { kind: 'act', collection, id: second, act: third } : { kind: 'unknown' };
  return isId ? onRecord(method, collection, second) : { kind: 'act', collection, id: null, act: second };
}

function onCollection(method: string, collection: string): Route {
  switch (method) {
    case 'GET':
      return { kind: 'list', collection };
    case 'POST':
      return { kind: 'create', collection };
    case 'DELETE':
      return { kind: 'deleteMany', collection };
    default:
      return { kind: 'unknown' };
  }
}

function onRecord(method: string, collection: string, id: string): Route {
  switch (method) {
    case 'GET':
      return { kind: 'show', collection, id };
    case 'PUT':
    case 'PATCH':
      return { kind: 'update', collection, id };
    case 'DELETE':
      return { kind: 'delete', collection, id };
    default:
      return { kind: 'unknown' };
  }
}
