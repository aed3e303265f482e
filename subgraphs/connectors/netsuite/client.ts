// The only file that sends to NetSuite: sign-in, SuiteQL with its pages, single GETs, writes of one record.
import type { Envelope } from '../../runtime/envelope.ts';
import { systemEnvelope } from '../../runtime/envelope.ts';
import { parseExactJson } from '../../runtime/exact-json.ts';
import { Fault, isFault } from '../../runtime/fault.ts';
import { createHttpClient, type HttpReply } from '../../runtime/http.ts';
import { knowSecret } from '../../runtime/known-secrets.ts';
import { type SecretWorld, usingSecret } from '../../runtime/secret.ts';
import { waitFor } from '../../runtime/time-limit.ts';
import type { Upstream } from '../../runtime/upstream.ts';
import { originOf, type NetSuiteConfig } from './config.ts';
import { answerFault, faultOf, signInFault } from './failures.ts';
import { createSignInJudge } from './sign-in-judge.ts';
import { pageRowsMax, resultRowsMax, type Statement } from './suiteql.ts';
import { createTokenKeeper, openKey, renewBeforeMs, signInForm, tokenPath, type AccessToken } from './token.ts';
import { suiteQlPage, tokenAnswer, UnexpectedAnswer } from './wire.ts';

/** One page of rows; `total` counts the rows of the whole result, as far as NetSuite lets anybody see them. */
export interface RowsPage {
  readonly rows: readonly unknown[];
  readonly hasMore: boolean;
  readonly total: number;
}

/** A GET of something SuiteQL does not have. `name` is what logs and metrics call it. */
export interface Lookup {
  readonly name: string;
  readonly path: string;
  readonly accept?: string;
}

/**
 * A write of one record. It is sent once, whatever its method: a second call that is answered says nothing of the first one, which may
 * still land on what later writes have made of the record. Who repeats it is who can wait for it to settle.
 */
export interface RecordWrite {
  readonly name: string;
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
}

/** NetSuite as one account of it answers. Every method raises Faults only. */
export interface Client {
  /** All rows, page after page within the budget. Raises SYSTEM_REFUSED when NetSuite would cut the result off. */
  rows(envelope: Envelope, statement: Statement): Promise<readonly unknown[]>;
  /** The first `limit` rows, in one call. */
  page(envelope: Envelope, statement: Statement, limit: number): Promise<RowsPage>;
  /** The body of a resource; null when there is none. */
  get(envelope: Envelope, lookup: Lookup): Promise<unknown>;
  /** The answer to a write, a refusal included; what is about the session or the system is a Fault. */
  write(envelope: Envelope, write: RecordWrite): Promise<HttpReply>;
  close(): Promise<void>;
}

const queryPath = '/services/rest/query/v1/suiteql';
/** Signing in waits no longer than this: it is one small call. */
const signInMs = 10_000;

interface Sending {
  readonly name: string;
  readonly method: 'GET' | RecordWrite['method'];
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly safeToRepeat: boolean;
  /** Whether a refusal is an answer for the caller to read, as it is to a write. */
  readonly readsRefusals?: boolean;
}

/** Sends one call at a time with a valid token. */
interface Session {
  /** The answer, whose status is below 400 or 404 (for `readsRefusals` also another refusal); anything else is a fault. */
  send(envelope: Envelope, sending: Sending): Promise<HttpReply>;
  close(): Promise<void>;
}

