// Who is asking: a signed token checked against the issuer's published keys. Nothing in a token is believed before that.
import { hash } from 'node:crypto';
import { createLocalJWKSet, errors, jwtVerify } from 'jose';
import type { JSONWebKeySet, JWTPayload } from 'jose';
import { LRUCache } from 'lru-cache';
import { defaultClaims, legalEntitiesIn, roleIn } from './claims.ts';
import type { Claims } from './claims.ts';
import type { Principal } from './envelope.ts';
import { createIssuerKeys, isKeysFailure } from './issuer-keys.ts';

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
  /** Takes the value of the Authorization header; whoever was verified a moment ago comes at once. Rejects with UnauthenticatedError. */
  verify(authorization: string | undefined): Principal | Promise<Principal>;
}

/** Where the issuer's keys are: at its JWKS address, or given (tests, air-gapped houses). */
export type TokenVerifierOptions = {
  readonly issuer: string;
  readonly audience: string;
  readonly claims?: Claims;
  /** What time it is, in milliseconds since 1970; the machine's clock by default. */
  readonly nowMs?: () => number;
} & ({ readonly jwksUrl: string } | { readonly jwks: JSONWebKeySet });

/** A verified token and the instant (milliseconds since 1970) until which it is believed without looking again. */
interface Verified {
  readonly principal: Principal;
  readonly untilMs: number;
}

/**
 * Verifies tokens of one issuer for one audience; keys rotate without a restart. jose hands the check to another thread;
 * doing it on the spot (`crypto.verify`) was measured as dearer in a gateway under load (0.72 against 0.58 ms of CPU for a
 * small request), though it is cheaper alone: it drives the gateway's own work out of the processor's caches.
 */
export function createTokenVerifier(options: TokenVerifierOptions): TokenVerifier {
  const keys = 'jwks' in options ? createLocalJWKSet(options.jwks) : createIssuerKeys(options.jwksUrl);
  const verified = new LRUCache<string, Verified>({ max: verifiedTokensMax });
  const { nowMs = Date.now } = options;

  async function check(token: string): Promise<Verified> {
    const { payload } = await jwtVerify(token, keys, {
      issuer: options.issuer,
      audience: options.audience,
      algorithms: [...tokenAlgorithms],
      clockTolerance: clockToleranceS,
      currentDate: new Date(nowMs()),
      requiredClaims: ['sub', 'exp'],
    });
    const { exp } = payload;
    if (exp === undefined) throw new UnauthenticatedError('TOKEN_INVALID');
    const untilMs = Math.min(exp * 1_000, nowMs() + verifiedForMaxMs);
    return { principal: principalOf(payload, token, options.claims ?? defaultClaims), untilMs };
  }

  async function verifyAnew(token: string, key: string): Promise<Principal> {
    try {
      const fresh = await check(token);
      verified.set(key, fresh);
      return fresh.principal;
    } catch (error) {
      verified.delete(key);
      throw error instanceof UnauthenticatedError ? error : new UnauthenticatedError(reasonOf(error));
    }
  }

  return {
    verify(authorization) {
      const token = bearerToken(authorization);
      if (token instanceof UnauthenticatedError) return Promise.reject(token);
      // By hash, so that a memory dump of the cache's keys opens no door.
      const key = hash('sha256', token, 'base64url');
      const known = verified.get(key);
      return known !== undefined && known.untilMs > nowMs() ? known.principal : verifyAnew(token, key);
    },
  };
}

function principalOf(payload: JWTPayload, token: string, claims: Claims): Principal {
  const { sub: subject } = payload;
  if (typeof subject !== 'string' || subject === '') throw new UnauthenticatedError('TOKEN_INVALID');
  const role = roleIn(payload, claims);
  if (role === null) throw new UnauthenticatedError('ROLE_UNKNOWN');
  const legalEntities = legalEntitiesIn(payload, claims);
  if (legalEntities === null) throw new UnauthenticatedError('TOKEN_INVALID');
  return legalEntities === 'all' ? { subject, role, token } : { subject, role, token, legalEntities };
}

function bearerToken(authorization: string | undefined): string | UnauthenticatedError {
  if (authorization === undefined) return new UnauthenticatedError('TOKEN_MISSING');
  const isTooLong = authorization.length > tokenLengthMax + 'Bearer '.length;
  const token = isTooLong ? undefined : /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i.exec(authorization)?.[1];
  return token ?? new UnauthenticatedError('TOKEN_INVALID');
}

function reasonOf(error: unknown): UnauthenticatedReason {
  if (error instanceof errors.JWTExpired) return 'TOKEN_EXPIRED';
  return isKeysFailure(error) ? 'KEYS_UNAVAILABLE' : 'TOKEN_INVALID';
}
