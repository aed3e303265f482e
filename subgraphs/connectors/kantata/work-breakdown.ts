// A project's work breakdown: tasks and milestones as stories, what is billed of them as billing milestones. Sources: Kantata OX API,
// "Stories" (bulk create), "Billing Milestones".
import type { VendorRef } from '../../../schema/canon/identity.ts';
import { type ItemFound, type WorkBreakdownWrite, type WorkItem, workItemsMax } from '../../ports/project-writes.ts';
import type { BusinessKey, WriteOutcome } from '../../ports/write.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import { baseUnitsOf, denomination } from './amount.ts';
import type { RecordWrite } from './client.ts';
import type { KantataContext } from './context.ts';
import type { Listing } from './listing.ts';
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
  unclaimedIn,
  worstOf,
} from './pieces.ts';
import { bookingsOf } from './project-facts.ts';
import { refused, sendDelete, sendOne } from './sending.ts';
import { checked, plannedStory } from './wire.ts';

/** Models our references of a breakdown stand under: what we made, what the template brought, what is billed. */
const models = { own: 'Task', adopted: 'TemplateTask', billed: 'BillingMilestone' } as const;
/** Of a story by the vendor's names. */
const storyTypes = { TASK: 'task', MILESTONE: 'milestone' } as const;

/** What is there of a breakdown. */
interface Plan {
  readonly stories: Listing;
  readonly storyPieces: readonly Piece[];
  readonly billedPieces: readonly Piece[];
}

/** Makes what is missing. Raises Fault only while nothing was written. */
export async function addWorkBreakdown(
  context: KantataContext,
  envelope: Envelope,
  write: WorkBreakdownWrite,
): Promise<WriteOutcome> {
  const { project, key, currency, items } = write;
  const problem = problemOf(write);
  if (problem !== null) return refused(context, problem.field, problem.says);
  const owner = await ownerNow(context, envelope, project);
  if (owner === null) return refused(context, 'project', 'has no such project');
  if (owner.currency !== currency) return refused(context, 'currency', `keeps the project in ${owner.currency}`);
  const plan = await planNow(context, envelope, project.id, key);
  if (doubled(plan, items)) return ambiguous(context, 'has several records under one key of the work breakdown');
  return inPieces(context, {
    make: async (made) => {
      const ids = new Map(plan.storyPieces.map(({ name, id }) => [name, id]));
      const before = ids.size + plan.billedPieces.length;
      const adopting = adoptable(context, plan, items);
      for (const [item, story] of adopting) {
        await adopt(context, envelope, write, { item, story });
        ids.set(item.name, story);
        made();
      }
      await makeStories(context, envelope, write, { ids, made });
      await makeBilled(context, envelope, write, { ids, plan, made, unit: owner.currency_base_unit });
      const billed = items.filter(({ amount }) => amount !== null).length;
      return { kind: 'APPLIED', ref: project, isNew: before < items.length + billed };
    },
    takeBack: () => removeWorkBreakdown(context, envelope, project, key),
  });
}

function problemOf({ items, currency }: WorkBreakdownWrite): { readonly field: string; readonly says: string } | null {
  const names = items.map(({ name }) => name);
  const says = nameProblem(names, workItemsMax);
  if (says !== null) return { field: 'items', says };
  for (const [index, { parent, kind, amount }] of items.entries()) {
    if (parent !== null && !names.slice(0, index).includes(parent)) {
      return { field: 'parent', says: 'takes an item only after the one it is under' };
    }
    if (amount === null) continue;
    if (kind !== 'MILESTONE') return { field: 'amount', says: 'bills milestones, not tasks' };
    if (baseUnitsOf(amount, denomination(currency, null)) === null) {
      return { field: 'amount', says: `takes no amount finer than ${currency} has minor units, nor over 15 digits` };
    }
  }
  return null;
}

