// How roles are told where the stand-ins are and how to sign in to them.
import type { Sandbox } from '../../subgraphs/sandbox/sandbox.ts';

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
