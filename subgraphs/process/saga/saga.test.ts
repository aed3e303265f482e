// What a process may rely on when it reads: faults park it, replay asks anew, and a run that goes back asks nothing.
import { expect, test } from 'vitest';
import { subjectNote } from '../../journal/exceptions.ts';
import { FenceLost } from '../../journal/run-journal.ts';
import { Fault } from '../../runtime/fault.ts';
import { LowerFence } from '../../runtime/lower-fence.ts';
import type { SagaWorld } from './execution.ts';
import { failure } from './outcome.ts';
import { carefulPolicy, heldMsMax, oursAwayMs, readRetry } from './policy.ts';
import { execute } from './saga.ts';
import type { Process } from './saga.ts';
import { MemoryJournal } from './simulation/memory-journal.ts';
import type { Step } from './step.ts';

const silent = (): Fault => new Fault({ code: 'SYSTEM_UNAVAILABLE', system: 'ERP', instance: 'netsuite' });

function rig(process: Process<null, string>, more: Partial<SagaWorld> = {}) {
  const journal = new MemoryJournal();
  journal.begin('run', process.name, null);
  const slept: number[] = [];
  const world = {
    journal,
    nowMs: () => 0,
    sleep: (ms: number) => Promise.resolve(void slept.push(ms)),
    random: () => 0,
    policyOf: () => carefulPolicy,
    ...more,
  };
  return { journal, slept, go: async () => execute(process, await journal.claim('run'), world) };
}

function step(name: string, outcome: Awaited<ReturnType<Step<string>['act']>>, undone: string[] = []): Step<string> {
  return {
    ...{ name, system: 'table', operation: 'create', key: `a-key-of-${name}`, input: null },
    find: () => Promise.resolve([]),
    act: () => Promise.resolve(outcome),
    undo: () => {
      undone.push(name);
      return Promise.resolve({ kind: 'APPLIED', ref: name, isNew: false });
    },
  };
}

test('a system that cannot be read from parks the run after its retries; a replay reads anew and goes on', async () => {
  let isDown = true;
  let asked = 0;
  const { journal, slept, go } = rig({
    name: 'reading',
    run: (saga) =>
      saga.once('facts', () => {
        asked += 1;
        if (isDown) throw silent();
        return 'read';
      }),
  });
  expect(await go()).toMatchObject({
    kind: 'PARKED',
    direction: 'ACTING',
    step: 'facts',
    failure: { code: 'SYSTEM_UNAVAILABLE' },
  });
  expect(asked).toBe(readRetry.attemptsMax);
  expect(slept).toHaveLength(readRetry.attemptsMax - 1);
  isDown = false;
  journal.replay('run');
  expect(await go()).toEqual({ kind: 'DONE', result: 'read' });
});

test('a question put while reading is put anew at the replay, with what is true then', async () => {
  let isAnswered = false;
  const { journal, go } = rig({
    name: 'asking',
    run: (saga) => saga.once('facts', () => (isAnswered ? 'answered' : saga.ask('WHICH', 'Which of them is it?'))),
  });
  expect(await go()).toMatchObject({ kind: 'STUCK', failure: { code: 'WHICH' } });
  isAnswered = true;
  journal.replay('run');
  expect(await go()).toEqual({ kind: 'DONE', result: 'answered' });
});

test('a run on its way back asks nothing that it had not asked, and takes back what it did', async () => {
  const undone: string[] = [];
  let asked = 0;
  const { journal, go } = rig({
    name: 'refused',
    run: async (saga) => {
      await saga.step(step('first', { kind: 'APPLIED', ref: 'first', isNew: true }, undone));
      return saga.once('facts', () => {
        asked += 1;
        throw silent();
      });
    },
  });
  await go();
  const failure = { code: 'NO', message: 'no', vendorCode: null, fields: [], retryAfterMs: null };
  // As a crash right after the refusal leaves it.
  journal.run('run').state = { kind: 'COMPENSATING', step: 'second', failure };
  const before = asked;
  expect(await go()).toMatchObject({ kind: 'COMPENSATED', failure: { code: 'NO' } });
  expect(asked).toBe(before);
  expect(undone).toEqual(['first']);
});

test('after a restoration what the vendor has already is adopted, and what it has not is made', async () => {
  const made: string[] = [];
  const outcome = (ref: string) => ({ kind: 'APPLIED', ref, isNew: true }) as const;
  const { journal, slept, go } = rig({
    name: 'restored',
    run: async (saga) => {
      const there = { ...step('there', outcome('doubled')), find: () => Promise.resolve(['first']) };
      const missing = step('missing', outcome('made'));
      made.push(await saga.step(there), await saga.step(missing));
      return made.join(' ');
    },
  });
  journal.wasRestored = true;
  expect(await go()).toEqual({ kind: 'DONE', result: 'first made' });
  // It was written before the loss, long ago: nothing has to settle.
  expect(slept).toEqual([]);
});

