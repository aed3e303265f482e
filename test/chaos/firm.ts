// The vendors under chaos: stand-ins in this process, so that nothing kills them.
import { mintId } from '../../schema/canon/identity.ts';
import { type Sandbox, startSandbox } from '../../subgraphs/sandbox/sandbox.ts';
import { openScreens, rows, type Screens } from './vendor-screens.ts';

/** The demo firm's day. */
export const firmDay = '2026-11-20';

/** The stand-ins, and a way to enter what a play begins with. */
export interface ChaosFirm {
  readonly sandbox: Sandbox;
  readonly screens: Screens;
  /** Canonical ids of two legal entities that bill. */
  readonly legalEntityIds: readonly string[];
  close(): Promise<void>;
}

/** Starts the stand-ins with the demo firm. */
export async function openFirm(dataDirectory: string): Promise<ChaosFirm> {
  const ports = { control: 0, identity: 0, salesforce: 0, kantata: 0, netsuite: 0 };
  const sandbox = await startSandbox({ size: 'demo', today: firmDay, ports, dataDirectory });
  const entities = rows(sandbox, 'netsuite', 'subsidiary').filter((row) => row.name !== 'Parent Company');
  const legalEntityIds = entities
    .slice(0, 2)
    .map((row) => mintId({ system: 'ERP', instance: 'netsuite', kind: 'LEGAL_ENTITY', id: String(row.id) }));
  return { sandbox, screens: await openScreens(sandbox), legalEntityIds, close: () => sandbox.close() };
}

/** The environment in which roles reach the stand-ins. */
export function vendorEnvironment({ urls, credentials: { salesforce, kantata, netsuite } }: Sandbox) {
  return {
    IDENTITY_ISSUER: urls.identity,
    IDENTITY_JWKS_URL: `${urls.identity}/.well-known/jwks.json`,
    SALESFORCE_URL: urls.salesforce,
    SALESFORCE_CLIENT_ID: salesforce.clientId,
    SALESFORCE_USERNAME: salesforce.username,
    SALESFORCE_PRIVATE_KEY: salesforce.privateKeyPem,
    KANTATA_URL: urls.kantata,
    KANTATA_ACCESS_TOKEN: kantata.accessToken,
    NETSUITE_URL: urls.netsuite,
    NETSUITE_ACCOUNT: netsuite.account,
    NETSUITE_CLIENT_ID: netsuite.clientId,
    NETSUITE_CERTIFICATE_ID: netsuite.certificateId,
    NETSUITE_PRIVATE_KEY: netsuite.privateKeyPem,
  };
}
