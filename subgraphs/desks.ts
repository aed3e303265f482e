// What a system API writes through: the ledger of the house's store, told how its vendor settles doubts.
import type { System } from '../schema/canon/freshness.ts';
import { createDesk, type WriteDesk } from './ledger/desk.ts';
import { Ledger } from './ledger/ledger.ts';
import type { Envelope } from './runtime/envelope.ts';
import type { Store } from './store/store.ts';

/** A port as far as the ledger must know it. */
interface WrittenPort {
  readonly system: System;
  readonly instance: string;
  readonly customerWrites: { readonly settleMs: number; readonly repeatable: readonly string[] };
}

/** A write's answer has to be on file before its silence counts as its writer's death. */
const keepingMs = 1_000;

/** The desk of each request to one port. `writeMsMax` bounds one write with its retries; all houses on a store name the same. */
export function createDesks(
  store: Store,
  port: WrittenPort,
  { writeMsMax }: { readonly writeMsMax: number },
): (envelope: Envelope) => WriteDesk {
  const ledger = new Ledger(store.db, { openMs: writeMsMax + keepingMs });
  const { settleMs, repeatable } = port.customerWrites;
  const account = `${port.system.toLowerCase()}/${port.instance}`;
  return (envelope) => createDesk(ledger, envelope, { account, settleMs, repeatable, writeMsMax });
}
