// The only file that sends to Kantata: GETs of lists with their pages, and writes of one record.
import type { Envelope } from '../../runtime/envelope.ts';
import { parseExactJson } from '../../runtime/exact-json.ts';
import { createHttpClient, type HttpReply } from '../../runtime/http.ts';
import { openSecret, type SecretWorld, usingSecret } from '../../runtime/secret.ts';
import type { Operation } from '../../runtime/attempt.ts';
import type { StopSignal } from '../../runtime/stop-signal.ts';
import type { Upstream } from '../../runtime/upstream.ts';
import type { KantataConfig } from './config.ts';
import { faultOf, understood } from './failures.ts';
import { joinListings, type Listing, readListing } from './listing.ts';
import { type ListRequest, type Part, pathOf, perPageMax } from './request.ts';

/**
 * A write of one record; `path` begins after /api/v1. It is sent once, whatever its method: a second call that is answered says
 * nothing of the first one, which may still land. Who repeats it is who can wait for it to settle.
 */
export interface RecordWrite {
  readonly name: string;
  readonly method: 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
}

/** Kantata as one account of it answers. Every method raises Faults only. */
export interface Client {
  /** One part of a list, in one call. */
  part(envelope: Envelope, request: ListRequest, part: Part): Promise<Listing>;
  /** The whole list: the first page tells how many there are, the others are asked for at once. */
  all(envelope: Envelope, request: ListRequest): Promise<Listing>;
  /** The answer to a write, a refusal included: write-answer.ts reads it. */
  write(envelope: Envelope, write: RecordWrite): Promise<HttpReply>;
  close(): Promise<void>;
}

/** Everything that reads this account must go through the same client. */
export function createClient(config: KantataConfig, upstream: Upstream, world: SecretWorld): Client {
  const { instance, timeoutMs } = config;
  const token = openSecret(config.accessToken, { name: `PSA (${instance}) access token` }, world);
  const { origin, pathname } = new URL(config.baseUrl);
  const prefix = pathname.replace(/\/$/, '');
  const http = createHttpClient({ origin, connections: config.concurrency + 1 });

  /** One call with the token in force. A refused one is looked at anew: a rotated token costs one more call, no failure. */
  function signed(
    envelope: Envelope,
    operation: Operation,
    act: (headers: Readonly<Record<string, string>>, signal: StopSignal) => Promise<HttpReply>,
  ): Promise<HttpReply> {
    return usingSecret(token, (text) => {
      const headers = { accept: 'application/json', authorization: `Bearer ${text}` };
      return upstream.call(envelope, operation, (signal) => act(headers, signal));
    });
  }

  async function part(envelope: Envelope, request: ListRequest, wanted: Part): Promise<Listing> {
    const { name } = request;
    const path = `${prefix}${pathOf(request, wanted)}`;
    const reply = await signed(envelope, { name, safeToRepeat: true, timeoutMs }, async (headers, signal) => {
      const answered = await http.send({ method: 'GET', path, headers, signal });
      if (answered.status !== 200) throw faultOf(instance, answered, name);
      return answered;
    });
    return understood(instance, name, () => readListing(parseExactJson(reply.text)));
  }

  async function pages(envelope: Envelope, request: ListRequest): Promise<readonly [Listing, ...Listing[]]> {
    const first = await part(envelope, request, { page: 1 });
    const rest: number[] = [];
    for (let page = 2; (page - 1) * perPageMax < first.count; page += 1) rest.push(page);
    return [first, ...(await Promise.all(rest.map((page) => part(envelope, request, { page }))))];
  }

  return {
    part,
    all: async (envelope, request) => {
      let [first, ...rest] = await pages(envelope, request);
      // A list that grew or shrank between its pages may have lost a row at a page's edge: one more look, then it stands.
      if (rest.some((page) => page.count !== first.count)) [first, ...rest] = await pages(envelope, request);
      return joinListings(first, rest);
    },
    write: (envelope, { name, method, path, body }) =>
      signed(envelope, { name, safeToRepeat: false, timeoutMs }, async (headers, signal) => {
        const sent = body === undefined ? {} : { body: JSON.stringify(body) };
        const answered = await http.send({
          method,
          path: `${prefix}/api/v1/${path}`,
          headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
          signal,
          ...sent,
        });
        // Whatever is about the account or the system goes the way of every call: breaker, pause, renewed token.
        const fault = answered.status >= 400 ? faultOf(instance, answered, name) : null;
        if (fault !== null && fault.code !== 'SYSTEM_REFUSED') throw fault;
        return answered;
      }),
    close: () => http.close(),
  };
}
