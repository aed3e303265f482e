// Access tokens by OAuth 2.0 client credentials: an assertion signed with our certificate's key buys a token for an hour.
import { createPrivateKey, randomUUID, type KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';
import type { NetSuiteConfig } from './config.ts';

/** Where the token endpoint lies; its full URL is the assertion's audience. */
export const tokenPath = '/services/rest/auth/oauth2/v1/token';
/** NetSuite refuses assertions that live for an hour or more; one is used once, at once. */
const assertionLifeSeconds = 300;
/** A token is renewed this long before it ends, so that no call takes off with one that ends on the way. */
export const renewBeforeMs = 120_000;

/** A token and how long it may be used, in milliseconds of Date.now(): signing in follows the machine's time. */
export interface AccessToken {
  readonly value: string;
  readonly usableUntilMs: number;
}

/** The signing algorithm of a key. NetSuite takes ES* and PS*, never RS256. Raises Error naming the kind of key. */
export function algorithmOf(key: KeyObject): string {
  if (key.asymmetricKeyType === 'rsa' || key.asymmetricKeyType === 'rsa-pss') return 'PS256';
  const curve = key.asymmetricKeyDetails?.namedCurve ?? '';
  const found = { prime256v1: 'ES256', secp384r1: 'ES384', secp521r1: 'ES512' }[curve];
  if (found !== undefined) return found;
  throw new Error(
    `NetSuite takes no ${key.asymmetricKeyType ?? 'such'} key ${curve}; use RSA or EC P-256, P-384, P-521`,
  );
}

/** The form that asks for a token. */
export async function signInForm(config: NetSuiteConfig, origin: string): Promise<string> {
  const key = createPrivateKey(config.privateKeyPem);
  const issuedAt = Math.floor(Date.now() / 1_000);
  const assertion = await new SignJWT({ scope: [config.scope] })
    .setProtectedHeader({ typ: 'JWT', alg: algorithmOf(key), kid: config.certificateId })
    .setIssuer(config.clientId)
    .setAudience(`${origin}${tokenPath}`)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + assertionLifeSeconds)
    .setJti(randomUUID())
    .sign(key);
  return new URLSearchParams({
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  }).toString();
}

/** Keeps one token for all calls. */
export interface TokenKeeper {
  /** The token in use, bought when there is none or it is about to end. */
  current(): Promise<AccessToken>;
  /** A token other than the one that was refused; whoever comes with an older one gets the newest without buying. */
  after(refused: AccessToken): Promise<AccessToken>;
}

/** `buy` runs at most once at a time; all who wait share its result or its failure. */
export function createTokenKeeper(buy: () => Promise<AccessToken>): TokenKeeper {
  let kept: AccessToken | null = null;
  let buying: Promise<AccessToken> | null = null;

  const renew = (): Promise<AccessToken> => {
    buying ??= buy()
      .then((token) => (kept = token))
      .finally(() => (buying = null));
    return buying;
  };
  return {
    current: async () => (kept !== null && Date.now() < kept.usableUntilMs ? kept : renew()),
    after: async (refused) => (kept !== null && kept.value !== refused.value ? kept : renew()),
  };
}
