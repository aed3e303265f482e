// The stand-in for Kantata OX (Mavenlink), REST v1: reads a request, lets faults strike, does the work, wraps the answer.
import { createHash, randomBytes } from 'node:crypto';
import type { Firm } from '../firm/firm.ts';
import type { StandIn, StandInClock, VendorFault, VendorRequest, VendorResponse } from '../stand-in.ts';
import { perform } from './acts.ts';
import { readBody } from './body.ts';
import { CATALOGUE } from './catalogue/catalogue.ts';
import type { Database, Row } from './database.ts';
import { asText, createDatabase } from './database.ts';
import { scramble } from './events.ts';
import type { ActedFaults } from './faults.ts';
import { readFaults } from './faults.ts';
import { Refusal, answerRefusal, badRequest, notFound, unauthorized } from './failure.ts';
import type { Found } from './list.ts';
import { createListCache, findList, findOne } from './list.ts';
import type { ShownRecords } from './load.ts';
import { loadRecords } from './load.ts';
import { readPage } from './paging.ts';
import { driftEnvelope, renderEnvelope } from './render.ts';
import type { Resource, Scope } from './resource.ts';
import { resourceOf } from './resource.ts';
import type { Route } from './route.ts';
import { readRoute } from './route.ts';
import { seedFirm } from './seed.ts';
import { toInstant } from './stamps.ts';
import { createTokenList, type TokenList } from './tokens.ts';
import { storeUpload } from './uploads.ts';
import { createRecords, deleteRecord, updateRecord } from './write.ts';
import { writeKeysOf } from './write-keys.ts';

/** What the stand-in is made from. Without a firm the account is empty, ready for `load`. */
export interface KantataOptions {
  readonly firm?: Firm;
  readonly clock: StandInClock;
  readonly credentials: { readonly accessToken: string };
}

/** The stand-in, and a way to put records into it that no request could make. */
export interface KantataStandIn extends StandIn {
  /** Takes over records in the shape the API shows them, by collection. */
  load(records: ShownRecords): void;
}

/** Ids that one bulk delete may name. */
const DELETE_MAX = 100;
/** Whose token it is in an account without a firm. */
const NOBODY = '1';

/** Plays the vendor for a firm. */
export function createKantataStandIn({ firm, clock, credentials: first }: KantataOptions): KantataStandIn {
  const tokens = createTokenList(first.accessToken);
  let database: Database = createDatabase();
  let currentUser = NOBODY;
  let lists = createListCache();
  const reset = (): void => {
    database = createDatabase();
    lists = createListCache();
    currentUser =
      firm === undefined ? NOBODY : seedFirm(firm, { database, catalogue: CATALOGUE, now: toInstant(clock.now()) });
  };
  const scopeOf = (query: URLSearchParams): Scope => ({
    database,
    catalogue: CATALOGUE,
    now: toInstant(clock.now()),
    currentUser,
    arguments: query,
  });
  reset();
  return {
    vendor: 'kantata',
    credentials: tokens,
    handle: (request, faults) => finish(request, answer(request, faults, { tokens, scopeOf, lists: () => lists })),
    writeKeys: writeKeysOf,
    reset,
    dump: (only) =>
      Object.fromEntries(
        database
          .names()
          .filter((name) => only?.includes(name) ?? true)
          .map((name) => [name, [...database.table(name).all()].map((row) => ({ ...row }))]),
      ),
    load: (records) => {
      loadRecords(records, scopeOf(new URLSearchParams()));
      const [someone] = database.table('users').all();
      if (currentUser === NOBODY && someone !== undefined) currentUser = someone.id;
    },
  };
}

interface Account {
  readonly tokens: TokenList;
  readonly scopeOf: (query: URLSearchParams) => Scope;
  readonly lists: () => ReturnType<typeof createListCache>;
}

function answer(request: VendorRequest, vendorFaults: readonly VendorFault[], account: Account): VendorResponse {
  const route = readRoute(request);
  const resource = route.kind === 'unknown' ? undefined : route.collection;
  try {
    const faults = readFaults(vendorFaults);
    if (faults.refusal !== null) throw faults.refusal;
    if (!account.tokens.takes(request)) throw unauthorized();
    // Work is done in one go, so whatever changed meanwhile, this request changed.
    const { database } = account.scopeOf(request.query);
    const before = database.version;
    const response = serve(request, route, faults, account);
    return { resource, ...response, committed: database.version > before };
  } catch (error) {
    if (error instanceof Refusal) return { resource, rows: 0, ...answerRefusal(error) };
    throw error;
  }
}

