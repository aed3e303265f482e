// Which claims of a token say what its holder may do: every identity provider names and nests them in its own way.
import type { JWTPayload } from 'jose';
import { z } from 'zod';
import { isRole, roles } from '../../schema/canon/roles.ts';
import type { Role } from '../../schema/canon/roles.ts';

/** More legal entities than any firm has; a longer list is a mistake of the provider. */
const legalEntitiesMax = 500;

/** A claim's name, or its path: `realm_access.roles`. A name that holds dots itself (a URL) is tried first. */
const claimName = z.string().min(1);

/** Where to look in a token. The gateway and every subgraph need the same, for each checks the token itself. */
export const claimsSchema = z.strictObject({
  /** A text or a list of texts, of which exactly one must be a role. */
  role: claimName.default('role'),
  /** The provider's words for our roles (`e2c-finance: finance-controller`); a role's own name always stands for itself. */
  roles: z.record(z.string(), z.enum(roles)).default({}),
  /** A list of legal entities' codes; a token without the claim may see all of them. */
  legalEntities: claimName.default('legal_entities'),
});

/** Checked settings of claims. */
export type Claims = z.infer<typeof claimsSchema>;

/** Our own provider's claims. */
export const defaultClaims: Claims = claimsSchema.parse({});

/** The role a payload carries; null when it carries none we know, or more than one, for then nobody knows which is meant. */
export function roleIn(payload: JWTPayload, { role: name, roles: mapped }: Claims): Role | null {
  const claim = claimOf(payload, name);
  const texts: unknown[] = Array.isArray(claim) ? claim : [claim];
  const found = new Set<Role>();
  for (const text of texts) {
    if (typeof text !== 'string') continue;
    const meant = Object.hasOwn(mapped, text) ? mapped[text] : text;
    if (isRole(meant)) found.add(meant);
  }
  const [only] = found;
  return found.size === 1 && only !== undefined ? only : null;
}

/** The codes a payload is limited to, sorted; `all` without the claim, and null when the claim is no list of codes. */
export function legalEntitiesIn(
  payload: JWTPayload,
  { legalEntities: name }: Claims,
): readonly string[] | 'all' | null {
  const claim = claimOf(payload, name);
  if (claim === undefined) return 'all';
  if (!Array.isArray(claim) || claim.length > legalEntitiesMax) return null;
  const codes = claim.filter((code): code is string => typeof code === 'string' && code !== '');
  return codes.length === claim.length ? [...new Set(codes)].sort() : null;
}

function claimOf(payload: JWTPayload, name: string): unknown {
  if (Object.hasOwn(payload, name)) return payload[name];
  let holder: unknown = payload;
  for (const part of name.split('.')) {
    if (typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, part)) return undefined;
    holder = (holder as Readonly<Record<string, unknown>>)[part];
  }
  return holder;
}
