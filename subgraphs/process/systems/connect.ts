// Connects a worker with the system APIs.
import type { ServiceSystem, ServiceTokens } from '../../runtime/service-token.ts';
import { billingReads } from './billing-facts-client.ts';
import { type ChangeReader, changeReader } from './changes.ts';
import { crmSystem } from './crm.ts';
import { createEndpoint } from './endpoint.ts';
import { erpSystem } from './erp.ts';
import { psaSystem } from './psa.ts';
import { type Standing, standingBehind } from './standing.ts';
import type { Caller, Systems } from './systems.ts';

/** Where the system APIs are, and who signs for us. */
export interface SystemsOptions {
  readonly urls: Readonly<Record<ServiceSystem, string>>;
  readonly tokens: ServiceTokens;
}

/** The system APIs of one worker. */
export interface SystemsClient {
  /** The same connections in one caller's name. Raises RangeError for a correlation id that would be replaced on the way. */
  for(caller: Caller): Systems;
  /** What changed in a system, asked in one caller's name. */
  changes(system: ServiceSystem, caller: Caller): ChangeReader;
  /** What stands in the systems, asked in one caller's name. */
  standing(caller: Caller): Standing;
  /** Cuts what is under way: its writes are then in doubt. */
  close(): Promise<void>;
}

const correlationIdForm = /^[A-Za-z0-9._-]{8,64}$/;

/** Opens no connection before the first call. */
export function connectSystems({ urls, tokens }: SystemsOptions): SystemsClient {
  const crm = createEndpoint('crm', urls.crm, tokens);
  const psa = createEndpoint('psa', urls.psa, tokens);
  const erp = createEndpoint('erp', urls.erp, tokens);
  const sources = { crm, psa, erp };
  return {
    for: (caller) => {
      checkCorrelation(caller);
      const asked = { crm: crm.for(caller), psa: psa.for(caller), erp: erp.for(caller) };
      return {
        ...{ crm: crmSystem(asked.crm), psa: psaSystem(asked.psa), erp: erpSystem(asked.erp) },
        billing: billingReads(asked),
      };
    },
    changes: (system, caller) => {
      checkCorrelation(caller);
      return changeReader(system, sources[system].for(caller));
    },
    standing: (caller) => {
      checkCorrelation(caller);
      return standingBehind({ crm: crm.for(caller), psa: psa.for(caller), erp: erp.for(caller) });
    },
    close: async () => {
      await Promise.all([crm.close(), psa.close(), erp.close()]);
    },
  };
}

function checkCorrelation({ correlationId }: Caller): void {
  if (correlationIdForm.test(correlationId)) return;
  throw new RangeError(`"${correlationId}" is no correlation id: 8 to 64 letters, digits, ".", "_" or "-"`);
}
