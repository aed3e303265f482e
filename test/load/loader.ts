// Load on one gateway: 50 connections that each wait for their answer, as long as told; what was answered and how quickly.
import autocannon from 'autocannon';

/** Connections at once; as in the figures of the peers' own benchmarks. */
export const connections = 50;

/** How soon it is noticed that all are answered; the idle time until then would count against the gateway. */
const endMs = 20;

/** A request to repeat. */
export interface Load {
  readonly url: string;
  readonly body: string;
  readonly seconds: number;
  /**
   * Ends when this many are answered instead, or after `seconds`. So every request that was begun is answered: one that the end
   * of the time cuts off is work without an answer, and the slower the gateway the more it would be charged of it.
   */
  readonly answers?: number;
  /** The Authorization of each next request. */
  readonly authorization: () => string;
  /** The body of each next request, where they differ. */
  readonly bodyOf?: () => string;
}

/** What came of it. */
export interface Loaded {
  readonly answered: number;
  readonly rps: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Answers that were no 200, and connections that broke. */
  readonly failed: number;
}

/** Runs a load to its end. */
export async function load({ url, body, seconds, answers, authorization, bodyOf }: Load): Promise<Loaded> {
  const headers = { 'content-type': 'application/json' };
  const running = autocannon({
    url,
    connections,
    ...(answers === undefined ? { duration: seconds } : { amount: answers, sampleInt: endMs }),
    timeout: 30,
    requests: [
      {
        method: 'POST',
        headers,
        body,
        setupRequest: (request: object) => ({
          ...request,
          ...(bodyOf ? { body: bodyOf() } : {}),
          headers: { ...headers, authorization: authorization() },
        }),
      },
    ],
  });
  const late = answers === undefined ? undefined : setTimeout(() => running.stop(), seconds * 1_000);
  const result = await running;
  clearTimeout(late);
  const { requests, latency, errors, non2xx, timeouts, duration } = result;
  return {
    answered: requests.total,
    rps: requests.total / duration,
    p50Ms: latency.p50,
    p99Ms: latency.p99,
    failed: errors + non2xx + timeouts,
  };
}
