// The control port: one place to see and steer all stand-ins. Its routes are written out in README.md.
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SandboxClock } from './clock.ts';
import type { FaultRule } from './faults.ts';
import { closeServer, isLocalHost, listen, readBody, sendJson } from './http.ts';
import type { ServedStandIn } from './serve.ts';

const REQUEST_BYTES_MAX = 64 * 1024;

/** What the control port shows and steers. */
interface ControlOptions {
  readonly port: number;
  readonly clock: SandboxClock;
  readonly standIns: readonly ServedStandIn[];
  /** Shown at `GET /` and `GET /credentials`, with the control port's own url added. */
  readonly urls: Readonly<Record<string, string>>;
  readonly credentials: unknown;
  /** Shown at `GET /`: which firm this is. */
  readonly firm: unknown;
  /** Shown at `GET /planted`: what is wrong in the firm on purpose, each with its kind. */
  readonly planted?: readonly { readonly kind: string }[];
}

/** The control port, open. */
export interface ServedControl {
  readonly url: string;
  close(): Promise<void>;
}

interface Reply {
  readonly status: number;
  readonly body: unknown;
}

/** Opens the control port. */
export async function serveControl(options: ControlOptions): Promise<ServedControl> {
  let urls: Readonly<Record<string, string>> = options.urls;
  const handle = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    if (!isLocalHost(incoming)) {
      sendJson(outgoing, 403, { error: 'Ask for this server as 127.0.0.1 or localhost' });
      return;
    }
    const { status, body } = await route({ ...options, urls }, incoming);
    sendJson(outgoing, status, body);
  };
  const server = createServer((incoming, outgoing) => {
    handle(incoming, outgoing).catch((error: unknown) => {
      // Whatever goes wrong here is in the caller's JSON, and the message says what.
      sendJson(outgoing, 400, { error: error instanceof Error ? error.message : String(error) });
    });
  });
  const url = `http://127.0.0.1:${await listen(server, options.port, 'the control port')}`;
  urls = { control: url, ...options.urls };
  return { url, close: () => closeServer(server) };
}

async function route(options: ControlOptions, incoming: IncomingMessage): Promise<Reply> {
  const { clock, standIns, urls, credentials, firm, planted = [] } = options;
  const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://control');
  const [first = '', ...rest] = pathname.split('/').filter((part) => part !== '');
  const standIn = standIns.find((candidate) => candidate.standIn.vendor === first);
  if (standIn !== undefined) return routeVendor(standIn, rest, searchParams, incoming);
  switch (`${incoming.method ?? ''} /${first}`) {
    case 'GET /':
      return ok({ urls, firm, now: clock.now().toISOString(), standIns: standIns.map(summary) });
    case 'GET /health':
      return ok({ status: 'ok', now: clock.now().toISOString() });
    case 'GET /credentials':
      return ok({ urls, credentials });
    case 'GET /planted': {
      const kind = searchParams.get('kind');
      return ok({ planted: planted.filter((problem) => kind === null || problem.kind === kind) });
    }
    case 'GET /clock':
      return ok({ now: clock.now().toISOString() });
    case 'POST /clock':
      setClock(clock, await readJson(incoming));
      return ok({ now: clock.now().toISOString() });
    case 'POST /reset':
      clock.reset();
      for (const each of standIns) await each.reset();
      return ok({ status: 'reset' });
    default:
      return notFound(standIns);
  }
}

async function routeVendor(
  { standIn, requests, faults }: ServedStandIn,
  path: readonly string[],
  query: URLSearchParams,
  incoming: IncomingMessage,
): Promise<Reply> {
  const [what = '', which] = path;
  switch (`${incoming.method ?? ''} ${what}`) {
    case 'GET requests':
      if (which === 'totals') return ok(requests.totals());
      return ok({
        ...requests.totals(),
        requests: requests.list({
          resource: query.get('resource') ?? undefined,
          after: Number(query.get('after') ?? 0),
        }),
      });
    case 'DELETE requests':
      requests.clear();
      return ok({ status: 'cleared' });
    case 'GET state': {
      const tables = standIn.dump();
      if (which === undefined) return ok(tables);
      const rows = tables[decodeURIComponent(which)];
      const known = `${standIn.vendor} has no table "${which}": it has ${Object.keys(tables).join(', ')}`;
      return rows === undefined ? { status: 404, body: { error: known } } : ok(rows);
    }
    case 'GET credentials':
      return ok({ issued: standIn.credentials?.issued() ?? [] });
    case 'POST credentials':
      return { status: 201, body: standIn.credentials?.add() ?? {} };
    case 'DELETE credentials':
      standIn.credentials?.retire();
      return ok({ status: 'the newest alone is taken' });
    case 'GET faults':
      return ok(faults.list().map(describe));
    case 'POST faults': {
      const rule = faults.plant(await readJson(incoming));
      await faults.settled();
      return { status: 201, body: describe(rule) };
    }
    case 'DELETE faults':
      if (which === undefined) faults.clear();
      else if (!faults.remove(Number(which))) return { status: 404, body: { error: `No fault ${which} is planted` } };
      await faults.settled();
      return ok(faults.list().map(describe));
    default:
      return {
        status: 404,
        body: {
          error: `Use /${standIn.vendor}/requests, /${standIn.vendor}/state, /${standIn.vendor}/faults or /${standIn.vendor}/credentials`,
        },
      };
  }
}

function ok(body: unknown): Reply {
  return { status: 200, body };
}

function notFound(standIns: readonly ServedStandIn[]): Reply {
  const vendors = standIns.map(({ standIn }) => `/${standIn.vendor}/...`).join(', ');
  return {
    status: 404,
    body: { error: `Use GET /, /health, /credentials, /clock, /planted; POST /clock, /reset; ${vendors}` },
  };
}

function summary({ standIn, url, requests, faults }: ServedStandIn): unknown {
  return { vendor: standIn.vendor, url, requests: requests.totals().requests, faults: faults.list().length };
}

function describe({ id, fault, match, rate, left, struck }: FaultRule): unknown {
  return { id, ...fault, match: match.source, rate, left: left === Infinity ? null : left, struck };
}

function setClock(clock: SandboxClock, input: Record<string, unknown>): void {
  const { now, advanceSeconds } = input;
  if (typeof now === 'string' && !Number.isNaN(Date.parse(now))) clock.set(new Date(now));
  else if (typeof advanceSeconds === 'number' && Number.isFinite(advanceSeconds)) clock.advance(advanceSeconds);
  else throw new Error('Send {"now": "2026-11-20T09:00:00Z"} or {"advanceSeconds": 60}');
}

async function readJson(incoming: IncomingMessage): Promise<Record<string, unknown>> {
  const body = await readBody(incoming, REQUEST_BYTES_MAX);
  try {
    const value: unknown = JSON.parse((body ?? '').toString());
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // Falls through to the message below, which also covers JSON that is not an object.
  }
  throw new Error(`Send a JSON object of at most ${REQUEST_BYTES_MAX} bytes`);
}
