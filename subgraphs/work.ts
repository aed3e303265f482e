// The worker: carries out what the process API only queues, tells what happened, and takes over from workers that fell silent.
import { randomUUID } from 'node:crypto';
import { isRole } from '../schema/canon/roles.ts';
import type { SubgraphsConfig } from './config.ts';
import type { Crossref } from './crossref/crossref.ts';
import { Books } from './journal/books.ts';
import { Engagements, RunReports } from './journal/engagements.ts';
import { Restorations } from './journal/restorations.ts';
import { billingProcess, documentFollowers } from './billing.ts';
import { SharedFacts } from './process/release-work/process.ts';
import { releaseBySchedule } from './release-schedule.ts';
import { connectEngine } from './journal/engine/dbos-client.ts';
import { detect } from './detect.ts';
import { alertChannels, startAlerts } from './journal/alerts/watching.ts';
import { customerFollowers, customerLife } from './customer-life.ts';
import { follow } from './follow.ts';
import { startWorker } from './journal/engine/dbos-worker.ts';
import { secretOf } from './journal/events/webhook-config.ts';
import { redisStreamReader } from './journal/events/redis-stream.ts';
import { webhookReader } from './journal/events/webhook.ts';
import { invalidationReader } from './journal/outbox.ts';
import type { EventReader } from './journal/outbox.ts';
import { approvalDesk } from './journal/approvals/desk.ts';
import { tryParkedAgain } from './journal/parked.ts';
import { PgRunJournal } from './journal/pg-run-journal.ts';
import type { Claim, Direction, Json } from './journal/run-journal.ts';
import { FenceLost } from './journal/run-journal.ts';
import { Runs } from './journal/runs.ts';
import { joinOrder } from './journal/order.ts';
import { leaveFor, Pauses, PausingJournal, RunSetAside } from './journal/set-aside.ts';
import { startTelling } from './journal/telling.ts';
import { identityReader, onceLinked } from './told-identities.ts';
import { lostConversions } from './process/convert-opportunity/lost-conversions.ts';
import { wonDeals } from './process/convert-opportunity/won-deals.ts';
import { convertOpportunity } from './process/convert-opportunity/process.ts';
import { policyOf as approvalPolicyOf } from './process/approvals/policy.ts';
import { lostOnboardings } from './process/onboard-customer/lost-onboardings.ts';
import { onboardCustomer } from './process/onboard-customer/process.ts';
import type { FeedSubscriber } from './process/feeds/subscriber.ts';
import type { SagaWorld } from './process/saga/execution.ts';
import { carefulPolicy, vendorPolicies } from './process/saga/policy.ts';
import { parkedPace } from './process/saga/parked-config.ts';
import { execute } from './process/saga/saga.ts';
import type { Process } from './process/saga/saga.ts';
import { unwindConversion } from './process/unwind-conversion/process.ts';
import { connectSystems } from './process/systems/connect.ts';
import type { Systems } from './process/systems/systems.ts';
import type { RecordRef } from './process/systems/write-call.ts';
import { today } from './runtime/clock.ts';
import type { Clock } from './runtime/clock.ts';
import type { SecretWorld } from './runtime/secret.ts';
import type { ServiceSystem, ServiceTokens } from './runtime/service-token.ts';
import type { Logger } from './runtime/telemetry.ts';
import type { Store } from './store/store.ts';

/** What a worker works with. */
export interface WorkParts {
  readonly config: SubgraphsConfig;
  readonly store: Store;
  readonly auditKey: Buffer;
  readonly tokens: ServiceTokens;
  readonly crossref: Crossref;
  readonly clock: Clock;
  /** Where the system APIs are. */
  readonly urls: Readonly<Record<ServiceSystem, string>>;
  readonly logger: Logger;
  /** Where references to secrets lead. */
  readonly secrets: SecretWorld;
  /** Who follows changes besides our own processes. */
  readonly subscribers?: readonly FeedSubscriber[];
}

