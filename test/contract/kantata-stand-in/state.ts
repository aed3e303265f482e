// The state an interaction presupposes: the records of its answer, what they point at, and records it must leave out.
import type { Knowledge } from './knowledge.ts';
import type { Interaction, Shown } from './recordings.ts';
import { argumentOf, collectionOf, idOf, recordsOf, resultsOf } from './recordings.ts';

/** Records to load, by collection. */
export type State = Record<string, Shown[]>;

/** A state, and how many of its records the request has to leave out by its own arguments. */
export interface Presupposed {
  readonly state: State;
  readonly contrasts: number;
}

/** Puts together what must be there before the request is sent. */
export function presuppose(interaction: Interaction, knowledge: Knowledge): Presupposed {
  const atMs = Date.parse(interaction.recordedAt);
  const state: State = {};
  const add = (collection: string, shown: Shown): void => {
    const list = (state[collection] ??= []);
    if (!list.some((known) => String(known.id) === String(shown.id))) list.push(shown);
  };
  if (interaction.request.method === 'GET') {
    // What the answer shows was there; what it does not show of a record comes from the other recordings.
    for (const [collection, records] of recordsOf(interaction.response.body)) {
      for (const shown of records) add(collection, { ...knowledge.at(collection, String(shown.id), atMs), ...shown });
    }
  } else if (interaction.response.status !== 401) {
    for (const [collection, shown] of touched(interaction, knowledge, atMs)) add(collection, shown);
  }
  let contrasts = 0;
  for (const [collection, shown] of leftOut(interaction, knowledge, atMs)) {
    add(collection, shown);
    contrasts += 1;
  }
  for (const [collection, shown] of pointedAt(state, knowledge, atMs)) add(collection, shown);
  if (interaction.request.method !== 'GET') {
    for (const project of missingProjects(state)) add('workspaces', { id: project, currency: 'USD' });
  }
  for (const [collection, shown] of membersOf(interaction)) add(collection, shown);
  lockInvoiced(state);
  return { state, contrasts };
}

/** The record a write is about, as it was before, and the records its body names. */
function touched(interaction: Interaction, knowledge: Knowledge, atMs: number): (readonly [string, Shown])[] {
  const collection = collectionOf(interaction);
  const id = idOf(interaction);
  const found: (readonly [string, Shown])[] = [];
  if (id !== null) {
    const after = recordsOf(interaction.response.body)
      .get(collection)
      ?.find((shown) => String(shown.id) === id);
    const before = knowledge.at(collection, id, atMs - 1000);
    found.push([collection, { workspace_id: null, ...after, ...before, id }]);
  }
  for (const [name, value] of new URLSearchParams(interaction.request.body)) {
    const target = /\[(workspace|story|user)_id\]$/.exec(name)?.[1];
    if (target === undefined || value === '') continue;
    const named = target === 'story' ? 'stories' : `${target}s`;
    found.push([named, { currency: 'USD', ...knowledge.at(named, value, atMs), id: value }]);
  }
  return found;
}

/** Known records of the same collection that the request excludes for a reason it states itself. */
function leftOut(interaction: Interaction, knowledge: Knowledge, atMs: number): (readonly [string, Shown])[] {
  const collection = collectionOf(interaction);
  const results = new Set(resultsOf(interaction.response.body));
  return knowledge.idsBy(collection, atMs).flatMap((id) => {
    const shown = knowledge.at(collection, id, atMs);
    if (shown === undefined || results.has(id) || !isExcluded(interaction, id, shown)) return [];
    return [[collection, shown] as const];
  });
}

function isExcluded(interaction: Interaction, id: string, shown: Shown): boolean {
  const { method } = interaction.request;
  const own = idOf(interaction);
  if (own !== null) return method === 'GET' && own !== id;
  const only = argumentOf(interaction, 'only');
  if (only !== null) return !only.split(',').includes(id);
  const workspaces = argumentOf(interaction, 'workspace_id')?.split(',');
  const listed: unknown[] = Array.isArray(shown.workspace_ids) ? shown.workspace_ids : [];
  const theirs = [shown.workspace_id, ...listed].filter((workspace) => typeof workspace === 'string');
  if (workspaces !== undefined && theirs.length > 0) return !theirs.some((workspace) => workspaces.includes(workspace));
  const isWorkspaceList = method === 'GET' && collectionOf(interaction) === 'workspaces';
  return isWorkspaceList && shown.archived === true && argumentOf(interaction, 'include_archived') !== 'true';
}

/** Records that loaded ones name by id and that some recording shows; without them a search or a name would miss something. */
function pointedAt(state: State, knowledge: Knowledge, atMs: number): (readonly [string, Shown])[] {
  const targets: Readonly<Record<string, string>> = {
    workspace_id: 'workspaces',
    story_id: 'stories',
    user_id: 'users',
    creator_id: 'users',
    primary_counterpart_id: 'users',
    primary_maven_id: 'users',
  };
  return Object.values(state).flatMap((records) =>
    records.flatMap((shown) =>
      Object.entries(targets).flatMap(([key, collection]) => {
        const id = shown[key];
        const target = typeof id === 'string' ? knowledge.at(collection, id, atMs) : undefined;
        return target === undefined ? [] : [[collection, target] as const];
      }),
    ),
  );
}

/** Projects that records of a write name and that no recording shows. */
function missingProjects(state: State): readonly string[] {
  const known = new Set((state.workspaces ?? []).map((shown) => String(shown.id)));
  return Object.values(state)
    .flat()
    .flatMap((shown) => (typeof shown.workspace_id === 'string' ? [shown.workspace_id] : []))
    .filter((id) => !known.has(id));
}

/** A project that only its members are known of: the users that an answer lists as taking part in it. */
function membersOf(interaction: Interaction): (readonly [string, Shown])[] {
  const project = argumentOf(interaction, 'participant_in');
  return project === null
    ? []
    : [['workspaces', { id: project, participant_ids: resultsOf(interaction.response.body) }]];
}

/** Time and expenses that were recorded as no longer editable are on an invoice, known or not. */
function lockInvoiced(state: State): void {
  for (const [collection, key] of [
    ['time_entries', 'time_entry_ids'],
    ['expenses', 'expense_ids'],
  ] as const) {
    const listed = new Set((state.invoices ?? []).flatMap((invoice) => invoice[key] as readonly string[]));
    const ids = (state[collection] ?? [])
      .filter((shown) => shown.user_can_edit === false && !listed.has(String(shown.id)))
      .map((shown) => String(shown.id));
    if (ids.length > 0) (state.invoices ??= []).push({ id: UNSEEN_INVOICE[collection], status: 'new', [key]: ids });
  }
}

/** Ids no recording has. */
const UNSEEN_INVOICE = { time_entries: '999000001', expenses: '999000002' } as const;
