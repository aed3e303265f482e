import { describe, expect, it } from 'vitest';
import type { AskSubgraph, Caller, SubgraphReply } from './subgraph.ts';
import { withLimits } from './with-limit.ts';

const answered: SubgraphReply = { kind: 'answered', data: {}, errors: [], provenance: { kind: 'live' } };
const request = (kind: 'query' | 'mutation' = 'query', subgraph = 'erp') => ({
  operation: { subgraph, kind, text: '{ a }', variables: [] },
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

/** Two places and one in the queue; requests end when told. */
function rig(mode: 'enforce' | 'measure' = 'enforce') {
  const ends: (() => void)[] = [];
  const full: string[] = [];
  let isClosed = true;
  const inner: AskSubgraph = () => new Promise((resolve) => ends.push(() => resolve(answered)));
  const limited = withLimits(
    inner,
    [
      { name: 'erp', system: 'ERP' },
      { name: 'crm', system: null },
    ],
    {
      mode,
      concurrentMax: 2,
      queueMax: 1,
      needsPlace: () => isClosed,
      onFull: (subgraph, how) => full.push(`${subgraph} ${how}`),
    },
  );
  return {
    limited,
    full,
    sent: () => ends.length,
    end: (n: number) => ends[n]?.(),
    open: () => {
      isClosed = false;
      limited.passWaiting('erp');
    },
  };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('places of a subgraph', () => {
  it('are given to so many; the next one waits for the first that ends', async () => {
    const { limited, sent, end } = rig();
    const replies = [1, 2, 3].map(() => limited.ask(request(), caller()));
    await settled();
    expect([sent(), limited.underWay()]).toEqual([2, 3]);
    end(0);
    await settled();
    expect(sent()).toBe(3);
    [1, 2].forEach(end);
    expect(await Promise.all(replies)).toEqual([answered, answered, answered]);
    expect(limited.underWay()).toBe(0);
  });

  it('past the queue are refused with a reason that is no illness; a mutation is told that nothing was done', async () => {
    const { limited, full } = rig();
    for (let n = 0; n < 3; n += 1) void limited.ask(request(), caller());
    expect(await limited.ask(request('mutation'), caller())).toMatchObject({
      kind: 'failed',
      error: {
        code: 'BUDGET_EXHAUSTED',
        details: { system: 'ERP', retryable: true, retryAfterMs: 1_000, outcome: 'NOT_APPLIED' },
      },
    });
    expect(full).toEqual(['erp enforce']);
  });

  it('of one subgraph are not those of another', async () => {
    const { limited, sent } = rig();
    for (let n = 0; n < 4; n += 1) void limited.ask(request(), caller());
    void limited.ask(request('query', 'crm'), caller());
    await settled();
    expect(sent()).toBe(3);
  });

  it('are waited for until the deadline, and not by a client that left', async () => {
    const { limited, sent } = rig();
    for (let n = 0; n < 2; n += 1) void limited.ask(request(), caller());
    const late = await limited.ask(request(), caller({ deadlineAt: Date.now() }));
    expect(late).toMatchObject({ error: { code: 'BUDGET_EXHAUSTED' } });
    const leaving = new AbortController();
    const left = limited.ask(request(), caller({ signal: leaving.signal }));
    leaving.abort();
    expect(await left).toMatchObject({ error: { code: 'CANCELLED' } });
    expect([sent(), limited.underWay()]).toEqual([2, 2]);
  });

  it('are not needed while the breaker is open: those who waited pass at once, and it refuses them', async () => {
    const { limited, sent, open, end } = rig();
    for (let n = 0; n < 3; n += 1) void limited.ask(request(), caller());
    open();
    await settled();
    expect(sent()).toBe(3);
    void limited.ask(request(), caller());
    expect(sent()).toBe(4);
    [0, 1, 2, 3].forEach(end);
    await settled();
    expect(limited.underWay()).toBe(0);
  });

  it('are only counted where they are measured', async () => {
    const { limited, sent, full } = rig('measure');
    for (let n = 0; n < 5; n += 1) void limited.ask(request(), caller());
    await settled();
    expect([sent(), full]).toEqual([5, ['erp measure', 'erp measure']]);
  });
});
