// The issuer's published keys, fetched rarely: strangers with made-up key ids must not be able to make us flood it, and
// its outage is not everybody's.
import { createLocalJWKSet, createRemoteJWKSet, errors } from 'jose';
import type { JWTVerifyGetKey } from 'jose';

/** Unknown key ids cause at most one fetch of the keys in this time, also when the fetch fails. */
export const keysCooldownMs = 5_000;
/** Keys are fetched again after this long even when nothing unknown turned up. */
export const keysForMaxMs = 10 * 60_000;
/** An issuer that needs longer is down. */
export const keysFetchMs = 3_000;
/** While the issuer is down the keys we have go on working this long. */
export const keysWithoutIssuerMaxMs = 60 * 60_000;

/** Whether an error says that keys could not be had, and nothing about the token. */
export function isKeysFailure(error: unknown): boolean {
  if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid) return true;
  // jose's own base error means a bad answer of the issuer; a failed fetch is no JOSE error at all.
  return !(error instanceof errors.JOSEError) || error.code === 'ERR_JOSE_GENERIC';
}

/** Looks keys up at a JWKS address; rotation needs no restart. Header parameters like `jku` or `x5u` are never followed. */
export function createIssuerKeys(jwksUrl: string): JWTVerifyGetKey {
  const remote = createRemoteJWKSet(new URL(jwksUrl), {
    cooldownDuration: keysCooldownMs,
    cacheMaxAge: keysForMaxMs,
    timeoutDuration: keysFetchMs,
  });
  let fetchedAt = 0;
  let outage: Outage | null = null;
  return async (header, token) => {
    if (outage !== null && Date.now() < outage.untilMs) return outage.keys(header, token);
    try {
      const key = await remote(header, token);
      if (remote.fresh) fetchedAt = Date.now();
      outage = null;
      return key;
    } catch (error) {
      if (!isKeysFailure(error)) throw error;
      const last = remote.jwks();
      const isUsable = last !== undefined && Date.now() - fetchedAt < keysWithoutIssuerMaxMs;
      // jose counts its cooldown from the last success only: without this a dead issuer is asked at every request.
      outage = {
        untilMs: Date.now() + keysCooldownMs,
        keys: isUsable
          ? createLocalJWKSet(last)
          : () => Promise.reject(error instanceof Error ? error : new Error(String(error))),
      };
      return outage.keys(header, token);
    }
  };
}

/** What we go by until the issuer is asked again. */
interface Outage {
  readonly untilMs: number;
  readonly keys: JWTVerifyGetKey;
}
