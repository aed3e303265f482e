// Real tokens (ES256) of an identity provider on loopback, many more than any cache holds.
import { createSign, generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An identity provider for the length of a run. */
export interface TokenSource {
  /** Environment of a gateway that believes it. */
  readonly env: Readonly<Record<string, string>>;
  /** A token of one person; equal numbers give equal tokens, unlike ones unlike subjects. */
  token(number: number): string;
  close(): void;
}

const audience = 'bench';
const role = 'finance-controller';

/** Starts a provider. */
export async function startTokens(): Promise<TokenSource> {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'bench', alg: 'ES256', use: 'sig' };
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys: [jwk] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const issuedAt = Math.floor(Date.now() / 1_000);
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const header = encode({ alg: 'ES256', kid: 'bench', typ: 'JWT' });
  const known = new Map<number, string>();
  const make = (number: number): string => {
    const claims = { iss: url, aud: audience, sub: `person-${number}`, role, iat: issuedAt, exp: issuedAt + 36_000 };
    const signed = `${header}.${encode(claims)}`;
    const signature = createSign('sha256').update(signed).sign({ key: privateKey, dsaEncoding: 'ieee-p1363' });
    return `${signed}.${signature.toString('base64url')}`;
  };
  return {
    env: { IDENTITY_ISSUER: url, IDENTITY_AUDIENCE: audience, IDENTITY_JWKS_URL: `${url}/jwks.json` },
    token: (number) => {
      const token = known.get(number) ?? make(number);
      known.set(number, token);
      return token;
    },
    close: () => server.close(),
  };
}
