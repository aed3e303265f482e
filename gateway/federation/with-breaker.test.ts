// What opens a subgraph's breaker: silences in a row, whoever leaves between them.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { breakerResetMs, breakerVolumeMin } from '../../subgraphs/runtime/breaker.ts';
import { StopSource } from '../../subgraphs/runtime/stop-signal.ts';
import type { SubgraphOperation } from './steps.ts';
import type { Caller, SubgraphReply } from './subgraph.ts';
import { type BrokenAsk, withBreakers } from './with-breaker.ts';

const open: BrokenAsk[] = [];
afterEach(() => {
  open.splice(0).forEach((broken) => broken.close());
  vi.useRealTimers();
});

const operation = { subgraph: 'orders', kind: 'query' } as SubgraphOperation;

function failed(code: string): SubgraphReply {
  return { kind: 'failed', error: { code, subgraph: 'orders', message: code, details: {} } };
}
const answered: SubgraphReply = { kind: 'answered', data: {}, errors: [], provenance: { kind: 'live' } };

function caller(): Caller {
  return {
    ...{ correlationId: 'test', authorization: null, fingerprint: 'test', mayRepeat: true },
    ...{ deadlineAt: Date.now() + 10_000, signal: new StopSource() },
  };
}

/** Asks one after the other; answers with the state of the breaker then. */
async function after(...replies: readonly SubgraphReply[]): Promise<string> {
  const left = [...replies];
  const broken = withBreakers(() => Promise.resolve(left.shift()!), [{ name: 'orders', system: null }], {});
  open.push(broken);
  for (const reply of replies) expect(await broken.ask({ operation, variables: {} }, caller())).toBe(reply);
  return broken.stateOf('orders').state;
}

describe('the breaker of a subgraph', () => {
  it('opens over three silences in a row, though clients left and deadlines passed between them', async () => {
    const silent = failed('SUBGRAPH_TIMEOUT');
    expect(await after(silent, failed('CANCELLED'), silent, failed('DEADLINE_EXCEEDED'), silent)).toBe('OPEN');
  });

  it.each([
    ['an answer', answered],
    ['a refusal', failed('SUBGRAPH_REFUSED')],
  ] as const)('stays closed when %s came between them', async (_, between) => {
    const silent = failed('SUBGRAPH_TIMEOUT');
    expect(await after(silent, silent, between, silent)).toBe('CLOSED');
  });

  it('stays closed over any number of clients that leave', async () => {
    expect(await after(...Array.from({ length: 60 }, () => failed('CANCELLED')))).toBe('CLOSED');
  });

  it('closes again though whoever asks most is always in a hurry: the probe takes its own time', async () => {
    vi.useFakeTimers();
    let isIll = true;
    const broken = withBreakers(
      (_request, { deadlineAt }) => {
        if (isIll) return Promise.resolve(failed('SUBGRAPH_UNAVAILABLE'));
        const leftMs = deadlineAt - Date.now();
        const reply = leftMs < 80 ? failed('DEADLINE_EXCEEDED') : answered;
        return new Promise((resolve) => setTimeout(() => resolve(reply), Math.min(80, leftMs)));
      },
      [{ name: 'orders', system: null }],
      {},
    );
    open.push(broken);
    const ask = (kind: string, deadlineMs: number) =>
      broken.ask(
        { operation: { ...operation, kind } as SubgraphOperation, variables: {} },
        { ...caller(), deadlineAt: Date.now() + deadlineMs },
      );
    for (let n = 0; n < breakerVolumeMin; n += 1) await ask('query', 10_000);
    expect(broken.stateOf('orders').state).toBe('OPEN');
    isIll = false;
    await vi.advanceTimersByTimeAsync(breakerResetMs);
    // Nobody can say what became of a mutation that is cut, so one in a hurry is no probe.
    expect(await ask('mutation', 50)).toMatchObject({
      error: { code: 'CIRCUIT_OPEN', details: { outcome: 'NOT_APPLIED' } },
    });
    expect(broken.stateOf('orders').state).toBe('HALF_OPEN');
    const hurried = ask('query', 50);
    await vi.advanceTimersByTimeAsync(50);
    expect(await hurried).toMatchObject({ error: { code: 'CIRCUIT_OPEN' } });
    await vi.advanceTimersByTimeAsync(30);
    expect(broken.stateOf('orders').state).toBe('CLOSED');
  });
});
