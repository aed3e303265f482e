// The bearer tokens an account takes. They do not expire: an administrator makes a further one, and takes the older ones back.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { CredentialDesk, VendorRequest } from '../stand-in.ts';

/** The tokens of one account. */
export interface TokenList extends CredentialDesk {
  /** Whether a request carries one of them: `Authorization: Bearer …`. */
  takes(request: VendorRequest): boolean;
}

/** An account that takes one token. */
export function createTokenList(first: string): TokenList {
  let tokens: readonly string[] = [first];
  return {
    takes: ({ headers }) => {
      const given = /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
      return tokens.some((token) => isSame(given, token));
    },
    add: () => {
      // Begins with a letter, as two in five do: such a token passes for a word wherever words are let through.
      const accessToken = `c${randomBytes(32).toString('hex').slice(1)}`;
      tokens = [accessToken, ...tokens];
      return { accessToken };
    },
    retire: () => {
      tokens = tokens.slice(0, 1);
    },
    issued: () => tokens,
  };
}

/** Compared without telling by its duration how much was right. */
function isSame(one: string, other: string): boolean {
  const [first, second] = [one, other].map((token) => createHash('sha256').update(token).digest());
  return first !== undefined && second !== undefined && timingSafeEqual(first, second);
}
