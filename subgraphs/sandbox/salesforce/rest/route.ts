// From a request to an answer: sign-in pages, then the API behind a session, with the faults the vendor itself acts out.
import type { VendorFault, VendorRequest, VendorResponse } from '../../stand-in.ts';
import { ApiError, invalidSession, notFound, refusal, requestLimitExceeded, serverUnavailable } from '../api-error.ts';
import { driftedCatalogue } from '../catalogue/drift.ts';
import { allow, objectNamed, type Call } from './call.ts';
import { answerDeleted, answerUpdated } from './changes-resource.ts';
import { answerCollection } from './collection-resource.ts';
import { answerCollectionDelete, answerCollectionUpsert, answerCollectionWrite } from './collection-writes.ts';
import { answerDescribe, answerObjects } from './describe-resource.ts';
import { answerExternalId } from './external-id-resource.ts';
import { answerLimits, answerRecordCount } from './limits-resource.ts';
import { answerComposite, answerGraphs } from './composite-resource.ts';
import type { Organization } from './organization.ts';
import { answerQuery } from './query-resource.ts';
import { answerRecord, answerType } from './record-resource.ts';
import { answerIdentity, answerResources, answerVersions } from './service-resource.ts';
import { answerMerge } from './soap-merge.ts';

/** The vendor's edge refuses longer URLs before anyone looks at them. */
const URL_BYTES_MAX = 16_384;

/** Answers any request to the organisation. */
export async function answerRequest(
  organization: Organization,
  request: VendorRequest,
  faults: readonly VendorFault[],
): Promise<VendorResponse> {
  const search = request.query.toString();
  if (request.path.length + search.length > URL_BYTES_MAX) return { status: 414, body: 'URI Too Long' };
  const origin = originOf(request);
  try {
    refuseByFault(faults);
    const segments = readSegments(request.path);
    switch (segments[0]) {
      case 'services':
        return await answerService(organization, request, faults, segments.slice(1));
      case 'id':
        return answerIdentityPage(organization, request, origin, segments.slice(1));
      default:
        throw notFound();
    }
  } catch (error) {
    return answerRefusal(error);
  }
}

function originOf({ headers }: VendorRequest): string {
  return `${headers['x-forwarded-proto'] ?? 'http'}://${headers.host ?? '127.0.0.1'}`;
}

function readSegments(path: string): string[] {
  try {
    return path
      .split('/')
      .filter((part, index, all) => part !== '' || (index > 0 && index < all.length - 1))
      .map(decodeURIComponent);
  } catch {
    throw refusal(400, 'MALFORMED_URL', `The path ${path} is not percent-encoded text`);
  }
}

/** Faults that strike before anybody reads the request. */
function refuseByFault(faults: readonly VendorFault[]): void {
  for (const fault of faults) {
    if (fault.kind === 'unavailable') throw serverUnavailable();
    if (fault.kind !== 'overload') continue;
    // With a time to come back it is the instance that is busy, without one the organisation's allowance is used up.
    throw fault.retryAfterSeconds === undefined ? requestLimitExceeded() : serverUnavailable(fault.retryAfterSeconds);
  }
}

function answerRefusal(error: unknown): VendorResponse {
  if (!(error instanceof ApiError)) throw error;
  return { status: error.status, headers: error.headers, body: error.problems };
}

async function answerService(
  organization: Organization,
  request: VendorRequest,
  faults: readonly VendorFault[],
  segments: readonly string[],
): Promise<VendorResponse> {
  const [service, first, ...rest] = segments;
  const origin = originOf(request);
  if (service === 'oauth2' && first === 'token') return organization.sessions.answerToken(request, origin);
  if (service === 'oauth2' && first === 'revoke') return organization.sessions.answerRevoke(request);
  if (service === 'Soap' && first === 'u') return answerMerge(organization, request, faults);
  if (service !== 'data') throw notFound();
  if (first === undefined || first === '') return answerVersions(organization);
  const version = readVersion(organization, first);
  return answerData(organization, { request, faults, version, origin, base: `/services/data/${first}` }, rest);
}

