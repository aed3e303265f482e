// A supergraph is replaced while requests are under way, and the door of a gateway that is full.
import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { configFor } from '../../test/federation/door.ts';
import { createLogger } from '../../subgraphs/runtime/telemetry.ts';
import { loadSupergraph } from '../federation/supergraph.ts';
import type { Supergraph } from '../federation/supergraph.ts';
import { createGateway } from '../serve.ts';
import type { Gateway } from '../serve.ts';
import { sheddingSchema } from './config.ts';

let subgraph: Server;
let gateway: Gateway;
/** Answers that are held back until the test lets them go. */
let held: (() => void)[] | null;
let requests: number;

function reply(response: ServerResponse): void {
  response.setHeader('content-type', 'application/json');
  response.end('{"data":{"old":"old","new":"new"}}');
}

function supergraph(fields: string): Supergraph {
  const url = `http://127.0.0.1:${(subgraph.address() as AddressInfo).port}/graphql`;
  const { supergraphSdl } = composeServices([{ name: 'psa', url, typeDefs: parse(`type Query { ${fields} }`) }]);
  return loadSupergraph(supergraphSdl ?? '');
}

/** A gateway with three places, each for so long. */
function open(workMs: number): Promise<Gateway> {
  return createGateway({
    config: {
      ...configFor(['psa']),
      auth: false,
      timeouts: { requestMs: 3_000, subgraphMs: 2_500, drainNoticeMs: 0 },
      shedding: sheddingSchema.parse({ inFlightMin: 3, inFlightMax: 3, workMs }),
    },
    supergraph: supergraph('old: String'),
    logger: createLogger('test', { level: 'silent' }),
  });
}

async function ask(query: string): Promise<{ status: number; headers: Headers; body: Record<string, unknown> }> {
  const body = JSON.stringify({ query });
  const response = await fetch(gateway.url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  };
}

async function checks(): Promise<Record<string, unknown>> {
  const response = await fetch(`${gateway.adminUrl}/health/ready`);
  return ((await response.json()) as { checks: Record<string, unknown> }).checks;
}

async function untilAsked(times: number): Promise<void> {
  while (requests < times) await new Promise((resolve) => setTimeout(resolve, 5));
}

beforeEach(async () => {
  [held, requests] = [null, 0];
  subgraph = createServer((request, response) => {
    request.resume();
    if (request.method === 'POST') requests += 1;
    if (held) held.push(() => reply(response));
    else reply(response);
  });
  await new Promise<void>((resolve) => subgraph.listen(0, '127.0.0.1', resolve));
  gateway = await open(60_000);
});
afterEach(async () => {
  await gateway.close();
  subgraph.closeAllConnections();
  subgraph.close();
});

describe('another supergraph', () => {
  test('is served from then on; who came before is answered by the one before', async () => {
    held = [];
    const under = ask('{ old }');
    await untilAsked(1);
    await gateway.swap(supergraph('new: String'));
    const [letGo] = held;
    held = null;
    expect((await ask('{ new }')).body).toEqual({ data: { new: 'new' } });
    letGo?.();
    expect((await under).body).toEqual({ data: { old: 'old' } });
    expect(await checks()).toMatchObject({ supergraph: { reload: 'DONE' } });
  });

  test('judges documents anew that the one before had found valid', async () => {
    expect((await ask('{ old }')).status).toBe(200);
    await gateway.swap(supergraph('new: String'));
    const { status, body } = await ask('{ old }');
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }]);
  });

  test('that cannot be served is refused, said on the health page, and the one before goes on', async () => {
    const good = supergraph('old: String');
    const misplaced = loadSupergraph(good.sdl.replace(/url: "http:[^"]*"/, 'url: "nowhere"'));
    await expect(gateway.swap(misplaced)).rejects.toThrow('"nowhere" is no address for the subgraph psa');
    expect((await ask('{ old }')).body).toEqual({ data: { old: 'old' } });
    expect(await checks()).toMatchObject({ psa: { ready: true }, supergraph: { reload: 'REFUSED' } });
  });
});

describe('a gateway that is full', () => {
  test('turns requests away unread with a code, until somebody has left', async () => {
    held = [];
    const inside = [ask('{ old }'), ask('{ a: old }'), ask('{ b: old }')];
    await untilAsked(3);
    const { status, headers, body } = await ask('{ no such document');
    expect(status).toBe(503);
    expect(headers.get('retry-after')).toBe('1');
    expect(body.errors).toMatchObject([
      {
        extensions: {
          code: 'GATEWAY_OVERLOADED',
          retryAfterMs: 1_000,
          correlationId: headers.get('x-correlation-id'),
        },
      },
    ]);
    for (const letGo of held) letGo();
    held = null;
    for (const { status: answered } of await Promise.all(inside)) expect(answered).toBe(200);
    expect((await ask('{ old }')).status).toBe(200);
    const metrics = await (await fetch(`${gateway.adminUrl}/metrics`)).text();
    expect(metrics).toContain('gateway_shed_total{mode="enforce"} 1');
  });
  test('is not full of those who wait: for a system that hangs, or for the rest of a body', async () => {
    await gateway.close();
    gateway = await open(100);
    held = [];
    const waiting = [ask('{ old }'), ask('{ a: old }')];
    await untilAsked(2);
    const slow = connect(Number(new URL(gateway.url).port), '127.0.0.1');
    slow.write('POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{');
    // Three wait; as many again are worked on, and whoever comes then is answered, too.
    await expect.poll(async () => (await ask('{ __typename }')).status, { timeout: 20_000 }).toBe(200);
    expect((await ask('{ __typename }')).body).toEqual({ data: { __typename: 'Query' } });
    slow.destroy();
    for (const letGo of held) letGo();
    held = null;
    for (const { status: answered } of await Promise.all(waiting)) expect(answered).toBe(200);
  });
});
