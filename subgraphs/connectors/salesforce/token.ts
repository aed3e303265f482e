// Sessions by OAuth 2.0: JWT bearer with the app's key, or client credentials with its secret.
import { createPrivateKey } from 'node:crypto';
import { SignJWT } from 'jose';
import { ConfigError } from '../../runtime/config-file.ts';
import { openSecretIfGiven, type Secret, secretsHere, type SecretWorld } from '../../runtime/secret.ts';
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

/** A way in, with the secret it takes. */
type WayIn =
  | { readonly kind: 'CLIENT_SECRET'; readonly secret: Secret }
  | { readonly kind: 'ASSERTION'; readonly username: string; readonly secret: Secret };

/** The configured way in. Raises ConfigError naming what is missing when there is none. */
export function openWayIn(config: SalesforceConfig, world: SecretWorld): WayIn {
  const { instance, clientSecret, username, privateKeyPem } = config;
  const named = `CRM (${instance}) client secret`;
  const secret = clientSecret === undefined ? null : openSecretIfGiven(clientSecret, { name: named }, world);
  if (secret !== null) return { kind: 'CLIENT_SECRET', secret };
  const use = { name: `CRM (${instance}) private key`, check: whyNoKey };
  const key = privateKeyPem === undefined ? null : openSecretIfGiven(privateKeyPem, use, world);
  if (key !== null && typeof username === 'string') return { kind: 'ASSERTION', username, secret: key };
  throw new ConfigError(`Salesforce (${instance}) needs clientSecret, or username and privateKeyPem, to sign in`);
}

function whyNoKey(text: string): string | null {
  try {
    return createPrivateKey(text).asymmetricKeyType === 'rsa' ? null : 'is no RSA key, and Salesforce takes no other';
  } catch {
    return 'is no private key in PEM';
  }
}

/** The form that asks for a session; `text` is the secret of the way in, by default what the configuration names. */
export async function signInForm(
  config: SalesforceConfig,
  wayIn = openWayIn(config, secretsHere),
  text = wayIn.secret.current(),
): Promise<string> {
  const { clientId, loginUrl } = config;
  if (wayIn.kind === 'CLIENT_SECRET') {
    return new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: text,
    }).toString();
  }
  const assertion = await new SignJWT()
    .setProtectedHeader({ alg: 'RS256' })
    .setIssuer(clientId)
    .setSubject(wayIn.username)
    .setAudience(new URL(loginUrl).origin)
    .setExpirationTime(Math.floor(Date.now() / 1_000) + assertionLifeSeconds)
    .sign(createPrivateKey(text));
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