function serve(request: VendorRequest, route: Route, faults: ActedFaults, account: Account): VendorResponse {
  if (route.kind === 'unknown' || CATALOGUE.get(route.collection) === undefined) throw notFound();
  const resource = resourceOf(CATALOGUE, route.collection);
  const scope = account.scopeOf(request.query);
  const isWrite = request.method !== 'GET';
  const { writes } = faults;
  if (isWrite && writes !== null && writes.collections?.includes(resource.collection) !== false) throw writes.refusal;
  switch (route.kind) {
    case 'list': {
      const found = findList(resource, scope, { cache: account.lists(), staleSeconds: faults.staleSeconds });
      const isScrambled = faults.isPartial && resource.collection === 'subscribed_events';
      return showing(resource, isScrambled ? { ...found, rows: scramble(found.rows) } : found, scope, faults);
    }
    case 'show':
      return showing(resource, findOne(resource, scope, route.id), scope, faults);
    case 'create':
      return create(request, resource, scope, faults);
    case 'update':
      return showing(
        resource,
        only([updateRecord(resource, route.id, readBody(request), scope)], scope),
        scope,
        faults,
      );
    case 'delete':
      deleteRecord(resource, route.id, scope);
      return { status: 204, rows: 1 };
    case 'deleteMany':
      return deleteMany(request, resource, scope);
    case 'act': {
      const result = perform({ method: request.method, ...route }, readBody(request), scope);
      return 'rows' in result
        ? showing(resource, only(result.rows, scope), scope, faults)
        : { status: 200, body: result.body, rows: 1 };
    }
  }
}

function create(request: VendorRequest, resource: Resource, scope: Scope, faults: ActedFaults): VendorResponse {
  const body = readBody(request);
  if (resource.collection === 'attachments') {
    const { row, isLegacy } = storeUpload(body, scope);
    return isLegacy
      ? { status: 200, body: { id: Number(row.id) }, rows: 1 }
      : showing(resource, only([row], scope), scope, faults);
  }
  return showing(resource, only(createRecords(resource, body, scope, faults), scope), scope, faults);
}

/** All or nothing: one id that cannot be deleted keeps the others. */
function deleteMany(request: VendorRequest, resource: Resource, scope: Scope): VendorResponse {
  if (resource.write?.bulkMax === undefined) throw notFound();
  const ids = (request.query.get('ids') ?? asText(readBody(request).ids)).split(',').filter((id) => id !== '');
  if (ids.length === 0 || ids.length > DELETE_MAX) throw badRequest(`ids must name 1 to ${DELETE_MAX} records`);
  const table = scope.database.table(resource.collection);
  for (const id of ids) {
    const row = table.find(id);
    if (row === undefined || resource.write.isLocked?.(row, scope) === true) throw notFound();
  }
  for (const id of ids) deleteRecord(resource, id, scope);
  return { status: 200, body: { deleted: ids.map(Number) }, rows: ids.length };
}

function only(rows: readonly Row[], scope: Scope): Found {
  return { rows, count: rows.length, page: readPage(scope.arguments) };
}

function showing(resource: Resource, found: Found, scope: Scope, { drift }: ActedFaults): VendorResponse {
  const envelope = renderEnvelope(resource, found, scope);
  return {
    status: 200,
    body: drift === null ? envelope : driftEnvelope(envelope, drift),
    rows: found.rows.length,
  };
}

const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  204: 'No Content',
  304: 'Not Modified',
  400: 'Bad Request',
  401: 'Unauthorized',
  404: 'Not Found',
  422: 'Unprocessable Entity',
  429: 'Too Many Requests',
  501: 'Not Implemented',
  503: 'Service Unavailable',
};

/** The headers the vendor sends with everything, as recorded: a request id always, an etag with every good body. */
function finish(request: VendorRequest, response: VendorResponse): VendorResponse {
  const { status, resource, rows, committed } = response;
  const body = response.body === undefined ? undefined : JSON.stringify(response.body);
  const etag = status === 200 && body !== undefined ? `"${createHash('md5').update(body).digest('hex')}"` : undefined;
  const isUnchanged = request.method === 'GET' && etag !== undefined && request.headers['if-none-match'] === etag;
  const code = isUnchanged ? 304 : status;
  const headers = {
    status: `${code} ${REASONS[code] ?? ''}`.trim(),
    'cache-control': etag === undefined ? 'no-cache' : 'max-age=0, private, must-revalidate',
    'x-request-id': randomBytes(16).toString('hex'),
    ...(etag === undefined ? {} : { etag }),
    ...(body === undefined || isUnchanged ? {} : { 'content-type': 'application/json; charset=utf-8' }),
  };
  return { status: code, headers, resource, rows, committed, ...(body === undefined || isUnchanged ? {} : { body }) };
}
