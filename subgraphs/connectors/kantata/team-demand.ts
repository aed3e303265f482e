// The team a project needs: a place per role without a person, its hours, and a request to fill it. Sources: Kantata OX API, "Workspace
// Resources" (an unnamed one needs a role), "Workspace Allocations", "Resource Requests" (which carry no external reference, so they are
// known by their place).
import type { VendorRef } from '../../../schema/canon/identity.ts';
import { type DemandItem, demandItemsMax, type ItemFound, type TeamDemandWrite } from '../../ports/project-writes.ts';
import type { BusinessKey, WriteOutcome } from '../../ports/write.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import type { RecordWrite } from './client.ts';
import type { KantataContext } from './context.ts';
import {
  ambiguous,
  Halt,
  inPieces,
  madeOf,
  nameProblem,
  ownerNow,
  type Piece,
  pieceReference,
  piecesIn,
  sendSeveral,
  worstOf,
} from './pieces.ts';
import { rolesByName } from './project-facts.ts';
import { refused, sendDelete, sendOne } from './sending.ts';
import { checked, placeRequest, plannedPlace } from './wire.ts';

const models = { place: 'Place', hours: 'Allocation' } as const;
/** A request is made after its place; clocks of two servers may differ by this much. */
const clockSlackMs = 86_400_000;

/** A place of this demand. */
interface Place extends Piece {
  readonly isFilled: boolean;
}

/** What is there of a demand. `requests` are ids of requests by place. */
interface Team {
  readonly places: readonly Place[];
  readonly hours: readonly Piece[];
  readonly requests: ReadonlyMap<string, readonly string[]>;
}

/** Makes what is missing. Raises Fault only while nothing was written. */
export async function addTeamDemand(
  context: KantataContext,
  envelope: Envelope,
  write: TeamDemandWrite,
): Promise<WriteOutcome> {
  const { project, key, items } = write;
  const says = problemOf(items);
  if (says !== null) return refused(context, 'items', says);
  const [owner, roles] = await Promise.all([ownerNow(context, envelope, project), rolesByName(context, envelope)]);
  if (owner === null) return refused(context, 'project', 'has no such project');
  if (items.some(({ role }) => !roles.has(role))) return refused(context, 'role', 'has no role of that name');
  const { staffingApprovers } = context.mapping;
  const approvers =
    staffingApprovers.length > 0 ? staffingApprovers : [owner.primary_maven_id].filter((id) => id !== null);
  if (approvers.length === 0) {
    return refused(context, 'approver_ids', 'has nobody to ask; name staffingApprovers in its mapping');
  }
  const team = await teamNow(context, envelope, project.id, key);
  if (isDoubled(team)) return ambiguous(context, 'has several records under one key of the team demand');
  const isNew = !isWhole(team, items);
  return inPieces(context, {
    make: async (made) => {
      const ids = await makePlaces(context, envelope, write, { team, roles, made });
      await makeHours(context, envelope, write, { team, ids, made });
      await makeRequests(context, envelope, items, { team, ids, approvers, made });
      return { kind: 'APPLIED', ref: project, isNew };
    },
    takeBack: () => removeTeamDemand(context, envelope, project, key),
  });
}

function problemOf(items: readonly DemandItem[]): string | null {
  const says = nameProblem(
    items.map(({ name }) => name),
    demandItemsMax,
  );
  if (says !== null) return says;
  if (items.some(({ minutes }) => !Number.isInteger(minutes) || minutes <= 0)) return 'takes whole minutes above 0';
  return items.some(({ startOn, endOn }) => endOn < startOn) ? 'takes no place that ends before it starts' : null;
}

