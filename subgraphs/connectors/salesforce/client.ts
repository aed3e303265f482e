// The only file that sends to Salesforce: sessions, SOQL with its pages, single GETs.
import { type Envelope, systemEnvelope } from '../../runtime/envelope.ts';
import { parseExactJson } from '../../runtime/exact-json.ts';
import { isFault } from '../../runtime/fault.ts';
import { createHttpClient, type HttpClient } from '../../runtime/http.ts';
import { waitFor } from '../../runtime/time-limit.ts';
import type { Upstream } from '../../runtime/upstream.ts';
import type { SalesforceConfig } from './config.ts';
import { answerFault, faultOf, signInFault, understood } from './failures.ts';
import { createQuota } from './quota.ts';
import { createSessionKeeper, type Session, signInForm, tokenPath } from './token.ts';
import { describeAnswer, type FieldDescription, queryAnswer, sessionAnswer } from './wire.ts';

/** A query; `name` is what logs and metrics call it, `deletedToo` also reads the recycle bin. */
export interface Statement {
  readonly name: string;
  readonly soql: string;
  readonly deletedToo?: boolean;
}

/** Salesforce as one org of it answers. Every method raises Faults only. */
export interface Client {
  /** All records, page after page of 2,000. */
  records(envelope: Envelope, statement: Statement): Promise<readonly unknown[]>;
  /** The fields of an object; null when there is no such object. */
  describe(envelope: Envelope, object: string): Promise<readonly FieldDescription[] | null>;
  close(): Promise<void>;
}

/** Signing in waits no longer than this: it is one small call. */
const signInMs = 10_000;
/** The largest page Salesforce gives; fewer calls of the daily quota. */
const pageHeaders = { 'sforce-query-options': 'batchSize=2000' };

/** Single GETs with the session that all of them share. */
interface Connection {
  /** The text of a 200; anything else is a Fault. An expired session is renewed once, and then the refusal stands. */
  get(envelope: Envelope, name: string, path: string): Promise<string>;
  close(): Promise<void>;
}

function createConnection(config: SalesforceConfig, upstream: Upstream): Connection {
  const { instance, timeoutMs, loginUrl } = config;
  const place = { system: 'CRM', instance } as const;
  const login = createHttpClient({ origin: new URL(loginUrl).origin, connections: 1 });
  const sessions = createSessionKeeper(buySession);
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
  async function buySession(): Promise<Session> {
    const envelope = systemEnvelope(`${instance}-sign-in`, { deadlineMs: signInMs, priority: 'interactive' });
    const form = await signInForm(config);
    return upstream.call(envelope, { name: 'token', safeToRepeat: true, timeoutMs }, async (signal) => {
      const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };
      const reply = await login.send({ method: 'POST', path: tokenPath, headers, body: form, signal });
      if (reply.status !== 200) throw signInFault(instance, reply);
      const answer = understood(instance, 'token', () => sessionAnswer(parseExactJson(reply.text), loginUrl));
      return { value: answer.access_token, instanceUrl: answer.instance_url };
    });
  }

  async function attempt(envelope: Envelope, name: string, path: string, session: Session): Promise<string> {
    quota.check(envelope.priority);
    const http = await httpOf(session);
    return upstream.call(envelope, { name, safeToRepeat: true, timeoutMs }, async (signal) => {
      const headers = { accept: 'application/json', ...pageHeaders, authorization: `Bearer ${session.value}` };
      const reply = await http.send({ method: 'GET', path, headers, signal });
      quota.tell(reply.headers['sforce-limit-info']);
      if (reply.status !== 200) throw faultOf(instance, reply, name);
      return reply.text;
    });
  }

  return {
    get: async (envelope, name, path) => {
      const session = await waitFor(place, envelope, sessions.current());
      try {
        return await attempt(envelope, name, path, session);
      } catch (error) {
        if (!isFault(error) || error.code !== 'SYSTEM_UNAUTHORIZED') throw error;
      }
      const renewed = await waitFor(place, envelope, sessions.after(session));
      return attempt(envelope, name, path, renewed);
    },
    close: async () => {
      await login.close();
      await host?.http.close();
    },
  };
}

/** Everything that sends to this org must go through the same client: the session is shared. */
export function createClient(config: SalesforceConfig, upstream: Upstream): Client {
  const { instance } = config;
  const data = `/services/data/${config.apiVersion}`;
  const connection = createConnection(config, upstream);

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
    close: () => connection.close(),
  };
}
