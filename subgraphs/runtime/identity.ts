// Who is asking: a signed token checked against the issuer's published keys. Nothing in a token is believed before that.
import { createHash } from 'node:crypto';
import { createLocalJWKSet, createRemoteJWKSet, errors, jwtVerify } from 'jose';
import type { JSONWebKeySet, JWTVerifyGetKey } from 'jose';
import { LRUCache } from 'lru-cache';
import { isRole } from '../../schema/canon/roles.ts';
import type { Principal } from './envelope.ts';

/** Asymmetric only: with HS256 a public key could be used as the secret, and `none` signs nothing. */
export const tokenAlgorithms = ['ES256', 'RS256', 'PS256'] as const;
/** Ours are below 1 kB; hashing and parsing megabytes for a stranger is not our job. */
export const tokenLengthMax = 8_192;
/** One verification costs 0.1 ms of CPU; this many people at once do not fill the memory. */
export const verifiedTokensMax = 10_000;
/** A token is believed without looking again for at most this long, so that a withdrawn key ends its tokens. */
export const verifiedForMaxMs = 5 * 60_000;
/** Issuer and we may disagree about the time by this much. */
export const clockToleranceS = 5;
/** Unknown key ids cause at most one fetch of the keys in this time, so that forged ones cannot flood the issuer. */
export const keysCooldownMs = 5_000;
/** Keys are fetched again after this long even when nothing unknown turned up. */
export const keysForMaxMs = 10 * 60_000;
/** An issuer that needs longer is down. */
export const keysFetchMs = 3_000;
/** While the issuer is down the keys we have go on working this long: its outage is not everybody's. */
export const keysWithoutIssuerMaxMs = 60 * 60_000;

/** Why nobody was recognised; KEYS_UNAVAILABLE is our trouble, the others are the caller's. */
export type UnauthenticatedReason =
  'TOKEN_MISSING' | 'TOKEN_INVALID' | 'TOKEN_EXPIRED' | 'ROLE_UNKNOWN' | 'KEYS_UNAVAILABLE';

const says: Readonly<Record<UnauthenticatedReason, string>> = {
  TOKEN_MISSING: 'A token is required: send the header "Authorization: Bearer <token>"',
  TOKEN_INVALID: 'The token is not valid here; get a new one from the identity provider',
  TOKEN_EXPIRED: 'The token has expired; get a new one from the identity provider',
  ROLE_UNKNOWN: 'The token carries no role this gateway knows; ask who manages access for one',
  KEYS_UNAVAILABLE: "The identity provider's keys cannot be fetched, so no token can be checked; try again shortly",
};

/** Nobody was recognised. The message is client-safe and says the remedy, never which check failed in detail. */
export class UnauthenticatedError extends Error {
  override readonly name = 'UnauthenticatedError';
  readonly reason: UnauthenticatedReason;

  constructor(reason: UnauthenticatedReason) {
    super(says[reason]);
    this.reason = reason;
  }
}

export interface TokenVerifier {
  /** Takes the value of the Authorization header. Raises UnauthenticatedError. */
  verify(authorization: string | undefined): Promise<Principal>;
}

/** Where the issuer's keys are: at its JWKS address, or given (tests, air-gapped houses). */
export type TokenVerifierOptions = { readonly issuer: string; readonly audience: string } & (
  { readonly jwksUrl: string } | { readonly jwks: JSONWebKeySet }
);

/** A verified token and the instant (Date.now()) until which it is believed without looking again. */
interface Verified {
  readonly principal: Principal;
  readonly untilMs: number;
}

/** Verifies tokens of one issuer for one audience; keys rotate without a restart. */
export function createTokenVerifier(options: TokenVerifierOptions): TokenVerifier {
  const keys = keysOf(options);
  const verified = new LRUCache<string, Verified>({ max: verifiedTokensMax });

  async function check(token: string): Promise<Verified> {
    const { payload } = await jwtVerify(token, keys, {
      issuer: options.issuer,
      audience: options.audience,
      algorithms: [...tokenAlgorithms],
      clockTolerance: clockToleranceS,
      requiredClaims: ['sub', 'exp'],
    });
    const { sub, exp, role } = payload;
    if (typeof sub !== 'string' || sub === '' || exp === undefined) throw new UnauthenticatedError('TOKEN_INVALID');
    if (!isRole(role)) throw new UnauthenticatedError('ROLE_UNKNOWN');
    const untilMs = Math.min(exp * 1_000, Date.now() + verifiedForMaxMs);
    return { principal: { subject: sub, role, token }, untilMs };
  }

  return {
    async verify(authorization) {
      const token = bearerToken(authorization);
      // By hash, so that a memory dump of the cache's keys opens no door.
      const key = createHash('sha256').update(token).digest('base64url');
      const known = verified.get(key);
      if (known !== undefined && known.untilMs > Date.now()) return known.principal;
      try {
        const fresh = await check(token);
        verified.set(key, fresh);
        return fresh.principal;
      } catch (error) {
        verified.delete(key);
        throw error instanceof UnauthenticatedError ? error : new UnauthenticatedError(reasonOf(error));
      }
    },
  };
}

function keysOf(options: TokenVerifierOptions): JWTVerifyGetKey {
  if ('jwks' in options) return createLocalJWKSet(options.jwks);
  const remote = createRemoteJWKSet(new URL(options.jwksUrl), {
    cooldownDuration: keysCooldownMs,
    cacheMaxAge: keysForMaxMs,
    timeoutDuration: keysFetchMs,
  });
  let fetchedAt = 0;
  return async (header, token) => {
    try {
      const key = await remote(header, token);
      if (remote.fresh) fetchedAt = Date.now();
      return key;
    } catch (error) {
      const last = remote.jwks();
      const usable = last !== undefined && Date.now() - fetchedAt < keysWithoutIssuerMaxMs;
      if (!usable || reasonOf(error) !== 'KEYS_UNAVAILABLE') throw error;
      return createLocalJWKSet(last)(header, token);
    }
  };
}

function bearerToken(authorization: string | undefined): string {
  const match = /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i.exec(authorization ?? '');
  const token = match?.[1];
  if (token === undefined)
    throw new UnauthenticatedError(authorization === undefined ? 'TOKEN_MISSING' : 'TOKEN_INVALID');
  if (token.length > tokenLengthMax) throw new UnauthenticatedError('TOKEN_INVALID');
  return token;
}

function reasonOf(error: unknown): UnauthenticatedReason {
  if (error instanceof errors.JWTExpired) return 'TOKEN_EXPIRED';
  // jose's own base error means a bad answer of the issuer; a failed fetch is no JOSE error at all.
  if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid) return 'KEYS_UNAVAILABLE';
  if (!(error instanceof errors.JOSEError) || error.code === 'ERR_JOSE_GENERIC') return 'KEYS_UNAVAILABLE';
  return 'TOKEN_INVALID';
}
