// Tokens by which our own processes speak to the system APIs: for one system, for a minute, in somebody's name. They are no
// person's tokens: another issuer, another audience, another key; the gateway knows none of them.
import type { KeyObject } from 'node:crypto';
import { decodeJwt, errors, jwtVerify, SignJWT } from 'jose';
import type { JWTPayload } from 'jose';
import { isRole } from '../../schema/canon/roles.ts';
import type { Role } from '../../schema/canon/roles.ts';
import type { Principal } from './envelope.ts';
import { clockToleranceS, tokenLengthMax, UnauthenticatedError } from './identity.ts';
import type { TokenVerifier } from './identity.ts';

/** `iss` of every service token. */
export const serviceIssuer = 'engagement-to-cash/process';
/** `aud` of every service token. */
export const serviceAudience = 'engagement-to-cash/systems';
/** Long enough for the longest deadline of a call, too short to be worth stealing. */
export const serviceTokenS = 90;
/** Ed25519 alone: one key, one way to sign. */
const algorithms = ['EdDSA'];

/** The systems that can be written to, as scopes name them. */
export const serviceSystems = ['crm', 'psa', 'erp'] as const;
/** One of them. */
export type ServiceSystem = (typeof serviceSystems)[number];

/** The scope a system API asks for. */
export function scopeOf(system: string): string {
  return `system:${system}`;
}

/** Who began what a service is doing. */
export interface Initiator {
  readonly subject: string;
  readonly role: Role;
}

/** Makes service tokens. */
export interface ServiceTokens {
  issue(system: ServiceSystem, initiator: Initiator): Promise<string>;
}

/** Tokens of one service (`worker`), signed with its private key: the one at hand, or whichever is in force when a token is made. */
export function createServiceTokens(service: string, privateKey: KeyObject | (() => KeyObject)): ServiceTokens {
  return {
    issue: (system, { subject, role }) =>
      new SignJWT({ scope: scopeOf(system), initiator: { sub: subject, role } })
        .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT' })
        .setIssuer(serviceIssuer)
        .setAudience(serviceAudience)
        .setSubject(`service:${service}`)
        .setIssuedAt()
        .setExpirationTime(`${serviceTokenS}s`)
        .sign(typeof privateKey === 'function' ? privateKey() : privateKey),
  };
}

/** Keys that are rotated: while the new one spreads, tokens of both count. */
export interface AcceptedKeys {
  /** Newest first. */
  accepted(): readonly KeyObject[];
  /** Looks for a new key at once; true when there is one. */
  look(): boolean;
}

/**
 * A verifier that takes service tokens too. What a token says of its issuer only chooses who checks it: a person's token that
 * claims to be a service's is refused like any forgery.
 */
export function acceptingServices(people: TokenVerifier, publicKeys: KeyObject | AcceptedKeys): TokenVerifier {
  const keys = 'accepted' in publicKeys ? publicKeys : { accepted: () => [publicKeys], look: () => false };
  return {
    verify: async (authorization) => {
      const token = serviceTokenIn(authorization);
      return token === null ? people.verify(authorization) : servicePrincipal(token, keys);
    },
  };
}

function serviceTokenIn(authorization: string | undefined): string | null {
  const token = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
  if (token === undefined || token.length > tokenLengthMax) return null;
  try {
    return decodeJwt(token).iss === serviceIssuer ? token : null;
  } catch {
    return null;
  }
}

async function servicePrincipal(token: string, keys: AcceptedKeys): Promise<Principal> {
  let payload: JWTPayload | null;
  try {
    // A signature of nobody's may be a key's that we have not seen yet: the worker is told of a new one as we are, at its own time.
    payload =
      (await payloadBy(token, keys.accepted())) ?? (keys.look() ? await payloadBy(token, keys.accepted()) : null);
  } catch (error) {
    throw new UnauthenticatedError(error instanceof errors.JWTExpired ? 'TOKEN_EXPIRED' : 'TOKEN_INVALID');
  }
  if (payload === null) throw new UnauthenticatedError('TOKEN_INVALID');
  const { sub, scope, initiator } = payload;
  const by = initiatorIn(initiator);
  if (sub === undefined || typeof scope !== 'string' || by === null) throw new UnauthenticatedError('TOKEN_INVALID');
  // Fields that are everybody's are masked as for whoever began the run: a process is no way around the mask.
  return {
    subject: sub,
    role: by.role,
    token: null,
    service: { scopes: scope.split(' '), initiator: by.subject },
  };
}

/** What a token says when one of the keys signed it; null when none did. Rejects for a token that is signed and does not count. */
async function payloadBy(token: string, keys: readonly KeyObject[]): Promise<JWTPayload | null> {
  for (const key of keys) {
    try {
      const { payload } = await jwtVerify(token, key, {
        issuer: serviceIssuer,
        audience: serviceAudience,
        algorithms,
        clockTolerance: clockToleranceS,
        requiredClaims: ['sub', 'exp', 'scope', 'initiator'],
      });
      return payload;
    } catch (error) {
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw error;
    }
  }
  return null;
}

function initiatorIn(claim: unknown): Initiator | null {
  if (typeof claim !== 'object' || claim === null || !('sub' in claim) || !('role' in claim)) return null;
  const { sub, role } = claim;
  return typeof sub === 'string' && sub !== '' && isRole(role) ? { subject: sub, role } : null;
}
