// The Salesforce stand-in: an organisation with the firm's records behind the vendor's REST API.
import type { SalesforceCredentials } from '../credentials.ts';
import type { Firm } from '../firm/firm.ts';
import type { StandIn, StandInClock } from '../stand-in.ts';
import { Catalogue } from './catalogue/catalogue.ts';
import { DEAL_OBJECTS } from './catalogue/deal-objects.ts';
import { STANDARD_OBJECTS } from './catalogue/standard-objects.ts';
import { Organization, type OrganizationSettings } from './rest/organization.ts';
import { writeKeysOf } from './rest/write-keys.ts';
import { answerRequest } from './rest/route.ts';
import type { UsageSettings } from './rest/usage.ts';
import { integrationUserId, seedRecords } from './seed.ts';

/** The firm's organisation, and how strict it is. */
export interface SalesforceOptions {
  readonly firm: Firm;
  readonly clock: StandInClock;
  readonly credentials: SalesforceCredentials;
  /** The allowance of calls; counted always, enforced when asked. */
  readonly usage?: UsageSettings;
  /** How long a session lives after its last use. */
  readonly sessionSeconds?: number;
}

/** The objects of the firm's organisation; load more describe documents into it to play another one. */
export function firmCatalogue(): Catalogue {
  return Catalogue.from([...STANDARD_OBJECTS, ...DEAL_OBJECTS]);
}

/** The firm's CRM. */
export function createSalesforceStandIn({ firm, clock, credentials, ...limits }: SalesforceOptions): StandIn {
  return createOrganizationStandIn({
    ...limits,
    catalogue: firmCatalogue(),
    clock,
    credentials,
    userId: integrationUserId(firm),
    seed: () => seedRecords(firm, credentials.username),
  });
}

/** Any organisation: objects and records are data. */
export function createOrganizationStandIn(settings: OrganizationSettings): StandIn {
  const organization = new Organization(settings);
  return {
    vendor: 'salesforce',
    credentials: organization.sessions,
    handle: (request, faults) => answerRequest(organization, request, faults),
    writeKeys: (request) => writeKeysOf(organization.catalogue, request),
    reset: () => organization.reset(),
    dump: () => organization.dump(),
  };
}
