// Reads a body: JSON, a Rails form (`time_entry[notes]=x`, `invoice[time_entry_ids][]=1`), or multipart with files.
import type { VendorRequest } from '../stand-in.ts';
import { badRequest } from './failure.ts';

/** What a body holds: nested objects, lists and text. */
export type BodyObject = Record<string, unknown>;

/** A file of a multipart body. Its content is not kept: nobody reads it back. */
export interface UploadedFile {
  readonly filename: string;
  readonly contentType: string;
  readonly bytes: number;
}

/** Rails refuses deeper names, and so do we. */
const DEPTH_MAX = 20;
/** Bulk creates of 100 records with 20 fields fit; a body with more names is a mistake. */
const NAMES_MAX = 10_000;

/** The body as nested values; empty when there is none. */
export function readBody({ headers, body }: VendorRequest): BodyObject {
  if (body.length === 0) return {};
  const type = (headers['content-type'] ?? '').toLowerCase();
  if (type.includes('multipart/form-data')) return readMultipart(body, headers['content-type'] ?? '');
  if (type.includes('application/x-www-form-urlencoded')) {
    return nest([...new URLSearchParams(body.toString('utf8'))]);
  }
  return readJson(body.toString('utf8'));
}

/** Whether a value of a body is an uploaded file. */
export function isUploadedFile(value: unknown): value is UploadedFile {
  return typeof value === 'object' && value !== null && 'filename' in value && 'bytes' in value;
}

function readJson(text: string): BodyObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw badRequest('There was a problem in the JSON you submitted');
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as BodyObject;
  throw badRequest('The JSON you submitted is not an object');
}

/** Turns flat names into nested values, as Rack does. */
export function nest(pairs: readonly (readonly [string, unknown])[]): BodyObject {
  if (pairs.length > NAMES_MAX) throw badRequest(`More than ${NAMES_MAX} parameters`);
  const root: BodyObject = {};
  for (const [name, value] of pairs) {
    const path = pathOf(name);
    if (path.length > DEPTH_MAX) throw badRequest(`Parameter is nested too deeply: ${name.slice(0, 100)}`);
    put(root, path, value);
  }
  return root;
}

/** `a[b][]` as `a`, `b` and the empty name that stands for a list. */
function pathOf(name: string): string[] {
  const start = name.indexOf('[');
  if (start <= 0) return [name];
  return [name.slice(0, start), ...[...name.slice(start).matchAll(/\[([^\]]*)\]/g)].map(([, part = '']) => part)];
}

function put(target: BodyObject, path: readonly string[], value: unknown): void {
  const [name = '', next, ...rest] = path;
  // Names that JavaScript itself gives a meaning to are nobody's field.
  if (name === '__proto__' || name === 'constructor') return;
  if (next === undefined) {
    target[name] = value;
    return;
  }
  if (next === '') {
    const list = Array.isArray(target[name]) ? (target[name] as unknown[]) : [];
    target[name] = list;
    if (rest.length === 0) list.push(value);
    else putInLast(list, rest, value);
    return;
  }
  const inner = isPlainObject(target[name]) ? target[name] : {};
  target[name] = inner;
  put(inner, [next, ...rest], value);
}

/** `items[][name]` goes into the last item, or starts another one when that has the name already. */
function putInLast(list: unknown[], path: readonly string[], value: unknown): void {
  const [first = ''] = path;
  let last = list.at(-1);
  if (!isPlainObject(last) || (path.length === 1 && first in last)) {
    last = {};
    list.push(last);
  }
  put(last as BodyObject, path, value);
}

function isPlainObject(value: unknown): value is BodyObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isUploadedFile(value);
}

function readMultipart(body: Buffer, contentType: string): BodyObject {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary === undefined) throw badRequest('The multipart body names no boundary');
  const pairs: (readonly [string, unknown])[] = [];
  // Latin-1 keeps every byte as one character, so that positions in the text are positions in the body.
  for (const part of body.toString('latin1').split(`--${boundary}`).slice(1)) {
    const split = part.indexOf('\r\n\r\n');
    if (split < 0) continue;
    const head = Buffer.from(part.slice(0, split), 'latin1').toString('utf8');
    const content = part.slice(split + 4).replace(/\r\n$/, '');
    const name = /\bname="([^"]*)"/i.exec(head)?.[1];
    const filename = /\bfilename="([^"]*)"/i.exec(head)?.[1];
    if (name === undefined) continue;
    const file = { filename, contentType: /content-type:\s*([^\s;]+)/i.exec(head)?.[1] ?? '', bytes: content.length };
    pairs.push([name, filename === undefined ? Buffer.from(content, 'latin1').toString('utf8') : file]);
  }
  return nest(pairs);
}