async function planNow(context: KantataContext, envelope: Envelope, project: string, key: BusinessKey): Promise<Plan> {
  const include = ['external_references'];
  const order = 'created_at:asc';
  const shown = { workspace_id: project, show_archived: 'true', show_from_archived_workspaces: 'true' };
  const [stories, billed] = await Promise.all([
    context.client.all(envelope, { name: 'plan:stories', collection: 'stories', filters: shown, include, order }),
    context.client.all(envelope, {
      name: 'plan:billing_milestones',
      collection: 'billing_milestones',
      filters: { workspace_id: project },
      ...{ include, order },
    }),
  ]);
  return context.understood('plan', () =>
    Promise.resolve({
      stories,
      storyPieces: piecesIn(context, stories, key),
      billedPieces: piecesIn(context, billed, key),
    }),
  );
}

function doubled({ storyPieces, billedPieces }: Plan, items: readonly WorkItem[]): boolean {
  return items.some(({ name }) =>
    [storyPieces, billedPieces].some((pieces) => pieces.filter((piece) => piece.name === name).length > 1),
  );
}

/** Items whose task the template has brought already, with that task. A task is taken for one item only. */
function adoptable(context: KantataContext, plan: Plan, items: readonly WorkItem[]): ReadonlyMap<WorkItem, string> {
  const free = unclaimedIn(context, plan.stories).map((row) => checked(plannedStory, row, 'a task'));
  const known = new Set(plan.storyPieces.map(({ name }) => name));
  const taken = new Map<WorkItem, string>();
  for (const item of items) {
    if (known.has(item.name)) continue;
    const at = free.findIndex(
      (story) => story.story_type === storyTypes[item.kind] && plain(story.title) === plain(item.title),
    );
    const [story] = at < 0 ? [] : free.splice(at, 1);
    if (story !== undefined) taken.set(item, story.id);
  }
  return taken;
}

function plain(title: string): string {
  return title.trim().toLowerCase();
}

/** Gives a task of the template the item's reference and what the contract says of it; its place in the plan stays the template's. */
async function adopt(
  context: KantataContext,
  envelope: Envelope,
  { key }: WorkBreakdownWrite,
  { item, story }: { readonly item: WorkItem; readonly story: string },
): Promise<void> {
  const { startOn, dueOn, estimated } = item;
  const fields = {
    ...(startOn === null ? {} : { start_date: startOn }),
    ...(dueOn === null ? {} : { due_date: dueOn }),
    ...(estimated === null ? {} : { time_estimate_in_minutes: estimated }),
    external_reference: pieceReference(context, models.adopted, key, item.name),
  };
  const write: RecordWrite = {
    ...{ name: 'write:stories:update', method: 'PUT', path: `stories/${story}.json`, body: { story: fields } },
  };
  const asked = { kind: 'UPDATE', collection: 'stories', id: story } as const;
  const outcome = await sendOne(context, envelope, { write, asked, kind: 'TASK' });
  if (outcome.kind !== 'APPLIED') throw new Halt(outcome);
}

/** Level by level: a task names the one above by its id. */
async function makeStories(
  context: KantataContext,
  envelope: Envelope,
  { project, key, items }: WorkBreakdownWrite,
  { ids, made }: { readonly ids: Map<string, string>; readonly made: () => void },
): Promise<void> {
  for (;;) {
    const next = items.filter(({ name, parent }) => !ids.has(name) && (parent === null || ids.has(parent)));
    if (next.length === 0) return;
    const records = next.map(({ name, kind, title, parent, startOn, dueOn, estimated, billable }) => ({
      ...{ workspace_id: project.id, title, story_type: storyTypes[kind], billable },
      ...(parent === null ? {} : { parent_id: ids.get(parent) }),
      ...(startOn === null ? {} : { start_date: startOn }),
      ...(dueOn === null ? {} : { due_date: dueOn }),
      ...(estimated === null ? {} : { time_estimate_in_minutes: estimated }),
      external_reference: pieceReference(context, models.own, key, name),
    }));
    const listing = madeOf(context, await sendSeveral(context, envelope, 'stories', records));
    made();
    // By their references, not by their order, which the vendor calls sorted.
    const pieces = await context.understood('plan', () => Promise.resolve(piecesIn(context, listing, key)));
    for (const { name, id } of pieces) ids.set(name, id);
    if (next.some(({ name }) => !ids.has(name))) throw new Halt(unlabelled(context));
  }
}

