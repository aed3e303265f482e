// The only file that sends to Salesforce: sessions, SOQL with its pages, single GETs, writes of one record.
import { type Envelope, systemEnvelope } from '../../runtime/envelope.ts';
import { parseExactJson } from '../../runtime/exact-json.ts';
import { isFault } from '../../runtime/fault.ts';
import { createHttpClient, type HttpClient, type HttpReply } from '../../runtime/http.ts';
import { knowSecret } from '../../runtime/known-secrets.ts';
import { type SecretWorld, usingSecret } from '../../runtime/secret.ts';
import { waitFor } from '../../runtime/time-limit.ts';
import type { Upstream } from '../../runtime/upstream.ts';
import type { SalesforceConfig } from './config.ts';
import { answerFault, faultOf, signInFault, understood } from './failures.ts';
import { createQuota } from './quota.ts';
import { createSessionKeeper, openWayIn, type Session, signInForm, tokenPath } from './token.ts';
import { describeAnswer, type FieldDescription, queryAnswer, sessionAnswer } from './wire.ts';

/** A query; `name` is what logs and metrics call it, `deletedToo` also reads the recycle bin. */
export interface Statement {
  readonly name: string;
  readonly soql: string;
  readonly deletedToo?: boolean;
}

/**
 * A write of one record; `path` begins after /services/data/vN. It is sent once, whatever its method: a second call that is answered
 * says nothing of the first one, which may still land. Who repeats it is who can wait for it to settle.
 */
export interface RecordWrite {
  readonly name: string;
  readonly method: 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
}

/** Salesforce as one org of it answers. Every method raises Faults only. */
export interface Client {
  /** All records, page after page of 2,000. */
  records(envelope: Envelope, statement: Statement): Promise<readonly unknown[]>;
  /** The fields of an object; null when there is no such object. */
  describe(envelope: Envelope, object: string): Promise<readonly FieldDescription[] | null>;
  /** The answer to a write, a refusal included: write-answer.ts reads it. */
  write(envelope: Envelope, write: RecordWrite): Promise<HttpReply>;
  close(): Promise<void>;
}

/** Signing in waits no longer than this: it is one small call. */
const signInMs = 10_000;
/** The largest page Salesforce gives; fewer calls of the daily quota. */
const pageHeaders = { 'sforce-query-options': 'batchSize=2000' };

/** One request as it is sent with a session. */
interface Sending {
  readonly name: string;
  readonly method: 'GET' | RecordWrite['method'];
  readonly path: string;
  readonly body?: string;
}

/** Single requests with the session that all of them share; an expired one is renewed once, and then the refusal stands. */
interface Connection {
  /** The text of a 200; anything else is a Fault. */
  get(envelope: Envelope, name: string, path: string): Promise<string>;
  /** Any answer about the record, a refusal included; what is about the session or the system is a Fault. */
  write(envelope: Envelope, sending: Sending): Promise<HttpReply>;
  close(): Promise<void>;
}

