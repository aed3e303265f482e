// /sobjects and /sobjects/{type}[/describe]: what objects there are and what fields they have.
import { createHash } from 'node:crypto';
import type { VendorResponse } from '../../stand-in.ts';
import { describeHead, describeObject } from '../catalogue/describe.ts';
import type { ObjectDefinition } from '../catalogue/object.ts';
import { allow, answered, objectNamed, type Call } from './call.ts';

/** The list of objects. */
export function answerObjects(call: Call): VendorResponse {
  allow(call, 'GET');
  const sobjects = call.catalogue.objects.map((object) => describeHead(object, call));
  return answered(200, { encoding: 'UTF-8', maxBatchSize: 200, sobjects }, 'describe', sobjects.length);
}

/** One object with all its fields; a client that has it already gets 304. */
export function answerDescribe(call: Call, name: string | undefined): VendorResponse {
  allow(call, 'GET');
  const body = describeObject(call.catalogue, objectNamed(call, name), call);
  const etag = `"${createHash('sha256').update(JSON.stringify(body)).digest('hex').slice(0, 16)}"`;
  if (call.request.headers['if-none-match'] === etag) {
    return { status: 304, headers: { etag }, resource: 'describe', rows: 0 };
  }
  return { ...answered(200, body, 'describe', 1), headers: { etag } };
}

/** The short form of an object with the records used last, which is none: nobody looks at records here. */
export function answerObject(call: Call, object: ObjectDefinition): VendorResponse {
  return answered(200, { objectDescribe: describeHead(object, call), recentItems: [] }, `sobjects:${object.name}`, 0);
}
