// The shop as a process of its own, whose accounts can be made to hang, to be slow, to say 503 and to break connections.
import { Agent, createServer, request as send } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startAnswers } from '../world/answers.ts';
import { shop, shopSupergraph } from '../world/shop.ts';

/** How the accounts behave. `SLOW` waits `ms` before each answer. */
export type Behaviour =
  | { readonly kind: 'WELL' }
  | { readonly kind: 'HANG' }
  | { readonly kind: 'SLOW'; readonly ms: number }
  | { readonly kind: 'SAY_503' }
  | { readonly kind: 'RESET' };

/** What the process is told and asked. Each order is answered with how often the accounts were asked so far. */
export interface Order {
  readonly behaviour?: Behaviour;
}

/** What it says when it stands. */
export interface FaultyShopReady {
  readonly kind: 'ready';
  readonly supergraph: string;
}

let behaviour: Behaviour = { kind: 'WELL' };
let asked = 0;
const agent = new Agent({ keepAlive: true });

function forward(url: string, request: IncomingMessage, response: ServerResponse): void {
  const onward = send(url, { method: request.method, headers: request.headers, agent }, (answer) => {
    response.writeHead(answer.statusCode ?? 500, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  request.pipe(onward);
}

function answer(url: string, request: IncomingMessage, response: ServerResponse): void {
  if (request.method === 'POST') asked += 1;
  switch (behaviour.kind) {
    case 'WELL': {
      forward(url, request, response);
      return;
    }
    case 'SLOW':
      setTimeout(() => forward(url, request, response), behaviour.ms);
      return;
    case 'HANG':
      return void request.resume();
    case 'SAY_503':
      request.resume();
      response.writeHead(503).end();
      return;
    case 'RESET':
      request.socket.resetAndDestroy();
  }
}

const urls = new Map<string, string>();
for (const [name, parts] of Object.entries(shop)) {
  urls.set(name, (await startAnswers({ ...parts, latencyMs: 0 })).url);
}
const accounts = urls.get('accounts') ?? '';
const front = createServer((request, response) => answer(accounts, request, response));
front.keepAliveTimeout = 60_000;
await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', 1_024, resolve));
// Whoever plants no faults does not pay for the detour.
if (!process.argv.includes('--direct'))
  urls.set('accounts', `http://127.0.0.1:${(front.address() as AddressInfo).port}/graphql`);

process.on('message', (order: Order) => {
  if (order.behaviour) behaviour = order.behaviour;
  process.send?.({ kind: 'asked', asked });
});
process.on('disconnect', () => process.exit(0));
const ready: FaultyShopReady = { kind: 'ready', supergraph: shopSupergraph((name) => urls.get(name) ?? '') };
process.send?.(ready);
