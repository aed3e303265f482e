// OAuth 2.0 client credentials: an assertion signed with the certificate's key buys an access token for an hour.
import { createPrivateKey, createPublicKey, randomBytes, type KeyObject } from 'node:crypto';
import { compactVerify, decodeProtectedHeader, errors } from 'jose';
import { createEs256KeyPem, type NetSuiteCredentials } from '../credentials.ts';
import type { CredentialDesk, StandInClock, VendorRequest, VendorResponse } from '../stand-in.ts';

/** Where the token endpoint lies. */
export const TOKEN_PATH = '/services/rest/auth/oauth2/v1/token';
/** RS256 is not among them: NetSuite has never taken it for client credentials. */
const ALGORITHMS = ['PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'];
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
/** Life of an access token. */
const TOKEN_SECONDS = 3_600;
/** An assertion that lives longer than an hour is refused. */
const ASSERTION_SECONDS_MAX = 3_600;
/** How far the client's clock may be ahead of ours. */
const CLOCK_SKEW_SECONDS = 60;
/** Access tokens remembered; the oldest goes first. */
const TOKENS_MAX = 10_000;

type OAuthError = 'invalid_request' | 'invalid_client' | 'invalid_grant';

/** One attempt to sign in, as the account's Login Audit Trail shows it: the answer itself never says why. */
export interface LoginAttempt {
  readonly at: string;
  readonly status: 'Success' | 'Failure';
  readonly detail: string;
}

/** What the assertion claims; nothing about it is known until it is checked. */
interface Claims {
  readonly iss?: string;
  readonly aud?: string | readonly string[];
  readonly scope?: string | readonly string[];
  readonly iat?: number;
  readonly exp?: number;
}

class SignInRefused extends Error {
  readonly code: OAuthError;

  constructor(code: OAuthError, reason: string) {
    super(reason);
    this.code = code;
  }
}

/** Issues access tokens and recognises them. */
export class TokenDesk implements CredentialDesk {
  readonly #credentials: NetSuiteCredentials;
  /** Public keys by certificate id, the newest last. */
  readonly #certificates = new Map<string, KeyObject>();
  readonly #clock: StandInClock;
  readonly #expiresAtMs = new Map<string, number>();
  readonly #attempts: LoginAttempt[] = [];

  constructor(credentials: NetSuiteCredentials, clock: StandInClock) {
    this.#credentials = credentials;
    this.#clock = clock;
    this.#certify(credentials.certificateId, credentials.privateKeyPem);
  }

  /** A further certificate with a key of its own. */
  add(): Readonly<Record<string, string>> {
    const made = { certificateId: randomBytes(24).toString('base64url'), privateKeyPem: createEs256KeyPem() };
    this.#certify(made.certificateId, made.privateKeyPem);
    return made;
  }

