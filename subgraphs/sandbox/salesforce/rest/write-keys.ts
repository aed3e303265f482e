// By which keys a client would know its write again: external ids in the address or in the fields, of every part of a composite.
import type { VendorRequest } from '../../stand-in.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Keys of a request that writes records, as `Field__c=value`; null for reads and sign-ins. */
export function writeKeysOf(
  catalogue: Catalogue,
  { method, path, body }: Pick<VendorRequest, 'method' | 'path' | 'body'>,
): readonly string[] | null {
  const match = /^\/services\/data\/v\d+\.0\/(sobjects|composite)(\/.*)?$/u.exec(path);
  if (method === 'GET' || match === null) return null;
  const sent = readJson(body);
  const segments = (match[2] ?? '').split('/').filter((part) => part !== '');
  if (match[1] === 'sobjects') return keysOfRecord(catalogue, segments, sent);
  const records = Array.isArray(sent.records) ? (sent.records as Fields[]) : [];
  const graphs = Array.isArray(sent.graphs) ? (sent.graphs as Fields[]) : [];
  const calls = [sent, ...graphs].flatMap((one) =>
    Array.isArray(one.compositeRequest) ? (one.compositeRequest as Fields[]) : [],
  );
  return [
    ...records.flatMap((record) => keysOfRecord(catalogue, [typeOf(record)], record)),
    ...calls.flatMap((call) => keysOfCall(catalogue, call)),
  ];
}

function keysOfCall(catalogue: Catalogue, { method, url, body }: Fields): readonly string[] {
  const [path = ''] = String(url).split('?');
  const bytes = Buffer.from(JSON.stringify(body ?? {}));
  return writeKeysOf(catalogue, { method: String(method).toUpperCase(), path, body: bytes }) ?? [];
}

function keysOfRecord(catalogue: Catalogue, segments: readonly string[], fields: Fields): readonly string[] {
  const [type = '', field, ...value] = segments;
  const object = catalogue.object(type);
  const addressed = field === undefined || value.length === 0 ? [] : [`${field}=${decoded(value.join('/'))}`];
  const written = Object.entries(fields).filter(([name]) => object?.field(name)?.externalId === true);
  return [...addressed, ...written.map(([name, given]) => `${name}=${String(given)}`)];
}

function typeOf({ attributes }: Fields): string {
  const { type } = (attributes ?? {}) as { type?: unknown };
  return typeof type === 'string' ? type : '';
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function readJson(body: Buffer): Fields {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Fields) : {};
  } catch {
    return {};
  }
}
