// One REST call after sign-in: what was asked, in which version, of which organisation, under which faults.
import type { VendorFault, VendorRequest, VendorResponse } from '../../stand-in.ts';
import { methodNotAllowed, notFound, refusal, unableToLockRow } from '../api-error.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { DescribePlace } from '../catalogue/describe.ts';
import type { ObjectDefinition } from '../catalogue/object.ts';
import type { WriteContext } from '../store/write-context.ts';
import type { Organization } from './organization.ts';
import type { Session } from './session.ts';

/** The call and its surroundings. */
export interface Call extends DescribePlace {
  readonly organization: Organization;
  /** As it looks to this request: faults may have changed the schema. */
  readonly catalogue: Catalogue;
  readonly request: VendorRequest;
  /** The method meant: POST may carry another one in `_HttpMethod`, for clients that cannot send PATCH. */
  readonly method: string;
  /** 62 for `v62.0`. */
  readonly version: number;
  /** The decoded parts of the path after the version. */
  readonly segments: readonly string[];
  readonly session: Session;
  readonly faults: readonly VendorFault[];
}

/** From this version on an upsert says in its answer whether it created the record. */
const UPSERT_TELLS_SINCE = 46;

/** True when answers to upserts carry `created`; older versions answer an update with 204 and no body. */
export function tellsCreated({ version }: Call): boolean {
  return version >= UPSERT_TELLS_SINCE;
}

/** Refuses methods the resource does not have. */
export function allow(call: Call, ...methods: readonly string[]): void {
  if (!methods.includes(call.method)) throw methodNotAllowed(call.method, methods);
}

/** The object named in the path. */
export function objectNamed(call: Call, name: string | undefined): ObjectDefinition {
  const object = call.catalogue.object(name ?? '');
  if (object === undefined) throw notFound();
  return object;
}

/** The JSON object in the body. */
export function bodyObject(call: Call): Readonly<Record<string, unknown>> {
  const value = bodyJson(call);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw refusal(400, 'JSON_PARSER_ERROR', 'The HTTP entity body is required to be a JSON object');
}

function bodyJson({ request }: Call): unknown {
  const type = request.headers['content-type'] ?? 'application/json';
  if (!/^application\/json\b/iu.test(type)) {
    throw refusal(415, 'UNSUPPORTED_MEDIA_TYPE', `Cannot read content of type ${type}: send application/json`);
  }
  const text = request.body.toString('utf8');
  if (text === '') throw refusal(400, 'JSON_PARSER_ERROR', 'The HTTP entity body is required, but none was provided');
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw refusal(400, 'JSON_PARSER_ERROR', `${message} at [line:1, column:1]`);
  }
}

/** What a write needs to know. */
export function writeContext({ organization, catalogue, session, request }: Call): WriteContext {
  return {
    catalogue,
    store: organization.store,
    now: organization.clock.now(),
    userId: session.userId,
    currency: organization.corporateCurrency,
    savesDuplicates: /\ballowSave\s*=\s*true\b/iu.test(request.headers['sforce-duplicate-rule-header'] ?? ''),
  };
}

/**
 * Does a write as one transaction: it happens whole or, when it throws, not at all. Under the row-lock fault it does not
 * happen; `id` is the record that somebody else is said to hold.
 */
export function transact<T>(call: Call, id: string, write: (context: WriteContext) => T): T {
  if (call.faults.some((fault) => fault.kind === 'rowLock')) throw unableToLockRow(id);
  const { store } = call.organization;
  const savepoint = store.savepoint();
  try {
    return write(writeContext(call));
  } catch (error) {
    store.rollback(savepoint);
    throw error;
  }
}

/** An answer with a JSON body. */
export function answered(status: number, body: unknown, resource: string, rows: number): VendorResponse {
  return { status, body, resource, rows };
}

/** An answer without a body. */
export function noContent(resource: string, rows: number): VendorResponse {
  return { status: 204, resource, rows };
}