  /** Revokes every certificate but the newest, and ends all tokens: nobody knows which of them was bought with which. */
  retire(): void {
    for (const id of [...this.#certificates.keys()].slice(0, -1)) this.#certificates.delete(id);
    this.#expiresAtMs.clear();
  }

  /** Access tokens that are known. */
  issued(): readonly string[] {
    return [...this.#expiresAtMs.keys()];
  }

  #certify(id: string, privateKeyPem: string): void {
    this.#certificates.set(id, createPublicKey(createPrivateKey(privateKeyPem)));
  }

  /** The Login Audit Trail, newest last. */
  get attempts(): readonly LoginAttempt[] {
    return this.#attempts;
  }

  /** Answers a request to the token endpoint. */
  async answer(request: VendorRequest): Promise<VendorResponse> {
    const headers = { 'cache-control': 'no-store' };
    try {
      const assertion = readForm(request);
      await this.#verify(assertion, request.headers.host ?? '');
      const token = this.#issue();
      this.#record('Success', 'Access token issued');
      return {
        status: 200,
        headers,
        body: { access_token: token, expires_in: String(TOKEN_SECONDS), token_type: 'bearer' },
      };
    } catch (error) {
      if (!(error instanceof SignInRefused)) throw error;
      this.#record('Failure', error.message);
      return { status: error.code === 'invalid_client' ? 401 : 400, headers, body: { error: error.code } };
    }
  }

  /** The state of the token in an Authorization header. */
  check(authorization: string | undefined): 'valid' | 'missing' | 'unknown' | 'expired' {
    const token = bearerOf(authorization);
    if (token === null) return 'missing';
    const expiresAtMs = this.#expiresAtMs.get(token);
    if (expiresAtMs === undefined) return 'unknown';
    return this.#clock.now().getTime() < expiresAtMs ? 'valid' : 'expired';
  }

  /** Forgets the token in an Authorization header, so that only a new one helps. */
  revoke(authorization: string | undefined): void {
    const token = bearerOf(authorization);
    if (token !== null) this.#expiresAtMs.delete(token);
  }

  async #verify(assertion: string, host: string): Promise<void> {
    const { kid, alg } = headerOf(assertion);
    if (alg === undefined || !ALGORITHMS.includes(alg))
      throw new SignInRefused('invalid_client', `Algorithm ${alg ?? 'none'} is not one of ${ALGORITHMS.join(', ')}`);
    const certificate = this.#certificates.get(kid ?? '');
    if (certificate === undefined)
      throw new SignInRefused('invalid_client', `No certificate has the id ${kid ?? '(none)'}`);
    const claims = await this.#claimsOf(assertion, certificate);
    if (claims.iss !== this.#credentials.clientId)
      throw new SignInRefused('invalid_client', `No integration has the client id ${claims.iss ?? '(none)'}`);
    const audiences = [claims.aud ?? []].flat();
    if (!audiences.some((audience) => this.#isTokenUrl(audience, host)))
      throw new SignInRefused('invalid_grant', `Audience ${audiences.join(' ')} is not the token URL`);
    const scopes = [claims.scope ?? []].flat().flatMap((scope) => scope.split(/[\s,]+/));
    if (!scopes.includes(this.#credentials.scope))
      throw new SignInRefused('invalid_grant', `Scope ${scopes.join(' ')} lacks ${this.#credentials.scope}`);
    checkTimes(claims.iat, claims.exp);
  }

  async #claimsOf(assertion: string, certificate: KeyObject): Promise<Claims> {
    try {
      // Only the signature here: times are checked apart, by the client's clock and not the sandbox's.
      const { payload } = await compactVerify(assertion, certificate, { algorithms: ALGORITHMS });
      return JSON.parse(Buffer.from(payload).toString('utf8')) as Claims;
    } catch (error) {
      if (error instanceof errors.JOSEError || error instanceof TypeError || error instanceof SyntaxError)
        throw new SignInRefused('invalid_client', `Assertion not accepted: ${error.message}`);
      throw error;
    }
  }

  /** The token URL under the name the client called us by, or under the account's own name. */
  #isTokenUrl(audience: string, host: string): boolean {
    const accountHost = `${this.#credentials.account.toLowerCase().replaceAll('_', '-')}.suitetalk.api.netsuite.com`;
    return [`http://${host}`, `https://${host}`, `https://${accountHost}`].some(
      (origin) => audience === origin + TOKEN_PATH,
    );
  }

  #issue(): string {
    const issuedMs = this.#clock.now().getTime();
    const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
    const payload = {
      sub: `${this.#credentials.account};1;3;;N`,
      aud: [this.#credentials.clientId],
      scope: [this.#credentials.scope],
      exp: Math.floor(issuedMs / 1000) + TOKEN_SECONDS,
    };
    // Shaped like NetSuite's, but opaque: what counts is our own list, so nobody can forge one.
    const token = `${encode({ typ: 'JWT', alg: 'PS256' })}.${encode(payload)}.${randomBytes(64).toString('base64url')}`;
    const [oldest] = this.#expiresAtMs.keys();
    if (this.#expiresAtMs.size >= TOKENS_MAX && oldest !== undefined) this.#expiresAtMs.delete(oldest);
    this.#expiresAtMs.set(token, issuedMs + TOKEN_SECONDS * 1000);
    return token;
  }

  #record(status: LoginAttempt['status'], detail: string): void {
    this.#attempts.push({ at: this.#clock.now().toISOString(), status, detail });
    if (this.#attempts.length > TOKENS_MAX) this.#attempts.shift();
  }
}

function bearerOf(authorization: string | undefined): string | null {
  return /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1] ?? null;
}

function readForm(request: VendorRequest): string {
  const contentType = request.headers['content-type'] ?? '';
  if (!contentType.toLowerCase().startsWith('application/x-www-form-urlencoded'))
    throw new SignInRefused(
      'invalid_request',
      `Content-Type is "${contentType}", not application/x-www-form-urlencoded`,
    );
  const form = new URLSearchParams(request.body.toString('utf8'));
  const one = (name: string): string => {
    const values = form.getAll(name);
    if (values.length !== 1)
      throw new SignInRefused('invalid_request', `Parameter ${name} comes ${values.length} times`);
    return values[0] ?? '';
  };
  if (one('grant_type') !== 'client_credentials')
    throw new SignInRefused('invalid_request', `Grant type ${one('grant_type')} is not client_credentials`);
  if (one('client_assertion_type') !== ASSERTION_TYPE)
    throw new SignInRefused(
      'invalid_request',
      `Assertion type ${one('client_assertion_type')} is not ${ASSERTION_TYPE}`,
    );
  return one('client_assertion');
}

function headerOf(assertion: string): { kid?: string | undefined; alg?: string | undefined } {
  try {
    return decodeProtectedHeader(assertion);
  } catch {
    throw new SignInRefused('invalid_grant', 'The assertion is not a signed JWT');
  }
}

function checkTimes(iat: number | undefined, exp: number | undefined): void {
  const now = Math.floor(Date.now() / 1000);
  if (iat === undefined || exp === undefined)
    throw new SignInRefused('invalid_grant', 'The assertion lacks iat or exp');
  if (exp <= now) throw new SignInRefused('invalid_grant', `The assertion expired at ${exp}, now is ${now}`);
  if (iat > now + CLOCK_SKEW_SECONDS)
    throw new SignInRefused('invalid_grant', `The assertion is dated ${iat}, now is ${now}`);
  if (exp - Math.min(iat, now) > ASSERTION_SECONDS_MAX + CLOCK_SKEW_SECONDS)
    throw new SignInRefused('invalid_grant', `The assertion lives ${exp - iat} s, more than ${ASSERTION_SECONDS_MAX}`);
}
