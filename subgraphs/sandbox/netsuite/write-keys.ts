// By which keys a client would know its write again: external ids in the address or the body, and the idempotency key.
import { isBody, property } from './record/body.ts';
import { RECORD_PATH } from './record/endpoint.ts';
import type { VendorRequest } from '../stand-in.ts';

/** The header that makes asynchronous requests unique. */
export const IDEMPOTENCY_HEADER = 'x-netsuite-idempotency-key';

/** Keys of a request that writes records; null for reads, queries and sign-ins. */
export function writeKeysOf({ method, path, headers, body }: VendorRequest): readonly string[] | null {
  if (method === 'GET' || !path.startsWith(RECORD_PATH)) return null;
  const addressed = path.split('/').find((segment) => /^eid(:|%3a)/i.test(segment));
  const idempotency = headers[IDEMPOTENCY_HEADER];
  return [
    ...(addressed === undefined ? [] : [decodeURIComponent(addressed)]),
    ...externalIdsIn(body).map((id) => `eid:${id}`),
    ...(idempotency === undefined ? [] : [`idempotency:${idempotency}`]),
  ];
}

function externalIdsIn(body: Buffer): readonly string[] {
  let sent: unknown;
  try {
    sent = JSON.parse(body.toString('utf8'));
  } catch {
    return [];
  }
  if (!isBody(sent)) return [];
  // A batch carries its records as `items`.
  const records = Array.isArray(sent.items) ? sent.items.filter(isBody) : [sent];
  return records.flatMap((record) => {
    const id = property(record, 'externalId');
    return typeof id === 'string' ? [id] : [];
  });
}
