// One system API as the house serves it, over a port that a rig started, and a worker's client of it.
import { generateKeyPairSync } from 'node:crypto';
import { sql } from 'kysely';
import { subgraphSdl } from '../../../schema/compose.ts';
import { createCrossref } from '../../../subgraphs/crossref/crossref.ts';
import { createTranslator } from '../../../subgraphs/crossref/translate.ts';
import { crmContext } from '../../../subgraphs/crm/context.ts';
import { crmResolvers } from '../../../subgraphs/crm/subgraph.ts';
import { createDesks } from '../../../subgraphs/desks.ts';
import { createDirectories } from '../../../subgraphs/directories.ts';
import { erpContext } from '../../../subgraphs/erp/context.ts';
import { erpResolvers } from '../../../subgraphs/erp/subgraph.ts';
import type { CrmPort } from '../../../subgraphs/ports/crm.ts';
import type { ErpPort } from '../../../subgraphs/ports/erp.ts';
import type { PsaPort } from '../../../subgraphs/ports/psa.ts';
import { connectSystems, type SystemsClient } from '../../../subgraphs/process/systems/connect.ts';
import type { Caller, Systems } from '../../../subgraphs/process/systems/systems.ts';
import type { SystemOutcome, WriteCall } from '../../../subgraphs/process/systems/write-call.ts';
import { psaContext } from '../../../subgraphs/psa/context.ts';
import { psaResolvers } from '../../../subgraphs/psa/subgraph.ts';
import type { TokenVerifier } from '../../../subgraphs/runtime/identity.ts';
import { UnauthenticatedError } from '../../../subgraphs/runtime/identity.ts';
import { type RunningSubgraph, serveSubgraph } from '../../../subgraphs/runtime/serve.ts';
import { acceptingServices, createServiceTokens } from '../../../subgraphs/runtime/service-token.ts';
import { createLogger } from '../../../subgraphs/runtime/telemetry.ts';
import type { Store } from '../../../subgraphs/store/store.ts';

/** The key of these tests' service tokens. */
export const keys = generateKeyPairSync('ed25519');
/** Signs as a worker does. */
export const tokens = createServiceTokens('worker', keys.privateKey);
/** In whose name. */
export const caller: Caller = {
  correlationId: 'contract-writes',
  initiator: { subject: 'ann', role: 'account-manager' },
  priority: 'interactive',
};
const logger = createLogger('contract', { level: 'silent' });
const nobody: TokenVerifier = { verify: () => Promise.reject(new UnauthenticatedError('TOKEN_INVALID')) };
/** A call of these tests is through in half a second, or given up on. */
const writing = { config: { writeMsMax: 2_000 }, logger };

/** A port of any of the three. */
type AnyPort = CrmPort | PsaPort | ErpPort;

/** Serves the system API of a port. `people` checks whatever is no service token. */
export async function serveSystemApi(port: AnyPort, store: Store, people = nobody): Promise<RunningSubgraph> {
  const name = ({ CRM: 'crm', PSA: 'psa', ERP: 'erp' } as const)[port.system];
  const parts = partsOf(port, store);
  return serveSubgraph({
    name,
    typeDefs: subgraphSdl(name),
    ...parts,
    port: 0,
    host: '127.0.0.1',
    verifier: acceptingServices(people, keys.publicKey),
    logger,
  });
}

function partsOf(
  port: AnyPort,
  store: Store,
): Pick<Parameters<typeof serveSubgraph>[0], 'resolvers' | 'context' | 'limitsLegalEntities'> {
  const crossref = createCrossref(store);
  const deskOf = createDesks(store, port, writing);
  const translator = createTranslator({ crossref, ...port, refresh: () => Promise.resolve() });
  switch (port.system) {
    case 'CRM':
      return {
        resolvers: crmResolvers,
        context: (envelope, reports) =>
          crmContext({ envelope, reports, desk: deskOf(envelope) }, port, translator, crossref),
      };
    case 'PSA':
      return {
        resolvers: psaResolvers,
        context: (envelope, reports) => psaContext({ envelope, reports, desk: deskOf(envelope) }, port, translator),
      };
    case 'ERP': {
      const directories = createDirectories(port, ['CUSTOMER'], { crossref, logger });
      const at = { system: port.system, instance: port.instance, kind: 'CUSTOMER' } as const;
      const directory = {
        sync: () => directories.syncOne('CUSTOMER'),
        matching: (wanted: readonly string[]) => crossref.matching(at, wanted),
      };
      return {
        resolvers: erpResolvers,
        context: (envelope) =>
          erpContext({ envelope, desk: deskOf(envelope), directory }, port, translator, '2026-11-20'),
        limitsLegalEntities: true,
      };
    }
  }
}

/** A worker's client; every system is behind the one URL that is given. */
export function workerAt(url: string): { readonly client: SystemsClient; readonly systems: Systems } {
  const client = connectSystems({ urls: { crm: url, psa: url, erp: url }, tokens });
  return { client, systems: client.for(caller) };
}

/** Forgets every write: the promises are about one write each, under one key. */
export async function emptyLedger(store: Store): Promise<void> {
  await sql`delete from ledger_entry`.execute(store.db);
}

/** Calls as a saga makes them: each outranks the last, and what is in doubt is looked up before it is sent again. */
export class Calls {
  #fence = 0;
  #inDoubt = false;
  readonly #key: string;
  readonly #isRepeatable: boolean;

  constructor(key: string, { isRepeatable }: { readonly isRepeatable: boolean }) {
    this.#key = key;
    this.#isRepeatable = isRepeatable;
  }

  /** The next call, with the digest of what it sends. */
  next(inputHash = 'the-input'): WriteCall {
    this.#fence += 1;
    return { key: this.#key, fence: this.#fence, inputHash };
  }

  /** Acts once, after a look-up when the last act is in doubt and may not be sent again unseen. */
  async act(send: (call: WriteCall) => Promise<SystemOutcome>, find: () => Promise<unknown>): Promise<SystemOutcome> {
    if (this.#inDoubt && !this.#isRepeatable) await find();
    const outcome = await send(this.next());
    this.#inDoubt = outcome.kind === 'IN_DOUBT';
    return outcome;
  }
}