test.each(['forward', 'back', 'reading'] as const)(
  'a system that wishes to be left alone for long gets its wish, and nobody’s place is held meanwhile: %s',
  async (where) => {
    let wishMs = heldMsMax;
    const left: number[] = [];
    const wish = () => ({ code: 'BUSY', message: 'later', vendorCode: null, fields: [], retryAfterMs: wishMs });
    const turnedAway = () => Promise.resolve({ kind: 'NOT_APPLIED', reason: 'OUTAGE', failure: wish() } as const);
    const done = { kind: 'APPLIED', ref: 'there', isNew: true } as const;
    const first = step('first', done);
    const second = step('second', done);
    const { slept, go } = rig(
      {
        name: 'wished',
        run: async (saga) => {
          await saga.step(where === 'back' ? { ...first, undo: turnedAway } : first);
          if (where === 'back') saga.refuse('NO', 'no');
          if (where === 'reading') {
            return saga.once('facts', () => {
              throw new Fault({ code: 'SYSTEM_OVERLOADED', system: 'ERP', instance: 'netsuite', retryAfterMs: wishMs });
            });
          }
          return saga.step({ ...second, act: turnedAway });
        },
      },
      {
        leaveFor: (_runId, ms) => {
          left.push(ms);
          return ms > 100_000 ? Promise.resolve() : Promise.reject(new Error('left'));
        },
      },
    );
    expect((await go()).kind).toBe('PARKED');
    expect(slept.every((ms) => ms <= heldMsMax)).toBe(true);
    expect(left).toEqual([]);
    wishMs = 60_000;
    await expect(go()).rejects.toThrow('left');
    // Too long, or too often: then it is an outage.
    wishMs = 200_000;
    expect((await go()).kind).toBe('PARKED');
    expect(left).toEqual([60_000, 200_000]);
  },
);

test.each(['forward', 'looking', 'back', 'reading'] as const)(
  'a system API of ours that takes no connection is waited for away from its worker’s place, for as long as that is granted: %s',
  async (where) => {
    const left: number[] = [];
    let isGranted = true;
    const away = { code: 'SYSTEM_API_UNREACHABLE', message: 'away', vendorCode: null, fields: [], retryAfterMs: null };
    const fault = (): never => {
      throw new Fault({
        ...{ code: 'SYSTEM_UNAVAILABLE', system: 'ERP', instance: 'system-api' },
        vendorCode: away.code,
      });
    };
    const unsent = () => Promise.resolve({ kind: 'NOT_APPLIED', reason: 'OUTAGE', failure: away } as const);
    const lost = { kind: 'IN_DOUBT', settleMs: 0, failure: away } as const;
    const first = step('first', where === 'looking' ? lost : { kind: 'APPLIED', ref: 'there', isNew: true });
    const { go } = rig(
      {
        name: 'away',
        run: async (saga) => {
          await saga.step({
            ...first,
            ...(where === 'forward' ? { act: unsent } : {}),
            ...(where === 'looking' ? { find: () => Promise.resolve().then(fault) } : {}),
            ...(where === 'back' ? { undo: unsent } : {}),
          });
          if (where === 'back') saga.refuse('NO', 'no');
          return saga.once('facts', fault);
        },
      },
      {
        leaveFor: (_runId, ms) => {
          left.push(ms);
          return isGranted ? Promise.reject(new Error('left')) : Promise.resolve();
        },
      },
    );
    await expect(go()).rejects.toThrow('left');
    isGranted = false;
    expect((await go()).kind).toBe('PARKED');
    expect(left).toEqual([oursAwayMs, oursAwayMs]);
  },
);

test('an answer asked for inside another one is refused, for no later execution would come by it; what a run says of itself is not', async () => {
  const nested = (inner: string) =>
    rig({
      name: 'nested',
      run: (saga) => saga.once('outer', () => saga.once(inner, () => 'said')),
    });
  await expect(nested('inner').go()).rejects.toThrow('"inner" is asked inside "outer"');
  expect((await nested(subjectNote).go()).kind).toBe('DONE');
});

test('whether somebody has to agree is on file once it was asked: a place that was passed without is passed, one that was not is asked', async () => {
  const asked = { action: 'a.b', legalEntity: null, amount: null, explanation: 'It is made', evidence: 1 };
  let isRequired = false;
  const approvals = {
    ruleOf: () => (isRequired ? { roles: ['auditor' as const], approvers: 1, expiresInMs: 1_000 } : null),
    nowMs: () => 0,
  };
  const { go } = rig(
    {
      name: 'agreed',
      run: async (saga) => {
        await saga.once('told', () => saga.once(subjectNote, () => 'deal'));
        const first = await saga.approve('first', asked);
        if (!isRequired) saga.ask('LATER', 'later');
        return `${first.kind} ${(await saga.approve('second', asked)).kind}`;
      },
    },
    { approvals },
  );
  expect((await go()).kind).toBe('STUCK');
  isRequired = true;
  expect(await go()).toMatchObject({ kind: 'WAITING_APPROVAL', step: 'second' });
});

test('an execution that a system says a newer one has shut out ends there, whether it looks up, writes or takes back', async () => {
  const shutOut = () => Promise.reject(new LowerFence({ key: 'k', fence: 1 }));
  const kept = step('kept', { kind: 'APPLIED', ref: 'there', isNew: true });
  const lost = { kind: 'IN_DOUBT', settleMs: 0, failure: failure('SILENT', 'no answer') } as const;
  for (const [shut, isRefused] of [
    [{ ...step('first', lost), find: shutOut }, false],
    [{ ...kept, act: shutOut }, false],
    [{ ...kept, undo: shutOut }, true],
  ] as const) {
    const { go } = rig({
      name: 'shut-out',
      run: async (saga) => {
        await saga.step(shut);
        return isRefused ? saga.refuse('NO', 'no') : 'done';
      },
    });
    await expect(go()).rejects.toThrow(FenceLost);
  }
});
