// The ONE place that chooses which vendor serves which port. A new vendor is one more case here.
import type { SubgraphsConfig } from './config.ts';
import { createKantata } from './connectors/kantata/kantata.ts';
import { createNetSuite } from './connectors/netsuite/netsuite.ts';
import { createSalesforce } from './connectors/salesforce/salesforce.ts';
import type { CrmPort } from './ports/crm.ts';
import type { ErpPort } from './ports/erp.ts';
import type { PsaPort } from './ports/psa.ts';
import type { System } from '../schema/canon/freshness.ts';
import { createBudget } from './runtime/budget.ts';
import type { SharedPlaces } from './runtime/budget-port.ts';
import type { CachePort } from './runtime/cache-port.ts';
import type { Clock } from './runtime/clock.ts';
import type { UpstreamObserver } from './runtime/observer.ts';
import type { SecretWorld } from './runtime/secret.ts';
import { createUpstream, type Upstream } from './runtime/upstream.ts';

/** What every connector stands on. */
export interface Plumbing {
  readonly cache: CachePort;
  readonly clock: Clock;
  readonly observer: UpstreamObserver;
  /** Where references to secrets lead. */
  readonly secrets: SecretWorld;
  /** Where the budgets of vendor accounts are counted together with other processes; absent, each process counts alone. */
  readonly places?: SharedPlaces | null;
}

/** A port with the one wrapper through which it calls its vendor account. */
export interface Wired<Port> {
  readonly port: Port;
  readonly upstream: Upstream;
}

/** The CRM of the firm. */
export function wireCrm(config: SubgraphsConfig['crm'], plumbing: Plumbing): Wired<CrmPort> {
  const upstream = upstreamOf('CRM', config, plumbing);
  return { upstream, port: createSalesforce(config, { upstream, clock: plumbing.clock, secrets: plumbing.secrets }) };
}

/** The PSA of the firm. */
export function wirePsa(config: SubgraphsConfig['psa'], plumbing: Plumbing): Wired<PsaPort> {
  const upstream = upstreamOf('PSA', config, plumbing);
  return { upstream, port: createKantata(config, { upstream, clock: plumbing.clock, secrets: plumbing.secrets }) };
}

/** The ERP of the firm. */
export function wireErp(config: SubgraphsConfig['erp'], plumbing: Plumbing): Wired<ErpPort> {
  const upstream = upstreamOf('ERP', config, plumbing);
  return { upstream, port: createNetSuite(config, { upstream, clock: plumbing.clock, secrets: plumbing.secrets }) };
}

function upstreamOf(
  system: System,
  { instance, concurrency }: { instance: string; concurrency: number },
  plumbing: Plumbing,
): Upstream {
  const budget = createBudget({ system, instance, concurrentMax: concurrency, places: plumbing.places ?? null });
  return createUpstream({ system, instance, budget, ...plumbing });
}