async function teamNow(context: KantataContext, envelope: Envelope, project: string, key: BusinessKey): Promise<Team> {
  const include = ['external_references'];
  const [placed, allocated] = await Promise.all([
    context.client.all(envelope, {
      ...{ name: 'team:workspace_resources', collection: 'workspace_resources', include, order: 'created_at:asc' },
      filters: { workspace_id: project, include_unnamed: 'true' },
    }),
    context.client.all(envelope, {
      ...{ name: 'team:workspace_allocations', collection: 'workspace_allocations', include, order: 'updated_at:asc' },
      filters: { workspace_ids: project },
    }),
  ]);
  const { rows, hours, pieces } = await context.understood('team', () =>
    Promise.resolve({
      rows: new Map(placed.rows.map((row) => [idOf(row), checked(plannedPlace, row, 'a workspace resource')])),
      hours: piecesIn(context, allocated, key),
      pieces: piecesIn(context, placed, key),
    }),
  );
  const places = pieces.map((piece) => ({ ...piece, isFilled: (rows.get(piece.id)?.user_id ?? null) !== null }));
  const since = pieces.flatMap(({ id }) => rows.get(id)?.created_at ?? []).sort()[0];
  const requests = since === undefined ? new Map<string, string[]>() : await requestsSince(context, envelope, since);
  return { places, hours, requests };
}

function idOf(row: unknown): string {
  return checked(plannedPlace, row, 'a workspace resource').id;
}

/** Requests by place. There is no filter by place or project, but none is older than its place. */
async function requestsSince(
  context: KantataContext,
  envelope: Envelope,
  since: string,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const name = 'team:resource_requests';
  const created_after = new Date(Date.parse(since) - clockSlackMs).toISOString();
  const listing = await context.client.all(envelope, {
    ...{ name, collection: 'resource_requests', filters: { created_after }, include: ['resource'] },
  });
  return context.understood(name, () => {
    const records = listing.rows.map((row) => checked(placeRequest, row, 'a resource request'));
    const byPlace = Map.groupBy(records, (record) => record.resource_id ?? '');
    return Promise.resolve(new Map([...byPlace].map(([place, asked]) => [place, asked.map(({ id }) => id)])));
  });
}

function isDoubled({ places, hours }: Team): boolean {
  return [places, hours].some((pieces) => new Set(pieces.map(({ name }) => name)).size < pieces.length);
}

function isWhole(team: Team, items: readonly DemandItem[]): boolean {
  return items.every(({ name }) => {
    const place = team.places.find((one) => one.name === name);
    return place !== undefined && isComplete(team, place);
  });
}

/** A place that somebody fills needs no request any more. */
function isComplete({ hours, requests }: Team, { name, id, isFilled }: Place): boolean {
  return hours.some((one) => one.name === name) && (isFilled || (requests.get(id)?.length ?? 0) > 0);
}

interface Making {
  readonly team: Team;
  readonly made: () => void;
}

/** Ids of all places by item. */
async function makePlaces(
  context: KantataContext,
  envelope: Envelope,
  { project, key, items }: TeamDemandWrite,
  { team, roles, made }: Making & { readonly roles: ReadonlyMap<string, string> },
): Promise<ReadonlyMap<string, string>> {
  const ids = new Map(team.places.map(({ name, id }) => [name, id]));
  const missing = items.filter(({ name }) => !ids.has(name));
  if (missing.length === 0) return ids;
  const records = missing.map(({ name, role }) => ({
    ...{ workspace_id: project.id, role_id: roles.get(role) },
    external_reference: pieceReference(context, models.place, key, name),
  }));
  const listing = madeOf(context, await sendSeveral(context, envelope, 'workspace_resources', records));
  made();
  const pieces = await context.understood('team', () => Promise.resolve(piecesIn(context, listing, key)));
  for (const { name, id } of pieces) ids.set(name, id);
  return ids;
}

async function makeHours(
  context: KantataContext,
  envelope: Envelope,
  { key, items }: TeamDemandWrite,
  { team, ids, made }: Making & { readonly ids: ReadonlyMap<string, string> },
): Promise<void> {
  const known = new Set(team.hours.map(({ name }) => name));
  const missing = items.filter(({ name }) => !known.has(name));
  if (missing.length === 0) return;
  const records = missing.map(({ name, startOn, endOn, minutes }) => ({
    ...{ resource_id: ids.get(name), start_date: startOn, end_date: endOn, minutes },
    external_reference: pieceReference(context, models.hours, key, name),
  }));
  madeOf(context, await sendSeveral(context, envelope, 'workspace_allocations', records));
  made();
}