function answerIdentityPage(
  organization: Organization,
  request: VendorRequest,
  origin: string,
  [organizationId, userId]: readonly string[],
): VendorResponse {
  // The identity service is older than the API and speaks its own words.
  if (organization.sessions.check(request.headers.authorization) === null) {
    return { status: 403, body: 'Bad_OAuth_Token', resource: 'identity', rows: 0 };
  }
  const isOurs = organizationId?.slice(0, 15) === organization.id.slice(0, 15);
  if (!isOurs || userId?.slice(0, 15) !== organization.userId.slice(0, 15)) {
    return { status: 404, body: 'Bad_Id', resource: 'identity', rows: 0 };
  }
  return answerIdentity(organization, origin);
}

function readVersion({ versions }: Organization, text: string): number {
  const version = Number(/^v(\d+)\.0$/u.exec(text)?.[1] ?? Number.NaN);
  if (version >= versions.oldest && version <= versions.newest) return version;
  throw notFound();
}

type DataRequest = Pick<Call, 'request' | 'faults' | 'version' | 'origin' | 'base'>;

/** The API itself: a session, a call counted, an answer with the count. */
function answerData(organization: Organization, data: DataRequest, segments: readonly string[]): VendorResponse {
  const { request, faults } = data;
  if (faults.some((fault) => fault.kind === 'expiredToken')) {
    organization.sessions.expire(request.headers.authorization);
  }
  const session = organization.sessions.check(request.headers.authorization);
  if (session === null) throw invalidSession();
  const isWithinLimit = organization.usage.take();
  const headers = organization.usage.header;
  try {
    if (!isWithinLimit) throw requestLimitExceeded();
    const catalogue = driftedCatalogue(organization.catalogue, faults);
    const method = methodOf(request);
    const answer = dispatch({ ...data, organization, catalogue, method, segments, session });
    const committed = organization.store.hasChanged;
    organization.store.commit();
    return { ...answer, committed, headers: { ...headers, ...answer.headers } };
  } catch (error) {
    organization.store.rollback({ length: 0 });
    const answer = answerRefusal(error);
    return { ...answer, headers: { ...headers, ...answer.headers }, resource: segments.slice(0, 2).join(':') };
  }
}

function methodOf({ method, query }: VendorRequest): string {
  return method === 'POST' ? (query.get('_HttpMethod')?.toUpperCase() ?? method) : method;
}

function dispatch(call: Call): VendorResponse {
  const [first, second, third] = call.segments;
  switch (first) {
    case undefined:
    case '':
      return answerResources(call);
    case 'limits':
      return second === 'recordCount' ? answerRecordCount(call) : answerLimits(call);
    case 'query':
    case 'queryAll':
      return answerQuery(call, first, second === '' ? undefined : second);
    case 'sobjects':
      return dispatchObject(call);
    case 'composite':
      if (second === 'sobjects') return dispatchCollection(call, third);
      if (second === 'graph') return answerGraphs(call, dispatch);
      if (second === undefined) return answerComposite(call, dispatch);
      throw notFound();
    default:
      throw notFound();
  }
}

function dispatchCollection(call: Call, name: string | undefined): VendorResponse {
  const fieldName = call.segments[3];
  if (name !== undefined && fieldName !== undefined) {
    allow(call, 'PATCH');
    return answerCollectionUpsert(call, objectNamed(call, name), fieldName);
  }
  if (name !== undefined) return answerCollection(call, name);
  allow(call, 'POST', 'PATCH', 'DELETE');
  return call.method === 'DELETE' ? answerCollectionDelete(call) : answerCollectionWrite(call);
}

function dispatchObject(call: Call): VendorResponse {
  const [, name, part, ...more] = call.segments;
  if (name === undefined || name === '') return answerObjects(call);
  if (part === undefined || part === '') return answerType(call, name);
  if (more.length === 0) {
    if (part === 'describe') return answerDescribe(call, name);
    if (part === 'updated') return answerUpdated(call, name);
    if (part === 'deleted') return answerDeleted(call, name);
  }
  const object = objectNamed(call, name);
  const isKey = more.length > 0 || object.field(part) !== undefined;
  // A key may hold slashes, encoded or not.
  return isKey ? answerExternalId(call, object, part, more.join('/')) : answerRecord(call, object, part);
}
