// One system API and one worker before it for many promises: starting them is most of what a promise costs. Each start puts a
// connector of its own behind the API, so that no earlier failure has opened its breaker.
import type { Systems } from '../../../subgraphs/process/systems/systems.ts';
import type { RecordRef, SystemOutcome, WriteCall } from '../../../subgraphs/process/systems/write-call.ts';
import type { ErpPort } from '../../../subgraphs/ports/erp.ts';
import type { PsaPort } from '../../../subgraphs/ports/psa.ts';
import type { Store } from '../../../subgraphs/store/store.ts';
import type { FaultRegister } from '../../../subgraphs/sandbox/faults.ts';
import { Calls, serveSystemApi, workerAt } from './system-api.ts';
import { portOutcome } from './system-project-rigs.ts';
import type { WriteUnderTest } from './write-under-test.ts';

/** A connector in the rig's hands. */
interface Behind<Port> {
  readonly port: Port;
  readonly served: { readonly faults: FaultRegister };
  close(): Promise<void>;
}

/** One write as the worker's client names it. */
interface SharedWrite {
  readonly key: string;
  readonly match: string;
  readonly isRepeatable: boolean;
  held(): number;
  send(systems: Systems, call: WriteCall): Promise<SystemOutcome>;
  refused(systems: Systems, call: WriteCall): Promise<SystemOutcome>;
  find(systems: Systems, call: WriteCall): Promise<readonly RecordRef[]>;
  /** Null where nothing is taken away: what takes it back is a record of its own. */
  readonly undo: ((systems: Systems, call: WriteCall, ref: RecordRef) => Promise<SystemOutcome>) | null;
}

/** What a file's promises share. */
export interface SharedApi<Port extends ErpPort | PsaPort> {
  start(behind: Behind<Port>, write: SharedWrite): WriteUnderTest;
  /** How many records twenty calls under one ticket leave, and how many records they tell of. */
  twenty(behind: Behind<Port>, write: SharedWrite): Promise<{ readonly held: number; readonly told: number }>;
  close(): Promise<void>;
}

/** Serves the API of whatever connector was started last; promises go in turn. */
export async function shareApi<Port extends ErpPort | PsaPort>(
  first: Behind<Port>,
  store: Store,
): Promise<SharedApi<Port>> {
  let current = first.port;
  const port = new Proxy(first.port, { get: (_first, name) => current[name as keyof Port] });
  const api = await serveSystemApi(port, store);
  const { client, systems } = workerAt(api.url);
  return {
    start: (behind, write) => {
      current = behind.port;
      const calls = new Calls(write.key, { isRepeatable: write.isRepeatable });
      const find = (): Promise<readonly RecordRef[]> => write.find(systems, calls.next());
      const { faults } = behind.served;
      const { undo } = write;
      return {
        ...{ faults, match: write.match, held: () => write.held(), find, repeated: 'SAME' },
        act: async () => portOutcome(await calls.act((call) => write.send(systems, call), find)),
        actRefused: async () => portOutcome(await write.refused(systems, calls.next('a-refused-input'))),
        undo: undo === null ? null : async (ref) => portOutcome(await undo(systems, calls.next(), { ...ref })),
        close: async () => {
          faults.clear();
          await faults.settled();
          await behind.close();
        },
      };
    },
    twenty: async (behind, write) => {
      current = behind.port;
      const call = { key: write.key, fence: 1, inputHash: 'the-input' };
      const outcomes = await Promise.all(Array.from({ length: 20 }, () => write.send(systems, call)));
      const held = write.held();
      await behind.close();
      const refs = outcomes.map((outcome) => (outcome.kind === 'APPLIED' ? outcome.ref.id : outcome.kind));
      return { held, told: new Set(refs).size };
    },
    close: async () => {
      await client.close();
      await api.close();
      await first.close();
    },
  };
}