/** The token and the judgement of 401 are shared by all calls of a session. */
function createSession(config: NetSuiteConfig, upstream: Upstream, world: SecretWorld): Session {
  const { instance, timeoutMs } = config;
  const origin = originOf(config);
  const place = { system: 'ERP', instance } as const;
  const http = createHttpClient({ origin, connections: config.concurrency + 1 });
  const key = openKey(config, world);
  const tokens = createTokenKeeper(() => usingSecret(key, buyToken));
  const judge = createSignInJudge();
  let inFlight = 0;

  /** The token belongs to all callers, so buying it follows no single caller's deadline. */
  async function buyToken(keyText: string): Promise<AccessToken> {
    const envelope = systemEnvelope(`${instance}-sign-in`, { deadlineMs: signInMs, priority: 'interactive' });
    const form = await signInForm(config, origin, keyText);
    return upstream.call(envelope, { name: 'token', safeToRepeat: true, timeoutMs }, async (signal) => {
      const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };
      const reply = await http.send({ method: 'POST', path: tokenPath, headers, body: form, signal });
      if (reply.status !== 200) throw signInFault(instance, reply);
      const answer = understood(instance, 'token', () => tokenAnswer(parseExactJson(reply.text)));
      knowSecret(answer.access_token, 'PASSING');
      const lifeMs = answer.expires_in * 1_000;
      return { value: answer.access_token, usableUntilMs: Date.now() + Math.max(lifeMs - renewBeforeMs, lifeMs / 2) };
    });
  }

  async function attempt(
    envelope: Envelope,
    sending: Sending,
    token: AccessToken,
    isRenewed: boolean,
  ): Promise<HttpReply> {
    const { name, method, path, body, safeToRepeat } = sending;
    return upstream.call(envelope, { name, safeToRepeat, timeoutMs }, async (signal) => {
      const headers = { accept: 'application/json', ...sending.headers, authorization: `Bearer ${token.value}` };
      inFlight += 1;
      try {
        const reply = await http.send({ method, path, headers, signal, ...(body === undefined ? {} : { body }) });
        if (reply.status !== 401) judge.accepted();
        else if (isRenewed && judge.refused(inFlight - 1) === 'OVERLOADED') {
          throw new Fault({ ...place, code: 'SYSTEM_OVERLOADED', vendorCode: 'INVALID_LOGIN' });
        }
        const fault = reply.status >= 400 && reply.status !== 404 ? faultOf(instance, reply, name) : null;
        if (fault !== null && !(sending.readsRefusals === true && fault.code === 'SYSTEM_REFUSED')) throw fault;
        return reply;
      } finally {
        inFlight -= 1;
      }
    });
  }

  return {
    /** A refused token is renewed once, and then the refusal stands. */
    send: async (envelope, sending) => {
      const token = await waitFor(place, envelope, tokens.current());
      try {
        return await attempt(envelope, sending, token, false);
      } catch (error) {
        if (!isFault(error) || error.code !== 'SYSTEM_UNAUTHORIZED') throw error;
      }
      const renewed = await waitFor(place, envelope, tokens.after(token));
      return attempt(envelope, sending, renewed, true);
    },
    close: () => http.close(),
  };
}

function understood<T>(instance: string, operation: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnexpectedAnswer) throw answerFault(instance, operation, error.message);
    if (error instanceof SyntaxError) throw answerFault(instance, operation, 'the body is not JSON');
    throw error;
  }
}

/** Everything that reads this account must go through the same client. */
export function createClient(config: NetSuiteConfig, upstream: Upstream, world: SecretWorld): Client {
  const { instance } = config;
  const session = createSession(config, upstream, world);

  async function queryPage(envelope: Envelope, statement: Statement, limit: number, offset: number): Promise<RowsPage> {
    const name = `suiteql:${statement.name}`;
    const reply = await session.send(envelope, {
      name,
      method: 'POST',
      path: `${queryPath}?limit=${limit}&offset=${offset}`,
      headers: { 'content-type': 'application/json', prefer: 'transient' },
      body: JSON.stringify({ q: statement.sql }),
      safeToRepeat: true,
    });
    if (reply.status === 404) throw faultOf(instance, reply, name);
    const page = understood(instance, name, () => suiteQlPage(parseExactJson(reply.text)));
    return { rows: page.items, hasMore: page.hasMore, total: page.totalResults };
  }

  async function allPages(envelope: Envelope, statement: Statement): Promise<RowsPage> {
    const first = await queryPage(envelope, statement, pageRowsMax, 0);
    if (first.total >= resultRowsMax) {
      const message = `ERP (${instance}) cuts ${statement.name} off at ${resultRowsMax} rows; ask for fewer records at once`;
      throw new Fault({ code: 'SYSTEM_REFUSED', system: 'ERP', instance, message });
    }
    const offsets: number[] = [];
    for (let offset = pageRowsMax; offset < first.total; offset += pageRowsMax) offsets.push(offset);
    const rest = await Promise.all(offsets.map((offset) => queryPage(envelope, statement, pageRowsMax, offset)));
    return { ...first, rows: [first, ...rest].flatMap((page) => page.rows) };
  }

  return {
    rows: async (envelope, statement) => {
      const read = await allPages(envelope, statement);
      // Every page is a query of its own: rows that came or went in between shift the rest, so such a reading is repeated once.
      return read.rows.length === read.total ? read.rows : (await allPages(envelope, statement)).rows;
    },
    page: (envelope, statement, limit) => queryPage(envelope, statement, limit, 0),
    get: async (envelope, { name, path, accept }) => {
      const headers: Record<string, string> = accept === undefined ? {} : { accept };
      const reply = await session.send(envelope, { name, method: 'GET', path, headers, safeToRepeat: true });
      return reply.status === 404 ? null : understood(instance, name, () => parseExactJson(reply.text));
    },
    write: (envelope, { name, method, path, body }) =>
      session.send(envelope, {
        name,
        method,
        path,
        headers: body === undefined ? {} : { 'content-type': 'application/json' },
        safeToRepeat: false,
        readsRefusals: true,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    close: () => session.close(),
  };
}