/** One by one: the vendor takes no list of requests. */
async function makeRequests(
  context: KantataContext,
  envelope: Envelope,
  items: readonly DemandItem[],
  state: Making & { readonly ids: ReadonlyMap<string, string>; readonly approvers: readonly string[] },
): Promise<void> {
  const { team, ids, approvers, made } = state;
  const filled = new Set(team.places.filter(({ isFilled }) => isFilled).map(({ name }) => name));
  for (const { name } of items) {
    const place = ids.get(name);
    if (place === undefined || filled.has(name) || (team.requests.get(place)?.length ?? 0) > 0) continue;
    const write: RecordWrite = {
      ...{ name: 'write:resource_requests:create', method: 'POST', path: 'resource_requests.json' },
      body: { resource_request: { resource_id: place, approver_ids: approvers } },
    };
    const asked = { kind: 'CREATE', collection: 'resource_requests' } as const;
    const outcome = await sendOne(context, envelope, { write, asked, kind: 'RESOURCE_REQUEST' });
    if (outcome.kind !== 'APPLIED') throw new Halt(outcome);
    made();
  }
}

/** What is there, item by item: the place, once it has its hours and is filled or asked for. Raises Fault. */
export async function teamDemandNow(
  context: KantataContext,
  envelope: Envelope,
  { project, key, items }: TeamDemandWrite,
): Promise<readonly ItemFound[]> {
  if (!context.refs.isOurs('PROJECT', project)) return items.map(({ name }) => ({ name, records: [] }));
  const team = await teamNow(context, envelope, project.id, key);
  return items.map(({ name }) => {
    const places = team.places.filter((place) => place.name === name);
    const there = places.length > 1 ? places : places.filter((place) => isComplete(team, place));
    return { name, records: there.map(({ id }) => context.refs.of('ASSIGNMENT', id)) };
  });
}

/** Takes back places nobody fills, with their hours; a request without its place asks for nobody. Raises Fault before anything is sent. */
export async function removeTeamDemand(
  context: KantataContext,
  envelope: Envelope,
  project: VendorRef,
  key: BusinessKey,
): Promise<WriteOutcome> {
  const gone: WriteOutcome = { kind: 'APPLIED', ref: project, isNew: false };
  if (!context.refs.isOurs('PROJECT', project)) return refused(context, 'project', 'has no such project');
  const team = await teamNow(context, envelope, project.id, key);
  if (team.places.some(({ isFilled }) => isFilled)) return refused(context, 'user_id', 'has somebody in a place of it');
  const remove = (collection: string, id: string): Promise<WriteOutcome> =>
    sendDelete(context, envelope, { collection, id, ref: project, says: `did not let one of its ${collection} go` });
  const asked = team.places.flatMap(({ id }) => team.requests.get(id) ?? []);
  const cancelled = await Promise.all(asked.map((id) => cancel(context, envelope, id)));
  const hours = await Promise.all(team.hours.map(({ id }) => remove('workspace_allocations', id)));
  const places = await Promise.all(team.places.map(({ id }) => remove('workspace_resources', id)));
  return worstOf([...cancelled, ...hours, ...places], gone);
}

async function cancel(context: KantataContext, envelope: Envelope, id: string): Promise<WriteOutcome> {
  const write: RecordWrite = {
    ...{ name: 'write:resource_requests:cancel', method: 'PUT', path: `resource_requests/${id}.json` },
    body: { resource_request: { request_resolution_status: 'cancel' } },
  };
  const asked = { kind: 'UPDATE', collection: 'resource_requests', id } as const;
  const outcome = await sendOne(context, envelope, { write, asked, kind: 'RESOURCE_REQUEST' });
  // Decided already, or gone: either way it asks for nobody once its place is gone.
  return outcome.kind === 'NOT_APPLIED' && outcome.reason === 'REFUSED'
    ? { kind: 'APPLIED', ref: context.refs.of('RESOURCE_REQUEST', id), isNew: false }
    : outcome;
}