/** Records were made that do not show their references: what is there has to be looked up. */
function unlabelled(context: KantataContext): WriteOutcome {
  const told = refused(context, 'external_reference', 'made tasks and did not show their references');
  const { settleMs } = context.config;
  return told.kind === 'NOT_APPLIED' ? { kind: 'IN_DOUBT', settleMs, failure: told.failure } : told;
}

async function makeBilled(
  context: KantataContext,
  envelope: Envelope,
  { project, key, currency, items }: WorkBreakdownWrite,
  state: {
    readonly ids: ReadonlyMap<string, string>;
    readonly plan: Plan;
    readonly made: () => void;
    readonly unit: string;
  },
): Promise<void> {
  const { ids, plan, made, unit } = state;
  const known = new Set(plan.billedPieces.map(({ name }) => name));
  const records = items.flatMap(({ name, title, dueOn, amount }) =>
    amount === null || known.has(name)
      ? []
      : [
          {
            ...{ workspace_id: project.id, story_id: ids.get(name), title },
            amount_in_cents: baseUnitsOf(amount, denomination(currency, unit)),
            ...(dueOn === null ? {} : { date_to_invoice: dueOn }),
            external_reference: pieceReference(context, models.billed, key, name),
          },
        ],
  );
  if (records.length === 0) return;
  madeOf(context, await sendSeveral(context, envelope, 'billing_milestones', records));
  made();
}

/** What is there, item by item: what is billed of an item that is billed, else its task. Raises Fault. */
export async function workBreakdownNow(
  context: KantataContext,
  envelope: Envelope,
  { project, key, items }: WorkBreakdownWrite,
): Promise<readonly ItemFound[]> {
  if (!context.refs.isOurs('PROJECT', project)) return items.map(({ name }) => ({ name, records: [] }));
  const plan = await planNow(context, envelope, project.id, key);
  return items.map(({ name, amount }) => {
    const of = (pieces: readonly Piece[], kind: 'TASK' | 'MILESTONE'): readonly VendorRef[] =>
      pieces.filter((piece) => piece.name === name).map(({ id }) => context.refs.of(kind, id));
    const [tasks, billed] = [of(plan.storyPieces, 'TASK'), of(plan.billedPieces, 'MILESTONE')];
    if (tasks.length > 1 || amount === null) return { name, records: tasks };
    return { name, records: tasks.length === 0 ? [] : billed };
  });
}

/** Takes back what was made under the key. A task of the template stays, and is nobody's again. Raises Fault before anything is sent. */
export async function removeWorkBreakdown(
  context: KantataContext,
  envelope: Envelope,
  project: VendorRef,
  key: BusinessKey,
): Promise<WriteOutcome> {
  const gone: WriteOutcome = { kind: 'APPLIED', ref: project, isNew: false };
  if (!context.refs.isOurs('PROJECT', project)) return refused(context, 'project', 'has no such project');
  const plan = await planNow(context, envelope, project.id, key);
  if (plan.storyPieces.length + plan.billedPieces.length === 0) return gone;
  const booked = Object.entries(await bookingsOf(context, envelope, project.id)).find(([, count]) => count > 0);
  if (booked !== undefined) return refused(context, booked[0], 'has work booked on the project');
  const remove = (collection: string, id: string): Promise<WriteOutcome> =>
    sendDelete(context, envelope, { collection, id, ref: project, says: `did not let one of its ${collection} go` });
  const billed = await Promise.all(plan.billedPieces.map(({ id }) => remove('billing_milestones', id)));
  const [own, adopted] = [models.own, models.adopted].map((model) =>
    plan.storyPieces.filter((piece) => piece.model === model),
  );
  const stories = await Promise.all((own ?? []).map(({ id }) => remove('stories', id)));
  const left = await Promise.all((adopted ?? []).map(({ reference }) => remove('external_references', reference)));
  return worstOf([...billed, ...stories, ...left], gone);
}
