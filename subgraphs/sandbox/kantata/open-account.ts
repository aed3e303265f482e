// An account on a port of its own, for the tests of this folder: the demo firm's, or an empty one with a few records.
import { buildFirm } from '../firm/build.ts';
import type { Firm } from '../firm/firm.ts';
import { serveStandIn } from '../serve.ts';
import type { ServedStandIn } from '../serve.ts';
import type { ShownRecords } from './load.ts';
import { createKantataStandIn } from './stand-in.ts';
import type { KantataStandIn } from './stand-in.ts';

/** A record as the API shows it. */
export type ShownRecord = Readonly<Record<string, unknown>>;

/** An answer with its envelope taken apart. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: ShownRecord;
  /** The ids of `results`. */
  readonly ids: readonly string[];
  /** A record of a collection by id; an empty one when it is not there. */
  readonly record: (collection: string, id?: string) => ShownRecord;
  readonly errors: readonly ShownRecord[];
}

/** What a call may say besides method and path. */
export interface CallOptions {
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as a Rails form. */
  readonly form?: string;
  readonly multipart?: FormData;
  readonly token?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An open account. */
export interface OpenAccount {
  readonly firm: Firm;
  readonly served: ServedStandIn;
  readonly standIn: KantataStandIn;
  readonly call: (method: string, path: string, options?: CallOptions) => Promise<Reply>;
  readonly get: (path: string) => Promise<Reply>;
  readonly advance: (seconds: number) => void;
  readonly close: () => Promise<void>;
}

/** When the account's clock starts. */
export const START = '2026-11-20T09:00:00Z';
const TOKEN = 'token-of-a-test';
let demoFirm: Firm | undefined;

/** Opens an account: of the demo firm, or with just these records. */
export async function openAccount(records?: ShownRecords): Promise<OpenAccount> {
  let nowMs = Date.parse(START);
  const clock = { now: () => new Date(nowMs) };
  const firm = (demoFirm ??= buildFirm({ size: 'demo', today: START.slice(0, 10) }));
  const standIn = createKantataStandIn({
    ...(records === undefined ? { firm } : {}),
    clock,
    credentials: { accessToken: TOKEN },
  });
  if (records !== undefined) standIn.load(records);
  const served = await serveStandIn(standIn, { port: 0, clock });
  const call = async (method: string, path: string, options: CallOptions = {}): Promise<Reply> =>
    readReply(await fetch(`${served.url}/api/v1/${path}`, initOf(method, options)));
  return {
    firm,
    served,
    standIn,
    call,
    get: (path) => call('GET', path),
    advance: (seconds) => {
      nowMs += seconds * 1000;
    },
    close: () => served.close(),
  };
}

function initOf(method: string, { json, form, multipart, token = TOKEN, headers = {} }: CallOptions): RequestInit {
  const authorization: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
  const all = { ...authorization, ...headers };
  if (json !== undefined) {
    return { method, headers: { 'content-type': 'application/json', ...all }, body: JSON.stringify(json) };
  }
  if (form !== undefined) {
    return { method, headers: { 'content-type': 'application/x-www-form-urlencoded', ...all }, body: form };
  }
  return multipart === undefined ? { method, headers: all } : { method, headers: all, body: multipart };
}

async function readReply(response: Response): Promise<Reply> {
  const text = await response.text();
  const body = (text === '' ? {} : JSON.parse(text)) as ShownRecord;
  const results = (body.results ?? []) as readonly { readonly id: string }[];
  return {
    status: response.status,
    headers: response.headers,
    body,
    ids: results.map(({ id }) => id),
    record: (collection, id = results[0]?.id ?? '') =>
      ((body[collection] ?? {}) as Readonly<Record<string, ShownRecord>>)[id] ?? {},
    errors: (body.errors ?? []) as readonly ShownRecord[],
  };
}
