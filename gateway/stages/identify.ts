// Stage 2, identify: who asks. Nothing in a token is believed before its signature, issuer, audience and expiry are.
import { createHash } from 'node:crypto';
import type { Role } from '../../schema/canon/roles.ts';
import { UnauthenticatedError } from '../../subgraphs/runtime/identity.ts';
import type { TokenVerifier } from '../../subgraphs/runtime/identity.ts';
import { Refusal } from '../refusal.ts';

/** Who asks. `anybody` exists only where authentication is off, which config.ts allows on loopback alone. */
export type Identity =
  | { readonly kind: 'principal'; readonly subject: string; readonly role: Role; readonly authorization: string }
  | { readonly kind: 'anybody'; readonly authorization: string | null };

/** Recognises whoever sent a request; `verifier` null means that authentication is off. */
export async function identify(authorization: string | undefined, verifier: TokenVerifier | null): Promise<Identity> {
  if (!verifier) return { kind: 'anybody', authorization: authorization ?? null };
  try {
    const { subject, role, token } = await verifier.verify(authorization);
    return { kind: 'principal', subject, role, authorization: `Bearer ${token ?? ''}` };
  } catch (error) {
    if (!(error instanceof UnauthenticatedError)) throw error;
    if (error.reason === 'KEYS_UNAVAILABLE') throw new Refusal(503, 'IDENTITY_UNAVAILABLE', error.message);
    throw new Refusal(401, 'UNAUTHENTICATED', error.message, { 'www-authenticate': 'Bearer' });
  }
}

/** Names everyone who sees the same data: answers are shared under it and under nothing wider. */
export function fingerprintOf(identity: Identity): string {
  const parts =
    identity.kind === 'principal' ? [identity.role, identity.subject] : ['anybody', identity.authorization ?? ''];
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}
