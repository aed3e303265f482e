// Signing in: client credentials, or an assertion signed with the connected app's key, buys a session that expires.
import { createHmac, createPrivateKey, createPublicKey, randomBytes, type KeyObject } from 'node:crypto';
import { decodeJwt, errors, jwtVerify, type JWTVerifyOptions } from 'jose';
import { createCredentials, type SalesforceCredentials } from '../../credentials.ts';
import type { CredentialDesk, StandInClock, VendorRequest, VendorResponse } from '../../stand-in.ts';

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
/** A session lives this long after its last use; the vendor's shortest setting is 15 minutes, its default two hours. */
const SESSION_SECONDS = 7_200;
/** The vendor wants assertions that end within minutes; its clock may be this far from the client's. */
const ASSERTION_SECONDS_MAX = 300;
const CLOCK_SKEW_SECONDS = 180;
/** Sessions remembered; the oldest goes first. */
const SESSIONS_MAX = 10_000;
/** Audiences the vendor itself accepts, besides the place it was asked at. */
const VENDOR_AUDIENCES = ['https://login.salesforce.com', 'https://test.salesforce.com'];

/** Who a request acts for. */
export interface Session {
  readonly token: string;
  readonly userId: string;
}

/** What the desk issues sessions for. */
export interface SessionSettings {
  readonly credentials: SalesforceCredentials;
  readonly clock: StandInClock;
  readonly organizationId: string;
  readonly userId: string;
  /** Life after the last use; two hours unless a test wants less. */
  readonly sessionSeconds?: number;
}

class SignInRefused extends Error {
  readonly error: string;

  constructor(error: string, description: string) {
    super(description);
    this.error = error;
  }
}

/** Issues sessions and recognises them. */
export class SessionDesk implements CredentialDesk {
  readonly #settings: SessionSettings;
  /** Secret and key of the connected app, the newest first. */
  #apps: readonly App[];
  readonly #lifeMs: number;
  readonly #signingKey = randomBytes(32);
  readonly #expiresAtMs = new Map<string, number>();

  constructor(settings: SessionSettings) {
    this.#settings = settings;
    this.#apps = [appOf(settings.credentials)];
    this.#lifeMs = (settings.sessionSeconds ?? SESSION_SECONDS) * 1000;
  }

  /** A further secret and a further key for the connected app. */
  add(): Readonly<Record<string, string>> {
    const { clientSecret, privateKeyPem } = createCredentials().salesforce;
    this.#apps = [appOf({ clientSecret, privateKeyPem }), ...this.#apps];
    return { clientSecret, privateKeyPem };
  }

  /** Takes the older ones back and ends all sessions. */
  retire(): void {
    this.#apps = this.#apps.slice(0, 1);
    this.clear();
  }

  /** Sessions that are known. */
  issued(): readonly string[] {
    return [...this.#expiresAtMs.keys()];
  }

  /** Answers `POST /services/oauth2/token`. */
  async answerToken(request: VendorRequest, origin: string): Promise<VendorResponse> {
    const headers = { 'cache-control': 'no-cache, no-store' };
    try {
      if (request.method !== 'POST') throw new SignInRefused('invalid_request', 'must use HTTP POST');
      const form = new URLSearchParams(request.body.toString('utf8'));
      // Parameters in the URL count as well, as at the vendor.
      const parameter = (name: string): string => form.get(name) ?? request.query.get(name) ?? '';
      const isAssertion = await this.#checkGrant(parameter, request.headers.authorization, origin);
      return { status: 200, headers, resource: 'token', rows: 1, body: this.#issue(origin, isAssertion) };
    } catch (error) {
      if (!(error instanceof SignInRefused)) throw error;
      const body = { error: error.error, error_description: error.message };
      return { status: 400, headers, resource: 'token', rows: 0, body };
    }
  }

  /** Answers `POST /services/oauth2/revoke`. */
  answerRevoke(request: VendorRequest): VendorResponse {
    const form = new URLSearchParams(request.body.toString('utf8'));
    const token = form.get('token') ?? request.query.get('token') ?? '';
    if (this.#expiresAtMs.delete(token)) return { status: 200, resource: 'token', rows: 0 };
    const body = { error: 'unsupported_token_type', error_description: 'this token type is not supported' };
    return { status: 400, resource: 'token', rows: 0, body };
  }

  /** The session named by an Authorization header, prolonged by this use; null when there is none or it is over. */
  check(authorization: string | undefined): Session | null {
    const token = tokenOf(authorization);
    const expiresAtMs = token === null ? undefined : this.#expiresAtMs.get(token);
    const now = this.#settings.clock.now().getTime();
    if (token === null || expiresAtMs === undefined || now >= expiresAtMs) return null;
    this.#expiresAtMs.set(token, now + this.#lifeMs);
    return { token, userId: this.#settings.userId };
  }

  /** Ends the session named by an Authorization header, so that only a new sign-in helps. */
  expire(authorization: string | undefined): void {
    const token = tokenOf(authorization);
    if (token !== null) this.#expiresAtMs.delete(token);
  }

  /** Ends all sessions. */
  clear(): void {
    this.#expiresAtMs.clear();
  }

  /** True when the grant was an assertion. */
  async #checkGrant(
    parameter: (name: string) => string,
    authorization: string | undefined,
    origin: string,
  ): Promise<boolean> {
    const grant = parameter('grant_type');
    switch (grant) {
      case 'client_credentials':
        this.#checkClient(basicCredentials(authorization) ?? [parameter('client_id'), parameter('client_secret')]);
        return false;
      case JWT_BEARER:
        await this.#checkAssertion(parameter('assertion'), origin);
        return true;
      case '':
        throw new SignInRefused('invalid_request', 'missing grant_type');
      case 'password':
      case 'refresh_token':
      case 'authorization_code':
        // Flows that need a person's password or consent; the organisation has them switched off.
        throw new SignInRefused('invalid_grant', 'authentication failure');
      default:
        throw new SignInRefused('unsupported_grant_type', 'grant type not supported');
    }
  }

  #checkClient([clientId, clientSecret]: readonly [string, string]): void {
    const { credentials } = this.#settings;
    if (clientId !== credentials.clientId) throw new SignInRefused('invalid_client_id', 'client identifier invalid');
    if (!this.#apps.some((app) => app.clientSecret === clientSecret)) {
      throw new SignInRefused('invalid_client', 'invalid client credentials');
    }
  }

  async #checkAssertion(assertion: string, origin: string): Promise<void> {
    const { credentials } = this.#settings;
    const claims = readClaims(assertion);
    if (claims.iss !== credentials.clientId) throw new SignInRefused('invalid_client_id', 'client identifier invalid');
    try {
      await verifiedByOne(assertion, this.#apps, {
        algorithms: ['RS256'],
        clockTolerance: CLOCK_SKEW_SECONDS,
        requiredClaims: ['exp', 'aud', 'sub'],
        audience: [...VENDOR_AUDIENCES, origin, credentials.loginUrl].filter((audience) => audience !== ''),
      });
    } catch (error) {
      throw refusedAssertion(error);
    }
    // Times of an assertion are the client's own: the sandbox's clock stands where the firm's history ends.
    const latest = Date.now() / 1000 + ASSERTION_SECONDS_MAX + CLOCK_SKEW_SECONDS;
    if ((claims.exp ?? 0) > latest) throw new SignInRefused('invalid_grant', 'invalid assertion');
    if (claims.sub !== credentials.username) {
      throw new SignInRefused('invalid_grant', "user hasn't approved this consumer");
    }
  }

