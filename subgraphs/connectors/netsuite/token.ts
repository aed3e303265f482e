// Access tokens by OAuth 2.0 client credentials: an assertion signed with our certificate's key buys a token for an hour.
import { createPrivateKey, randomUUID, type KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';
import { openSecret, type Secret, secretsHere, type SecretWorld } from '../../runtime/secret.ts';
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

/** A key with the certificate NetSuite knows it by. */
interface CertifiedKey {
  readonly key: KeyObject;
  readonly certificateId: string | null;
}

/** Reads the text of a key: PEM, with a line `certificateId: <id>` before it or not. Raises Error when there is no key in it. */
function certifiedKeyIn(text: string): CertifiedKey {
  const pemAt = text.indexOf('-----BEGIN');
  const named = /^\s*certificateId:\s*(\S+)\s*$/im.exec(text.slice(0, Math.max(0, pemAt)));
  return { key: createPrivateKey(text.slice(Math.max(0, pemAt))), certificateId: named?.[1] ?? null };
}

/** The key of the account, in use. Raises ConfigError when it is missing or none that NetSuite takes. */
export function openKey({ instance, privateKeyPem }: NetSuiteConfig, world: SecretWorld): Secret {
  return openSecret(privateKeyPem, { name: `ERP (${instance}) private key`, check: whyNoKey }, world);
}

function whyNoKey(text: string): string | null {
  try {
    algorithmOf(certifiedKeyIn(text).key);
    return null;
  } catch {
    return 'is no private key in PEM that NetSuite takes: RSA, or EC P-256, P-384, P-521';
  }
}

/** The form that asks for a token; `text` is the key, by default what the configuration names. */
export async function signInForm(
  config: NetSuiteConfig,
  origin: string,
  text = openKey(config, secretsHere).current(),
): Promise<string> {
  const { key, certificateId } = certifiedKeyIn(text);
  const issuedAt = Math.floor(Date.now() / 1_000);
  const assertion = await new SignJWT({ scope: [config.scope] })
    .setProtectedHeader({ typ: 'JWT', alg: algorithmOf(key), kid: certificateId ?? config.certificateId })
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
