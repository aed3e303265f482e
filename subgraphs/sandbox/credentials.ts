// What a client needs to sign in to the stand-ins: made at the first start, kept in a file only its owner can read.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Sign-in by JWT bearer (RS256) at `<loginUrl>/services/oauth2/token`; the stand-in knows the public half of the key. */
export interface SalesforceCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly username: string;
  readonly privateKeyPem: string;
  /** Where the stand-in listens; empty until it does. Also the audience of the assertion. */
  readonly loginUrl: string;
}

/** A bearer token that does not expire, as the vendor's do not. */
export interface KantataCredentials {
  readonly accessToken: string;
}

/** Sign-in by client credentials with an ES256 assertion whose `kid` is the certificate id. */
export interface NetSuiteCredentials {
  readonly account: string;
  readonly clientId: string;
  readonly certificateId: string;
  readonly privateKeyPem: string;
  readonly scope: string;
}

/** Credentials of the three stand-ins. */
export interface SandboxCredentials {
  readonly salesforce: SalesforceCredentials;
  readonly kantata: KantataCredentials;
  readonly netsuite: NetSuiteCredentials;
}

/** Only the owner may read files that hold keys. */
const OWNER_ONLY = 0o600;

/** Reads `credentials.json` of the directory, or makes it. Clients then keep working over restarts of the sandbox. */
export function loadOrCreateCredentials(directory: string): SandboxCredentials {
  return loadOrCreateFile(join(directory, 'credentials.json'), createCredentials);
}

/** New credentials with new keys. RSA is the slow one, about 0.1 s. */
export function createCredentials(): SandboxCredentials {
  return {
    salesforce: {
      clientId: `3MVG9${randomBytes(40).toString('base64url')}`,
      clientSecret: randomBytes(32).toString('hex').toUpperCase(),
      username: 'integration@demo-firm.example',
      privateKeyPem: generateKeyPairSync('rsa', {
        modulusLength: 2048,
        publicKeyEncoding: { type: 'spki', format: 'pem' },
        privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      }).privateKey,
      loginUrl: '',
    },
    kantata: { accessToken: randomBytes(32).toString('hex') },
    netsuite: {
      account: '7654321',
      clientId: randomBytes(32).toString('hex'),
      certificateId: randomBytes(24).toString('base64url'),
      privateKeyPem: createEs256KeyPem(),
      scope: 'rest_webservices',
    },
  };
}

/** A private P-256 key as PKCS#8 PEM. */
export function createEs256KeyPem(): string {
  return generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }).privateKey;
}

/** Reads a JSON file of secrets, or makes it with the owner's rights only. A damaged file is refused, not replaced. */
export function loadOrCreateFile<T>(path: string, create: () => T): T {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    const made = create();
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, JSON.stringify(made, null, 2), { mode: OWNER_ONLY });
    chmodSync(path, OWNER_ONLY);
    return made;
  }
  try {
    return JSON.parse(text) as T;
  } catch {
    throw new Error(`${path} is not JSON: delete it and new credentials are made at the next start`);
  }
}
