// By which keys a client would know its write again: the external references its body carries.
import type { VendorRequest } from '../stand-in.ts';
import { readBody } from './body.ts';
import { asText } from './database.ts';

/** Keys of a request that writes, as `service/model/reference`; null for reads. */
export function writeKeysOf(request: VendorRequest): readonly string[] | null {
  if (request.method === 'GET' || request.method === 'HEAD') return null;
  try {
    return referencesIn(readBody(request));
  } catch {
    return [];
  }
}

function referencesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (typeof value !== 'object' || value === null) return [];
  const fields = value as Readonly<Record<string, unknown>>;
  const parts = [fields.service_name, fields.service_model, fields.service_model_ref].map(asText);
  const own = parts.every((part) => part !== '') ? [parts.join('/')] : [];
  return [...own, ...Object.values(fields).flatMap(referencesIn)];
}