/** Starts this process' worker; there is one per process. Its `close` lets runs end for a moment, others take over the rest. */
export async function startWork(parts: WorkParts): Promise<{ close(): Promise<void> }> {
  const { store, auditKey, tokens, urls, logger, config, clock } = parts;
  // Before anything runs: a webhook without its secret ends the start.
  const readers = readersOf(parts);
  const channels = alertChannels(config.alerts, parts.secrets);
  const pace = parkedPace(config.parked);
  const journal = new PausingJournal(new PgRunJournal(store.db, auditKey, pace), new Pauses(store.db));
  const runs = new Runs(store.db, auditKey);
  const client = connectSystems({ urls, tokens });
  const executor = randomUUID();
  const leaving = new AbortController();
  const approvals = approvalPolicyOf(config.approvals, clock);
  const desk = approvalDesk(store.db, auditKey, approvals);
  const world: SagaWorld = {
    journal,
    nowMs: () => Date.now(),
    sleep: (ms) => sleep(ms, leaving.signal),
    random: Math.random,
    policyOf: (system) => policyOf(config, system),
    approvals,
    leaveFor: (runId, ms) => leaveFor(store.db, runId, { ms, random: Math.random() }),
  };
  let connected: ReturnType<typeof connectEngine> | null = null;
  const billing = { ...parts, runs, engine: () => (connected ??= connectEngine(store.url, logger)) };
  const shared = new SharedFacts();
  const carryOut = async (runId: string): Promise<void> => {
    const claim = await journal.claim(runId, executor);
    const { systems, isWaitedFor } = await systemsOf(claim, { runs, client });
    const process = billingProcess(claim.process, { ...billing, shared: isWaitedFor ? null : shared }, systems);
    await execute(process ?? processOf(claim, systems, parts), claim, world);
  };
  const giveUp = async (runId: string, error: unknown): Promise<void> => {
    const claim = await journal.claim(runId, executor);
    const { code, message } = { code: 'PROCESS_FAILED', message: `unexpected ${nameOf(error)}; see the worker's log` };
    const { failure } = { failure: { code, message, vendorCode: null, fields: [], retryAfterMs: null } };
    await journal.settle(claim, { kind: 'STUCK', direction: directionOf(claim), step: 'process', failure });
  };
  const worker = await startWorker({
    ...{ url: store.url, db: store.db, executor, migrates: true, logger },
    round: async () => [
      ...(await desk.approvals.expire(approvals.nowMs())),
      ...(pace === null ? [] : await tryParkedAgain(store.db, auditKey, pace)),
    ],
    execute: (runId) => insist(runId, { carryOut, giveUp, world, logger }),
  });
  const feeds = await follow(parts, { runs, client, subscribers: await subscribersOf(parts) });
  const detecting = detect(parts, client);
  const releasing = releaseBySchedule(billing, client);
  const alerts = startAlerts(store.db, { rules: config.alerts.rules, channels, logger });
  const telling = startTelling(store.db, readers, logger);
  return {
    close: async () => {
      leaving.abort();
      await feeds.close();
      await detecting.close();
      await releasing.close();
      await alerts.close();
      await worker.close();
      await (await connected)?.close();
      await telling.close();
      await client.close();
    },
  };
}

/** The systems in the name of whoever began a run, and whether somebody waits for it: began it, or sent it on. */
async function systemsOf(
  { runId, input }: Claim,
  { runs, client }: { readonly runs: Runs; readonly client: ReturnType<typeof connectSystems> },
): Promise<{ readonly systems: Systems; readonly isWaitedFor: boolean }> {
  const run = await runs.read(runId);
  const { correlationId = runId, priority = 'billing', generation = 1, execution = 1 } = run ?? {};
  const subject = (await runs.initiatorOf(runId)) ?? 'erased';
  const systems = client.for({ correlationId, initiator: { subject, role: roleOf(input) }, priority });
  const isWaitedFor = priority === 'interactive' || generation > 1 || (execution > 1 && (await runs.wasSentOn(runId)));
  return { systems, isWaitedFor };
}

/** Who follows the changes of the systems (process/feeds): a line each. */
async function subscribersOf(parts: WorkParts): Promise<readonly FeedSubscriber[]> {
  const { subscribers = [], config, store, clock } = parts;
  const { trigger, follows } = config.conversion;
  const deals = follows ? [wonDeals({ trigger, engagements: new Engagements(store.db) })] : [];
  const restorations = new Restorations(store.db);
  const { instance } = config.crm;
  const lost = (await restorations.any())
    ? [
        lostOnboardings(restorations, instance, () => today(clock, config.timeZone)),
        lostConversions(restorations, instance),
      ]
    : [];
  return [...deals, ...customerFollowers(parts), ...documentFollowers(parts), ...lost, ...subscribers];
}

/** A mistake of ours or a database that is away: executed anew this often, then a person has to look. */
const unexpectedMax = 5;
const unexpectedWaitMs = 500;

