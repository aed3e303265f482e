// Tells one subscriber by a signed POST. At least once: the outbox repeats what failed, `webhook-id` is the same each time.
import { createHmac } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { EventReader, ToldEvent } from '../outbox.ts';
import { outerAddresses, rangesOf, systemResolve } from './outer-address.ts';
import type { Address, Resolve } from './outer-address.ts';
import type { Secret } from '../../runtime/secret.ts';
import { authorityOf, signingKeysOf } from './webhook-config.ts';
import type { WebhookConfig } from './webhook-config.ts';

/** Nothing of an answer is used but its status; a longer one is cut off and counts as a failure. */
const answerBytesMax = 16_384;

/** Not taken by the subscriber; the name is what the dead letter will say. */
export class WebhookFailed extends Error {
  override readonly name: string;
  constructor(kind: 'Timeout' | 'AnswerTooLong' | `Status${number}`, message: string) {
    super(message);
    this.name = `Webhook${kind}`;
  }
}

/**
 * What a subscriber checks: HMAC-SHA-256 over `id.timestamp.body`, in base64 after `v1,`; the timestamp is in seconds. While a secret is
 * rotated the header holds several with spaces between, and one that fits is enough (Standard Webhooks).
 */
export function signatureOf(secret: Buffer, id: string, timestamp: string, body: string | Buffer): string {
  return `v1,${createHmac('sha256', secret).update(`${id}.${timestamp}.`).update(body).digest('base64')}`;
}

/** A subscriber as a reader of the outbox. `tell` rejects unless the answer is whole, in time and 2xx; redirects are not. */
export function webhookReader(config: WebhookConfig, secret: Secret, resolve: Resolve = systemResolve): EventReader {
  const send = webhookSender(config, secret, resolve);
  return {
    name: `webhook ${config.name}`,
    wants: ({ type }) => config.types.includes('*') || config.types.includes(type),
    tell: (event) => send(event.eventId, bodyOf(event)),
  };
}

/** Where webhooks go, without what they tell. */
export type WebhookPlace = Omit<WebhookConfig, 'types'>;

/** Sends a body under an id to a place; rejects unless the answer is whole, in time and 2xx; redirects are not. */
export function webhookSender(
  config: WebhookPlace,
  secret: Secret,
  resolve: Resolve = systemResolve,
): (id: string, body: string) => Promise<void> {
  const url = new URL(config.url);
  const allowed = rangesOf(config.allowAddresses);
  const authority = authorityOf(config);
  return async (id, body) => {
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const headers = {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': signingKeysOf(secret)
        .map((key) => signatureOf(key, id, timestamp, body))
        .join(' '),
    };
    // One limit for name, connection, answer and body: what is taken to be told must be told before others take it.
    await within(config.timeoutMs, async (signal) => {
      const addresses = await outerAddresses(url.hostname.replace(/^\[|\]$/g, ''), resolve, allowed);
      signal.throwIfAborted();
      await post({ url, addresses, authority, headers, body, signal });
    });
  };
}

function bodyOf({ eventId, type, subject, data, runId, correlationId, madeAt }: ToldEvent): string {
  return JSON.stringify({ id: eventId, type, subject, data, runId, correlationId, madeAt: madeAt.toISOString() });
}

async function within(timeoutMs: number, act: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const leaving = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new WebhookFailed('Timeout', `no whole answer within ${timeoutMs} ms`));
      leaving.abort();
    }, timeoutMs);
  });
  try {
    await Promise.race([act(leaving.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}

interface Post {
  readonly url: URL;
  readonly addresses: readonly Address[];
  readonly authority: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal;
}

function post({ url, addresses, authority, headers, body, signal }: Post): Promise<void> {
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    // No agent: a kept connection could be one to an address that was checked for somebody else.
    const trust = authority === null ? {} : { ca: authority };
    const options = { method: 'POST', headers, signal, agent: false as const, lookup: answering(addresses), ...trust };
    const request = send(url, options, (response) => {
      let bytes = 0;
      response.on('data', (part: Buffer) => {
        bytes += part.length;
        if (bytes <= answerBytesMax) return;
        request.destroy(new WebhookFailed('AnswerTooLong', `the answer is longer than ${answerBytesMax} bytes`));
        reject(new WebhookFailed('AnswerTooLong', `the answer is longer than ${answerBytesMax} bytes`));
      });
      response.on('error', reject);
      response.on('end', () => {
        const status = response.statusCode ?? 0;
        if (status >= 200 && status < 300) resolve();
        else reject(new WebhookFailed(`Status${status}`, `${url.host} answered ${status}`));
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** Gives the checked addresses to the socket, which asks nobody else. An address in the URL is not looked up and was checked. */
function answering(addresses: readonly Address[]): LookupFunction {
  return (_host, { all }, answer) => {
    const [first] = addresses;
    if (all === true) answer(null, [...addresses]);
    else if (first !== undefined) answer(null, first.address, first.family);
  };
}
