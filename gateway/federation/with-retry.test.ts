import { describe, expect, it } from 'vitest';
import type { AskSubgraph, Caller, SubgraphReply } from './subgraph.ts';
import { retryAfterMsMax, retrySavingsMax, withRetries } from './with-retry.ts';

const answered: SubgraphReply = { kind: 'answered', data: {}, errors: [], provenance: { kind: 'live' } };
const failed = (code: string, details: Record<string, unknown> = { retryable: true }): SubgraphReply => ({
  kind: 'failed',
  error: { code, subgraph: 'psa', message: 'psa is ill', details },
});
const request = (kind: 'query' | 'mutation' = 'query') => ({
  operation: { subgraph: 'psa', kind, text: '{ a }', variables: [] },
  variables: {},
});
const caller = (changes: Partial<Caller> = {}): Caller => ({
  correlationId: 'c',
  authorization: null,
  fingerprint: 'f',
  mayRepeat: true,
  deadlineAt: Date.now() + 5_000,
  signal: new AbortController().signal,
  ...changes,
});

/** A subgraph that gives these replies one after the other, the last one again and again. */
function rig(...replies: SubgraphReply[]) {
  let calls = 0;
  const pauses: number[] = [];
  const inner: AskSubgraph = () => Promise.resolve(replies[Math.min(calls++, replies.length - 1)] ?? answered);
  const ask = withRetries(inner, [{ name: 'psa' }], {
    random: () => 0.5,
    pause: (ms) => {
      pauses.push(ms);
      return Promise.resolve(true);
    },
  });
  return { ask, pauses, calls: () => calls };
}

describe('a second attempt', () => {
  it('mends a query that met a broken connection, after a moment', async () => {
    const { ask, pauses, calls } = rig(failed('SUBGRAPH_UNAVAILABLE'), answered);
    expect(await ask(request(), caller())).toBe(answered);
    expect([calls(), pauses]).toEqual([2, [25]]);
  });

  it('is the last one', async () => {
    const { ask, calls } = rig(failed('SUBGRAPH_UNAVAILABLE'));
    expect(await ask(request(), caller())).toMatchObject({ kind: 'failed' });
    expect(calls()).toBe(2);
  });

  it('is never made of a mutation, a timeout, a refusal or an open breaker', async () => {
    for (const [kind, code] of [
      ['mutation', 'SUBGRAPH_UNAVAILABLE'],
      ['query', 'SUBGRAPH_TIMEOUT'],
      ['query', 'SUBGRAPH_REFUSED'],
      ['query', 'CIRCUIT_OPEN'],
      ['query', 'BUDGET_EXHAUSTED'],
    ] as const) {
      const { ask, calls } = rig(failed(code));
      await ask(request(kind), caller());
      expect([code, calls()]).toEqual([code, 1]);
    }
  });

  it('waits as long as the subgraph asked, and is left out when that is long', async () => {
    const short = rig(failed('SUBGRAPH_OVERLOADED', { retryable: true, retryAfterMs: 400 }), answered);
    await short.ask(request(), caller());
    expect(short.pauses).toEqual([425]);
    const long = rig(failed('SUBGRAPH_OVERLOADED', { retryable: true, retryAfterMs: retryAfterMsMax + 1 }));
    await long.ask(request(), caller());
    expect(long.calls()).toBe(1);
  });

  it('is left out when the deadline is near or the client has left', async () => {
    const gone = new AbortController();
    gone.abort();
    for (const who of [caller({ deadlineAt: Date.now() + 80 }), caller({ signal: gone.signal })]) {
      const { ask, calls } = rig(failed('SUBGRAPH_UNAVAILABLE'));
      await ask(request(), who);
      expect(calls()).toBe(1);
    }
  });

  it('costs a dead subgraph a tenth of its requests more, once what was saved is spent', async () => {
    const { ask, calls } = rig(failed('SUBGRAPH_UNAVAILABLE'));
    for (let n = 0; n < 1_000; n += 1) await ask(request(), caller());
    expect(calls() - 1_000).toBeGreaterThanOrEqual(100);
    expect(calls() - 1_000).toBeLessThanOrEqual(100 + retrySavingsMax);
  });
});