interface Insisting {
  readonly carryOut: (runId: string) => Promise<void>;
  readonly giveUp: (runId: string, error: unknown) => Promise<void>;
  readonly world: SagaWorld;
  readonly logger: Logger;
}

/** Executes a run until it rests: for the engine an execution that rejects is over, and nobody would take the run up again. */
async function insist(runId: string, { carryOut, giveUp, world, logger }: Insisting): Promise<void> {
  for (let failures = 0, last: unknown = null; ;) {
    try {
      await (failures < unexpectedMax ? carryOut(runId) : giveUp(runId, last));
      return;
    } catch (error) {
      // Another worker has the run: nothing is left to do here.
      if (error instanceof FenceLost) return;
      // The engine's worker sets it aside.
      if (error instanceof RunSetAside) throw error;
      last = error;
      failures += 1;
      logger.error(
        { runId, error: nameOf(error), stack: error instanceof Error ? error.stack : null },
        'a run failed unexpectedly',
      );
      await world.sleep(unexpectedWaitMs * 2 ** Math.min(failures, unexpectedMax));
    }
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

function directionOf({ state }: Claim): Direction {
  return state.kind === 'COMPENSATING' || ('direction' in state && state.direction === 'UNDOING')
    ? 'UNDOING'
    : 'ACTING';
}

/** The process that a run was begun as, in the name of whoever began it. */
function processOf(
  claim: Claim,
  systems: Systems,
  { config, crossref, store, clock, auditKey }: WorkParts,
): Process<Json, Json> {
  const businessDay = (): string => today(clock, config.timeZone);
  const instances = { psa: config.psa.instance, erp: config.erp.instance };
  const recordsOf = async (id: string): Promise<readonly RecordRef[]> =>
    ((await crossref.allRefsOf([id]))[0] ?? []).map(({ system, instance, kind, id: own }) => ({
      system,
      instance,
      kind,
      id: own,
    }));
  switch (claim.process) {
    // What a run of a name was begun with is what its process takes.
    case 'onboardCustomer':
      return onboardCustomer({ systems, instances, recordsOf, today: businessDay });
    case 'convertOpportunityToProject': {
      const kept = {
        engagements: new Engagements(store.db),
        reports: new RunReports(store.db),
        learn: crossref.learn.bind(crossref),
        inOrder: async (runId: string, customerId: string) => {
          const turn = await joinOrder(store.db, runId, customerId);
          if (turn.kind === 'BEHIND') throw new RunSetAside(turn);
        },
      };
      return convertOpportunity({ systems, instances, recordsOf, today: businessDay, ...config.conversion, ...kept });
    }
    case 'unwindConversion':
      return unwindConversion({
        ...{ systems, today: businessDay, engagements: new Engagements(store.db) },
        books: new Books(store.db, auditKey),
      });
    case 'changeCustomer':
      return customerLife({ config, crossref, store, clock }, systems);
    default:
      throw new Error(`This version knows no process ${claim.process}; run ${claim.runId} waits for one that does`);
  }
}

function roleOf(input: Json) {
  const role = typeof input === 'object' && input !== null && 'role' in input ? input.role : null;
  return isRole(role) ? role : 'operator';
}

/** A system by its kind has the policy of the vendor that serves it. */
function policyOf(config: SubgraphsConfig, system: string) {
  if (system !== 'crm' && system !== 'psa' && system !== 'erp') return carefulPolicy;
  return vendorPolicies[config[system].vendor];
}

/** Everybody who is told what happened; each at its own pace. */
function readersOf({ config, crossref, secrets }: WorkParts): readonly EventReader[] {
  const { gatewayAdminUrl, events } = config;
  const { env, report } = secrets;
  return [
    identityReader(crossref),
    ...(gatewayAdminUrl === null ? [] : [onceLinked(crossref, invalidationReader(gatewayAdminUrl))]),
    ...(events.redis.url === null ? [] : [redisStreamReader({ ...events.redis, url: events.redis.url })]),
    ...events.webhooks.map((webhook) => webhookReader(webhook, secretOf(webhook, env, report))),
  ];
}

/** Never resolves once the worker leaves: the execution is taken over by another one, and must not go on here. */
function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', left);
      resolve();
    }, ms);
    const left = (): void => clearTimeout(timer);
    if (signal.aborted) left();
    else signal.addEventListener('abort', left, { once: true });
  });
}
