// Stage 2, identify: who asks. Nothing in a token is believed before its signature, issuer, audience and expiry are.
import { hash } from 'node:crypto';
import type { Role } from '../../schema/canon/roles.ts';
import type { Principal } from '../../subgraphs/runtime/envelope.ts';
import { UnauthenticatedError } from '../../subgraphs/runtime/identity.ts';
import type { TokenVerifier } from '../../subgraphs/runtime/identity.ts';
import { Refusal } from '../refusal.ts';

/** Who asks. `anybody` exists only where authentication is off, which config.ts allows on loopback alone. */
export type Identity =
  | {
      readonly kind: 'principal';
      readonly subject: string;
      readonly role: Role;
      readonly authorization: string;
      /** Names everyone who sees the same data: answers are shared under it and under nothing wider. */
      readonly fingerprint: string;
    }
  | { readonly kind: 'anybody'; readonly authorization: string | null; readonly fingerprint: string };

/** By the verified token's principal, which the verifier remembers: a known token costs no hashing here. */
const identities = new WeakMap<Principal, Identity>();

/** Recognises whoever sent a request, at once if the token is known; `verifier` null means that authentication is off. */
export function identify(
  authorization: string | undefined,
  verifier: TokenVerifier | null,
): Identity | Promise<Identity> {
  if (!verifier) return authorization === undefined ? nobody : bearerOf(authorization);
  const principal = verifier.verify(authorization);
  return principal instanceof Promise ? principal.then(known, refuse) : known(principal);
}

function known(principal: Principal): Identity {
  let identity = identities.get(principal);
  if (!identity) identities.set(principal, (identity = identityOf(principal)));
  return identity;
}

function refuse(error: unknown): never {
  if (!(error instanceof UnauthenticatedError)) throw error;
  if (error.reason === 'KEYS_UNAVAILABLE') throw new Refusal(503, 'IDENTITY_UNAVAILABLE', error.message);
  throw new Refusal(401, 'UNAUTHENTICATED', error.message, { headers: { 'www-authenticate': 'Bearer' } });
}

function identityOf({ subject, role, token, legalEntities }: Principal): Identity {
  const authorization = `Bearer ${token ?? ''}`;
  return {
    kind: 'principal',
    subject,
    role,
    authorization,
    fingerprint: fingerprint([role, subject, legalEntities ?? null]),
  };
}

const nobody: Identity = { kind: 'anybody', authorization: null, fingerprint: fingerprint(['anybody']) };

function bearerOf(authorization: string): Identity {
  return { kind: 'anybody', authorization, fingerprint: fingerprint(['anybody', authorization]) };
}

/** Everything that decides what a caller sees: who they are, and what else of their request goes on to subgraphs. */
export function fingerprintOf(identity: Identity, forwarded = ''): string {
  return forwarded === '' ? identity.fingerprint : fingerprint([identity.fingerprint, forwarded]);
}

function fingerprint(parts: readonly unknown[]): string {
  return hash('sha256', JSON.stringify(parts), 'base64url');
}
