// Load on one gateway: 50 connections that each wait for their answer, as long as told; what was answered and how quickly.
import autocannon from 'autocannon';

/** Connections at once; as in the figures of the peers' own benchmarks. */
export const connections = 50;

/** A request to repeat. */
export interface Load {
  readonly url: string;
  readonly body: string;
  readonly seconds: number;
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
export async function load({ url, body, seconds, authorization, bodyOf }: Load): Promise<Loaded> {
  const headers = { 'content-type': 'application/json' };
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
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
  const { requests, latency, errors, non2xx, timeouts, duration } = result;
  return {
    answered: requests.total,
    rps: requests.total / duration,
    p50Ms: latency.p50,
    p99Ms: latency.p99,
    failed: errors + non2xx + timeouts,
  };
}