function createConnection(config: SalesforceConfig, upstream: Upstream, world: SecretWorld): Connection {
  const { instance, timeoutMs, loginUrl } = config;
  const place = { system: 'CRM', instance } as const;
  const login = createHttpClient({ origin: new URL(loginUrl).origin, connections: 1 });
  const wayIn = openWayIn(config, world);
  const sessions = createSessionKeeper(() => usingSecret(wayIn.secret, buySession));
  const quota = createQuota({ instance, reservePercent: config.quotaReservePercent, now: Date.now });
  // The org's own host is known only after signing in.
  let host: { readonly origin: string; readonly http: HttpClient } | null = null;

  async function httpOf({ instanceUrl }: Session): Promise<HttpClient> {
    const { origin } = new URL(instanceUrl);
    if (host?.origin === origin) return host.http;
    const previous = host;
    host = { origin, http: createHttpClient({ origin, connections: config.concurrency + 1 }) };
    await previous?.http.close();
    return host.http;
  }

  /** The session belongs to all callers, so buying it follows no single caller's deadline. */
  async function buySession(secretText: string): Promise<Session> {
    const envelope = systemEnvelope(`${instance}-sign-in`, { deadlineMs: signInMs, priority: 'interactive' });
    const form = await signInForm(config, wayIn, secretText);
    return upstream.call(envelope, { name: 'token', safeToRepeat: true, timeoutMs }, async (signal) => {
      const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };
      const reply = await login.send({ method: 'POST', path: tokenPath, headers, body: form, signal });
      if (reply.status !== 200) throw signInFault(instance, reply);
      const answer = understood(instance, 'token', () => sessionAnswer(parseExactJson(reply.text), loginUrl));
      knowSecret(answer.access_token, 'PASSING');
      return { value: answer.access_token, instanceUrl: answer.instance_url };
    });
  }

  async function attempt(envelope: Envelope, sending: Sending, session: Session): Promise<HttpReply> {
    const { name, method, path, body } = sending;
    quota.check(envelope.priority);
    const http = await httpOf(session);
    return upstream.call(envelope, { name, safeToRepeat: method === 'GET', timeoutMs }, async (signal) => {
      const kind: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
      const headers = { accept: 'application/json', ...pageHeaders, ...kind, authorization: `Bearer ${session.value}` };
      const reply = await http.send({ method, path, headers, signal, ...(body === undefined ? {} : { body }) });
      quota.tell(reply.headers['sforce-limit-info']);
      if (method === 'GET' ? reply.status !== 200 : isAboutTheSystem(reply, name)) throw faultOf(instance, reply, name);
      return reply;
    });
  }

  function isAboutTheSystem(reply: HttpReply, name: string): boolean {
    return reply.status >= 400 && faultOf(instance, reply, name).code !== 'SYSTEM_REFUSED';
  }

  async function send(envelope: Envelope, sending: Sending): Promise<HttpReply> {
    const session = await waitFor(place, envelope, sessions.current());
    try {
      return await attempt(envelope, sending, session);
    } catch (error) {
      if (!isFault(error) || error.code !== 'SYSTEM_UNAUTHORIZED') throw error;
    }
    const renewed = await waitFor(place, envelope, sessions.after(session));
    return attempt(envelope, sending, renewed);
  }

  return {
    get: async (envelope, name, path) => (await send(envelope, { name, method: 'GET', path })).text,
    write: send,
    close: async () => {
      await login.close();
      await host?.http.close();
    },
  };
}

/** Everything that sends to this org must go through the same client: the session is shared. */
export function createClient(config: SalesforceConfig, upstream: Upstream, world: SecretWorld): Client {
  const { instance } = config;
  const data = `/services/data/${config.apiVersion}`;
  const connection = createConnection(config, upstream, world);

  /** All pages of a query from its first; each page names the next one. */
  async function allPages(envelope: Envelope, statement: Statement): Promise<readonly unknown[]> {
    const { name, soql, deletedToo = false } = statement;
    const records: unknown[] = [];
    const seen = new Set<string>();
    let path: string | null = `${data}/${deletedToo ? 'queryAll' : 'query'}?q=${encodeURIComponent(soql)}`;
    while (path !== null) {
      if (seen.has(path)) throw answerFault(instance, name, 'the pages of a query lead round in a circle');
      seen.add(path);
      const text = await connection.get(envelope, `query:${name}`, path);
      const page = understood(instance, name, () => queryAnswer(parseExactJson(text)));
      for (const record of page.records) records.push(record);
      path = page.nextRecordsUrl;
    }
    return records;
  }

  return {
    records: async (envelope, statement) => {
      try {
        return await allPages(envelope, statement);
      } catch (error) {
        if (!isFault(error) || error.vendorCode !== 'INVALID_QUERY_LOCATOR') throw error;
      }
      // Salesforce keeps a few open results per user and drops the oldest; only a new query helps, and once is enough.
      return allPages(envelope, statement);
    },
    describe: async (envelope, object) => {
      try {
        const text = await connection.get(envelope, 'describe', `${data}/sobjects/${object}/describe`);
        return understood(instance, 'describe', () => describeAnswer(parseExactJson(text)));
      } catch (error) {
        if (isFault(error) && error.code === 'SYSTEM_REFUSED' && error.vendorCode === 'NOT_FOUND') return null;
        throw error;
      }
    },
    write: (envelope, { name, method, path, body }) =>
      connection.write(envelope, {
        name,
        method,
        path: `${data}${path}`,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    close: () => connection.close(),
  };
}
