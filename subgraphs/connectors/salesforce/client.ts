// The only file that sends to Salesforce: sessions, SOQL with its pages, single GETs.
import { type Envelope, systemEnvelope } from '../../runtime/envelope.ts';
import { parseExactJson } from '../../runtime/exact-json.ts';
import { isFault } from '../../runtime/fault.ts';
import { createHttpClient, type HttpClient, type HttpReply } from '../../runtime/http.ts';
import { waitFor } from '../../runtime/time-limit.ts';
import type { Upstream } from '../../runtime/upstream.ts';
import type { SalesforceConfig } from './config.ts';
import { answerFault, faultOf, signInFault } from './failures.ts';
import { createSessionKeeper, type Session, signInForm, tokenPath } from './token.ts';
import { describeAnswer, type FieldDescription, queryAnswer, sessionAnswer, UnexpectedAnswer } from './wire.ts';

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

/** Everything that sends to this org must go through the same client: the session is shared. */
export function createClient(config: SalesforceConfig, upstream: Upstream): Client {
  const { instance, timeoutMs } = config;
  const place = { system: 'CRM', instance } as const;
  const data = `/services/data/${config.apiVersion}`;
  const login = createHttpClient({ origin: new URL(config.loginUrl).origin, connections: 1 });
  const sessions = createSessionKeeper(buySession);
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
      const answer = understood(instance, 'token', () => sessionAnswer(parseExactJson(reply.text)));
      return { value: answer.access_token, instanceUrl: answer.instance_url };
    });
  }

  async function attempt(envelope: Envelope, name: string, path: string, session: Session): Promise<HttpReply> {
    const http = await httpOf(session);
    return upstream.call(envelope, { name, safeToRepeat: true, timeoutMs }, async (signal) => {
      const headers = { accept: 'application/json', ...pageHeaders, authorization: `Bearer ${session.value}` };
      const reply = await http.send({ method: 'GET', path, headers, signal });
      if (reply.status >= 400 && reply.status !== 404) throw faultOf(instance, reply, name);
      return reply;
    });
  }

  /** One GET with a valid session; an expired one is renewed once, and then the refusal stands. */
  async function get(envelope: Envelope, name: string, path: string): Promise<HttpReply> {
    const session = await waitFor(place, envelope, sessions.current());
    try {
      return await attempt(envelope, name, path, session);
    } catch (error) {
      if (!isFault(error) || error.code !== 'SYSTEM_UNAUTHORIZED') throw error;
    }
    const renewed = await waitFor(place, envelope, sessions.after(session));
    return attempt(envelope, name, path, renewed);
  }

  return {
    records: async (envelope, { name, soql, deletedToo = false }) => {
      const records: unknown[] = [];
      let path: string | null = `${data}/${deletedToo ? 'queryAll' : 'query'}?q=${encodeURIComponent(soql)}`;
      while (path !== null) {
        const reply = await get(envelope, `query:${name}`, path);
        if (reply.status === 404) throw faultOf(instance, reply, name);
        const page = understood(instance, name, () => queryAnswer(parseExactJson(reply.text)));
        records.push(...page.records);
        path = page.nextRecordsUrl;
      }
      return records;
    },
    describe: async (envelope, object) => {
      const reply = await get(envelope, 'describe', `${data}/sobjects/${object}/describe`);
      return reply.status === 404
        ? null
        : understood(instance, 'describe', () => describeAnswer(parseExactJson(reply.text)));
    },
    close: async () => {
      await login.close();
      await host?.http.close();
    },
  };
}

/** Reads a body; one that cannot be read is SYSTEM_ANSWER_INVALID. */
function understood<T>(instance: string, operation: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnexpectedAnswer) throw answerFault(instance, operation, error.message);
    if (error instanceof SyntaxError) throw answerFault(instance, operation, 'the body is not JSON');
    throw error;
  }
}
