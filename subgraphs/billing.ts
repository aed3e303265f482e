// Wires the processes of billing (process/release-work, process/open-position) into a worker.
import type { SubgraphsConfig } from './config.ts';
import type { Crossref } from './crossref/crossref.ts';
import { Books } from './journal/books.ts';
import type { ProcessEngine } from './journal/engine/engine.ts';
import { RunReports } from './journal/engagements.ts';
import { knowOwnRecords } from './journal/feeds/telling.ts';
import type { Json } from './journal/run-journal.ts';
import type { Runs, RunView } from './journal/runs.ts';
import { managerAsked } from './process/approvals/policy.ts';
import { openPosition } from './process/open-position/process.ts';
import { billingPolicyOf, roundingOf, taxTolerance } from './process/release-work/policy.ts';
import {
  abandonBillingDraft,
  adjustWork,
  billReleasedWork,
  completeMilestone,
  drawDownRetainer,
  issueInvoice,
  postExpenses,
  previewRebill,
  releaseWorkToInvoice,
  runRecurringBilling,
  tellPsaOfBill,
  tellPsaOfWriteOff,
} from './process/release-work/process.ts';
import type { FurtherRun, SharedFacts } from './process/release-work/process.ts';
import {
  creditAndRebill,
  freeCreditedWork,
  watchedDocumentFollowers,
  watchPostedDocuments,
} from './process/credit-invoice/process.ts';
import { postCostEntry, postWorkCost, watchedEntryFollowers, watchPostedCost } from './process/post-cost/process.ts';
import type { FeedSubscriber } from './process/feeds/subscriber.ts';
import type { Process } from './process/saga/saga.ts';
import type { Systems } from './process/systems/systems.ts';
import type { RecordRef } from './process/systems/write-call.ts';
import { today } from './runtime/clock.ts';
import type { Clock } from './runtime/clock.ts';
import type { Store } from './store/store.ts';

/** What a worker has of it. */
export interface BillingWork {
  readonly config: SubgraphsConfig;
  readonly store: Store;
  readonly crossref: Crossref;
  readonly clock: Clock;
  readonly auditKey: Buffer;
  readonly runs: Runs;
  /** What runs that nobody waits for share of sellers and buyers; null for a run that somebody began. */
  readonly shared: SharedFacts | null;
  /** Connected when it is first needed. */
  readonly engine: () => Promise<ProcessEngine>;
}

/** Business days, YYYY-MM-DD: in a zone, the firm's by default, and where a legal entity is. */
function businessDays({ clock, config }: BillingWork) {
  const dayIn = (zone: string | null = null): string => today(clock, zone ?? config.timeZone);
  return { today: dayIn, todayOf: (entity: string) => dayIn(billingPolicyOf(config.billing, entity).timeZone) };
}

