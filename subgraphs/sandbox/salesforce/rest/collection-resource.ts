// /composite/sobjects/{type}: several records by id in one call.
import type { VendorResponse } from '../../stand-in.ts';
import { refusal } from '../api-error.ts';
import { readId } from '../record-id.ts';
import { allow, answered, bodyObject, objectNamed, type Call } from './call.ts';
import { fieldsNamed, renderFields } from './record-resource.ts';

/** Records of one call: by GET as many as fit into a URL, by POST so many. */
const GET_IDS_MAX = 800;
const POST_IDS_MAX = 2_000;

/** The records in the order of the ids; null where there is none. */
export function answerCollection(call: Call, name: string | undefined): VendorResponse {
  allow(call, 'GET', 'POST');
  const object = objectNamed(call, name);
  const { ids, fields } = call.method === 'GET' ? readUrl(call) : readBody(call);
  const idsMax = call.method === 'GET' ? GET_IDS_MAX : POST_IDS_MAX;
  if (ids.length === 0) throw refusal(400, 'MISSING_ARGUMENT', 'The ids parameter is required');
  if (fields.length === 0) throw refusal(400, 'MISSING_ARGUMENT', 'The fields parameter is required');
  if (ids.length > idsMax) {
    throw refusal(400, 'LIMIT_EXCEEDED', `The number of ids ${ids.length} is more than the ${idsMax} of one call`);
  }
  const definitions = fieldsNamed(object, fields);
  const records = ids.map((text) => {
    const id = readId(text);
    if (id === null) throw refusal(400, 'MALFORMED_ID', `bad id ${text}`);
    const row = id.startsWith(object.keyPrefix) ? call.organization.store.find(id) : undefined;
    return row === undefined || row.IsDeleted === true ? null : renderFields(call, object, row, definitions);
  });
  const rows = records.filter((record) => record !== null).length;
  return answered(200, records, `sobjects:${object.name}`, rows);
}

interface Wanted {
  readonly ids: readonly string[];
  readonly fields: readonly string[];
}

function readUrl({ request }: Call): Wanted {
  const list = (name: string): string[] => (request.query.get(name) ?? '').split(',').filter((part) => part !== '');
  return { ids: list('ids'), fields: list('fields') };
}

function readBody(call: Call): Wanted {
  const body = bodyObject(call);
  const list = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
  return { ids: list(body.ids), fields: list(body.fields) };
}
