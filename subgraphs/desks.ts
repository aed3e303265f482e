// What a system API writes through: the ledger of the house's store, told how its vendor settles doubts.
import type { System } from '../schema/canon/freshness.ts';
import { createDesk, type WriteDesk, type WriteEnd } from './ledger/desk.ts';
import { Ledger } from './ledger/ledger.ts';
import type { Envelope } from './runtime/envelope.ts';
import type { Logger } from './runtime/telemetry.ts';
import type { Store } from './store/store.ts';

/** One group of a port's writes as far as the ledger must know it. */
interface Traits {
  readonly settleMs: number;
  readonly repeatable: readonly string[];
}

/** A port as far as the ledger must know it. Its groups of writes share one vendor, and so one ledger account. */
interface WrittenPort {
  readonly system: System;
  readonly instance: string;
  readonly customerWrites: Traits;
  readonly projectWrites?: Traits;
  readonly opportunityWrites?: Traits;
  readonly invoiceWrites?: Traits;
  readonly journalWrites?: Traits;
  readonly billingWrites?: Traits;
}

/** A write's answer has to be on file before its silence counts as its writer's death. */
const keepingMs = 1_000;

/**
 * The desk of each request to one port; every write is logged with who began it. `writeMsMax` bounds one write with its retries;
 * all houses on a store name the same.
 */
export function createDesks(
  store: Store,
  port: WrittenPort,
  { config: { writeMsMax }, logger }: { readonly config: { readonly writeMsMax: number }; readonly logger: Logger },
): (envelope: Envelope) => WriteDesk {
  const ledger = new Ledger(store.db, { openMs: writeMsMax + keepingMs });
  const groups = [
    ...[port.customerWrites, port.projectWrites, port.opportunityWrites],
    ...[port.invoiceWrites, port.journalWrites, port.billingWrites],
  ].filter((each) => each !== undefined);
  const settleMs = Math.max(...groups.map((each) => each.settleMs));
  const repeatable = groups.flatMap((each) => each.repeatable);
  const account = `${port.system.toLowerCase()}/${port.instance}`;
  return (envelope) => {
    const desk = createDesk(ledger, envelope, { account, settleMs, repeatable, writeMsMax });
    return {
      lookUp: (operation, ticket, find) => desk.lookUp(operation, ticket, find),
      write: async (operation, ticket, act) => {
        const outcome = await desk.write(operation, ticket, act);
        const { correlationId, principal } = envelope;
        const by = { service: principal.subject, initiator: principal.service?.initiator };
        const { key, fence } = ticket;
        logger.info(
          { account, operation, key, fence, ...by, correlationId, outcome: saidOf(outcome) },
          'internal write',
        );
        return outcome;
      },
    };
  };
}

/** An outcome without what it is about. */
function saidOf(outcome: WriteEnd): string {
  return outcome.kind === 'NOT_APPLIED' ? `${outcome.reason} ${outcome.failure.code}` : outcome.kind;
}