  #issue(origin: string, isAssertion: boolean): Record<string, string> {
    const { organizationId, userId, clock } = this.#settings;
    const id = `${origin}/id/${organizationId}/${userId}`;
    const issuedAt = String(clock.now().getTime());
    const token = `${organizationId.slice(0, 15)}!${randomBytes(72).toString('base64url').replaceAll('-', '.')}`;
    this.#expiresAtMs.set(token, clock.now().getTime() + this.#lifeMs);
    const [oldest] = this.#expiresAtMs.keys();
    if (this.#expiresAtMs.size > SESSIONS_MAX && oldest !== undefined) this.#expiresAtMs.delete(oldest);
    const signature = createHmac('sha256', this.#signingKey)
      .update(id + issuedAt)
      .digest('base64');
    return {
      access_token: token,
      signature,
      // Only an assertion is answered with what it may do; the other grants of the vendor's recordings are not.
      ...(isAssertion ? { scope: 'api' } : {}),
      instance_url: origin,
      id,
      token_type: 'Bearer',
      issued_at: issuedAt,
    };
  }
}

/** What one client knows of the connected app. */
interface App {
  readonly clientSecret: string;
  readonly publicKey: KeyObject;
}

function appOf({ clientSecret, privateKeyPem }: Pick<SalesforceCredentials, 'clientSecret' | 'privateKeyPem'>): App {
  return { clientSecret, publicKey: createPublicKey(createPrivateKey(privateKeyPem)) };
}

/** Rejects with what the last key says when the assertion counts by none. */
async function verifiedByOne(assertion: string, apps: readonly App[], options: JWTVerifyOptions): Promise<void> {
  const failures: unknown[] = [];
  for (const { publicKey } of apps) {
    try {
      await jwtVerify(assertion, publicKey, options);
      return;
    } catch (error) {
      failures.push(error);
    }
  }
  throw failures.at(-1);
}

function readClaims(assertion: string): { iss?: string; sub?: string; exp?: number } {
  try {
    return decodeJwt(assertion);
  } catch {
    throw new SignInRefused('invalid_grant', 'invalid assertion');
  }
}

function refusedAssertion(error: unknown): Error {
  if (error instanceof errors.JWTExpired) return new SignInRefused('invalid_grant', 'expired authorization code');
  if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'aud') {
    return new SignInRefused('invalid_grant', 'audience is invalid');
  }
  if (error instanceof errors.JOSEError) return new SignInRefused('invalid_grant', 'invalid assertion');
  return error instanceof Error ? error : new Error(String(error));
}

function tokenOf(authorization: string | undefined): string | null {
  // The vendor also takes `OAuth`, its own word from before the standard.
  return /^(?:Bearer|OAuth)\s+(\S+)$/iu.exec(authorization ?? '')?.[1] ?? null;
}

function basicCredentials(authorization: string | undefined): [string, string] | null {
  const encoded = /^Basic\s+(\S+)$/iu.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return null;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return [decodeURIComponent(text.slice(0, colon)), decodeURIComponent(text.slice(colon + 1))];
}
