// /sobjects and /sobjects/{type}[/describe]: what objects there are and what fields they have.
import { createHash } from 'node:crypto';
import type { VendorResponse } from '../../stand-in.ts';
import { describeHead, describeObject } from '../catalogue/describe.ts';
import type { ObjectDefinition } from '../catalogue/object.ts';
import { allow, answered, objectNamed, type Call } from './call.ts';

/** When the organisation's administrators last changed a field, but for planted drift. */
const SCHEMA_CHANGED_AT = new Date('2014-01-15T09:00:00Z');

/** The list of objects. */
export function answerObjects(call: Call): VendorResponse {
  allow(call, 'GET');
  const sobjects = call.catalogue.objects.map((object) => describeHead(object, call));
  return unlessKnown(
    call,
    answered(200, { encoding: 'UTF-8', maxBatchSize: 200, sobjects }, 'describe', sobjects.length),
  );
}

/** One object with all its fields. */
export function answerDescribe(call: Call, name: string | undefined): VendorResponse {
  allow(call, 'GET');
  const body = describeObject(call.catalogue, objectNamed(call, name), call);
  return unlessKnown(call, answered(200, body, 'describe', 1));
}

/** A client that has the description already, by its tag or its date, gets 304. */
function unlessKnown(call: Call, response: VendorResponse): VendorResponse {
  const { headers } = call.request;
  const etag = `"${createHash('sha256').update(JSON.stringify(response.body)).digest('hex').slice(0, 8)}"`;
  const { organization, catalogue } = call;
  // Under schema drift the description has just changed.
  const changedAt = catalogue === organization.catalogue ? SCHEMA_CHANGED_AT : organization.clock.now();
  const since = Date.parse(headers['if-modified-since'] ?? '');
  const isKnown = headers['if-none-match'] === etag || since >= changedAt.getTime();
  const tags = { etag, 'last-modified': changedAt.toUTCString() };
  return isKnown ? { status: 304, headers: tags, resource: 'describe', rows: 0 } : { ...response, headers: tags };
}

/** The short form of an object with the records used last, which is none: nobody looks at records here. */
export function answerObject(call: Call, object: ObjectDefinition): VendorResponse {
  return answered(200, { objectDescribe: describeHead(object, call), recentItems: [] }, `sobjects:${object.name}`, 0);
}