/** A process of billing by its name, in the name of whoever began it; null for every other name. */
export function billingProcess(name: string, work: BillingWork, systems: Systems): Process<Json, Json> | null {
  const { config, store, auditKey } = work;
  const parts = {
    ...{ systems, config: config.billing, reports: new RunReports(store.db), books: new Books(store.db, auditKey) },
    ...(work.shared === null ? {} : { parties: work.shared.of(systems) }),
    ...{
      recordsOf: recordsOf(work),
      recordsOfEach: (ids: readonly string[]) => work.crossref.allRefsOf(ids),
      ...businessDays(work),
    },
    learn: async (told: readonly { readonly ref: RecordRef; readonly links: readonly RecordRef[] }[]) => {
      await work.crossref.learn(told);
      // Watched from now on, even when it ends before the feed has come by.
      await knowOwnRecords(
        store.db,
        told.map(({ ref }) => ({ ...ref, system: ref.system.toLowerCase() })),
      );
    },
    begin: beginner(work),
  };
  switch (name) {
    // What a run of a name was begun with is what its process takes.
    case 'openPosition':
      return openPosition(parts);
    case 'releaseWorkToInvoice':
      return releaseWorkToInvoice(parts);
    case 'postExpenses':
      return postExpenses(parts);
    case 'completeMilestone':
      return completeMilestone(parts);
    case 'runRecurringBilling':
      return runRecurringBilling(parts);
    case 'drawDownRetainer':
      return drawDownRetainer(parts);
    case 'billReleasedWork':
      return billReleasedWork({ ...parts, managerAsked: (asked) => managerAsked(config.approvals, asked) });
    case 'tellPsaOfBill':
      return tellPsaOfBill(parts);
    case 'tellPsaOfWriteOff':
      return tellPsaOfWriteOff(parts);
    case 'adjustWork':
      return adjustWork(parts);
    case 'abandonBillingDraft':
      return abandonBillingDraft(parts);
    case 'issueInvoice':
      return issueInvoice(parts);
    case 'creditAndRebill':
      return creditAndRebill({
        ...parts,
        rounding: (entity) => roundingOf(billingPolicyOf(config.billing, entity)),
        toleranceOf: (entity, currency) => taxTolerance(billingPolicyOf(config.billing, entity), currency),
        billsWholeOnly: (entity) => billingPolicyOf(config.billing, entity).builder === 'PSA',
        rebillOf: (asked) => previewRebill(parts, asked),
      });
    case 'postWorkCost':
      return postWorkCost({ ...parts, cost: config.cost });
    case 'postCostEntry':
      return postCostEntry(parts);
    case 'watchPostedCost':
      return watchPostedCost(parts);
    case 'freeCreditedWork':
      return freeCreditedWork(parts);
    case 'watchPostedDocuments':
      return watchPostedDocuments({
        ...parts,
        rounding: (entity) => roundingOf(billingPolicyOf(config.billing, entity)),
      });
    default:
      return null;
  }
}

/** Who follows the documents and entries we posted in the ERP; nobody where the firm says so. */
export function documentFollowers({
  config,
  store,
  auditKey,
}: Pick<BillingWork, 'config' | 'store' | 'auditKey'>): readonly FeedSubscriber[] {
  if (!config.documents.follows) return [];
  const books = new Books(store.db, auditKey);
  return [...watchedDocumentFollowers(books), ...watchedEntryFollowers(books)];
}

function recordsOf({ crossref }: BillingWork) {
  return async (id: string): Promise<readonly RecordRef[]> =>
    ((await crossref.allRefsOf([id]))[0] ?? []).map(({ system, instance, kind, id: own }) => ({
      ...{ system, instance, kind, id: own },
    }));
}

/**
 * Begins runs in the name of whoever began another, so that they may agree to neither; each once, however often it is asked for. Who that
 * was is read once.
 */
function beginner({ runs, engine }: BillingWork) {
  const parents = new Map<string, Promise<{ readonly correlationId: string; readonly initiator: string }>>();
  const read = async (runId: string) => {
    const [parent, initiator] = await Promise.all([runs.read(runId), runs.initiatorOf(runId)]);
    return { correlationId: parent?.correlationId ?? runId, initiator: initiator ?? 'erased' };
  };
  return async (runId: string, run: FurtherRun): Promise<string> => {
    const asked = parents.get(runId) ?? read(runId);
    parents.set(runId, asked);
    // Asked anew by whoever comes next.
    asked.catch(() => parents.delete(runId));
    let view: RunView | null = null;
    const begun = await runs.begin(
      { ...run, scope: 'billing', ...(await asked), priority: 'billing' },
      (_transaction, made) => {
        view = made;
        return Promise.resolve();
      },
    );
    if (begun.kind === 'OTHER_INPUT') throw new Error(`${run.idempotencyKey} began ${begun.runId} with another input`);
    view ??= await runs.read(begun.runId);
    // One that is not queued now is found by the workers' round.
    if (view !== null) await (await engine()).enqueue(view).catch(() => undefined);
    return begun.runId;
  };
}
