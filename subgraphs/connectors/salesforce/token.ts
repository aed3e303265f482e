// Sessions by OAuth 2.0: JWT bearer with the app's key, or client credentials with its secret.
import { createPrivateKey } from 'node:crypto';
import { SignJWT } from 'jose';
import type { SalesforceConfig } from './config.ts';

/** Where sessions are bought, on the login host. */
export const tokenPath = '/services/oauth2/token';
/** Salesforce takes assertions of at most three minutes; one is used once, at once. */
const assertionLifeSeconds = 180;

/** A session; Salesforce does not say how long it lives, it says so when it is over. */
export interface Session {
  readonly value: string;
  /** Where this org answers, which may be another host than the one we signed in at. */
  readonly instanceUrl: string;
}

/** The form that asks for a session. Raises Error naming what is missing when neither way in is configured. */
export async function signInForm(config: SalesforceConfig): Promise<string> {
  const { clientId, clientSecret, username, privateKeyPem, loginUrl } = config;
  if (clientSecret !== undefined) {
    return new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
    }).toString();
  }
  if (username === undefined || privateKeyPem === undefined) {
    throw new Error(`Salesforce (${config.instance}) needs clientSecret, or username and privateKeyPem, to sign in`);
  }
  const assertion = await new SignJWT()
    .setProtectedHeader({ alg: 'RS256' })
    .setIssuer(clientId)
    .setSubject(username)
    .setAudience(new URL(loginUrl).origin)
    .setExpirationTime(Math.floor(Date.now() / 1_000) + assertionLifeSeconds)
    .sign(createPrivateKey(privateKeyPem));
  return new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion }).toString();
}

/** Keeps one session for all calls. */
export interface SessionKeeper {
  /** The session in use, bought when there is none. */
  current(): Promise<Session>;
  /** A session other than the one that was refused; whoever comes with an older one gets the newest without buying. */
  after(refused: Session): Promise<Session>;
}

/** `buy` runs at most once at a time; all who wait share its result or its failure. */
export function createSessionKeeper(buy: () => Promise<Session>): SessionKeeper {
  let kept: Session | null = null;
  let buying: Promise<Session> | null = null;
  const renew = (): Promise<Session> => {
    buying ??= buy()
      .then((session) => (kept = session))
      .finally(() => (buying = null));
    return buying;
  };
  return {
    current: async () => kept ?? renew(),
    after: async (refused) => (kept !== null && kept.value !== refused.value ? kept : renew()),
  };
}
